"""`Reserves` and `NetLiquidity`: the balance sheet identity, driven by announced policy and the forecast of cash.

    reserves       assets − Treasury cash − ON RRP − rest
    net liquidity  assets − Treasury cash − ON RRP

All levels are of a day's end; published figures exist on Wednesdays. The forecast change of cash counts the less the
further ahead: over months its errors grow, and what cash takes comes back through items that no rule here follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from tidegauge.clock import NEW_YORK, in_new_york
from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Frame, from_days
from tidegauge.frame import days as day_number
from tidegauge.models.base import Forecast, day_numbers
from tidegauge.models.reserves import items
from tidegauge.models.reserves.policy import assets_moved
from tidegauge.models.treasury.cash import FittedTreasuryCash, TreasuryCash

if TYPE_CHECKING:
    from numpy.typing import NDArray

ON_RRP = "on_rrp"
RECENT_DAYS = 5
"""ON RRP of the origin is the median of a week: quarter ends double it for a day."""
SPREAD_WEEKS = 104
WEEKS_LEAST = SPREAD_WEEKS + 1  # levels of two years of changes
WEEK_DAYS = 7
HALF_AFTER_DAYS = 56
"""Days ahead, 40 of them business days, at which half of the forecast change of cash counts; chosen on origins before
July 2023, where 20 to 75 business days do about as well."""


@dataclass(frozen=True, slots=True)
class FittedBalance:
    """The fitted cash model, whether reserves are asked for or net liquidity, and a week's other moves [USD]."""

    cash: FittedTreasuryCash
    asks_reserves: bool
    spread: float

    def predict(self, frame: Frame, days: Sequence[date]) -> Forecast:
        """Return the level of each day [USD].

        Raises
        ------
        HorizonBeyondCalendar
            A day is not a business day of the table of calendars.
        TooLittleHistory
            The frame lacks two years of the balance sheet, or too much of the Treasury's statement.
        """
        known, today = known_sheet(frame), frame.as_of.astimezone(NEW_YORK).date()
        cash, balance = self.cash.predict(frame, days), frame.require("tga").value
        ahead = np.maximum(day_numbers(days) - day_number(today), 0)
        taken = (cash.centre - balance) / (1 + ahead / HALF_AFTER_DAYS)
        assets = assets_moved(today, from_days(int(known.days[-1])), days)
        recent = float(np.median(frame[ON_RRP].present().values[-RECENT_DAYS:]))
        on_rrp = items.on_rrp_ahead(recent, items.absorbed_share(known), assets, taken)
        level = known.assets[-1] + assets - (balance + taken) - on_rrp
        weeks = (day_numbers(days) - known.days[-1]) / WEEK_DAYS
        scale = np.hypot(cash.scale, self.spread * np.sqrt(np.maximum(weeks, 1.0)))
        return Forecast(day_numbers(days), level - known.rest[-1] if self.asks_reserves else level, scale)


@dataclass(frozen=True, slots=True)
class Reserves:
    """The model of reserve balances; see `docs/models/reserves.md`."""

    id: ClassVar[str] = "reserves_identity"
    target: ClassVar[str] = "reserves"
    inputs: ClassVar[tuple[str, ...]] = (*TreasuryCash().inputs, *items.SHEET, ON_RRP)

    def fit(self, frame: Frame) -> FittedBalance:
        """Return the cash model fitted to nothing but `frame`, and how much the other items move in a week.

        Raises
        ------
        TooLittleHistory
            The frame lacks two years of the balance sheet, or of the Treasury's statement.
        """
        return FittedBalance(TreasuryCash().fit(frame), True, weekly_spread(known_sheet(frame)))


@dataclass(frozen=True, slots=True)
class NetLiquidity:
    """The model of net liquidity: what the Reserve Banks supply less what the Treasury and money funds hold there."""

    id: ClassVar[str] = "net_liquidity_identity"
    target: ClassVar[str] = "net_liquidity"
    inputs: ClassVar[tuple[str, ...]] = Reserves.inputs

    def fit(self, frame: Frame) -> FittedBalance:
        """Return the cash model fitted to nothing but `frame`, and how much the other items move in a week.

        Raises
        ------
        TooLittleHistory
            The frame lacks two years of the balance sheet, or of the Treasury's statement.
        """
        return FittedBalance(TreasuryCash().fit(frame), False, weekly_spread(known_sheet(frame)))


def known_sheet(frame: Frame) -> items.Sheet:
    """Return the Wednesday levels.

    Raises
    ------
    TooLittleHistory
        Fewer than two years of them are known.
    """
    known = items.sheet(frame)
    if len(known.days) < WEEKS_LEAST:
        raise TooLittleHistory(
            model=Reserves.id,
            series=items.RESERVES,
            needed=WEEKS_LEAST,
            found=len(known.days),
            as_of=in_new_york(frame.as_of),
        )
    return known


def weekly_spread(known: items.Sheet) -> float:
    """Return the usual weekly change of reserves beyond that of Treasury cash over the last two years [USD]."""
    other: NDArray[np.float64] = np.diff(known.reserves + known.cash)[-SPREAD_WEEKS:]
    return float(np.median(np.abs(other - np.median(other))) * 1.4826)
