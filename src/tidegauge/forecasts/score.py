"""How good a model was: its errors and bands beside every rival's on the same origins, by horizon and by regime.

A model is held to the strongest rival, the one with the smallest mean absolute error on the same forecasts, and judged
twice: its point forecast by that error, its whole distribution by CRPS against the rival with the rival's own past
errors around it. The p-values of both verdicts of the whole scoreboard are adjusted together (Holm): those over all
days in one family, those by regime in a second, and conditions, which are no forecasts, in families of their own.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np

from tidegauge.forecasts.kept import Facts, Kept
from tidegauge.forecasts.rival_crps import rival_crps
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
    scoreboard; `crps_skill`, `crps_p_value` and `crps_p_holm` are those of CRPS against the same rival's, where both
    have a distribution. `windows` is how many forecasts do not overlap: the standard errors of the coverages rest on
    them. `verdict` judges the point forecast, `distribution_verdict` the distribution: better (significantly), ahead,
    equals, loses, or none where nothing is scored.
    """

    n: int
    windows: int
    mae: float
    mase: float
    pinball: float
    crps: float
    strongest: str
    rival_mae: float
    rival_crps: float
    skill: float
    p_value: float
    p_holm: float
    crps_skill: float
    crps_p_value: float
    crps_p_holm: float
    coverage_80: float
    coverage_80_se: float
    coverage_95: float
    coverage_95_se: float
    verdict: str
    distribution_verdict: str


M = TypeVar("M", bound=Measures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Measures):
    """The measures over the forecasts of days in one regime."""

    regime: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Measures):
    """One model at one horizon over all days, and by regime.

    `rivals` holds every rival's mean absolute error. `skill_low` and `skill_high` are the 5 and 95 % ends of a
    circular-block bootstrap. `hit_share` is how often the direction from the last known value was right on windows that
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
    whole = _judged(found)
    parts = iter(_judged([part for score in found for part in score.regimes]))
    return [replace(score, regimes=tuple(next(parts) for _ in score.regimes)) for score in whole]


def _judged(found: Sequence[M]) -> list[M]:
    """Return measures with the p-values of both verdicts adjusted as one family, and the verdicts."""
    adjusted = comparison.holm([p for one in found for p in (one.p_value, one.crps_p_value)])
    return [
        replace(
            one,
            p_holm=p,
            crps_p_holm=crps_p,
            verdict=_verdict(one.skill, p),
            distribution_verdict=_verdict(one.crps_skill, crps_p),
        )
        for one, p, crps_p in zip(found, adjusted[::2], adjusted[1::2], strict=True)
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
    numbers = {name: np.array(sorted(days(day) for day in members), np.int64) for name, members in regimes.items()}
    wholes = (kept.table.rows(rows) for rows in by_horizon(kept.table))
    parts = ((whole, *_comparable(whole.rows(whole.origin >= scored_from))) for whole in wholes)
    return [_score(kept.facts, Side(part, names, whole), numbers) for whole, part, names in parts if len(part.day)]


class Side(NamedTuple):
    """Forecasts of one horizon with the rivals that count, and `past`: every forecast of it, for the rivals' errors."""

    table: Table
    names: tuple[str, ...]
    past: Table

    def rows(self, chosen: "NDArray[np.bool_]") -> "Side":
        """Return some of the forecasts."""
        return self._replace(table=self.table.rows(chosen))


def _comparable(table: Table) -> tuple[Table, tuple[str, ...]]:
    """Return the forecasts that model and rivals all made and that have an outcome, and the rivals that count."""
    usable = ~(np.isnan(table.outcome) | np.isnan(table.centre))
    answers = [float((~np.isnan(table.rivals[usable, n])).mean()) if usable.any() else 0.0 for n in range(len(RIVALS))]
    counted = [n for n, share in enumerate(answers) if share >= RIVAL_SHARE_LEAST]
    usable &= ~np.isnan(table.rivals[:, counted]).any(axis=1)
    chosen = table.rows(usable)
    return chosen._replace(rivals=chosen.rivals[:, counted]), tuple(RIVALS[n] for n in counted)


def _measured(facts: Facts, side: Side) -> dict[str, Any]:
    """Return the fields of `Measures` over some forecasts; of none, NaN and no rival."""
    table, names = side.table, side.names
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
        **_distribution(banded, side.past, RIVALS.index(names[best])),
    }


def _distribution(banded: Table, past: Table, rival: int) -> dict[str, Any]:
    """Return the fields of `Measures` that judge the distribution against that of a rival."""
    own, others = scores.crps(banded.outcome, banded.quantiles), rival_crps(past, rival, banded.origin)
    has_both = ~np.isnan(others)
    rows = banded.rows(has_both)
    test = comparison.diebold_mariano(own[has_both], others[has_both], scores.overlap(rows.origin, rows.day))
    against = _mean(others[has_both])
    return {
        "crps": _mean(own),
        "rival_crps": against,
        "crps_skill": 1 - _mean(own[has_both]) / against if against > 0 else math.nan,
        "crps_p_value": test.p_value,
        "crps_p_holm": math.nan,
        "distribution_verdict": "none",
    }


def _score(facts: Facts, side: Side, regimes: "Mapping[str, NDArray[np.int64]]") -> Score:
    """Return the score of one horizon."""
    table, names = side.table, side.names
    error, rival_loss = table.outcome - table.centre, np.abs(table.outcome[:, None] - table.rivals)
    measured = _measured(facts, side)
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
            Part(**_measured(facts, side.rows(np.isin(table.day, members))), regime=name)
            for name, members in regimes.items()
        ),
        figures_until=date.fromisoformat(facts.figures_until),
        latest_only=facts.latest_only,
    )


def _mean(values: "NDArray[np.float64]") -> float:
    """Return the mean; NaN of nothing."""
    return float(values.mean()) if values.size else math.nan
