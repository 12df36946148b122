"""What the address of the lab says: a scenario with its levers, and what stands beside it.

Everything is in the address, so a run can be shared: ``?scenario=baseline&rmp=45&tga=900`` are levers, ``toml`` is a
scenario written by hand, ``with`` up to three more trials to compare with. Only a text that is too long for an address
comes as the field of a form, and has no link.
"""

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from tidegauge.clock import NEW_YORK
from tidegauge.errors import UsageError
from tidegauge.questions import lab
from tidegauge.questions.answer import Answer
from tidegauge.questions.lab import Lever
from tidegauge.questions.pasted import Pasted
from tidegauge.views.web.lab_queue import QUEUE, TURNS, Place, SupersededError
from tidegauge.views.web.page_context import PageContext
from tidegauge.words import Phrase

STATE = ("as_of", "lang", "theme", "marks")
"""What an address keeps of the state of the page."""

FIRST = "baseline"
PASTED = "mine.toml"
PATHS = 10_000
PATH_DAYS = 3_000_000
"""Days of paths of one run of the lab: 10,000 paths over more than a year."""

LINK_CHARS = 6_000
"""An address no longer than this is taken everywhere, with what a window adds of its own."""

SEED = 1
SEEDS = 2**32
BESIDE_MOST = 3
BETWEEN, PART, SETS = ";", ",", ":"


@dataclass(frozen=True, slots=True)
class Trial:
    """One scenario as a reader has it: its levers, and those of them that were moved."""

    scenario: str | Pasted
    standing: tuple[Lever, ...]
    values: Mapping[str, float]
    seed: int = SEED

    @property
    def name(self) -> str:
        """The scenario in the library, or what pasted text is called."""
        return str(self.scenario)

    @property
    def file(self) -> str:
        """What the trial is called as a downloaded file."""
        return f"tidegauge-{self.name.removesuffix('.toml')}.toml"

    @property
    def keys(self) -> tuple[str, ...]:
        """What the moved levers set, as `--set` takes it."""
        return lab.keys(self.standing, self.values)

    @property
    def address(self) -> dict[str, str]:
        """The trial as part of an address."""
        moved = {id_: f"{value:g}" for id_, value in self.values.items()}
        said = {"toml": self.scenario.text} if isinstance(self.scenario, Pasted) else {"scenario": self.scenario}
        return said | moved | ({"seed": str(self.seed)} if self.seed != SEED else {})

    @property
    def short(self) -> str:
        """The trial as one of several in an address; pasted text is too long for that and is left out."""
        moved = (f"{id_}{SETS}{value:g}" for id_, value in self.values.items())
        return "" if isinstance(self.scenario, Pasted) else PART.join((self.scenario, *moved))

    def asked(self, as_of: datetime | None) -> dict[str, Any]:
        """Return what `simulate` is asked."""
        said: dict[str, Any] = {"scenario": self.scenario, "paths": PATHS, "seed": self.seed}
        return said | ({"keys": self.keys} if self.keys else {}) | ({"as_of": as_of} if as_of else {})

    def unmoved(self) -> "Trial":
        """Return the scenario as it stands."""
        return Trial(self.scenario, self.standing, {}, self.seed)

    def command(self, as_of: datetime | None) -> str:
        """Return the call of the command line that makes the same run."""
        moment = f" --as-of {as_of.astimezone(NEW_YORK):%Y-%m-%dT%H:%M}" if as_of else ""
        sets = "".join(f" {shlex.quote(key)}" for key in self.keys)
        return (
            f"tidegauge simulate {self.name} --paths {PATHS} --seed {self.seed}{moment}{' --set' if sets else ''}{sets}"
        )


def read(page: PageContext) -> Trial:
    """Return the trial of an address.

    Raises
    ------
    UnknownScenario, MalformedScenario, InvalidScenario, InvalidCondition
        The scenario cannot be found or read.
    UsageError
        A lever or the seed is no number, or lies beyond its ends.
    """
    text = page.said.get("toml", "").strip()
    scenario: str | Pasted = Pasted(PASTED, text) if text else library_name(page.said.get("scenario") or FIRST)
    standing = lab.levers(scenario, as_of=page.as_of, latest=page.moment)
    return Trial(scenario, standing, lab.moved(standing, page.said), _seed(page.said.get("seed", "")))


def first(page: PageContext) -> Trial:
    """Return the trial that is shown where the address cannot be read."""
    return Trial(FIRST, lab.levers(FIRST, as_of=page.as_of, latest=page.moment), {})


def address(page: PageContext, trial: Trial) -> dict[str, str]:
    """Return a trial and the state of the page as an address."""
    kept = {name: page.said[name] for name in (*STATE, "with") if page.said.get(name)}
    return trial.address | kept | {"lang": page.lang}


def link(page: PageContext, trial: Trial, path: str = "/page/lab", **more: str) -> str:
    """Return a trial and the state of the page as a link, nothing where its text is too long for one."""
    said = {name: value for name, value in (address(page, trial) | more).items() if value}
    found = f"{path}?{urlencode(said)}"
    return found if len(found) <= LINK_CHARS else ""


def beside(page: PageContext) -> Iterator[Trial]:
    """Yield the trials to compare with, on the draws of the page's own.

    Raises
    ------
    UnknownScenario
        One of them is of a scenario that the library has not.
    UsageError
        A lever or the seed is no number, or lies beyond its ends.
    """
    seed = _seed(page.said.get("seed", ""))
    said = [each for each in page.said.get("with", "").split(BETWEEN) if each]
    for each in said[:BESIDE_MOST]:
        name, *moved = each.split(PART)
        scenario = library_name(name)
        standing = lab.levers(scenario, as_of=page.as_of, latest=page.moment)
        values = dict(pair.split(SETS, 1) for pair in moved if SETS in pair)
        yield Trial(scenario, standing, lab.moved(standing, values), seed)


def library_name(said: str) -> str:
    """Return a name of the library as it was said; the name of a file is none, since no file may be read.

    Raises
    ------
    UsageError
        It looks like a file.
    """
    if "/" in said or "\\" in said or said.endswith(".toml"):
        raise UsageError(detail=Phrase("lab.wrong.file", name=said[:60]))
    return said


def _seed(text: str) -> int:
    """Read a seed; nothing said is the first."""
    if not text.strip():
        return SEED
    if text.isascii() and text.isdigit() and len(text) <= 10 and int(text) < SEEDS:
        return int(text)
    raise UsageError(detail=Phrase("lab.wrong.lever", lever="seed", value=text[:40], low="0", high=str(SEEDS - 1)))


def run(page: PageContext, trial: Trial, *, quick: bool = True) -> Answer:
    """Return what `simulate` answers for a trial; a reader's earlier turn stops where it is.

    Raises
    ------
    SupersededError
        The same window has asked for something newer meanwhile.
    Busy
        Too many runs wait already.
    """
    said = trial.asked(page.as_of) | ({"quick": True} if quick else {})
    turn = TURNS.take(page.said.get("tab", ""), page.said.get("turn", ""))
    for _ in range(2):
        place = Place(QUEUE, turn)
        try:
            return page.answers.ask_long("simulate", said, PATH_DAYS, place.progress)
        except SupersededError:
            turn.check()  # it was another window's run that stopped: ours is still wanted
        finally:
            place.leave()
    raise SupersededError
