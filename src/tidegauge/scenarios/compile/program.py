"""Compile: a scenario and what was known at its opening become a program, the one thing both engines read.

What the scenario does not say is as announced and as scheduled at the opening: fiscal calendars, policies, parameters.
Nothing announced or published later is used; where a size or an estimate nevertheless looks ahead, a finding says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from tidegauge.business_days import CALENDARS
from tidegauge.clock import NEW_YORK
from tidegauge.errors import InvalidMoment
from tidegauge.frame import Finding, Frame, finding
from tidegauge.ledger.sheet import BalanceSheet
from tidegauge.scenarios import calendars, opening
from tidegauge.scenarios.compile import arrays, bill_ladder, mixes, net_sales
from tidegauge.scenarios.compile import days as days_of
from tidegauge.scenarios.compile.lapse import Backlog, looks_ahead, unforeseen
from tidegauge.scenarios.compile.level import SpreadLevel, surprise_sd_bp
from tidegauge.scenarios.compile.plans import Timeline, plans
from tidegauge.scenarios.compile.treasury import AHEAD_LONG, AHEAD_SHORT, cash_runs_out, end_drawn, treasury
from tidegauge.scenarios.contradictions import counted_twice
from tidegauge.scenarios.debt_limit import room_usd
from tidegauge.scenarios.parameters import Parameters, Remade, Setting, beyond, load, look_ahead, share_remade
from tidegauge.scenarios.policies import announced, purchases_read
from tidegauge.scenarios.program import BEHAVIOURAL_FLOWS, METRICS, Program, Switches, Treasury, Watermark
from tidegauge.scenarios.scenario import NO_LIMIT, Lapse, Levers, LimitEnd, Scenario, TreasuryLever
from tidegauge.scenarios.target import parse_condition

INPUTS = tuple(
    dict.fromkeys((*opening.INPUTS, *bill_ladder.INPUTS, *net_sales.INPUTS, *days_of.INPUTS, "public_debt_daily"))
)
"""Every series a program may be made of."""

FED = CALENDARS["fed"]

CALIBRATED = Switches(
    treasury_policy=True,
    money_funds=True,
    funding_market=True,
    interest=True,
    dealers=True,
    hoarding=True,
    margin_spiral=False,
    carry_unwind=False,
    stablecoin_redemption=False,
    policy_reaction=True,
    fx_carry=False,
    interbank=True,
)
"""Behaviours that are on unless a scenario says otherwise: those that rest on estimates or on announced rules."""

DRAWS = {"margin_spiral": "treasury_price", "fx_carry": "usdjpy"}
"""Behaviours that take a draw of their own."""


STATEMENTS_LATE_MAX = 3
"""Business days after which a daily statement is missing rather than not yet out."""

NOT_MARKETABLE_USD = 7_700_000_000_000
"""Federal debt that is not in the ledger, where the daily debt is not known: Debt to the Penny less SIFMA's marketable
debt was 7.5 tn in January 2023 and 8.0 tn in August 2025."""


class Compiled(NamedTuple):
    """A program, the opening sheet it starts from, and what must be said about both."""

    program: Program
    opening: opening.OpeningSheet
    findings: tuple[Finding, ...]


def compile_scenario(
    scenario: Scenario,
    frame: Frame,
    *,
    days: int | None = None,
    setting: Setting = "middle",
    parameters: Parameters | None = None,
    remade: Remade | None = None,
) -> Compiled:
    """Make a scenario ready to run from what a frame knows.

    Parameters
    ----------
    scenario : Scenario
        What it leaves out is as announced and as scheduled on its opening day.
    frame : Frame
        With the series of `INPUTS`. A frame of the evening of the opening day looks at nothing later.
    days : int, optional
        Business days to simulate, instead of the scenario's horizon.
    setting : {"low", "middle", "high"}
        Where priors stand in their ranges.
    parameters : Parameters, optional
        Instead of those of the opening date; `setting` and the scenario's values are then not looked at.
    remade : Remade, optional
        Estimates that stand in place of the file's.

    Returns
    -------
    Compiled
        The program, the opening sheet and the findings of both.

    Raises
    ------
    InvalidMoment
        The scenario opens after the moment of the frame.
    InvalidScenario
        A flow, calendar, draw or parameter that does not exist, or correlations that cannot hold together.
    InvalidCondition
        A watermark or stop rule that cannot be read.
    ContradictoryLevers
        A step of rates on a day on which the figures known at the opening move them already.
    MissingFigures
        Something a program cannot do without is not known at the opening.
    """
    as_of = frame.as_of.astimezone(NEW_YORK).date()
    on = scenario.opening.on or as_of
    if on > as_of:
        raise InvalidMoment(text=on.isoformat(), detail="it lies after the as-of")
    n_days = days or scenario.horizon.days
    dates = FED.open_days(on + timedelta(days=1), FED.add(on, n_days + AHEAD_LONG))
    run = dates[:n_days]
    opened = opening.open_sheet(frame, on)
    sheet = opened.sheet
    levers = _levers(scenario, frame, on, sheet)
    for problem in counted_twice(levers, frame, on):
        raise problem.error(scenario.name)
    switches = _switches(scenario)
    missed = _missed(frame, on)
    held = parameters or load(on, setting, _values(scenario), regime=scenario.parameters.regime, remade=remade)
    seen = days_of.level(frame, on, held.reserve_demand)
    held = _as_seen(held, seen, _values(scenario)) if parameters is None else held
    own = plans(scenario, levers, sheet, Timeline(on, missed, dates), flow_noise=held.treasury.flow_noise)
    behaviours = {flow: mixes.of_behaviour(flow, sheet) for flow in BEHAVIOURAL_FLOWS}
    events = arrays.kinds(own, behaviours)
    drawn = [draw for switch, draw in DRAWS.items() if getattr(switches, switch)]
    shocks = arrays.shocks(scenario, own, drawn)
    held_by_public = sheet.total("bills") - sheet.level("fed", "bills", "asset")
    ladder = bill_ladder.ladder(frame, Timeline(on, missed, run), held_by_public)
    calendar = days_of.calendar(run, missed)
    kept = net_sales.kept(frame, ladder, calendar.is_bill_settlement.tolist(), on, held.treasury.sales_kept)
    program = Program(
        name=scenario.name,
        days=calendar,
        rates=days_of.rates(frame, on, run, levers.rates or (), scenario.levers.standing_repo),
        treasury=_unaware_of_lapses(
            treasury(own, levers.treasury, sheet, run, ladder, kept), scenario.lapses, on, dates
        ),
        flow_names=(*(plan.name for plan in own), *BEHAVIOURAL_FLOWS),
        event_kinds=events,
        flows=arrays.flows(own, behaviours, events, shocks.names, n_days),
        templates=arrays.templates(events),
        chart=arrays.chart(sheet),
        shocks=shocks,
        opening=days_of.opening_rates(frame, on, seen, sheet.total("reserves"), sheet.total("on_rrp")),
        watermarks=(*_watermarks(scenario, n_days), *cash_runs_out(levers.treasury, n_days)),
        switches=switches,
        parameters=held,
        backlog_usd=np.array(Backlog(scenario.lapses, on, run[-1]).levels(run), np.int64),
    )
    regime = scenario.parameters.regime
    by_hand = beyond(scenario.parameters.values, on, regime, remade)
    said = () if parameters else (*look_ahead(on, regime, remade), *by_hand)
    anew = () if remade is None else (share_remade(remade, on, scenario.parameters.regime),)
    late = [*(finding("statement_missed", "tga", day) for day in missed), *end_drawn(levers.treasury, on)]
    ahead = (*looks_ahead(scenario.lapses, on), *purchases_read(on, run[-1], scenario.levers.reserve_purchases))
    findings = (*opened.findings, *late, *calendars.findings(run, on), *ladder.findings, *ahead, *anew, *said)
    return Compiled(program, opened, findings)


def _as_seen(held: Parameters, seen: SpreadLevel, said: Mapping[str, float]) -> Parameters:
    """Return parameters with SOFR as restless as it was before the opening, but for what a scenario says itself."""
    demand = held.reserve_demand
    surprise = None if seen.change_bp is None else surprise_sd_bp(seen.change_bp, demand.persistence)
    own = {"level_sd_bp": seen.step_bp, "residual_sd_bp": surprise}
    known = {name: bp for name, bp in own.items() if bp is not None and f"reserve_demand.{name}" not in said}
    return held._replace(reserve_demand=demand._replace(**known))


def _missed(frame: Frame, on: date) -> list[date]:
    """Return the business days up to `on` that the last known Daily Treasury Statement does not cover.

    More than a few are a gap in the figures, not the wait for the next statement; nothing is filled in then.
    """
    last = frame["tga"].on_or_before(on)
    days = [] if last is None else FED.open_days(last.period + timedelta(days=1), on)
    return days if len(days) <= STATEMENTS_LATE_MAX else []


def _unaware_of_lapses(seen: Treasury, lapses: Sequence[Lapse], on: date, dates: Sequence[date]) -> Treasury:
    """Return the Treasury's view without the course of lapses that are not over yet."""
    n_days = len(dates) - AHEAD_LONG
    long, short = (
        np.array(unforeseen(lapses, on, dates[: n_days + reach], reach), np.int64)
        for reach in (AHEAD_LONG, AHEAD_SHORT)
    )
    return seen._replace(
        net_ahead_usd=seen.net_ahead_usd - long,
        lifted_net_ahead_usd=seen.lifted_net_ahead_usd - long,
        outflow_ahead_usd=seen.outflow_ahead_usd + short,
    )


