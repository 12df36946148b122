"""Every answer: the same envelope, whole dollars, true moments, and not a byte from after its as-of."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tidegauge.catalogue.series import load
from tidegauge.clock import parse_moment
from tidegauge.frame import KNOWN_BY, Point
from tidegauge.questions import balance, brief
from tidegauge.questions.answer import Answer, envelope, exact, origins, to_plain
from tidegauge.questions.desk import Desk
from tidegauge.questions.registry import QUESTIONS, Question
from tidegauge.reference import figures
from tidegauge.store import Batch, Store
from tidegauge.words.sentence import Amount, Sentence

NOON = parse_moment("2025-11-03T12:00-05:00")
ENVELOPE = ["schema_version", "question", "as_of", "data_as_of", "answer", "units", "sources", "findings"]
READS = [pytest.param(question, id=question.name) for question in QUESTIONS if not question.writes]
FEW = {"paths": 4, "days": 2}
LEAST: dict[str, dict[str, Any]] = {  # what a caller must say, and what keeps a run small
    "ledger.explain": {"event": "E01a"},
    "scenario.show": {"scenario": "baseline"},
    "simulate": {"scenario": "baseline", **FEW},
    "compare": {"a": "baseline", "b": "no_rmp", **FEW},
    "replay": {"scenario": "baseline", "path": 0, "day": date(2025, 11, 4), "days": 2},
    "search": {
        "scenario": "baseline",
        "lever": "reserve_purchases",
        "target": "median(reserves_usd) > 2tn at 2",
        **FEW,
    },
    "portfolio": {"scenario": "baseline", **FEW},
    "hindcast": {"episode": "rebuild_2025"},
    "forecast.tga": {"horizon": 2},
    "forecast.reserves": {"horizon": 2},
    "forecast.net_liquidity": {"horizon": 2},
    "episodes": {"episode": ("september_2019", "2025-10-29")},
    "sensitivity": {"as_of": parse_moment("2022-03-01T12:00-05:00")},  # less history, the same answer in form
}
WITHOUT_FIGURES = {"ledger.events", "ledger.explain", "scenario.list", "scenario.show", "scenario.check"}  # as of now
HOLDINGS = "asset,amount\nsp500,1000000\n"
ANSWERED_AS_OF = ("brief", "signals", "calendar", "balance_sheet", "drain", "series.show")


def bundled() -> Desk:
    """Return a desk on the bundled figures, whatever stands in the default place."""
    opened = Desk(environment={})
    opened._store, opened._bundled = Store(figures.FOLDER), True
    return opened


def asked(question: Question, desk: Desk, folder: Path, moment: datetime = NOON, series: str = "tga") -> Answer:
    """Ask a question with the least a caller must say."""
    names = {parameter.name: parameter for parameter in question.parameters}
    said: dict[str, Any] = {"as_of": moment} if "as_of" in names else {}
    said |= LEAST.get(question.name, {})
    if "file" in names:
        said["file"] = _file(question, folder)
    if "series" in names:
        said["series"] = series if names["series"].kind == "text" else (series,)
    if "out" in names and names["out"].required:
        said["out"] = folder / "figures.csv"
    answer: Answer = question.ask(desk, **said)
    return answer


@cache
def answered(question: Question, folder: Path) -> Answer:
    """Return the answer to a question; several sentences are about one answer, so it is asked once."""
    return asked(question, bundled(), folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder whose files the questions of this module read and write."""
    return tmp_path_factory.mktemp("answers")


def _file(question: Question, folder: Path) -> Path:
    """Return a file that a question can read: a scenario, or holdings."""
    place = folder / ("scenario.toml" if question.name == "scenario.check" else "holdings.csv")
    place.write_text("" if question.name == "scenario.check" else HOLDINGS)
    return place


