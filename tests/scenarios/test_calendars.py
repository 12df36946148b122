"""The fiscal calendar: a simulated year ends with the published deficit, and its days are those of the statements."""

from datetime import date

import pytest

from tidegauge.business_days import CALENDARS
from tidegauge.scenarios import calendars
from tidegauge.scenarios.calendars import SIGNS, amounts, deficit_usd, findings, fiscal_year, held_back, kind, names
from tidegauge.words.sentence import say

FED = CALENDARS["fed"]
BN = 1_000_000_000
ON = date(2025, 9, 30)


def year(fiscal: int) -> list[date]:
    """Return the business days of a fiscal year."""
    return FED.open_days(date(fiscal - 1, 10, 1), date(fiscal, 9, 30))


def cash(days: list[date], on: date) -> int:
    """Return what all calendars but those of debt do to the Treasury's cash over some days."""
    return sum(SIGNS[kind(name)] * sum(amounts(name, days, on)) for name in names() if kind(name) in SIGNS)


@pytest.mark.parametrize(
    ("fiscal", "on", "deficit_bn"),
    [
        (2026, date(2025, 9, 30), 1713),  # CBO, January 2025
        (2026, date(2026, 3, 31), 1853),  # CBO, February 2026
        (2025, date(2025, 3, 31), 1865),
        (2019, date(2019, 9, 13), 960),
        (2021, date(2021, 6, 30), 2258),
    ],
)
def test_a_simulated_year_ends_within_five_per_cent_of_the_deficit_projected_then(
    fiscal: int, on: date, deficit_bn: int
) -> None:
    assert -cash(year(fiscal), on) == pytest.approx(deficit_bn * BN, rel=0.05)


def test_a_projection_published_later_is_not_used() -> None:
    assert deficit_usd(2026, date(2026, 2, 10)) == 1713 * BN
    assert deficit_usd(2026, date(2026, 2, 11)) == 1853 * BN


def test_beyond_the_last_projection_the_deficit_grows_with_output() -> None:
    assert deficit_usd(2029, date(2026, 3, 1)) == pytest.approx(1900 * BN * 1.04**2, rel=1e-9)


def test_tax_day_drains() -> None:
    days = FED.open_days(date(2026, 4, 1), date(2026, 4, 30))
    taxes = [
        sum(column)
        for column in zip(*(amounts(name, days, ON) for name in names() if kind(name) == "receipt"), strict=True)
    ]
    assert days[taxes.index(max(taxes))] == date(2026, 4, 15)
    assert 150 * BN < max(taxes) < 240 * BN  # 172 of non-withheld and corporate tax came on 15 April 2025


def test_social_security_comes_on_wednesdays() -> None:
    days = FED.open_days(date(2025, 10, 1), date(2025, 10, 31))
    paid = [day for day, usd in zip(days, amounts("social_security", days, ON), strict=True) if usd]
    assert paid == [date(2025, 10, 3), date(2025, 10, 8), date(2025, 10, 15), date(2025, 10, 22)]


def test_the_sizes_of_the_measured_year_are_those_of_the_statements() -> None:
    days = year(2025)
    measured = {  # Daily Treasury Statement, twelve months to August 2025 [bn]
        "withheld_taxes": 3447,
        "non_withheld_taxes": 1132,
        "corporate_taxes": 503,
        "social_security": 1391,
        "refunds": 505,
        "interest": 622,
    }
    for name, bn in measured.items():
        assert sum(amounts(name, days, date(2025, 8, 31))) == pytest.approx(bn * BN, rel=0.04), name


def test_customs_grow_only_once_they_were_seen_to() -> None:
    days = FED.open_days(date(2025, 6, 1), date(2025, 6, 30))
    before, after = (sum(amounts("customs", days, on)) for on in (date(2025, 3, 31), date(2025, 8, 31)))
    assert before == pytest.approx(9 * BN, rel=0.1)
    assert after == pytest.approx(31 * BN, rel=0.1)


def test_what_is_left_of_the_year_is_spread_to_the_dollar() -> None:
    days = year(2026)
    rest = amounts("other_outlays", days, ON)
    assert max(rest) - min(rest) <= 1
    assert cash(days, ON) == pytest.approx(-1713 * BN, abs=len(days))


def test_an_opening_before_the_measured_year_says_that_it_looks_ahead() -> None:
    early = findings([date(2019, 9, 16)], date(2019, 9, 13))
    assert [one.check for one in early] == ["calendar_looks_ahead", "auctions_look_ahead"]
    assert [one.check for one in findings([date(2025, 10, 1)], ON)] == ["calendar_scaled", "auctions_look_ahead"]
    assert [one.check for one in findings([date(2026, 4, 1)], date(2026, 3, 31))] == ["calendar_scaled"]


def test_an_opening_in_the_measured_year_looks_ahead_too_and_reads_so() -> None:
    said = findings([date(2025, 4, 15)], date(2025, 4, 10))[0]
    assert say(said.detail, "en").startswith(
        "Sizes of the calendar were measured in fiscal year 2025, which had not ended"
    )


def test_a_lapse_holds_back_pay_and_purchases_but_no_benefit_tax_or_interest() -> None:
    assert {name for name in names() if held_back(name, 20)} == {"pay", "other_outlays"}
    assert held_back("other_outlays", 20) > held_back("other_outlays", 5)


def test_the_fiscal_year_begins_in_october() -> None:
    assert fiscal_year(date(2025, 12, 31)) == 2026


def test_every_calendar_has_a_random_part_and_a_kind() -> None:
    for name in names():
        said = calendars.noise(name)
        assert said.sd_usd >= 0 and said.of_amount >= 0 and -1 < said.persistence < 1
        assert kind(name) in {*SIGNS, "coupon_auction", "coupon_maturity"}
