"""Treasury: the path of its cash with a band and a score, the settlements ahead, and what moved reserves."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from tidegauge.errors import TidegaugeError
from tidegauge.questions.answer import Answer
from tidegauge.questions.beside import ANNOUNCED, beside_forecast
from tidegauge.questions.forecast import DayAhead
from tidegauge.questions.shapes import Drain
from tidegauge.views.remainder import UNPUBLISHED, effects
from tidegauge.views.report.html import Section
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.tables import Table
from tidegauge.views.terminal import demand
from tidegauge.views.terminal import forecast as told_forecast
from tidegauge.views.terminal.told import told
from tidegauge.views.web import charts
from tidegauge.views.web.fed_rates import known_series
from tidegauge.views.web.page_context import PageContext
from tidegauge.views.web.piece import Piece, as_table, of_page, sourced, unknown
from tidegauge.views.web.sections import today
from tidegauge.words import numbers
from tidegauge.words.sentence import say

NAME = "treasury"
LETTER = "t"
SCRIPTS = ("charts.js",)
STYLES = ("charts.css", "piece.css")
BEFORE = timedelta(days=90)
WEEKS = 13
NAMED = 5
WIDE, NARROW = "var(--water-1)", "var(--water-2)"
SCORED_LATER = "forecast_scored_later"
QUOTES = ("brief.weeks.forecast_ahead", "brief.weeks.forecast_loses")
COLOURS = {
    "tga_wednesday": "var(--buff-ink)",
    "on_rrp": "var(--dry-ink)",
    "foreign_repo_pool": "var(--slate-ink)",
    "currency": "var(--coin-ink)",
    "treasuries_held": "var(--water)",
    "mbs_held": "var(--water)",
    "repos_outstanding": "var(--water)",
    UNPUBLISHED: "var(--ink-3)",
}
PALER = {"mbs_held": 0.6, "repos_outstanding": 0.35, UNPUBLISHED: 0.35}
"""How dense the colour of a cause is that shares it."""

OTHERS = "var(--ink-3)"
DIAMOND = {"color": "var(--ink)", "symbol": "diamond", "size": 9}
ROOM = timedelta(days=12)
"""Left of the first bar, where the axis is read."""


def context(page: PageContext) -> dict[str, Any]:
    """Return the pieces of the section."""
    return {"pieces": [_cash(page), _settlements(page), _buyers(page), _drains(page)]}


def _cash(page: PageContext) -> Piece:
    """Return the cash as published, and ahead with its bands, the rival and the model's record.

    A score measured on figures later than the page's moment was not known then, and is left out.
    """
    rail = page.words("web_sections.cash.rail")
    try:
        answer = page.ask("forecast.tga")
    except TidegaugeError as error:
        return unknown("cash", rail, error, page)
    first, *rest = told(told_forecast.page, answer, page.lang)
    is_scored = all(one.check != SCORED_LATER for one in answer.findings)
    shown = [table for part in (first, *rest) for table in part.tables][-1]
    table = as_table("cash", shown)
    if not is_scored:
        table = Table("cash", table.head[:-1], tuple(row[:-1] for row in table.rows), table.words)
    days: tuple[DayAhead, ...] = answer.answer
    names = ("date", "value", "low_80", "high_80", "low_95", "high_95", "rival", "rival_value")
    heads = tuple(f"{name}_usd" if name not in ("date", "rival") else name for name in names)
    plain = (heads, *(tuple(getattr(day, name) for name in names) for day in days))
    table = Table("cash", table.head, table.rows, table.words, plain)
    said = first.said if is_scored else [page.words("web_sections.cash.unscored")]
    sub, source = (page.words(f"web_sections.cash.{key}") for key in ("sub", "source"))
    section = Section("cash", first.title, sub, source, table)
    spec = _path(answer, page)
    warnings = (*first.warnings, *_beside_kept(days, page), *_beside_run(days, page))
    piece = Piece(rail=rail, section=section, said=said, warnings=warnings, spec=spec)
    return sourced(piece, answer, page, ("tga",))


def _beside_kept(days: Iterable[DayAhead], page: PageContext) -> list[str]:
    """Say where the reading of the day quotes a kept forecast of the same day that differs, and why it does."""
    quoted = [one.facts for one in today.reading(page).answer.weeks if one.key in QUOTES]
    kept = {facts["when"].on: facts for facts in quoted}
    t, said = page.phrases, []
    for day in days:
        if day.date not in kept or day.value is None:
            continue
        facts = {name: t.fact(kept[day.date][name]) for name in ("when", "value", "low", "high", "seen")}
        if facts["value"] != (here := t.money(round(day.value))):
            said.append(page.words("web_sections.cash.kept", here=here, **facts))
    return said


def _beside_run(days: Iterable[DayAhead], page: PageContext) -> list[str]:
    """Say where the lab's run of announced policy has other cash than the forecast."""
    try:
        run = page.ask("simulate", scenario=ANNOUNCED, quick=True).answer
    except TidegaugeError:
        return []
    return [say(one.detail, page.lang) for one in beside_forecast(run, days)]


