"""The readable engine and the kernel take the same program and the same draws, and end with the same dollars."""

from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.scenarios import small

from tidegauge.errors import NegativeStock
from tidegauge.ledger.chart import ACCOUNTS, Account
from tidegauge.scenarios.behaviour.treasury import NOT_PLACED
from tidegauge.scenarios.compile.arrays import UNCERTAIN
from tidegauge.scenarios.ensemble import simulate_paths
from tidegauge.scenarios.kernels.chunk import room, run_paths
from tidegauge.scenarios.program import METRICS, Program, Switches, Watermark
from tidegauge.scenarios.simulate import simulate

BILLS = Account("treasury", "bills", "liability")
DRAWS = {"treasury_price", "usdjpy", *UNCERTAIN}
ALL_ON = Switches(*(True for _ in Switches._fields))
MORE_MIXES = (
    small.TAXES,
    small.OUTLAYS,
    {"reserve_management_purchase": 1.0},
    {"currency_demand": 1.0},
    {
        "money_fund_inflow_into_on_rrp": 0.3,
        "money_fund_inflow_into_repo": 0.3,
        "money_fund_inflow_kept_in_deposit": 0.4,
    },
    {"foreign_repo_pool_inflow": 1.0},
    {"stablecoin_mint": 1.0},
)


