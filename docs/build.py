"""Write the generated pages from the code: `docs/build.py` writes them, `--check` exits 1 naming those out of step.

Nothing here knows the time, the network or a store, so the same code gives the same pages on every machine.
"""

import argparse
import inspect
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

import notebook
import picture
import scenario_index
import scenario_pages
import stub

from tidegauge import errors
from tidegauge.business_days import CALENDARS
from tidegauge.catalogue import series as catalogue
from tidegauge.catalogue.releases import Release, load_releases
from tidegauge.clock import NEW_YORK
from tidegauge.errors import TidegaugeError
from tidegauge.ledger.effects import Effects
from tidegauge.questions import ledger
from tidegauge.questions.desk import Desk
from tidegauge.questions.doctor import entries
from tidegauge.questions.registry import QUESTIONS, Parameter, Question
from tidegauge.scenarios import calendars, library, parameters, target
from tidegauge.scenarios.program import METRICS, Switches
from tidegauge.scenarios.schema import walk
from tidegauge.scenarios.search import LEVERS
from tidegauge.signals.signal import Signal, load_signals
from tidegauge.views.cli import METAVARS
from tidegauge.words import LANGUAGES, keys, template, text
from tidegauge.words.sentence import Amount, say, write

DOCS = Path(__file__).parent
MADE = "Written by `docs/build.py` from the code; change the code, then run `make docs`."
SIMPLE, TRADITIONAL = "zh-Hans", "zh-Hant"


