"""Which pictures an answer has, and in what they are written."""

from collections.abc import Callable, Mapping

from tidegauge.questions.answer import Answer
from tidegauge.views.pictures import event, page, placebos, png, run
from tidegauge.views.pictures.picture import Sheet
from tidegauge.views.report.phrases import Phrases

SHEETS: Mapping[str, Callable[[Answer, Phrases], Sheet]] = {
    "ledger.explain": event.sheet,
    "simulate": run.sheet,
    "compare": run.comparison_sheet,
    "replay": run.day_sheet,
    "sensitivity": placebos.sheet,
}
"""The sheet of each question that has pictures."""


def render(kind: str, answer: Answer, lang: str) -> bytes:
    """Return the pictures of an answer as a file: `kind` is html, png (by day) or png_dark (by night).

    Raises
    ------
    OutputNotPossible
        An image was asked for, and this machine cannot set one in the language.
    """
    phrases = Phrases(lang, answer.as_of)
    sheet = SHEETS[answer.question](answer, phrases)
    if kind == "html":
        return page.render(sheet, phrases).encode()
    return png.render(sheet, lang, is_dark=kind == "png_dark")
