"""Answers on their way out: files are written whole, and what is no file is left standing."""

import os
import stat
import threading
from pathlib import Path

from tidegauge.questions.desk import Desk
from tidegauge.questions.ledger import explain
from tidegauge.views import show


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "page.html"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    show.answer(explain(Desk(), event="E01a"), "en", as_json=True, files={"html": pipe})
    reader.join(timeout=10)
    assert b"<html" in read[0]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("before")
    show.answer(explain(Desk(), event="E01a"), "en", as_json=True, files={"html": page})
    assert b"<html" in page.read_bytes()
    assert [place.name for place in tmp_path.iterdir()] == ["page.html"]
