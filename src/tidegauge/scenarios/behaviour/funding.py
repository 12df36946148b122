"""The rate of the day: demand for reserves, standing repo, discount window and ON RRP solved together.

    r = f(R₀ + U(r) + W(r) + A − V(r)),        found by secant steps that keep a bracket once they have one

R₀ are reserves before any facility is used today (yesterday's standing repo and discount window are repaid in the
morning), A what money funds still hold in ON RRP and V(r) what they want to hold there (`money_funds`).

    U(r) = k·h·[ln(1 + exp((r − r_SRF − w)/h)) − u₀]⁺, at most the limit        standing repo
    W(r) = k_DW·max(0, r − r_primary)                                   discount window

u₀ is what the bracket would be where the facility is so dear that nobody borrows (`standing_repo_idle_bp` below it).
The response of standing repo was fitted on the *observed* rate, the one that holds with the facility in use, and is
used on that basis here: r is the rate after U. f falls in reserves, U and W rise in r and V falls, so there is one
root; ON RRP then holds it above its floor. The ceiling is soft: on 31 October 2025 SOFR stood 22 bp above the
facility's rate and 50.35 bn were borrowed.

Switched off (`funding_market`): nothing is borrowed and r = f without the curve, see `reserve_demand`. A limit of 0 is
a world without the standing repo facility, as before 29 July 2021.

References
----------
Poole (1968), J. Finance 23; Ennis and Keister (2008), Richmond Fed Economic Quarterly 94. New York Fed repo operations
26 June 2025–31 March 2026, own nonlinear least squares: k 2.7 bn a bp, w 3.6, h 4.3 (R² 0.93) to 10 December 2025;
k 4.9, w −3.3, h 1.9 (R² 0.89) after the aggregate limit went on 10 December 2025, the latter resting on eight days.
"""

from typing import NamedTuple

from tidegauge.scenarios.arithmetic import softplus
from tidegauge.scenarios.behaviour.bounds import between, larger, smaller
from tidegauge.scenarios.behaviour.money_funds import floored_bp, take_up_usd
from tidegauge.scenarios.behaviour.period_ends import PeriodEnds, weight
from tidegauge.scenarios.behaviour.reserve_demand import (
    MEAN_WEIGHT,
    ReserveDemand,
    reserves_pct,
    scarcity_pct,
    settlement_bp,
    shortage_pct,
)

LOWEST_BP, HIGHEST_BP = -64.0, 960.0
"""Spreads outside are not looked for."""

TOLERANCE_BP = 0.01
"""Gap at which a last secant step, not tried again, ends the search.

r − f(r) rises at least as fast as r, so the root is no farther away than the gap, and the step takes off nearly all of
that: away from a kink far less than the thousandth of a basis point that METRICS record. Published rates are whole
basis points.
"""

STEPS_MAX = 40


class Facilities(NamedTuple):
    """Standing repo and discount window."""

    standing_repo_slope_usd: float  # k, USD per bp
    standing_repo_threshold_bp: float  # w, over the facility's rate
    standing_repo_width_bp: float  # h
    standing_repo_idle_bp: float  # below the facility's rate, where nobody borrows
    standing_repo_limit_usd: float  # aggregate limit of a day; 0: no facility
    discount_window_slope_usd: float  # k_DW, USD per bp above the primary credit rate


class GivenDay(NamedTuple):
    """What the market of one day takes as given; spreads are bp over IORB, amounts USD."""

    level_bp: float  # intercept, ON RRP term, dealers and residual
    slope_bp: float  # β of this path
    calendar_bp: float  # D, before m(g)
    settlement_usd: float  # net new Treasury securities the public pays for today
    reserves_usd: float  # R₀
    mean_reserves_usd: float  # mean of about five days, to yesterday
    bank_assets_usd: float
    need: float  # by which hoarding scales them up in x̄
    standing_repo_bp: float  # rate of the facility
    primary_credit_bp: float
    floor_bp: float  # below which ON RRP lets nobody lend
    on_rrp_midpoint_bp: float  # spread at which half of V̄ stays in ON RRP
    on_rrp_usd: float  # A
    investable_usd: float  # V̄
    on_rrp_shift_usd: float  # cash that flows put into ON RRP, or took out, since the opening
    on_rrp_adder_usd: float  # period-end adder


def spread_to(rate_pct: float, iorb_pct: float) -> float:
    """Return an administered rate as a spread over IORB [bp].

    >>> round(spread_to(4.25, 4.15), 9)
    10.0
    """
    return (rate_pct - iorb_pct) * 100.0


def standing_repo_usd(spread_bp: float, facility_bp: float, p: Facilities) -> float:
    """Return U: what is borrowed at a rate, unrounded [USD]."""
    width, threshold = p.standing_repo_width_bp, p.standing_repo_threshold_bp
    per_bp = 1.0 / width
    keen = softplus((spread_bp - facility_bp - threshold) * per_bp) - softplus(
        (-p.standing_repo_idle_bp - threshold) * per_bp
    )
    return smaller(p.standing_repo_slope_usd * width * larger(0.0, keen), p.standing_repo_limit_usd)


