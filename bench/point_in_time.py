"""P4: what does "as of T, all series" cost, in raw scans of the same Parquet files?

Makes a store of series × periods × vintages (11.7 M rows unless told otherwise) through the project's own log, asks
every rival the same question, refuses to time unless all answers are equal, then times them in turn. Exit code 1 only
when answers differ.
"""

import argparse
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pyarrow.parquet as pq

from _side_by_side import interleaved, progress, table
from tidegauge.catalogue.series import load
from tidegauge.frame import EPOCH, from_micros, micros
from tidegauge.store import Batch, Store, log, scan
from tidegauge.store.batch import to_arrow

SEED = 20261120
FIRST = (datetime(2020, 1, 1, tzinfo=UTC).date() - EPOCH).days
DAY = 86_400_000_000
BETWEEN_VINTAGES = 30  # days; each vintage also comes up to two days late, at a clock of its series
SCAN = "raw scan: pyarrow, all columns, file by file"  # the leanest scan, so the hardest 1.00
WHOLE = "raw scan: pyarrow, all columns, into one table"
ALONE = "tidegauge, files alone (scan.known)"
INDEX = "tidegauge, index (Rows.known and values)"
KNOWN_BATCH, DAILY_BATCH = "known batch again: one vintage of all", "known batch again: one day of all series"
REBUILD = """
import resource, sys, time
from pathlib import Path
from tidegauge.store import Store
start = time.perf_counter()
rows = Store(Path(sys.argv[1])).rebuild_index()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
print(f"index rebuild: {rows:,} rows in {time.perf_counter() - start:.1f} s, peak memory {peak:.2f} GB (bound: 4 GB)")
"""

Columns = dict[str, np.ndarray]
Rows = tuple[np.ndarray, np.ndarray, np.ndarray]  # series as places in the list of ids, periods in days, values


@dataclass(frozen=True)
class Made:
    """A synthetic store and how to make any of its vintages again."""

    root: Path
    ids: list[str]
    periods: int
    vintages: int

    def vintage(self, number: int) -> tuple[list[str], Columns]:
        """Return one vintage of every series and period; values have two decimals, so that sums are exact."""
        draw = np.random.default_rng([SEED, number])
        code = np.repeat(np.arange(len(self.ids)), self.periods)
        period = np.tile(np.arange(FIRST, FIRST + self.periods, dtype=np.int32), len(self.ids))
        late = 1 + BETWEEN_VINTAGES * number + draw.integers(0, 3, len(code))
        clock = (360 + code * 7 % 900) * 60_000_000
        columns = {
            "period": period,
            "value": np.round(code * 10 + draw.normal(size=len(code)), 2),
            "known_at": (period + late) * DAY + clock,
            "known_by": np.zeros(len(code), np.int8),
        }
        return [self.ids[place] for place in code.tolist()], columns

    def moments(self) -> dict[str, datetime]:
        """Return the moments asked: after the last vintage, and when the middle period has half of its own."""
        middle = FIRST + self.periods // 2 + BETWEEN_VINTAGES * self.vintages // 2
        last = FIRST + self.periods + BETWEEN_VINTAGES * self.vintages
        return {name: from_micros(day * DAY) for name, day in (("newest", last), ("middle", middle))}


def make(root: Path, series: int, periods: int, vintages: int) -> Made:
    """Write the store: a file a vintage, as thirty updates would have left it."""
    made = Made(root, list(load())[:series], periods, vintages)
    if len(made.ids) < series:
        raise SystemExit(f"the catalogue has {len(made.ids)} series only")
    for number in range(vintages):
        if number % 10 == 0:
            progress(f"vintage {number + 1} of {vintages}, {series * periods:,} rows each")
        ids, columns = made.vintage(number)
        recorded_at = int(columns["known_at"].max()) + number
        batch = Batch(series=ids, replies=["a" * 64] * len(ids))
        log.append(root / "log", to_arrow(batch, np.arange(len(ids)), columns, recorded_at), recorded_at)
    (root / "store.json").write_text('{"schema": 1}', "utf-8")
    return made


@dataclass(frozen=True)
class Rival:
    """One way to answer: `ask` is timed; `rows` turns its answer into comparable rows and is not."""

    name: str
    ask: Callable[[datetime], Any]
    rows: Callable[[Any], Rows]


