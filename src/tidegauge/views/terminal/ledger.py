"""The ledger in the terminal: the list of events, and one event as T-accounts with its effects and its reason."""

from collections.abc import Iterable, Sequence
from itertools import groupby, zip_longest
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.ledger import ExplainedEvent, KnownEvent, TAccount
from tidegauge.questions.shapes import Posting
from tidegauge.views.terminal.table import GAP, GUTTER, packed, prose, section
from tidegauge.views.terminal.wrap import wrap
from tidegauge.words import numbers, text
from tidegauge.words.sentence import say

STEM = " │ "
SHOWN_EFFECTS = ("reserves", "tga", "on_rrp", "net_liquidity")
NAME_WIDTH_MIN = 40  # of names beside their ids; with less, an id stands under its name
NAME_WIDTH_LEAST = 16  # a terminal narrower than that is scrolled
Row = tuple[str, str]
Sides = tuple[list[Row], list[Row]]


def explain(answer: Answer, lang: str, console: Console) -> None:
    """Print an event: T-accounts, what it changes, and one sentence of why."""
    event: ExplainedEvent = answer.answer
    amount = numbers.money(event.amount_usd, lang)
    section(console, text("ledger.page.title", lang, name=say(event.name, lang), amount=amount))
    console.print(_called(event, lang), style="dim", soft_wrap=True)
    console.print()
    if event.t_accounts:
        _t_accounts(event.t_accounts, lang, console)
    else:
        prose(console, text("ledger.page.no_postings", lang))
        console.print()
    _effects(event, lang, console)
    console.print()
    prose(console, say(event.why, lang))


def _called(event: ExplainedEvent, lang: str) -> str:
    """Return the id of an event with its alias, where it has one."""
    aliases = text("lists.join", lang).join(event.aliases)
    return text("ledger.page.called", lang, event=event.event, aliases=aliases) if aliases else event.event


def _t_accounts(accounts: Sequence[TAccount], lang: str, console: Console) -> None:
    """Print T-accounts, as many side by side as there is room for; stems stand below one another."""
    sides = [(_rows(account.assets, lang), _owed(account, lang)) for account in accounts]
    titles = [text(f"ledger.sector.{account.sector}", lang) for account in accounts]
    captions = text("ledger.page.assets", lang), text("ledger.page.liabilities", lang)
    halves = _columns_of_accounts(titles, sides, captions, console.width)
    if not halves:
        _lists(titles, sides, captions, console)
        return
    across, wide = len(halves), [left + len(STEM) + right for left, right in halves]
    heads = [_padded(captions[0], left) + STEM + captions[1] for left, _ in halves]
    console.print(_abreast(heads, wide), style="dim", soft_wrap=True)
    for start in range(0, len(accounts), across):
        row = slice(start, start + across)
        drawn = [_drawn(*one) for one in zip(titles[row], sides[row], halves, strict=False)]
        for place, line in enumerate(zip_longest(*drawn, fillvalue="")):
            console.print(_abreast(line, wide), style="bold" if place == 0 else None, soft_wrap=True)
        console.print()


def _columns_of_accounts(
    titles: Sequence[str], sides: Sequence[Sides], captions: tuple[str, str], width: int
) -> list[tuple[int, int]]:
    """Return the widths of both halves of each column of T-accounts, as many columns as fit; none if not even one."""
    for across in range(len(titles), 0, -1):
        halves = [_halves(titles[i::across], sides[i::across], captions) for i in range(across)]
        if sum(left + len(STEM) + right for left, right in halves) + GUTTER * (across - 1) <= width:
            return halves
    return []


def _abreast(parts: Sequence[str], widths: Sequence[int]) -> str:
    """Return what stands on one line of T-accounts side by side; the last row may have fewer than there are columns."""
    padded = (_padded(part, width) for part, width in zip(parts, widths, strict=False))
    return (" " * GUTTER).join(padded).rstrip()


def _halves(titles: Sequence[str], sides: Sequence[Sides], captions: tuple[str, str]) -> tuple[int, int]:
    """Return the widths of both halves of the T-accounts that stand below one another."""
    left, right = (
        max(cell_len(caption), *(_width(row) for side in sides for row in side[i]), 0)
        for i, caption in enumerate(captions)
    )
    return left, max(right, *(cell_len(title) - left - len(STEM) for title in titles))


def _owed(account: TAccount, lang: str) -> list[Row]:
    """Return the right side of a T-account: liabilities, then net worth where it changes."""
    rows = _rows(account.liabilities, lang)
    if account.net_worth_usd:
        change = numbers.money(account.net_worth_usd, lang, signed=True)
        rows.append((text("ledger.instrument.net_worth", lang), change))
    return rows


def _rows(postings: Iterable[Posting], lang: str) -> list[Row]:
    """Return postings as instrument and change."""
    return [
        (text(f"ledger.instrument.{one.instrument}", lang), numbers.money(one.change_usd, lang, signed=True))
        for one in postings
    ]


def _width(row: Row) -> int:
    """Return the cells a row of a T-account needs."""
    return cell_len(row[0]) + GAP + cell_len(row[1])


