"""The scan of a log without index gives what the index gives, row for row."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidegauge.errors import StoreUnreadable
from tidegauge.frame import KNOWN_BY, micros
from tidegauge.store import Batch, Store, index, log, scan
from tidegauge.store import store as module

START = datetime(2025, 1, 1, tzinfo=UTC)
BATCHES = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from(("sofr", "tga", "reserves")),
            st.integers(0, 4).map(lambda n: date(2024, 12, 20) + timedelta(days=n)),
            st.none() | st.sampled_from((1.0, 2.0, 3.0)),
            st.integers(0, 9).map(lambda n: START + timedelta(hours=n)),
            st.sampled_from(KNOWN_BY),
        ),
        max_size=12,
    ),
    max_size=5,
)


def filled(folder: Path, batches: list[list[tuple[str, date, float | None, datetime, str]]]) -> Store:
    """Return a store with one batch a day."""
    store = Store(folder)
    for day, rows in enumerate(batches):
        batch = Batch()
        batch.extend(rows)
        store.append(batch, recorded_at=START + timedelta(days=day))
    return store


@settings(max_examples=150, deadline=None)
@given(BATCHES, st.integers(-1, 10), st.none() | st.integers(0, 5))
def test_the_scan_answers_as_the_sorted_rows_do(batches: list, hour: int, day: int | None) -> None:  # type: ignore[type-arg]
    as_of = micros(START + timedelta(hours=hour))
    replay_at = index.FOREVER if day is None else micros(START + timedelta(days=day))
    with TemporaryDirectory() as folder:
        store = filled(Path(folder), batches)
        files = log.names(store.root / "log")
        whole = index.sort(log.read(store.root / "log", files))
        found = scan.known(store.root / "log", files, as_of, replay_at)
        for id_ in ("sofr", "tga", "reserves"):
            expected, got = whole.of(id_), found.of(id_)
            rows = expected.known(as_of, replay_at)
            for name in index.COLUMNS:
                np.testing.assert_array_equal(getattr(got, name), getattr(expected, name)[rows], err_msg=name)


def test_a_large_log_without_index_is_scanned_and_gives_the_same_frame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [("sofr", date(2025, 1, 2), 4.2, START, "published"), ("sofr", date(2025, 1, 3), 4.3, START, "published")]
    filled(tmp_path, [rows])
    small = Store(tmp_path).frame(["sofr", "tga"], as_of=START)
    monkeypatch.setattr(module, "LARGE", 0)
    large = Store(tmp_path)
    frame = large.frame(["sofr", "tga"], as_of=START)
    assert "_rows" not in large.__dict__
    assert [list(frame[id_]) for id_ in ("sofr", "tga")] == [list(small[id_]) for id_ in ("sofr", "tga")]
    assert len(frame["sofr"]) == 2


def test_a_damaged_file_is_one_clear_error(tmp_path: Path) -> None:
    store = filled(tmp_path, [[("sofr", date(2025, 1, 2), 4.2, START, "published")]])
    (path,) = (tmp_path / "log").iterdir()
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(StoreUnreadable, match=path.name):
        scan.known(store.root / "log", log.names(store.root / "log"), 0)
