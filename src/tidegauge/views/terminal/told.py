"""A page of the terminal kept instead of printed: its titles, sentences and tables, for views that set them otherwise.

The words of an answer are then the same wherever they are read.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rich.console import Console

from tidegauge.questions.answer import Answer


@dataclass(frozen=True, slots=True)
class Rows:
    """A table in words: its titles, its rows, and which of its columns hold figures."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]

    @property
    def words(self) -> tuple[int, ...]:
        """The columns that hold words."""
        return tuple(n for n, is_right in enumerate(self.right) if not is_right)


@dataclass(slots=True)
class Part:
    """What stands below one title: sentences, warnings, remarks printed dim, and tables."""

    title: str
    said: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    tables: list[Rows] = field(default_factory=list)


class Told(Console):
    """A console that keeps what it is told."""

    def __init__(self) -> None:
        super().__init__(file=io.StringIO())
        self.parts: list[Part] = []

    def title(self, words: str) -> None:
        """Begin a part."""
        self.parts.append(Part(words))

    def sentence(self, words: str, style: str | None) -> None:
        """Keep a sentence by how it would be printed."""
        part = self._last()
        {"magenta": part.warnings, "dim": part.remarks}.get(style or "", part.said).append(words)

    def rows(self, columns: Sequence[Sequence[str]], right: Sequence[bool]) -> None:
        """Keep a table; each column begins with its title."""
        head, *rows = zip(*columns, strict=True)
        self._last().tables.append(Rows(tuple(head), tuple(rows), tuple(right)))

    def _last(self) -> Part:
        if not self.parts:
            self.title("")
        return self.parts[-1]


def told(page: Callable[[Answer, str, Console], None], answer: Answer, lang: str) -> tuple[Part, ...]:
    """Return the parts of a page, the first of which has the verdict as its title."""
    console = Told()
    page(answer, lang, console)
    return tuple(console.parts)
