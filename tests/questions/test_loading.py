"""Loading as a question: what was read and added, with findings, into the desk's own store."""

from pathlib import Path

import pytest

from tidegauge.errors import InputFileError, Offline
from tidegauge.questions.desk import Desk
from tidegauge.questions.loading import import_folder, update


def a_folder(place: Path, rows: str) -> Path:
    (place / "fred").mkdir(parents=True)
    (place / "fred" / "SOFR.csv").write_text(f"date,value\n{rows}")
    return place


def test_an_import_counts_and_makes_the_store(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "store", environment={})
    folder = a_folder(tmp_path / "figures", "2025-10-31,4.22\n")
    (folder / "odd.csv").write_text("a\n")
    first = import_folder(desk, folder=folder)
    assert (first.answer.read, first.answer.rows, first.answer.added) == (1, 1, 1)
    assert [odd.check for odd in first.findings] == ["unknown_file"]
    assert import_folder(desk, folder=folder).answer.added == 0
    assert Desk(tmp_path / "store", environment={}).store.series() == ["sofr"]


def test_a_malformed_folder_makes_no_store(tmp_path: Path) -> None:
    with pytest.raises(InputFileError):
        import_folder(Desk(tmp_path / "store"), folder=a_folder(tmp_path / "figures", "2025-10-31,four\n"))
    assert not (tmp_path / "store").exists()


def test_an_update_offline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Offline):
        update(Desk(tmp_path / "store", offline=True, environment={}), source=("nyfed",))
