"""One way to draw a table: ruled by white space, numbers to the right, words for missing figures.

A figure is never torn. Where the columns do not fit, words are broken first, then columns that can be spared are left
out, and at last every row becomes a paragraph.
"""

from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from tidegauge.views.terminal.told import Told
from tidegauge.views.terminal.wrap import AMOUNT, wrap
from tidegauge.words import numbers, text

LONG = 100  # rows from which a table is a plain list, where that tears no amount
GAP, GUTTER = 2, 4  # blanks between columns; between figures that share a line
WORDS_LEAST = 12  # cells that a column of words keeps


def table(
    console: Console,
    lang: str,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Sequence[str] = (),
    spare: Sequence[str] = (),
    names_spared: bool = True,
) -> None:
    """Print a table; `head` are keys below ``cli.head``, those in `right` are aligned to the right.

    Columns in `spare` are left out, the first of them first, where all have no room side by side; a line names them,
    unless the page says itself where more is to be had.
    """
    listed, leaving = list(rows), iter(spare)
    columns = {
        key: [text(f"cli.head.{key}", lang) if key else "", *(row[n] for row in listed)] for n, key in enumerate(head)
    }
    if isinstance(console, Told):
        console.rows(_in_dollars(columns.values(), lang), [key in right for key in columns])
        return
    left_out = []
    while not (
        widths := _widths(
            shown := _in_dollars(columns.values(), lang), [key in right for key in columns], console.width
        )
    ):
        key = next(leaving, None)
        if key is None:
            break
        left_out += columns.pop(key, [])[:1]
    if len(listed) > LONG and _stands_plain(shown, console.width):
        _plain(console, shown)
    elif widths:
        _ruled(console, shown, widths, [key in right for key in columns])
    else:
        _paragraphs(console, shown)
    if left_out and names_spared:
        prose(console, text("cli.left_out", lang, columns=text("lists.join", lang).join(left_out)), style="dim")
        console.print()


def _in_dollars(columns: Iterable[Sequence[str]], lang: str) -> list[list[str]]:
    """Return columns whose first amount names the currency: in the title of its column, if that holds nothing else."""
    named = [list(column) for column in columns]
    for row in range(1, len(named[0])):
        for column in named:
            if numbers.in_dollars(column[row]) != column[row]:
                if all(numbers.is_money(cell) for cell in column[1:] if cell not in ("", numbers.MISSING)):
                    column[0] = text("numbers.form.head_usd", lang, head=column[0])
                else:
                    column[row] = numbers.in_dollars(column[row])
                return named
    return named