def _path(answer: Answer, page: PageContext) -> charts.Spec:
    """Return the chart of the cash: published in buff, expected in ink with its bands, the rival dashed."""
    t, ahead = page.phrases, [day for day in answer.answer if day.value is not None]
    past, days = _published(page), [day.date for day in ahead]
    joined = [*past[-1:], *((day.date, day.value) for day in ahead)]
    traces = [
        *_bands(ahead),
        charts.line(days, [day.rival_value for day in ahead], "var(--ink-2)", dash="4px,3px"),
        charts.line([day for day, _ in past], [usd for _, usd in past], "var(--buff-ink)", width=2.2),
        charts.line([day for day, _ in joined], [usd for _, usd in joined], "var(--ink)"),
    ]
    drawn = [value for day in ahead for value in (day.value, day.low_95, day.high_95, day.rival_value)]
    seen = [value for value in (*(usd for _, usd in past), *drawn) if value is not None]
    layout = {
        "xaxis": charts.months([*[day for day, _ in past], *days], t),
        "yaxis": charts.values(min(seen), max(seen), "usd", t),
        "margin": {"b": 40},
    }
    says: list[tuple[object, str]] = [(day, f"{t.day(day, year=True)} · {t.money(round(usd))}") for day, usd in past]
    says += [(day.date, f"{t.day(day.date, year=True)} · {_expected(day, t)}") for day in ahead]
    return charts.spec("cash-path", traces, layout, says=says, ends=_cash_ends(ahead[-1], page))


def _published(page: PageContext) -> list[tuple[date, float]]:
    """Return the cash of the last months as it was known."""
    known, since = known_series(page, "tga"), page.phrases.today - BEFORE
    values = known.values if known else ()
    return [(one.period, one.value) for one in values if one.period >= since and one.value is not None]


def _bands(ahead: list[DayAhead]) -> list[charts.Trace]:
    """Return the bands of 95 and 80 %, where there are any."""
    banded = [day for day in ahead if day.low_95 is not None]
    days = [day.date for day in banded]
    wide = charts.band(days, [day.low_95 or 0 for day in banded], [day.high_95 or 0 for day in banded], WIDE)
    return wide + charts.band(days, [day.low_80 or 0 for day in banded], [day.high_80 or 0 for day in banded], NARROW)


def _cash_ends(last: DayAhead, page: PageContext) -> list[charts.End]:
    """Name the expected value, the bands and the rival at their right ends."""
    t, value = page.phrases, last.value or 0
    ends = [charts.End(value, t.money(round(value)), page.words("web_sections.cash.expected"))]
    for share, top in ((80, last.high_80), (95, last.high_95)):
        if top is not None:
            ends.append(charts.End(top, page.words("web_sections.cash.band", share=share), "", "var(--water)", True))
    if last.rival_value is not None:
        rival = page.words("web_sections.cash.rival")
        ends.append(charts.End(last.rival_value, t.money(round(last.rival_value)), rival, "var(--ink-2)"))
    return ends


