"""P1–P3 and P7: what does a path-day cost, beside other engines on the same ledger and beside its own parts?

Every account of the chart, 20 events a day, 20 draws, the funding market solved with standing repo and ON RRP, and the
whole sheet checked every day. Engines are compared for equal answers first; exit code 1 only when they differ.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from _engines import DAILY_BN, EVENTS, NumPyEngine, draws_only, postings_only, program
from _side_by_side import floor_of, interleaved, medians, progress, timed, verdict
from tidegauge.ledger.chart import ACCOUNTS, INDEX, Account
from tidegauge.scenarios.draws import correlated, normals
from tidegauge.scenarios.ensemble import BLOCK_PATHS, run, simulate_paths
from tidegauge.scenarios.kernels.chunk import KERNEL, outcome
from tidegauge.scenarios.kernels.reduce import count
from tidegauge.scenarios.kernels.state import block
from tidegauge.scenarios.kernels.tables import Tables, tables
from tidegauge.scenarios.program import METRICS, Program
from tidegauge.scenarios.simulate import simulate
from tidegauge.scenarios.summary import Summary, scales, tally

HERE = Path(__file__).parent
SEED, WIDTH = 7, BLOCK_PATHS
KEY = np.array([SEED, 0])
READABLE_DAYS = 20
BN = 1e9

CHECKED, UNCHECKED = "tidegauge kernel, one thread, checked", "tidegauge kernel, one thread, unchecked"
NUMPY, READABLE = "own NumPy engine, checked", "own readable engine, checked"
PYSD, BPTK_ALL, BPTK_SIX = "PySD 3.14", "BPTK-Py 3.2, Rust, all stocks", "BPTK-Py 3.2, Rust, six outputs"
UNCHECKED_TOO = {PYSD, BPTK_ALL, BPTK_SIX}
DRAWS, POSTINGS = "draws alone", "postings alone"
POSTINGS_CHECKED, FLOATS = "postings and checks alone, int64", "postings and checks alone, float64"
ONE, TWO, FAN = "ensemble, one thread", "ensemble, two threads", "histograms and quantiles"

PEAK = """
import resource, sys
sys.path.insert(0, {here!r})
from _engines import program
from tidegauge.scenarios.ensemble import run
run(program({days}), paths={paths}, seed=7, workers=2)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20)
"""
COMPILE = """
import sys, time
sys.path.insert(0, {here!r})
from _engines import program
start = time.perf_counter()
from tidegauge.scenarios.ensemble import run
run(program(2), paths=128, seed=7, workers=1)
print(time.perf_counter() - start)
"""


def answers_agree(made: Program, engine: NumPyEngine) -> bool:
    """Hold the NumPy and the readable engine against the kernel, path by path."""
    n_paths, n_days = engine.n_paths, len(made.days.on)
    found = simulate_paths(made, seed=SEED, paths=n_paths).figures
    root = made.shocks.root.tolist()
    few = min(8, n_paths)
    draws = np.empty((n_days, len(root), few))
    for day in range(n_days):
        for path in range(few):
            draws[day, :, path] = correlated(root, normals(SEED, path, day, len(root)))
    numpy = NumPyEngine(made, engine.made, few).run(draws)
    is_rate = np.array([name.endswith("_bp") for name in METRICS])
    off = np.abs(numpy - found[:, :, :few]).max(axis=(1, 2))
    readable = np.array(simulate(made, seed=SEED, path=1).metrics).T
    same = bool((off[~is_rate] <= 100_000).all() and (off[is_rate] <= 1).all() and (readable == found[:, :, 1]).all())
    print(f"answers: readable engine equal to the dollar, NumPy within {off[~is_rate].max():,} USD: {same}")
    return same


def kernel_case(made: Tables, n_paths: int, *, is_checked: bool) -> Any:
    """Return a run of the kernel alone, arrays made beforehand."""
    room, found = block(made, WIDTH), outcome(made, n_paths)
    return lambda: KERNEL(room, made, KEY, 0, is_checked, found)


def fan_case(made: Program, n_paths: int) -> Any:
    """Return what turns figures into a fan chart: histograms of every metric and day, then five quantiles."""
    figures = simulate_paths(made, seed=SEED, paths=n_paths).figures
    bins, places = scales(figures[:, :, :512]), np.empty(n_paths, np.int64)

    def fan() -> object:
        found = tally(len(made.days.on), 0)
        count(figures, bins, found, places)
        found.paths[0] = n_paths
        summary = Summary("", SEED, n_paths, n_paths, bins, found, ())
        return [summary.quantiles(name) for name in METRICS]

    return fan


def peer_model(made: Program, days: int) -> dict[str, Any]:
    """Return the ledger for the peers: stocks in bn, events of a constant size, and a market that looks a day back."""
    p, demand = made.parameters.facilities, made.parameters.reserve_demand
    reserves = " + ".join(
        f"s{INDEX[Account(bank, 'reserves', 'asset')]}" for bank in ("large_banks", "other_banks", "foreign_banks")
    )
    assets = made.opening.bank_assets_usd / BN
    equations = {
        "reserves": reserves,
        "short": f"({demand.satiation_pct} - 100.0*reserves/{assets})/{demand.width_pct}",
        "rate": f"{demand.slope_bp * demand.width_pct}*LN(1.0 + EXP(short))",
        "dear": f"(rate - 10.0 - {p.standing_repo_threshold_bp})/{p.standing_repo_width_bp}",
        "wanted": f"{p.standing_repo_slope_usd / BN * p.standing_repo_width_bp}*LN(1.0 + EXP(dear))",
        "kept": "100.0/(1.0 + EXP((rate + 12.0)/3.0))",
    }
    postings: list[tuple[str, int, int]] = []
    reacting = {
        "standing_repo_draw_by_bank": f"wanted - s{INDEX[Account('fed', 'standing_repo', 'asset')]}",
        "on_rrp_shift_into_repo": f"s{INDEX[Account('money_funds', 'on_rrp', 'asset')]} - kept",
        "deposit_moved_to_other_bank": f"0.23*reserves - s{INDEX[Account('other_banks', 'reserves', 'asset')]}",
        "deposit_moved_to_foreign_bank": f"0.3*reserves - s{INDEX[Account('foreign_banks', 'reserves', 'asset')]}",
    }
    for number, kind in enumerate((*EVENTS, *reacting)):
        event = made.event_kinds.index(kind)
        equations[f"f{number}"] = reacting.get(kind, f"{DAILY_BN} + 0.0*rate")
        rows = range(int(made.templates.start[event]), int(made.templates.start[event + 1]))
        postings += [(f"f{number}", int(made.templates.account[row]), int(made.templates.sign[row])) for row in rows]
    return {
        "stocks": (made.chart.opening_usd / BN).tolist(),
        "equations": equations,
        "postings": postings,
        "outputs": [int(account) for account in made.chart.metric_account[:6]],
        "days": days,
    }


@contextmanager
def peers(made: Program, days: int, *, is_wanted: bool) -> Iterator[dict[str, Callable[[], float]]]:
    """Give the peers as cases that time themselves, run by their own environment; none where that cannot be set up."""
    python = HERE.parent / "build" / "peers" / "bin" / "python"
    if not is_wanted or not (python.exists() or set_up(python.parents[1])):
        yield {}
        return
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([str(python), str(HERE / "_peers.py")], text=True, **pipes) as child:
        answers = ask(child, json.dumps(peer_model(made, days)))
        if not answers:
            print(f"PySD and BPTK-Py did not run, so P1 against them is not measured: {child.communicate()[1][-300:]}")
            yield {}
            return
        compare_peers(json.loads(answers), [int(account) for account in made.chart.metric_account[:6]])
        names = {PYSD: "pysd", BPTK_ALL: "bptk_all", BPTK_SIX: "bptk_six"}
        yield {name: lambda key=key: float(ask(child, key)) for name, key in names.items()}
        child.stdin.close()  # type: ignore[union-attr]


def set_up(place: Path) -> bool:
    """Make the peers' environment from its lock; say so where that fails."""
    progress("setting up PySD and BPTK-Py in build/peers (once; needs the package index)")
    pip = [str(place / "bin" / "python"), "-m", "pip", "-q", "--disable-pip-version-check"]
    install = [*pip, "install", "--require-hashes", "-r", str(HERE / "requirements-peers.txt")]
    for step in ([sys.executable, "-m", "venv", str(place)], install):
        if subprocess.run(step, check=False).returncode:
            shutil.rmtree(place, ignore_errors=True)
            print("PySD and BPTK-Py could not be installed here, so P1 against them is not measured.")
            return False
    return True


