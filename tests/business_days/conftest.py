"""Answers written by hand from the publishers' schedules, and the published series the calendars must agree with.

`answers.csv` holds one row a calendar, kind (``closed``, or the clock time of an early close) and year. It was typed
from the schedules and the gaps of published series; nothing in `tidegauge` wrote it, and nothing may.
"""

import csv
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path

import pytest

ANSWERS = Path(__file__).parent / "answers.csv"
PUBLISHED = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def answers() -> dict[tuple[str, str, int], list[date]]:
    """Days by calendar, kind and year; a year without days of a kind has no entry."""
    with ANSWERS.open(newline="", encoding="utf-8") as lines:
        return {
            (row["calendar"], row["kind"], int(row["year"])): [
                date.fromisoformat(f"{row['year']}-{day}") for day in row["days"].split()
            ]
            for row in csv.DictReader(lines)
        }


@pytest.fixture(scope="session")
def early_answers(answers: dict[tuple[str, str, int], list[date]]) -> Callable[[str, int], dict[date, time]]:
    """Early closes of one calendar and year, in order."""

    def find(calendar: str, year: int) -> dict[date, time]:
        found = {
            day: time.fromisoformat(kind)
            for (name, kind, row_year), days in answers.items()
            if name == calendar and row_year == year and kind != "closed"
            for day in days
        }
        return dict(sorted(found.items()))

    return find


@pytest.fixture(scope="session")
def published_days() -> Callable[..., set[date]]:
    """Days on which a published series has a value; skips where the series are not at hand."""

    def read(path: str, column: str = "date") -> set[date]:
        if not (PUBLISHED / path).exists():
            pytest.skip(f"{PUBLISHED / path} is not here, so the calendar is checked against answers.csv only")
        with (PUBLISHED / path).open(newline="", encoding="utf-8") as lines:
            return {date.fromisoformat(row[column]) for row in csv.DictReader(lines)}

    return read


@pytest.fixture(scope="session")
def weekdays() -> Callable[[date, date], set[date]]:
    """Every Monday to Friday between two days, both included."""

    def list_them(start: date, end: date) -> set[date]:
        days = (start + timedelta(days=n) for n in range((end - start).days + 1))
        return {day for day in days if day.weekday() < 5}

    return list_them
