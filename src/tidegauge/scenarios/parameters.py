"""The values that behaviours take as given: read from `parameters.toml`, by regime, setting and override.

Each value has a range, a unit, a kind and a source. An *estimate* was fitted to published figures, a *prior* is a
judgement, a *rule* was announced or is a definition. The settings low, middle and high move priors alone, to the looser
end, the value and the tighter end, so that a run under all three shows how much of its answer rests on them.

An estimate whose sample ends after the opening has seen the future of the run, and so has a prior that was set with
later figures in sight. They are used all the same, for there are no others, and `look_ahead` says so.

`tidegauge fit` estimates anew what can be estimated, as of a moment, into a file of the caller's. Such a `Remade` set
stands in place of the values here, of the regime it was made in where they differ by regime.
"""

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from tidegauge.errors import InvalidScenario
from tidegauge.frame import Finding, finding
from tidegauge.scenarios.behaviour.carry import Carry
from tidegauge.scenarios.behaviour.dealers import Dealers
from tidegauge.scenarios.behaviour.funding import Facilities
from tidegauge.scenarios.behaviour.fx import Fx
from tidegauge.scenarios.behaviour.hoarding import Hoarding
from tidegauge.scenarios.behaviour.margin import Margin
from tidegauge.scenarios.behaviour.money_funds import MoneyFunds
from tidegauge.scenarios.behaviour.period_ends import PeriodEnds
from tidegauge.scenarios.behaviour.policy import Policy
from tidegauge.scenarios.behaviour.reserve_demand import FundsRate, ReserveDemand
from tidegauge.scenarios.behaviour.stablecoins import Stablecoins
from tidegauge.scenarios.behaviour.treasury import CashPolicy
from tidegauge.scenarios.interpret import shown
from tidegauge.words import Phrase
from tidegauge.words.nearest import nearest, remedy
from tidegauge.words.numbers import MINUS
from tidegauge.words.sentence import Amount, Day, Fact, Moment

HERE = Path(__file__).parent
Setting = Literal["low", "middle", "high"]
Kind = Literal["estimate", "prior", "rule"]
Tighter = Literal["high", "low", "neither"]
SETTINGS: tuple[Setting, ...] = get_args(Setting)


class Parameters(NamedTuple):
    """Every value of a run, by the behaviour that uses it."""

    reserve_demand: ReserveDemand
    funds_rate: FundsRate
    period_ends: PeriodEnds
    facilities: Facilities
    money_funds: MoneyFunds
    dealers: Dealers
    hoarding: Hoarding
    margin: Margin
    carry: Carry
    stablecoins: Stablecoins
    policy: Policy
    fx: Fx
    treasury: CashPolicy


FAMILIES: Mapping[str, type] = Parameters.__annotations__
"""The NamedTuple of each behaviour, by the first part of a parameter's key."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value, its range, its kind, the end of an estimate's sample, and from when it could have been known.

    `known_from` is said of priors that were set with dated figures in sight, and of estimates made anew as of a moment.
    """

    value: float
    low: float
    high: float
    kind: Kind  # an estimate of one regime may stand by definition in another
    sample_end: date | None = None
    known_from: date | None = None

    @property
    def rests_on(self) -> date | None:
        """The last day of what it rests on; None for what cites no dated figures."""
        return max((day for day in (self.sample_end, self.known_from) if day is not None), default=None)

    def at(self, setting: Setting, tighter: Tighter) -> float:
        """Return the value, or the end of the range that a setting asks for."""
        if setting == "middle" or tighter == "neither":
            return self.value
        return self.high if (setting == "high") == (tighter == "high") else self.low


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter: what it is, where it comes from, and its values by regime or by date of the opening."""

    key: str
    what: str
    unit: str
    tighter: Tighter
    source: str
    by_regime: Mapping[str, Value]
    by_date: tuple[tuple[date, Value], ...]

    def held(self, opening: date, regime: str) -> Value:
        """Return the value that holds for an opening in a regime."""
        if self.by_regime:
            return self.by_regime[regime]
        earlier = [value for start, value in self.by_date if start <= opening]
        return earlier[-1] if earlier else self.by_date[0][1]


SHARES = ("share", "share a day", "share of position", "share of price", "share of the mean")
SIGNED = ("bp", "number")
"""Units of which a value below zero means something: a spread under a line, a skew to the left."""
DIVISORS = (
    "funds_rate.level_shortage_pct", "period_ends.full_shortage_pct", "money_funds.half_usd", "margin.depth_usd",
)  # fmt: skip
"""What, beside widths, a behaviour divides by: never zero."""
LEAST_DIVISOR, LEAST_DIVISOR_USD = 0.01, 1e6


def possible(key: str) -> tuple[float | None, float | None]:
    """Return the least and the most that a parameter can be set to; None where there is no end.

    A share lies between 0 and 1, a slope, an amount and a standard deviation are not negative, what is divided by is
    more than zero, and a shock to a price may go either way but not below the whole price.

    >>> possible("hoarding.share_max"), possible("reserve_demand.slope_bp"), possible("fx.price_shock")
    ((0.0, 1.0), (0.0, None), (-1.0, 1.0))
    """
    unit = catalogue()[key].unit
    if "width" in key or key in DIVISORS:
        return LEAST_DIVISOR_USD if unit == "USD" else LEAST_DIVISOR, None
    is_size = unit not in SIGNED or "_sd" in key
    least = -1.0 if key.endswith("_shock") else 0.0 if is_size else None
    return least, 1.0 if unit in SHARES else None


@dataclass(frozen=True, slots=True)
class Regime:
    """A stretch of years over which slopes were estimated; openings from `start` on use it."""

    name: str
    start: date
    sample_end: date


class Remade(NamedTuple):
    """Values estimated anew as of a moment, by key; those that differ by regime hold in `regime` alone."""

    label: str
    as_of: datetime
    regime: str
    values: Mapping[str, Value]

    def value(self, parameter: Parameter, regime: str) -> Value | None:
        """Return the value that stands in place of a parameter's own in a regime, None where none does."""
        return None if parameter.by_regime and regime != self.regime else self.values.get(parameter.key)


