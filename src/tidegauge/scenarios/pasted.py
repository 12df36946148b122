"""Pasted: text that stands for a file, from a caller who may name no file of this machine."""

import io
import os
from dataclasses import dataclass
from pathlib import Path

NOWHERE = Path(os.devnull)


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a file says without the file; it is read where a file would be, and nothing stands beside it.

    `name` is how errors call it, its ending says how it is read. It may include scenarios of the library, no files.

    >>> Pasted("mine.toml", "[horizon]").open("rb").read()
    b'[horizon]'
    """

    name: str
    text: str

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return Path(self.name).stem

    @property
    def suffix(self) -> str:
        """The ending of the name."""
        return Path(self.name).suffix

    @property
    def parent(self) -> Path:
        """A folder that holds no files."""
        return NOWHERE

    def resolve(self) -> Path:
        """Return a place that no file has."""
        return NOWHERE / self.name

    def open(self, mode: str = "rb") -> io.BytesIO:
        """Open the text for reading, as bytes."""
        return io.BytesIO(self.text.encode("utf-8", "surrogatepass"))

    def __str__(self) -> str:
        return self.name
