"""Questions about scenario files: which there are, what one says, and whether one can be run.

They read no figures: a scenario is the same on every day. What it does to reserves is `simulate`'s to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from tidegauge import clock
from tidegauge.frame import Finding
from tidegauge.questions.answer import Answer
from tidegauge.questions.desk import Desk
from tidegauge.scenarios import canon, contradictions, library
from tidegauge.scenarios.contradictions import Problem
from tidegauge.scenarios.pasted import Pasted
from tidegauge.scenarios.scenario import Scenario
from tidegauge.words import LANGUAGES
from tidegauge.words.sentence import Sentence

UNITS = {"days": "business days"}


@dataclass(frozen=True, slots=True)
class ScenarioCard:
    """One scenario in a line: its name, its title by language, and the days it runs over.

    `opening` and `last_day` are None where the scenario starts at the call's as-of. `hash` is the SHA-256 of what it
    says, without title and story.
    """

    name: str
    title: Mapping[str, str]
    opening: date | None
    last_day: date | None
    days: int
    hash: str


@dataclass(frozen=True, slots=True)
class ScenarioPage:
    """One scenario in full: its card, its story, and everything it says, includes merged in and defaults left out.

    `said` is the table and `toml` the same as canonical text, without title and story.
    """

    scenario: ScenarioCard
    story: Mapping[str, str]
    said: Mapping[str, Any]
    toml: str


@dataclass(frozen=True, slots=True)
class ScenarioCheck:
    """One scenario that could be read; whether it can be run is in the findings beside it."""

    scenario: ScenarioCard
    is_runnable: bool


def _card(scenario: Scenario) -> ScenarioCard:
    opening, days = scenario.opening.on, scenario.horizon.days
    last = contradictions.last_day(opening, days) if opening else None
    return ScenarioCard(scenario.name, _spoken(scenario.title), opening, last, days, canon.identity(scenario))


def _spoken(words: Mapping[str, str]) -> dict[str, str]:
    """Return words in every language; one that a scenario does not speak gets the first that it does."""
    first = next((said for lang in LANGUAGES if (said := words.get(lang))), "")
    return {lang: words.get(lang) or first for lang in LANGUAGES}


def list_scenarios(desk: Desk) -> Answer:
    """Answer with every scenario of the library: its name, its title, and the days it runs over."""
    cards = tuple(_card(library.find(name)) for name in library.names())
    return Answer("scenario.list", clock.now(), cards, UNITS, (), ())


def show(desk: Desk, *, scenario: str | Pasted, keys: tuple[str, ...] = ()) -> Answer:
    """Answer with what a scenario says: its story, and every key it sets, includes merged in and `keys` set.

    Raises
    ------
    UnknownScenario
        The library has no such scenario.
    InputFileError
        The file cannot be opened.
    MalformedScenario
        The file is not TOML.
    InvalidScenario
        A key or a value that the language does not have.
    InvalidCondition
        A watermark or stop rule that cannot be read.
    InvalidOverride
        One of the keys cannot be set.
    """
    found = library.changed(library.read(scenario), keys)
    silent = replace(found, title={}, story={})
    page = ScenarioPage(_card(found), _spoken(found.story), canon.table(silent), canon.write(silent))
    return Answer("scenario.show", clock.now(), page, UNITS, (), _findings(found, desk))


def check(desk: Desk, *, file: Path | Pasted) -> Answer:
    """Answer with every contradiction of a scenario and everything in it that a run would never reach.

    Raises
    ------
    UnknownScenario
        It is neither a file nor in the library.
    InputFileError
        The file cannot be opened.
    MalformedScenario
        The file is not TOML.
    InvalidScenario
        A key or a value that the language does not have, a flow or a draw that its run does not have.
    InvalidCondition
        A watermark or stop rule that cannot be read.
    """
    found = library.read(file if isinstance(file, Pasted) else str(file))
    findings = _findings(found, desk)
    checked = ScenarioCheck(_card(found), not any(finding.severity == "error" for finding in findings))
    return Answer("scenario.check", clock.now(), checked, UNITS, (), findings)


def _findings(scenario: Scenario, desk: Desk) -> tuple[Finding, ...]:
    """Return what is wrong with a scenario, then what is idle in it at its opening, or at the desk's last moment."""
    today, latest = (moment.astimezone(clock.NEW_YORK).date() for moment in (clock.now(), desk.moment(None)))
    future = contradictions.not_yet(scenario, today)
    problems = (*contradictions.contradictions(scenario), *future, *contradictions.remarks(scenario, latest))
    return tuple(map(_finding, problems))


def _finding(problem: Problem) -> Finding:
    facts = {name: str(fact) for name, fact in problem.detail.facts.items()}
    return Finding(problem.check, problem.key, None, Sentence(problem.detail.key, facts), problem.severity)
