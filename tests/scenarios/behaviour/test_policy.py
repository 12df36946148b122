"""The Fed reacts late, to what it saw, and stops when it is no longer needed."""

from datetime import date

import pytest
from scenario_runs import published, run

from tidegauge.scenarios.behaviour.policy import next_scarce_days, open_market_repos_usd, purchases_usd, repayable_usd
from tidegauge.scenarios.parameters import load

P = load(date(2019, 9, 16)).policy
ORDINARY = (date(2019, 9, 26), date(2019, 10, 8), date(2019, 10, 22))
"""Days on which nothing special fell due: SOFR stood 5 to 7 bp over IOER (New York Fed, Board)."""


def test_a_rate_above_the_range_or_funds_at_its_top_bring_an_offer() -> None:
    assert open_market_repos_usd(0.0, 11.0, -10.0, P) == P.offer_usd
    assert open_market_repos_usd(0.0, -5.0, 0.0, P) == P.offer_usd
    assert open_market_repos_usd(0.0, 9.0, -1.0, P) == 0.0


def test_the_desk_offers_more_each_day_as_in_the_two_weeks_after_17_september_2019() -> None:
    outstanding = 0.0
    for _ in range(11):  # 18 September to 2 October
        outstanding = open_market_repos_usd(outstanding, 11.0, -10.0, P)
    assert outstanding == pytest.approx(181e9, abs=10e9)  # H.4.1 of 3 October 2019


def test_an_offer_runs_off_and_ends() -> None:
    left, days = P.offer_usd, 0
    while left > 0.0 and days < 120:
        left, days = open_market_repos_usd(left, 0.0, -10.0, P), days + 1
    assert 20 < days < 120


def test_what_the_desk_lends_stops_where_dealers_have_no_more_to_repay() -> None:
    outstanding, lent = 0, 1_000
    for _ in range(30):
        taken = min(100, repayable_usd(lent, 1_000))
        outstanding, lent = outstanding + taken, lent - taken
    assert (outstanding, lent) == (500, 500)


def test_purchases_wait_for_weeks_of_scarce_reserves() -> None:
    days = 0
    for _ in range(29):
        days = next_scarce_days(days, 11.0, P)
    assert purchases_usd(days, P) == 0.0
    assert purchases_usd(next_scarce_days(days, 11.0, P), P) == pytest.approx(1.9e9)
    assert next_scarce_days(days, 12.0, P) == 0


@pytest.mark.parametrize("opening", ["2019-08-21", "2019-09-04", "2019-09-13"])
def test_an_ordinary_day_is_not_called_stress_once_the_desk_has_come(opening: str) -> None:
    ran = run("baseline", f"opening.on={opening}", paths=300)
    for day in ORDINARY:
        seen = published("sofr_iorb_bp", day)
        assert seen is not None
        assert 5 <= round(seen) <= 7
        assert ran.median("sofr_iorb_bp", day) < 35.0, day


def test_without_a_desk_that_offers_more_each_day_autumn_would_stay_dear() -> None:
    ran = run("baseline", "opening.on=2019-08-21", 'parameters.values."policy.offer_growth_usd"=0', paths=300)
    assert ran.median("sofr_iorb_bp", ORDINARY[-1]) > 40.0


def test_the_tax_and_settlement_day_still_stands_out() -> None:
    ran = run("baseline", "opening.on=2019-09-04", paths=300)
    assert ran.median("sofr_iorb_bp", date(2019, 9, 16)) > 2.0 * ran.median("sofr_iorb_bp", date(2019, 10, 22))
