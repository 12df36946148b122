"""`CashGivenDebt`: the cash balance if the debt flows to come were known. A condition, never a forecast.

    balance of a day = last balance + expected non-debt flow + debt flows as they came

It says how good the fiscal half of a forecast is, in the unit of the whole. Since debt and non-debt flows add up to the
change of cash exactly, its error is that of the non-debt flow.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import numpy as np

from tidegauge.frame import Frame
from tidegauge.models.base import Conditional, Forecast, day_numbers
from tidegauge.models.treasury import uncertainty
from tidegauge.models.treasury.cash import known_balance
from tidegauge.models.treasury.features import grid
from tidegauge.models.treasury.flows import on_grid
from tidegauge.models.treasury.groups import CASH, DEBT, INPUTS
from tidegauge.models.treasury.non_debt_flow import FittedNonDebtFlow, NonDebtFlow


@dataclass(frozen=True, slots=True)
class FittedCashGivenDebt:
    """The flow model, and the figures from which the debt flows to come are read."""

    flow: FittedNonDebtFlow
    realised: Frame

    def predict(self, frame: Frame, days: Sequence[date]) -> Forecast:
        """Return the balance of each day given the debt flows up to it [USD]; NaN where a debt flow is not published.

        Raises
        ------
        TooLittleHistory
            The frame has no balance, or no longer a year of a group.
        """
        cash = on_grid(frame, CASH)
        last = known_balance(frame, cash)
        ends = np.searchsorted(grid().numbers, day_numbers(days)) - last - 1
        ahead = slice(last + 1, last + int(ends[-1]) + 2)
        daily = self.flow.daily(frame, grid().dates[ahead])
        issued, redeemed = (on_grid(self.realised, series)[ahead] for series in DEBT)
        balance = cash[last] + np.cumsum(daily.net + issued - redeemed)
        scale = uncertainty.spread_of_sums(daily.variance, daily.shared)
        return Forecast(day_numbers(days), balance[ends], scale[ends])


@dataclass(frozen=True, slots=True)
class CashGivenDebt:
    """The conditional run; `realised` is a later frame with the debt flows that came, handed over on purpose."""

    realised: Frame
    id: ClassVar[str] = "treasury_cash_given_debt"
    target: ClassVar[str] = "tga"
    inputs: ClassVar[tuple[str, ...]] = INPUTS

    def fit(self, frame: Frame) -> FittedCashGivenDebt:
        """Return the flow model fitted to nothing but `frame`, beside the realised figures.

        Raises
        ------
        TooLittleHistory
            The flow model cannot be fitted.
        """
        return FittedCashGivenDebt(NonDebtFlow().fit(frame), self.realised)


GIVEN_DEBT = Conditional(CashGivenDebt.id, CashGivenDebt.target, CashGivenDebt.inputs, CashGivenDebt)
"""The condition as the scoreboard knows it, before it is handed the figures that came."""
