"""The base of every error, and the two that belong to no layer."""

from typing import ClassVar


class TidegaugeError(Exception):
    """Base class: a stable `code`, the facts as fields, one sentence built from them.

    A subclass declares `code`, `exit_code`, `status` (HTTP), `message` and `hint`; callers pass facts by keyword.
    Views translate by `code` and fill in the same facts, so English and Chinese cannot drift.
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 3
    status: ClassVar[int] = 500
    message: ClassVar[str] = "Something went wrong."
    hint: ClassVar[str] = ""
    hint_alone: ClassVar[str] = ""
    """The hint where the fact `nearest` is empty: nothing is like what was said."""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(" ".join(part for part in (self.sentence, self.advice) if part))

    @property
    def sentence(self) -> str:
        """What happened, in English, with the facts filled in."""
        return self.message.format(**self.facts)

    @property
    def advice(self) -> str:
        """What to do about it, in English; empty where there is nothing to add."""
        return str(getattr(self, self.hint_key)).format(**self.facts)

    @property
    def hint_key(self) -> str:
        """Which of the hints applies, as the words name it."""
        return "hint_alone" if self.hint_alone and self.facts.get("nearest") == "" else "hint"


class MissingFigures(TidegaugeError):
    """The question needs figures that are not known at the moment asked for."""

    code = "missing_figures"
    status = 404
    message = "No figure of {series} is known as of {as_of}."
    hint = "Ask for a later moment, or load figures with `tidegauge import` or `tidegauge update`."


class InternalError(TidegaugeError):
    """A mistake of ours: shown as one sentence, never as a traceback."""

    code = "internal"
    message = "Tidegauge made a mistake of its own: {detail}."
    hint = "Please report it; TIDEGAUGE_DEBUG=1 shows where. Nothing was changed."
