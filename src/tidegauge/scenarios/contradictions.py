"""Contradictions: statements of a scenario that cannot both hold, and statements that a run would never reach.

The first kind stops a run (`ContradictoryLevers`), also where only the figures of the opening show it; the second is
what `scenario check` adds: a shock on a weekend, a step before the opening that the next one replaces, a lapse whose
last bill is paid before the run begins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise

from tidegauge.business_days import CALENDARS
from tidegauge.errors import ContradictoryLevers
from tidegauge.frame import Frame
from tidegauge.scenarios.scenario import NEVER, NO_LIMIT, Lapse, Levers, Pace, Scenario
from tidegauge.scenarios.target import parse_condition
from tidegauge.words import LANGUAGES, Phrase

FED = CALENDARS["fed"]
TREASURIES = ("bills", "coupons")
REPAID_WITHIN_DAYS = 30
"""Business days after a lapse within which all that it held back is paid: a prior, as the shares of `compile.lapse`."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong or idle: the key it is about, and the words that say it."""

    check: str
    key: str
    detail: Phrase
    severity: str = "error"

    def error(self, place: str) -> ContradictoryLevers:
        """Return the problem as an error of the scenario called `place`."""
        return ContradictoryLevers(place=place, key=self.key, detail=self.detail)


def contradictions(scenario: Scenario) -> Iterator[Problem]:
    """Yield every pair of statements that cannot both hold.

    Examples
    --------
    >>> from tidegauge.scenarios.scenario import CashTarget, TreasuryLever
    >>> aims = (CashTarget(on=date(2025, 12, 31), amount_usd=850_000_000_000),)
    >>> idle = Levers(treasury=TreasuryLever(rule="none", cash_target=aims))
    >>> [problem.key for problem in contradictions(Scenario(name="idle", levers=idle))]
    ['levers.treasury.cash_target']
    """
    levers = scenario.levers
    yield from _bought_and_run_off(levers)
    yield from _reinvested_and_run_off(levers)
    yield from _two_steps_on_a_day(levers)
    yield from _treasury(scenario)
    yield from _lapses(scenario.lapses)
    if scenario.market.shocks and not scenario.market.on:
        yield _problem("undrawn_shock", "market.shocks")


def counted_twice(levers: Levers, frame: Frame, opening: date) -> Iterator[Problem]:
    """Yield typed steps of rates on a day on which the figures known at the opening move them already.

    A change that takes effect tomorrow is published today; a step on the same day would come on top of it.
    """
    for i, step in enumerate(levers.rates or ()):
        before, known = (frame["iorb"].on_or_before(day) for day in (step.on - timedelta(days=1), step.on))
        if opening < step.on and before is not None and known is not None and known.value != before.value:
            change_bp = round((known.value - before.value) * 100.0, 3)
            yield _problem("counted_twice", f"levers.rates.{i}", on=step.on, change_bp=f"{change_bp:+g}")


def remarks(scenario: Scenario, latest: date | None = None) -> Iterator[Problem]:
    """Yield every statement that a run would never reach, and every language a scenario does not speak.

    A scenario that names no opening is run from `latest`, the day on which a call without an as-of would open it.
    """
    opening = scenario.opening.on or latest
    if opening is not None:
        end = last_day(opening, scenario.horizon.days)
        yield from _never_reached(scenario, opening, end)
    for i, shock in enumerate(scenario.shocks):
        if not FED.is_open(shock.on):
            yield _remark("closed_day", f"shocks.{i}.on", on=shock.on)
    yield from _never_met(scenario)
    if scenario.levers.standing_repo is not None and scenario.switches.get("funding_market") is False:
        yield _remark("idle_facility", "levers.standing_repo")
    for name, words in (("title", scenario.title), ("story", scenario.story)):
        missing = [lang for lang in LANGUAGES if not words.get(lang, "").strip()]
        if missing:
            yield _remark("unspoken", name, severity="note", languages=", ".join(missing))


def not_yet(scenario: Scenario, today: date) -> Iterator[Problem]:
    """Yield an opening that has not come yet: no figure of it can be known.

    >>> from tidegauge.scenarios.scenario import Opening
    >>> later = Scenario(name="later", opening=Opening(on=date(2090, 1, 3)))
    >>> [problem.key for problem in not_yet(later, date(2026, 4, 1))]
    ['opening.on']
    """
    opening = scenario.opening.on
    if opening is not None and opening > today:
        yield _remark("future", "opening.on", severity="error", on=opening)


def last_day(opening: date, days: int) -> date:
    """Return the last simulated day: so many business days of the Fed after the opening.

    >>> last_day(date(2025, 9, 30), 65)
    datetime.date(2026, 1, 6)
    """
    return FED.add(opening, days)


def _problem(check: str, key: str, **facts: object) -> Problem:
    return Problem(check, key, Phrase(f"scenarios.contradiction.{check}", **facts))


def _remark(check: str, key: str, severity: str = "warning", **facts: object) -> Problem:
    return Problem(check, key, Phrase(f"scenarios.remark.{check}", **facts), severity)


def _spans(steps: Sequence[Pace] | None) -> Iterator[tuple[date, date]]:
    """Yield first and last day of every stretch in which a pace is above zero."""
    ends = [*(step.start - timedelta(days=1) for step in (steps or ())[1:]), NEVER]
    for step, end in zip(steps or (), ends, strict=False):
        if step.pace_usd > 0 and end >= step.start:
            yield step.start, end


