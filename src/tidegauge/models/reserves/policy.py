"""What the FOMC has announced of the Reserve Banks' assets, and the path of assets that follows from it.

A day knows what had been announced by its end, and nothing later. For each key the latest announcement replaces earlier
ones: purchases for reserves and of other assets add to assets, the principal that is let run off takes from them.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tidegauge.frame import days as day_number
from tidegauge.models.base import day_numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

BILLION = 1_000_000_000
MONTH_DAYS = 365.25 / 12
LAST_DAY = day_number(date.max)
PURCHASES = "asset_purchases"
SIGNS = {"reserve_purchases": 1, PURCHASES: 1, "runoff_treasuries": -1, "runoff_mbs": -1}
"""The keys that move assets, and which way; what is reinvested in bills leaves them as they are."""


class Announcement(NamedTuple):
    """One announcement: when, whose, and what it set."""

    announced_on: date
    source: str
    mark: str
    sets: Mapping[str, Any]


def announcements(on: date) -> Iterator[Announcement]:
    """Yield what had been announced by a day, in order of announcement.

    >>> [said.announced_on.isoformat() for said in announcements(date(2025, 12, 10))][-1]
    '2025-12-10'
    """
    for said in _all():
        if said.announced_on <= on:
            yield said


def assets_moved(on: date, start: date, days: Sequence[date]) -> "NDArray[np.float64]":
    """Return how far announced policy moves the Reserve Banks' assets from the end of a day to others [USD].

    Parameters
    ----------
    on : date
        What had been announced by the end of this day counts.
    start : date
        The day the change is counted from, before the first of `days`.
    days : sequence of date
        In order.

    Returns
    -------
    array, shape (n_days,)
        A month's pace is spread evenly over its calendar days.

    Examples
    --------
    >>> before, after = (assets_moved(on, date(2025, 12, 17), [date(2026, 1, 14)]) for on in (
    ...     date(2025, 12, 9), date(2025, 12, 10)))
    >>> [round(float(moved[0]) / 1e9, 1) for moved in (before, after)]
    [0.0, 36.8]
    """
    first, numbers = day_number(start) + 1, day_numbers(days)
    daily = np.zeros(int(numbers[-1]) - first + 1)
    said: dict[str, Any] = {}
    for announcement in announcements(on):
        said |= announcement.sets
    for key, sign in SIGNS.items():
        for begins, ends, pace in _spells(key, said.get(key, ())):
            daily[max(begins - first, 0) : max(ends + 1 - first, 0)] += sign * pace * BILLION / MONTH_DAYS
    moved: NDArray[np.float64] = np.cumsum(daily)[numbers - first]
    return moved


def _spells(key: str, entries: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, int, int]]:
    """Yield first and last day, since 1970-01-01, and monthly pace of each entry [bn USD].

    Purchases of assets run side by side, each until its own end; a pace of the other keys runs until the next one.
    """
    froms = [day_number(entry["from"]) for entry in entries]
    followed = [LAST_DAY] * len(froms) if key == PURCHASES else [*(day - 1 for day in froms[1:]), LAST_DAY]
    for entry, begins, last in zip(entries, froms, followed, strict=False):
        yield begins, day_number(entry["until"]) if "until" in entry else last, entry["pace"]


@lru_cache(maxsize=1)
def _all() -> tuple[Announcement, ...]:
    """Return policy.toml, in order of announcement."""
    listed = tomllib.loads(Path(__file__).with_name("policy.toml").read_text("utf-8"))["announcements"]
    known = ("announced_on", "source", "mark")
    return tuple(
        Announcement(
            entry["announced_on"], entry["source"], entry["mark"], {k: v for k, v in entry.items() if k not in known}
        )
        for entry in sorted(listed, key=lambda entry: entry["announced_on"])
    )
