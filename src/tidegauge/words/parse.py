"""The inverse of `tidegauge.words.numbers`: every string it writes is read back as the number it shows.

Only one language is read at a time, and only in its own words: 50 亿 is five billion dollars, never fifty.
Thousands are separated in threes or not at all, so "1,5" is refused instead of read as fifteen.

Public: `Figure`, `parse`, `parse_day`, `parse_moment`.
"""

import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from tidegauge.errors import InvalidAmount, InvalidMoment
from tidegauge.words import template
from tidegauge.words.numbers import MONEY_WORDS, MONTHS, WEEKDAYS, day_key

_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+"
_NUMBER = re.compile(rf"([+−-]?)((?:{_DIGITS})(?:\.[0-9]+)?)\s*(\D*(?:100)?)")
_WIDE = Context(prec=60)
_UNITS = ("pct", "bp", "contracts", "contracts_one", "years", "usd_per_100", "jpy_per_usd", "krw_per_usd")
_SECONDS = {"days": 86400, "hours": 3600, "minutes": 60}


class Figure(NamedTuple):
    """A number read from text.

    `unit` is an id of `tidegauge.units.UNITS`, or "number" where the text names none, or "seconds" for a countdown.
    `step` is the size of the last digit shown: a rounded figure lies within half a step of what it stands for, a
    countdown up to one step below it.
    """

    value: Decimal
    unit: str
    step: Decimal


def parse(text: str, lang: str) -> Figure:
    """Read a number, an amount, a rate, a spread or a countdown as `tidegauge.words.numbers` writes it in `lang`.

    A share is written in per cent, so it is read as "pct"; a price in dollars is read as "usd".

    Raises
    ------
    InvalidAmount
        The text is nothing the formatter writes in this language.

    Examples
    --------
    >>> parse("503.5 亿", "zh-Hans").value == parse("50.35 bn", "en").value == 50_350_000_000
    True
    >>> figure = parse("+32 bp", "en")
    >>> figure.value, figure.unit, figure.step
    (Decimal('32'), 'bp', Decimal('1'))
    >>> parse("1 d 20 h", "en").value
    Decimal('158400')
    """
    trimmed = text.strip()
    duration = _duration(trimmed, lang)
    if duration is not None:
        return duration
    match = _NUMBER.fullmatch(trimmed)
    suffixes = _suffixes(lang)
    if match is None or match[3] not in suffixes:
        raise InvalidAmount(text=text)
    unit, scale = suffixes[match[3]]
    sign, digits = match[1], match[2].replace(",", "")
    decimals = len(digits.partition(".")[2])
    exact = _WIDE.multiply(Decimal(digits), Decimal(scale))
    return Figure(-exact if sign in ("−", "-") else exact, unit, Decimal(scale).scaleb(-decimals))


def parse_day(text: str, lang: str, *, year: int | None = None) -> date:
    """Read a date as `tidegauge.words.numbers.day` writes it; `year` is used where the text names none.

    Raises
    ------
    InvalidMoment
        The text is no date of this language, names no year where none is given, or names the wrong weekday.

    Examples
    --------
    >>> parse_day("10月29日（周三）", "zh-Hans", year=2025)
    datetime.date(2025, 10, 29)
    """
    fields = next(
        (match.groupdict() for pattern in _day_patterns(lang) if (match := pattern.fullmatch(text.strip()))), None
    )
    if fields is None:
        raise InvalidMoment(text=text, detail="it is not a date as written here")
    number = int(fields["year"]) if fields.get("year") else year
    if number is None:
        raise InvalidMoment(text=text, detail="it names no year")
    try:
        found = date(number, _names("month", MONTHS, lang)[fields["month"]] + 1, int(fields["day"]))
    except ValueError as error:
        raise InvalidMoment(text=text, detail="there is no such day") from error
    weekday = fields.get("weekday")
    if weekday is not None and _names("weekday", WEEKDAYS, lang)[weekday] != found.weekday():
        raise InvalidMoment(text=text, detail=f"{found.isoformat()} is another day of the week")
    return found


def parse_moment(text: str, lang: str, *, year: int | None = None) -> tuple[date, time]:
    """Read a moment as `tidegauge.words.numbers.moment` writes it: its New York date and clock.

    Raises
    ------
    InvalidMoment
        As `parse_day`, or the clock is missing or impossible.

    Examples
    --------
    >>> parse_moment("Wed 29 Oct, 16:30", "en", year=2025)
    (datetime.date(2025, 10, 29), datetime.time(16, 30))
    """
    match = re.fullmatch(r"(.*?),?\s*([01][0-9]|2[0-3]):([0-5][0-9])", text.strip())
    if match is None:
        raise InvalidMoment(text=text, detail="it names no time of day")
    return parse_day(match[1], lang, year=year), time(int(match[2]), int(match[3]))


def _duration(text: str, lang: str) -> Figure | None:
    """Read a countdown, or return None if the text is none."""
    words = {_suffix(f"numbers.duration.{name}", lang): seconds for name, seconds in _SECONDS.items()}
    part = rf"({_DIGITS})\s*({'|'.join(map(re.escape, words))})"
    match = re.fullmatch(rf"{part}(?:\s+{part})?", text)
    if match is None:
        return None
    sizes = [(int(match[n].replace(",", "")), words[match[n + 1]]) for n in (1, 3) if match[n]]
    if len(sizes) == 2 and sizes[0][1] <= sizes[1][1]:
        return None
    total = sum(n * seconds for n, seconds in sizes)
    step = 3600 if len(sizes) == 1 and sizes[0][1] == 86400 and sizes[0][0] < 4 else sizes[-1][1]
    return Figure(Decimal(total), "seconds", Decimal(step))


@lru_cache
def _suffixes(lang: str) -> Mapping[str, tuple[str, int]]:
    """Return what may stand behind a number, with its unit and the size of one."""
    found = {_suffix(f"numbers.form.{name}", lang): (name.removesuffix("_one"), 1) for name in _UNITS}
    for word, size in MONEY_WORDS[lang].items():
        found[word] = ("usd", size)
        if lang != "en" and size > 1:
            found[f"{word}美元"] = ("usd", size)
    found[""] = ("number", 1)
    return found


def _suffix(key: str, lang: str) -> str:
    """Return the words behind the number in a form."""
    return template(key, lang).removeprefix("{n}").strip()


def _names(family: str, members: tuple[str, ...], lang: str) -> dict[str, int]:
    """Return the names of the months or weekdays with their places, counted from 0."""
    return {template(f"numbers.{family}.{member}", lang): place for place, member in enumerate(members)}


@lru_cache
def _day_patterns(lang: str) -> tuple[re.Pattern[str], ...]:
    """Return one pattern for each way a date is written."""
    groups = {
        "weekday": "|".join(map(re.escape, _names("weekday", WEEKDAYS, lang))),
        "month": "|".join(map(re.escape, _names("month", MONTHS, lang))),
        "day": "[0-9]{1,2}",
        "year": "[0-9]{4}",
    }
    named = {name: f"(?P<{name}>{pattern})" for name, pattern in groups.items()}
    keys = (day_key(weekday=weekday, year=year) for weekday in (True, False) for year in (True, False))
    return tuple(re.compile(template(key, lang).format(**named)) for key in keys)
