"""The regressions behind `parameters.toml`: spreads on reserves, ON RRP and the calendar, by least squares.

    SOFR − IORB = α + β·g(x̄) + a·ln(1 + RRP_{t−1}/50) + m(g)·D + u        EFFR − IORB = α′ + b·g(x̄) + a′·ln(…) + v

x̄ is week-average reserves (H.4.1) of the last week ended as per cent of bank assets (H.8), g the smooth kink at 13 with
width 0.7. m is 1 but in 2025–26, where its share is searched on a grid. Standard errors are Newey and West's with
1.3·√n lags. `python tests/scenarios/fit_spreads.py DIR` prints all of it for a directory of tidy figures.
"""

import csv
import sys
from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Series = dict[date, float]
Columns = dict[str, NDArray[np.float64]]

REGIMES = {
    "2018-2020": (date(2018, 4, 1), date(2020, 2, 28)),
    "2021-2024": (date(2021, 7, 1), date(2024, 12, 31)),
    "2025-2026": (date(2025, 1, 1), date(2026, 3, 31)),
}
LEFT_OUT = {date(2019, 9, day) for day in (16, 17, 18)} | {date(2018, 12, 31), date(2019, 1, 2), date(2019, 1, 3)}
CALENDAR = ("month_end", "quarter_end", "after_month_end", "after_quarter_end", "tax_date", "mid_month")
FRIDAY = 4
FULL_GRID, CALM_GRID = (0.8, 1.2, 1.6, 2.0), tuple(step / 10 for step in range(11))


class Fit(NamedTuple):
    """A regression: coefficients and standard errors by name, and its residuals' persistence and surprises."""

    slopes: dict[str, float]
    errors: dict[str, float]
    squares: float
    persistence: float
    surprise_sd: float
    quantiles: tuple[float, float]  # 1 % and 99 % of surprises, in standard deviations


def read(path: Path, column: str = "value") -> Series:
    """Return one column of a tidy file by date; empty cells are left out."""
    with path.open(encoding="utf-8") as lines:
        return {date.fromisoformat(row["date"]): float(row[column]) for row in csv.DictReader(lines) if row[column]}


def as_of(series: Series, days: list[date], *, before: bool = False) -> NDArray[np.float64]:
    """Return the last value on, or before, each day; NaN before the first."""
    known, find = sorted(series), bisect_left if before else bisect_right
    places = [find(known, day) - 1 for day in days]
    return np.array([series[known[place]] if place >= 0 else np.nan for place in places])


def columns(figures: Path) -> tuple[list[date], Columns]:
    """Return days and columns: both spreads, g, the ON RRP term and the calendar."""
    fred = figures / "fred"
    sofr, effr = read(fred / "SOFR.csv"), read(fred / "EFFR.csv")
    days = sorted(day for day in sofr if day in effr)
    iorb = {day: rate for day, rate in read(fred / "IOER_IORB_STEPS.csv").items() if day < date(2021, 7, 29)}
    iorb |= read(fred / "IORB.csv")
    assets = {day: usd for day, usd in read(fred / "TLAACBW027SBOG.csv").items() if day < date(2020, 1, 1)}
    h8 = read(figures / "h8" / "h8_all_commercial_banks_weekly.csv", "TLAACBW027SBOG")
    assets |= {day: usd for day, usd in h8.items() if day >= date(2020, 1, 1)}
    reserves = read(fred / "WRESBAL.csv")
    weeks = sorted(reserves)
    pct = dict(zip(weeks, [reserves[week] for week in weeks] / as_of(assets, weeks) / 10.0, strict=True))
    rrp = read(fred / "RRPONTSYD.csv")
    base = as_of(iorb, days)
    shown: Columns = {
        "sofr": 100 * (np.array([sofr[day] for day in days]) - base),
        "effr": 100 * (np.array([effr[day] for day in days]) - base),
        "shortage": 0.7 * np.log1p(np.exp((13.0 - as_of(pct, days, before=True)) / 0.7)),
        "on_rrp": np.log1p(as_of(rrp, days, before=True) / 50.0),
    }
    return days, shown | calendar(days)


