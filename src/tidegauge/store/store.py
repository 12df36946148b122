"""Store: observations with three times, append-only, readable as of any moment.

`period` is what a value is about, `known_at` when the world could know it, `recorded_at` when we stored it. `as_of`
asks what could be known; `replay_at` asks what this store held, and reproduces an old report to the digit.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from pathlib import Path

import numpy as np

from tidegauge.catalogue.series import find
from tidegauge.errors import SchemaTooNew, StoreUnreadable, TidegaugeError
from tidegauge.frame import KNOWN_BY, Finding, Frame, Point, Track, finding, from_days, from_micros, micros
from tidegauge.store import index, log, scan
from tidegauge.store.batch import Batch, to_arrow

SCHEMA_VERSION = 1
LARGE = 8_000_000  # bytes of log; sorting a smaller one takes less than half a second, and serves every later frame
FETCHED = KNOWN_BY.index("fetched")
BY_RULE = KNOWN_BY.index("release_rule")


class Store:
    """A directory with a log of Parquet files, an archive of raw replies and a derived index.

    Any number of readers, writers one after the other. A `Store` object is a snapshot: it shows what was in the
    directory when it first read, and `refresh()` looks again.

    Parameters
    ----------
    root : Path
        The directory. It is created by the first write, never by a read.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._log = root / "log"
        self._index = root / "index"
        self._check_schema()

    def _check_schema(self) -> None:
        place = self.root / "store.json"
        try:
            found = int(json.loads(place.read_text("utf-8"))["schema"])
        except (FileNotFoundError, NotADirectoryError):
            return
        except (ValueError, LookupError, TypeError, OSError) as error:
            raise StoreUnreadable(place="store.json", detail=repr(error)) from error
        if found > SCHEMA_VERSION:
            raise SchemaTooNew(place=str(self.root), found=found, expected=SCHEMA_VERSION)

    # reading

    @cached_property
    def _rows(self) -> index.Rows:
        """The rows of index and log together, sorted."""
        files = log.names(self._log)
        loaded = index.load(self._index)
        if loaded is None:
            return index.sort(log.read(self._log, files))
        rows, covered = loaded
        tail = [name for name in files if name not in covered]
        return rows if not tail else _merged(rows, log.read(self._log, tail))

    def refresh(self) -> None:
        """Forget the snapshot; the next read sees what other processes have written since."""
        self.__dict__.pop("_rows", None)

    def generation(self) -> str:
        """Return a name of what the log on disk holds at this moment; every acknowledged write gives another."""
        return hashlib.sha256("\n".join(log.names(self._log)).encode()).hexdigest()[:16]

    def series(self) -> list[str]:
        """Return the ids of all series that have a row."""
        return sorted(self._rows.bounds)

    def frame(self, series: Iterable[str], *, as_of: datetime, replay_at: datetime | None = None) -> Frame:
        """Return what was known of some series at `as_of`.

        Parameters
        ----------
        series : iterable of str
            Ids of the catalogue; one without figures gives an empty track.
        as_of : datetime
            Nothing with a later `known_at` is in the frame.
        replay_at : datetime, optional
            Also leave out what this store recorded after that moment.

        Raises
        ------
        UnknownSeries
            An id that is not in the catalogue.
        StoreUnreadable
            A file of the store is damaged.
        """
        until = index.FOREVER if replay_at is None else micros(replay_at)
        rows = self._rows_for(micros(as_of), until)
        tracks = {id_: _track(rows.of(id_), id_, micros(as_of), until) for id_ in series}
        return Frame(as_of, tracks)

    def _rows_for(self, as_of: int, replay_at: int) -> index.Rows:
        """Return rows that answer one "as of": all of them, or from a large log without index only the answer."""
        if "_rows" in self.__dict__ or index.current(self._index) or log.size(self._log) < LARGE:
            return self._rows
        return scan.known(self._log, log.names(self._log), as_of, replay_at)

    def vintages(self, series: str, *, as_of: datetime) -> list[tuple[Point, datetime]]:
        """Return every stored value of a series known at `as_of`, oldest period first, with when it was recorded."""
        find(series)
        rows = self._rows.of(series)
        return [
            (
                Point(
                    series,
                    from_days(int(rows.period[i])),
                    float(rows.value[i]),
                    from_micros(int(rows.known_at[i])),
                    KNOWN_BY[int(rows.known_by[i])],
                ),
                from_micros(int(rows.recorded_at[i])),
            )
            for i in np.flatnonzero(rows.known_at <= micros(as_of)).tolist()
        ]

    def publications(self, series: Iterable[str], *, as_of: datetime) -> dict[str, tuple[int, datetime]]:
        """Return, of every series known at `as_of`, how many moments brought a value or a revision, and the first."""
        found, until = {}, micros(as_of)
        for id_ in series:
            known = self._rows.of(id_).known_at
            moments = np.unique(known[known <= until])
            if len(moments):
                found[id_] = (len(moments), from_micros(int(moments[0])))
        return found

    def last_moment(self) -> datetime | None:
        """Return the latest `known_at` in the store, or None when it is empty."""
        known = self._rows.known_at
        return from_micros(int(known.max())) if len(known) else None

    # writing

    def append(self, batch: Batch, *, recorded_at: datetime) -> int:
        """Store what is new in `batch` and return how many rows that was; what is already known is left out.

        A value that differs from the stored one, without a publication date of its own, is a revision made in place:
        it becomes known now, since nobody can say when between the two fetches it changed.

        Raises
        ------
        StoreNotWritable
            Disk full or directory read-only; nothing of the batch is stored.
        """
        if not len(batch):
            return 0
        with log.writing(self.root):
            self.refresh()
            kept, columns = self._unknown(batch, micros(recorded_at))
            if not len(kept):
                return 0
            if not (self.root / "store.json").exists():
                log.write_file(self.root / "store.json", json.dumps({"schema": SCHEMA_VERSION}).encode())
            log.append(self._log, to_arrow(batch, kept, columns, micros(recorded_at)), micros(recorded_at))
        self.refresh()
        return len(kept)

    def _unknown(self, batch: Batch, recorded_at: int) -> "tuple[np.ndarray, dict[str, np.ndarray]]":
        """Return which rows of a batch the store does not hold yet, and their columns, with revisions dated."""
        ids = list(dict.fromkeys(batch.series))
        code_of = {id_: code for code, id_ in enumerate(ids)}
        codes = np.fromiter(map(code_of.__getitem__, batch.series), np.int32, len(batch))
        columns: dict[str, np.ndarray] = {
            "period": np.array(batch.period, np.int32),
            "value": np.array(batch.value, np.float64),
            "known_at": np.array(batch.known_at, np.int64),
            "known_by": np.array(batch.known_by, np.int8),
        }
        first = _first_of_equals(codes, columns)
        low, high = self._rows.groups(ids, codes, columns["period"])
        fresh, revised = _fresh(self._rows, low, high, columns, live=batch.live)
        columns["known_at"][revised] = recorded_at
        columns["known_by"][revised] = FETCHED
        keep = np.flatnonzero(fresh & first)
        return keep, {name: column[keep] for name, column in columns.items()}

    def rebuild_index(self) -> int:
        """Sort the whole log into a fresh index and return the number of rows. Safe at any time, also while reading."""
        with log.writing(self.root):
            files = log.names(self._log)
            rows = index.sort(log.read(self._log, files))
            try:
                index.write(self._index, rows, files)
            except OSError as error:
                raise log.not_writable(self._index, error) from error
        self.refresh()
        return len(rows.period)

    def archive(self, body: bytes) -> str:
        """Keep a raw reply and return its SHA-256, by which rows point back to it."""
        digest = hashlib.sha256(body).hexdigest()
        target = self.root / "replies" / digest[:2] / f"{digest}.gz"
        if not target.exists():
            log.write_file(target, gzip.compress(body, mtime=0))
        return digest

    # self-examination

    def examine(self) -> list[Finding]:
        """Return findings about damaged files; an intact store gives none."""
        findings = []
        for name in log.names(self._log):
            try:
                log.read(self._log, [name])
            except TidegaugeError as error:
                findings.append(
                    finding("store_file", f"log/{name}", severity="error", error=str(error.facts["detail"]))
                )
        try:
            loaded = index.load(self._index)
            spoilt = index.examine(self._index)
        except (TidegaugeError, OSError, ValueError, KeyError) as error:
            detail = error.facts["detail"] if isinstance(error, TidegaugeError) else error
            return [*findings, finding("store_index", "index", severity="error", error=str(detail))]
        if spoilt:
            findings.append(finding("store_index", "index", severity="error", error=spoilt))
        missing = set() if loaded is None else loaded[1] - set(log.names(self._log))
        findings.extend(finding("store_file_missing", f"log/{name}", severity="error") for name in sorted(missing))
        return findings


