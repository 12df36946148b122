"""The pages of the scenarios score only what their event could have failed, and know when they are out of step."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
import scenario_figures
import scenario_index
import scenario_pages
import scenario_runs

from tidegauge.scenarios import library
from tidegauge.scenarios.ensemble import program_sha256

DOCS = Path(__file__).parents[1] / "docs"


def test_a_page_whose_parameters_moved_is_out_of_step(monkeypatch: pytest.MonkeyPatch) -> None:
    identity = scenario_figures.identity
    monkeypatch.setattr(scenario_figures, "identity", lambda name: "another" if name == "sept_2019" else identity(name))
    assert list(scenario_pages.stale(DOCS)) == [
        "docs/scenarios/sept_2019.md is out of step: run `docs/build.py --draw sept_2019`"
    ]


@pytest.mark.parametrize(
    ("published", "misses", "at_most", "wrong"),
    [
        (1.0, "", 0.0, ""),
        (1.0, "a cause", 9.0, "is held, so `misses` has to go"),
        (5.0, "", 0.0, "is missed, and no cause is named"),
        (5.0, "a cause", 5.0, ""),
        (5.0, "a cause", 4.0, "is missed by 5, more than the 4 of `at_most`"),
        (5.0, "a cause", 0.0, "is missed by 5, more than the 0 of `at_most`"),
    ],
)
def test_a_cause_excuses_a_miss_only_while_it_is_one_and_no_worse(
    published: float, misses: str, at_most: float, wrong: str
) -> None:
    figure = scenario_figures.Figure("reserves_usd", misses=misses, at_most=at_most)
    assert scenario_figures.Found(figure, -1.0, 0.0, 1.0, published).wrong == wrong


def test_what_could_not_fail_counts_for_nothing_and_a_page_with_nothing_else_has_tested_nothing() -> None:
    figure = scenario_figures.Figure("reserves_usd", asked=(0.0, 0.0), because="it is arithmetic")
    free = scenario_figures.Found(figure, 0.0, 0.0, 0.0, None, "the postings say so")
    real = scenario_figures.Found(scenario_figures.Figure("reserves_usd"), -1.0, 0.0, 1.0, 0.5)
    assert scenario_pages.score([free]) == f"{scenario_pages.UNTESTED}. Not scored: 1 that could not fail."
    assert scenario_pages.score([real, free]).startswith("1 scored, 1 held. None is missed.")


def test_a_figure_that_its_control_holds_is_not_scored_and_one_that_only_the_control_holds_is_missed() -> None:
    figure = scenario_figures.Figure("reserves_usd")
    held, told = (
        scenario_figures.Found(figure, -1.0, 0.0, 1.0, 0.5, control=control) for control in ("holds", "fails")
    )
    worse = scenario_figures.Found(figure, -1.0, 0.0, 1.0, 5.0, control="holds")
    assert scenario_pages.score([held]) == f"{scenario_pages.UNTESTED}. Not scored: 1 that the control holds as well."
    assert scenario_pages.score([held, told, worse]).startswith("2 scored, 1 held; the control fails 1. Missed:")
    unmoved = replace(worse, control="same")
    assert scenario_pages.score([unmoved]) == f"{scenario_pages.UNTESTED}. Not scored: 1 that the event does not move."


def test_a_declared_figure_is_measured_in_the_control_of_its_own_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cash in the autumn of 2025 says nothing of the lapse; what a lapse of sixty days takes from reserves does."""
    few = partial(scenario_runs.run, paths=64)
    monkeypatch.setattr(scenario_runs, "run", few)
    page = scenario_figures.declared("shutdown_2025")
    (moved,) = (one for one in page.figures if one.of == "reserves_usd" and one.less)
    *_, cash = (one for one in page.figures if one.of == "tga_usd" and not one.less)
    asked = replace(moved, asked=(-60.0, -1.0), because="it is held back", run="sixty_days", less="control")
    monkeypatch.setattr(
        scenario_figures,
        "declared",
        lambda name: replace(page, figures=(cash, asked, replace(cash, on=date(2025, 9, 30)))),
    )
    held_anyway, of_the_lapse, before = scenario_figures.measure.__wrapped__("shutdown_2025")
    assert (held_anyway.is_held, held_anyway.is_scored) == (True, False)
    assert (of_the_lapse.is_held, of_the_lapse.control, of_the_lapse.is_scored) == (True, "fails", True)
    assert (before.control, before.is_scored) == ("same", False)


