"""The store: three times, nothing lost, nothing invented, nothing seen before it was known."""

import hashlib
import os
import struct
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidegauge.errors import SchemaTooNew, StoreUnreadable, UnknownSeries
from tidegauge.store import Batch, Store, index, log

MONDAY = date(2025, 11, 3)
KNOWN = datetime(2025, 11, 4, 13, tzinfo=UTC)
RECORDED = datetime(2026, 11, 20, tzinfo=UTC)
IDS = ("sofr", "tga", "reserves")


def one(
    value: float | None, *, known_at: datetime = KNOWN, known_by: str = "release_rule", live: bool = False
) -> Batch:
    """Return a batch with one value of SOFR."""
    batch = Batch(live=live)
    batch.add("sofr", MONDAY, value, known_at, known_by)
    return batch


def sofr(store: Store, as_of: datetime, replay_at: datetime | None = None) -> float | None:
    """Return SOFR of that Monday as known at a moment."""
    point = store.frame(["sofr"], as_of=as_of, replay_at=replay_at)["sofr"].at(MONDAY)
    return None if point is None else point.value


def test_a_figure_is_invisible_one_microsecond_before_it_is_known(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append(one(4.13), recorded_at=RECORDED)
    assert sofr(store, KNOWN - timedelta(microseconds=1)) is None
    assert sofr(store, KNOWN) == 4.13


def test_the_same_batch_again_adds_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.append(one(4.13), recorded_at=RECORDED) == 1
    assert store.append(one(4.13), recorded_at=RECORDED + timedelta(days=1)) == 0
    assert len(list((tmp_path / "log").iterdir())) == 1


def test_a_revision_in_place_becomes_known_when_it_was_fetched_and_the_past_stays(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append(one(4.13, live=True), recorded_at=RECORDED)
    later = RECORDED + timedelta(days=1)
    assert store.append(one(4.14, live=True), recorded_at=later) == 1
    assert sofr(store, later - timedelta(seconds=1)) == 4.13
    assert sofr(store, later) == 4.14
    assert store.frame(["sofr"], as_of=later)["sofr"].latest().known_by == "fetched"


def test_a_revision_that_is_taken_back_is_a_revision_too(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for day, value in enumerate((4.13, 4.14, 4.13)):
        assert store.append(one(value, live=True), recorded_at=RECORDED + timedelta(days=day)) == 1
    assert sofr(store, RECORDED + timedelta(days=3)) == 4.13


def test_a_published_vintage_keeps_its_own_moment(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append(one(4.13, known_by="published"), recorded_at=RECORDED)
    revised = KNOWN + timedelta(days=30)
    store.append(one(4.20, known_at=revised, known_by="published"), recorded_at=RECORDED)
    assert (sofr(store, revised - timedelta(seconds=1)), sofr(store, revised)) == (4.13, 4.20)


def test_replay_shows_what_this_store_held_then(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append(one(4.13, known_by="published"), recorded_at=RECORDED)
    late = RECORDED + timedelta(days=9)
    store.append(one(4.99, known_at=KNOWN + timedelta(hours=1), known_by="published"), recorded_at=late)
    assert sofr(store, late) == 4.99
    assert sofr(store, late, replay_at=RECORDED) == 4.13


def test_a_value_published_as_missing_is_missing_not_zero(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append(one(None), recorded_at=RECORDED)
    track = store.frame(["sofr"], as_of=KNOWN)["sofr"]
    assert len(track) == 1
    assert track.latest() is None


def test_an_unknown_series_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(UnknownSeries, match="sofr"):
        Store(tmp_path).frame(["soffr"], as_of=KNOWN)


def test_a_read_creates_nothing(tmp_path: Path) -> None:
    Store(tmp_path / "nowhere").frame(["sofr"], as_of=KNOWN)
    assert not (tmp_path / "nowhere").exists()


def test_a_damaged_log_file_is_one_clear_error_and_doctor_names_it(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append(one(4.13), recorded_at=RECORDED)
    (path,) = (tmp_path / "log").iterdir()
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(StoreUnreadable, match=path.name):
        sofr(Store(tmp_path), KNOWN)
    (finding,) = Store(tmp_path).examine()
    assert path.name in finding.subject
    assert finding.severity == "error"


def test_a_damaged_index_is_one_clear_error_and_can_be_rebuilt(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append(one(4.13), recorded_at=RECORDED)
    store.rebuild_index()
    (tmp_path / "index" / "generation-1" / "value.npy").write_bytes(b"no array")
    with pytest.raises(StoreUnreadable, match="generation-1"):
        sofr(Store(tmp_path), KNOWN)
    assert [finding.check for finding in Store(tmp_path).examine()] == ["store_index"]
    mended = Store(tmp_path)
    mended.rebuild_index()
    assert sofr(mended, KNOWN) == 4.13


def test_a_spoilt_figure_in_the_index_is_found_by_its_checksum(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append(one(4.22), recorded_at=RECORDED)
    store.rebuild_index()
    place = tmp_path / "index" / "generation-1" / "value.npy"
    place.write_bytes(place.read_bytes()[:-8] + struct.pack("<d", 8.44))
    (finding,) = Store(tmp_path).examine()
    assert finding.check == "store_index"
    assert "value" in str(finding.detail.facts["error"])


def test_a_cut_index_is_refused_rather_than_read_as_another_moment(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append(_batch([("sofr", day, 4.0 + day, 0, False) for day in range(5)]), recorded_at=RECORDED)
    store.rebuild_index()
    np.save(tmp_path / "index" / "generation-1" / "starts.npy", np.array([0]))
    with pytest.raises(StoreUnreadable, match="length"):
        sofr(Store(tmp_path), KNOWN)


def test_a_figure_fetched_before_its_release_is_stored_once_however_often_it_is_fetched(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for minute in (0, 30, 54):
        early = KNOWN - timedelta(minutes=60 - minute)
        store.append(one(4.13, known_at=early, known_by="fetched", live=True), recorded_at=early)
    store.append(one(4.13, live=True), recorded_at=KNOWN + timedelta(minutes=5))
    assert len(store.vintages("sofr", as_of=RECORDED)) == 1


def test_each_row_points_to_the_reply_it_came_from(tmp_path: Path) -> None:
    store, batch = Store(tmp_path), Batch()
    for reply, day in (("page1", 3), ("page2", 4)):
        batch.reply = reply
        batch.add("sofr", date(2025, 11, day), 4.0, KNOWN, "release_rule")
    store.append(batch, recorded_at=RECORDED)
    (path,) = (tmp_path / "log").iterdir()
    assert pq.read_table(path)["reply"].to_pylist() == ["page1", "page2"]


def test_a_missing_log_file_that_the_index_knows_is_found(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append(one(4.13), recorded_at=RECORDED)
    store.rebuild_index()
    (path,) = (tmp_path / "log").iterdir()
    path.unlink()
    assert [finding.subject for finding in Store(tmp_path).examine()] == [f"log/{path.name}"]


def test_a_store_of_a_later_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store.json").write_text('{"schema": 99}')
    with pytest.raises(SchemaTooNew, match="99"):
        Store(tmp_path)


def test_a_raw_reply_is_kept_once_and_comes_back_whole(tmp_path: Path) -> None:
    import gzip

    store = Store(tmp_path)
    digest = store.archive(b'{"refRates": []}')
    assert digest == hashlib.sha256(b'{"refRates": []}').hexdigest()
    assert store.archive(b'{"refRates": []}') == digest
    (kept,) = (tmp_path / "replies").rglob("*.gz")
    assert gzip.decompress(kept.read_bytes()) == b'{"refRates": []}'


ROW = st.tuples(
    st.sampled_from(IDS),
    st.integers(0, 5),
    st.one_of(st.none(), st.integers(-5, 5).map(float)),
    st.integers(0, 9),
    st.booleans(),
)


def _batch(rows: list[tuple[str, int, float | None, int, bool]]) -> Batch:
    batch = Batch()
    for id_, day, value, known, published in rows:
        moment = KNOWN + timedelta(days=known)
        batch.add(id_, MONDAY + timedelta(days=day), value, moment, "published" if published else "release_rule")
    return batch


def _shown(store: Store, as_of: datetime) -> list[tuple[str, list[int], str]]:
    frame = store.frame(IDS, as_of=as_of)
    return [(id_, frame[id_].periods.tolist(), repr(frame[id_].values.tolist())) for id_ in IDS]


@given(st.lists(st.lists(ROW, max_size=12), min_size=1, max_size=4), st.integers(-1, 10))
@settings(max_examples=60, deadline=None)
def test_index_and_log_alone_give_the_same_reading(tmp_path_factory: pytest.TempPathFactory, batches, known) -> None:
    root = tmp_path_factory.mktemp("store")
    store = Store(root)
    for number, rows in enumerate(batches):
        store.append(_batch(rows), recorded_at=RECORDED + timedelta(days=number))
        if number == 0:
            store.rebuild_index()
    moment = KNOWN + timedelta(days=known)
    with_tail = _shown(Store(root), moment)
    store.rebuild_index()
    assert _shown(Store(root), moment) == with_tail
    for path in (root / "index").rglob("*"):
        if path.is_file():
            path.unlink()
    assert _shown(Store(root), moment) == with_tail


@given(st.lists(ROW, max_size=12), st.lists(ROW, max_size=12), st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_what_becomes_known_later_changes_nothing_before(
    tmp_path_factory: pytest.TempPathFactory, old, new, cut
) -> None:
    root = tmp_path_factory.mktemp("store")
    store, moment = Store(root), KNOWN + timedelta(days=cut)
    store.append(_batch([row for row in old if row[3] <= cut]), recorded_at=RECORDED)
    before = _shown(store, moment)
    store.append(_batch([(a, b, c, 10, True) for a, b, c, _, _ in new]), recorded_at=RECORDED + timedelta(days=1))
    assert _shown(store, moment) == before


@given(st.lists(ROW, max_size=20))
@settings(max_examples=60, deadline=None)
def test_ingest_is_idempotent_whatever_the_batch(tmp_path_factory: pytest.TempPathFactory, rows) -> None:
    store = Store(tmp_path_factory.mktemp("store"))
    store.append(_batch(rows), recorded_at=RECORDED)
    assert store.append(_batch(rows), recorded_at=RECORDED + timedelta(days=1)) == 0


def test_a_file_is_on_the_disk_before_it_has_its_name_and_its_name_before_anybody_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No power cut can be played here; the order of the calls can."""
    calls: list[str] = []
    fsync, rename = os.fsync, Path.rename

    def flushed(descriptor: int) -> None:
        place = Path(f"/proc/self/fd/{descriptor}").readlink()
        calls.append("flush folder" if place.is_dir() else f"flush {place.suffix}")
        fsync(descriptor)

    def renamed(self: Path, target: Path) -> Path:
        calls.append(f"rename {self.suffix} to {Path(target).suffix}")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(Path, "rename", renamed)
    log.write_file(tmp_path / "a.parquet", b"rows")
    assert calls == ["flush .part", "rename .part to .parquet", "flush folder"]


def test_a_row_that_stands_twice_in_a_batch_is_stored_once(tmp_path: Path) -> None:
    store, batch = Store(tmp_path), Batch()
    for _ in range(2):
        batch.add("sofr", MONDAY, 4.13, KNOWN, "published")
    assert store.append(batch, recorded_at=RECORDED) == 1
    assert len(store.vintages("sofr", as_of=KNOWN)) == 1


def test_vintages_end_at_the_as_of(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append(one(4.13, known_by="published"), recorded_at=RECORDED)
    store.append(one(4.20, known_at=KNOWN + timedelta(days=30), known_by="published"), recorded_at=RECORDED)
    values = [
        [point.value for point, _ in store.vintages("sofr", as_of=KNOWN + timedelta(days=n))] for n in (-1, 0, 29, 30)
    ]
    assert values == [[], [4.13], [4.13], [4.13, 4.20]]


def test_a_generation_is_whole_before_current_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, written, write_file = Store(tmp_path), [], log.write_file
    store.append(one(4.13), recorded_at=RECORDED)

    def noted(target: Path, content: bytes) -> None:
        written.append(target.name)
        write_file(target, content)

    monkeypatch.setattr(log, "write_file", noted)
    store.rebuild_index()
    assert written == ["manifest.json", "CURRENT"]


def test_a_reader_may_still_be_in_the_generation_before(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append(one(4.13), recorded_at=RECORDED)
    for _ in range(3):
        store.rebuild_index()
    assert sorted(path.name for path in (tmp_path / "index").glob("generation-*")) == ["generation-2", "generation-3"]


def test_a_generation_retired_between_its_name_and_its_opening_is_looked_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    store.append(one(4.13), recorded_at=RECORDED)
    store.rebuild_index()
    names = ["generation-0", "generation-1"]
    monkeypatch.setattr(index, "current", lambda folder: names.pop(0) if len(names) > 1 else names[0])
    assert index.load(tmp_path / "index") is not None


def test_what_a_killed_writer_left_behind_is_removed_by_the_next(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append(one(4.13), recorded_at=RECORDED)
    orphan = tmp_path / "log" / ".0123.part"
    orphan.write_bytes(b"half")
    store.append(one(4.14), recorded_at=RECORDED + timedelta(days=1))
    assert not orphan.exists()