def calendar(days: list[date]) -> Columns:
    """Return the dummies of CALENDAR; the last day of a sample is followed by the next weekday."""
    following = days[-1] + timedelta(days=max(1, 7 - days[-1].weekday()) if days[-1].weekday() >= FRIDAY else 1)
    ends = [(a.year, a.month) != (b.year, b.month) for a, b in pairwise([*days, following])]
    quarter = np.array([end and day.month % 3 == 0 for end, day in zip(ends, days, strict=True)], float)
    month = np.array(ends, float) - quarter
    before = [days[0], *days[:-1]]
    middle = [
        day.day >= 15 and (last.day < 15 or last.month != day.month) for day, last in zip(days, before, strict=True)
    ]
    tax = np.array([half and day.month in (4, 6, 9, 12) for half, day in zip(middle, days, strict=True)], float)
    after_month, after_quarter = (np.concatenate([[0.0], column[:-1]]) for column in (month, quarter))
    made = (month, quarter, after_month, after_quarter, tax, np.array(middle, float) - tax)
    return dict(zip(CALENDAR, made, strict=True))


def fit(y: NDArray[np.float64], regressors: Columns) -> Fit:
    """Return ordinary least squares with Newey–West errors."""
    names = ["constant", *regressors]
    x = np.column_stack([np.ones_like(y), *regressors.values()])
    inverse = np.linalg.inv(x.T @ x)
    slopes = inverse @ x.T @ y
    residual = y - x @ slopes
    scores, lags = x * residual[:, None], int(1.3 * np.sqrt(len(y)))
    spread = scores.T @ scores
    for lag in range(1, lags + 1):
        crossed = scores[lag:].T @ scores[:-lag]
        spread += (1 - lag / (lags + 1)) * (crossed + crossed.T)
    errors = np.sqrt(np.diag(inverse @ spread @ inverse))
    persistence = float(residual[1:] @ residual[:-1] / (residual[:-1] @ residual[:-1]))
    surprise = residual[1:] - persistence * residual[:-1]
    low, high = np.quantile(surprise, [0.01, 0.99]) / surprise.std()
    return Fit(
        dict(zip(names, slopes.tolist(), strict=True)),
        dict(zip(names, errors.tolist(), strict=True)),
        float(residual @ residual),
        persistence,
        float(surprise.std()),
        (float(low), float(high)),
    )


def estimates(figures: Path) -> dict[str, tuple[Fit, Fit, float, float]]:
    """Return by regime: the fits of SOFR and EFFR, and the calm share and full shortage of the calendar."""
    days, shown = columns(figures)
    found = {}
    for regime, (start, end) in REGIMES.items():
        inside = np.array([start <= day <= end and day not in LEFT_OUT for day in days])
        part = {name: column[inside] for name, column in shown.items()}
        sloped = {"shortage": part["shortage"], "on_rrp": part["on_rrp"]}
        grid = [(full, calm) for full in FULL_GRID for calm in CALM_GRID] if regime == "2025-2026" else [(1.6, 1.0)]
        fits = {(full, calm): fit(part["sofr"], sloped | _eased(part, full, calm)) for full, calm in grid}
        full, calm = min(fits, key=lambda place: fits[place].squares)
        found[regime] = fits[full, calm], fit(part["effr"], sloped), calm, full
    return found


def _eased(part: Columns, full: float, calm: float) -> Columns:
    """Return the calendar times m(g)."""
    share = calm + (1.0 - calm) * np.minimum(1.0, part["shortage"] / full)
    return {name: part[name] * share for name in CALENDAR}


if __name__ == "__main__":
    for name, (sofr_fit, effr_fit, calm_share, full_pct) in estimates(Path(sys.argv[1])).items():
        print(name, f"calm {calm_share} full {full_pct}")
        for rate, one in (("SOFR", sofr_fit), ("EFFR", effr_fit)):
            terms = ", ".join(f"{term} {value:.2f} ({one.errors[term]:.2f})" for term, value in one.slopes.items())
            print(f"  {rate}: {terms}")
            print(
                f"        persistence {one.persistence:.2f}, surprise {one.surprise_sd:.2f}, 1 %/99 % {one.quantiles}"
            )
