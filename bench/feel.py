"""P6: what a person feels: each command as its own process, beside an empty Python and pandas doing the same read.

All reads use the bundled figures. `--help` must import nothing heavy. Exit code 1 only when pandas and Tidegauge
disagree about the figures.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from typing import NamedTuple

from _side_by_side import progress, verdict
from tidegauge.reference import figures

HEAVY = ("numpy", "pandas", "numba", "statsmodels", "scipy", "fastapi", "pyarrow", "duckdb", "rich")
FORBIDDEN = HEAVY[:6]
EMPTY = "python -c pass"
PANDAS_READ = """
import sys
import pandas
rows = pandas.read_parquet(sys.argv[1], filters=[("series", "==", "sofr")])
rows = rows[rows["known_at"] <= sys.argv[2]].sort_values(["known_at", "recorded_at"], kind="stable")
rows = rows.groupby("period").tail(1).sort_values("period")
print(len(rows), rows["period"].iloc[-1], rows["value"].iloc[-1])
"""
IMPORTED = """
import contextlib, io, sys
from tidegauge.views.cli import run
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    run(["--help"])
print(*(name for name in sys.argv[1:] if name in sys.modules))
"""


class Case(NamedTuple):
    """A command line and its goals in seconds and GB, where there are any."""

    name: str
    words: list[str]
    seconds: float | None = None
    gigabytes: float | None = None
    without_bytecode: bool = False


def cases() -> list[Case]:
    """Return what is timed: rivals first, then our commands."""
    python, ours = sys.executable, [sys.executable, "-m", "tidegauge"]
    log = str(figures.FOLDER / "log")
    read = [python, "-c", PANDAS_READ, log, figures.LAST_MOMENT.isoformat()]
    return [
        Case(EMPTY, [python, "-c", "pass"]),
        Case('python -c "import pandas"', [python, "-c", "import pandas"]),
        Case("pandas: SOFR as of T from the bundled Parquet", read),
        Case("tidegauge --help", [*ours, "--help"], seconds=0.15),
        Case("tidegauge series show sofr", [*ours, "series", "show", "sofr"], seconds=0.3),
        Case("tidegauge drain", [*ours, "drain"], seconds=0.3),
        Case("tidegauge balance-sheet", [*ours, "balance-sheet"], seconds=0.3),
        Case("tidegauge series list", [*ours, "series", "list"], seconds=0.3),
        Case("tidegauge series list --json", [*ours, "series", "list", "--json"], seconds=0.3),
        Case("tidegauge brief", [*ours, "brief"], seconds=3, gigabytes=0.75),
        Case("tidegauge brief, no bytecode cached at all", [*ours, "brief"], 3, 0.75, without_bytecode=True),
    ]


def environment(folder: str) -> dict[str, str]:
    """Return an environment with no store, no settings and Python's ordinary bytecode cache."""
    drop = ("TIDEGAUGE_", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(drop)}
    return kept | {"XDG_DATA_HOME": folder, "COLUMNS": "100"}


def run(case: Case, surroundings: dict[str, str]) -> tuple[float, float]:
    """Run a process; return its seconds and its peak memory in GB."""
    if case.without_bytecode:
        surroundings = surroundings | {"PYTHONPYCACHEPREFIX": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"}
    start = time.perf_counter()
    child = subprocess.Popen(case.words, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert child.stderr is not None
    complaint = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{case.name} failed: {complaint.decode()}")
    return time.perf_counter() - start, usage.ru_maxrss / 2**20


def said(words: list[str], surroundings: dict[str, str]) -> str:
    """Return what a command prints."""
    return subprocess.run(words, env=surroundings, check=True, capture_output=True, text=True).stdout


def agree(surroundings: dict[str, str]) -> bool:
    """Say whether pandas and `series show` give the same last figure and the same number of them."""
    read = next(case for case in cases() if case.name.startswith("pandas:"))
    shown = said([sys.executable, "-m", "tidegauge", "series", "show", "sofr", "--json"], surroundings)
    values = json.loads(shown)["answer"]["values"]
    ours = f"{len(values)} {values[-1]['period']} {values[-1]['value']}"
    theirs = said(read.words, surroundings).strip()
    print(f"SOFR as of {figures.LAST_MOMENT.isoformat()}: {ours}" + ("" if ours == theirs else f"; pandas: {theirs}"))
    return ours == theirs


def main() -> int:
    """Check, measure in turn, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=7)
    rounds = options.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="tidegauge-bench-") as folder:
        surroundings = environment(folder)
        progress("every command once (not timed): bytecode and file cache")
        for case in cases():
            run(case, surroundings)
        if not agree(surroundings):
            return 1
        taken: dict[str, list[tuple[float, float]]] = {case.name: [] for case in cases()}
        for number in range(rounds):
            progress(f"round {number + 1} of {rounds}")
            for case in cases():
                taken[case.name].append(run(case, surroundings))
        found = said([sys.executable, "-c", IMPORTED, *HEAVY], surroundings).split()
    report(taken)
    judged = "MISSED" if set(found) & set(FORBIDDEN) else "met"
    print(f"\n--help imports of {', '.join(HEAVY)}: {', '.join(found) or 'none'}  goal none of the first six: {judged}")
    return 0


def report(taken: dict[str, list[tuple[float, float]]]) -> None:
    """Print medians, ratios to an empty Python and goals."""
    print(f"\nP6, processes from start to end, bundled figures\n{'':46}{'s':>8}{'ratio':>8}{'GB':>7}")
    base = statistics.median(seconds for seconds, _ in taken[EMPTY])
    for case in cases():
        seconds = statistics.median(pair[0] for pair in taken[case.name])
        peak = max(pair[1] for pair in taken[case.name])
        judged = [f"s {verdict(seconds, case.seconds)}"] if case.seconds else []
        judged += [f"GB {verdict(peak, case.gigabytes)}"] if case.gigabytes else []
        print(f"{case.name:46}{seconds:8.3f}{seconds / base:8.1f}{peak:7.3f}  {'; '.join(judged)}".rstrip())


if __name__ == "__main__":
    sys.exit(main())