def discount_window_usd(spread_bp: float, primary_credit_bp: float, p: Facilities) -> float:
    """Return W: what is borrowed at a rate, unrounded [USD]."""
    return p.discount_window_slope_usd * larger(0.0, spread_bp - primary_credit_bp)


def reserves_at_usd(spread_bp: float, m: GivenDay, p: Facilities, on_rrp_width_bp: float) -> float:
    """Return R₀ + U + W + A − V: reserves once everybody has reacted to a rate [USD]."""
    borrowed = standing_repo_usd(spread_bp, m.standing_repo_bp, p) + discount_window_usd(
        spread_bp, m.primary_credit_bp, p
    )
    wanted = take_up_usd(spread_bp, m.on_rrp_midpoint_bp, m.investable_usd, m.on_rrp_shift_usd, on_rrp_width_bp)
    return m.reserves_usd + borrowed + m.on_rrp_usd - (wanted + m.on_rrp_adder_usd)


def spread_at_bp(reserves_usd: float, m: GivenDay, demand: ReserveDemand, ends: PeriodEnds) -> float:
    """Return f: the spread that the market asks for at a level of today's reserves [bp]."""
    mean_usd = m.mean_reserves_usd + MEAN_WEIGHT * (reserves_usd - m.mean_reserves_usd)
    shortage = shortage_pct(reserves_pct(mean_usd, m.bank_assets_usd * m.need), demand)
    scarcity = scarcity_pct(reserves_pct(reserves_usd, m.bank_assets_usd), demand)
    curve = m.slope_bp * shortage + demand.scarce_slope_bp * scarcity
    return (
        m.level_bp + curve + settlement_bp(shortage, m.settlement_usd, demand) + weight(shortage, ends) * m.calendar_bp
    )


class Bracket(NamedTuple):
    """Two spreads tried, the later one in b, with the gap f − r at each [bp]."""

    a_bp: float
    a_gap_bp: float
    b_bp: float
    b_gap_bp: float


def is_found(k: Bracket) -> bool:
    """Say whether the later spread is so near the root that one more step ends the search."""
    return -TOLERANCE_BP <= k.b_gap_bp <= TOLERANCE_BP


def guess_bp(k: Bracket) -> float:
    """Return where the line through both spreads crosses zero [bp]; the gap itself where there is no such line."""
    rise = k.b_gap_bp - k.a_gap_bp
    step = k.b_gap_bp * (k.b_bp - k.a_bp) / rise if rise != 0.0 else -k.b_gap_bp
    return between(LOWEST_BP, k.b_bp - step, HIGHEST_BP)


def narrowed(k: Bracket, spread_bp: float, gap_bp: float) -> Bracket:
    """Return the bracket after another spread was tried.

    Where an end of a bracket stays, its gap is halved so that it moves next time: the Illinois method, Dowell and
    Jarratt (1971), BIT 11.
    """
    stays = k.a_gap_bp * k.b_gap_bp < 0.0 and gap_bp * k.b_gap_bp >= 0.0
    return Bracket(
        k.a_bp if stays else k.b_bp,
        0.5 * k.a_gap_bp if stays else k.b_gap_bp,
        spread_bp,
        gap_bp,
    )


def gap_bp(
    spread_bp: float, m: GivenDay, p: Facilities, demand: ReserveDemand, ends: PeriodEnds, on_rrp_width_bp: float
) -> float:
    """Return f − r: by how much the market asks for more than a spread [bp]."""
    return spread_at_bp(reserves_at_usd(spread_bp, m, p, on_rrp_width_bp), m, demand, ends) - spread_bp


def solve(
    m: GivenDay, p: Facilities, demand: ReserveDemand, ends: PeriodEnds, on_rrp_width_bp: float, first_bp: float
) -> float:
    """Return r: the spread at which f and the facilities agree [bp over IORB].

    Parameters
    ----------
    m : GivenDay
        What the day takes as given.
    p, demand, ends
        Parameters of the facilities, of the curve and of the calendar.
    on_rrp_width_bp : float
        s of `money_funds.MoneyFunds`, bp.
    first_bp : float
        Where the search begins; near the root it is short, anywhere it ends at the root.

    Returns
    -------
    float
        Floored. Before the floor it is the root, `TOLERANCE_BP` away at the very most (beside a kink), or a bound where
        the root lies outside.

    Notes
    -----
    Two or three evaluations of the curve on most days. A path stops when its own gap is closed, so what others do
    beside it in the kernel changes nothing.
    """
    first_gap = gap_bp(first_bp, m, p, demand, ends, on_rrp_width_bp)
    k = Bracket(first_bp, first_gap, first_bp, first_gap)
    for _ in range(STEPS_MAX):
        if is_found(k):
            break
        guess = guess_bp(k)
        k = narrowed(k, guess, gap_bp(guess, m, p, demand, ends, on_rrp_width_bp))
    return floored_bp(guess_bp(k), m.floor_bp)
