"""Nothing in a folder of tidy figures is met with silence: each column feeds a series or has a reason not to."""

import csv
import gzip
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from tidegauge.catalogue.series import HERE, load, not_series

FIGURES = Path(__file__).parents[3] / "shared" / "data"
needs_figures = pytest.mark.skipif(
    not FIGURES.is_dir(), reason="the publishers' figures are not at hand, and the project holds no copy of them"
)
FILES = sorted(p for p in FIGURES.rglob("*.csv*") if p.name != "PROVENANCE.csv") if FIGURES.is_dir() else []


def header(path: Path) -> list[str]:
    """Return the column names of a CSV file."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        return next(csv.reader(file))


def columns_read() -> dict[str, set[str]]:
    """Return, by file, every column some series looks at."""
    read: dict[str, set[str]] = defaultdict(set)
    for series in load().values():
        for column in series.columns:
            read[column.file] |= column.reads
    return read


@needs_figures
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(FIGURES).as_posix())
def test_every_column_is_read_or_explained(path: Path) -> None:
    name = path.relative_to(FIGURES).as_posix()
    explained = not_series().get(name, frozenset())
    if "*" in explained:
        return
    assert not [column for column in header(path) if column not in columns_read()[name] | explained]


@needs_figures
@pytest.mark.parametrize("name", sorted(columns_read()))
def test_every_import_names_a_column_that_exists(name: str) -> None:
    assert columns_read()[name] <= set(header(FIGURES / name))


@needs_figures
def test_every_explained_column_exists() -> None:
    for name, columns in not_series().items():
        assert columns - {"*"} <= set(header(FIGURES / name)), name


def test_a_column_is_not_both_read_and_explained_away() -> None:
    for name, columns in not_series().items():
        read = columns_read().get(name, set())
        assert not (read if "*" in columns else read & columns), name


def test_every_explanation_gives_its_reason() -> None:
    tables = tomllib.loads((HERE / "not_series.toml").read_text("utf-8"))
    assert set(tables) == {"file"}
    for row in tables["file"]:
        assert set(row) == {"path", "columns", "reason"}
        assert row["reason"].endswith(".") and len(row["reason"]) > 20, row["path"]


def test_a_file_outside_the_catalogue_is_not_explained() -> None:
    assert "fred/NEW.csv" not in not_series()
