"""Prices move together as they were known to, nothing looks ahead, and their draws leave the plumbing alone."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from tidegauge.errors import MissingFigures
from tidegauge.frame import Frame, track
from tidegauge.reference import figures
from tidegauge.scenarios.draws import STREAM_MARKET, STREAM_SIMULATION, normals
from tidegauge.scenarios.market import (
    SETTINGS,
    PriceModel,
    assets,
    draw,
    estimate,
    follow,
    inputs,
    normals_of_paths,
    respond,
)
from tidegauge.store import Store
from tidegauge.units import UNITS

HELD = ("sp500", "bitcoin", "tlt", "usdjpy")
MOMENT = datetime(2026, 3, 31, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def market() -> PriceModel:
    return estimate(Store(figures.FOLDER).frame(inputs(HELD), as_of=MOMENT), HELD)


def test_there_are_thirteen_assets_with_names_in_three_languages() -> None:
    assert len(assets()) == 13
    assert all(set(asset.names) == {"en", "zh-Hans", "zh-Hant"} for asset in assets().values())


def test_bitcoin_moves_most_and_the_yen_least(market: PriceModel) -> None:
    order = sorted(HELD, key=lambda id_: market.volatility[HELD.index(id_)])
    assert order == ["usdjpy", "tlt", "sp500", "bitcoin"]
    assert 0.06 < market.volatility[HELD.index("bitcoin")] < 0.11


def test_the_root_reproduces_a_correlation(market: PriceModel) -> None:
    correlation = market.root @ market.root.T
    assert np.allclose(np.diag(correlation), 1)
    assert 0.2 < correlation[0, 1] < 0.5  # the S&P 500 and bitcoin rise together
    assert np.square(market.root[:, 0]).sum() == max(np.square(market.root).sum(axis=0))  # the shared factor is first


def test_nothing_later_than_the_opening_is_used() -> None:
    store = Store(figures.FOLDER)
    early = estimate(store.frame(inputs(HELD), as_of=datetime(2022, 1, 3, 17, tzinfo=UTC)), HELD)
    assert early.weeks < 215
    assert early.first_week == date(2018, 1, 8)


def test_fewer_than_two_years_of_weeks_are_refused() -> None:
    store = Store(figures.FOLDER)
    frame = store.frame(inputs(["nikkei225"]), as_of=datetime(2022, 6, 1, tzinfo=UTC))
    with pytest.raises(MissingFigures) as caught:
        estimate(frame, ["nikkei225"])
    assert caught.value.facts["series"] == "nikkei225"


def test_prices_give_the_same_returns_as_published_changes() -> None:
    days = [date(2020, 1, 3) + timedelta(weeks=i) for i in range(140)]
    prices = np.exp(np.cumsum(np.random.default_rng(3).normal(0, 0.02, len(days))))
    changes = [
        (day, float(100 * (now / then - 1))) for day, now, then in zip(days[1:], prices[1:], prices, strict=False)
    ]
    rates = {name: track(name, UNITS["pct"], [(days[0], 4.0)], MOMENT) for name in ("sofr", "iorb")}
    empty = {name: track(name, UNITS["usd"], [], MOMENT) for name in inputs(["sp500"])[4:]}
    nothing = track("sp500", UNITS["index"], [], MOMENT)
    level = track("sp500", UNITS["index"], zip(days, prices.tolist(), strict=True), MOMENT)
    weekly = track("sp500_change_1w", UNITS["change_pct"], changes, MOMENT)
    by_level = estimate(Frame(MOMENT, {**rates, **empty, "sp500": level, "sp500_change_1w": nothing}), ["sp500"])
    by_change = estimate(Frame(MOMENT, {**rates, **empty, "sp500": nothing, "sp500_change_1w": weekly}), ["sp500"])
    assert by_level.volatility == pytest.approx(by_change.volatility)
    assert by_level.sensitivity.tolist() == [[0.0, 0.0]]  # nothing is known of the drivers


def test_draws_have_the_estimated_spread_and_fatter_tails_than_the_normal(market: PriceModel) -> None:
    shared, idiosyncratic = draw(market, seed=7, paths=20_000, n_days=5)
    week = shared + idiosyncratic
    assert week.std(axis=0) == pytest.approx(market.volatility, rel=0.05)
    standard = week[:, 0] / week[:, 0].std()
    assert (np.abs(standard) > 4).mean() > 0.001  # 0.00006 if it were normal


def test_a_longer_horizon_spreads_with_the_root_of_time(market: PriceModel) -> None:
    spread = {n: np.sum(draw(market, seed=7, paths=8_000, n_days=n), axis=0).std(axis=0) for n in (5, 8, 65)}
    assert spread[65] / spread[5] == pytest.approx(np.full(4, 13**0.5), rel=0.06)
    assert spread[8] / spread[5] == pytest.approx(np.full(4, 1.6**0.5), rel=0.06)


def test_a_path_draws_the_same_among_any_number_of_paths_and_from_its_own_stream(market: PriceModel) -> None:
    few, many = (draw(market, seed=7, paths=paths, n_days=10)[0] for paths in (3, 50))
    assert np.array_equal(few, many[:3])
    assert normals_of_paths(7, 5, 2, 6)[:, 4] == pytest.approx(normals(7, 4, 2, 6, STREAM_MARKET))
    assert normals(7, 4, 2, 6, STREAM_MARKET) != normals(7, 4, 2, 6, STREAM_SIMULATION)


def test_prices_ignore_the_plumbing_unless_they_are_told_not_to(market: PriceModel) -> None:
    wider, drained = np.array([20_000]), np.array([-300_000_000_000])
    none = respond(market, "none", wider, drained)
    assert not np.any(none.funding_spread) and not np.any(none.net_liquidity)
    stress, reverse = (respond(market, setting, wider, drained) for setting in ("stress", "reverse"))
    assert np.all(stress.funding_spread < 0) and np.all(stress.net_liquidity < 0)
    assert np.all(reverse.funding_spread > 0) and np.all(reverse.net_liquidity > 0)
    assert set(SETTINGS) == {"stress", "none", "reverse"}


def test_nobody_gains_on_average_by_being_long_or_short(market: PriceModel) -> None:
    """The mean of what a dollar becomes is a dollar: by each part, by both together, and over a last week cut short."""
    for n_days in (65, 8):
        parts = draw(market, seed=7, paths=40_000, n_days=n_days)
        for log_return in (*parts, sum(parts)):
            gain = np.expm1(log_return)
            assert np.all(np.abs(gain.mean(axis=0)) < 3.5 * gain.std(axis=0) / 200)  # 200 is the root of the paths


def test_what_follows_a_move_follows_by_its_covariance_and_what_moves_moves_by_itself(market: PriceModel) -> None:
    moved, other = market.assets[:2]
    told = follow(market, {moved: np.array([-0.2, 0.1])})
    covariance = (spread := market.root * market.volatility[:, None]) @ spread.T
    assert told[:, 0] == pytest.approx([-0.2, 0.1])
    assert told[:, 1] == pytest.approx(covariance[1, 0] / covariance[0, 0] * np.array([-0.2, 0.1]))
    both = follow(market, {moved: np.array([-0.2]), other: np.array([0.3])})
    assert both[0, :2] == pytest.approx([-0.2, 0.3])  # told of both, neither drags the other along
