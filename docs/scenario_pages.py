"""Write the figures and the pictures of every scenario of the library into its page.

`docs/build.py --draw [NAME …]` runs what `scenarios/NAME.toml` declares and writes everything between the two marks of
`scenarios/NAME.md`; the rest of a page is written by hand and holds no figure of a run. `--check` does not run: a page
notes what its figures hang on (`scenario_figures.identity`: programs and formulas), and one that notes something else
by now is out of step.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from textwrap import fill

import scenario_figures
from scenario_figures import FAILS, HOLDS, SAME, Found
from scenario_runs import BN, GAUGES, LAST_EVENING, PATHS, SEED, source, track

from tidegauge.clock import end_of_day
from tidegauge.questions import registry
from tidegauge.questions.desk import Desk
from tidegauge.questions.runs import Simulation
from tidegauge.reference import figures
from tidegauge.scenarios import library
from tidegauge.views.pictures import colours, png, run
from tidegauge.views.report.phrases import Phrases

FOLDER = Path("scenarios")
MADE = re.compile(r"^<!-- figures: .*?^<!-- end of figures -->$", re.MULTILINE | re.DOTALL)
SCORE = re.compile(r"^Score: (.+?)\n\n", re.MULTILINE | re.DOTALL)
UNTESTED = "Not tested: counts as an illustration"
WIDE = 118
MONTH = timedelta(days=30)
HELD = {True: "yes", False: "**no**", None: ""}
NOT_SCORED = "not scored"


def svg(name: str) -> str:
    """Run a scenario on the bundled figures and return its pictures, which dress themselves by day and by night."""
    scenario, desk = library.find(name), Desk(root=figures.FOLDER)
    as_of = None if scenario.opening.on else end_of_day(LAST_EVENING)
    answer = registry.find(("simulate",)).ask(desk, scenario=name, as_of=as_of, paths=PATHS, seed=SEED)
    answer = replace(answer, answer=_with_a_short_past(answer.answer))
    sheet = run.sheet(answer, Phrases("en", answer.as_of), {metric: _happened(metric) for metric in GAUGES})
    shown = scenario_figures.declared(name).pictures
    pictures = tuple(picture for id_ in shown for picture in sheet.pictures if picture.id == id_)
    sheet = replace(sheet, lead=(), pictures=pictures)
    day, night = (colours.style("en", is_dark=is_dark) for is_dark in (False, True))
    style = f"<style>{day}@media (prefers-color-scheme: dark) {{{night}}}</style>"
    opening, end, content = png.draw(sheet).partition(">")
    return f"{opening}{end}{style}{content}\n"


def _happened(metric: str) -> list[tuple[date, float]]:
    """Return what was published of a metric in the unit of a picture."""
    return [(day, value * (BN if metric.endswith("_usd") else 1.0)) for day, value in track(metric)]


def _with_a_short_past(simulation: Simulation) -> Simulation:
    """Leave as much past in a run as it has days ahead, at least a month, so that a short run fills its picture."""
    opening = simulation.opening_on
    since = opening - max(simulation.days[-1] - opening, MONTH)
    past = {name: tuple(seen for seen in history if seen.on >= since) for name, history in simulation.history.items()}
    return replace(simulation, history=past)


def made(name: str) -> str:
    """Return the part of a page that the runs write: table, score, causes of the misses, picture and identity."""
    found = scenario_figures.measure(name)
    lines = [
        _opening_mark(name),
        *_rule(name),
        "",
        "| figure | published | median (10th to 90th percentile) | held | control |",
        "| --- | --- | --- | --- | --- |",
        *(_row(one) for one in found),
        "",
        *_runs(name),
        *_sources(found),
        fill(f"Score: {score(found)}", WIDE, break_on_hyphens=False),
        "",
        *_notes(found),
        f"![What the run says and what moved reserves](pictures/{name}.svg)",
        "<!-- end of figures -->",
    ]
    return "\n".join(lines)


def score(found: Sequence[Found]) -> str:
    """Say how many figures are scored, how many of them the control fails and how many are held, and name the misses.

    What the control holds as well, what the event does not move and what no run of the scenario could have failed is
    counted apart; a page with nothing else has tested nothing.
    """
    judged = [one for one in found if one.is_scored]
    unjudged = [one.control for one in found if one.is_held is not None and not one.is_scored]
    reasons = {HOLDS: "the control holds as well", SAME: "the event does not move", "": "could not fail"}
    apart = ", ".join(f"{unjudged.count(told)} that {why}" for told, why in reasons.items() if told in unjudged)
    apart = f" Not scored: {apart}." if apart else ""
    if not judged:
        return f"{UNTESTED}.{apart}"
    said = f"{len(judged)} scored, {sum(bool(one.is_held) for one in judged)} held"
    if any(one.control for one in judged):
        said += f"; the control fails {sum(one.control == FAILS for one in judged)}"
    missed = "; ".join(one.figure.short_name for one in judged if not one.is_held)
    return f"{said}. {f'Missed: {missed}.' if missed else 'None is missed.'}{apart}"


def draw(docs: Path, names: Sequence[str]) -> None:
    """Run some scenarios, or all, and write their pictures and the figures of their pages."""
    names = names or library.names()
    for count, name in enumerate(names, start=1):
        place, told = docs / FOLDER / "pictures" / f"{name}.svg", docs / FOLDER / f"{name}.md"
        place.write_text(svg(name), "utf-8")
        part = made(name)
        told.write_text(MADE.sub(part.replace("\\", r"\\"), told.read_text("utf-8")), "utf-8")
        print(f"[{count}/{len(names)}] {name}: {' '.join(SCORE.findall(part)[0].split())}", file=sys.stderr)
        for said in scenario_figures.failures(name):
            print(f"    {said}", file=sys.stderr)


def stale(docs: Path) -> Iterator[str]:
    """Yield what is wrong with the pages of the library: none, without figures, or with old ones."""
    for name in library.names():
        told = docs / FOLDER / f"{name}.md"
        said = told.read_text("utf-8") if told.exists() else ""
        if not said:
            yield f"docs/{FOLDER}/{name}.md is missing"
        elif _opening_mark(name) not in said or not (docs / FOLDER / "pictures" / f"{name}.svg").exists():
            yield f"docs/{FOLDER}/{name}.md is out of step: run `docs/build.py --draw {name}`"


def _rule(name: str) -> list[str]:
    """Say what is asked of every figure, and what the control is."""
    told = (
        f"{PATHS:,} paths, seed {SEED}, on what was known at the opening. A published figure is held where it lies "
        "between the 10th and the 90th percentile of the paths; what is asked instead of some stands below."
    )
    if control := scenario_figures.declared(name).control_says:
        told += f" The control is the same run with {control}: what it holds as well, or has the same, is not scored."
    return [fill(told, WIDE, break_on_hyphens=False)]


def _opening_mark(name: str) -> str:
    return f"<!-- figures: {name}.toml, written by docs/build.py --draw, {scenario_figures.identity(name)} -->"


def _row(one: Found) -> str:
    came = "" if one.published is None else _number(one.published, one)
    if one.figure.source:
        came += f" ({one.figure.source})"
    elif one.figure.take == "miss":
        came += " by “no change”"
    band = "" if one.low == one.high else f" ({_number(one.low, one)} to {_number(one.high, one)})"
    held = HELD[one.is_held]
    if held and one.why_unscored:
        held = NOT_SCORED if one.is_held else f"{held}, {NOT_SCORED}"
    return f"| {one.figure.name} | {came} | {_number(one.median, one)}{band} | {held} | {one.control} |"


def _runs(name: str) -> list[str]:
    """Say what the runs beside the scenario itself are made from."""
    page = scenario_figures.declared(name)
    told = []
    for run_name in page.runs:
        (scenario, *overrides), setting = page.call(run_name)
        said = [f"`--set {override}`" for override in overrides]
        if setting["setting"] != "middle":
            said.append(f"priors at the {'looser' if setting['setting'] == 'low' else 'tighter'} end")
        line = f"- `{run_name}`: {', '.join([f'`{scenario}`', *said])}"
        told.append(fill(line, WIDE, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False))
    return [*told, ""] if told else []


def _number(value: float, one: Found) -> str:
    """Write a figure; a change or a difference carries its sign."""
    figure = one.figure
    is_signed = bool(figure.less or (figure.start and not figure.take))
    written = f"{value:+,.10g}" if is_signed and value else f"{value:,.10g}"
    return written.replace("-", "−")


def _sources(found: Sequence[Found]) -> list[str]:
    """Name the series of what the bundled figures hold."""
    metrics = dict.fromkeys(
        metric for one in found if one.published is not None and not one.figure.source for metric in one.figure.metrics
    )
    named = dict.fromkeys(part for metric in metrics for part in source(metric).split(", "))
    return [fill(f"Published: {', '.join(named)}.", WIDE, break_on_hyphens=False), ""] if named else []


def _notes(found: Sequence[Found]) -> list[str]:
    """Say why some figures are asked something else, and what the missed ones were missed by."""
    notes: dict[str, list[str]] = defaultdict(list)
    for one in found:
        figure = one.figure
        if figure.asked:
            low, high = (f"{edge:,.10g}".replace("-", "−") for edge in figure.asked)
            notes[f"asked, because {figure.because}"].append(f"{figure.short_name} ({low} to {high})")
        if figure.judge == "outside":
            notes["asked to lie outside, because this run is a rival of the scenario"].append(figure.short_name)
        if one.is_held is not None and one.why_unscored:
            notes[f"not scored: {one.why_unscored}"].append(figure.short_name)
        if one.is_held is False:
            off = f"{figure.short_name} (by {one.distance:,.10g}, at most {figure.at_most:,.10g})"
            notes[f"missed: {figure.misses or 'the cause is not known'}"].append(off)
    told = (f"- {'; '.join(names)}: {said}." for said, names in notes.items())
    lines = [fill(line, WIDE, subsequent_indent="  ", break_on_hyphens=False) for line in told]
    return [*lines, ""] if lines else []
