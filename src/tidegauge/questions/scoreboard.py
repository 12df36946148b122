"""The question of the scoreboard: every model that was back-tested, beside its rivals, losers shown as losers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from tidegauge.errors import NoScores
from tidegauge.forecasts import registry
from tidegauge.forecasts.score import Measures, Part, Score
from tidegauge.questions import standing
from tidegauge.questions.answer import Answer, exact, origins
from tidegauge.questions.desk import Desk
from tidegauge.reference import figures

__all__ = ["UNITS", "Measures", "Part", "Score", "Scoreboard", "scoreboard", "whole"]

UNITS: Mapping[str, str] = {
    "mae": "USD | bp",
    "skill": "share",
    "coverage_80": "share",
    "coverage_95": "share",
}
AMOUNTS = ("mae", "rival_mae", "pinball", "crps", "rival_crps")


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """Every forecast and horizon; `better` of `models` beat their strongest rival at some horizon after Holm, by point.

    `conditional` are the runs that were handed figures nobody knew, apart because they are no forecasts. `missing` are
    models of the registry without a saved back-test.
    """

    models: int
    better: int
    missing: tuple[str, ...]
    scores: tuple[Score, ...]
    conditional: tuple[Score, ...]


def scoreboard(desk: Desk, *, model: str | None = None) -> Answer:
    """Answer with the scores of every saved back-test; without a store, with those that come with the program.

    With `model`, of that model alone; its p-values are still those of the whole scoreboard.

    Raises
    ------
    UnknownModel
        No such model; the error lists them.
    NoScores
        No back-test has been saved.
    StoreUnreadable
        A saved back-test is damaged.
    """
    order = list(registry.MODELS) if model is None else [registry.find(model).model.id]
    chosen = [score for score in standing.scores(desk) if score.model in order]
    ranked = sorted(chosen, key=lambda score: (order.index(score.model), score.horizon))
    saved, found = standing.own(desk), tuple(whole(score) for score in ranked if not score.is_conditional)
    if not ranked:
        raise NoScores(place=str(desk.writable_root), known=", ".join(registry.MODELS))
    scored = {score.model for score in ranked}
    answer = Scoreboard(
        models=len({score.model for score in found}),
        better=len({score.model for score in found if score.verdict == "better"}),
        missing=tuple(name for name in order if name not in scored),
        scores=found,
        conditional=tuple(whole(score) for score in ranked if score.is_conditional),
    )
    moments = (datetime.fromisoformat(one.facts.judged_at).astimezone(UTC) for one in saved)
    judged_at = max(moments, default=figures.LAST_MOMENT)
    inputs = dict.fromkeys(series for name in order if name in scored for series in registry.find(name).inputs)
    sources = origins(desk.frame(inputs, judged_at))
    return Answer("scoreboard", judged_at, answer, UNITS, sources, tuple(desk.findings()), desk.bundled_until)


def whole(score: Score) -> Score:
    """Return a score with its amounts as the public interface writes them: whole dollars, or hundredths of a point."""
    changed: dict[str, Any] = {name: _amount(getattr(score, name), score.unit) for name in (*AMOUNTS, "rmse")}
    rivals = {name: _amount(value, score.unit) for name, value in score.rivals.items()}
    parts = tuple(_whole_part(part, score.unit) for part in score.regimes)
    return replace(score, **changed, rivals=rivals, regimes=parts)


def _whole_part(part: Part, unit: str) -> Part:
    changed: dict[str, Any] = {name: _amount(getattr(part, name), unit) for name in AMOUNTS}
    return replace(part, **changed)


def _amount(value: float, unit: str) -> float:
    """Return an amount; errors of a spread keep two decimals, since their means are no whole basis points."""
    if value != value:
        return value
    found = exact(value, unit) if unit == "usd" else round(value, 2)
    return value if found is None else found
