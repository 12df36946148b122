"""Compile: the program is the scenario, what was announced and what was known, and nothing later."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from tidegauge.clock import end_of_day
from tidegauge.errors import ContradictoryLevers, InvalidMoment, InvalidScenario
from tidegauge.frame import from_days
from tidegauge.ledger.chart import ACCOUNTS, INDEX, Account
from tidegauge.reference import figures
from tidegauge.scenarios import library
from tidegauge.scenarios.compile import INPUTS, Compiled, compile_scenario
from tidegauge.scenarios.ensemble import simulate_paths
from tidegauge.scenarios.policies import announced
from tidegauge.scenarios.program import BEHAVIOURAL_FLOWS, METRICS
from tidegauge.scenarios.scenario import (
    AssetPurchase,
    CashTarget,
    Flow,
    Horizon,
    Lapse,
    Levers,
    Noise,
    Opening,
    Pace,
    RateStep,
    Scenario,
    ScheduledAmount,
    Shock,
    StandingRepo,
    TreasuryLever,
)
from tidegauge.store import Store

BN = 1_000_000_000
STORE = Store(figures.FOLDER)
SHUTDOWN = Lapse(start=date(2025, 10, 1), days=43)


def made(on: date = date(2025, 9, 30), *, seen: date | None = None, n: int = 65, **said: Any) -> Compiled:
    """Compile a scenario on the bundled figures, as known in the evening of its opening, or of `seen`."""
    frame = STORE.frame(INPUTS, as_of=end_of_day(seen or on))
    return compile_scenario(Scenario(name="made", opening=Opening(on=on), horizon=Horizon(days=n), **said), frame)


def days_of(compiled: Compiled) -> list[date]:
    """Return the simulated days."""
    return [from_days(int(number)) for number in compiled.program.days.on]


def flow(compiled: Compiled, name: str) -> dict[date, int]:
    """Return what a flow schedules by day, days without it left out."""
    column = compiled.program.flow_names.index(name)
    amounts = compiled.program.flows.scheduled_usd[:, column].tolist()
    return {day: usd for day, usd in zip(days_of(compiled), amounts, strict=True) if usd}


def same(left: Any, right: Any) -> bool:
    """Say whether two programs hold the same figures."""
    if isinstance(left, np.ndarray):
        return bool(np.array_equal(left, right))
    if isinstance(left, tuple):
        return len(left) == len(right) and all(map(same, left, right))
    return bool(left == right)


def test_rows_and_columns_of_the_opening_and_of_every_event_sum_to_zero() -> None:
    program = made().program
    signed = program.chart.sign * program.chart.opening_usd
    for places in (program.chart.row, program.chart.column):
        for group in set(places.tolist()) - {-1}:
            assert signed[places == group].sum() == 0
    for event in range(len(program.event_kinds)):
        part = slice(program.templates.start[event], program.templates.start[event + 1])
        accounts, change = program.templates.account[part], program.templates.sign[part]
        moved = program.chart.sign[accounts] * change
        for places in (program.chart.row[accounts], program.chart.column[accounts]):
            for group in set(places.tolist()) - {-1}:
                assert moved[places == group].sum() == 0, program.event_kinds[event]


def test_behavioural_flows_come_last_and_each_flow_is_split_whole() -> None:
    program = made().program
    assert program.flow_names[-len(BEHAVIOURAL_FLOWS) :] == BEHAVIOURAL_FLOWS
    flows = program.flows
    assert flows.part_flow.tolist() == sorted(flows.part_flow.tolist())
    for number in range(len(program.flow_names)):
        own = flows.part_flow == number
        assert flows.part_low[own][0] == 0.0 and flows.part_high[own][-1] == 1.0
        assert (flows.part_low[own][1:] == flows.part_high[own][:-1]).all()


def test_metrics_read_the_opening_sheet() -> None:
    compiled = made()
    chart = compiled.program.chart
    for name in ("reserves_usd", "net_liquidity_usd", "deposits_usd", "bills_usd"):
        part = slice(*chart.metric_start[METRICS.index(name) : METRICS.index(name) + 2])
        level = int((chart.metric_sign[part] * chart.opening_usd[chart.metric_account[part]]).sum())
        sheet = compiled.opening.sheet
        if name == "reserves_usd":
            assert level == sheet.total("reserves") == compiled.program.opening.reserves_usd
        if name == "net_liquidity_usd":
            fed = sum(sheet.level(*place) for place in ACCOUNTS if place.sector == "fed" and place.side == "asset")
            assert level == fed - sheet.total("tga") - sheet.total("on_rrp")


def test_policy_announced_later_changes_nothing() -> None:
    """The evening before purchases are announced knows none; a frame of later months changes no lever either."""
    eve = made(date(2025, 12, 9))
    assert flow(eve, "reserve_purchases") == {}
    assert sum(flow(made(date(2025, 12, 10)), "reserve_purchases").values()) > 90 * BN
    seen_later = made(date(2025, 12, 9), seen=date(2026, 3, 31))
    first = days_of(eve)[0]  # carries what the statement of the eve had not shown yet
    for name in ("reserve_purchases", "runoff_treasuries", "coupon_auctions", "other_outlays"):
        before, after = flow(eve, name), flow(seen_later, name)
        assert {day: before[day] for day in before if day > first} == {day: after[day] for day in after if day > first}
    assert (seen_later.program.treasury.target_usd[-1] == eve.program.treasury.target_usd[-1]).all()


def test_figures_published_after_the_opening_are_not_read() -> None:
    on = date(2025, 9, 30)
    whole = STORE.frame(INPUTS, as_of=end_of_day(on))
    again = Store(figures.FOLDER).frame((*INPUTS, "vix"), as_of=end_of_day(on))
    scenario = Scenario(name="made", opening=Opening(on=on))
    assert same(compile_scenario(scenario, whole).program, compile_scenario(scenario, again).program)


@pytest.mark.parametrize(("on", "eve"), [("2026-03-31", "2026-03-30"), ("2025-09-30", "2025-09-29")])
def test_opening_on_a_period_end_or_on_its_eve_makes_little_difference_once_it_has_passed(on: str, eve: str) -> None:
    medians = []
    for day in (on, eve):
        compiled = made(date.fromisoformat(day), n=10)
        spread = simulate_paths(compiled.program, seed=7, paths=500).figures[METRICS.index("sofr_iorb_bp")] / 1000
        medians.append(dict(zip(days_of(compiled), np.median(spread, axis=1).tolist(), strict=True)))
    shared = sorted(set(medians[0]) & set(medians[1]))[1:]  # the first is the day after the period-end
    assert len(shared) == 8
    assert max(abs(medians[0][day] - medians[1][day]) for day in shared) < 3.0


def test_the_usual_spread_is_that_of_plain_days_and_goes_with_their_reserves() -> None:
    """On 10 December 2025 the month-end (+22, +22) and the middle of November (+10) are behind; reserves have risen."""
    opening = made(date(2025, 12, 10)).program.opening
    assert opening.sofr_iorb_bp_usual == pytest.approx(4.5)
    assert (opening.sofr_iorb_bp, opening.sofr_iorb_bp_plain) == (3.0, 3.0)
    assert opening.reserves_usd_mean20 < opening.reserves_usd - 50 * BN
    after = made(date(2025, 12, 1)).program.opening  # the month-end is published, and the day before it is plain
    assert (after.sofr_iorb_bp, after.sofr_iorb_bp_plain) == (22.0, 15.0)


def test_the_usual_levels_of_effr_and_of_on_rrp_are_those_of_plain_days_too() -> None:
    """The quarter-end of September 2025 (ON RRP 49 bn) is left out, and so is the calm of August, two months before."""
    assert made(date(2025, 10, 9)).program.opening.on_rrp_usd_mean20 == pytest.approx(21.3 * BN, abs=0.1 * BN)
    assert made(date(2019, 10, 10)).program.opening.effr_iorb_bp_mean20 == pytest.approx(6.25)


def test_a_rate_of_the_opening_day_itself_counts_once_it_is_published() -> None:
    """SOFR of 31 October 2025 (+32) came out on the morning of 3 November; that evening the 30th (+14) was the last."""
    on = date(2025, 10, 31)
    evening, later = (made(on, seen=seen).program.opening.sofr_iorb_bp for seen in (on, date(2025, 11, 3)))
    assert (evening, later) == (14.0, 32.0)


def test_a_quarter_end_whose_statement_is_not_out_is_posted_on_the_first_day() -> None:
    """On the evening of 30 September 2025 the last statement is that of the 29th; coupons settled on the 30th."""
    evening, later = made(), made(seen=date(2025, 10, 1))
    first = date(2025, 10, 1)
    assert flow(evening, "coupon_auctions")[first] > 200 * BN
    assert first not in flow(later, "coupon_auctions")
    assert "statement_missed" in {one.check for one in evening.findings}
    assert flow(evening, "withheld_taxes")[date(2025, 10, 2)] == flow(later, "withheld_taxes")[date(2025, 10, 2)]
    surprise = evening.program.flows.noise_usd[:, evening.program.flow_names.index("other_outlays")]
    assert surprise[0] == pytest.approx(2**0.5 * surprise[1])  # that of the missed day comes with it


def test_the_backlog_of_a_lapse_is_the_cbo_s() -> None:
    """33, 54 and 74 bn after four, six and eight weeks (letter of 29 October 2025), each within five."""
    long = made(lapses=(Lapse(start=date(2025, 10, 1), days=60),))
    backlog = dict(zip(days_of(long), long.program.backlog_usd.tolist(), strict=True))
    for day, bn in ((date(2025, 10, 28), 33), (date(2025, 11, 10), 54), (date(2025, 11, 25), 74)):
        assert backlog[day] == pytest.approx(bn * BN, abs=5 * BN), day
    assert backlog[date(2025, 11, 25)] > backlog[date(2025, 11, 10)] > backlog[date(2025, 10, 28)]


def test_reopening_returns_the_backlog_of_its_last_day_and_not_a_dollar_more() -> None:
    shutdown = made(lapses=(SHUTDOWN,))
    backlog = dict(zip(days_of(shutdown), shutdown.program.backlog_usd.tolist(), strict=True))
    reopened = made(date(2025, 11, 12), n=40, lapses=(SHUTDOWN,))
    paid = flow(reopened, "backlog_repaid")
    assert sum(paid.values()) == pytest.approx(backlog[date(2025, 11, 12)], rel=0.01)
    assert sum(paid.values()) < 60 * BN
    within_a_week = sum(usd for day, usd in paid.items() if day <= date(2025, 11, 20))
    assert 0.25 < within_a_week / sum(paid.values()) < 0.40
    assert reopened.program.backlog_usd[-1] == 0


def test_a_lapse_holds_back_what_it_says_and_leaves_taxes_alone() -> None:
    usual, shutdown = made(), made(lapses=(SHUTDOWN,))
    for name in ("withheld_taxes", "social_security", "interest", "coupon_auctions"):
        assert flow(usual, name) == flow(shutdown, name)
    day = date(2025, 10, 20)
    held = flow(usual, "other_outlays")[day] - flow(shutdown, "other_outlays")[day]
    assert 0.5 * BN < held < 2 * BN


def test_a_scenario_s_lever_replaces_the_announced_path_and_an_empty_one_stops_it() -> None:
    on = date(2025, 12, 10)
    none = made(on, levers=Levers(reserve_purchases=()))
    assert flow(none, "reserve_purchases") == {}
    more = made(on, levers=Levers(reserve_purchases=(Pace(start=date(2025, 12, 12), pace_usd=45 * BN),)))
    ratio = sum(flow(more, "reserve_purchases").values()) / sum(flow(made(on), "reserve_purchases").values())
    assert ratio == pytest.approx(45 / 40, rel=1e-6)
    january = sum(usd for day, usd in flow(more, "reserve_purchases").items() if day.month == 1 and day.year == 2026)
    assert january == 45 * BN


def test_purchases_of_every_instrument_post_an_event_that_adds_reserves() -> None:
    for instrument in ("bills", "coupons", "mbs"):
        for seller in ("nonbanks", "banks"):
            purchase = AssetPurchase(
                start=date(2025, 10, 6),
                pace_usd=60 * BN,
                instrument=instrument,
                seller=seller,
            )
            compiled = made(levers=Levers(asset_purchases=(purchase,)))
            assert min(flow(compiled, "asset_purchases_1")) == date(2025, 10, 6)
            assert effect(compiled, "asset_purchases_1", Account("fed", "reserves", "liability")) == 1.0


def effect(compiled: Compiled, name: str, place: Account) -> float:
    """Return what a dollar of a flow does to an account."""
    program = compiled.program
    total = 0.0
    own = program.flows.part_flow == program.flow_names.index(name)
    for event, low, high in zip(
        program.flows.part_template[own], program.flows.part_low[own], program.flows.part_high[own], strict=True
    ):
        part = slice(program.templates.start[event], program.templates.start[event + 1])
        at = program.templates.account[part] == INDEX[place]
        total += (high - low) * program.templates.sign[part][at].sum()
    return float(total)


def test_run_off_takes_cash_from_the_treasury_and_mbs_take_reserves() -> None:
    compiled = made(date(2025, 7, 1))
    assert effect(compiled, "runoff_treasuries", Account("treasury", "tga", "asset")) == -1.0
    assert effect(compiled, "runoff_mbs", Account("fed", "reserves", "liability")) == -1.0
    assert sum(usd for day, usd in flow(compiled, "runoff_treasuries").items() if day.month == 8) == 5 * BN
    reinvested = made(date(2025, 12, 10))
    assert flow(reinvested, "runoff_mbs") == {}
    assert sum(usd for day, usd in flow(reinvested, "mbs_reinvested").items() if day.month == 1) == 16 * BN


def test_a_flow_of_the_calendar_keeps_what_a_scenario_does_not_say() -> None:
    usual = flow(made(), "corporate_taxes")
    scaled = flow(made(flows={"corporate_taxes": Flow(scale=0.5)}), "corporate_taxes")
    assert scaled == {day: round(usd * 0.5) for day, usd in usual.items()}


@pytest.mark.parametrize("scale", [0.0, 2.0])
@pytest.mark.parametrize("name", ["other_outlays", "foreign_repo_pool", "foreign_repo_pool_back"])
def test_the_surprises_of_a_flow_are_scaled_with_its_amounts(name: str, scale: float) -> None:
    """A flow that is taken out surprises nobody any more; one twice as large does so by twice as much."""

    def surprises(**said: Any) -> list[float]:
        program = made(n=5, **said).program
        sd: list[float] = program.flows.noise_usd[:, program.flow_names.index(name)].tolist()
        return sd

    usual, scaled = surprises(), surprises(flows={name.removesuffix("_back"): Flow(scale=scale)})
    assert any(usual) and scaled == [scale * sd for sd in usual]


def test_a_flow_of_its_own_is_posted_evenly_over_each_month() -> None:
    own = Flow(
        mix={"stablecoin_mint": 1.0},
        amounts=(ScheduledAmount(start=date(2025, 10, 1), amount_usd=10 * BN, every="month"),),
        noise=Noise(sd_usd=BN),
    )
    compiled = made(flows={"mint": own})
    paid = flow(compiled, "mint")
    assert sum(usd for day, usd in paid.items() if day.month == 11) == 10 * BN
    column = compiled.program.flow_names.index("mint")
    assert compiled.program.shocks.names[compiled.program.flows.shock[column]] == "mint"


def test_a_shock_on_a_closed_day_comes_on_the_next() -> None:
    shock = Shock(on=date(2025, 10, 13), flow="foreign_repo_pool", amount_usd=30 * BN)
    assert flow(made(shocks=(shock,)), "foreign_repo_pool") == {date(2025, 10, 14): 30 * BN}


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"shocks": (Shock(on=date(2025, 10, 10), flow="tax", amount_usd=1),)}, "shocks.0.flow"),
        ({"flows": {"mint": Flow()}}, "flows.mint"),
        ({"flows": {"on_rrp": Flow(mix={"currency_demand": 1.0})}}, "flows.on_rrp"),
        ({"flows": {"mint": Flow(mix={"stablecoin_mint": 1.0}, calendar="taxes")}}, "flows.mint.calendar"),
        ({"correlation": {"currency.nothing": 0.5}}, "correlation.currency.nothing"),
        (
            {
                "correlation": {
                    "currency.health": 0.9,
                    "currency.pay": 0.9,
                    "health.pay": -0.9,
                }
            },
            "correlation",
        ),
    ],
)
def test_what_cannot_be_run_is_refused_with_its_key(said: Mapping[str, Any], key: str) -> None:
    with pytest.raises(InvalidScenario) as refused:
        made(**said)
    assert refused.value.facts["key"] == key


def test_an_opening_after_the_moment_of_the_frame_is_refused() -> None:
    with pytest.raises(InvalidMoment):
        made(date(2026, 3, 31), seen=date(2026, 3, 30))


def test_correlated_draws_have_the_correlation_that_was_asked_for() -> None:
    shocks = made(correlation={"withheld_taxes.other_outlays": -0.2}).program.shocks
    product = shocks.root @ shocks.root.T
    places = shocks.names.index("withheld_taxes"), shocks.names.index("other_outlays")
    assert product[places] == pytest.approx(-0.2)
    assert shocks.names[:2] == ("sofr", "effr")


def test_loops_that_need_a_price_draw_one() -> None:
    assert "treasury_price" not in made().program.shocks.names
    names = made(switches={"margin_spiral": True, "fx_carry": True}).program.shocks.names
    assert {"treasury_price", "usdjpy"} <= set(names)


def test_the_rates_of_the_day_are_those_known_and_steps_add_to_them() -> None:
    usual = made().program.rates
    assert (usual.iorb_pct == 4.15).all() and (usual.upper_pct == 4.25).all()
    cut = made(levers=Levers(rates=(RateStep(on=date(2025, 10, 30), change_bp=-25),))).program.rates
    days = days_of(made())
    assert cut.iorb_pct[days.index(date(2025, 10, 29))] == 4.15
    assert cut.iorb_pct[days.index(date(2025, 10, 30))] == pytest.approx(3.90)
    assert cut.overnight_iorb_pct[days.index(date(2025, 10, 30))] == 4.15  # the night before earned the old rate
    assert cut.overnight_iorb_pct[days.index(date(2025, 10, 31))] == pytest.approx(3.90)
    cut_tomorrow = made(date(2025, 10, 29)).program.rates
    assert (cut_tomorrow.iorb_pct[0], cut_tomorrow.overnight_iorb_pct[0]) == (3.90, 4.15)
    dearer = made(levers=Levers(standing_repo=StandingRepo(over_upper_bp=25))).program
    assert (dearer.rates.standing_repo_pct == 4.5).all()


def test_a_cut_that_is_published_already_is_not_typed_a_second_time() -> None:
    with pytest.raises(ContradictoryLevers, match=r"already move the rates by -25 bp on 2025-10-30") as refused:
        made(date(2025, 10, 29), levers=Levers(rates=(RateStep(on=date(2025, 10, 30), change_bp=-25),)))
    assert refused.value.facts["key"] == "levers.rates.0"
    made(date(2025, 10, 29), levers=Levers(rates=(RateStep(on=date(2025, 12, 11), change_bp=-25),)))


@pytest.mark.parametrize("name", [name for name in library.names() if library.find(name).levers.rates is not None])
def test_a_scenario_that_types_rates_of_the_past_runs_under_the_published_ones(name: str) -> None:
    scenario = library.find(name)
    assert scenario.opening.on is not None
    compiled = made(scenario.opening.on, n=scenario.horizon.days, levers=Levers(rates=scenario.levers.rates))
    came = STORE.frame(["iorb"], as_of=end_of_day(date(2026, 3, 31)))["iorb"]
    published = [point.value for day in days_of(compiled) if (point := came.on_or_before(day)) is not None]
    assert compiled.program.rates.iorb_pct.tolist() == pytest.approx(published)


def test_a_scenario_s_own_facility_reaches_the_run() -> None:
    """At the end of October 2025 standing repo was drawn; cheaper it is drawn more, shut not at all."""
    drawn = []
    for facility in (None, StandingRepo(over_upper_bp=-20), StandingRepo(limit_usd=0)):
        program = made(date(2025, 10, 29), n=5, levers=Levers(standing_repo=facility)).program
        drawn.append(simulate_paths(program, seed=7, paths=100).figures[METRICS.index("srf_usd")].mean())
    usual, cheap, shut = drawn
    assert cheap > 1.5 * usual > 0 == shut


@pytest.mark.parametrize("on", [date(2023, 9, 1), date(2024, 4, 1), date(2025, 9, 2)])
def test_bills_are_not_cut_ahead_of_taxes_faster_than_the_treasury_cuts_them(on: date) -> None:
    """In the ten days before a tax date the median of cash stays near what came, and does not fall away below it."""
    frame = STORE.frame(INPUTS, as_of=end_of_day(on))
    program = compile_scenario(replace(library.find("baseline"), opening=Opening(on=on)), frame, days=9).program
    cash = np.median(simulate_paths(program, seed=7, paths=256).figures[METRICS.index("tga_usd")], axis=1)
    came = STORE.frame(["tga"], as_of=figures.LAST_MOMENT)["tga"]
    published = [point.value for number in program.days.on if (point := came.at(from_days(int(number)))) is not None]
    assert abs(float(np.mean(cash - published))) < 35 * BN


def test_the_aim_runs_in_a_straight_line_from_today_s_cash_to_the_announced_one() -> None:
    compiled = made()
    aim, cash = compiled.program.treasury.target_usd, compiled.opening.sheet.total("tga")
    assert abs(int(aim[0]) - cash) < 2 * BN
    assert aim[days_of(compiled).index(date(2025, 12, 31))] == 850 * BN
    assert aim[-1] == 850 * BN
    own = TreasuryLever(rule="target", cash_target=(CashTarget(on=date(2025, 12, 31), amount_usd=700 * BN),))
    assert made(levers=Levers(treasury=own)).program.treasury.target_usd[-1] == 700 * BN


def test_near_the_debt_limit_no_cash_is_built_up() -> None:
    bound = made(date(2025, 1, 22))  # 850 bn had been announced for the end of March
    assert bound.program.treasury.target_usd.max() == bound.opening.sheet.total("tga")
    assert made(date(2024, 12, 4), n=80).program.treasury.target_usd[-1] == 850 * BN


def test_what_comes_back_shares_a_draw_with_what_goes_and_its_sum_is_an_ar1() -> None:
    program, z = made(n=30).program, np.random.default_rng(1).standard_normal(30)
    moved, sums = np.zeros(30), np.zeros(30)
    for name in ("foreign_repo_pool", "foreign_repo_pool_back"):
        column = program.flow_names.index(name)
        assert program.shocks.names[program.flows.shock[column]] == "foreign_repo_pool"
        surprise = 0.0
        for day in range(30):
            surprise = program.flows.persistence[column] * surprise + z[day]
            moved[day] += program.flows.noise_usd[day, column] * surprise
    for day in range(30):
        sums[day] = 0.989 * (sums[day - 1] if day else 0.0) + 5.5 * BN * z[day]
    assert np.cumsum(moved) == pytest.approx(sums)


def test_nobody_is_repaid_more_bills_than_it_holds() -> None:
    compiled = made(date(2021, 10, 6))
    sheet, flows = compiled.opening.sheet, compiled.program.flows
    held = sheet.level("large_banks", "bills", "asset") / (sheet.total("bills") - sheet.level("fed", "bills", "asset"))
    kind = compiled.program.event_kinds.index("redemption_to_bank")
    (part,) = np.flatnonzero(flows.part_template == kind)
    assert flows.part_high[part] - flows.part_low[part] == pytest.approx(held)


def test_purchases_of_years_take_no_more_repo_from_money_funds_than_they_lend() -> None:
    buys = Levers(reserve_purchases=(Pace(start=date(2025, 10, 1), pace_usd=60 * BN),))
    mixes = [made(n=n, levers=buys).program for n in (65, 800)]
    kinds = [
        {made.event_kinds[made.flows.part_template[part]] for part in np.flatnonzero(made.flows.part_flow == flow)}
        for made in mixes
        for flow in [made.flow_names.index("reserve_purchases")]
    ]
    assert kinds == [{"reserve_management_purchase"}, {"reserve_management_purchase", "fed_purchase_from_nonbank"}]
    last = simulate_paths(mixes[1], seed=7, paths=8)  # raises where a stock falls below zero that cannot
    assert last.residual_usd.max() == 0


def test_the_treasury_looks_ahead_past_the_end_of_the_run() -> None:
    short, long = made(n=20).program.treasury, made(n=40).program.treasury
    for name in ("outflow_ahead_usd", "net_ahead_usd", "coupons_maturing_ahead_usd"):
        assert (getattr(short, name) == getattr(long, name)[:20]).all(), name
    assert long.coupons_maturing_ahead_usd.max() > 90 * BN


def test_a_rule_of_none_switches_the_policy_off_and_the_week_ahead_is_a_parameter() -> None:
    assert not made(levers=Levers(treasury=TreasuryLever(rule="none"))).program.switches.treasury_policy
    ahead = made(levers=Levers(treasury=TreasuryLever(rule="week_ahead", bill_step_usd=10 * BN))).program.parameters
    assert (ahead.treasury.week_ahead_share, ahead.treasury.step_usd) == (1.0, 10.0 * BN)


def test_the_debt_limit_is_carried_over_as_room() -> None:
    bound = made(date(2023, 5, 3))
    sheet = bound.opening.sheet
    debt = sheet.total("bills") + sheet.total("coupons")
    assert bound.program.treasury.debt_limit_usd[0] - debt == 80 * BN
    assert [mark.name for mark in bound.program.watermarks] == ["cash_runs_out"]
    assert made().program.treasury.debt_limit_usd[0] > 10**18


# Each opening once was refused, or overdrew the Treasury's account, before debt and measures were known as of the day.
@pytest.mark.parametrize(
    "on",
    [
        date(2020, 3, 18),
        date(2020, 7, 2),
        date(2021, 2, 3),
        date(2022, 9, 2),
        date(2023, 6, 2),
        date(2025, 7, 2),
    ],
)
def test_an_opening_of_any_year_runs_and_never_empties_the_treasury(on: date) -> None:
    found = simulate_paths(made(on).program, seed=1, paths=100)
    assert found.figures[METRICS.index("tga_usd")].min() > 0


@pytest.mark.parametrize("on", [date(2023, 6, 2), date(2025, 7, 2)])
def test_a_limit_that_is_never_lifted_empties_it_and_no_more(on: date) -> None:
    held = Levers(treasury=TreasuryLever(debt_limit_ends="never"))
    found = simulate_paths(made(on, levers=held).program, seed=1, paths=100)
    assert found.figures[METRICS.index("tga_usd")].min() == 0


def test_the_opening_stock_of_bills_matures_on_settlement_days() -> None:
    program = made(date(2026, 3, 31)).program
    maturing = program.treasury.bills_maturing_usd
    assert maturing[~program.days.is_bill_settlement].sum() == 0
    assert 150 * BN < np.median(maturing[maturing > 0]) < 280 * BN  # 230 to 330 settled on each such day before
    assert program.treasury.tenor_share.sum() == pytest.approx(1.0)


def test_what_was_set_from_later_papers_and_results_is_said() -> None:
    early = {one.check for one in made(date(2025, 9, 30), lapses=(SHUTDOWN,)).findings}
    assert {"lapse_looks_ahead", "tenors_look_ahead", "auctions_look_ahead", "parameters_look_ahead"} <= early
    assert "lapse_looks_ahead" not in {one.check for one in made(date(2025, 9, 30)).findings}
    assert not {one.check for one in made(date(2026, 3, 31)).findings if "look" in one.check}


def test_a_ladder_without_history_says_that_it_is_even() -> None:
    assert "ladder_even" in {one.check for one in made(date(2019, 9, 13)).findings}
    assert "ladder_even" not in {one.check for one in made(date(2026, 3, 31)).findings}


def test_the_calendar_marks_its_days() -> None:
    compiled = made()
    days, marks = days_of(compiled), compiled.program.days
    assert marks.gap_days[days.index(date(2025, 10, 14))] == 4  # Columbus Day
    assert (
        marks.is_month_end[days.index(date(2025, 10, 31))] and not marks.is_quarter_end[days.index(date(2025, 10, 31))]
    )
    assert marks.is_after_quarter_end[0] and marks.is_year_end[days.index(date(2025, 12, 31))]
    assert marks.is_tax_date[days.index(date(2025, 12, 15))] and marks.is_mid_month[days.index(date(2025, 11, 17))]
    assert marks.is_bill_settlement[days.index(date(2025, 11, 12))]  # Tuesday was Veterans Day


def test_watermarks_come_before_stops_and_reach_no_further_than_the_run() -> None:
    program = made(
        watermarks={"scarce": "reserves_usd < 2.7tn within 100 days"}, stop={"x_date": "tga_usd < 0"}
    ).program
    assert [(mark.name, mark.stops, mark.within) for mark in program.watermarks] == [
        ("scarce", False, 65),
        ("x_date", True, 65),
    ]


def test_interest_is_paid_to_who_holds_the_coupons() -> None:
    compiled = made()
    paid = effect(compiled, "interest", Account("fed", "reserves", "liability"))
    sheet = compiled.opening.sheet
    held = sheet.level("fed", "coupons", "asset") / sheet.total("coupons")
    assert paid == pytest.approx(1.0 - held, abs=0.01)  # the Fed's own coupons bring nobody reserves


def test_every_announced_lever_is_compiled() -> None:
    for on in (date(2018, 6, 1), date(2020, 6, 30), date(2022, 1, 14), date(2024, 6, 28)):
        names = made(on).program.flow_names
        assert {"reserve_purchases", "runoff_treasuries", "runoff_mbs"} <= set(names)
        assert ("asset_purchases_1" in names) == bool(announced(on).asset_purchases)
