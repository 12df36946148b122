"""Releases in the terminal: what was out at a moment and what comes, in order of time."""

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.releases import Releases
from tidegauge.views.terminal.table import section, table
from tidegauge.words import numbers, text
from tidegauge.words.sentence import Day, Moment, write

MARKS = {True: "●", False: "○"}


def page(answer: Answer, lang: str, console: Console) -> None:
    """Print every release with how many series it brings; a full dot where it is out."""
    found: Releases = answer.answer
    first, last = (write(Day(day, weekday=False, year=True), lang) for day in (found.first, found.last))
    section(console, text("releases.title", lang, first=first, last=last))
    rows = [
        (MARKS[one.is_out], write(Moment(one.at), lang), one.names[lang], numbers.count(one.series, lang))
        for one in found.releases
    ]
    table(console, lang, ("", "when", "release", "series_count"), rows, right=("series_count",))