def _expected(day: DayAhead, t: Phrases) -> str:
    """Say what is expected on a day, with its 80 % band."""
    value = t.money(round(day.value or 0))
    if day.low_80 is None or day.high_80 is None:
        return value
    return f"{value} ({t.money(round(day.low_80))} … {t.money(round(day.high_80))})"


def _settlements(page: PageContext) -> Piece:
    """Return the settlements ahead with what the auctions so far had placed; the title names the largest."""
    t, rail = page.phrases, page.words("web_sections.settlements.rail")
    answer = page.ask("calendar")
    events = [one for one in answer.answer if one.kind == "settlement"]
    known = [one for one in events if one.amount_usd is not None]
    if not events:
        return unknown("settlements", rail, page.words("web_sections.settlements.none"), page)
    title = page.words("web_sections.settlements.unannounced", n=t.count(len(events)))
    if known:
        largest = max(known, key=lambda one: one.amount_usd)
        facts = {"amount": t.money(largest.amount_usd), "day": t.day(largest.on)}
        title = page.words("web_sections.settlements.title", **facts)
    waits = page.words("web_sections.settlements.waits")
    rows = tuple(
        (
            t.day(one.on, year=True),
            t.say(one.name),
            waits if one.amount_usd is None else t.money(one.amount_usd),
            t.countdown(one.countdown_seconds, exact=one.has_clock),
        )
        for one in events
    )
    gross = page.words("web_sections.settlements.gross")
    head = (t("head.day"), t("head.event"), gross, t("head.in"))
    plain = (
        ("day", "series", "gross_usd", "basis"),
        *((one.on, one.series, one.amount_usd, one.basis) for one in events),
    )
    sub, source = (page.words(f"web_sections.settlements.{key}") for key in ("sub", "source"))
    table = Table("settlements", head, rows, (0, 1), plain)
    return sourced(Piece(rail=rail, section=Section("settlements", title, sub, source, table)), answer, page)


def _buyers(page: PageContext) -> Piece:
    """Return who bought at auction and who holds; what is not known of them is named with its publisher."""
    rail = page.words("web_sections.buyers.rail")
    return of_page(demand.page, page.ask("demand"), page, id_="buyers", rail=rail)


def _drains(page: PageContext) -> Piece:
    """Return what moved reserves in each of the last weeks, split by cause; the title tells of the last."""
    t, rail = page.phrases, page.words("web_sections.drains.rail")
    answer = page.ask("drain", weeks=WEEKS)
    weeks: tuple[Drain, ...] = answer.answer.weeks
    whole = [week for week in weeks if week.reserves_usd is not None and week.causes]
    if not whole:
        return unknown("drains", rail, page.words("web_sections.drains.none"), page)
    shown = sorted(whole, key=lambda week: week.end)
    last = shown[-1]
    largest, part = max(effects(last), key=lambda effect: abs(effect[1]))
    facts = {
        "day": t.day(last.end),
        "reserves": t.money(last.reserves_usd, signed=True),
        "cause": t.named("lines", largest),
        "part": t.money(part, signed=True),
    }
    title = page.words("web_sections.drains.title", **facts)
    table = _week_rows(shown, t)
    sub, source = (page.words(f"web_sections.drains.{key}", n=len(shown)) for key in ("sub", "source"))
    spec = _stacks(shown, page)
    piece = Piece(rail=rail, section=Section("drains", title, sub, source, table), spec=spec)
    return sourced(piece, answer, page, ("reserves", "tga_wednesday"))


def _week_rows(weeks: list[Drain], t: Phrases) -> Table:
    """Return every cause of every week as a row, and what is not published yet; the last week on top."""
    listed = [(week, id_, usd) for week in reversed(weeks) for id_, usd in effects(week) if usd]
    changes = {(week.end, cause.id): cause.change_usd for week in weeks for cause in week.causes}
    rows = tuple((t.day(week.end, year=True), t.row(id_), t.money(usd, signed=True)) for week, id_, usd in listed)
    plain = (
        ("week_start", "week_end", "cause", "change_usd", "to_reserves_usd"),
        *((week.start, week.end, id_, changes.get((week.end, id_)), usd) for week, id_, usd in listed),
    )
    return Table("drains", (t("head.week"), t("head.cause"), t("head.to_reserves")), rows, (0, 1), plain)


