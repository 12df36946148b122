"""One self-contained HTML file: no network, no fonts, no scripts but one small one, and it reads without that too.

Every wide picture is drawn at several widths and the page shows the one that fits, so that words keep their size on a
phone and nothing needs a script. On paper the same template takes one width and day colours.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tidegauge.questions.answer import Answer
from tidegauge.questions.brief import Brief
from tidegauge.views.report import evidence, gauges, rates, reservoir, schedule, signals, tables, why
from tidegauge.views.report.ground import BASINS
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.sources import Sources
from tidegauge.views.report.waters import basins, waters
from tidegauge.views.report.whole import whole
from tidegauge.words import check_language
from tidegauge.words.sentence import Sentence

FOLDER = Path(__file__).parent / "templates"
WIDTHS = {"s": 340.0, "m": 540.0, "l": 760.0, "x": 1000.0, "w": 1240.0}
PAPER = {"s": 340.0}
PAPER_EVENTS = 12
WHENS = ("now", "weeks", "months", "year", "missing")


@dataclass(frozen=True, slots=True)
class Section:
    """A ruled section: a finding, its evidence, its twin in rows."""

    id: str
    title: str
    sub: str
    source: str
    table: tables.Table


def render(answer: Answer, lang: str) -> str:
    """Return the brief as one HTML file; the same answer gives the same bytes.

    Raises
    ------
    UsageError
        The language is not one of `tidegauge.words.LANGUAGES`.
    """
    return page(answer, lang, paper=False)


def page(answer: Answer, lang: str, *, paper: bool) -> str:
    """Return the brief as HTML for the screen, or for sheets of paper."""
    check_language(lang)
    style = asset("colours.css") + asset("style.css") + asset("picture.css") + (asset("paper.css") if paper else "")
    script = "" if paper else asset("figures.js") + asset("script.js")
    dress = {"policy": policy(style, script), "style": Markup(style), "script": Markup(script)}
    return _environment().get_template("brief.html.j2").render(contents(answer, lang, paper=paper) | dress)


def contents(answer: Answer, lang: str, *, paper: bool = False) -> dict[str, Any]:
    """Return what the pieces of the brief show, by the names their templates use: words, pictures and rows."""
    phrases = Phrases(lang, answer.as_of)
    sources = Sources.of(answer, phrases)
    brief: Brief = answer.answer
    shown = {
        "t": phrases,
        "lang": lang,
        "answer": answer,
        "brief": brief,
        "paper": paper,
        "columns": columns(brief, phrases, sources),
        "headline": [Markup(phrases.marked(said, _teller(sources, said))) for said in brief.headline],
        "sections": {section.id: section for section in sections(answer, phrases, sources)},
    }
    return shown | evidence_of(answer, phrases, sources, paper=paper)


def evidence_of(answer: Answer, phrases: Phrases, sources: Sources, *, paper: bool) -> dict[str, Any]:
    """Return pictures and rows for the template."""
    brief: Brief = answer.answer
    widths = PAPER if paper else WIDTHS
    entries = schedule.all_entries(brief, phrases)
    quoted = {line: sources.series(id_) for line, id_ in LINE_SERIES.items()}
    if brief.week is not None:
        quoted |= {cause.id: sources.series(LINE_SERIES.get(cause.id, cause.id)) for cause in brief.week.causes}
    return {
        "tiles": [_markup(tile) for tile in gauges.tiles(brief, phrases, sources)],
        "waterfall": [_markup(row) for row in why.rows(brief, phrases, quoted)],
        "why_notes": why.notes(brief, phrases),
        "entries": schedule.short(entries)[:PAPER_EVENTS] if paper else schedule.short(entries),
        "all_entries": entries,
        "reservoirs": {
            name: Markup(reservoir.draw(brief, phrases, width, f"r{name}", is_low=paper))
            for name, width in widths.items()
        },
        "waters": waters(brief, phrases),
        "charts": _charts(brief, phrases, widths, paper=paper),
        "rate_notes": rates.notes(brief, phrases),
        "rates_origin": sources.gauge(DRAWN_GAUGE),
        "signal_lines": [_markup(line) for line in signals.lines(brief, phrases)],
        "years": signals.years(phrases.today),
        "findings": evidence.findings(answer, phrases),
        "grouped": evidence.grouped(answer, phrases),
    }


DRAWN_GAUGE = "sofr_iorb_bp"
LINE_SERIES = {
    "reserves": "reserves",
    "on_rrp": "reverse_repos",
    "other_assets": "fed_assets",
    "unmapped": "fed_assets",
}


def _charts(brief: Brief, phrases: Phrases, widths: dict[str, float], *, paper: bool) -> dict[str, Markup]:
    if not brief.rates:
        return {}
    side = {"x": 232 + 32, "w": 232 + 32}  # the notes stand beside the chart from here on
    return {
        name: Markup(rates.Chart(brief, phrases, width - side.get(name, 0), is_low=paper).draw(f"c{name}"))
        for name, width in widths.items()
    }


def sections(answer: Answer, phrases: Phrases, sources: Sources) -> list[Section]:
    """Return the head and the twin of every section, in the order of the page."""
    brief: Brief = answer.answer
    moment = phrases.full_moment(answer.as_of)
    known = sources.known("reserves", "why.known")
    unmapped = phrases.named("lines", "unmapped")
    found = [
        Section("gauges", gauges.title(brief, phrases), phrases("gauges.sub"), "", gauges.table(brief, phrases)),
        Section(
            "why",
            why.title(brief, phrases),
            why.sub(brief, phrases),
            phrases("why.source", known=known, unmapped=unmapped),
            why.table(brief, phrases),
        ),
        Section(
            "schedule",
            schedule.title(brief, phrases),
            phrases("schedule.sub", moment=phrases.moment(answer.as_of)),
            phrases("schedule.source"),
            schedule.table(brief, phrases),
        ),
        _reservoir(brief, phrases, known),
        Section(
            "rates",
            rates.title(brief, phrases),
            phrases("rates.sub"),
            rates.source(brief, phrases, sources),
            rates.table(brief, phrases),
        ),
        Section(
            "signals",
            signals.title(brief, phrases),
            phrases("signals.sub"),
            phrases("signals.source", moment=moment),
            signals.table(brief, phrases),
        ),
    ]
    if brief.changes is not None:
        title = evidence.changes_title(answer, phrases)
        same = evidence.unchanged(answer, phrases)
        found.append(Section("changes", title, phrases("changes.sub"), same, evidence.changes(answer, phrases)))
    title = evidence.title(answer, phrases)
    return [*found, Section("sources", title, phrases("sources.sub"), "", evidence.sources(answer, phrases))]


def _reservoir(brief: Brief, phrases: Phrases, known: str) -> Section:
    sheet = brief.balance_sheet
    day = "" if sheet is None else phrases.day(sheet.period)
    drawn = {*BASINS, *reservoir.HOLDINGS, "fed_assets"}
    others = [] if sheet is None else [line for line in sheet.lines if line.id not in drawn]
    named = phrases("rates.join").join(
        phrases("why.day_part", name=phrases.named("lines", line.id), amount=phrases.money(line.level_usd))
        for line in others
    )
    return Section(
        "reservoir",
        reservoir.title(brief, phrases),
        phrases("reservoir.sub", day=day),
        phrases("reservoir.source", known=known, others=named) if sheet is not None else "",
        basins(brief, phrases),
    )


def columns(brief: Brief, phrases: Phrases, sources: Sources) -> list[tuple[str, str, list[Markup]]]:
    """Return the short columns under the headline: id, head and sentences; no year column where nothing is said."""
    found = []
    for when in WHENS:
        said = [Markup(phrases.marked(sentence, _teller(sources, sentence))) for sentence in getattr(brief, when)]
        if not said and when == "year":
            continue
        found.append((when, phrases(f"when.{when}"), said or [Markup.escape(phrases(f"when.{when}_none"))]))
    return found


def _teller(sources: Sources, sentence: Sentence) -> Any:
    """Return a function from the name of a fact to where its amount comes from."""
    return lambda name: sources.fact(sentence, name)


def _markup(piece: Any) -> dict[str, Any]:
    """Return the fields of a piece, its pictures marked as HTML."""
    fields = {name: getattr(piece, name) for name in piece.__slots__}
    return {
        name: Markup(value) if isinstance(value, str) and value.startswith("<svg") and name in PICTURES else value
        for name, value in fields.items()
    }


PICTURES = ("spark", "staff", "dot", "picture", "strip")


def policy(style: str, script: str) -> str:
    """Return the content security policy: this style and this script, nothing else, from nowhere."""

    def sha(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    runs = f"'sha256-{sha(script)}'" if script else "'none'"
    return (
        f"default-src 'none'; style-src 'sha256-{sha(style)}'; script-src {runs}; base-uri 'none'; form-action 'none'"
    )


def palette(*, is_dark: bool) -> dict[str, str]:
    """Return the colours of day or night by name.

    >>> palette(is_dark=False)["--mark"], palette(is_dark=True)["--mark"]
    ('#AE0E68', '#FF88C4')
    """
    opening = ':root[data-theme="night"]{' if is_dark else ":root{"
    block = asset("colours.css").partition(opening)[2].partition("}")[0]
    return dict(re.findall(r"(--[a-z0-9-]+):(#[0-9A-Fa-f]{6});", block))


def day_colours() -> dict[str, str]:
    """Return the colours of the day by name, as paper takes them: on white."""
    found = palette(is_dark=False)
    return found | {"--paper": "#FFFFFF", "--up": found["--ink-2"], "--down": found["--ink-2"]}


def picture_style() -> str:
    """Return the style of pictures, for a setter that does not let them inherit it."""
    kept = "".join(line for line in asset("picture.css").splitlines() if "halo" not in line and "flow" not in line)
    return kept + ".flow{display:none}"


@lru_cache(maxsize=16)
def asset(name: str, folder: Path = FOLDER) -> str:
    """Return a style or script without its comments and indentation."""
    whole = re.sub(r"/\*.*?\*/", "", (folder / name).read_text("utf-8"), flags=re.DOTALL)
    return "\n".join(line.strip() for line in whole.splitlines() if line.strip()) + "\n"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["whole"] = whole
    return made