def cell(said: object) -> str:
    """Return something as the cell of a table."""
    return " ".join(str(said).split()).replace("|", "\\|")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Return the lines of a table."""
    lines = [" | ".join(head), " | ".join("---" for _ in head), *(" | ".join(map(cell, row)) for row in rows)]
    return [f"| {line} |" for line in lines] + [""]


def code(said: object) -> str:
    """Return something in code type; nothing stays nothing."""
    return f"`{said}`" if said else ""


def page(title: str, *lines: str) -> str:
    """Return a whole page."""
    return "\n".join([f"# {title}", "", MADE, "", *lines]).rstrip("\n") + "\n"


# questions


def usage(question: Question) -> str:
    """Return the call of a question as its help writes it."""
    return " ".join(["tidegauge", *question.command, *(shown(parameter) for parameter in question.parameters)])


def shown(parameter: Parameter) -> str:
    """Return one parameter as it is typed."""
    place = METAVARS.get(parameter.kind, "NAME")
    if parameter.positional:
        said = f"{parameter.name.upper()}{' …' if parameter.kind == 'texts' else ''}"
        return said if parameter.required else f"[{said}]"
    flag = f"--{parameter.typed}"
    said = flag if parameter.kind == "switch" else f"{flag} {place}{' …' if parameter.kind == 'texts' else ''}"
    return said if parameter.required else f"[{said}]"


def question_lines(question: Question) -> Iterator[str]:
    """Yield the section of one question."""
    module, _, name = question.function.partition(":")
    asked = getattr(__import__(f"tidegauge.questions.{module}", fromlist=[name]), name)
    told = inspect.getdoc(asked) or ""
    yield from (f"## {' '.join(question.command)}", "")
    about = (text(f"cli.question.{question.name}", lang) for lang in ("en", SIMPLE))
    english, chinese = about
    yield from (f"{english[0].upper()}{english[1:]}. {chinese}。", "", told.split("\n\n")[0].replace("\n", " "), "")
    yield from ("```text", usage(question), "```", "")
    if question.parameters:
        yield from table(
            ("parameter", "kind", "default", "meaning"),
            (
                (
                    code(shown(parameter).strip("[]")),
                    parameter.kind,
                    parameter.default if parameter.default not in (None, (), False) else "",
                    text(f"cli.parameter.{parameter.words or parameter.name}", "en"),
                )
                for parameter in question.parameters
            ),
        )
    raised = re.findall(r"^([A-Z]\w+)$", told.partition("Raises\n------")[2], re.MULTILINE)
    codes = [getattr(errors, name).code for name in raised]
    if codes:
        yield from ("Fails with " + ", ".join(f"[`{one}`](errors.md)" for one in codes) + ".", "")
    if question.writes:
        yield from ("Writes to the store; every other question only reads.", "")


def questions() -> str:
    """Return the page of every question."""
    options = [
        (flag, text(f"cli.option.{name}", "en"))
        for flag, name in (
            ("`--store DIR`", "store"),
            ("`--lang en\\|zh-Hans\\|zh-Hant`", "lang"),
            ("`--json`", "json"),
            ("`--xlsx FILE`", "xlsx"),
            ("`--csv FILE`", "csv"),
            ("`--offline`", "offline"),
        )
    ]
    lines = [
        "A command asks one question. The name of a question has a dot where the command has two words, and an",
        "underscore where the command has a dash.",
        "",
        "Options of every command:",
        "",
        "| option | meaning |",
        "| --- | --- |",
        *(f"| {flag} | {meaning} |" for flag, meaning in options),
        "",
        "A moment (`T`) is a date, which means 23:59:59 New York, or an ISO 8601 moment; without an offset it is New",
        "York time.",
        "",
    ]
    return page("Questions", *lines, *(line for question in QUESTIONS for line in question_lines(question)))


# series and releases


def topic(path: Path) -> str:
    """Return the comment at the head of a table of the catalogue: what it holds."""
    head = []
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            break
        head.append(line.lstrip("# "))
    return " ".join(head)


def addresses(entry: catalogue.Series) -> str:
    """Return where services keep a series."""
    places = [(entry.source, entry.key, entry.part), *((one.source, one.key, one.part) for one in entry.also)]
    return "; ".join(" ".join(code(part) for part in place if part) for place in places)


def basis(entry: catalogue.Series) -> str:
    """Return the basis of a series in words."""
    return text(f"bases.{entry.basis}", "en")


def series() -> str:
    """Return the page of the catalogue, a table a topic."""
    lines = [
        f"{len(catalogue.load())} series. Money is stored in whole US dollars whatever scale the publisher uses.",
        "`bundled` marks the figures that come with the program.",
        "",
    ]
    for path in sorted(catalogue.HERE.glob("*.toml")):
        if path.name in catalogue.NOT_SERIES_TABLES:
            continue
        ids = [id_ for id_ in tomllib.loads(path.read_text("utf-8")) if id_ != "defaults"]
        entries = [catalogue.load()[id_] for id_ in ids]
        lines += [f"## {path.stem}", "", topic(path), ""]
        lines += table(
            ("id", "name", "简体", "繁體", "unit", "basis", "release", "publisher", "source and key", "caveat"),
            (
                (
                    code(entry.id) + (" bundled" if entry.bundled else ""),
                    entry.names["en"],
                    entry.names[SIMPLE],
                    entry.names[TRADITIONAL],
                    code(entry.unit.id),
                    basis(entry),
                    code(entry.release.id),
                    catalogue.short_publisher(entry.publisher)["en"],
                    addresses(entry),
                    entry.caveats.get("en", ""),
                )
                for entry in entries
            ),
        )
    return page("Series", *lines)


def when(release: Release) -> str:
    """Return a release rule in words."""
    days, plural = release.days, "" if abs(release.days) == 1 else "s"
    if release.rule == "business_days":
        if days == 0:
            return "the same day, or the next open one"
        return f"{abs(days)} open day{plural} {'after' if days > 0 else 'before'}"
    if release.rule == "weekday":
        later = f", {release.weeks} week{'' if release.weeks == 1 else 's'} later" if release.weeks else ""
        return f"the first {release.weekday.capitalize()} after{later}"
    if release.rule == "days":
        return f"{days} calendar day{plural} after"
    return f"day {days} of month +{release.months}"


def clock_of(release: Release) -> str:
    """Return the clock of a release, with its zone where that is not New York."""
    said = release.clock.strftime("%H:%M")
    if release.zone != NEW_YORK:
        said += f" {release.zone.key}"
    return said + (f", early closes {release.early_clock.strftime('%H:%M')}" if release.early_clock else "")


def releases() -> str:
    """Return the page of release rules and their exceptions."""
    users = [entry.release.id for entry in catalogue.load().values()]
    rules = table(
        ("id", "publication", "中文", "known", "at", "calendar", "is about days of", "mark", "series"),
        (
            (
                code(rule.id),
                rule.names["en"],
                rule.names[SIMPLE],
                when(rule),
                clock_of(rule),
                code(rule.calendar),
                code(rule.period_calendar),
                rule.mark,
                users.count(rule.id),
            )
            for rule in load_releases().values()
        ),
    )
    told = tomllib.loads((catalogue.HERE / "release_exceptions.toml").read_text("utf-8"))
    exceptions = table(
        ("release", "period", "known at, New York", "evidence"),
        (
            (
                code(id_),
                row["period"],
                row["known_at"].astimezone(ZoneInfo("America/New_York")).strftime("%Y-%m-%d %H:%M"),
                row["evidence"],
            )
            for id_, rows in told.items()
            for row in rows
        ),
    )
    calendars = table(("id", "open days"), ((code(calendar.id), calendar.title) for calendar in CALENDARS.values()))
    lines = [
        "When figures become known, in New York time. A release that falls on a closed day of its calendar moves to",
        "the next open one. Marks: V seen in the publisher's own record; D checked against stored figures; U stated by",
        "convention and not verified. [Time and units](../time-and-units.md) says how a rule is used.",
        "",
        *rules,
        "## Exceptions",
        "",
        "Releases that did not follow their rule. (K): general knowledge, no document at hand.",
        "",
        *exceptions,
        "## Calendars",
        "",
        *calendars,
    ]
    return page("Release rules", *lines)


# events


def sign(effect: int) -> str:
    """Return the sign of an effect; nothing where there is none."""
    return ("+" if effect > 0 else "−") if effect else ""


def events() -> str:
    """Return the page of the ledger's events, a table a family."""
    known: tuple[ledger.KnownEvent, ...] = ledger.events(Desk(environment={})).answer
    head = ("id", "number", "name", "简体", "繁體", *(text(f"ledger.effect.{name}", "en") for name in Effects._fields))
    lines = [
        f"{len(known)} events. + the figure rises by the whole amount, − it falls by it, empty: it stays. Net",
        "liquidity is Fed assets − TGA − ON RRP. A repayment or an outflow is the same event reversed: all signs turn.",
        "`tidegauge ledger explain EVENT` draws the T-accounts; it takes the id or the number.",
        "",
    ]
    for family, members in groupby(known, key=lambda one: one.family):
        listed = list(members)
        rows = (
            (
                code(one.event),
                " ".join(one.aliases),
                *(say(one.name, lang) for lang in LANGUAGES),
                *(sign(effect) for effect in one.effects),
            )
            for one in listed
        )
        lines += [f"## {text(f'ledger.family.{family}', 'en')}", "", *table(head, rows)]
        lines += [f"- `{one.event}`: {say(one.why, 'en')}" for one in listed]
        lines += [""]
    return page("Events", *lines)


