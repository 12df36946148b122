"""Axes: round steps, their labels, and months under a chart of days."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from tidegauge.views.pictures.picture import PHONE
from tidegauge.views.report import svg
from tidegauge.views.report.phrases import Phrases, split
from tidegauge.words import numbers

TRILLION = 10**12
LINES_MAX = 6
MONTH_BEGINS = 5  # a chart that begins by this day of a month names it


def step(low: float, high: float, lines_max: int = LINES_MAX) -> float:
    """Return the smallest of 1, 2, 5 × 10ⁿ that leaves at most `lines_max` grid lines between two values.

    >>> step(2.6, 3.1), step(0, 100)
    (0.1, 20.0)
    """
    room = max(high - low, 1e-9)
    size = 10.0**-9
    while True:
        for times in (1, 2, 5):
            if room / (size * times) <= lines_max:
                return size * times
        size = round(size * 10, 12)


def levels(low: float, high: float) -> list[float]:
    """Return the round values strictly between two values.

    >>> levels(-12, 31)
    [-10, 0, 10, 20, 30]
    """
    wide = step(low, high)
    first = int(low // wide) + 1
    found = [place * wide for place in range(first, int(high // wide) + 1)]
    return [round(value) if wide >= 1 else value for value in found if low < value < high]


def label(value: float, unit: str, apart: float, phrases: Phrases) -> str:
    """Write a value on an axis: dollars in trillions from one on, else as any amount; spreads as bare basis points.

    >>> from datetime import UTC, datetime
    >>> chinese = Phrases("zh-Hans", datetime(2025, 11, 3, tzinfo=UTC))
    >>> [label(value, "usd", 5e11, chinese) for value in (-5e11, 0, 1e12)]
    ['−5,000 亿', '0', '1.0 万亿']
    """
    if unit != "usd":
        return split(phrases.bp(value))[0]
    if value == 0:
        return "0"
    if abs(value) >= TRILLION:
        decimals = next(n for n in range(1, 13) if apart * 10**n >= TRILLION)
        return numbers.trillions(round(value), phrases.lang, decimals=decimals)
    number, _, word = phrases.money(round(value)).partition(" ")
    return f"{number.rstrip('0').rstrip('.') if '.' in number else number} {word}"


def grid(scale: svg.Scale, right: float, unit: str, phrases: Phrases) -> str:
    """Draw the grid with its labels at the left; zero is the datum and drawn in ink."""
    low, high = sorted((scale.low, scale.high))
    found = levels(low, high)
    apart = step(low, high)
    content = ""
    for value in found:
        y = scale(value)
        is_datum = value == 0
        content += svg.line(0, y, right, y, "s-ink" if is_datum else "s-rule", 1.6 if is_datum else 1)
        content += svg.text(0, y - 3, label(value, unit, apart, phrases), "t2 halo", size=12.5)
    return content


def months(days: Sequence[date], across: svg.Scale, y: float, phrases: Phrases) -> str:
    """Write the months under a chart, none over another; January and the first carry the year where there is room."""
    width = across.end - across.start
    firsts = [day for before, day in pairwise(days) if day.month != before.month]
    firsts = [day for day in days[:1] if day.day <= MONTH_BEGINS] + firsts
    content, taken = "", -1.0
    for place, day in enumerate(firsts):
        x = across(day.toordinal())
        words = phrases.month(day, year=day.month == 1 or (place == 0 and width >= PHONE))
        half = svg.breadth(words, 12.5) / 2
        content += svg.line(x, y - 16, x, y - 12, "s-rule-2")
        if x - half > taken + 6 and x + half < across.end + 24:
            content += svg.text(x, y, words, "t2", size=12.5, anchor="middle", bold=600 if day.month == 1 else None)
            taken = x + half
    return content
