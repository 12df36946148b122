"""Every answer as tables that a program reads: one row a thing, figures as figures, the unit in the name of its column.

The frames of Python, the sheets of a workbook and CSV are these tables, so they cannot differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tidegauge.questions.answer import Answer
from tidegauge.views import headings
from tidegauge.views.report.tables import csv_text
from tidegauge.views.rows import KEYS, SENTENCES, SUMMARY, Cell, Path, Row, rows
from tidegauge.words.sentence import say

MAIN = {  # the list that an answer is about, where it is not its first
    "analogues": ("alike",),
    "compare": ("difference",),
    "drain": ("weeks", "causes"),
    "episodes": ("lines", "values"),
    "portfolio": ("settings",),
    "recession": ("months",),
    "replay": ("day", "causes"),
    "search": ("trials",),
    "sensitivity": ("trials",),
}

EXAMINES = ("doctor", "scenario.check")
"""Questions whose answer is what they found."""
FOUND = ("severity", "check", "subject", "period", "detail")


@dataclass(frozen=True, slots=True)
class Table:
    """Columns by name and their rows; `title` and `heads` say the same to a person. None is a missing figure."""

    name: str
    title: str
    columns: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def csv(self) -> str:
        """The table as the text of a CSV file, its columns first."""
        return csv_text((self.columns, *self.rows))


def tables(answer: Answer, lang: str) -> tuple[Table, ...]:
    """Return every table of an answer: what it is about first, its sentences and the row of what stands alone last.

    Examples
    --------
    >>> from tidegauge.questions import ledger
    >>> from tidegauge.questions.desk import Desk
    >>> explained = tables(ledger.explain(Desk(), event="E01a", amount="100bn"), "en")
    >>> [table.name for table in explained]
    ['postings', 'effects', 'net_worth', 'summary']
    >>> explained[0].columns
    ('sector', 'instrument', 'side', 'change_usd')
    """
    found = rows(answer, lang)
    main = MAIN.get(answer.question)
    order = sorted(found, key=lambda path: (path != main, path == SENTENCES, path == SUMMARY))
    listed = tuple(_table(path, found[path], answer.units, lang) for path in order if not _only_keys(path, found))
    return (_findings(answer, lang), *listed) if answer.question in EXAMINES else listed


def main_csv(answer: Answer, lang: str) -> bytes:
    """Return the main table as a file; nothing where the answer is that nothing is known yet."""
    found = tables(answer, lang)
    return found[0].csv.encode("utf-8") if found else b""


def sources(answer: Answer, lang: str) -> Table:
    """Return where every figure of an answer came from: series, publisher, period, and when it was known."""
    listed: list[Row] = [{(name,): cell for name, cell in origin._asdict().items()} for origin in answer.sources]
    return _table(("sources",), listed, {}, lang)


def _findings(answer: Answer, lang: str) -> Table:
    """Return what was found as a table, in its order; its columns stand even where there is nothing."""
    return Table(
        name="findings",
        title=headings.title(("findings",), lang),
        columns=FOUND,
        heads=tuple(headings.head((name,), "", lang) for name in FOUND),
        rows=tuple(
            (one.severity, one.check, one.subject, one.period, say(one.detail, lang)) for one in answer.findings
        ),
    )


def _only_keys(path: Path, found: Mapping[Path, list[Row]]) -> bool:
    """Say whether the rows of a list only say what the rows of the lists inside it are about."""
    has_inner = any(len(other) > len(path) and other[: len(path)] == path for other in found)
    return has_inner and all(column[-1] in KEYS for row in found[path] for column in row)


def _table(path: Path, listed: list[Row], units: Mapping[str, str], lang: str) -> Table:
    """Name the columns of some rows; a column that is only ever missing gives way to those of its parts.

    Where rows name their own unit, no column has one.
    """
    seen = dict.fromkeys(column for row in listed for column in row)
    above = {column[:n] for column in seen for n in range(1, len(column))}
    kept = [column for column in seen if column not in above or any(row.get(column) is not None for row in listed)]
    given = {} if ("unit",) in seen else units
    named = [(column, next((given[part] for part in reversed(column) if part in given), "")) for column in kept]
    return Table(
        name="_".join(path),
        title=headings.title(path, lang),
        columns=tuple(headings.name(column, unit) for column, unit in named),
        heads=tuple(headings.head(column, unit, lang) for column, unit in named),
        rows=tuple(tuple(row.get(column) for column in kept) for row in listed),
    )
