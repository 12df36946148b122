"""Summary: what an ensemble leaves behind once its paths have been counted into histograms.

Counts, sums and extremes are whole numbers, so they add up to the same bits in whatever order threads, blocks, workers
or a resumed run deliver them. Where the bins lie is fixed by the first `PILOT_PATHS` paths alone. A mean, a lowest, a
highest and every probability are exact; a quantile is exact to a bin, about a hundredth of a standard deviation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.scenarios.program import METRICS

if TYPE_CHECKING:
    from numpy.typing import NDArray

PILOT_PATHS = 512
BINS, FIRST_INNER, FIRST_UPPER = 1024, 64, 960
"""The first and the last 64 bins are for tails as long as the pilot's whole range, the others for its middle."""

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


class Scales(NamedTuple):
    """Where the bins of every metric and day lie."""

    edge: "NDArray[np.int64]"  # (n_metrics, n_days, 4): first edge, middle from, middle to, last edge
    per_usd: "NDArray[np.float64]"  # (n_metrics, n_days, 3): bins a dollar below, within and above the middle
    first_inner: int
    first_upper: int


class Tally(NamedTuple):
    """What is counted; two tallies of the same scales add up."""

    counts: "NDArray[np.int64]"  # (n_metrics, n_days, BINS)
    total: "NDArray[np.int64]"  # (n_metrics, n_days) sum of figure − first edge, less `carried` times 2³²
    carried: "NDArray[np.int64]"  # (n_metrics, n_days)
    least: "NDArray[np.int64]"  # (n_metrics, n_days)
    most: "NDArray[np.int64]"
    met_on: "NDArray[np.int64]"  # (n_watermarks, n_days) paths that met the watermark first on that day
    paths: "NDArray[np.int64]"  # (1,)
    residual_usd: "NDArray[np.int64]"  # (1,) largest gap of any row or column, any day, any path
    breached: "NDArray[np.int64]"  # (1,) paths on which a stock fell below zero that cannot
    first_breached: "NDArray[np.int64]"  # (1,) the lowest of them


def scales(pilot: "NDArray[np.int64]") -> Scales:
    """Return where bins lie, from the figures of the pilot paths.

    The middle reaches from the 5th to the 95th percentile and as far again on both sides, which for a normal
    distribution is five standard deviations each way; the tails reach one pilot range beyond the pilot's extremes.
    """
    ordered = np.sort(pilot, axis=2)
    n = ordered.shape[2]
    least, most = ordered[:, :, 0], ordered[:, :, -1]
    low, high = ordered[:, :, int(0.05 * (n - 1))], ordered[:, :, int(0.95 * (n - 1))]
    width, reach = np.maximum(high - low, 1), np.maximum(most - least, 1)
    inner_low, inner_high = low - width, high + width + 1
    first, last = np.minimum(least - reach, inner_low - 1), np.maximum(most + reach, inner_high + 1)
    edge = np.stack([first, inner_low, inner_high, last], axis=2)
    bins = np.array([FIRST_INNER, FIRST_UPPER - FIRST_INNER, BINS - FIRST_UPPER])
    return Scales(edge, bins / np.diff(edge, axis=2), FIRST_INNER, FIRST_UPPER)


def tally(n_days: int, n_watermarks: int) -> Tally:
    """Return a tally of nothing."""
    whole = np.iinfo(np.int64)
    shape = (len(METRICS), n_days)
    return Tally(
        counts=np.zeros((*shape, BINS), np.int64),
        total=np.zeros(shape, np.int64),
        carried=np.zeros(shape, np.int64),
        least=np.full(shape, whole.max),
        most=np.full(shape, whole.min),
        met_on=np.zeros((n_watermarks, n_days), np.int64),
        paths=np.zeros(1, np.int64),
        residual_usd=np.zeros(1, np.int64),
        breached=np.zeros(1, np.int64),
        first_breached=np.full(1, whole.max),
    )


def add(into: Tally, other: Tally) -> None:
    """Add one tally to another; sums carry at 2³², so that a million paths of trillions do not overflow."""
    for name in ("counts", "carried", "met_on", "paths", "breached"):
        getattr(into, name)[...] += getattr(other, name)
    total = into.total + other.total
    into.carried[...] += total >> 32
    into.total[...] = total & 0xFFFFFFFF
    np.minimum(into.least, other.least, out=into.least)
    np.maximum(into.most, other.most, out=into.most)
    np.maximum(into.residual_usd, other.residual_usd, out=into.residual_usd)
    np.minimum(into.first_breached, other.first_breached, out=into.first_breached)


