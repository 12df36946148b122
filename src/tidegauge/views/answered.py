"""An answer in Python: the frozen value of the question with ways to take it away: frames, files, JSON, a page."""

import importlib
import io
import os
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, fields
from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tidegauge.clock import in_new_york
from tidegauge.errors import OutputNotPossible
from tidegauge.questions.answer import Answer, envelope
from tidegauge.questions.registry import QUESTIONS
from tidegauge.views.tables import Table, tables
from tidegauge.words import numbers, text
from tidegauge.words.sentence import Moment, write

if TYPE_CHECKING:
    import pandas
    import polars

REMEDY = "Install the extra: pip install 'tidegauge[frames]'."
ROWS_SHOWN, COLUMNS_SHOWN, DIGITS_SHOWN = 20, 8, 6
EVERYWHERE = ("xlsx", "csv")  # what every answer can be saved as
INT64 = range(-(2**63), 2**63)


@dataclass(frozen=True, slots=True, repr=False)
class Answered(Answer):
    """An answer that was asked for in Python; `answer` holds its figures, `sources` and `findings` what to trust it by.

    `print` shows what the command line shows, a notebook its main table.
    """

    lang: str = "en"

    def to_dict(self, lang: str | None = None) -> dict[str, Any]:
        """Return the JSON object of the public interface, as REST and `--json` give it."""
        return envelope(self, lang or self.lang)

    def tables(self) -> dict[str, "Table"]:
        """Return every table by name, the main one first."""
        return {table.name: table for table in tables(self, self.lang)}

    def to_pandas(self, table: str | None = None) -> "pandas.DataFrame":
        """Return a table as a pandas frame: the main one, or the one named.

        Whole numbers are ``Int64``, days ``datetime64[s]``, moments ``datetime64[us, UTC]``; what is missing stays so.

        Raises
        ------
        OutputNotPossible
            There is no such table, or pandas is not installed.
        """
        library = _library("pandas")
        chosen = self._chosen(table)
        columns = zip(*chosen.rows, strict=True) if chosen.rows else ((),) * len(chosen.columns)
        series = (library.Series(list(cells), dtype=_pandas_type(cells)) for cells in columns)
        frame: pandas.DataFrame = library.DataFrame(dict(zip(chosen.columns, series, strict=True)))
        return frame

    def to_polars(self, table: str | None = None) -> "polars.DataFrame":
        """Return a table as a Polars frame: the main one, or the one named; days are ``Date``, whole numbers ``Int64``.

        Raises
        ------
        OutputNotPossible
            There is no such table, or Polars is not installed.
        """
        library = _library("polars")
        chosen = self._chosen(table)
        columns = zip(*chosen.rows, strict=True) if chosen.rows else ((),) * len(chosen.columns)
        series = [
            library.Series(name, list(cells), dtype=_polars_type(library, cells), strict=False)
            for name, cells in zip(chosen.columns, columns, strict=True)
        ]
        frame: polars.DataFrame = library.DataFrame(series)
        return frame

    def save(self, place: str | os.PathLike[str]) -> Path:
        """Write the answer to a file and return its place; the ending says how: .xlsx, .csv, or a view of the question.

        Raises
        ------
        OutputNotPossible
            The ending is no view of this question, or the place cannot be written.
        """
        from tidegauge.views import show

        path = Path(place)
        views = [
            parameter.name
            for one in QUESTIONS
            if one.name == self.question
            for parameter in one.parameters
            if parameter.view
        ]
        kinds = [*EVERYWHERE, *views]
        kind = path.suffix.removeprefix(".")
        if kind not in kinds:
            raise OutputNotPossible(
                place=str(path),
                detail=f'"{path.suffix}" is not a format',
                remedy=f"Name a file that ends in {', '.join(f'.{one}' for one in kinds)}.",
            )
        show.write(kind, self, self.lang, path)
        return path

    def __str__(self) -> str:
        """Return what the command line prints."""
        from tidegauge.views import terminal

        with redirect_stdout(io.StringIO()) as printed:
            terminal.show(self, self.lang)
        return printed.getvalue().rstrip("\n")

    def __repr__(self) -> str:
        told = (f"{table.name} {len(table.rows)}×{len(table.columns)}" for table in tables(self, self.lang))
        return f"<{self.question} as of {in_new_york(self.as_of)}: {', '.join(told)}>"

    def _repr_html_(self) -> str:
        """Return the main table and the sentences for a notebook."""
        found = self.tables()
        main = next(iter(found.values()))
        said = [text("cli.as_of", self.lang, moment=write(Moment(self.as_of), self.lang))]
        if self.bundled_until is not None:
            said.append(text("cli.bundled", self.lang, moment=write(Moment(self.bundled_until), self.lang)))
        said += (
            [str(row[-1]) for row in found["sentences"].rows if row[0] == "headline"] if "sentences" in found else []
        )
        return "".join(f"<p>{escape(line)}</p>" for line in said) + _html(main)

    def _chosen(self, table: str | None) -> "Table":
        """Return the table named, or the main one."""
        found = self.tables()
        if table is None:
            return next(iter(found.values()))
        if table not in found:
            raise OutputNotPossible(
                place=table, detail="the answer has no such table", remedy=f"It has {', '.join(found)}."
            )
        return found[table]


