"""Balance sheet, drain and series in the terminal."""

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.shapes import Drain
from tidegauge.views.remainder import remainder
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.words import numbers, text
from tidegauge.words.sentence import Amount, Day, Moment, write

SHOWN_VALUES = 40


def money(value: int | None, lang: str, *, signed: bool = False) -> str:
    """Write dollars to the million; a dash where nothing is known."""
    return numbers.MISSING if value is None else numbers.money(value, lang, signed=signed)


def balance_sheet(answer: Answer, lang: str, console: Console) -> None:
    """Print the identity of a Wednesday."""
    sheet = answer.answer
    day = write(Day(sheet.period, weekday=False, year=True), lang)
    section(console, text("cli.section.balance_sheet", lang, day=day))
    rows = [
        (text(f"lines.{line.id}", lang), money(line.level_usd, lang), money(line.change_usd, lang, signed=True))
        for line in sheet.lines
    ]
    table(console, lang, ("line", "level", "change"), rows, right=("level", "change"))


def drain(answer: Answer, lang: str, console: Console) -> None:
    """Print the drains of some weeks and of the last day."""
    for week in answer.answer.weeks:
        drain_table(week, lang, console, "why")
    if answer.answer.day is not None:
        drain_table(answer.answer.day, lang, console, "day")


def drain_table(found: Drain, lang: str, console: Console, title: str) -> None:
    """Print one drain: its causes with what each did to reserves and to net liquidity, then the totals."""
    start, end = (write(Day(day, year=True), lang) for day in (found.start, found.end))
    section(console, text(f"cli.section.{title}", lang, start=start, end=end))
    rows = [
        (
            text(f"lines.{cause.id}", lang),
            money(cause.change_usd, lang, signed=True),
            money(cause.reserves_usd, lang, signed=True),
            money(cause.net_liquidity_usd, lang, signed=True) if cause.net_liquidity_usd else "",
        )
        for cause in found.causes
    ]
    reserves, net = found.reserves_usd, found.net_liquidity_usd
    rest = remainder(found)
    if rest is not None:
        parts = (money(rest.reserves_usd, lang, signed=True), money(rest.net_liquidity_usd, lang, signed=True))
        rows.append((text("cli.done.unpublished", lang, n=rest.n), "", *parts))
    if reserves is not None:
        totals = (money(reserves, lang, signed=True), money(net, lang, signed=True))
        rows.append((text("cli.done.total", lang), "", *totals))
    head = ("cause", "own_change", "to_reserves", "to_net_liquidity")
    table(console, lang, head, rows, right=head[1:])


def series_list(answer: Answer, lang: str, console: Console) -> None:
    """Print the catalogue, one line a series."""
    rows = [
        (card.id, card.names[lang], card.unit, text(f"bases.{card.basis}", lang), _last(card.period, lang))
        for card in answer.answer
    ]
    table(console, lang, ("id", "name", "unit", "basis", "last"), rows)


def _last(period: object, lang: str) -> str:
    return numbers.MISSING if period is None else str(period)


def series_show(answer: Answer, lang: str, console: Console) -> None:
    """Print what is known about a series: its card, then its last values with when each was known."""
    card, values = answer.answer.series, answer.answer.values
    section(console, f"{card.id}: {card.names[lang]}")
    console.print(f"{card.publisher} · {card.key} · {card.unit} · {text(f'bases.{card.basis}', lang)}")
    if card.caveats:
        prose(console, card.caveats[lang], style="magenta")
    unit = {"USD": "usd"}.get(card.unit, card.unit)
    if len(values) > SHOWN_VALUES:
        console.print(text("cli.done.last_values", lang, shown=SHOWN_VALUES, n=f"{len(values):,}"))
    rows = [
        (
            str(value.period),
            numbers.MISSING if value.value is None else _exact(value.value, unit, lang),
            write(Moment(value.known_at), lang),
            text(f"known_by.{value.known_by}", lang),
        )
        for value in values[-SHOWN_VALUES:]
    ]
    table(console, lang, ("period", "value", "known_at", "known_by"), rows, right=("value",))


def _exact(value: float, unit: str, lang: str) -> str:
    """Write a value with every digit it has."""
    if unit == "usd":
        return numbers.money(round(value), lang, exact=True)
    return write(Amount(value, unit), lang)
