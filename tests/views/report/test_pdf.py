"""Paper: whole or not there."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from tests.views.report.machine import required

from tidegauge.errors import OutputNotPossible
from tidegauge.questions.answer import Answer
from tidegauge.views.report import pdf
from tidegauge.words import LANGUAGES


class NoPango:
    """Stands for WeasyPrint on a machine whose disk is full."""

    class HTML:
        """A page that cannot be written."""

        def __init__(self, string: str) -> None:
            self.string = string

        def write_pdf(self) -> bytes:
            """Fail as a full disk does."""
            raise OSError(28, "No space left on device")


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_brief_fits_three_sheets_with_their_numbers(answer: Answer, lang: str, tmp_path: Path) -> None:
    required(pdf._weasyprint(), "Pango")
    out = tmp_path / "brief.pdf"
    pdf.render(answer, lang, out)
    with pypdf.PdfReader(out) as reader:
        assert 1 <= len(reader.pages) <= 3
        first = reader.pages[0].extract_text()
    assert "SOFR" in first
    assert [path.name for path in tmp_path.iterdir()] == ["brief.pdf"]


def test_pictures_carry_their_colours(answer: Answer) -> None:
    page = pdf.document(answer, "en")
    assert "var(--" not in "".join(part.partition("</style>")[0] for part in page.split("<svg ")[1:])
    assert "<script" not in page


def test_without_a_setter_the_remedy_is_named(answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_weasyprint", lambda: None)
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    with pytest.raises(OutputNotPossible, match="neither Pango nor Chromium"):
        pdf.render(answer, "en", tmp_path / "brief.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_old_file(answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "brief.pdf"
    out.write_bytes(b"old")
    monkeypatch.setattr(pdf, "_weasyprint", lambda: NoPango)
    with pytest.raises(OutputNotPossible, match="No space left"):
        pdf.render(answer, "en", out)
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["brief.pdf"]


def test_where_pango_is_absent_a_browser_prints(
    answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[list[str]] = []

    def run(call: list[str], **_: object) -> None:
        calls.append(call)
        Path(next(word for word in call if word.startswith("--print-to-pdf=")).partition("=")[2]).write_bytes(b"%PDF")

    monkeypatch.setattr(pdf, "_weasyprint", lambda: None)
    monkeypatch.setattr(pdf.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(pdf.subprocess, "run", run)
    pdf.render(answer, "zh-Hans", tmp_path / "brief.pdf")
    assert (tmp_path / "brief.pdf").read_bytes() == b"%PDF"
    assert {"--headless", "--no-sandbox", "--disable-gpu"} <= set(calls[0])


@pytest.mark.parametrize("failure", [subprocess.TimeoutExpired("chromium", 60), OSError("gone")])
def test_a_browser_that_fails_leaves_nothing(
    answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def run(call: list[str], **_: object) -> None:
        raise failure

    monkeypatch.setattr(pdf, "_weasyprint", lambda: None)
    monkeypatch.setattr(pdf.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(pdf.subprocess, "run", run)
    with pytest.raises(OutputNotPossible, match="chromium failed"):
        pdf.render(answer, "en", tmp_path / "brief.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_no_folder_is_refused(
    answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer_of: Callable[..., Answer]
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setattr(pdf, "_weasyprint", lambda: NoPango)
    with pytest.raises(OutputNotPossible):
        pdf.render(answer, "en", tmp_path / "file" / "brief.pdf")
