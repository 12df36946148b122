"""`SpreadModel`: an overnight rate over the interest on reserves, 1 to 20 business days ahead, with its spikes.

At the end of a day the market's rates of the day before are known, so the first day ahead is two days from the last
figure. The day between is not forecast, only passed through.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.clock import NEW_YORK, in_new_york
from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Frame, days
from tidegauge.models.base import Forecast, business_days_after, day_numbers
from tidegauge.models.spreads import distribution, level, spike
from tidegauge.models.spreads.curve import shortage
from tidegauge.models.spreads.drivers import INPUTS, calendar, on_calendar, spare_cash, standing
from tidegauge.models.targets import TARGETS

if TYPE_CHECKING:
    from numpy.typing import NDArray

DAYS_MOST = 20
"""The farthest day ahead; beyond it a forecast is NaN, since no error path reaches there."""
AHEAD = np.arange(1, DAYS_MOST + 1)
LATE_MOST = 4  # business days from the last published rate to the origin; usually 1
PATHS_LEAST = 40  # the outermost of the levels needs 39 errors, see `conformal`
LEARNT_AFTER = 20  # days the filter takes to forget its start


@dataclass(frozen=True, slots=True)
class History:
    """The days from the first known spread to the origin; arrays of shape (n,).

    `start` is the calendar's position of the first day, `spread` [bp] is NaN where none is known, `weight` is w, how
    hard the calendar bites as each evening knew it [percentage points], and `known` counts the days up to the last
    known spread. Where reserves, bank assets or ON RRP stop, w stands as it last was: bank cash moves slowly, and the
    amplitude goes on learning; `docs/models/spread-forecast.md` has the cost.
    """

    start: int
    spread: "NDArray[np.float64]"
    weight: "NDArray[np.float64]"
    known: int

    @property
    def kinds(self) -> "NDArray[np.float64]":
        """The kinds of the days, shape (n, n_kinds)."""
        return calendar().kinds[self.start : self.start + len(self.spread)]


@dataclass(frozen=True, slots=True)
class SpreadModel:
    """The model of one spread.

    Parameters
    ----------
    id : str
        Permanent, lower snake case.
    target : str
        One of `targets.TARGETS` ending in ``_iorb_bp``.
    settings : level.Settings
        How fast its parts move; chosen on April 2018 to December 2024.

    Examples
    --------
    >>> SOFR.inputs
    ('sofr', 'iorb', 'reserves', 'bank_assets', 'on_rrp')
    """

    id: str
    target: str
    settings: level.Settings = field(default_factory=level.Settings)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The series of the spread and of spare cash."""
        return (*TARGETS[self.target].inputs, *INPUTS)

    def fit(self, frame: Frame) -> "FittedSpread":
        """Return the usual sizes of the calendar's terms, the state on the last known day, and the past error paths.

        Raises
        ------
        TooLittleHistory
            Fewer than `PATHS_LEAST` past days have a spread, spare cash and twenty days after them.
        """
        past = self.history(frame)
        spread = np.where(np.isnan(past.weight), np.nan, past.spread)[: past.known]
        weight, kinds = past.weight[: past.known], past.kinds[: past.known]
        sizes = level.usual_sizes(spread, weight, kinds) if self.settings.has_calendar else np.zeros(kinds.shape[1])
        usual = kinds @ sizes
        states = level.follow(level.opening(float(spread[0])), spread, np.nan_to_num(weight * usual), self.settings)
        errors = self._errors(spread, weight, usual, states)
        if len(errors) < PATHS_LEAST:
            raise self.too_little(frame, PATHS_LEAST, len(errors))
        return FittedSpread(self, sizes, errors, past.start + past.known, states[-1])

    def history(self, frame: Frame) -> History:
        """Return the days that a frame knows of, to its origin.

        Raises
        ------
        TooLittleHistory
            Fewer spreads since April 2018 than the shortest error path needs.
        """
        table = calendar()
        track = TARGETS[self.target].track(frame).present()
        row = int(np.searchsorted(track.periods, table.numbers[0]))
        needed = PATHS_LEAST + LEARNT_AFTER + DAYS_MOST
        if len(track) - row < needed:
            raise self.too_little(frame, needed, len(track) - row)
        start, last = table.place(int(track.periods[row])), table.place(int(track.periods[-1]))
        origin = days(frame.as_of.astimezone(NEW_YORK).date())
        end = int(np.searchsorted(table.numbers, origin, side="right"))
        numbers = table.numbers[start:end]
        kink = shortage(standing(spare_cash(frame, numbers)), self.settings.satiation, self.settings.width)
        return History(start, on_calendar(track, numbers), kink + self.settings.floor, last + 1 - start)

    def _errors(
        self,
        spread: "NDArray[np.float64]",
        weight: "NDArray[np.float64]",
        usual: "NDArray[np.float64]",
        states: list[level.State],
    ) -> "NDArray[np.float64]":
        """Return the scaled error paths of every past origin whose twenty days are over.

        A past origin stands one day after the last spread it knew, with the spare cash of its own evening.
        """
        rows = np.arange(LEARNT_AFTER, len(spread) - DAYS_MOST - 1)
        ahead = AHEAD + 1
        target = rows[:, None] + ahead
        push = weight[rows + 1, None] * usual[target]
        table = level.table([states[row] for row in rows.tolist()])
        centre = level.projected(table, push, ahead, self.settings)
        scale = level.expected_errors(table, push, ahead, self.settings)
        return distribution.scaled_errors(spread[target], centre, scale)

    def too_little(self, frame: Frame, needed: int, found: int, series: str = "") -> TooLittleHistory:
        """Return the error that says what is missing: fresh figures of the target unless told."""
        as_of = in_new_york(frame.as_of)
        return TooLittleHistory(model=self.id, needed=needed, series=series or self.target, found=found, as_of=as_of)


