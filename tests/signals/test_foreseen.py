"""Calendars and releases as they could be foreseen: no mourning before the death, no order before it is given."""

from datetime import date, timedelta

import pytest

from tidegauge.business_days import CALENDARS
from tidegauge.clock import parse_moment
from tidegauge.signals import foreseen
from tidegauge.signals.foreseen import holiday_of, release, upcoming

CHRISTMAS_2025 = [date(2025, 12, 24), date(2025, 12, 26)]


def test_offices_closed_by_order_are_open_until_the_order() -> None:
    before, after = (foreseen.calendar("federal", parse_moment(day)) for day in ("2025-12-01", "2025-12-19"))
    assert [before.is_open(day) for day in CHRISTMAS_2025] == [True, True]
    assert [after.is_open(day) for day in CHRISTMAS_2025] == [False, False]


def test_the_day_of_mourning_for_president_carter_was_not_on_any_calendar_in_december() -> None:
    moment = parse_moment("2024-12-15")
    assert foreseen.calendar("nyse", moment).is_open(date(2025, 1, 9))
    assert foreseen.calendar("sifma", moment).closes_early(date(2025, 1, 9)) is None


def test_juneteenth_is_no_holiday_before_the_law() -> None:
    assert foreseen.calendar("fed", parse_moment("2021-06-01")).is_open(date(2023, 6, 19))
    assert not foreseen.calendar("fed", parse_moment("2021-06-18")).is_open(date(2023, 6, 19))


@pytest.mark.parametrize("id_", ["fed", "federal", "sifma", "nyse"])
def test_looking_back_a_foreseen_calendar_is_the_whole_one(id_: str) -> None:
    whole, then = CALENDARS[id_], foreseen.calendar(id_, parse_moment("2026-03-31"))
    days = [date(2018, 1, 1) + timedelta(days=n) for n in range(3_000)]
    assert [day for day in days if whole.is_open(day) != then.is_open(day)] == []


def test_the_balance_sheet_before_christmas_2025_was_expected_on_friday_until_the_order() -> None:
    wednesday = date(2025, 12, 24)
    assert release("h41", parse_moment("2025-12-15")).known_at(wednesday).date() == date(2025, 12, 26)
    assert release("h41", parse_moment("2025-12-19")).known_at(wednesday).date() == date(2025, 12, 29)


def test_releases_that_are_out_are_not_upcoming() -> None:
    moment = parse_moment("2025-11-03T12:00")
    periods = [
        period for period, _ in upcoming(release("nyfed_secured", moment), "business_day", moment, date(2025, 11, 5))
    ]
    assert periods == [date(2025, 11, 3), date(2025, 11, 4)]


def test_reasons_that_are_no_holiday_are_by_order() -> None:
    assert holiday_of("closed by order, Friday after Christmas") == "by_order"
    assert holiday_of("Christmas Day (observed)") == "christmas"
