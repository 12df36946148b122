"""One way to draw a table: ruled by white space, numbers to the right, words for missing figures."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, JustifyMethod, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from tidegauge.views.terminal.wrap import wrap
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
        justify: JustifyMethod = "right" if key in right else "left"
        drawn.add_column(title, justify=justify, overflow="fold")
    for row in listed:
        drawn.add_row(*(_Cell(cell) for cell in row))
    console.print(drawn)
    console.print()


class _Cell:
    """Words in a table, broken as prose is."""

    def __init__(self, words: str) -> None:
        self.paragraphs = words.split("\n")

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        longest = max(cell_len(paragraph) for paragraph in self.paragraphs)
        widest = max(
            (cell_len(line) for paragraph in self.paragraphs for line in wrap(paragraph, 1, tear=False)), default=0
        )
        return Measurement(widest, longest)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for paragraph in self.paragraphs:
            for line in wrap(paragraph, options.max_width) or [""]:
                yield Text(line)


def _plain(console: Console, head: Sequence[str], rows: list[Sequence[str]]) -> None:
    """Print a long list as padded lines, unbroken: ids can be copied, and hundreds of rows cost nothing to lay out."""
    lines = [head, *rows]
    widths = [max(cell_len(line[i]) for line in lines) for i in range(len(head))]
    for line in lines:
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True))
        console.file.write("  ".join(padded).rstrip() + "\n")


def prose(console: Console, words: str, *, indent: int = 0, style: str | None = None) -> None:
    """Print a paragraph, broken where its language allows it."""
    for line in wrap(words, max(1, console.width - indent)):
        console.print(" " * indent + line, style=style, soft_wrap=True)


def section(console: Console, title: str) -> None:
    """Print the title of a section."""
    prose(console, title, style="bold")
