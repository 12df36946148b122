"""The funding market and the banks' settlement, for a block of paths; the twin of `scenarios.market_day`.

The steps of `funding.solve` stand here with its loops exchanged, steps outside and paths inside, so that eight paths
are solved at once; every evaluation is the readable engine's own function.
"""

from tidegauge.scenarios.anchors import PLACES
from tidegauge.scenarios.arithmetic import floor_usd, nearest_usd
from tidegauge.scenarios.behaviour.bounds import between_usd
from tidegauge.scenarios.behaviour.dealers import dealer_bp
from tidegauge.scenarios.behaviour.funding import (
    STEPS_MAX,
    Bracket,
    GivenDay,
    discount_window_usd,
    gap_bp,
    guess_bp,
    is_found,
    narrowed,
    standing_repo_usd,
)
from tidegauge.scenarios.behaviour.hoarding import need
from tidegauge.scenarios.behaviour.money_funds import (
    adder_usd,
    floored_bp,
    next_shift_usd,
    take_up_usd,
    turned_away_usd,
)
from tidegauge.scenarios.behaviour.period_ends import amplitude, drawn_size
from tidegauge.scenarios.behaviour.reserve_demand import (
    drawn_restlessness,
    drawn_slope_bp,
    effr_residual_bp,
    next_level_bp,
    on_rrp_bp,
    residual_bp,
)
from tidegauge.scenarios.kernels import state
from tidegauge.scenarios.kernels.compiling import inlined, stage
from tidegauge.scenarios.kernels.sheet import add_up, copy, fill, post, post_change, take_draw
from tidegauge.scenarios.kernels.tables import CALENDAR, CREDIT, FLOOR, MIDPOINT, REPO, SHRINK
from tidegauge.scenarios.market_day import EFFR_COLUMN, SOFR_COLUMN
from tidegauge.scenarios.program import BEHAVIOURAL_FLOWS, METRICS

STANDING_REPO = BEHAVIOURAL_FLOWS.index("standing_repo")
DISCOUNT_WINDOW = BEHAVIOURAL_FLOWS.index("discount_window")
TURNED_AWAY = BEHAVIOURAL_FLOWS.index("turned_away_deposits")
ON_RRP = BEHAVIOURAL_FLOWS.index("on_rrp")
INTERBANK_OTHER = BEHAVIOURAL_FLOWS.index("interbank_other")
INTERBANK_FOREIGN = BEHAVIOURAL_FLOWS.index("interbank_foreign")
RESERVES = METRICS.index("reserves_usd")


@stage
def draw_estimates(block, anchors, market):  # type: ignore[no-untyped-def]
    """Draw what holds for a whole path: both slopes, the size of the calendar's terms, and how restless it is."""
    demand, funds_rate, z = market.demand, market.funds_rate, block.real[state.SPARE]
    slope, effr_slope, size = block.real[state.SLOPE], block.real[state.EFFR_SLOPE], block.real[state.CALENDAR_SIZE]
    take_draw(z, block.z, anchors.slope_shock_column)
    for p in range(z.shape[0]):
        slope[p] = drawn_slope_bp(demand.slope_bp, demand.slope_error_bp, z[p])
    take_draw(z, block.z, anchors.effr_slope_shock_column)
    for p in range(z.shape[0]):
        effr_slope[p] = drawn_slope_bp(funds_rate.slope_bp, funds_rate.slope_error_bp, z[p])
    take_draw(z, block.z, anchors.size_shock_column)
    for p in range(z.shape[0]):
        size[p] = drawn_size(z[p], market.ends)
    restlessness = block.real[state.RESTLESSNESS]
    fill(restlessness, 1.0)
    if anchors.restlessness_shock_column >= 0:
        take_draw(z, block.z, anchors.restlessness_shock_column)
        for p in range(z.shape[0]):
            restlessness[p] = drawn_restlessness(z[p], demand)


