"""Parameters estimated anew, in the terminal: how many, which left their range, each beside what it was."""

from itertools import groupby

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.fit import Fit, FittedParameter
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.words import numbers, text
from tidegauge.words.sentence import Day, write

HEAD = ("fit_name", "fit_old", "fit_value", "fit_error", "fit_range", "fit_n", "fit_end", "fit_outside")
RIGHT = HEAD[1:6]
SPARE = ("fit_end", "fit_n")
DIGITS = 3
"""Significant: what tells a change from the error of an estimate."""


def page(answer: Answer, lang: str, console: Console) -> None:
    """Print the share that was estimated, a table a behaviour, and what stays."""
    found: Fit = answer.answer
    outside = sum(bool(one.is_outside) for one in found.parameters)
    counts = {"n": len(found.parameters), "of": len(found.parameters) + sum(map(len, found.stays.values()))}
    section(console, text("fit.told", lang, **counts, outside=outside, regime=found.regime))
    console.print()
    for family, members in groupby(found.parameters, key=lambda one: one.key.partition(".")[0]):
        section(console, f"[{family}]")
        table(console, lang, HEAD, [_row(one, lang) for one in members], right=RIGHT, spare=SPARE)
    stays = {kind: len(keys) for kind, keys in found.stays.items()}
    prose(console, text("fit.stays", lang, **stays))
    key = "no_file" if found.file is None else "file"
    prose(console, text(f"fit.{key}", lang, file=found.file))
    prose(console, text("fit.reading", lang), style="dim")


def _row(one: FittedParameter, lang: str) -> tuple[str, ...]:
    """Return a parameter as a row."""
    said = "no_range" if one.is_outside is None else "outside" if one.is_outside else "inside"
    return (
        one.key.partition(".")[2],
        _short(one.old),
        _short(one.value),
        numbers.MISSING if one.standard_error is None else _short(one.standard_error),
        text("fit.grid" if one.grid else "fit.range", lang, low=_short(one.low), high=_short(one.high)),
        numbers.count(one.n, lang),
        write(Day(one.sample_end, weekday=False, year=True), lang),
        text("fit.held" if one.is_held else "fit.edge" if one.grid == "edge" else f"fit.{said}", lang),
    )


def _short(value: float) -> str:
    """Write a number to `DIGITS` significant digits, with a true minus.

    >>> _short(-2.0042), _short(0.00812), _short(0.0)
    ('−2.00', '0.00812', '0')
    """
    return "0" if value == 0 else f"{value:#.{DIGITS}g}".removesuffix(".").replace("-", "−")
