"""The readable engine: what a day does to whom, in sentences; the identities hold to the dollar on every one."""

from datetime import date
from statistics import median

import pytest
from tests.scenarios.small import BN, NO_LIMIT, OUTLAYS, QUIET, TAXES, Flow, program, quiet

from tidegauge.errors import NegativeStock
from tidegauge.scenarios.parameters import catalogue
from tidegauge.scenarios.program import METRICS, Program, Switches, Watermark
from tidegauge.scenarios.simulate import SimulatedPath, simulate

STILL = {"reserve_demand.residual_sd_bp": 0.0, "funds_rate.residual_sd_bp": 0.0}
NO_ROOM = {"dealers.opening_share": 0.9, **STILL}
EVERYTHING = Switches(*[True] * len(Switches._fields))
BUYS_FROM_DEPOSITS = {"coupon_auction_bought_by_nonbank": 1.0}


def ran(made: Program, seed: int = 7, path: int = 0) -> SimulatedPath:
    """Simulate a program and hold what must hold whatever happened."""
    found = simulate(made, seed=seed, path=path)
    assert found.residual_usd == 0
    assert len(found.metrics) == len(made.days.on)
    return found


def bp(path: SimulatedPath, metric: str = "sofr_iorb_bp") -> list[float]:
    """Return a spread of a path [bp]."""
    return [thousandths / 1000 for thousandths in path.series(metric)]


def bn(path: SimulatedPath, metric: str) -> list[float]:
    """Return an amount of a path [bn]."""
    return [usd / BN for usd in path.series(metric)]


def september_2019(*, limit_usd: float = 0.0, slope_bp: float = 200.0) -> Program:
    """Return 16 September 2019: 35 bn of taxes and 54 of coupons settle on reserves of 8.3 % of bank assets."""
    return program(
        8,
        opening_on=date(2019, 9, 13),
        switches=quiet(dealers=True, hoarding=True, policy_reaction=True),
        claims={
            ("reserves", "large_banks", "fed"): 650,
            ("reserves", "other_banks", "fed"): 330,
            ("reserves", "foreign_banks", "fed"): 470,
            ("on_rrp", "money_funds", "fed"): 3.5,
            ("tga", "treasury", "fed"): 200,
        },
        flows={
            "taxes": Flow(TAXES, {0: 35, 1: 10}),
            "coupons": Flow(BUYS_FROM_DEPOSITS, {0: 54}),
            "currency": Flow({"currency_demand": 1.0}, {0: 10, 1: 10}),
        },
        values={
            "facilities.standing_repo_limit_usd": limit_usd,
            "reserve_demand.scarce_slope_bp": slope_bp,
        },
        bank_assets_usd=17_430 * BN,
        bills_maturing_usd=0,
        iorb_pct=2.10,
        standing_repo_pct=2.25,
        on_rrp_pct=2.00,
        upper_pct=2.25,
        primary_credit_pct=2.75,
        sofr_iorb_bp=10.0,
        sofr_iorb_bp_usual=4.5,
        effr_iorb_bp=4.0,
        effr_iorb_bp_mean20=2.7,
        is_tax_date={0: True},
    )


def april_2025() -> Program:
    """Return 9–30 April 2025: reserves fall by about 484 bn from 3.48 tn, 185 of it on the tax date's side."""
    drain = {0: 5, 1: 5, 2: 17, 3: 70, 4: 150, 5: 45, 7: 20, 8: 10, 9: 20, 10: 40, 11: 20, 12: 30, 13: 20, 14: 32}
    return program(
        15,
        opening_on=date(2025, 4, 9),
        switches=quiet(dealers=True, hoarding=True, policy_reaction=True),
        claims={
            ("reserves", "large_banks", "fed"): 1_600,
            ("reserves", "other_banks", "fed"): 800,
            ("reserves", "foreign_banks", "fed"): 1_084,
            ("on_rrp", "money_funds", "fed"): 157,
            ("tga", "treasury", "fed"): 315,
        },
        flows={"taxes": Flow({"tax_receipt_from_deposits": 1.0}, drain)},
        bank_assets_usd=24_070 * BN,
        bills_maturing_usd=0,
        iorb_pct=4.40,
        standing_repo_pct=4.50,
        on_rrp_pct=4.25,
        upper_pct=4.50,
        primary_credit_pct=4.50,
        sofr_iorb_bp=2.0,
        sofr_iorb_bp_usual=-5.9,
        effr_iorb_bp=-7.0,
        effr_iorb_bp_mean20=-7.0,
        is_tax_date={4: True},
        is_month_end={14: True},
    )


