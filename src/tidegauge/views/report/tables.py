"""Every section of the brief as rows of ready words: what the text prints and the page keeps beside each picture."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Table:
    """Heads and rows of words; `plain` holds the same figures as a program wants them, heads first."""

    id: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[int, ...] = (0,)
    plain: tuple[tuple[object, ...], ...] = ()

    @property
    def csv(self) -> str:
        """The plain figures as a file in a link."""
        return csv_link(self.plain)


def csv_link(rows: tuple[tuple[object, ...], ...]) -> str:
    """Return rows as the address of a CSV file that needs no server.

    >>> csv_link((("day", "bp"), ("2025-10-31", 32), ("2025-11-03", None)))
    'data:text/csv;charset=utf-8,day%2Cbp%0A2025-10-31%2C32%0A2025-11-03%2C%0A'
    """
    return "data:text/csv;charset=utf-8," + quote(csv_text(rows), safe="")


def csv_text(rows: Iterable[tuple[object, ...]]) -> str:
    """Return rows as the text of a CSV file; what is missing is an empty cell, moments are ISO 8601.

    >>> csv_text((("day", "words"), ("2025-10-31", "=1+1")))
    "day,words\\n2025-10-31,'=1+1\\n"
    """
    sheet = io.StringIO()
    csv.writer(sheet, lineterminator="\n").writerows(
        ["" if cell is None else _harmless(cell) for cell in row] for row in rows
    )
    return sheet.getvalue()


def _harmless(cell: object) -> object:
    """Keep text that a spreadsheet would take for a formula from being one."""
    if isinstance(cell, datetime):
        return cell.isoformat().replace("+00:00", "Z")
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