@stage
def residuals(block, anchors, market, day):  # type: ignore[no-untyped-def]
    """Move the residuals of both rates and the level of SOFR, and say how large a calendar term turns out."""
    demand, funds_rate, z = market.demand, market.funds_rate, block.real[state.SPARE]
    sofr, effr = block.z[SOFR_COLUMN], block.z[EFFR_COLUMN]
    residual, effr_residual = block.real[state.RESIDUAL], block.real[state.EFFR_RESIDUAL]
    noise, gap = block.real[state.RESTLESSNESS], market.level_gap_bp
    for p in range(sofr.shape[0]):
        residual[p] = residual_bp(residual[p], sofr[p], noise[p], demand)
        effr_residual[p] = effr_residual_bp(effr_residual[p], effr[p], funds_rate)
    level, size = block.real[state.SOFR_LEVEL], block.real[state.AMPLITUDE]
    take_draw(z, block.z, anchors.level_shock_column)
    for p in range(z.shape[0]):
        level[p] = next_level_bp(level[p], gap, z[p], noise[p], demand)
    fill(size, 1.0)
    if anchors.period_end_shock_column >= 0 and market.daily_bp[day, CALENDAR] != 0.0:
        take_draw(z, block.z, anchors.period_end_shock_column)
        for p in range(z.shape[0]):
            size[p] = amplitude(z[p], market.ends)


@stage
def turn_away_deposits(block, postings, anchors, market, metrics):  # type: ignore[no-untyped-def]
    """Move the deposits that banks turn away into ON RRP by way of money funds, or back."""
    whole, take_up, on_rrp = block.whole, block.real[state.TAKE_UP], block.balance[PLACES.money_funds_on_rrp]
    amount, before, deposits = whole[state.AMOUNT], whole[state.BEFORE], whole[state.DEPOSITS]
    repo, credit, full_pct = whole[state.STANDING_REPO], whole[state.DISCOUNT_WINDOW], anchors.full_pct
    add_up(amount, block.balance, RESERVES, metrics)
    copy(before, whole[state.TURNED_AWAY])
    for p in range(amount.shape[0]):
        free_cash = float(amount[p] - (repo[p] + credit[p]) + on_rrp[p])
        full_usd = 0.01 * full_pct * (market.bank_assets_usd + (float(deposits[p]) - anchors.deposits_usd))
        amount[p] = nearest_usd(turned_away_usd(float(before[p]), take_up[p], free_cash, full_usd, market.money_funds))
    copy(whole[state.TURNED_AWAY], amount)
    post_change(block, postings, postings.n_own + TURNED_AWAY)


@stage
def set_given(block, anchors, market, metrics, day):  # type: ignore[no-untyped-def]
    """Set what the funding market of today takes as given."""
    real, whole, balance = block.real, block.whole, block.balance
    before, residual, level = whole[state.ON_RRP], real[state.RESIDUAL], real[state.LEVEL]
    coupons, opening_coupons = balance[PLACES.dealers_coupons], anchors.dealers_coupons_usd
    opening_book, shrink = anchors.dealers_book_usd, market.daily_bp[day, SHRINK]
    moved, slope, usual_slope = real[state.SOFR_LEVEL], real[state.SLOPE], market.demand.slope_bp
    for p in range(level.shape[0]):
        level[p] = anchors.intercept_bp + residual[p] + moved[p]
    if market.is_on:
        for p in range(level.shape[0]):
            level[p] = level[p] + (usual_slope - slope[p]) * anchors.shortage_pct
            level[p] = level[p] + on_rrp_bp(float(before[p]), market.demand)
    if market.is_on and market.is_dealers_on:
        for p in range(level.shape[0]):
            taken = float(coupons[p]) - opening_coupons
            level[p] = level[p] + dealer_bp(taken, opening_book, shrink, market.dealers)
    debt, debt_before, settlement = whole[state.AMOUNT], whole[state.PUBLIC_DEBT], real[state.SETTLEMENT]
    public_debt(debt, balance)
    for p in range(level.shape[0]):
        settlement[p] = float(debt[p] - debt_before[p])
    deposits, assets = whole[state.DEPOSITS], real[state.BANK_ASSETS]
    for p in range(level.shape[0]):
        assets[p] = market.bank_assets_usd + (float(deposits[p]) - anchors.deposits_usd)
    mean_spread, wanted = real[state.MEAN_SPREAD], real[state.NEED]
    fill(wanted, 1.0)
    if market.is_hoarding_on:
        for p in range(level.shape[0]):
            wanted[p] = need(mean_spread[p], anchors.alarm_bp, market.hoarding)
    _set_facilities(block, market, metrics, day)


