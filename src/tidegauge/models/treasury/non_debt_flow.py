"""`NonDebtFlow`: the Treasury's receipts less its payments, debt apart, over the next 1 to 65 business days.

Each tax and each payment keeps its own calendar, set by law weeks or years ahead; only its level drifts. So each group
is forecast as level × calendar profile, the rest that no group explains by its own profile, and the sum is the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from tidegauge.clock import in_new_york
from tidegauge.errors import HorizonBeyondCalendar, TooLittleHistory
from tidegauge.frame import Frame
from tidegauge.models.base import LAST_CHECKED_DAY, Forecast, day_numbers
from tidegauge.models.treasury import profile, uncertainty
from tidegauge.models.treasury.features import columns, grid
from tidegauge.models.treasury.flows import Flows, flows, group_flow, last_known
from tidegauge.models.treasury.groups import GROUPS, INPUTS, REST_CALENDAR, Group

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODEL_ID = "non_debt_flow"
MAIN_TAX = 0  # withheld taxes among `GROUPS`
LEARNING_DAYS = 200
"""Days with a level that a group needs, about ten months; one with fewer stays in the rest."""
REST_DAYS = 150
"""Exact days the rest needs; with fewer, the rough days of the last two years come before them."""
ROUGH_DAYS = 500
ENDED_DAYS = 30
"""A group silent for so long while others go on has ended."""
GROWTH_TRUST, GROWTH_MOST = 0.5, 0.2
"""Half the growth of the last year is carried on, within 20 % a year; a prior, since one year is one observation."""


@dataclass(frozen=True, slots=True)
class DailyFlows:
    """What is expected on each day [USD]; out of the Treasury below 0.

    `groups` has one row for each id of `ids`, the last of which is "rest", shape (n_groups, n); `net` is their sum and
    `variance` the expected squared error of a day, shape (n,); `shared` that of the level which all days share.
    """

    ids: tuple[str, ...]
    groups: "NDArray[np.float64]"
    net: "NDArray[np.float64]"
    variance: "NDArray[np.float64]"
    shared: float


@dataclass(frozen=True, slots=True)
class GroupFit:
    """The fitted profile of one group: its share of a normal day on each day of the table, and its past errors."""

    place: int
    shares: "NDArray[np.float64]"
    squares: "NDArray[np.float64]"
    errors: "NDArray[np.float64]"


@dataclass(frozen=True, slots=True)
class FittedNonDebtFlow:
    """Profiles of the groups and of the rest."""

    fits: tuple[GroupFit, ...]
    rest: GroupFit

    def predict(self, frame: Frame, days: Sequence[date]) -> Forecast:
        """Return the non-debt flow summed from the first of `days` [USD].

        Raises
        ------
        HorizonBeyondCalendar
            A day is not a business day of the table of calendars.
        TooLittleHistory
            The frame no longer has a year of a group that was fitted.
        """
        daily = self.daily(frame, days)
        scale = uncertainty.spread_of_sums(daily.variance, daily.shared)
        return Forecast(day_numbers(days), np.cumsum(daily.net), scale)

    def daily(self, frame: Frame, days: Sequence[date]) -> DailyFlows:
        """Return the flow of each day by group [USD]; `days` are business days in any number."""
        ahead = _positions(days)
        rows = self._levels(frame, int(ahead[0]))
        groups = self._expected(rows, ahead)
        kind = uncertainty.kinds()[ahead]
        variance = np.sum([level**2 * one.squares[kind] for level, one in [*rows, (1.0, self.rest)]], axis=0)
        errors = np.sum([level * np.nan_to_num(one.errors) for level, one in rows], axis=0) + self.rest.errors
        ids = (*(GROUPS[one.place].id for one in self.fits), "rest")
        return DailyFlows(ids, groups, groups.sum(axis=0), variance, uncertainty.drift(errors))

    def net(self, frame: Frame, days: Sequence[date]) -> "NDArray[np.float64]":
        """Return the flow of each day [USD] as `daily` does, without what its errors take to reckon."""
        ahead = _positions(days)
        total: NDArray[np.float64] = self._expected(self._levels(frame, int(ahead[0])), ahead).sum(axis=0)
        return total

    def _levels(self, frame: Frame, first: int) -> "list[tuple[float, GroupFit]]":
        """Return the level of each fitted group for days from place `first`."""
        fitted = [(GROUPS[one.place], one) for one in self.fits]
        return [(level_at(frame, group, group_flow(frame, group), first), one) for group, one in fitted]

    def _expected(self, rows: "list[tuple[float, GroupFit]]", ahead: "NDArray[np.int64]") -> "NDArray[np.float64]":
        """Return the flow of each group, and of the rest, on the days at places `ahead`."""
        return np.stack([level * one.shares[ahead] for level, one in rows] + [self.rest.shares[ahead]])


class NonDebtFlow:
    """The model of the Treasury's non-debt flow; see `docs/models/non-debt-flow.md`."""

    id: ClassVar[str] = MODEL_ID
    target: ClassVar[str] = "net_non_debt_flow"
    inputs: ClassVar[tuple[str, ...]] = INPUTS

    def fit(self, frame: Frame) -> FittedNonDebtFlow:
        """Return the profiles fitted to nothing but `frame`.

        Raises
        ------
        TooLittleHistory
            Withheld taxes, the largest group, have less than two years or have ended, or the rest is not known.
        """
        known = flows(frame)
        usable, main = usable_groups(known.groups), GROUPS[MAIN_TAX]
        if MAIN_TAX not in usable:
            raise _not_enough(frame, main.lines[0], _needed(main), int((~np.isnan(known.groups[MAIN_TAX])).sum()))
        return FittedNonDebtFlow(
            tuple(_fit_group(known.groups[place], place) for place in usable),
            _fit_rest(frame, known, usable),
        )


