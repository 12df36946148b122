"""The Fed reacts late, to what it saw, and stops when it is no longer needed."""

from datetime import date

import pytest

from tidegauge.scenarios.behaviour.policy import next_scarce_days, open_market_repos_usd, purchases_usd
from tidegauge.scenarios.parameters import load

P = load(date(2019, 9, 16)).policy


def test_a_rate_above_the_range_or_funds_at_its_top_bring_an_offer() -> None:
    assert open_market_repos_usd(0.0, 11.0, -10.0, P) == P.offer_usd
    assert open_market_repos_usd(0.0, -5.0, 0.0, P) == P.offer_usd
    assert open_market_repos_usd(0.0, 9.0, -1.0, P) == 0.0


def test_an_offer_runs_off_and_ends() -> None:
    left, days = P.offer_usd, 0
    while left > 0.0:
        left, days = open_market_repos_usd(left, 0.0, -10.0, P), days + 1
    assert 20 < days < 120


def test_purchases_wait_for_weeks_of_scarce_reserves() -> None:
    days = 0
    for _ in range(29):
        days = next_scarce_days(days, 11.0, P)
    assert purchases_usd(days, P) == 0.0
    assert purchases_usd(next_scarce_days(days, 11.0, P), P) == pytest.approx(1.9e9)
    assert next_scarce_days(days, 12.0, P) == 0
