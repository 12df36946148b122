"""What the Treasury's cash policy looks at on each day: its aim, what lies ahead, and the debt limit."""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from tidegauge.ledger.chart import Account
from tidegauge.ledger.events import EVENTS
from tidegauge.ledger.sheet import BalanceSheet
from tidegauge.scenarios.compile import bill_ladder
from tidegauge.scenarios.compile.plans import Plan
from tidegauge.scenarios.program import METRICS, Treasury, Watermark
from tidegauge.scenarios.scenario import NEVER, NO_LIMIT, CashTarget, TreasuryPolicy

AHEAD_SHORT, AHEAD_LONG = 5, 10
"""Business days: the week-ahead rule, and the cash projection."""

CASH_RUNS_OUT = "cash_runs_out"
"""Watermark of the first day that cash stands at zero while payments wait; every program under a debt limit has it."""

SCANT_ROOM_USD = 500_000_000_000
"""Below so much room under the debt limit cash is neither built up nor run down ahead of receipts (prior).

Announced balances suppose that the limit is raised. And who may not borrow later does not repay bills now against taxes
to come: in April 2025 the Treasury sold bills on net until the tax date (Daily Treasury Statement).
"""

CASH = Account("treasury", "tga", "asset")
BILLS = Account("treasury", "bills", "liability")
COUPONS = Account("treasury", "coupons", "liability")
FED_COUPONS = Account("fed", "coupons", "asset")


def treasury(
    plans: Sequence[Plan], policy: TreasuryPolicy, sheet: BalanceSheet, days: Sequence[date], maturing: Sequence[int]
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
    lifted_on = policy.debt_limit_ends_on or NEVER
    cash, aims = sheet.level(*CASH), _aims(policy.cash_target or (), sheet.level(*CASH), days)
    net_ahead = _ahead(plans, lambda plan: _effect(plan, CASH), n, AHEAD_LONG)
    if limit - sheet.level(*BILLS) - sheet.level(*COUPONS) < SCANT_ROOM_USD:
        is_scant = np.array([day < lifted_on for day in days])
        aims = [min(aim, cash) if scant else aim for aim, scant in zip(aims, is_scant, strict=True)]
        net_ahead = np.where(is_scant, np.minimum(net_ahead, 0), net_ahead)
    return Treasury(
        target_usd=np.array(aims, np.int64),
        outflow_ahead_usd=_ahead(non_debt, lambda plan: -_effect(plan, CASH), n, AHEAD_SHORT),
        net_ahead_usd=net_ahead,
        coupons_maturing_ahead_usd=_ahead(redeeming, lambda plan: -_effect(plan, COUPONS), n, AHEAD_SHORT),
        debt_limit_usd=np.array([limit if day < lifted_on else NO_LIMIT for day in days], np.int64),
        bills_maturing_usd=np.array(maturing, np.int64),
        tenor_days=np.array(tenor_days, np.int64),
        tenor_share=np.array(tenor_share, np.float64),
    )


def cash_runs_out(policy: TreasuryPolicy, n_days: int) -> tuple[Watermark, ...]:
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
    return sum(
        share * posting.change_usd
        for kind, share in plan.mix.items()
        for posting in EVENTS[kind](amount_usd=1).postings()
        if Account(posting.sector, posting.instrument, posting.side) == place
    )