def _bought_and_run_off(levers: Levers) -> Iterator[Problem]:
    """Yield purchases of what runs off at the same time."""
    for i, purchase in enumerate(levers.asset_purchases or ()):
        name = "runoff_treasuries" if purchase.instrument in TREASURIES else "runoff_mbs"
        until = purchase.until or NEVER
        for start, end in _spans(getattr(levers, name)):
            first = max(start, purchase.start)
            if purchase.pace_usd > 0 and first <= min(end, until):
                key = f"levers.asset_purchases.{i}"
                yield _problem(
                    "bought_and_run_off", key, instrument=purchase.instrument, other=f"levers.{name}", on=first
                )
                break


def _reinvested_and_run_off(levers: Levers) -> Iterator[Problem]:
    """Yield principal of MBS that is both replaced by bills and not replaced."""
    start = levers.reinvest_mbs_in_bills_from
    for first, end in _spans(levers.runoff_mbs):
        if start is not None and max(first, start) <= end and start != NEVER:
            yield _problem("reinvested_and_run_off", "levers.runoff_mbs", on=max(first, start))
            return


def _two_steps_on_a_day(levers: Levers) -> Iterator[Problem]:
    """Yield steps of one lever that take effect on the same day."""
    steps = {
        "reserve_purchases": [step.start for step in levers.reserve_purchases or ()],
        "runoff_treasuries": [step.start for step in levers.runoff_treasuries or ()],
        "runoff_mbs": [step.start for step in levers.runoff_mbs or ()],
        "rates": [step.on for step in levers.rates or ()],
        "treasury.cash_target": [step.on for step in levers.treasury.cash_target or ()],
    }
    for name, days in steps.items():
        for i, (before, after) in enumerate(pairwise(days)):
            if before == after:
                yield _problem("two_steps", f"levers.{name}.{i + 1}", on=after)


def _treasury(scenario: Scenario) -> Iterator[Problem]:
    """Yield aims that the Treasury's rule, or a switch, leaves unread."""
    policy = scenario.levers.treasury
    if policy.cash_target is not None and policy.rule in ("none", "week_ahead"):
        yield _problem("aim_without_rule", "levers.treasury.cash_target", rule=policy.rule)
    if policy.debt_limit_ends is not None and policy.debt_limit_ends_on is not None:
        yield _problem("two_ends", "levers.treasury.debt_limit_ends", on=policy.debt_limit_ends_on)
    if policy.debt_limit_usd == NO_LIMIT and (policy.debt_limit_ends or policy.debt_limit_ends_on):
        end = "debt_limit_ends" if policy.debt_limit_ends else "debt_limit_ends_on"
        yield _problem("no_limit_to_end", f"levers.treasury.{end}")
    if scenario.switches.get("treasury_policy") is False and policy.rule in ("target", "week_ahead"):
        yield _problem("rule_switched_off", "levers.treasury.rule", rule=policy.rule)


def _lapses(lapses: Sequence[Lapse]) -> Iterator[Problem]:
    """Yield lapses that overlap."""
    for (i, first), (k, second) in combinations(enumerate(lapses), 2):
        if first.start <= last_of(second) and second.start <= last_of(first):
            yield _problem("overlap", f"lapses.{k}", other=f"lapses.{i}", on=max(first.start, second.start))


def last_of(lapse: Lapse) -> date:
    """Return the last day of a lapse; the government is open again on the day after.

    >>> last_of(Lapse(start=date(2025, 10, 1), days=43))
    datetime.date(2025, 11, 12)
    """
    return lapse.start + timedelta(days=lapse.days - 1)


def _never_reached(scenario: Scenario, opening: date, end: date) -> Iterator[Problem]:
    """Yield what lies outside the run."""
    for i, shock in enumerate(scenario.shocks):
        yield from _outside(f"shocks.{i}.on", shock.on, shock.on, (opening, end))
    for i, jump in enumerate(scenario.market.shocks):
        yield from _outside(f"market.shocks.{i}.on", jump.on, jump.on, (opening, end))
    for i, lapse in enumerate(scenario.lapses):
        repaid = FED.add(last_of(lapse), REPAID_WITHIN_DAYS)
        if lapse.start > end or repaid <= opening:
            yield _remark("outside", f"lapses.{i}", on=lapse.start, opening=opening, end=end)
    for name, flow in scenario.flows.items():
        for i, amount in enumerate(flow.amounts):
            until = amount.start if amount.every is None else amount.until or NEVER
            yield from _outside(f"flows.{name}.amounts.{i}", amount.start, until, (opening, end))
    for i, purchase in enumerate(scenario.levers.asset_purchases or ()):
        until = purchase.until or NEVER
        yield from _outside(f"levers.asset_purchases.{i}", purchase.start, until, (opening, end))
    for i, step in enumerate(scenario.levers.rates or ()):
        yield from _outside(f"levers.rates.{i}.on", step.on, step.on, (opening, end))
    for name in ("reserve_purchases", "runoff_treasuries", "runoff_mbs"):
        for i, pace in enumerate(getattr(scenario.levers, name) or ()):
            yield from _outside(f"levers.{name}.{i}", pace.start, NEVER, (opening, end))


def _never_met(scenario: Scenario) -> Iterator[Problem]:
    """Yield conditions that ask for more days than the run has."""
    days = scenario.horizon.days
    for table, conditions in (("watermarks", scenario.watermarks), ("stop", scenario.stop)):
        for name, said in conditions.items():
            wanted = parse_condition(said, scenario.name).days_more_than
            if wanted >= days:
                yield _remark("never_met", f"{table}.{name}", wanted=wanted, days=days)


def _outside(key: str, first: date, last: date, run: tuple[date, date]) -> Iterator[Problem]:
    """Yield a remark where a stretch and the run share no day."""
    opening, end = run
    if last <= opening or first > end:
        yield _remark("outside", key, on=first, opening=opening, end=end)
