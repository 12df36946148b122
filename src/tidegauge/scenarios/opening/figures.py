"""Figures the opening sheet is made of: a known series, a published figure of a year end, or a share of another."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from tidegauge.clock import in_new_york
from tidegauge.errors import MissingFigures
from tidegauge.frame import Frame, Point

Origin = Literal["observed", "identity", "cited", "prior"]
"""How a figure is known, the surest first; `ORIGINS` has them in this order."""
ORIGINS: tuple[Origin, ...] = get_args(Origin)

ANCHOR_LAG_DAYS = 120
"""A figure of a year end counts as known from then on; the slowest of them, Z.1, comes out within 75 days."""

MOVED_AFTER = timedelta(days=45)
"""A published figure that is to move with a daily series stands as it is until it is so old: the next is then due."""

_BILLION = 1_000_000_000


class Figure(NamedTuple):
    """An amount with where it is from.

    "observed" is a series of the frame, "identity" follows from others by addition, "cited" is a published figure or
    share that was typed in, "prior" our own guess of an order of magnitude, or rests on one.
    """

    amount_usd: int
    origin: Origin
    series: tuple[str, ...] = ()
    period: date | None = None
    source: str = ""

    def times(self, share: float, source: str) -> "Figure":
        """Return a share of the figure, as sure as the less sure of the two.

        >>> Figure(200, "observed", ("deposits",)).times(0.3, "prior_bank_groups")[:2]
        (60, 'prior')
        """
        part = self._replace(amount_usd=round(self.amount_usd * share))
        return part if self.origin == "prior" else part._replace(origin=typed_origin(source), source=source)


def typed_origin(source: str) -> Origin:
    """Return how a typed-in figure or share is known: one whose source is named "prior" is our own guess."""
    return "prior" if source.startswith("prior") else "cited"


def least_sure(of: Sequence[Figure]) -> Figure:
    """Return the first of the figures that are known the least well."""
    return max(of, key=lambda figure: ORIGINS.index(figure.origin))


def derived(amount_usd: int, of: Sequence[Figure]) -> Figure:
    """Return an amount that follows from figures by addition; it is as sure as the least sure of them."""
    least = least_sure(of)
    return Figure(
        amount_usd,
        least.origin if least.source else "identity",
        tuple(dict.fromkeys(series for figure in of for series in figure.series)),
        min((figure.period for figure in of if figure.period is not None), default=None),
        least.source,
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
    rules = tables()["figures"].values()
    read = (series for rule in rules for series in (*rule.get("series", ()), rule.get("moves_with", "")))
    return tuple(dict.fromkeys(series for series in read if series))


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
        """Return the latest value of the first series that has one, and not too old a one."""
        oldest = self.on - timedelta(days=rule["age_days_max"]) if "age_days_max" in rule else date.min
        for series in rule.get("series", ()):
            point = self._last(series, self.on)
            if point is not None and point.period >= oldest:
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
        """Return the last published figure that was out by the day, brought nearer to it where the rule says how."""
        lag = timedelta(days=rule.get("lag_days", ANCHOR_LAG_DAYS))
        past = [(day, figure) for day, figure in _typed_in(rule) if day + lag <= self.on]
        if not past:
            return None
        day, found = past[-1]
        if "moves_with" in rule and self.on - day > MOVED_AFTER:
            return self._moved(found, day, rule["moves_with"])
        if "paced_to" in rule and len(past) > 1:
            return _paced(past[-2:], self.find(rule["paced_to"]))
        return found

    def _moved(self, figure: Figure, day: date, series: str) -> Figure:
        """Return a figure of a day with what a daily series has moved since, as far as it is known."""
        before, now = self._last(series, day), self._last(series, self.on)
        if before is None or now is None or now.period <= day:
            return figure
        usd = figure.amount_usd + round(now.value - before.value)
        return figure._replace(amount_usd=usd, series=(series,), period=now.period)

    def _last(self, series: str, on: date) -> Point | None:
        """Return the last known value of a series up to a day."""
        return self.frame[series].on_or_before(on) if series in self.frame else None

    def _shared(self, rule: Mapping[str, Any]) -> Figure | None:
        """Return a share of another figure."""
        base = self.find(rule["of"]) if "of" in rule else None
        return None if base is None else base.times(rule["share"], rule["source"])


def _day(text: str) -> date:
    """Return the day of an anchor, which is written in full or as the year that it ends."""
    return date(int(text), 12, 31) if len(text) == len("2024") else date.fromisoformat(text)


def _typed_in(rule: Mapping[str, Any]) -> list[tuple[date, Figure]]:
    """Return the figures of a rule that were typed in, by day: what was published, and our own guesses between."""
    found = [
        (day, Figure(bn * _BILLION, typed_origin(source), (), day, source))
        for anchors, source in (("anchors", rule.get("source", "")), ("prior_anchors", rule.get("prior_source", "")))
        for day, bn in ((_day(text), bn) for text, bn in rule.get(anchors, {}).items())
    ]
    return sorted(found)


def _paced(last_two: Sequence[tuple[date, Figure]], to: Figure | None) -> Figure:
    """Return a figure carried to the day of another at the pace between the last two; as sure as the less sure one."""
    (before, first), (day, last) = last_two
    if to is None or to.period is None or to.period <= day:
        return last
    moved = round((last.amount_usd - first.amount_usd) * (to.period - day).days / (day - before).days)
    least = least_sure((last, first))
    return last._replace(amount_usd=last.amount_usd + moved, period=to.period, origin=least.origin, source=least.source)
