"""What the lines of Table II of the Daily Treasury Statement are called, and when they were called so.

The Treasury renames its lines, most of them on 2023-02-14, and splits or joins some. The table beside this file gives
each lasting line the labels it was printed under, with the first and last day of each.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

TABLE = Path(__file__).with_suffix(".toml")


class Label(NamedTuple):
    """How a line was printed, from the first day to the last."""

    text: str
    since: date
    until: date


@lru_cache(maxsize=1)
def lines() -> Mapping[str, tuple[Label, ...]]:
    """Return the lasting lines with their labels.

    >>> [label.text for label in lines()["business_tax_refunds"]]
    ['IRS Tax Refunds Business (EFT)', 'Taxes - Business Tax Refunds (EFT)']
    """
    tables = tomllib.loads(TABLE.read_text("utf-8"))
    return {line: tuple(_label(row) for row in rows) for line, rows in tables.items()}


def _label(row: Mapping[str, Any]) -> Label:
    """Read one label of the table; a date left out is open."""
    return Label(row["label"], row.get("since", date.min), row.get("until", date.max))


def lines_of(label: str, day: date) -> list[str]:
    """Return the lines that a label means on a day: none where nobody mapped it, two where one line is part of another.

    >>> lines_of("Taxes - Corporate Income", date(2025, 9, 2))
    ['federal_tax_deposits', 'taxes_corporate_income']
    >>> lines_of("Taxes - Corporate Income", date(2022, 9, 2))
    []
    """
    return [line for line, known in _by_label().get(plain(label), ()) if known.since <= day <= known.until]


@lru_cache(maxsize=1)
def _by_label() -> Mapping[str, list[tuple[str, Label]]]:
    """Return lines by plain label."""
    found: dict[str, list[tuple[str, Label]]] = {}
    for line, labels in lines().items():
        for label in labels:
            found.setdefault(plain(label.text), []).append((line, label))
    return found


def plain(label: str) -> str:
    """Return a label without case, punctuation and spacing, which drift.

    >>> plain("Public Debt Cash Issues (Table III-B)") == plain("Public debt cash issues (Table IIIB) ")
    True
    """
    without_marks = re.sub(r"['’.-]", "", label.lower())
    return " ".join(re.sub(r"[^a-z0-9&]+", " ", without_marks).split())
