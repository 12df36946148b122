"""Small hand-made frames, and the stored figures where they are at hand."""

import csv
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from tidegauge.catalogue.series import find
from tidegauge.frame import Frame, Track, days, micros

SHARED = Path(__file__).parents[3] / "shared" / "data"
Points = Mapping[str, float]
Build = Callable[..., Frame]


def known_track(series: str, points: Points) -> Track:
    """Return a track whose values become known by the series' release rule."""
    ordered = sorted((date.fromisoformat(day), value) for day, value in points.items())
    release = find(series).release
    return Track(
        series,
        find(series).unit,
        np.array([days(day) for day, _ in ordered], np.int32),
        np.array([value for _, value in ordered], np.float64),
        np.array([micros(release.known_at(day)) for day, _ in ordered], np.int64),
        np.full(len(ordered), 1, np.int8),
    )


@pytest.fixture
def build() -> Build:
    """Return a builder: series and their points to a frame as of the far future, every value with its true clock."""

    def frame(**series: Points) -> Frame:
        tracks = {id_: known_track(id_, points) for id_, points in series.items()}
        return Frame(datetime(2099, 1, 1, tzinfo=UTC), tracks)

    return frame


@pytest.fixture
def stored() -> Callable[[str], dict[str, float]]:
    """Return a reader of two-column files of tidy figures; tests that ask for one are skipped where it is absent."""

    def read(name: str) -> dict[str, float]:
        path = SHARED / name
        if not path.exists():
            pytest.skip("the publishers' figures are not at hand, and the project holds no copy of them")
        with path.open(encoding="utf-8", newline="") as file:
            table = csv.reader(file)
            next(table)
            return {row[0]: float(row[1]) for row in table if row[1]}

    return read
