"""Sample: single figures of every path, for questions that need paths rather than quantiles.

An ensemble reduces paths to histograms as they finish, so that a million fit into flat memory. A portfolio needs the
same path's spread and liquidity side by side, and the interval of a median needs ranks: this keeps a handful of cells a
path, and the day each watermark was met, and nothing else.
"""

import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.errors import ScenarioTooLarge
from tidegauge.scenarios.ensemble import MEMORY_LIMIT, Progress, chunk_paths, simulate_paths, stoppable
from tidegauge.scenarios.program import METRICS, Program

if TYPE_CHECKING:
    from numpy.typing import NDArray

COPIES = 3
"""What a question may make of a sample beside it: a difference, a sorted copy."""


class Cell(NamedTuple):
    """A metric at the end of a day; days count from 0."""

    metric: str
    day: int


class Sample(NamedTuple):
    """What is kept of every path: its cells, and the day it met each watermark (−1 never)."""

    values: "NDArray[np.int64]"  # (n_cells, n_paths) USD, or thousandths of a basis point
    met_on: "NDArray[np.int64]"  # (n_watermarks, n_paths)


def draw(
    program: Program,
    cells: Sequence[Cell],
    *,
    paths: int,
    seed: int,
    workers: int = 0,
    progress: Progress | None = None,
) -> Sample:
    """Run a program over threads and keep some cells of every path; path p is the same however many there are.

    Parameters
    ----------
    cells : sequence of Cell
        What to keep.
    program, paths, seed, workers, progress
        As in `ensemble.run`.

    Returns
    -------
    Sample
        After Ctrl-C that of the first paths, as many as had been finished without a gap.

    Raises
    ------
    NegativeStock
        A path ends a day with a stock below zero that cannot be there.
    ScenarioTooLarge
        More than 10 GB would be needed.

    Notes
    -----
    Memory: 8 bytes × (cells + watermarks) × paths, beside one chunk a thread.
    """
    refuse_too_large(program, cells, paths)
    stretches = stretches_of(program, paths)
    with stoppable() as is_stopped, ThreadPoolExecutor(workers or len(os.sched_getaffinity(0))) as pool:
        parts = [pool.submit(part, program, cells, seed, stretch) for stretch in stretches]
        try:
            return joined(program, cells, paths, _finished(stretches, parts, is_stopped), progress)
        finally:  # what has not begun never will
            pool.shutdown(wait=False, cancel_futures=True)


def _finished(
    stretches: Sequence[tuple[int, int]], parts: Sequence[Future[Sample]], is_stopped: threading.Event
) -> Iterator[tuple[tuple[int, int], Sample]]:
    """Yield stretches in order as threads finish them; once stopped, those under way and no more."""
    for stretch, found in zip(stretches, parts, strict=True):
        if is_stopped.is_set():
            for waiting in parts:
                waiting.cancel()
        if found.cancelled():
            return
        yield stretch, found.result()


def refuse_too_large(program: Program, cells: Sequence[Cell], paths: int) -> None:
    """Refuse a sample, and what a question makes of it, that would need more memory than is allowed.

    Raises
    ------
    ScenarioTooLarge
        Cells times paths are what costs.
    """
    needed = COPIES * 8 * (len(cells) + len(program.watermarks)) * paths
    if needed > MEMORY_LIMIT:
        raise ScenarioTooLarge(needed=f"{needed / 1e9:.0f} GB", limit=f"{MEMORY_LIMIT / 1e9:.0f} GB")


def stretches_of(program: Program, paths: int) -> list[tuple[int, int]]:
    """Return the stretches (first path, how many) in which a sample is drawn."""
    size = chunk_paths(program)
    return [(first, min(size, paths - first)) for first in range(0, paths, size)]


def part(program: Program, cells: Sequence[Cell], seed: int, stretch: tuple[int, int]) -> Sample:
    """Return the sample of one stretch of paths."""
    found = simulate_paths(program, seed=seed, first=stretch[0], paths=stretch[1])
    return Sample(
        found.figures[[METRICS.index(cell.metric) for cell in cells], [cell.day for cell in cells]], found.met_on
    )


def joined(
    program: Program,
    cells: Sequence[Cell],
    paths: int,
    parts: Iterable[tuple[tuple[int, int], Sample]],
    progress: Progress | None,
) -> Sample:
    """Return one sample of stretches in any order, each put in its place as it comes; the first ones, if not all."""
    whole = Sample(*(np.empty((n, paths), np.int64) for n in (len(cells), len(program.watermarks))))
    done = 0
    for (first, n), found in parts:
        whole.values[:, first : first + n], whole.met_on[:, first : first + n] = found
        done += n
        if progress:
            progress(done, paths)
    return whole if done == paths else Sample(*(array[:, :done] for array in whole))
