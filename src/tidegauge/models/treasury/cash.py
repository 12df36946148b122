"""`TreasuryCash`: the balance of the Treasury General Account over the next 1 to 65 business days, debt unknown.

From the last published balance, the change up to a day is a weighted sum of eight things known at the origin:

    non-debt flow expected up to the day          what taxes and payments will bring
    the same over the 20 business days after it   bills are sold ahead of a drain and paid down ahead of receipts
    usual and latest net sale of bills            × the bill settlements up to the day
    usual net sale of coupons                     × the coupon settlements up to the day
    net debt sold over the last 20 business days  cash built up is paid down again
    the mean change one and two years earlier     seasons that no rule above explains
    cash the Treasury has announced, less cash    bills are sold until the balance is near what was said

The weights are estimated for each number of days by robust ridge regression towards no change, the more so the further
ahead. They carry the Treasury's cash policy: flows count less than in full beyond a week because bill sales make up for
them, and over months the announced balance decides.

References
----------
Huber (1964), "Robust Estimation of a Location Parameter", Annals of Mathematical Statistics 35.
Treasury Borrowing Advisory Committee, Quarterly Refunding Statement, May 2015: cash is held against a week's outflows.
US Treasury, "Marketable Borrowing Estimates", quarterly: the cash balance assumed for the ends of quarters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np

from tidegauge.clock import in_new_york
from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Frame
from tidegauge.models.base import Forecast, day_numbers
from tidegauge.models.treasury import settlement, uncertainty
from tidegauge.models.treasury.announced import MATURING, SETTLING, announced_sales
from tidegauge.models.treasury.cash_aims import pulls
from tidegauge.models.treasury.debt import Outlook, net_debt, outlooks
from tidegauge.models.treasury.features import grid
from tidegauge.models.treasury.flows import last_known, on_grid
from tidegauge.models.treasury.groups import CASH, DEBT, DEBT_STOCK, INPUTS
from tidegauge.models.treasury.non_debt_flow import FittedNonDebtFlow, NonDebtFlow
from tidegauge.models.treasury.rehearsal import EVERY_DAYS, rehearse

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODEL_ID = "treasury_cash"
STEPS = 70
"""Business days from the last published balance: 65 ahead, and the days that are not published yet."""
AHEAD_DAYS = 20
"""How far beyond a day the Treasury is taken to look: bill sizes are set over the coming weeks, about a month."""
DRIVERS = (
    "expected",
    "expected_after",
    "bills_usual",
    "bills_latest",
    "coupons_usual",
    "debt_month",
    "years_before",
    "announced",
)
BILLS_USUAL, BILLS_LATEST = DRIVERS.index("bills_usual"), DRIVERS.index("bills_latest")
PRIOR_WINDOWS = 2
"""No change counts as if seen in so many windows that do not overlap; chosen on origins before July 2023."""
HUBER, HUBER_STEPS = 0.7, 8
"""Near the median: forecasts are judged by their mean absolute error, and 2020 has moves like no other year."""
ROWS_LEAST = 80
"""Past forecasts to learn from: about a year of every third day."""
YEARS_BACK_DAYS = (364, 728)
PATH_DAYS = STEPS + AHEAD_DAYS
STOCK_AFTER = 6
"""Days since the last balance up to which the debt stock does not stand in for debt lines that have stopped.

