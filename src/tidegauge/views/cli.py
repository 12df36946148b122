"""The command line, generated from the table of questions.

`tidegauge [--store DIR] [--lang L] COMMAND … [--json]`. Answers go to stdout; errors go to stderr as one sentence and a
hint, in the caller's language, with the exit code of the error. Nothing heavy is imported before a question is asked.
"""

import argparse
import io
import json
import logging
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from tidegauge.errors import InternalError, OutputNotPossible, TidegaugeError, UsageError
from tidegauge.questions import places, registry
from tidegauge.questions.registry import COMMANDS, SERVE, Parameter, Question
from tidegauge.views import spoken
from tidegauge.words import LANGUAGES, Phrase, check_language, error_facts, error_text, text

INTERRUPTED = 130
FOUND_SOMETHING = 1
SOURCE_FAILED = 3
SHOWN_MAX = 1_000  # characters of an error; the rest is what the caller said, over and over
METAVARS = {
    "moment": "T",
    "date": "DATE",
    "count": "N",
    "file": "FILE",
    "folder": "DIR",
    "amount": "AMOUNT",
    "address": "ADDRESS",
    "keys": "KEY=VALUE",
}
TABLES = ("xlsx", "csv")
"""Files that every answer can be written to as tables."""

_TOLD = (  # what argparse says, in English only, and the words for it
    (re.compile("the following arguments are required: (?P<names>.+)"), "required"),
    (re.compile("argument (?P<option>.+): invalid choice: (?P<value>.+) \\(choose from (?P<choices>.+)\\)"), "choice"),
    (re.compile("argument (?P<option>.+): expected (?:one|at least one) argument"), "lone"),
    (re.compile("unrecognized arguments: (?P<names>.+)", re.DOTALL), "unrecognised"),
)


class _Parser(argparse.ArgumentParser):
    """An argument parser that takes options as they are written, and raises our errors instead of leaving."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)
        self._negative_number_matcher = re.compile(r"-[0-9]")  # "-5bn" is an amount, to be refused as one

    def error(self, message: str) -> NoReturn:
        """Raise UsageError where argparse would print and leave."""
        for pattern, key in _TOLD:
            if told := pattern.fullmatch(message):
                raise UsageError(detail=Phrase(f"cli.wrong.{key}", **told.groupdict()))
        raise UsageError(detail=message)


def main(arguments: Sequence[str] | None = None) -> None:
    """Answer one call and leave with its exit code; a character the terminal cannot show is escaped, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    for library in ("OPENBLAS", "MKL"):  # arrays are small: threads of one product wait longer than they work
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    sys.exit(run(sys.argv[1:] if arguments is None else list(arguments)))


def run(arguments: list[str]) -> int:
    """Answer one call; print the answer or the error and return the exit code."""
    as_json = "--json" in arguments
    lang = "en"
    logging.getLogger("tidegauge").addHandler(logging.NullHandler())  # what goes wrong is said once, as an error
    try:
        lang = language(arguments)
        return _answer(arguments, lang)
    except TidegaugeError as error:
        _complain(error, lang, as_json)
        return error.exit_code
    except KeyboardInterrupt:
        _say("interrupted", (text("cli.interrupted", lang), ""), {}, as_json)
        return INTERRUPTED
    except BrokenPipeError:
        _silence()
        return 0
    except Exception as error:
        if os.environ.get("TIDEGAUGE_DEBUG"):
            raise
        _complain(InternalError(detail=f"{type(error).__name__}: {error}"), lang, as_json)
        return InternalError.exit_code


