"""The schedule: today by the hour first, the nearest bold, routine events once."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.views.report.conftest import event

from tidegauge.questions.answer import Answer
from tidegauge.questions.brief import Brief
from tidegauge.views.report import schedule
from tidegauge.views.report.phrases import Phrases


@pytest.fixture
def phrases(answer: Answer) -> Phrases:
    return Phrases("en", answer.as_of)


def test_today_comes_first_and_the_nearest_stands_out(brief: Brief, phrases: Phrases) -> None:
    entries = schedule.all_entries(brief, phrases)
    assert entries[0].id == "dts:2025-10-31"
    assert [entry.id for entry in entries if entry.is_nearest] == ["dts:2025-10-31"]
    assert entries[0].countdown == "4 h"


def test_events_without_a_clock_count_whole_days(brief: Brief, phrases: Phrases) -> None:
    bills = next(entry for entry in schedule.all_entries(brief, phrases) if entry.id.startswith("settling"))
    assert bills.countdown == "1 d"
    assert bills.notes == (("plain", "275 bn gross; maturing debt gives part of it back"),)


def test_a_short_table_shows_routine_events_once(brief: Brief, phrases: Phrases) -> None:
    first = next(event for event in brief.schedule if event.id.startswith("settling"))
    again = replace(first, id="settling_bills:2025-11-06")
    entries = schedule.all_entries(replace(brief, schedule=(*brief.schedule, again)), phrases)
    assert len(entries) == len(brief.schedule) + 1
    assert len(schedule.short(entries)) == len(brief.schedule)


def test_the_title_says_what_comes_next(brief: Brief, phrases: Phrases) -> None:
    assert schedule.title(brief, phrases).endswith("in 4 h")
    assert schedule.title(replace(brief, schedule=()), phrases) == "Nothing is scheduled"


TOMORROW, LATER = date(2025, 11, 4), date(2025, 11, 6)
RELEASE = event("h8:2025-11-05", "release", LATER, datetime(2025, 11, 6, 15, tzinfo=UTC), basis="rule")


def test_an_event_without_a_clock_comes_before_a_later_one_with_a_clock(brief: Brief, phrases: Phrases) -> None:
    tax = event("tax:2025-11-04", "tax", TOMORROW, None)
    later = replace(brief, schedule=(RELEASE, tax))
    assert schedule.title(later, phrases).endswith("in 1 d")
    assert [entry.id for entry in schedule.all_entries(later, phrases) if entry.is_nearest] == [tax.id]


@pytest.mark.parametrize("kind", ["fomc", "tax", "period_end", "debt_limit", "funding", "policy", "refunding"])
def test_of_one_day_the_weighty_event_comes_first(kind: str) -> None:
    weighty = event(f"{kind}:2025-11-06", kind, LATER, datetime(2025, 11, 6, 19, tzinfo=UTC))
    assert schedule.nearest((RELEASE, weighty)) is weighty


def test_a_settlement_weighs_only_with_its_amount() -> None:
    bare = event("settling_bills:2025-11-06", "settlement", LATER, None)
    tax = event("tax:2025-11-06", "tax", LATER, None)
    assert schedule.nearest((bare, tax)) is tax
    assert schedule.nearest((RELEASE, replace(bare, amount_usd=1))) == replace(bare, amount_usd=1)
    assert schedule.nearest(()) is None


def test_what_has_no_clock_and_is_due_today_counts_no_days(brief: Brief, phrases: Phrases) -> None:
    today = replace(brief, schedule=(event("tax:2025-11-03", "tax", date(2025, 11, 3), None),))
    assert schedule.title(today, phrases).startswith("Today: ")
    assert schedule.all_entries(today, phrases)[0].countdown == "today"