@pytest.mark.parametrize("scenario", sorted(set(library.names()) - {"baseline"}))  # which takes place without an event
def test_the_control_of_a_page_is_another_world_than_its_scenario(scenario: str) -> None:
    page = scenario_figures.declared(scenario)
    own, control = (scenario_runs.program(*page.call(run)[0]) for run in ("", scenario_figures.CONTROL))
    assert page.control_says
    assert program_sha256(own) != program_sha256(control)


def test_a_cause_for_several_days_has_a_distance_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = '[[figure]]\nof = "tga_usd"\non = [2023-05-17, 2023-05-31]\nmisses = "weak receipts"\nat_most = '
    monkeypatch.setattr(scenario_figures, "FOLDER", tmp_path)
    (tmp_path / "mine.toml").write_text(f"{told}[95.0, 150.0]\n", "utf-8")
    assert [one.at_most for one in scenario_figures.declared("mine").figures] == [95.0, 150.0]
    (tmp_path / "mine.toml").write_text(f"{told}150.0\n", "utf-8")
    with pytest.raises(ValueError, match="shorter"):
        scenario_figures.declared("mine")


def test_a_changed_formula_puts_every_page_out_of_step_and_a_comment_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = (
        'def f(x):\n    """Twice."""\n    return 2 * x\n',
        "def f(x):  # twice\n    return 2*x\n",
        "def f(x):\n    return 3 * x\n",
    )
    places = [tmp_path / f"{number}.py" for number in range(3)]
    for place, version in zip(places, versions, strict=True):
        place.write_text(version, "utf-8")
    told, commented, changed = (scenario_runs.code_sha256(place) for place in places)
    assert told == commented != changed
    before = scenario_figures.identity("sept_2019")
    monkeypatch.setattr(scenario_figures, "code_sha256", lambda: changed)
    assert scenario_figures.identity("sept_2019") != before


def test_the_index_adds_up_what_the_rows_of_the_pages_say(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    cells = ("yes | fails", "not scored | holds", "**no** | fails", "not scored | ", "**no**, not scored | same")
    figures_of = [one.name for one in scenario_figures.declared("qt_to_rmp").figures if one.of == "reserves_usd"]
    table = "".join(
        f"| {name} | 3,000 | 3,000 (2,900 to 3,100) | {cell} |\n" for name, cell in zip(figures_of, cells, strict=True)
    )
    page = f"<!-- figures: x -->\n{table}\nScore: 2 scored.\n\n<!-- end of figures -->\n"
    (tmp_path / "scenarios" / "qt_to_rmp.md").write_text(page, "utf-8")
    assert scenario_index.total(tmp_path) == (2, 1, 2, 1, 1, 1, 0)
    assert [one[1:] for one in scenario_index.variables(tmp_path)] == [(4, 2, 2, 1)]


def test_bands_that_hold_nearly_all_are_too_wide_and_none_too_narrow_and_a_few_prove_nothing() -> None:
    readings = [scenario_index.Variable("reserves", n, held, 0, 0).reading for n, held in ((50, 46), (6, 0), (6, 6))]
    assert readings == ["too wide", "too narrow", "not refuted"]


def test_the_figures_of_another_scenario_and_of_bookkeeping_are_not_scored() -> None:
    page = scenario_figures.Declared("mine", (), {"theirs": {"scenario": "baseline"}, "tighter": {}})
    assert page.unscored(scenario_figures.Figure("tga_usd", run="theirs")) == "it is a run of `baseline`"
    assert page.unscored(scenario_figures.Figure("identity"))
    assert not page.unscored(scenario_figures.Figure("tga_usd", run="tighter"))


def test_a_scenario_is_listed_as_an_illustration_where_its_page_tests_nothing() -> None:
    pages = {name: (DOCS / "scenarios" / f"{name}.md").read_text("utf-8") for name in library.names()}
    untested = {name for name, said in pages.items() if f"Score: {scenario_pages.UNTESTED}" in said}
    assert untested == {name for name in pages if "(illustration, not tested)" in library.find(name).title["en"]}
    assert scenario_index.total(DOCS).illustrations == len(untested)
    assert all("illustration, not tested" in pages[name].partition("\n")[0] for name in untested)
