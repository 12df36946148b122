"""Ensemble: many paths of a program over threads, in memory that does not grow with their number.

Paths are simulated in chunks. A finished chunk is counted into histograms and forgotten, so a million paths take the
memory of a few thousand, and what has been counted can be written down and resumed. A path depends on (program, seed,
number) alone and counting is whole-number arithmetic, so no result depends on threads, blocks, order or resuming.

Cost of 10,000 paths over 65 days: about 0.1 s on two cores, and 40 s of one core once to compile the kernel after an
installation.
"""

import hashlib
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tidegauge.errors import InternalError, OutputNotPossible, ScenarioTooLarge, UnbalancedSheet
from tidegauge.ledger.chart import INSTRUMENTS, SECTORS
from tidegauge.scenarios.draws import SEED_END
from tidegauge.scenarios.program import METRICS, Program
from tidegauge.scenarios.simulate import simulate
from tidegauge.scenarios.summary import BINS, PILOT_PATHS, Scales, Summary, Tally, add, scales, tally
from tidegauge.words import Phrase

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tidegauge.scenarios.kernels.chunk import Outcome, Room

MEMORY_LIMIT = 10_000_000_000
BLOCK_PATHS = 256
CHUNK_PATHS = 2_048
CHUNK_BYTES = 96_000_000
"""A chunk is smaller than `CHUNK_PATHS` where its figures would not fit into this."""

BREACHED_SHARE_MAX = 0.01
"""Above this share of paths with a stock below zero a run is refused: it is the story, not chance."""

KEPT_EVERY = 16
"""Chunks between two writings of what has been counted."""

Progress = Callable[[int, int], None]
"""Called with the paths finished and the paths asked for."""


class Job(NamedTuple):
    """What a worker needs to know of a run."""

    program: Program
    seed: int
    paths: int
    block: int
    scales: Scales


