"""The scenario lab: levers, the fans and odds they lead to, several trials side by side, and one path replayed.

The section is asked for as a whole or for a part of it (``part=result``, ``priors``, ``replay``), so that a lever that
is moved draws four fans again and nothing else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from urllib.parse import quote

from tidegauge.errors import TidegaugeError
from tidegauge.questions.answer import Origin
from tidegauge.questions.pasted import Pasted
from tidegauge.questions.runs import Odds, Simulation
from tidegauge.views.pictures import fan
from tidegauge.views.pictures import run as drawn
from tidegauge.views.pictures.fan import Fan
from tidegauge.views.report.html import Section
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.tables import Table
from tidegauge.views.terminal.runs import shown_days
from tidegauge.views.terminal.work import LACKS_A_SUBJECT
from tidegauge.views.web import charts, lab_compare, lab_replay, lab_state, provenance, subjects
from tidegauge.views.web.lab_compare import FANS, ends
from tidegauge.views.web.lab_queue import SupersededError
from tidegauge.views.web.lab_state import Trial
from tidegauge.views.web.lab_words import capital, dial
from tidegauge.views.web.page_context import PageContext
from tidegauge.words import numbers, text

NAME = "lab"
LETTER = "l"
SCRIPTS = ("charts.js", "lab.js")
STYLES = ("charts.css", "lab.css")
PARTS = ("result", "priors", "replay")
PRIORS = ("runs.says.priors", "runs.says.priors_peak")
ASSUMES = "runs.says.assumes"
CHANGED = "keys_changed"
FIRST = ("reserves", "tga", "on_rrp", "srf", "sofr", "iorb")
"""The series of the opening that the fans show, quoted before the others it was made from."""

DRAWN = {
    "reserves_usd": ("reserves",),
    "sofr_iorb_bp": ("sofr", "iorb"),
    "tga_usd": ("tga",),
    "on_rrp_usd": ("on_rrp",),
}
"""The series that each fan continues."""


class Chance(NamedTuple):
    """The odds of a condition as the page shows them."""

    words: str
    share: str
    beside: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its words and its twin; `over` quotes the published series that it continues."""

    spec: charts.Spec
    section: Section
    over: str


def context(page: PageContext) -> dict[str, Any]:
    """Return what the template shows; what of the address cannot be used is refused, and the rest is shown."""
    part = page.said.get("part", "")
    part = part if part in PARTS else ""
    try:
        trial = lab_state.read(page)
        return {"part": part, "refused": "", "trial": trial} | _shown(page, trial, part)
    except SupersededError:
        return {"part": "superseded"}
    except TidegaugeError as error:
        refusal = {"part": part, "refused": page.refusal(error), "status": error.status}
    if part:
        return refusal | {"result": None}
    plain = replace(page, said={name: said for name, said in page.said.items() if name in (*lab_state.STATE, "toml")})
    trial = _unrefused(page)
    return refusal | {"trial": trial} | _shown(plain, trial, part)


def _unrefused(page: PageContext) -> Trial:
    """Return the scenario of an address with nothing moved, or the first one where there is no such scenario."""
    said = {name: page.said[name] for name in (*lab_state.STATE, "scenario") if page.said.get(name)}
    try:
        return lab_state.read(replace(page, said=said))
    except TidegaugeError:
        return lab_state.first(page)


def _shown(page: PageContext, trial: Trial, part: str) -> dict[str, Any]:
    """Return a part of what is to be seen of a trial, or the whole."""
    if part == "priors":
        return {"priors": _priors(page, trial)}
    if part == "replay":
        return lab_replay.context(page, trial)
    return _result(page, trial) | ({} if part else _controls(page, trial))


def _controls(page: PageContext, trial: Trial) -> dict[str, Any]:
    """Return the library, the levers and the text of the scenario."""
    library = page.ask("scenario.list").answer
    dials = [dial(lever, trial.values.get(lever.id, lever.value), page.lang) for lever in trial.standing]
    own = page.said.get("toml", "").replace("\0", "\N{REPLACEMENT CHARACTER}")
    return {"library": library, "dials": dials, "kept": _kept(page), "lines": _lines(page, trial), "own": own}


def _kept(page: PageContext) -> dict[str, str]:
    """Return what the form keeps of the state of the page."""
    return {name: page.said[name] for name in (*lab_state.STATE, "with") if page.said.get(name)}


def _lines(page: PageContext, trial: Trial) -> str:
    """Return the scenario with its levers as TOML."""
    lines: str = page.ask("scenario.show", scenario=trial.scenario, keys=trial.keys).answer.toml
    return lines


