"""The spread without the calendar: an end is told from an ordinary day, and nothing later is used."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tidegauge.business_days import CALENDARS
from tidegauge.frame import Frame, Track, track
from tidegauge.indicators.period_end import sofr_iorb, turn_kind, without_period_ends
from tidegauge.units import UNITS

MOMENT = datetime(2026, 4, 1, tzinfo=UTC)


def spread(first: date, last: date, *, ordinary: int = 2, end: int = 12) -> Track:
    """Return a spread that stands still and jumps on period ends and the day after."""
    days = CALENDARS["sifma"].open_days(first, last)
    return track("s", UNITS["bp"], [(day, float(end if turn_kind(day) else ordinary)) for day in days], MOMENT)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2025-10-31", "month_end"),
        ("2025-11-03", "after_month_end"),
        ("2025-09-30", "quarter_end"),
        ("2025-10-01", "after_quarter_end"),
        ("2024-12-31", "year_end"),
        ("2025-01-02", "after_year_end"),
        ("2025-08-29", "month_end"),  # a Friday; 31 August is a Sunday
        ("2025-11-04", ""),
    ],
)
def test_the_last_and_first_open_days_of_a_month_are_turns(day: str, kind: str) -> None:
    assert turn_kind(date.fromisoformat(day)) == kind


def test_a_usual_month_end_is_no_stress_once_adjusted() -> None:
    found = without_period_ends(spread(date(2024, 1, 1), date(2025, 10, 31)))
    assert found is not None
    assert (found.raw_bp, found.kind, found.ordinary_bp, found.excess_bp) == (12, "month_end", 2.0, 10.0)
    assert (found.usual_excess_bp, found.ends_used, found.adjusted_bp) == (10.0, 12, 2.0)


def test_an_unusual_month_end_keeps_what_is_unusual() -> None:
    usual = spread(date(2024, 1, 1), date(2025, 10, 30))
    unusual = track("s", UNITS["bp"], [*usual, (date(2025, 10, 31), 32.0)], MOMENT)
    found = without_period_ends(unusual)
    assert found is not None
    assert (found.raw_bp, found.adjusted_bp, found.ordinary_bp) == (32, 22.0, 2.0)


def test_the_ordinary_spread_is_not_moved_by_the_ends_within_its_window() -> None:
    found = without_period_ends(spread(date(2025, 9, 1), date(2025, 11, 10), end=300))
    assert found is not None
    assert (found.kind, found.ordinary_bp, found.adjusted_bp, found.usual_excess_bp) == ("", 2.0, 2.0, None)


def test_the_window_is_four_weeks_and_not_a_count_of_rows() -> None:
    found = without_period_ends(spread(date(2025, 1, 2), date(2025, 11, 26)))
    assert found is not None
    days = CALENDARS["sifma"].open_days(date(2025, 10, 30), date(2025, 11, 26))
    assert found.ordinary_days == sum(not turn_kind(day) for day in days)


def test_the_median_of_two_middle_days_may_end_in_a_half() -> None:
    points = [(date(2025, 11, day), float(value)) for day, value in ((4, 1), (5, 1), (6, 1), (7, 2), (10, 2), (12, 2))]
    found = without_period_ends(track("s", UNITS["bp"], points, MOMENT))
    assert found is not None
    assert found.ordinary_bp == 1.5


def test_too_few_days_give_no_ordinary_spread_and_no_adjusted_end() -> None:
    found = without_period_ends(spread(date(2025, 10, 29), date(2025, 10, 31)))
    assert found is not None
    assert (found.raw_bp, found.ordinary_bp, found.usual_excess_bp, found.adjusted_bp) == (12, None, None, None)


def test_each_kind_of_end_is_measured_by_its_own() -> None:
    found = without_period_ends(spread(date(2024, 1, 2), date(2025, 9, 30)))
    assert found is not None
    assert (found.kind, found.ends_used) == ("quarter_end", 5)  # March, June, September 2024; March, June 2025


def test_later_days_change_nothing() -> None:
    long = spread(date(2024, 1, 1), date(2026, 3, 31))
    for end in (date(2025, 6, 30), date(2025, 10, 31), date(2025, 11, 3)):
        cut = long.between(date.min, end)
        jumpy = track("s", UNITS["bp"], [*cut, (end + timedelta(days=30), 500.0)], MOMENT)
        assert without_period_ends(cut) == without_period_ends(jumpy.between(date.min, end))


def test_sofr_over_iorb_is_exact_and_missing_rates_give_nothing() -> None:
    rates = {
        "sofr": track("sofr", UNITS["pct"], [(date(2025, 11, 4), 4.00)], MOMENT),
        "iorb": track("iorb", UNITS["pct"], [(date(2025, 10, 30), 3.90)], MOMENT),
    }
    found = sofr_iorb(Frame(MOMENT, rates))
    assert found is not None
    assert found.raw_bp == 10
    assert sofr_iorb(Frame(MOMENT, {"sofr": rates["sofr"]})) is None
    assert without_period_ends(track("s", UNITS["bp"], [], MOMENT)) is None
