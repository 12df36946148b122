"""Every reply in `replies/` is read as its answers say; every broken one is refused.

Adding a series or a source needs no code here, only files in `replies/<reader>/`, where a reader is a source's id, or
`<id>_without_key` for what is read while its key is not set:

- `<name>.json` (or csv, txt, …): a reply, written by hand to the contract;
- `<name>.answers.csv`: what it says, `series,period,value,vintage`; an empty value is "missing", an empty vintage none;
- `series.toml`: series that only the tests know, `[id]` with `key`, `part`, `unit`, `delivered`, `frequency`; every
  other id is looked up in the catalogue;
- `<name>.request.toml`, where the first request of `requests()` is not the one that was answered: `url`, `[params]`,
  and `series = [...]` where the answers name none;
- `broken/<name>.*` with `broken/<name>.request.toml`: a reply that must be refused (a missing field, a wrong type).

A body that stands in `replies/` with answers of no line (`[]` of a service whose lists have no root) is no broken one.
"""

import csv
import json
import tomllib
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tidegauge import sources
from tidegauge.catalogue.series import Series, load
from tidegauge.errors import SourceFormatError
from tidegauge.frame import Observation
from tidegauge.sources import fred, nyfed
from tidegauge.sources.base import Request, Source
from tidegauge.units import UNITS

REPLIES = Path(__file__).parent / "replies"
NOT_REPLIES = (".answers.csv", ".request.toml", "series.toml")
BROKEN = {
    "empty": b"",
    "object": b"{}",
    "list": b"[]",
    "null": b"null",
    "text": b'"no"',
    "number": b"12",
    "html": b"<!DOCTYPE html>\n<html><head><title>Down, again</title></head><body>Please, wait</body></html>\n",
    "binary": bytes(range(256)) * 4,
    "zip": b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
}


def readers() -> dict[str, Source]:
    """Return every source of the project by the name of its folder."""
    declared = [getattr(entry, "SOURCE", entry) for entry in getattr(sources, "SOURCES", ())]
    found: dict[str, Source] = {}
    for source in [*declared, fred.SOURCE, nyfed.SOURCE]:
        found[source.id] = source
        if source.without_key is not None:
            found[f"{source.id}_without_key"] = source.without_key
    return found


READERS = readers()


def replies(folder: str = "") -> list[tuple[str, Path]]:
    """Return (reader, file) of every reply, or of every broken one."""
    return [
        (reader, path)
        for reader in READERS
        for path in sorted((REPLIES / reader / folder).glob("*.*"))
        if path.is_file() and not path.name.endswith(NOT_REPLIES)
    ]


def beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name.split(".")[0] + ending)


def series_named(reader: str, name: str) -> Series:
    """Return a series as the reader addresses it: from the catalogue, or the folder's own table."""
    own = REPLIES / reader / "series.toml"
    tables = tomllib.loads(own.read_text("utf-8")) if own.exists() else {}
    source = READERS[reader].id
    if name in tables:
        table = tables[name]
        unit, delivered = UNITS[table["unit"]], UNITS[table.get("delivered", table["unit"])]
        rest = {"key": table["key"], "part": table.get("part", ""), "frequency": table.get("frequency", "day")}
        return replace(load()["sofr"], id=name, source=source, unit=unit, delivered=delivered, also=(), **rest)
    series = load()[name].served_by(source)
    assert series is not None, f"{source} does not serve {name}"
    return series


def answers(path: Path) -> list[Observation]:
    """Read the answers beside a reply."""
    with beside(path, ".answers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Observation(
            row["series"],
            date.fromisoformat(row["period"]),
            float(row["value"]) if row["value"] else None,
            _vintage(row.get("vintage") or ""),
        )
        for row in rows
    ]


def _vintage(text: str) -> date | datetime | None:
    if not text:
        return None
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def request_for(reader: str, path: Path) -> Request:
    """Return the request a reply answers."""
    told = beside(path, ".request.toml")
    table = tomllib.loads(told.read_text("utf-8")) if told.exists() else {}
    names = table.get("series")
    periods = [date(2025, 10, 1), date(2025, 10, 31)]
    if beside(path, ".answers.csv").exists() and answers(path):
        names = names or dict.fromkeys(row.series for row in answers(path))
        periods = [row.period for row in answers(path)]
    elif names is None:
        names = dict.fromkeys(row.series for _, other in replies() if _ == reader for row in answers(other))
    series = tuple(series_named(reader, name) for name in names)
    if "url" in table:
        return Request(series, table["url"], table.get("params", {}))
    first = next(iter(READERS[reader].requests(series, min(periods), max(periods))))
    return replace(first, series=series)


def by_name(pairs: list[tuple[str, Path]]) -> list[object]:
    return [pytest.param(reader, path, id=f"{reader}-{path.stem}") for reader, path in pairs]


def sorted_rows(rows: list[Observation]) -> list[Observation]:
    return sorted(rows, key=lambda row: (row.series, row.period, str(row.vintage)))


def test_every_source_has_a_reply_with_answers() -> None:
    told = {reader for reader, path in replies() if answers(path)}
    assert told == set(READERS)


@pytest.mark.parametrize(("reader", "path"), by_name(replies()))
def test_a_reply_is_read_as_its_answers_say(reader: str, path: Path) -> None:
    found = list(READERS[reader].parse(request_for(reader, path), path.read_bytes()))
    assert sorted_rows(found) == sorted_rows(answers(path))


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize(("reader", "path"), by_name([pair for pair in replies() if answers(pair[1])]))
def test_a_body_that_is_no_reply_is_refused(reader: str, path: Path, name: str) -> None:
    if BROKEN[name] in {other.read_bytes().strip() for other_reader, other in replies() if other_reader == reader}:
        pytest.skip("this service says so when it has nothing new")
    refuses(reader, path, BROKEN[name])


@pytest.mark.parametrize(
    ("reader", "path"), by_name([pair for pair in replies() if pair[1].suffix == ".json" and answers(pair[1])])
)
def test_a_cut_or_mistyped_reply_is_refused(reader: str, path: Path) -> None:
    body = path.read_bytes()
    for length in {1, len(body) // 3, len(body) // 2, len(body.rstrip()) - 1}:
        refuses(reader, path, body[:length])
    root = json.loads(body)
    refuses(reader, path, json.dumps(dict.fromkeys(root, 7) if isinstance(root, dict) else [7]).encode())


@pytest.mark.parametrize(("reader", "path"), by_name(replies("broken")))
def test_a_broken_reply_is_refused(reader: str, path: Path) -> None:
    refuses(reader, path, path.read_bytes())


def refuses(reader: str, path: Path, body: bytes) -> None:
    """Hold that a body is refused with a format error that names source and series."""
    request = request_for(reader, path)
    with pytest.raises(SourceFormatError) as caught:
        list(READERS[reader].parse(request, body))
    assert caught.value.facts["source"] == READERS[reader].id
    assert request.series[0].id in str(caught.value.facts["series"])
