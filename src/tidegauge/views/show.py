"""Show an answer: JSON, or words and tables in the terminal; and write the files a caller asked for."""

import json
import sys
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from tidegauge.errors import OutputNotPossible
from tidegauge.questions.answer import Answer, envelope
from tidegauge.questions.desk import Desk
from tidegauge.questions.registry import Question
from tidegauge.words import text


def answer(answer: Answer, lang: str, *, as_json: bool, files: Mapping[str, Path]) -> None:
    """Print an answer and write its files; the paths of the files come last.

    Raises
    ------
    OutputNotPossible
        A file cannot be written; nothing half-written is left.
    """
    for kind, place in files.items():
        write(kind, answer, lang, place)
    if as_json:
        print(json.dumps(envelope(answer, lang), ensure_ascii=False, indent=2, allow_nan=False))
        return
    from tidegauge.views import terminal

    terminal.show(answer, lang)
    for place in files.values():
        print(text("cli.done.written", lang, path=place.resolve()))


def write(kind: str, answer: Answer, lang: str, place: Path) -> None:
    """Write one file whole or not at all; `kind` is xlsx, csv or a view of the question (html, png, ...).

    Raises
    ------
    OutputNotPossible
        The place cannot be written, or what writes such files is not installed.
    """
    if kind == "pdf":
        from tidegauge.views.report import pdf

        pdf.render(answer, lang, place)
        return
    content = _content(kind, answer, lang)
    part = place.parent / f".{uuid.uuid4().hex}.part"
    try:
        if place.exists() and not place.is_file():
            place.write_bytes(content)  # a pipe or a device is written to, never replaced
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(place)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise OutputNotPossible(
            place=str(place), detail=error.strerror or repr(error), remedy=f"Choose another file with --{kind}."
        ) from error


def _content(kind: str, answer: Answer, lang: str) -> bytes:
    """Return what a file of some kind holds."""
    if kind == "xlsx":
        from tidegauge.views import workbook

        return workbook.content(answer, lang)
    if kind == "csv":
        from tidegauge.views import tables

        return tables.main_csv(answer, lang)
    if answer.question == "brief":
        from tidegauge.views.report import html, markdown

        page: str = (html if kind == "html" else markdown).render(answer, lang)
        return page.encode()
    from tidegauge.views.pictures import answers

    return answers.render(kind, answer, lang)


@contextmanager
def progress(desk: Desk, question: Question, lang: str, *, quiet: bool) -> Iterator[None]:
    """Show a progress bar on stderr while a long question is answered; never in JSON mode or into a pipe.

    Until the first paths are counted it says why nothing moves: after an installation the kernel is compiled first.
    """
    if not question.is_long or quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(text("cli.progress.begins", lang), total=None)
        desk.progress = lambda what, done, total: bar.update(task, description=what, completed=done, total=total)
        yield
