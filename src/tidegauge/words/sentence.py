"""Sentences as values: a key and its facts, put into words only when somebody reads them.

A question answers with sentences that know their figures, so that English and Chinese say the same thing and `--json`
carries the facts beside the words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tidegauge.words import numbers, text

NEW_YORK = ZoneInfo("America/New_York")


class Amount(NamedTuple):
    """A number with the id of its unit.

    `form` says what kind of number it is: a ``level`` (no sign), a ``change`` (always signed), the ``size`` of a change
    whose direction the words give, or a round ``line`` such as 3.0 tn.
    """

    value: float
    unit: str
    form: str = "level"


class Day(NamedTuple):
    """A date; `year` where it is not the year the reader is in."""

    on: date
    weekday: bool = True
    year: bool = False


class Month(NamedTuple):
    """A month with its year, by a day in it."""

    of: date


class Moment(NamedTuple):
    """A UTC moment, read in New York time."""

    when: datetime


class Clock(NamedTuple):
    """The clock of a UTC moment in New York, where the day is known from elsewhere."""

    when: datetime


class Words(NamedTuple):
    """Other words, by key."""

    key: str


class Name(NamedTuple):
    """A name in every language."""

    names: Mapping[str, str]


class Names(NamedTuple):
    """Several facts in a row, joined the way the language joins a list."""

    parts: "tuple[Fact, ...]"


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of `key` with typed facts; a fact may be a sentence itself.

    >>> Sentence("units.example", {"value": Amount(50_350_000_000, "usd")}).facts["value"].unit
    'usd'
    """

    key: str
    facts: "Mapping[str, Fact]"


Fact = Amount | Day | Month | Moment | Clock | Words | Name | Names | Sentence | str | int


def say(sentence: Sentence, lang: str) -> str:
    """Return the sentence in a language, numbers and dates written by the one formatter."""
    return text(sentence.key, lang, **{name: write(fact, lang) for name, fact in sentence.facts.items()})


def write(fact: Fact, lang: str) -> str:
    """Return one fact in a language.

    >>> write(Amount(-101_728_000_000, "usd", "change"), "zh-Hans")
    '−1,017 亿'
    >>> write(Month(date(2025, 9, 2)), "zh-Hans")
    '2025年9月'
    """
    match fact:
        case Amount(value, unit, form):
            return _amount(value, unit, form, lang)
        case Day(on, weekday, year):
            return numbers.day(on, lang, weekday=weekday, year=year)
        case Month(of):
            return numbers.month(of, lang)
        case Moment(when):
            return numbers.moment(when.astimezone(NEW_YORK), lang, year=True)
        case Clock(when):
            return when.astimezone(NEW_YORK).strftime("%H:%M")
        case Sentence():
            return say(fact, lang)
        case Words(key):
            return text(key, lang)
        case Name(names):
            return names[lang]
        case Names(parts):
            return text("lists.join", lang).join(write(part, lang) for part in parts)
        case _:
            return str(fact)


def _amount(value: float, unit: str, form: str, lang: str) -> str:
    if form == "line":
        return numbers.trillions(round(value), lang)
    written = numbers.quantity(value, unit, lang, signed=form != "level")
    return written.lstrip(f"+{numbers.MINUS}") if form == "size" else written
