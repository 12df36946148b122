"""Paths as a file: the paths of the run, or nothing."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tidegauge.errors import OutputNotPossible
from tidegauge.questions.desk import Desk
from tidegauge.questions.making import ready
from tidegauge.questions.paths_file import write_paths
from tidegauge.questions.runs import Making
from tidegauge.scenarios.program import METRICS
from tidegauge.scenarios.simulate import simulate


def test_a_row_is_what_the_readable_engine_says_of_that_path_and_day(desk: Desk, tmp_path: Path) -> None:
    program = ready(desk, "shutdown_2025", None, Making(days=3)).program
    write_paths(program, tmp_path / "paths.parquet", paths=5, seed=7)
    rows = pq.read_table(tmp_path / "paths.parquet").to_pylist()
    path = simulate(program, seed=7, path=4)
    for day, row in enumerate(row for row in rows if row["path"] == 4):
        for name, recorded in zip(METRICS, path.metrics[day], strict=True):
            assert row[name] == (recorded / 1000 if name.endswith("_bp") else recorded)


def test_a_place_that_cannot_be_written_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    program = ready(desk, "shutdown_2025", None, Making(days=1)).program
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(OutputNotPossible):
        write_paths(program, tmp_path / "taken" / "paths.parquet", paths=1, seed=7)
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
