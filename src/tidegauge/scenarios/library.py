"""The library: scenarios by name, bundled or the caller's own file, read, checked and changed.

- `names()`: the bundled scenarios.
- `find(name_or_file, overrides)`: one scenario, ready to run.
- `changed(scenario, overrides)`: the same with some keys set, as `--set levers.reserve_purchases.0.pace=45bn` says it.
"""

import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any

from tidegauge.errors import InvalidOverride, InvalidScenario, UnknownScenario
from tidegauge.scenarios import canon, contradictions, layers
from tidegauge.scenarios.interpret import SHOWN_MAX, flat, interpret
from tidegauge.scenarios.layers import LIBRARY, names, place_of
from tidegauge.scenarios.names import refuse_unknown
from tidegauge.scenarios.pasted import Pasted
from tidegauge.scenarios.scenario import Scenario
from tidegauge.words import Phrase
from tidegauge.words.nearest import nearest

__all__ = ["changed", "find", "names", "read"]


def find(name_or_file: str | Pasted, overrides: Sequence[str] = ()) -> Scenario:
    """Return a scenario by its name in the library or by its file, with `overrides` applied.

    Raises
    ------
    UnknownScenario
        No bundled scenario has this name; the error names the nearest.
    InputFileError, MalformedScenario, InvalidScenario, InvalidCondition
        The file, or an override, cannot be read.
    ContradictoryLevers
        Two statements cannot both hold.

    Examples
    --------
    >>> find("rmp_45bn").levers.reserve_purchases[0].pace_usd
    45000000000
    """
    scenario = changed(read(name_or_file), overrides)
    for problem in contradictions.contradictions(scenario):
        raise problem.error(scenario.name)
    return scenario


def read(name_or_file: str | Pasted) -> Scenario:
    """Return a scenario as its file says it, contradictions included.

    Raises
    ------
    UnknownScenario
        No bundled scenario has this name.
    InputFileError, MalformedScenario, InvalidScenario, InvalidCondition
        The file cannot be read.
    """
    path: Path | Pasted
    if isinstance(name_or_file, Pasted):
        path, label = name_or_file, name_or_file.name
    elif name_or_file in names():
        path, label = LIBRARY / f"{name_or_file}.toml", f"{name_or_file}.toml"
    elif name_or_file.endswith(".toml") or Path(name_or_file).name != name_or_file:
        path, label = Path(name_or_file), name_or_file
    else:
        raise UnknownScenario(scenario=name_or_file, nearest=nearest(name_or_file, names()))
    stack = layers.read(path, label)
    place = partial(place_of, stack)
    table = layers.merged(stack)
    scenario = interpret(table, name=path.stem, place=place)
    refuse_unknown(scenario, place, _pairs(table))
    return scenario


def changed(scenario: Scenario, overrides: Sequence[str]) -> Scenario:
    """Return a scenario with some keys set, each written `path=value`; later ones win.

    The path is written as TOML writes keys, with the place in a list as a number; the value as TOML writes values, and
    what is no TOML is taken as text: `horizon.days=30`, `lapses.0.from=2025-10-01`,
    `watermarks.scarce=reserves_usd < 2.6tn`, `levers.reserve_purchases=[]`.

    Raises
    ------
    InvalidOverride
        No such path, a value the language refuses, or a name that the run does not have once all are set; the place
        is the override.

    Examples
    --------
    >>> changed(Scenario(name="short"), ["horizon.days=30"]).horizon.days
    30
    """
    named: list[tuple[str, str]] = []
    pairs: set[str] = set()
    try:
        for override in overrides:
            table = deepcopy(canon.table(scenario))
            path, value = _read(override)
            _set(table, path, value, override)
            scenario = interpret(table, name=scenario.name, place=partial(_told, override))
            named.append((override, ".".join(path)))
            pairs |= _pairs(table)
        if overrides:
            refuse_unknown(scenario, partial(_last_named, named), pairs)
    except InvalidOverride:
        raise
    except InvalidScenario as error:
        raise InvalidOverride(**error.facts) from error
    return scenario


def _pairs(table: Mapping[str, Any]) -> set[str]:
    """Return the pairs of names that the correlations of a sound table are written under."""
    return {pair for pair, _ in flat(table.get("correlation", {}))}


def _read(override: str) -> tuple[tuple[str, ...], Any]:
    """Return the path and the value of an override."""
    said, equals, text = override.partition("=")
    if layers.is_dotted_too_often(override):
        raise _wrong(override, said.partition(".")[0].strip(), "too_deep", "override")
    try:
        inner: Any = tomllib.loads(f"{said.strip()} = 0") if equals and "\n" not in said else {}
    except (ValueError, RecursionError):
        inner = {}
    path: tuple[str, ...] = ()
    while isinstance(inner, dict) and inner:
        ((name, inner),) = inner.items()
        path = (*path, name)
    if not path:
        raise _wrong(override, said.strip(), "override", "override")
    try:
        value = tomllib.loads(f"value = {text.strip()}")["value"]
    except (ValueError, RecursionError):
        value = text.strip()
    if len(path) > layers.DEPTH_MAX or layers.is_too_deep(value):
        raise _wrong(override, path[0], "too_deep", "override")
    return path, value


def _set(table: Any, path: tuple[str, ...], value: Any, override: str) -> None:
    """Set a value inside nested tables and lists; a list may grow by one at its end."""
    for i, name in enumerate(path):
        last = i == len(path) - 1
        if isinstance(table, list):
            if not (name.isascii() and name.isdigit() and len(name) < 6 and int(name) <= len(table)):
                raise _wrong(override, ".".join(path[: i + 1]), "no_place", "no_place", n=len(table))
            if int(name) == len(table):
                table.append({})
            place: Any = int(name)
        elif isinstance(table, dict):
            place = name
            table.setdefault(name, [] if not last and path[i + 1].isdigit() else {})
        else:
            raise _wrong(override, ".".join(path[: i + 1]), "no_inside", "override", name=path[i - 1])
        if last:
            table[place] = value
        table = table[place]


def _told(override: str, path: tuple[str, ...]) -> str:
    """Return the place of every key of a scenario that an override changed."""
    return f"--set {override}"


def _last_named(named: Sequence[tuple[str, str]], path: tuple[str, ...]) -> str:
    """Return the place of a key found wrong once all overrides are set: the last that named it, or the last of all.

    `named` are the overrides, each with the dotted path that it set.
    """
    key = f"{'.'.join(path)}."
    naming = [override for override, said in named if f"{said}.".startswith(key) or key.startswith(f"{said}.")]
    return _told(naming[-1] if naming else named[-1][0], path)


def _wrong(override: str, key: str, detail: str, remedy: str, **facts: object) -> InvalidOverride:
    return InvalidOverride(
        place=_told(override, ()),
        key=key if len(key) <= SHOWN_MAX else f"{key[:SHOWN_MAX]}…",
        detail=Phrase(f"scenarios.wrong.{detail}", **facts),
        remedy=Phrase(f"scenarios.remedy.{remedy}", **facts),
    )