@stage
def _set_facilities(block, market, metrics, day):  # type: ignore[no-untyped-def]
    """Set reserves before any facility, and what money funds bring to the market."""
    real, whole = block.real, block.whole
    total, repo, credit = whole[state.AMOUNT], whole[state.STANDING_REPO], whole[state.DISCOUNT_WINDOW]
    add_up(total, block.balance, RESERVES, metrics)
    reserves, held = real[state.RESERVES_NOW], real[state.ON_RRP_HELD]
    for p in range(total.shape[0]):
        reserves[p] = float(total[p] - (repo[p] + credit[p]))
    on_rrp, on_rrp_before = block.balance[PLACES.money_funds_on_rrp], whole[state.MONEY_FUNDS_ON_RRP]
    shift, shift_before = real[state.SHIFT_NOW], real[state.ON_RRP_SHIFT]
    for p in range(total.shape[0]):
        held[p] = float(on_rrp[p])
        shift[p] = shift_before[p] + float(on_rrp[p] - on_rrp_before[p])
    ends, take_up, adder = market.period_end[day], real[state.TAKE_UP], real[state.ADDER]
    fill(adder, 0.0)
    if market.is_money_funds_on:
        for p in range(total.shape[0]):
            adder[p] = adder_usd(ends[0], ends[1], ends[2], take_up[p], market.money_funds)


@stage
def solve(block, market, investable_usd, day):  # type: ignore[no-untyped-def]
    """Set the spread of every path: the root that `funding.solve` finds, by the same steps."""
    real, daily = block.real, market.daily_bp[day]
    n_left = _try_first(real, daily, market, investable_usd)
    for _ in range(STEPS_MAX):
        if n_left == 0:
            break
        n_left = _try_next(real, daily, market, investable_usd)
    a, a_gap, b, b_gap = real[state.A], real[state.A_GAP], real[state.B], real[state.B_GAP]
    spread, floor = real[state.SPREAD], daily[FLOOR]
    for p in range(spread.shape[0]):
        spread[p] = floored_bp(guess_bp(Bracket(a[p], a_gap[p], b[p], b_gap[p])), floor)


@stage
def _try_first(real, daily, market, investable_usd):  # type: ignore[no-untyped-def]
    """Try yesterday's spread, moved with the level; return how many paths are not near their root."""
    spread, level, before = real[state.SPREAD], real[state.LEVEL], real[state.MARKET_LEVEL]
    a, a_gap, b, b_gap = real[state.A], real[state.A_GAP], real[state.B], real[state.B_GAP]
    width, n_left = market.money_funds.width_bp, 0
    for p in range(b.shape[0]):
        first = spread[p] + (level[p] - before[p])
        given = _given(real, daily, investable_usd, p)
        gap = gap_bp(first, given, market.facilities, market.demand, market.ends, width)
        a[p] = b[p] = first
        a_gap[p] = b_gap[p] = gap
        before[p] = level[p]
        n_left += 0 if is_found(Bracket(first, gap, first, gap)) else 1
    return n_left


@stage
def _try_next(real, daily, market, investable_usd):  # type: ignore[no-untyped-def]
    """Try another spread on every path that is not near its root; return how many still are not."""
    a, a_gap, b, b_gap = real[state.A], real[state.A_GAP], real[state.B], real[state.B_GAP]
    width, n_left = market.money_funds.width_bp, 0
    for p in range(b.shape[0]):
        k = Bracket(a[p], a_gap[p], b[p], b_gap[p])
        guess, given, is_done = guess_bp(k), _given(real, daily, investable_usd, p), is_found(k)
        after = narrowed(k, guess, gap_bp(guess, given, market.facilities, market.demand, market.ends, width))
        a[p] = k.a_bp if is_done else after.a_bp
        a_gap[p] = k.a_gap_bp if is_done else after.a_gap_bp
        b[p] = k.b_bp if is_done else after.b_bp
        b_gap[p] = k.b_gap_bp if is_done else after.b_gap_bp
        n_left += 0 if is_done or is_found(after) else 1
    return n_left


@inlined
def _given(real, daily, investable_usd, p):  # type: ignore[no-untyped-def]
    """Return what the market of one path takes as given."""
    return GivenDay(
        level_bp=real[state.LEVEL, p],
        slope_bp=real[state.SLOPE, p],
        calendar_bp=daily[CALENDAR] * real[state.CALENDAR_SIZE, p] * real[state.AMPLITUDE, p],
        settlement_usd=real[state.SETTLEMENT, p],
        reserves_usd=real[state.RESERVES_NOW, p],
        mean_reserves_usd=real[state.MEAN_RESERVES, p],
        bank_assets_usd=real[state.BANK_ASSETS, p],
        need=real[state.NEED, p],
        standing_repo_bp=daily[REPO],
        primary_credit_bp=daily[CREDIT],
        floor_bp=daily[FLOOR],
        on_rrp_midpoint_bp=daily[MIDPOINT],
        on_rrp_usd=real[state.ON_RRP_HELD, p],
        investable_usd=investable_usd,
        on_rrp_shift_usd=real[state.SHIFT_NOW, p],
        on_rrp_adder_usd=real[state.ADDER, p],
    )


