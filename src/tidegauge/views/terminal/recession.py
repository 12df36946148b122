"""The yield curve and recessions in the terminal: the probability and its record first, then every alarm."""

from collections.abc import Sequence
from datetime import date

from rich.console import Console

from tidegauge.clock import NEW_YORK
from tidegauge.questions.answer import Answer
from tidegauge.questions.recession import Alarm, Recession
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.views.terminal.work import warnings
from tidegauge.words import numbers, text

ALARM_HEAD = ("alarm_first", "alarm_last", "alarm_months", "alarm_highest", "alarm_highest_in", "alarm_verdict")
RULE_LEAST = 3  # recessions in the figures, below which what came before them is no rule
PEAK_HEAD = ("recession_peak", "slope_deepest", "slope_deepest_in", "slope_at_peak")


def page(answer: Answer, lang: str, console: Console) -> None:
    """Print the probability, how good it has been, the alarms and the slope before every recession."""
    found: Recession = answer.answer
    latest, running = found.latest, found.running
    facts = {"slope": _points(latest.slope_pct, lang), "p": _share(latest.probability, lang)}
    line = "alarm" if latest.probability >= found.alarm_line else "quiet"
    section(console, text(f"recession.{line}", lang, month=_month(latest.month), **facts))
    if running is not None:
        facts = {"slope": _points(running.slope_pct, lang), "p": _share(running.probability, lang)}
        prose(console, text("recession.running", lang, month=_month(running.month), **facts))
    _record(found, lang, console)
    warnings(answer, lang, console)
    console.print()
    _alarms(found, answer.as_of.astimezone(NEW_YORK).date(), lang, console)
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
    false, open_ = ([one for one in found.alarms if one.verdict == verdict] for verdict in ("false", "open"))
    key = "some_false" if false else "none_false"
    facts = {"n": len(found.alarms) - len(open_), "m": len(false), "spans": _spans(false, lang)}
    prose(console, text(f"recession.record.{key}", lang, since=_month(found.months[0].month), **facts))
    if open_:
        prose(console, text("recession.record.open", lang, spans=_spans(open_, lang)))
    if len(found.approaches) < RULE_LEAST:
        prose(console, text("recession.few", lang, n=len(found.approaches)))
    else:
        prose(console, text("recession.deepening", lang))
        steeper = sum(one.slope_at_peak_pct > one.deepest_pct for one in found.approaches)
        upright = sum(one.slope_at_peak_pct >= 0 for one in found.approaches)
        facts = {"n": len(found.approaches), "steeper": steeper, "upright": upright}
        prose(console, text("recession.steeper", lang, **facts))


def _alarms(found: Recession, today: date, lang: str, console: Console) -> None:
    """Print every spell at or above the line."""
    if not found.alarms:
        return
    section(console, text("recession.alarms", lang, line=_share(found.alarm_line, lang)))
    rows = [
        (
            _month(alarm.first),
            _month(alarm.last),
            str(alarm.months),
            _share(alarm.highest, lang),
            _month(alarm.highest_in),
            _verdict(alarm, today, lang),
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
            _month(one.peak),
            _points(one.deepest_pct, lang),
            _month(one.deepest_in),
            _points(one.slope_at_peak_pct, lang),
        )
        for one in found.approaches
    ]
    table(console, lang, PEAK_HEAD, rows, right=("slope_deepest", "slope_at_peak"))


def _verdict(alarm: Alarm, today: date, lang: str) -> str:
    """Say what followed an alarm, as far as it can be known today."""
    if alarm.peak is not None:
        return text("recession.verdict.true", lang, peak=_month(alarm.peak))
    if alarm.verdict == "false" and today < alarm.settled_on:
        return text("recession.verdict.so_far", lang, until=_month(alarm.settled_on))
    return text(f"recession.verdict.{alarm.verdict}", lang)


def _spans(spells: Sequence[Alarm], lang: str) -> str:
    """Return the first and last months of some alarms, in one list."""
    ends = ({"first": _month(one.first), "last": _month(one.last)} for one in spells)
    return text("lists.join", lang).join(text("recession.span", lang, **end) for end in ends)


def _month(month: date) -> str:
    return f"{month:%Y-%m}"


def _points(slope_pct: float, lang: str) -> str:
    """Write a slope in whole basis points."""
    return numbers.spread(round(100 * slope_pct), lang)


def _share(value: float, lang: str) -> str:
    return numbers.share(value, lang)
