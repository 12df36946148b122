"""A forecast in the terminal: what to expect in a week and whether the model is any good, then day by day.

A spread's page is that of any forecast with the odds of `terminal.spread_odds` before its days.
"""

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.forecast import WEEK_DAYS, DayAhead, Measured
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.views.terminal.work import publishers, warnings
from tidegauge.words import numbers, text
from tidegauge.words.sentence import Day, say, write

HEAD = (
    "forecast_day",
    "score_horizon",
    "forecast_value",
    "forecast_80",
    "forecast_95",
    "forecast_rival",
    "forecast_rival_value",
    "score_skill",
)
RIGHT = (*HEAD[1:5], *HEAD[6:])
SPARE = ("forecast_rival", "score_skill", "forecast_95")


def page(answer: Answer, lang: str, console: Console) -> None:
    """Print the level expected in a week with its band and the model's record, and every day."""
    opening(answer, lang, console)
    every_day(answer, lang, console)


def opening(answer: Answer, lang: str, console: Console) -> None:
    """Print the level expected in a week with its band, the model's record, and what to know of the forecast."""
    rows: Sequence[DayAhead] = answer.answer
    name = answer.question.removeprefix("forecast.")
    week = next((row for row in rows if row.horizon == WEEK_DAYS), rows[-1])
    section(console, _expected(week, name, lang))
    for finding in answer.findings:
        if finding.check == "effr_no_better":
            prose(console, say(finding.detail, lang))
    prose(console, _record(week.measured, week, lang))
    for said in _losses(rows, lang):
        prose(console, said)
    for finding in answer.findings:
        if finding.check == "forecast_last_known":
            prose(console, say(finding.detail, lang))
    warnings(answer, lang, console)
    for finding in answer.findings:
        if finding.check == "forecast_scored_later":
            prose(console, say(finding.detail, lang), style="dim")
    console.print()


def every_day(answer: Answer, lang: str, console: Console) -> None:
    """Print every day with its bands and its rival, and how to read them."""
    rows = [_row(row, lang) for row in answer.answer]
    table(console, lang, HEAD, rows, right=RIGHT, spare=SPARE)
    prose(console, text("forecast.reading", lang), style="dim")
    publishers(answer, lang, console)


def _expected(row: DayAhead, name: str, lang: str) -> str:
    """Say the level expected on a day, with its 80 % band where there is one."""
    facts = {
        "value": _amount(row.value, row, lang),
        "day": write(Day(row.date, year=True), lang),
        "name": text(f"scores.model.{row.model}", lang),
    }
    if row.low_80 is None:
        return text(f"forecast.expected.{name}_bare", lang, **facts)
    low, high = (_amount(end, row, lang) for end in (row.low_80, row.high_80))
    return text(f"forecast.expected.{name}", lang, **facts, low=low, high=high)


def _record(measured: Measured | None, row: DayAhead, lang: str) -> str:
    """Say whether the model beat its strongest rival, and whether its bands did."""
    if measured is None:
        return text("forecast.record.none", lang, model=text(f"scores.model.{row.model}", lang))
    point = text(f"forecast.record.{measured.verdict}", lang, **_facts(measured, row, lang))
    return text(
        "forecast.record_both", lang, point=point, bands=text(f"forecast.bands.{measured.distribution_verdict}", lang)
    )


def _losses(rows: Sequence[DayAhead], lang: str) -> list[str]:
    """Say of each scored horizon at which the model loses on which of the days shown it does."""
    losing = [(row.measured, row) for row in rows if row.measured is not None and row.measured.verdict == "loses"]
    said = []
    for _, grouped in groupby(losing, key=lambda pair: pair[0].horizon):
        spell = list(grouped)
        (measured, first), (_, last) = spell[0], spell[-1]
        ends = {"first": first.horizon, "last": last.horizon}
        key = "losses_day" if first is last else "losses_open" if last is rows[-1] else "losses"
        said.append(text(f"forecast.{key}", lang, **ends, **_facts(measured, first, lang)))
    return said


def _facts(measured: Measured, row: DayAhead, lang: str) -> dict[str, object]:
    """Return the words of a measured record."""
    return {
        "days": measured.horizon,
        "rival": text(f"scores.rival.{row.rival}", lang),
        "error": _error(measured.mae, row, lang),
        "rival_error": _error(measured.rival_mae, row, lang),
        "n": numbers.count(measured.n, lang),
    }


def _row(row: DayAhead, lang: str) -> tuple[str, ...]:
    """Return a day as a row."""
    day = write(Day(row.date), lang)
    return (
        text("forecast.nowcast", lang, day=day) if row.is_nowcast else day,
        text("scores.ahead", lang, days=row.horizon) if row.horizon > 0 else text("forecast.over", lang),
        _amount(row.value, row, lang),
        _band(row.low_80, row.high_80, row, lang),
        _band(row.low_95, row.high_95, row, lang),
        text(f"scores.rival.{row.rival}", lang),
        _amount(row.rival_value, row, lang),
        numbers.MISSING if row.measured is None else _skill(row.measured, lang),
    )


def _skill(measured: Measured, lang: str) -> str:
    """Write the share of the rival's error that the model saves; a loser is marked as on the scoreboard."""
    skill = numbers.share(measured.skill, lang, decimals=0, signed=True)
    return text("scores.lost", lang, skill=skill) if measured.verdict == "loses" else skill


def _band(low: float | None, high: float | None, row: DayAhead, lang: str) -> str:
    if low is None or high is None:
        return numbers.MISSING
    return text("forecast.band", lang, low=_amount(low, row, lang), high=_amount(high, row, lang))


def _amount(value: float | None, row: DayAhead, lang: str) -> str:
    """Write a level: whole dollars, or a spread to a tenth."""
    if value is None:
        return numbers.MISSING
    return numbers.money(round(value), lang) if row.unit == "USD" else numbers.spread(value, lang, decimals=1)


def _error(value: float, row: DayAhead, lang: str) -> str:
    """Write a mean error, which has no sign; a spread's below a tenth of a point with one digit more."""
    if row.unit == "USD":
        return numbers.money(round(value), lang)
    return numbers.spread(value, lang, decimals=1 if value >= 0.1 else 2, signed=False)
