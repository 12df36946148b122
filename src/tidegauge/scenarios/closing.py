"""The end of a simulated day: means, prices, triggers, and the watermarks a path has met."""

from tidegauge.scenarios.anchors import PLACES
from tidegauge.scenarios.behaviour.funding import GivenDay
from tidegauge.scenarios.behaviour.fx import yen_return
from tidegauge.scenarios.behaviour.margin import next_equity_usd, next_variance, price_return
from tidegauge.scenarios.behaviour.policy import next_scarce_days
from tidegauge.scenarios.behaviour.reserve_demand import (
    effr_bp,
    effr_level_change_bp,
    mean_of_days,
    reserves_pct,
    scarcity_pct,
    shortage_pct,
)
from tidegauge.scenarios.behaviour.stablecoins import next_peg_bp
from tidegauge.scenarios.run import Run
from tidegauge.scenarios.state import public_debt_usd


def close(run: Run, market: GivenDay) -> None:
    """Bring the state to the end of the day."""
    state, p, switches = run.state, run.program.parameters, run.program.switches
    state.reserves_usd = run.metric("reserves_usd")
    state.mean_reserves_usd = mean_of_days(state.mean_reserves_usd, float(state.reserves_usd))
    state.mean_spread_bp = mean_of_days(state.mean_spread_bp, state.spread_bp)
    intercept = run.anchor.effr_intercept_bp
    state.effr_bp = intercept + state.effr_residual_bp
    if switches.funding_market:
        scarcity = scarcity_pct(reserves_pct(float(state.reserves_usd), market.bank_assets_usd), p.reserve_demand)
        wanted_pct = reserves_pct(state.mean_reserves_usd, market.bank_assets_usd * market.need)
        shortage = shortage_pct(wanted_pct, p.reserve_demand)
        state.effr_level_bp += effr_level_change_bp(
            run.draw(run.anchor.effr_level_shock_column), shortage, p.funds_rate
        )
        steeper = (state.effr_slope_bp - p.funds_rate.slope_bp) * (shortage - run.anchor.effr_shortage_pct)
        residual = state.effr_residual_bp + state.effr_level_bp + steeper
        state.effr_bp = intercept + effr_bp(shortage, scarcity, residual, p.funds_rate, p.reserve_demand)
    mean_pct = reserves_pct(state.mean_reserves_usd, market.bank_assets_usd)
    state.scarce_days = next_scarce_days(state.scarce_days, mean_pct, p.policy)
    _prices(run)
    supply = run.metric("stablecoins_usd")
    state.peg_bp = next_peg_bp(state.peg_bp, float(supply), float(state.stablecoins_usd), p.stablecoins)
    state.stablecoins_usd = supply
    state.deposits_usd = run.metric("deposits_usd")
    state.on_rrp_usd = run.metric("on_rrp_usd")
    state.public_debt_usd = public_debt_usd(run.sheet.levels)


def _prices(run: Run) -> None:
    """Move prices, volatility and the equity of levered funds."""
    state, p = run.state, run.program.parameters
    is_first_day = run.day == 0
    if run.program.switches.margin_spiral:
        z = run.draw(run.anchor.price_shock_column)
        change = price_return(z, is_first_day, float(state.coupons_sold_usd), p.margin)
        state.variance = next_variance(state.variance, change, p.margin)
        held = run.level(PLACES.hedge_funds_coupons)
        funding_bp = state.spread_bp - run.program.opening.sofr_iorb_bp_usual
        gap_days = int(run.program.days.gap_days[run.day])
        state.equity_usd = next_equity_usd(
            state.equity_usd, float(held if held > 0 else 0), change, funding_bp, gap_days
        )
    if run.program.switches.fx_carry:
        move = yen_return(run.draw(run.anchor.yen_shock_column), is_first_day, float(state.yen_unwound_usd), p.fx)
        state.yen_returns = (state.yen_returns[1], state.yen_returns[2], move)


def watermarks(run: Run, metrics: tuple[int, ...]) -> None:
    """Count the days beyond each watermark and stop a path that has met one that stops."""
    for number, mark in enumerate(run.program.watermarks):
        if run.day >= mark.within:
            continue
        value = metrics[mark.metric]
        run.state.hits[number] += value > mark.threshold if mark.above else value < mark.threshold
        if mark.stops and run.state.hits[number] > mark.days_more_than:
            run.state.is_stopped = True
