"""Plans: every flow of a run with its mix, its amounts by day and its random part, before it becomes arrays.

The fiscal calendars come first, then what a lapse returns, the levers, the small liabilities of the Fed, and what the
scenario adds under other names. The order is the order in which a day posts them.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from tidegauge.ledger.sheet import BalanceSheet
from tidegauge.scenarios import calendars
from tidegauge.scenarios.compile import mixes
from tidegauge.scenarios.compile.lapse import Backlog
from tidegauge.scenarios.compile.refusals import refusal
from tidegauge.scenarios.compile.spread import even, once, paced, paced_on, scheduled
from tidegauge.scenarios.policies import MBS_PRINCIPAL_USD
from tidegauge.scenarios.program import BEHAVIOURAL_FLOWS
from tidegauge.scenarios.scenario import Flow, Levers, Pace, Scenario

ROLL_OFF_DAYS = {15: 0.4, 31: 0.6}
"""Treasuries in the Fed's portfolio mature in the middle and at the end of a month; the split is a prior."""

MBS_DAYS = {20: 0.25, 25: 0.75}
"""Ginnie Mae pools pay about the 20th, those of Fannie Mae and Freddie Mac on the 25th; the split is a prior."""

_BILLION = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One flow: `amounts` and `noise` are of every day [USD]; without a `shock` it brings no surprise."""

    name: str
    mix: mixes.Mix
    amounts: Sequence[int]
    noise: Sequence[float] = ()
    shock: str = ""
    persistence: float = 0.0
    tails: float = 0.0


class Timeline(NamedTuple):
    """The opening day, the business days up to it whose daily statement was not out, and those after it.

    What the fiscal calendars schedule for a missed day is posted on the first day of the run: the opening's cash is of
    the day before, and without it a quarter-end would be lost. `days` reach beyond the run, for what the Treasury looks
    ahead to.
    """

    on: date
    missed: Sequence[date]
    days: Sequence[date]

    def scheduled(self, name: str) -> list[int]:
        """Return what a fiscal calendar schedules by day [USD], what was missed on the first."""
        amounts = calendars.amounts(name, self.days, self.on)
        return [amounts[0] + sum(calendars.amounts(name, self.missed, self.on)), *amounts[1:]]


def plans(
    scenario: Scenario, levers: Levers, sheet: BalanceSheet, time: Timeline, *, flow_noise: float = 1.0
) -> tuple[Plan, ...]:
    """Return the own flows of a run.

    `levers` are those that hold, announced or the scenario's own; `flow_noise` multiplies the surprises of the fiscal
    calendars, not those that the scenario says.

    Raises
    ------
    InvalidScenario
        A calendar or a shocked flow that does not exist, a flow with a reserved name, or one without a mix.
    """
    days = time.days
    usual = {
        plan.name: plan
        for plan in (*_fiscal(scenario, sheet, time, flow_noise), *_levered(levers, sheet, days), *_small(sheet, days))
    }
    for name, flow in scenario.flows.items():
        if name in BEHAVIOURAL_FLOWS:
            raise refusal(scenario.name, f"flows.{name}", "reserved", name)
        if name not in usual and not flow.mix:
            raise refusal(scenario.name, f"flows.{name}", "mixless", name, usual)
        usual[name] = _changed(scenario, name, flow, usual.get(name), time)
        if back := usual.get(f"{name}_back"):  # what returns of a surprise is as large as the surprise
            usual[back.name] = replace(back, noise=_scaled(back.noise, flow.scale))
    for place, shock in enumerate(scenario.shocks):
        if shock.flow not in usual:
            raise refusal(scenario.name, f"shocks.{place}.flow", "flow", shock.flow, usual)
        plan = usual[shock.flow]
        usual[shock.flow] = replace(plan, amounts=_sum(plan.amounts, once(shock.on, shock.amount_usd, days)))
    return tuple(usual.values())


def _fiscal(scenario: Scenario, sheet: BalanceSheet, time: Timeline, flow_noise: float) -> Iterator[Plan]:
    """Yield the fiscal calendars, less what a lapse holds back, and what comes back of it."""
    backlog = Backlog(scenario.lapses, time.on, time.days[-1])
    posted = [1 + len(time.missed), *(1 for _ in time.days[1:])]  # days whose surprises come on each day
    for name in calendars.names():
        amounts, said = time.scheduled(name), calendars.noise(name)
        held = [backlog.held_usd(name, day) for day in time.days]
        held[0] += sum(backlog.held_usd(name, day) for day in time.missed)
        yield Plan(
            name=name,
            mix=mixes.of_calendar(calendars.kind(name), sheet),
            amounts=[amount - less for amount, less in zip(amounts, held, strict=True)],
            noise=[
                flow_noise * (said.sd_usd * math.sqrt(n) + said.of_amount * amount)
                for n, amount in zip(posted, amounts, strict=True)
            ],
            shock=said.shock,
            persistence=said.persistence,
            tails=said.tails,
        )
    if scenario.lapses:
        repaid = [backlog.repaid_usd(day) for day in time.days]
        repaid[0] += sum(backlog.repaid_usd(day) for day in time.missed)
        yield Plan(name="backlog_repaid", mix=mixes.of_calendar("outlay", sheet), amounts=repaid)


def _levered(levers: Levers, sheet: BalanceSheet, days: Sequence[date]) -> Iterator[Plan]:
    """Yield what the Fed buys and lets run off."""
    purchases = paced(levers.reserve_purchases or (), days)
    yield Plan(name="reserve_purchases", mix=mixes.of_reserve_purchases(sum(purchases), sheet), amounts=purchases)
    for place, purchase in enumerate(levers.asset_purchases or (), 1):
        last = purchase.until or days[-1]
        parts = zip(days, even(purchase.pace_usd, days, "month"), strict=True)
        bought = [part if purchase.start <= day <= last else 0 for day, part in parts]
        mix = mixes.of_purchase(purchase.instrument, purchase.seller)
        yield Plan(name=f"asset_purchases_{place}", mix=mix, amounts=bought)
    matured = paced_on(levers.runoff_treasuries or (), days, ROLL_OFF_DAYS)
    yield Plan(name="runoff_treasuries", mix={"soma_roll_off": 1.0}, amounts=matured)
    paid_down = paced_on(levers.runoff_mbs or (), days, MBS_DAYS)
    yield Plan(name="runoff_mbs", mix={"mbs_paydown": 1.0}, amounts=paid_down)
    start = levers.reinvest_mbs_in_bills_from
    if start is not None and start <= days[-1]:
        reinvested = paced_on((Pace(start=start, pace_usd=MBS_PRINCIPAL_USD),), days, MBS_DAYS)
        yield Plan(name="mbs_reinvested", mix={"mbs_paydown_reinvested": 1.0}, amounts=reinvested)


def _small(sheet: BalanceSheet, days: Sequence[date]) -> Iterator[Plan]:
    """Yield what moves by itself: the Fed's small liabilities, and cash of money funds in ON RRP.

    With X_t = φ·X_{t−1} + z_t the flow is X_t − X_{t−1} = z_t/φ − ((1 − φ)/φ)·S_t, where S is the AR(1) with φ that the
    engines keep of a flow's surprises: two flows of one draw.
    """
    on_rrp = sheet.total("on_rrp") / _BILLION
    for name, said in mixes.tables()["small"].items():
        months = [round(bn * _BILLION) for bn in said.get("months", (0.0,) * 12)]
        drawn = said["noise"]
        filled = on_rrp / (on_rrp + drawn["half"]) if "half" in drawn else 0.0
        sd, returns = (drawn["sd"] + drawn.get("of_on_rrp", 0.0) * filled) * _BILLION, drawn.get("returns", 1.0)
        plan = Plan(
            name=name,
            mix=dict(said["mix"]),
            amounts=[next(even(months[day.month - 1], (day,), "month")) for day in days],
            noise=[sd / returns] * len(days),
            shock=name,
            persistence=drawn.get("persistence", 0.0),
        )
        yield plan
        if returns < 1.0:
            back = [-(1.0 - returns) * usd for usd in plan.noise]
            yield replace(plan, name=f"{name}_back", amounts=[0] * len(days), noise=back, persistence=returns)


def _changed(scenario: Scenario, name: str, flow: Flow, usual: Plan | None, time: Timeline) -> Plan:
    """Return a flow as the scenario wants it: what it leaves out stays as it usually is."""
    days = time.days
    plan = usual or Plan(name=name, mix={}, amounts=[0] * len(days))
    amounts = plan.amounts
    if flow.calendar is not None:
        if flow.calendar not in calendars.names():
            raise refusal(scenario.name, f"flows.{name}.calendar", "calendar", flow.calendar, calendars.names())
        amounts = time.scheduled(flow.calendar)
    amounts = _sum([round(amount * flow.scale) for amount in amounts], scheduled(flow.amounts, days))
    plan = replace(plan, mix=flow.mix or plan.mix, amounts=amounts, noise=_scaled(plan.noise, flow.scale))
    if flow.noise is None:
        return plan
    said = flow.noise
    return replace(
        plan,
        noise=[float(said.sd_usd)] * len(days),
        shock=said.shock or name,
        persistence=said.persistence,
        tails=said.tails,
    )


def _scaled(noise: Sequence[float], scale: float) -> list[float]:
    """Return surprises as large as a factor makes the amounts they belong to."""
    return [abs(scale) * usd for usd in noise]


def _sum(left: Sequence[int], right: Sequence[int]) -> list[int]:
    """Add two flows day by day."""
    return [a + b for a, b in zip(left, right, strict=True)]
