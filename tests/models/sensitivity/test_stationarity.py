"""Unit roots: the statistics of another library, and the right verdict on series whose truth is known."""

import numpy as np
import pytest
from statsmodels.tsa.adfvalues import mackinnonp
from statsmodels.tsa.stattools import adfuller, kpss, zivot_andrews

from tidegauge.models.sensitivity.stationarity import (
    LEAST,
    dickey_fuller,
    kpss_statistic,
    lags,
    stationarity,
    tau_p_value,
)


@pytest.fixture(params=(1, 2, 3))
def steps(request: pytest.FixtureRequest) -> np.ndarray:
    return np.random.default_rng(request.param).normal(size=300)


def test_dickey_fuller_is_that_of_another_library(steps: np.ndarray) -> None:
    for series in (steps, np.cumsum(steps)):
        theirs = adfuller(series, maxlag=lags(300), regression="c", autolag=None, result_object=False)
        assert dickey_fuller(series) == pytest.approx(theirs[0])
        assert tau_p_value(dickey_fuller(series)) == pytest.approx(theirs[1], abs=1e-6)


@pytest.mark.parametrize("tau", [-19.0, -5.0, -1.62, -1.6, 0.5, 3.0])
def test_the_p_value_is_mackinnons_in_every_part_of_its_range(tau: float) -> None:
    assert tau_p_value(tau) == pytest.approx(float(mackinnonp(tau, regression="c")), abs=1e-6)


@pytest.mark.filterwarnings("ignore")
def test_kpss_is_that_of_another_library(steps: np.ndarray) -> None:
    assert kpss_statistic(np.cumsum(steps)) == pytest.approx(kpss(np.cumsum(steps), nlags=lags(300))[0])


def test_a_step_in_the_level_is_found_where_it_is(steps: np.ndarray) -> None:
    stepped = 0.3 * steps + np.where(np.arange(300) < 180, 0.0, 5.0)
    seen = stationarity(stepped)
    theirs = zivot_andrews(stepped, maxlag=lags(300), regression="c", autolag=None)
    assert seen is not None
    assert abs(seen.break_at - 180) <= 2
    assert seen.zivot_andrews == pytest.approx(theirs[0], rel=0.05)
    assert seen.zivot_andrews < -4.8


def test_a_walk_is_a_walk_noise_is_not_and_a_short_series_is_neither(steps: np.ndarray) -> None:
    walk, noise = stationarity(np.cumsum(steps) + 0.2 * np.arange(300)), stationarity(steps)
    assert walk is not None and noise is not None
    assert (walk.verdict, noise.verdict) == ("unit_root", "stationary")
    assert stationarity(steps[: LEAST - 1]) is None