def ours(made: Made) -> list[Rival]:
    """Return our two readings and the public door."""
    folder, store, place = made.root / "log", Store(made.root), {id_: at for at, id_ in enumerate(made.ids)}

    def through_index(moment: datetime) -> Any:
        known = store._rows
        chosen = known.known(micros(moment))
        return chosen, known.period[chosen], known.value[chosen], known.known_at[chosen], known.known_by[chosen]

    def index_rows(answer: Any) -> Rows:
        limits = np.array([low for low, _ in store._rows.bounds.values()])
        ids = np.array([place[id_] for id_ in store._rows.bounds])
        return ids[np.searchsorted(limits, answer[0], side="right") - 1], answer[1], answer[2]

    def scan_rows(answer: Any) -> Rows:
        counts = [high - low for low, high in answer.bounds.values()]
        return np.repeat([place[id_] for id_ in answer.bounds], counts), answer.period, answer.value

    def frame_rows(frame: Any) -> Rows:
        tracks = list(frame.tracks.values())
        codes = np.repeat([place[one.series] for one in tracks], [len(one) for one in tracks])
        return codes, np.concatenate([one.periods for one in tracks]), np.concatenate([one.values for one in tracks])

    return [
        Rival(ALONE, lambda moment: scan.known(folder, log.names(folder), micros(moment)), scan_rows),
        Rival(INDEX, through_index, index_rows),
        Rival("tidegauge, index, as a Frame of tracks", lambda at: store.frame(made.ids, as_of=at), frame_rows),
    ]


def coded(made: Made, ids: Any, period: Any, value: Any) -> Rows:
    """Return columns of any library as comparable rows."""
    place = {id_: at for at, id_ in enumerate(made.ids)}
    codes = np.array([place[id_] for id_ in ids])
    return codes, np.asarray(period, "datetime64[D]").astype(np.int64), np.asarray(value, np.float64)


def over_files(made: Made) -> list[Rival]:
    """Return the rivals that read the same Parquet files."""
    files = str(made.root / "log" / "*.parquet")
    base = duckdb.connect(config={"threads": 2})
    source = f"from read_parquet('{files}') where known_at <= make_timestamptz({{}}::BIGINT)"
    window = f"select series, period, value {source} qualify row_number() over (partition by series, period"
    queries = {
        "DuckDB over the files, arg_max": f"select series, period, arg_max(value, known_at) {source} group by all",
        "DuckDB over the files, window": f"{window} order by known_at desc) = 1",
    }

    def columns(answer: Any) -> Rows:
        return coded(made, *(answer.column(at).to_pylist() for at in range(3)))

    def duck(query: str) -> Callable[[datetime], Any]:
        return lambda moment: base.sql(query.format(micros(moment))).to_arrow_table()

    def polars(moment: datetime) -> Any:
        newest = pl.col("value").get(pl.col("known_at").arg_max())
        visible = pl.scan_parquet(files).filter(pl.col("known_at") <= moment)
        return visible.group_by("series", "period").agg(newest).collect().to_arrow()

    return [*(Rival(name, duck(query), columns) for name, query in queries.items()), Rival("Polars", polars, columns)]


def in_pandas(made: Made) -> Rival:
    """Return fredapi's way: all releases in memory, sorted by realtime_start; filter, group, keep the last."""
    progress("pandas: rows into memory (not timed)")
    held = pq.read_table(made.root / "log", columns=["series", "period", "known_at", "value"]).to_pandas()
    held = held.rename(columns={"period": "date", "known_at": "realtime_start"})
    held["date"] = held["date"].astype("datetime64[s]")
    held = held.sort_values("realtime_start", kind="stable", ignore_index=True)

    def ask(moment: datetime) -> Any:
        visible = held[held["realtime_start"] <= moment]
        return visible.groupby(["series", "date"], observed=True, sort=False).tail(1)

    return Rival(
        "pandas in the manner of fredapi, from memory",
        ask,
        lambda answer: coded(made, answer["series"], answer["date"].to_numpy(), answer["value"]),
    )