def _silence() -> None:
    """Send what is still on its way to stdout nowhere: nobody reads it, or there is no room for it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def language(arguments: Sequence[str]) -> str:
    """Return the language a call asks for: `--lang`, else `TIDEGAUGE_LANG`, else English."""
    lang = os.environ.get("TIDEGAUGE_LANG") or "en"
    for word, following in pairwise((*arguments, "")):
        if word == "--lang":
            lang = following
        elif word.startswith("--lang="):
            lang = word.removeprefix("--lang=")
    check_language(lang)
    return lang


def _complain(error: TidegaugeError, lang: str, as_json: bool) -> None:
    """Write an error to stderr."""
    sentence, hint = (_printable(part) for part in error_text(error, lang))
    told = error_facts(error, lang)
    facts = {name: fact.encode("utf-8", "backslashreplace").decode() for name, fact in told.items()}
    _say(error.code, (sentence, hint), facts, as_json)


def _say(code: str, words: tuple[str, str], facts: Mapping[str, str], as_json: bool) -> None:
    """Write to stderr why there is no answer: one sentence and a hint, or the JSON of the public interface."""
    if as_json:
        shown = {"error": {"code": code, "message": words[0], "hint": words[1], "facts": facts}}
        print(json.dumps(shown, ensure_ascii=False), file=sys.stderr)
    else:
        gap = "" if words[0].endswith("。") else " "
        print(gap.join(part for part in words if part), file=sys.stderr)


def _printable(words: str) -> str:
    """Escape what a terminal would act on, and cut what nobody would read.

    >>> _printable("\\x1b[31mred")
    '\\\\x1b[31mred'
    """
    escaped = "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in words[:SHOWN_MAX]
    )
    return escaped + "…" * (len(words) > SHOWN_MAX)


def parser(lang: str) -> argparse.ArgumentParser:
    """Return the parser of every command, its help in `lang`."""
    shared = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    _shared_options(shared, lang)
    about, more = text("cli.about", lang), text("cli.more", lang)
    top = _Parser(prog="tidegauge", description=about, parents=[shared], epilog=more)
    top.add_argument("--version", action="store_true", help=text("cli.option.version", lang))
    commands = top.add_subparsers(metavar="COMMAND", dest="command", required=True)
    groups: dict[str, Any] = {}
    for question in COMMANDS:
        place, (*group, word) = commands, question.command
        if group:
            if group[0] not in groups:
                node = commands.add_parser(group[0], help=text(f"cli.group.{group[0]}", lang), parents=[shared])
                groups[group[0]] = node.add_subparsers(metavar="COMMAND", dest="second", required=True)
            place = groups[group[0]]
        about = text(f"cli.question.{question.name}", lang)
        _add_parameters(place.add_parser(word, help=about, description=about, parents=[shared]), question, lang)
    return top


def _shared_options(shared: argparse.ArgumentParser, lang: str) -> None:
    shared.add_argument("--store", metavar="DIR", help=text("cli.option.store", lang))
    shared.add_argument("--lang", choices=LANGUAGES, help=text("cli.option.lang", lang))
    shared.add_argument("--json", action="store_true", help=text("cli.option.json", lang))
    shared.add_argument("--offline", action="store_true", help=text("cli.option.offline", lang))
    for kind in TABLES:
        shared.add_argument(f"--{kind}", metavar="FILE", help=text(f"cli.option.{kind}", lang))


def _add_parameters(command: argparse.ArgumentParser, question: Question, lang: str) -> None:
    for parameter in question.parameters:
        options: dict[str, Any] = {"help": text(f"cli.parameter.{parameter.words or parameter.name}", lang)}
        if parameter.kind == "switch":
            options["action"] = "store_true"
        else:
            options["metavar"] = METAVARS.get(parameter.kind, "NAME")
        if parameter.kind in spoken.MANY:
            options |= {"nargs": "*" if parameter.positional and not parameter.required else "+", "action": "extend"}
        if parameter.choices:
            options["choices"] = parameter.choices
        if parameter.positional:
            if not parameter.required and parameter.kind not in spoken.MANY:
                options["nargs"] = "?"
            command.add_argument(parameter.name, **options)
        else:
            options |= {"dest": parameter.name, "required": parameter.required, "default": None}
            command.add_argument(f"--{parameter.typed}", **options)


def _answer(arguments: list[str], lang: str) -> int:
    if "--version" in arguments:
        from importlib.metadata import version

        print(f"tidegauge {version('tidegauge')}")
        return 0
    _refuse_unknown(arguments)
    said = parser(lang).parse_args(arguments)
    words = (said.command, said.second) if getattr(said, "second", None) else (said.command,)
    question = SERVE if words == SERVE.command else registry.find(words)
    shown, said_to = _said(question, said)
    for option, place in shown.items():
        places.refuse_file(place, option)
    from tidegauge.questions.desk import Desk
    from tidegauge.views import show

    desk = Desk.open(getattr(said, "store", None), offline=getattr(said, "offline", False))
    if question is SERVE:
        if shown:
            raise UsageError(detail=Phrase("cli.wrong.unrecognised", names=", ".join(f"--{name}" for name in shown)))
        from tidegauge.views.web import command

        return command.serve(desk, said_to, lang)
    as_json = getattr(said, "json", False)
    with show.progress(desk, question, lang, quiet=as_json):
        answer = question.ask(desk, **said_to)
    try:
        show.answer(answer, lang, as_json=as_json, files=shown)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _silence()
        raise OutputNotPossible(
            place="stdout", detail=error.strerror or repr(error), remedy="Free space, or write somewhere else."
        ) from error
    if getattr(answer.answer, "is_partial", False):
        return INTERRUPTED
    return _exit_code(question, {finding.severity for finding in answer.findings})


def _said(question: Question, said: argparse.Namespace) -> tuple[dict[str, Path], dict[str, Any]]:
    """Return the files an answer is to be written to, and what is said to the question."""
    shown: dict[str, Path] = {}
    said_to: dict[str, Any] = {}
    for parameter in (*question.parameters, *(Parameter(kind, "file", view=True) for kind in TABLES)):
        value = getattr(said, parameter.name, None)
        if value is not None and value is not False:
            called = parameter.name if parameter.positional else f"--{parameter.typed}"
            (shown if parameter.view else said_to)[parameter.name] = spoken.read(parameter, value, called)
    return shown, said_to


def _exit_code(question: Question, severities: set[str]) -> int:
    """Return 1 where an examination found something, 3 where a source failed to update, else 0."""
    if question.name in ("doctor", "scenario.check") and severities - {"note"}:
        return FOUND_SOMETHING
    return SOURCE_FAILED if question.name == "update" and "error" in severities else 0


def _refuse_unknown(arguments: Sequence[str]) -> None:
    """Raise UnknownQuestion for words that are no command or only half of one, with the nearest that is."""
    words = tuple(_words(arguments))
    commands = {question.command for question in COMMANDS}
    groups = {command[0] for command in commands if len(command) > 1}
    said = words[: 2 if words[:1] and words[0] in groups else 1]
    is_bare = words[:1] == words and said and said[0] in groups and not {"-h", "--help"} & {*arguments}
    if is_bare or (said and not any(command[: len(said)] == said for command in commands)):
        registry.find(said)


def _words(arguments: Sequence[str]) -> Iterator[str]:
    """Yield what is neither an option nor the value of an option that every command takes."""
    is_value = False
    for word in arguments:
        if not is_value and not word.startswith("-"):
            yield word
        is_value = not is_value and word in ("--store", "--lang", *(f"--{kind}" for kind in TABLES))