Five ahead. Measured on stops in 2023 and 2024 (`bench/driver_ends.py`): at a day it erred by up to a fifth more.
"""


@dataclass(frozen=True, slots=True)
class FittedTreasuryCash:
    """Weights by business days since the last balance, shape (STEPS, n_drivers), and the errors of debt by kind of day.

    `debt_squares` is the expected squared error of a day's net debt flow by place in `settlement.KINDS` [USD²];
    `counts_announced` whether sales known from auctions held replace what the weights make of them.
    """

    flow: FittedNonDebtFlow
    weights: "NDArray[np.float64]"
    debt_squares: "NDArray[np.float64]"
    counts_announced: bool = False

    def predict(self, frame: Frame, days: Sequence[date]) -> Forecast:
        """Return the balance of each day [USD], the published one where there is one.

        NaN where the last balance lies more than `STEPS` days before the day.

        Raises
        ------
        HorizonBeyondCalendar
            A day is not a business day of the table of calendars.
        TooLittleHistory
            The frame has no balance, or too little of the statement.
        """
        cash = on_grid(frame, CASH)
        last = known_balance(frame, cash)
        steps = np.searchsorted(grid().numbers, day_numbers(days)) - last
        daily = self.flow.daily(frame, grid().dates[last + 1 : last + PATH_DAYS + 1])
        debts, place = known_debts(frame, self.flow, cash), np.array([last])
        change = (near_and_far(cash, daily.net[None, :], debts, place)[0] * self.weights).sum(axis=1)
        if self.counts_announced:
            near, far = (
                self._announced_surprise(announced_sales(frame, debt, last), outlooks(debt, place), last)
                for debt in debts
            )
            change = change + np.where(np.arange(STEPS) < STOCK_AFTER, near, far)
        kind = settlement.kinds()[last + 1 : last + STEPS + 1]
        scale = uncertainty.spread_of_sums(daily.variance[:STEPS] + self.debt_squares[kind], daily.shared)
        inside = np.clip(steps, 1, STEPS) - 1
        centre = np.where(steps <= STEPS, cash[last] + change[inside], np.nan)
        centre = np.where(steps <= 0, cash[last + np.minimum(steps, 0)], centre)
        return Forecast(day_numbers(days), centre, scale[inside])

    def _announced_surprise(self, sales: "NDArray[np.float64]", outlook: Outlook, last: int) -> "NDArray[np.float64]":
        """Return what sales known for the days after `last` add to what the weights made of them [shape (STEPS,)]."""
        ahead = slice(last + 1, last + STEPS + 1)
        is_known = ~np.isnan(sales[ahead])
        kind = settlement.kinds()[ahead]
        usual, latest = (np.cumsum(np.where(is_known, one[0][kind], 0.0)) for one in (outlook.usual, outlook.latest))
        counted = usual * self.weights[:, BILLS_USUAL] + latest * self.weights[:, BILLS_LATEST]
        return np.cumsum(np.nan_to_num(sales[ahead])) - counted


@dataclass(frozen=True, slots=True)
class TreasuryCash:
    """The model of the Treasury's cash; see `docs/models/tga.md`.

    `announced` makes it the run that also counts bill sales whose auctions have been held, where amounts are stored.
    """

    announced: bool = False
    target: ClassVar[str] = "tga"

    @property
    def id(self) -> str:
        """The permanent id."""
        return f"{MODEL_ID}_announced" if self.announced else MODEL_ID

    @property
    def inputs(self) -> tuple[str, ...]:
        """The series its frames hold."""
        return (*INPUTS, SETTLING, MATURING) if self.announced else INPUTS

    def fit(self, frame: Frame) -> FittedTreasuryCash:
        """Return the weights fitted to nothing but `frame`.

        Raises
        ------
        TooLittleHistory
            Too few days have a balance with a forecast of flows before them: about two years of the statement.
        """
        flow = NonDebtFlow().fit(frame)
        cash = on_grid(frame, CASH)
        last = known_balance(frame, cash)
        past = rehearse(frame, PATH_DAYS)
        if len(past.places) < ROWS_LEAST:
            raise _not_enough(frame, ROWS_LEAST, len(past.places))
        debts = known_debts(frame, flow, cash)
        rows = near_and_far(cash, past.paths, debts, past.places)
        filled = _filled(cash)
        weights = np.zeros((STEPS, len(DRIVERS)))
        for step in range(1, STEPS + 1):
            usable = past.places + step <= last
            places = past.places[usable]
            weights[step - 1] = robust_ridge(rows[usable, step - 1], filled[places + step] - filled[places], step)
        return FittedTreasuryCash(flow, weights, debt_squares(debts.far, last), self.announced)


class Debts(NamedTuple):
    """The net debt flow of each day [USD], shape (n_days,) each, for days up to `STOCK_AFTER` and for those beyond."""

    near: "NDArray[np.float64]"
    far: "NDArray[np.float64]"


def known_debts(frame: Frame, flow: FittedNonDebtFlow, cash: "NDArray[np.float64]") -> Debts:
    """Return the net debt flows up to the last balance; after debt lines stop, what the flow model leaves over.

    `near` turns to it at once, `far` where the debt stock has stopped too. Where debt lines never were, both read the
    stock.
    """
    lines, stock = (max(last_known(on_grid(frame, one)) for one in ids) for ids in (DEBT, (DEBT_STOCK,)))
    first, last = (lines if lines >= 0 else stock) + 1, last_known(cash)
    expected = np.full(len(cash), np.nan)
    if first <= last:
        expected[first : last + 1] = flow.daily(frame, grid().dates[first : last + 1]).net
    near = net_debt(frame, expected)
    if stock < first:
        return Debts(near, near)
    expected[first : stock + 1] = np.nan
    return Debts(near, net_debt(frame, expected))


def near_and_far(
    cash: "NDArray[np.float64]", paths: "NDArray[np.float64]", debts: Debts, places: "NDArray[np.int64]"
) -> "NDArray[np.float64]":
    """Return `drivers` with the debt flows that stand in near and far, shape (n_places, STEPS, n_drivers)."""
    rows = drivers(cash, paths, outlooks(debts.far, places), places)
    if debts.near is not debts.far:
        rows[:, :STOCK_AFTER] = drivers(cash, paths, outlooks(debts.near, places), places)[:, :STOCK_AFTER]
    return rows


def known_balance(frame: Frame, cash: "NDArray[np.float64]") -> int:
    """Return the place of the last published balance.

    Raises
    ------
    TooLittleHistory
        None is known.
    """
    last = last_known(cash)
    if last < 0:
        raise _not_enough(frame, 1, 0)
    return last


def drivers(
    cash: "NDArray[np.float64]",
    paths: "NDArray[np.float64]",
    outlook: Outlook,
    places: "NDArray[np.int64]",
) -> "NDArray[np.float64]":
    """Return `DRIVERS` for every place and number of days after it [USD], shape (n_places, STEPS, n_drivers).

    Parameters
    ----------
    cash : array, shape (n_days,)
        Balance over the table; nothing after a place is read for it.
    paths : array, shape (n_places, PATH_DAYS)
        Expected non-debt flow of each business day after the place.
    outlook : Outlook
        Usual debt flows as known at each place.
    places : array of int, shape (n_places,)
        Places of the last known balance.
    """
    ends = places[:, None] + np.arange(1, STEPS + 1)
    summed = np.cumsum(paths, axis=1)
    counts = np.cumsum(settlement.kinds()[:, None] == np.arange(len(settlement.KINDS)), axis=0)
    settled = counts[ends] - counts[places][:, None, :]
    bills, coupons = list(settlement.BILLS), list(settlement.COUPONS)
    usual, latest = np.nan_to_num(outlook.usual), np.nan_to_num(outlook.latest)
    filled = _filled(cash)
    years = []
    for back_days in YEARS_BACK_DAYS:
        year = filled[np.maximum(np.searchsorted(grid().numbers, grid().numbers - back_days, side="right") - 1, 0)]
        years.append(np.nan_to_num(year[ends] - year[places][:, None]))
    return np.stack(
        [
            summed[:, :STEPS],
            summed[:, AHEAD_DAYS:] - summed[:, :STEPS],
            (settled[:, :, bills] * usual[:, None, bills]).sum(axis=2),
            (settled[:, :, bills] * latest[:, None, bills]).sum(axis=2),
            (settled[:, :, coupons] * usual[:, None, coupons]).sum(axis=2),
            np.tile(outlook.month[:, None], STEPS),
            np.mean(years, axis=0),
            pulls(filled, places, STEPS),
        ],
        axis=2,
    )


def robust_ridge(rows: "NDArray[np.float64]", aim: "NDArray[np.float64]", step: int) -> "NDArray[np.float64]":
    """Return the weights of the drivers: Huber's regression, shrunk to none by each driver's own size.

    Rows are `EVERY_DAYS` apart, so changes over `step` days overlap: the longer they are the less evidence, the more
    shrinkage.

    Examples
    --------
    >>> rows = np.eye(8)[np.arange(8000) % 8]
    >>> robust_ridge(rows, rows @ np.full(8, 2.0), 1).round(2).tolist()
    [2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0]
    """
    weight = np.ones(len(aim))
    size = (rows**2).mean(axis=0)
    size = np.maximum(size, size.max() * np.finfo(float).eps)
    share = PRIOR_WINDOWS * step / (EVERY_DAYS * len(aim))
    found: NDArray[np.float64] = np.zeros(rows.shape[1])
    for _ in range(HUBER_STEPS):
        penalty = share * weight.sum() * size
        weighted = rows.T * weight
        found = np.asarray(np.linalg.solve(weighted @ rows + np.diag(penalty), weighted @ aim), np.float64)
        missed = np.abs(aim - rows @ found)
        bound = HUBER * 1.4826 * float(np.median(missed)) + np.finfo(float).tiny
        weight = np.minimum(1.0, bound / np.maximum(missed, bound))
    return found


def debt_squares(debt: "NDArray[np.float64]", last: int) -> "NDArray[np.float64]":
    """Return the expected squared miss of the usual net debt flow by kind of day [USD²], shape (n_kinds,)."""
    places = np.arange(max(last - 3 * 250, 1), last + 1)
    missed = debt[places, None] - np.nan_to_num(outlooks(debt, places - 1).usual)
    kind = settlement.kinds()[places]
    own = missed[np.arange(len(places)), kind]
    found = np.zeros(len(settlement.KINDS))
    for number in range(len(found)):
        sizes = np.abs(own[(kind == number) & ~np.isnan(own)])
        found[number] = uncertainty.MEAN_TO_SPREAD * float(sizes.mean()) ** 2 if len(sizes) else 0.0
    return found


def _filled(values: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the last known value at each place; NaN before the first. A balance stands until the next is published."""
    place = np.maximum.accumulate(np.where(np.isnan(values), -1, np.arange(len(values))))
    return np.where(place >= 0, values[place], np.nan)


def _not_enough(frame: Frame, needed: int, found: int) -> TooLittleHistory:
    """The error of too little history."""
    return TooLittleHistory(model=MODEL_ID, series=CASH, needed=needed, found=found, as_of=in_new_york(frame.as_of))
