"""A program as the kernel takes it: arrays and numbers only, so that one compiled kernel runs every scenario.

What does not differ between paths is worked out here, in plain Python, by the functions that the readable engine calls
every day. Tables are grouped by the stage that reads them: every value handed to a compiled function costs compile
time, so a stage is handed its own.
"""

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import numpy as np

from tidegauge.scenarios.anchors import PLACES, Anchors, anchors, maturities, metric
from tidegauge.scenarios.behaviour.carry import Carry
from tidegauge.scenarios.behaviour.dealers import Dealers, limit_shrink
from tidegauge.scenarios.behaviour.funding import Facilities, spread_to
from tidegauge.scenarios.behaviour.fx import Fx
from tidegauge.scenarios.behaviour.hoarding import Hoarding
from tidegauge.scenarios.behaviour.margin import Margin
from tidegauge.scenarios.behaviour.money_funds import MoneyFunds, midpoint_bp
from tidegauge.scenarios.behaviour.period_ends import DayKind, PeriodEnds, calendar_bp
from tidegauge.scenarios.behaviour.policy import Policy
from tidegauge.scenarios.behaviour.reserve_demand import FundsRate, ReserveDemand
from tidegauge.scenarios.behaviour.stablecoins import Stablecoins
from tidegauge.scenarios.behaviour.treasury import CashPolicy
from tidegauge.scenarios.market_day import NO_FLOOR_BP, NO_MIDPOINT_BP
from tidegauge.scenarios.program import BEHAVIOURAL_FLOWS, Program
from tidegauge.scenarios.state import public_debt_usd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

Group = TypeVar("Group", bound=tuple[Any, ...])


class Postings(NamedTuple):
    """How an amount becomes postings: the parts of each flow, and the accounts each part's event touches."""

    flow_start: "Integers"  # (n_flows + 1,) compressed rows: the parts of each flow
    part_low: "Floats"
    part_high: "Floats"
    part_template: "Integers"
    start: "Integers"  # (n_events + 1,) compressed rows
    account: "Integers"
    sign: "Integers"
    n_own: int  # flows of the scenario; the behavioural ones follow


class Metrics(NamedTuple):
    """Which accounts a `_usd` metric adds up, in compressed rows."""

    start: "Integers"
    account: "Integers"
    sign: "Integers"


class Identities(NamedTuple):
    """What must hold at the end of a day."""

    row_start: "Integers"  # (n_rows + 1,) compressed rows: the accounts of each instrument, net worth last
    account: "Integers"
    column: "Integers"  # (n_accounts,) in the order of `account`, as are the next two
    sign: "Integers"
    is_bound: "NDArray[np.bool_]"


class Own(NamedTuple):
    """The scenario's own flows."""

    root: "Floats"
    scheduled_usd: "Integers"
    noise_usd: "Floats"
    shock: "Integers"
    persistence: "Floats"
    tails: "Floats"


class Money(NamedTuple):
    """What the Treasury and the Fed look at; arrays of shape (n_days,) unless said."""

    gap_days: "Integers"
    overnight_iorb_pct: "Floats"
    overnight_on_rrp_pct: "Floats"
    top_bp: "Floats"  # of the target range over IORB
    is_settlement: "NDArray[np.bool_]"
    plan_usd: "Integers"  # (n_days, 9): the columns are named below
    lifted_z: "Floats"
    kept_share: "Floats"
    due: "Integers"  # (n_days, n_tenors): the day on which a tenor sold on a day matures, −1 beyond the horizon
    tenor_share: "Floats"  # (n_tenors,)
    policy: Policy
    treasury: CashPolicy
    is_interest_on: bool
    is_policy_on: bool
    is_treasury_on: bool


TARGET, OUTFLOW, NET, COUPONS, LIMIT, LIFTED_TARGET, LIFTED_NET, PLACED, KEPT = range(9)
"""Columns of `Money.plan_usd`."""


class Loops(NamedTuple):
    """The loops of levered holders and of stablecoins."""

    margin: Margin
    carry: Carry
    fx: Fx
    stablecoins: Stablecoins
    usual_bp: float  # usual spread of the opening
    is_margin_on: bool
    is_carry_on: bool
    is_fx_on: bool
    is_stablecoin_on: bool


class Funding(NamedTuple):
    """The funding market."""

    daily_bp: "Floats"  # (n_days, 6): the columns are DAILY
    period_end: "NDArray[np.bool_]"  # (n_days, 3): month-end, quarter-end, year-end
    demand: ReserveDemand
    funds_rate: FundsRate
    ends: PeriodEnds
    facilities: Facilities
    money_funds: MoneyFunds
    dealers: Dealers
    hoarding: Hoarding
    bank_assets_usd: float
    level_gap_bp: float
    is_on: bool
    is_money_funds_on: bool
    is_dealers_on: bool
    is_hoarding_on: bool
    is_interbank_on: bool