def _stacks(weeks: list[Drain], page: PageContext) -> charts.Spec:
    """Return the causes as bars from zero, those that add above it; the small ones stand together."""
    t = page.phrases
    moved = [dict(effects(week)) for week in weeks]
    named = _named(moved)
    other = [sum(usd for id_, usd in week.items() if id_ not in named) for week in moved]
    rows = [(t.row(id_), COLOURS.get(id_, "var(--coin-ink)"), [week.get(id_, 0) for week in moved]) for id_ in named]
    dense = [*(PALER.get(id_, 1.0) for id_ in named), 1.0]
    rows.append((page.words("web_sections.drains.others"), OTHERS, other))
    x = [week.end for week in weeks]
    bars = [_bars(x, values, colour, opacity) for (_, colour, values), opacity in zip(rows, dense, strict=True)]
    net = [float(week.reserves_usd or 0) for week in weeks]
    dots = charts.line(x, net, "var(--ink)") | {
        "mode": "markers",
        "marker": {"color": "var(--ink)", "symbol": "diamond", "size": 9},
    }
    heights = [sum(side) for n in range(len(x)) for side in _sides([values[n] for *_, values in rows])]
    layout = {
        "barmode": "relative",
        "bargap": 0.35,
        "xaxis": charts.months(x, t) | {"range": [(x[0] - ROOM).isoformat(), (x[-1] + ROOM / 3).isoformat()]},
        "yaxis": charts.values(min(heights), max(heights), "usd", t),
        "margin": {"b": 40},
    }
    says: list[tuple[object, str]] = [(week.end, _week_said(week, t)) for week in weeks]
    return charts.spec("drain-causes", [*bars, dots], layout, says=says, ends=_bar_ends(rows, net[-1], page))


def _named(moved: list[dict[str, int]]) -> list[str]:
    """Return the largest causes of all weeks, and what is not published yet, which no other may hide."""
    size = {id_: sum(abs(week.get(id_, 0)) for week in moved) for week in moved for id_ in week}
    is_open = size.pop(UNPUBLISHED, 0) > 0
    return [*sorted(size, key=lambda id_: -size[id_])[:NAMED], *([UNPUBLISHED] if is_open else [])]


def _bars(x: list[date], values: list[int], colour: str, opacity: float) -> charts.Trace:
    days = [day.isoformat() for day in x]
    return {
        "type": "bar",
        "x": days,
        "y": values,
        "marker": {"color": colour, "opacity": opacity, "line": {"width": 0}},
        "hoverinfo": "none",
    }


def _sides(values: list[int]) -> tuple[list[int], list[int]]:
    return [value for value in values if value > 0], [value for value in values if value < 0]


def _bar_ends(rows: list[tuple[str, str, list[int]]], net: float, page: PageContext) -> list[charts.End]:
    """Name the parts of the last week's bar at their middle."""
    t, above, below = page.phrases, 0, 0
    ends = [charts.End(net, t.money(round(net), signed=True), page.words("web_sections.drains.net"))]
    for name, colour, values in rows:
        usd = values[-1]
        at = (above if usd > 0 else below) + usd / 2
        above, below = above + max(usd, 0), below + min(usd, 0)
        if usd:
            ends.append(charts.End(at, name, t.money(usd, signed=True), colour, abs(usd) < 0.1 * abs(net)))
    return ends


def _week_said(week: Drain, t: Phrases) -> str:
    """Say what moved reserves most in a week."""
    largest = sorted(effects(week), key=lambda effect: -abs(effect[1]))[:3]
    parts = [f"{t.row(id_)} {t.money(usd, signed=True)}" for id_, usd in largest]
    total = numbers.MISSING if week.reserves_usd is None else t.money(week.reserves_usd, signed=True)
    return f"{t.day(week.end, year=True)} · {total} ({'; '.join(parts)})"
