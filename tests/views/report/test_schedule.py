"""The schedule: today by the hour first, the nearest bold, routine events once."""

from dataclasses import replace

import pytest

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
    assert bills.notes == (("drains", "drains reserves"), ("plain", "275 bn gross"))


def test_a_short_table_shows_routine_events_once(brief: Brief, phrases: Phrases) -> None:
    first = next(event for event in brief.schedule if event.id.startswith("settling"))
    again = replace(first, id="settling_bills:2025-11-06")
    entries = schedule.all_entries(replace(brief, schedule=(*brief.schedule, again)), phrases)
    assert len(entries) == len(brief.schedule) + 1
    assert len(schedule.short(entries)) == len(brief.schedule)


def test_the_title_says_what_comes_next(brief: Brief, phrases: Phrases) -> None:
    assert schedule.title(brief, phrases).endswith("in 4 h")
    assert schedule.title(replace(brief, schedule=()), phrases) == "Nothing is scheduled"
