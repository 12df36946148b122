"""The stages of a day before the funding market, for a block of paths; the twin of `scenarios.stages`.

Each step is one loop over paths around the same scalar function that the readable engine calls, so that the step
becomes SIMD; what does not differ between paths stands outside the loop.
"""

from tidegauge.scenarios.anchors import PLACES
from tidegauge.scenarios.arithmetic import floor_usd, nearest_usd
from tidegauge.scenarios.behaviour.bounds import between_usd, smaller_usd
from tidegauge.scenarios.behaviour.carry import unwind_usd as carry_unwind_usd
from tidegauge.scenarios.behaviour.fx import unwind_usd as yen_unwind_usd
from tidegauge.scenarios.behaviour.margin import forced_sale_usd, haircut
from tidegauge.scenarios.behaviour.policy import open_market_repos_usd, purchases_usd, repayable_usd
from tidegauge.scenarios.behaviour.stablecoins import redemptions_usd
from tidegauge.scenarios.behaviour.treasury import (
    NO_LIMIT_USD,
    NOT_PLACED,
    auction_usd,
    bill_change_usd,
    goal_usd,
    is_lifted,
    next_aim_usd,
    next_cushion_days,
    paid_late_usd,
    sold_at_once_usd,
    with_kept_usd,
)
from tidegauge.scenarios.draws import four_normals
from tidegauge.scenarios.kernels import state
from tidegauge.scenarios.kernels.compiling import stage
from tidegauge.scenarios.kernels.sheet import add_up, copy, fill, post, post_change, take_draw
from tidegauge.scenarios.kernels.tables import (
    COUPONS,
    KEPT,
    LIFTED_NET,
    LIFTED_TARGET,
    LIMIT,
    NET,
    OUTFLOW,
    PLACED,
    TARGET,
)
from tidegauge.scenarios.program import BEHAVIOURAL_FLOWS, METRICS
from tidegauge.scenarios.stages import WEEK_DAYS, YEAR_DAYS

BILL_REDEMPTIONS = BEHAVIOURAL_FLOWS.index("bill_redemptions")
BILL_AUCTIONS = BEHAVIOURAL_FLOWS.index("bill_auctions")
LATE_PAYMENTS = BEHAVIOURAL_FLOWS.index("late_payments")
INTEREST_ON_RESERVES = BEHAVIOURAL_FLOWS.index("interest_on_reserves")
INTEREST_ON_RRP = BEHAVIOURAL_FLOWS.index("interest_on_rrp")
POLICY_PURCHASES = BEHAVIOURAL_FLOWS.index("policy_purchases")
OPEN_MARKET_REPOS = BEHAVIOURAL_FLOWS.index("open_market_repos")
FORCED_SALES = BEHAVIOURAL_FLOWS.index("forced_sales")
MARGIN_CALLS = BEHAVIOURAL_FLOWS.index("margin_calls")
CARRY_UNWIND = BEHAVIOURAL_FLOWS.index("carry_unwind")
FX_CARRY_UNWIND = BEHAVIOURAL_FLOWS.index("fx_carry_unwind")
STABLECOIN_REDEMPTIONS = BEHAVIOURAL_FLOWS.index("stablecoin_redemptions")
TGA = METRICS.index("tga_usd")
STABLECOINS = METRICS.index("stablecoins_usd")


