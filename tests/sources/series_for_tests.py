"""Series that only the tests know, recorded replies of ../shared, and what a broken reply must do."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tidegauge.catalogue.releases import load_releases
from tidegauge.catalogue.series import Series, load
from tidegauge.errors import SourceFormatError
from tidegauge.frame import Observation
from tidegauge.sources.base import Request, Source
from tidegauge.units import UNITS

RECORDED = Path(__file__).parents[3] / "shared" / "api" / "recorded"


def series(id_: str, key: str, part: str = "", *, unit: str = "usd", delivered: str = "", release: str = "") -> Series:
    """Return a series that no catalogue holds."""
    return replace(
        load()["sofr"],
        id=id_,
        key=key,
        part=part,
        unit=UNITS[unit],
        delivered=UNITS[delivered or unit],
        release=load_releases()[release or "mts"],
        also=(),
    )


def recorded(name: str) -> bytes:
    """Return a recorded body; skip, and say why, where the shared folder is absent."""
    path = RECORDED / name
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    return path.read_bytes()


def read(source: Source, request: Request, body: bytes | str) -> list[Observation]:
    """Return what a source finds in a body."""
    return list(source.parse(request, body.encode() if isinstance(body, str) else body))


def refusal(source: Source, request: Request, body: bytes | str) -> str:
    """Return the detail of the format error that a body must raise."""
    with pytest.raises(SourceFormatError) as caught:
        read(source, request, body)
    assert caught.value.facts["source"] == source.id
    return str(caught.value.facts["detail"])


def values(found: list[Observation], id_: str = "") -> Iterator[tuple[str, float | None]]:
    """Yield (period, value) of one series, or of all."""
    for row in found:
        if id_ in ("", row.series):
            yield row.period.isoformat(), row.value
