"""Desks to ask at: one on the bundled figures, and small stores with only what a test says."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tidegauge.catalogue.series import find
from tidegauge.clock import parse_moment
from tidegauge.questions.desk import Desk
from tidegauge.reference import figures
from tidegauge.store import Batch, Store

NOON = parse_moment("2025-11-03T12:00-05:00")
RECORDED = datetime(2026, 6, 1, tzinfo=UTC)
Small = Callable[..., Desk]


@pytest.fixture
def desk() -> Desk:
    """Return a desk on the bundled figures, whatever stands in the default place."""
    opened = Desk(environment={})
    opened._store, opened._bundled = Store(figures.FOLDER), True
    return opened


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """Return a maker of desks on a store with some series; every figure is known by its release rule."""

    def small(**series: dict[str, float]) -> Desk:
        batch = Batch()
        for id_, points in series.items():
            for day, value in points.items():
                period = date.fromisoformat(day)
                batch.add(id_, period, value, find(id_).release.known_at(period), "release_rule")
        Store(tmp_path / "store").append(batch, recorded_at=RECORDED)
        return Desk(tmp_path / "store", environment={})

    return small