def _levers(scenario: Scenario, frame: Frame, on: date, sheet: BalanceSheet) -> Levers:
    """Return the levers that hold: the scenario's own, and what had been announced for all others."""
    usual, own = announced(on), scenario.levers
    names = ("reserve_purchases", "asset_purchases", "runoff_treasuries", "runoff_mbs", "reinvest_mbs_in_bills_from")
    said = {name: getattr(own, name) for name in (*names, "rates") if getattr(own, name) is not None}
    targets = own.treasury.cash_target
    policy = replace(
        own.treasury,
        cash_target=usual.treasury.cash_target if targets is None else targets,
        debt_limit_usd=_debt_limit(own, frame, on, sheet),
        debt_limit_ends=_limit_end(own.treasury, room_usd(frame, on)),
    )
    return replace(usual, **said, treasury=policy)


def _limit_end(said: TreasuryLever, room: int | None) -> LimitEnd:
    """Return whether paths draw the day on which a limit is lifted, where the scenario leaves that open."""
    binds_by_law = said.debt_limit_usd is None and room is not None
    return said.debt_limit_ends or ("drawn" if binds_by_law and said.debt_limit_ends_on is None else "never")


def _debt_limit(levers: Levers, frame: Frame, on: date, sheet: BalanceSheet) -> int | None:
    """Return the limit on what the ledger knows of the debt, bills and coupons [USD], or None where none binds.

    The statute also counts what federal funds hold, so only the room below it is carried over: what a scenario's limit
    leaves above the whole debt of the opening, and in an episode what extraordinary measures free.
    """
    said, freed = levers.treasury.debt_limit_usd, levers.treasury.extraordinary_measures_usd
    freed = room_usd(frame, on) if freed is None else freed
    if said == NO_LIMIT or (said is None and freed is None):
        return None
    debt = frame["public_debt_daily"].on_or_before(on)
    marketable = sheet.total("bills") + sheet.total("coupons")
    whole = marketable + NOT_MARKETABLE_USD if debt is None else round(debt.value)
    headroom = 0 if said is None else max(0, said - whole)
    return marketable + headroom + (freed or 0)


