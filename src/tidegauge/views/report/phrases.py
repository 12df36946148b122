"""Phrases: the words of the report in one language, and how its figures are written."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from tidegauge.views.report.whole import HELD, whole
from tidegauge.words import keys, numbers, text
from tidegauge.words.sentence import Amount, Fact, Sentence, say, write

NEW_YORK = ZoneInfo("America/New_York")
UNIT_IDS = {"USD": "usd"}
SIGNED = {"weekly_drain": True, "sofr_dispersion_bp": False, "hy_spread_bp": False}
_VALUE = re.compile(r"([+−]?[0-9][0-9,.]*)\s*(.*)", re.DOTALL)
_OPEN, _CLOSE = HELD, "\ue001"


def unit_id(unit: str) -> str:
    """Return the id of a unit that the public interface names otherwise.

    >>> unit_id("USD"), unit_id("bp")
    ('usd', 'bp')
    """
    return UNIT_IDS.get(unit, unit)


def split(written: str) -> tuple[str, str]:
    """Return number and unit of a written figure.

    >>> split("2,828 bn"), split("22.77%"), split("–")
    (('2,828', 'bn'), ('22.77', '%'), ('–', ''))
    """
    match = _VALUE.fullmatch(written)
    return (match[1], match[2]) if match else (written, "")


@dataclass(frozen=True, slots=True)
class Phrases:
    """A language and the day it is read on: figures of another year name theirs."""

    lang: str
    as_of: datetime

    @property
    def today(self) -> date:
        """The day of the as-of in New York."""
        return self.as_of.astimezone(NEW_YORK).date()

    def __call__(self, key: str, **facts: object) -> str:
        """Return the words of a key of `report.toml`."""
        return text(f"report.{key}", self.lang, **facts)

    def named(self, family: str, id_: str) -> str:
        """Return the name of one of a family (`gauges.reserves.name`, `lines.tga`), or the id where it has none."""
        for key in (f"{family}.{id_}.name", f"{family}.{id_}"):
            if key in keys(self.lang):
                return text(key, self.lang)
        return id_

    def row(self, id_: str) -> str:
        """Return the name of a line of the balance sheet as it begins a row."""
        name = self.named("lines", id_)
        return name[:1].upper() + name[1:]

    def say(self, sentence: Sentence) -> str:
        """Return a sentence in plain words."""
        return say(sentence, self.lang)

    def marked(self, sentence: Sentence, title: Callable[[str], str]) -> str:
        """Return a sentence as HTML with its amounts in bold; `title` says where the amount of a fact comes from."""
        facts: dict[str, str] = {}
        marks: list[str] = []
        for name, fact in sentence.facts.items():
            written = write(fact, self.lang)
            facts[name] = written
            if isinstance(fact, Amount):
                source = title(name)
                tip = f' title="{escape(source)}"' if source else ""
                facts[name] = f"{_OPEN}{len(marks)}{_CLOSE}"
                marks.append(f"<b{tip}>{escape(written)}</b>")
        said = str(whole(text(sentence.key, self.lang, **facts)))
        return re.sub(f"{_OPEN}([0-9]+){_CLOSE}", lambda match: marks[int(match[1])], said)

    def fact(self, fact: Fact) -> str:
        """Return one fact in words."""
        return write(fact, self.lang)

    def quantity(self, value: float | None, unit: str, *, signed: bool | None = None) -> str:
        """Return a figure with its unit."""
        return numbers.quantity(value, unit_id(unit), self.lang, signed=signed)

    def money(self, usd: int | None, *, signed: bool = False) -> str:
        """Return an amount of dollars."""
        return self.quantity(usd, "usd", signed=signed)

    def size(self, usd: int) -> str:
        """Return the size of a change whose direction the words give."""
        return self.money(abs(usd), signed=True).lstrip("+")

    def level(self, id_: str, value: float | None, unit: str) -> str:
        """Return the value of a gauge; differences carry a sign, levels only where they can be negative."""
        return self.quantity(value, unit, signed=SIGNED.get(id_))

    def change(self, value: float | None, unit: str) -> str:
        """Return a difference; of a rate or a share in basis points, since per cent of per cent misleads."""
        if value is not None and unit in ("pct", "share"):
            return numbers.spread(round(value * (100 if unit == "pct" else 10_000)), self.lang)
        return self.quantity(value, unit, signed=True)

    def line(self, value: float, unit: str) -> str:
        """Return a threshold: round trillions as 3.0 tn."""
        if unit_id(unit) == "usd" and value >= 1e12 and value % 1e11 == 0:
            return numbers.trillions(round(value), self.lang)
        if unit_id(unit) == "bp":
            return numbers.spread(value, self.lang)
        return self.quantity(value, unit)

    def bp(self, value: float | None, *, signed: bool = True) -> str:
        """Return basis points."""
        return self.quantity(value, "bp", signed=signed)

    def share(self, value: float | None) -> str:
        """Return a share in per cent."""
        return self.quantity(value, "share")

    def count(self, n: int) -> str:
        """Return a whole number."""
        return numbers.count(n, self.lang)

    def day(self, day: date | None, *, weekday: bool = True, year: bool | None = None) -> str:
        """Return a date; a day of another year carries it."""
        if day is None:
            return numbers.MISSING
        with_year = day.year != self.today.year if year is None else year
        return numbers.day(day, self.lang, weekday=weekday, year=with_year)

    def short(self, day: date | None) -> str:
        """Return a date without its weekday."""
        return self.day(day, weekday=False)

    def moment(self, when: datetime | None, *, weekday: bool = True) -> str:
        """Return a moment of New York; one of another year carries it."""
        if when is None:
            return numbers.MISSING
        local = when.astimezone(NEW_YORK)
        return numbers.moment(local, self.lang, weekday=weekday, year=local.year != self.today.year)

    def full_moment(self, when: datetime) -> str:
        """Return a moment of New York with its year."""
        return numbers.moment(when.astimezone(NEW_YORK), self.lang, year=True)

    def clock(self, when: datetime) -> str:
        """Return the time of day in New York."""
        return f"{when.astimezone(NEW_YORK):%H:%M}"

    def month(self, day: date, *, year: bool) -> str:
        """Return a month for an axis."""
        name = text(f"numbers.month.{numbers.MONTHS[day.month - 1]}", self.lang)
        return self("axis.month_year" if year else "axis.month", month=name, year=str(day.year))

    def countdown(self, seconds: int, *, exact: bool) -> str:
        """Return how long it still takes; whole days where the event has no clock."""
        if exact:
            return numbers.countdown(seconds, self.lang)
        days = timedelta(seconds=seconds).days
        return self("schedule.in_days", n=self.count(days)) if days else self("schedule.in_today")

    def publisher(self, english: str) -> str:
        """Return the short name of a publisher, or its own English where it has no words."""
        slug = re.sub(r"[^a-z0-9]+", "_", english.lower()).strip("_")
        key = f"report.publisher.{slug}"
        return text(key, self.lang) if key in keys(self.lang) else english