def ask(child: "subprocess.Popen[str]", line: str) -> str:
    """Send a line to the peers and return theirs."""
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(line + "\n")
    child.stdin.flush()
    return child.stdout.readline()


def compare_peers(answers: Mapping[str, list[float]], outputs: list[int]) -> None:
    """Say whether the peers ended with the same stocks, and whether their sheet closes."""
    pysd, bptk = np.array(answers["pysd"]), np.array(answers["bptk_all"])
    apart = float(np.abs(pysd - bptk).max())
    assets = np.array([1 if account.side == "asset" else -1 for account in ACCOUNTS])
    print(
        f"peers: {len(pysd)} stocks, at most {apart:.2g} bn apart after the run, six outputs equal: "
        f"{bool(np.allclose(bptk[outputs], answers['bptk_six']))}, sheet closes to {abs(float(assets @ pysd)):.1g} bn"
    )


def print_costs(taken: Mapping[str, float], goals: Mapping[str, float]) -> None:
    """Print microseconds a path-day and how many times the kernel's that is; an engine that checks nothing is held
    against the kernel that checks nothing."""
    print(f"\nP1, a path-day\n{'':44}{'µs':>10}{'× kernel':>10}")
    for name, cost in taken.items():
        times = cost / taken[UNCHECKED if name in UNCHECKED_TOO else CHECKED]
        print(f"{name:44}{cost:10.3f}{times:10.1f}  {floor_of(times, goals[name]) if name in goals else ''}".rstrip())