def _result(page: PageContext, trial: Trial) -> dict[str, Any]:
    """Return the fans, the odds and the sentences of a trial, with those of the scenario as it stands beside them."""
    answer = lab_state.run(page, trial)
    run: Simulation = answer.answer
    t = replace(page.phrases, as_of=answer.as_of)
    plain: Simulation | None = lab_state.run(page, trial.unmoved()).answer if trial.values else None
    said = [t.say(sentence) for sentence in run.headline if sentence.key != ASSUMES]
    return {
        "result": run,
        "origin": provenance.quoted(answer.sources, t, FIRST),
        "dated": provenance.dated(answer.sources, t),
        "is_moved": bool(trial.values),
        "figures": [_figure(run, plain, metric, t, answer.sources) for metric in FANS],
        "chances": list(_chances(run, plain, t)),
        "ends": ends(run, plain, t),
        "said": [numbers.in_dollars(sentence) for sentence in said],
        "story": run.stories.get(page.lang, "") or run.stories.get("en", ""),
        "changed": [t.say(one.detail) for one in answer.findings if one.check == CHANGED],
        "kind": _kind(trial, run),
        "warnings": [t.say(one.detail) for one in answer.findings if not _is_aside(one.check, one.severity)],
        "notes": [
            (one.subject, subjects.name(one.subject, page), t.say(one.detail))
            for one in answer.findings
            if one.check != CHANGED and _is_aside(one.check, one.severity)
        ],
        "share": lab_state.link(page, trial),
        "toml": _download(page, trial),
        "priors_at": lab_state.link(page, trial, "/section/lab", part="priors")
        or page.link("/section/lab", part="priors"),
        "days": (run.days[0].isoformat(), run.days[-1].isoformat()),
        "others": lab_compare.context(page, trial, answer, t),
    }


def _is_aside(check: str, severity: str) -> bool:
    """Say whether a finding is a note, or one of many about single stocks of the opening sheet."""
    return severity == "note" or check in LACKS_A_SUBJECT


def _kind(trial: Trial, run: Simulation) -> str:
    """Say what a run is: a forecast on announced policy, an episode told again, or a fiction."""
    if trial.values or isinstance(trial.scenario, Pasted):
        return "fiction"
    return "forecast" if trial.scenario == lab_state.FIRST else "story"


def _download(page: PageContext, trial: Trial) -> str:
    """Return the scenario with its levers as the address of a file, the call that runs it in its first line."""
    call = replace(trial, scenario=Pasted(trial.file, ""), values={}).command(page.as_of)
    file = f"# {call}\n{_lines(page, trial)}"
    return f"data:application/toml;charset=utf-8,{quote(file, safe='')}"


def _figure(run: Simulation, plain: Simulation | None, metric: str, t: Phrases, sources: Sequence[Origin]) -> Figure:
    """Return the fan of a metric; the median of the scenario as it stands is dashed beside it."""
    shown = drawn.shown_of(run, metric, t)
    other = drawn.shown_of(plain, metric, t) if plain else None
    spec = charts.fan(f"lab-{metric}", shown, t, beside=other, named=t.named("web_lab", "unmoved"))
    twin = _twin(f"lab-{metric}", shown, t)
    sub = numbers.in_dollars(t.named("runs.sub", f"fan_{shown.unit}"))
    section = Section(f"lab-{metric}", drawn.fan_title(run, metric, t), sub, drawn.source(run, t), twin)
    return Figure(spec, section, provenance.over_chart(sources, t, DRAWN[metric]))


def _twin(id_: str, shown: Fan, t: Phrases) -> Table:
    """Return the last day of every week as rows of words, and every day for programs."""
    places = shown_days(shown.days)
    weeks = {per_cent: [line[place] for place in places] for per_cent, line in shown.quantiles.items()}
    rows = fan.table(id_, replace(shown, days=[shown.days[place] for place in places], quantiles=weeks), t)
    lines = zip(shown.days, *(shown.quantiles[per_cent] for per_cent in fan.QUANTILES), strict=True)
    return replace(rows, plain=(rows.plain[0], *lines))


def _chances(run: Simulation, plain: Simulation | None, t: Phrases) -> Iterator[Chance]:
    """Yield every condition once, the scenario's own first; what the opening meets already tells nothing."""
    before = {(one.id, one.kind): one for one in plain.odds} if plain else {}
    seen = set()
    for one in run.odds:
        words = capital(t.say(one.condition))
        if words in seen:
            continue
        seen.add(words)
        other = before.get((one.id, one.kind))
        beside = text("web_lab.beside", t.lang, share=_share(other, t)) if other else ""
        yield Chance(words, _share(one, t), beside, one.kind != "signal")


def _share(one: Odds, t: Phrases) -> str:
    return t.named("runs.condition", "already") if one.is_met_at_opening else t.share(one.probability_share)


def _priors(page: PageContext, trial: Trial) -> list[str]:
    """Return how much of the spread comes from priors, as the command line says it."""
    answer = lab_state.run(page, trial, quick=False)
    t = replace(page.phrases, as_of=answer.as_of)
    return [numbers.in_dollars(t.say(said)) for said in answer.answer.headline if said.key in PRIORS]
