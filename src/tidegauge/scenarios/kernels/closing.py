"""The end of a day, for a block of paths: means, prices, triggers, records, watermarks; twin of `scenarios.closing`."""

from tidegauge.scenarios.anchors import PLACES
from tidegauge.scenarios.arithmetic import nearest_usd
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
from tidegauge.scenarios.kernels import state
from tidegauge.scenarios.kernels.compiling import stage
from tidegauge.scenarios.kernels.market_day import public_debt
from tidegauge.scenarios.kernels.sheet import add_up, copy, take_draw
from tidegauge.scenarios.program import BP_SCALE, METRICS

RESERVES = METRICS.index("reserves_usd")
DEPOSITS = METRICS.index("deposits_usd")
ON_RRP = METRICS.index("on_rrp_usd")
STABLECOINS = METRICS.index("stablecoins_usd")
SOFR = METRICS.index("sofr_iorb_bp")
EFFR = METRICS.index("effr_iorb_bp")


@stage
def close_market(block, metrics, market, anchors, policy):  # type: ignore[no-untyped-def]
    """Move means and triggers, and set EFFR."""
    real, reserves, scarce_days = block.real, block.whole[state.RESERVES], block.whole[state.SCARCE_DAYS]
    mean_reserves, assets, wanted = real[state.MEAN_RESERVES], real[state.BANK_ASSETS], real[state.NEED]
    mean_spread, spread = real[state.MEAN_SPREAD], real[state.SPREAD]
    effr, residual, demand = real[state.EFFR], real[state.EFFR_RESIDUAL], market.demand
    level, z, intercept_bp = real[state.EFFR_LEVEL], real[state.SPARE], anchors.effr_intercept_bp
    slope, usual_slope, usual_pct = real[state.EFFR_SLOPE], market.funds_rate.slope_bp, anchors.effr_shortage_pct
    add_up(reserves, block.balance, RESERVES, metrics)
    for p in range(reserves.shape[0]):
        mean_reserves[p] = mean_of_days(mean_reserves[p], float(reserves[p]))
        mean_spread[p] = mean_of_days(mean_spread[p], spread[p])
    for p in range(reserves.shape[0]):
        effr[p] = intercept_bp + residual[p]
    if market.is_on:
        take_draw(z, block.z, anchors.effr_level_shock_column)
        for p in range(reserves.shape[0]):
            scarcity = scarcity_pct(reserves_pct(float(reserves[p]), assets[p]), demand)
            shortage = shortage_pct(reserves_pct(mean_reserves[p], assets[p] * wanted[p]), demand)
            level[p] += effr_level_change_bp(z[p], shortage, market.funds_rate)
            steeper = (slope[p] - usual_slope) * (shortage - usual_pct)
            moved = residual[p] + level[p] + steeper
            effr[p] = intercept_bp + effr_bp(shortage, scarcity, moved, market.funds_rate, demand)
    for p in range(reserves.shape[0]):
        scarce_days[p] = next_scarce_days(scarce_days[p], reserves_pct(mean_reserves[p], assets[p]), policy)


@stage
def close_stocks(block, metrics, stablecoins):  # type: ignore[no-untyped-def]
    """Move the peg and note the stocks that tomorrow looks back on."""
    supply, supply_before, peg = block.whole[state.AMOUNT], block.whole[state.STABLECOINS], block.real[state.PEG]
    add_up(supply, block.balance, STABLECOINS, metrics)
    for p in range(supply.shape[0]):
        peg[p] = next_peg_bp(peg[p], float(supply[p]), float(supply_before[p]), stablecoins)
    copy(supply_before, supply)
    add_up(block.whole[state.DEPOSITS], block.balance, DEPOSITS, metrics)
    add_up(block.whole[state.ON_RRP], block.balance, ON_RRP, metrics)
    public_debt(block.whole[state.PUBLIC_DEBT], block.balance)