def _switches(scenario: Scenario) -> Switches:
    """Return which behaviours are on."""
    switches = CALIBRATED._replace(**scenario.switches)
    return switches._replace(treasury_policy=False) if scenario.levers.treasury.rule == "none" else switches


def _values(scenario: Scenario) -> Mapping[str, float]:
    """Return the parameters a scenario sets, by name or by way of a lever."""
    values: dict[str, float] = {}
    policy, facility = scenario.levers.treasury, scenario.levers.standing_repo
    if policy.rule in ("week_ahead", "target"):
        values["treasury.week_ahead_share"] = float(policy.rule == "week_ahead")
    if policy.bill_step_usd is not None:
        values["treasury.step_usd"] = float(policy.bill_step_usd)
    if facility is not None:
        values["facilities.standing_repo_limit_usd"] = float(facility.limit_usd)
    return values | dict(scenario.parameters.values)


def _watermarks(scenario: Scenario, n_days: int) -> tuple[Watermark, ...]:
    """Return the conditions that are reported, then those that end a path."""
    found = []
    for table, conditions, stops in (("watermarks", scenario.watermarks, False), ("stop", scenario.stop, True)):
        for name, text in conditions.items():
            said = parse_condition(text, f"{scenario.name}: {table}.{name}")
            within = min(said.within or n_days, n_days)
            found.append(
                Watermark(
                    name, METRICS.index(said.metric), said.above, said.threshold, said.days_more_than, within, stops
                )
            )
    return tuple(found)
