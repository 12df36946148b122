"""The quick-start notebook runs, without network, and shows what it says it shows."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import notebook
import pytest


@pytest.fixture(scope="module")
def ran() -> dict[str, Any]:
    """Return the notebook run anew, in a process of its own: a kernel is no guest of a test."""
    done = subprocess.run([sys.executable, notebook.__file__], capture_output=True, text=True, check=True)
    book: dict[str, Any] = json.loads(done.stdout)
    return book


def test_every_cell_runs_and_shows_what_the_file_shows(ran: dict[str, Any]) -> None:
    standing = json.loads(notebook.PLACE.read_text("utf-8"))
    for fresh, kept in zip(ran["cells"], standing["cells"], strict=True):
        assert fresh == kept, "run `make docs` after removing docs/quick-start.ipynb"
    assert ran == standing


def test_the_file_is_small_and_names_no_machine() -> None:
    text = notebook.PLACE.read_text("utf-8")
    assert len(text) < 40_000
    assert str(Path.home()) not in text
    assert not [cell for cell in json.loads(text)["cells"] for out in cell.get("outputs", []) if "traceback" in out]


def test_the_readmes_lead_to_the_notebook() -> None:
    docs = notebook.PLACE.parent
    for page in (docs / "README.md", docs.parent / "README.md", docs.parent / "README.zh-Hans.md"):
        assert "quick-start.ipynb" in page.read_text("utf-8"), page.name