def load(
    opening: date,
    setting: Setting = "middle",
    values: Mapping[str, float] | None = None,
    *,
    regime: str | None = None,
    remade: Remade | None = None,
) -> Parameters:
    """Return the parameters of a run.

    Parameters
    ----------
    opening : date
        Day of the opening sheet; it chooses the regime and the values of dated rules.
    setting : {"low", "middle", "high"}
        Where priors stand in their ranges: at the looser end, the value, the tighter end. Estimates do not move.
    values : mapping of str to float, optional
        Overrides by key, in the unit of the parameter; they stand whatever the setting is.
    regime : str, optional
        Name of a regime, to use another than the opening's.
    remade : Remade, optional
        Estimates that stand in place of the file's; overrides stand over them.

    Returns
    -------
    Parameters
        Floats throughout.

    Raises
    ------
    InvalidScenario
        An unknown key or regime, with the nearest known one, or a value that is not a finite number.

    Examples
    --------
    >>> load(date(2025, 9, 30)).reserve_demand.slope_bp, load(date(2019, 9, 13)).reserve_demand.slope_bp
    (7.7, 2.4)
    >>> load(date(2025, 9, 30), "high").hoarding.share_per_bp
    0.01
    """
    chosen = regime_of(opening, regime)
    overrides = dict(values or {})
    for key, value in overrides.items():
        _check(key, value)
    families = {}
    for family, cls in FAMILIES.items():
        held = {}
        for name in cls.__annotations__:
            parameter = catalogue()[f"{family}.{name}"]
            usual = _held(parameter, opening, chosen, remade)
            moved = setting if usual.kind == "prior" else "middle"
            held[name] = float(overrides.get(parameter.key, usual.at(moved, parameter.tighter)))
        families[family] = cls(**held)
    return Parameters(**families)


def _held(parameter: Parameter, opening: date, regime: str, remade: Remade | None) -> Value:
    """Return the value of a parameter: the one estimated anew where there is one."""
    anew = None if remade is None else remade.value(parameter, regime)
    return parameter.held(opening, regime) if anew is None else anew


def regime_of(opening: date, regime: str | None = None) -> str:
    """Return the name of the regime of an opening, or the one asked for.

    >>> regime_of(date(2023, 6, 1))
    '2021-2024'
    """
    if regime is None:
        return [known.name for known in regimes() if known.start <= opening or known is regimes()[0]][-1]
    names = [known.name for known in regimes()]
    if regime not in names:
        _refuse("parameters.regime", "regime", nearest(regime, names))
    return regime


def look_ahead(opening: date, regime: str | None = None, remade: Remade | None = None) -> tuple[Finding, ...]:
    """Return a finding where estimates or priors rest on figures later than the opening; nothing where none does.

    >>> [one.check for one in look_ahead(date(2025, 9, 30))], look_ahead(date(2026, 4, 1))
    (['parameters_look_ahead'], ())
    """
    chosen = regime_of(opening, regime)
    held = [_held(parameter, opening, chosen, remade) for parameter in catalogue().values()]
    ends = [value.rests_on for value in held if value.rests_on is not None and value.rests_on > opening]
    if not ends:
        return ()
    last = Day(max(ends), weekday=False, year=True)
    return (finding("parameters_look_ahead", chosen, opening, severity="warning", n=len(ends), last=last),)