@stage
def move_prices(block, p_, column, usual_bp, place):  # type: ignore[no-untyped-def]
    """Move the price of Treasuries, its volatility and the equity of levered funds; `place` is (day, gap in days)."""
    is_first, gap_days, z = place[0] == 0, place[1], block.real[state.SPARE]
    take_draw(z, block.z, column)
    variance, equity, spread = block.real[state.VARIANCE], block.real[state.EQUITY], block.real[state.SPREAD]
    sold, coupons = block.whole[state.COUPONS_SOLD], block.balance[PLACES.hedge_funds_coupons]
    for p in range(z.shape[0]):
        change = price_return(z[p], is_first, float(sold[p]), p_)
        variance[p] = next_variance(variance[p], change, p_)
        held = coupons[p] if coupons[p] > 0 else 0
        equity[p] = next_equity_usd(equity[p], float(held), change, spread[p] - usual_bp, gap_days)


@stage
def move_yen(block, p_, column, day):  # type: ignore[no-untyped-def]
    """Move the yen and forget its oldest day."""
    z, unwound = block.real[state.SPARE], block.whole[state.YEN_UNWOUND]
    take_draw(z, block.z, column)
    first, second, third = block.real[state.YEN_FIRST], block.real[state.YEN_SECOND], block.real[state.YEN_THIRD]
    copy(first, second)
    copy(second, third)
    for p in range(z.shape[0]):
        third[p] = yen_return(z[p], day == 0, float(unwound[p]), p_)


@stage
def _closed_row(metric):  # type: ignore[no-untyped-def]
    """Return the row of `Block.whole` that holds a metric at the end of a day."""
    if metric == RESERVES:
        return state.RESERVES
    if metric == DEPOSITS:
        return state.DEPOSITS
    return state.ON_RRP if metric == ON_RRP else state.STABLECOINS


@stage
def record(block, metrics, figures, offset, day):  # type: ignore[no-untyped-def]
    """Write today's METRICS; a path that stands still repeats the day before."""
    total, frozen = block.whole[state.AMOUNT], block.frozen
    for metric in range(figures.shape[0]):
        if metric in (SOFR, EFFR):
            spread = block.real[state.SPREAD if metric == SOFR else state.EFFR]
            for p in range(total.shape[0]):
                total[p] = nearest_usd(spread[p] * BP_SCALE)
        elif metric in (RESERVES, DEPOSITS, ON_RRP, STABLECOINS):  # added up when the day was closed
            copy(total, block.whole[_closed_row(metric)])
        else:
            add_up(total, block.balance, metric, metrics)
        today = figures[metric, day, offset : offset + total.shape[0]]
        before = figures[metric, day - 1 if day > 0 else 0, offset : offset + total.shape[0]]
        for p in range(total.shape[0]):
            today[p] = before[p] if frozen[p] else total[p]


@stage
def watch(block, watermarks, figures, met_on, place):  # type: ignore[no-untyped-def]
    """Count the days beyond each watermark, note the day on which it is met, and stop the paths that it stops.

    `place` is (offset, day). A path that stood still before today counts no more days: it has left the run.
    """
    offset, day = place
    frozen = block.frozen
    for w in range(met_on.shape[0]):
        metric, is_above, threshold, enough, within, _ = watermarks[w]
        if day < within:
            today, counted = figures[metric, day, offset : offset + frozen.shape[0]], block.days_beyond[w]
            met = met_on[w, offset : offset + frozen.shape[0]]
            for p in range(frozen.shape[0]):
                usd = today[p]
                is_beyond = (usd > threshold if is_above else usd < threshold) and not frozen[p]
                counted[p] += 1 if is_beyond else 0
                met[p] = day if counted[p] > enough and met[p] < 0 else met[p]
    for w in range(met_on.shape[0]):
        if watermarks[w, 5]:
            for p in range(frozen.shape[0]):
                frozen[p] = frozen[p] or met_on[w, offset + p] >= 0