# scenarios


def names_lines() -> Iterator[str]:
    """Yield the names a scenario may use that stand elsewhere in the code."""
    yield from ("## Names", "")
    for title, known in (
        ("Switches", Switches._fields),
        ("Calendars", calendars.names()),
        ("Regimes", [regime.name for regime in parameters.regimes()]),
        ("Metrics of conditions", METRICS),
    ):
        yield from (f"{title}: {', '.join(map(code, known))}.", "")
    yield from ("Events of a mix: [events](events.md), by id or number.", "")


def scenario_language() -> str:
    """Return the page of the scenario language: every key, and the scenarios of the library."""
    lines = [
        'A scenario is a TOML file. Amounts are texts (`"40bn"`, `"500亿"`), dates are dates (`2025-12-12`). A key or',
        "value that is not of the language is refused with file, line and the nearest key. `[]` stands for each part",
        "of a list, `NAME` for a name of your own. A key without a default may be left out; then what had been",
        "announced by the opening day holds. [Write a scenario](../how-to/write-a-scenario.md) shows one.",
        "",
        '`include = ["baseline"]` takes in scenarios of the library, or files beside this one, in order; then this',
        "file wins key by key. Lists and mixes replace, title and story are not inherited, a circle is refused.",
        "",
    ]
    for top, found in groupby(walk(), key=lambda line: re.split(r"[.\[]", line.path)[0]):
        listed = list(found)
        rows = ((code(one.path), one.kind, one.unit, one.default, one.says, code(one.example)) for one in listed)
        lines += [f"## {top}", "", *table(("key", "takes", "unit", "default", "meaning", "example"), rows)]
    lines += [*names_lines(), "## The library", ""]
    lines += table(
        ("name", "title", "简体", "繁體"),
        ((code(name), *(library.find(name).title[lang] for lang in LANGUAGES)) for name in library.names()),
    )
    return page("The scenario language", *lines)


