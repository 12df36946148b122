"""A spread's forecast in the terminal: with the odds of a spike and of standing repo's use, and what reserves do."""

from collections.abc import Sequence

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.forecast_spread import ReserveSlope, SpreadDay, StandingRepo
from tidegauge.views.terminal.forecast import every_day, opening
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.words import numbers, text
from tidegauge.words.sentence import Day, say, write

SPIKE_HEAD = ("forecast_window", "forecast_spike", "forecast_base_rate")
UNKNOWN = ("standing_repo_without_odds", "slope_without_weeks")


def page(answer: Answer, lang: str, console: Console) -> None:
    """Print what any forecast says first, the odds with their record, the slope, and every day."""
    rows: Sequence[SpreadDay] = answer.answer
    opening(answer, lang, console)
    _spikes(rows, lang, console)
    for row in rows:
        if row.standing_repo:
            _standing_repo(row.standing_repo, row, lang, console)
        if row.slope:
            _slope(row.slope, lang, console)
    for finding in answer.findings:
        if finding.check in UNKNOWN:
            prose(console, say(finding.detail, lang), style="dim")
    console.print()
    section(console, text("forecast.every_day", lang))
    every_day(answer, lang, console)


def _spikes(rows: Sequence[SpreadDay], lang: str, console: Console) -> None:
    """Print how likely a spike is within each window, beside how often one came."""
    shown = [
        (
            text("scores.ahead", lang, days=row.horizon),
            numbers.share(row.spike_probability, lang),
            numbers.share(row.spike_base_rate, lang),
        )
        for row in rows
        if row.spike_probability is not None and row.spike_base_rate is not None
    ]
    if not shown:
        return
    section(console, text("forecast.spikes", lang))
    table(console, lang, SPIKE_HEAD, shown, right=SPIKE_HEAD)
    prose(console, text("forecast.spikes_record", lang), style="dim")
    console.print()


def _standing_repo(odds: StandingRepo, row: SpreadDay, lang: str, console: Console) -> None:
    """Print how likely standing repo is used, and how good such odds were."""
    shares = {name: numbers.share(getattr(odds, name), lang) for name in ("probability", "base_rate")}
    section(console, text("forecast.standing_repo_title", lang))
    prose(console, text("forecast.standing_repo", lang, day=write(Day(row.date), lang), **shares))
    skills = {name: numbers.ratio(getattr(odds, name), lang) for name in ("brier_skill", "skill_low", "skill_high")}
    days = {"n": odds.scored_days, "used": odds.scored_uses, "until": write(Day(odds.scored_until, year=True), lang)}
    prose(console, text("forecast.standing_repo_record", lang, **skills, **days), style="dim")
    console.print()


def _slope(slope: ReserveSlope, lang: str, console: Console) -> None:
    """Print the slope with its standard error, and that it is our own proxy."""
    sizes = {name: numbers.spread(getattr(slope, name), lang, decimals=2) for name in ("slope", "low", "high")}
    se = numbers.spread(slope.se, lang, decimals=2, signed=False)
    week = write(Day(slope.week, weekday=False, year=True), lang)
    section(console, text("forecast.slope_title", lang))
    prose(console, text("forecast.slope", lang, se=se, week=week, weeks=slope.weeks, **sizes))
    key = "slope_weak" if slope.is_weak else "slope_zero" if slope.low <= 0 <= slope.high else "slope_told"
    prose(console, text(f"forecast.{key}", lang, f=numbers.ratio(slope.first_stage_f, lang, decimals=0)))
    prose(console, text("forecast.slope_proxy", lang), style="dim")
