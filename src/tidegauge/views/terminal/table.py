"""One way to draw a table: ruled by white space, numbers to the right, words for missing figures."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tidegauge.words import text

LONG = 100  # rows from which a table is a plain list


def table(
    console: Console, lang: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[str] = ()
) -> None:
    """Print a table; `head` are keys below ``cli.head``, those in `right` are aligned to the right."""
    listed = list(rows)
    if len(listed) > LONG:
        _plain(console, [text(f"cli.head.{key}", lang) if key else "" for key in head], listed)
        return
    drawn = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    for key in head:
        title = Text(text(f"cli.head.{key}", lang) if key else "")
        drawn.add_column(title, justify="right" if key in right else "left", overflow="fold")
    for row in listed:
        drawn.add_row(*(Text(cell) for cell in row))
    console.print(drawn)
    console.print()


def _plain(console: Console, head: Sequence[str], rows: list[Sequence[str]]) -> None:
    """Print a long list as padded lines, unbroken: ids can be copied, and hundreds of rows cost nothing to lay out."""
    lines = [head, *rows]
    widths = [max(cell_len(line[i]) for line in lines) for i in range(len(head))]
    for line in lines:
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True))
        console.file.write("  ".join(padded).rstrip() + "\n")


def section(console: Console, title: str) -> None:
    """Print the title of a section."""
    console.print(title, style="bold")