@dataclass(frozen=True, slots=True)
class FittedSpread:
    """A spread's model with its parameters.

    Parameters
    ----------
    model : SpreadModel
    sizes : array, shape (n_kinds,)
        What each kind of day adds per percentage point of shortage [bp].
    errors : array, shape (n_paths, DAYS_MOST)
        Past error paths over their scale.
    place : int
        The calendar's position after the last day that `state` has seen.
    state : level.State
    """

    model: SpreadModel
    sizes: "NDArray[np.float64]"
    errors: "NDArray[np.float64]"
    place: int
    state: level.State

    def predict(self, frame: Frame, days: Sequence[date]) -> Forecast:
        """Return the forecast of `days` [bp]; those beyond `DAYS_MOST` are NaN.

        Raises
        ------
        TooLittleHistory
            The last spread is more than `LATE_MOST` business days old, or spare cash was never known.
        """
        near = days[:DAYS_MOST]
        centre, scale = self.expected(frame, near)
        quantiles = distribution.at_levels(distribution.paths(centre, scale, self.errors[:, : len(near)]))
        beyond = len(days) - len(near)
        return Forecast(
            day_numbers(days),
            np.pad(centre, (0, beyond), constant_values=np.nan),
            np.pad(scale, (0, beyond), constant_values=1.0),
            np.pad(quantiles, ((0, 0), (0, beyond)), constant_values=np.nan),
        )

    def expected(self, frame: Frame, days: Sequence[date]) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
        """Return centre and scale of some days ahead [bp, each of shape (n,)]."""
        past = self.model.history(frame)
        table, settings = calendar(), self.model.settings
        last = past.start + past.known - 1
        origin = past.start + len(past.spread) - 1
        if origin - last > LATE_MOST:
            raise self.model.too_little(frame, 1, 0)
        if np.isnan(past.weight[-1]):
            raise self.model.too_little(frame, 1, 0, ", ".join(INPUTS))
        since = slice(self.place - past.start, past.known)
        push = np.nan_to_num(past.weight[since]) * (past.kinds[since] @ self.sizes)
        states = level.follow(self.state, past.spread[since], push, settings)
        now = level.table([states[-1] if states else self.state])
        places = np.searchsorted(table.numbers, day_numbers(days))
        ahead = places - last
        push = past.weight[-1] * (table.kinds[places] @ self.sizes)[None, :]
        centre = level.projected(now, push, ahead, settings)[0]
        return centre, level.expected_errors(now, push, ahead, settings)[0]

    def spikes(self, frame: Frame, origin: date) -> "NDArray[np.float64]":
        """Return the probabilities of a spike within `spike.WINDOWS` after an origin [shape (n_windows,)]."""
        centre, scale = self.expected(frame, business_days_after(origin, DAYS_MOST))
        return spike.probabilities(distribution.paths(centre, scale, self.errors))


SOFR = SpreadModel("sofr_spread", "sofr_iorb_bp")
TGCR = SpreadModel("tgcr_spread", "tgcr_iorb_bp")
RANDOM_WALK = level.Settings(persistence=0.0, level_step=25.0, gap_step=0.0, noise=0.0, has_calendar=False)
"""The level is the last value, as long as a day moves it by less than `level.CUT` times 5 bp."""
EFFR = SpreadModel("effr_spread", "effr_iorb_bp", RANDOM_WALK)
