"""Blocks keep neighbours together, draw every row as often as promised, and come out the same for the same seed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegauge.models.fits.bootstrap import circular_blocks


def test_a_seed_is_repeatable_and_more_draws_leave_the_first_alone() -> None:
    rows = circular_blocks(30, 5, seed=3, draws=8)
    assert rows.shape == (8, 30)
    assert (rows == circular_blocks(30, 5, seed=3, draws=20)[:8]).all()
    assert (rows != circular_blocks(30, 5, seed=4, draws=8)).any()


@given(st.integers(1, 40), st.integers(1, 60))
def test_every_position_is_a_row(n: int, block: int) -> None:
    rows = circular_blocks(n, block, seed=1, draws=4)
    assert rows.shape == (4, n)
    assert rows.min() >= 0
    assert rows.max() < n


def test_a_block_goes_on_from_the_first_row() -> None:
    rows = circular_blocks(12, 4, seed=2, draws=200).reshape(-1, 4)
    assert (np.diff(rows) % 12 == 1).all()
    assert (np.diff(rows) < 0).any()


def test_every_row_is_drawn_as_often_as_the_others() -> None:
    share = np.bincount(circular_blocks(20, 5, seed=5, draws=4_000).ravel(), minlength=20) / 4_000
    assert share == pytest.approx(np.ones(20), abs=0.1)


def test_blocks_see_the_memory_that_single_rows_miss() -> None:
    series = np.random.default_rng(6).normal(size=400)
    for row in range(1, 400):
        series[row] += 0.8 * series[row - 1]
    true = series.std() / 20 * 3  # √((1 + 0.8) / (1 − 0.8)) = 3 times that of independent rows
    single = series[circular_blocks(400, 1, seed=7)].mean(axis=1).std()
    assert single < 0.4 * true
    assert 0.6 * true < series[circular_blocks(400, 25, seed=7)].mean(axis=1).std() < 1.2 * true
