"""Net bill sales that are known on the origin day, because their auctions have been held.

The rule: an auction counts from 13:05 in New York on its day, when its result is out, and a settlement day counts once
all of its auctions have been held. Bills of 4, 8 and 17 weeks are auctioned on Wednesday and Thursday and settle on
Tuesday, known from five calendar days before; those of 6, 13, 26 and 52 weeks on Monday and Tuesday and settle on
Thursday, known from two days before; a settlement that a holiday moves is known as early, and a holiday in between
makes none known earlier. An offering announced but not yet auctioned does not count: its amount is not in
the figures at hand.

Maturing bills of 26 and 52 weeks are not in them either. Four weeks before a settlement day the same terms settled, so

    net sale of a day = net sale four weeks before + change of bills settling − change of maturing bills up to 17 weeks
"""

from typing import TYPE_CHECKING

import numpy as np

from tidegauge.clock import NEW_YORK
from tidegauge.frame import Frame, days
from tidegauge.models.treasury import settlement
from tidegauge.models.treasury.features import grid
from tidegauge.models.treasury.flows import on_grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

SETTLING, MATURING = "settling_bills", "maturing_bills"
CYCLE_DAYS = 28
"""52-week bills are sold every four weeks, the others every week: four weeks repeat the terms of a day."""
HELD_AHEAD = {1: 5, 2: 2}
"""Calendar days before settlement by which all auctions of a Tuesday and of a Thursday have been held."""
COMPLETE_FROM_DAY = np.datetime64("2025-09-30").astype(int)
"""First Tuesday whose maturing bills are all stored: 17 weeks after the settlement of the first such auction stored."""


def announced_sales(frame: Frame, debt: "NDArray[np.float64]", last: int) -> "NDArray[np.float64]":
    """Return net bill sales of the days after place `last` as far as known [USD]; NaN elsewhere, shape (n_days,).

    Days on which coupons settle too stay unknown. So do days less than four weeks after maturities are complete.
    """
    numbers = grid().numbers
    settling, maturing = on_grid(frame, SETTLING), np.nan_to_num(on_grid(frame, MATURING))
    before = np.searchsorted(numbers, numbers - CYCLE_DAYS)
    sales = debt[before] + settling - settling[before] - maturing + maturing[before]
    kind = settlement.kinds()
    origin = days(frame.as_of.astimezone(NEW_YORK).date())
    held = np.select([kind == bills for bills in HELD_AHEAD], list(HELD_AHEAD.values()), -1)
    usable = (numbers - origin <= held) & (kind[before] == kind) & (held > 0)
    usable &= numbers[before] >= COMPLETE_FROM_DAY
    usable[: last + 1] = False
    return np.where(usable, sales, np.nan)
