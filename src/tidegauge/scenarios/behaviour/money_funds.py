"""Money funds: how much cash stays in ON RRP at a repo rate (loop L5).

    V(r) = max(0, V̄·logistic((r_RRP + margin − (r − basis))/s) + shift) + adder

r − basis is TGCR, the rate money funds earn in repo; V̄ is solved so that V is the take-up of the opening at the
opening's usual spread, and at most a multiple of it. `shift` is what flows of the run put into ON RRP or took out (a
bill paid out of ON RRP, a subscription left there); it cannot push V below zero: a payment out of an empty facility
comes out of repo and so out of reserves. The adder of a period-end drains reserves for a day.

The facility is also a floor: nobody who can use it lends much below its rate, so the rate of the day is

    r = floor + ln(1 + exp(r* − floor)),       floor = r_RRP − gap,       in bp

where r* is what the curve asks for. Far above the floor the two are the same.

Switched off (`money_funds`): ON RRP moves by the flows alone, never below zero, and there is no floor.

The response to the rate is weak on purpose. Day by day take-up hardly answers to TGCR, and over months by one to
one and a half per cent a basis point; a narrow step (s of 2 bp) would make it a quarter or a half. What fills and
empties the facility are flows: bills, subscriptions, taxes.

References
----------
Afonso, Cipriani and La Spada (2022), New York Fed Staff Report 1041. Own regressions of the logarithm of take-up on
TGCR less the ON RRP rate, with a trend and the calendar, June 2022–March 2026 (New York Fed). Period-end adders: New
York Fed ON RRP operations 2022–2026, change on the day.
"""

from typing import NamedTuple

from tidegauge.scenarios.arithmetic import logistic, softplus
from tidegauge.scenarios.behaviour.bounds import larger, smaller


class MoneyFunds(NamedTuple):
    """Take-up of ON RRP."""

    margin_bp: float  # by which TGCR must beat the ON RRP rate at half take-up
    tgcr_below_sofr_bp: float
    width_bp: float  # s
    floor_gap_bp: float
    investable_multiple_max: float  # upper bound of V̄, of the take-up of the opening
    month_end_usd: float
    quarter_end_usd: float
    year_end_usd: float
    empty_share: float  # of the adders when take-up is zero
    half_usd: float  # take-up at which half of the adders' rise is reached


def midpoint_bp(on_rrp_rate_bp: float, p: MoneyFunds) -> float:
    """Return the SOFR spread at which half of V̄ stays in ON RRP [bp over IORB]."""
    return on_rrp_rate_bp + p.margin_bp + p.tgcr_below_sofr_bp


def floored_bp(spread_bp: float, floor_bp: float) -> float:
    """Return the spread once nobody lends below the floor [bp over IORB]; smooth within a basis point or two.

    >>> round(floored_bp(-40.0, -18.0), 6), round(floored_bp(5.0, -18.0), 6)
    (-18.0, 5.0)
    """
    return floor_bp + softplus(spread_bp - floor_bp)


def investable_usd(take_up: float, spread_bp: float, midpoint: float, p: MoneyFunds) -> float:
    """Return V̄ [USD] from the take-up and the usual spread of the opening."""
    share = logistic((midpoint - spread_bp) / p.width_bp)
    return smaller(take_up / share, p.investable_multiple_max * take_up)


def take_up_usd(spread_bp: float, midpoint: float, investable: float, shift_usd: float, width_bp: float) -> float:
    """Return V without its adder, unrounded [USD]."""
    return larger(0.0, investable * logistic((midpoint - spread_bp) * (1.0 / width_bp)) + shift_usd)


def next_shift_usd(shift_usd: float, spread_bp: float, midpoint: float, investable: float, width_bp: float) -> float:
    """Return the shift carried to tomorrow [USD]: an empty facility owes nothing."""
    return larger(shift_usd, -investable * logistic((midpoint - spread_bp) * (1.0 / width_bp)))


def adder_usd(is_month_end: bool, is_quarter_end: bool, is_year_end: bool, take_up: float, p: MoneyFunds) -> float:
    """Return the extra take-up of a period-end [USD]; `take_up` is yesterday's."""
    size = p.month_end_usd if is_month_end else 0.0
    size = p.quarter_end_usd if is_quarter_end else size
    size = p.year_end_usd if is_year_end else size
    return size * (p.empty_share + (1.0 - p.empty_share) * take_up / (take_up + p.half_usd))
