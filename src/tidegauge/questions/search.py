"""The question of the smallest policy that meets a target."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from tidegauge.errors import UsageError
from tidegauge.frame import from_days
from tidegauge.questions.answer import Answer
from tidegauge.questions.crew import Crew, crew
from tidegauge.questions.desk import Desk
from tidegauge.questions.making import Ready, ready
from tidegauge.questions.runs import Making
from tidegauge.scenarios import search
from tidegauge.scenarios.draws import SEED_END
from tidegauge.scenarios.overdone import overdone
from tidegauge.scenarios.parameters import Setting
from tidegauge.scenarios.pasted import Pasted
from tidegauge.scenarios.sample import Cell
from tidegauge.scenarios.scenario import Scenario
from tidegauge.scenarios.search import Found, Lever, Reading, Trial
from tidegauge.scenarios.target import Chance, Level, Target, parse_target
from tidegauge.words import Phrase

SETTINGS: tuple[Setting, ...] = ("low", "high")
FRESH_SEEDS = 3
FRESH_STEP = 1_000_003  # far from the neighbours of a seed that a person would try
UNITS: Mapping[str, str] = {}  # the lever and the target choose them: see `unit` and `reading_unit`


@dataclass(frozen=True, slots=True)
class Bounds:
    """The answer under one setting of the priors; None where no value of the lever meets the target."""

    best: int | None
    cautious: int | None
    hopeful: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a run reads with the lever left alone, and whether that meets the target as measured."""

    reading: Reading
    meets: bool


@dataclass(frozen=True, slots=True)
class Search:
    """The least of a lever that meets a target.

    Values of the lever are in `unit`: USD (a month, or of cash) or basis points; readings of the target are in
    `reading_unit`: a share for a probability, else USD or basis points. `under` holds the answer with priors at the
    looser (low) and the tighter (high) end; `fresh` are trials at `best` on seeds that the search never saw, and
    `is_confirmed` says whether all of them together meet the target. Where no value does, `closest` is the trial that
    comes nearest to it, else None. `standing` is the run with the lever left as the scenario has it, `standing_value`
    on the first day (None where that is no single value): the trials replace it and do not come on top of it.
    `stopped_in` says what Ctrl-C broke off: the "trials", so that there is no answer yet, or the "checks" of an answer,
    of which `fresh`, `standing` and `under` hold those that were finished; else None.
    """

    scenario: str
    titles: Mapping[str, str]
    scenario_hash: str
    opening_on: date
    lever: str
    unit: str
    target: str
    reading_unit: str
    paths: int
    seed: int
    best: int | None
    cautious: int | None
    hopeful: int | None
    effect: str
    reading: Reading | None
    trials: tuple[Trial, ...]
    under: Mapping[str, Bounds]
    fresh: tuple[Trial, ...]
    is_confirmed: bool | None
    closest: Trial | None
    standing_value: int | None
    standing: Standing | None
    stopped_in: str | None = None

    @property
    def is_partial(self) -> bool:
        """Whether the search was stopped before its end."""
        return self.stopped_in is not None


def find_policy(
    desk: Desk,
    *,
    scenario: str | Pasted,
    lever: str,
    target: str,
    as_of: datetime | None = None,
    making: Making | None = None,
) -> Answer:
    """Answer with the smallest setting of a policy lever that meets a target, and how sure that is.

    Raises
    ------
    UnknownLever
        No such lever; the error lists them.
    InvalidTarget
        The target cannot be read.
    UnknownScenario, InvalidScenario, ContradictoryLevers
        The scenario cannot be found, or says what cannot be.
    UsageError
        The target looks further ahead than the run goes.
    NoScheduler
        A Dask cluster is asked for and nobody answers there.
    MissingFigures
        What a program cannot do without was not known at the opening.
    """
    making = making or Making()
    moved, aim = search.find_lever(lever), parse_target(target)
    made = ready(desk, scenario, as_of, making)
    n_days = len(made.program.days.on)
    if aim.days > n_days:
        raise UsageError(detail=Phrase("scenarios.wrong.target_too_far", wanted=aim.days, days=n_days))
    with crew(making) as team:
        answer = _searched(_Runs(desk, made, moved, aim, team))
    metric = aim.condition.metric if isinstance(aim, Chance) else aim.metric
    said = (one for one in overdone(made.opening_on, [metric]) if one not in made.findings)
    findings = (*made.findings, *said)
    return Answer("search", made.frame.as_of, answer, UNITS, made.origins, findings, desk.bundled_until)


