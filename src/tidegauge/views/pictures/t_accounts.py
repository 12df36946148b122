"""T-accounts of an event: what each sector gains and owes, what that does to the Fed's liabilities, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil
from typing import NamedTuple

from tidegauge.views.pictures.picture import PHONE, Drawing, lines, paragraph
from tidegauge.views.report import svg
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.tables import Table

SIZE, HEAD, STEP, BETWEEN, LEAST = 13.5, 14.5, 16.0, 28.0, 215.0


class Entry(NamedTuple):
    """One line of an account: an instrument, its change [USD] and the colour of its words."""

    name: str
    change_usd: int
    cls: str = ""


@dataclass(frozen=True, slots=True)
class TAccount:
    """One sector's T: assets left, liabilities right, the change of its net worth below."""

    sector: str
    assets: Sequence[Entry]
    liabilities: Sequence[Entry]
    net_worth_usd: int = 0


@dataclass(frozen=True, slots=True)
class Accounts:
    """The T-accounts of an event, its effects as ready words, and one sentence of why."""

    accounts: Sequence[TAccount]
    effects: Sequence[Entry]
    why: str


def draw(event: Accounts, phrases: Phrases, width: float) -> Drawing:
    """Draw the accounts side by side, as many in a row as fit."""
    most = 1 if width < PHONE * 0.7 else min(4, max(2, int(width // LEAST)))
    across = ceil(len(event.accounts) / ceil(len(event.accounts) / most)) if event.accounts else 1
    wide = (width - BETWEEN * (across - 1)) / across
    content, top = "", 0.0
    for first in range(0, len(event.accounts), across):
        row = event.accounts[first : first + across]
        names = [lines(account.sector, wide, HEAD) for account in row]
        top += (max(len(name) for name in names) - 1) * STEP
        for n, name in enumerate(names):
            middle = (n * (wide + BETWEEN) + wide / 2, top + 14 - (len(name) - 1) * STEP)
            content += paragraph(middle, name, "", size=HEAD, step=STEP, text_anchor="middle", font_weight=600)
        drawn = [_account(account, phrases, (n * (wide + BETWEEN), top), wide) for n, account in enumerate(row)]
        lowest = max(bottom for _, bottom in drawn)
        content += "".join(part for part, _ in drawn)
        for n, account in enumerate(row):
            x = n * (wide + BETWEEN)
            content += svg.line(x + wide / 2, top + 22, x + wide / 2, lowest, "s-ink", 1.2)
            content += _net_worth(account, phrases, (x, lowest), wide)
        top = lowest + 44
    drawn_effects, top = _effects(event, phrases, width, top)
    said = lines(event.why, min(width, 760), 15)
    content += drawn_effects + paragraph((0, top + 20), said, "", size=15, step=21)
    return Drawing(width, top + 20 + len(said) * 21 - 8, content)


def _account(account: TAccount, phrases: Phrases, place: svg.Point, wide: float) -> tuple[str, float]:
    """Return one T without its name, its stem and its net worth, and where its entries end."""
    x, top = place
    middle = x + wide / 2
    content = svg.line(x, top + 22, x + wide, top + 22, "s-ink", 1.6)
    content += svg.text(x, top + 38, phrases("t.assets"), "t2", size=12)
    content += svg.text(x + wide, top + 38, phrases("t.liabilities"), "t2", size=12, anchor="end")
    bottom = top + 44.0
    for left, entries in ((x, account.assets), (middle + 8, account.liabilities)):
        y = top + 44.0
        for entry in entries:
            part, y = _entry(entry, phrases, (left, y), wide / 2 - 8)
            content += part
        bottom = max(bottom, y)
    return content, bottom + 8


def _entry(entry: Entry, phrases: Phrases, place: svg.Point, room: float) -> tuple[str, float]:
    """Return one line: the amount beside the name where both fit, else below it."""
    x, y = place
    amount = phrases.money(entry.change_usd, signed=True)
    said = lines(entry.name, room, SIZE)
    is_beside = len(said) == 1 and svg.breadth(entry.name, SIZE) + svg.breadth(amount, SIZE) + 8 <= room
    content = paragraph((x, y + 14), said, entry.cls, size=SIZE, step=STEP)
    last = y + 14 + (len(said) - 1 if is_beside else len(said)) * STEP
    content += svg.text(x + room, last, amount, entry.cls, size=SIZE, anchor="end", bold=600)
    return content, last + 6


def _net_worth(account: TAccount, phrases: Phrases, place: svg.Point, wide: float) -> str:
    """Write the change of net worth below a T; none is said, not left out."""
    x, y = place
    amount = phrases.money(account.net_worth_usd, signed=True) if account.net_worth_usd else phrases("t.unchanged")
    said = svg.text(x, y + 17, phrases("t.net_worth"), "t2", size=12.5)
    said += svg.text(x + wide, y + 17, amount, "" if account.net_worth_usd else "t2", size=12.5, anchor="end")
    return svg.line(x, y, x + wide, y, "s-rule-2") + said


def _effects(event: Accounts, phrases: Phrases, width: float, top: float) -> tuple[str, float]:
    """Write the effects in a row that breaks where it must, and return where it ends."""
    content = svg.line(0, top, width, top, "s-ink", 1.2)
    x, y = 0.0, top + 21
    for entry in event.effects:
        amount = phrases.money(entry.change_usd, signed=True) if entry.change_usd else phrases("t.unchanged")
        wide = svg.breadth(f"{entry.name} {amount}", SIZE)
        if x and x + wide > width:
            x, y = 0.0, y + 20
        figure = svg.tag("tspan", escape(amount), font_weight=600 if entry.change_usd else None, dx=5)
        content += svg.tag("text", escape(entry.name) + figure, x=x, y=y, cls=entry.cls or "t2", font_size=SIZE)
        x += wide + 24
    return content, y + 8


def table(id_: str, event: Accounts, phrases: Phrases) -> Table:
    """Return every posting as a row: sector, side, instrument, change."""
    listed = [
        (account.sector, phrases(f"t.{side}"), entry.name, entry.change_usd)
        for account in event.accounts
        for side in ("assets", "liabilities")
        for entry in getattr(account, side)
    ]
    head = tuple(phrases(f"head.{name}") for name in ("sector", "side", "instrument", "change_usd"))
    rows = tuple((*words, phrases.money(change, signed=True)) for *words, change in listed)
    plain: tuple[tuple[object, ...], ...] = (("sector", "side", "instrument", "change_usd"), *listed)
    return Table(id_, head, rows, (0, 1, 2), plain)
