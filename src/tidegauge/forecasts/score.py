"""How good a model was: its errors and bands beside every rival's on the same origins, by horizon and by regime.

A model is held to the strongest rival, the one with the smallest mean absolute error on the same forecasts. The
p-values of the whole scoreboard are adjusted together (Holm): those over all days in one family, those by regime in a
second, and conditions, which are no forecasts, in families of their own.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from tidegauge.forecasts.kept import Facts, Kept
from tidegauge.frame import days, from_days
from tidegauge.models import comparison, scores
from tidegauge.models.rivals import RIVALS
from tidegauge.models.scores import PAIR_80, PAIR_95
from tidegauge.models.walk_forward import Table, by_horizon

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEED = 4
SIGNIFICANT = 0.05
RIVAL_SHARE_LEAST = 0.5  # a rival that answers for less of the forecasts than this is left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What is measured over some forecasts of one model and horizon, beside rivals on the same forecasts.

    Errors are in the unit of the target. `mase` is in steps of the target's history, `pinball` the mean over levels,
    `skill` 1 − MAE ÷ the strongest rival's. `p_value` is Diebold–Mariano's against it, `p_holm` adjusted for the
    scoreboard. `windows` is how many forecasts do not overlap: the standard errors of the coverages rest on them.
    `verdict`: better (significantly), ahead, equals, loses, or none where nothing is scored.
    """

    n: int
    windows: int
    mae: float
    mase: float
    pinball: float
    crps: float
    strongest: str
    rival_mae: float
    skill: float
    p_value: float
    p_holm: float
    coverage_80: float
    coverage_80_se: float
    coverage_95: float
    coverage_95_se: float
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Measures):
    """The measures over the forecasts of days in one regime."""

    regime: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Measures):
    """One model at one horizon over all days, and by regime.

    `rivals` holds every rival's mean absolute error. `skill_low` and `skill_high` are the 5 and 95 % ends of a
    moving-block bootstrap. `hit_share` is how often the direction from the last known value was right on windows that
    do not overlap, `base_share` what the commoner direction alone gives. `is_conditional` marks a run that was handed
    figures nobody knew: no forecast, whatever its skill.
    """

    model: str
    target: str
    unit: str
    horizon: int
    is_conditional: bool
    first_origin: date
    last_origin: date
    rmse: float
    pit_mean: float
    rivals: Mapping[str, float]
    skill_low: float
    skill_high: float
    hit_share: float
    base_share: float
    regimes: tuple[Part, ...]
    figures_until: date
    latest_only: tuple[str, ...]


def scoreboard(kept: Iterable[Kept], regimes: Mapping[str, Collection[date]]) -> list[Score]:
    """Return a score for every model and horizon, with p-values adjusted for all of them together.

    `regimes` names sets of days; a forecast belongs to each regime that its day is in.
    """
    return together([score for one in kept for score in _scores(one, regimes)])


def together(found: Sequence[Score]) -> list[Score]:
    """Return scores with p-values and verdicts adjusted for all of them: forecasts as one family, conditions as one."""
    forecasts = _adjusted([score for score in found if not score.is_conditional])
    conditions = _adjusted([score for score in found if score.is_conditional])
    return [(conditions if score.is_conditional else forecasts).pop(0) for score in found]


def _adjusted(found: Sequence[Score]) -> list[Score]:
    """Return scores with p-values and verdicts of one family over all days, and one by regime."""
    whole = comparison.holm([score.p_value for score in found])
    parted = iter(comparison.holm([part.p_value for score in found for part in score.regimes]))
    return [
        replace(
            score,
            p_holm=p,
            verdict=_verdict(score.skill, p),
            regimes=tuple(
                replace(part, p_holm=own, verdict=_verdict(part.skill, own))
                for part, own in zip(score.regimes, parted, strict=False)
            ),
        )
        for score, p in zip(found, whole, strict=True)
    ]


def _verdict(skill: float, p_holm: float) -> str:
    """Return whether a model beat its strongest rival; one that says the same as its rival can do neither."""
    if skill != skill:
        return "none"
    if skill == 0:
        return "equals"
    if not skill > 0:
        return "loses"
    return "better" if p_holm < SIGNIFICANT else "ahead"


