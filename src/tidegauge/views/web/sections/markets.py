"""Markets: whether prices move with liquidity, the verdict first; then stress, recessions, analogues and a portfolio.

What takes seconds or more is asked for apart (``part=sensitivity``) once the page stands. A portfolio is read, run and
forgotten: it is kept in memory only, and never stands in an address.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

from tidegauge.errors import TidegaugeError, UsageError
from tidegauge.questions.pasted import Pasted
from tidegauge.questions.recession import Recession
from tidegauge.questions.stress import Stress
from tidegauge.views.pictures import placebos
from tidegauge.views.report.html import Section
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.tables import Table
from tidegauge.views.terminal import analogues, portfolio, recession, sensitivity, stress
from tidegauge.views.web import charts, subjects
from tidegauge.views.web.drawn import drawn
from tidegauge.views.web.fed_rates import known_series
from tidegauge.views.web.page_context import PageContext
from tidegauge.views.web.piece import Piece, axis, of_page, or_dash, sourced, unknown, with_chart
from tidegauge.words import numbers, text

NAME = "markets"
LETTER = "m"
SCRIPTS = ("charts.js", "later.js")
STYLES = ("charts.css", "piece.css")
PARTS = ("sensitivity", "portfolio")
FULL = 100
PATHS = 1_000
YEARS = timedelta(days=2 * 365)
EXAMPLE = "asset,amount\nsp500,60bn\ntlt,40bn\n"
SCENARIO = "baseline"
STABLECOINS = "stablecoin_supply"


class Bar(NamedTuple):
    """One gauge's part in the index: where its bar begins and how long it is, of 100."""

    name: str
    value: str
    rank: str
    weight: str
    adds: str
    start: float
    length: float


def context(page: PageContext) -> dict[str, Any]:
    """Return the section, or the part of it that is asked for."""
    part = page.said.get("part", "")
    part = part if part in PARTS else ""
    if part == "sensitivity":
        return {"part": part} | _sensitivity(page)
    if part == "portfolio":
        return {"part": part} | _portfolio(page)
    index, bars, total = _stress(page)
    return {
        "part": "",
        "later": _link(page, "/section/markets"),
        "alone": _link(page, "/page/markets"),
        "job": {} if page.as_of is None else {"as_of": page.as_of.isoformat()},
        "pieces": [index, _recession(page), _analogues(page), _stablecoins(page)],
        "bars": bars,
        "total": total,
    } | _portfolio(page)


def _link(page: PageContext, path: str) -> str:
    return page.link(path, part="sensitivity")


def _sensitivity(page: PageContext) -> dict[str, Any]:
    """Return the verdict, how large the largest |t| gets with nothing to find, and every test."""
    rail = page.words("web_sections.sensitivity.rail")
    try:
        answer = page.ask("sensitivity")
    except TidegaugeError as error:
        return {"tested": unknown("sensitivity", rail, error, page), "drawn": None}
    piece = of_page(sensitivity.page, answer, page, id_="sensitivity", rail=rail)
    picture = placebos.sheet(answer, page.phrases).pictures[0]
    section = Section("placebos", picture.title, picture.sub, picture.source, picture.table)
    return {"tested": piece, "drawn": drawn(picture), "placebos": section}


def _stress(page: PageContext) -> tuple[Piece, list[Bar], str]:
    """Return the index over a year, and what each gauge adds to its last value, and that value."""
    rail, t = page.words("web_sections.stress.rail"), page.phrases
    try:
        answer = page.ask("stress")
    except TidegaugeError as error:
        return unknown("stress", rail, error, page), [], ""
    found: Stress = answer.answer
    piece = of_page(stress.page, answer, page, id_="stress", rail=rail)
    days, values = [day for day, _ in found.year], [value for _, value in found.year]
    name = page.words("web_sections.stress.index")
    spec = charts.spec(
        "stress-index",
        [charts.line(days, values, "var(--water)")],
        {"xaxis": charts.months(days, t), "yaxis": _plain(charts.values(0, FULL, "index", t)), "margin": {"b": 40}},
        says=[(day, f"{t.day(day, year=True)} · {value:.1f}") for day, value in found.year],
        ends=[charts.End(values[-1], f"{values[-1]:.1f}", name)] if values else [],
    )
    rows = tuple((t.day(day, weekday=False, year=True), f"{value:.1f}") for day, value in reversed(found.year))
    table = Table("stress", (t("head.day"), name), rows, (0,), (("day", "index"), *found.year))
    piece = with_chart(piece, spec, table, page.words("web_sections.stress.sub"), "")
    return piece, _bars(found, t), f"{found.value:.1f}"


def _plain(given: dict[str, Any]) -> dict[str, object]:
    return axis(given, lambda level: f"{level:g}")


def _bars(found: Stress, t: Phrases) -> list[Bar]:
    """Return each gauge's bar; it begins where the one above ends, so the last ends at the index."""
    bars, start = [], 0.0
    for part in found.parts:
        length = part.contribution or 0.0
        value = numbers.MISSING if part.rank is None else t.level(part.gauge, part.value, part.unit)
        rank = or_dash(part.rank, lambda share: numbers.share(share, t.lang, decimals=0))
        adds = or_dash(part.contribution, lambda points: f"{points:.1f}")
        bars.append(Bar(t.named("gauges", part.gauge), value, rank, t.share(part.weight), adds, start, length))
        start += length
    return bars


