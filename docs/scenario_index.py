"""List the pages of the library with their scores, and add up what stands in their tables, for the index.

Nothing is run and no count is typed: a page's own rows say what was held, what its control holds and what is scored.
"""

import re
from collections import Counter
from collections.abc import Iterator
from math import comb
from pathlib import Path
from typing import NamedTuple

import scenario_figures
from scenario_figures import FAILS, HOLDS, SAME, Figure
from scenario_pages import FOLDER, HELD, MADE, NOT_SCORED, SCORE, UNTESTED

from tidegauge.scenarios import library
from tidegauge.words import text

ROW = re.compile(r"^\| (.+?) \| (.*?) ?\| (.+?) \| (.*?) ?\| (.*?) ?\|$", re.MULTILINE)
RIGHT = 0.8
"""The share of published figures that bands from the 10th to the 90th percentile hold when they are right."""

DOUBT = 0.05


class Row(NamedTuple):
    """A figure of a page as its table has it: what was measured, and the cells of what was published and held."""

    figure: Figure
    published: str
    held: str
    control: str

    @property
    def is_scored(self) -> bool:
        """Whether the figure counts for or against its scenario."""
        return self.held in (HELD[True], HELD[False])

    @property
    def shows_the_band(self) -> bool:
        """Whether a published figure was held against the band of a run, whatever the control does."""
        figure = self.figure
        is_asked = self.is_scored or bool(self.held and self.control)
        is_of_the_rule = figure.judge == "band" and figure.take != "miss" and not figure.asked
        return is_asked and bool(self.published) and is_of_the_rule


class Total(NamedTuple):
    """The score of all pages: figures scored, held and failed by a control; not scored, by why; pages not tested."""

    scored: int
    held: int
    refuted: int
    held_too: int
    unmoved: int
    could_not_fail: int
    illustrations: int


class Variable(NamedTuple):
    """How the bands of one variable did on all pages: figures published, held, scored, and held of those."""

    name: str
    published: int
    held: int
    scored: int
    held_of_scored: int

    @property
    def reading(self) -> str:
        """What the share held says of the bands, were the figures independent, which those of one run are not."""
        n = self.published
        if _at_least(self.held, n) < DOUBT:
            return "too wide"
        return "too narrow" if 1.0 - _at_least(self.held + 1, n) < DOUBT else "not refuted"


def pages(docs: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield a row a scenario: its page, title, opening, length and score."""
    for name in library.names():
        scenario = library.find(name)
        found = SCORE.search(_written(docs, name))
        opening = scenario.opening.on.isoformat() if scenario.opening.on else "the call's"
        yield (
            f"[`{name}`]({name}.md)",
            scenario.title["en"],
            opening,
            str(scenario.horizon.days),
            " ".join(found[1].split()) if found else "",
        )


def rows(docs: Path) -> Iterator[Row]:
    """Yield every figure of every page as it stands there; one that a page does not show yet is left out."""
    for name in library.names():
        known = {figure.name: figure for figure in scenario_figures.declared(name).figures}
        for part in MADE.findall(_written(docs, name)):
            for said, published, _, held, control in ROW.findall(part):
                if said in known:
                    yield Row(known[said], published, held, control)


def total(docs: Path) -> Total:
    """Return the score of all pages together, as far as they are written."""
    found = list(rows(docs))
    scored = [row for row in found if row.is_scored]
    apart = [row.control for row in found if row.held.endswith(NOT_SCORED)]
    return Total(
        len(scored),
        sum(row.held == HELD[True] for row in scored),
        sum(row.control == FAILS for row in scored),
        apart.count(HOLDS),
        apart.count(SAME),
        apart.count(""),
        sum(UNTESTED in score for *_, score in pages(docs)),
    )


def variables(docs: Path) -> list[Variable]:
    """Return how the bands of every variable did, the most often published first; rare ones are taken together."""
    counts: dict[str, Counter[str]] = {}
    for row in rows(docs):
        metrics = row.figure.metrics
        if row.shows_the_band and len(metrics) == 1:
            count = counts.setdefault(text(f"runs.metric.{metrics[0]}", "en"), Counter())
            count["published"] += 1
            count["held"] += not row.held.startswith(HELD[False])
            count["scored"] += row.is_scored
            count["held_of_scored"] += row.held == HELD[True]
    found = [Variable(name, *(count[part] for part in Variable._fields[1:])) for name, count in counts.items()]
    return sorted(found, key=lambda one: -one.published)


def _at_least(held: int, published: int) -> float:
    """Return how likely at least so many are held when every band is right and no figure hangs on another."""
    return sum(comb(published, k) * RIGHT**k * (1.0 - RIGHT) ** (published - k) for k in range(held, published + 1))


def _written(docs: Path, name: str) -> str:
    """Return a page as it stands; nothing where there is none."""
    place = docs / FOLDER / f"{name}.md"
    return place.read_text("utf-8") if place.exists() else ""
