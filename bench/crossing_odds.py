"""How good are the odds that reserves first fall below a line? Brier scores of past evenings against no change.

The evenings are those of a kept back-test (`tidegauge --store STORE backtest reserves`), the last of each week since
July 2023. Each is asked as it was: error paths from outcomes known by then, the forecast between scored horizons joined
by lines. The rival lays past changes, from the same past evenings, on the last figure. Two sets of lines: those that
are watched, and lines 50, 100 and 200 bn below the last figure, which are crossed more often. Lines the last figure
lies below already are left out. Skill is 1 − Brier ÷ the rival's, with 5 and 95 % ends by blocks of the horizon.
`python bench/crossing_odds.py STORE`; the few evenings that come with the program would say nothing.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tidegauge.forecasts import kept
from tidegauge.frame import Track, days, from_days, micros
from tidegauge.models.base import as_of_origin, business_days_after
from tidegauge.models.comparison import ratio_interval
from tidegauge.models.reserves.crossings import error_paths, shares_below
from tidegauge.models.walk_forward import Table
from tidegauge.questions.forecast_reserves import MODEL, WEDNESDAY
from tidegauge.reference import figures
from tidegauge.signals.signal import load_signals
from tidegauge.store import Store

LENGTHS = (5, 10, 20, 40, 65)
BELOW_USD = (50e9, 100e9, 200e9)
SINCE = days(figures.LAST_MOMENT.date().replace(year=2023, month=7, day=3))
SEED = 4
Said = tuple[float, float, float]


def evenings(table: Table) -> list[int]:
    """Return the last origin of each week, in days since 1970-01-01."""
    origins = np.unique(table.origin[table.origin >= SINCE])
    weeks = [from_days(int(origin)).isocalendar()[:2] for origin in origins]
    return [int(origins[n]) for n in range(len(origins)) if weeks[n] not in weeks[n + 1 :]]


def asked(table: Table, track: Track, origin: int, length: int, lines: Callable[[float], list[float]]) -> list[Said]:
    """Return odds, the rival's odds and what came, of each line that was not crossed yet on an evening."""
    rows = table.rows(np.flatnonzero(table.origin == origin))
    ahead = business_days_after(from_days(origin), length)
    told = [n for n, day in enumerate(ahead) if day.weekday() == WEDNESDAY]
    ends = [days(ahead[n]) for n in told]
    known = int(track.periods[track.known_at <= micros(as_of_origin(from_days(origin)))][-1])
    naive = table._replace(centre=table.rivals[:, 0])
    errors, changes = (error_paths(one, known, length) for one in (table, naive))
    if not ends or ends[-1] > track.periods[-1] or errors.shape[1] < length or np.isnan(rows.centre).any():
        return []
    level = float(rows.rivals[0, 0])
    centre = np.interp(told, rows.horizon - 1, rows.centre)
    came = track.values[np.isin(track.periods, ends)].min()
    return [
        (
            shares_below(centre, errors[:, told], line)[-1],
            shares_below(np.full(len(told), level), changes[:, told], line)[-1],
            float(came < line),
        )
        for line in lines(level)
        if level >= line
    ]


def main() -> None:
    """Print both sets of lines for every length."""
    if len(sys.argv) < 2:
        print("The odds of a crossing are scored on the store of a back-test: python bench/crossing_odds.py STORE")
        return
    root = Path(sys.argv[1])
    table = next(one.table for one in kept.read_all(root) if one.facts.model == MODEL)
    frame = Store(root).frame(("reserves",), as_of=figures.LAST_MOMENT)
    track = frame["reserves"].present()
    watched = [signal.threshold for signal in load_signals() if signal.condition == "reserves"]
    sets: dict[str, Callable[[float], list[float]]] = {
        "watched": lambda _: watched,
        "below the last figure": lambda level: [level - below for below in BELOW_USD],
    }
    print("| lines | days | evenings | asked | crossed | mean odds | rival's | Brier | rival's | skill |")
    for name, lines in sets.items():
        for length in LENGTHS:
            found = [said for origin in evenings(table) if (said := asked(table, track, origin, length, lines))]
            if not found:
                continue
            odds, rival, came = np.array([row for said in found for row in said]).T
            sums = np.array([[((row[n] - row[2]) ** 2) for n in (0, 1)] for said in found for row in said])
            loss, rival_loss = (np.add.reduceat(column, _starts(found)) for column in sums.T)
            high, low = ratio_interval(loss, rival_loss, 2 * (length // 5 + 1), seed=SEED)
            print(
                f"| {name} | {length} | {len(found)} | {len(came)} | {came.sum():.0f} | {odds.mean():.3f}"
                f" | {rival.mean():.3f} | {loss.sum() / len(came):.4f} | {rival_loss.sum() / len(came):.4f}"
                f" | {1 - loss.sum() / rival_loss.sum():.2f} ({1 - low:.2f} to {1 - high:.2f}) |"
            )


def _starts(found: list[list[Said]]) -> list[int]:
    """Return where the rows of each evening start."""
    starts: list[int] = np.cumsum([0, *(len(said) for said in found[:-1])]).tolist()
    return starts


if __name__ == "__main__":
    main()
