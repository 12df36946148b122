"""Rates: where overnight money trades against what the Fed pays, what is expected of it, and how episodes compare."""

from dataclasses import replace
from typing import Any

from tidegauge.views.report import html
from tidegauge.views.terminal import spread_odds
from tidegauge.views.web import fed_rates
from tidegauge.views.web.aligned import compared
from tidegauge.views.web.page_context import PageContext
from tidegauge.views.web.piece import Piece, of_forecast
from tidegauge.views.web.sections.today import reading

NAME = "rates"
LETTER = "i"
SCRIPTS: tuple[str, ...] = ()
STYLES = ("piece.css",)
GAUGES = ("sofr", "sofr_iorb_bp", "sofr_upper_bp", "effr_iorb_bp", "sofr_dispersion_bp", "srf", "on_rrp")
SIGNALS = (
    "sofr_far_above_iorb",
    "sofr_above_range",
    "srf_in_use",
    "srf_heavy",
    "srf_between_period_ends",
    "tgcr_above_iorb",
    "effr_at_iorb",
    "sofr_dispersed",
    "on_rrp_gone",
)


def context(page: PageContext) -> dict[str, Any]:
    """Return what the template shows: the pieces of the brief, for gauges and signals of rates only."""
    answer = reading(page)
    narrowed = replace(
        answer.answer,
        gauges=tuple(gauge for gauge in answer.answer.gauges if gauge.id in GAUGES),
        signals=tuple(state for state in answer.answer.signals if state.id in SIGNALS),
    )
    shown = html.contents(replace(answer, answer=narrowed), page.lang)
    shown["sections"] |= {name: _apart(shown["sections"][name]) for name in ("gauges", "signals")}
    return shown | {
        "fed_rates": fed_rates.administered(page),
        "take_up": fed_rates.take_up(page),
        "period_ends": fed_rates.period_ends(narrowed, page),
        "expected": _expected(page),
        "episodes": compared(page),
    }


def _expected(page: PageContext) -> Piece:
    """Return the forecast of SOFR − IORB with the odds of a spike and of standing repo's use, and the slope."""
    rail = page.words("web_sections.spread.rail")
    return of_forecast(spread_odds.page, "forecast.spread", page, id_="spread", rail=rail)


def _apart(section: html.Section) -> html.Section:
    """Return a section under an id of its own: today has one of the same kind."""
    id_ = f"rate-{section.id}"
    return replace(section, id=id_, table=replace(section.table, id=id_))
