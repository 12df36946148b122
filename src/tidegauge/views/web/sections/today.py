"""Today: the reading of the day, the gauges, why reserves moved, what is scheduled, what changed, what is missing."""

from datetime import timedelta
from typing import Any

from tidegauge.clock import NEW_YORK, end_of_day
from tidegauge.questions.answer import Answer
from tidegauge.questions.brief import Brief
from tidegauge.questions.gauges import GaugeReading
from tidegauge.views.report import html
from tidegauge.views.report.gauges import note
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.tables import Table
from tidegauge.views.web.page_context import PageContext
from tidegauge.words import text

NAME = "today"
LETTER = "d"
SCRIPTS: tuple[str, ...] = ()
STYLES: tuple[str, ...] = ()
SPANS = {"1": 1, "7": 7, "30": 30}
"""Days back from whose end changes are counted, as the address says them."""


def context(page: PageContext) -> dict[str, Any]:
    """Return what the template shows."""
    answer = reading(page)
    shown = html.contents(answer, page.lang)
    return shown | {"span": _span(page), "spans": tuple(SPANS), "states": _states(answer.answer, page.phrases)}


def reading(page: PageContext) -> Answer:
    """Return the brief of the page; every section that shows a part of it asks for the same one."""
    today = page.moment.astimezone(NEW_YORK).date()
    return page.ask("brief", since=end_of_day(today - timedelta(days=SPANS[_span(page)])))


def _span(page: PageContext) -> str:
    said = page.said.get("since", "")
    return said if said in SPANS else "1"


def _states(brief: Brief, phrases: Phrases) -> html.Section:
    """Return every gauge that is not fresh: what is shown of it, what should be out, and when the next comes."""
    listed = [gauge for gauge in brief.gauges if gauge.freshness.state != "fresh"]
    rows = tuple(
        (
            phrases.named("gauges", gauge.id),
            _state(gauge, phrases),
            phrases.day(gauge.period),
            phrases.day(gauge.freshness.expected),
            phrases.moment(gauge.freshness.next_at),
            gauge.short_publisher[phrases.lang],
        )
        for gauge in listed
    )
    heads = ("gauge", "state", "period", "expected", "next_at", "publisher", "series", "series_period", "begins")
    fresh = ((gauge, gauge.freshness) for gauge in listed)
    plain = (
        (g.id, f.state, g.period, f.expected, f.next_at, g.publisher, f.series, f.last, f.begins) for g, f in fresh
    )
    lang = phrases.lang
    own = (text(f"web.states.{name}", lang) for name in ("shown", "expected", "next"))
    head = (phrases("head.gauge"), phrases("head.state"), *own, phrases("head.publisher"))
    counted = {"n": phrases.count(len(listed)), "all": phrases.count(len(brief.gauges))}
    title = text("web.states.title", lang, **counted) if listed else text("web.states.title_none", lang)
    table = Table("states", head, rows, (0, 1, 2, 3, 4, 5), (heads, *plain))
    return html.Section("states", title, text("web.states.sub", lang), "", table)


def _state(gauge: GaugeReading, phrases: Phrases) -> str:
    """Return the state of a gauge in words; with what its other cells do not give: which series is late, what opens."""
    fresh = gauge.freshness
    if fresh.begins is not None:
        return phrases("gauges.opens", day=phrases.short(fresh.begins))
    if fresh.state == "late" and fresh.last != gauge.period:
        return note(gauge, phrases)
    return phrases(f"gauges.{fresh.state}_word")
