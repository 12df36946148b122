"""The question of one day on one path: why did reserves fall, event by event?"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from tidegauge.questions.answer import Answer
from tidegauge.questions.desk import Desk
from tidegauge.questions.flows import streams
from tidegauge.questions.making import ready
from tidegauge.questions.runs import Making, PathFlows
from tidegauge.scenarios.pasted import Pasted
from tidegauge.scenarios.replay import DayExplained, day_of, explain
from tidegauge.scenarios.simulate import simulate
from tidegauge.words.sentence import Amount, Day, Fact, Sentence

UNITS = {"before_usd": "USD", "after_usd": "USD", "amount_usd": "USD", "change_usd": "USD", "spread_bp": "bp"}


@dataclass(frozen=True, slots=True)
class Replay:
    """One day of one path: every event with what it did to reserves, and who paid whom; the parts add up exactly."""

    scenario: str
    titles: Mapping[str, str]
    scenario_hash: str
    opening_on: date
    seed: int
    day: DayExplained
    flows: PathFlows
    residual_usd: int
    headline: tuple[Sentence, ...] = ()


def replay(
    desk: Desk,
    *,
    scenario: str | Pasted,
    path: int,
    day: date,
    as_of: datetime | None = None,
    making: Making | None = None,
) -> Answer:
    """Answer with what moved reserves on one day of one path, simulated again from its seed and its number.

    Raises
    ------
    UnknownScenario, InvalidScenario, ContradictoryLevers
        The scenario cannot be found, or says what cannot be.
    InvalidMoment
        The opening lies in the future.
    NoSuchDay
        The run has no such day.
    MissingFigures
        What a program cannot do without was not known at the opening.
    """
    making = making or Making()
    made = ready(desk, scenario, as_of, making)
    number = day_of(made.program, day)
    run = simulate(made.program, seed=making.seed, path=path)
    journal = [(posted.kind, posted.amount_usd) for posted in run.journal if posted.day == number]
    found = Replay(
        scenario=made.scenario.name,
        titles=made.scenario.title,
        scenario_hash=made.scenario_hash,
        opening_on=made.opening_on,
        seed=making.seed,
        day=explain(run, day),
        flows=PathFlows(path, day, day, streams(journal)),
        residual_usd=run.residual_usd,
    )
    found = replace(found, headline=tuple(_headline(found)))
    moment = made.frame.as_of
    return Answer("replay", moment, found, UNITS, made.origins, made.findings, desk.bundled_until)


def _headline(found: Replay) -> Iterator[Sentence]:
    """Say how far reserves moved, what added and what drained most, and that the parts add up."""
    day = found.day
    side = "stayed" if not day.change_usd else ("rose" if day.change_usd > 0 else "fell")
    facts: dict[str, Fact] = {"day": Day(day.on, year=True), "path": str(day.path)}
    facts["level"] = Amount(day.after_usd, "usd")
    if day.change_usd:
        facts["amount"] = Amount(day.change_usd, "usd", "size")
    yield Sentence(f"runs.replay.{side}", facts)
    yield from _most(day)
    if day.limit_lifted_on is not None:
        yield Sentence("runs.replay.limit_lifted", {"day": Day(day.limit_lifted_on, year=True)})
    spread, change = (Amount(round(bp, 1), "bp", "change") for bp in (day.spread_bp, day.spread_change_bp))
    yield Sentence("runs.replay.spread", {"spread": spread, "change": change})
    yield Sentence("runs.replay.sum", {"residual": str(found.residual_usd)})


def _most(day: DayExplained) -> Iterator[Sentence]:
    """Say which kind of event added and which drained most, whatever flows posted it."""
    changes: Counter[str] = Counter()
    amounts: Counter[str] = Counter()
    for cause in day.causes:
        changes[cause.kind] += cause.change_usd
        amounts[cause.kind] += cause.amount_usd
    up, down = (pick(sorted(changes), key=changes.__getitem__, default="") for pick in (max, min))
    if changes[up] > 0 > changes[down]:
        most: dict[str, Fact] = {}
        for name, kind in (("up", up), ("down", down)):
            most[name] = event_name(kind, amounts[kind])
            most[f"{name}_part"] = Amount(changes[kind], "usd", "change")
        yield Sentence("runs.replay.most", most)


def event_name(kind: str, amount_usd: int) -> Sentence:
    """Return the name of an event of the ledger; one that was posted the other way round says so."""
    name = Sentence(f"ledger.event.{kind}.name", {})
    return name if amount_usd >= 0 else Sentence("replay.reversed", {"event": name})
