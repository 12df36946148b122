"""The index: the log's rows sorted by series, period, known_at and recorded_at, as flat arrays on disk.

It is derived and can be deleted at any time. A generation is a folder of `.npy` files that readers map into memory; the
file `CURRENT` names the one to use and is replaced atomically. Rows of log files that a generation does not cover yet
are merged in memory, so a reader never waits for a rebuild. "As of T" is a bisection inside each (series, period)
group, all groups at once.
"""

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from tidegauge.errors import StoreUnreadable
from tidegauge.store import log

if TYPE_CHECKING:
    from numpy.typing import NDArray

COLUMNS = ("period", "value", "known_at", "known_by", "recorded_at")
ARRAYS = (*COLUMNS, "starts")
FOREVER = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Rows:
    """Sorted rows of some series: `bounds[id]` is the slice of a series, `starts` the first row of each group."""

    bounds: dict[str, tuple[int, int]]
    period: "NDArray[np.int32]"
    value: "NDArray[np.float64]"
    known_at: "NDArray[np.int64]"
    known_by: "NDArray[np.int8]"
    recorded_at: "NDArray[np.int64]"
    starts: "NDArray[np.int64]"

    def of(self, series: str) -> "Rows":
        """Return the rows of one series."""
        low, high = self.bounds.get(series, (0, 0))
        first, last = np.searchsorted(self.starts, (low, high))
        part = slice(low, high)
        return Rows(
            {series: (0, high - low)},
            self.period[part],
            self.value[part],
            self.known_at[part],
            self.known_by[part],
            self.recorded_at[part],
            self.starts[first:last] - low,
        )

    def groups(
        self, ids: Sequence[str], codes: "NDArray[np.int32]", period: "NDArray[np.int32]"
    ) -> tuple["NDArray[np.int64]", "NDArray[np.int64]"]:
        """Return, for pairs of series (`ids[code]`) and period, the rows [low, high) they have; none: low = high."""
        low, high = np.zeros(len(codes), np.int64), np.zeros(len(codes), np.int64)
        order = np.argsort(codes, kind="stable")
        limits = np.searchsorted(codes[order], np.arange(len(ids) + 1))
        for code, id_ in enumerate(ids):
            start, end = self.bounds.get(id_, (0, 0))
            starts = self.starts[slice(*np.searchsorted(self.starts, (start, end)))]
            if not len(starts):
                continue
            part = order[limits[code] : limits[code + 1]]
            held = self.period[starts]
            group = np.minimum(np.searchsorted(held, period[part]), len(starts) - 1)
            part, group = (one[held[group] == period[part]] for one in (part, group))
            low[part], high[part] = starts[group], np.append(starts[1:], end)[group]
        return low, high

    def known(self, as_of: int, replay_at: int = FOREVER) -> "NDArray[np.int64]":
        """Return the row numbers that answer "as of": the last known row of each group that has one.

        Cost: one bisection per (series, period), vectorised over all of them; with `replay_at` one pass over all rows.
        """
        if not len(self.period):
            return np.array([], np.int64)
        if replay_at < FOREVER:
            visible = (self.known_at <= as_of) & (self.recorded_at <= replay_at)
            numbers = np.where(visible, np.arange(len(self.period)), -1)
            chosen = np.maximum.reduceat(numbers, self.starts)
            return chosen[chosen >= 0]
        ends = np.append(self.starts[1:], len(self.period))
        chosen = last_not_after(self.known_at, self.starts, ends, np.int64(as_of))
        answered = chosen >= self.starts
        return chosen if answered.all() else chosen[answered]


def last_not_after(
    known_at: "NDArray[np.int64]",
    starts: "NDArray[np.int64]",
    ends: "NDArray[np.int64]",
    moments: "NDArray[np.int64] | np.int64",
) -> "NDArray[np.int64]":
    """Return, for every group [start, end), the last row with known_at ≤ its moment; start − 1 where there is none.

    All arrays have shape (n_groups,), `moments` may be one number. Most groups are settled by their last row.
    """
    chosen = ends - 1
    open_groups = np.flatnonzero(known_at[np.maximum(chosen, starts)] > moments)
    if not len(open_groups):
        return chosen
    row, last = starts[open_groups] - 1, chosen[open_groups]
    limit = moments if np.ndim(moments) == 0 else np.asarray(moments)[open_groups]
    ahead = np.empty_like(row)
    step = 1 << int((last - row).max()).bit_length() >> 1
    while step:  # the answer lies in [row, row + 2 step): look one step ahead, then halve the step
        np.minimum(row + step, last, out=ahead)
        np.copyto(row, ahead, where=known_at[ahead] <= limit)
        step >>= 1
    chosen[open_groups] = row
    return chosen


