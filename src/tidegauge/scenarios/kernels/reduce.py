"""Paths to histograms, as soon as a stretch of paths has finished, so that memory does not grow with their number."""

import math

from tidegauge.scenarios.kernels.compiling import kept_stage


@kept_stage
def count(figures, scales, tally, places):  # type: ignore[no-untyped-def]
    """Add the first `places.shape[0]` paths of `figures` to a tally.

    Parameters
    ----------
    figures : int64, shape (n_metrics, n_days, n_room)
        METRICS of paths.
    scales : summary.Scales
        Where the bins lie; three straight pieces, each finer or coarser than the others.
    tally : summary.Tally
        Counts, sums above the first edge, lowest and highest; all whole numbers, so order does not matter.
    places : int64, shape (n_paths,)
        Room to work in.
    """
    n_paths = places.shape[0]
    for metric in range(figures.shape[0]):
        for day in range(figures.shape[1]):
            row, counts = figures[metric, day], tally.counts[metric, day]
            base, low, high = scales.edge[metric, day, 0], scales.edge[metric, day, 1], scales.edge[metric, day, 2]
            below, within, above = (
                scales.per_usd[metric, day, 0],
                scales.per_usd[metric, day, 1],
                scales.per_usd[metric, day, 2],
            )
            first, last, end = scales.first_inner, scales.first_upper, counts.shape[0] - 1
            total, least, most = 0, row[0], row[0]
            for p in range(n_paths):
                usd = row[p]
                total += usd - base
                least = usd if usd < least else least
                most = usd if usd > most else most
                bin_ = math.floor(float(usd - low) * within) + first
                if usd < low:
                    bin_ = math.floor(float(usd - base) * below)
                    bin_ = bin_ if bin_ < first else first - 1
                elif usd >= high:
                    bin_ = math.floor(float(usd - high) * above) + last
                elif bin_ >= last:
                    bin_ = last - 1
                bin_ = bin_ if bin_ > 0 else 0
                places[p] = bin_ if bin_ < end else end
            for p in range(n_paths):
                counts[places[p]] += 1
            tally.total[metric, day] += total
            tally.least[metric, day] = min(least, tally.least[metric, day])
            tally.most[metric, day] = max(most, tally.most[metric, day])
