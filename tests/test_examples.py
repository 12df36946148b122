"""The example scripts run on the bundled figures and print what they promise."""

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
PRINTED = {
    "as_known_then.py": (
        "at 2019-09-17T07:59: SOFR of 2019-09-13 was 2.20 %, known since 16 Sep 08:00",
        "at 2019-09-18T08:00: SOFR of 2019-09-17 was 5.25 %, known since 18 Sep 08:00",
    ),
    "spread_by_year.py": ("2019:  34 of 250 days", "2022:   0 of 249 days"),
    "why_reserves_fell.py": (
        "Week to 2025-10-29: reserves −101.7 bn",
        "tga_wednesday          −78.8 bn  seen by net liquidity",
        "Left unexplained by the sum of all causes: 0 dollars",
    ),
}


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.name)
def test_every_example_runs_and_prints_its_answer(example: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", example],
        cwd=tmp_path,
        capture_output=True,
        env={"PYTHONIOENCODING": "utf-8", "HOME": str(tmp_path)},
    )
    printed = done.stdout.decode("utf-8")
    assert done.returncode == 0, done.stderr.decode("utf-8")
    assert [line for line in PRINTED[example.name] if line not in printed] == []
