"""Figures the opening sheet is made of: a known series, a published figure of a year end, or a share of another."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from tidegauge.clock import in_new_york
from tidegauge.errors import MissingFigures
from tidegauge.frame import Frame

Origin = Literal["observed", "identity", "cited"]

ANCHOR_LAG = timedelta(days=120)
"""A figure of a year end counts as known from then on; the slowest of them, Z.1, comes out within 75 days."""

_BILLION = 1_000_000_000


class Figure(NamedTuple):
    """An amount with where it is from.

    "observed" is a series of the frame, "identity" follows from others by addition, "cited" is typed in or a share.
    """

    amount_usd: int
    origin: Origin
    series: tuple[str, ...] = ()
    period: date | None = None
    source: str = ""

    def times(self, share: float, source: str) -> "Figure":
        """Return a share of the figure; it is no longer observed."""
        return self._replace(amount_usd=round(self.amount_usd * share), origin="cited", source=source)


def derived(amount_usd: int, of: Sequence[Figure]) -> Figure:
    """Return an amount that follows from figures by addition; it is as sure as the least sure of them."""
    typed = next((figure for figure in of if figure.origin == "cited"), None)
    return Figure(
        amount_usd,
        "cited" if typed else "identity",
        tuple(dict.fromkeys(series for figure in of for series in figure.series)),
        min((figure.period for figure in of if figure.period is not None), default=None),
        typed.source if typed else "",
    )


@lru_cache(maxsize=1)
def tables() -> Mapping[str, Any]:
    """Return shares.toml as it stands."""
    return tomllib.loads(Path(__file__).with_name("shares.toml").read_text("utf-8"))


def inputs() -> tuple[str, ...]:
    """Return every series a figure may use.

    >>> "money_fund_repo" in inputs()
    True
    """
    return tuple(dict.fromkeys(series for rule in tables()["figures"].values() for series in rule.get("series", ())))


@dataclass(slots=True)
class Figures:
    """The figures of `shares.toml` as known to a frame, for stocks on or before a day."""

    frame: Frame
    on: date
    typed: dict[str, Figure] = field(default_factory=dict)

    def find(self, name: str) -> Figure | None:
        """Return a figure by the first of its rules that is known, or None; what was typed in is noted in `typed`."""
        rule = tables()["figures"][name]
        found = self._observed(rule) or self._summed(rule)
        if found is None:
            found = self._anchored(rule) or self._shared(rule)
            if found is not None:
                self.typed[name] = found
        return found

    def require(self, name: str) -> Figure:
        """Return a figure.

        Raises
        ------
        MissingFigures
            Nothing of it is known at the moment of the frame, not even a published year end.
        """
        found = self.find(name)
        if found is None:
            series = next(iter(tables()["figures"][name].get("series", (name,))))
            raise MissingFigures(series=series, as_of=in_new_york(self.frame.as_of))
        return found

    def _observed(self, rule: Mapping[str, Any]) -> Figure | None:
        """Return the latest value of the first series that has one."""
        for series in rule.get("series", ()):
            point = self.frame[series].on_or_before(self.on) if series in self.frame else None
            if point is not None:
                return Figure(round(point.value), "observed", (series,), point.period)
        return None

    def _summed(self, rule: Mapping[str, Any]) -> Figure | None:
        """Return `plus` less `minus`, where every one of them is known."""
        plus = [self.find(name) for name in rule.get("plus", ())]
        minus = [self.find(name) for name in rule.get("minus", ())]
        parts = [part for part in (*plus, *minus) if part is not None]
        if not parts or len(parts) < len(plus) + len(minus):
            return None
        amount = sum(part.amount_usd for part in plus if part) - sum(part.amount_usd for part in minus if part)
        return derived(amount, parts)

    def _anchored(self, rule: Mapping[str, Any]) -> Figure | None:
        """Return the last published year end that was out by the day."""
        known = [(date(int(year), 12, 31), bn) for year, bn in rule.get("anchors", {}).items()]
        past = [pair for pair in known if pair[0] + ANCHOR_LAG <= self.on]
        if not past:
            return None
        day, bn = max(past)
        return Figure(bn * _BILLION, "cited", (), day, rule["source"])

    def _shared(self, rule: Mapping[str, Any]) -> Figure | None:
        """Return a share of another figure."""
        base = self.find(rule["of"]) if "of" in rule else None
        return None if base is None else base.times(rule["share"], rule["source"])
