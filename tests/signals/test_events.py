"""The tables of the calendar: FOMC days against stored ones, and nothing known after it happened."""

import csv
from datetime import date
from pathlib import Path

import opencc
import pytest

from tidegauge.clock import end_of_day
from tidegauge.errors import InvalidCatalogue
from tidegauge.signals.events import _dated, _events, load_events

STORED = Path(__file__).parents[3] / "shared" / "data" / "events" / "fomc_dates.csv"
UNSCHEDULED = {date(2020, 3, 3), date(2020, 3, 15)}
CANCELLED = {date(2020, 3, 18)}


def test_decisions_are_the_stored_ones_without_those_nobody_had_scheduled() -> None:
    if not STORED.exists():
        pytest.skip(f"{STORED} is not here")
    with STORED.open(encoding="utf-8", newline="") as file:
        stored = {date.fromisoformat(row["date"]) for row in csv.DictReader(file)}
    scheduled = {decision.on for decision in load_events().decisions if decision.on.year <= 2026}
    assert scheduled - CANCELLED == {day for day in stored if day.year >= 2017} - UNSCHEDULED


def test_every_year_has_eight_decisions() -> None:
    days = [decision.on for decision in load_events().decisions]
    for year in range(2017, 2028):
        assert sum(day.year == year for day in days) == 8
    assert days == sorted(set(days))


def test_every_decision_was_known_weeks_before() -> None:
    assert all((decision.on - decision.known_at.date()).days > 30 for decision in load_events().decisions)


def test_every_event_was_known_before_it_came() -> None:
    tables = load_events()
    assert all(event.known_at < end_of_day(event.on) for event in tables.dated)
    assert all(deadline.known_at < end_of_day(deadline.on) for deadline in tables.funding)
    assert all(entry.known_at < end_of_day(min(entry.days)) for entry in tables.unforeseen)


def test_names_stand_in_three_scripts() -> None:
    to_traditional, to_simplified = opencc.OpenCC("s2t"), opencc.OpenCC("t2s")
    for event in load_events().dated:
        assert set(event.names) == {"en", "zh-Hans", "zh-Hant"}
        assert to_traditional.convert(event.names["zh-Hant"]) == event.names["zh-Hant"]
        assert to_simplified.convert(event.names["zh-Hans"]) == event.names["zh-Hans"]


def test_a_broken_event_is_refused() -> None:
    row = {"id": "x", "kind": "policy", "on": date(2025, 1, 2), "known_at": end_of_day(date(2025, 1, 1)), "name": {}}
    assert _dated(dict(row)).effect == ""
    with pytest.raises(ValueError, match="too late"):
        _dated(row | {"known_at": end_of_day(date(2025, 1, 3))})
    with pytest.raises(ValueError, match="effect"):
        _dated(row | {"effect": "lifts"})
    with pytest.raises(KeyError):
        _events({})
    assert InvalidCatalogue.exit_code == 4
