"""The items of the Reserve Banks' balance sheet on Wednesdays, and how each but the Treasury's cash moves on.

    reserves = assets − Treasury cash − ON RRP − rest

Assets follow announced policy. ON RRP gives way first where assets shrink; of what assets add and Treasury cash takes
it makes up for the share of the last year; it never falls below zero. The rest (currency, the foreign pool, other
deposits, capital) stays: no rule tried for it beat that.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.frame import Frame

if TYPE_CHECKING:
    from numpy.typing import NDArray

ASSETS, CASH, REVERSE_REPOS, POOL, RESERVES = (
    "fed_assets",
    "tga_wednesday",
    "reverse_repos",
    "foreign_repo_pool",
    "reserves",
)
SHEET = (ASSETS, CASH, REVERSE_REPOS, POOL, RESERVES)
SHARE_WEEKS = 52
SHARE_SPAN = 13
"""Weeks over which the share of ON RRP is read off: reserves give way first, funds follow."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Wednesday levels of all items on the days that every one has [USD], each of shape (n,), in order of time."""

    days: "NDArray[np.int32]"
    assets: "NDArray[np.float64]"
    cash: "NDArray[np.float64]"
    on_rrp: "NDArray[np.float64]"
    reserves: "NDArray[np.float64]"

    @property
    def rest(self) -> "NDArray[np.float64]":
        """What the identity leaves: currency, the foreign pool, other deposits and capital [USD]."""
        return self.assets - self.cash - self.on_rrp - self.reserves


def sheet(frame: Frame) -> Sheet:
    """Return the Wednesday levels that a frame knows; reverse repos without the foreign pool are ON RRP."""
    tracks = {series: frame[series].present() for series in SHEET}
    shared = tracks[RESERVES].periods
    for track in tracks.values():
        shared = np.intersect1d(shared, track.periods)
    level = {name: track.values[np.searchsorted(track.periods, shared)] for name, track in tracks.items()}
    return Sheet(shared, level[ASSETS], level[CASH], level[REVERSE_REPOS] - level[POOL], level[RESERVES])


def absorbed_share(known: Sheet) -> float:
    """Return the share of what assets added and Treasury cash gave that went into ON RRP over 13 weeks, 0 to 1.

    Examples
    --------
    >>> days = np.arange(0, 7 * 120, 7, dtype=np.int32)
    >>> cash = 100.0 * np.sin(np.arange(120.0))
    >>> flat = np.zeros(120)
    >>> round(absorbed_share(Sheet(days, flat, cash, -0.5 * cash, flat)), 2)
    0.5
    """
    supplied = known.assets - known.cash
    given, taken = (level[SHARE_SPAN:] - level[:-SHARE_SPAN] for level in (supplied, known.on_rrp))
    given, taken = given[-SHARE_WEEKS:], taken[-SHARE_WEEKS:]
    centred = given - given.mean()
    spread = float(centred @ centred)
    return float(np.clip(centred @ taken / spread, 0.0, 1.0)) if spread else 0.0


def on_rrp_ahead(
    level: float, share: float, assets: "NDArray[np.float64]", taken: "NDArray[np.float64]"
) -> "NDArray[np.float64]":
    """Return ON RRP where assets change by `assets` and Treasury cash takes `taken` since now [USD]; never below zero.

    Money funds hold what banks need least, so a shrinking balance sheet comes out of ON RRP in full while there is any.
    """
    ahead = level + np.minimum(assets, 0.0) + share * (np.maximum(assets, 0.0) - taken)
    return np.maximum(ahead, 0.0)