def sort(columns: "dict[str, np.ndarray]") -> Rows:
    """Sort log columns into index order."""
    rank = np.argsort(np.argsort(columns["ids"])) if len(columns["ids"]) else columns["series"]
    code = rank[columns["series"]] if len(columns["series"]) else columns["series"]
    order = np.lexsort((columns["recorded_at"], columns["known_at"], columns["period"], code))
    code = code[order]
    period, value, known_at, known_by, recorded_at = (columns[name][order] for name in COLUMNS)
    edges = np.flatnonzero(np.diff(code)) + 1
    limits = [0, *edges.tolist(), len(code)]
    ids = sorted(columns["ids"].tolist())
    bounds = {ids[int(code[low])]: (low, high) for low, high in pairwise(limits) if high > low}
    fresh = np.ones(len(code), bool)
    fresh[1:] = (np.diff(code) != 0) | (np.diff(period) != 0)
    return Rows(bounds, period, value, known_at, known_by, recorded_at, np.flatnonzero(fresh))


def write(folder: Path, rows: Rows, covered: Sequence[str]) -> None:
    """Write a generation and make it current. The caller holds the writers' lock."""
    folder.mkdir(parents=True, exist_ok=True)
    old = current(folder)
    number = int(old.split("-")[1]) + 1 if old else 1
    target = folder / f"generation-{number}"
    if target.exists():
        shutil.rmtree(target)
    target.mkdir()
    try:
        for name in ARRAYS:
            _save(target / f"{name}.npy", getattr(rows, name))
        manifest = {
            "bounds": rows.bounds,
            "files": list(covered),
            "length": {name: len(getattr(rows, name)) for name in ARRAYS},
            "crc32": {name: crc32((target / f"{name}.npy").read_bytes()) for name in ARRAYS},
        }
        log.write_file(target / "manifest.json", json.dumps(manifest).encode())
        log.write_file(folder / "CURRENT", target.name.encode())
    except OSError as error:
        shutil.rmtree(target, ignore_errors=True)
        raise log.not_writable(folder, error) from error
    for stale in folder.glob("generation-*"):
        if stale.name not in (target.name, old):
            shutil.rmtree(stale, ignore_errors=True)


def _save(target: Path, array: "np.ndarray") -> None:
    """Write an array and flush it to the disk: `CURRENT` must never name a generation that a power cut could blank."""
    with target.open("wb") as file:
        np.save(file, array)
        file.flush()
        os.fsync(file.fileno())


def examine(folder: Path) -> str:
    """Return what is wrong with the bytes of the current generation, "" when nothing is. Reads every array once."""
    name = current(folder)
    if not name:
        return ""
    manifest = json.loads((folder / name / "manifest.json").read_text("utf-8"))
    spoilt = [
        array for array in ARRAYS if crc32((folder / name / f"{array}.npy").read_bytes()) != manifest["crc32"][array]
    ]
    return f"{', '.join(spoilt)} of {name} changed after being written" if spoilt else ""


def current(folder: Path) -> str:
    """Return the name of the generation in use, or "" when there is none."""
    try:
        return (folder / "CURRENT").read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return ""


def load(folder: Path) -> tuple[Rows, frozenset[str]] | None:
    """Map the current generation into memory; return it with the log files it covers, or None when there is none.

    Raises
    ------
    StoreUnreadable
        The generation is damaged; `tidegauge doctor` says how to rebuild it.
    """
    for _ in range(3):  # a writer may retire the generation between reading its name and opening it
        name = current(folder)
        if not name:
            return None
        try:
            return _map(folder / name)
        except FileNotFoundError:
            continue
        except (ValueError, OSError, KeyError) as error:
            raise StoreUnreadable(place=f"index/{name}", detail=str(error) or repr(error)) from error
    raise StoreUnreadable(place="index", detail=f"the generation named in CURRENT ({current(folder)}) is missing")


def _map(target: Path) -> tuple[Rows, frozenset[str]]:
    manifest = json.loads((target / "manifest.json").read_text("utf-8"))
    arrays = {
        name: np.load(target / f"{name}.npy", mmap_mode="r" if length else None).view(np.ndarray)
        for name, length in manifest["length"].items()
    }
    if {name: len(array) for name, array in arrays.items()} != manifest["length"] or set(arrays) != set(ARRAYS):
        raise ValueError("its arrays do not have the length its manifest states")
    bounds = {id_: (int(low), int(high)) for id_, (low, high) in manifest["bounds"].items()}
    return Rows(bounds, **arrays), frozenset(manifest["files"])
