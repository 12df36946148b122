"""Walk-forward: nothing known after an origin moves its forecast, and the order of work changes nothing."""

from collections.abc import Callable
from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidegauge.business_days import CALENDARS
from tidegauge.clock import end_of_day
from tidegauge.errors import HorizonBeyondCalendar
from tidegauge.frame import Frame, Track, days, micros
from tidegauge.models import walk_forward
from tidegauge.models.base import LEVELS, business_days_after
from tidegauge.models.rivals import Naive
from tidegauge.models.targets import TARGETS
from tidegauge.models.walk_forward import Schedule, Table, walk
from tidegauge.units import UNITS

ALL_DAYS = CALENDARS["fed"].open_days(date(2023, 1, 3), date(2024, 6, 28))
ORIGINS = tuple(ALL_DAYS[260:360])
JUDGED_AT = end_of_day(date(2024, 12, 31))
MODEL = Naive("tga_random_walk", "tga")
SCHEDULE = Schedule(ORIGINS, (1, 5), (ORIGINS[0], ORIGINS[50]))
PERIODS = np.array([days(day) for day in ALL_DAYS], np.int32)
VALUES = np.cumsum(np.random.default_rng(1).standard_t(4, len(ALL_DAYS))) * 1e10
KNOWN_AT = np.array([micros(end_of_day(day)) + 1 for day in ALL_DAYS], np.int64)  # a microsecond into the next day


def frames(values: np.ndarray, known_at: np.ndarray = KNOWN_AT) -> Callable[[datetime], Frame]:
    """Return what was known of a made-up TGA."""

    def at(as_of: datetime) -> Frame:
        part = known_at <= micros(as_of)
        by = np.ones(int(part.sum()), np.int8)
        return Frame(as_of, {"tga": Track("tga", UNITS["usd"], PERIODS[part], values[part], known_at[part], by)})

    return at


def walked(values: np.ndarray, known_at: np.ndarray = KNOWN_AT) -> Table:
    """Return the whole walk over some figures."""
    at = frames(values, known_at)
    return walk(MODEL, at, SCHEDULE, at(JUDGED_AT))


WHOLE = walked(VALUES)


@settings(max_examples=8, deadline=None)
@given(st.integers(45, len(ORIGINS) - 1), st.sampled_from(["shuffled", "deleted", "spoilt"]), st.integers(0, 99))
def test_nothing_known_after_an_origin_changes_a_byte_of_its_forecast(position: int, how: str, seed: int) -> None:
    later = micros(end_of_day(ORIGINS[position])) < KNOWN_AT
    values, known_at = VALUES.copy(), KNOWN_AT.copy()
    if how == "shuffled":
        values[later] = np.random.default_rng(seed).permutation(values[later])
    elif how == "spoilt":
        values[later] = 1e15
    else:
        known_at[later] = np.iinfo(np.int64).max
    rows = WHOLE.origin <= days(ORIGINS[position])
    kept, again = WHOLE.rows(rows), walked(values, known_at).rows(rows)
    for name in ("centre", "scale", "quantiles", "rivals"):
        assert getattr(kept, name).tobytes() == getattr(again, name).tobytes(), name


def test_an_error_teaches_nothing_before_its_outcome_is_published() -> None:
    outcome, seen_at = walk_forward.first_known(WHOLE, TARGETS["tga"], frames(VALUES))
    origins = np.unique(WHOLE.origin)
    for day, position in zip(WHOLE.day, seen_at, strict=True):
        assert position == len(origins) or origins[position] > day, "the figure of a day comes a day later"
    assert np.isnan(outcome).sum() == (seen_at == len(origins)).sum() > 0


def test_horizon_one_is_the_first_business_day_after_the_origin_and_outcomes_are_those_of_the_day() -> None:
    first = WHOLE.rows(WHOLE.horizon == 1)
    assert [days(business_days_after(day, 1)[0]) for day in ORIGINS] == first.day.tolist()
    assert first.outcome.tolist() == VALUES[np.searchsorted(PERIODS, first.day)].tolist()


def test_the_forecast_of_a_random_walk_is_the_last_value_known_that_evening() -> None:
    first = WHOLE.rows(WHOLE.horizon == 1)
    yesterday = np.searchsorted(PERIODS, first.origin) - 1
    assert first.centre.tolist() == VALUES[yesterday].tolist()


def test_tables_joined_in_any_order_are_the_same() -> None:
    parts = [walk_forward.forecasts(MODEL, frames(VALUES), stretch) for stretch in SCHEDULE.stretches()]
    one, other = walk_forward.joined(parts), walk_forward.joined(parts[::-1])
    assert len(parts) == 2
    assert all(a.tobytes() == b.tobytes() for a, b in zip(one, other, strict=True))


def test_bands_are_missing_until_enough_errors_are_known() -> None:
    first = WHOLE.rows(WHOLE.horizon == 1)
    has_band = ~np.isnan(first.quantiles).any(axis=1)
    assert not has_band[:39].any()
    assert has_band[45:].all()
    assert first.quantiles.shape[1] == len(LEVELS)


def test_a_horizon_past_the_calendar_is_refused() -> None:
    with pytest.raises(HorizonBeyondCalendar):
        business_days_after(date(2027, 12, 1), 65)