# signals, errors, settings


def targets() -> str:
    """Return the page of conditions, targets and levers."""
    grammar = (target.__doc__ or "").split("\n\n")[1].splitlines()
    metrics = ((code(name), *(text(f"runs.metric.{name}", lang) for lang in ("en", SIMPLE))) for name in METRICS)
    levers = (
        (
            code(lever.id),
            *(text(f"search.lever.{lever.id}", lang) for lang in ("en", SIMPLE)),
            *(write(Amount(end, lever.unit), "en") for end in (lever.low, lever.high, lever.step)),
        )
        for lever in LEVERS.values()
    )
    lines = [
        "A *condition* stands in a scenario's `watermarks` and `stop`; a *target* is what `tidegauge search` is to",
        "meet. Days are simulated business days, counted from 1; signs are strict. Metrics in `_usd` are dollars,",
        "metrics in `_bp` basis points.",
        "",
        "```text",
        *(line.removeprefix("    ") for line in grammar),
        "```",
        "",
        "## Examples",
        "",
        "- `reserves_usd < 2.7tn`: ever below 2.7 tn.",
        "- `reserves_usd < 2.7tn for more than 5 days within 60 days`: on six or more of the first sixty days.",
        "- `P(days(sofr_iorb_bp > 10) > 5 in 60) < 0.10`: fewer than one path in ten sees six such days in sixty.",
        "- `P(ever(reserves_usd < 2.7tn) in 60) < 0.05`: fewer than one in twenty ever falls below.",
        "- `median(reserves_usd) > 2.9tn at 60`: the middle path stands above 2.9 tn at the end of day 60.",
        "",
        "## Metrics",
        "",
        *table(("metric", "name", "中文"), metrics),
        "## Levers",
        "",
        "Paces are a month, from the first simulated day.",
        "",
        *table(("lever", "meaning", "中文", "from", "to", "step"), levers),
    ]
    return page("Conditions, targets and levers", *lines)


def line_of(signal: Signal) -> str:
    """Return the line a signal watches, in words."""
    side = ("≥" if signal.inclusive else ">") if signal.direction == "above" else ("≤" if signal.inclusive else "<")
    return f"{side} {write(Amount(signal.threshold, signal.unit), 'en')}"


def off_of(signal: Signal) -> str:
    """Return when a signal goes off again."""
    said = []
    if signal.reset != signal.threshold:
        said.append(f"{'≤' if signal.direction == 'above' else '≥'} {write(Amount(signal.reset, signal.unit), 'en')}")
    if signal.off_after_days:
        said.append(f"after {signal.off_after_days} calm days")
    return ", ".join(said) or "at once"


def signals() -> str:
    """Return the page of the signals."""
    found = load_signals()
    rows = table(
        ("id", "name", "中文", "reads", "on", "off", "base rate since", "silent after"),
        (
            (
                code(signal.id),
                text(signal.name_key, "en"),
                text(signal.name_key, SIMPLE),
                code(signal.condition),
                line_of(signal),
                off_of(signal),
                signal.since,
                f"{signal.stale_after_days} days",
            )
            for signal in found
        ),
    )
    meanings = [f"- `{signal.id}`: {text(signal.meaning_key, 'en')}" for signal in found]
    lines = [
        "A signal is a reading, a line and the side of it that counts. Its base rate is the share of all its readings",
        "since the date given on which it was on. A last reading older than the last column makes it missing, not off.",
        "",
        *rows,
        "## What each means",
        "",
        *meanings,
    ]
    return page("Signals", *lines)


