"""Two episodes on one axis: the form that chooses them, and a gauge day by day before and after each began."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from tidegauge.errors import UsageError
from tidegauge.questions.episodes import Episodes, Listed
from tidegauge.questions.episodes import Line as Days
from tidegauge.views.pictures.picture import Picture
from tidegauge.views.report import html
from tidegauge.views.report.phrases import Phrases, unit_id
from tidegauge.views.report.tables import Table
from tidegauge.views.web import lines, provenance
from tidegauge.views.web.drawn import drawn
from tidegauge.views.web.page_context import PageContext
from tidegauge.words import numbers, text

GAUGES = ("sofr_iorb_bp", "effr_iorb_bp", "sofr_dispersion_bp", "reserves", "tga", "on_rrp", "srf")
FIRST = "september_2019"
DAYS = 10
INKS = (("s-ink-2", "", True), ("s-water", "tw", False))


def compared(page: PageContext) -> dict[str, Any]:
    """Return the library, what is chosen of it, and the picture; what is refused stays in its field."""
    library = page.ask("episodes").answer.library
    chosen = _chosen(page, library)
    gauge = page.said.get("gauge") if page.said.get("gauge") in GAUGES else GAUGES[0]
    shown: dict[str, Any] = {
        "kinds": [(kind, list(group)) for kind, group in groupby(library, key=lambda one: one.kind)],
        "chosen": chosen,
        "gauge": gauge,
        "gauges": GAUGES,
        "refused": "",
        "section": None,
    }
    if not any(chosen):
        return shown
    try:
        answer = page.ask("episodes", episode=tuple(filter(None, chosen)), gauge=(gauge,), days=DAYS)
    except UsageError as error:
        return shown | {"refused": page.refusal(error)}
    picture = _picture(answer.answer, page.phrases)
    section = html.Section("episodes", picture.title, picture.sub, picture.source, picture.table)
    origin = provenance.over_chart(answer.sources, page.phrases)
    return shown | {"section": section, "drawn": drawn(picture), "origin": origin}


def _chosen(page: PageContext, library: Sequence[Listed]) -> tuple[str, str]:
    """Return the two episodes: the reader's, else September 2019 and the latest stress that was known."""
    stress = [one.id for one in library if one.kind == "stress"]
    first = FIRST if FIRST in stress else (stress[0] if stress else "")
    second = next((id_ for id_ in reversed(stress) if id_ != first), "")
    return page.said.get("a", first)[:40], page.said.get("b", second)[:40]


def _picture(found: Episodes, phrases: Phrases) -> Picture:
    """Return the gauge around both episodes; the title says how far each went."""
    lang, names = phrases.lang, {one.id: one.names[phrases.lang] for one in found.aligned}
    told = phrases("rates.join").join(_told(line, names[line.episode], phrases) for line in found.lines)
    gauge = phrases.named("gauges", found.lines[0].gauge)
    chart = lines.Chart(
        unit_id(found.lines[0].unit),
        [
            lines.Line(names[days.episode], _furthest(days, phrases), [value for _, _, value in days.values], *ink)
            for days, ink in zip(found.lines, INKS, strict=False)
        ],
        [(place, _offset(place - found.days)) for place in range(0, 2 * found.days + 1, 5)],
        found.days,
    )
    return Picture(
        "episodes",
        text("episodes.gauge", lang, gauge=gauge, told=told).rstrip(".。"),
        text("web.episodes.sub", lang, n=found.days),
        text("episodes.reading", lang),
        _table(found, names, phrases),
        lambda width: lines.draw(chart, phrases, width),
    )


def _told(days: Days, name: str, phrases: Phrases) -> str:
    """Say from where to where a gauge went in an episode, and when."""
    if days.before is None or days.furthest is None:
        return text("episodes.untold", phrases.lang, name=name)
    before, furthest = (phrases.level(days.gauge, value, days.unit) for value in (days.before, days.furthest))
    facts = {"before": before, "furthest": furthest, "day": _offset(days.furthest_on or 0)}
    return text("episodes.told", phrases.lang, name=name, **facts)


def _furthest(days: Days, phrases: Phrases) -> str:
    """Return the value furthest from the one before, and its day."""
    if days.furthest is None:
        return numbers.MISSING
    facts = {"value": phrases.level(days.gauge, days.furthest, days.unit), "day": _offset(days.furthest_on or 0)}
    return text("web.episodes.furthest", phrases.lang, **facts)


def _table(found: Episodes, names: dict[str, str], phrases: Phrases) -> Table:
    """Return every day as a row, the second episode beside the first."""
    head = [phrases("head.day")]
    rows = [[_offset(offset)] for offset in range(-found.days, found.days + 1)]
    plain: list[list[object]] = [[offset] for offset in range(-found.days, found.days + 1)]
    ids: list[object] = ["business_day"]
    for line in found.lines:
        head += [names[line.episode], phrases("head.value")]
        ids += [f"{line.episode}_day", f"{line.episode}_{line.gauge}"]
        padded = [*line.values, *[None] * (len(rows) - len(line.values))]
        for row, whole, entry in zip(rows, plain, padded, strict=True):
            day, value = (None, None) if entry is None else entry[1:]
            row += [phrases.day(day, weekday=False, year=True), phrases.level(line.gauge, value, line.unit)]
            whole += [day, value]
    return Table("episodes", tuple(head), tuple(map(tuple, rows)), (0,), (tuple(ids), *map(tuple, plain)))


def _offset(offset: int) -> str:
    """Write a number of business days from the first: −5, 0, +5."""
    return f"{offset:+d}".replace("-", numbers.MINUS) if offset else "0"
