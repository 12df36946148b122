"""The command line, generated from the table of questions.

`tidegauge [--store DIR] [--lang L] COMMAND … [--json]`. Answers go to stdout; errors go to stderr as one sentence and a
hint, in the caller's language, with the exit code of the error. Nothing heavy is imported before a question is asked.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from tidegauge.errors import InternalError, InvalidMoment, TidegaugeError, UsageError
from tidegauge.questions import registry
from tidegauge.questions.registry import QUESTIONS, Parameter, Question
from tidegauge.words import LANGUAGES, check_language, error_text, text

INTERRUPTED = 130
FOUND_SOMETHING = 1
METAVARS = {"moment": "T", "date": "DATE", "count": "N", "file": "FILE", "folder": "DIR"}


class _Parser(argparse.ArgumentParser):
    """An argument parser that raises our errors instead of leaving."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError where argparse would print and leave."""
        raise UsageError(detail=message)


def main(arguments: Sequence[str] | None = None) -> None:
    """Answer one call and leave with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else list(arguments)))


def run(arguments: list[str]) -> int:
    """Answer one call; print the answer or the error and return the exit code."""
    as_json = "--json" in arguments
    lang = "en"
    try:
        lang = language(arguments)
        return _answer(arguments, lang)
    except TidegaugeError as error:
        _complain(error, lang, as_json)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("TIDEGAUGE_DEBUG"):
            raise
        _complain(InternalError(detail=f"{type(error).__name__}: {error}"), lang, as_json)
        return InternalError.exit_code


def language(arguments: Sequence[str]) -> str:
    """Return the language a call asks for: `--lang`, else `TIDEGAUGE_LANG`, else English."""
    lang = os.environ.get("TIDEGAUGE_LANG") or "en"
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if word == "--lang":
            lang = following
        elif word.startswith("--lang="):
            lang = word.removeprefix("--lang=")
    check_language(lang)
    return lang


def _complain(error: TidegaugeError, lang: str, as_json: bool) -> None:
    """Write an error to stderr: one sentence and a hint, or the JSON of the public interface."""
    sentence, hint = error_text(error, lang)
    if as_json:
        facts = {name: str(fact) for name, fact in error.facts.items()}
        shown = {"error": {"code": error.code, "message": sentence, "hint": hint, "facts": facts}}
        print(json.dumps(shown, ensure_ascii=False), file=sys.stderr)
    else:
        print(" ".join(part for part in (sentence, hint) if part), file=sys.stderr)


def parser(lang: str) -> argparse.ArgumentParser:
    """Return the parser of every command, its help in `lang`."""
    shared = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    _shared_options(shared, lang)
    about, more = text("cli.about", lang), text("cli.more", lang)
    top = _Parser(prog="tidegauge", description=about, parents=[shared], epilog=more)
    commands = top.add_subparsers(metavar="COMMAND", dest="command", required=True)
    groups: dict[str, Any] = {}
    for question in QUESTIONS:
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


def _add_parameters(command: argparse.ArgumentParser, question: Question, lang: str) -> None:
    for parameter in question.parameters:
        options: dict[str, Any] = {"help": text(f"cli.parameter.{parameter.name}", lang)}
        if parameter.kind == "switch":
            options["action"] = "store_true"
        else:
            options["metavar"] = METAVARS.get(parameter.kind, "NAME")
        if parameter.kind == "texts":
            options["nargs"] = "+" if parameter.required else "*"
        if parameter.choices:
            options["choices"] = parameter.choices
        if parameter.positional:
            command.add_argument(parameter.name, **options)
        else:
            dashed = "--" + parameter.name.replace("_", "-")
            command.add_argument(dashed, dest=parameter.name, required=parameter.required, default=None, **options)


def _answer(arguments: list[str], lang: str) -> int:
    if "--version" in arguments:
        from importlib.metadata import version

        print(f"tidegauge {version('tidegauge')}")
        return 0
    _refuse_unknown(arguments)
    said = parser(lang).parse_args(arguments)
    words = (said.command, said.second) if getattr(said, "second", None) else (said.command,)
    question = registry.find(words)
    shown: dict[str, Path] = {}
    spoken: dict[str, Any] = {}
    for parameter in question.parameters:
        value = getattr(said, parameter.name, None)
        if value is None or value is False:
            continue
        if parameter.view:
            shown[parameter.name] = Path(value)
        else:
            spoken[parameter.name] = _read(parameter, value)
    from tidegauge.questions.desk import Desk
    from tidegauge.views import show

    desk = Desk.open(getattr(said, "store", None), offline=getattr(said, "offline", False))
    as_json = getattr(said, "json", False)
    with show.progress(desk, question, quiet=as_json):
        answer = question.ask(desk, **spoken)
    show.answer(answer, lang, as_json=as_json, files=shown)
    serious = any(finding.severity != "note" for finding in answer.findings)
    return FOUND_SOMETHING if question.name == "doctor" and serious else 0


def _refuse_unknown(arguments: Sequence[str]) -> None:
    """Raise UnknownQuestion for a first word that is no command, with the nearest that is."""
    skip = False
    for word in arguments:
        if skip:
            skip = False
        elif word in ("--store", "--lang"):
            skip = True
        elif not word.startswith("-"):
            if word not in {question.command[0] for question in QUESTIONS}:
                registry.find((word,))
            return


def _read(parameter: Parameter, value: Any) -> Any:
    """Turn what was typed into what the question takes."""
    if parameter.kind == "moment":
        from tidegauge.clock import parse_moment

        return parse_moment(value)
    if parameter.kind == "date":
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise InvalidMoment(text=value, detail="it is not a date") from error
    if parameter.kind == "count":
        if not value.isdigit() or not 1 <= int(value) <= 10_000:
            raise UsageError(detail=f"--{parameter.name} takes a whole number from 1 to 10000, not {value}")
        return int(value)
    if parameter.kind in ("file", "folder"):
        return Path(value)
    return tuple(value) if parameter.kind == "texts" else value
