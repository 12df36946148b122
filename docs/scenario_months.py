"""The baseline opened every month and held against what came four weeks later, beside the forecast "no change"."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from statistics import fmean
from typing import NamedTuple

import numpy as np
from scenario_runs import published, run

DAY = timedelta(days=1)
AHEAD = 27 * DAY
HOLIDAYS = (date(2025, 1, 1), date(2025, 12, 31))
"""Wednesdays left out: SOFR is not published, or a year-end stands for nothing else."""

BAND = (0.05, 0.95)


class Errors(NamedTuple):
    """Mean absolute misses of the median and of "no change", the median's bias, and the share of bands that held."""

    median_bn_or_bp: float
    no_change_bn_or_bp: float
    bias_bn_or_bp: float
    held_share: float


def openings() -> Iterator[date]:
    """Yield the first Thursday from the 4th on of every month from August 2023 to February 2026."""
    for month in range(7, 38):
        fourth = date(2023 + month // 12, month % 12 + 1, 4)
        opening = fourth + (3 - fourth.weekday()) % 7 * DAY
        if opening + AHEAD not in HOLIDAYS:
            yield opening


@lru_cache
def errors(metric: str) -> Errors:
    """Return how well the baseline does on a metric over all openings."""
    model, still, held = [], [], []
    for opening in openings():
        values = run("baseline", f"opening.on={opening}", "horizon.days=20").values(metric, opening + AHEAD)
        came, before = published(metric, opening + AHEAD), published(metric, opening - DAY)
        assert came is not None and before is not None
        model.append(float(np.median(values)) - came)
        still.append(before - came)
        low, high = np.quantile(values, BAND)
        held.append(bool(low <= came <= high))
    return Errors(fmean(map(abs, model)), fmean(map(abs, still)), fmean(model), fmean(held))
