"""The words of the lab: levers with what every place of their track is called, and trials by what was moved."""

import re
from dataclasses import dataclass

from tidegauge.questions.lab import Lever
from tidegauge.questions.runs import Simulation
from tidegauge.views.terminal.replay import flow_name
from tidegauge.views.web.lab_state import Trial
from tidegauge.words import keys, numbers, text

BILLION = 1_000_000_000
PLACES_MOST = 320  # of a lever whose words are sent along
_IDLE_ZEROS = re.compile(r"(?<=\d)\.0+(?!\d)|(?<=\.\d)0+(?!\d)")
"""A lever stands on a round number: zeros after its point say nothing."""


@dataclass(frozen=True, slots=True)
class Dial:
    """A lever as the page shows it; `words` are those of every place of its track, from its lower end."""

    lever: Lever
    name: str
    value: float
    written: str
    words: tuple[str, ...]

    @property
    def track(self) -> dict[str, str]:
        """The attributes of its field, numbers as a browser writes them."""
        ends = {"min": self.lever.low, "max": self.lever.high, "step": self.lever.step}
        return {
            name: f"{value:g}" for name, value in (ends | {"value": self.value, "data-at": self.lever.value}).items()
        }

    @property
    def is_moved(self) -> bool:
        """Whether it stands elsewhere than the scenario has it."""
        return self.value != self.lever.value


def dial(lever: Lever, value: float, lang: str) -> Dial:
    """Return a lever with its words."""
    n = min(round((lever.high - lever.low) / lever.step) + 1, PLACES_MOST)
    words = tuple(written(lever, round(lever.low + place * lever.step, 6), lang) for place in range(n))
    return Dial(lever, name(lever, lang), value, written(lever, value, lang), words)


def name(lever: Lever, lang: str) -> str:
    """Return what a lever moves; a flow that only one scenario has may have no words but its own."""
    if not lever.flow:
        return text(f"web_lab.lever.{lever.id}", lang)
    key = f"web_lab.flow.{lever.flow}"
    return text(key, lang) if key in keys(lang) else capital(flow_name(lever.flow, lang))


def written(lever: Lever, value: float, lang: str) -> str:
    """Write the value of a lever with its unit."""
    if lever.unit == "bp":
        return numbers.spread(value, lang)
    if lever.unit.startswith("bn"):
        is_signed = lever.low < 0
        amount = _IDLE_ZEROS.sub("", numbers.money(round(value * BILLION), lang, signed=is_signed))
        return text(f"web_lab.unit.{lever.unit}", lang, amount=amount)
    return text(f"web_lab.unit.{lever.unit}", lang, n=f"{value:g}")


def title(trial: Trial, run: Simulation, lang: str) -> str:
    """Return the name of a trial: its scenario, and what was moved."""
    found = run.titles.get(lang) or run.scenario
    moved = [
        f"{name(lever, lang)} {written(lever, trial.values[lever.id], lang)}"
        for lever in trial.standing
        if lever.id in trial.values
    ]
    return " · ".join((found, *moved))


def capital(words: str) -> str:
    """Return words as they begin a row."""
    return words[:1].upper() + words[1:]
