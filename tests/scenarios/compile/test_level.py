"""The level of the spread an opening starts from, and how far it wanders: from that opening's own two years alone."""

from datetime import date

import numpy as np
import pytest
from tests.scenarios.test_compile import made

from tidegauge.scenarios.compile.level import spread_level
from tidegauge.scenarios.parameters import load
from tidegauge.scenarios.scenario import ParameterChoice


def test_one_spike_moves_the_level_of_the_last_twenty_days_by_nothing() -> None:
    assert spread_level([1.0, 2.0, 3.0] * 10 + [250.0]).level_bp == spread_level([1.0, 2.0, 3.0] * 10 + [4.0]).level_bp
    assert spread_level([9.0] * 300 + [2.0] * 11).level_bp == 2.0


def test_a_level_that_walks_by_a_step_is_told_apart_from_gaps_that_fade() -> None:
    draw = np.random.default_rng(3).standard_normal((2, 480))
    walk, noise = np.cumsum(0.5 * draw[0]), 3.0 * draw[1]
    found = spread_level((walk + noise).tolist()).step_bp
    assert found == pytest.approx(0.5, abs=0.2)
    still = spread_level(noise.tolist()).step_bp
    assert still is not None and still < 0.2


def test_too_few_days_leave_the_step_to_the_file() -> None:
    on = date(2018, 8, 1)
    assert made(on, n=2).program.parameters.reserve_demand.level_sd_bp == load(on).reserve_demand.level_sd_bp


def test_the_level_wanders_as_it_did_before_the_opening_and_not_as_in_its_regime() -> None:
    restless, calm = (made(on, n=2).program.parameters.reserve_demand for on in (date(2021, 2, 3), date(2024, 6, 26)))
    assert restless.level_sd_bp > 0.5 > 0.25 > calm.level_sd_bp


def test_a_scenario_may_say_the_step_itself() -> None:
    said = ParameterChoice(values={"reserve_demand.level_sd_bp": 0.05})
    assert made(n=2, parameters=said).program.parameters.reserve_demand.level_sd_bp == 0.05
