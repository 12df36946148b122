"""The questions: names, parameters and where the function that answers stands.

The table is plain so that `tidegauge --help` needs nothing heavy: a question's module is imported when it is asked. A
test compares every row with the signature of its function, so the two cannot drift.
"""

import difflib
import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tidegauge.errors import UnknownQuestion


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a caller may say: `kind` is moment, date, count, text, texts, folder, file, amount, choice or switch.

    A positional parameter stands without dashes; `choices` restrict a text. `view` parameters choose how an answer is
    shown (`--html FILE`) and never reach the question; `words` names the help where it is not that of the name.
    """

    name: str
    kind: str
    positional: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    default: object = None
    view: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One typed question; its name is dotted where the command has two words (``series.show``)."""

    name: str
    function: str
    parameters: tuple[Parameter, ...] = ()
    writes: bool = False

    @property
    def command(self) -> tuple[str, ...]:
        """The words of the command line."""
        return tuple(self.name.replace("_", "-").split("."))

    def ask(self, desk: Any, **said: Any) -> Any:
        """Import the function and call it."""
        module, _, function = self.function.partition(":")
        answer: Callable[..., Any] = getattr(importlib.import_module(f"tidegauge.questions.{module}"), function)
        return answer(desk, **said)


AS_OF = Parameter("as_of", "moment")
REPLAY_AT = Parameter("replay_at", "moment")
SERIES_ID = Parameter("series", "text", positional=True, required=True)

QUESTIONS: tuple[Question, ...] = (
    Question(
        "brief",
        "brief:brief",
        (
            AS_OF,
            Parameter("since", "moment"),
            REPLAY_AT,
            Parameter("html", "file", view=True),
            Parameter("md", "file", view=True),
            Parameter("pdf", "file", view=True),
        ),
    ),
    Question("signals", "signals:signals", (AS_OF,)),
    Question("calendar", "signals:calendar", (AS_OF, Parameter("days", "count", default=45))),
    Question("balance_sheet", "balance:balance_sheet", (AS_OF,)),
    Question("drain", "balance:drain", (AS_OF, Parameter("weeks", "count", default=1))),
    Question("series.list", "series:list_series", (AS_OF,)),
    Question(
        "series.show", "series:show", (SERIES_ID, AS_OF, REPLAY_AT, Parameter("vintages", "switch", default=False))
    ),
    Question(
        "series.export",
        "series:export",
        (
            Parameter("series", "texts", positional=True, required=True),
            AS_OF,
            Parameter("since", "date", words="first_period"),
            Parameter("out", "file", required=True),
        ),
    ),
    Question("import", "loading:import_folder", (Parameter("folder", "folder", positional=True, required=True),), True),
    Question(
        "update",
        "loading:update",
        (Parameter("source", "texts", default=()), Parameter("since", "date", words="first_period")),
        True,
    ),
    Question("doctor", "doctor:doctor", (AS_OF,)),
    Question("settings", "doctor:settings"),
)


def find(command: tuple[str, ...]) -> Question:
    """Return the question behind the words of a command.

    Raises
    ------
    UnknownQuestion
        No such command; the error names the closest one.
    """
    for question in QUESTIONS:
        if question.command == command:
            return question
    said = " ".join(command)
    near = difflib.get_close_matches(said, [" ".join(question.command) for question in QUESTIONS], n=1, cutoff=0.0)
    raise UnknownQuestion(question=said, nearest=near[0])
