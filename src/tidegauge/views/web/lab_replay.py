"""One path of a trial replayed: its day, event by event, with the pictures that the command line draws of it."""

from dataclasses import replace
from datetime import date
from typing import Any

from markupsafe import Markup

from tidegauge.errors import InvalidMoment, UsageError
from tidegauge.questions.replay import Replay, event_name
from tidegauge.views.pictures import run as drawn
from tidegauge.views.report.html import WIDTHS
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.tables import Table
from tidegauge.views.terminal.replay import flow_name
from tidegauge.views.web.lab_state import PATHS, Trial
from tidegauge.views.web.page_context import PageContext
from tidegauge.words import Phrase, text


def context(page: PageContext, trial: Trial) -> dict[str, Any]:
    """Return what the template shows of a day of a path.

    Raises
    ------
    UsageError, InvalidMoment
        The path is none of the run, or the day is none.
    NoSuchDay
        The run has no such day.
    """
    said: dict[str, Any] = {
        "scenario": trial.scenario,
        "path": _path(page.said.get("path", "0")),
        "day": _day(page.said.get("day", "")),
    }
    said |= {"seed": trial.seed} | ({"keys": trial.keys} if trial.keys else {})
    answer = page.ask("replay", **said)
    t = replace(page.phrases, as_of=answer.as_of)
    sheet = drawn.day_sheet(answer, t)
    widths = WIDTHS.items()
    pictures = [
        (one, {name: Markup(one.draw(width).svg(one.title, one.sub)) for name, width in widths})
        for one in sheet.pictures
    ]
    shown = {"replayed": answer.answer, "lines": sheet.lead, "pictures": pictures}
    return shown | {"postings": postings(answer.answer, t)}


def postings(found: Replay, t: Phrases) -> Table:
    """Return the events of a day with what each did to reserves; they add up to the change to the dollar."""
    heads = ("event", "flow", "amount", "to_reserves")
    rows = [
        (
            t.say(event_name(cause.kind, cause.amount_usd)),
            flow_name(cause.flow, t.lang),
            t.money(abs(cause.amount_usd)),  # the event's name says whether it is reversed
            t.money(cause.change_usd, signed=True),
        )
        for cause in found.day.causes
    ]
    total = (text("cli.done.total", t.lang), "", "", t.money(found.day.change_usd, signed=True))
    plain = [(cause.kind, cause.flow, cause.amount_usd, cause.change_usd) for cause in found.day.causes]
    head = tuple(text(f"cli.head.{name}", t.lang) for name in heads)
    return Table(
        "lab-postings", head, (*rows, total), (0, 1), (("event", "flow", "amount_usd", "reserves_usd"), *plain)
    )


def _path(said: str) -> int:
    """Read the number of a path of the run."""
    if said.isascii() and said.isdigit() and len(said) <= 5 and int(said) < PATHS:
        return int(said)
    raise UsageError(detail=Phrase("lab.wrong.lever", lever="path", value=said[:40], low="0", high=str(PATHS - 1)))


def _day(said: str) -> date:
    """Read a day of the run."""
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise InvalidMoment(text=said[:40], detail="it is not a date") from error
