"""Every section of the brief as rows of ready words: what the text prints and the page keeps beside each picture."""

import csv
import io
from dataclasses import dataclass
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
    sheet = io.StringIO()
    csv.writer(sheet, lineterminator="\n").writerows(
        ["" if cell is None else _harmless(cell) for cell in row] for row in rows
    )
    return "data:text/csv;charset=utf-8," + quote(sheet.getvalue(), safe="")


def _harmless(cell: object) -> object:
    """Keep text that a spreadsheet would take for a formula from being one."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "@", "\t") else cell
