"""The application under load: many readers while a writer writes, and what is new is seen without a restart."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
from tests.views.web.conftest import Serve

from tidegauge.catalogue.series import find
from tidegauge.store import Batch, Store

READERS, ROUNDS = 24, 4
PATHS = ("series/show/sofr", "series/show/effr?as_of=2025-11-03", "ledger/explain/E01a", "settings")


def write(root: Path, n: int) -> None:
    """Store the n-th day of SOFR and EFFR."""
    batch, day = Batch(), date(2025, 6, 2) + timedelta(days=n)
    for series in ("sofr", "effr"):
        batch.add(series, day, 4.0 + n / 100, find(series).release.known_at(day), "release_rule")
    Store(root).append(batch, recorded_at=datetime(2026, 6, 1, tzinfo=UTC) + timedelta(minutes=n))


def test_readers_see_no_error_while_the_store_is_written(serve: Serve, tmp_path: Path) -> None:
    write(tmp_path / "store", 0)
    client, is_over = serve(tmp_path / "store"), threading.Event()

    def writer() -> None:
        for n in range(1, 40):
            if is_over.is_set():
                return
            write(tmp_path / "store", n)
            time.sleep(0.02)
            if n % 10 == 0:
                Store(tmp_path / "store").rebuild_index()

    def reader(n: int) -> list[tuple[int, str]]:
        with httpx.Client(base_url=client.base_url, timeout=60) as own:
            asked = [f"/api/v1/{PATHS[(n + turn) % len(PATHS)]}" for turn in range(ROUNDS)]
            found = [(own.get(path), path) for path in asked]
            return [(response.status_code, path) for response, path in found if response.status_code != 200]

    writing = threading.Thread(target=writer)
    writing.start()
    with ThreadPoolExecutor(READERS) as pool:
        wrong = [one for found in pool.map(reader, range(READERS)) for one in found]
    is_over.set()
    writing.join()
    assert wrong == []
    write(tmp_path / "store", 50)
    for _ in range(100):
        last = client.get("/api/v1/series/show/sofr").json()["answer"]["values"][-1]
        if last["period"] == "2025-07-22":
            break
        time.sleep(0.1)
    assert (last["period"], last["value"]) == ("2025-07-22", 4.5), "what is new is seen without a restart"


def test_health_is_that_of_the_store(serve: Serve, tmp_path: Path) -> None:
    write(tmp_path / "store", 0)
    client = serve(tmp_path / "store")
    assert client.get("/healthz").json() == {"status": "ok"}
    (tmp_path / "store").rename(tmp_path / "away")
    response = client.get("/healthz")
    assert response.status_code >= 400
    assert response.json()["error"]["code"] == "no_store"
    assert client.get("/api/v1/ledger/explain/E01a").status_code == 200, "readers go on with what was read"
