"""The stub of the Python face: what an editor and a type checker know of methods that are made from the questions."""

import inspect
import textwrap

from tidegauge.questions.registry import QUESTIONS, Question
from tidegauge.views import face
from tidegauge.views.methods import name_of, signature_of, words_of
from tidegauge.words import text

WIDTH = 120
HEAD = '''\
"""The Python face as an editor sees it, written by `docs/build.py`: change the questions, then run `make docs`."""

import os
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from tidegauge.views.answered import Answered
'''
INDENT = "    "


def stub() -> str:
    """Return the stub: the door, the desk with its plain questions, and one class for each group of the others."""
    names = dict.fromkeys(question.name.partition(".")[0] for question in QUESTIONS if "." in question.name)
    lines = [HEAD, *_definition("open_desk", inspect.signature(face.open_desk), face.open_desk.__doc__ or "", "")]
    lines += ["", "class Tidegauge:", *_docstring(inspect.getdoc(face.Tidegauge) or "", INDENT)]
    lines += ["", *(f"{INDENT}{name}: {name.capitalize()}" for name in names)]
    ask = inspect.signature(face.Tidegauge.ask)
    lines += _definition("ask", ask, inspect.getdoc(face.Tidegauge.ask) or "", INDENT)
    for question in QUESTIONS:
        lines += _method(question) if "." not in question.name else []
    for name in names:
        lines += ["", f"class {name.capitalize()}:", *_docstring(text(f"cli.group.{name}", "en"), INDENT), ""]
        for question in QUESTIONS:
            lines += _method(question) if question.name.startswith(f"{name}.") else []
    return "\n".join(lines) + "\n"


def _method(question: Question) -> list[str]:
    """Return the lines of one method."""
    return _definition(name_of(question), signature_of(question), words_of(question), INDENT)


def _definition(name: str, signature: inspect.Signature, told: str, indent: str) -> list[str]:
    """Return the lines of a function, a line a parameter."""
    lines = [f"{indent}def {name}("]
    kind = None
    for parameter in signature.parameters.values():
        if kind is parameter.POSITIONAL_ONLY and parameter.kind is not kind:
            lines.append(f"{indent}{INDENT}/,")
        if parameter.kind is parameter.KEYWORD_ONLY is not kind:
            lines.append(f"{indent}{INDENT}*,")
        kind = parameter.kind
        if parameter.name != "self" or len(signature.parameters) > 1:
            lines.append(f"{indent}{INDENT}{_parameter(parameter)},")
    result = str(signature.return_annotation).strip("'\"")
    if lines == [f"{indent}def {name}("]:
        return [f"{indent}def {name}(self) -> {result}:", *_docstring(told, indent + INDENT)]
    return [*lines, f"{indent}) -> {result}:", *_docstring(told, indent + INDENT)]


def _parameter(parameter: inspect.Parameter) -> str:
    """Return a parameter with its type and default."""
    if parameter.name == "self":
        return "self"
    annotation = parameter.annotation
    kind = str(getattr(annotation, "__name__", annotation)).strip("'\"")
    stars = "**" if parameter.kind is parameter.VAR_KEYWORD else ""
    default = "" if parameter.default is parameter.empty else f" = {_literal(parameter.default)}"
    return f"{stars}{parameter.name}: {'object' if kind == 'Any' else kind}{default}"


def _literal(value: object) -> str:
    """Return a default as the formatter writes it."""
    return repr(value).replace("'", '"')


def _docstring(told: str, indent: str) -> list[str]:
    """Return the lines of a docstring, broken where they are too long."""
    first, *rest = inspect.cleandoc(told).split("\n")
    if not rest and len(indent + first) + 6 <= WIDTH:
        return [f'{indent}"""{first}"""']
    lines = textwrap.wrap(f'"""{first}', WIDTH, initial_indent=indent, subsequent_indent=indent)
    for line in rest:
        further = indent + line[: len(line) - len(line.lstrip())]
        lines += textwrap.wrap(line, WIDTH, initial_indent=indent, subsequent_indent=further) or [""]
    return [*lines, f'{indent}"""']
