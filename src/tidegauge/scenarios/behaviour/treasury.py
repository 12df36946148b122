"""The Treasury's cash policy: bills are the shock absorber.

    L*_t   = max(minimum, [net outflow of the next 5 days]⁺ + debt maturing in them + buffer)
    goal_t = announced cash assumption, or L*, mixed by `week_ahead_share`, + o_t, never below the minimum
    o_t    = ρ′·o_{t−1} + s·√(1 − ρ′²)·z,        o_1 = s·√(1 − ω²)·z
    own(o) = ρ·(goal_t − (cash_t + scheduled change over ten days)),      held within ± step
    change = own(o) + ωᵏ·(net sale of the last weeks − own(0)),           at the k-th settlement; within the debt limit
    sold   = bills redeemed since the last settlement + change,           never below zero
    sold   = what had been placed,                                        where its auctions were held before the run

On a settlement day maturing bills are rolled over and the stock changes by `change`. Where the debt limit leaves no
room the stock cannot grow, and where coupons take the room bills are paid down: cash runs out and reserves rise; with
the limit gone the gap is closed at up to a step a settlement and reserves fall. Steps down are larger once cash has
exceeded the goal by `cushion_usd` for `cushion_days` (the Treasury's side of loop L7).

ω: sizes are changed in small steps that the market can foresee ("regular and predictable"), also where taxes are about
to fill the account, so the next auctions are much like the last; what has been placed tells of them first.

o is by how much the Treasury aims at other cash than it announced, or had not foreseen what it would be paid: neither
taxes nor outlays explain how far cash strays within a quarter, bill sales do. Its draw is "cash_aim".

The Treasury never overdraws. At the end of its day, with `waiting` what it owes since earlier days:

    sold at once = buffer − cash,             where cash is below zero, and as far as the debt limit leaves room
    paid late    = min(cash, waiting),        below zero where payments of today have to wait

So cash that runs out stands at zero while payments wait, and what comes in is paid out until none does. Bills sold at
once are what the Treasury calls cash management bills. In which order bills are paid is not modelled: all wait alike.

Debt is what the Treasury owes in bills and coupons in the ledger; `Program.treasury.debt_limit_usd` is on that basis.
On which day Congress lifts a limit nobody knows: a path takes the draw "debt_limit" once, on its first day, and every
day has a bound that the draws of paths on which the limit is gone do not exceed (`scenarios.debt_limit`).

Switched off (`treasury_policy`): once what had been placed has settled, maturing bills are rolled over, no more and no
less.

References
----------
US Treasury, quarterly refunding statement of 6 May 2015 and "Treasury cash management approach" (2020): a week of net
fiscal outflows and gross maturing debt, at least about 150 bn. Daily Treasury Statement: net bill cash of +24 to +74 bn
a settlement in the rebuild of 29 July–28 August 2025. ρ and the cushion are priors.
"""

import math
from typing import NamedTuple

from tidegauge.scenarios.arithmetic import nearest_usd
from tidegauge.scenarios.behaviour.bounds import between, larger, smaller, smaller_usd

NO_LIMIT_USD = 1 << 62
"""What no debt reaches [USD]."""

NOT_PLACED = -1
"""Stands for the bills of a settlement whose auctions had not all been held at the opening."""


class CashPolicy(NamedTuple):
    """How bills answer to cash."""

    week_ahead_share: float  # 0: the announced assumption; 1: the week-ahead rule
    minimum_usd: float
    buffer_usd: float
    response: float  # ρ, share of the gap a settlement
    sales_kept: float  # ω, share of the last net sales that the next settlement repeats
    step_usd: float  # largest change of the stock a settlement
    cushion_usd: float
    cushion_days: float
    cushion_step_share: float  # by which the step down grows after a long cushion
    aim_sd_usd: float  # s, of o
    aim_persistence: float  # ρ′, from day to day
    flow_noise: float  # size of the fiscal calendars' daily surprises, as a multiple of their own


def is_lifted(z: float, lifted_z: float) -> bool:
    """Say whether the debt limit is gone on a path, by its draw and the bound of the day.

    >>> is_lifted(-0.3, 0.0), is_lifted(0.3, 0.0)
    (True, False)
    """
    return z <= lifted_z


def next_aim_usd(before_usd: float, z: float, is_first_day: bool, p: CashPolicy) -> float:
    """Return o [USD] from yesterday's and a standard normal draw; of the first day's, the last sales tell a part."""
    if is_first_day:
        return p.aim_sd_usd * math.sqrt(1.0 - p.sales_kept * p.sales_kept) * z
    return p.aim_persistence * before_usd + p.aim_sd_usd * math.sqrt(1.0 - p.aim_persistence * p.aim_persistence) * z


def goal_usd(
    target_usd: float, outflow_ahead_usd: float, maturing_ahead_usd: float, aim_usd: float, p: CashPolicy
) -> float:
    """Return the cash the Treasury aims at [USD]; amounts ahead are those of the next five business days."""
    needed = larger(p.minimum_usd, larger(0.0, outflow_ahead_usd) + maturing_ahead_usd + p.buffer_usd)
    meant = p.week_ahead_share * needed + (1.0 - p.week_ahead_share) * target_usd
    return larger(smaller(p.minimum_usd, meant), meant + aim_usd)


def next_cushion_days(days: int, cash_usd: float, goal: float, p: CashPolicy) -> int:
    """Return how many days in a row cash has exceeded the goal by the cushion."""
    return days + 1 if cash_usd - goal > p.cushion_usd else 0


def bill_change_usd(goal: float, projected_usd: float, cushion_days: int, p: CashPolicy) -> int:
    """Return by how much the stock of bills is to change at a settlement [USD]."""
    down = p.step_usd * (1.0 + p.cushion_step_share if cushion_days >= p.cushion_days else 1.0)
    return nearest_usd(between(-down, p.response * (goal - projected_usd), p.step_usd))


def with_kept_usd(change_usd: int, usual_usd: int, kept_usd: float, kept_share: float) -> int:
    """Return the change of the stock at a settlement that in part repeats the last ones [USD].

    The repetition stands in place of so much of `usual_usd`, what the balance announced would have the Treasury sell;
    what it aims at beside that stays.

    >>> with_kept_usd(30, 10, 21.0, 0.7), with_kept_usd(30, 10, 0.0, 0.0)
    (44, 30)
    """
    return change_usd + nearest_usd(kept_usd - kept_share * float(usual_usd))


def auction_usd(redeemed_usd: int, change_usd: int, room_usd: int) -> int:
    """Return the bills sold at a settlement [USD].

    `redeemed_usd` are those redeemed since the last settlement, today's included; `room_usd` what the debt limit leaves
    above today's debt, which is below zero only where the limit is already broken.
    """
    sold = smaller_usd(redeemed_usd + change_usd, room_usd)
    return sold if sold > 0 else 0


def sold_at_once_usd(cash_usd: int, room_usd: int, p: CashPolicy) -> int:
    """Return the bills sold on the day that cash has fallen below zero [USD]; none on any other."""
    if cash_usd >= 0:
        return 0
    sold = smaller_usd(nearest_usd(p.buffer_usd) - cash_usd, room_usd)
    return sold if sold > 0 else 0


def paid_late_usd(cash_usd: int, waiting_usd: int) -> int:
    """Return what is paid of the payments that wait [USD]; below zero it is what has to wait from today on.

    >>> paid_late_usd(-5, 0), paid_late_usd(3, 5), paid_late_usd(30, 5)
    (-5, 3, 5)
    """
    return smaller_usd(cash_usd, waiting_usd)
