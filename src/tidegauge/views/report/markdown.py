"""The brief as Markdown: the same order and the same words, in tables that read well as plain text."""

import unicodedata
from collections.abc import Sequence

from tidegauge.questions.answer import Answer
from tidegauge.questions.brief import Brief
from tidegauge.views.report import evidence, rates, why
from tidegauge.views.report.html import WHENS, sections
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.sources import Sources
from tidegauge.views.report.tables import Table
from tidegauge.views.report.waters import waters
from tidegauge.words import check_language

DAYS_SHOWN = 20  # of the daily chart; the rest is in the HTML and in `series export`
ESCAPED = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|#"})


def render(answer: Answer, lang: str) -> str:
    """Return the brief as Markdown; the same answer gives the same bytes.

    Raises
    ------
    UsageError
        The language is not one of `tidegauge.words.LANGUAGES`.
    """
    check_language(lang)
    phrases = Phrases(lang, answer.as_of)
    blocks = [*_top(answer, phrases), *_columns(answer.answer, phrases)]
    for section in sections(answer, phrases, Sources.of(answer, phrases)):
        blocks.append(f"## {plain(section.title)}")
        if section.sub:
            blocks.append(plain(section.sub))
        blocks += _body(section.id, section.table, answer, phrases)
        if section.source:
            blocks.append(plain(section.source))
    blocks.append(plain(phrases("page.advice")))
    return "\n\n".join(blocks) + "\n"


def plain(words: str) -> str:
    """Return words that Markdown shows as they are.

    >>> plain("on_rrp <b>")
    'on\\\\_rrp \\\\<b\\\\>'
    """
    return words.translate(ESCAPED)


def _top(answer: Answer, phrases: Phrases) -> list[str]:
    kicker = [phrases("page.kicker", moment=phrases.full_moment(answer.as_of))]
    if answer.bundled_until is not None:
        kicker.append(f"**{plain(phrases('page.kicker_bundled'))}**")
    if answer.data_as_of is not None:
        kicker.append(phrases("page.kicker_latest", day=phrases.day(answer.data_as_of)))
    said = ("" if phrases.lang != "en" else " ").join(phrases.say(sentence) for sentence in answer.answer.headline)
    return [" · ".join(kicker), f"# {plain(said or phrases('page.none_known'))}"]


def _columns(brief: Brief, phrases: Phrases) -> list[str]:
    blocks = []
    for when in WHENS:
        said = [plain(phrases.say(sentence)) for sentence in getattr(brief, when)]
        if not said and when == "year":
            continue
        said = said or [plain(phrases(f"when.{when}_none"))]
        blocks.append(f"**{phrases(f'when.{when}')}**\n\n" + "\n".join(f"- {sentence}" for sentence in said))
    return blocks


def _body(id_: str, table: Table, answer: Answer, phrases: Phrases) -> list[str]:
    """Return the rows of a section and the notes that stand beside its picture."""
    brief: Brief = answer.answer
    blocks: list[str] = []
    if id_ == "rates":
        blocks += ["\n".join(f"- {plain(figure + rest)}" for figure, rest in rates.notes(brief, phrases))]
        table = Table(table.id, table.head, table.rows[-DAYS_SHOWN:], table.words)
    if id_ == "sources":
        found = evidence.findings(answer, phrases)
        lines = [
            f"- **{severity}** {plain(subject)} {period} {plain(said)}" for severity, subject, period, said in found
        ]
        blocks.append("\n".join(lines) if lines else plain(phrases("sources.no_findings")))
    blocks.append(grid(table) if table.rows else plain(phrases("page.none_known")))
    if id_ == "why":
        blocks += (
            ["\n".join(f"- {plain(said)}" for said in why.notes(brief, phrases))] if why.notes(brief, phrases) else []
        )
    if id_ == "reservoir" and brief.watermarks:
        blocks += [f"**{plain(phrases('reservoir.waters'))}**", grid(waters(brief, phrases))]
    return blocks


def grid(table: Table) -> str:
    """Return a table whose columns line up in a fixed-width font, Chinese counted as two."""
    rows = [tuple(plain(cell) for cell in row) for row in (table.head, *table.rows)]
    widths = [max(3, *(breadth(row[place]) for row in rows)) for place in range(len(table.head))]
    rule = ["-" * width if place in table.words else "-" * (width - 1) + ":" for place, width in enumerate(widths)]
    lines = [_line(rows[0], widths, table.words), f"| {' | '.join(rule)} |"]
    return "\n".join([*lines, *(_line(row, widths, table.words) for row in rows[1:])])


def _line(row: Sequence[str], widths: Sequence[int], words: Sequence[int]) -> str:
    cells = []
    for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
        blank = " " * (width - breadth(cell))
        cells.append(cell + blank if place in words else blank + cell)
    return f"| {' | '.join(cells)} |"


def breadth(words: str) -> int:
    """Return how many columns words take in a fixed-width font.

    >>> breadth("SOFR"), breadth("准备金")
    (4, 6)
    """
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in words)
