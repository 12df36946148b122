"""Cluster: the same ensemble over Dask workers, on this machine or on many.

A worker gets the program once and is then sent numbers of chunks; it sends back counts. Tasks take a second or so,
because a scheduler costs a millisecond a task. A worker that dies takes its tasks with it; they are done again
elsewhere and give the same bits, since a chunk depends on (program, seed, number) alone.

On one machine threads (`ensemble.run`) are faster: a worker is a process that must load the kernel first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tidegauge.errors import OutputNotPossible
from tidegauge.scenarios.ensemble import BLOCK_PATHS, Job, Kept, Progress, chunk_paths, count_chunks, pilot_scales
from tidegauge.scenarios.program import Program
from tidegauge.scenarios.summary import Summary

if TYPE_CHECKING:
    from distributed import Client

TASK_PATH_DAYS = 4_000_000
"""Path-days of a task: about a second of one core."""

LOCAL = "local"
PATIENCE_SECONDS = 10.0
RETRIES = 3
"""How often a task is tried again after its worker died with it."""


def run(
    program: Program,
    *,
    paths: int,
    seed: int,
    address: str = LOCAL,
    out: Path | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Simulate an ensemble on a Dask cluster; equal to `ensemble.run` bit for bit.

    Parameters
    ----------
    address : str, default "local"
        Of a scheduler ("tcp://host:8786"), or "local" for workers of this machine that end with the run.
    program, paths, seed, out, progress
        As in `ensemble.run`.

    Raises
    ------
    OutputNotPossible
        No scheduler answers at the address, or `out` holds another run.
    NegativeStock, ScenarioTooLarge
        As in `ensemble.run`.
    """
    with connected(address) as client:
        return run_on(client, program, paths=paths, seed=seed, out=out, progress=progress)


def run_on(
    client: "Client",
    program: Program,
    *,
    paths: int,
    seed: int,
    out: Path | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Simulate an ensemble on the workers of a client."""
    from distributed import as_completed

    job = Job(program, seed, paths, BLOCK_PATHS, pilot_scales(program, seed, paths, BLOCK_PATHS))
    kept = Kept(out, job)
    shared = client.scatter(job, broadcast=True, hash=False)  # type: ignore[no-untyped-call]
    size = max(1, TASK_PATH_DAYS // (chunk_paths(program) * len(program.days.on)))
    left = kept.left()
    tasks = {
        client.submit(count_chunks, shared, chunks, pure=False, retries=RETRIES): chunks
        for chunks in (left[start : start + size] for start in range(0, len(left), size))
    }
    for task in as_completed(tasks):  # type: ignore[no-untyped-call]
        kept.take(tasks[task], task.result())
        if progress:
            progress(int(kept.tally.paths[0]), paths)
        task.release()
    return kept.summary()


@contextmanager
def connected(address: str) -> Iterator["Client"]:
    """Give a client of a scheduler, and of a cluster of this machine's own where no address is given.

    Raises
    ------
    OutputNotPossible
        No scheduler answers.
    """
    from distributed import Client, LocalCluster

    if address == LOCAL:
        own = LocalCluster(threads_per_worker=1, dashboard_address=None)  # type: ignore[no-untyped-call]
        with own, Client(own) as client:  # type: ignore[no-untyped-call]
            yield client
        return
    try:
        client = Client(address, timeout=PATIENCE_SECONDS)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        remedy = "Start one with `dask scheduler`, or leave the address out."
        raise OutputNotPossible(place=address, detail="no Dask scheduler answers there", remedy=remedy) from error
    with client:
        yield client