def assert_equal(program: Program, seed: int, paths: list[int]) -> None:
    """Hold some paths of both engines against each other: every figure of every day, and every account at the end."""
    for path in paths:
        made = room(program, paths=1, block=64)
        found = run_paths(made, seed=seed, first=path, paths=1, check=False).figures[:, :, 0]
        readable = simulate(program, seed=seed, path=path, check=False)
        expected = np.array(readable.metrics).T
        differ = [f"{METRICS[metric]} on day {day}" for metric, day in np.argwhere(found != expected)]
        assert differ == [], f"path {path}"
        if readable.stopped_on is None:  # the kernel goes on posting to a path that stands still, and reads it no more
            levels = zip(ACCOUNTS, made.block.balance[:, 0].tolist(), readable.sheet.levels, strict=True)
            assert [place for place, left, right in levels if left != right] == [], f"path {path}"


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """A small program with any switches, a few flows of any size and sign, rates and period-ends."""
    n_days = draw(st.integers(1, 9))
    flows = {}
    for number in range(draw(st.integers(0, 3))):
        flows[f"flow_{number}"] = small.Flow(
            draw(st.sampled_from(MORE_MIXES)),
            draw(st.dictionaries(st.integers(0, n_days - 1), st.floats(-60, 90))),
            draw(st.sampled_from([0.0, 4.5])),
            draw(st.sampled_from(["", "a", "b"])),
            draw(st.sampled_from([0.0, 0.7])),
            draw(st.sampled_from([0.0, 0.05])),
        )
    days = st.dictionaries(st.integers(0, n_days - 1), st.just(True), max_size=2)
    placed = st.sampled_from([NOT_PLACED, NOT_PLACED, 0, 70 * small.BN])
    names = ("is_month_end", "is_quarter_end", "is_year_end", "is_after_quarter_end", "is_tax_date", "is_mid_month")
    return small.program(
        n_days,
        flows=flows,
        switches=Switches(*(draw(st.booleans()) for _ in Switches._fields)),
        opening_on=draw(st.sampled_from([date(2019, 9, 13), date(2023, 6, 1), date(2025, 9, 30), date(2026, 3, 31)])),
        setting=draw(st.sampled_from(["low", "middle", "high"])),
        draws=DRAWS if draw(st.booleans()) else set(),
        claims={("reserves", "large_banks", "fed"): draw(st.sampled_from([100.0, 700.0, 1_400.0]))},
        sofr_iorb_bp=draw(st.floats(-10, 60)),
        sofr_iorb_bp_usual=draw(st.floats(-10, 20)),
        on_rrp_pct=draw(st.sampled_from([3.4, 3.5, 3.65])),
        overnight_iorb_pct=draw(st.sampled_from([3.65, 3.9])),
        target_usd=draw(st.sampled_from([300, 850, 1_100])) * small.BN,
        debt_limit_usd=draw(st.sampled_from([small.NO_LIMIT, 22_900 * small.BN])),
        bills_placed_usd=dict(enumerate(draw(st.lists(placed, min_size=n_days, max_size=n_days)))),
        kept_usd=draw(st.sampled_from([-40, 0, 30])) * small.BN,
        kept_share=draw(st.sampled_from([0.0, 0.7])),
        **{name: draw(days) for name in names},
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(programs(), st.integers(0, 2**64 - 1), st.integers(0, 10**6))
def test_both_engines_agree_to_the_dollar_on_any_program(program, seed, path):
    assert_equal(program, seed, [path])


def test_both_engines_agree_over_a_quarter_with_every_loop_on():
    n_days = 65
    flows = {
        "taxes": small.Flow(small.TAXES, {5: 60.0, 10: 190.0}, 8.0, "taxes", 0.3, 0.05),
        "outlays": small.Flow(small.OUTLAYS, dict.fromkeys(range(n_days), 12.0), 6.0, "outlays"),
    }
    program = small.program(n_days, flows=flows, switches=ALL_ON, draws=DRAWS, is_quarter_end={64: True})
    assert_equal(program, 7, [0, 1, 817])


def test_both_lift_a_debt_limit_on_the_day_that_a_path_draws() -> None:
    """Half of the paths are free from the first day, nearly all from the sixth; until then no bill is sold on net."""
    n_days, debt = 12, (6_430 + 16_395) * small.BN
    program = small.program(
        n_days,
        draws=DRAWS,
        switches=small.quiet(treasury_policy=True),
        debt_limit_usd=dict.fromkeys(range(n_days), debt),
        lifted_z={day: (0.0 if day < 6 else 3.0) for day in range(n_days)},
        lifted_target_usd=1_300 * small.BN,
    )
    assert_equal(program, 5, list(range(8)))
    paths = [simulate(program, seed=5, path=path) for path in range(8)]
    assert {path.limit_lifted_on for path in paths} == {0, 6}
    for path in paths:
        bills = path.series("bills_usd")
        assert (max(bills[:6]) > program.chart.opening_usd[ACCOUNTS.index(BILLS)]) == (path.limit_lifted_on == 0)
        assert bills[-1] > max(bills[0], bills[5])


@pytest.mark.parametrize(
    "always",
    [
        {"policy.offer_bp": -1000.0},
        {"policy.scarce_days": 1.0, "policy.scarce_pct": 90.0, "policy.purchases_usd": 40e9},
    ],
)
def test_what_the_desk_lends_or_buys_stops_in_both_where_dealers_have_half_left_to_repay(
    always: dict[str, float],
) -> None:
    claims = {("repo", "money_funds", "dealers"): 600.0}
    program = small.program(45, switches=small.quiet(policy_reaction=True), claims=claims, values=always)
    assert_equal(program, 5, [0])
    left = simulate(program, seed=5).sheet.level("money_funds", "repo", "asset")
    assert left == pytest.approx(300 * small.BN, rel=0.02)  # ON RRP takes a little, too


def test_both_look_a_week_ahead_and_not_at_what_falls_due_today() -> None:
    due = {day: (300 + 100 * day) * small.BN for day in range(12)}
    switches, rule = small.quiet(treasury_policy=True), {"treasury.week_ahead_share": 1.0, "treasury.step_usd": 5e12}
    assert_equal(small.program(12, bills_maturing_usd=due, switches=switches, values=rule), 5, [0])


def test_a_path_that_is_stopped_stands_still_in_both():
    line = 2_990 * small.BN
    marks = (
        Watermark("stop", METRICS.index("reserves_usd"), False, line, 1, 20, True),
        Watermark("later", METRICS.index("tga_usd"), True, 0, 6, 20, False),
    )
    flows = {"taxes": small.Flow(small.TAXES, dict.fromkeys(range(20), 4.0), 5.0, "taxes")}
    program = small.program(20, flows=flows, watermarks=marks)
    assert_equal(program, 3, [0, 1, 2, 3])
    found = simulate_paths(program, seed=3, paths=64, block=64)
    for path in range(4):
        stopped_on = simulate(program, seed=3, path=path).stopped_on
        assert found.met_on[0, path] == (-1 if stopped_on is None else stopped_on)


def test_an_overdraft_is_covered_by_the_window_in_both() -> None:
    few = {("reserves", bank, "fed"): 30.0 for bank in ("large_banks", "other_banks", "foreign_banks")}
    flows = {"taxes": small.Flow({"tax_receipt_from_deposits": 1.0}, {1: 150.0})}
    program = small.program(3, flows=flows, claims=few, switches=small.quiet(funding_market=False))
    assert_equal(program, 1, [0])
    drawn = [day / small.BN for day in simulate(program, seed=1).series("discount_window_usd")]
    assert drawn[:2] == pytest.approx([0, 60], abs=1)  # 150 bn of taxes on 90 bn of reserves


def test_what_money_funds_park_at_the_fed_on_a_quarter_end_is_an_overdraft_like_any_other() -> None:
    few = {("reserves", bank, "fed"): 10.0 for bank in ("large_banks", "other_banks", "foreign_banks")}
    values = {"money_funds.quarter_end_usd": 80e9, "money_funds.empty_share": 1.0}
    switches = small.quiet(funding_market=False)
    program = small.program(3, claims=few, values=values, switches=switches, is_quarter_end={1: True})
    assert_equal(program, 1, [0])
    run = simulate(program, seed=1)
    drawn, left = ([day / small.BN for day in run.series(f"{name}_usd")] for name in ("discount_window", "reserves"))
    assert drawn == pytest.approx([0, 50, 0], abs=1)  # 80 bn leave 30 bn of reserves
    assert left[1] == 0


def test_both_refuse_the_same_path_in_the_same_words():
    flows = {"currency": small.Flow({"stablecoin_mint": 1.0}, {2: -500.0})}
    program = small.program(4, flows=flows)
    with pytest.raises(NegativeStock) as readable:
        simulate(program, seed=1, path=0)
    with pytest.raises(NegativeStock) as compiled:
        simulate_paths(program, seed=1, paths=8)
    assert str(compiled.value) == str(readable.value)


@pytest.mark.parametrize("limit_usd", [0, 11_750 * small.BN, small.NO_LIMIT])
def test_both_keep_cash_at_zero_or_above_and_let_the_same_payments_wait(limit_usd: int) -> None:
    flows = {
        "outlays": small.Flow(small.OUTLAYS, dict.fromkeys(range(5), 250.0), 40.0, "outlays"),
        "taxes": small.Flow(small.TAXES, {6: 300.0, 8: 400.0}, 40.0, "taxes"),
    }
    program = small.program(10, flows=flows, switches=ALL_ON._replace(carry_unwind=False))
    limits = np.full(10, limit_usd, np.int64)
    program = program._replace(treasury=program.treasury._replace(debt_limit_usd=limits))
    assert_equal(program, 5, [0, 1, 2])
    cash = simulate_paths(program, seed=5, paths=64, check=False).figures[METRICS.index("tga_usd")]
    assert cash.min() >= 0
    late = [one for one in simulate(program, seed=5, path=0, check=False).journal if one.flow == "late_payments"]
    assert bool(late) == (limit_usd < small.NO_LIMIT)
