"""Small hand-made frames: Wednesdays of a Fed that is easy to add up."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest

from tidegauge.catalogue.series import find
from tidegauge.frame import Frame, track
from tidegauge.indicators.balance_sheet import INPUTS

MOMENT = datetime(2025, 11, 3, 17, tzinfo=UTC)
WEDNESDAY = date(2025, 10, 29)
BEFORE = WEDNESDAY - timedelta(days=7)
BN = 1_000_000_000
SHEET = {  # 6,000 of assets; what is owed adds up to 5,980, so 20 are unmapped
    "fed_assets": 6_000,
    "treasuries_held": 4_000,
    "mbs_held": 1_500,
    "repos_outstanding": 50,
    "loans": 10,
    "swaps": 0,
    "reserves": 2_800,
    "tga_wednesday": 600,
    "reverse_repos": 250,
    "foreign_repo_pool": 150,
    "currency": 2_100,
    "foreign_official_deposits": 10,
    "other_deposits": 170,
    "other_liabilities": 50,
}


class Wednesdays:
    """Two Wednesdays of the same balance sheet; `changed` moves lines of the second, in billions."""

    def frame(self, changed: Mapping[str, int] | None = None, *, without: tuple[str, ...] = ()) -> Frame:
        """Return the frame; the lines in `without` are not known on the second Wednesday."""
        tracks = {}
        for id_, level in SHEET.items():
            points = [(BEFORE, float(level * BN)), (WEDNESDAY, float((level + (changed or {}).get(id_, 0)) * BN))]
            tracks[id_] = track(id_, find(id_).unit, points[:1] if id_ in without else points, MOMENT)
        return Frame(MOMENT, tracks)


@pytest.fixture
def wednesdays() -> Wednesdays:
    assert set(SHEET) == set(INPUTS)
    return Wednesdays()
