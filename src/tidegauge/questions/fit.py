"""The question of the hand-over: what the simulator takes as given, estimated anew from the figures at hand."""

import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tidegauge.catalogue.series import find as find_series
from tidegauge.clock import NEW_YORK
from tidegauge.errors import OutputNotPossible, UsageError
from tidegauge.frame import Finding, finding
from tidegauge.questions import places
from tidegauge.questions.answer import Answer, origins
from tidegauge.questions.desk import Desk
from tidegauge.scenarios import parameters_file
from tidegauge.scenarios.estimates import INPUTS, Estimates, estimates
from tidegauge.scenarios.estimates.estimate import Estimate, OnGrid
from tidegauge.scenarios.parameters import Kind, catalogue
from tidegauge.words import Phrase

SUFFIX = ".toml"
UNITS = {"value": "by parameter", "standard_error": "by parameter"}


@dataclass(frozen=True, slots=True)
class FittedParameter:
    """A parameter estimated anew beside what it was, all in `unit`; `low` and `high` are ends of a 90 % range.

    They are ends of the grid where the value is a place on one: `grid` is then "inside", or "edge" at one of its ends.
    `standard_error` is None where the value is an error itself or a place on a grid. `is_outside` says that the new
    value lies outside the range it had; None where it had no range. `is_held` says that the regression gave a sign the
    behaviour cannot have, so that the value stands at the bound.
    """

    key: str
    unit: str
    old: float
    old_low: float
    old_high: float
    old_kind: Kind
    value: float
    low: float
    high: float
    standard_error: float | None
    n: int
    sample_start: date
    sample_end: date
    series: tuple[str, ...]
    is_outside: bool | None
    is_held: bool
    grid: OnGrid | None


@dataclass(frozen=True, slots=True)
class Fit:
    """What was estimated for openings in a regime, and the keys that stay, by kind; `file` is None where none is asked.

    `fitted_share` is the part of all parameters that was estimated anew.
    """

    regime: str
    file: str | None
    fitted_share: float
    parameters: tuple[FittedParameter, ...]
    stays: Mapping[str, tuple[str, ...]]


def fit(desk: Desk, *, as_of: datetime | None = None, out: Path | None = None, overwrite: bool = False) -> Answer:
    """Answer with every parameter that the figures at hand can be asked about, and write them to a file of `out`.

    Raises
    ------
    TooLittleHistory
        Too few days of the regime of the moment are known.
    OutputNotPossible
        `out` cannot be written, or stands already and `overwrite` is not said; nothing is computed then.
    UsageError
        The name of `out` does not end in .toml.
    """
    if out is not None:
        _refuse(out, overwrite=overwrite)
    moment = desk.moment(as_of)
    frame = desk.frame(INPUTS, moment)
    made = estimates(frame)
    stays = {kind: tuple(keys) for kind, keys in parameters_file.kinds_left(made).items()}
    found = Fit(
        regime=made.regime,
        file=None if out is None else str(out),
        fitted_share=len(made.found) / len(catalogue()),
        parameters=tuple(_beside(one, made) for one in made.found),
        stays=stays,
    )
    if out is not None:
        _write(parameters_file.written(made), out)
    return Answer("fit", moment, found, UNITS, origins(frame), (*desk.findings(), *_revised()), desk.bundled_until)


def _refuse(out: Path, *, overwrite: bool) -> None:
    """Refuse a file that is no TOML by its name, that stands already, or that cannot be written."""
    if out.suffix != SUFFIX:
        raise UsageError(detail=Phrase("fit.wrong.suffix", found=out.name))
    places.refuse_file(out, "out")
    if out.exists() and not overwrite:
        raise OutputNotPossible(place=str(out), detail=Phrase("fit.wrong.exists"), remedy=Phrase("fit.remedy.exists"))


def _beside(one: Estimate, made: Estimates) -> FittedParameter:
    """Return an estimate beside what the program has for the same regime."""
    parameter = catalogue()[one.key]
    old = parameter.held(made.as_of.astimezone(NEW_YORK).date(), made.regime)
    return FittedParameter(
        key=one.key,
        unit=parameter.unit,
        old=old.value,
        old_low=old.low,
        old_high=old.high,
        old_kind=old.kind,
        value=one.value,
        low=one.low,
        high=one.high,
        standard_error=one.standard_error,
        n=one.sample.n,
        sample_start=one.sample.start,
        sample_end=one.sample.end,
        series=one.sample.series,
        is_outside=None if old.low == old.high else not old.low <= one.value <= old.high,
        is_held=one.is_held,
        grid=one.grid,
    )


def _revised() -> list[Finding]:
    """Return a note for each series of the latest vintage alone: estimates as of an earlier day know of revisions."""
    late = [series for series in INPUTS if find_series(series).vintages != "true"]
    return [finding("fit_latest_only", series) for series in late]


def _write(said: str, out: Path) -> None:
    """Write a file whole or not at all."""
    part = out.parent / f".{uuid.uuid4().hex}.part"
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(said, "utf-8")
        part.replace(out)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        remedy = Phrase("fit.remedy.exists")
        raise OutputNotPossible(place=str(out), detail=error.strerror or repr(error), remedy=remedy) from error
