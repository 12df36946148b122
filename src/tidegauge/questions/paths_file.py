"""Every path of a run as one Parquet file: a row a path and day, for questions that quantiles cannot answer."""

import uuid
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tidegauge.errors import OutputNotPossible
from tidegauge.scenarios.ensemble import simulate_paths
from tidegauge.scenarios.program import BP_SCALE, METRICS, Program

if TYPE_CHECKING:
    import pyarrow as pa

STRETCH = 2_048


def write_paths(program: Program, place: Path, *, paths: int, seed: int) -> None:
    """Write paths with all METRICS, a stretch of them at a time, so that memory does not grow with their number.

    Columns are `path` and `day` (a date), then amounts as whole USD and spreads as basis points. The paths are those
    of the run: the same program and seed. The file is whole or not there.

    Raises
    ------
    OutputNotPossible
        The place cannot be written.
    """
    import pyarrow.parquet as pq

    part = place.parent / f".{uuid.uuid4().hex}.part"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with pq.ParquetWriter(part, _schema(), compression="zstd") as file:
            for first in range(0, paths, STRETCH):
                file.write_table(_stretch(program, first, min(STRETCH, paths - first), seed))
        part.replace(place)
    except OSError as error:
        remedy = "Choose another directory with --out."
        raise OutputNotPossible(place=str(place), detail=error.strerror or repr(error), remedy=remedy) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _schema() -> "pa.Schema":
    """Return the columns of the file."""
    import pyarrow as pa

    metrics = [(name, pa.float64() if name.endswith("_bp") else pa.int64()) for name in METRICS]
    return pa.schema([("path", pa.int32()), ("day", pa.date32()), *metrics])


def _stretch(program: Program, first: int, n: int, seed: int) -> "pa.Table":
    """Return the rows of some paths, path by path."""
    import numpy as np
    import pyarrow as pa

    figures = simulate_paths(program, seed=seed, first=first, paths=n, check=False).figures
    n_days = figures.shape[1]
    columns = [pa.array(np.repeat(np.arange(first, first + n, dtype=np.int32), n_days))]
    columns.append(pa.array(np.tile(program.days.on, n), pa.int32()).cast(pa.date32()))
    for place, name in enumerate(METRICS):
        values = figures[place].T.ravel()
        columns.append(pa.array(values / BP_SCALE if name.endswith("_bp") else values))
    return pa.table(columns, schema=_schema())
