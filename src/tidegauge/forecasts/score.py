"""How good a model was: its errors and bands beside every rival's on the same origins, by horizon and by regime.

A model is held to the strongest rival, the one with the smallest mean absolute error on the same forecasts. All
p-values of one scoreboard are adjusted together (Holm).
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

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


@dataclass(frozen=True, slots=True)
class Part:
    """A score over the forecasts of days in one regime."""

    regime: str
    n: int
    mae: float
    rival_mae: float
    coverage_80: float
    coverage_80_se: float


@dataclass(frozen=True, slots=True)
class Score:
    """One model at one horizon beside its rivals, all on the same forecasts.

    Errors are in `unit`. `skill` is 1 − MAE ÷ the strongest rival's, with the 5 and 95 % ends of a moving-block
    bootstrap; `p_value` of Diebold–Mariano, `p_holm` adjusted for the whole scoreboard. `windows` is how many forecasts
    do not overlap: the standard errors of the coverages rest on them. `hit_share` is how often the direction from the
    last known value was right on those windows, `base_share` what the commoner direction alone gives. `verdict`: better
    (significantly), ahead, equals, or loses.
    """

    model: str
    target: str
    unit: str
    horizon: int
    n: int
    first_origin: date
    last_origin: date
    mae: float
    rmse: float
    mase: float
    pinball: float
    crps: float
    pit_mean: float
    rivals: Mapping[str, float]
    strongest: str
    skill: float
    skill_low: float
    skill_high: float
    p_value: float
    p_holm: float
    windows: int
    coverage_80: float
    coverage_80_se: float
    coverage_95: float
    coverage_95_se: float
    hit_share: float
    base_share: float
    verdict: str
    regimes: tuple[Part, ...]
    figures_until: date
    latest_only: tuple[str, ...]


def scoreboard(kept: Iterable[Kept], regimes: Mapping[str, Collection[date]]) -> list[Score]:
    """Return a score for every model and horizon, with p-values adjusted for all of them together.

    `regimes` names sets of days; a forecast belongs to each regime that its day is in.
    """
    found = [score for one in kept for score in _scores(one, regimes)]
    adjusted = comparison.holm([score.p_value for score in found])
    return [
        replace(score, p_holm=p, verdict=_verdict(score.skill, p)) for score, p in zip(found, adjusted, strict=True)
    ]


def _verdict(skill: float, p_holm: float) -> str:
    """Return whether a model beat its strongest rival; one that says the same as its rival can do neither."""
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


def _score(facts: Facts, table: Table, names: Sequence[str], regimes: "Mapping[str, NDArray[np.int64]]") -> Score:
    """Return the score of one horizon."""
    error = table.outcome - table.centre
    loss, rival_loss = np.abs(error), np.abs(table.outcome[:, None] - table.rivals)
    means = dict(zip(names, rival_loss.mean(axis=0).tolist(), strict=True))
    best = min(means, key=lambda name: means[name])
    against = rival_loss[:, list(names).index(best)]
    shared = scores.overlap(table.origin, table.day)
    test = comparison.diebold_mariano(loss, against, shared)
    low, high = comparison.ratio_interval(loss, against, 2 * (shared + 1), seed=SEED)
    banded = table.banded()
    windows = scores.apart(table.origin, table.day)
    inside = len(scores.apart(banded.origin, banded.day))
    cover_80, cover_95 = (
        scores.coverage(banded.outcome, banded.quantiles, pair, inside) for pair in (PAIR_80, PAIR_95)
    )
    hits = comparison.hits(*(column[windows] for column in (table.outcome, table.centre, table.rivals[:, 0])))
    return Score(
        model=facts.model,
        target=facts.target,
        unit=facts.unit,
        horizon=int(table.horizon[0]),
        n=len(table.day),
        first_origin=from_days(int(table.origin[0])),
        last_origin=from_days(int(table.origin[-1])),
        mae=scores.mae(error),
        rmse=scores.rmse(error),
        mase=scores.mae(error) / facts.step if facts.step > 0 else math.nan,
        pinball=_mean(scores.pinball(banded.outcome, banded.quantiles)),
        crps=_mean(scores.crps(banded.outcome, banded.quantiles)),
        pit_mean=_mean(scores.pit(banded.outcome, banded.quantiles)),
        rivals=means,
        strongest=best,
        skill=1 - scores.mae(error) / means[best] if means[best] > 0 else math.nan,
        skill_low=1 - high,
        skill_high=1 - low,
        p_value=test.p_value,
        p_holm=math.nan,
        windows=len(windows),
        coverage_80=cover_80.share,
        coverage_80_se=cover_80.se,
        coverage_95=cover_95.share,
        coverage_95_se=cover_95.se,
        hit_share=hits.share,
        base_share=hits.base,
        verdict="",
        regimes=tuple(
            _part(name, table.rows(np.isin(table.day, members)), names.index(best)) for name, members in regimes.items()
        ),
        figures_until=date.fromisoformat(facts.figures_until),
        latest_only=facts.latest_only,
    )


def _part(regime: str, table: Table, rival: int) -> Part:
    """Return the score over the forecasts of one regime."""
    banded = table.banded()
    windows = len(scores.apart(banded.origin, banded.day))
    cover = scores.coverage(banded.outcome, banded.quantiles, PAIR_80, windows)
    mae, rival_mae = (scores.mae(table.outcome - column) for column in (table.centre, table.rivals[:, rival]))
    return Part(regime, len(table.day), mae, rival_mae, cover.share, cover.se)


def _mean(values: "NDArray[np.float64]") -> float:
    """Return the mean; NaN of nothing."""
    return float(values.mean()) if values.size else math.nan
