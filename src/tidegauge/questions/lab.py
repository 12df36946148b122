"""The lab: the levers of a scenario, and what moving them says in its language.

A lever is a number between two ends that stands for one or more keys of the scenario language; moved, it becomes what
`--set` takes, so that a run of the lab is the run that the command line makes from the same words.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tidegauge import clock
from tidegauge.errors import UsageError
from tidegauge.scenarios import canon, contradictions, library
from tidegauge.scenarios.pasted import Pasted
from tidegauge.scenarios.policies import announced
from tidegauge.scenarios.scenario import Flow, Levers, Pace, Scenario
from tidegauge.words import Phrase

BILLION = 1_000_000_000
PLACE = "§"
"""Where a key has its number; in quotes, its amount."""


@dataclass(frozen=True, slots=True)
class Lever:
    """One number of a scenario that a reader may move.

    `unit` is bn (USD), bn_month, bn_week, bn_day, bp, days or pct of what the scenario says; `low`, `high`, `step` and
    `value` are in it, `value` being where the scenario has it. `keys` are what it sets, each with its part of
    the value; `flow` is the flow of the scenario that it scales, where it does.
    """

    id: str
    unit: str
    low: float
    high: float
    step: float
    value: float
    keys: tuple[tuple[str, float], ...]
    flow: str = ""

    def says(self, value: float) -> tuple[str, ...]:
        """Return a value as the scenario language has it, one `path=value` for each key.

        >>> rmp = Lever("rmp", "bn_month", 0, 100, 5, 0, (('levers.reserve_purchases.0.pace="§"', 1.0),))
        >>> rmp.says(45)
        ('levers.reserve_purchases.0.pace="45bn"',)
        """
        return tuple(key.replace(PLACE, self._written(value * part)) for key, part in self.keys)

    def _written(self, value: float) -> str:
        """Return a number as the language writes it."""
        return canon.amount(round(value * BILLION)) if f'"{PLACE}"' in self.keys[0][0] else f"{value:g}"


def levers(scenario: str | Pasted, *, as_of: datetime | None, latest: datetime) -> tuple[Lever, ...]:
    """Return the levers of a scenario, each standing where the scenario has it.

    As with `simulate`, an `as_of` moves the opening to that moment; else the scenario's own day holds, else `latest`.

    Raises
    ------
    UnknownScenario, InputFileError, MalformedScenario, InvalidScenario, InvalidCondition
        The scenario cannot be found or read.

    Examples
    --------
    >>> from datetime import UTC
    >>> found = levers("rmp_45bn", as_of=None, latest=datetime(2026, 3, 31, tzinfo=UTC))
    >>> found[0].id, found[0].value, found[0].says(60)
    ('rmp', 45.0, ('levers.reserve_purchases=[{ from = 2025-12-12, pace = "60bn" }]',))
    """
    said = library.read(scenario)
    on = (as_of or latest).astimezone(clock.NEW_YORK).date()
    if as_of is None and said.opening.on is not None:
        on = said.opening.on
    return tuple(lever for build in BUILDERS for lever in build(said, on))


def moved(standing: tuple[Lever, ...], said: Mapping[str, str]) -> dict[str, float]:
    """Return the levers that were moved, by id, from what was said in text; names that are no lever are left alone.

    Raises
    ------
    UsageError
        What was said is no number, or lies beyond the ends of the lever.
    """
    found = {}
    for lever in standing:
        text = said.get(lever.id, "").strip()
        if not text:
            continue
        value = _number(text)
        if value is None or not lever.low <= value <= lever.high:
            ends = {"low": f"{lever.low:g}", "high": f"{lever.high:g}"}
            raise UsageError(detail=Phrase("lab.wrong.lever", lever=lever.id, value=text[:40], **ends))
        if value != lever.value:
            found[lever.id] = value
    return found


def _number(text: str) -> float | None:
    """Return what is written as a number, or None."""
    try:
        return float(text) if text.isascii() and len(text) <= 12 and "_" not in text else None
    except ValueError:
        return None


def keys(standing: tuple[Lever, ...], values: Mapping[str, float]) -> tuple[str, ...]:
    """Return what moved levers set, as `--set` takes it, in the order of the levers."""
    return tuple(key for lever in standing if lever.id in values for key in lever.says(values[lever.id]))


def _purchases(said: Scenario, on: date) -> Iterator[Lever]:
    """Yield reserve-management purchases, asset purchases and run-off, as announced where the scenario is silent."""
    policy = announced(on)
    paces: tuple[tuple[str, str, Callable[[Levers], tuple[Pace, ...] | None], float, float], ...] = (
        ("rmp", "reserve_purchases", lambda levers: levers.reserve_purchases, 100, 5),
        ("runoff", "runoff_treasuries", lambda levers: levers.runoff_treasuries, 60, 5),
        ("runoff_mbs", "runoff_mbs", lambda levers: levers.runoff_mbs, 40, 1),
    )
    for id_, name, of, high, step in paces:
        own = of(said.levers)
        steps = (of(policy) or ()) if own is None else own
        value = steps[-1].pace_usd / BILLION if steps else 0.0
        start = max([on + timedelta(days=1), *(step.start for step in steps)])
        before = "".join(f'{{ from = {step.start}, pace = "{canon.amount(step.pace_usd)}" }}, ' for step in steps[:-1])
        key = f'levers.{name}=[{before}{{ from = {start}, pace = "{PLACE}" }}]'
        yield Lever(id_, "bn_month", value % step, _end(high, value), step, value, ((key, 1.0),))
    yield _asset_purchases(said, on)


def _asset_purchases(said: Scenario, on: date) -> Lever:
    """Return purchases by size: those of the scenario in proportion, or notes and bonds where it has none."""
    own = said.levers.asset_purchases or ()
    total = sum(one.pace_usd for one in own) / BILLION
    if total:
        parts = tuple(
            (f'levers.asset_purchases.{place}.pace="{PLACE}"', one.pace_usd / BILLION / total)
            for place, one in enumerate(own)
        )
        return Lever("qe", "bn_month", 0, _end(200, total), 10, total, parts)
    start = on + timedelta(days=1)
    key = f'levers.asset_purchases=[{{ from = {start}, pace = "{PLACE}", instrument = "coupons" }}]'
    return Lever("qe", "bn_month", 0, 200, 10, 0, ((key, 1.0),))


def _end(high: float, value: float) -> float:
    """Return the upper end of a lever: far enough for twice what the scenario says."""
    return max(high, 2 * value)


def _cash(said: Scenario, on: date) -> Iterator[Lever]:
    """Yield the cash the Treasury aims at, where it aims: at the next announced day of the run, else at its end."""
    if said.levers.treasury.rule == "none":
        return
    last = contradictions.last_day(on, said.horizon.days)
    targets = said.levers.treasury.cash_target
    targets = (announced(on).treasury.cash_target or ()) if targets is None else targets
    ahead = [target for target in targets if on < target.on <= last]
    known = ahead[-1:] or [target for target in targets if target.on <= on][-1:] or list(targets[:1])
    if not known:
        return
    day = known[0].on if ahead else last
    key = f'levers.treasury.cash_target=[{{ on = {day}, amount = "{PLACE}" }}]'
    value = known[0].amount_usd / BILLION
    low = 100 + (value - 100) % 25  # a slider stands on whole steps from its lower end
    yield Lever("tga", "bn", low, _end(1500, value), 25, value, ((key, 1.0),))


def _rates(said: Scenario, on: date) -> Iterator[Lever]:
    """Yield one more step of the administered rates, on the day after the opening or after the last one there is."""
    own = said.levers.rates or ()
    day = max([on, *(step.on for step in own)]) + timedelta(days=1)
    key = f"levers.rates.{len(own)}={{ on = {day}, change_bp = {PLACE} }}"
    yield Lever("rates", "bp", -100, 100, 25, 0, ((key, 1.0),))


def _lapse(said: Scenario, on: date) -> Iterator[Lever]:
    """Yield how long the lapse of appropriations lasts; without one, how long one would that begins the next day."""
    if said.lapses:
        key = f"lapses.{len(said.lapses) - 1}.days={PLACE}"
        yield Lever("shutdown", "days", 1, 120, 1, said.lapses[-1].days, ((key, 1.0),))
        return
    key = f"lapses=[{{ from = {on + timedelta(days=1)}, days = {PLACE} }}]"
    yield Lever("shutdown", "days", 0, 120, 1, 0, ((key, 1.0),))


def _outside(said: Scenario, on: date) -> Iterator[Lever]:
    """Yield what others may ask of the system beside the scenario: banknotes, and dollars parked at the Fed."""
    start = on + timedelta(days=1)
    added = (
        ("cash", "extra_cash", "currency_demand", -5, 20),
        ("foreign", "extra_foreign_sales", "foreign_official_sale_into_pool", 0, 40),
    )
    for id_, flow, event, low, high in added:
        amounts = f'[{{ from = {start}, every = "week", amount = "{PLACE}" }}]'
        key = f"flows.{flow}={{ mix = {{ {event} = 1.0 }}, amounts = {amounts} }}"
        if flow not in said.flows:
            yield Lever(id_, "bn_week", low, high, 1, 0, ((key, 1.0),))


def _own_flows(said: Scenario, on: date) -> Iterator[Lever]:
    """Yield the flows of the scenario itself; one that is named after another (`mint_reserves`) moves with it."""
    leaders = [name for name in said.flows if not any(name.startswith(f"{other}_") for other in said.flows)]
    for name in leaders:
        group = {other: flow for other, flow in said.flows.items() if other == name or other.startswith(f"{name}_")}
        one = said.flows[name]
        if len(one.amounts) == 1 and one.amounts[0].amount_usd > 0:
            value = one.amounts[0].amount_usd / BILLION
            unit = "bn" if one.amounts[0].every is None else f"bn_{one.amounts[0].every}"
            parts = tuple(_amounts(group, value))
            yield Lever(f"flow-{name}", unit, 0, round(3 * value, 6), round(value / 10, 6), value, parts, name)
        elif parts := (*_amounts(group, 100.0), *_scales(group)):
            yield Lever(f"flow-{name}", "pct", 0, 200, 5, 100, parts, name)


def _amounts(group: Mapping[str, Flow], value: float) -> Iterator[tuple[str, float]]:
    """Yield the amounts of some flows, each with its part of a lever that stands at `value`."""
    for name, flow in group.items():
        for place, amount in enumerate(flow.amounts):
            yield f'flows.{name}.amounts.{place}.amount="{PLACE}"', amount.amount_usd / BILLION / value


def _scales(group: Mapping[str, Flow]) -> Iterator[tuple[str, float]]:
    """Yield the factors of flows that follow a calendar of the budget, per cent of what the scenario says."""
    for name, flow in group.items():
        if not flow.amounts and flow.scale != 1:
            yield f"flows.{name}.scale={PLACE}", flow.scale / 100


def _horizon(said: Scenario, on: date) -> Iterator[Lever]:
    """Yield how far the run goes."""
    days = said.horizon.days
    yield Lever("days", "business_days", 5, _end(260, days), 1, days, ((f"horizon.days={PLACE}", 1.0),))


BUILDERS: tuple[Callable[[Scenario, date], Iterator[Lever]], ...] = (
    _purchases,
    _cash,
    _lapse,
    _rates,
    _outside,
    _own_flows,
    _horizon,
)