def _searched(runs: "_Runs") -> Search:
    """Return what a search finds: the answer, how it fares at the ends of the priors, and on fresh seeds."""
    made, moved, aim, making = runs.made, runs.lever, runs.target, runs.team.making
    middle = search.search(moved, aim, runs.measure("middle", making.seed))
    checks = runs.check(middle)
    return Search(
        scenario=made.scenario.name,
        titles=made.scenario.title,
        scenario_hash=made.scenario_hash,
        opening_on=made.opening_on,
        lever=moved.id,
        unit=moved.unit,
        target=str(aim),
        reading_unit=_unit_of(aim),
        paths=making.paths,
        seed=making.seed,
        best=middle.best,
        cautious=middle.cautious,
        hopeful=middle.hopeful,
        effect=middle.effect,
        reading=next((trial.reading for trial in middle.trials if trial.value == middle.best), None),
        trials=middle.trials,
        under=checks.under,
        fresh=tuple(checks.fresh),
        is_confirmed=_confirmed(aim, checks.fresh) if len(checks.fresh) == FRESH_SEEDS else None,
        closest=_closest(aim, middle.trials) if middle.is_whole and middle.best is None else None,
        standing_value=search.standing(made.scenario, moved, made.opening_on, runs.start),
        standing=checks.standing,
        stopped_in=checks.stopped_in,
    )


@dataclass(slots=True)
class _Checks:
    """What an answer was put to: fresh seeds, no change, both ends of the priors; fewer where it was stopped."""

    fresh: list[Trial] = field(default_factory=list)
    standing: Standing | None = None
    under: dict[str, Bounds] = field(default_factory=dict)
    stopped_in: str | None = None


@dataclass(slots=True)
class _Runs:
    """Runs a scenario with a lever at a value, reads the target off, and tells how far the search has come."""

    desk: Desk
    made: Ready
    lever: Lever
    target: Target
    team: Crew
    done: int = 0
    said: str = ""

    def measure(self, setting: Setting, seed: int) -> Callable[[int], Reading]:
        """Return a measurement of one value of the lever, always on the draws of one seed."""

        def measured(value: int) -> Reading:
            found = self.read(search.moved(self.made.scenario, self.lever, value, self.start), setting, seed)
            self.done, self.said = self.done + 1, f"{self.lever.id} {value:,}"
            self._say()
            return found

        return measured

    @property
    def start(self) -> date:
        """The first day of the run, from which on a trial has the lever at its value."""
        return from_days(int(self.made.program.days.on[0]))

    def read(self, scenario: Scenario, setting: Setting, seed: int) -> Reading:
        """Return what a run of a scenario says of the target."""
        cells = [Cell(self.target.metric, self.target.at - 1)] if isinstance(self.target, Level) else []
        program = replace(self.made, scenario=scenario).under(setting)
        if isinstance(self.target, Chance):
            mark = self.target.condition.watermark("target", len(program.days.on))
            program = program._replace(watermarks=(*program.watermarks, mark))
        found = self.team.sample(program, cells, seed=seed, progress=lambda done, total: self._say())
        return search.read_off(self.target, found)

    def check(self, found: Found) -> _Checks:
        """Return what an answer was put to, as far as that came."""
        checks = _Checks()
        if not found.is_whole:
            checks.stopped_in = "trials"
            return checks
        try:
            for trial in self.fresh(found):
                checks.fresh.append(trial)
            reading = self.read(self.made.scenario, "middle", self.team.making.seed)
            checks.standing = Standing(reading, search.meets(self.target, reading)["measured"])
            for setting in SETTINGS:
                checks.under[setting] = self.bounds(setting)
        except KeyboardInterrupt:
            checks.stopped_in = "checks"
        return checks

    def bounds(self, setting: Setting) -> Bounds:
        """Return the answer of the search under a setting of the priors.

        Raises
        ------
        KeyboardInterrupt
            It was stopped.
        """
        found = search.search(self.lever, self.target, self.measure(setting, self.team.making.seed))
        if not found.is_whole:
            raise KeyboardInterrupt
        return Bounds(found.best, found.cautious, found.hopeful)

    def fresh(self, found: Found) -> Iterator[Trial]:
        """Yield trials of the answer on seeds that the search never saw."""
        if found.best is None:
            return
        for n in range(1, FRESH_SEEDS + 1):
            reading = self.measure("middle", (self.team.making.seed + n * FRESH_STEP) % SEED_END)(found.best)
            yield Trial(found.best, reading, search.meets(self.target, reading))

    def _say(self) -> None:
        """Say which trial was the last, and again while the next is under way: who listens may break it off."""
        if self.desk.progress is not None:
            self.desk.progress(self.said or self.lever.id, self.done, 0)


def _unit_of(target: Target) -> str:
    """Return the unit in which a target is read off."""
    if isinstance(target, Chance):
        return "share"
    return "bp" if target.metric.endswith("_bp") else "usd"


def _closest(target: Target, trials: tuple[Trial, ...]) -> Trial:
    """Return the trial whose reading is the least far on the wrong side of a target that none meets."""
    sign = 1 if target.above else -1
    return max(trials, key=lambda trial: sign * trial.reading.value)


def _confirmed(target: Target, fresh: Sequence[Trial]) -> bool:
    """Say whether the fresh trials taken together meet the target as measured."""
    mean = sum(trial.reading.value for trial in fresh) / len(fresh)
    return search.meets(target, Reading(mean, mean, mean))["measured"]
