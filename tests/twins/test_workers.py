"""Ten thousand paths of the shutdown: no row or column is a dollar out, and threads, blocks and workers are twins."""

import os
import signal
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from scenario_runs import SEED, run

from tidegauge.scenarios import cluster, ensemble
from tidegauge.scenarios.program import METRICS, Program
from tidegauge.scenarios.summary import Summary

if TYPE_CHECKING:
    from distributed import Client

distributed = pytest.importorskip("distributed")

PATHS = 10_000


@pytest.fixture(scope="module")
def program() -> Program:
    """Return the shutdown of 2025 as it was known on its eve, with every flow and every behaviour."""
    return run("shutdown_2025").program


@pytest.fixture(scope="module")
def one_thread(program: Program) -> Summary:
    """Return the run on one thread."""
    return ensemble.run(program, paths=PATHS, seed=SEED, workers=1)


@pytest.fixture
def two_workers() -> "Iterator[Client]":
    """Give a client of a cluster of two processes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with (
            distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as own,
            distributed.Client(own) as client,
        ):
            yield client


def counted(summary: Summary) -> tuple[bytes, ...]:
    """Return all that a run has counted, and the fan of every metric, as bytes."""
    fans = (summary.quantiles(name).tobytes() for name in METRICS)
    return (summary.program_sha256.encode(), *(array.tobytes() for array in summary.tally), *fans)


def test_no_row_or_column_is_out_on_any_day_of_any_path(one_thread: Summary, program: Program) -> None:
    assert (one_thread.residual_usd, one_thread.paths) == (0, PATHS)
    assert one_thread.n_days == len(program.days.on) == 66


@pytest.mark.parametrize(("workers", "block"), [(2, 256), (1, 64), (2, 100), (1, 1_024)])
def test_threads_and_blocks_change_no_byte(one_thread: Summary, program: Program, workers: int, block: int) -> None:
    other = ensemble.run(program, paths=PATHS, seed=SEED, workers=workers, block=block)
    assert counted(other) == counted(one_thread)


def test_two_workers_of_which_one_is_killed_change_no_byte(
    two_workers: "Client", one_thread: Summary, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "TASK_PATH_DAYS", 1)  # one chunk a task, so that work is left when a worker dies
    pids = [state["pid"] for state in two_workers.run(lambda: {"pid": os.getpid()}).values()]
    killed: list[int] = []

    def kill(finished: int, _: int) -> None:
        if not killed and 0 < finished < PATHS:
            os.kill(pids[0], signal.SIGKILL)
            killed.append(pids[0])

    assert len(pids) == 2
    assert counted(cluster.run_on(two_workers, program, paths=PATHS, seed=SEED, progress=kill)) == counted(one_thread)
    assert killed


def test_another_seed_counts_otherwise(one_thread: Summary, program: Program) -> None:
    assert counted(ensemble.run(program, paths=PATHS, seed=SEED + 1)) != counted(one_thread)
