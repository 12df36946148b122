"""What the Treasury's cash policy looks at on each day: its aim, what lies ahead, and the debt limit."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache

import numpy as np

from tidegauge.business_days import CALENDARS
from tidegauge.frame import Finding, finding
from tidegauge.ledger.chart import Account
from tidegauge.ledger.events import EVENTS
from tidegauge.ledger.sheet import BalanceSheet
from tidegauge.scenarios.compile import bill_ladder
from tidegauge.scenarios.compile.net_sales import Kept
from tidegauge.scenarios.compile.plans import Plan
from tidegauge.scenarios.debt_limit import asked_by, bound, chance_lifted
from tidegauge.scenarios.program import METRICS, Treasury, Watermark
from tidegauge.scenarios.scenario import NEVER, NO_LIMIT, CashTarget, TreasuryLever
from tidegauge.words.sentence import Day

FED = CALENDARS["fed"]
AHEAD_SHORT, AHEAD_LONG = 5, 10
"""Business days: the week-ahead rule, and the cash projection."""

CASH_RUNS_OUT = "cash_runs_out"
"""Watermark of the first day that cash stands at zero while payments wait; every program under a debt limit has it."""

SCANT_ROOM_USD = 500_000_000_000
"""Below so much room under the debt limit cash is neither built up nor run down ahead of receipts (prior).

Announced balances suppose that the limit is raised. And who may not borrow later does not repay bills now against taxes
to come: in April 2025 the Treasury sold bills on net until the tax date (Daily Treasury Statement).
"""

YEAR = timedelta(days=365)

RECEIPTS_AHEAD_USD = 92_000_000_000
"""So much of what is to come in over ten days is borrowed less at once, at most; a settlement closes a quarter of it.

