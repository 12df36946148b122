"""Conformal bands: what they promise on errors that are alike, and after a break."""

import numpy as np

from tidegauge.models import conformal
from tidegauge.models.base import LEVELS


def past(error: np.ndarray, scale: np.ndarray | None = None, horizon: int = 1) -> conformal.Past:
    """Return forecasts of 0 with some errors, each known `horizon` origins later."""
    n = len(error)
    scales = np.ones(n) if scale is None else scale
    base = np.zeros((n, len(LEVELS)))
    return conformal.Past(np.arange(n, dtype=np.int32), base, scales, error * scales, np.arange(n) + horizon)


def covered(error: np.ndarray, bands: np.ndarray, low: int, high: int) -> float:
    """Return the share inside a band, of those that have one."""
    has = ~np.isnan(bands[:, 0])
    return float(((error >= bands[:, low]) & (error <= bands[:, high]))[has].mean())


def test_peers_11_a_95_percent_band_of_like_errors_covers_95_percent_of_what_it_has_not_seen() -> None:
    error = np.random.default_rng(11).standard_t(3, 4_000)
    bands = conformal.bands(past(error))
    assert abs(covered(error, bands, 0, -1) - 0.95) < 3 * (0.95 * 0.05 / 3_900) ** 0.5
    assert abs(covered(error, bands, 2, -3) - 0.80) < 3 * (0.80 * 0.20 / 3_900) ** 0.5


def test_peers_11_bands_find_their_share_again_after_errors_have_trebled() -> None:
    rng = np.random.default_rng(3)
    error = np.concatenate([rng.normal(0, 1, 800), rng.normal(0, 3, 1_500)])
    adaptive = conformal.bands(past(error))
    fixed = conformal.bands(past(error), conformal.Settings(step=0.0))
    late = slice(1_000, None)
    found = [covered(error[late], bands[late], 2, -3) for bands in (adaptive, fixed)]
    assert abs(found[0] - 0.8) < abs(found[1] - 0.8)
    assert abs(found[0] - 0.8) < 0.04


def test_a_band_is_as_lopsided_as_the_errors() -> None:
    error = np.random.default_rng(5).exponential(1.0, 1_000)
    last = conformal.bands(past(error))[-1]
    assert last[0] >= 0
    assert last[-1] - last[6] > 2 * (last[6] - last[0])


def test_a_day_expected_to_err_twice_as_much_has_a_band_twice_as_wide() -> None:
    scale = np.where(np.arange(600) % 10 == 0, 2.0, 1.0)
    bands = conformal.bands(past(np.random.default_rng(6).normal(size=600), scale), conformal.Settings(step=0.0))
    width = bands[:, -1] - bands[:, 0]
    assert np.isclose(width[590] / width[591], 2, rtol=0.1)


def test_no_band_before_39_errors_are_known() -> None:
    bands = conformal.bands(past(np.random.default_rng(7).normal(size=100), horizon=5))
    assert np.isnan(bands[:43]).all()
    assert not np.isnan(bands[44:]).any()


def test_quantiles_rise_with_their_level() -> None:
    bands = conformal.bands(past(np.random.default_rng(8).normal(size=300)))
    assert (np.diff(bands[60:], axis=1) >= 0).all()


def test_a_heavier_season_moves_the_band_towards_its_own_errors() -> None:
    error = np.where(np.arange(1_500) % 365 < 60, 5.0, 1.0) * np.random.default_rng(9).normal(size=1_500)
    plain, seasonal = (
        conformal.bands(past(error), conformal.Settings(season_weight=weight))[1_490] for weight in (1.0, 8.0)
    )
    assert seasonal[-1] - seasonal[0] > plain[-1] - plain[0]
