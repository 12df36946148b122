"""A scenario made ready to run at a desk: what was known at its opening, and the program it becomes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from tidegauge import clock
from tidegauge.frame import Finding, Frame, finding
from tidegauge.questions.answer import Origin, origins
from tidegauge.questions.desk import Desk
from tidegauge.questions.runs import Making
from tidegauge.scenarios import canon, library, parameters_file
from tidegauge.scenarios.compile import INPUTS, compile_scenario
from tidegauge.scenarios.overdone import overdone
from tidegauge.scenarios.parameters import Remade, Setting
from tidegauge.scenarios.pasted import Pasted
from tidegauge.scenarios.program import METRICS, Program
from tidegauge.scenarios.scenario import Opening, Scenario
from tidegauge.words.sentence import Names


@dataclass(frozen=True, slots=True)
class Ready:
    """A scenario with what was known at the moment of its opening, and its program with priors in the middle."""

    scenario: Scenario
    scenario_hash: str
    """What the scenario itself says (`canon.identity`); the call's moment, days, seed and paths stand beside it."""
    frame: Frame
    days: int | None
    program: Program
    findings: tuple[Finding, ...]
    remade: Remade | None = None

    @property
    def opening_on(self) -> date:
        """The day whose evening the run starts from."""
        return self.scenario.opening.on or self.frame.as_of.astimezone(clock.NEW_YORK).date()

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Where the figures of the opening came from."""
        return origins(self.frame)

    def under(self, setting: Setting) -> Program:
        """Return the program with priors at the looser end (low) or the tighter end (high) of their ranges."""
        compiled = compile_scenario(self.scenario, self.frame, days=self.days, setting=setting, remade=self.remade)
        return compiled.program


def ready(desk: Desk, name: str | Pasted, as_of: datetime | None, making: Making) -> Ready:
    """Make a scenario ready; an as-of moves its opening to that moment, else its own opening day holds, else now.

    Nothing known later than the opening is read.

    Raises
    ------
    UnknownScenario, InvalidScenario, ContradictoryLevers
        The scenario, or the file of parameters, cannot be found, or says what cannot be.
    InvalidMoment
        The opening lies in the future.
    MissingFigures
        What a program cannot do without was not known at the opening.
    RunTooLong
        The desk does not allow so many paths over so many days.
    """
    scenario = library.find(name, making.keys)
    desk.refuse_long(making.paths, making.days or scenario.horizon.days)
    remade = None if making.parameters is None else parameters_file.read(making.parameters)
    scenario_hash = canon.identity(scenario)
    own = scenario.opening.on
    if as_of is None and own is not None:
        as_of = clock.end_of_day(own)
    elif as_of is not None:
        scenario = replace(scenario, opening=Opening())
    frame = desk.frame(INPUTS, desk.moment(as_of))
    opening_on = frame.as_of.astimezone(clock.NEW_YORK).date()
    scenario = replace(scenario, opening=Opening(on=opening_on))
    compiled = compile_scenario(scenario, frame, days=making.days, remade=remade)
    asked = {METRICS[mark.metric] for mark in compiled.program.watermarks}
    changed = keys_changed(scenario.name, making.keys)
    findings = (*desk.findings(), *changed, *overdone(opening_on, asked), *compiled.findings)
    return Ready(scenario, scenario_hash, frame, making.days, compiled.program, findings, remade)


def keys_changed(name: str, keys: Sequence[str]) -> tuple[Finding, ...]:
    """Return the note of what a call sets over what a scenario says: its story does not know of that.

    >>> keys_changed("shutdown_2025", ["lapses=[]"])[0].detail.facts["keys"].parts
    ('lapses = []',)
    """
    if not keys:
        return ()
    said = (key.partition("=") for key in keys)
    parts = tuple(f"{path.strip()} = {value.strip()}" for path, _, value in said)
    return (finding("keys_changed", name, keys=Names(parts)),)


def told(desk: Desk, what: str) -> Callable[[int, int], None] | None:
    """Return how a run tells of its progress at a desk; None where nobody watches."""
    tell = desk.progress
    return None if tell is None else lambda done, total: tell(what, done, total)
