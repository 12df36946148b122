"""The stages of a simulated day, in order; `simulate` calls them and the kernel mirrors them.

Every amount is rounded to the nearest dollar once, where a behaviour hands it over, and posted as int64 thereafter.
"""

from tidegauge.scenarios.anchors import PLACES
from tidegauge.scenarios.arithmetic import floor_usd, nearest_usd
from tidegauge.scenarios.behaviour import carry, fx, margin, policy, stablecoins, treasury
from tidegauge.scenarios.behaviour.bounds import between_usd, smaller_usd
from tidegauge.scenarios.behaviour.funding import spread_to
from tidegauge.scenarios.program import BEHAVIOURAL_FLOWS
from tidegauge.scenarios.run import Run

YEAR_DAYS = 360.0
"""Days of a year in money-market interest."""

WEEK_DAYS = 5


def own_flows(run: Run) -> None:
    """Post the scenario's own flows: what is scheduled, and a surprise."""
    flows, state = run.program.flows, run.state
    for number, name in enumerate(run.program.flow_names):
        if name in BEHAVIOURAL_FLOWS:
            continue
        amount = int(flows.scheduled_usd[run.day, number])
        column = int(flows.shock[number])
        if column >= 0:
            z = run.draws[column]
            shaped = z + float(flows.tails[number]) * (z * z * z - 3.0 * z)
            state.surprises[number] = float(flows.persistence[number]) * state.surprises[number] + shaped
            amount += nearest_usd(float(flows.noise_usd[run.day, number]) * state.surprises[number])
        run.post(name, amount)


def interest(run: Run) -> None:
    """Pay what last night's reserves and ON RRP have earned since the business day before, at the rates of that day."""
    if not run.program.switches.interest:
        return
    rates, state = run.program.rates, run.state
    gap = float(run.program.days.gap_days[run.day])
    earned = floor_usd(float(state.reserves_usd) * float(rates.overnight_iorb_pct[run.day]) / 100.0 / YEAR_DAYS * gap)
    run.post("interest_on_reserves", earned)
    earned = floor_usd(float(state.on_rrp_usd) * float(rates.overnight_on_rrp_pct[run.day]) / 100.0 / YEAR_DAYS * gap)
    run.post("interest_on_rrp", earned)


def bills(run: Run) -> None:
    """Redeem the bills that mature and, on a settlement day, sell new ones."""
    state, today, plan = run.state, run.day, run.program.treasury
    run.post("bill_redemptions", state.ladder[today])
    state.redeemed_usd += state.ladder[today]
    p, switches = run.program.parameters.treasury, run.program.switches
    maturing = sum(state.ladder[today + 1 : today + 1 + WEEK_DAYS]) + int(plan.coupons_maturing_ahead_usd[today])
    state.aim_usd = treasury.next_aim_usd(state.aim_usd, run.draw(run.anchor.aim_shock_column), today == 0, p)
    if today == 0:
        state.debt_limit_z = run.draw(run.anchor.debt_limit_shock_column)
    is_lifted = treasury.is_lifted(state.debt_limit_z, float(plan.lifted_z[today]))
    targets, nets = (
        (plan.lifted_target_usd, plan.lifted_net_ahead_usd) if is_lifted else (plan.target_usd, plan.net_ahead_usd)
    )
    target, outflow = float(targets[today]), float(plan.outflow_ahead_usd[today])
    goal = treasury.goal_usd(target, outflow, float(maturing), state.aim_usd, p)
    cash = run.metric("tga_usd") + state.redeemed_usd  # as if rolled over already
    if switches.policy_reaction:
        state.cushion_days = treasury.next_cushion_days(state.cushion_days, float(cash), goal, p)
    if not run.program.days.is_bill_settlement[today]:
        return
    sold, placed = state.redeemed_usd, int(plan.bills_placed_usd[today])
    if placed != treasury.NOT_PLACED:
        sold = placed
    elif switches.treasury_policy:
        projected = float(cash + int(nets[today]))
        change = treasury.bill_change_usd(goal, projected, state.cushion_days, p)
        announced = treasury.goal_usd(target, outflow, float(maturing), 0.0, p)
        usual = treasury.bill_change_usd(announced, projected, state.cushion_days, p)
        change = treasury.with_kept_usd(change, usual, float(plan.kept_usd[today]), float(plan.kept_share[today]))
        sold = treasury.auction_usd(state.redeemed_usd, change, _room_usd(run))
    run.post("bill_auctions", sold)
    state.redeemed_usd = 0
    if placed == treasury.NOT_PLACED:  # the ladder of the opening has when the others mature
        _put_on_ladder(run, sold)


