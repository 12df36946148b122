"""Watermarks: how far reserves and the Treasury's cash are from the lines people draw.

A line is an amount of dollars or a share of a denominator (GDP, assets of commercial banks); each share says which
figure it was divided by. Distances are measured, and the drift of the last 13 weeks is arithmetic, never a forecast.
Sources of the lines: 3.0 and 2.7 tn from the commentary of November 2025; 9 % of GDP from Governor Waller's speech of
10 July 2025 (in 2025 about 2.7 tn); 12 and 13 % of bank assets from estimates of reserve demand
(Afonso, Giannone, La Spada and Williams 2022).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tidegauge.catalogue.series import find
from tidegauge.frame import Frame, Point, Track
from tidegauge.indicators.ratio import over_published
from tidegauge.units import UNITS

if TYPE_CHECKING:
    pass

DRIFT_WEEKS = 13
INPUTS = ("reserves", "tga", "gdp", "bank_assets")


@dataclass(frozen=True, slots=True)
class Line:
    """A line drawn for a series: dollars, or a share of `denominator`. `above` says on which side it matters."""

    id: str
    series: str
    level: float
    denominator: str = ""
    above: bool = False


LINES = (
    Line("reserves_3tn", "reserves", 3.0e12),
    Line("reserves_2_7tn", "reserves", 2.7e12),
    Line("reserves_9pct_gdp", "reserves", 0.09, "gdp"),
    Line("reserves_13pct_bank_assets", "reserves", 0.13, "bank_assets"),
    Line("reserves_12pct_bank_assets", "reserves", 0.12, "bank_assets"),
    Line("tga_1tn", "tga", 1.0e12, above=True),
    Line("tga_850bn", "tga", 850e9, above=True),
)


@dataclass(frozen=True, slots=True)
class Share:
    """A reading over a denominator (0–1), with the denominator's period, publication and vintage.

    `vintages` is ``true`` where the denominator is as published then, ``latest`` where it is today's revision.
    """

    denominator: str
    value: float
    period: date
    known_at: datetime
    vintages: str


@dataclass(frozen=True, slots=True)
class Watermark:
    """A line beside its reading [USD]; None where a denominator or the drift is not known.

    Attributes
    ----------
    distance_usd
        Reading minus level: negative below the line.
    drift_usd_per_week
        Average weekly change over the last 13 weeks.
    weeks_at_drift
        Weeks until the line would be reached if that average went on; None when it leads away from the line. This is
        a division, not a forecast.
    """

    id: str
    series: str
    period: date
    reading_usd: int
    level_usd: int | None
    distance_usd: int | None
    is_past: bool | None
    of_gdp: Share | None
    of_bank_assets: Share | None
    drift_usd_per_week: float | None
    weeks_at_drift: float | None


def watermarks(frame: Frame) -> tuple[Watermark, ...]:
    """Return every line whose series is known, in the order of `LINES`."""
    found = []
    for line in LINES:
        last = frame.latest(line.series) if line.series in frame else None
        if last is not None:
            found.append(_watermark(frame, line, last))
    return tuple(found)


def _watermark(frame: Frame, line: Line, last: Point) -> Watermark:
    reading = round(last.value)
    level = _level_usd(frame, line)
    distance = None if level is None else reading - level
    drift = _drift(frame[line.series], last)
    reserves = line.series == "reserves"
    return Watermark(
        id=line.id,
        series=line.series,
        period=last.period,
        reading_usd=reading,
        level_usd=level,
        distance_usd=distance,
        is_past=None if distance is None else (distance >= 0 if line.above else distance < 0),
        of_gdp=_share(frame, reading, "gdp"),
        of_bank_assets=_share(frame, reading, "bank_assets") if reserves else None,
        drift_usd_per_week=drift,
        weeks_at_drift=_weeks(distance, drift),
    )


def _level_usd(frame: Frame, line: Line) -> int | None:
    """Return a line in dollars: a share line takes the last known denominator."""
    if not line.denominator:
        return round(line.level)
    base = frame.latest(line.denominator) if line.denominator in frame else None
    return None if base is None else round(line.level * _usd(frame, base))


def _usd(frame: Frame, point: Point) -> float:
    return point.value * float(frame[point.series].unit.factor_to(UNITS["usd"]))


def _share(frame: Frame, reading_usd: int, denominator: str) -> Share | None:
    base = frame.latest(denominator) if denominator in frame else None
    if base is None:
        return None
    share = reading_usd / _usd(frame, base)
    return Share(denominator, share, base.period, base.known_at, find(denominator).vintages)


def _drift(track: Track, last: Point) -> float | None:
    """Return the average weekly change over 13 weeks; None where the series does not reach that far back."""
    before = track.on_or_before(last.period - timedelta(weeks=DRIFT_WEEKS))
    if before is None:
        return None
    return (last.value - before.value) / ((last.period - before.period).days / 7)


def _weeks(distance_usd: int | None, drift: float | None) -> float | None:
    if distance_usd is None or not drift or distance_usd * drift >= 0:
        return None
    return -distance_usd / drift


def reserves_to_gdp(frame: Frame) -> Track:
    """Return Wednesday reserves over the last published annual rate of GDP [share]."""
    return over_published("reserves_to_gdp", frame, "reserves", "gdp")


def reserves_to_bank_assets(frame: Frame) -> Track:
    """Return Wednesday reserves over the last published H.8 total assets of commercial banks [share]."""
    return over_published("reserves_to_bank_assets", frame, "reserves", "bank_assets")