def plain(answer: Answer, lang: str = "en") -> dict[str, Any]:
    """Return the envelope as a caller reads it, from JSON text that holds no NaN."""
    text = json.dumps(envelope(answer, lang), ensure_ascii=False, allow_nan=False)
    read: dict[str, Any] = json.loads(text)
    return read


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value of nested JSON with its place."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(part, f"{path}.{name}")
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part, path)
    else:
        yield path, value


@pytest.mark.parametrize("question", READS)
def test_every_answer_has_the_same_envelope(question: Question, folder: Path) -> None:
    found = plain(answered(question, folder))
    assert list(found) == ENVELOPE
    assert (found["schema_version"], found["question"]) == (1, question.name)
    assert datetime.fromisoformat(found["as_of"]).utcoffset() is not None
    assert (
        found["data_as_of"] is None
        or date.fromisoformat(found["data_as_of"]) <= NOON.date()
        or question.name in {"settings", "scoreboard"}  # which take no as-of
    )
    assert all(isinstance(name, str) and unit for name, unit in found["units"].items())


@pytest.mark.parametrize("question", READS)
def test_every_source_names_publisher_period_and_a_moment_not_after_the_as_of(question: Question, folder: Path) -> None:
    found = plain(answered(question, folder))
    as_of = datetime.fromisoformat(found["as_of"])
    for source in found["sources"]:
        assert set(source) == {"series", "publisher", "period", "known_at", "known_by"}
        assert source["series"] in load()
        assert source["publisher"]
        assert source["known_by"] in KNOWN_BY
        date.fromisoformat(source["period"])
        assert source["known_at"].endswith("Z")
        assert datetime.fromisoformat(source["known_at"]) <= as_of
    if question.name in ANSWERED_AS_OF:
        assert found["sources"]


@pytest.mark.parametrize("question", READS)
def test_money_is_whole_dollars_everywhere(question: Question, folder: Path) -> None:
    found = plain(answered(question, folder))
    money = [(path, value) for path, value in leaves(found["answer"]) if path.endswith("_usd")]
    assert [place for place in money if not isinstance(place[1], int | None)] == []
    if question.name in ("balance_sheet", "drain", "calendar"):
        assert money


def test_gauges_are_whole_dollars_and_whole_basis_points() -> None:
    found = plain(brief.brief(bundled(), as_of=NOON))
    assert sum(gauge["value"] is not None for gauge in found["answer"]["gauges"]) > 15
    for gauge in found["answer"]["gauges"]:
        if gauge["unit"] in ("USD", "bp"):
            assert isinstance(gauge["value"], int | None), gauge["id"]
            assert isinstance(gauge["change_1w"], int | None), gauge["id"]
        assert found["units"][gauge["id"]] == gauge["unit"]
        assert gauge["percentile"] is None or 0 <= gauge["percentile"] <= 1
        assert gauge["signal"] in ("on", "off", None)


@pytest.mark.parametrize("question", READS)
def test_units_are_written_the_public_way(question: Question, folder: Path) -> None:
    assert "usd" not in plain(answered(question, folder))["units"].values()


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("question", READS)
def test_a_chinese_answer_holds_no_english_sentence(question: Question, lang: str, folder: Path) -> None:
    """Names of publishers and the English half of a name in three languages stay; sentences do not."""
    found = plain(answered(question, folder), lang)
    english = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")
    spoken = [
        (path, value)
        for path, value in leaves(found)
        if isinstance(value, str) and english.search(value) and not path.endswith((".en", ".publisher"))
        if ".said." not in path and not path.endswith((".toml", ".parameters.unit"))  # as the files have it
    ]
    assert spoken == []


@pytest.mark.parametrize("question", READS)
def test_the_bundled_figures_say_that_they_are_bundled(question: Question, folder: Path) -> None:
    found = plain(answered(question, folder))
    if question.name not in WITHOUT_FIGURES:
        assert found["findings"][0]["check"] == "bundled_figures"


