"""The Python face: every question is a method, every answer a frozen value that becomes a frame, a file or a page.

    import tidegauge as tg

    desk = tg.open()  # bundled figures where there is no store
    desk.drain(as_of="2025-11-03").to_pandas()
    desk.ledger.explain("E01a", amount="100bn")
    desk.simulate("shutdown_2025", paths=1_000).save("run.xlsx")

The methods are made from the table of questions, so that Python, the command line and REST cannot differ. What an
editor shows of them stands in `face.pyi`, written by `docs/build.py`.
"""

import os
from typing import TYPE_CHECKING, Any

from tidegauge.errors import TidegaugeError
from tidegauge.questions import registry
from tidegauge.questions.registry import QUESTIONS
from tidegauge.views import spoken
from tidegauge.views.methods import method_of, name_of
from tidegauge.words import check_language, error_text, text

if TYPE_CHECKING:
    from tidegauge.views.answered import Answered


def open_desk(store: "str | os.PathLike[str] | None" = None, *, offline: bool = False, lang: str = "en") -> "Tidegauge":
    """Open a store to ask it questions; without one, reads answer from the bundled figures.

    Parameters
    ----------
    store : str or path, optional
        Directory of the store; `TIDEGAUGE_STORE` or the default place if not given.
    offline : bool, default False
        Never ask the network.
    lang : str, default "en"
        Language of sentences and heads: en, zh-Hans or zh-Hant.

    Raises
    ------
    UsageError
        There are no words in that language.

    Examples
    --------
    >>> import tidegauge as tg
    >>> explained = tg.open().ledger.explain("E01a", amount="100bn")
    >>> explained.answer.effects.reserves, explained.answer.effects.tga
    (-100000000000, 100000000000)
    """
    check_language(lang)
    return Tidegauge(None if store is None else os.fspath(store), offline, lang)


class Tidegauge:
    """A store that answers questions, one method a question; those with a dot in their name stand in groups.

    Methods take text as the command line takes it ("2025-11-03", "100bn") or the Python value it means.
    """

    def __init__(self, store: str | None, offline: bool, lang: str) -> None:
        self._store, self._offline, self._lang = store, offline, lang
        for name, group in _GROUPS.items():
            setattr(self, name, group(self))

    def __repr__(self) -> str:
        return f"Tidegauge(store={self._store!r}, offline={self._offline}, lang={self._lang!r})"

    def ask(self, name: str, /, **said: Any) -> "Answered":
        """Answer a question by its name ("ledger.explain"); every method is this one.

        Raises
        ------
        UnknownQuestion
            There is no such question; the error names the nearest.
        TidegaugeError
            The question cannot be answered; the error says why in the language of this face.
        """
        from tidegauge.questions.desk import Desk
        from tidegauge.views.answered import answered

        try:
            question = registry.find(tuple(name.replace("_", "-").split(".")))
            desk = Desk.open(self._store, offline=self._offline)  # anew each time: the store may have been written to
            return answered(question.ask(desk, **spoken.arguments(question, said)), self._lang)
        except TidegaugeError as error:
            error.args = (" ".join(part for part in error_text(error, self._lang) if part),)
            raise


class _Group:
    """Questions that share the first word of their name."""

    def __init__(self, asked: Tidegauge) -> None:
        self.ask = asked.ask


def _groups() -> dict[str, type[_Group]]:
    """Give `Tidegauge` its methods, and return the groups of the others by name."""
    groups: dict[str, type[_Group]] = {}
    for question in QUESTIONS:
        *group, _ = question.name.split(".")
        for name in group:
            groups.setdefault(name, type(name.capitalize(), (_Group,), {"__doc__": text(f"cli.group.{name}", "en")}))
        setattr(groups[group[0]] if group else Tidegauge, name_of(question), method_of(question))
    return groups


_GROUPS = _groups()
