"""A file of parameters estimated anew: what `tidegauge fit` writes, and what a run reads with `--parameters`.

    as_of = 2026-04-01T20:00:00Z        nothing known later is in it
    regime = "2025-2026"                openings that its values are for, where they differ by regime
    [reserve_demand.slope_bp]           a table a parameter: value, range, unit, kind, source, sample, standard error
    [stays]                             what nothing here can estimate, by kind: it stays as `parameters.toml` has it

Every key is checked when it is read, so a slip of the hand is told with its line and column.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from tidegauge.clock import NEW_YORK
from tidegauge.errors import InvalidScenario
from tidegauge.scenarios import layers
from tidegauge.scenarios.estimates.estimate import Estimate
from tidegauge.scenarios.estimates.known import Estimates
from tidegauge.scenarios.interpret import shown
from tidegauge.scenarios.layers import Layer
from tidegauge.scenarios.parameters import Parameter, Remade, Value, catalogue, regimes
from tidegauge.words import Phrase
from tidegauge.words.nearest import nearest

STAYS = "stays"
HEAD = ("as_of", "regime", STAYS)
DIGITS = 4
"""Significant: no estimate here is surer."""
NOTE = "# Written by `tidegauge fit`; a run reads it with `--parameters FILE`. What stays is as the program has it."


def kinds_left(made: Estimates) -> dict[str, list[str]]:
    """Return the keys that were not estimated, by the kind they have in the regime of the estimates."""
    done = {one.key for one in made.found}
    opening = made.as_of.astimezone(NEW_YORK).date()
    left: dict[str, list[str]] = {"prior": [], "rule": [], "estimate": []}
    for key, parameter in catalogue().items():
        if key not in done:
            left[parameter.held(opening, made.regime).kind].append(key)
    return left


def written(made: Estimates) -> str:
    """Return the file of a set of estimates as TOML."""
    head = [NOTE, "", f"as_of = {made.as_of.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", f"regime = {json.dumps(made.regime)}"]
    tables = ["\n".join([f"[{one.key}]", *(f"{name} = {said}" for name, said in _lines(one))]) for one in made.found]
    stays = "\n".join([f"[{STAYS}]", *(f"{kind} = {json.dumps(keys)}" for kind, keys in kinds_left(made).items())])
    return "\n\n".join(["\n".join(head), *tables, stays]) + "\n"


def _lines(one: Estimate) -> list[tuple[str, str]]:
    """Return the keys of one estimate with their values as TOML writes them."""
    sample = one.sample
    said = [
        ("value", _number(one.value)),
        ("low", _number(one.low)),
        ("high", _number(one.high)),
        ("unit", json.dumps(catalogue()[one.key].unit, ensure_ascii=False)),
        ("kind", '"estimate"'),
        ("source", json.dumps(one.source, ensure_ascii=False)),
        ("series", json.dumps(sample.series)),
        ("sample_start", sample.start.isoformat()),
        ("sample_end", sample.end.isoformat()),
        ("n", str(sample.n)),
    ]
    error = [] if one.standard_error is None else [("standard_error", _number(one.standard_error))]
    return [*said, *error, *([("held_at_bound", "true")] if one.is_held else [])]


def _number(value: float) -> str:
    """Write a float to `DIGITS` digits, as a float."""
    return repr(float(f"{value:.{DIGITS - 1}e}"))


class _Field(NamedTuple):
    """One key of a parameter's table: whether it may be left out, and what it has to be."""

    is_needed: bool
    is_right: Callable[[object], bool]


def _is_number(said: object) -> bool:
    return isinstance(said, int | float) and not isinstance(said, bool) and math.isfinite(said)


def _is_day(said: object) -> bool:
    return isinstance(said, date) and not isinstance(said, datetime)


def _is_names(said: object) -> bool:
    return isinstance(said, list) and all(isinstance(name, str) for name in said)


FIELDS: Mapping[str, _Field] = {
    "value": _Field(True, _is_number),
    "low": _Field(True, _is_number),
    "high": _Field(True, _is_number),
    "unit": _Field(True, lambda said: isinstance(said, str)),
    "kind": _Field(True, lambda said: said == "estimate"),
    "source": _Field(True, lambda said: isinstance(said, str) and bool(said)),
    "series": _Field(False, _is_names),
    "sample_start": _Field(False, _is_day),
    "sample_end": _Field(True, _is_day),
    "n": _Field(False, lambda said: _is_number(said) and isinstance(said, int)),
    "standard_error": _Field(False, _is_number),
    "held_at_bound": _Field(False, lambda said: isinstance(said, bool)),
}