def every_error(root: type[TidegaugeError] = TidegaugeError) -> Iterator[type[TidegaugeError]]:
    """Yield the error tree from the top, classes of the package only."""
    if root.__module__ == errors.__name__:
        yield root
    for child in root.__subclasses__():
        yield from every_error(child)


def error_words(error: type[TidegaugeError], part: str, lang: str) -> str:
    """Return the words of an error in a language; empty where it has none of its own."""
    key = f"errors.{error.code}.{part}"
    return template(key, lang) if key in keys(lang) else ""


def errors_page() -> str:
    """Return the page of every error."""
    rows = table(
        ("code", "class", "exit", "HTTP", "sentence", "hint", "中文"),
        (
            (
                code(error.code),
                code(error.__name__),
                error.exit_code,
                error.status,
                error.message,
                error.hint,
                error_words(error, "sentence", SIMPLE),
            )
            for error in every_error()
        ),
    )
    lines = [
        "An error is one sentence and a hint on stderr; with `--json` it is",
        '`{"error": {"code", "message", "hint", "facts"}}`. Words in braces are facts, filled in when it happens.',
        "",
        *table(
            ("exit code", "meaning"),
            (
                (0, "answered"),
                (1, "`doctor` or `scenario check` found something that is more than a note"),
                (2, "the call is wrong"),
                (3, "figures missing, a source down, the store or an output unusable, or a mistake of ours"),
                (4, "a file given to us is bad"),
                (130, "interrupted"),
            ),
        ),
        *rows,
    ]
    return page("Errors", *lines)


class _Anything(dict[str, str]):
    """An environment in which every variable is set, so that a setting tells which one it reads."""

    def get(self, name: str, default: object = None) -> str:  # type: ignore[override]
        return "1"


def settings() -> str:
    """Return the page of the settings."""
    rows = table(
        ("setting", "environment", "meaning", "中文"),
        (
            (code(one.name), code(one.origin), *(text(f"settings.{one.name}", lang) for lang in ("en", SIMPLE)))
            for one in entries(Desk(environment=_Anything()))
        ),
    )
    lines = [
        "A setting comes from the call (`--store`, `--lang`, `--offline`), else from the environment, else it has its",
        "default. `tidegauge settings` shows which.",
        "",
        *rows,
        "`TIDEGAUGE_DEBUG=1` shows the traceback of a mistake of ours instead of one sentence.",
    ]
    return page("Settings", *lines)


# parameters


def parameters_page() -> str:
    """Return the page of every parameter of the behaviours, a table a behaviour."""
    lines = [
        "Values that the behaviours of a simulation take as given, with range, kind and source. An `estimate` was",
        "fitted to published figures, a `prior` is a judgement in a range, a `rule` was announced or is a definition.",
        "The settings low and high move priors alone, to the looser and the tighter end of their ranges. A scenario",
        'overrides any value: `[parameters] values = { "reserve_demand.slope_bp" = 8.4 }`. A value that holds from a',
        "date holds for runs that open on that day or later.",
        "",
        "Slopes, calendar terms and residuals of the spreads are made again from the figures, and held against this",
        "page, by `tests/scenarios/fit_spreads.py`.",
        "",
        "An estimate whose sample ends after the opening of a run knows figures that nobody had then, and so does a",
        "prior that was set with later ones in sight: every answer of such a run says how many there are.",
        "",
    ]
    regimes = ((code(one.name), one.start.isoformat(), one.sample_end.isoformat()) for one in parameters.regimes())
    lines += table(("regime", "openings from", "sample ends"), regimes)
    for family, rows in groupby(parameters.listing(), lambda row: row[0].key.partition(".")[0]):
        told = inspect.getdoc(parameters.FAMILIES[family]) or ""
        lines += [f"## {family}", "", told.split("\n")[0], ""]
        lines += table(
            ("key", "what", "unit", "holds for", "value", "low", "high", "kind", "tighter", "source"),
            (
                (
                    code(one.key),
                    one.what,
                    one.unit,
                    held_for,
                    *(f"{number:g}" for number in (held.value, held.low, held.high)),
                    held.kind,
                    one.tighter,
                    one.source,
                )
                for one, held_for, held in rows
            ),
        )
    return page("Parameters", *lines)