@dataclass(frozen=True, slots=True)
class Summary:
    """An ensemble, counted.

    Attributes
    ----------
    program_sha256 : str
        Of everything in the program that changes an outcome.
    paths, paths_asked : int
        Paths that finished; fewer than asked for where the run was stopped.
    seed : int
        The run can be had again with it, and any path alone by `simulate`.
    residual_usd : int
        Largest gap of any row or column of the sheet, on any day of any path; it must be 0.
    """

    program_sha256: str
    seed: int
    paths: int
    paths_asked: int
    scales: Scales
    tally: Tally
    watermarks: tuple[str, ...]

    @property
    def residual_usd(self) -> int:
        """Largest gap of any row or column of the sheet, on any day of any path; it must be 0."""
        return int(self.tally.residual_usd[0])

    @property
    def n_days(self) -> int:
        """Business days simulated."""
        return int(self.tally.total.shape[1])

    def quantiles(self, metric: str, shares: Sequence[float] = QUANTILES) -> "NDArray[np.int64]":
        """Return quantiles of a metric by day [USD, or thousandths of a basis point], shape (n_shares, n_days).

        Within a bin paths are taken to lie evenly; no quantile lies outside the lowest and the highest path.
        """
        place = METRICS.index(metric)
        until = np.cumsum(self.tally.counts[place])  # over all bins of all days: each day adds `paths`
        return np.stack([self._quantile(place, until, share) for share in shares])

    def _quantile(self, metric: int, until: "NDArray[np.int64]", share: float) -> "NDArray[np.int64]":
        """Return one quantile by day, by linear interpolation between the ranks of a bin."""
        rank, days = share * (self.paths - 1), np.arange(self.n_days)
        found = np.searchsorted(until, days * self.paths + rank, side="right")
        bins = np.minimum(found - days * BINS, BINS - 1)
        inside = self.tally.counts[metric, days, bins]
        piece = np.searchsorted([FIRST_INNER, FIRST_UPPER], bins, side="right")
        first = np.array([0, FIRST_INNER, FIRST_UPPER])[piece]
        start, per_usd = self.scales.edge[metric, days, piece], self.scales.per_usd[metric, days, piece]
        low = np.maximum(start + (bins - first) / per_usd, self.tally.least[metric])
        high = np.minimum(start + (bins - first + 1) / per_usd, self.tally.most[metric])
        exact = low + (high - low) * (rank - (until[days * BINS + bins] - days * self.paths - inside) + 0.5) / inside
        return np.asarray(np.rint(np.where(high > low, exact, low)), np.int64)

    def mean(self, metric: str) -> "NDArray[np.float64]":
        """Return the mean of a metric by day, shape (n_days,)."""
        return np.array([self._sum(metric, day) / self.paths for day in range(self.n_days)])

    def whole_mean(self, metric: str, day: int) -> int:
        """Return the mean of a metric on one day, rounded down to whole units; exact, whatever the number of paths."""
        return self._sum(metric, day) // self.paths

    def _sum(self, metric: str, day: int) -> int:
        """Return the sum over the paths as a Python integer, which cannot overflow."""
        place = METRICS.index(metric)
        carried, total = int(self.tally.carried[place, day]), int(self.tally.total[place, day])
        return int(self.scales.edge[place, day, 0]) * self.paths + (carried << 32) + total

    def extremes(self, metric: str) -> "NDArray[np.int64]":
        """Return the lowest and the highest path by day, shape (2, n_days)."""
        place = METRICS.index(metric)
        return np.stack([self.tally.least[place], self.tally.most[place]])

    @property
    def breached(self) -> int:
        """On how many paths a stock fell below zero that cannot; their figures are counted as they are."""
        return int(self.tally.breached[0])

    def first_days(self, watermark: int) -> "NDArray[np.int64]":
        """Return how many paths met a watermark first on each day, shape (n_days,)."""
        return np.asarray(self.tally.met_on[watermark], np.int64)

    def probability(self, watermark: int) -> float:
        """Return the share of paths that met a watermark."""
        return int(self.tally.met_on[watermark].sum()) / self.paths
