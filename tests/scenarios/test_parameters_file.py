"""A file of parameters estimated anew: read back as written, used where it holds, every slip told with its place."""

from datetime import date
from pathlib import Path

import pytest

from tidegauge.clock import end_of_day
from tidegauge.errors import InputFileError, InvalidScenario, MalformedScenario
from tidegauge.reference import figures
from tidegauge.scenarios import calendars, parameters_file
from tidegauge.scenarios.compile import INPUTS, compile_scenario
from tidegauge.scenarios.estimates import INPUTS as ESTIMATED
from tidegauge.scenarios.estimates import Estimates, estimates
from tidegauge.scenarios.parameters import catalogue, load, look_ahead, share_remade
from tidegauge.scenarios.scenario import Opening, Scenario
from tidegauge.store import Store
from tidegauge.words import LANGUAGES, error_text

STORE = Store(figures.FOLDER)
SLOPE = "reserve_demand.slope_bp"
SMALL = """\
as_of = 2025-10-01T16:00:00-04:00
regime = "2025-2026"

[reserve_demand.slope_bp]
value = 9.0
low = 5.0
high = 13.0
unit = "bp per percentage point"
kind = "estimate"
source = "own"
sample_end = 2025-09-29
"""


@pytest.fixture(scope="module")
def made() -> Estimates:
    """Return what the bundled figures say."""
    return estimates(STORE.frame(ESTIMATED, as_of=figures.LAST_MOMENT))


def said(folder: Path, text: str) -> Path:
    """Return a file of a text."""
    place = folder / "mine.toml"
    place.write_text(text, "utf-8")
    return place


def test_what_is_written_is_read_back_to_its_digits(made: Estimates, tmp_path: Path) -> None:
    remade = parameters_file.read(said(tmp_path, parameters_file.written(made)))
    assert remade.as_of == made.as_of
    assert list(remade.values) == [one.key for one in made.found]
    for one in made.found:
        held = remade.values[one.key]
        assert (held.value, held.low, held.high) == pytest.approx((one.value, one.low, one.high), rel=1e-3)
        assert held.sample_end == one.sample.end


def test_every_parameter_is_either_estimated_or_told_to_stay_with_its_kind(made: Estimates) -> None:
    stays = parameters_file.kinds_left(made)
    assert sorted((*(one.key for one in made.found), *(key for keys in stays.values() for key in keys))) == sorted(
        catalogue()
    )
    assert "carry.share" in stays["prior"]
    assert "margin.price_shock" in stays["rule"]


def test_a_run_takes_the_values_of_the_file_and_says_how_many(tmp_path: Path) -> None:
    remade = parameters_file.read(said(tmp_path, SMALL))
    frame = STORE.frame(INPUTS, as_of=end_of_day(date(2025, 12, 1)))
    plain, anew = (
        compile_scenario(Scenario(name="short", opening=Opening()), frame, days=5, remade=one) for one in (None, remade)
    )
    assert plain.program.parameters.reserve_demand.slope_bp == 7.7
    assert anew.program.parameters.reserve_demand.slope_bp == 9.0
    assert anew.program.parameters.carry == plain.program.parameters.carry
    (told,) = (one for one in anew.findings if one.check == "parameters_remade")
    assert told.detail.facts["n"] == 1
    assert not [one for one in plain.findings if one.check == "parameters_remade"]


def test_larger_surprises_of_flows_are_those_of_the_fiscal_calendars_alone(tmp_path: Path) -> None:
    text = SMALL.replace("reserve_demand.slope_bp", "treasury.flow_noise").replace(
        "bp per percentage point", "multiple"
    )
    remade = parameters_file.read(said(tmp_path, text.replace("9.0", "2.0").replace("low = 5.0", "low = 1.0")))
    frame = STORE.frame(INPUTS, as_of=end_of_day(date(2025, 12, 1)))
    plain, twice = (
        compile_scenario(Scenario(name="short", opening=Opening()), frame, days=5, remade=one).program
        for one in (None, remade)
    )
    for place, name in enumerate(plain.flow_names):
        factor = 2.0 if name in calendars.names() else 1.0
        assert (twice.flows.noise_usd[:, place] == factor * plain.flows.noise_usd[:, place]).all(), name
    assert plain.flows.noise_usd.any()


def test_an_override_stands_over_the_file(tmp_path: Path) -> None:
    remade = parameters_file.read(said(tmp_path, SMALL))
    assert load(date(2025, 12, 1), values={SLOPE: 1.5}, remade=remade).reserve_demand.slope_bp == 1.5


def test_an_opening_before_the_as_of_of_the_file_looks_ahead_and_one_after_does_not(tmp_path: Path) -> None:
    remade = parameters_file.read(said(tmp_path, SMALL))
    ends = [look_ahead(day, remade=remade)[0].detail.facts["n"] for day in (date(2025, 9, 30), date(2025, 10, 1))]
    assert ends[0] == ends[1] + 1  # type: ignore[operator]  # the value rests on what was known on 1 October


def test_values_of_another_regime_are_left_out_and_said_to_be(tmp_path: Path) -> None:
    remade = parameters_file.read(said(tmp_path, SMALL))
    opening = date(2019, 9, 13)
    assert load(opening, remade=remade) == load(opening)
    told = share_remade(remade, opening)
    assert (told.check, told.severity, told.detail.facts["left"]) == ("parameters_of_another_regime", "warning", 1)


@pytest.mark.parametrize(
    ("change", "place", "key"),
    [
        (("value = 9.0", "value = nan"), "mine.toml:5:1", f"{SLOPE}.value"),
        (("low = 5.0", "low = 9.5"), "mine.toml:5:1", f"{SLOPE}.value"),
        (("slope_bp]", "slop_bp]"), "mine.toml:4:17", "reserve_demand.slop_bp"),
        (('"estimate"', '"guess"'), "mine.toml:9:1", f"{SLOPE}.kind"),
        (("bp per percentage point", "bp"), "mine.toml:8:1", f"{SLOPE}.unit"),
        (("sample_end = 2025-09-29", ""), "mine.toml:4:17", SLOPE),
        (("2025-09-29", "2025-12-29"), "mine.toml:11:1", f"{SLOPE}.sample_end"),
        (('source = "own"', 'sauce = "own"'), "mine.toml:10:1", f"{SLOPE}.sauce"),
        (("T16:00:00-04:00", ""), "mine.toml:1:1", "as_of"),
        (('"2025-2026"', '"2025"'), "mine.toml:2:1", "regime"),
        (("[reserve_demand.slope_bp]", "[[reserve_demand]]"), "mine.toml:4:3", "reserve_demand"),
    ],
)
def test_a_slip_of_the_hand_is_told_with_line_and_column(
    tmp_path: Path, change: tuple[str, str], place: str, key: str
) -> None:
    text = SMALL.replace(*change)
    assert text != SMALL
    with pytest.raises(InvalidScenario) as caught:
        parameters_file.read(said(tmp_path, text))
    assert caught.value.facts["place"] == str(tmp_path / place)
    assert caught.value.facts["key"] == key
    for lang in LANGUAGES:
        assert "tidegauge fit --out" in error_text(caught.value, lang)[1]


def test_what_is_no_toml_is_told_with_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(MalformedScenario) as caught:
        parameters_file.read(said(tmp_path, SMALL.replace("low = 5.0", "low = ")))
    assert (caught.value.facts["line"], caught.value.facts["column"]) == (6, 7)


def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match=r"none\.toml"):
        parameters_file.read(tmp_path / "none.toml")
