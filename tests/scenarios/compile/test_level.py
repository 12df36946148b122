"""The level of the spread an opening starts from, and how far it wanders: from that opening's own two years alone."""

from datetime import date

import numpy as np
import pytest
from tests.scenarios.test_compile import made

from tidegauge.scenarios.compile.level import SpreadLevel, spread_level, surprise_sd_bp
from tidegauge.scenarios.parameters import load
from tidegauge.scenarios.scenario import ParameterChoice


def seen(spreads: list[float]) -> SpreadLevel:
    """Return the level of spreads of which the curve explains nothing."""
    return spread_level(spreads, [0.0] * len(spreads))


def test_one_spike_moves_the_level_of_the_last_twenty_days_by_nothing() -> None:
    assert seen([1.0, 2.0, 3.0] * 10 + [250.0]).level_bp == seen([1.0, 2.0, 3.0] * 10 + [4.0]).level_bp
    assert seen([9.0] * 300 + [2.0] * 11).level_bp == 2.0


def test_a_level_that_walks_by_a_step_is_told_apart_from_gaps_that_fade() -> None:
    draw = np.random.default_rng(3).standard_normal((2, 480))
    walk, noise = np.cumsum(0.5 * draw[0]), 3.0 * draw[1]
    found = seen((walk + noise).tolist()).step_bp
    assert found == pytest.approx(0.5, abs=0.2)
    still = seen(noise.tolist()).step_bp
    assert still is not None and still < 0.2


def test_too_few_days_leave_the_step_to_the_file() -> None:
    on = date(2018, 8, 1)
    assert made(on, n=2).program.parameters.reserve_demand.level_sd_bp == load(on).reserve_demand.level_sd_bp


def test_the_level_wanders_as_it_did_before_the_opening_and_not_as_in_its_regime() -> None:
    restless, calm = (made(on, n=2).program.parameters.reserve_demand for on in (date(2021, 2, 3), date(2024, 6, 26)))
    assert restless.level_sd_bp > 0.45 > 0.25 > calm.level_sd_bp


def test_a_scenario_may_say_the_step_itself() -> None:
    said = ParameterChoice(values={"reserve_demand.level_sd_bp": 0.05})
    assert made(n=2, parameters=said).program.parameters.reserve_demand.level_sd_bp == 0.05


def test_a_gap_is_what_the_curve_does_not_explain() -> None:
    """Spreads that rose with the shortage of reserves have nowhere to come back to; those that fell alone have."""
    rose = [0.0] * 300 + [8.0] * 20
    assert spread_level(rose, rose).gap_bp == 0.0
    assert seen(rose).gap_bp == -8.0


def test_surprises_are_as_large_as_the_changes_of_the_last_sixty_days() -> None:
    draw = np.random.default_rng(5).standard_normal(4_000)
    residual = [0.0]
    for z in draw:
        residual.append(0.7 * residual[-1] + 2.0 * z)
    parts = [seen(residual[end - 61 : end]).change_bp for end in range(100, 4_000, 60)]
    assert surprise_sd_bp(float(np.mean([part for part in parts if part is not None])), 0.7) == pytest.approx(
        2.0, rel=0.1
    )
    assert seen([1.0] * 61).change_bp == 0.3  # a published rate that stands still has moved unseen
    assert seen([1.0] * 60).change_bp is None


def test_a_calm_opening_has_smaller_surprises_than_a_restless_one() -> None:
    calm, restless = (made(on, n=2).program.parameters.reserve_demand for on in (date(2021, 11, 10), date(2025, 12, 3)))
    assert calm.residual_sd_bp < 0.5 < 2.5 < restless.residual_sd_bp


def test_the_level_of_july_2025_stood_below_that_of_two_years() -> None:
    """SOFR was 7 to 11 bp under IORB that spring and summer with reserves as before: lower than the curve explains."""
    assert made(date(2025, 7, 9), n=2).program.opening.sofr_level_gap_bp == pytest.approx(5.0, abs=1.5)


def test_one_spike_is_not_the_noise_of_sixty_days() -> None:
    """SOFR rose by 305 bp on 17 September 2019; as a root mean square that is 47 bp a day until the winter."""
    calm = [0.0, 1.0] * 40
    assert seen([*calm, 300.0, *calm[:20]]).change_bp == pytest.approx(1.8, abs=0.1)
    demand = made(date(2019, 10, 16), n=2).program.parameters.reserve_demand
    assert 2.0 < demand.residual_sd_bp < 7.0
