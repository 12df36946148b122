"""Money funds: how much cash stays in ON RRP at a repo rate (loop L5), and what banks turn away into it.

    V(r) = max(0, V̄·logistic((r_RRP + margin − (r − basis))/s) + shift) + adder

r − basis is TGCR, the rate money funds earn in repo; V̄ is solved so that V is the take-up of the opening at the
opening's usual spread, and at most a multiple of it. `shift` is what flows of the run put into ON RRP or took out (a
bill paid out of ON RRP, a subscription left there); it cannot push V below zero: a payment out of an empty facility
comes out of repo and so out of reserves. The adder of a period-end drains reserves for a day.

What a flow left in an empty facility does not stay while repo pays more: of a positive shift a share

    min(1, λ·max(0, r − midpoint)·v/(v + V̄))

leaves for repo each day, v being `half_usd`. Without it the noise of flows, which stops at zero, would ratchet up.

The facility is also a floor: nobody who can use it lends much below its rate, so the rate of the day is

    r = floor + ln(1 + exp(r* − floor)),       floor = r_RRP − gap,       in bp

where r* is what the curve asks for. Far above the floor the two are the same.

Banks do not want all the cash the Fed makes. With F, reserves and ON RRP together, and A, banks' assets, money funds
come to hold σ·max(0, F − f·A) in ON RRP: banks turn deposits away, whose owners buy shares of funds that know no
better use for cash. A share ω of the gap between that and V closes in a day, through a stock T of deposits turned away:

    T_t = max(0, T_{t−1} + ω·(σ·max(0, F_t − f·A_t) − V_{t−1})),       T_0 = 0

T is posted as an inflow from deposits before the day's rate is known and is part of `shift`; when F falls it comes
back, and no more than it. Where banks hold more than f at the opening with less in ON RRP than that, they still want
what they hold: f is then the one at which the opening is at rest. So a facility that bills or subscriptions filled
beyond σ·(F − f·A) takes nothing more, and what a paydown of bills puts there is not counted twice.

Switched off (`money_funds`): ON RRP moves by the flows alone, never below zero, there is no floor and no bank turns
cash away.

The response to the rate is weak on purpose. Day by day take-up hardly answers to TGCR, and over months by one to
one and a half per cent a basis point; a narrow step (s of 2 bp) would make it a quarter or a half. What fills and
empties the facility are flows: bills, subscriptions, taxes, and the Fed's purchases.

In 2022 reserves fell by 1.1 tn while ON RRP rose by 0.6: f fell to 14, which nothing here follows. The limit of a
counterparty (30 bn, 80 from 18 March 2021, 160 from 23 September 2021) is not modelled.

References
----------
Afonso, Cipriani and La Spada (2022), New York Fed Staff Report 1041 (banks' balance-sheet costs push deposits into
funds and ON RRP). Own regressions of the logarithm of take-up on TGCR less the ON RRP rate, with a trend and the
calendar, June 2022–March 2026 (New York Fed). Period-end adders: New York Fed ON RRP operations 2022–2026, change on
the day. f, σ, ω: own least squares, 17 March–29 December 2021 (Board H.4.1 and H.8), when reserves went from 3.9 to
4.2 tn and ON RRP from nothing to 1.5. λ: own regressions of daily changes on the level, 2018–2026.
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
    banks_full_pct: float  # f, per cent of bank assets
    overflow_share: float  # σ, of cash at the Fed beyond f
    overflow_speed: float  # ω, share of the gap that closes in a day
    leaving_per_bp: float  # λ, share of parked cash that leaves an empty facility a day, per bp over the midpoint


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


def full_pct(take_up: float, free_cash_usd: float, bank_assets_usd: float, p: MoneyFunds) -> float:
    """Return f of a run [% of bank assets], at which the opening is at rest.

    >>> p = MoneyFunds(*[0.0] * 10, banks_full_pct=18.0, overflow_share=0.9, overflow_speed=0.1, leaving_per_bp=0.0)
    >>> full_pct(0.0, 5.0e12, 25.0e12, p), full_pct(0.9e12, 5.0e12, 25.0e12, p)
    (20.0, 18.0)
    """
    if p.overflow_share <= 0.0:  # nothing is turned away
        return p.banks_full_pct
    return larger(p.banks_full_pct, 100.0 * (free_cash_usd - take_up / p.overflow_share) / bank_assets_usd)


def turned_away_usd(before_usd: float, take_up: float, free_cash_usd: float, full_usd: float, p: MoneyFunds) -> float:
    """Return T of today [USD] from F and f·A; `before_usd` and `take_up`, V without its adder, are yesterday's.

    >>> p = MoneyFunds(*[0.0] * 10, banks_full_pct=18.0, overflow_share=0.9, overflow_speed=0.1, leaving_per_bp=0.0)
    >>> turned_away_usd(0.0, 20e9, 4.5e12, 4.3e12, p), turned_away_usd(0.0, 20e9, 4.2e12, 4.3e12, p)
    (16000000000.0, 0.0)
    """
    gap = p.overflow_share * larger(0.0, free_cash_usd - full_usd) - take_up
    return larger(0.0, before_usd + p.overflow_speed * gap)


def take_up_usd(spread_bp: float, midpoint: float, investable: float, shift_usd: float, width_bp: float) -> float:
    """Return V without its adder, unrounded [USD]."""
    return larger(0.0, investable * logistic((midpoint - spread_bp) * (1.0 / width_bp)) + shift_usd)


def next_shift_usd(shift_usd: float, spread_bp: float, midpoint: float, investable: float, p: MoneyFunds) -> float:
    """Return the shift carried to tomorrow [USD]: parked cash leaves, and an empty facility owes nothing."""
    empty = p.half_usd / (p.half_usd + investable)
    leaving = smaller(1.0, p.leaving_per_bp * empty * larger(0.0, spread_bp - midpoint))
    kept = shift_usd - leaving * larger(0.0, shift_usd)
    return larger(kept, -investable * logistic((midpoint - spread_bp) * (1.0 / p.width_bp)))


def adder_usd(is_month_end: bool, is_quarter_end: bool, is_year_end: bool, take_up: float, p: MoneyFunds) -> float:
    """Return the extra take-up of a period-end [USD]; `take_up` is yesterday's."""
    size = p.month_end_usd if is_month_end else 0.0
    size = p.quarter_end_usd if is_quarter_end else size
    size = p.year_end_usd if is_year_end else size
    return size * (p.empty_share + (1.0 - p.empty_share) * take_up / (take_up + p.half_usd))
