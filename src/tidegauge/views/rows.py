"""An answer taken apart into rows of plain cells, list by list, whatever question it answers.

Answers are trees of records. Here every list of records becomes a list of rows under its path (``weeks.causes``), what
stands alone becomes the one row of ``summary``, and sentences go to ``sentences``. A row is a table of column to cell,
where a column is still the path below its list: names are given in `tidegauge.views.tables`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from tidegauge.questions.answer import Answer
from tidegauge.words import LANGUAGES
from tidegauge.words.sentence import Sentence, say

Cell = str | int | float | bool | date | datetime | None
Path = tuple[str, ...]
Row = dict[Path, Cell]

SUMMARY, SENTENCES = ("summary",), ("sentences",)
KEYS = (
    "id", "event", "episode", "gauge", "asset", "model", "target", "metric", "lever", "kind", "timing", "horizon",
    "start", "end", "date", "on",
)  # fmt: skip
"""Columns that say what a row is about: the rows of a list inside it carry them along."""

TUPLES = {2: ("period", "value"), 3: ("offset_days", "period", "value")}  # what the parts of unnamed tuples are


def rows(answer: Answer, lang: str) -> dict[Path, list[Row]]:
    """Return every list of an answer as rows, in the order in which they stand.

    Examples
    --------
    >>> from tidegauge.questions import ledger
    >>> from tidegauge.questions.desk import Desk
    >>> found = rows(ledger.explain(Desk(), event="E01a"), "en")
    >>> sorted(found), found["postings",][0]["instrument",]
    ([('effects',), ('net_worth',), ('postings',), ('summary',)], 'reserves')
    """
    taken = _Apart(lang, getattr(answer.answer, "days", ()))
    if isinstance(answer.answer, list | tuple) and not hasattr(answer.answer, "_asdict"):
        taken.listed(answer.answer, (answer.question.replace(".", "_"),), {})
    else:
        summary: Row = {}
        taken.found[SUMMARY] = [summary]
        for name, value in _parts(answer.answer):
            taken.spread(value, (name,), (name,), summary)
        if not summary:
            del taken.found[SUMMARY]
    return taken.found


def _parts(record: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a record."""
    if is_dataclass(record):
        yield from ((field.name, getattr(record, field.name)) for field in fields(record))
    else:
        yield from record._asdict().items()


def _named(value: Any) -> dict[str, Any]:
    """Return the parts of one entry of a list by name; those of a tuple that is no record are named by how many."""
    if _is_record(value):
        return dict(_parts(value))
    if isinstance(value, tuple):
        names = TUPLES.get(len(value)) or tuple(str(n) for n in range(1, len(value) + 1))
        return dict(zip(names, value, strict=True))
    return {"value": value}


def _is_record(value: Any) -> bool:
    """Say whether a value has named fields."""
    return (is_dataclass(value) or hasattr(value, "_asdict")) and not isinstance(value, Sentence)


class _Apart:
    """The lists found so far; `days` are those that bands of a run have a value for."""

    def __init__(self, lang: str, days: Any) -> None:
        self.lang = lang
        self.days = days if isinstance(days, tuple) else ()
        self.found: dict[Path, list[Row]] = {}

    def listed(self, values: Sequence[Any], path: Path, about: Row) -> None:
        """Add one row for each of some values; `about` says which row of an outer list they belong to."""
        found = self.found.setdefault(path, [])
        for value in values:
            row: Row = {}
            found.append(row)
            parts = _named(value)
            for column, cell in about.items():
                name = column[-1]
                row[(path[-2], name) if len(path) > 1 and name in parts else (name,)] = cell
            for name in sorted(parts, key=lambda name: name not in KEYS):  # what it is about, then what it says
                self.spread(parts[name], (*path, name), (name,), row)

    def spread(self, value: Any, path: Path, column: Path, row: Row) -> None:
        """Put a value into a row, or what it holds many of into rows of their own."""
        is_alone = self._is_alone(row)
        if isinstance(value, Sentence):
            row[column] = say(value, self.lang)
        elif isinstance(value, Mapping):
            self._mapping(value, path, column, row)
        elif _is_record(value) and not (is_alone and all(_is_plain(part) for _, part in _parts(value))):
            for name, part in _parts(value):
                self.spread(part, (*path, name), (*column, name), row)
        elif _is_record(value):
            self.listed([value], path, {})
        elif isinstance(value, list | tuple):
            self._sequence(value, path, column, row)
        else:
            row[column] = value

    def _is_alone(self, row: Row) -> bool:
        """Say whether a row is the summary."""
        return row is self.found.get(SUMMARY, [None])[0]

    def _about(self, row: Row) -> Row:
        """Return the cells that say what a row of a list is about."""
        if self._is_alone(row):
            return {}
        return {
            column: cell
            for column, cell in row.items()
            if len(column) == 1 and column[0] in (*KEYS, "key") and not isinstance(cell, bool)
        }

    def _mapping(self, value: Mapping[Any, Any], path: Path, column: Path, row: Row) -> None:
        """A name in every language is one cell, bands of a run a row a day; else a row or a column for every key."""
        is_alone = self._is_alone(row)
        if set(value) == set(LANGUAGES):
            row[column] = value[self.lang]
        elif self.days and _is_bands(value, len(self.days)):
            self.found[path] = [
                {("date",): day}
                | {
                    (metric, f"p{per_cent:02}"): band[n]
                    for metric, bands in value.items()
                    for per_cent, band in bands.items()
                }
                for n, day in enumerate(self.days)
            ]
        else:
            for key, inner in value.items():
                if isinstance(inner, list | tuple) and inner and _is_record(inner[0]):
                    self.listed(inner, path, {**self._about(row), ("key",): key})
                elif is_alone or _is_record(inner):
                    of_key: Row = {**self._about(row), ("key",): str(key)}
                    self.found.setdefault(path, []).append(of_key)
                    self._inside(inner, path, of_key)
                else:
                    self.spread(inner, (*path, str(key)), (*column, str(key)), row)

    def _inside(self, inner: Any, path: Path, row: Row) -> None:
        """Put what stands behind a key into the row of that key."""
        if _is_record(inner):
            for name, part in _parts(inner):
                self.spread(part, (*path, name), (name,), row)
        else:
            self.spread(inner, (*path, "value"), ("value",), row)

    def _sequence(self, values: Sequence[Any], path: Path, column: Path, row: Row) -> None:
        """Sentences alone go to one list, texts share a cell, records and pairs are a list, numbers a column each."""
        is_alone = self._is_alone(row)
        if not values:
            return
        first = values[0]
        if isinstance(first, Sentence):
            told: list[Row] = [{("part",): path[-1], ("text",): say(one, self.lang)} for one in values]
            self.found.setdefault(SENTENCES, []).extend(told)
        elif _is_record(first) or isinstance(first, tuple):
            self.listed(values, path, self._about(row))
        elif isinstance(first, str):
            row[column] = ", ".join(values)
        elif not is_alone:
            row.update({(*column, str(n)): number for n, number in enumerate(values, 1)})
        elif path != ("days",):
            self.listed(values, path, {})


def _is_plain(value: Any) -> bool:
    """Say whether a value is one cell."""
    return value is None or isinstance(value, str | int | float | date)


def _is_bands(value: Mapping[Any, Any], n_days: int) -> bool:
    """Say whether a mapping holds, for each metric, the quantiles of every day."""
    return bool(value) and all(
        isinstance(bands, Mapping)
        and bool(bands)
        and all(isinstance(band, list | tuple) and len(band) == n_days for band in bands.values())
        for bands in value.values()
    )
