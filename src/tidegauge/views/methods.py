"""A question as a method: its name, how it is called, what `help` says, all read from the table of questions."""

import inspect
from collections.abc import Callable
from typing import Any

from tidegauge.questions.registry import Parameter, Question
from tidegauge.words import text

FILES = "str | os.PathLike[str]"
ANNOTATIONS = {
    "moment": "str | date | datetime",
    "date": "str | date",
    "count": "int",
    "switch": "bool",
    "amount": "str | int",
    "texts": "str | Iterable[str]",
    "keys": "Mapping[str, object] | Iterable[str]",
    "file": FILES,
    "folder": FILES,
    "scenario": FILES,
}
"""What the face takes for a parameter of each kind; text where nothing else is said."""


def name_of(question: Question) -> str:
    """Return what the method of a question is called: its last word, with a line after one that Python keeps.

    >>> name_of(Question("ledger.explain", "")), name_of(Question("import", ""))
    ('explain', 'import_')
    """
    word = question.name.rpartition(".")[2]
    return f"{word}_" if word == "import" else word


def signature_of(question: Question) -> inspect.Signature:
    """Return how the method of a question is called: positional parameters first, views left out.

    >>> from tidegauge.questions import registry
    >>> str(signature_of(registry.find(("ledger", "explain"))))
    "(self, event: 'str', *, amount: 'str | int' = '100bn') -> 'Answered'"
    """
    said = [parameter for parameter in question.parameters if not parameter.view]
    ordered = sorted(said, key=lambda parameter: (not parameter.positional, not parameter.required))
    return inspect.Signature(
        [inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD), *map(_parameter, ordered)],
        return_annotation="Answered",
    )


def _parameter(parameter: Parameter) -> inspect.Parameter:
    """Return one parameter of a method."""
    default = inspect.Parameter.empty if parameter.required else parameter.default
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD if parameter.positional else inspect.Parameter.KEYWORD_ONLY
    annotation = ANNOTATIONS.get(parameter.kind, "str")
    if default is None:
        annotation += " | None"
    return inspect.Parameter(parameter.name, kind, default=default, annotation=annotation)


def words_of(question: Question) -> str:
    """Return the docstring of a method: what the question answers, and every parameter in words."""
    about = text(f"cli.question.{question.name}", "en")
    lines = [f"{about[0].upper()}{about[1:]}."]
    parameters = [one for name, one in signature_of(question).parameters.items() if name != "self"]
    words = {parameter.name: parameter.words or parameter.name for parameter in question.parameters}
    if parameters:
        lines += ["", "Parameters", "----------"]
    for parameter in parameters:
        optional = "" if parameter.default is parameter.empty else ", optional"
        meaning = text(f"cli.parameter.{words[parameter.name]}", "en")
        lines += [f"{parameter.name} : {parameter.annotation}{optional}", f"    {meaning[0].upper()}{meaning[1:]}."]
    return "\n".join(lines)


def method_of(question: Question) -> Callable[..., Any]:
    """Return the method of a question, for a class whose `ask` takes the name of a question and what is said to it."""
    called = signature_of(question)

    def method(*positional: Any, **named: Any) -> Any:
        (asked, *_), said = positional, dict(called.bind(*positional, **named).arguments)
        del said["self"]
        return asked.ask(question.name, **said)

    method.__name__ = name_of(question)
    method.__qualname__ = f"Tidegauge.{question.name}"
    method.__doc__ = words_of(question)
    method.__signature__ = called  # type: ignore[attr-defined]
    return method
