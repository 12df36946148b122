"""The log: one Parquet file a batch, never changed after it has its name.

A file is written under a temporary name, flushed to the disk and then renamed; the rename is the acknowledgement. A
kill before it leaves a temporary file that the next writer removes, a kill after it loses nothing. Writers take turns
through a lock that the kernel drops with the process; readers need none, since a name in the log never changes.
"""

import errno
import fcntl
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tidegauge.errors import StoreNotWritable, StoreUnreadable

READ = ["series", "period", "value", "known_at", "known_by", "recorded_at"]
SAME_BITS = {"period": pa.int32(), "known_at": pa.int64(), "recorded_at": pa.int64()}
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def not_writable(place: Path, error: OSError) -> StoreNotWritable:
    """Translate an operating-system refusal into the one sentence a person can act on."""
    if error.errno in FULL or error.errno is None:  # NumPy says how much it could write, and no number
        return StoreNotWritable(place=str(place), detail="the disk is full")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StoreNotWritable(place=str(place), detail="the directory is read-only")
    return StoreNotWritable(place=str(place), detail=error.strerror or repr(error))


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Hold the writers' lock of a store; other writers wait, readers go on."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(root / "lock", os.O_CREAT | os.O_RDWR, 0o644)
    except OSError as error:
        raise not_writable(root, error) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def write_file(target: Path, content: bytes) -> None:
    """Write a whole file or none: temporary name, flush, rename, flush of the folder.

    Raises
    ------
    StoreNotWritable
        Disk full or directory read-only; `target` is untouched.
    """
    temporary = target.parent / f".{uuid.uuid4().hex}.part"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(target)
        _flush_folder(target.parent)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise not_writable(target.parent, error) from error


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def append(folder: Path, table: pa.Table, recorded_at: int) -> Path:
    """Add one acknowledged file to the log and return its path. The caller holds the writers' lock."""
    for orphan in folder.glob(".*.part"):
        orphan.unlink()
    buffer = pa.BufferOutputStream()
    pq.write_table(table, buffer, compression="zstd")
    target = folder / f"{recorded_at:016d}-{uuid.uuid4().hex[:12]}.parquet"
    write_file(target, buffer.getvalue().to_pybytes())
    return target


def names(folder: Path) -> list[str]:
    """Return the acknowledged files of the log, oldest first."""
    return sorted(path.name for path in folder.glob("*.parquet"))


def size(folder: Path) -> int:
    """Return the bytes of the acknowledged files."""
    return sum(path.stat().st_size for path in folder.glob("*.parquet"))


def read(folder: Path, files: list[str]) -> "dict[str, np.ndarray]":
    """Return the rows of some log files as columns; series as an array of strings.

    Raises
    ------
    StoreUnreadable
        A file is damaged or missing; `place` names it.
    """
    tables = [read_file(folder, name, READ) for name in files]
    return columns_of(pa.concat_tables(tables)) if tables else _no_rows()


def read_file(folder: Path, name: str, columns: list[str], *, threads: bool = True) -> pa.Table:
    """Return some columns of one log file; a damaged or missing one raises StoreUnreadable."""
    with _opened(folder, name) as file:
        return file.read(columns=columns, use_threads=threads)


def footer(folder: Path, name: str) -> pq.FileMetaData:
    """Return what a log file says about itself; a damaged or missing one raises StoreUnreadable."""
    with _opened(folder, name) as file:
        return file.metadata


@contextmanager
def _opened(folder: Path, name: str) -> Iterator[pq.ParquetFile]:
    try:
        with pq.ParquetFile(folder / name) as file:
            yield file
    except (pa.ArrowException, OSError) as error:
        raise StoreUnreadable(place=f"log/{name}", detail=str(error).splitlines()[0]) from error


def columns_of(table: pa.Table) -> "dict[str, np.ndarray]":
    """Return an Arrow table with columns of the log's schema as NumPy columns, the series as codes into ``ids``.

    Through DLPack and views of the same bits: Arrow's other ways import pandas or its own table of compute functions,
    either of which costs more than the read.
    """
    if not table.num_rows:
        return _no_rows()
    whole = table.unify_dictionaries().combine_chunks()
    columns = {}
    for name in whole.column_names:
        part = whole[name].chunk(0)
        if name == "series":
            columns["ids"] = np.array(part.dictionary.to_pylist(), dtype=object)
            part = part.indices
        columns[name] = (
            _with_nan(part) if name == "value" else np.from_dlpack(part.view(SAME_BITS.get(name, part.type)))
        )
    return columns


def _with_nan(values: pa.DoubleArray) -> "np.ndarray":
    """Return floats with NaN for null."""
    present, bits = values.buffers()
    part = slice(values.offset, values.offset + len(values))
    numbers = np.frombuffer(bits, np.float64)[part]
    if not values.null_count:
        return numbers
    return np.where(np.unpackbits(np.frombuffer(present, np.uint8), bitorder="little")[part] == 1, numbers, np.nan)


def _no_rows() -> "dict[str, np.ndarray]":
    return {
        "ids": np.array([], dtype=object),
        "series": np.array([], np.int32),
        "period": np.array([], np.int32),
        "value": np.array([], np.float64),
        "known_at": np.array([], np.int64),
        "known_by": np.array([], np.int8),
        "recorded_at": np.array([], np.int64),
    }
