"""The yield curve and recessions in the terminal: the probability and its record first, then every alarm."""

from collections.abc import Sequence
from datetime import date
from statistics import median

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.recession import Alarm, Approach, Recession
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.views.terminal.work import warnings
from tidegauge.words import numbers, text

ALARM_HEAD = ("alarm_first", "alarm_last", "alarm_months", "alarm_highest", "alarm_highest_in", "alarm_verdict")
RULE_LEAST = 3  # recessions in the figures, below which what came before them is no rule
PEAK_HEAD = ("recession_peak", "peak_announced", "slope_deepest", "slope_deepest_in", "slope_at_peak")
YEAR = 12  # months


def page(answer: Answer, lang: str, console: Console) -> None:
    """Print the probability, how good it has been, the alarms and the slope before every recession."""
    found: Recession = answer.answer
    latest, running = found.latest, found.running
    facts = {"slope": _points(latest.slope_pct, lang), "p": _share(latest.probability, lang)}
    facts["then"] = numbers.month(latest.month.replace(year=latest.month.year + 1), lang)
    line = "alarm" if latest.probability >= found.alarm_line else "quiet"
    section(console, text(f"recession.{line}", lang, month=numbers.month(latest.month, lang), **facts))
    if running is not None:
        facts = {"slope": _points(running.slope_pct, lang), "p": _share(running.probability, lang)}
        prose(console, text("recession.running", lang, month=numbers.month(running.month, lang), **facts))
    _record(found, lang, console)
    warnings(answer, lang, console)
    console.print()
    _alarms(found, lang, console)
    _approaches(found, lang, console)
    prose(console, text("recession.source", lang), style="dim")


def _record(found: Recession, lang: str, console: Console) -> None:
    """Say how the probabilities did since they were fitted, and how the alarms ended."""
    record = found.record
    if record.months:
        key = "worse" if record.brier > record.base else "closer"
        scores = {"brier": f"{record.brier:.3f}", "base": f"{record.base:.3f}", "rate": _share(found.base_rate, lang)}
        counts = {"n": record.months, "came": record.in_recession}
        prose(console, text(f"recession.record.{key}", lang, **scores, **counts), style="bold")
        if 0 < record.in_recession == record.in_pandemic:
            prose(console, text("recession.record.pandemic", lang, came=record.in_pandemic))
    _verdicts(found, lang, console)
    if len(found.approaches) < RULE_LEAST:
        prose(console, text("recession.few", lang, n=len(found.approaches)))
    else:
        prose(console, text("recession.deepening", lang))
        early = [_months_early(one) for one in found.approaches]
        upright = sum(one.slope_at_peak_pct >= 0 for one in found.approaches)
        facts = {"n": len(early), "low": min(early), "high": max(early), "middle": f"{median(early):g}"}
        prose(console, text("recession.steeper", lang, upright=upright, **facts))


def _verdicts(found: Recession, lang: str, console: Console) -> None:
    """Say how the alarms ended: right, right by luck, false, not over; and what chance would have given."""
    by_verdict = {key: [one for one in found.alarms if one.verdict == key] for key in ("true", "luck", "false", "open")}
    over = len(found.alarms) - len(by_verdict["open"])
    facts = {"n": over, "right": len(by_verdict["true"]), "since": numbers.month(found.months[0].month, lang)}
    prose(console, text("recession.record.over", lang, **facts))
    if by_verdict["true"] and all(one.first <= found.fitted_until for one in by_verdict["true"]):
        prose(console, text("recession.record.fitted", lang, until=found.fitted_until.year))
    for key in ("luck", "false", "open"):
        if spells := by_verdict[key]:
            prose(console, text(f"recession.record.{key}", lang, n=len(spells), spans=_spans(spells, lang)))
    if found.right_by_chance is not None:
        prose(console, text("recession.record.chance", lang, share=_share(found.right_by_chance, lang, decimals=0)))


def _months_early(one: Approach) -> int:
    """Return how many months before the peak the curve was at its deepest."""
    return (one.peak.year - one.deepest_in.year) * YEAR + one.peak.month - one.deepest_in.month


def _alarms(found: Recession, lang: str, console: Console) -> None:
    """Print every spell at or above the line."""
    if not found.alarms:
        return
    section(console, text("recession.alarms", lang, line=_share(found.alarm_line, lang)))
    rows = [
        (
            numbers.month(alarm.first, lang),
            numbers.month(alarm.last, lang),
            str(alarm.months),
            _share(alarm.highest, lang),
            numbers.month(alarm.highest_in, lang),
            _verdict(alarm, found.listed_until, lang),
        )
        for alarm in found.alarms
    ]
    table(console, lang, ALARM_HEAD, rows, right=("alarm_months", "alarm_highest"))


def _approaches(found: Recession, lang: str, console: Console) -> None:
    """Print how the curve stood before every peak."""
    if not found.approaches:
        return
    section(console, text("recession.approaches", lang))
    rows = [
        (
            numbers.month(one.peak, lang),
            numbers.MISSING if one.announced_on is None else one.announced_on.isoformat(),
            _points(one.deepest_pct, lang),
            numbers.month(one.deepest_in, lang),
            _points(one.slope_at_peak_pct, lang),
        )
        for one in found.approaches
    ]
    table(console, lang, PEAK_HEAD, rows, right=("slope_deepest", "slope_at_peak"))


def _verdict(alarm: Alarm, today: date, lang: str) -> str:
    """Say what followed an alarm, as far as it can be known today."""
    if alarm.peak is not None:
        return text(f"recession.verdict.{alarm.verdict}", lang, peak=numbers.month(alarm.peak, lang))
    if alarm.verdict == "false" and today < alarm.settled_on:
        return text("recession.verdict.so_far", lang, until=numbers.month(alarm.settled_on, lang))
    return text(f"recession.verdict.{alarm.verdict}", lang, until=numbers.month(alarm.until, lang))


def _spans(spells: Sequence[Alarm], lang: str) -> str:
    """Return the first and last months of some alarms, in one list; a single month once."""
    ends = [(numbers.month(one.first, lang), numbers.month(one.last, lang)) for one in spells]
    named = [first if first == last else text("recession.span", lang, first=first, last=last) for first, last in ends]
    return text("lists.join", lang).join(named)


def _points(slope_pct: float, lang: str) -> str:
    """Write a slope in whole basis points."""
    return numbers.spread(round(100 * slope_pct), lang)


def _share(value: float, lang: str, *, decimals: int = 1) -> str:
    return numbers.share(value, lang, decimals=decimals)