@pytest.mark.parametrize("question", READS)
def test_the_same_question_twice_gets_the_same_bytes(question: Question, folder: Path) -> None:
    """Nothing new, nothing different: with the store opened again, and in another order of questions."""
    now = {"as_of": ""} if question.name in WITHOUT_FIGURES else {}
    first = json.dumps(plain(answered(question, folder)) | now)
    brief.brief(bundled(), as_of=NOON - timedelta(days=30))
    again = bundled()
    assert json.dumps(plain(asked(question, again, folder)) | now) == first
    assert json.dumps(plain(asked(question, again, folder)) | now) == first


def test_dates_and_moments_are_iso_and_missing_is_null() -> None:
    assert to_plain(datetime(2025, 11, 3, 17, tzinfo=UTC), "en") == "2025-11-03T17:00:00Z"
    assert to_plain(date(2025, 11, 3), "en") == "2025-11-03"
    assert to_plain(float("nan"), "en") is None
    assert (exact(None, "usd"), exact(float("nan"), "bp"), exact(50_350_000_000.0, "usd")) == (
        None,
        None,
        50_350_000_000,
    )
    assert isinstance(exact(50_350_000_000.0, "usd"), int)
    assert exact(4.22, "pct") == 4.22


def test_a_sentence_keeps_its_key_beside_its_words() -> None:
    facts = {"amount": Amount(14_750_000_000, "usd")}
    spoken = to_plain(Sentence("brief.now.srf_so_far", facts), "zh-Hans")
    assert spoken["key"] == "brief.now.srf_so_far"
    assert re.search(r"[一-鿿]", spoken["text"])


def test_a_rate_announced_for_later_does_not_make_the_figures_younger() -> None:
    desk = bundled()
    moment = parse_moment("2025-10-29T18:00-04:00")  # the cut takes effect on the 30th
    frame = desk.frame(["iorb"], moment)
    answer = Answer("brief", moment, None, {}, origins(frame), ())
    assert answer.sources[0].period == date(2025, 10, 30)
    assert answer.data_as_of is None


# --- no output as of T depends on anything known after T ---

FIRST_PERIOD = date(2025, 4, 1)
STEPS = ("iorb", "target_upper", "on_rrp_rate", "srf_rate")
SHOWN = ("tga", "sofr", "reserves")
MOMENTS = (date(2025, 9, 1), date(2026, 3, 25))
Row = tuple[Point, bool]


@cache
def known_rows() -> tuple[Point, ...]:
    """Return a year of the bundled figures of every series the questions read."""
    store = Store(figures.FOLDER)
    wanted = dict.fromkeys((*brief.inputs(), *balance.INPUTS, *SHOWN))
    return tuple(
        point
        for id_ in wanted
        for point, _ in store.vintages(id_, as_of=figures.LAST_MOMENT)
        if point.period >= FIRST_PERIOD or id_ in STEPS
    )


def stored(folder: Path, points: "tuple[Point, ...] | list[Point]") -> Desk:
    """Store points with their own moments and return a desk on them."""
    batch = Batch()
    for point in points:
        batch.add(point.series, point.period, point.value, point.known_at, "published")
    Store(folder).append(batch, recorded_at=datetime(2026, 6, 1, tzinfo=UTC))
    return Desk(folder, environment={})


def everything(desk: Desk, moment: datetime, folder: Path) -> dict[str, str]:
    """Return every answer as of a moment as text, with the page of one series after the other."""
    questions = [question for question in QUESTIONS if question.name in ANSWERED_AS_OF]
    return {
        f"{question.name} {series}": json.dumps(envelope(asked(question, desk, folder, moment, series), "zh-Hans"))
        for question in questions
        for series in (SHOWN if question.name == "series.show" else ("",))
    }


