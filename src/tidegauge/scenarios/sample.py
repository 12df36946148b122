"""Sample: single figures of every path, for questions that need paths rather than quantiles.

An ensemble reduces paths to histograms as they finish, so that a million fit into flat memory. A portfolio needs the
same path's spread and liquidity side by side, and the interval of a median needs ranks: this keeps a handful of cells a
path, and the day each watermark was met, and nothing else.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.scenarios.ensemble import chunk_paths, simulate_paths
from tidegauge.scenarios.program import METRICS, Program

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Cell(NamedTuple):
    """A metric at the end of a day; days count from 0."""

    metric: str
    day: int


class Sample(NamedTuple):
    """What is kept of every path: its cells, and the day it met each watermark (−1 never)."""

    values: "NDArray[np.int64]"  # (n_cells, n_paths) USD, or thousandths of a basis point
    met_on: "NDArray[np.int64]"  # (n_watermarks, n_paths)


def draw(program: Program, cells: Sequence[Cell], *, paths: int, seed: int) -> Sample:
    """Run a program and keep some cells of every path; path p is the same however many there are.

    Raises
    ------
    NegativeStock
        A path ends a day with a stock below zero that cannot be there.

    Notes
    -----
    Memory: 8 bytes × (cells + watermarks) × paths, beside one chunk a thread.
    """
    metrics = [METRICS.index(cell.metric) for cell in cells]
    days = [cell.day for cell in cells]
    size = chunk_paths(program)

    def part(first: int) -> Sample:
        found = simulate_paths(program, seed=seed, first=first, paths=min(size, paths - first))
        return Sample(found.figures[metrics, days], found.met_on)

    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        parts = list(pool.map(part, range(0, paths, size)))
    return Sample(*(np.concatenate(kept, axis=1) for kept in zip(*parts, strict=True)))