CALENDAR, REPO, CREDIT, FLOOR, MIDPOINT, SHRINK = range(6)
"""Columns of `Funding.daily_bp`: the calendar's term, rates over IORB, and the share by which limits shrink."""


class Start(NamedTuple):
    """Levels of the opening day that a path's memory starts from [USD] and spreads [bp]."""

    reserves_usd: int
    deposits_usd: int
    on_rrp_usd: int
    public_debt_usd: int
    stablecoins_usd: int
    standing_repo_usd: int
    open_market_repos_usd: int
    money_funds_on_rrp_usd: int
    spread_bp: float
    effr_bp: float
    mean_spread_bp: float


class Tables(NamedTuple):
    """Everything a kernel reads."""

    opening_usd: "Integers"  # (n_accounts,)
    maturing_usd: "Integers"  # (n_days,) bills of the opening stock
    start: Start
    anchors: Anchors
    postings: Postings
    metrics: Metrics
    identities: Identities
    own: Own
    money: Money
    loops: Loops
    funding: Funding
    watermarks: "Integers"  # (n_watermarks, 6): the columns are the fields of `program.Watermark` after its name


def tables(program: Program) -> Tables:
    """Return the tables of a program, every array contiguous and of the type that the kernel was compiled for."""
    chart = program.chart
    return Tables(
        opening_usd=_array(chart.opening_usd, np.int64),
        maturing_usd=_array(program.treasury.bills_maturing_usd, np.int64),
        start=_start(program),
        anchors=_numbers(anchors(program)),
        postings=_postings(program),
        metrics=Metrics(*(_array(a, np.int64) for a in (chart.metric_start, chart.metric_account, chart.metric_sign))),
        identities=_identities(program),
        own=_own(program),
        money=_money(program),
        loops=_loops(program),
        funding=_funding(program),
        watermarks=np.array([[int(field) for field in mark[1:]] for mark in program.watermarks], np.int64).reshape(
            -1, 6
        ),
    )


def _array(array: "NDArray[Any]", kind: type) -> "NDArray[Any]":
    """Return an array as the kernel takes it: of one type, contiguous and writable, which are all part of its type."""
    return np.array(array, kind, order="C", copy=True)


def _numbers(group: Group) -> Group:
    """Return a NamedTuple of numbers in the types that its fields declare: 0 where 0.0 is meant is another type."""
    wanted = (float if kind in (float, "float") else int for kind in type(group).__annotations__.values())
    make: Any = type(group)
    return cast(Group, make(*(kind(value) for kind, value in zip(wanted, group, strict=True))))


def _start(program: Program) -> Start:
    """Return the levels that `scenarios.state.opening_state` starts from."""
    levels = program.chart.opening_usd.tolist()
    return Start(
        reserves_usd=metric(program, "reserves_usd", levels),
        deposits_usd=metric(program, "deposits_usd", levels),
        on_rrp_usd=metric(program, "on_rrp_usd", levels),
        public_debt_usd=public_debt_usd(levels),
        stablecoins_usd=metric(program, "stablecoins_usd", levels),
        standing_repo_usd=metric(program, "srf_usd", levels),
        open_market_repos_usd=metric(program, "open_market_repos_usd", levels),
        money_funds_on_rrp_usd=levels[PLACES.money_funds_on_rrp],
        spread_bp=float(program.opening.sofr_iorb_bp),
        effr_bp=float(program.opening.effr_iorb_bp),
        mean_spread_bp=float(program.opening.sofr_iorb_bp_usual),
    )


def _postings(program: Program) -> Postings:
    flows, templates, n_flows = program.flows, program.templates, len(program.flow_names)
    return Postings(
        flow_start=_array(np.searchsorted(flows.part_flow, np.arange(n_flows + 1)), np.int64),
        part_low=_array(flows.part_low, np.float64),
        part_high=_array(flows.part_high, np.float64),
        part_template=_array(flows.part_template, np.int64),
        start=_array(templates.start, np.int64),
        account=_array(templates.account, np.int64),
        sign=_array(templates.sign, np.int64),
        n_own=n_flows - len(BEHAVIOURAL_FLOWS),
    )


def _identities(program: Program) -> Identities:
    chart = program.chart
    rows = np.where(chart.row < 0, chart.row.max() + 1, chart.row)
    order = np.argsort(rows, kind="stable")
    return Identities(
        row_start=_array(np.searchsorted(rows[order], np.arange(int(rows.max()) + 2)), np.int64),
        account=_array(order, np.int64),
        column=_array(chart.column[order], np.int64),
        sign=_array(chart.sign[order], np.int64),
        is_bound=_array(chart.non_negative[order], np.bool_),
    )


