"""The dates set by law, against days on which the statement shows the cash."""

from datetime import date

import pytest

from tidegauge.models.treasury import statutory


@pytest.mark.parametrize(
    ("year", "due"),
    [
        (2016, "2016-04-18"),  # Emancipation Day kept on Friday the 15th
        (2017, "2017-04-18"),  # the 15th a Saturday, Emancipation Day kept on Monday
        (2019, "2019-04-15"),
        (2020, "2020-07-15"),  # postponed
        (2023, "2023-04-18"),
        (2024, "2024-04-15"),
        (2028, "2028-04-18"),
    ],
)
def test_income_tax_falls_due_after_weekends_and_emancipation_day(year: int, due: str) -> None:
    assert statutory.april_deadline(year).isoformat() == due


def test_when_the_first_is_a_weekend_benefits_leave_on_the_business_day_before() -> None:
    assert statutory.benefit_first(2025, 6) == date(2025, 5, 30)
    assert statutory.benefit_first(2025, 9) == date(2025, 8, 29)  # the 1st is Labor Day
    assert statutory.benefit_first(2025, 7) == date(2025, 7, 1)


def test_medicare_pays_january_in_the_new_year_and_every_other_month_like_the_benefits() -> None:
    assert statutory.plan_first(2024, 1) == date(2024, 1, 2)
    assert statutory.benefit_first(2024, 1) == date(2023, 12, 29)
    assert all(statutory.plan_first(2024, month) == statutory.benefit_first(2024, month) for month in range(2, 13))


def test_social_security_wednesdays_move_back_from_a_closed_day() -> None:
    assert statutory.benefit_wednesday(2025, 8, 2) == date(2025, 8, 13)
    assert statutory.benefit_wednesday(2024, 6, 3) == date(2024, 6, 18)  # Juneteenth is a Wednesday


def test_corporate_tax_of_a_weekend_is_due_on_monday() -> None:
    assert statutory.fifteenths([2024, 2025], 6) == [date(2024, 6, 17), date(2025, 6, 16)]


def test_a_month_ends_on_its_last_calendar_day() -> None:
    assert [statutory.month_end(2024, month).day for month in (2, 4, 12)] == [29, 30, 31]
