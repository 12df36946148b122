"""The forecast of reserves in the terminal: with the odds that they first fall below the lines that are watched."""

from collections.abc import Sequence
from datetime import date

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.forecast_reserves import Crossing, ReserveDay
from tidegauge.views.terminal.forecast import every_day, opening
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.words import numbers, text
from tidegauge.words.sentence import Day, say, write

HEAD = (
    "crossing_line",
    "crossing_share",
    "forecast_base_rate",
    "crossing_by_10",
    "crossing_by_25",
    "crossing_by_50",
)


def page(answer: Answer, lang: str, console: Console) -> None:
    """Print what any forecast says first, the odds of each line with their record, and every day."""
    rows: Sequence[ReserveDay] = answer.answer
    opening(answer, lang, console)
    for row in rows:
        if row.crossings:
            _crossings(row, lang, console)
    for finding in answer.findings:
        if finding.check == "crossings_cut":
            prose(console, say(finding.detail, lang), style="dim")
    console.print()
    section(console, text("forecast.every_day", lang))
    every_day(answer, lang, console)


def _crossings(last: ReserveDay, lang: str, console: Console) -> None:
    """Print how likely each line is crossed up to a day, and how good such odds were."""
    section(console, text("forecast.crossings", lang, days=last.horizon, day=write(Day(last.date, year=True), lang)))
    shown = [_row(crossing, lang) for crossing in last.crossings if not crossing.is_below]
    if shown:
        table(console, lang, HEAD, shown, right=HEAD[1:3], spare=("crossing_by_25",))
    for crossing in last.crossings:
        if crossing.is_below:
            prose(console, text("forecast.crossing_below", lang, line=numbers.money(crossing.line, lang)))
    if shown:
        prose(console, text("forecast.crossings_reading", lang, n=last.crossings[0].paths), style="dim")
        prose(console, text("forecast.crossings_record", lang), style="dim")


def _row(crossing: Crossing, lang: str) -> tuple[str, ...]:
    """Return a line as a row; a day that fewer paths reach is named as never within the days shown."""
    shares = (numbers.share(share or 0.0, lang) for share in (crossing.share, crossing.base_rate))
    days = (_by(day, lang) for day in (crossing.by_10, crossing.by_25, crossing.by_50))
    return (numbers.money(crossing.line, lang), *shares, *days)


def _by(day: date | None, lang: str) -> str:
    return numbers.MISSING if day is None else write(Day(day, weekday=False), lang)
