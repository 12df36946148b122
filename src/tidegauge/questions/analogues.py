"""The question of analogues: the nearest past evenings, what followed them, and whether that beats the base rate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Finding, Frame, finding
from tidegauge.indicators import funding_state
from tidegauge.models.analogues import judged, nearest, states
from tidegauge.models.analogues.judged import Judgement
from tidegauge.models.analogues.nearest import Neighbour, Sequel
from tidegauge.models.analogues.states import FEATURES, HORIZONS, OUTCOMES, Evenings
from tidegauge.questions.answer import Answer, exact, origins, unit_name
from tidegauge.questions.desk import Desk
from tidegauge.words.sentence import Words

__all__ = ["Alike", "Analogues", "Judgement", "Sequel", "analogues"]

INPUTS = tuple(dict.fromkeys((*funding_state.inputs(), "reserves")))
UNITS = {
    "distance": "standard deviations",
    "chance": "share",
    "skill": "share",
    "sofr_iorb_change": "bp",
    "sofr_iorb_highest": "bp",
    "reserves_change": "USD",
    **{feature: "bp" if feature.endswith("_bp") else "USD" for feature in FEATURES},
    "reserves_to_bank_assets": "share",
}


@dataclass(frozen=True, slots=True)
class Alike:
    """A past evening: its distance, the gauges as known then, and what followed after 5, 20 and 60 days, by outcome."""

    day: date
    distance: float
    state: Mapping[str, float | int | None]
    followed: Mapping[str, tuple[float | int | None, ...]]


@dataclass(frozen=True, slots=True)
class Analogues:
    """The evening asked about, its nearest past evenings and what followed, beside chance and beside the base rate.

    `day` is the last evening whose figures are fresh enough to compare.
    `nearer` is the share of past evenings whose own neighbours were nearer: close to 1 nothing like this was seen.
    `is_judged` says whether 30 past origins exist; `helps` are the outcomes and horizons at which analogues beat the
    better rival beyond chance.
    """

    day: date
    state: Mapping[str, float | int | None]
    missing: tuple[str, ...]
    horizons: tuple[int, ...]
    alike: tuple[Alike, ...]
    nearer: float
    sequels: tuple[Sequel, ...]
    is_judged: bool
    judgements: tuple[Judgement, ...]
    helps: tuple[tuple[str, int], ...]


def analogues(desk: Desk, *, as_of: datetime | None = None) -> Answer:
    """Answer with the nearest past evenings of the funding market, as known at the moment.

    Raises
    ------
    TooLittleHistory
        Fewer than 250 evenings can be chosen from, or today's state lacks more than two gauges.
    """
    moment = desk.moment(as_of)
    frame = desk.frame(INPUTS, moment)
    gauges = funding_state.state(frame).tracks
    found = states.evenings(Frame(moment, {**gauges, "reserves": frame["reserves"].present()}))
    row = _asked(found)
    chosen = nearest.neighbours(found, row)
    if not chosen:
        facts = {"series": "sofr_iorb_bp", "needed": states.LEAST + nearest.WAIT, "found": row}
        raise TooLittleHistory(model="analogues", as_of=found.day(row), **facts)
    judgements, far = judged.judge(found)
    lacking = tuple(feature for feature, value in zip(FEATURES, found.states[row], strict=True) if np.isnan(value))
    answer = Analogues(
        day=found.day(row),
        state=_state(found, row),
        missing=lacking,
        horizons=HORIZONS,
        alike=tuple(_alike(found, one) for one in chosen),
        nearer=_nearer(far, chosen),
        sequels=tuple(_whole(one) for one in nearest.sequels(found, row, chosen)),
        is_judged=any(one.origins >= judged.LEAST_ORIGINS for one in judgements),
        judgements=tuple(_rounded(one) for one in judgements),
        helps=tuple((one.outcome, one.horizon) for one in judgements if one.is_sure),
    )
    notes = [_note("analogues_gauge_missing", feature, found.day(row)) for feature in lacking]
    if row < len(found.days) - 1:
        notes.append(_note("analogues_figures_end", "sofr_iorb_bp", found.day(row)))
    return Answer("analogues", moment, answer, UNITS, origins(frame), (*desk.findings(), *notes), desk.bundled_until)


def _note(check: str, gauge: str, day: date) -> Finding:
    """Return a finding about a gauge by its name."""
    return finding(check, gauge, day, severity="warning", gauge=Words(f"gauges.{gauge}.name"))


def _asked(found: Evenings) -> int:
    """Return the row of the last evening, or, where its figures are too old to compare, of the last that has them."""
    known = (~np.isnan(found.states)).sum(axis=1) >= nearest.LEAST_SHARED
    if known[-1] or not known.any():
        return len(known) - 1
    newest = found.states[: int(np.flatnonzero(known)[-1]) + 1, FEATURES.index("sofr_iorb_bp")]
    return int(np.flatnonzero(np.diff(newest, prepend=np.nan) != 0)[-1])


def _nearer(far: "np.ndarray", chosen: Sequence[Neighbour]) -> float:
    """Return the share of past evenings whose neighbours were nearer on average."""
    return float(np.mean(far < np.mean([one.distance for one in chosen]))) if len(far) else float("nan")


def _state(found: Evenings, row: int) -> dict[str, float | int | None]:
    """Return the gauges known on an evening, whole dollars and basis points."""
    units = {feature: "share" if feature == "reserves_to_bank_assets" else _unit(feature) for feature in FEATURES}
    values = zip(FEATURES, found.states[row].tolist(), strict=True)
    return {feature: exact(value, units[feature]) for feature, value in values}


def _unit(feature: str) -> str:
    return "bp" if feature.endswith("_bp") else "usd"


def _alike(found: Evenings, one: Neighbour) -> Alike:
    """Return a neighbour with what followed it."""
    followed = {
        outcome: tuple(exact(value, unit) for value in found.outcomes[outcome][one.row].tolist())
        for outcome, unit in OUTCOMES.items()
    }
    return Alike(found.day(one.row), round(one.distance, 3), _state(found, one.row), followed)


def _whole(one: Sequel) -> Sequel:
    """Return a sequel with amounts as the public interface writes them."""
    low, median, high, *always = (_amount(x, one.outcome) for x in (one.low, one.median, one.high, *one.always))
    return one._replace(low=low, median=median, high=high, always=(always[0], always[1], always[2]))


def _rounded(one: Judgement) -> Judgement:
    """Return a judgement with its errors as the public interface writes them."""
    own, base_rate, no_change = (_amount(x, one.outcome) for x in (one.analogues, one.base_rate, one.no_change))
    return one._replace(analogues=own, base_rate=base_rate, no_change=no_change)


def _amount(value: float, outcome: str) -> float:
    """Return whole dollars, or a spread with two decimals: medians and means are no whole basis points."""
    return round(value) if unit_name(OUTCOMES[outcome]) == "USD" else round(value, 2)
