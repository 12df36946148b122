"""A frame becomes a panel: one row an H.4.1 week, with what liquidity did, what was a surprise, and what prices did.

    week           the Wednesday it is named by
    change         gauge on this Wednesday − gauge on the Wednesday before
    surprise       change − its forecast of a week before, see `surprises`
    same           log return from Wednesday to Wednesday
    following      log return from the Friday after the figures' release to the next Friday

Bundled figures hold no prices but changes over calendar weeks; then `same` is the calendar week that holds the
Wednesday, Friday to Friday (crypto: Sunday to Sunday), and three of its five days overlap with the H.4.1 week.

A week whose figures came out after Friday noon in New York (Thanksgiving: Friday 16:30) has no `following`, since its
first close was over. `LEFT_OUT` names weeks that are left out. What is missing stays missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.catalogue.series import find
from tidegauge.clock import NEW_YORK
from tidegauge.errors import ConstantSeries, TooLittleHistory
from tidegauge.frame import Frame, Track, days, from_days
from tidegauge.models.sensitivity.surprises import surprises
from tidegauge.models.targets import TARGETS

if TYPE_CHECKING:
    from numpy.typing import NDArray

FIRST = date(2019, 2, 6)
LEFT_OUT = (  # one event each, not fifty independent weeks
    (date(2008, 9, 10), date(2009, 6, 24)),  # Lehman Brothers to the end of the recession
    (date(2020, 2, 26), date(2020, 6, 24)),  # the dash for cash and what followed
)
EARLIER = (date(2003, 2, 5), date(2018, 12, 26))  # before the sample: the same question on other years
LEAST_WEEKS = 130  # 104 to learn from, and half a year to score
WEEK, HELD_DAYS, FRIDAY = 7, 4, 2  # a close stands in for a holiday up to four days later; Friday is Wednesday + 2
CRYPTO = ("bitcoin", "ether")
GAUGES = ("net_liquidity", "reserves", "tga", "sofr_iorb")
COMPONENTS = ("fed_assets", "tga", "on_rrp")
KINDS, TIMINGS = ("change", "surprise"), ("same", "following")
UNIT = {"net_liquidity": 1e11, "reserves": 1e11, "tga": 1e11, "sofr_iorb": 10.0, "fed_assets": 1e11, "on_rrp": 1e11}
"""What a slope is per: 100 bn USD, or 10 bp."""


class Asset(NamedTuple):
    """A price: `story` is the sign that "more liquidity lifts risk assets" gives its slope; 0 where it gives none."""

    id: str
    story: int
    is_adjusted: bool = False


ASSETS = (
    Asset("sp500", 1),
    Asset("nasdaq", 1),
    Asset("russell2000", 1),
    Asset("bitcoin", 1),
    Asset("ether", 1),
    Asset("gold", 1),
    Asset("hyg", 1, is_adjusted=True),
    Asset("lqd", 1, is_adjusted=True),
    Asset("tlt", 0),
    Asset("nikkei225", 1),
    Asset("kospi", 1),
    Asset("usdjpy", 0),
    Asset("usdkrw", -1),
)
STORY = {"net_liquidity": 1, "reserves": 1, "tga": -1, "sofr_iorb": -1}
"""The sign of "more liquidity" in each gauge."""

_LEVELS = ("reserves", "tga_wednesday", "fed_assets", "reverse_repos", "foreign_repo_pool", "sofr", "iorb")
_CHANGES = tuple(f"{asset.id}_change_1w" for asset in ASSETS if not asset.id.startswith("usd"))
INPUTS = (*_LEVELS, *(asset.id for asset in ASSETS), *_CHANGES)
LONGEST_HISTORY = 400  # days read before the first week, for the forecast by last year's position


@dataclass(frozen=True, slots=True)
class Panel:
    """Weeks in order, n of them.

    Parameters
    ----------
    weeks : array of int32, shape (n,)
        The Wednesdays, days since 1970-01-01.
    levels, changes, surprises : array of float64, shape (n, len(GAUGES))
        In units of `UNIT`: 100 bn USD, or 10 bp; NaN where a figure is missing.
    components : array of float64, shape (n, len(COMPONENTS))
        Changes of Fed assets, the TGA and ON RRP [100 bn USD].
    same, following : array of float64, shape (n, len(ASSETS))
        Log returns [%].
    prices : array of float64, shape (n, len(ASSETS))
        The returns of the same week added up from the first [%], those of `LEFT_OUT` among them; NaN in a week without.
    from_changes : tuple of str
        Assets whose returns are changes over calendar weeks, because no price is known.
    """

    weeks: "NDArray[np.int32]"
    levels: "NDArray[np.float64]"
    changes: "NDArray[np.float64]"
    surprises: "NDArray[np.float64]"
    components: "NDArray[np.float64]"
    same: "NDArray[np.float64]"
    following: "NDArray[np.float64]"
    prices: "NDArray[np.float64]"
    from_changes: tuple[str, ...]

    def drivers(self) -> "NDArray[np.float64]":
        """Return changes, then surprises, shape (n, 2·len(GAUGES)), in the order of `DRIVERS`."""
        return np.column_stack([self.changes, self.surprises])

    def outcomes(self) -> "NDArray[np.float64]":
        """Return returns of the same week, then of the following, shape (n, 2·len(ASSETS)), as in `OUTCOMES`."""
        return np.column_stack([self.same, self.following])


DRIVERS = tuple((kind, gauge) for kind in KINDS for gauge in GAUGES)
OUTCOMES = tuple((timing, asset.id) for timing in TIMINGS for asset in ASSETS)


def panel(
    frame: Frame, first: date = FIRST, last: date = date.max, *, left_out: Sequence[tuple[date, date]] = LEFT_OUT
) -> Panel:
    """Return the panel of the weeks from `first` to `last` that a frame knows, without some stretches.

    Raises
    ------
    TooLittleHistory
        Fewer than `LEAST_WEEKS` weeks have a change of reserves.
    ConstantSeries
        A gauge that is known changes by the same amount every week.
    """
    end = min(last, frame.as_of.astimezone(NEW_YORK).date())
    start = days(first) - LONGEST_HISTORY + (LONGEST_HISTORY % WEEK)
    weeks = np.arange(start - (start - days(FIRST)) % WEEK, days(end) + 1, WEEK, dtype=np.int32)
    levels = np.column_stack([_on(track, weeks) for track in _gauges(frame)]) / [UNIT[gauge] for gauge in GAUGES]
    parts = np.column_stack([_on(track, weeks) for track in _components(frame)]) / 1e11
    changes, components = _moved(levels), _moved(parts)
    _require_movement(changes, weeks)
    surprise = np.column_stack([surprises(column) for column in changes.T])
    same, following, from_changes = _returns(frame, weeks)
    following[~_is_out_by_friday(weeks)] = np.nan
    found = Panel(weeks, levels, changes, surprise, components, same, following, same, from_changes)
    return _sample(found, first, frame, left_out)


def _sample(found: Panel, first: date, frame: Frame, left_out: Sequence[tuple[date, date]]) -> Panel:
    """Return the weeks of the sample: from the first, up to the last with figures, without what is left out."""
    known = np.flatnonzero(np.isfinite(found.changes[:, GAUGES.index("reserves")]))
    inside = np.flatnonzero(found.weeks >= days(first))
    rows = inside[inside <= (known[-1] if len(known) else -1)]
    count = int(np.isin(known, rows).sum())
    if count < LEAST_WEEKS:
        today = frame.as_of.astimezone(NEW_YORK).date()
        raise TooLittleHistory(model="sensitivity", needed=LEAST_WEEKS, series="reserves", found=count, as_of=today)
    weeks = found.weeks[rows]
    columns = [found.changes, found.surprises, found.components, found.same, found.following]
    kept = [np.array(column[rows]) for column in columns]
    prices = np.where(np.isfinite(kept[3]), np.nancumsum(kept[3], axis=0), np.nan)
    for start, end in left_out:
        for column in kept:
            column[(weeks >= days(start)) & (weeks <= days(end))] = np.nan
    changes, surprise, parts, same, following = kept
    return Panel(weeks, found.levels[rows], changes, surprise, parts, same, following, prices, found.from_changes)


def _require_movement(changes: "NDArray[np.float64]", weeks: "NDArray[np.int32]") -> None:
    """Raise ConstantSeries where all known changes of a gauge are alike."""
    for gauge, column in zip(GAUGES, changes.T, strict=True):
        known = np.flatnonzero(np.isfinite(column))
        if len(known) and np.ptp(column[known]) == 0:
            first, last = (from_days(int(weeks[row])) for row in known[[0, -1]])
            raise ConstantSeries(model="sensitivity", series=gauge, first=first, last=last)


def _gauges(frame: Frame) -> list[Track]:
    """Return the level of each of `GAUGES`."""
    spread = TARGETS["sofr_iorb_bp"].track(frame)
    return [
        TARGETS["net_liquidity"].track(frame),
        frame["reserves"].present(),
        frame["tga_wednesday"].present(),
        spread,
    ]


def _components(frame: Frame) -> list[Track]:
    """Return the level of each of `COMPONENTS`; ON RRP is all reverse repos less the foreign pool."""
    fed, tga, net = frame["fed_assets"].present(), frame["tga_wednesday"].present(), _gauges(frame)[0]
    shared = net.periods
    on_rrp = fed.values[np.searchsorted(fed.periods, shared)] - tga.values[np.searchsorted(tga.periods, shared)]
    rest = Track("on_rrp", net.unit, shared, on_rrp - net.values, net.known_at, net.known_by)
    return [fed, tga, rest]


def _moved(levels: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return each row less the row before; the first is missing."""
    moved = np.full_like(levels, np.nan)
    moved[1:] = np.diff(levels, axis=0)
    return moved


