"""What every section of the page is given: whom to ask, as of when, in which language, and what the address says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlencode

from tidegauge.clock import NEW_YORK
from tidegauge.errors import TidegaugeError
from tidegauge.questions import registry
from tidegauge.questions.answer import Answer
from tidegauge.views.report.phrases import Phrases
from tidegauge.words import error_text, text

KEPT = ("as_of", "lang", "theme", "marks")
"""What every link of the page carries on: the moment, and the reader's choices."""

ONE_PART = ("part", "tab", "turn")
"""What an address says of one part alone."""


class Asked(Protocol):
    """Whoever answers questions: the answers kept by the server."""

    def ask(self, question: str, **said: Any) -> Answer:
        """Return the answer to a question by its name."""

    def ask_long(
        self, question: str, said: dict[str, Any], path_days: int, progress: Callable[[str, int, int], None] | None
    ) -> Answer:
        """Return the answer to a question that runs paths, `path_days` days of them at most."""


@dataclass(frozen=True, slots=True)
class PageContext:
    """The state of one page.

    `as_of` is what the reader chose, None for the latest; `moment` what that comes to. `said` is the query of the
    address, as text.
    """

    answers: Asked
    lang: str
    as_of: datetime | None
    moment: datetime
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def phrases(self) -> Phrases:
        """The words of the report in the page's language, on the day of its moment."""
        return Phrases(self.lang, self.moment)

    def ask(self, question: str, **said: Any) -> Answer:
        """Return the answer to a question, as of the page's moment where the question has one."""
        takes = {parameter.name for parameter in registry.find(tuple(question.replace("_", "-").split("."))).parameters}
        if "as_of" in takes and self.as_of is not None:
            said.setdefault("as_of", self.as_of)
        return self.answers.ask(question, **said)

    def words(self, key: str, **facts: object) -> str:
        """Return words by their whole key."""
        return text(key, self.lang, **facts)

    def refusal(self, error: TidegaugeError) -> str:
        """Return what cannot be used and what can, in one line, as the page says it."""
        parts = error_text(error, self.lang, "page")
        return (" " if self.lang == "en" else "").join(part for part in parts if part)

    def link(self, path: str = "/", **changes: str | None) -> str:
        """Return an address that keeps the state of the page but for some changes; None leaves a name out."""
        state = {name: self.said[name] for name in KEPT if self.said.get(name)} | {"lang": self.lang} | changes
        query = urlencode({name: value for name, value in state.items() if value})
        return f"{path}?{query}" if query else path

    def part(self, path: str) -> str:
        """Return an address that says all that the page's own says, so that a part stands as the reader left it."""
        said = {name: value for name, value in self.said.items() if value and name not in ONE_PART}
        return f"{path}?{urlencode(said | {'lang': self.lang})}"


def local(moment: datetime) -> str:
    """Return a moment as a field of date and time takes it: New York time, seconds only where there are any.

    >>> from datetime import UTC
    >>> local(datetime(2025, 11, 3, 17, tzinfo=UTC)), local(datetime(2025, 11, 4, 4, 59, 59, tzinfo=UTC))
    ('2025-11-03T12:00', '2025-11-03T23:59:59')
    """
    there = moment.astimezone(NEW_YORK)
    return f"{there:%Y-%m-%dT%H:%M:%S}" if there.second else f"{there:%Y-%m-%dT%H:%M}"
