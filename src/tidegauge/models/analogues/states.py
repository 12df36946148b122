"""The state of the funding market as it was known on every evening, and what came after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.clock import NEW_YORK, end_of_day
from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Frame, Track, from_days, micros
from tidegauge.models.base import FED, day_numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEATURES = (
    "sofr_iorb_bp",
    "effr_iorb_bp",
    "sofr_dispersion_bp",
    "reserves_to_bank_assets",
    "on_rrp",
    "srf",
    "tga_change_1w",
)
HORIZONS = (5, 20, 60)  # business days
OUTCOMES: Mapping[str, str] = {"sofr_iorb_change": "bp", "sofr_iorb_highest": "bp", "reserves_change": "usd"}
STALE_AFTER = 16  # days after its period that a figure still stands for the state; a weekly one is 9 at most
LEAST = 250  # evenings before the first standard deviation


@dataclass(frozen=True, slots=True)
class Evenings:
    """Every business day's evening in New York.

    `states` holds what was known then, shape (n_days, n_features), NaN where nothing fresh was; `outcomes` what came by
    outcome, shape (n_days, n_horizons), NaN where it is not known at the as-of. A change is from the last figure known
    on the evening to that of the day; `levels` are the SOFR − IORB known on the evening [bp].
    """

    days: "NDArray[np.int32]"
    states: "NDArray[np.float64]"
    levels: "NDArray[np.float64]"
    outcomes: Mapping[str, "NDArray[np.float64]"]

    def day(self, row: int) -> date:
        """Return the date of a row."""
        return from_days(int(self.days[row]))


def evenings(state: Frame) -> Evenings:
    """Return every evening from the first figure of the state to the as-of.

    Parameters
    ----------
    state : Frame
        The gauges of `FEATURES` and ``reserves`` [USD], each without missing values.

    Raises
    ------
    TooLittleHistory
        Fewer than 250 evenings are known.
    """
    rates = state["sofr_iorb_bp"]
    last = state.as_of.astimezone(NEW_YORK).date()
    opened = FED.open_days(from_days(int(rates.periods[0])), last) if len(rates) else []
    if len(opened) < LEAST:
        facts = {"series": "sofr_iorb_bp", "needed": LEAST, "found": len(opened)}
        raise TooLittleHistory(model="analogues", as_of=last, **facts)
    moments = np.array([min(micros(end_of_day(day)), micros(state.as_of)) for day in opened])
    days = day_numbers(opened)
    states = np.column_stack([_known(state[feature], days, moments) for feature in FEATURES])
    levels = states[:, FEATURES.index("sofr_iorb_bp")]
    came = {
        "sofr_iorb_change": _changes(rates, days, levels),
        "sofr_iorb_highest": _highest(rates, days),
        "reserves_change": _changes(state["reserves"], days, _known(state["reserves"], days, moments)),
    }
    return Evenings(days, states, levels, came)


def _known(track: Track, days: "NDArray[np.int32]", moments: "NDArray[np.int64]") -> "NDArray[np.float64]":
    """Return the last value known at each moment; NaN where it is about a day too long ago."""
    if not len(track):
        return np.full(len(days), np.nan)
    row = np.searchsorted(np.maximum.accumulate(track.known_at), moments, side="right") - 1
    inside = np.maximum(row, 0)
    is_fresh = (row >= 0) & (days - track.periods[inside] <= STALE_AFTER)
    return np.where(is_fresh, track.values[inside], np.nan)


def _changes(track: Track, days: "NDArray[np.int32]", since: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the value of the day h business days on less what was known on the evening, by horizon."""
    came = np.full((len(days), len(HORIZONS)), np.nan)
    if len(track):
        row = np.searchsorted(track.periods, days, side="right") - 1
        value = np.where((row >= 0) & (days <= _settled(track)), track.values[np.maximum(row, 0)], np.nan)
        for column, ahead in enumerate(HORIZONS):
            came[:-ahead, column] = value[ahead:] - since[:-ahead]
    return came


def _highest(track: Track, days: "NDArray[np.int32]") -> "NDArray[np.float64]":
    """Return the highest value of the next h business days, by horizon; NaN until the last of them is known."""
    came = np.full((len(days), len(HORIZONS)), np.nan)
    for row in range(len(days)):
        for column, ahead in enumerate(HORIZONS):
            if row + ahead < len(days) and days[row + ahead] <= track.periods[-1]:
                low, high = np.searchsorted(track.periods, (days[row], days[row + ahead]), side="right")
                came[row, column] = track.values[low:high].max() if high > low else np.nan
    return came


def _settled(track: Track) -> int:
    """Return the last day for which no later figure of a track is still to come: a week on for a weekly one."""
    last = int(track.periods[-1])
    is_weekly = len(track) > 1 and int(np.median(np.diff(track.periods))) == 7
    return last + 6 if is_weekly else last
