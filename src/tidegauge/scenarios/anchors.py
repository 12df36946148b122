"""What a run is anchored on: intercepts, residuals and stocks of the opening, and where its accounts stand.

Worked out once, in plain Python, before the first day; the readable engine and the kernel both start from it. Levels
come from the opening, slopes from the parameters: a curve through the usual spread of the last twenty plain days at
the reserves of those days, so that a run does not begin with a jump to where a regression over years would have put it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tidegauge.ledger.chart import INDEX, Account, Side
from tidegauge.scenarios.behaviour.funding import spread_to
from tidegauge.scenarios.behaviour.hoarding import alarm_bp
from tidegauge.scenarios.behaviour.margin import haircut
from tidegauge.scenarios.behaviour.money_funds import (
    adder_usd,
    full_pct,
    investable_usd,
    midpoint_bp,
    take_up_usd,
)
from tidegauge.scenarios.behaviour.period_ends import DayKind
from tidegauge.scenarios.behaviour.reserve_demand import (
    curve_bp,
    on_rrp_bp,
    reserves_pct,
    scarcity_pct,
    shortage_pct,
)
from tidegauge.scenarios.program import METRICS, Program

EPOCH = date(1970, 1, 1)


def _at(sector: str, instrument: str, side: Side) -> int:
    return INDEX[Account(sector, instrument, side)]


class Places(NamedTuple):
    """Where the accounts stand that a behaviour looks at beside METRICS; indices into `chart.ACCOUNTS`."""

    other_banks_reserves: int = _at("other_banks", "reserves", "asset")
    foreign_banks_reserves: int = _at("foreign_banks", "reserves", "asset")
    treasury_bills: int = _at("treasury", "bills", "liability")
    treasury_coupons: int = _at("treasury", "coupons", "liability")
    fed_bills: int = _at("fed", "bills", "asset")
    fed_coupons: int = _at("fed", "coupons", "asset")
    money_funds_on_rrp: int = _at("money_funds", "on_rrp", "asset")
    money_funds_repo: int = _at("money_funds", "repo", "asset")
    dealers_repo: int = _at("dealers", "repo", "liability")
    dealers_standing_repo: int = _at("dealers", "standing_repo", "liability")
    dealers_open_market_repo: int = _at("dealers", "open_market_repo", "liability")
    dealers_coupons: int = _at("dealers", "coupons", "asset")
    households_large_bank_deposits: int = _at("households", "large_bank_deposits", "asset")
    households_other_bank_deposits: int = _at("households", "other_bank_deposits", "asset")
    households_foreign_bank_deposits: int = _at("households", "foreign_bank_deposits", "asset")
    hedge_funds_coupons: int = _at("hedge_funds", "coupons", "asset")
    hedge_funds_repo: int = _at("hedge_funds", "repo", "liability")
    hedge_funds_deposits: int = _at("hedge_funds", "large_bank_deposits", "asset")
    hedge_funds_fx_loans: int = _at("hedge_funds", "fx_loans", "liability")


PLACES = Places()


class Anchors(NamedTuple):
    """Figures of the opening that hold through a run; spreads are bp over IORB, amounts USD."""

    intercept_bp: float  # α of `reserve_demand`
    effr_intercept_bp: float  # α′
    residual_bp: float  # u on the opening day
    effr_residual_bp: float  # v
    shortage_pct: float  # g of the days that α was solved for
    effr_shortage_pct: float  # g of the opening itself, that α′ was solved for
    alarm_bp: float  # s₀ of `hoarding`
    investable_usd: float  # V̄ of `money_funds`
    on_rrp_shift_usd: float
    money_funds_on_rrp_usd: float
    take_up_usd: float  # V without its adder
    full_pct: float  # f
    dealers_book_usd: float  # what dealers owe in repo, to the Fed too
    dealers_coupons_usd: float
    deposits_usd: float
    other_banks_share: float  # of reserves
    foreign_banks_share: float
    margin_required_usd: float  # h·X of `margin`
    equity_usd: float  # W
    variance: float  # σ²
    price_shock_column: int  # of the draws; −1 where the program draws none
    yen_shock_column: int
    level_shock_column: int
    effr_level_shock_column: int
    period_end_shock_column: int
    aim_shock_column: int
    slope_shock_column: int
    effr_slope_shock_column: int
    size_shock_column: int
    restlessness_shock_column: int
    debt_limit_shock_column: int
    money_funds_repo_usd: int


def anchors(program: Program) -> Anchors:
    """Return what a run of a program is anchored on."""
    spreads = _spreads(program)
    funds = _money_funds(program)
    levels = [float(level) for level in program.chart.opening_usd.tolist()]
    reserves = float(program.opening.reserves_usd)
    margin = program.parameters.margin
    variance = margin.volatility * margin.volatility
    position = max(0.0, levels[PLACES.hedge_funds_coupons])
    return Anchors(
        *spreads,
        alarm_bp=alarm_bp(program.opening.sofr_iorb_bp_usual, program.parameters.hoarding),
        investable_usd=funds[0],
        on_rrp_shift_usd=funds[1],
        money_funds_on_rrp_usd=levels[PLACES.money_funds_on_rrp],
        take_up_usd=funds[2],
        full_pct=funds[3],
        dealers_book_usd=levels[PLACES.dealers_repo]
        + levels[PLACES.dealers_standing_repo]
        + levels[PLACES.dealers_open_market_repo],
        dealers_coupons_usd=levels[PLACES.dealers_coupons],
        deposits_usd=float(metric(program, "deposits_usd", program.chart.opening_usd.tolist())),
        other_banks_share=levels[PLACES.other_banks_reserves] / reserves,
        foreign_banks_share=levels[PLACES.foreign_banks_reserves] / reserves,
        margin_required_usd=haircut(variance, margin) * position,
        equity_usd=margin.equity_share * position,
        variance=variance,
        price_shock_column=_column(program, "treasury_price"),
        yen_shock_column=_column(program, "usdjpy"),
        level_shock_column=_column(program, "sofr_level"),
        effr_level_shock_column=_column(program, "effr_level"),
        period_end_shock_column=_column(program, "period_end"),
        aim_shock_column=_column(program, "cash_aim"),
        slope_shock_column=_column(program, "sofr_slope"),
        effr_slope_shock_column=_column(program, "effr_slope"),
        size_shock_column=_column(program, "calendar_size"),
        restlessness_shock_column=_column(program, "sofr_restlessness"),
        debt_limit_shock_column=_column(program, "debt_limit"),
        money_funds_repo_usd=int(levels[PLACES.money_funds_repo]),
    )


def _column(program: Program, shock: str) -> int:
    """Return the column of a draw, or −1 for one that the program has not."""
    return program.shocks.names.index(shock) if shock in program.shocks.names else -1


def metric(program: Program, name: str, levels: Sequence[int]) -> int:
    """Return a `_usd` metric of a sheet [USD]."""
    place = METRICS.index(name)
    start, end = (int(program.chart.metric_start[place + step]) for step in (0, 1))
    accounts, signs = program.chart.metric_account[start:end].tolist(), program.chart.metric_sign[start:end].tolist()
    return sum(sign * levels[account] for account, sign in zip(accounts, signs, strict=True))


def opening_kind(program: Program) -> DayKind:
    """Return what the calendar said of the opening day, as far as the first simulated day gives it away."""
    first = EPOCH + timedelta(days=int(program.days.on[0]))
    was_quarter_end = bool(program.days.is_after_quarter_end[0])
    return DayKind(
        is_month_end=bool(program.days.is_after_month_end[0]),
        is_quarter_end=was_quarter_end,
        is_year_end=was_quarter_end and first.month == 1,
        is_after_month_end=False,
        is_after_quarter_end=False,
        is_tax_date=False,
        is_mid_month=False,
    )


def maturities(program: Program) -> tuple[tuple[int, ...], ...]:
    """Return the day of the run on which each tenor matures that is sold on each day; −1 beyond the horizon.

    Five business days of a tenor are a week by the calendar, and a bill that would mature on a holiday is paid on the
    next open day: otherwise every holiday would move a whole ladder off its Tuesdays and Thursdays.
    """
    on = program.days.on.tolist()
    tenors = program.treasury.tenor_days.tolist()
    due = (tuple(bisect_left(on, sold + tenor * 7 // 5) for tenor in tenors) for sold in on)
    return tuple(tuple(day if day < len(on) else -1 for day in days) for days in due)


def _spreads(program: Program) -> tuple[float, float, float, float, float, float]:
    """Return both intercepts and both residuals of the opening [bp], and how short reserves were for each [points].

    The residual of SOFR is that of the last plain day: what a period-end was off its mean is gone the day after. It is
    measured from the curve at the reserves of the opening: what they have fallen since the usual days explains a part
    of that day already. EFFR hardly moves from day to day, so its curve runs through the opening itself.
    """
    opening, demand, funds_rate = program.opening, program.parameters.reserve_demand, program.parameters.funds_rate
    pct = reserves_pct(float(opening.reserves_usd_mean20), float(opening.bank_assets_usd))
    pct_now = reserves_pct(float(opening.reserves_usd), float(opening.bank_assets_usd))
    on_rrp = float(metric(program, "on_rrp_usd", program.chart.opening_usd.tolist()))
    usual = curve_bp(pct, demand) + on_rrp_bp(float(opening.on_rrp_usd_mean20), demand)
    now = curve_bp(pct_now, demand) + on_rrp_bp(on_rrp, demand)
    shortage, shortage_now = shortage_pct(pct, demand), shortage_pct(pct_now, demand)
    scarce_bp = funds_rate.scarce_share * demand.scarce_slope_bp * scarcity_pct(pct_now, demand)
    effr_curve = funds_rate.slope_bp * shortage_now + scarce_bp
    if not program.switches.funding_market:
        usual = now = effr_curve = 0.0
    return (
        opening.sofr_iorb_bp_usual - usual,
        opening.effr_iorb_bp_mean20 - effr_curve,
        opening.sofr_iorb_bp_plain - opening.sofr_iorb_bp_usual - (now - usual),
        opening.effr_iorb_bp - opening.effr_iorb_bp_mean20,
        shortage,
        shortage_now,
    )


def _money_funds(program: Program) -> tuple[float, float, float, float]:
    """Return V̄, the shift, the take-up of the opening without a period-end's adder [USD], and f [% of bank assets]."""
    p, kind = program.parameters.money_funds, opening_kind(program)
    levels = program.chart.opening_usd
    held = float(levels[PLACES.money_funds_on_rrp])
    if not program.switches.money_funds:
        return 0.0, held, held, p.banks_full_pct
    take_up = max(0.0, held - adder_usd(kind.is_month_end, kind.is_quarter_end, kind.is_year_end, held, p))
    midpoint = midpoint_bp(spread_to(program.rates.on_rrp_pct[0], program.rates.iorb_pct[0]), p)
    spread = program.opening.sofr_iorb_bp_usual
    investable = investable_usd(take_up, spread, midpoint, p)
    shift = take_up - take_up_usd(spread, midpoint, investable, 0.0, p.width_bp)
    free_cash, bank_assets = float(program.opening.reserves_usd) + held, float(program.opening.bank_assets_usd)
    return investable, shift, take_up, full_pct(take_up, free_cash, bank_assets, p)
