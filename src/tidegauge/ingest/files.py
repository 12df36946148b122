"""Load a folder of tidy figures into the store, as the catalogue's `imports` describe it.

The whole folder is read and checked before anything is stored, so a malformed file costs nothing. A file the catalogue
does not know is a finding, not silence; so are two files that disagree about the same figure.
"""

import csv
import gzip
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import product
from math import isclose, isfinite
from pathlib import Path

from tidegauge.catalogue.series import Column, Series, load, not_series
from tidegauge.errors import InputFileError, UsageError
from tidegauge.frame import Finding, finding
from tidegauge.ingest.rates import checked
from tidegauge.store import Batch, Store
from tidegauge.units import scaled

MISSING = {"", ".", "null", "NA", "ND"}
EARLY = timedelta(days=3)  # a figure may be out a little before its rule says so, never longer
SAME = 1e-6  # two files agree when they differ by less, in relation: prices carry float noise
BATCH_ROWS = 40_000
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Imported:
    """What an import did: files read, rows offered and added, and what was odd."""

    files: int = 0
    rows: int = 0
    added: int = 0
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """One value of a series found in a file; `published` where the file says when it came out."""

    period: date
    value: float
    published: date | datetime | None
    line: int


def import_folder(store: Store, folder: Path, *, recorded_at: datetime, progress: Progress | None = None) -> Imported:
    """Store every figure of `folder` that the store does not hold yet.

    Parameters
    ----------
    store : Store
        Where to.
    folder : Path
        Any subset of the layout the catalogue's `imports` name; `.csv` and `.csv.gz`.
    recorded_at : datetime
        The moment of the import; nothing that is known later can be in the folder.
    progress : callable, optional
        Called with (what, done, total).

    Returns
    -------
    Imported
        Counts and findings. A second import of the same folder adds 0 rows.

    Raises
    ------
    InputFileError
        A file the catalogue knows is malformed; nothing of the folder is stored.
    """
    try:
        is_folder = folder.is_dir()
    except (OSError, ValueError):  # a name too long, or with a zero byte in it
        is_folder = False
    if not is_folder:
        raise InputFileError(place=str(folder), detail="it is not a directory")
    report = Imported()
    present = sorted(path for path in folder.rglob("*") if path.is_file())
    wanted = _wanted()
    found: dict[str, list[tuple[int, str, list[Row]]]] = defaultdict(list)
    for done, path in enumerate(present):
        name = path.relative_to(folder).as_posix()
        if progress:
            progress(name, done, 2 * len(present))
        report.findings.extend(_unknown_columns(path, name, wanted.get(name, [])))
        if name in wanted:
            report.files += 1
            for rank, series, rows in _read(path, name, wanted[name]):
                found[series.id].append((rank, name, rows))
    stored = 0
    for batch in _batches(found, recorded_at, report):
        report.added += store.append(batch, recorded_at=recorded_at)
        stored += len(batch)
        if progress:
            progress("storing", len(present) + round(len(present) * stored / max(report.rows, 1)), 2 * len(present))
    store.rebuild_index()
    return report


def _wanted() -> dict[str, list[tuple[int, Series, Column]]]:
    """Return, by file, the columns some series takes from it with their precedence."""
    wanted: dict[str, list[tuple[int, Series, Column]]] = defaultdict(list)
    for series in load().values():
        for rank, column in enumerate(series.columns):
            wanted[column.file].append((rank, series, column))
    return wanted


def _open(path: Path, name: str) -> Iterator[list[str]]:
    """Yield the rows of a CSV file, gzipped or not; a damaged one is one clear error."""
    line = 0
    try:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            for row in reader:
                line = reader.line_num
                yield row
    except (OSError, EOFError, UnicodeDecodeError, csv.Error, zlib.error) as error:
        raise InputFileError(place=f"{name}, line {line + 1}", detail=str(error) or repr(error)) from error


def _unknown_columns(path: Path, name: str, taken: list[tuple[int, Series, Column]]) -> list[Finding]:
    """Return findings about a file, or columns of it, that the catalogue neither takes nor explains."""
    explained = not_series().get(name, frozenset())
    if "*" in explained:
        return []
    if not taken and not explained:
        return [finding("unknown_file", name, severity="warning")]
    header = next(_open(path, name), [])
    known = explained.union(*(column.reads for _, _, column in taken))
    return [
        finding("unknown_column", name, severity="warning", column=column) for column in header if column not in known
    ]


