"""What was done, in the terminal: exports, examinations, settings, and findings with the gravest first."""

import io
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from rich.console import Console
from tests.views.terminal.conftest import Drawn

from tidegauge.frame import finding
from tidegauge.questions.answer import Answer
from tidegauge.questions.loading import Loaded
from tidegauge.views.terminal import work
from tidegauge.words import LANGUAGES


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("question", ["import", "update"])
def test_a_load_says_what_it_added_and_what_was_odd(lang: str, question: str) -> None:
    warning = finding("unknown_file", "odd.csv", severity="warning")
    odd = (warning, finding("source", "nyfed", severity="error", error="x"))
    done = Loaded(3, 12_345, 678, "/somewhere/store")
    page = io.StringIO()
    console = Console(file=page, width=200, highlight=False)
    work.loaded(Answer(question, datetime(2026, 1, 1, tzinfo=UTC), done, {}, (), odd), lang, console)
    shown = page.getvalue()
    assert all(part in shown for part in ("12,345", "678", "/somewhere/store", "odd.csv"))
    assert shown.index("nyfed") < shown.index("odd.csv")  # an error comes before a warning


def test_an_export_says_how_many_rows_went_where(drawn: Drawn, tmp_path: Path) -> None:
    page = drawn("series", "export", series=("sofr",), since=date(2025, 10, 30), out=tmp_path / "sofr.csv")
    assert "2" in page
    assert "sofr.csv" in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_settings_never_show_a_key(drawn: Drawn, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRED_API_KEY", "0123456789abcdef0123456789abcdef")
    page = drawn("settings", lang=lang)
    assert "fred_api_key" in page
    assert "0123456789abcdef" not in page


def test_an_examination_says_how_much_it_looked_at(drawn: Drawn) -> None:
    counts = [int(number.replace(",", "")) for number in re.findall(r"[\d,]*\d", drawn("doctor").splitlines()[0])]
    assert max(counts) > 50_000
