"""Episodes in the terminal: the library, or what two of them did to each gauge and then day by day."""

from itertools import zip_longest

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.episodes import Episodes, Line, Listed
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.views.terminal.work import warnings
from tidegauge.words import keys, numbers, text
from tidegauge.words.sentence import Day, write

LIST_HEAD = ("id", "name", "episode_kind", "episode_start", "episode_end")
DAY_HEAD = ("episode_day", "episode_date", "value", "episode_date_second", "episode_value_second")


def page(answer: Answer, lang: str, console: Console) -> None:
    """Print the library; where episodes are aligned, what each gauge did first, then the days."""
    found: Episodes = answer.answer
    if not found.aligned:
        section(console, text("episodes.library", lang, n=len(found.library)))
        table(console, lang, LIST_HEAD, [_listed(one, lang) for one in found.library])
        return
    names = {one.id: one.names[lang] for one in found.aligned}
    by_gauge: dict[str, list[Line]] = {}
    for line in found.lines:
        by_gauge.setdefault(line.gauge, []).append(line)
    for gauge, lines in by_gauge.items():
        told = text("lists.join", lang).join(_told(line, names[line.episode], lang) for line in lines)
        prose(console, text("episodes.gauge", lang, gauge=_name(gauge, lang), told=told), style="bold")
    warnings(answer, lang, console)
    console.print()
    for gauge, lines in by_gauge.items():
        shown = text("lists.join", lang).join(names[line.episode] for line in lines)
        section(console, text("episodes.aligned", lang, gauge=_name(gauge, lang), episodes=shown))
        _days(lines, lang, console)
    prose(console, text("episodes.reading", lang), style="dim")


def _listed(one: Listed, lang: str) -> tuple[str, ...]:
    """Return an episode of the library as a row."""
    start, end = (write(Day(day, weekday=False, year=True), lang) for day in (one.start, one.end))
    return (one.id, one.names[lang], text(f"episodes.kind.{one.kind}", lang), start, end)


def _told(line: Line, name: str, lang: str) -> str:
    """Say from where to where a gauge went in an episode, and when."""
    if line.before is None or line.furthest is None:
        return text("episodes.untold", lang, name=name)
    before, furthest = (_amount(value, line.unit, lang) for value in (line.before, line.furthest))
    facts = {"before": before, "furthest": furthest, "day": _offset(line.furthest_on or 0)}
    return text("episodes.told", lang, name=name, **facts)


def _days(lines: list[Line], lang: str, console: Console) -> None:
    """Print a gauge day by day, the second episode beside the first."""
    head = DAY_HEAD if len(lines) > 1 else DAY_HEAD[:3]
    rows = []
    for pair in zip_longest(*(line.values for line in lines)):
        offset = next(entry[0] for entry in pair if entry is not None)
        row = [_offset(offset)]
        for entry, line in zip(pair, lines, strict=True):
            row.append("" if entry is None else write(Day(entry[1], weekday=False, year=True), lang))
            row.append("" if entry is None or entry[2] is None else _amount(entry[2], line.unit, lang))
        rows.append(tuple(row))
    table(console, lang, head, rows, right=("episode_day", "value", "episode_value_second"))


def _amount(value: float | int, unit: str, lang: str) -> str:
    return numbers.quantity(value, "usd" if unit == "USD" else unit, lang)


def _offset(offset: int) -> str:
    return f"{offset:+d}".replace("-", numbers.MINUS) if offset else "0"


def _name(gauge: str, lang: str) -> str:
    """Return the name of a gauge; a series without one keeps its id."""
    key = f"gauges.{gauge}.name"
    return text(key, lang) if key in keys(lang) else gauge
