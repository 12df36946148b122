"""Cluster: the same ensemble over Dask workers, on this machine or on many.

A worker gets the program once and is then sent numbers of chunks; it sends back counts. Tasks take a second or so,
because a scheduler costs a millisecond a task. A worker that dies takes its tasks with it; they are done again
elsewhere and give the same bits, since a chunk depends on (program, seed, number) alone.

On one machine threads (`ensemble.run`) are faster: a worker is a process that must load the kernel first.
"""

import logging
import re
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tidegauge.errors import NoScheduler
from tidegauge.scenarios import sample
from tidegauge.scenarios.ensemble import (
    BLOCK_PATHS,
    Job,
    Kept,
    Progress,
    chunk_paths,
    count_chunks,
    pilot_scales,
    refuse_too_large,
)
from tidegauge.scenarios.program import Program
from tidegauge.scenarios.sample import Cell, Sample
from tidegauge.scenarios.summary import Summary
from tidegauge.words import Phrase

if TYPE_CHECKING:
    from distributed import Client as Client  # the crew of a question names it too

TASK_PATH_DAYS = 4_000_000
"""Path-days of a task: about a second of one core."""

LOCAL = "local"
PATIENCE_SECONDS = 2.0
"""How long a scheduler may take to answer; on a network that is up it takes milliseconds."""

PORT_MAX = 65_535
_ADDRESS = re.compile(r"(?:(?P<speaks>tcp|tls|ws|wss)://)?\[?(?P<host>[^\s/\[\]]+)\]?:(?P<port>[0-9]{1,5})")


def run_on(
    client: "Client",
    program: Program,
    *,
    paths: int,
    seed: int,
    out: Path | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Simulate an ensemble on the workers of a client; equal to `ensemble.run` bit for bit.

    Parameters
    ----------
    client : Client
        From `connected`.
    program, paths, seed, out, progress
        As in `ensemble.run`.

    Raises
    ------
    OutputNotPossible
        `out` holds another run, or cannot be written.
    NegativeStock, UnbalancedSheet, ScenarioTooLarge
        As in `ensemble.run`.
    """
    from distributed import as_completed

    refuse_too_large(program, 1)
    job = Job(program, seed, paths, BLOCK_PATHS, pilot_scales(program, seed, paths, BLOCK_PATHS))
    kept = Kept(out, job)
    shared = client.scatter(job, broadcast=True, hash=False)  # type: ignore[no-untyped-call]
    size = max(1, TASK_PATH_DAYS // (chunk_paths(program) * len(program.days.on)))
    left = kept.left()
    tasks = {
        client.submit(count_chunks, shared, chunks, pure=False): chunks
        for chunks in (left[start : start + size] for start in range(0, len(left), size))
    }
    for task in as_completed(tasks):  # type: ignore[no-untyped-call]
        kept.take(tasks[task], task.result())
        if progress:
            progress(int(kept.tally.paths[0]), paths)
        task.release()
    return kept.summary()


def sample_on(
    client: "Client",
    program: Program,
    cells: Sequence[Cell],
    *,
    paths: int,
    seed: int,
    progress: Progress | None = None,
) -> Sample:
    """Draw a sample on the workers of a client; equal to `sample.draw` bit for bit."""
    from distributed import as_completed

    sample.refuse_too_large(program, cells, paths)
    shared = client.scatter(program, broadcast=True, hash=False)  # type: ignore[no-untyped-call]
    tasks = {
        client.submit(sample.part, shared, cells, seed, stretch, pure=False): stretch
        for stretch in sample.stretches_of(program, paths)
    }
    parts = ((tasks[task], task.result()) for task in as_completed(tasks))  # type: ignore[no-untyped-call]
    return sample.joined(program, cells, paths, parts, progress)


@contextmanager
def connected(address: str, workers: int | None = None) -> Iterator["Client"]:
    """Give a client of a scheduler, or with "local" of a cluster of so many workers of this machine's own.

    Raises
    ------
    NoScheduler
        The address is none, nobody answers there, or Dask is not installed.
    """
    if address != LOCAL:
        _refuse_silent(address)
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise NoScheduler(address=address, detail=Phrase("runs.wrong.no_dask")) from error
    if address == LOCAL:
        own = LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers,
            threads_per_worker=1,
            dashboard_address=None,
            silence_logs=logging.ERROR,  # a worker that is slow to end is killed: no news for who asked
        )
        with own, Client(own) as client:  # type: ignore[no-untyped-call]
            yield client
        return
    try:
        client = Client(address, timeout=PATIENCE_SECONDS)  # type: ignore[no-untyped-call]
    except Exception as error:  # whatever answers there may say anything, and what that leads to is not foreseen
        raise NoScheduler(address=address, detail=Phrase("runs.wrong.stranger")) from error
    with client:
        yield client


def _refuse_silent(address: str) -> None:
    """Refuse what is no address, and what answers there as no scheduler does: a client of Dask would go on trying.

    Over plain TCP a scheduler speaks first; over the other protocols the caller does, and Dask has to find out.
    """
    said = _ADDRESS.fullmatch(address)
    if said is None or not 0 < int(said["port"]) <= PORT_MAX:
        raise NoScheduler(address=address, detail=Phrase("runs.wrong.address"))
    try:
        greeter = socket.create_connection((said["host"], int(said["port"])), timeout=PATIENCE_SECONDS)
    except (OSError, ValueError) as error:
        detail = Phrase("runs.wrong.silent", seconds=f"{PATIENCE_SECONDS:g}")
        raise NoScheduler(address=address, detail=detail) from error
    with greeter:
        if said["speaks"] in (None, "tcp") and not _greets(greeter):
            raise NoScheduler(address=address, detail=Phrase("runs.wrong.stranger"))


def _greets(greeter: socket.socket) -> bool:
    """Return whether the other side says anything before it is asked."""
    try:
        return greeter.recv(1) != b""
    except OSError:
        return False