def _track(rows: index.Rows, id_: str, as_of: int, replay_at: int) -> Track:
    """Return what was known of a series."""
    unit = find(id_).unit
    chosen = rows.known(as_of, replay_at)
    return Track(id_, unit, rows.period[chosen], rows.value[chosen], rows.known_at[chosen], rows.known_by[chosen])


def _merged(rows: index.Rows, tail: "dict[str, np.ndarray]") -> index.Rows:
    """Return index rows and uncovered log rows sorted together."""
    ids = list(rows.bounds)
    lengths = [high - low for low, high in rows.bounds.values()]
    extra = {id_: position for position, id_ in enumerate(ids)}
    for id_ in tail["ids"].tolist():
        extra.setdefault(id_, len(extra))
    recode = np.array([extra[id_] for id_ in tail["ids"].tolist()], np.int32)
    together = {
        "ids": np.array(list(extra), dtype=object),
        "series": np.concatenate([np.repeat(np.arange(len(ids), dtype=np.int32), lengths), recode[tail["series"]]]),
    }
    for name in index.COLUMNS:
        together[name] = np.concatenate([getattr(rows, name), tail[name]])
    return index.sort(together)


def _fresh(
    known: index.Rows, low: "np.ndarray", high: "np.ndarray", columns: "dict[str, np.ndarray]", *, live: bool
) -> "tuple[np.ndarray, np.ndarray]":
    """Say which rows are new, and which of these revise a stored value in place; [low, high) hold their period."""
    moment, value = columns["known_at"], columns["value"]
    undated = (columns["known_by"] == BY_RULE) | (live & (columns["known_by"] == FETCHED))
    if not len(known.period):
        return np.ones(len(value), bool), np.zeros(len(value), bool)
    seen = high > low
    same_as_newest = seen & _equal(known.value[np.maximum(high - 1, 0)], value)
    stored = _stored(known, low, high, moment, value) & seen
    already = np.where(undated, same_as_newest | (stored & (not live)), stored)
    return ~already, ~already & seen & undated