def run(
    program: Program,
    *,
    paths: int,
    seed: int,
    workers: int = 0,
    block: int = BLOCK_PATHS,
    out: Path | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Simulate an ensemble.

    Parameters
    ----------
    program : Program
        What a scenario was compiled to.
    paths : int
        How many; path p is the same in every run with this seed.
    seed : int
        From 0 to 2⁶⁴ − 1.
    workers : int, default 0
        Threads; 0 takes one for each core this program may use.
    block : int, default 256
        Paths that are simulated side by side; it changes the time a run takes and nothing else.
    out : Path, optional
        Folder in which to keep what has been counted; a run of the same program and seed goes on from there.
    progress : callable, optional
        Told after every stretch of paths how many are finished and how many were asked for.

    Returns
    -------
    Summary
        After Ctrl-C that of the paths finished so far.

    Raises
    ------
    NegativeStock
        More than one path in a hundred ends a day with a stock below zero that cannot be there.
    UnbalancedSheet
        A row or a column of the sheet does not sum to zero on some day of some path, which is our own mistake.
    ScenarioTooLarge
        More than 10 GB would be needed.
    OutputNotPossible
        `out` holds another run, or cannot be written.
    """
    workers = workers or len(os.sched_getaffinity(0))
    refuse_too_large(program, workers)
    with stoppable() as is_stopped:
        job = Job(program, seed, paths, block, pilot_scales(program, seed, paths, block))
        kept = Kept(out, job)
        left = kept.left()
        if progress:
            progress(int(kept.tally.paths[0]), paths)
        for finished, part in _over_threads(job, left, workers, is_stopped):
            kept.take(finished, part)
            if progress:
                progress(int(kept.tally.paths[0]), paths)
    return kept.summary()


@contextmanager
def stoppable() -> Iterator[threading.Event]:
    """Give an event that Ctrl-C sets instead of breaking off half an addition; a second one breaks off."""
    is_stopped = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield is_stopped
        return
    before = signal.getsignal(signal.SIGINT)

    def stop(number: int, frame: object) -> None:
        is_stopped.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, stop)
    try:
        yield is_stopped
    finally:
        signal.signal(signal.SIGINT, before)


def _over_threads(
    job: Job, left: list[int], workers: int, is_stopped: threading.Event
) -> Iterator[tuple[list[int], Tally]]:
    """Yield counted stretches of chunks as threads finish them; once stopped, those under way and no more."""
    size = max(1, min(8, len(left) // (4 * workers)))
    waiting = iter([left[start : start + size] for start in range(0, len(left), size)])
    under_way: dict[Future[Tally], list[int]] = {}
    with ThreadPoolExecutor(workers) as pool:
        while True:
            while len(under_way) < workers and not is_stopped.is_set() and (chunks := next(waiting, None)) is not None:
                under_way[pool.submit(count_chunks, job, chunks)] = chunks
            if not under_way:
                return
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                yield under_way.pop(future), future.result()


def chunk_paths(program: Program) -> int:
    """Return how many paths a chunk of a program has."""
    room = CHUNK_BYTES // (8 * len(METRICS) * max(1, len(program.days.on)))
    return min(CHUNK_PATHS, max(256, room // 256 * 256))


def count_chunks(job: Job, chunks: Iterable[int]) -> Tally:
    """Simulate some chunks of a run and count their paths."""
    from tidegauge.scenarios.kernels.chunk import room
    from tidegauge.scenarios.kernels.reduce import count

    size = chunk_paths(job.program)
    made = room(job.program, paths=min(size, job.paths), block=job.block)
    found = tally(len(job.program.days.on), len(job.program.watermarks))
    for chunk in chunks:
        n_paths = min(size, job.paths - chunk * size)
        part = _run(made, job.program, job.seed, (chunk * size, n_paths), check=True)
        count(part.figures, job.scales, found, np.empty(n_paths, np.int64))
        for mark, days in enumerate(part.met_on[:, :n_paths]):
            found.met_on[mark] += np.bincount(days[days >= 0], minlength=found.met_on.shape[1])
        found.paths[0] += n_paths
        found.residual_usd[0] = max(int(found.residual_usd[0]), int(part.residual_usd[:n_paths].max()))
        broken = np.flatnonzero(part.breach[0, :n_paths] >= 0)
        found.breached[0] += broken.size
        found.first_breached[0] = min([int(found.first_breached[0]), *(chunk * size + broken[:1]).tolist()])
    return found


def simulate_paths(
    program: Program, *, seed: int, first: int = 0, paths: int, block: int = BLOCK_PATHS, check: bool = True
) -> "Outcome":
    """Return every figure of a stretch of paths; memory grows with their number, so ask for thousands at most.

    Raises
    ------
    NegativeStock
        More than one path in a hundred ends a day with a stock below zero that cannot be there: the story is at fault.
        The lowest such path is named. Fewer are left as they are and counted: a tail of chance, not worth a run.
    UnbalancedSheet
        The sheet leaks; the row or column is named.
    """
    from tidegauge.scenarios.kernels.chunk import room

    found = _run(room(program, paths=paths, block=block), program, seed, (first, paths), check=check)
    return type(found)(*(np.ascontiguousarray(array[..., :paths]) for array in found))


def _run(room: "Room", program: Program, seed: int, stretch: tuple[int, int], *, check: bool) -> "Outcome":
    """Return a stretch of paths (first, how many) simulated in a room; paths that fill up a block follow them."""
    from tidegauge.scenarios.kernels.chunk import run_paths

    first, paths = stretch
    if not 0 <= seed < SEED_END:
        raise ValueError(f"a seed is from 0 to {SEED_END - 1}")
    found = run_paths(room, seed=seed, first=first, paths=paths, check=check)
    leaking = np.flatnonzero(found.residual_usd[:paths])
    if leaking.size:
        _refuse_leak(room, program, seed, first + int(leaking[0]))
    broken = np.flatnonzero(found.breach[0, :paths] >= 0)
    if broken.size > BREACHED_SHARE_MAX * paths:
        simulate(program, seed=seed, path=first + int(broken[0]))  # the readable engine says what stands below zero
        raise InternalError(detail=f"path {first + int(broken[0])} differs between the engines")
    return found


def _refuse_leak(room: "Room", program: Program, seed: int, path: int) -> None:
    """Raise for the row or column by which a path is out when it is run again; a gap that has closed has no name.

    Raises
    ------
    UnbalancedSheet, InternalError
        Always: a sheet that leaks is a mistake of ours.
    """
    from tidegauge.scenarios.kernels.chunk import run_paths

    run_paths(room, seed=seed, first=path, paths=1, check=False)
    signed = room.block.balance[:, 0] * program.chart.sign
    sums = (("instrument_rows", INSTRUMENTS, program.chart.row), ("sector_columns", SECTORS, program.chart.column))
    for check, names, places in sums:
        for number, subject in enumerate(names):
            gap = int(signed[places == number].sum())
            if gap:
                raise UnbalancedSheet(check=check, subject=subject, gap_usd=gap)
    raise InternalError(detail=f"path {path} was out of balance on a day before its last")


def pilot_scales(program: Program, seed: int, paths: int, block: int) -> Scales:
    """Return where bins lie: always from the same paths of a run."""
    return scales(simulate_paths(program, seed=seed, paths=min(paths, PILOT_PATHS), block=block).figures)


def refuse_too_large(program: Program, workers: int) -> None:
    """Refuse a run that would need more memory than is allowed.

    Raises
    ------
    ScenarioTooLarge
        Days are what costs: histograms and figures grow with them, and not with paths.
    """
    n_days = len(program.days.on)
    histograms = 8 * len(METRICS) * n_days * BINS * (workers + 2)
    figures = 8 * len(METRICS) * n_days * (chunk_paths(program) * workers + PILOT_PATHS)
    if histograms + figures > MEMORY_LIMIT:
        needed = f"{(histograms + figures) / 1e9:.0f} GB"
        raise ScenarioTooLarge(needed=needed, limit=f"{MEMORY_LIMIT / 1e9:.0f} GB")


def program_sha256(program: Program) -> str:
    """Return the hash of everything in a program that changes an outcome; its name does not."""
    digest = hashlib.sha256()
    _feed(digest, program[1:])
    return digest.hexdigest()


def _feed(digest: Any, value: Any) -> None:
    """Feed a value to a hash: arrays by type, shape and bytes, tuples part by part, the rest as written."""
    if isinstance(value, np.ndarray):
        digest.update(f"{value.dtype.str}{value.shape}".encode())
        digest.update(np.ascontiguousarray(value).tobytes())
    elif isinstance(value, tuple):
        digest.update(f"({len(value)}".encode())
        for part in value:
            _feed(digest, part)
    else:
        digest.update(f"{value!r},".encode())


class Kept:
    """What a run has counted so far, and where it is written down."""

    def __init__(self, out: Path | None, job: Job) -> None:
        self.job = job
        self.sha256 = program_sha256(job.program)
        self.place = None if out is None else out / "counted.npz"
        self.tally = tally(len(job.program.days.on), len(job.program.watermarks))
        self.is_done = np.zeros(-(-job.paths // chunk_paths(job.program)), np.bool_)
        self._unwritten = 0
        if self.place is not None and self.place.exists():
            self._resume(self.place)

    def left(self) -> list[int]:
        """Return the chunks that have not been counted."""
        return [int(chunk) for chunk in np.flatnonzero(~self.is_done)]

    def take(self, chunks: Sequence[int], part: Tally) -> None:
        """Add what was counted, and write it down from time to time."""
        add(self.tally, part)
        self.is_done[list(chunks)] = True
        self._unwritten += len(chunks)
        if self._unwritten >= KEPT_EVERY or self.is_done.all():
            self.write()

    def write(self) -> None:
        """Write what has been counted, whole or not at all.

        Raises
        ------
        OutputNotPossible
            The folder cannot be written.
        """
        self._unwritten = 0
        if self.place is None:
            return
        try:
            self.place.parent.mkdir(parents=True, exist_ok=True)
            unfinished = self.place.with_suffix(".unfinished")
            with unfinished.open("wb") as file:
                np.savez(file, identity=self._identity(), is_done=self.is_done, **self.tally._asdict())
            unfinished.replace(self.place)
        except OSError as error:
            raise OutputNotPossible(
                place=self.place, detail=error.strerror, remedy="Name a folder that can be written."
            ) from error

    def summary(self) -> Summary:
        """Return the summary of what has been counted."""
        self.write()
        program = self.job.program
        names = tuple(mark.name for mark in program.watermarks)
        finished = int(self.tally.paths[0])
        return Summary(self.sha256, self.job.seed, finished, self.job.paths, self.job.scales, self.tally, names)

    def _identity(self) -> "NDArray[np.str_]":
        return np.array([self.sha256, str(self.job.seed), str(self.job.paths)])

    def _resume(self, place: Path) -> None:
        """Go on from what was written down.

        Raises
        ------
        OutputNotPossible
            It is of another program, seed or number of paths, or damaged.
        """
        remedy = "Name another folder or empty this one."
        try:
            with place.open("rb") as file, np.load(file) as kept:
                arrays = dict(kept)
            is_ours = arrays["identity"].tolist() == self._identity().tolist()
            if is_ours:
                self.is_done[:] = arrays["is_done"]
                for name, array in self.tally._asdict().items():
                    array[...] = arrays[name]
        except Exception as error:  # whatever reading a damaged file leads to
            detail = Phrase("runs.wrong.damaged", file=place.name)
            raise OutputNotPossible(place=place.parent, detail=detail, remedy=remedy) from error
        if not is_ours:
            detail = Phrase("runs.wrong.another_run")
            raise OutputNotPossible(place=place.parent, detail=detail, remedy=remedy)
