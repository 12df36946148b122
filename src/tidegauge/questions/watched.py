"""What a run watches: the scenario's own conditions, and the signals of the brief that a run can answer."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tidegauge.catalogue.series import find
from tidegauge.frame import from_days
from tidegauge.indicators.gauges import BY_ID
from tidegauge.questions.measures import opened
from tidegauge.questions.runs import Odds, condition, readable
from tidegauge.scenarios.program import BP_SCALE, METRICS, Program, Watermark
from tidegauge.signals.signal import Signal, load_signals

READ_BY = {
    "reserves": "reserves_usd",
    "tga": "tga_usd",
    "on_rrp": "on_rrp_usd",
    "srf": "srf_usd",
    "sofr_iorb_bp": "sofr_iorb_bp",
    "effr_iorb_bp": "effr_iorb_bp",
}
"""The metric of a run that is the same reading as a signal's; the other signals read what no run simulates."""


class Watched(NamedTuple):
    """A condition of a run: whose it is, its watermark, the line as people read it, whether the opening meets it."""

    kind: str
    watermark: Watermark
    line: float
    is_met_at_opening: bool = False


def watched(program: Program) -> tuple[Watched, ...]:
    """Return the conditions of a program, its own first; of a facility that opens only after the run there are none."""
    own = (
        Watched("stop" if mark.stops else "watermark", mark, readable(METRICS[mark.metric], [mark.threshold])[0])
        for mark in program.watermarks
    )
    n_days, last = len(program.days.on), from_days(int(program.days.on[-1]))
    read = (signal for signal in load_signals() if signal.condition in READ_BY and _exists(signal, last))
    signals = (_of_signal(signal, n_days) for signal in read)
    return tuple(one._replace(is_met_at_opening=_is_met(one.watermark, program)) for one in (*own, *signals))


def _exists(signal: Signal, day: date) -> bool:
    """Say whether all that a signal reads had begun by a day."""
    begins = (find(series).begins for series in BY_ID[signal.condition].inputs)
    return all(begun is None or begun <= day for begun in begins)


def _is_met(mark: Watermark, program: Program) -> bool:
    """Return whether the opening is beyond the line of a condition that asks for a single day."""
    metric = METRICS[mark.metric]
    value = opened(program, metric) * (BP_SCALE if metric.endswith("_bp") else 1)
    return mark.days_more_than == 0 and (value > mark.threshold if mark.above else value < mark.threshold)


def _of_signal(signal: Signal, n_days: int) -> Watched:
    """Return a signal as a watermark; a line that counts itself is moved by the smallest step a path records."""
    metric = READ_BY[signal.condition]
    threshold = round(signal.threshold * (BP_SCALE if metric.endswith("_bp") else 1))
    is_above = signal.direction == "above"
    threshold -= signal.inclusive * (1 if is_above else -1)
    mark = Watermark(signal.id, METRICS.index(metric), is_above, threshold, 0, n_days, False)
    return Watched("signal", mark, signal.threshold)


def odds(one: Watched, met_on: Sequence[int], paths: int, days: Sequence[date]) -> Odds:
    """Return the odds of a condition; `met_on` counts for each day the paths that met it then for the first time.

    >>> from tidegauge.scenarios.program import Watermark
    >>> scarce = Watched("watermark", Watermark("scarce", 0, False, 27 * 10**11, 0, 3, False), 27e11)
    >>> odds(scarce, [0, 3, 1], 8, [date(2025, 10, day) for day in (1, 2, 3)])[6:8]
    (0.5, datetime.date(2025, 10, 2))
    """
    met, so_far, half_by = sum(met_on), 0, None
    for day, count in zip(days, met_on, strict=True):
        so_far += count
        if met and 2 * so_far >= met:
            half_by = day
            break
    mark, said = one.watermark, condition(one.watermark, one.line, len(days))
    metric, share = METRICS[mark.metric], met / paths
    return Odds(mark.name, one.kind, metric, one.line, mark.days_more_than, said, share, half_by, one.is_met_at_opening)
