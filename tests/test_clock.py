"""The clock: bare dates end at 23:59:59 New York, and the two odd hours of the year are read one way only."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegauge.clock import EARLIEST, LATEST, NEW_YORK, at, end_of_day, now, parse_moment
from tidegauge.errors import InvalidMoment

DAYS = st.dates(EARLIEST, LATEST)


def test_now_is_utc() -> None:
    before = datetime.now(UTC)
    moment = now()
    assert before <= moment <= datetime.now(UTC)
    assert moment.tzinfo is UTC


MOMENTS = {
    "2025-11-03": "2025-11-04T04:59:59+00:00",  # standard time
    "2025-10-31": "2025-11-01T03:59:59+00:00",  # daylight time
    "2025-11-02": "2025-11-03T04:59:59+00:00",  # the day of 25 hours
    "2025-03-09": "2025-03-10T03:59:59+00:00",  # the day of 23 hours
    "2025-11-03T09:00-05:00": "2025-11-03T14:00:00+00:00",
    "2025-11-03T14:00Z": "2025-11-03T14:00:00+00:00",
    "2025-11-03T22:00:00+08:00": "2025-11-03T14:00:00+00:00",
    "2025-11-03T09:00": "2025-11-03T14:00:00+00:00",  # no offset: New York
    "2025-10-31T09:00": "2025-10-31T13:00:00+00:00",
    "2025-11-03 09:00": "2025-11-03T14:00:00+00:00",
    "2025-11-02T01:30": "2025-11-02T05:30:00+00:00",  # happens twice: the first
    "2025-11-02T01:30-05:00": "2025-11-02T06:30:00+00:00",  # the second, by its offset
    "2025-11-02T01:30-04:00": "2025-11-02T05:30:00+00:00",
    "2025-03-09T02:30": "2025-03-09T07:30:00+00:00",  # never happens: read by the offset before the change
    "2025-03-09T01:59:59": "2025-03-09T06:59:59+00:00",
    "2025-03-09T03:00": "2025-03-09T07:00:00+00:00",
    "1900-01-01": "1900-01-02T04:59:59+00:00",
    "2100-01-01": "2100-01-02T04:59:59+00:00",
}


@pytest.mark.parametrize("text", MOMENTS)
def test_moments_as_people_write_them(text: str) -> None:
    moment = parse_moment(text)
    assert moment.isoformat() == MOMENTS[text]
    assert moment.tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "",
        "today",
        "2025-02-30",
        "2025-13-01",
        "2025-11-03T25:00",
        "03/11/2025",
        "2025-11-3",
        "1899-12-31",
        "2100-01-02",
    ],
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(InvalidMoment) as caught:
        parse_moment(text)
    assert caught.value.facts["text"] == text
    assert caught.value.exit_code == 2


def test_a_moment_outside_two_centuries_says_so() -> None:
    with pytest.raises(InvalidMoment, match="lies outside 1900 to 2100"):
        parse_moment("2525-01-01T09:00")


@given(DAYS)
def test_a_bare_date_means_the_last_second_of_its_new_york_day(day: date) -> None:
    moment = parse_moment(day.isoformat())
    assert moment == end_of_day(day)
    assert moment.astimezone(NEW_YORK).date() == day
    assert (moment + timedelta(seconds=1)).astimezone(NEW_YORK).date() == day + timedelta(days=1)


@given(st.datetimes(datetime(1900, 1, 2), datetime(2099, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_moment_written_out_reads_back(moment: datetime) -> None:
    assert parse_moment(moment.isoformat()) == moment
    assert parse_moment(moment.isoformat().replace("+00:00", "Z")) == moment
    new_york = moment.astimezone(NEW_YORK).replace(microsecond=0)
    assert parse_moment(new_york.isoformat()) == moment.replace(microsecond=0)


@given(DAYS, DAYS)
def test_ends_of_days_keep_the_order_of_the_days(one: date, other: date) -> None:
    assert (end_of_day(one) < end_of_day(other)) == (one < other)


def test_a_publishers_clock_follows_daylight_time() -> None:
    release = time(16, 30)
    assert at(date(2025, 10, 30), release).isoformat() == "2025-10-30T20:30:00+00:00"
    assert at(date(2025, 11, 6), release).isoformat() == "2025-11-06T21:30:00+00:00"


def test_a_clock_of_another_zone_is_read_there() -> None:
    assert at(date(2025, 11, 3), time(9), ZoneInfo("Asia/Shanghai")).isoformat() == "2025-11-03T01:00:00+00:00"
    assert at(date(2025, 11, 3), time(0, 5), ZoneInfo("UTC")).isoformat() == "2025-11-03T00:05:00+00:00"


@pytest.mark.parametrize("text", ["2025-11-03", "20251103"])
def test_a_bare_date_in_any_spelling_means_the_end_of_its_day(text: str) -> None:
    assert parse_moment(text).isoformat() == "2025-11-04T04:59:59+00:00"
