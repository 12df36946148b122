"""Reservoir: what the Fed holds and whom it owes, the week's flows, reserves ahead, any event with its postings."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from tidegauge.errors import UnknownEvent, UsageError
from tidegauge.questions.ledger import KnownEvent
from tidegauge.views.pictures import event, sankey
from tidegauge.views.pictures.picture import Drawing, Picture
from tidegauge.views.report import html
from tidegauge.views.report.sources import Sources
from tidegauge.views.terminal import reserve_odds
from tidegauge.views.web import week_flows
from tidegauge.views.web.drawn import drawn
from tidegauge.views.web.page_context import PageContext
from tidegauge.views.web.piece import of_forecast
from tidegauge.views.web.sections.today import reading
from tidegauge.words import text

NAME = "reservoir"
LETTER = "r"
SCRIPTS: tuple[str, ...] = ()
STYLES = ("piece.css",)
EVENT, AMOUNT = "tax_receipt_from_deposits", "100bn"
TOTAL = "fed_assets"
_BRANCH = re.compile(r"_(?:from|by|to|into|for|kept|reinvested)(?:_|$)")
"""Where the id of an event goes on to say who pays, who buys, or where the money goes."""


def context(page: PageContext) -> dict[str, Any]:
    """Return what the template shows."""
    shown = html.contents(reading(page), page.lang)
    parts = {"flows": _flows(shown), "sheet": _sheet(shown), "ahead": _ahead(page), "event": _event(page)}
    return shown | parts | {"quoted": _quoted(shown)}


def _flows(shown: dict[str, Any]) -> dict[str, Any] | None:
    """Return the week's flows as a section; nothing where no week is known, or how reserves changed."""
    week, why, phrases = shown["brief"].week, shown["sections"]["why"], shown["t"]
    if week is None or week.reserves_usd is None or not week.causes:
        return None
    flows = week_flows.sankey(week, phrases)

    def draw(width: float) -> Drawing:
        return sankey.draw(flows, phrases, width)

    start, end = phrases.day(week.start), phrases.day(week.end)
    sub = text("web.week.sub", phrases.lang, start=start, end=end)
    title = week_flows.title(week, phrases)
    picture = Picture("week", title, sub, why.source, week_flows.table(week, phrases), draw)
    return {"section": html.Section("week", title, sub, why.source, picture.table), "drawn": drawn(picture)}


def _quoted(shown: dict[str, Any]) -> dict[str, str]:
    """Return by line of the balance sheet where its figure comes from, as the figures of the brief say it on hover."""
    sheet, sources = shown["brief"].balance_sheet, Sources.of(shown["answer"], shown["t"])
    return {line.id: sources.series(html.LINE_SERIES.get(line.id, line.id)) for line in (sheet.lines if sheet else ())}


def _sheet(shown: dict[str, Any]) -> dict[str, Any] | None:
    """Return both sides of the Fed's balance sheet as a section, the largest line of each first; None if unknown."""
    sheet, phrases = shown["brief"].balance_sheet, shown["t"]
    if sheet is None:
        return None
    ordered = sorted(sheet.lines, key=lambda line: -(line.level_usd or 0))
    total = next(line for line in ordered if line.id == TOTAL)
    facts = {"amount": phrases.money(total.level_usd), "day": phrases.day(sheet.period)}
    title, sub = text("web.sheet.title", phrases.lang, **facts), text("web.sheet.sub", phrases.lang)
    drawn_section = shown["sections"]["reservoir"]
    table = replace(drawn_section.table, id="sheet")
    return {
        "section": html.Section("sheet", title, sub, drawn_section.source, table),
        "assets": [line for line in ordered if line.side == "asset" and line is not total],
        "owed": [line for line in ordered if line.side == "liability"],
        "total": total,
    }


def _ahead(page: PageContext) -> dict[str, Any] | None:
    """Return reserves ahead with the odds of each watched line on top; it takes seconds, so only if asked for."""
    if not page.said.get("ahead"):
        return None
    rail = page.words("web_sections.ahead.rail")
    piece = of_forecast(reserve_odds.page, "forecast.reserves", page, id_="ahead", rail=rail)
    odds = piece.parts[:-1]
    return {"piece": replace(piece, parts=piece.parts[len(odds) :]), "odds": odds}


def _event(page: PageContext) -> dict[str, Any]:
    """Return the event that is looked at, and all that can be; what is refused stays in its field."""
    known = page.ask("ledger.events").answer
    families = [(name, list(group)) for name, group in groupby(known, key=lambda one: one.family)]
    chosen = page.said.get("event") or EVENT
    amount = page.said.get("amount") or AMOUNT
    shown: dict[str, Any] = {"families": families, "chosen": chosen, "amount": amount, "refused": "", "picture": None}
    try:
        answer = page.ask("ledger.explain", event=chosen, amount=amount)
    except (UnknownEvent, UsageError) as error:
        return shown | {"refused": page.refusal(error)}
    sheet = event.sheet(answer, page.phrases)
    picture = sheet.pictures[0]
    section = html.Section("event", picture.title, sheet.title, picture.source, picture.table)
    chosen = answer.answer.event
    pair = paired(chosen, known)
    return shown | {"chosen": chosen, "pair": pair, "section": section, "drawn": drawn(picture), "picture": picture}


def paired(chosen: str, known: Sequence[KnownEvent]) -> list[KnownEvent]:
    """Return an event and the like of it that ends otherwise, as they are listed; none where no like of it does.

    The same tax, the same auction, paid by another: first one that moves reserves otherwise, else any other figure.
    """
    own = next(one for one in known if one.event == chosen)
    stem = _BRANCH.split(own.event)[0]
    alike = [one for one in known if one.family == own.family and _BRANCH.split(one.event)[0] == stem]
    by_reserves = (one for one in alike if one.effects.reserves != own.effects.reserves)
    by_others = (one for one in alike if one.effects != own.effects)
    other = next(by_reserves, None) or next(by_others, None)
    return [one for one in alike if one in (own, other)] if other else []