def _scores(kept: Kept, regimes: Mapping[str, Collection[date]]) -> list[Score]:
    """Return the scores of one model, not yet adjusted."""
    scored_from = days(date.fromisoformat(kept.facts.scored_from))
    table = kept.table.rows(kept.table.origin >= scored_from)
    numbers = {name: np.array(sorted(days(day) for day in members), np.int64) for name, members in regimes.items()}
    parts = (_comparable(table.rows(rows)) for rows in by_horizon(table))
    return [_score(kept.facts, part, names, numbers) for part, names in parts if len(part.day)]


def _comparable(table: Table) -> tuple[Table, tuple[str, ...]]:
    """Return the forecasts that model and rivals all made and that have an outcome, and the rivals that count."""
    usable = ~(np.isnan(table.outcome) | np.isnan(table.centre))
    answers = [float((~np.isnan(table.rivals[usable, n])).mean()) if usable.any() else 0.0 for n in range(len(RIVALS))]
    counted = [n for n, share in enumerate(answers) if share >= RIVAL_SHARE_LEAST]
    usable &= ~np.isnan(table.rivals[:, counted]).any(axis=1)
    chosen = table.rows(usable)
    return chosen._replace(rivals=chosen.rivals[:, counted]), tuple(RIVALS[n] for n in counted)


def _measured(facts: Facts, table: Table, names: Sequence[str]) -> dict[str, Any]:
    """Return the fields of `Measures` over some forecasts; of none, NaN and no rival."""
    loss, rival_loss = np.abs(table.outcome - table.centre), np.abs(table.outcome[:, None] - table.rivals)
    means = rival_loss.mean(axis=0) if len(loss) else np.full(len(names), math.nan)
    best = int(means.argmin())
    mae, rival_mae = _mean(loss), float(means[best])
    test = comparison.diebold_mariano(loss, rival_loss[:, best], scores.overlap(table.origin, table.day))
    banded = table.banded()
    inside = len(scores.apart(banded.origin, banded.day))
    cover_80, cover_95 = (
        scores.coverage(banded.outcome, banded.quantiles, pair, inside) for pair in (PAIR_80, PAIR_95)
    )
    return {
        "n": len(loss),
        "windows": len(scores.apart(table.origin, table.day)),
        "mae": mae,
        "mase": mae / facts.step if facts.step > 0 else math.nan,
        "pinball": _mean(scores.pinball(banded.outcome, banded.quantiles)),
        "crps": _mean(scores.crps(banded.outcome, banded.quantiles)),
        "strongest": names[best] if len(loss) else "",
        "rival_mae": rival_mae,
        "skill": 1 - mae / rival_mae if rival_mae > 0 else math.nan,
        "p_value": test.p_value,
        "p_holm": math.nan,
        "coverage_80": cover_80.share,
        "coverage_80_se": cover_80.se,
        "coverage_95": cover_95.share,
        "coverage_95_se": cover_95.se,
        "verdict": "none",
    }


def _score(facts: Facts, table: Table, names: Sequence[str], regimes: "Mapping[str, NDArray[np.int64]]") -> Score:
    """Return the score of one horizon."""
    error, rival_loss = table.outcome - table.centre, np.abs(table.outcome[:, None] - table.rivals)
    measured = _measured(facts, table, names)
    shared = scores.overlap(table.origin, table.day)
    against = rival_loss[:, names.index(measured["strongest"])]
    low, high = comparison.ratio_interval(np.abs(error), against, 2 * (shared + 1), seed=SEED)
    windows = scores.apart(table.origin, table.day)
    hits = comparison.hits(*(column[windows] for column in (table.outcome, table.centre, table.rivals[:, 0])))
    banded = table.banded()
    return Score(
        **measured,
        model=facts.model,
        target=facts.target,
        unit=facts.unit,
        horizon=int(table.horizon[0]),
        is_conditional=facts.is_conditional,
        first_origin=from_days(int(table.origin[0])),
        last_origin=from_days(int(table.origin[-1])),
        rmse=scores.rmse(error),
        pit_mean=_mean(scores.pit(banded.outcome, banded.quantiles)),
        rivals=dict(zip(names, rival_loss.mean(axis=0).tolist(), strict=True)),
        skill_low=1 - high,
        skill_high=1 - low,
        hit_share=hits.share,
        base_share=hits.base,
        regimes=tuple(
            Part(**_measured(facts, table.rows(np.isin(table.day, members)), names), regime=name)
            for name, members in regimes.items()
        ),
        figures_until=date.fromisoformat(facts.figures_until),
        latest_only=facts.latest_only,
    )


def _mean(values: "NDArray[np.float64]") -> float:
    """Return the mean; NaN of nothing."""
    return float(values.mean()) if values.size else math.nan