def _on(track: Track, days_wanted: "NDArray[np.int32]", *, held: int = 0) -> "NDArray[np.float64]":
    """Return the value on each day, or the last one up to `held` days before; NaN where there is none."""
    if not len(track):
        return np.full(len(days_wanted), np.nan)
    row = np.searchsorted(track.periods, days_wanted, side="right") - 1
    found = np.maximum(row, 0)
    usable = (row >= 0) & (days_wanted - track.periods[found] <= held)
    return np.where(usable, track.values[found], np.nan)


def _returns(
    frame: Frame, weeks: "NDArray[np.int32]"
) -> "tuple[NDArray[np.float64], NDArray[np.float64], tuple[str, ...]]":
    """Return log returns [%] of the same and of the following week by asset, and which rest on calendar weeks."""
    same, following, from_changes = [], [], []
    today = days(frame.as_of.astimezone(NEW_YORK).date())
    for asset in ASSETS:
        price = frame[asset.id].present()
        change = f"{asset.id}_change_1w"
        if not len(price) and change in frame:
            moved = _by_calendar_week(frame[change].present(), weeks)
            from_changes.append(asset.id)
            same.append(moved)
            following.append(np.append(moved[1:], np.nan))
            continue
        wednesday = np.log(_on(price, weeks, held=HELD_DAYS))
        friday = np.log(_on(price, weeks + FRIDAY, held=HELD_DAYS))
        last_close = price.periods[-1] if len(price) else 0
        friday[weeks + FRIDAY > max(last_close, today - 1)] = np.nan  # the running week has no last close yet
        same.append(100 * _moved(wednesday[:, None])[:, 0])
        following.append(100 * np.append(np.diff(friday), np.nan))
    return np.column_stack(same), np.column_stack(following), tuple(from_changes)


def _by_calendar_week(change: Track, weeks: "NDArray[np.int32]") -> "NDArray[np.float64]":
    """Return the log return [%] of the calendar week that holds each Wednesday, from percentage changes."""
    monday = change.periods - (change.periods + 3) % WEEK  # 1970-01-01 was a Thursday
    row = np.searchsorted(monday, weeks - FRIDAY)
    found = np.minimum(row, len(monday) - 1)
    usable = monday[found] == weeks - FRIDAY
    return np.where(usable, 100 * np.log1p(change.values[found] / 100), np.nan)


def _is_out_by_friday(weeks: "NDArray[np.int32]") -> "NDArray[np.bool_]":
    """Say of each week whether its H.4.1 was out by Friday noon, by the release rule."""
    release = find("reserves").release
    noon = time(12, tzinfo=NEW_YORK)
    return np.array(
        [
            release.known_at(from_days(day)) <= datetime.combine(from_days(day) + timedelta(days=FRIDAY), noon)
            for day in weeks.tolist()
        ],
        np.bool_,
    )