# the accounts


def test_a_path_with_every_behaviour_on_balances_every_day() -> None:
    made = program(
        30,
        switches=EVERYTHING,
        flows={
            "taxes": Flow(TAXES, {3: 100}, 5, "taxes", 0.3, 0.05),
            "outlays": Flow(OUTLAYS, {5: 60}, 3, "outlays"),
        },
        values={"margin.price_shock": -0.03, "fx.price_shock": -0.05},
        draws={"treasury_price", "usdjpy"},
        is_month_end={20: True},
        is_after_month_end={21: True},
    )
    path = ran(made)
    assert {posted.flow for posted in path.journal} >= {
        "taxes", "bill_auctions", "interest_on_reserves", "forced_sales", "margin_calls", "fx_carry_unwind",
        "standing_repo", "on_rrp", "interbank_other",
    }  # fmt: skip


def test_the_same_seed_and_path_give_the_same_dollars_and_others_do_not() -> None:
    made = program(5)
    assert ran(made).metrics == ran(made).metrics
    assert ran(made).metrics != ran(made, path=1).metrics
    assert ran(made).metrics != ran(made, seed=8).metrics


def test_nothing_happens_where_nothing_is_switched_on() -> None:
    made = program(5, switches=Switches(*[False] * len(Switches._fields)), values=STILL, bills_maturing_usd=0)
    path = ran(made)
    assert path.journal == ()
    assert bp(path) == [0.0] * 5


def test_parts_of_a_flow_sum_to_it_to_the_dollar() -> None:
    made = program(3, flows={"taxes": Flow(TAXES, {0: 1.000000001, 1: -0.333333333})}, bills_maturing_usd=0)
    path = ran(made)
    by_day = {
        day: sum(one.amount_usd for one in path.journal if (one.day, one.flow) == (day, "taxes")) for day in (0, 1)
    }
    assert by_day == {0: 1_000_000_001, 1: -333_333_333}


def test_a_stock_that_cannot_be_negative_ends_the_run_by_name() -> None:
    made = program(3, flows={"flight": Flow({"foreign_repo_pool_inflow": 1.0}, {1: -400})})
    with pytest.raises(NegativeStock, match=r"On path 3 .* 2026-04-02: foreign repo pool of .*asset") as caught:
        simulate(made, seed=1, path=3)
    assert "event" not in caught.value.facts  # which of the day's events is to blame nobody can say
    assert simulate(made, seed=1, check=False).residual_usd == -1


def test_banks_keep_their_shares_of_reserves() -> None:
    path = ran(program(5, flows={"taxes": Flow(TAXES, {0: 200})}))
    held = [path.sheet.level(bank, "reserves", "asset") for bank in ("large_banks", "other_banks", "foreign_banks")]
    assert [round(level / sum(held), 6) for level in held] == [round(share / 30, 6) for share in (14, 7, 9)]


def test_an_overdraft_is_covered_by_the_window() -> None:
    path = ran(program(2, flows={"taxes": Flow({"tax_receipt_from_deposits": 1.0}, {0: 3_100})}, bills_maturing_usd=0))
    assert path.series("reserves_usd")[0] >= 0
    assert path.series("discount_window_usd")[0] > 0


def test_interest_pays_for_the_days_since_the_last_business_day() -> None:
    made = program(5, switches=quiet(interest=True, funding_market=False), opening_on=date(2026, 3, 31))
    paid = {one.day: one.amount_usd for one in ran(made).journal if one.flow == "interest_on_reserves"}
    assert paid[0] == 304_166_666  # 3 tn at 3.65 % for one day of 360
    assert paid[3] == pytest.approx(3 * paid[2], rel=0.02)  # Monday pays for the weekend


def test_on_the_day_of_a_cut_last_night_s_reserves_earn_the_rate_of_last_night() -> None:
    rates = {"iorb_pct": {0: 1.0}, "overnight_iorb_pct": 3.65}
    made = program(2, switches=quiet(interest=True, funding_market=False), opening_on=date(2026, 3, 31), **rates)
    assert next(one.amount_usd for one in ran(made).journal if one.flow == "interest_on_reserves") == 304_166_666


def test_a_stopped_path_stands_still() -> None:
    mark = Watermark("low", METRICS.index("reserves_usd"), False, 2_900 * BN, 0, 10, True)
    path = ran(program(8, flows={"taxes": Flow(TAXES, dict.fromkeys(range(8), 60))}, watermarks=[mark]))
    assert path.stopped_on is not None
    assert path.series("reserves_usd")[path.stopped_on] < 2_900 * BN
    assert set(path.metrics[path.stopped_on :]) == {path.metrics[path.stopped_on]}
    assert max(one.day for one in path.journal) == path.stopped_on