def _stored(
    known: index.Rows, low: "np.ndarray", high: "np.ndarray", moment: "np.ndarray", value: "np.ndarray"
) -> "np.ndarray":
    """Say which (moment, value) pairs already stand among the rows [low, high) of their period."""
    row = index.last_not_after(known.known_at, low, high, moment)
    found = np.zeros(len(moment), bool)
    while True:  # rows of one moment stand together: usually one, two where sources contradict each other
        at = np.maximum(row, 0)
        same_moment = (row >= low) & (known.known_at[at] == moment)
        if not same_moment.any():
            return found
        found |= same_moment & _equal(known.value[at], value)
        row = row - 1


def _equal(left: "np.ndarray", right: "np.ndarray") -> "np.ndarray":
    """Compare values; two missing ones are equal."""
    same: np.ndarray = (left == right) | (np.isnan(left) & np.isnan(right))
    return same


def _first_of_equals(codes: "np.ndarray", columns: "dict[str, np.ndarray]") -> "np.ndarray":
    """Mark the first of rows of a batch that are alike in series, period, moment and value."""
    moment, value = columns["known_at"], columns["value"]
    first = np.ones(len(codes), bool)
    place = (codes.astype(np.int64) << 32) + columns["period"]
    if (place[1:] > place[:-1]).all():
        return first  # one row a period, in order: the usual batch
    order = np.lexsort((np.nan_to_num(value, nan=np.inf), moment, place))
    same = (np.diff(place[order]) == 0) & (np.diff(moment[order]) == 0) & _equal(value[order][1:], value[order][:-1])
    first[order[1:][same]] = False
    return first
