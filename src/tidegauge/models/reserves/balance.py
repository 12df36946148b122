"""`Reserves` and `NetLiquidity`: the balance sheet identity, driven by the forecast of Treasury cash.

    reserves       assets − Treasury cash − ON RRP − foreign pool − remainder
    net liquidity  assets − Treasury cash − ON RRP

All levels are of a day's end; published figures exist on Wednesdays. The path of the Reserve Banks' assets is policy:
without one it goes on as over the last eight weeks, and a caller who knows a decision passes its pace.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from tidegauge.clock import in_new_york
from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Frame
from tidegauge.models.base import Forecast, day_numbers
from tidegauge.models.reserves import items
from tidegauge.models.treasury.cash import FittedTreasuryCash, TreasuryCash

if TYPE_CHECKING:
    from numpy.typing import NDArray

ON_RRP = "on_rrp"
RECENT_DAYS = 5
"""ON RRP of the origin is the median of a week: quarter ends double it for a day."""
WEEKS_LEAST = items.SHARE_WEEKS + items.SHARE_SPAN


@dataclass(frozen=True, slots=True)
class FittedBalance:
    """The fitted cash model, and whether reserves are asked for, or net liquidity; amounts in USD."""

    cash: FittedTreasuryCash
    asks_reserves: bool
    assets_pace: float | None
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
        known = known_sheet(frame)
        cash = self.cash.predict(frame, days)
        weeks = items.weeks_ahead(known, days)
        taken = cash.centre - frame.require("tga").value
        recent = float(np.median(frame[ON_RRP].present().values[-RECENT_DAYS:]))
        on_rrp = items.on_rrp_ahead(recent, items.absorbed_share(known), taken)
        net = items.assets_ahead(known, weeks, self.assets_pace) - cash.centre - on_rrp
        scale = np.hypot(cash.scale, self.spread * np.sqrt(np.maximum(weeks, 1.0)))
        if not self.asks_reserves:
            return Forecast(day_numbers(days), net, scale)
        reserves = net - items.pool_ahead(known, weeks) - items.remainder_ahead(known, weeks)
        return Forecast(day_numbers(days), reserves, scale)


@dataclass(frozen=True, slots=True)
class Reserves:
    """The model of reserve balances; `assets_pace` is a decided change of the Reserve Banks' assets [USD a week]."""

    assets_pace: float | None = None
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
        return FittedBalance(TreasuryCash().fit(frame), True, self.assets_pace, weekly_spread(known_sheet(frame)))


@dataclass(frozen=True, slots=True)
class NetLiquidity:
    """The model of net liquidity: what the Reserve Banks supply less what the Treasury and money funds hold there."""

    assets_pace: float | None = None
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
        return FittedBalance(TreasuryCash().fit(frame), False, self.assets_pace, weekly_spread(known_sheet(frame)))


def known_sheet(frame: Frame) -> items.Sheet:
    """Return the Wednesday levels.

    Raises
    ------
    TooLittleHistory
        Fewer than two years and four weeks of them are known.
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
    other: NDArray[np.float64] = np.diff(known.reserves + known.cash)[-items.SHARE_WEEKS :]
    return float(np.median(np.abs(other - np.median(other))) * 1.4826)
