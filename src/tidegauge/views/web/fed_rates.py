"""What the Fed sets and what comes to it at those rates: administered rates, standing repo and ON RRP over a year."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from tidegauge.errors import MissingFigures
from tidegauge.questions.answer import Answer
from tidegauge.questions.brief import Brief
from tidegauge.questions.series import SeriesAnswer, Value
from tidegauge.views.pictures.picture import Picture
from tidegauge.views.report import html, rates
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.tables import Table
from tidegauge.views.web import lines, provenance
from tidegauge.views.web.drawn import drawn
from tidegauge.views.web.page_context import PageContext
from tidegauge.words import text

ADMINISTERED = ("target_upper", "srf_rate", "iorb", "on_rrp_rate", "target_lower")
TAKE_UP = {"srf": ("s-buff-ink", "tb"), "on_rrp": ("s-dry-ink", "td")}
YEAR = timedelta(days=365)


def administered(page: PageContext) -> html.Section:
    """Return each administered rate that is in force: its level, since when, and what it was before."""
    phrases, rows, plain = page.phrases, [], []
    title = page.words("web.fed_rates.none")
    for id_ in ADMINISTERED:
        answer = known_series(page, id_)
        steps = [] if answer is None else _steps(value for value in answer.values if value.period <= phrases.today)
        if answer is None or not steps:
            continue
        before, now = [None, *(step.value for step in steps)][-2:]
        level, since = phrases.quantity(now, "pct"), phrases.day(steps[-1].period, weekday=False)
        rows.append((answer.series.names[page.lang], level, since, phrases.quantity(before, "pct")))
        plain.append((id_, now, steps[-1].period, before))
        if id_ == "iorb":
            title = page.words("web.fed_rates.title", level=level, day=since)
    own = tuple(page.words(f"web.fed_rates.{name}") for name in ("level", "since", "was"))
    head = (phrases("head.series"), *own)
    table = Table("fed-rates", head, tuple(rows), (0, 2), (("series", "level_pct", "since", "before_pct"), *plain))
    return html.Section("fed-rates", title, page.words("web.fed_rates.sub"), page.words("web.fed_rates.source"), table)


def _steps(values: Iterable[Value]) -> list[Value]:
    """Return the first day of each level, whether the publisher gives every day or only changes."""
    found: list[Value] = []
    for value in values:
        if not found or value.value != found[-1].value:
            found.append(value)
    return found


def known_series(page: PageContext, series: str) -> SeriesAnswer | None:
    """Return what is known of a series, None where nothing was."""
    try:
        answer: Answer = page.ask("series.show", series=series)
    except MissingFigures:
        return None
    found: SeriesAnswer = answer.answer
    return found


def take_up(page: PageContext) -> dict[str, Any]:
    """Return what was lent through standing repo and placed at ON RRP over a year, day by day."""
    phrases = page.phrases
    start = phrases.today - YEAR
    known = {id_: found for id_ in TAKE_UP if (found := known_series(page, id_)) is not None}
    values = {
        id_: {value.period: value.value for value in found.values if value.period >= start}
        for id_, found in known.items()
    }
    days = sorted({day for by_day in values.values() for day in by_day})
    if not days:
        return {"section": None}
    drawn_lines = [
        lines.Line(phrases.row(id_), _last(by_day, phrases), [by_day.get(day) for day in days], *TAKE_UP[id_])
        for id_, by_day in values.items()
        if by_day
    ]
    chart = lines.Chart("usd", drawn_lines, _months(days, phrases))
    picture = Picture(
        "take-up",
        _title(values, page),
        page.words("web.take_up.sub"),
        page.words("web.take_up.source"),
        _table(days, values, phrases),
        lambda width: lines.draw(chart, phrases, width),
    )
    section = html.Section(picture.id, picture.title, picture.sub, picture.source, picture.table)
    origins = [origin for id_ in known for origin in page.ask("series.show", series=id_).sources]
    return {"section": section, "drawn": drawn(picture), "origin": provenance.quoted(origins, phrases)}


Days = dict[str, dict[date, float | int | None]]


def _last(by_day: dict[date, float | int | None], phrases: Phrases) -> str:
    day = max(by_day)
    amount = by_day[day]
    return phrases(
        "rates.peak", spread=phrases.money(None if amount is None else round(amount)), day=phrases.short(day)
    )


def _title(values: Days, page: PageContext) -> str:
    """Say the last take-up of each facility that was known."""
    phrases = page.phrases
    said = []
    for id_, by_day in values.items():
        day = max((day for day, value in by_day.items() if value is not None), default=None)
        if day is not None:
            amount = phrases.money(round(by_day[day] or 0))
            said.append(page.words(f"web.take_up.{id_}", amount=amount, day=phrases.short(day)))
    joined = page.words("web.take_up.join").join(said)
    return joined[:1].upper() + joined[1:]


def _months(days: list[date], phrases: Phrases) -> list[tuple[int, str]]:
    """Return the places at which every second month begins, with its name."""
    firsts = [place for place in range(1, len(days)) if days[place].month != days[place - 1].month]
    return [
        (place, phrases.month(days[place], year=days[place].month <= 2)) for place in firsts if days[place].month % 2
    ]


def _table(days: list[date], values: Days, phrases: Phrases) -> Table:
    """Return every day as a row."""
    head = (phrases("head.day"), *(phrases.row(id_) for id_ in values))
    rows = tuple(
        (
            phrases.day(day, weekday=False, year=True),
            *(
                phrases.money(None if by_day.get(day) is None else round(by_day[day] or 0))
                for by_day in values.values()
            ),
        )
        for day in days
    )
    plain = tuple((day, *(by_day.get(day) for by_day in values.values())) for day in days)
    return Table("take-up", head, rows, (0,), (("day", *(f"{id_}_usd" for id_ in values)), *plain))


def period_ends(brief: Brief, page: PageContext) -> html.Section | None:
    """Return the month-ends of the chart, the last on top; the title names the dearest."""
    phrases, ends = page.phrases, set(rates.month_ends(brief))
    shown = [day for day in reversed(brief.rates) if day.period in ends]
    if not shown:
        return None
    dearest = max(shown, key=lambda day: day.sofr)
    rows = tuple(
        (
            phrases.day(day.period, weekday=False, year=True),
            phrases.bp(day.sofr),
            phrases.bp(day.low),
            phrases.bp(day.high),
        )
        for day in shown
    )
    head = tuple(phrases(f"head.{name}") for name in ("day", "spread", "low", "high"))
    heads = ("day", "sofr_iorb_bp", "p1_bp", "p99_bp")
    plain = (heads, *((day.period, day.sofr, day.low, day.high) for day in shown))
    facts = {"n": phrases.count(len(shown)), "day": phrases.short(dearest.period), "spread": phrases.bp(dearest.sofr)}
    title = text("web.period_ends.title", page.lang, **facts)
    table = Table("period-ends", head, rows, (0,), plain)
    return html.Section("period-ends", title, text("web.period_ends.sub", page.lang), "", table)
