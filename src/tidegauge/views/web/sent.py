"""Answers as they are sent: JSON, or a file to open elsewhere."""

import json
from typing import Any

from tidegauge.questions.answer import Answer, envelope

KINDS = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write(answer: Answer, lang: str, form: str = "json") -> bytes:
    """Return an answer in one of the forms of `KINDS`.

    Raises
    ------
    OutputNotPossible
        What writes workbooks is not installed.
    """
    if form == "xlsx":
        from tidegauge.views import workbook

        return workbook.content(answer, lang)
    if form == "csv":
        from tidegauge.views import tables

        return tables.main_csv(answer, lang)
    return as_json(envelope(answer, lang))


def headers(answer_of: str, form: str) -> dict[str, str]:
    """Return what a browser needs to save a file under the name of its question.

    >>> headers("ledger.explain", "csv")
    {'Content-Disposition': 'attachment; filename="tidegauge-ledger-explain.csv"'}
    """
    if form == "json":
        return {}
    name = answer_of.replace(".", "-").replace("_", "-")
    return {"Content-Disposition": f'attachment; filename="tidegauge-{name}.{form}"'}


def as_json(shown: Any) -> bytes:
    """Return JSON as it is sent."""
    return json.dumps(shown, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")
