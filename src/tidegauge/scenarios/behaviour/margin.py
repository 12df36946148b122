"""Margin spiral: volatility raises haircuts, haircuts force sales, sales move the price (loop L1).

    σ²_t = λ·σ²_{t−1} + (1 − λ)·r²_{t−1}           h_t = max(h_min, z·σ_t·√τ)
    forced sale F_t = s·X_t·E[max(0, 1 − W_t·u/(h_t·X_t))]      u uniform on 1 ± w
    margin call M_t = h_t·X_t − h_{t−1}·X_{t−1}
    r_t = σ₀·z_t + shock_{t=0} − Λ·F_t/D           W_{t+1} = W_t + X_t·r_t − B_t·Δfunding/360

X is what hedge funds hold in Treasury coupons, W their equity in it, B = X − W. Funds differ: the equity behind a
dollar of position lies evenly between 1 − w and 1 + w times the mean, so the thinnest must sell long before the average
one has to, and the sale grows with the loss instead of coming all at once. Losses of W are revaluations: they are
kept as state and never posted as flows; the sale and the margin call are. One more dollar sold forces `gain` more,

    gain = s·Λ·X / (D·h),

and sales are scaled down where gain exceeds `gain_max`: beyond it a day's step is no longer a small one.

Switched off (`margin_spiral`): no sale, no call, equity stands still.

References
----------
Brunnermeier and Pedersen (2009), RFS 22; Gârleanu and Pedersen (2011), RFS 24; Schrimpf, Shin and Sushko (2020), BIS
Bulletin 2; Banegas and Monin (2023), FEDS Notes 8 September (haircuts and leverage of hedge-fund repo). Priors.
"""

import math
from typing import NamedTuple

from tidegauge.scenarios.behaviour.bounds import larger, smaller


class Margin(NamedTuple):
    """The levered holder of Treasury coupons."""

    volatility: float  # σ₀, share of price a day
    memory: float  # λ
    quantile: float  # z of the haircut
    close_out_days: float  # τ
    haircut_min: float
    sale_speed: float  # s, a day
    depth_usd: float  # D, a day
    impact: float  # Λ, share of price when one day's depth is sold
    equity_share: float  # W/X at the opening
    equity_dispersion: float  # w, half the width of equity shares between funds, as a share of the mean
    gain_max: float
    price_shock: float  # share of price on the first day; 0 unless a scenario says so


def haircut(variance: float, p: Margin) -> float:
    """Return h at a variance of daily price changes."""
    return larger(p.haircut_min, p.quantile * math.sqrt(variance * p.close_out_days))


def feedback_gain(position_usd: float, margin_rate: float, p: Margin) -> float:
    """Return by how much one dollar sold forces further sales; at 1 the spiral does not end."""
    return p.sale_speed * p.impact * position_usd / (p.depth_usd * margin_rate)


def short_share(cover: float, dispersion: float) -> float:
    """Return the share of the position that funds cannot carry; `cover` is their equity as a multiple of their margin.

    >>> short_share(2.0, 0.4), round(short_share(1.0, 0.4), 9), round(short_share(0.5, 0.4), 9)
    (0.0, 0.1, 0.5)
    """
    low, high = cover * (1.0 - dispersion), cover * (1.0 + dispersion)
    if low >= 1.0:
        return 0.0
    if high <= 1.0:
        return 1.0 - cover
    return (1.0 - low) * (1.0 - low) / (2.0 * (high - low))


def forced_sale_usd(position_usd: float, equity_usd: float, margin_rate: float, p: Margin) -> float:
    """Return what must be sold today [USD], unrounded and at most the position."""
    if position_usd <= 0.0:
        return 0.0
    gap = position_usd * short_share(larger(0.0, equity_usd) / (margin_rate * position_usd), p.equity_dispersion)
    gain = feedback_gain(position_usd, margin_rate, p)
    return smaller(position_usd, p.sale_speed * gap * (p.gain_max / gain if gain > p.gain_max else 1.0))


def price_return(z: float, is_first_day: bool, sold_usd: float, p: Margin) -> float:
    """Return the day's change of price [share] from a standard normal draw, the scenario's shock and sales."""
    return p.volatility * z + (p.price_shock if is_first_day else 0.0) - p.impact * sold_usd / p.depth_usd


def next_variance(variance: float, change: float, p: Margin) -> float:
    """Return σ² carried to tomorrow."""
    return p.memory * variance + (1.0 - p.memory) * change * change


def next_equity_usd(equity_usd: float, position_usd: float, change: float, funding_bp: float, gap_days: int) -> float:
    """Return W carried to tomorrow [USD]; `funding_bp` is the spread over the opening's, paid on what is borrowed."""
    debt = larger(0.0, position_usd - equity_usd)
    return equity_usd + position_usd * change - debt * funding_bp / 10_000.0 / 360.0 * gap_days
