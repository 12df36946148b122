"""Today: changes are counted from where the reader says, and what is not fresh is listed with when it comes."""

from datetime import date

from tests.views.web.pages_for_tests import page_of

from tidegauge.clock import NEW_YORK
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.sections import today


def test_changes_count_from_the_end_of_the_day_the_reader_names(bundled_answers: Answers) -> None:
    spans = {said: today.reading(page_of(bundled_answers, since=said)).answer for said in ("1", "7", "30", "x")}
    assert spans["x"].since == spans["1"].since
    days = [spans[said].since.astimezone(NEW_YORK).date() for said in ("1", "7", "30")]
    assert days == [date(2025, 11, 2), date(2025, 10, 27), date(2025, 10, 4)]
    counted = [len(spans[said].changes) for said in ("1", "7", "30")]
    assert counted == sorted(counted)
    assert counted[0] < counted[1]


def test_every_gauge_that_is_not_fresh_is_listed_and_no_other(bundled_answers: Answers) -> None:
    shown = today.context(page_of(bundled_answers))
    stale = {gauge.id for gauge in shown["brief"].gauges if gauge.freshness.state != "fresh"}
    assert {row[0] for row in shown["states"].table.plain[1:]} == stale
    assert shown["states"].title.startswith(f"{len(stale)} of 21")


def test_a_state_never_awaits_a_period_older_than_the_one_shown(bundled_answers: Answers) -> None:
    """Where a gauge of two series is late, its row names the one that is, and to where it reaches."""
    shown = today.context(page_of(bundled_answers, "2026-04-01T16:00"))["states"].table
    at = shown.plain[0].index
    rows = dict(zip((row[at("gauge")] for row in shown.plain[1:]), shown.rows, strict=True))
    late = {row[at("gauge")]: row for row in shown.plain[1:] if row[at("state")] == "late"}
    assert late["reserves_to_deposits"][at("expected")] < late["reserves_to_deposits"][at("period")]
    assert rows["reserves_to_deposits"][1].startswith("late: Deposits, all commercial banks to 25 Feb")
    assert rows["on_rrp"][1] == "late"


def test_before_the_standing_repo_facility_opened_its_row_says_when(bundled_answers: Answers) -> None:
    shown = today.context(page_of(bundled_answers, "2019-09-16T12:00"))["states"].table
    (row,) = [row for row in shown.rows if row[0] == "Standing repo (SRF)"]
    assert row[1:5] == ("not yet open; opens 29 Jul 2021", "–", "–", "–")