def scenarios() -> str:
    """Return the index of the library's scenarios."""
    total, found = scenario_index.total(DOCS), scenario_index.variables(DOCS)
    lines = [
        "Each page says what happens, what is assumed, what was seen in the episode, and how the run scored against",
        "it. One rule judges all, and no page has a tolerance of its own: a published figure is held where it lies",
        "between the 10th and the 90th percentile of the paths. Beside every scenario stands its *control*, the same",
        "run with the event taken out: what both hold says nothing of the event and is not scored.",
        "",
        f"- {total.scored} figures are scored: {total.held} of them are held, and the control fails {total.refuted}.",
        "  The others have no control, as the baseline and rivals that have to miss, or the run alone misses them.",
        f"- {total.held_too} more are shown and not scored, because a world without the event holds them too.",
        f"- {total.unmoved} more are shown and not scored, because the event does not move them on any path.",
        f"- {total.could_not_fail} more are shown and not scored, because the run could not have failed them: the",
        "  arithmetic of a lever, what was fed by hand, lines that add up, a run of another scenario.",
        f"- {total.illustrations} scenarios are illustrations: no figure tests them, as their titles say."
        if total.illustrations
        else "- No scenario is a mere illustration: every page has a figure that its control fails or that it misses.",
        "",
        "A miss stays, with its cause and the distance it may not grow beyond. Slopes are estimated by regime, but",
        "some priors and rules were set with an episode in sight, and its page says so.",
        "",
        *table(("scenario", "title", "opens", "business days", "score"), scenario_index.pages(DOCS)),
        "## The bands, by variable",
        "",
        "Published figures against the bands of all pages, scored or not. Right bands hold four in five. *Too wide*",
        "and *too narrow*: right bands would come out as far off in fewer than one case in twenty, were the figures",
        "independent; those of one run are not, so this is a direction and no proof.",
        "",
        *table(
            ("variable", "published", "held", "bands", "of which scored", "held of those"),
            ((one.name, one.published, one.held, one.reading, one.scored, one.held_of_scored) for one in found),
        ),
        "[`baseline`](baseline.md) is scored against “no change” as well.",
        "",
        "What a page compares stands in the TOML file beside it. `docs/build.py --draw [NAME …]` runs it and writes",
        "the figures and the picture; each page notes the programs and formulas they hang on, so that `--check` finds",
        "one out of step.",
    ]
    return page("Scenarios of the library", *lines)


PAGES: dict[str, Callable[[], str]] = {
    "reference/questions.md": questions,
    "reference/series.md": series,
    "reference/releases.md": releases,
    "reference/signals.md": signals,
    "reference/events.md": events,
    "reference/scenario-language.md": scenario_language,
    "reference/parameters.md": parameters_page,
    "reference/targets.md": targets,
    "reference/errors.md": errors_page,
    "reference/settings.md": settings,
    "scenarios/README.md": scenarios,
    "../src/tidegauge/views/face.pyi": stub.stub,
    "quick-start.ipynb": notebook.page,
    "pictures/reserves-2025.svg": lambda: picture.draw("en"),
    "pictures/reserves-2025.zh-Hans.svg": lambda: picture.draw("zh-Hans"),
}


def main() -> int:
    """Write every page, or compare it with what stands there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a page is out of step")
    parser.add_argument("--draw", nargs="*", metavar="NAME", help="run these scenarios, or all, into their pages")
    asked = parser.parse_args()
    checking = asked.check
    if asked.draw is not None:
        scenario_pages.draw(DOCS, asked.draw)
    stale = []
    for name, make in PAGES.items():
        place, content = DOCS / name, make()
        if place.exists() and place.read_text("utf-8") == content:
            continue
        stale.append(name)
        if not checking:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(content, "utf-8")
    for name in stale:
        print(f"docs/{name} {'is out of step with the code: run `make docs`' if checking else 'written'}")
    wrong = list(scenario_pages.stale(DOCS)) if checking else []
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong or (stale and checking) else 0


if __name__ == "__main__":
    sys.exit(main())
