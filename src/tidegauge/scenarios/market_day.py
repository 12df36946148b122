"""The funding market of a simulated day: one rate, three facilities, and the banks' own settlement."""

from tidegauge.scenarios.anchors import PLACES
from tidegauge.scenarios.arithmetic import floor_usd, nearest_usd
from tidegauge.scenarios.behaviour.bounds import between_usd
from tidegauge.scenarios.behaviour.dealers import dealer_bp, limit_shrink
from tidegauge.scenarios.behaviour.funding import (
    GivenDay,
    discount_window_usd,
    solve,
    spread_to,
    standing_repo_usd,
)
from tidegauge.scenarios.behaviour.hoarding import need
from tidegauge.scenarios.behaviour.money_funds import (
    adder_usd,
    midpoint_bp,
    next_shift_usd,
    take_up_usd,
    turned_away_usd,
)
from tidegauge.scenarios.behaviour.period_ends import amplitude, calendar_bp, drawn_size
from tidegauge.scenarios.behaviour.reserve_demand import (
    drawn_restlessness,
    drawn_slope_bp,
    effr_residual_bp,
    next_level_bp,
    on_rrp_bp,
    residual_bp,
)
from tidegauge.scenarios.run import Run
from tidegauge.scenarios.state import public_debt_usd

SOFR_COLUMN, EFFR_COLUMN = 0, 1
"""Columns of the draws, fixed by `program.Shocks`."""


NO_FLOOR_BP = -1000.0
"""A floor below every rate: money funds are switched off."""

NO_MIDPOINT_BP = 1000.0
"""A midpoint above every rate, so that no parked cash leaves: money funds are switched off."""


def funding(run: Run) -> GivenDay:
    """Find the day's rate and post standing repo, discount window and ON RRP; return what the market took as given."""
    state, p = run.state, run.program.parameters
    if run.day == 0:
        draw_estimates(run)
    noise = state.restlessness
    state.residual_bp = residual_bp(state.residual_bp, run.draws[SOFR_COLUMN], noise, p.reserve_demand)
    gap, z = run.program.opening.sofr_level_gap_bp, run.draw(run.anchor.level_shock_column)
    state.level_bp = next_level_bp(state.level_bp, gap, z, noise, p.reserve_demand)
    state.effr_residual_bp = effr_residual_bp(state.effr_residual_bp, run.draws[EFFR_COLUMN], p.funds_rate)
    turn_away_deposits(run)
    market = given(run)
    repo = credit = 0
    if run.program.switches.funding_market:
        first = state.spread_bp + (market.level_bp - state.market_level_bp)
        state.market_level_bp = market.level_bp
        spread = solve(market, p.facilities, p.reserve_demand, p.period_ends, p.money_funds.width_bp, first)
        repo = nearest_usd(standing_repo_usd(spread, market.standing_repo_bp, p.facilities))
        credit = nearest_usd(discount_window_usd(spread, market.primary_credit_bp, p.facilities))
    else:
        spread = market.level_bp
    width = p.money_funds.width_bp
    base = take_up_usd(spread, market.on_rrp_midpoint_bp, market.investable_usd, market.on_rrp_shift_usd, width)
    wanted = nearest_usd(base + market.on_rrp_adder_usd)
    held = run.level(PLACES.money_funds_on_rrp)
    left = int(market.reserves_usd) + repo + credit + held - wanted
    if left < 0:  # an overdraft is never left overnight: the window covers it
        credit -= left
    run.post("standing_repo", repo, state.standing_repo_usd)
    run.post("discount_window", credit, state.discount_window_usd)
    run.post("on_rrp", held - wanted)
    state.standing_repo_usd, state.discount_window_usd = repo, credit
    state.money_funds_on_rrp_usd, state.take_up_usd = wanted, base
    state.on_rrp_shift_usd = next_shift_usd(
        market.on_rrp_shift_usd, spread, market.on_rrp_midpoint_bp, market.investable_usd, p.money_funds
    )
    state.spread_bp = spread
    return market


def draw_estimates(run: Run) -> None:
    """Draw what holds for a whole path: both slopes, the size of the calendar's terms, and how restless it is."""
    state, anchor, demand = run.state, run.anchor, run.program.parameters.reserve_demand
    funds_rate, ends = run.program.parameters.funds_rate, run.program.parameters.period_ends
    state.slope_bp = drawn_slope_bp(demand.slope_bp, demand.slope_error_bp, run.draw(anchor.slope_shock_column))
    state.effr_slope_bp = drawn_slope_bp(
        funds_rate.slope_bp, funds_rate.slope_error_bp, run.draw(anchor.effr_slope_shock_column)
    )
    state.calendar_size = drawn_size(run.draw(anchor.size_shock_column), ends)
    if anchor.restlessness_shock_column >= 0:  # a program without the draw is as restless as usual
        state.restlessness = drawn_restlessness(run.draw(anchor.restlessness_shock_column), demand)


