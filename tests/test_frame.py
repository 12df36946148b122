"""Frames: windows are spans of time, missing stays missing, and nothing is later than its as-of."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegauge.errors import MissingFigures, UnitMismatch
from tidegauge.frame import Frame, Track, days, finding, from_days, from_micros, micros, track
from tidegauge.units import UNITS

MOMENT = datetime(2025, 11, 3, 17, tzinfo=UTC)
FRIDAY = date(2025, 10, 31)
NAN = float("nan")


def built(*points: tuple[date, float]) -> Track:
    return track("sofr", UNITS["pct"], points, MOMENT)


DAYS = built((date(2025, 10, 29), 4.27), (date(2025, 10, 30), NAN), (FRIDAY, 4.22))


def test_the_latest_value_is_the_last_that_exists() -> None:
    assert built((FRIDAY, 4.22), (date(2025, 11, 3), NAN)).latest() == built((FRIDAY, 4.22)).latest()
    assert built().latest() is None
    assert built((FRIDAY, NAN)).latest() is None


def test_a_missing_value_is_left_out_and_never_carried() -> None:
    assert DAYS.at(date(2025, 10, 30)) is None
    assert [day for day, _ in DAYS] == [date(2025, 10, 29), FRIDAY]
    assert len(DAYS.present()) == 2
    assert built((FRIDAY, 4.22)).present().values.tolist() == [4.22]


def test_on_or_before_takes_the_closest_period_that_has_a_value() -> None:
    found = DAYS.on_or_before(date(2025, 10, 30))
    assert found is not None
    assert (found.period, found.value) == (date(2025, 10, 29), 4.27)
    assert DAYS.on_or_before(date(2025, 10, 28)) is None
    assert DAYS.at(date(2025, 10, 28)) is None
    assert DAYS.at(date(2025, 11, 1)) is None


def test_between_includes_both_ends() -> None:
    assert len(DAYS.between(date(2025, 10, 29), FRIDAY)) == 3
    assert len(DAYS.between(date(2025, 10, 30), date(2025, 10, 30))) == 1
    assert len(DAYS.between(FRIDAY, date(2025, 10, 29))) == 0


def test_a_window_is_a_span_of_time_and_a_count_of_rows_is_refused() -> None:
    """Twelve rows are twelve days of SOFR and twelve weeks of reserves; a span is the same for both."""
    weekly = built(*((FRIDAY - timedelta(weeks=week), 1.0) for week in range(12)))
    daily = built(*((FRIDAY - timedelta(days=day), 1.0) for day in range(84)))
    assert len(weekly.window(timedelta(days=28))) == 4
    assert len(daily.window(timedelta(days=28))) == 28
    for rows in (28, 28.0, "28"):
        with pytest.raises(UnitMismatch, match="number of rows"):
            daily.window(rows)  # type: ignore[arg-type]
    assert len(built().window(timedelta(days=28))) == 0


def test_a_frame_knows_what_it_has_and_says_what_it_lacks() -> None:
    frame = Frame(MOMENT, {"sofr": DAYS, "effr": built()})
    assert "sofr" in frame
    assert "effr" not in frame
    assert "tga" not in frame
    assert frame.require("sofr").value == 4.22
    with pytest.raises(MissingFigures, match="effr"):
        frame.require("effr")


def test_a_point_says_all_that_is_needed_to_quote_it() -> None:
    point = DAYS.latest()
    assert point is not None
    assert tuple(point) == ("sofr", FRIDAY, 4.22, MOMENT, "release_rule")


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.datetimes(timezones=st.just(UTC)))
def test_days_and_moments_come_back_as_they_went(day: date, moment: datetime) -> None:
    assert from_days(days(day)) == day
    assert from_micros(micros(moment)) == moment


def test_a_finding_is_a_value_with_words_and_facts() -> None:
    odd = finding("unknown_file", "odd.csv")
    assert (odd.check, odd.subject, odd.period, odd.severity) == ("unknown_file", "odd.csv", None, "note")
    assert odd.detail.key == "findings.unknown_file"
