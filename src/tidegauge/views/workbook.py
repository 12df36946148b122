"""Any answer as an Excel workbook: a sheet a table, where every figure came from, and what was asked.

Numbers are numbers with their unit in the head of the column, dates are dates, moments are New York time (Excel knows
no zones). Text is written as text, so that nothing in it becomes a formula or a link.
"""

import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from tidegauge.clock import NEW_YORK
from tidegauge.errors import OutputNotPossible
from tidegauge.questions.answer import Answer
from tidegauge.views.headings import word
from tidegauge.views.tables import Table, sources, tables
from tidegauge.words import numbers, text
from tidegauge.words.sentence import Moment, say, write

REMEDY = "Install the extra: pip install 'tidegauge[excel]'."
NAME_MAX = 31  # characters of the name of a sheet
EXACT_MAX = 2**53  # whole numbers beyond it are text: a sheet holds numbers as 64-bit floats
NOT_IN_NAMES = str.maketrans("[]:*?/\\", "()·····")
WIDEST, SAMPLED = 60, 200  # characters of a column; rows that decide how wide it is
FORMATS = {"whole": "#,##0", "day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm"}


def content(answer: Answer, lang: str) -> bytes:
    """Return the workbook of an answer.

    Raises
    ------
    OutputNotPossible
        XlsxWriter is not installed.

    Examples
    --------
    >>> from tidegauge.questions import ledger
    >>> from tidegauge.questions.desk import Desk
    >>> content(ledger.explain(Desk(), event="E01a"), "en")[:2]
    b'PK'
    """
    file = io.BytesIO()
    book = _xlsxwriter().Workbook(file, {"in_memory": True})
    book.set_properties({"created": answer.as_of.replace(tzinfo=None)})  # same answer, same bytes
    sheets = _Sheets(book, lang)
    for table in (*tables(answer, lang), sources(answer, lang)):
        sheets.table(table)
    sheets.about(answer)
    book.close()
    return file.getvalue()


def _xlsxwriter() -> Any:
    """Import XlsxWriter where it is installed."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise OutputNotPossible(place="xlsx", detail="XlsxWriter is not installed", remedy=REMEDY) from error
    return xlsxwriter


class _Sheets:
    """The sheets of one workbook; no two have the same name, capitals aside."""

    def __init__(self, book: Any, lang: str) -> None:
        self.book, self.lang = book, lang
        self.bold = book.add_format({"bold": True, "bottom": 1})
        self.formats = {kind: book.add_format({"num_format": form}) for kind, form in FORMATS.items()}
        self.names: set[str] = set()

    def table(self, table: Table) -> None:
        """Add a table, its heads frozen and its rows filtered at will."""
        sheet = self.book.add_worksheet(self._name(table.title))
        for n, head in enumerate(table.heads):
            sheet.write_string(0, n, head, self.bold)
            cells = (row[n] for row in table.rows[:SAMPLED])
            sheet.set_column(n, n, min(WIDEST, 2 + max([_cells(head), *(_cells(_shown(cell)) for cell in cells)])))
        for n_row, row in enumerate(table.rows, 1):
            for n, cell in enumerate(row):
                self._write(sheet, n_row, n, cell)
        sheet.freeze_panes(1, 0)
        if table.heads:
            sheet.autofilter(0, 0, len(table.rows), len(table.heads) - 1)

    def about(self, answer: Answer) -> None:
        """Add what was asked, as of when, and what there is to say about the figures."""
        sheet = self.book.add_worksheet(self._name(word("about", self.lang)))
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 2 * WIDEST)
        for n, (head, told) in enumerate(_told(answer, self.lang)):
            sheet.write_string(n, 0, head, self.bold)
            self._write(sheet, n, 1, told)

    def _name(self, title: str) -> str:
        """Return a name for a sheet that Excel takes and no other sheet has."""
        plain = title.translate(NOT_IN_NAMES).strip("' ")
        name, n = plain[:NAME_MAX], 1
        while name.lower() in self.names:
            n += 1
            name = f"{plain[: NAME_MAX - len(str(n)) - 1]} {n}"
        self.names.add(name.lower())
        return name

    def _write(self, sheet: Any, row: int, column: int, cell: Any) -> None:
        """Write a cell as what it is; what is missing stays empty."""
        match cell:
            case None:
                return
            case bool():
                sheet.write_boolean(row, column, cell)
            case int() if abs(cell) <= EXACT_MAX:
                sheet.write_number(row, column, cell, self.formats["whole"])
            case float() if abs(cell) < float("inf"):
                sheet.write_number(row, column, cell)
            case datetime():
                local = cell.astimezone(NEW_YORK).replace(tzinfo=None)
                sheet.write_datetime(row, column, local, self.formats["moment"])
            case date():
                sheet.write_datetime(row, column, cell, self.formats["day"])
            case float() if cell != cell:
                return
            case _:
                sheet.write_string(row, column, str(cell))  # beyond what a cell holds it is cut


def _told(answer: Answer, lang: str) -> Iterator[tuple[str, Any]]:
    """Yield what the sheet about an answer says, head and words."""
    yield word("question", lang), answer.question
    yield word("asked", lang), text(f"cli.question.{answer.question}", lang)
    yield word("as_of", lang), answer.as_of
    yield word("data_as_of", lang), answer.data_as_of
    if answer.bundled_until is not None:
        yield word("note", lang), text("cli.bundled", lang, moment=write(Moment(answer.bundled_until), lang))
    for finding in answer.findings:
        yield word("finding", lang), _finding(finding, lang)
    yield word("note", lang), text("cli.done.advice", lang)


def _finding(finding: Any, lang: str) -> str:
    """Return a finding in words: what it is about, its period, and what is the matter."""
    facts = {"subject": finding.subject, "detail": say(finding.detail, lang)}
    if finding.period is None:
        return text("cli.finding.subject", lang, **facts)
    return text("cli.finding.subject_dated", lang, period=numbers.day(finding.period, lang, year=True), **facts)


def _shown(cell: Any) -> str:
    """Return about what a cell will show."""
    return f"{cell:,}" if isinstance(cell, int) and not isinstance(cell, bool) else str(cell)[:WIDEST]


def _cells(words: str) -> int:
    """Return how wide words are: a Chinese character takes two."""
    return sum(1 if letter.isascii() else 2 for letter in words)
