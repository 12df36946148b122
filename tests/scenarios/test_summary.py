"""Do counts give back what the paths say?"""

from dataclasses import replace

import numpy as np
import pytest

from tidegauge.scenarios.kernels.reduce import count
from tidegauge.scenarios.program import METRICS
from tidegauge.scenarios.summary import BINS, QUANTILES, Summary, add, scales, tally

BN = 10**9
N_DAYS = 3
METRIC = "reserves_usd"


def figures(n_paths: int, seed: int = 1) -> np.ndarray:
    """Return figures of paths: a normal, a single value and a heavy tail, by day."""
    draw = np.random.default_rng(seed)
    days = (
        3_000 * BN + draw.normal(size=n_paths) * 40 * BN,
        np.full(n_paths, 7.0),
        2_000 + np.exp(draw.normal(size=n_paths) * 3) * 1_000,
    )
    return np.ascontiguousarray(np.broadcast_to(np.floor(days), (len(METRICS), N_DAYS, n_paths)), np.int64)


def counted(paths: np.ndarray, cuts: tuple[int, ...] = ()) -> Summary:
    """Count paths, cut into stretches."""
    bins = scales(paths[:, :, :512])
    total = tally(N_DAYS, 0)
    for part in np.split(paths, cuts, axis=2):
        one = tally(N_DAYS, 0)
        count(np.ascontiguousarray(part), bins, one, np.empty(part.shape[2], np.int64))
        one.paths[0] = part.shape[2]
        add(total, one)
    return Summary("", 7, paths.shape[2], paths.shape[2], bins, total, ())


@pytest.mark.parametrize("cuts", [(), (1,), (512,), (100, 101, 3_000)])
def test_counts_do_not_depend_on_how_paths_are_cut_up(cuts):
    paths = figures(4_000)
    assert all(np.array_equal(a, b) for a, b in zip(counted(paths).tally, counted(paths, cuts).tally, strict=True))


def test_every_path_is_counted_once_in_every_cell():
    assert (counted(figures(3_001)).tally.counts.sum(axis=2) == 3_001).all()


def test_mean_lowest_and_highest_are_exact():
    paths, summary = figures(3_000), counted(figures(3_000))
    assert summary.extremes(METRIC).tolist() == [paths[0].min(axis=1).tolist(), paths[0].max(axis=1).tolist()]
    exact = [sum(day) / 3_000 for day in paths[0].tolist()]
    assert summary.mean(METRIC).tolist() == pytest.approx(exact, rel=1e-15)


def test_sums_of_a_million_large_amounts_do_not_overflow():
    paths = figures(1_000) + 10**15
    paths[:, 0, 0] = 0  # the first edge of the bins is far below the others, so that sums above it are large
    summary = counted(paths)
    for _ in range(10):
        add(summary.tally, summary.tally)
    many = replace(summary, paths=1_024_000)
    assert many.mean(METRIC)[0] == sum(paths[0, 0].tolist()) / 1_000


def test_quantiles_are_within_a_hundredth_of_a_standard_deviation():
    paths = figures(20_000)
    found, true = counted(paths).quantiles(METRIC), np.quantile(paths[0], QUANTILES, axis=1)
    assert np.abs(found[:, 0] - true[:, 0]).max() < 0.01 * 40 * BN
    assert (found[:, 1] == 7).all()
    assert found[2, 2] == pytest.approx(true[2, 2], rel=0.15)  # the middle of a log-normal of three e-folds


def test_quantiles_rise_with_their_share_and_stay_among_the_paths():
    summary = counted(figures(300))
    found = summary.quantiles(METRIC, [share / 50 for share in range(51)])
    assert (np.diff(found, axis=0) >= 0).all()
    least, most = summary.extremes(METRIC)
    assert ((found >= least) & (found <= most)).all()


def test_values_far_outside_the_pilot_are_kept_in_the_outermost_bins():
    paths = figures(2_000)
    paths[:, :, -1] = 10**15
    paths[:, :, -2] = -(10**15)
    summary = counted(paths)
    assert summary.tally.counts[0, 0, 0] == summary.tally.counts[0, 0, BINS - 1] == 1
    assert summary.extremes(METRIC)[:, 0].tolist() == [-(10**15), 10**15]


def test_a_single_path_is_its_own_quantile():
    paths = figures(1)
    assert counted(paths).quantiles(METRIC).tolist() == [paths[0, :, 0].tolist()] * len(QUANTILES)