def in_sqlite(made: Made) -> Rival:
    """Return SQLite's way: rows clustered by series, period and known_at; the row of the greatest known_at a group."""
    base = sqlite3.connect(made.root / "rival.sqlite")
    base.execute("PRAGMA synchronous = OFF")
    base.execute(
        "CREATE TABLE held (series INTEGER, period INTEGER, known_at INTEGER, value REAL,"
        " PRIMARY KEY (series, period, known_at)) WITHOUT ROWID"
    )
    rows = Store(made.root)._rows
    place = {id_: at for at, id_ in enumerate(made.ids)}
    for number, (id_, (low, high)) in enumerate(rows.bounds.items()):
        if number % 100 == 0:
            progress(f"SQLite: series {number + 1} of {len(rows.bounds)} (not timed)")
        columns = (rows.period[low:high].tolist(), rows.known_at[low:high].tolist(), rows.value[low:high].tolist())
        base.executemany(f"INSERT INTO held VALUES ({place[id_]}, ?, ?, ?)", zip(*columns, strict=True))
    base.commit()
    query = "SELECT series, period, value, MAX(known_at) FROM held WHERE known_at <= ? GROUP BY series, period"

    def compared(answer: Any) -> Rows:
        series, period, value, _ = (np.array(column) for column in zip(*answer, strict=True))
        return series, period, value

    return Rival("SQLite, clustered index", lambda at: base.execute(query, (micros(at),)).fetchall(), compared)


def checksum(rows: Rows) -> tuple[int, int]:
    """Return the number of rows and an exact sum over (series, period, cents), the same in any order."""
    series, period, value = (column.astype(np.float64) for column in rows)
    cents, weight = np.rint(value * 100).astype(np.int64), (series * 7919 + period).astype(np.int64) % 10007
    return len(cents), int((cents * weight).sum())


def agree(rivals: list[Rival], moments: dict[str, datetime]) -> bool:
    """Say whether all rivals give the same rows; print who differs."""
    equal = True
    for name, moment in moments.items():
        sums = {rival.name: checksum(rival.rows(rival.ask(moment))) for rival in rivals}
        first = next(iter(sums.values()))
        print(f"as of {name} ({moment.date()}): {first[0]:,} rows, checksum {first[1]}")
        for rival, found in sums.items():
            if found != first:
                equal = False
                print(f"  DIFFERS: {rival} has {found}")
    return equal


def known_batches(made: Made) -> dict[str, Batch]:
    """Return two batches that the store already holds: a whole vintage, and one period of every series."""
    ids, columns = made.vintage(2 * made.vintages // 3)
    day = slice(made.periods // 2, None, made.periods)
    names = ("period", "value", "known_at", "known_by")
    whole = Batch(ids, *(columns[name].tolist() for name in names))
    return {KNOWN_BATCH: whole, DAILY_BATCH: Batch(ids[day], *(columns[name][day].tolist() for name in names))}


def measure(made: Made, rounds: int) -> bool:
    """Check and time everything; return whether all answers agree."""
    print(subprocess.run([sys.executable, "-c", REBUILD, made.root], check=True, capture_output=True, text=True).stdout)
    rivals = [*ours(made), *over_files(made), in_pandas(made), in_sqlite(made)]
    batches, store = known_batches(made), Store(made.root)
    progress("every rival once, to compare answers (not timed)")
    added = sum(store.append(batch, recorded_at=datetime(2026, 11, 20, tzinfo=UTC)) for batch in batches.values())
    if not agree(rivals, made.moments()) or added:
        print(f"answers differ or a known batch added rows ({added}): nothing was timed")
        return False
    for name, moment in made.moments().items():
        cases: dict[str, Callable[[], object]] = {
            SCAN: lambda: sum(pq.read_table(path).num_rows for path in (made.root / "log").iterdir()),
            WHOLE: lambda: pq.read_table(made.root / "log"),
        }
        cases |= {rival.name: partial(rival.ask, moment) for rival in rivals}
        for words, batch in batches.items():
            cases[words] = partial(store.append, batch, recorded_at=datetime(2026, 11, 20, tzinfo=UTC))
        goals = {ALONE: 1.1, INDEX: 0.05, KNOWN_BATCH: 0.25, DAILY_BATCH: 0.25}
        table(f"P4, as of {name}, all series", interleaved(cases, rounds), SCAN, goals)
    return True


def main() -> int:
    """Make the store in a temporary directory, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    for name, default in (("series", 300), ("periods", 1300), ("vintages", 30), ("rounds", 3)):
        options.add_argument(f"--{name}", type=int, default=default)
    said = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="tidegauge-bench-") as folder:
        made = make(Path(folder), said.series, said.periods, said.vintages)
        return 0 if measure(made, said.rounds) else 1


if __name__ == "__main__":
    sys.exit(main())