def _widths(columns: Sequence[Sequence[str]], are_figures: Sequence[bool], room: int) -> list[int]:
    """Return how wide each column is drawn: amounts, then what needs little; nothing where they have no room."""
    longest = [_longest(column) for column in columns]
    widths = [min(most, _least(column)) for column, most in zip(columns, longest, strict=True)]
    left = room - sum(widths) - GAP * (len(columns) - 1)
    if left < 0:
        return []
    for n, (_, *cells) in enumerate(columns):
        if are_figures[n] and _hold_amounts(cells):  # "275 bn gross" stays on one line
            given = min(max(0, _longest(cells) - widths[n]), left)
            widths[n] += given
            left -= given
    by_need = sorted(range(len(columns)), key=lambda n: longest[n] - widths[n])
    for place, n in enumerate(by_need):
        given = min(longest[n] - widths[n], left // (len(columns) - place))
        widths[n] += given
        left -= given
    return widths


def _longest(cells: Sequence[str]) -> int:
    """Return the cells that the longest line needs."""
    return max((cell_len(line) for cell in cells for line in cell.split("\n")), default=0)


def _least(column: Sequence[str]) -> int:
    """Return the cells a column cannot do without: its longest piece, and some room where it holds words."""
    title, *cells = column
    pieces = [cell_len(piece) for cell in cells for line in cell.split("\n") for piece in wrap(line, 1, tear=False)]
    pieces += [cell_len(piece) for piece in wrap(title, 1, tear=False, title=True)]
    broken = any(len(wrap(cell, 1, tear=False)) > 1 for cell in column[1:])
    return max([*pieces, WORDS_LEAST if broken else 0], default=0)


def _ruled(
    console: Console, columns: Sequence[Sequence[str]], widths: Sequence[int], to_the_right: Sequence[bool]
) -> None:
    """Print columns side by side below their titles and a rule."""
    drawn = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    for (title, *_), width, right in zip(columns, widths, to_the_right, strict=True):
        drawn.add_column(_Cell(title, title=True), justify="right" if right else "left", width=width)
    for row in zip(*(column[1:] for column in columns), strict=True):
        drawn.add_row(*(_Cell(cell) for cell in row))
    console.print(drawn)
    console.print()


def _paragraphs(console: Console, columns: Sequence[Sequence[str]]) -> None:
    """Print a row as a paragraph: what it is about, and below it every figure behind its title."""
    named = 1 + next(n for n, (title, *_) in enumerate(columns) if title)
    for row in zip(*(column[1:] for column in columns), strict=True):
        about = " ".join(cell for cell in row[:named] if cell)
        titled = zip((title for title, *_ in columns[named:]), row[named:], strict=True)
        figures = [f"{title} {cell}".replace("\n", " ") for title, cell in titled if cell]
        console.print("\n".join(wrap(about, console.width)), style="bold", soft_wrap=True)
        for line in packed(figures, console.width - GAP):
            for part in wrap(line, console.width - GAP) if cell_len(line) > console.width - GAP else [line]:
                console.print(" " * GAP + part, soft_wrap=True)
    console.print()


def packed(items: Iterable[str], width: int) -> Iterator[str]:
    """Yield lines of whole items, none torn.

    >>> list(packed(["TGA +1 bn", "reserves −1 bn"], 30))
    ['TGA +1 bn    reserves −1 bn']
    """
    line = ""
    for item in items:
        longer = line + " " * GUTTER + item if line else item
        if line and cell_len(longer) > width:
            yield line
            longer = item
        line = longer
    if line:
        yield line


class _Cell:
    """Words in a table, broken as prose is."""

    def __init__(self, words: str, *, title: bool = False) -> None:
        self.paragraphs = words.split("\n")
        self.title = title

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for paragraph in self.paragraphs:
            for line in wrap(paragraph, options.max_width, title=self.title) or [""]:
                yield Text(line)


def _stands_plain(columns: Sequence[Sequence[str]], room: int) -> bool:
    """Return whether unbroken lines tear no amount: a terminal breaks a line it has no room for wherever it ends."""
    width = sum(max(cell_len(cell) for cell in column) for column in columns) + GAP * (len(columns) - 1)
    return width <= room or not any(_hold_amounts(cells) for _, *cells in columns)


def _hold_amounts(cells: Iterable[str]) -> bool:
    return any(AMOUNT.search(cell) for cell in cells)


def _plain(console: Console, columns: Sequence[Sequence[str]]) -> None:
    """Print a long list as padded lines, unbroken: ids can be copied, and hundreds of rows cost nothing to lay out."""
    widths = [max(cell_len(cell) for cell in column) for column in columns]
    for line in zip(*columns, strict=True):
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True))
        console.file.write("  ".join(padded).rstrip() + "\n")


def prose(console: Console, words: str, *, indent: int = 0, style: str | None = None) -> None:
    """Print a paragraph, broken where its language allows it; its first amount names the currency."""
    if isinstance(console, Told):
        console.sentence(numbers.in_dollars(words), style)
        return
    for line in wrap(numbers.in_dollars(words), max(1, console.width - indent)):
        console.print(" " * indent + line, style=style, soft_wrap=True)


def section(console: Console, title: str) -> None:
    """Print the title of a section."""
    if isinstance(console, Told):
        console.title(numbers.in_dollars(title))
        return
    prose(console, title, style="bold")
