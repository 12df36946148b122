"""One way to draw a table: ruled by white space, numbers to the right, words for missing figures."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tidegauge.words import text


def table(
    console: Console, lang: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[str] = ()
) -> None:
    """Print a table; `head` are keys below ``cli.head``, those in `right` are aligned to the right."""
    drawn = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    for key in head:
        title = Text(text(f"cli.head.{key}", lang) if key else "")
        drawn.add_column(title, justify="right" if key in right else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    console.print(drawn)
    console.print()


def section(console: Console, title: str) -> None:
    """Print the title of a section."""
    console.print(title, style="bold")
