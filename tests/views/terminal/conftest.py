"""Pages of the terminal, drawn from the bundled figures as of noon on 3 November 2025."""

import io
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from rich.console import Console

from tidegauge.clock import parse_moment
from tidegauge.questions import registry
from tidegauge.questions.answer import Answer
from tidegauge.questions.desk import Desk
from tidegauge.reference import figures
from tidegauge.store import Store
from tidegauge.views import terminal

NOON = parse_moment("2025-11-03T12:00-05:00")
Drawn = Callable[..., str]


@cache
def answered(*command: str, **said: Any) -> Answer:
    """Return the answer to a question; a page in three languages and four widths is of one answer, so it is kept."""
    desk = Desk(environment={})
    desk._store, desk._bundled = Store(figures.FOLDER), True
    question = registry.find(command)
    if "as_of" in {parameter.name for parameter in question.parameters}:
        said.setdefault("as_of", NOON)
    answer: Answer = question.ask(desk, **said)
    return answer


def page(answer: Answer, lang: str, width: int = 220) -> str:
    """Return the page of an answer as text."""
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False, emoji=False, markup=False)
    terminal.PAGES[answer.question](answer, lang, console)
    return out.getvalue()


@pytest.fixture
def drawn() -> Drawn:
    """Return a way to ask a question and see its page as text."""

    def drawn(*command: str, lang: str = "en", width: int = 220, **said: Any) -> str:
        return page(answered(*command, **said), lang, width)

    return drawn