def _recession(page: PageContext) -> Piece:
    """Return the probability of every month with the line of the alarm."""
    rail, t = page.words("web_sections.recession.rail"), page.phrases
    try:
        answer = page.ask("recession")
    except TidegaugeError as error:
        return unknown("recession", rail, error, page)
    found: Recession = answer.answer
    piece = of_page(recession.page, answer, page, id_="recession", rail=rail)
    months, values = [one.month for one in found.months], [one.probability for one in found.months]
    level, name = found.alarm_line, page.words("web_sections.recession.line")
    up = charts.values(0, max(*values, level), "share", t)
    spec = charts.spec(
        "recession-chance",
        [charts.line(months, values, "var(--water)")],
        {
            "xaxis": _years(months),
            "yaxis": axis(up, lambda share: numbers.share(share, page.lang, decimals=0)),
            "shapes": [charts.mark(level)],
            "margin": {"b": 40},
        },
        says=[(one.month, f"{t.month(one.month, year=True)} · {t.share(one.probability)}") for one in found.months],
        ends=[
            charts.End(values[-1], t.share(values[-1]), t.month(months[-1], year=True)),
            charts.End(level, name, t.share(level), "var(--mark)"),
        ],
    )
    own = page.words("web_sections.recession.chance")
    rows = tuple(
        (t.month(one.month, year=True), numbers.spread(round(100 * one.slope_pct), page.lang), t.share(one.probability))
        for one in reversed(found.months)
    )
    plain = (("month", "slope_pct", "probability"), *((o.month, o.slope_pct, o.probability) for o in found.months))
    slope = page.words("web_sections.recession.slope")
    table = Table("recession", (page.words("web_sections.recession.month"), slope, own), rows, (0,), plain)
    return with_chart(piece, spec, table, page.words("web_sections.recession.sub"), "")


def _years(months: list[date]) -> dict[str, Any]:
    """Return an axis of months with some of its years named."""
    firsts = [month for month in months if month.month == 1]
    shown = firsts[:: -(-len(firsts) // charts.MONTHS_SHOWN) or 1]
    return {
        "type": "date",
        "range": [months[0].isoformat(), months[-1].isoformat()],
        "tickmode": "array",
        "tickvals": [month.isoformat() for month in shown],
        "ticktext": [str(month.year) for month in shown],
    }


def _analogues(page: PageContext) -> Piece:
    """Return whether analogues help at all, then the nearest evenings and what followed."""
    rail = page.words("web_sections.analogues.rail")
    try:
        answer = page.ask("analogues")
    except TidegaugeError as error:
        return unknown("analogues", rail, error, page)
    return of_page(analogues.page, answer, page, id_="analogues", rail=rail)


def _stablecoins(page: PageContext) -> Piece:
    """Return the supply of stablecoins over two years."""
    rail, t = page.words("web_sections.stablecoins.rail"), page.phrases
    known = known_series(page, STABLECOINS)
    values = [(one.period, one.value) for one in (known.values if known else ()) if one.value is not None]
    if known is None or not values:
        return unknown("stablecoins", rail, page.words("web_sections.stablecoins.none"), page)
    shown = [(day, usd) for day, usd in values if day >= t.today - YEARS] or values[-1:]
    last, usd = shown[-1]
    title = page.words("web_sections.stablecoins.title", amount=t.money(round(usd)), day=t.day(last))
    days, amounts = [day for day, _ in shown], [amount for _, amount in shown]
    layout = {
        "xaxis": charts.months(days, t),
        "yaxis": charts.values(min(amounts), max(amounts), "usd", t),
        "margin": {"b": 40},
    }
    spec = charts.spec(
        "stablecoin-supply",
        [charts.line(days, amounts, "var(--slate-ink)")],
        layout,
        says=[(day, f"{t.day(day, year=True)} · {t.money(round(amount))}") for day, amount in shown],
        ends=[charts.End(usd, t.money(round(usd)), known.series.names[page.lang], "var(--slate-ink)")],
    )
    rows = tuple((t.day(day, weekday=False, year=True), t.money(round(amount))) for day, amount in reversed(shown))
    table = Table("stablecoins", (t("head.day"), t("head.level")), rows, (0,), (("day", "usd"), *shown))
    source = " ".join([t.publisher(known.series.publisher), known.series.caveats.get(page.lang, "")]).strip()
    section = Section("stablecoins", title, page.words("web_sections.stablecoins.sub"), source, table)
    return sourced(Piece(rail=rail, section=section, spec=spec), page.ask("series.show", series=STABLECOINS), page)


def _portfolio(page: PageContext) -> dict[str, Any]:
    """Return the form with what was said in it, and what came of it; what is refused stays beside the field."""
    holdings = page.said.get("holdings", "").replace("\0", "\N{REPLACEMENT CHARACTER}")
    chosen = page.said.get("scenario", "") or SCENARIO
    library = page.ask("scenario.list").answer
    shown: dict[str, Any] = {
        "holdings": holdings or EXAMPLE,
        "chosen": chosen,
        "library": library,
        "refused": "",
        "outcome": None,
    }
    if page.said.get("part") != "portfolio" or not holdings:
        return shown
    name = "holdings.toml" if "[holdings]" in holdings else "holdings.csv"
    try:
        if chosen not in {one.name for one in library}:
            raise UsageError(detail=page.words("web_sections.portfolio.no_scenario", name=chosen[:60]))
        asked = page.ask("portfolio", file=Pasted(name, holdings), scenario=chosen, paths=PATHS)
    except TidegaugeError as error:
        return shown | {"refused": page.refusal(error), "status": error.status}
    rail = text("web_sections.portfolio.rail", page.lang)
    return shown | {"outcome": of_page(portfolio.page, subjects.named(asked, page), page, id_="outcome", rail=rail)}