def meddled(points: "tuple[Point, ...]", moment: datetime, draw: Callable[[Any], Any]) -> list[Point]:
    """Delete and change what became known after a moment, and add what was never said."""
    how = draw(st.sampled_from(("delete", "change", "add", "all")))
    every = draw(st.integers(2, 9))
    found: list[Point] = []
    for place, point in enumerate(points):
        later = point.known_at > moment
        chosen = later and place % every == 0
        if chosen and how in ("delete", "all"):
            continue
        found.append(replace_value(point, point.value * 3 + 1) if chosen and how == "change" else point)
    if how in ("add", "all"):
        after = moment + timedelta(microseconds=draw(st.integers(1, 10**12)))
        found += [
            Point(point.series, point.period, round(point.value + 1, 2), after, point.known_by)
            for point in points[:: 40 * every]
        ]
    return found


def replace_value(point: Point, value: float) -> Point:
    return point._replace(value=round(value, 2))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draw=st.data(), day=st.dates(*MOMENTS), seconds=st.integers(0, 86_399))
def test_nothing_known_after_a_moment_changes_a_byte_of_any_answer_as_of_it(
    tmp_path_factory: pytest.TempPathFactory, draw: Any, day: date, seconds: int
) -> None:
    moment = datetime.combine(day, datetime.min.time(), UTC) + timedelta(seconds=seconds)
    points = known_rows()
    folder = tmp_path_factory.mktemp("stores")
    true = everything(stored(folder / "true", points), moment, folder)
    other = meddled(points, moment, draw.draw)
    assert other != list(points)
    assert everything(stored(folder / "meddled", other), moment, folder) == true


def test_the_meddling_would_be_seen_a_moment_later(tmp_path: Path) -> None:
    """The property above has teeth: as of the end, the same changes change nearly every answer."""
    points = known_rows()
    changed = [replace_value(point, point.value * 3 + 1) if point.known_at > NOON else point for point in points]
    true = everything(stored(tmp_path / "true", points), figures.LAST_MOMENT, tmp_path)
    other = everything(stored(tmp_path / "other", changed), figures.LAST_MOMENT, tmp_path)
    assert {name for name in true if true[name] == other[name]} == set()


def test_a_figure_that_is_a_microsecond_late_is_not_in_the_answer(tmp_path: Path) -> None:
    points = [point for point in known_rows() if point.series != "sofr" or point.period < date(2025, 10, 31)]
    late = Point("sofr", date(2025, 10, 31), 4.22, NOON + timedelta(microseconds=1), "published")
    desk = stored(tmp_path, [*points, late])
    gauges = {gauge.id: gauge for gauge in brief.brief(desk, as_of=NOON).answer.gauges}
    assert gauges["sofr"].period == date(2025, 10, 30)
    then = {gauge.id: gauge for gauge in brief.brief(desk, as_of=NOON + timedelta(microseconds=1)).answer.gauges}
    assert (then["sofr"].period, then["sofr"].value) == (date(2025, 10, 31), 4.22)


def test_figures_stored_later_leave_past_ranks_and_signals_alone(tmp_path: Path) -> None:
    """A rank counts what was known; months that come after do not rewrite it."""
    points = known_rows()
    short = stored(tmp_path / "short", [point for point in points if point.known_at <= NOON])
    whole = stored(tmp_path / "long", points)
    before, after = (brief.brief(desk, as_of=NOON).answer for desk in (short, whole))
    assert [(g.id, g.percentile, g.ranked) for g in before.gauges] == [
        (g.id, g.percentile, g.ranked) for g in after.gauges
    ]
    assert before.signals == after.signals
    today = {gauge.id: gauge.ranked for gauge in brief.brief(whole, as_of=figures.LAST_MOMENT).answer.gauges}
    assert today["sofr"] > next(gauge.ranked for gauge in after.gauges if gauge.id == "sofr")


def test_an_answer_is_a_value_that_nobody_can_change() -> None:
    answer = brief.brief(bundled(), as_of=NOON)
    with pytest.raises(AttributeError):
        answer.as_of = NOON
    assert replace(answer, question="other").question == "other"