@stage
def draw(normals, key, first_path, day):  # type: ignore[no-untyped-def]
    """Draw the day's independent standard normals."""
    for group in range(normals.shape[0] // 4):
        a, b, c, d = normals[4 * group], normals[4 * group + 1], normals[4 * group + 2], normals[4 * group + 3]
        for p in range(a.shape[0]):
            a[p], b[p], c[p], d[p] = four_normals(first_path + p, day, group, 0, key[0], key[1])


@stage
def correlate(z, root, normals):  # type: ignore[no-untyped-def]
    """Set z = root @ normals, added up from the left as `draws.correlated` does."""
    for j in range(z.shape[0]):
        total = z[j]
        fill(total, 0.0)
        for k in range(j + 1):
            weight, independent = root[j, k], normals[k]
            if weight != 0.0:  # adding nothing changes no sum
                for p in range(total.shape[0]):
                    total[p] += weight * independent[p]


@stage
def own_flows(block, postings, own, day):  # type: ignore[no-untyped-def]
    """Post the scenario's own flows: what is scheduled, and a surprise."""
    amount = block.whole[state.AMOUNT]
    for f in range(postings.n_own):
        scheduled = own.scheduled_usd[day, f]
        if own.shock[f] < 0:
            fill(amount, scheduled)
        else:
            noise, persistence, tails = own.noise_usd[day, f], own.persistence[f], own.tails[f]
            normal, surprise = block.z[own.shock[f]], block.surprises[f]
            for p in range(amount.shape[0]):
                z = normal[p]
                surprise[p] = persistence * surprise[p] + (z + tails * (z * z * z - 3.0 * z))
                amount[p] = scheduled + nearest_usd(noise * surprise[p])
        post(block, postings, f)


@stage
def interest(block, postings, money, day):  # type: ignore[no-untyped-def]
    """Pay what last night's reserves and ON RRP have earned since the business day before, at the rates of that day."""
    amount, reserves, on_rrp = block.whole[state.AMOUNT], block.whole[state.RESERVES], block.whole[state.ON_RRP]
    gap = float(money.gap_days[day])
    iorb_pct, on_rrp_pct = money.overnight_iorb_pct[day], money.overnight_on_rrp_pct[day]
    for p in range(amount.shape[0]):
        amount[p] = floor_usd(float(reserves[p]) * iorb_pct / 100.0 / YEAR_DAYS * gap)
    post(block, postings, postings.n_own + INTEREST_ON_RESERVES)
    for p in range(amount.shape[0]):
        amount[p] = floor_usd(float(on_rrp[p]) * on_rrp_pct / 100.0 / YEAR_DAYS * gap)
    post(block, postings, postings.n_own + INTEREST_ON_RRP)


@stage
def bills(block, postings, money, metrics, place):  # type: ignore[no-untyped-def]
    """Redeem the bills that mature and, on a settlement day, sell new ones; `place` is (day, column of the draw)."""
    day, column = place
    amount, maturing, plan = block.whole[state.AMOUNT], block.whole[state.BEFORE], money.plan_usd[day]
    redeemed, cushion_days = block.whole[state.REDEEMED], block.whole[state.CUSHION_DAYS]
    copy(amount, block.ladder[day])
    for p in range(amount.shape[0]):
        redeemed[p] += amount[p]
    post(block, postings, postings.n_own + BILL_REDEMPTIONS)
    aim, z = block.real[state.AIM], block.real[state.SPARE]
    take_draw(z, block.z, column)
    for p in range(z.shape[0]):
        aim[p] = next_aim_usd(aim[p], z[p], day == 0, money.treasury)
    if not (money.is_settlement[day] or money.is_policy_on):
        return
    fill(maturing, plan[COUPONS])
    for ahead in range(day + 1, min(day + 1 + WEEK_DAYS, block.ladder.shape[0])):
        row = block.ladder[ahead]
        for p in range(maturing.shape[0]):
            maturing[p] += row[p]
    add_up(amount, block.balance, TGA, metrics)
    targets, outflow = (float(plan[TARGET]), float(plan[LIFTED_TARGET])), float(plan[OUTFLOW])
    limit_z, lifted_z = block.real[state.DEBT_LIMIT_Z], money.lifted_z[day]
    if money.is_policy_on:
        for p in range(amount.shape[0]):
            target = targets[1] if is_lifted(limit_z[p], lifted_z) else targets[0]
            goal = goal_usd(target, outflow, float(maturing[p]), aim[p], money.treasury)
            cash = float(amount[p] + redeemed[p])
            cushion_days[p] = next_cushion_days(cushion_days[p], cash, goal, money.treasury)
    if money.is_settlement[day]:
        _sell_bills(block, money, day)
        post(block, postings, postings.n_own + BILL_AUCTIONS)
        if plan[PLACED] == NOT_PLACED:
            _put_on_ladder(block, money.due[day], money.tenor_share)


@stage
def _sell_bills(block, money, day):  # type: ignore[no-untyped-def]
    """Turn the amount at hand from cash into the bills sold at a settlement, as placed where that is known."""
    amount, maturing = block.whole[state.AMOUNT], block.whole[state.BEFORE]
    redeemed, cushion_days = block.whole[state.REDEEMED], block.whole[state.CUSHION_DAYS]
    bills_owed, coupons_owed = block.balance[PLACES.treasury_bills], block.balance[PLACES.treasury_coupons]
    plan, lifted_z = money.plan_usd[day], money.lifted_z[day]
    targets, nets = (float(plan[TARGET]), float(plan[LIFTED_TARGET])), (plan[NET], plan[LIFTED_NET])
    kept_usd, kept_share = float(plan[KEPT]), money.kept_share[day]
    outflow, aim, limit_z = float(plan[OUTFLOW]), block.real[state.AIM], block.real[state.DEBT_LIMIT_Z]
    if plan[PLACED] != NOT_PLACED:
        fill(amount, plan[PLACED])
    elif money.is_treasury_on:
        for p in range(amount.shape[0]):
            is_free = is_lifted(limit_z[p], lifted_z)
            target, net = targets[1] if is_free else targets[0], nets[1] if is_free else nets[0]
            goal = goal_usd(target, outflow, float(maturing[p]), aim[p], money.treasury)
            projected = float(amount[p] + redeemed[p] + net)
            change = bill_change_usd(goal, projected, cushion_days[p], money.treasury)
            announced = goal_usd(target, outflow, float(maturing[p]), 0.0, money.treasury)
            usual = bill_change_usd(announced, projected, cushion_days[p], money.treasury)
            change = with_kept_usd(change, usual, kept_usd, kept_share)
            limit = NO_LIMIT_USD if is_free else plan[LIMIT]
            amount[p] = auction_usd(redeemed[p], change, limit - (bills_owed[p] + coupons_owed[p]))
    else:
        copy(amount, redeemed)
    fill(redeemed, 0)


@stage
def _put_on_ladder(block, due, tenor_share):  # type: ignore[no-untyped-def]
    """Spread a settlement over its tenors; bills that mature beyond the horizon just leave the ladder."""
    sold, ladder, low = block.whole[state.AMOUNT], block.ladder, 0.0
    for k in range(due.shape[0]):
        high = low + tenor_share[k]
        if due[k] >= 0:
            maturing = ladder[due[k]]
            for p in range(sold.shape[0]):
                maturing[p] += floor_usd(high * sold[p]) - floor_usd(low * sold[p])
        low = high


@stage
def treasury_cash(block, postings, money, metrics, day):  # type: ignore[no-untyped-def]
    """Sell bills at once where cash has fallen below zero, and let payments wait for what even that does not reach."""
    cash, waiting, is_short = block.whole[state.AMOUNT], block.whole[state.WAITING], False
    add_up(cash, block.balance, TGA, metrics)
    for p in range(cash.shape[0]):
        is_short = is_short or cash[p] < 0 or waiting[p] > 0
    if not is_short:
        return
    if money.is_treasury_on:
        bills_owed, coupons_owed = block.balance[PLACES.treasury_bills], block.balance[PLACES.treasury_coupons]
        limit_z, lifted_z = block.real[state.DEBT_LIMIT_Z], money.lifted_z[day]
        for p in range(cash.shape[0]):
            limit = NO_LIMIT_USD if is_lifted(limit_z[p], lifted_z) else money.plan_usd[day, LIMIT]
            cash[p] = sold_at_once_usd(cash[p], limit - (bills_owed[p] + coupons_owed[p]), money.treasury)
        post(block, postings, postings.n_own + BILL_AUCTIONS)
        _put_on_ladder(block, money.due[day], money.tenor_share)
        add_up(cash, block.balance, TGA, metrics)
    for p in range(cash.shape[0]):
        cash[p] = paid_late_usd(cash[p], waiting[p])
        waiting[p] -= cash[p]
    post(block, postings, postings.n_own + LATE_PAYMENTS)


@stage
def fed_reactions(block, postings, money, opening_lent_usd, day):  # type: ignore[no-untyped-def]
    """Buy more than was announced, or offer repo, on what was seen yesterday."""
    amount, before, repos = block.whole[state.AMOUNT], block.whole[state.BEFORE], block.whole[state.OPEN_MARKET_REPOS]
    mean_spread, effr, top_bp = block.real[state.MEAN_SPREAD], block.real[state.EFFR], money.top_bp[day]
    scarce_days, lent = block.whole[state.SCARCE_DAYS], block.balance[PLACES.money_funds_repo]
    for p in range(amount.shape[0]):
        bought = nearest_usd(purchases_usd(scarce_days[p], money.policy))
        amount[p] = smaller_usd(bought, repayable_usd(lent[p], opening_lent_usd))
    post(block, postings, postings.n_own + POLICY_PURCHASES)
    copy(before, repos)
    for p in range(amount.shape[0]):
        wanted = nearest_usd(
            open_market_repos_usd(float(repos[p]), mean_spread[p] - top_bp, effr[p] - top_bp, money.policy)
        )
        amount[p] = smaller_usd(wanted, repos[p] + repayable_usd(lent[p], opening_lent_usd))
    copy(repos, amount)
    post_change(block, postings, postings.n_own + OPEN_MARKET_REPOS)


@stage
def margin_spiral(block, postings, p_):  # type: ignore[no-untyped-def]
    """Sell what haircuts force levered funds to sell, and pay the margin called."""
    amount, sold = block.whole[state.AMOUNT], block.whole[state.COUPONS_SOLD]
    paid, variance, equity = block.whole[state.MARGIN_PAID], block.real[state.VARIANCE], block.real[state.EQUITY]
    coupons, deposits = block.balance[PLACES.hedge_funds_coupons], block.balance[PLACES.hedge_funds_deposits]
    required, required_before = block.real[state.SPARE], block.real[state.MARGIN_REQUIRED]
    for p in range(amount.shape[0]):
        held = coupons[p] if coupons[p] > 0 else 0
        rate = haircut(variance[p], p_)
        amount[p] = smaller_usd(nearest_usd(forced_sale_usd(float(held), equity[p], rate, p_)), held)
        sold[p] += amount[p]
        required[p] = rate * float(held - amount[p])
    post(block, postings, postings.n_own + FORCED_SALES)
    for p in range(amount.shape[0]):
        amount[p] = between_usd(-paid[p], nearest_usd(required[p] - required_before[p]), deposits[p])
        paid[p] += amount[p]
    copy(required_before, required)
    post(block, postings, postings.n_own + MARGIN_CALLS)


@stage
def carry_unwind(block, postings, p_, usual_bp):  # type: ignore[no-untyped-def]
    """Sell what basis traders sell when financing has become dear."""
    amount, sold, mean_spread = (
        block.whole[state.AMOUNT],
        block.whole[state.COUPONS_SOLD],
        block.real[state.MEAN_SPREAD],
    )
    coupons, repo = block.balance[PLACES.hedge_funds_coupons], block.balance[PLACES.hedge_funds_repo]
    for p in range(amount.shape[0]):
        held = coupons[p] if coupons[p] > 0 else 0
        wanted = nearest_usd(carry_unwind_usd(float(held), mean_spread[p], usual_bp, p_))
        amount[p] = between_usd(0, wanted, smaller_usd(held, repo[p]))
        sold[p] += amount[p]
    post(block, postings, postings.n_own + CARRY_UNWIND)


@stage
def fx_carry(block, postings, p_):  # type: ignore[no-untyped-def]
    """Unwind yen carry trades after a jump of the yen."""
    amount, owed = block.whole[state.AMOUNT], block.balance[PLACES.hedge_funds_fx_loans]
    first, second, third = block.real[state.YEN_FIRST], block.real[state.YEN_SECOND], block.real[state.YEN_THIRD]
    for p in range(amount.shape[0]):
        wanted = nearest_usd(yen_unwind_usd(float(owed[p]), first[p] + second[p] + third[p], p_))
        amount[p] = between_usd(0, wanted, owed[p])
    copy(block.whole[state.YEN_UNWOUND], amount)
    post(block, postings, postings.n_own + FX_CARRY_UNWIND)


@stage
def stablecoin_redemptions(block, postings, p_, metrics):  # type: ignore[no-untyped-def]
    """Redeem what holders doubt."""
    amount, peg = block.whole[state.AMOUNT], block.real[state.PEG]
    add_up(amount, block.balance, STABLECOINS, metrics)
    for p in range(amount.shape[0]):
        amount[p] = nearest_usd(redemptions_usd(float(amount[p]), peg[p], p_))
    post(block, postings, postings.n_own + STABLECOIN_REDEMPTIONS)
