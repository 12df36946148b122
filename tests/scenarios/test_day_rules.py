"""Rules of payment days: each yields the days the Treasury really pays on."""

from datetime import date

import pytest

from tidegauge.scenarios.day_rules import RULES, Span, payments

YEAR = Span(date(2025, 1, 1), date(2025, 12, 31))


def paid(rule: dict[str, object]) -> list[date]:
    """Return the business days of a rule in 2025."""
    return sorted({day for day, _ in payments(rule, YEAR)})


def test_social_security_is_paid_on_the_third_or_before_and_on_three_wednesdays() -> None:
    third = paid({"rule": "days", "closed": "previous", "days": [[3, 1.0]]})
    assert date(2025, 5, 2) in third  # 3 May was a Saturday
    wednesdays = paid({"rule": "nth_weekday", "closed": "previous", "weekday": 2, "nth": [2, 3, 4], "amount": 1.0})
    assert [day for day in wednesdays if day.month == 8] == [date(2025, 8, 13), date(2025, 8, 20), date(2025, 8, 27)]


def test_coupons_due_on_a_weekend_are_paid_on_the_next_business_day() -> None:
    due = paid({"rule": "month_table", "closed": "next", "middle": [1.0] * 12, "last": [1.0] * 12})
    assert date(2025, 2, 18) in due  # the 15th was a Saturday, Monday a holiday
    assert date(2025, 9, 2) in due  # 31 August was a Sunday, Monday Labor Day


def test_benefits_of_a_first_on_a_weekend_are_paid_in_the_month_before() -> None:
    first = paid({"rule": "days", "closed": "previous", "days": [[1, 1.0]]})
    assert date(2025, 5, 30) in first and date(2025, 8, 29) in first


def test_the_monthly_statement_of_customs_comes_on_the_sixteenth_business_day() -> None:
    days = paid({"rule": "nth_business_day", "nth": 16, "amount": 1.0})
    assert {date(2025, 6, 24), date(2025, 7, 23), date(2025, 8, 22)} <= set(days)  # seen in the daily statements


def test_a_fortnight_goes_on_before_its_anchor() -> None:
    days = paid({"rule": "fortnight", "closed": "previous", "anchor": date(2025, 8, 29), "amount": 1.0})
    assert {date(2025, 1, 3), date(2025, 3, 14), date(2025, 8, 15), date(2025, 12, 19)} <= set(days)


def test_a_closed_weekday_hands_its_taxes_to_the_next_business_day() -> None:
    rule = {"rule": "weekdays", "closed": "next", "until": [31], "rows": [[30.0], [8.0], [10.0], [6.0], [10.0]]}
    sums: dict[date, float] = {}
    for day, amount in payments(rule, Span(date(2025, 9, 1), date(2025, 9, 3))):
        sums[day] = sums.get(day, 0.0) + amount
    assert sums == {date(2025, 9, 2): 38.0, date(2025, 9, 3): 10.0}  # Labor Day's taxes come with Tuesday's


def test_a_profile_spreads_its_total_around_the_deadline() -> None:
    rule = {"rule": "profile", "deadlines": {"06-15": 100.0}, "first": -1, "shares": [0.25, 0.5, 0.25]}
    assert list(payments(rule, Span(date(2025, 6, 1), date(2025, 6, 30)))) == [
        (date(2025, 6, 13), 25.0),
        (date(2025, 6, 16), 50.0),
        (date(2025, 6, 17), 25.0),
    ]


@pytest.mark.parametrize("weekday", range(5))
def test_the_last_weekday_of_a_month_is_in_its_last_week(weekday: int) -> None:
    rule = {"rule": "last_weekday", "weekday": weekday, "amount": 1.0}
    for day, _ in RULES["last_weekday"](rule, YEAR):
        assert day.weekday() == weekday and day.day >= 22


def test_a_month_s_total_is_spread_over_its_business_days() -> None:
    rule = {"rule": "months", "totals": [float(month) for month in range(1, 13)]}
    amounts = dict(payments(rule, YEAR))
    assert sum(amount for day, amount in amounts.items() if day.month == 11) == pytest.approx(11.0)
    assert date(2025, 11, 27) not in amounts