def turn_away_deposits(run: Run) -> None:
    """Move the deposits that banks turn away into ON RRP by way of money funds, or back."""
    if not run.program.switches.money_funds:
        return
    state = run.state
    repaid = state.standing_repo_usd + state.discount_window_usd
    free_cash = float(run.metric("reserves_usd") - repaid + run.level(PLACES.money_funds_on_rrp))
    full_usd = 0.01 * run.anchor.full_pct * _bank_assets_usd(run)
    p, before = run.program.parameters.money_funds, state.turned_away_usd
    state.turned_away_usd = nearest_usd(turned_away_usd(float(before), state.take_up_usd, free_cash, full_usd, p))
    run.post("turned_away_deposits", state.turned_away_usd, before)


def given(run: Run) -> GivenDay:
    """Return what the funding market of today takes as given."""
    state, p, rates = run.state, run.program.parameters, run.program.rates
    iorb = float(rates.iorb_pct[run.day])
    held = run.level(PLACES.money_funds_on_rrp)
    wanted = need(state.mean_spread_bp, run.anchor.alarm_bp, p.hoarding) if run.program.switches.hoarding else 1.0
    repaid = state.standing_repo_usd + state.discount_window_usd
    on_rrp_rate = spread_to(float(rates.on_rrp_pct[run.day]), iorb)
    return GivenDay(
        level_bp=_level_bp(run),
        slope_bp=state.slope_bp,
        calendar_bp=_calendar_bp(run) if run.program.switches.dealers else 0.0,
        settlement_usd=float(public_debt_usd(run.sheet.levels) - state.public_debt_usd),
        reserves_usd=float(run.metric("reserves_usd") - repaid),
        mean_reserves_usd=state.mean_reserves_usd,
        bank_assets_usd=_bank_assets_usd(run),
        need=wanted,
        standing_repo_bp=spread_to(float(rates.standing_repo_pct[run.day]), iorb),
        primary_credit_bp=spread_to(float(rates.primary_credit_pct[run.day]), iorb),
        floor_bp=on_rrp_rate - p.money_funds.floor_gap_bp if run.program.switches.money_funds else NO_FLOOR_BP,
        on_rrp_midpoint_bp=midpoint_bp(on_rrp_rate, p.money_funds)
        if run.program.switches.money_funds
        else NO_MIDPOINT_BP,
        on_rrp_usd=float(held),
        investable_usd=run.anchor.investable_usd,
        on_rrp_shift_usd=state.on_rrp_shift_usd + float(held - state.money_funds_on_rrp_usd),
        on_rrp_adder_usd=_adder_usd(run),
    )


def _bank_assets_usd(run: Run) -> float:
    """Return what banks own today [USD]: as much as at the opening, and what deposits have added."""
    return float(run.program.opening.bank_assets_usd) + (float(run.state.deposits_usd) - run.anchor.deposits_usd)


def _level_bp(run: Run) -> float:
    """Return the part of the spread that today's reserves do not change [bp]."""
    state, p, switches = run.state, run.program.parameters, run.program.switches
    level = run.anchor.intercept_bp + state.residual_bp + state.level_bp
    if not switches.funding_market:
        return level
    level = level + (p.reserve_demand.slope_bp - state.slope_bp) * run.anchor.shortage_pct  # through the opening
    level = level + on_rrp_bp(float(state.on_rrp_usd), p.reserve_demand)
    if not switches.dealers:
        return level
    kind = run.kind_of_day()
    shrink = limit_shrink(kind.is_quarter_end, kind.is_year_end, p.dealers)
    taken = float(run.level(PLACES.dealers_coupons)) - run.anchor.dealers_coupons_usd
    return level + dealer_bp(taken, run.anchor.dealers_book_usd, shrink, p.dealers)


def _calendar_bp(run: Run) -> float:
    """Return the calendar's term of today as large as it turns out [bp]; a program without the draw takes its mean."""
    p, column = run.program.parameters.period_ends, run.anchor.period_end_shock_column
    term = calendar_bp(run.kind_of_day(), p) * run.state.calendar_size
    return term * amplitude(run.draws[column], p) if column >= 0 else term


def _adder_usd(run: Run) -> float:
    """Return the period-end adder of ON RRP [USD]."""
    if not run.program.switches.money_funds:
        return 0.0
    kind, p = run.kind_of_day(), run.program.parameters.money_funds
    return adder_usd(kind.is_month_end, kind.is_quarter_end, kind.is_year_end, run.state.take_up_usd, p)


def interbank(run: Run) -> None:
    """Bring each bank sector back to its opening share of reserves, as far as customers' deposits can move."""
    if not run.program.switches.interbank:
        return
    total = float(run.metric("reserves_usd"))
    shares = (
        ("other", PLACES.other_banks_reserves, PLACES.households_other_bank_deposits, run.anchor.other_banks_share),
        (
            "foreign",
            PLACES.foreign_banks_reserves,
            PLACES.households_foreign_bank_deposits,
            run.anchor.foreign_banks_share,
        ),
    )
    for bank, reserves, deposits, share in shares:
        wanted = floor_usd(share * total) - run.level(reserves)
        moved = between_usd(-run.level(deposits), wanted, run.level(PLACES.households_large_bank_deposits))
        run.post(f"interbank_{bank}", moved)