def _drawn(title: str, sides: Sides, widths: Sequence[int]) -> list[str]:
    """Return the lines of one T-account."""
    bar = "─" * (widths[0] + 1) + "┬" + "─" * (widths[1] + 1)
    lines = [
        STEM.join(_spread(row, width) for row, width in zip(pair, widths, strict=True))
        for pair in zip_longest(*sides, fillvalue=("", ""))
    ]
    return [title, bar, *lines]


def _lists(titles: Sequence[str], sides: Sequence[Sides], captions: tuple[str, str], console: Console) -> None:
    """Print the accounts where no T has room: assets, and below them liabilities and net worth."""
    for title, both in zip(titles, sides, strict=True):
        section(console, title)
        for caption, rows in zip(captions, both, strict=True):
            if rows:
                prose(console, caption, style="dim")
                for name, change in rows:
                    prose(console, f"{name} {change}", indent=2)
        console.print()


def _effects(event: ExplainedEvent, lang: str, console: Console) -> None:
    """Print what the event changes, as many figures on a line as fit, and name what it leaves alone."""
    section(console, text("ledger.page.changes", lang))
    names = {name: text(f"ledger.effect.{name}", lang) for name in event.effects._fields}
    changed = [
        f"{names[name]} {numbers.money(change, lang, signed=True)}"
        for name, change in event.effects._asdict().items()
        if change
    ]
    for line in packed(changed, console.width):
        console.print(line, soft_wrap=True)
    still = [names[name] for name, change in event.effects._asdict().items() if not change]
    key = "unchanged" if changed else "nothing"
    if still:
        prose(console, text(f"ledger.page.{key}", lang, names=text("lists.join", lang).join(still)))


class _Columns(NamedTuple):
    """Widths of the columns of the list [cells]; an id width of 0 puts ids under the names."""

    alias: int
    id: int
    name: int

    @property
    def before_name(self) -> int:
        """Where names begin."""
        return self.alias + GAP + (self.id + GAP if self.id else 0)


def events(answer: Answer, lang: str, console: Console) -> None:
    """Print every event by family: its name, its ids, and the sign of what it does to four figures."""
    known: Sequence[KnownEvent] = answer.answer
    heads = [text(f"ledger.head.{name}", lang) for name in SHOWN_EFFECTS]
    columns = _columns(known, heads, console.width)
    prose(console, text("ledger.page.events", lang, n=len(known)))
    console.print()
    lead = " " * (columns.before_name + columns.name)
    console.print(lead + "".join(" " * GAP + head for head in heads), style="bold", soft_wrap=True)
    for family, members in groupby(known, key=lambda event: event.family):
        section(console, text(f"ledger.family.{family}", lang))
        for event in members:
            _event(event, heads, columns, lang, console)
        console.print()


def _columns(known: Sequence[KnownEvent], heads: Sequence[str], width: int) -> _Columns:
    """Return the columns for a width: ids get one of their own where names then still have room."""
    alias = max(cell_len(_alias(event)) for event in known)
    id_ = max(cell_len(event.event) for event in known)
    room = width - alias - GAP - sum(GAP + cell_len(head) for head in heads)
    if room - id_ - GAP >= NAME_WIDTH_MIN:
        return _Columns(alias, id_, room - id_ - GAP)
    return _Columns(alias, 0, max(NAME_WIDTH_LEAST, room))


def _event(event: KnownEvent, heads: Sequence[str], columns: _Columns, lang: str, console: Console) -> None:
    """Print the lines of one event."""
    first, *more = wrap(say(event.name, lang), columns.name)
    ids = [_padded(event.event, columns.id)] if columns.id else []
    signs = [
        _centred(_sign(getattr(event.effects, name)), cell_len(head))
        for name, head in zip(SHOWN_EFFECTS, heads, strict=True)
    ]
    cells = [_padded(_alias(event), columns.alias), *ids, _padded(first, columns.name), *signs]
    console.print((" " * GAP).join(cells).rstrip(), soft_wrap=True)
    margin = " " * columns.before_name
    for line in more:
        console.print(margin + line, soft_wrap=True)
    if not columns.id:
        console.print(margin + event.event, style="dim", soft_wrap=True)


def _alias(event: KnownEvent) -> str:
    """Return the short names of an event."""
    return " ".join(event.aliases)


def _sign(effect: int) -> str:
    """Return the sign of an effect; a dot where there is none."""
    return ("+" if effect > 0 else numbers.MINUS) if effect else "·"


def _padded(words: str, width: int) -> str:
    """Fill up with blanks to a width in cells."""
    return words + " " * max(0, width - cell_len(words))


def _centred(words: str, width: int) -> str:
    """Fill up with blanks on both sides."""
    left = (width - cell_len(words)) // 2
    return _padded(" " * left + words, width)


def _spread(row: Row, width: int) -> str:
    """Return a row with its change at the right end."""
    name, change = row
    return name + " " * max(0, width - cell_len(name) - cell_len(change)) + change
