"""Demand in the terminal: who bought at auction, then who holds, then what is not known of either."""

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.demand import Bought, Demand, Holder
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.views.terminal.work import warnings
from tidegauge.words import numbers, text
from tidegauge.words.sentence import Amount, Day, say, write

AUCTIONS = ("demand_kind", "demand_amount", "demand_dealers", "demand_direct", "demand_indirect", "demand_before")
HOLDERS = ("demand_holder", "demand_period", "level", "demand_change", "publisher")


def page(answer: Answer, lang: str, console: Console) -> None:
    """Print the finding, both tables, and every series that would show more."""
    found: Demand = answer.answer
    first, *rest = found.headline or (None,)
    section(console, text("demand.none", lang) if first is None else say(first, lang).rstrip(".\u3002"))
    for said in rest:
        prose(console, say(said, lang))
    warnings(answer, lang, console)
    if found.auctions:
        day = write(Day(max(one.last for one in found.auctions), weekday=False, year=True), lang)
        section(console, text("demand.auctions", lang, day=day))
        table(console, lang, AUCTIONS, [_sold(one, lang) for one in found.auctions], right=AUCTIONS[1:])
        prose(console, text("demand.shares", lang), style="dim")
    if found.holders:
        section(console, text("demand.holders", lang))
        table(console, lang, HOLDERS, [_held(one, lang) for one in found.holders], right=HOLDERS[2:4])
        prose(console, text("demand.overlap", lang), style="dim")


def _sold(one: Bought, lang: str) -> tuple[str, ...]:
    """Return the auctions of one kind in words."""
    shares = (one.dealers_share, one.direct_share, one.indirect_share, one.dealers_share_before)
    amount = numbers.MISSING if one.competitive_usd is None else write(Amount(one.competitive_usd, "usd"), lang)
    return (text(f"demand.kind.{one.kind}", lang), amount, *(_share(share, lang) for share in shares))


def _share(share: float | None, lang: str) -> str:
    return numbers.MISSING if share is None else write(Amount(share, "share"), lang)


def _held(one: Holder, lang: str) -> tuple[str, ...]:
    """Return a holder in words."""
    change = numbers.MISSING if one.change_usd is None else write(Amount(one.change_usd, "usd", "change"), lang)
    day, value = write(Day(one.period, weekday=False, year=True), lang), write(Amount(one.value_usd, "usd"), lang)
    return (one.names[lang], day, value, change, one.publishers[lang])