def share_remade(remade: Remade, opening: date, regime: str | None = None) -> Finding:
    """Return the note of how many of all values a run has from a file of estimates, and as of when they were made.

    A warning where it leaves some of them out, because they are for openings in another regime.
    """
    chosen = regime_of(opening, regime)
    used = sum(remade.value(parameter, chosen) is not None for parameter in catalogue().values())
    facts: dict[str, Fact] = {"n": used, "of": len(catalogue()), "moment": Moment(remade.as_of)}
    if used == len(remade.values):
        return finding("parameters_remade", remade.label, None, severity="note", **facts)
    facts |= {"left": len(remade.values) - used, "own": remade.regime, "regime": chosen}
    return finding("parameters_of_another_regime", remade.label, None, severity="warning", **facts)


def beyond(
    values: Mapping[str, float], opening: date, regime: str | None = None, remade: Remade | None = None
) -> tuple[Finding, ...]:
    """Return a finding for every value set by hand that lies outside the range it has at an opening.

    >>> [one.subject for one in beyond({"reserve_demand.slope_bp": 1e9}, date(2025, 9, 30))]
    ['reserve_demand.slope_bp']
    """
    chosen = regime_of(opening, regime)
    found = []
    for key, value in values.items():
        held = _held(catalogue()[key], opening, chosen, remade)
        if held.low < held.high and not held.low <= value <= held.high:
            numbers = {"value": value, "low": held.low, "high": held.high}
            said = {name: _said(number, catalogue()[key].unit) for name, number in numbers.items()}
            found.append(finding("parameter_beyond", key, None, severity="warning", parameter=key, **said))
    return tuple(found)


def _said(value: float, unit: str) -> Fact:
    """Return a value as sentences say it: dollars as an amount, all else as a number, for its key names the unit."""
    return Amount(value, "usd") if unit.startswith("USD") else f"{value:.6g}".replace("-", MINUS)


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Parameter]:
    """Return every parameter by key, in the order of the behaviours."""
    table = _file()
    ends = {known.name: known.sample_end for known in regimes()}
    keys = [f"{family}.{name}" for family, cls in FAMILIES.items() for name in cls.__annotations__]
    return {key: _parameter(key, table[key.partition(".")[0]][key.partition(".")[2]], ends) for key in keys}


@lru_cache(maxsize=1)
def regimes() -> tuple[Regime, ...]:
    """Return the regimes, oldest first."""
    table = _file()["regimes"]
    return tuple(Regime(name, one["from"], one["sample_end"]) for name, one in table.items())


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    return tomllib.loads((HERE / "parameters.toml").read_text("utf-8"))


def _parameter(key: str, table: Mapping[str, Any], ends: Mapping[str, date]) -> Parameter:
    """Return one parameter from its table."""
    known = {name: table[name] for name in ("kind", "known_from") if name in table}
    by_regime = {name: _value(known | one, ends[name]) for name, one in table.get("regimes", {}).items()}
    by_date = tuple((one["from"], _value(known | one)) for one in table.get("dated", ()))
    if not by_regime and not by_date:
        by_date = ((date.min, _value(table)),)
    said = {name: table[name] for name in ("what", "unit", "tighter", "source")}
    return Parameter(key=key, by_regime=by_regime, by_date=by_date, **said)


def _value(table: Mapping[str, Any], regime_end: date | None = None) -> Value:
    """Return a value; one without a range, a rule, is its own range. An estimate by regime rests on its years."""
    value = float(table["value"])
    low, high = float(table.get("low", value)), float(table.get("high", value))
    sample_end = table.get("sample_end", regime_end if table["kind"] == "estimate" else None)
    return Value(value, low, high, table["kind"], sample_end, table.get("known_from"))


def _check(key: str, value: float) -> None:
    """Refuse an override that names no parameter or is no number."""
    if key not in catalogue():
        _refuse(f"parameters.values.{key}", "name", nearest(key, catalogue()))
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        _refuse(f"parameters.values.{key}", "value", shown(value))


def _refuse(key: str, detail: str, fact: str) -> None:
    """Raise what is wrong with an override; `fact` is the nearest known name, or the value."""
    raise InvalidScenario(
        place=Phrase("parameters.place"),
        key=key,
        detail=Phrase(f"parameters.wrong.{detail}", found=fact),
        remedy=remedy(f"parameters.remedy.{detail}", nearest=fact),
    )


def listing() -> Iterator[tuple[Parameter, str, Value]]:
    """Yield every value with the regime or the first opening it holds for; "" where it always does."""
    for parameter in catalogue().values():
        for name, value in parameter.by_regime.items():
            yield parameter, name, value
        for start, value in parameter.by_date:
            yield parameter, "" if start == date.min else f"from {start.isoformat()}", value
