"""One ruled piece of a section: a finding, sentences, a chart, and below them whatever else there is to read.

What is not known at a moment is a piece too: its sentence stands where the finding would, at the same height.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from rich.console import Console

from tidegauge.errors import TidegaugeError, TooLittleHistory
from tidegauge.questions.answer import Answer
from tidegauge.views.report.html import Section
from tidegauge.views.report.tables import Table
from tidegauge.views.terminal.told import Part, Rows, told
from tidegauge.views.web import charts, provenance, subjects
from tidegauge.views.web.page_context import PageContext
from tidegauge.words import error_text, numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A ruled piece; `rail` names it at the left, `parts` are what can be opened below, `csv` the address of all of it.
    `origin` says on hover what its figures were made from, `over` the same in short over its chart, `dated` below it up
    to when and by whom.

    An unknown piece has no chart and no parts.
    """

    rail: str
    section: Section
    said: Sequence[str] = ()
    warnings: Sequence[str] = ()
    spec: charts.Spec | None = None
    parts: Sequence[tuple[str, Sequence[str], Sequence[Table]]] = ()
    remarks: Sequence[str] = ()
    csv: str = ""
    origin: str = ""
    over: str = ""
    dated: str = ""
    is_unknown: bool = False


def unknown(id_: str, rail: str, error: TidegaugeError | str, page: PageContext) -> Piece:
    """Return the piece that says why nothing is shown; how the command line is called helps nobody here."""
    why = error if isinstance(error, str) else error_text(error, page.lang, "page")[0]
    if isinstance(error, TooLittleHistory):
        facts, id_of = {name: error.facts[name] for name in ("needed", "found")}, str(error.facts["series"])
        why = page.words("web_sections.too_little", series=subjects.name(id_of, page) or id_of, **facts)
    title = page.words("web_sections.unknown")
    return Piece(rail=rail, section=Section(id_, title, why, "", Table(id_, (), ())), is_unknown=True)


def of_page(
    shown: Callable[[Answer, str, Console], None], answer: Answer, page: PageContext, *, id_: str, rail: str
) -> Piece:
    """Return a page of the terminal as a piece: its verdict is the finding, its tables can be opened."""
    first, *rest = told(shown, answer, page.lang)
    parts = [first, *rest]
    listed = [
        (part.title if n else page.words("web_sections.table"), part.said if n else (), _tables(id_, n, part))
        for n, part in enumerate(parts)
        if part.tables or (n and part.said)
    ]
    section = Section(id_, first.title, "", "", Table(id_, (), ()))
    piece = Piece(
        rail=rail,
        section=section,
        said=first.said,
        warnings=first.warnings,
        parts=listed,
        remarks=list(dict.fromkeys(remark for part in parts for remark in part.remarks)),
        csv=address(answer.question, page),
    )
    return sourced(piece, answer, page)


def of_forecast(
    shown: Callable[[Answer, str, Console], None], question: str, page: PageContext, *, id_: str, rail: str
) -> Piece:
    """Return the terminal's page of a forecast as a piece, every day in its last part.

    A score measured on figures later than the page's moment was not known then, and is left out.
    """
    try:
        answer = page.ask(question)
    except TidegaugeError as error:
        return unknown(id_, rail, error, page)
    piece = of_page(shown, answer, page, id_=id_, rail=rail)
    if all(one.check != "forecast_scored_later" for one in answer.findings):
        return piece
    *others, (title, said, (days,)) = piece.parts
    unscored = replace(days, head=days.head[:-1], rows=tuple(row[:-1] for row in days.rows))
    parts = [*others, (title, said, [unscored])]
    return replace(piece, said=[page.words("web_sections.cash.unscored")], parts=parts, remarks=())


def sourced(piece: Piece, answer: Answer, page: PageContext, first: Sequence[str] = ()) -> Piece:
    """Return a piece with what its figures were made from; the series of `first` are quoted on top."""
    t, origins = page.phrases, answer.sources
    return replace(
        piece,
        origin=provenance.quoted(origins, t, first),
        over=provenance.over_chart(origins, t, first),
        dated=provenance.dated(origins, t),
    )


def _tables(id_: str, place: int, part: Part) -> list[Table]:
    return [as_table(f"{id_}-{place}-{n}", rows) for n, rows in enumerate(part.tables)]


def as_table(id_: str, rows: Rows) -> Table:
    """Return a table in words as the page sets it."""
    return Table(id_, rows.head, rows.rows, rows.words)


def address(question: str, page: PageContext, form: str = "csv", of: str = "") -> str:
    """Return where the figures of a question can be fetched, as of the moment of the page; `of` is what it is about.

    >>> from datetime import UTC, datetime
    >>> address("stress", PageContext(None, "en", None, datetime(2025, 11, 3, tzinfo=UTC)))
    '/api/v1/stress?format=csv&lang=en'
    """
    said: dict[str, str] = {"format": form, "lang": page.lang}
    if page.as_of is not None:
        said["as_of"] = page.as_of.isoformat()
    path = "/".join(filter(None, ("/api/v1", *question.replace("_", "-").split("."), of)))
    return f"{path}?{urlencode(said)}"


def with_chart(piece: Piece, spec: charts.Spec, table: Table, sub: str, source: str) -> Piece:
    """Return a piece with a chart, its twin in rows, and what is drawn."""
    section = replace(piece.section, sub=sub, source=source, table=table)
    return replace(piece, spec=spec, section=section)


def axis(given: Mapping[str, object], words: Callable[[float], str]) -> dict[str, object]:
    """Return an axis with its round levels in other words than those of spreads."""
    levels = given["tickvals"]
    assert isinstance(levels, list)
    return {**given, "ticktext": [words(level) for level in levels]}


def or_dash(value: float | None, words: Callable[[float], str]) -> str:
    """Return a value in words, a dash where it is missing."""
    return numbers.MISSING if value is None else words(value)
