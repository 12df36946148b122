"""The back-tests that come with the program; `python -m tidegauge.questions.bundle STORE` writes them.

They are our own measurements, as of the moment at which the bundled figures end:

    reference/scores/<model>.npz   of each model that `forecast` shows: one origin of each month, and the last five
    reference/scores/scores.json   the scoreboard over every origin, which the thinned tables cannot give again

The thinned tables carry the bands to a desk without a store; each names the hash of the model that made it.
"""

import json
import math
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tidegauge.errors import StoreUnreadable, UsageError
from tidegauge.forecasts import kept, registry
from tidegauge.forecasts.kept import Kept
from tidegauge.forecasts.score import Part, Score
from tidegauge.frame import from_days
from tidegauge.models.walk_forward import Table
from tidegauge.reference import figures

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROOT = figures.FOLDER.parent
BOARD = "scores.json"
LAST_ORIGINS = 5
DIGITS = 5  # significant; a forecast is not known to a hundred-thousandth of itself


def write(saved: Sequence[Kept], scores: Iterable[Score], root: Path = ROOT) -> int:
    """Replace the bundled back-tests below `root`; return the number of forecasts written.

    Raises
    ------
    UsageError
        A back-test was not judged at the moment the bundled figures end, or none is there.
    """
    late = [one.facts.model for one in saved if datetime.fromisoformat(one.facts.judged_at) != figures.LAST_MOMENT]
    if late or not saved:
        raise UsageError(detail=f"judge every back-test as of {figures.LAST_MOMENT.isoformat()}: {', '.join(late)}")
    shutil.rmtree(root / kept.FOLDER, ignore_errors=True)
    thin = [replace(one, table=thinned(one.table)) for one in saved if one.facts.model in registry.BANDED]
    for one in thin:
        kept.write(root, one)
    lines = ",\n".join(json.dumps(_plain(asdict(score)), sort_keys=True, separators=(",", ":")) for score in scores)
    (root / kept.FOLDER).mkdir(parents=True, exist_ok=True)
    (root / kept.FOLDER / BOARD).write_text(f"[\n{lines}\n]\n", "utf-8")
    return sum(len(one.table.day) for one in thin)


def tables() -> list[Kept]:
    """Return the bundled back-tests of models that still exist, thinned."""
    return [one for one in kept.read_all(ROOT) if one.facts.model in registry.MODELS]


def scores(root: Path = ROOT) -> list[Score]:
    """Return the bundled scoreboard; nothing where none is bundled.

    Raises
    ------
    StoreUnreadable
        The file is damaged.
    """
    place = root / kept.FOLDER / BOARD
    if not place.exists():
        return []
    try:
        rows = json.loads(place.read_text("utf-8"))
        found = [_score(row) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreUnreadable(place=str(place), detail=repr(error)) from error
    return [score for score in found if score.model in registry.MODELS]


def thinned(table: Table) -> Table:
    """Return the forecasts of one origin of each month and of the last week's, to `DIGITS` digits.

    Of a month that is the origin whose known outcomes span the most days, of several the one with the most of them, and
    then the first: targets with a figure a week give few whole paths, and odds stand on those.
    """
    origins = np.unique(table.origin)
    known = [table.horizon[(table.origin == number) & ~np.isnan(table.outcome)].tolist() for number in origins]
    spans = [(seen[-1] - seen[0], len(seen)) if seen else (0, 0) for seen in known]
    best: dict[date, int] = {}
    for n, number in enumerate(origins.tolist()):
        month = from_days(number).replace(day=1)
        if month not in best or spans[n] > spans[best[month]]:
            best[month] = n
    chosen = table.rows(np.isin(table.origin, [*origins[list(best.values())], *origins[-LAST_ORIGINS:]]))
    return chosen._replace(
        centre=_short(chosen.centre),
        scale=_short(chosen.scale),
        quantiles=_short(chosen.quantiles),
        rivals=_short(chosen.rivals),
        outcome=_short(chosen.outcome),
    )


def _short(values: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Round to `DIGITS` significant digits."""
    return np.array([_digits(value) for value in values.ravel().tolist()]).reshape(values.shape)


def _digits(value: float) -> float:
    return float(f"{value:.{DIGITS - 1}e}")


def _plain(value: Any) -> Any:
    """Return a score as JSON holds it: NaN as null, days in ISO 8601, floats to `DIGITS` digits."""
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return None if math.isnan(value) else _digits(value)
    return value


def _score(row: dict[str, Any]) -> Score:
    """Return a score as it was before `_plain`."""
    dates = {name: date.fromisoformat(row[name]) for name in ("first_origin", "last_origin", "figures_until")}
    parts = tuple(Part(**_numbers(part)) for part in row["regimes"])
    return Score(**{**_numbers(row), **dates, "regimes": parts, "latest_only": tuple(row["latest_only"])})


def _numbers(row: dict[str, Any]) -> dict[str, Any]:
    return {name: math.nan if value is None else value for name, value in row.items()}