def usable_groups(groups: "NDArray[np.float64]") -> list[int]:
    """Return the places of the groups with enough history that have not ended before the others."""
    ends = [last_known(row) for row in groups]
    return [
        place
        for place, group in enumerate(GROUPS)
        if (~np.isnan(groups[place])).sum() >= _needed(group) and ends[place] > max(ends) - ENDED_DAYS
    ]


def level_at(frame: Frame, group: Group, values: "NDArray[np.float64]", first: int) -> float:
    """Return the level of a group for days from place `first`: its trailing mean, grown on where it is old."""
    last = last_known(values)
    level = profile.mean_to(values, group.level_days, last)
    if np.isnan(level):
        recent = values[max(first - group.level_days, 0) : first]
        raise _not_enough(frame, group.lines[0], group.level_days, int((~np.isnan(recent)).sum()))
    return float(level * growth(values, last) ** (max(first - last - profile.LEVEL_LAG_DAYS, 0) / profile.YEAR))


def growth(values: "NDArray[np.float64]", last: int) -> float:
    """Return the factor a year by which a flow is carried on: half its growth over the last year, within bounds."""
    year, before = (profile.mean_to(values, profile.YEAR, place) for place in (last, last - profile.YEAR))
    if np.isnan(before) or before == 0 or np.isnan(year):
        return 1.0
    return 1 + float(np.clip(GROWTH_TRUST * (year / before - 1), -GROWTH_MOST, GROWTH_MOST))


def _fit_group(values: "NDArray[np.float64]", place: int) -> GroupFit:
    """Fit one group in shares of its own level."""
    group = GROUPS[place]
    design, target = columns(group.calendar), profile.shares(values, group.level_days)
    return _group_fit(place, profile.choose(design, target))


def _fit_rest(frame: Frame, known: Flows, usable: list[int]) -> GroupFit:
    """Fit what the groups leave of the exact flow [USD]."""
    explained = known.groups[usable].sum(axis=0)
    target = known.net - explained
    if (~np.isnan(target)).sum() < REST_DAYS:
        target = np.where(np.isnan(target), known.rough - explained, target)
        target[: max(last_known(target) - ROUGH_DAYS, 0)] = np.nan
    found = int((~np.isnan(target)).sum())
    if found < REST_DAYS:
        raise _not_enough(frame, "tga", REST_DAYS, found)
    design = columns(REST_CALENDAR)
    return _group_fit(len(GROUPS), profile.choose(design, target, robust=True))


def _group_fit(place: int, found: profile.Profile) -> GroupFit:
    """Add the expected size of errors."""
    return GroupFit(place, found.shares, uncertainty.mean_squares(found.errors), found.errors)


def _needed(group: Group) -> int:
    """Days of history that a group needs."""
    return group.level_days + profile.LEVEL_LAG_DAYS + LEARNING_DAYS


def _positions(wanted: Sequence[date]) -> "NDArray[np.int64]":
    """Return the places of business days in the table."""
    numbers = grid().numbers
    places = np.searchsorted(numbers, day_numbers(wanted))
    inside = places < len(numbers)
    if not inside.all() or not np.array_equal(numbers[places], day_numbers(wanted)):
        raise HorizonBeyondCalendar(horizon=len(wanted), origin=wanted[0], last=LAST_CHECKED_DAY)
    return places


def _not_enough(frame: Frame, series: str, needed: int, found: int) -> TooLittleHistory:
    """The error of too little history."""
    return TooLittleHistory(model=MODEL_ID, series=series, needed=needed, found=found, as_of=in_new_york(frame.as_of))
