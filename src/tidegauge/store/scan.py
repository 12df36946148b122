"""As of T from the log alone: one pass over its files, for a large store whose index is missing.

Each (series, period) has a slot; every file puts its known rows into the slots they win, and only the winners' values
are read. Sorting the same rows takes some twenty times as long and pays only when many frames are asked.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tidegauge.frame import days
from tidegauge.store import log
from tidegauge.store.index import FOREVER, Rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEVER = np.iinfo(np.int64).min
KEYS = ["series", "period", "known_at"]
PAYLOAD = {"value": np.float64, "known_by": np.int8, "recorded_at": np.int64}
PERIOD = log.READ.index("period")  # its position in a file
ROW_BITS = 32  # a winner is one number: file << 32 | row


def known(folder: Path, files: list[str], as_of: int, replay_at: int = FOREVER) -> Rows:
    """Return the last known row of each (series, period), in index order.

    Cost: decoding three columns of every file and three of those that hold winners, on two threads; memory grows with
    series × days between the first and the last period.

    Raises
    ------
    StoreUnreadable
        A file is damaged or missing; `place` names it.
    """
    first, span = _extent(folder, files)
    codes: dict[str, int] = {}
    newest, winner = np.zeros(0, np.int64), np.zeros(0, np.int64)
    keys = KEYS if replay_at == FOREVER else [*KEYS, "recorded_at"]
    for number, columns in enumerate(_columns(folder, files, keys)):
        for id_ in columns["ids"].tolist():
            codes.setdefault(id_, len(codes))
        missing = len(codes) * span - len(newest)
        newest = np.concatenate([newest, np.full(missing, NEVER)])
        winner = np.concatenate([winner, np.zeros(missing, np.int64)])
        base = np.array([codes[id_] * span - first for id_ in columns["ids"].tolist()])
        slot = base[columns["series"]] + columns["period"]
        visible = (columns["known_at"] <= as_of) & (columns["known_at"] >= newest[slot])
        if "recorded_at" in columns:
            visible &= columns["recorded_at"] <= replay_at
        rows = np.flatnonzero(visible)
        slot, moment = slot[rows], columns["known_at"][rows]
        if (slot[1:] <= slot[:-1]).any():  # a period more than once: its last known row, of equals the last recorded
            order = np.lexsort((moment, slot))
            order = order[np.append(slot[order][1:] != slot[order][:-1], True)]
            slot, moment, rows = slot[order], moment[order], rows[order]
        newest[slot], winner[slot] = moment, rows | (number << ROW_BITS)
    shape = len(codes), span
    return _rows(folder, files, list(codes), first, newest.reshape(shape), winner.reshape(shape))


def _extent(folder: Path, files: list[str]) -> tuple[int, int]:
    """Return the first period of all files and the number of days to the last, from the files' footers."""
    first, last = date.max, date.min
    for name in files:
        footer = log.footer(folder, name)
        for group in range(footer.num_row_groups):
            periods = footer.row_group(group).column(PERIOD).statistics
            first, last = min(first, periods.min), max(last, periods.max)
    return (days(first), (last - first).days + 1) if first <= last else (0, 0)


def _columns(folder: Path, files: list[str], names: list[str]) -> "Iterator[dict[str, NDArray[Any]]]":
    """Yield some columns of each file, decoded on two threads."""
    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(lambda name: log.columns_of(log.read_file(folder, name, names, threads=False)), files)


def _rows(
    folder: Path, files: list[str], ids: list[str], first: int, newest: "NDArray[np.int64]", winner: "NDArray[np.int64]"
) -> Rows:
    """Read what the winners say and put them in index order; `newest` and `winner` have shape (n_series, n_days)."""
    order = sorted(range(len(ids)), key=ids.__getitem__)
    newest, winner = newest[order], winner[order]
    series, day = np.nonzero(newest > NEVER)
    chosen = winner[series, day]
    file, row = chosen >> ROW_BITS, chosen & ((1 << ROW_BITS) - 1)
    payload = {name: np.zeros(len(chosen), kind) for name, kind in PAYLOAD.items()}
    used = np.unique(file).tolist()
    for number, columns in zip(used, _columns(folder, [files[number] for number in used], list(PAYLOAD)), strict=True):
        part = np.flatnonzero(file == number)
        for name, column in payload.items():
            column[part] = columns[name][row[part]]
    limits = np.searchsorted(series, np.arange(len(ids) + 1)).tolist()
    bounds = {ids[code]: (low, high) for code, (low, high) in zip(order, pairwise(limits), strict=True) if high > low}
    period = (day + first).astype(np.int32)
    return Rows(bounds, period, known_at=newest[series, day], starts=np.arange(len(chosen)), **payload)
