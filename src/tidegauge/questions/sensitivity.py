"""The question of sensitivity: do prices move with liquidity? The verdict first, then everything it rests on."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

import numpy as np

from tidegauge.frame import Finding, finding, from_days
from tidegauge.models.sensitivity import family, placebos, trials, weeks
from tidegauge.models.sensitivity.components import Components, components
from tidegauge.models.sensitivity.ordering import Rank, ordering
from tidegauge.models.sensitivity.trials import Family, Trial
from tidegauge.models.sensitivity.weeks import GAUGES, Panel
from tidegauge.questions import sensitivity_narrative as narrative
from tidegauge.questions import sensitivity_parts as parts
from tidegauge.questions.answer import Answer, origins
from tidegauge.questions.desk import Desk
from tidegauge.questions.sensitivity_checks import checks
from tidegauge.words.sentence import Sentence

Row = TypeVar("Row")

__all__ = ["Components", "Family", "Rank", "Sensitivity", "Trial", "sensitivity"]

UNITS = {
    "slope": "%/100 bn USD; %/10 bp",
    "r2": "share",
    "p_value": "share",
    "p_adjusted": "share",
    "first": "share",
}


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The verdict (``none`` or ``some``), the counts behind it, and every test.

    `below_5_pct` of `tried` pairs have p < 5 % taken alone; `surviving` of them survive all corrections; of `signed`
    pairs to which the story gives a sign `as_told` have it. `largest` is the pair with the largest |t|. `checks` say
    what other methods make of it: `foretold_by_chance` is the share of placebos in which a level foretells with
    as small a p; `changed_sign` counts pairs whose slope differs in sign between the halves of the
    weeks, `all_weeks` are the pairs with the weeks of 2020 left in.
    """

    verdict: str
    headline: tuple[Sentence, ...]
    checks: tuple[Sentence, ...]
    first: date
    last: date
    weeks: int
    tried: int
    below_5_pct: int
    smallest_p_adjusted: float
    signed: int
    as_told: int
    largest: Trial
    surviving: tuple[Trial, ...]
    families: tuple[Family, ...]
    placebos: parts.Histogram
    draws: int
    trials: tuple[Trial, ...]
    forecasts: tuple[parts.Forecast, ...]
    leads: tuple[parts.Lead, ...]
    components: tuple[Components, ...]
    ordering: tuple[Rank, ...]
    projections: tuple[parts.Projection, ...]
    shifts: tuple[parts.Shift, ...]
    stationarity: tuple[parts.SeriesVerdict, ...]
    charts: tuple[parts.Charted, ...]
    foretold: tuple[parts.Foretold, ...]
    foretold_by_chance: float
    changed_sign: int
    all_weeks: parts.OtherWeeks | None
    early: parts.OtherWeeks | None


def sensitivity(desk: Desk, *, as_of: datetime | None = None) -> Answer:
    """Answer whether the prices of thirteen assets move with liquidity.

    Raises
    ------
    TooLittleHistory
        Fewer than `weeks.LEAST_WEEKS` weeks are known.
    """
    moment = desk.moment(as_of)
    frame = desk.frame(weeks.INPUTS, moment)
    found = weeks.panel(frame)
    tried = _made(desk, trials.trials(found, draws=family.DRAWS))
    given = placebos.outcome_weights(found)
    walks = placebos.random_walks(found, given, draws=placebos.DRAWS, tell=desk.progress)
    families = trials.families(tried, walks, placebos.circular_shifts(found, given))
    surviving = trials.surviving(tried, families[0])
    foretold = _made(desk, parts.foretold(found))
    signed = [one for one in tried if one.story]
    answer = Sensitivity(
        verdict="some" if surviving else "none",
        headline=(),
        checks=(),
        first=from_days(int(found.weeks[0])),
        last=from_days(int(found.weeks[-1])),
        weeks=int(np.isfinite(found.changes[:, GAUGES.index("reserves")]).sum()),
        tried=len(tried),
        below_5_pct=sum(one.slope.p_value < trials.LEVEL for one in tried),
        smallest_p_adjusted=min(one.p_adjusted for one in tried),
        signed=len(signed),
        as_told=sum(one.slope.slope * one.story > 0 for one in signed),
        largest=max(tried, key=lambda one: abs(one.slope.t)),
        surviving=tuple(surviving),
        families=tuple(families),
        placebos=parts.histogram(walks.largest[:, 0]),
        draws=len(walks.largest),
        trials=tuple(tried),
        forecasts=tuple(_made(desk, parts.forecasts(found))),
        leads=tuple(_made(desk, parts.leads(found))),
        components=tuple(components(found, found.same)),
        ordering=tuple(ordering(found.same, found.changes[:, GAUGES.index("net_liquidity")])),
        projections=tuple(_made(desk, parts.projections(found))),
        shifts=tuple(_made(desk, parts.shifts(found))),
        stationarity=tuple(_made(desk, parts.unit_roots(found))),
        charts=tuple(parts.charts(found)),
        foretold=tuple(foretold),
        foretold_by_chance=parts.foretold_by_chance(found, min((one.test.p_value for one in foretold), default=1.0)),
        changed_sign=parts.changed_sign(found),
        all_weeks=parts.with_all_weeks(frame),
        early=parts.early(frame),
    )
    findings = (*desk.findings(), *_notes(found))
    said = _rounded(answer)
    said = replace(said, headline=narrative.headline(said), checks=checks(said))
    return Answer("sensitivity", moment, said, UNITS, origins(frame), findings, desk.bundled_until)


def _made(desk: Desk, part: list[Row]) -> list[Row]:
    """Return a part of the answer as it is, and say that it is made: who listens may break the question off there."""
    if desk.progress is not None:
        desk.progress("tests", 0, 0)
    return part


def _notes(found: Panel) -> list[Finding]:
    """Return what a reader must know about the prices."""
    last = from_days(int(found.weeks[-1]))
    notes = [finding("sensitivity_adjusted", "hyg, lqd, tlt", last, severity="warning")]
    if found.from_changes:
        notes.append(finding("sensitivity_calendar_weeks", "prices", last, severity="warning"))
    return notes


def _rounded(value: Any) -> Any:
    """Return an answer with floats to six decimals, so that the last bit of a machine does not show."""
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    if isinstance(value, tuple):
        parts = [_rounded(part) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if hasattr(value, "__dataclass_fields__"):
        return type(value)(**{name: _rounded(getattr(value, name)) for name in value.__dataclass_fields__})
    return value
