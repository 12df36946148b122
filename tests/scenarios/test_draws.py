"""Are the draws Philox, are they good, and are they the same in the kernel as in plain Python?"""

import math
from statistics import NormalDist

import numpy as np
import pytest

from tidegauge.scenarios.draws import STREAM_MARKET, correlated, normals, philox
from tidegauge.scenarios.kernels.stages import correlate, draw

KEY = np.array([7, 0])

KNOWN_ANSWERS = (  # "kat_vectors" of Random123 1.14, philox4x32 10: counter, key, answer
    (
        (0x00000000, 0x00000000, 0x00000000, 0x00000000),
        (0x00000000, 0x00000000),
        (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8),
    ),
    (
        (0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF),
        (0xFFFFFFFF, 0xFFFFFFFF),
        (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    ),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
)


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_philox_gives_the_published_answers(counter, key, answer):
    assert philox(*counter, *key) == answer


@pytest.fixture(scope="module")
def sample() -> np.ndarray:
    """2,048 paths of 40 days and 8 shocks, drawn by the kernel: (day, shock, path)."""
    drawn = np.empty((40, 8, 2048))
    for day in range(40):
        draw(drawn[day], KEY, 0, day)
    return drawn


@pytest.mark.parametrize("path", [0, 1, 817, 2047])
def test_kernel_and_python_draw_the_same_bits(sample, path):
    assert [normals(7, path, day, 8) for day in range(40)] == sample[:, :, path].tolist()


def test_seeds_paths_days_and_streams_each_give_their_own_draws():
    drawn = [
        normals(7, 5, 3, 4),
        normals(8, 5, 3, 4),
        normals(7 + 2**32, 5, 3, 4),
        normals(7, 6, 3, 4),
        normals(7, 5, 4, 4),
        normals(7, 5, 3, 4, STREAM_MARKET),
    ]
    assert len({tuple(one) for one in drawn}) == len(drawn)


def test_moments_are_those_of_a_standard_normal(sample):
    n, z = sample.size, sample.ravel()
    found = [(z**power).mean() for power in (1, 2, 3, 4)]
    expected, variance = (0, 1, 0, 3), (1, 2, 15, 96)
    assert all(
        abs(moment - true) < 4.5 * math.sqrt(v / n) for moment, true, v in zip(found, expected, variance, strict=True)
    )


def test_every_twentieth_of_the_distribution_is_hit_equally_often(sample):
    edges = [NormalDist().inv_cdf(share / 20) for share in range(1, 20)]
    counts = np.bincount(np.searchsorted(edges, sample.ravel()), minlength=20)
    expected = sample.size / 20
    assert ((counts - expected) ** 2 / expected).sum() < 43.8  # chi-squared of 19 degrees at 0.1 %
    assert (np.abs(sample) > 4).mean() == pytest.approx(2 * NormalDist().cdf(-4), rel=0.4)


@pytest.mark.parametrize("axis", [0, 1, 2], ids=["day", "shock", "path"])
@pytest.mark.parametrize("lag", [1, 2, 4])
@pytest.mark.parametrize("power", [1, 2])
def test_neighbours_are_not_correlated(sample, axis, lag, power):
    z = sample**power - (power == 2)
    first, second = np.take(z, range(z.shape[axis] - lag), axis), np.take(z, range(lag, z.shape[axis]), axis)
    product = (first * second).ravel()
    assert abs(product.mean()) < 4.5 * product.std() / math.sqrt(product.size)


def test_correlation_is_added_up_in_the_same_order_by_both(sample):
    root = np.linalg.cholesky(0.4 * np.ones((8, 8)) + 0.6 * np.eye(8))
    z = np.empty((8, 2048))
    correlate(z, root, np.ascontiguousarray(sample[3]))
    for path in (0, 99, 2047):
        assert correlated(root.tolist(), sample[3, :, path].tolist()) == z[:, path].tolist()
    assert np.corrcoef(z)[0, 1] == pytest.approx(0.4, abs=0.08)
