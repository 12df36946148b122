"""The brief, the signals and the calendar in the terminal: the figures of the day in three languages."""

import re

import pytest
from tests.views.terminal.conftest import Drawn

from tidegauge.clock import parse_moment
from tidegauge.questions.registry import QUESTIONS
from tidegauge.views import terminal
from tidegauge.words import LANGUAGES, text
from tidegauge.words.sentence import Amount, Moment, write

ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,} [a-z]{2,}")


def changes_title(lang: str) -> str:
    """Return the title of what changed since 31 October 2025, noon."""
    return text("cli.section.changes", lang, moment=write(Moment(parse_moment("2025-10-31T12:00-04:00")), lang))


def test_every_question_has_a_page() -> None:
    assert set(terminal.PAGES) == {question.name for question in QUESTIONS}


def test_the_brief_shows_the_figures_of_the_day(drawn: Drawn) -> None:
    page = drawn("brief")
    for figure in ("4.22", "32 bp", "50.35", "51.80", "1,001 bn", "2,828 bn", "78.8 bn"):
        assert figure in page, figure
    assert "14.75" in page  # that morning's operation, said to be so far
    assert "926" not in page  # Friday's cash comes out at 16:00


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("command", ["brief", "signals", "calendar", "balance-sheet", "drain"])
def test_a_chinese_page_holds_no_english_sentence(drawn: Drawn, lang: str, command: str) -> None:
    page = drawn(command, lang=lang)
    assert re.search(r"[一-鿿]{4}", page)
    assert ENGLISH.findall(page) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_changed_since_names_release_and_both_values(drawn: Drawn, lang: str) -> None:
    page = drawn("brief", lang=lang, since=parse_moment("2025-10-31T12:00-04:00"))
    section = page.split(changes_title(lang))[1]
    assert "4.22" in section
    assert "4.04" in section


def test_every_signal_shows_its_line_and_its_record(drawn: Drawn) -> None:
    page = drawn("signals")
    assert "> 10 bp" in page
    assert re.search(r"\(\d+/\d+\)", page)


def test_the_calendar_counts_down(drawn: Drawn) -> None:
    assert re.search(r"\d+ ?(d|h|min|days?)", drawn("calendar", days=10))


@pytest.mark.parametrize("width", [40, 80, 300])
def test_a_narrow_terminal_loses_no_line(drawn: Drawn, width: int) -> None:
    page = drawn("brief", width=width)
    assert all(len(line) <= width for line in page.splitlines() if line.isascii())
    assert "SOFR" in page


def test_before_the_figures_begin_the_brief_says_what_is_missing(drawn: Drawn) -> None:
    page = drawn("brief", as_of=parse_moment("2018-04-02"))
    assert text("cli.section.missing", "en") in page


@pytest.mark.parametrize(("lang", "said"), [("en", "bn gross"), ("zh-Hans", "总额 "), ("zh-Hant", "總額 ")])
def test_a_settlement_is_gross_and_no_drain(drawn: Drawn, lang: str, said: str) -> None:
    lines = [
        line for line in drawn("calendar", lang=lang).splitlines() if text("calendar.name.settling_bills", lang) in line
    ]
    assert said in lines[0]
    assert text("effects.drains", lang) not in lines[0]


def test_what_is_due_today_without_a_clock_is_due_today(drawn: Drawn) -> None:
    page = drawn("calendar", as_of=parse_moment("2025-11-04T09:00"), days=1)
    line = next(line for line in page.splitlines() if text("calendar.name.settling_bills", "en") in line)
    assert line.rstrip().endswith(" today")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_signal_still_on_between_its_lines_says_where_it_goes_off(drawn: Drawn, lang: str) -> None:
    page = drawn("signals", lang=lang, as_of=parse_moment("2026-04-01"))
    reset = write(Amount(3.05e12, "usd"), lang)
    assert text("signals.spell.held", lang, reset=reset) in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_readings_that_differ_are_never_written_alike(drawn: Drawn, lang: str) -> None:
    page = drawn("brief", lang=lang, since=parse_moment("2025-10-31T12:00-04:00"))
    section = page.split(changes_title(lang) + "\n")[1].split("\n\n")[0]
    rows = [re.split(r"  +", line.strip()) for line in section.splitlines()[2:]]
    assert rows
    assert [row for row in rows if row[3] == row[4]] == []
