"""Trials side by side: where each of them ends, their medians in one chart, and links to add one or take it out."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from tidegauge.questions.answer import Answer
from tidegauge.questions.runs import Simulation
from tidegauge.views.pictures import fan
from tidegauge.views.pictures import run as drawn
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.tables import csv_link
from tidegauge.views.web import charts, lab_state
from tidegauge.views.web.lab_state import Trial
from tidegauge.views.web.lab_words import capital, title
from tidegauge.views.web.page_context import PageContext

FANS = ("reserves_usd", "sofr_iorb_bp", "tga_usd", "on_rrp_usd")
LETTERS = "ABCD"
DASHES = ("solid", "6px,3px", "2px,3px", "8px,3px,2px,3px")
COLOURS = ("var(--ink)", "var(--water)", "var(--buff-ink)", "var(--dry-ink)")


def ends(run: Simulation, plain: Simulation | None, t: Phrases) -> list[tuple[str, str, str]]:
    """Return the medians of the last day, with what the moved levers changed."""
    found = []
    for metric in FANS:
        shown = drawn.shown_of(run, metric, t)
        value = run.quantiles[metric][50][-1]
        change = value - plain.quantiles[metric][50][-1] if plain else 0
        written = t.money(round(change), signed=True) if shown.unit == "usd" else t.bp(change)
        found.append((capital(t.named("runs.metric", metric)), fan.amount(shown, value, t), written if plain else ""))
    return found


def context(page: PageContext, trial: Trial, answer: Answer, t: Phrases) -> dict[str, Any] | None:
    """Return up to four trials side by side: their medians in one chart and their figures in one table."""
    trials = [trial, *lab_state.beside(page)]
    kept = page.said.get("with", "")
    more = lab_state.BETWEEN.join(part for part in (kept, trial.short) if part)
    room = len(trials) <= lab_state.BESIDE_MOST and bool(trial.short)
    keep = lab_state.link(page, trial, **{"with": more}) if room else ""
    if len(trials) == 1:
        return {"keep": keep, "rows": None}
    runs = [answer.answer, *(lab_state.run(page, other).answer for other in trials[1:])]
    titles = (title(each, run, page.lang) for each, run in zip(trials, runs, strict=True))
    names = [f"{letter} · {name}" for letter, name in zip(LETTERS, titles, strict=False)]
    said = [part for part in kept.split(lab_state.BETWEEN) if part]
    drops = [_without(page, trial, said, place) for place in range(len(runs) - 1)]
    return {
        "keep": keep,
        "spec": _medians(runs, t),
        "csv": csv_link((("day", *names), *_by_day(runs))),
        "rows": list(zip(names, ["", *drops], _compared(runs, t), strict=True)),
        "heads": [capital(t.named("runs.metric", metric)) for metric in FANS],
    }


def _without(page: PageContext, trial: Trial, said: Sequence[str], place: int) -> str:
    """Return the address without one of the trials beside."""
    rest = lab_state.BETWEEN.join(part for n, part in enumerate(said[: lab_state.BESIDE_MOST]) if n != place)
    return lab_state.link(page, trial, **{"with": rest})


def _compared(runs: Sequence[Simulation], t: Phrases) -> Iterator[tuple[str, str, list[str]]]:
    """Yield for each run its opening, its last day and the medians on that day."""
    for run in runs:
        days = [t.day(day, weekday=False, year=True) for day in (run.opening_on, run.days[-1])]
        yield days[0], days[1], [amount for _, amount, _ in ends(run, None, t)]


def _medians(runs: Sequence[Simulation], t: Phrases) -> charts.Spec:
    """Return the medians of reserves of several runs in one chart, each with its own dash and its letter at the end."""
    lines, ends, values = [], [], []
    for run, letter, dash, colour in zip(runs, LETTERS, DASHES, COLOURS, strict=False):
        median = run.quantiles["reserves_usd"][50]
        start = run.history["reserves_usd"][-1]
        lines.append(charts.line([start.on, *run.days], [start.value, *median], colour, dash=dash))
        ends.append(charts.End(median[-1], f"{letter}  {t.money(round(median[-1]))}", "", colour))
        values += [start.value, *median]
    rows = list(_by_day(runs))
    layout = {
        "xaxis": charts.months([min(run.opening_on for run in runs), *(day for day, *_ in rows)], t),
        "yaxis": charts.values(min(values), max(values), "usd", t),
        "margin": {"b": 40},
    }
    says = [(day, _told(day, medians, t)) for day, *medians in rows]
    return charts.spec("lab-medians", lines, layout, says=says, ends=ends)


def _by_day(runs: Sequence[Simulation]) -> Iterator[tuple[Any, ...]]:
    """Yield every day that any of the runs has, with the median of reserves of each, None where it has no such day."""
    medians = [dict(zip(run.days, run.quantiles["reserves_usd"][50], strict=True)) for run in runs]
    for day in sorted({day for run in runs for day in run.days}):
        yield day, *(line.get(day) for line in medians)


def _told(day: date, medians: Sequence[float | None], t: Phrases) -> str:
    """Return what every run has on a day."""
    pairs = zip(LETTERS, medians, strict=False)
    said = (f"{letter} {t.money(round(median))}" for letter, median in pairs if median is not None)
    return " · ".join((t.day(day, year=True), *said))
