"""Drivers: the calendar knows what a day is, and spare cash is what that evening could know."""

from datetime import UTC, date, datetime

import numpy as np
import pytest

from tidegauge.frame import Frame, Track, days, track
from tidegauge.models.base import FED
from tidegauge.models.spreads import drivers
from tidegauge.units import UNITS

LATER = datetime(2030, 1, 1, tzinfo=UTC)
WEDNESDAYS = [date(2025, 1, 1), date(2025, 1, 8), date(2025, 1, 15), date(2025, 1, 22)]


def cash(reserves: dict[date, float], on_rrp: dict[date, float] | None = None) -> Frame:
    """A banking system of 100 with some reserves; ON RRP is nil unless given."""
    everyday = dict.fromkeys(FED.open_days(date(2024, 12, 2), date(2025, 2, 28)), 0.0)
    amounts = {
        "reserves": reserves,
        "bank_assets": dict.fromkeys([date(2024, 12, 18), *WEDNESDAYS], 100.0),
        "on_rrp": everyday | (on_rrp or {}),
    }
    tracks = {series: track(series, UNITS["usd"], values.items(), LATER) for series, values in amounts.items()}
    return Frame(LATER, tracks)


def share(frame: Frame, *dates: date) -> list[float]:
    """The spare cash of some evenings."""
    found: list[float] = drivers.spare_cash(frame, np.array([days(day) for day in dates], np.int32)).tolist()
    return found


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2019, 9, 16), ("mid_month", "tax_date")),  # the 15th was a Sunday
        (date(2025, 12, 31), ("period_end", "quarter_end", "year_end")),
        (date(2026, 1, 2), ("day_after", "day_after_quarter")),
        (date(2025, 11, 28), ("period_end",)),
        (date(2025, 11, 17), ("mid_month",)),
        (date(2025, 4, 15), ("mid_month", "tax_date")),
        (date(2025, 4, 23), ()),
    ],
)
def test_a_day_is_what_the_calendar_says(day: date, kinds: tuple[str, ...]) -> None:
    table = drivers.calendar()
    marks = table.kinds[table.place(days(day))].tolist()
    assert tuple(kind for kind, mark in zip(drivers.KINDS, marks, strict=True) if mark) == kinds


def test_reserves_of_a_wednesday_count_from_thursday_on() -> None:
    frame = cash({date(2025, 1, 8): 10.0, date(2025, 1, 15): 12.0})
    assert share(frame, date(2025, 1, 15), date(2025, 1, 16)) == [10.0, 12.0]


def test_cash_in_on_rrp_counts_as_spare_and_one_quarter_end_hardly_moves_it() -> None:
    full = cash({date(2025, 1, 8): 10.0}, dict.fromkeys(FED.open_days(date(2024, 12, 2), date(2025, 2, 28)), 5.0))
    burst = cash({date(2025, 1, 8): 10.0}, {date(2025, 1, 13): 5.0})
    assert share(full, date(2025, 1, 14)) == [15.0]
    assert share(burst, date(2025, 1, 14)) == [10.5]


def test_reserves_that_stopped_are_a_gap_and_not_carried_for_ever() -> None:
    frame = cash({date(2025, 1, 8): 10.0})
    found = share(frame, date(2025, 2, 10), date(2025, 2, 20))
    assert found[0] == 10.0
    assert np.isnan(found[1])


def test_on_rrp_that_stopped_is_a_gap_too() -> None:
    frame = cash({date(2025, 1, 8): 10.0, date(2025, 1, 22): 10.0})
    short = frame["on_rrp"].between(date(2024, 12, 2), date(2024, 12, 20))
    assert np.isnan(share(Frame(LATER, {**frame.tracks, "on_rrp": short}), date(2025, 1, 28))[0])


def test_without_bank_assets_there_is_no_share() -> None:
    frame = cash({date(2025, 1, 8): 10.0})
    nothing = Track("bank_assets", UNITS["usd"], *(np.zeros(0, kind) for kind in (np.int32, float, np.int64, np.int8)))
    assert np.isnan(share(Frame(LATER, {**frame.tracks, "bank_assets": nothing}), date(2025, 1, 14))[0])


def test_a_day_without_a_rate_stays_empty() -> None:
    rate = track("sofr", UNITS["pct"], [(date(2025, 4, 17), 4.3), (date(2025, 4, 21), 4.4)], LATER)
    numbers = np.array([days(date(2025, 4, day)) for day in (17, 18, 21)], np.int32)  # the 18th was Good Friday
    found = drivers.on_calendar(rate, numbers)
    assert found[[0, 2]].tolist() == [4.3, 4.4]
    assert np.isnan(found[1])


def test_the_rarest_day_names_the_window() -> None:
    table = drivers.calendar()
    before_march_end = np.array([table.place(days(date(2026, 3, 27)))])
    kinds = [int(drivers.window_kinds(before_march_end, window)[0]) for window in (1, 2, 20)]
    assert kinds == [1, 4, 4]
