"""What a caller says, turned into what a question takes: one reading for the command line, REST and Python.

A value comes as text, typed or in an address, or as the Python value it means: a date, a number, a list.
"""

import os
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tidegauge.errors import InvalidMoment, UsageError
from tidegauge.questions.pasted import Pasted
from tidegauge.questions.registry import Parameter, Question
from tidegauge.words import Phrase

MANY = ("texts", "keys")  # kinds of which several may be said
FILES = ("file", "scenario")  # kinds for which pasted text can stand
_SWITCHES = {"true": True, "1": True, "false": False, "0": False}


def arguments(question: Question, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return everything said to a question, read; what is None was not said, and views are not the question's concern.

    Raises
    ------
    UsageError
        A name the question does not have, a required one left out, or a value that cannot be read.
    InvalidMoment
        No date or moment.

    Examples
    --------
    >>> from tidegauge.questions import registry
    >>> arguments(registry.find(("drain",)), {"weeks": "3", "as_of": None})
    {'weeks': 3}
    """
    known = {parameter.name: parameter for parameter in question.parameters if not parameter.view}
    given = {name: value for name, value in said.items() if value is not None}
    if unknown := [name for name in given if name not in known]:
        raise UsageError(detail=Phrase("cli.wrong.unrecognised", names=", ".join(unknown)))
    if missing := [name for name, parameter in known.items() if parameter.required and name not in given]:
        raise UsageError(detail=Phrase("cli.wrong.required", names=", ".join(missing)))
    return {name: read(known[name], value) for name, value in given.items()}


def read(parameter: Parameter, value: Any, called: str = "") -> Any:
    """Turn what was said into what the question takes.

    Parameters
    ----------
    parameter : Parameter
        What is said; its kind decides how it is read.
    value : Any
        Text, or the Python value it means.
    called : str, optional
        What the caller calls the parameter (``--weeks``), for a refusal; its name if not given.

    Returns
    -------
    Any
        A UTC `datetime`, `date`, `int`, `bool`, `Path`, `str`, a tuple of `str`, or `Pasted` as it is.

    Raises
    ------
    UsageError
        It is no such value, or outside the bounds of the parameter.
    InvalidMoment
        It is no date or moment.

    Examples
    --------
    >>> read(Parameter("weeks", "count"), "3"), read(Parameter("since", "date"), "2025-11-03")
    (3, datetime.date(2025, 11, 3))
    >>> read(Parameter("keys", "keys"), {"horizon.days": 65})
    ('horizon.days=65',)
    """
    called = called or parameter.name
    if isinstance(value, Pasted) and parameter.kind in FILES:
        return value
    match parameter.kind:
        case "moment":
            return _moment(value)
        case "date":
            return _date(value)
        case "count":
            return _count(parameter, value, called)
        case "switch":
            return _switch(value, called)
        case "file" | "folder":
            return _place(value, called)
        case "texts" | "keys":
            return tuple(_text(one, called) for one in _listed(value, called))
    words = _text(value, called)
    if parameter.choices and words not in parameter.choices:
        raise UsageError(
            detail=Phrase("cli.wrong.choice", option=called, choices=", ".join(parameter.choices), value=words)
        )
    return words


def _moment(value: Any) -> datetime:
    """Read a moment; a date is the end of its day, and a moment without an offset New York time."""
    from tidegauge.clock import parse_moment

    if isinstance(value, date):
        return parse_moment(value.isoformat())
    if not isinstance(value, str):
        raise InvalidMoment(text=value, detail="it is not a date")
    return parse_moment(value)


def _date(value: Any) -> date:
    """Read a date."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise InvalidMoment(text=value, detail="it is not a date") from error


def _count(parameter: Parameter, value: Any, called: str) -> int:
    """Read a whole number within the bounds of its parameter; True is none."""
    written = str(value)
    longest = len(str(parameter.most))
    if (
        written.isascii()
        and written.isdigit()
        and len(written) <= longest
        and parameter.least <= int(written) <= parameter.most
    ):
        return int(written)
    bounds = {"least": parameter.least, "most": parameter.most}
    raise UsageError(detail=Phrase("cli.wrong.count", option=called, value=written, **bounds))


def _switch(value: Any, called: str) -> bool:
    """Read yes or no."""
    written = str(value).lower()
    if written not in _SWITCHES:
        raise UsageError(detail=Phrase("cli.wrong.choice", option=called, choices="true, false", value=value))
    return _SWITCHES[written]


def _place(value: Any, called: str) -> Path:
    """Read a place; an empty one, which would be the current directory, is none."""
    place = _text(value, called)
    if not place:
        raise UsageError(detail=Phrase("cli.wrong.lone", option=called))
    return Path(place)


def _listed(value: Any, called: str) -> Iterable[Any]:
    """Return the parts of a list; a lone text is a list of one, a table its keys and values as `--set` takes them."""
    if isinstance(value, Mapping):
        return [f"{key}={_as_set(inner)}" for key, inner in value.items()]
    if isinstance(value, str | os.PathLike):
        return (value,)
    if not isinstance(value, Iterable):
        raise UsageError(detail=Phrase("face.wrong.text", option=called, value=value))
    return value


def _as_set(value: Any) -> str:
    """Return a value as `--set` takes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(value: Any, called: str) -> str:
    """Read text; a place and a whole number can be written as one, nothing else is taken for one."""
    if isinstance(value, bool) or not isinstance(value, str | int | os.PathLike):
        raise UsageError(detail=Phrase("face.wrong.text", option=called, value=value))
    return os.fspath(value) if isinstance(value, os.PathLike) else str(value)
