"""Places: what cannot be written is told before anything is computed, and nothing is left behind."""

from pathlib import Path

import pytest

from tidegauge.errors import OutputNotPossible
from tidegauge.questions.places import refuse_file, refuse_folder


def test_what_can_be_written_or_made_is_not_refused_and_not_made(tmp_path: Path) -> None:
    refuse_folder(tmp_path / "deep" / "run")
    refuse_file(tmp_path / "deep" / "page.html", "html")
    refuse_file(Path("/dev/null"), "html")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["file/run", "x" * 300, "nul\0"])
def test_a_place_that_is_none_is_refused_with_the_way_out(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputNotPossible, match="--out"):
        refuse_folder(tmp_path / name)
    with pytest.raises(OutputNotPossible, match="--html"):
        refuse_file(tmp_path / name, "html")


def test_a_directory_is_no_file_and_a_file_no_directory(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputNotPossible, match="Is a directory"):
        refuse_file(tmp_path, "html")
    with pytest.raises(OutputNotPossible, match="Not a directory"):
        refuse_folder(tmp_path / "file")
