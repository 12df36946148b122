"""Signal: a reading, a line and the side of it that counts, read from `signals.toml`."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from tidegauge.errors import InvalidCatalogue
from tidegauge.units import UNITS, scaled

PATH = Path(__file__).parent / "signals.toml"
DIRECTIONS = ("above", "below")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One alarm as data.

    Attributes
    ----------
    condition : str
        The track it reads: an id of `conditions.CONDITIONS` (every gauge is one).
    direction, inclusive : str, bool
        ``above`` or ``below`` the threshold; `inclusive` counts the threshold itself.
    threshold, reset : float
        In the unit of the track. The signal goes off only when the reading is back across `reset`, on its calm side.
    unit : str
        The unit of both.
    off_after_days : int
        Calendar days a reading must have stayed calm before the signal goes off; 0: at once.
    since : date
        Start of the base rate.
    stale_after_days : int
        A last reading older than this says nothing about today: the state is missing.
    source : tuple of str
        ``commentary``, ``estimate`` or ``practice``; the head of `signals.toml` says what each means.
    comment : str
        Why this line and what it cannot say; for maintainers, in English.
    """

    id: str
    condition: str
    direction: str
    threshold: float
    reset: float
    unit: str
    since: date
    source: tuple[str, ...]
    comment: str
    inclusive: bool = False
    off_after_days: int = 0
    stale_after_days: int = 12

    @property
    def name_key(self) -> str:
        """The key of the name's words."""
        return f"signals.{self.id}.name"

    @property
    def meaning_key(self) -> str:
        """The key of the sentence that says what the signal means."""
        return f"signals.{self.id}.meaning"

    def is_past(self, value: float) -> bool:
        """Say whether a reading is past the threshold, on the side that counts."""
        if self.inclusive and value == self.threshold:
            return True
        return value > self.threshold if self.direction == "above" else value < self.threshold

    def is_calm(self, value: float) -> bool:
        """Say whether a reading is back across the reset line, so that the signal may go off."""
        if self.is_past(value):
            return False
        return value <= self.reset if self.direction == "above" else value >= self.reset


@lru_cache(maxsize=1)
def load_signals() -> tuple[Signal, ...]:
    """Return every signal in the order of the file, which is the order on the page.

    Raises
    ------
    InvalidCatalogue
        A table lacks a field, has one too many, or its reset lies on the wrong side of its threshold.
    """
    tables = tomllib.loads(PATH.read_text("utf-8"))
    return tuple(_signal(id_, dict(table)) for id_, table in tables.items())


def _signal(id_: str, table: dict[str, Any]) -> Signal:
    """Check one table and build the signal."""
    place = f"signals.toml [{id_}]"
    try:
        written, unit = UNITS[table.pop("written_in", table["unit"])], UNITS[table["unit"]]
        threshold = scaled(table.pop("threshold"), written, unit)
        reset = scaled(table.pop("reset"), written, unit) if "reset" in table else threshold
        source = tuple(table.pop("source"))
        signal = Signal(id=id_, threshold=threshold, reset=reset, source=source, **table)
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidCatalogue(place=place, detail=repr(error)) from error
    if signal.direction not in DIRECTIONS:
        raise InvalidCatalogue(place=place, detail=f'direction "{signal.direction}" is neither above nor below')
    if (signal.reset > signal.threshold) if signal.direction == "above" else (signal.reset < signal.threshold):
        raise InvalidCatalogue(place=place, detail="the reset lies on the side that counts")
    return signal