def test_a_watermark_counts_days_within_its_window_alone() -> None:
    mark = Watermark("long", METRICS.index("tga_usd"), True, 0, 2, 3, True)
    assert ran(program(8, watermarks=[mark])).stopped_on == 2
    assert ran(program(8, watermarks=[mark._replace(days_more_than=3)])).stopped_on is None


# the funding market


def test_scarce_reserves_give_a_spike_and_operations_end_it() -> None:
    rates = [median(days) for days in zip(*(bp(ran(september_2019(), 1, path)) for path in range(9)), strict=True)]
    assert 50.0 < max(rates[:2]) < 400.0
    assert max(rates[3:]) < 0.5 * max(rates[:2])  # the desk's 75 bn
    prior = catalogue()["reserve_demand.scarce_slope_bp"].by_date[0][1]
    steep = [max(bp(ran(september_2019(slope_bp=prior.high), 1, path))[:2]) for path in range(9)]
    assert min(steep) > 150.0 and max(steep) < 315.0  # what came on 17 September 2019 lies beyond the prior's range


def test_standing_repo_would_have_capped_it() -> None:
    without, withal = (bp(ran(september_2019(limit_usd=limit))) for limit in (0.0, 500e9))
    assert max(withal) < 0.6 * max(without)
    assert max(bn(ran(september_2019(limit_usd=500e9)), "srf_usd")) > 20.0


def test_a_great_tax_drain_with_ample_reserves_is_not_stress() -> None:
    """Reserves alone are not enough: 484 bn in three weeks left SOFR below IORB until the month-end."""
    paths = [ran(april_2025(), 1, path) for path in range(9)]
    assert bn(paths[0], "reserves_usd")[-1] < 3_484 - 450
    rates = [median(days) for days in zip(*(bp(path) for path in paths), strict=True)]
    assert max(rates) < 5.0
    assert max(rates[3:-1]) < 2.0
    assert max(bn(paths[0], "srf_usd")) < 5.0


def test_paying_for_securities_moves_the_rate_and_paying_taxes_of_the_same_size_hardly() -> None:
    taxes, coupons = (
        bp(ran(program(3, flows={"flow": Flow(mix, {1: 100})}, values=STILL, bills_maturing_usd=0)))
        for mix in ({"tax_receipt_from_deposits": 1.0}, BUYS_FROM_DEPOSITS)
    )
    assert taxes[1] - taxes[0] < 1.0
    assert coupons[1] - taxes[1] > 2.0


def test_a_run_begins_where_the_last_weeks_have_been() -> None:
    path = ran(program(40, values=STILL, sofr_iorb_bp=9.0, sofr_iorb_bp_usual=3.0, bills_maturing_usd=0))
    assert 6.0 < bp(path)[0] < 9.0
    assert bp(path)[-1] == pytest.approx(3.0, abs=0.5)


def test_a_quarter_end_bumps_the_rate_drains_into_on_rrp_and_passes() -> None:
    made = program(
        6,
        switches=quiet(dealers=True),
        values=STILL,
        bills_maturing_usd=0,
        is_quarter_end={2: True},
        is_after_quarter_end={3: True},
    )
    path = ran(made)
    assert bp(path)[2] > bp(path)[1] + 8.0
    assert bp(path)[5] < bp(path)[2] - 8.0
    assert bn(path, "on_rrp_usd")[2] > bn(path, "on_rrp_usd")[1] + 10.0
    assert bn(path, "on_rrp_usd")[4] == pytest.approx(bn(path, "on_rrp_usd")[1], abs=2.0)


def test_a_facility_that_empties_leaves_no_dollar_behind() -> None:
    coupons = {"coupon_auction_bought_by_nonbank": 1.0}
    made = program(
        6, flows={"coupons": Flow(coupons, {0: 333.333333331, 1: 77.7777777})}, values=STILL, bills_maturing_usd=0
    )
    path = ran(made)
    assert max(bn(path, "srf_usd")) > 1.0
    assert path.sheet.level("large_banks", "standing_repo", "liability") >= 0
    assert path.sheet.level("dealers", "standing_repo", "liability") >= 0


def test_money_funds_that_pay_out_of_an_empty_facility_pay_out_of_repo() -> None:
    made = program(
        3, flows={"bills": Flow({"auction_bought_by_money_fund_from_on_rrp": 1.0}, {1: 40})}, bills_maturing_usd=0
    )
    path = ran(made)
    assert bn(path, "on_rrp_usd")[1] == 0.0
    assert bn(path, "reserves_usd")[1] - bn(path, "reserves_usd")[0] == pytest.approx(-34.0, abs=4.0)


