"""Runs in the terminal: the finding first, then weeks that fit the width, in three scripts."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from rich.cells import cell_len
from rich.console import Console
from tests.views.runs_for_tests import TITLES, answer, comparison, simulation, weekdays

from tidegauge.questions.desk import Desk
from tidegauge.questions.runs import Making
from tidegauge.questions.simulate import simulate
from tidegauge.reference import figures
from tidegauge.store import Store
from tidegauge.views.terminal import runs
from tidegauge.words import LANGUAGES, text
from tidegauge.words.denomination import billions
from tidegauge.words.sentence import Day, say, write

LAST_DAY = date(2025, 12, 30)
Page = Callable[[object, str, Console], None]


def drawn(page: Page, found: object, lang: str, width: int) -> str:
    out = io.StringIO()
    page(answer("simulate", found), lang, Console(file=out, width=width, highlight=False, emoji=False, markup=False))
    return out.getvalue()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [80, 100, 120, 160])
def test_no_line_is_wider_than_the_terminal(lang: str, width: int) -> None:
    for page, found in ((runs.simulation, simulation()), (runs.comparison, comparison())):
        assert max(cell_len(line.rstrip()) for line in drawn(page, found, lang, width).splitlines()) <= width


def test_the_first_lines_say_the_finding() -> None:
    lines = drawn(runs.simulation, simulation(), "en", 160).splitlines()
    assert lines[0] == "Shutdown of 2025: 43 days"
    assert lines[2].startswith("On 30 Dec 2025 reserves stand at 2,858 bn in the middle of 10,000 paths")


def test_a_row_holds_the_week_and_its_band() -> None:
    page = drawn(runs.simulation, simulation(), "en", 160)
    last = next(line for line in page.splitlines() if line.startswith("30 Dec"))
    assert [part for part in ("2,594", "2,858", "3,122", "●", "935.0", "+5.2", "+21.1") if part not in last] == []
    assert "●" not in drawn(runs.simulation, simulation(), "en", 80)


def test_long_runs_are_shown_by_month() -> None:
    days = weekdays(date(2025, 10, 1), 200)
    shown = [days[n] for n in runs.shown_days(days)]
    assert shown[-1] == days[-1]
    assert all(day.month != (day + timedelta(days=3)).month for day in shown[:-1])


def test_a_short_run_shows_its_last_day() -> None:
    assert runs.shown_days(weekdays(date(2025, 10, 1), 2)) == [1]


def test_what_moves_reserves_ends_with_their_change() -> None:
    page = drawn(runs.simulation, simulation(), "en", 120)
    causes = page.partition("What moves reserves")[2]
    assert causes.index("−160.0") < causes.index("−12.0") < causes.index("change of reserves")
    assert "−176.0" in causes


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_weeks_have_every_column_at_80_columns_and_one_unit_which_the_title_names(lang: str) -> None:
    page = drawn(runs.simulation, simulation(), lang, 80)
    last = next(line for line in page.splitlines() if line.startswith(write(Day(LAST_DAY, weekday=False), lang)))
    assert len(last.split()) == (10 if lang == "en" else 9)  # the day is two words in English
    assert [word for word in ("bn", "亿", "億", "mn", "USD") if word in last] == []
    assert billions(lang).name in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_condition_that_the_opening_meets_is_no_odds(lang: str) -> None:
    run = simulation()
    met = replace(run, odds=(run.odds[0]._replace(is_met_at_opening=True),))
    row = drawn(runs.simulation, met, lang, 120).partition(text("runs.section.odds", lang))[2].splitlines()[3]
    assert text("runs.condition.already", lang) in row
    assert "3.1" not in row and "2025" not in row


def test_a_flat_band_is_drawn() -> None:
    assert runs.band(dict.fromkeys((5, 25, 50, 75, 95), (5.0,)), 0, 10) == "●"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_comparison_goes_by_the_titles_of_its_scenarios(lang: str) -> None:
    found = comparison()
    named = replace(found, a=replace(found.a, titles=TITLES), b=replace(found.b, titles={}))
    first = drawn(runs.comparison, named, lang, 160).splitlines()[0]
    assert TITLES[lang] in first
    assert "shutdown_2025" in first


def test_what_looks_ahead_is_said_in_every_language() -> None:
    desk = Desk(environment={})
    desk._store, desk._bundled = Store(figures.FOLDER), True
    asked = simulate(desk, scenario="tax_day_april", making=Making(paths=4, days=2))
    old = [one for one in asked.findings if one.check == "opening_old"]  # counted in one line below the tables
    warned = [one.detail for one in asked.findings if one.severity == "warning" and one not in old]
    assert "calendar_looks_ahead" in {one.check for one in asked.findings}
    for lang in LANGUAGES:
        out = io.StringIO()
        runs.simulation(asked, lang, Console(file=out, width=120, highlight=False, emoji=False, markup=False))
        page = "".join(out.getvalue().split())
        assert [say(one, lang) for one in warned if "".join(say(one, lang).split()) not in page] == []
        first = write(Day(old[0].period, weekday=False, year=True), lang)
        assert "".join(text("cli.finding.aged", lang, n=len(old), first=first).split()) in page
