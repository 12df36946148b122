"""Canon: one way to write a scenario, so that two files that say the same have the same text and the same hash.

Defaults are left out, tables by name stand in order, amounts use the largest unit that keeps them exact. What is
printed reads back to an equal scenario.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass, replace
from datetime import date
from typing import Any

from tidegauge.scenarios.scenario import Scenario, ScheduledAmount
from tidegauge.scenarios.schema import SINGLE_DAY, Entry, Shape, entries

UNITS = (("tn", 10**12), ("bn", 10**9), ("mn", 10**6))
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_CONTROL = re.compile("[\x7f-\x9f]")


def table(scenario: Scenario) -> dict[str, Any]:
    """Return what a scenario says beyond the defaults, as `tomllib` would read it.

    >>> from tidegauge.scenarios.scenario import Horizon
    >>> table(Scenario(name="short", horizon=Horizon(days=20)))
    {'horizon': {'days': 20}}
    """
    return _plain_table(scenario)


def write(scenario: Scenario) -> str:
    """Return the canonical TOML of a scenario.

    >>> from tidegauge.scenarios.scenario import Levers, Pace
    >>> steps = (Pace(start=date(2025, 12, 12), pace_usd=40_000_000_000),)
    >>> print(write(Scenario(name="rmp", levers=Levers(reserve_purchases=steps))))
    [levers]
    reserve_purchases = [{ from = 2025-12-12, pace = "40bn" }]
    <BLANKLINE>
    """
    return "\n".join(_lines(table(scenario), ())).lstrip("\n") + "\n"


def identity(scenario: Scenario) -> str:
    """Return the hash of what a scenario says: SHA-256 of its canonical text without title and story.

    It stands for the scenario alone: what a call says beside it (as-of, days, seed, paths) is not in it.

    Formatting, comments, the order of tables, spelled-out defaults, the way an amount is written and the split into
    included files change nothing.

    >>> identity(Scenario(name="a", title={"en": "One"})) == identity(Scenario(name="b"))
    True
    """
    return hashlib.sha256(write(replace(scenario, title={}, story={})).encode()).hexdigest()


def amount(usd: int) -> str:
    """Return an amount as a scenario file writes it, exact.

    >>> amount(40_000_000_000), amount(36_100_000_000_000), amount(-1), amount(0)
    ('40bn', '36.1tn', '-1', '0')
    """
    for unit, size in UNITS:
        if abs(usd) >= size and usd % (size // 1000) == 0:
            whole, rest = divmod(abs(usd), size)
            digits = f"{whole}.{rest // (size // 1000):03}".rstrip("0").rstrip(".")
            return f"{'-' if usd < 0 else ''}{digits}{unit}"
    return str(usd)


def _plain_table(value: object) -> dict[str, Any]:
    """Return a dataclass of the language as a table without its defaults."""
    plain = {}
    cls: type = type(value)
    for name, entry in entries(cls).items():
        said = getattr(value, entry.attribute)
        if entry.is_required or said != entry.default:
            plain[name] = _plain(said, entry.shape, entry)
    if isinstance(value, ScheduledAmount) and value.every is None:
        plain = {(SINGLE_DAY if name == "from" else name): said for name, said in plain.items()}
    return plain


def _plain(value: Any, shape: Shape, entry: Entry) -> Any:
    """Return a value as the file holds it."""
    if entry.key.word_none is not None and value == entry.key.word_none:
        return "none"
    if is_dataclass(value):
        return _plain_table(value)
    if shape.inner is not None and isinstance(value, Mapping):
        return {name: _plain(part, shape.inner, entry) for name, part in sorted(value.items())}
    if shape.inner is not None:
        return [_plain(part, shape.inner, entry) for part in value]
    return amount(value) if shape.kind == "amount" else value


def _lines(said: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of a table: its own keys, then the tables below it, each under its head."""
    own = {name: value for name, value in said.items() if not isinstance(value, dict)}
    if path and (own or not said):
        yield from ("", f"[{'.'.join(map(_key, path))}]")
    yield from (f"{_key(name)} = {_value(value)}" for name, value in own.items())
    for name, value in said.items():
        if isinstance(value, dict):
            yield from _lines(value, (*path, name))


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _value(value: Any) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(name)} = {_value(part)}" for name, part in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        parts = list(map(_value, value))
        if len(parts) > 1:
            return "\n".join(("[", *(f"  {part}," for part in parts), "]"))
        return f"[{''.join(parts)}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _text(value)
    return value.isoformat() if isinstance(value, date) else repr(value)


def _text(said: str) -> str:
    """Return a text in quotes, with what a reader could not see written as an escape."""
    quoted = json.dumps(said, ensure_ascii=False)
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