def answered(answer: Answer, lang: str) -> Answered:
    """Return an answer with the ways to take it away."""
    return Answered(**{field.name: getattr(answer, field.name) for field in fields(answer)}, lang=lang)


def _html(table: Table) -> str:
    """Return the first rows and columns of a table as HTML, and its size where that is not all of it."""
    head = "".join(f"<th>{escape(one)}</th>" for one in table.heads[:COLUMNS_SHOWN])
    cells = (row[:COLUMNS_SHOWN] for row in table.rows[:ROWS_SHOWN])
    rows = "".join("<tr>" + "".join(f"<td>{escape(_shown(cell))}</td>" for cell in row) + "</tr>" for row in cells)
    n_rows, n_columns = len(table.rows), len(table.columns)
    whole = f"<p>{n_rows} × {n_columns}</p>" if n_rows > ROWS_SHOWN or n_columns > COLUMNS_SHOWN else ""
    caption = f"<caption>{escape(table.title)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{whole}"


def _shown(cell: Any) -> str:
    """Return a cell as a notebook shows it."""
    if isinstance(cell, datetime):
        return in_new_york(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        written = f"{cell:,}" if isinstance(cell, int) else f"{cell:,.{DIGITS_SHOWN}g}"
        return written.replace("-", numbers.MINUS)
    return "" if cell is None else str(cell)


def _library(name: str) -> Any:
    """Import a library of frames where it is installed."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise OutputNotPossible(place=name, detail=f"{name} is not installed", remedy=REMEDY) from error


def _kind(cells: "tuple[Any, ...]") -> str:
    """Return what the cells of a column are, missing ones aside."""
    kinds = {type(cell) for cell in cells if cell is not None}
    if kinds == {bool}:
        return "switch"
    if kinds == {int}:
        return "whole" if all(cell is None or cell in INT64 for cell in cells) else "none"
    if kinds and kinds <= {int, float}:
        return "number"
    if kinds == {datetime}:
        return "moment"
    return "day" if kinds == {date} else "text" if kinds == {str} else "none"


def _pandas_type(cells: "tuple[Any, ...]") -> str:
    """Return the type of a pandas column."""
    types: Mapping[str, str] = {
        "switch": "boolean", "whole": "Int64", "number": "float64", "moment": "datetime64[us, UTC]",
        "day": "datetime64[s]", "text": "str",
    }  # fmt: skip
    return types.get(_kind(cells), "object")


def _polars_type(polars: Any, cells: "tuple[Any, ...]") -> Any:
    """Return the type of a Polars column."""
    types: Mapping[str, Any] = {
        "switch": polars.Boolean, "whole": polars.Int64, "number": polars.Float64, "day": polars.Date,
        "moment": polars.Datetime("us", "UTC"), "text": polars.String,
    }  # fmt: skip
    return types.get(_kind(cells), polars.Null if not any(cell is not None for cell in cells) else polars.Object)
