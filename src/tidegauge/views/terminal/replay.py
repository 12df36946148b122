"""A day of a path in the terminal: what moved reserves, event by event."""

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.replay import Replay, event_name
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.views.terminal.work import aged, warnings
from tidegauge.words import keys, numbers, text
from tidegauge.words.sentence import Day, say, write


def page(answer: Answer, lang: str, console: Console) -> None:
    """Print a day: the finding, then every event that moved reserves, then the sum."""
    found: Replay = answer.answer
    section(console, found.titles.get(lang) or found.scenario)
    console.print()
    for n, sentence in enumerate(found.headline):
        prose(console, say(sentence, lang), style="bold" if n == 0 else None)
    warnings(answer, lang, console)
    console.print()
    section(console, text("runs.section.day", lang, day=write(Day(found.day.on, year=True), lang)))
    rows = [
        (
            say(event_name(cause.kind, cause.amount_usd), lang),
            flow_name(cause.flow, lang),
            numbers.money(abs(cause.amount_usd), lang),  # the event's name says whether it is reversed
            numbers.money(cause.change_usd, lang, signed=True),
        )
        for cause in found.day.causes
    ]
    total = numbers.money(found.day.change_usd, lang, signed=True)
    rows.append((text("cli.done.total", lang), "", "", total))
    table(console, lang, ("event", "flow", "amount", "to_reserves"), rows, right=("amount", "to_reserves"))
    aged(answer, lang, console)


def flow_name(flow: str, lang: str) -> str:
    """Return the name of a flow; one that only a scenario has is said to be its own.

    >>> flow_name("money_fund_cash_back", "en"), flow_name("asset_purchases_2", "en"), flow_name("my_flow", "en")
    ('cash of money funds, way back', 'asset purchases (2)', "the scenario's own (my_flow)")
    """
    if f"replay.flow.{flow}" in keys(lang):
        return text(f"replay.flow.{flow}", lang)
    usual, _, end = flow.rpartition("_")
    if f"replay.flow.{usual}" not in keys(lang) or not (end == "back" or end.isdecimal()):
        return text("replay.own", lang, flow=flow)
    name = text(f"replay.flow.{usual}", lang)
    return text("replay.back", lang, flow=name) if end == "back" else text("replay.numbered", lang, flow=name, n=end)
