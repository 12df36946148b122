"""Answers on their way out: files are written whole, and what is no file is left standing."""

import io
import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from tidegauge.questions import registry
from tidegauge.questions.desk import Desk
from tidegauge.questions.ledger import explain
from tidegauge.views import cli, show
from tidegauge.words import LANGUAGES, text


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


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_every_command_writes_its_tables_for_excel_and_as_csv(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    book, sheet = tmp_path / "deep" / "event.xlsx", tmp_path / "event.csv"
    called = ["--xlsx", str(book), "ledger", "explain", "E01a", f"--csv={sheet}", "--lang", lang]
    assert cli.run(called) == 0
    out = capsys.readouterr().out
    assert str(book) in out
    assert str(sheet) in out
    assert book.read_bytes().startswith(b"PK")
    head, *rows = sheet.read_text("utf-8").splitlines()
    assert head == "sector,instrument,side,change_usd"
    assert len(rows) == len(explain(Desk(), event="E01a").answer.postings)


@pytest.mark.parametrize("option", ["--xlsx", "--csv"])
@pytest.mark.parametrize("place", ["", "/", "/proc/nowhere/a.xlsx", "/dev/null/a.xlsx"])
def test_a_place_that_takes_no_file_is_refused_before_the_question_is_asked(
    option: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["ledger", "explain", "E01a", option, place]) == (3 if place else 2)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert option in printed.err


def test_json_and_a_workbook_can_be_had_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ledger", "explain", "E01a", "--json", "--xlsx", str(tmp_path / "a.xlsx")]) == 0
    assert capsys.readouterr().out.startswith("{")
    assert (tmp_path / "a.xlsx").stat().st_size > 5_000


@pytest.mark.parametrize("lang", LANGUAGES)
def test_until_the_first_paths_are_counted_the_bar_says_that_the_first_run_compiles(
    lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first run after an installation compiles for most of a minute: a bare bar would look hung."""
    terminal = io.StringIO()
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "160")
    with show.progress(Desk(), registry.find(("simulate",)), lang, quiet=False):
        pass
    assert text("cli.progress.begins", lang) in terminal.getvalue()
