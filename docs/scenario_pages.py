"""Draw the picture of every scenario of the library, and list their pages with how each scored.

A picture takes thousands of paths, so `--check` does not draw it again: the page notes the paths, the seed and the hash
of the scenario that its picture was drawn from, and a scenario that says something else by now is out of step.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tidegauge.clock import NEW_YORK, end_of_day
from tidegauge.questions import registry
from tidegauge.questions.desk import Desk
from tidegauge.reference import figures
from tidegauge.scenarios import canon, library
from tidegauge.views.pictures import colours, png, run
from tidegauge.views.report.phrases import Phrases

FOLDER = Path("scenarios")
PATHS, SEED = 2_000, 7
SHOWN = ("reserves_usd", "why")
"""The pictures of an answer that a page shows: the fan of reserves and what moved them."""

NOTE = re.compile(r"^Picture: .*$", re.MULTILINE)
SCORE = re.compile(r"^Score: (.+?)(?:\n\n|\Z)", re.MULTILINE | re.DOTALL)
DAY = timedelta(days=1)


def note(name: str) -> str:
    """Return the line that a page carries under its picture."""
    identity = canon.identity(library.find(name))[:12]
    return f"Picture: {PATHS:,} paths, seed {SEED}, scenario `{identity}`."


def svg(name: str) -> str:
    """Run a scenario on the bundled figures and return its picture, which dresses itself by day and by night."""
    scenario, desk = library.find(name), Desk(root=figures.FOLDER)
    last = figures.LAST_MOMENT.astimezone(NEW_YORK).date() - DAY
    as_of = None if scenario.opening.on else end_of_day(last)
    answer = registry.find(("simulate",)).ask(desk, scenario=name, as_of=as_of, paths=PATHS, seed=SEED)
    sheet = run.sheet(answer, Phrases("en", answer.as_of))
    shown = tuple(picture for picture in sheet.pictures if picture.id in SHOWN)
    sheet = replace(sheet, lead=(), pictures=shown)
    day, night = (colours.style("en", is_dark=is_dark) for is_dark in (False, True))
    style = f"<style>{day}@media (prefers-color-scheme: dark) {{{night}}}</style>"
    opening, end, content = png.draw(sheet).partition(">")
    return f"{opening}{end}{style}{content}\n"


def draw(docs: Path, names: Sequence[str]) -> None:
    """Draw the pictures of some scenarios, or of all, and note on their pages what they were drawn from."""
    for name in names or library.names():
        place = docs / FOLDER / "pictures" / f"{name}.svg"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(svg(name), "utf-8")
        told = docs / FOLDER / f"{name}.md"
        if told.exists():
            told.write_text(NOTE.sub(note(name), told.read_text("utf-8")), "utf-8")
        print(f"docs/{FOLDER}/pictures/{name}.svg drawn", file=sys.stderr)


def stale(docs: Path) -> Iterator[str]:
    """Yield what is wrong with the pages of the library: none, without a score, or with an old picture."""
    for name in library.names():
        told = docs / FOLDER / f"{name}.md"
        said = told.read_text("utf-8") if told.exists() else ""
        if not said:
            yield f"docs/{FOLDER}/{name}.md is missing"
        elif not SCORE.search(said):
            yield f"docs/{FOLDER}/{name}.md has no line `Score: …`"
        elif note(name) not in said or not (docs / FOLDER / "pictures" / f"{name}.svg").exists():
            yield f"docs/{FOLDER}/pictures/{name}.svg is out of step: run `docs/build.py --draw {name}`"


def rows(docs: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield a row a scenario: its page, title, opening, length and score."""
    for name in library.names():
        scenario, told = library.find(name), docs / FOLDER / f"{name}.md"
        found = SCORE.search(told.read_text("utf-8")) if told.exists() else None
        opening = scenario.opening.on.isoformat() if scenario.opening.on else "the call's"
        yield (
            f"[`{name}`]({name}.md)",
            scenario.title["en"],
            opening,
            str(scenario.horizon.days),
            found[1] if found else "",
        )
