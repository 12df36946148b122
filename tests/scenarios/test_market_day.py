"""What is estimated is uncertain: slopes and calendar terms differ from path to path and never within one."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.scenarios.small import TAXES, Flow, program, quiet

from tidegauge.scenarios.behaviour.period_ends import drawn_size
from tidegauge.scenarios.behaviour.reserve_demand import drawn_slope_bp
from tidegauge.scenarios.ensemble import simulate_paths
from tidegauge.scenarios.parameters import load
from tidegauge.scenarios.program import METRICS, Program
from tidegauge.scenarios.simulate import simulate

STILL = {
    "reserve_demand.residual_sd_bp": 0.0,
    "funds_rate.residual_sd_bp": 0.0,
    "reserve_demand.slope_error_bp": 2.0,
    "funds_rate.slope_error_bp": 1.0,
    "facilities.standing_repo_limit_usd": 0.0,
}
DRAWS = {"sofr_slope", "effr_slope", "calendar_size"}


def drained(bn: float, **changes: Any) -> Program:
    """Return a month in which nothing is random but the estimates and taxes drain reserves on the first day."""
    flows = {"taxes": Flow(TAXES, {0: bn})}
    return program(20, flows=flows, values=STILL, draws=DRAWS, bills_maturing_usd=0, **changes)


def bp(made: Program, metric: str) -> Any:
    """Return a spread, shape (n_days, n_paths)."""
    return simulate_paths(made, seed=7, paths=512).figures[METRICS.index(metric)] / 1000.0


@pytest.mark.parametrize("metric", ["sofr_iorb_bp", "effr_iorb_bp"])
def test_paths_differ_once_reserves_have_moved_and_not_before(metric: str) -> None:
    assert np.ptp(bp(drained(0.0), metric)[-1]) < 0.2
    few, many = (bp(drained(bn), metric)[-1].std() for bn in (150.0, 300.0))
    assert 0.3 < few < many


def test_a_path_keeps_its_slope() -> None:
    spread = bp(drained(300.0), "sofr_iorb_bp")
    assert np.corrcoef(spread[9], spread[19])[0, 1] > 0.999


def test_a_path_keeps_the_size_of_its_calendar_terms() -> None:
    ends = {9: True, 19: True}
    spread = bp(drained(0.0, switches=quiet(dealers=True), is_month_end=ends), "sofr_iorb_bp")
    rise = spread[[9, 19]] - spread[[8, 18]]
    assert rise[0].std() > 0.1 * rise[0].mean() > 0.0
    assert np.corrcoef(rise)[0, 1] > 0.999


def test_the_drawn_curve_of_effr_turns_about_the_opening_however_far_reserves_stand_from_their_mean() -> None:
    came_in = program(1, values=STILL, draws=DRAWS, bills_maturing_usd=0, reserves_usd_mean20=2_700_000_000_000)
    assert np.ptp(bp(came_in, "effr_iorb_bp")[0]) < 0.1


def test_no_slope_and_no_calendar_term_turns_round() -> None:
    assert drawn_slope_bp(2.9, 1.2, -4.0) == 0.0
    ends = load(date(2026, 3, 31)).period_ends
    assert drawn_size(-6.8, ends) == 0.0
    assert drawn_size(0.0, ends) == 1.0


@pytest.mark.parametrize("is_on", [True, False])
def test_cash_beyond_what_banks_keep_ends_in_on_rrp_in_both_engines_alike(is_on: bool) -> None:
    """As from March to July 2021, when 1.0 tn went there out of nothing and reserves stood still."""
    flows = {"purchases": Flow({"fed_purchase_from_nonbank": 1.0}, {0: 900.0, 40: -300.0})}
    values = {"money_funds.banks_full_pct": 1.0}  # the opening is at rest, so every dollar is one too many
    switches = quiet(money_funds=is_on)
    made = program(41, flows=flows, values=values, switches=switches, bills_maturing_usd=0)
    path = simulate(made, seed=1)
    assert path.residual_usd == 0
    assert np.array_equal(path.metrics, simulate_paths(made, seed=1, paths=1).figures[:, :, 0].T)
    on_rrp, reserves = (np.diff(path.series(f"{name}_usd"), prepend=0) / 1e9 for name in ("on_rrp", "reserves"))
    parked, kept = on_rrp[1:40].sum(), reserves[1:40].sum()
    assert parked == pytest.approx(-kept, abs=0.01)  # day 0 saw the purchase, and a tenth of the rest
    assert 500 < parked < 720 if is_on else abs(parked) < 1e-6
    assert bool(on_rrp[40] < -10) == is_on  # and comes back when cash is drained
