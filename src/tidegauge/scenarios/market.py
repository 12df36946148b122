"""Prices beside the plumbing: weekly returns of 13 assets, as correlated as they were known to be at the opening.

    r = D · V·√λ·(z · t) − ½ D²·t² + a · Δspread + b · Δnet liquidity + Σ·Σ_FF⁻¹·m      log return of a week

D are weekly standard deviations, V and λ the eigenvectors and eigenvalues of the correlation matrix (the first is the
*shared* factor, the rest is *idiosyncratic*), z standard normals and t one mixing factor a week that gives all assets
Student-t tails together. Expected returns are zero: nothing here forecasts a price. Zero is the mean of e^r − 1, in
money, and not of r, which would be a gift to whoever is long (of bitcoin some 5 % a quarter). The exponential of a
Student-t has no finite mean, but that of a normal has: given t a week is normal, and taking ½ D²·t² off makes the mean
of e^r one in every week, whatever t is.

The sensitivities a [per bp of SOFR − IORB] and b [per 100 bn USD of net liquidity] are zero unless asked for. On weekly
figures to 2026-03-27 the slopes are small and unstable: of 11 assets over 429 weeks net liquidity has |t| above 2 once
(gold); the spread has it four times, mostly with a positive slope, which period ends explain and no channel of funding
stress does. What is known at the opening is estimated anyway, and |estimate| + two standard errors is how large an
effect the figures leave possible: a prior of unknown sign. The setting "stress" gives it the sign of the channel of
margins and funding costs (dear or scarce funding lowers every price), "reverse" the opposite one, "none" is zero.

m are the moves that the scenario itself supposes or makes (`price_moves`); other assets follow by their covariance Σ
with those assets F. It is added to what is drawn and has no mean of zero: that is what was supposed.

Draws come from a stream of their own, so switching prices on moves nothing in the plumbing.

Forced sales by levered funds (`behaviour.margin`) do not move these prices: METRICS do not record what was sold, and
the weekly returns contain the forced sales of March 2020 already.

Sources: Newey and West (1987) for standard errors; Cont (2001) for tails; Hull and White (1987), "The pricing of
options on assets with stochastic volatilities", Journal of Finance 42, for a price that is lognormal given its
volatility. Cost: paths × weeks × (assets + 5) draws.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.clock import in_new_york
from tidegauge.errors import MissingFigures
from tidegauge.frame import Frame, Track, days, from_days
from tidegauge.indicators.combine import spread_bp
from tidegauge.indicators.gauges import net_liquidity
from tidegauge.scenarios.draws import STREAM_MARKET, philox

if TYPE_CHECKING:
    from numpy.typing import NDArray

PATH = Path(__file__).parent / "market.toml"
WEEK = 5  # business days
WEEKS_MIN = 104  # two years: fewer weeks say little about 13 correlations
UNIT_NET_LIQUIDITY_USD = 100_000_000_000
DRIVERS = ("funding_spread", "net_liquidity")
SETTINGS = {  # sign of the slope on a wider spread, and on more net liquidity
    "stress": (-1.0, 1.0),  # the channel of margins and funding costs: dear or scarce funding lowers every price
    "none": (0.0, 0.0),
    "reverse": (1.0, -1.0),
}
_MONDAY = 3  # 1970-01-01 was a Thursday: days since then, plus 3, count weeks from a Monday
_WORD = 0xFFFFFFFF


class Asset(NamedTuple):
    """What can be held: its price series, its weekly change where that is published, their currency, its name."""

    id: str
    level: str
    change: str
    currency: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PriceModel:
    """What was known of some assets at a moment; arrays in the order of `assets`.

    `volatility` are standard deviations of weekly log returns, shape (n,); `root` is V·√λ of their correlation, columns
    from the largest λ down, shape (n, n). `sensitivity`, `sensitivity_error`: log return per bp and per 100 bn USD,
    columns as in `DRIVERS`, shape (n, 2), with Newey–West standard errors.
    """

    assets: tuple[str, ...]
    first_week: date
    weeks: int
    volatility: "NDArray[np.float64]"
    root: "NDArray[np.float64]"
    sensitivity: "NDArray[np.float64]"
    sensitivity_error: "NDArray[np.float64]"

    def sensitivities(self, setting: str) -> "NDArray[np.float64]":
        """Return the sensitivities of a setting: zero for "none", ± the largest size left possible for the others."""
        size: NDArray[np.float64] = np.abs(self.sensitivity) + 2 * self.sensitivity_error
        return size * SETTINGS[setting]


class Returns(NamedTuple):
    """Log returns to the horizon by factor, each of shape (n_paths, n_assets); they add up to the whole return."""

    shared: "NDArray[np.float64]"
    idiosyncratic: "NDArray[np.float64]"
    funding_spread: "NDArray[np.float64]"
    net_liquidity: "NDArray[np.float64]"
    scenario: "NDArray[np.float64]"


@lru_cache(maxsize=1)
def assets() -> Mapping[str, Asset]:
    """Return every asset by id.

    >>> len(assets()), assets()["tlt"].names["en"]
    (13, 'Long Treasuries (TLT)')
    """
    tables = tomllib.loads(PATH.read_text("utf-8"))["assets"]
    return {
        id_: Asset(id_, table["level"], table["change"], table.get("currency", "USD"), table["name"])
        for id_, table in tables.items()
    }


@lru_cache(maxsize=1)
def degrees_of_freedom() -> int:
    """Return the degrees of freedom of the tails, a prior."""
    return int(tomllib.loads(PATH.read_text("utf-8"))["tails"]["degrees_of_freedom"])


def inputs(held: Sequence[str]) -> tuple[str, ...]:
    """Return every series that estimating some assets needs."""
    prices = [series for id_ in held for series in (assets()[id_].level, assets()[id_].change) if series]
    net = ("fed_assets", "tga_wednesday", "reverse_repos", "foreign_repo_pool")
    return tuple(dict.fromkeys((*prices, "sofr", "iorb", *net)))


def estimate(frame: Frame, held: Sequence[str]) -> PriceModel:
    """Estimate how some assets move together, and with the plumbing, from what the frame knows.

    Parameters
    ----------
    frame : Frame
        `inputs(held)`. Weeks that one of the assets lacks are dropped, never filled.
    held : sequence of str
        Ids of `assets`, each once.

    Raises
    ------
    MissingFigures
        Fewer than two years of weeks in which all of them have a return.
    """
    returns = {id_: _weekly_returns(frame, assets()[id_]) for id_ in held}
    weeks_of_all = sorted(set.intersection(*(set(weeks) for weeks in returns.values())))
    if len(weeks_of_all) < WEEKS_MIN:
        shortest = min(held, key=lambda id_: len(returns[id_]))
        raise MissingFigures(series=assets()[shortest].level, as_of=in_new_york(frame.as_of))
    table = np.array([[returns[id_][week] for id_ in held] for week in weeks_of_all])
    scale, vectors = np.linalg.eigh(np.atleast_2d(np.corrcoef(table, rowvar=False)))
    root = (vectors * np.sqrt(np.maximum(scale, 0.0)))[:, ::-1]
    sensitivity, error = _sensitivities(frame, weeks_of_all, table)
    first = from_days(weeks_of_all[0] * 7 - _MONDAY)
    return PriceModel(tuple(held), first, len(weeks_of_all), table.std(axis=0, ddof=1), root, sensitivity, error)


def draw(
    market: PriceModel, *, seed: int, paths: int, n_days: int
) -> tuple["NDArray[np.float64]", "NDArray[np.float64]"]:
    """Return the shared and the idiosyncratic log returns to the horizon, each of shape (paths, n_assets).

    Path p takes the same draws whatever the number of paths. A last week of fewer than five days counts as its share.
    The mean of e^r is one for each part and asset: see the head of the module.
    """
    n, tails = len(market.assets), degrees_of_freedom()
    shared, idiosyncratic = np.zeros((paths, n)), np.zeros((paths, n))
    half = np.square(market.root * market.volatility[:, None]) / 2  # of a week's variance, by asset and eigenvector
    for week in range((n_days + WEEK - 1) // WEEK):
        share = min(1.0, n_days / WEEK - week)
        z = normals_of_paths(seed, paths, week, n + tails)
        mixing = np.sqrt((tails - 2) / np.square(z[n:]).sum(axis=0))
        shocks = (z[:n] * mixing * np.sqrt(share)).T
        wildness = np.square(mixing)[:, None] * share
        first = shocks[:, :1] * market.root[:, 0] * market.volatility
        shared += first - wildness * half[:, 0]
        rest = (shocks @ market.root.T) * market.volatility - first
        idiosyncratic += rest - wildness * half[:, 1:].sum(axis=1)
    return shared, idiosyncratic


def respond(market: PriceModel, setting: str, spread_bp: "NDArray[np.int64]", net_usd: "NDArray[np.int64]") -> Returns:
    """Return the log returns that the plumbing makes on each path, with no draw in them.

    `spread_bp` [thousandths of a bp] and `net_usd` [USD] are the changes from the opening to the horizon, shape
    (n_paths,): a linear response depends on nothing in between.
    """
    slopes = market.sensitivities(setting)
    by_spread = np.outer(spread_bp / 1000, slopes[:, 0])
    by_net = np.outer(net_usd / UNIT_NET_LIQUIDITY_USD, slopes[:, 1])
    still = np.zeros_like(by_spread)
    return Returns(still, still, by_spread, by_net, still)


def follow(market: PriceModel, moves: Mapping[str, "NDArray[np.float64]"]) -> "NDArray[np.float64]":
    """Return what the scenario's own moves of some assets do to all of them [log return], shape (n_paths, n_assets).

    An asset follows by its weekly covariance with those that move: Σ·Σ_FF⁻¹·m, their own move where it is one of them.
    What it does beside them is drawn as ever.
    """
    spread = market.root * market.volatility[:, None]
    covariance = spread @ spread.T
    places = [market.assets.index(factor) for factor in moves]
    exposure = np.linalg.solve(covariance[np.ix_(places, places)], covariance[places])
    return np.column_stack(list(moves.values())) @ exposure


def _weekly_returns(frame: Frame, asset: Asset) -> dict[int, float]:
    """Return log returns by week; a published weekly change is preferred, else closes a week apart."""
    if asset.change and asset.change in frame:
        return {_week(day): float(np.log1p(value / 100)) for day, value in frame[asset.change]}
    closes = _last_of_week(frame[asset.level])
    return {
        week: float(np.log(value / closes[week - 1]))
        for week, value in closes.items()
        if week - 1 in closes and value > 0 and closes[week - 1] > 0
    }


def _last_of_week(track: Track) -> dict[int, float]:
    """Return the last value of every week."""
    return {_week(day): value for day, value in track}


def _week(day: date) -> int:
    """Number the weeks from Monday to Sunday."""
    return (days(day) + _MONDAY) // 7


def _sensitivities(
    frame: Frame, weeks: Sequence[int], returns: "NDArray[np.float64]"
) -> tuple["NDArray[np.float64]", "NDArray[np.float64]"]:
    """Regress returns on both drivers together; slopes and errors, shape (n, 2); zero where too little is known."""
    spread = _last_of_week(spread_bp("sofr_iorb_bp", frame["sofr"], frame["iorb"]))
    net = _last_of_week(net_liquidity(frame))
    rows = [i for i, week in enumerate(weeks) if all(w in known for known in (spread, net) for w in (week - 1, week))]
    if len(rows) < WEEKS_MIN:
        return np.zeros((returns.shape[1], 2)), np.zeros((returns.shape[1], 2))
    drivers = [
        (1.0, spread[w] - spread[w - 1], (net[w] - net[w - 1]) / UNIT_NET_LIQUIDITY_USD)
        for w in (weeks[i] for i in rows)
    ]
    x, y = np.array(drivers), returns[rows]
    slopes, *_ = np.linalg.lstsq(x, y, rcond=None)
    errors = [_newey_west(x, y[:, i] - x @ slopes[:, i]) for i in range(y.shape[1])]
    return slopes[1:].T, np.array(errors)[:, 1:]


def _newey_west(x: "NDArray[np.float64]", residual: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return standard errors with a Bartlett window of 1.3·√n lags."""
    scores = x * residual[:, None]
    lags = int(1.3 * np.sqrt(len(x)))
    middle = scores.T @ scores
    for lag in range(1, lags + 1):
        part = scores[lag:].T @ scores[:-lag]
        middle += (1 - lag / (lags + 1)) * (part + part.T)
    bread = np.linalg.inv(x.T @ x)
    return np.asarray(np.sqrt(np.diag(bread @ middle @ bread)))


def normals_of_paths(seed: int, paths: int, step: int, n: int, stream: int = STREAM_MARKET) -> "NDArray[np.float64]":
    """Return the draws of `draws.normals` for many paths at once, of a week or a day, shape (n, paths)."""
    path, same = np.arange(paths, dtype=np.uint64), np.ones(paths, np.uint64)
    low, high = seed & _WORD, (seed >> 32) & _WORD
    rows: list[NDArray[np.float64]] = []
    for group in range((n + 3) // 4):
        words = philox(path, same * step, same * group, same * stream, low, high)  # type: ignore[arg-type]
        uniform = [(np.asarray(word, np.float64) + 0.5) / 2**32 for word in words]
        for radius, angle in (uniform[:2], uniform[2:]):
            length = np.sqrt(-2 * np.log(radius))
            rows += [length * np.cos(2 * np.pi * angle), length * np.sin(2 * np.pi * angle)]
    return np.array(rows[:n])