def test_hoarding_keeps_a_tight_market_tight() -> None:
    coupons = {"coupons": Flow(BUYS_FROM_DEPOSITS, dict.fromkeys(range(6), 60))}
    on, off = (
        bp(ran(program(15, flows=coupons, switches=quiet(hoarding=hoards), values=STILL, bills_maturing_usd=0)))
        for hoards in (True, False)
    )
    assert on[-1] > off[-1] + 0.5


# the Treasury and the Fed


def test_a_debt_limit_drains_the_treasury_s_cash_and_its_end_drains_reserves() -> None:
    debt = 6_430 + 16_395
    limit = dict.fromkeys(range(30), debt * BN) | dict.fromkeys(range(30, 60), 10**18)
    made = program(
        60,
        switches=quiet(treasury_policy=True, policy_reaction=True),
        flows={
            "outlays": Flow(OUTLAYS, dict.fromkeys(range(60), 15)),
            "coupons": Flow(BUYS_FROM_DEPOSITS, {9: 40, 19: 40}),
        },
        values=STILL,
        claims={("tga", "treasury", "fed"): 700},
        debt_limit_usd=limit,
        target_usd=700 * BN,
    )
    path = ran(made)
    cash, reserves, bills = (bn(path, name) for name in ("tga_usd", "reserves_usd", "bills_usd"))
    assert cash[29] < 400.0
    assert reserves[29] > reserves[0] + 150.0
    assert bills[29] <= 6_430.0 - 80.0  # coupons took the room
    assert cash[59] > cash[29] + 100.0
    assert reserves[59] < reserves[29]


def test_a_week_ahead_is_five_business_days() -> None:
    """On the first settlement bills that mature on the fifth day after it count, those of the sixth do not."""
    held = {"switches": quiet(treasury_policy=True), "values": STILL | {"treasury.week_ahead_share": 1.0}}
    sold = []
    for due in (6, 7):
        path = ran(program(9, bills_maturing_usd={day: (900 * BN if day == due else 0) for day in range(9)}, **held))
        sold.append(sum(one.amount_usd for one in path.journal if (one.day, one.flow) == (1, "bill_auctions")))
    assert sold[0] > sold[1]


def test_without_a_policy_maturing_bills_are_rolled_over() -> None:
    path = ran(program(15, bills_maturing_usd={day: (60 * BN if day % 5 in (1, 3) else 0) for day in range(15)}))
    sold = sum(one.amount_usd for one in path.journal if one.flow == "bill_auctions")
    redeemed = sum(one.amount_usd for one in path.journal if one.flow == "bill_redemptions")
    assert redeemed - 160 * BN <= sold <= redeemed


def test_the_treasury_closes_a_gap_of_cash_with_bills() -> None:
    made = program(40, switches=quiet(treasury_policy=True), values=STILL, target_usd=1_000 * BN)
    cash = bn(ran(made), "tga_usd")
    assert 900.0 < max(cash[-5:]) < 1_150.0


def test_purchases_rise_after_weeks_of_scarce_reserves() -> None:
    made = program(50, switches=quiet(policy_reaction=True), bank_assets_usd=27_500 * BN, bills_maturing_usd=0)
    bought = [one.day for one in ran(made).journal if one.flow == "policy_purchases"]
    assert bought
    assert 29 <= min(bought) <= 31


# the loops


def test_a_price_shock_forces_sales_that_fade() -> None:
    made = program(25, switches=quiet(margin_spiral=True), values={"margin.price_shock": -0.03, **STILL})
    sold = [one for one in ran(made).journal if one.flow == "forced_sales"]
    assert sold[0].day == 1
    assert sold[0].amount_usd > 50 * BN
    assert sold[-1].amount_usd < 0.3 * sold[0].amount_usd
    assert sum(one.amount_usd for one in sold) < 1_200 * BN


def test_dear_repo_unwinds_basis_trades_into_dealers_books() -> None:
    coupons = Flow(BUYS_FROM_DEPOSITS, dict.fromkeys(range(6), 150))
    made = program(8, flows={"c": coupons}, switches=quiet(carry_unwind=True), values=STILL, bills_maturing_usd=0)
    path = ran(made)
    sold = sum(one.amount_usd for one in path.journal if one.flow == "carry_unwind")
    assert sold > 0
    assert path.sheet.level("hedge_funds", "repo", "liability") == 1_100 * BN - sold
    assert path.sheet.level("dealers", "coupons", "asset") == 300 * BN + sold


