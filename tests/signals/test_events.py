"""The tables of the calendar: FOMC days against stored ones, and nothing known after it happened."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

import opencc
import pytest

from tidegauge.clock import NEW_YORK, end_of_day
from tidegauge.errors import InvalidCatalogue
from tidegauge.signals.episodes import load_episodes
from tidegauge.signals.events import NEVER, _dated, _events, load_events

STORED = Path(__file__).parents[3] / "shared" / "data" / "events" / "fomc_dates.csv"
UNSCHEDULED = {date(2020, 3, 3), date(2020, 3, 15)}
CANCELLED = {date(2020, 3, 18)}


def test_decisions_are_the_stored_ones_without_those_nobody_had_scheduled() -> None:
    if not STORED.exists():
        pytest.skip("the publishers' figures are not at hand, and the project holds no copy of them")
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


DATED = {  # by hand: day, clock, effect, amount, known from, until (New York)
    "run_off_begins_2022": ("2022-06-01", "", "drains", None, "2022-05-04 14:00", ""),
    "run_off_doubles_2022": ("2022-09-01", "", "drains", None, "2022-05-04 14:00", ""),
    "run_off_slows_2024": ("2024-06-01", "", "", None, "2024-05-01 14:00", ""),
    "run_off_slows_2025": ("2025-04-01", "", "", None, "2025-03-19 14:00", ""),
    "run_off_ends_2025": ("2025-12-01", "", "", None, "2025-10-29 14:00", ""),
    "bill_purchases_2025": ("2025-12-12", "", "adds", 40_000_000_000, "2025-12-10 14:00", ""),
    "court_tariffs_2025": ("2025-11-05", "10:00", "", None, "2025-09-18 17:00", ""),
    "limit_back_2017": ("2017-03-16", "", "", None, "2015-11-02 12:00", ""),
    "limit_back_2019": ("2019-03-02", "", "", None, "2018-02-09 08:40", ""),
    "limit_back_2021": ("2021-08-01", "", "", None, "2019-08-02 12:00", ""),
    "limit_date_2021_10": ("2021-10-18", "", "", None, "2021-09-28 10:00", "2021-10-14 20:00"),
    "limit_date_2021_12": ("2021-12-15", "", "", None, "2021-11-16 16:00", ""),
    "limit_date_2023": ("2023-06-01", "", "", None, "2023-05-01 16:00", "2023-05-26 16:00"),
    "limit_date_2023_later": ("2023-06-05", "", "", None, "2023-05-26 16:00", "2023-06-03 13:00"),
    "limit_back_2025": ("2025-01-02", "", "", None, "2023-06-03 13:00", ""),
}


def new_york(moment: datetime) -> str:
    """Return a moment of New York; nothing for never."""
    return "" if moment == NEVER else f"{moment.astimezone(NEW_YORK):%Y-%m-%d %H:%M}"


def test_every_dated_event_is_the_one_written_down_by_hand() -> None:
    found = {
        event.id: (
            event.on.isoformat(),
            "" if event.clock is None else f"{event.clock:%H:%M}",
            event.effect,
            event.amount_usd,
            new_york(event.known_at),
            new_york(event.until),
        )
        for event in load_events().dated
    }
    assert found == DATED


def test_taxes_are_due_on_the_days_of_the_law() -> None:
    assert {rule.id: rule.days for rule in load_events().tax} == {
        "individuals": ((1, 15),),
        "both": ((4, 15), (6, 15), (9, 15)),
        "partnerships": ((3, 15),),
        "corporations": ((12, 15),),
    }
    assert [(move.usual, move.to) for move in load_events().tax_moved] == [
        (date(2020, 4, 15), date(2020, 7, 15)),
        (date(2020, 6, 15), date(2020, 7, 15)),
    ]


def test_schedules_beyond_the_stored_days_and_when_they_were_published() -> None:
    table = {decision.on: decision.known_at.astimezone(NEW_YORK).date() for decision in load_events().decisions}
    assert [day.isoformat() for day in table if day.year >= 2027] == [
        "2027-01-27", "2027-03-17", "2027-04-28", "2027-06-09", "2027-07-28", "2027-09-15", "2027-10-27",
        "2027-12-08", "2028-01-26",
    ]  # fmt: skip
    published = {
        "2017-02-01": "2016-06-28", "2018-01-31": "2016-06-28", "2018-03-21": "2017-12-01", "2019-01-30": "2018-12-01",
        "2020-01-29": "2019-05-20", "2021-03-17": "2020-12-01", "2022-03-16": "2021-06-04", "2023-03-22": "2022-12-01",
        "2024-01-31": "2023-12-01", "2025-01-29": "2024-08-09", "2026-03-18": "2024-08-09", "2027-01-27": "2024-08-09",
        "2027-03-17": "2025-09-05",
    }  # fmt: skip
    assert {day: table[date.fromisoformat(day)].isoformat() for day in published} == published


def test_every_lapse_begins_the_day_after_money_ran_out() -> None:
    deadlines = {deadline.on for deadline in load_events().funding}
    lapses = [e.start for e in load_episodes() if e.kind == "shutdown" and e.start.year >= 2018]
    assert [start for start in lapses if start - timedelta(days=1) not in deadlines] == []


def test_every_deadline_was_set_when_the_one_before_ran_out() -> None:
    """Each law comes by the day the money of the one before runs out, or after a lapse; two laws share some days."""
    days = [deadline.on for deadline in load_events().funding]
    assert [day.isoformat() for day in days] == FUNDING


FUNDING = [
    "2018-01-19", "2018-02-08", "2018-03-23", "2018-09-30", "2018-12-07", "2018-12-21", "2019-02-15", "2019-09-30",
    "2019-11-21", "2019-12-20", "2020-09-30", "2020-12-11", "2020-12-18", "2021-09-30", "2021-12-03", "2022-02-18",
    "2022-03-11", "2022-09-30", "2022-12-16", "2022-12-23", "2023-09-30", "2023-11-17", "2024-01-19", "2024-02-02",
    "2024-03-01", "2024-03-08", "2024-03-22", "2024-09-30", "2024-12-20", "2025-03-14", "2025-09-30", "2026-01-30",
    "2026-02-13", "2026-09-30",
]  # fmt: skip
