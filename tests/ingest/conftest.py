"""The service on this machine and the clock of the sources' tests, and an update that asks nobody else."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.sources.conftest import Answer, Asked, Hours, Service, hours, service

from tidegauge.ingest import fetch
from tidegauge.sources.client import Client, Network
from tidegauge.store import Store

__all__ = ["Answer", "Asked", "Hours", "Service", "hours", "service"]

NOW = datetime(2025, 11, 3, 21, 30, tzinfo=UTC)  # Monday 16:30 New York
HOSTS = (
    "markets.newyorkfed.org",
    "api.fiscaldata.treasury.gov",
    "api.stlouisfed.org",
    "fred.stlouisfed.org",
    "data.sec.gov",
    "stablecoins.llama.fi",
)


@pytest.fixture
def network(service: Service, hours: Hours) -> Network:
    """Look for every publisher on this machine, and never really sleep."""
    return Network(
        tries=3,
        timeout_seconds=2.0,
        addresses=dict.fromkeys(HOSTS, service.url),
        sleep=hours.sleep,
        monotonic=hours.monotonic,
        chance=lambda: 1.0,
        wall=lambda: NOW,
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def connect(store: Store, network: Network) -> Iterator[Callable[..., Client]]:
    """Return a maker of clients that archive into the store."""
    made: list[Client] = []

    def connect(*, offline: bool = False, **environment: str) -> Client:
        made.append(fetch.connect(store, offline=offline, environment=environment, network=network))
        return made[-1]

    yield connect
    for client in made:
        client.close()


@pytest.fixture
def update(store: Store, connect: Callable[..., Client]) -> Callable[..., fetch.Updated]:
    """Return an update of the store from the service on this machine."""

    def update(*names: str, at: datetime = NOW, environment: Any = None, **more: Any) -> fetch.Updated:
        client = more.pop("client", None) or connect(**(environment or {}))
        return fetch.update(store, names=names, recorded_at=at, client=client, **more)

    return update
