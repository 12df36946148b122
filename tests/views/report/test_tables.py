"""Files in links: they read back, and no cell of theirs is a formula."""

import csv
import io
from urllib.parse import unquote

from tidegauge.questions.answer import Answer
from tidegauge.views.report import rates, tables
from tidegauge.views.report.phrases import Phrases


def opened(link: str) -> list[list[str]]:
    """Return the rows behind a link."""
    return list(csv.reader(io.StringIO(unquote(link.partition(",")[2]))))


def test_a_file_reads_back(answer: Answer) -> None:
    rows = opened(rates.table(answer.answer, Phrases("en", answer.as_of)).csv)
    assert rows[0] == ["day", "sofr_iorb_bp", "p1_bp", "p99_bp"]
    assert rows[-1] == ["2025-10-31", "32", "24", "54"]
    assert len(rows) == len(answer.answer.rates) + 1


def test_text_that_looks_like_a_formula_stays_text() -> None:
    assert opened(tables.csv_link((("=1+1", -4, "a,b"),))) == [["'=1+1", "-4", "a,b"]]