A quarter is 23 bn: at 105 bill settlements in the ten business days before tax dates, 2017 to 2023, debt held by the
public fell by more than 23 bn at one in twenty, by 39 at one in a hundred and never by more than 62 (own estimate,
Daily Treasury Statement, table III-C): taxes come in faster than bills can be left out of a week's tenders.
"""

CASH = Account("treasury", "tga", "asset")
BILLS = Account("treasury", "bills", "liability")
COUPONS = Account("treasury", "coupons", "liability")
FED_COUPONS = Account("fed", "coupons", "asset")


def treasury(
    plans: Sequence[Plan],
    policy: TreasuryLever,
    sheet: BalanceSheet,
    days: Sequence[date],
    ladder: bill_ladder.Ladder,
    kept: Kept,
) -> Treasury:
    """Return the Treasury's view of some business days.

    `plans` reach at least `AHEAD_LONG` days beyond `days`, so that the last day looks ahead like the first. What a
    dollar of a flow does to cash and debt follows from the postings of its events, whatever the flow is called.
    """
    n = len(days)
    non_debt = [plan for plan in plans if not _effect(plan, BILLS) and not _effect(plan, COUPONS)]
    redeeming = [plan for plan in plans if _effect(plan, COUPONS) < 0 and not _effect(plan, FED_COUPONS)]
    tenor_days, tenor_share = bill_ladder.tenors()
    limit = NO_LIMIT if policy.debt_limit_usd is None else policy.debt_limit_usd
    room = limit - sheet.level(*BILLS) - sheet.level(*COUPONS)
    cash = sheet.level(*CASH)
    aims = np.array(_aims(policy.cash_target or (), cash, days), np.int64)
    net_ahead = np.minimum(_ahead(plans, lambda plan: _effect(plan, CASH), n, AHEAD_LONG), RECEIPTS_AHEAD_USD)
    is_scant = room < SCANT_ROOM_USD
    runs_out = _runs_out(non_debt, cash + room, days)
    return Treasury(
        target_usd=np.minimum(aims, cash) if is_scant else aims,
        outflow_ahead_usd=_ahead(non_debt, lambda plan: -_effect(plan, CASH), n, AHEAD_SHORT),
        net_ahead_usd=np.minimum(net_ahead, 0) if is_scant else net_ahead,
        coupons_maturing_ahead_usd=_ahead(redeeming, lambda plan: -_effect(plan, COUPONS), n, AHEAD_SHORT),
        debt_limit_usd=np.full(n, limit, np.int64),
        lifted_z=np.array(_lifted_z(policy, days, runs_out), np.float64),
        lifted_target_usd=aims,
        lifted_net_ahead_usd=net_ahead,
        bills_maturing_usd=np.array(ladder.maturing_usd, np.int64),
        bills_placed_usd=np.array(ladder.placed_usd, np.int64),
        kept_usd=np.array(kept.usd, np.int64),
        kept_share=np.array(kept.share, np.float64),
        tenor_days=np.array(tenor_days, np.int64),
        tenor_share=np.array(tenor_share, np.float64),
    )


def _lifted_z(policy: TreasuryLever, days: Sequence[date], runs_out: date) -> list[float]:
    """Return by day what the draw "debt_limit" must not exceed for the limit to be gone."""
    on = FED.previous_open(days[0])
    if policy.debt_limit_ends == "drawn":
        chances = chance_lifted(on, asked_by(on) or runs_out, days)
        return [bound(chance) for chance in chances]
    lifted_on = policy.debt_limit_ends_on or NEVER
    return [bound(float(day >= lifted_on)) for day in days]


def _runs_out(plans: Sequence[Plan], left_usd: int, days: Sequence[date]) -> date:
    """Return the day on which cash, and what may still be borrowed, run out as scheduled; a year ahead if on none."""
    effects = [_effect(plan, CASH) for plan in plans]
    for place, day in enumerate(days):
        left_usd += round(sum(effect * plan.amounts[place] for effect, plan in zip(effects, plans, strict=True)))
        if left_usd < 0:
            return day
    return days[-1] + YEAR


def end_drawn(policy: TreasuryLever, on: date) -> list[Finding]:
    """Return the note that paths draw the day on which a limit is lifted, and around which day."""
    if policy.debt_limit_ends != "drawn":
        return []
    asked = asked_by(on)
    if asked is None:
        return [finding("debt_limit_end_unasked", "debt_limit", None, severity="note")]
    return [finding("debt_limit_end_drawn", "debt_limit", None, severity="note", day=Day(asked, year=True))]


def cash_runs_out(policy: TreasuryLever, n_days: int) -> tuple[Watermark, ...]:
    """Return the watermark of cash that runs out, for a run under a debt limit; none for any other.

    Cash never falls below zero: it stands there, below one dollar, while payments wait.
    """
    if policy.debt_limit_usd in (None, NO_LIMIT):
        return ()
    return (Watermark(CASH_RUNS_OUT, METRICS.index("tga_usd"), False, 1, 0, n_days, False),)


def _aims(targets: Sequence[CashTarget], cash_usd: int, days: Sequence[date]) -> list[int]:
    """Return the cash aimed at on each day: a straight line from the opening's cash through the announced balances."""
    ahead = sorted((target for target in targets if target.on >= days[0]), key=lambda target: target.on)
    past = [target for target in targets if target.on < days[0]]
    if not ahead:
        last = max(past, key=lambda target: target.on).amount_usd if past else cash_usd
        return [last] * len(days)
    start = days[0].toordinal() - 1
    at = [start, *(target.on.toordinal() for target in ahead)]
    levels = [float(cash_usd), *(float(target.amount_usd) for target in ahead)]
    return [round(level) for level in np.interp([day.toordinal() for day in days], at, levels)]


def _ahead(
    plans: Sequence[Plan], per_dollar: Callable[[Plan], float], n: int, reach: int
) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return the sum over the next `reach` business days of what flows do to something [USD]."""
    total = np.zeros(n + reach, np.float64)
    for plan in plans:
        total += per_dollar(plan) * np.array(plan.amounts[: n + reach], np.float64)
    sums = [round(float(total[day + 1 : day + 1 + reach].sum())) for day in range(n)]
    return np.array(sums, np.int64)


def _effect(plan: Plan, place: Account) -> float:
    """Return what a dollar of a flow does to an account."""
    return sum(share * _per_dollar(kind, place) for kind, share in plan.mix.items())


@cache
def _per_dollar(kind: str, place: Account) -> int:
    """Return what a dollar of an event does to an account."""
    postings = EVENTS[kind](amount_usd=1).postings()
    return sum(one.change_usd for one in postings if Account(one.sector, one.instrument, one.side) == place)
