"""The opening balance sheet in the terminal: one table a sector, each stock with where it is from."""

from datetime import date

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.opening import OpeningAnswer, Stock
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.views.terminal.work import warnings
from tidegauge.words import numbers, text
from tidegauge.words.sentence import Day, write


def page(answer: Answer, lang: str, console: Console) -> None:
    """Print what the sheet rests on, how much of it is observed, what to beware of, and every stock."""
    found: OpeningAnswer = answer.answer
    section(console, text("opening.title", lang, day=_day(found.on, lang)))
    prose(console, text("opening.rests_on", lang, day=_day(found.wednesday, lang)))
    if found.late:
        lines = [_late(instrument, period, lang) for instrument, period in found.late.items()]
        prose(console, text("opening.late", lang, lines=text("lists.join", lang).join(lines)))
    shares = {
        "observed": found.observed_share,
        "identity": found.identity_share,
        "cited": found.cited_share,
        "prior": found.prior_share,
        "fed": found.fed_known_share,
    }
    prose(console, text("opening.shares", lang, **{name: numbers.share(share, lang) for name, share in shares.items()}))
    prose(console, text("opening.netted", lang))
    warnings(answer, lang, console, is_in_full=True)
    console.print()
    for sector, worth in found.net_worth.items():
        section(console, text(f"ledger.sector.{sector}", lang))
        own = [stock for stock in found.stocks if stock.sector == sector]
        rows = [_row(stock, lang) for stock in own]
        rows.append(
            (text("opening.net_worth", lang), "", numbers.money(worth, lang), "", text("opening.residual", lang))
        )
        head = ("instrument", "owns", "owes", "sureness", "origin")
        table(console, lang, head, rows, right=("owns", "owes"))


def _row(stock: Stock, lang: str) -> tuple[str, ...]:
    """Return a stock as a row of its sector's table."""
    amount = numbers.money(stock.amount_usd, lang)
    sides = (amount, "") if stock.side == "asset" else ("", amount)
    came = text(f"opening.sources.{stock.source}", lang) if stock.source else ", ".join(stock.series)
    if stock.period is not None:
        came = text("opening.dated", lang, source=came, period=stock.period)
    name = text(f"ledger.instrument.{stock.instrument}", lang)
    return (name, *sides, text(f"opening.origin.{stock.origin}", lang), came)


def _late(instrument: str, period: date, lang: str) -> str:
    """Return a line of the Fed that is not of the Wednesday, with the day it is of."""
    line = text(f"ledger.instrument.{instrument}", lang)
    return text("opening.late_line", lang, line=line, day=_day(period, lang))


def _day(day: date, lang: str) -> str:
    """Write a date with its year."""
    return write(Day(day, weekday=False, year=True), lang)
