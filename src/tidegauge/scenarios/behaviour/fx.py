"""Yen carry trades unwound when the yen jumps (loop L8).

    move_t = r_t + r_{t−1} + r_{t−2},        r_t = σ·z + shock_{t=0} − impact·unwind_t/10 bn
    unwind_{t+1} = X·share where move_t < −k·σ·√3

r is the day's change of USD/JPY (a fall is a stronger yen), X what hedge funds owe in foreign-currency loans. Funds
sell risk assets, buy yen and repay: two owners of dollar deposits change places and reserves do not move.

Switched off (`fx_carry`): no unwind.

References
----------
Brunnermeier, Nagel and Pedersen (2009), NBER Macroeconomics Annual 23 (carry trades and currency crashes). Threshold
2.5 standard deviations over three days, 5–15 % of the position a day: priors.
"""

import math
from typing import NamedTuple

from tidegauge.scenarios.behaviour.bounds import smaller


class Fx(NamedTuple):
    """The yen carry trade."""

    volatility: float  # σ, share a day
    trigger_sd: float
    share: float  # of the position a day
    impact: float  # share of the exchange rate per 10 bn unwound
    price_shock: float  # share on the first day; 0 unless a scenario says so


def yen_return(z: float, is_first_day: bool, unwound_usd: float, p: Fx) -> float:
    """Return the day's change of USD/JPY [share]; unwinding makes the yen stronger."""
    return p.volatility * z + (p.price_shock if is_first_day else 0.0) - p.impact * unwound_usd / 10e9


def unwind_usd(position_usd: float, move: float, p: Fx) -> float:
    """Return what carry traders unwind today [USD], unrounded; `move` is the change of the last three days."""
    is_triggered = move < -p.trigger_sd * p.volatility * math.sqrt(3.0)
    return smaller(position_usd, p.share * position_usd) if is_triggered else 0.0
