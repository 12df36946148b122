"""Dask workers give the bits that threads give, also when one of them is killed."""

import os
import signal
import socket
import warnings

import numpy as np
import pytest
from tests.scenarios import small

from tidegauge.errors import NoScheduler
from tidegauge.scenarios import cluster, ensemble, sample

distributed = pytest.importorskip("distributed")

PATHS, SEED = 40_000, 11
PROGRAM = small.program(8, flows={"taxes": small.Flow(small.TAXES, {3: 20.0}, 9.0, "taxes")})


@pytest.fixture
def two_workers():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with (
            distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as own,
            distributed.Client(own) as client,
        ):
            yield client


def test_a_killed_worker_changes_nothing(two_workers, monkeypatch):
    monkeypatch.setattr(cluster, "TASK_PATH_DAYS", 1)  # one chunk a task, so that work is left when a worker dies
    pids = [state["pid"] for state in two_workers.run(lambda: {"pid": os.getpid()}).values()]
    killed = []

    def kill(finished, _):
        if not killed and 0 < finished < PATHS:
            os.kill(pids[0], signal.SIGKILL)
            killed.append(pids[0])

    found = cluster.run_on(two_workers, PROGRAM, paths=PATHS, seed=SEED, progress=kill)
    threaded = ensemble.run(PROGRAM, paths=PATHS, seed=SEED)
    assert killed
    assert all(np.array_equal(a, b) for a, b in zip(found.tally, threaded.tally, strict=True))


def test_an_address_at_which_nobody_answers_is_said(monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 0.2)
    with pytest.raises(NoScheduler, match=r"nobody answers within 0\.2"), cluster.connected("tcp://127.0.0.1:9"):
        pass


def test_what_answers_and_is_no_scheduler_is_said(monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(NoScheduler, match="no Dask scheduler, or one"), cluster.connected(address):
            pass


@pytest.mark.parametrize(
    "address", ["foo", "", "tcp://", "http://x:99999", "tcp://x:99999", "tcp://127.0.0.1:x", "a:0"]
)
def test_what_is_no_address_is_told_before_anybody_is_asked(address):
    with pytest.raises(NoScheduler, match="an address reads tcp://host:8786"), cluster.connected(address):
        pass


def test_a_sample_of_two_workers_is_that_of_threads(two_workers):
    cells = [sample.Cell("reserves_usd", 3), sample.Cell("sofr_iorb_bp", 7)]
    found = cluster.sample_on(two_workers, PROGRAM, cells, paths=5_000, seed=SEED)
    threaded = sample.draw(PROGRAM, cells, paths=5_000, seed=SEED)
    assert all(np.array_equal(a, b) for a, b in zip(found, threaded, strict=True))
