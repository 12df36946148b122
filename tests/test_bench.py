"""The benchmarks run, small: what they time is compared for equal answers before any clock is read."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[1] / "bench"


@pytest.mark.slow
def test_every_engine_gives_the_same_answer_and_every_ratio_is_printed() -> None:
    small = ["--paths", "256", "--days", "4", "--rounds", "1", "--most", "512", "--no-peers", "--no-compiling"]
    done = subprocess.run(
        [sys.executable, str(BENCH / "ensemble.py"), *small], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr + done.stdout
    said = done.stdout
    assert "readable engine equal to the dollar, NumPy within 0 USD: True" in said
    tables = ("P1, a path-day", "P2 and P3, ratios", "P7, an ensemble over 4 days")
    ratios = ("draws alone + postings alone", "int64 : float64", "checked : unchecked", "fan chart", "one thread : two")
    assert [line for line in (*tables, *ratios) if line not in said] == []


def test_every_rival_of_the_store_gives_the_same_answer() -> None:
    small = ["--series", "4", "--periods", "30", "--vintages", "3"]
    done = subprocess.run(
        [sys.executable, str(BENCH / "point_in_time.py"), *small], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "P4, as of middle" in done.stdout


def test_every_library_fits_the_same_lines() -> None:
    small = ["--rows", "120", "--drivers", "4", "--origins", "20", "--rounds", "1"]
    done = subprocess.run([sys.executable, str(BENCH / "fits.py"), *small], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    goals = ("statsmodels OLS", "statsmodels QuantReg", "scikit-learn QuantileRegressor (HiGHS)")
    lines = done.stdout.splitlines()
    assert [name for name in goals if not any(line.startswith(name) and "goal ≥" in line for line in lines)] == []