def _read(path: Path, name: str, takers: list[tuple[int, Series, Column]]) -> Iterator[tuple[int, Series, list[Row]]]:
    """Yield what each series finds in one file."""
    lines = _open(path, name)
    header = next(lines, None)
    if header is None:
        raise InputFileError(place=f"{name}, line 1", detail="it is empty")
    position = {column: i for i, column in enumerate(header)}
    if len(position) < len(header):
        twice = next(column for column in header if header.count(column) > 1)
        raise InputFileError(place=f"{name}, line 1", detail=f'column "{twice}" stands twice')
    for _, series, column in takers:
        needed = [column.column, column.date, *column.where, *filter(None, (column.known_on, column.per))]
        for missing in needed:
            if missing not in position:
                raise InputFileError(place=f"{name}, line 1", detail=f'column "{missing}" ({series.id}) is missing')
    table = []
    for number, line in enumerate(lines, start=2):
        if len(line) != len(header):
            raise InputFileError(
                place=f"{name}, line {number}", detail=f"it has {len(line)} cells, the header {len(header)}"
            )
        table.append(line)
    groups: dict[tuple[str, ...], dict[tuple[str, ...], list[tuple[int, list[str]]]]] = {}
    for rank, series, column in takers:
        keys = tuple(sorted(column.where))
        if keys not in groups:
            groups[keys] = _grouped(table, [position[key] for key in keys])
        cells = [(cell,) if isinstance(cell, str) else cell for cell in (column.where[key] for key in keys)]
        chosen = [line for combination in product(*cells) for line in groups[keys].get(combination, [])]
        yield rank, series, _column_rows(name, _picked(name, chosen, position, column), position, series, column)


def _grouped(table: list[list[str]], positions: list[int]) -> dict[tuple[str, ...], list[tuple[int, list[str]]]]:
    """Return numbered lines by the cells at some positions, so that each filter costs one pass, not one a series."""
    groups: dict[tuple[str, ...], list[tuple[int, list[str]]]] = defaultdict(list)
    for number, line in enumerate(table, start=2):
        groups[tuple(line[i] for i in positions)].append((number, line))
    return groups


def _picked(
    name: str, lines: list[tuple[int, list[str]]], position: dict[str, int], column: Column
) -> list[tuple[int, list[str]]]:
    """Keep the lines a column's `span_months` and `nth` ask for."""
    if column.span_months:
        start, end = position["start"], position[column.date]
        lines = [line for line in lines if _months(name, line, start, end) == column.span_months]
    if not column.nth:
        return lines
    seen: Counter[tuple[str, str]] = Counter()
    picked = []
    for number, line in sorted(lines):
        key = (line[position[column.date]], line[position[column.per]] if column.per else "")
        seen[key] += 1
        if seen[key] == column.nth:
            picked.append((number, line))
    return picked


def _months(name: str, line: tuple[int, list[str]], start: int, end: int) -> int:
    """Return how many months lie between two dates of a line, rounded; 0 where there is no start."""
    number, cells = line
    if not cells[start].strip():
        return 0
    try:
        return round((date.fromisoformat(cells[end][:10]) - date.fromisoformat(cells[start][:10])).days / 30.4375)
    except ValueError as error:
        raise InputFileError(place=f"{name}, line {number}", detail=str(error)) from error


def _column_rows(
    name: str, lines: list[tuple[int, list[str]]], position: dict[str, int], series: Series, column: Column
) -> list[Row]:
    """Turn the lines of one series into rows, oldest period first."""
    at_value, at_date = position[column.column], position[column.date]
    at_published = position.get(column.known_on)
    delivered = column.unit or series.delivered
    rows = []
    for number, line in lines:
        text = line[at_value].strip()
        if text in MISSING or (at_published is not None and line[at_published].strip() in MISSING):
            continue
        try:
            period = read_period(line[at_date], column.period_form)
            published = None if at_published is None else _published(line[at_published])
            if not (column.first or date.min) <= period <= (column.last or date.max):
                continue
            value = scaled(text, delivered, series.unit)
            if not isfinite(value):
                raise ValueError(f"{text} is beyond all measure")
            rows.append(Row(period, checked(series, value), published, number))
        except ValueError as error:
            raise InputFileError(place=f"{name}, line {number}", detail=f"{series.id}: {error}") from error
    rows.sort(key=lambda row: (row.period, str(row.published)))
    if column.total:
        return _totals(rows)
    if column.steps:
        return [row for i, row in enumerate(rows) if i == 0 or row.value != rows[i - 1].value]
    return _single(name, series, rows)


_QUARTER = re.compile(r"^(\d{4})-?Q([1-4])$")


def read_period(text: str, form: str) -> date:
    """Read a period as a file writes it; months and quarters become their last day.

    >>> read_period("2025-02", "month"), read_period("2024Q3", "quarter"), read_period("2025-07-01", "quarter_start")
    (datetime.date(2025, 2, 28), datetime.date(2024, 9, 30), datetime.date(2025, 9, 30))
    """
    text = text.strip()
    if form == "quarter":
        match = _QUARTER.match(text)
        if match is None:
            raise ValueError(f'"{text}" is not a quarter such as 2024Q3')
        return _month_end(int(match[1]), 3 * int(match[2]))
    if form == "month":
        year, _, month = text.partition("-")
        return _month_end(int(year), int(month[:2]))
    try:
        day = date.fromisoformat(text[:10])
    except ValueError as error:
        raise ValueError(f'"{text}" is not a date') from error
    if form == "month_start":
        return _month_end(day.year, day.month)
    if form == "quarter_start":
        return _month_end(day.year, day.month + 2)
    return day


