"""The waterfall: titles that follow the sign, levels as marks, bars that hang together."""

import re
from dataclasses import replace

import pytest

from tidegauge.questions.answer import Answer
from tidegauge.questions.brief import Brief
from tidegauge.views.report import why
from tidegauge.views.report.phrases import Phrases


@pytest.fixture
def phrases(answer: Answer) -> Phrases:
    return Phrases("en", answer.as_of)


def test_the_title_names_the_largest_part(brief: Brief, phrases: Phrases) -> None:
    assert why.title(brief, phrases) == "Reserves fell 101.7 bn; the largest part is Treasury cash (TGA), −78.8 bn"


@pytest.mark.parametrize(
    ("change", "said"),
    [(0, "Reserves ended the week where they began"), (None, "The week cannot be closed")],
)
def test_the_title_says_when_there_is_nothing_to_explain(
    brief: Brief, phrases: Phrases, change: int | None, said: str
) -> None:
    assert brief.week is not None
    assert why.title(replace(brief, week=replace(brief.week, reserves_usd=change)), phrases).startswith(said)


def test_rows_run_from_level_to_level_by_size(brief: Brief, phrases: Phrases) -> None:
    rows = why.rows(brief, phrases, {})
    assert brief.week is not None
    assert (rows[0].figure, rows[-1].figure) == ("2,930 bn", "2,828 bn")
    assert [row.is_total for row in rows] == [True, *[False] * len(brief.week.causes), True]
    assert [row.figure for row in rows[1:4]] == ["−78.8 bn", "−15.5 bn", "−12.6 bn"]


def test_totals_are_marks_and_never_bars(brief: Brief, phrases: Phrases) -> None:
    rows = why.rows(brief, phrases, {})
    assert "<rect" not in rows[0].picture + rows[-1].picture
    assert all("<rect" in row.picture for row in rows[1:-1])


def test_water_adds_and_the_others_drain(brief: Brief, phrases: Phrases) -> None:
    for row in why.rows(brief, phrases, {})[1:-1]:
        (fill,) = re.findall(r'<rect [^>]*class="([^"]*)"', row.picture)
        if not row.figure.startswith("0"):
            assert ("f-water" in fill) == row.figure.startswith("+")


def test_a_week_whose_start_is_not_known_shows_no_figure_for_it(brief: Brief, phrases: Phrases) -> None:
    assert why.rows(replace(brief, reserves=()), phrases, {})[0].figure == "–"


def test_lines_not_published_are_a_row_so_that_the_column_adds_up(brief: Brief, answer: Answer) -> None:
    week = brief.week
    assert week is not None
    gone = {"loans", "swaps"}
    causes = tuple(cause for cause in week.causes if cause.id not in gone)
    holed = replace(brief, week=replace(week, causes=causes, missing=("loans", "swaps")))
    phrases = Phrases("en", answer.as_of)
    rest = sum(cause.reserves_usd for cause in week.causes if cause.id in gone)
    row = why.rows(holed, phrases, {})[-2]
    assert (row.name, row.figure) == ("Lines not published (2)", phrases.money(rest, signed=True))
    table = why.table(holed, phrases)
    assert table.rows[-1][:3] == (row.name, "–", row.figure)
    assert sum(usd for *_, usd, _ in table.plain[1:]) == week.reserves_usd, "the rows for a program add up too"


def test_the_notes_say_net_liquidity_and_what_moved_yesterday(brief: Brief, phrases: Phrases) -> None:
    said = why.notes(brief, phrases)
    assert "−96.8 bn" in said[0] and "101.7" not in said[0]
    assert "+16.8 bn" in said[-1]  # the Treasury's cash itself, not what it did to reserves


def test_the_rows_of_the_causes_keep_their_columns_apart(brief: Brief, phrases: Phrases) -> None:
    table = why.table(brief, phrases)
    by_line = dict(zip([row[0] for row in table.plain[1:]], table.rows, strict=True))
    assert by_line["tga_wednesday"][1:] == ("+78.8 bn", "−78.8 bn", "−78.8 bn")
    assert by_line["foreign_repo_pool"][1:] == ("−2.51 bn", "+2.51 bn", "0 bn")
