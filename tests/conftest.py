"""For all folders of tests: the order of their files, and the publishers' figures where they are at hand."""

import fcntl
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tidegauge.ingest.files import import_folder
from tidegauge.store import Store

FIGURES = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def publishers(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a store of the publishers' own files, for reading only; skip, and say why, where they are not at hand.

    The workers of a run share it, and whichever asks first imports.
    """
    if not FIGURES.is_dir():
        pytest.skip("the publishers' figures are not at hand, and the project holds no copy of them")
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "publishers"
    with folder.with_suffix(".lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        if not lock.read():
            import_folder(Store(folder), FIGURES, recorded_at=datetime(2026, 11, 20, 17, tzinfo=UTC))
            lock.write("imported")
    return folder


FIRST = ("test_kernels.py", "test_kills.py", "test_bundle.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long, so that no worker is left alone with one of them at the end.

    The first of all compiles the kernel while the next two keep another worker busy that needs none: it is compiled
    once and not by both.
    """
    long = {item.path for item in items if item.get_closest_marker("slow")}
    rank = {name: n for n, name in enumerate(FIRST)}
    items.sort(key=lambda item: (rank.get(item.path.name, len(rank)), item.path not in long))