def _month_end(year: int, month: int) -> date:
    if not 1 <= month <= 12:
        raise ValueError(f"{year}-{month} is not a month")
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _published(text: str) -> date | datetime:
    """Read a publication day or moment; a moment without an offset would be a guess."""
    text = text.strip()
    if len(text) == 10:
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f'"{text}" has no time zone')
    return moment.astimezone(UTC)


def _totals(rows: list[Row]) -> list[Row]:
    """Add rows of one period; where publication days are known, the sum grows with each of them."""
    totals: list[Row] = []
    for row in rows:
        if totals and totals[-1].period == row.period:
            total = totals[-1].value + row.value
            if totals[-1].published == row.published:
                totals.pop()
            totals.append(Row(row.period, total, row.published, row.line))
        else:
            totals.append(row)
    return totals


def _single(name: str, series: Series, rows: list[Row]) -> list[Row]:
    """Keep one row for each period and publication; two that disagree are an error, a repeated value is no vintage."""
    single: list[Row] = []
    for row in rows:
        last = single[-1] if single else None
        is_vintage = last is not None and last.value != row.value and last.published != row.published
        if last is None or last.period != row.period or is_vintage:
            single.append(row)
        elif last.value != row.value:
            raise InputFileError(
                place=f"{name}, line {row.line}",
                detail=f"{series.id} for {row.period} stands twice, as {last.value} and {row.value}",
            )
    return single


def _batches(
    found: dict[str, list[tuple[int, str, list[Row]]]], recorded_at: datetime, report: Imported
) -> Iterator[Batch]:
    """Yield batches of whole series with their release moments; the first file that has a period wins."""
    ready = []
    for id_, parts in found.items():
        series = load()[id_]
        rows = _precedence(series, sorted(parts, key=lambda part: part[0]), report)
        ready.append((id_, [(name, _dated(series, name, row, recorded_at)) for name, row in rows]))
        report.rows += len(rows)
    batch = Batch()
    for id_, dated in ready:
        for name, row in dated:
            batch.reply = f"file:{name}"
            batch.add(id_, *row)
        if len(batch) >= BATCH_ROWS:
            yield batch
            batch = Batch()
    yield batch


def _precedence(series: Series, parts: list[tuple[int, str, list[Row]]], report: Imported) -> list[tuple[str, Row]]:
    """Merge the files of one series; where two differ about a period, say so once for each file."""
    chosen: dict[tuple[date, object], tuple[str, Row]] = {}
    best: dict[date, tuple[str, Row]] = {}
    for _, name, rows in parts:
        differ, filled = [], dict(best)
        for row in rows:
            if row.published is not None:
                chosen.setdefault((row.period, row.published), (name, row))
            elif row.period not in best:
                chosen[row.period, None] = (name, row)
            elif not isclose(best[row.period][1].value, row.value, rel_tol=SAME):
                differ.append(row)
            filled[row.period] = chosen.get((row.period, row.published), (name, row))
        best = filled | best
        if differ:
            first = differ[0]
            winner, kept = best[first.period]
            report.findings.append(
                finding(
                    "files_differ",
                    series.id,
                    first.period,
                    file=name,
                    winner=winner,
                    n=len(differ),
                    value=f"{first.value:g}",
                    kept=f"{kept.value:g}",
                )
            )
    return [chosen[key] for key in sorted(chosen, key=lambda key: (key[0], str(key[1])))]


def _dated(series: Series, name: str, row: Row, recorded_at: datetime) -> tuple[date, float | None, datetime, str]:
    """Give a row the moment it became known, and refuse one that could not be known yet."""
    try:
        known_at, known_by = _known(series, row)
    except (ValueError, OverflowError, UsageError) as error:
        detail = f"{series.id}: {row.period} lies outside the calendar"
        raise InputFileError(place=f"{name}, line {row.line}", detail=detail) from error
    if known_at > recorded_at:
        if known_at - recorded_at > EARLY:
            raise InputFileError(
                place=f"{name}, line {row.line}",
                detail=f"{series.id} for {row.period} would be known only on {known_at.date()}, in the future",
            )
        known_at, known_by = recorded_at, "fetched"
    return row.period, row.value, known_at, known_by


def _known(series: Series, row: Row) -> tuple[datetime, str]:
    """Return when a row became known by the file's own word or by the release rule, and which of them said so."""
    if row.published is None:
        return series.release.known_at(row.period), "release_rule"
    if isinstance(row.published, datetime):
        return row.published, "fetched"
    return series.release.clock_on(row.published), "published"