def test_what_basis_traders_sell_makes_repo_dearer_still() -> None:
    coupons = Flow(BUYS_FROM_DEPOSITS, dict.fromkeys(range(6), 150))
    full, roomy = (
        bp(ran(program(8, flows={"c": coupons}, switches=quiet(carry_unwind=on, dealers=True), values=NO_ROOM)))
        for on in (True, False)
    )
    assert full[-1] > roomy[-1] + 1.0


def test_what_the_desk_offers_is_no_draw_on_the_facility() -> None:
    """Spreads of 40 bp over IORB bring the desk in; the facility, at a rate of its own, is asked for less."""
    held = {"sofr_iorb_bp": 40.0, "sofr_iorb_bp_usual": 40.0, "standing_repo_pct": 5.0, "bills_maturing_usd": 0}
    path = ran(program(5, values=STILL, switches=quiet(policy_reaction=True), **held))
    assert bn(path, "open_market_repos_usd")[0] == 75.0
    assert max(bn(path, "srf_usd")) == 0.0
    lent = path.series("open_market_repos_usd")[-1]
    assert lent == path.sheet.level("fed", "open_market_repo", "asset") > 75 * BN


def test_a_draw_on_standing_repo_frees_no_room_on_dealers_books() -> None:
    flows = {"draw": Flow({"standing_repo_draw_by_dealer": 1.0}, {0: 200})}
    priced, free = (
        bp(ran(program(4, flows=flows, switches=quiet(dealers=True), values={**NO_ROOM, "dealers.slope_bp": slope})))
        for slope in (30.0, 0.0)
    )
    assert priced == free


def test_a_jump_of_the_yen_unwinds_carry_trades_and_leaves_reserves_alone() -> None:
    values = {"fx.price_shock": -0.05, **STILL}
    jumped, calm = (
        ran(program(6, switches=quiet(fx_carry=on), values=values, bills_maturing_usd=0)) for on in (True, False)
    )
    assert next(one.day for one in jumped.journal if one.flow == "fx_carry_unwind") == 1
    assert jumped.series("reserves_usd") == calm.series("reserves_usd")


def test_a_stablecoin_run_feeds_on_itself_and_ends() -> None:
    run_on = Flow({"stablecoin_redemption_by_bill_sale": 1.0}, {0: 8})
    made = program(25, flows={"run": run_on}, switches=quiet(stablecoin_redemption=True), values=STILL)
    path = ran(made)
    more = [one.amount_usd for one in path.journal if one.flow == "stablecoin_redemptions"]
    assert sum(more) > 0.1 * BN
    assert bn(path, "stablecoins_usd")[-2] - bn(path, "stablecoins_usd")[-1] < 0.05


def test_quiet_switches_are_quiet() -> None:
    assert not QUIET.hoarding
    assert bp(ran(program(5, values=STILL, bills_maturing_usd=0)))[-1] == pytest.approx(0.0, abs=0.05)


def short_of_cash(limit_usd: int, n_days: int = 12) -> Program:
    """Return a quiet program whose 850 bn of cash meet outlays of 300 bn on each of four days, then taxes of 500."""
    flows = {"outlays": Flow(OUTLAYS, dict.fromkeys(range(4), 300)), "taxes": Flow(TAXES, {8: 500})}
    made = program(n_days, flows=flows, switches=quiet(treasury_policy=True), bills_maturing_usd=0)
    nothing = made.treasury.target_usd * 0
    plan = made.treasury._replace(net_ahead_usd=nothing, target_usd=nothing, debt_limit_usd=nothing + limit_usd)
    return made._replace(treasury=plan)


def test_under_a_debt_limit_cash_stops_at_zero_and_payments_wait_until_there_is_more() -> None:
    path = ran(short_of_cash(limit_usd=0))
    late = [(one.day, one.amount_usd) for one in path.journal if one.flow == "late_payments"]
    assert bn(path, "tga_usd")[1:9] == [250, 0, 0, 0, 0, 0, 0, 150]
    assert late == [(2, -50 * BN), (3, -300 * BN), (8, 350 * BN)]
    assert path.residual_usd == 0


def test_without_a_limit_bills_are_sold_on_the_day_that_cash_would_run_out() -> None:
    path = ran(short_of_cash(limit_usd=NO_LIMIT))
    assert min(bn(path, "tga_usd")) >= 0
    assert not [one for one in path.journal if one.flow == "late_payments"]
    assert sum(one.amount_usd for one in path.journal if (one.day, one.flow) == (3, "bill_auctions")) >= 300 * BN