def read(place: Path) -> Remade:
    """Return the estimates of a file.

    Raises
    ------
    InputFileError
        It cannot be opened, or is no UTF-8 text.
    MalformedScenario
        It is not TOML; line and column say where.
    InvalidScenario
        It is TOML but no file of parameters: place, line and column, key, and what is wrong.
    """
    layer = layers.read(place, str(place))[-1]
    reader = _Reader(layer, place.read_text("utf-8-sig").splitlines())
    as_of, regime = reader.head()
    values = {key: reader.value(key, as_of) for key in reader.named()}
    return Remade(place.name, as_of, regime, values)


class _Reader(NamedTuple):
    """A file while it is read, with its lines."""

    layer: Layer
    rows: Sequence[str]

    def head(self) -> tuple[datetime, str]:
        """Return the moment and the regime."""
        as_of, regime = self.layer.table.get("as_of"), self.layer.table.get("regime")
        if not isinstance(as_of, datetime) or as_of.tzinfo is None:
            raise self.wrong("as_of", "moment", found=shown(as_of))
        names = [one.name for one in regimes()]
        if regime not in names:
            raise self.wrong("regime", "one_of", found=shown(regime), names=", ".join(names))
        return as_of, str(regime)

    def named(self) -> list[str]:
        """Return the parameters of the file."""
        found = []
        for family, table in self.layer.table.items():
            if family in HEAD:
                continue
            if not isinstance(table, dict):
                raise self.wrong(family, "unknown", nearest=nearest(family, (*HEAD, *catalogue())))
            for name in table:
                key = f"{family}.{name}"
                if key not in catalogue():
                    raise self.wrong(key, "unknown", nearest=nearest(key, catalogue()))
                found.append(key)
        return found

    def value(self, key: str, as_of: datetime) -> Value:
        """Return one parameter's value, checked."""
        family, _, name = key.partition(".")
        said, parameter = self.layer.table[family][name], catalogue()[key]
        if not isinstance(said, dict):
            raise self.wrong(key, "table", found=shown(said))
        for field in said:
            if field not in FIELDS:
                raise self.wrong(f"{key}.{field}", "unknown", nearest=nearest(field, FIELDS))
        for field, rule in FIELDS.items():
            if field in said and not rule.is_right(said[field]):
                raise self.wrong(f"{key}.{field}", "field", found=shown(said[field]))
            if rule.is_needed and field not in said:
                raise self.wrong(key, "missing", field=field)
        self._hold_together(key, said, parameter, as_of)
        low, value, high = (float(said[field]) for field in ("low", "value", "high"))
        return Value(value, low, high, "estimate", said["sample_end"], as_of.astimezone(NEW_YORK).date())

    def _hold_together(self, key: str, said: Mapping[str, Any], parameter: Parameter, as_of: datetime) -> None:
        """Refuse what each key may say but not all of them together."""
        if said["unit"] != parameter.unit:
            raise self.wrong(f"{key}.unit", "unit", found=shown(said["unit"]), unit=parameter.unit)
        if not said["low"] <= said["value"] <= said["high"]:
            raise self.wrong(f"{key}.value", "range", found=said["value"], low=said["low"], high=said["high"])
        if said["sample_end"] > as_of.astimezone(NEW_YORK).date():
            raise self.wrong(f"{key}.sample_end", "later", found=said["sample_end"])

    def wrong(self, key: str, detail: str, **facts: object) -> InvalidScenario:
        """Return the error of a key, with its line and column."""
        return InvalidScenario(
            place=self._place(key),
            key=key,
            detail=Phrase(f"parameters.file.{detail}", **facts),
            remedy=Phrase("parameters.remedy.file"),
        )

    def _place(self, key: str) -> str:
        """Return file, line and column of a key, or of the nearest table above it; the file alone where none stands."""
        parts = key.split(".")
        for length in range(len(parts), 0, -1):
            path = ".".join(parts[:length])
            line = self.layer.lines.get(
                path, self.layer.lines.get(f"{path}.0")
            )  # a list stands where its first part does
            if line is not None:
                column = max(self.rows[line - 1].find(parts[length - 1]), 0) + 1
                return f"{self.layer.label}:{line}:{column}"
        return self.layer.label
