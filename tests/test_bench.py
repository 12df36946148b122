"""The benchmarks run, small: what they time is compared for equal answers before any clock is read."""

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parents[1] / "bench"


def test_every_rival_of_the_store_gives_the_same_answer() -> None:
    small = ["--series", "4", "--periods", "30", "--vintages", "3"]
    done = subprocess.run(
        [sys.executable, str(BENCH / "point_in_time.py"), *small], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "P4, as of middle" in done.stdout
