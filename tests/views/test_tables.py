"""Answers as tables: whatever the question, figures stay figures, nothing is lost, and every column says its unit."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.questions.test_answer import FEW, NOON, bundled

from tidegauge.questions import registry
from tidegauge.questions.answer import Answer
from tidegauge.views import headings
from tidegauge.views.rows import rows
from tidegauge.views.tables import Table, main_csv, sources, tables
from tidegauge.words import LANGUAGES, keys
from tidegauge.words.sentence import Sentence

ASKED: dict[str, dict[str, Any]] = {
    "brief": {"as_of": NOON},
    "signals": {"as_of": NOON},
    "drain": {"as_of": NOON, "weeks": 2},
    "demand": {"as_of": NOON},
    "ledger.explain": {"event": "E01a"},
    "ledger.opening": {"as_of": NOON},
    "series.show": {"as_of": NOON, "series": "tga"},
    "simulate": {"as_of": NOON, "scenario": "baseline", **FEW},
    "hindcast": {"start": date(2025, 10, 1), "end": date(2025, 10, 31)},
    "scoreboard": {},
    "recession": {"as_of": NOON},
    "stress": {"as_of": NOON},
    "analogues": {"as_of": NOON},
    "episodes": {"as_of": NOON, "episode": ("september_2019",)},
    "forecast.spread": {"as_of": NOON, "horizon": 2},
}


def asked(name: str) -> Answer:
    """Return the answer to a question on the bundled figures."""
    answer: Answer = registry.find(tuple(name.replace("_", "-").split("."))).ask(bundled(), **ASKED[name])
    return answer


def by_name(answer: Answer) -> dict[str, Table]:
    """Return the tables of an answer by name."""
    return {table.name: table for table in tables(answer, "en")}


def records(table: Table) -> list[dict[str, Any]]:
    """Return the rows of a table by column."""
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


@pytest.mark.parametrize("name", ASKED)
def test_every_answer_is_tables_with_words_for_every_column(name: str) -> None:
    answer = asked(name)
    for lang in LANGUAGES:
        for table in (*tables(answer, lang), sources(answer, lang)):
            assert len(set(table.columns)) == len(table.columns) == len(table.heads)
            assert all(len(row) == len(table.columns) for row in table.rows)
    parts = {part for path, listed in rows(answer, "en").items() for row in listed for column in row for part in column}
    parts |= {part for path in rows(answer, "en") for part in path}
    known = {key.partition(place)[2] for place in headings.PLACES for key in keys("en") if key.startswith(f"{place}.")}
    wordless = {part for part in parts if not {f".{part}", f".{part.rpartition('_')[0]}"} & known}
    assert {part for part in wordless if not part.strip("p%").isdigit()} == set()


def test_words_of_parts_stand_once_and_none_is_idle_where_another_place_has_it() -> None:
    taken = {key.removeprefix("face.part.") for key in keys("en") if key.startswith("face.part.")}
    assert {part for part in taken if not part.replace("_", "").isalnum()} == set()
    assert headings.word("treasury", "en") == "Treasury"  # a sector has its words in the ledger
    assert "treasury" not in taken


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_found_is_the_main_table_of_an_examination(lang: str) -> None:
    answer = registry.find(("doctor",)).ask(bundled(), as_of=NOON)
    found = tables(answer, lang)[0]
    assert (found.name, found.columns) == ("findings", ("severity", "check", "subject", "period", "detail"))
    assert [row[1] for row in found.rows] == [one.check for one in answer.findings] != []
    assert main_csv(answer, lang).decode().splitlines()[0] == ",".join(found.columns)
    nothing = tables(replace(answer, findings=()), lang)[0]
    assert (nothing.columns, nothing.rows) == (found.columns, ()), "who found nothing says so in an empty table"


def test_causes_of_a_week_are_the_main_table_of_a_drain_and_add_up() -> None:
    answer = asked("drain")
    main = tables(answer, "en")[0]
    assert main.name == "weeks_causes"
    assert main.columns[:3] == ("start", "end", "id")
    for week in answer.answer.weeks:
        added = sum(row["reserves_usd"] for row in records(main) if row["start"] == week.start)
        assert added == week.reserves_usd
        assert isinstance(added, int)


def test_units_end_the_names_of_columns_and_are_not_said_twice() -> None:
    explained = by_name(asked("ledger.explain"))
    assert explained["effects"].columns[:2] == ("reserves", "tga")
    assert explained["postings"].columns[-1] == "change_usd"
    assert by_name(asked("series.show"))["values"].columns[:2] == ("period", "value_usd")
    assert "probability_share" in by_name(asked("recession"))["months"].columns
    gauges = by_name(asked("brief"))["gauges"]
    assert {"value", "unit"} <= set(gauges.columns)  # each row names its own
    assert {"value", "unit"} <= set(by_name(asked("forecast.spread"))["forecast_spread"].columns)


def test_a_run_is_a_row_a_day_with_every_quantile_of_every_metric() -> None:
    answer = asked("simulate")
    main = tables(answer, "en")[0]
    assert main.name == "quantiles"
    assert [row["date"] for row in records(main)] == list(answer.answer.days)
    assert records(main)[1]["reserves_usd_p05"] == answer.answer.quantiles["reserves_usd"][5][1]
    assert len(main.columns) == 1 + 6 * 5


def test_rows_of_an_inner_list_say_which_outer_row_they_belong_to() -> None:
    answer = asked("signals")
    spells = records(by_name(answer)["signals_spells"])
    for state in answer.answer:
        assert [row["start"] for row in spells if row["id"] == state.id] == [spell.start for spell in state.spells]


def test_what_a_row_is_about_comes_before_what_it_says() -> None:
    assert by_name(asked("scoreboard"))["scores"].columns[:3] == ("model", "target", "horizon")
    assert tables(asked("forecast.spread"), "en")[0].columns[:3] == ("date", "horizon", "model")


def test_sentences_are_in_the_language_of_the_reader() -> None:
    for name in ("simulate", "ledger.explain"):  # sentences of their own, and one in a cell
        answer = asked(name)
        assert len({tables(answer, lang)[-1].rows[0] for lang in LANGUAGES}) == 3


def test_sources_say_where_every_figure_came_from() -> None:
    answer = asked("drain")
    assert [tuple(row) for row in sources(answer, "en").rows] == [tuple(origin) for origin in answer.sources]


@dataclass(frozen=True)
class Inner:
    """A record inside a record."""

    id: str
    at: datetime


@dataclass(frozen=True)
class Odd:
    """What a question could answer one day."""

    id: str
    none: None
    inner: Inner | None
    empty: tuple[Inner, ...]
    numbers: tuple[int, ...]
    many: tuple[Inner, ...]
    said: tuple[Sentence, ...]
    texts: tuple[str, ...]


def test_shapes_that_no_question_has_yet_are_tables_too() -> None:
    moment = datetime(2025, 11, 3, 17, tzinfo=UTC)
    inner = Inner("=1+1", moment)
    odd = Odd("a", None, inner, (), (1, 2), (inner, Inner("b", moment)), (), ("x", "y"))
    found = by_name(Answer("odd", moment, odd, {}, (), ()))
    assert list(found) == ["inner", "numbers", "many", "summary"]
    assert found["numbers"].rows == ((1,), (2,))
    assert found["many"].rows == (("=1+1", moment), ("b", moment))
    assert found["summary"].rows == (("a", None, "x, y"),)
    lines = list(csv.reader(io.StringIO(found["inner"].csv)))
    assert lines == [["id", "at"], ["'=1+1", "2025-11-03T17:00:00Z"]]


@dataclass(frozen=True)
class Outer:
    """A record that holds lists, in a list itself."""

    id: str
    inner: tuple[Inner, ...]
    by_key: Mapping[str, tuple[Inner, ...]]


def test_lists_in_lists_carry_the_id_of_their_row_beside_their_own() -> None:
    moment = datetime(2025, 11, 3, 17, tzinfo=UTC)
    outer = tuple(Outer(id_, (Inner("x", moment),), {"k": (Inner("y", moment),)}) for id_ in ("a", "b"))
    found = by_name(Answer("odd", moment, outer, {}, (), ()))
    assert list(found) == ["odd_inner", "odd_by_key"]  # of the outer list nothing is left but its ids
    assert found["odd_inner"].columns == ("odd_id", "id", "at")
    assert [row[:2] for row in found["odd_inner"].rows] == [("a", "x"), ("b", "x")]
    assert [row[:3] for row in found["odd_by_key"].rows] == [("a", "k", "y"), ("b", "k", "y")]
    (four,) = tables(Answer("odd", moment, (("a", 1, 2, 3),), {}, (), ()), "en")
    assert (four.columns, four.rows) == (("1", "2", "3", "4"), (("a", 1, 2, 3),))


def test_an_answer_of_nothing_known_is_a_file_with_nothing_in_it() -> None:
    unknown = registry.find(("demand",)).ask(bundled(), as_of=datetime(2010, 1, 4, tzinfo=UTC))
    assert tables(unknown, "en") == () and main_csv(unknown, "en") == b""


def test_an_answer_that_is_a_list_of_nothing_is_one_empty_table() -> None:
    empty = Answer("calendar", datetime(2025, 11, 3, tzinfo=UTC), (), {}, (), ())
    assert [(table.name, table.columns, table.rows) for table in tables(empty, "en")] == [("calendar", (), ())]