def measure(options: argparse.Namespace) -> bool:
    """Run every engine in turn and print the tables."""
    days, paths = options.days, options.paths // WIDTH * WIDTH
    made, short = program(days), program(min(days, READABLE_DAYS))
    arrays = tables(made)
    engine = NumPyEngine(made, arrays, paths)
    if not answers_agree(short, NumPyEngine(short, tables(short), WIDTH)):
        return False
    cases = {
        CHECKED: kernel_case(arrays, paths, is_checked=True),
        UNCHECKED: kernel_case(arrays, paths, is_checked=False),
        DRAWS: draws_only(arrays, paths, WIDTH),
        POSTINGS: postings_only(arrays, paths, WIDTH),
        POSTINGS_CHECKED: postings_only(arrays, paths, WIDTH, is_checked=True),
        FLOATS: postings_only(arrays, paths, WIDTH, kind=np.float64, is_checked=True),
        FAN: fan_case(made, paths),
        NUMPY: engine.run,
        READABLE: lambda: simulate(short, seed=SEED, path=3),
    }
    both = {
        ONE: lambda: run(made, paths=4 * paths, seed=SEED, workers=1),
        TWO: lambda: run(made, paths=4 * paths, seed=SEED, workers=2),
    }
    for case in (*cases.values(), *both.values()):
        case()
    with peers(made, days, is_wanted=not options.no_peers) as others:
        ms = medians({name: timed(case, time.process_time) for name, case in cases.items()} | others, options.rounds)
    threads = interleaved(both, options.rounds)
    cost = {name: ms[name] * 1e3 / (paths * days) for name in (CHECKED, UNCHECKED, DRAWS, POSTINGS, NUMPY)}
    cost[READABLE] = ms[READABLE] * 1e3 / len(short.days.on)
    cost |= {name: ms[name] * 1e3 / days for name in others}
    print_costs(cost, {NUMPY: 3, READABLE: 150, PYSD: 2_000, BPTK_SIX: 60})
    parts = cost[UNCHECKED] / (cost[DRAWS] + cost[POSTINGS])
    kinds = ms[POSTINGS_CHECKED] / ms[FLOATS]
    checks, fan, gain = ms[CHECKED] / ms[UNCHECKED], ms[FAN] / ms[CHECKED], threads[ONE] / threads[TWO]
    print("\nP2 and P3, ratios")
    print(f"{'kernel, unchecked : draws alone + postings alone':52}{parts:8.2f}  {verdict(parts, 2.5)}")
    print(f"{'int64 : float64, postings and checks':52}{kinds:8.2f}  {verdict(kinds, 1.15)}")
    print(f"{'checked : unchecked':52}{checks:8.2f}  {verdict(checks, 1.8)}")
    print(f"{'fan chart : simulation':52}{fan:8.2f}  {verdict(fan, 0.5)}")
    print(f"{'one thread : two threads':52}{gain:8.2f}  {floor_of(gain, 1.6)} (two cores with nothing else to do)")
    return True


def child(code: str, **environment: str) -> float:
    """Return the number that a fresh process prints."""
    full = os.environ | environment
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=full)
    return float(done.stdout.split()[-1])


def print_growth(days: int, most: int) -> None:
    """Print seconds and peak memory of ensembles of growing size, each in a process of its own."""
    print(
        f"\nP7, an ensemble over {days} days on two threads\n{'paths':>12}{'s':>10}{'µs a path-day':>16}{'peak GB':>10}"
    )
    sizes = [size for size in (10_000, 100_000, 1_000_000) if size <= most] or [most]
    for size in sizes:
        taken = (
            interleaved({"run": lambda size=size: run(program(days), paths=size, seed=SEED, workers=2)}, 1)["run"] / 1e3
        )
        peak = child(PEAK.format(here=str(HERE), days=days, paths=size))
        print(f"{size:12,}{taken:10.2f}{taken / size / days * 1e6:16.3f}{peak:10.2f}")


def print_compiling() -> None:
    """Print how long the first run takes with nothing compiled, and with the kept kernel."""
    with tempfile.TemporaryDirectory(prefix="tidegauge-bench-") as folder:
        code = COMPILE.format(here=str(HERE))
        cold, kept = child(code, NUMBA_CACHE_DIR=folder), child(code, NUMBA_CACHE_DIR=folder)
    print(f"\nfirst run of an installation, compiling: {cold:.1f} s; of a process, with the kept kernel: {kept:.2f} s")


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    for name, default in (("paths", 2_048), ("days", 250), ("rounds", 5), ("most", 100_000)):
        options.add_argument(f"--{name}", type=int, default=default)
    options.add_argument("--no-peers", action="store_true", help="leave PySD and BPTK-Py out")
    options.add_argument("--million", action="store_true", help="10⁶ paths too: about ten times as long as 10⁵")
    options.add_argument("--no-compiling", action="store_true", help="leave the first run of an installation out")
    said = options.parse_args()
    if not measure(said):
        return 1
    print_growth(min(65, said.days), 1_000_000 if said.million else said.most)
    if not said.no_compiling:
        print_compiling()
    return 0


if __name__ == "__main__":
    sys.exit(main())