def treasury_cash(run: Run) -> None:
    """Sell bills at once where cash has fallen below zero, and let payments wait for what even that does not reach."""
    state, cash = run.state, run.metric("tga_usd")
    if cash >= 0 and not state.waiting_usd:
        return
    if run.program.switches.treasury_policy:
        sold = treasury.sold_at_once_usd(cash, _room_usd(run), run.program.parameters.treasury)
        run.post("bill_auctions", sold)
        _put_on_ladder(run, sold)
    paid = treasury.paid_late_usd(run.metric("tga_usd"), state.waiting_usd)
    run.post("late_payments", paid)
    state.waiting_usd -= paid


def _room_usd(run: Run) -> int:
    """Return what the Treasury may still borrow today [USD]."""
    plan, debt = run.program.treasury, run.level(PLACES.treasury_bills) + run.level(PLACES.treasury_coupons)
    is_lifted = treasury.is_lifted(run.state.debt_limit_z, float(plan.lifted_z[run.day]))
    return (treasury.NO_LIMIT_USD if is_lifted else int(plan.debt_limit_usd[run.day])) - debt


def _put_on_ladder(run: Run, sold_usd: int) -> None:
    """Spread a settlement over its tenors; bills that mature beyond the horizon just leave the ladder."""
    before, total = 0, 0.0
    for due, share in zip(run.maturities[run.day], run.program.treasury.tenor_share.tolist(), strict=True):
        total = total + share
        until = floor_usd(total * sold_usd)
        if due >= 0:
            run.state.ladder[due] += until - before
        before = until


def fed_reactions(run: Run) -> None:
    """Buy more than was announced, or offer repo, on what was seen yesterday."""
    if not run.program.switches.policy_reaction:
        return
    p, state, rates = run.program.parameters.policy, run.state, run.program.rates
    top_bp = spread_to(float(rates.upper_pct[run.day]), float(rates.iorb_pct[run.day]))
    bought = nearest_usd(policy.purchases_usd(state.scarce_days, p))
    run.post("policy_purchases", smaller_usd(bought, _repayable_usd(run)))
    wanted = nearest_usd(
        policy.open_market_repos_usd(
            float(state.open_market_repos_usd), state.mean_spread_bp - top_bp, state.effr_bp - top_bp, p
        )
    )
    outstanding = smaller_usd(wanted, state.open_market_repos_usd + _repayable_usd(run))
    run.post("open_market_repos", outstanding, state.open_market_repos_usd)
    state.open_market_repos_usd = outstanding


def _repayable_usd(run: Run) -> int:
    """Return how much repo dealers can repay money funds now [USD]."""
    return policy.repayable_usd(run.level(PLACES.money_funds_repo), run.anchor.money_funds_repo_usd)


def loops(run: Run) -> None:
    """Sell, call margin, unwind and redeem, on what was seen yesterday."""
    run.state.coupons_sold_usd = run.state.yen_unwound_usd = 0
    if run.program.switches.margin_spiral:
        _margin_spiral(run)
    if run.program.switches.carry_unwind:
        _carry_unwind(run)
    if run.program.switches.fx_carry:
        _fx_carry(run)
    if run.program.switches.stablecoin_redemption:
        p, supply = run.program.parameters.stablecoins, run.metric("stablecoins_usd")
        run.post("stablecoin_redemptions", nearest_usd(stablecoins.redemptions_usd(float(supply), run.state.peg_bp, p)))


def _position_usd(run: Run) -> int:
    """Return the Treasury coupons that hedge funds hold; a short position is none."""
    held = run.level(PLACES.hedge_funds_coupons)
    return held if held > 0 else 0


def _margin_spiral(run: Run) -> None:
    p, state, held = run.program.parameters.margin, run.state, _position_usd(run)
    rate = margin.haircut(state.variance, p)
    sold = smaller_usd(nearest_usd(margin.forced_sale_usd(float(held), state.equity_usd, rate, p)), held)
    run.post("forced_sales", sold)
    state.coupons_sold_usd += sold
    required = rate * float(held - sold)
    cash = run.level(PLACES.hedge_funds_deposits)
    call = between_usd(-state.margin_paid_usd, nearest_usd(required - state.margin_required_usd), cash)
    run.post("margin_calls", call)
    state.margin_paid_usd += call
    state.margin_required_usd = required


def _carry_unwind(run: Run) -> None:
    p, state, held = run.program.parameters.carry, run.state, _position_usd(run)
    usual = run.program.opening.sofr_iorb_bp_usual
    wanted = nearest_usd(carry.unwind_usd(float(held), state.mean_spread_bp, usual, p))
    sold = between_usd(0, wanted, smaller_usd(held, run.level(PLACES.hedge_funds_repo)))
    run.post("carry_unwind", sold)
    state.coupons_sold_usd += sold


def _fx_carry(run: Run) -> None:
    owed, (first, second, third) = run.level(PLACES.hedge_funds_fx_loans), run.state.yen_returns
    wanted = nearest_usd(fx.unwind_usd(float(owed), first + second + third, run.program.parameters.fx))
    unwound = between_usd(0, wanted, owed)
    run.post("fx_carry_unwind", unwound)
    run.state.yen_unwound_usd = unwound