def _own(program: Program) -> Own:
    flows = program.flows
    return Own(
        root=_array(program.shocks.root, np.float64),
        scheduled_usd=_array(flows.scheduled_usd, np.int64),
        noise_usd=_array(flows.noise_usd, np.float64),
        shock=_array(flows.shock, np.int64),
        persistence=_array(flows.persistence, np.float64),
        tails=_array(flows.tails, np.float64),
    )


def _money(program: Program) -> Money:
    days, rates, plan, switches = program.days, program.rates, program.treasury, program.switches
    columns = (
        plan.target_usd,
        plan.outflow_ahead_usd,
        plan.net_ahead_usd,
        plan.coupons_maturing_ahead_usd,
        plan.debt_limit_usd,
        plan.lifted_target_usd,
        plan.lifted_net_ahead_usd,
        plan.bills_placed_usd,
        plan.kept_usd,
    )
    top = [
        spread_to(upper, iorb) for upper, iorb in zip(rates.upper_pct.tolist(), rates.iorb_pct.tolist(), strict=True)
    ]
    return Money(
        gap_days=_array(days.gap_days, np.int64),
        overnight_iorb_pct=_array(rates.overnight_iorb_pct, np.float64),
        overnight_on_rrp_pct=_array(rates.overnight_on_rrp_pct, np.float64),
        top_bp=np.array(top),
        is_settlement=_array(days.is_bill_settlement, np.bool_),
        plan_usd=np.ascontiguousarray(np.stack(columns, axis=1), np.int64),
        lifted_z=_array(plan.lifted_z, np.float64),
        kept_share=_array(plan.kept_share, np.float64),
        due=np.array(maturities(program), np.int64).reshape(len(days.on), -1),
        tenor_share=_array(plan.tenor_share, np.float64),
        policy=_numbers(program.parameters.policy),
        treasury=_numbers(program.parameters.treasury),
        is_interest_on=bool(switches.interest),
        is_policy_on=bool(switches.policy_reaction),
        is_treasury_on=bool(switches.treasury_policy),
    )


def _loops(program: Program) -> Loops:
    p, switches = program.parameters, program.switches
    return Loops(
        margin=_numbers(p.margin),
        carry=_numbers(p.carry),
        fx=_numbers(p.fx),
        stablecoins=_numbers(p.stablecoins),
        usual_bp=float(program.opening.sofr_iorb_bp_usual),
        is_margin_on=bool(switches.margin_spiral),
        is_carry_on=bool(switches.carry_unwind),
        is_fx_on=bool(switches.fx_carry),
        is_stablecoin_on=bool(switches.stablecoin_redemption),
    )


def _funding(program: Program) -> Funding:
    p, days, switches = program.parameters, program.days, program.switches
    ends = np.stack([days.is_month_end, days.is_quarter_end, days.is_year_end], axis=1)
    return Funding(
        daily_bp=np.array([_daily_bp(program, day) for day in range(days.on.size)]).reshape(-1, 6),
        period_end=np.ascontiguousarray(ends, np.bool_),
        demand=_numbers(p.reserve_demand),
        funds_rate=_numbers(p.funds_rate),
        ends=_numbers(p.period_ends),
        facilities=_numbers(p.facilities),
        money_funds=_numbers(p.money_funds),
        dealers=_numbers(p.dealers),
        hoarding=_numbers(p.hoarding),
        bank_assets_usd=float(program.opening.bank_assets_usd),
        level_gap_bp=program.opening.sofr_level_gap_bp,
        is_on=bool(switches.funding_market),
        is_money_funds_on=bool(switches.money_funds),
        is_dealers_on=bool(switches.dealers),
        is_hoarding_on=bool(switches.hoarding),
        is_interbank_on=bool(switches.interbank),
    )


def _daily_bp(program: Program, day: int) -> tuple[float, ...]:
    """Return the figures of a day that every path's funding market shares; the columns are DAILY."""
    p, rates, switches = program.parameters, program.rates, program.switches
    iorb = float(rates.iorb_pct[day])
    kind = DayKind(**{name: bool(getattr(program.days, name)[day]) for name in DayKind._fields})
    on_rrp = spread_to(float(rates.on_rrp_pct[day]), iorb)
    return (
        calendar_bp(kind, p.period_ends) if switches.dealers else 0.0,
        spread_to(float(rates.standing_repo_pct[day]), iorb),
        spread_to(float(rates.primary_credit_pct[day]), iorb),
        on_rrp - p.money_funds.floor_gap_bp if switches.money_funds else NO_FLOOR_BP,
        midpoint_bp(on_rrp, p.money_funds) if switches.money_funds else NO_MIDPOINT_BP,
        limit_shrink(kind.is_quarter_end, kind.is_year_end, p.dealers),
    )
