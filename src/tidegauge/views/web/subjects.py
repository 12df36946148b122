"""What findings are about, in the reader's words: series, and the figures and rows of the opening sheet."""

from dataclasses import replace

from tidegauge.questions.answer import Answer
from tidegauge.views.web.page_context import PageContext
from tidegauge.words import keys, text

WORDS = ("opening.figure", "ledger.instrument")


def name(subject: str, page: PageContext) -> str:
    """Return the name of a subject; of one that no words are for, nothing: its sentence says what it is about."""
    for card in page.ask("series.list").answer:
        if card.id == subject:
            found: str = card.names[page.lang]
            return found
    first = subject.partition(".")[0]
    known = (f"{part}.{first}" for part in WORDS if f"{part}.{first}" in keys(page.lang))
    return next((text(key, page.lang) for key in known), "")


def named(answer: Answer, page: PageContext) -> Answer:
    """Return an answer whose findings have the names of their subjects in the place of ids, where there are any."""
    findings = (one._replace(subject=name(one.subject, page) or one.subject) for one in answer.findings)
    return replace(answer, findings=tuple(findings))