@stage
def post_facilities(block, postings, market, investable_usd, day):  # type: ignore[no-untyped-def]
    """Post what is drawn on standing repo and the discount window, and what stays in ON RRP, at the day's rate."""
    whole, spread, daily = block.whole, block.real[state.SPREAD], market.daily_bp[day]
    amount, before, credit = whole[state.AMOUNT], whole[state.BEFORE], daily[CREDIT]
    copy(before, whole[state.STANDING_REPO])
    fill(amount, 0)
    if market.is_on:
        for p in range(amount.shape[0]):
            amount[p] = nearest_usd(standing_repo_usd(spread[p], daily[REPO], market.facilities))
    copy(whole[state.STANDING_REPO], amount)
    post_change(block, postings, postings.n_own + STANDING_REPO)
    _set_take_up(block, market.money_funds, investable_usd, daily[MIDPOINT])
    copy(before, whole[state.DISCOUNT_WINDOW])
    fill(amount, 0)
    if market.is_on:
        for p in range(amount.shape[0]):
            amount[p] = nearest_usd(discount_window_usd(spread[p], credit, market.facilities))
    repo, wanted = whole[state.STANDING_REPO], whole[state.MONEY_FUNDS_ON_RRP]
    reserves, held = block.real[state.RESERVES_NOW], block.real[state.ON_RRP_HELD]
    for p in range(amount.shape[0]):
        left = int(reserves[p]) + repo[p] + amount[p] + int(held[p]) - wanted[p]
        amount[p] -= left if left < 0 else 0  # an overdraft is never left overnight: the window covers it
    copy(whole[state.DISCOUNT_WINDOW], amount)
    post_change(block, postings, postings.n_own + DISCOUNT_WINDOW)
    for p in range(amount.shape[0]):
        amount[p] = int(held[p]) - wanted[p]
    post(block, postings, postings.n_own + ON_RRP)


@stage
def _set_take_up(block, money_funds, investable_usd, midpoint_bp):  # type: ignore[no-untyped-def]
    """Set what money funds want to hold in ON RRP tonight, and the shift they carry to tomorrow."""
    spread, shift, adder = block.real[state.SPREAD], block.real[state.SHIFT_NOW], block.real[state.ADDER]
    take_up, shift_after = block.real[state.TAKE_UP], block.real[state.ON_RRP_SHIFT]
    wanted, width = block.whole[state.MONEY_FUNDS_ON_RRP], money_funds.width_bp
    for p in range(wanted.shape[0]):
        take_up[p] = take_up_usd(spread[p], midpoint_bp, investable_usd, shift[p], width)
        wanted[p] = nearest_usd(take_up[p] + adder[p])
        shift_after[p] = next_shift_usd(shift[p], spread[p], midpoint_bp, investable_usd, money_funds)


@stage
def public_debt(debt, balance):  # type: ignore[no-untyped-def]
    """Set the marketable Treasury debt that stands outside the Fed, as `scenarios.state.public_debt_usd` does."""
    bills, coupons = balance[PLACES.treasury_bills], balance[PLACES.treasury_coupons]
    fed_bills, fed_coupons = balance[PLACES.fed_bills], balance[PLACES.fed_coupons]
    for p in range(debt.shape[0]):
        debt[p] = bills[p] + coupons[p] - fed_bills[p] - fed_coupons[p]


@stage
def interbank(block, postings, anchors, metrics):  # type: ignore[no-untyped-def]
    """Bring each bank sector back to its opening share of reserves, as far as customers' deposits can move."""
    amount, total = block.whole[state.AMOUNT], block.whole[state.BEFORE]
    add_up(total, block.balance, RESERVES, metrics)
    level, share = block.balance[PLACES.other_banks_reserves], anchors.other_banks_share
    here = block.balance[PLACES.households_large_bank_deposits]
    there = block.balance[PLACES.households_other_bank_deposits]
    for p in range(amount.shape[0]):
        amount[p] = between_usd(-there[p], floor_usd(share * float(total[p])) - level[p], here[p])
    post(block, postings, postings.n_own + INTERBANK_OTHER)
    level, share = block.balance[PLACES.foreign_banks_reserves], anchors.foreign_banks_share
    there = block.balance[PLACES.households_foreign_bank_deposits]
    for p in range(amount.shape[0]):
        amount[p] = between_usd(-there[p], floor_usd(share * float(total[p])) - level[p], here[p])
    post(block, postings, postings.n_own + INTERBANK_FOREIGN)
