"""Readings: how rare a value is, counted only over what was known."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegauge.frame import Track, track
from tidegauge.indicators.reading import Extreme, extreme, read
from tidegauge.units import UNITS

MOMENT = datetime(2025, 11, 3, 17, tzinfo=UTC)
START = date(2019, 1, 2)


def weeks(*values: float, start: date = START) -> Track:
    """Return weekly values."""
    points = [(start + timedelta(weeks=week), value) for week, value in enumerate(values)]
    return track("reserves", UNITS["usd"], points, MOMENT)


def test_a_percentile_counts_the_values_not_above_itself_included() -> None:
    found = read("reserves", weeks(1.0, 2.0, 3.0, 2.0), START)
    assert found is not None
    assert (found.percentile, found.ranked) == (0.75, 4)


def test_a_percentile_begins_where_the_gauge_says() -> None:
    found = read("reserves", weeks(9.0, 1.0, 3.0, 2.0), START + timedelta(weeks=1))
    assert found is not None
    assert (round(found.percentile or 0, 3), found.ranked) == (0.667, 3)


@given(
    st.lists(st.integers(-9, 9), min_size=1, max_size=30),
    st.lists(st.integers(-9, 9), max_size=30),
    st.integers(0, 40),
)
def test_what_comes_later_never_rewrites_a_past_rank(known: list[int], later: list[int], since: int) -> None:
    """The reading of the shorter history is the reading of the longer one, cut at that day."""
    first = START + timedelta(weeks=since)
    short = weeks(*map(float, known))
    whole = weeks(*map(float, known + later))
    cut = whole.between(date.min, START + timedelta(weeks=len(known) - 1))
    assert read("reserves", cut, first) == read("reserves", short, first)


def test_a_week_ago_is_seven_days_ago_or_the_last_before() -> None:
    daily = track(
        "sofr",
        UNITS["pct"],
        [(date(2025, 10, 23), 4.10), (date(2025, 10, 27), 4.20), (date(2025, 10, 31), 4.22)],
        MOMENT,
    )
    found = read("sofr", daily, START)
    assert found is not None
    assert round(found.change_1w or 0, 2) == 0.12  # the 24th has no value: the 23rd is the last before it


def test_a_first_value_has_no_change_and_is_its_own_rank() -> None:
    found = read("reserves", weeks(5.0), START)
    assert found is not None
    assert (found.change_1w, found.percentile, found.extreme) == (None, 1.0, None)


def test_nothing_known_is_no_reading() -> None:
    assert read("reserves", weeks(), START) is None
    assert read("reserves", weeks(float("nan")), START) is None


def test_what_the_publisher_marks_as_missing_is_not_ranked() -> None:
    found = read("reserves", weeks(1.0, float("nan"), 3.0), START)
    assert found is not None
    assert (found.value, found.ranked, found.percentile) == (3.0, 2, 1.0)


def test_the_lowest_since_names_the_last_value_as_low() -> None:
    values = [5.0, 2.0, *[4.0] * 20, 3.0]
    assert extreme(weeks(*values)) == Extreme("lowest", START + timedelta(weeks=1), START)


def test_an_equal_value_ends_the_search() -> None:
    values = [5.0, 3.0, *[4.0] * 20, 3.0]
    found = extreme(weeks(*values))
    assert found is not None
    assert found.since == START + timedelta(weeks=1)


def test_a_record_has_no_since_and_says_where_the_record_begins() -> None:
    assert extreme(weeks(*[5.0] * 20, 1.0)) == Extreme("lowest", None, START)
    assert extreme(weeks(*[5.0] * 20, 9.0)) == Extreme("highest", None, START)


@pytest.mark.parametrize(("calm", "said"), [(11, False), (12, True)])
def test_a_low_is_worth_a_sentence_after_a_quarter(calm: int, said: bool) -> None:
    values = [1.0, *[4.0] * calm, 2.0]
    assert (extreme(weeks(*values)) is not None) is said


def test_a_week_ago_is_neither_six_days_ago_nor_eight() -> None:
    points = [
        (date(2025, 10, 23), 4.10),
        (date(2025, 10, 24), 4.15),
        (date(2025, 10, 25), 4.19),
        (date(2025, 10, 31), 4.22),
    ]
    found = read("sofr", track("sofr", UNITS["pct"], points, MOMENT), START)
    assert found is not None
    assert round(found.change_1w or 0, 2) == 0.07


@pytest.mark.parametrize(("days", "said"), [(89, False), (90, True)])
def test_a_quarter_is_ninety_days(days: int, said: bool) -> None:
    first = date(2025, 1, 1)
    points = [
        (first, 1.0),
        *((first + timedelta(days=day), 4.0) for day in range(1, days)),
        (first + timedelta(days=days), 2.0),
    ]
    assert (extreme(track("reserves", UNITS["usd"], points, MOMENT)) is not None) is said
