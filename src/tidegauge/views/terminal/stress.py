"""The stress index in the terminal: whether one gauge does as well comes first, then the value and its parts."""

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.stress import Marked, Part, Separation, Stress
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.views.terminal.work import warnings
from tidegauge.words import numbers, text
from tidegauge.words.sentence import Day, write

PART_HEAD = ("gauge", "value", "period", "stress_weight", "rank", "stress_adds")
AREA_HEAD = ("gauge", "stress_area", "stress_lead", "stress_area_before")
EPISODE_HEAD = ("stress_episode", "since", "stress_highest", "rank", "stress_raised")
UNIT_IDS = {"USD": "usd"}


def page(answer: Answer, lang: str, console: Console) -> None:
    """Print the verdict on the index, its value, its parts, how it was judged and by what."""
    found: Stress = answer.answer
    section(console, _verdict(found, lang))
    facts = {"value": f"{found.value:.1f}", "share": numbers.share(found.share, lang, decimals=0)}
    day = write(Day(found.day, weekday=False, year=True), lang)
    prose(console, text("stress.now", lang, day=day, **facts))
    _misses(found, lang, console)
    warnings(answer, lang, console)
    console.print()
    rows = [_part(part, lang) for part in found.parts]
    table(console, lang, PART_HEAD, rows, right=("value", "stress_weight", "rank", "stress_adds"))
    section(console, text("stress.judged", lang, n=found.stress_days, days=found.days - found.stress_days))
    before = {line.name: line for line in found.evening_before}
    rows = [_line(line, before[line.name], lang) for line in found.same_day]
    table(console, lang, AREA_HEAD, rows, right=AREA_HEAD[1:])
    section(console, text("stress.episodes", lang))
    table(console, lang, EPISODE_HEAD, [_episode(one, lang) for one in found.marked], right=("stress_highest", "rank"))
    _ordinary(found, lang, console)
    prose(console, text("stress.reading", lang), style="dim")


def _verdict(found: Stress, lang: str) -> str:
    """Say whether the index was worth composing."""
    best = next((line for line in found.same_day if line.name == found.best), None)
    if best is None:
        return text("stress.verdict.untold", lang)
    facts = {"gauge": _name(best.name, lang), "area": _area(best.area), "index": _area(found.same_day[0].area)}
    key = "better" if found.beats_best else "worse" if best.lead < 0 else "not_surely"
    return text(f"stress.verdict.{key}", lang, **facts)


def _misses(found: Stress, lang: str, console: Console) -> None:
    """Say which episodes of stress the index did not mark, and which quiet ones it did."""
    missed = [one.names[lang] for one in found.marked if one.kind == "stress" and not one.is_raised]
    fired = [one.names[lang] for one in found.marked if one.kind == "control" and one.is_raised]
    for key, names in (("missed", missed), ("fired", fired)):
        if names:
            prose(console, text(f"stress.{key}", lang, names=text("lists.join", lang).join(names)))


def _ordinary(found: Stress, lang: str, console: Console) -> None:
    """Say how often the index was raised on days without stress: a mark is worth no more than that allows."""
    if found.ordinary_raised is not None and found.ordinary_raised_year is not None:
        shares = {"share": found.ordinary_raised, "year": found.ordinary_raised_year}
        facts = {name: numbers.share(share, lang, decimals=0) for name, share in shares.items()}
        prose(console, text("stress.ordinary", lang, **facts))


def _part(part: Part, lang: str) -> tuple[str, ...]:
    """Return the part of one gauge as a row."""
    unknown = part.rank is None
    return (
        _name(part.gauge, lang),
        numbers.MISSING if unknown else numbers.quantity(part.value, UNIT_IDS.get(part.unit, part.unit), lang),
        "" if part.period is None else write(Day(part.period, weekday=False, year=True), lang),
        numbers.share(part.weight, lang),
        numbers.MISSING if part.rank is None else numbers.share(part.rank, lang, decimals=0),
        numbers.MISSING if part.contribution is None else f"{part.contribution:.1f}",
    )


def _line(line: Separation, before: Separation, lang: str) -> tuple[str, ...]:
    """Return how well one line tells stress as a row."""
    lead = numbers.MISSING
    if line.name != "index" and line.lead == line.lead:
        ends = {"lead": line.lead, "low": line.lead_low, "high": line.lead_high}
        lead = text("stress.lead", lang, **{end: _signed(value, lang) for end, value in ends.items()})
    return (_name(line.name, lang), _with_ends(line, lang), lead, _with_ends(before, lang))


def _with_ends(line: Separation, lang: str) -> str:
    if line.area != line.area:
        return numbers.MISSING
    return text("stress.area", lang, area=_area(line.area), low=_area(line.low), high=_area(line.high))


def _episode(one: Marked, lang: str) -> tuple[str, ...]:
    """Return an episode and its highest index as a row."""
    key = f"stress.mark.{one.kind}_{'raised' if one.is_raised else 'calm'}"
    start = write(Day(one.start, weekday=False, year=True), lang)
    return (one.names[lang], start, f"{one.highest:.1f}", numbers.share(one.share, lang, decimals=0), text(key, lang))


def _name(gauge: str, lang: str) -> str:
    return text("stress.index" if gauge == "index" else f"gauges.{gauge}.name", lang)


def _area(area: float) -> str:
    return f"{area:.2f}"


def _signed(lead: float, lang: str) -> str:
    return numbers.ratio(lead, lang, signed=True)
