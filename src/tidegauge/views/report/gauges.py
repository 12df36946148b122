"""The gauges: one tile each, with its year, its rank on a staff and how fresh it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tidegauge.questions.brief import Brief
from tidegauge.questions.gauges import GaugeReading
from tidegauge.views.report import svg
from tidegauge.views.report.phrases import Phrases, split
from tidegauge.views.report.sources import Sources
from tidegauge.views.report.tables import Table
from tidegauge.words import numbers

SPARK = (150, 34)
STAFF = (30, 92)
COLOURED = ("pct", "bp", "jpy_per_usd", "krw_per_usd")  # rates and prices may take up/down colours, balances never


@dataclass(frozen=True, slots=True)
class Tile:
    """One gauge as the page shows it."""

    id: str
    name: str
    number: str
    unit: str
    change: str
    direction: str
    rank: str
    extreme: str
    spark: str
    staff: str
    state: str
    dot: str
    period: str
    publisher: str
    note: str
    title: str
    lamp: str


def title(brief: Brief, phrases: Phrases) -> str:
    """Return the finding over the gauges: how many are at a record or at an extreme of three months."""
    extremes = sum(reading.extreme is not None for reading in brief.gauges)
    if not extremes:
        return phrases("gauges.title_calm")
    key = "gauges.title_one" if extremes == 1 else "gauges.title_extremes"
    facts = {"all": phrases.count(len(brief.gauges))}
    return phrases(key, **facts) if extremes == 1 else phrases(key, n=phrases.count(extremes), **facts)


def tiles(brief: Brief, phrases: Phrases, sources: Sources) -> list[Tile]:
    """Return every gauge as a tile."""
    return [_tile(reading, phrases, sources) for reading in brief.gauges]


def _tile(reading: GaugeReading, phrases: Phrases, sources: Sources) -> Tile:
    amount, unit = split(phrases.level(reading.id, reading.value, reading.unit))
    return Tile(
        id=reading.id,
        name=phrases.named("gauges", reading.id),
        number=amount,
        unit=unit,
        change=change(reading, phrases),
        direction=_direction(reading),
        rank=rank(reading, phrases),
        extreme=extreme(reading, phrases),
        spark=spark(reading.year, zero=reading.unit == "bp"),
        staff=staff(reading.percentile, rank(reading, phrases)),
        state=reading.freshness.state,
        dot=dot(reading.freshness.state),
        period=phrases.day(reading.period, weekday=False) if reading.period else "",
        publisher=reading.short_publisher[phrases.lang],
        note=note(reading, phrases),
        title=sources.gauge(reading.id) if reading.period else change(reading, phrases),
        lamp={"on": "◆", "off": "◇"}.get(reading.signal or "", ""),
    )


def _direction(reading: GaugeReading) -> str:
    """Return "up" or "down" for a rate or a price that moved, else nothing."""
    if reading.unit not in COLOURED or not reading.change_1w:
        return ""
    return "up" if reading.change_1w > 0 else "down"


def change(reading: GaugeReading, phrases: Phrases) -> str:
    """Return the change over a week in words, or why there is none."""
    if reading.value is None:
        return phrases(f"gauges.{'unopened' if reading.freshness.state == 'unopened' else 'missing'}")
    if reading.change_1w is None:
        return phrases("gauges.no_before")
    if reading.change_1w == 0:
        return phrases("gauges.no_change")
    return phrases("gauges.change", change=phrases.change(reading.change_1w, reading.unit))


def rank(reading: GaugeReading, phrases: Phrases) -> str:
    """Return the rank from 0 to 100, "max" and "min" at records, or nothing."""
    if reading.percentile is None:
        return ""
    if reading.percentile >= 1:
        return phrases("gauges.rank_max")
    if reading.ranked and round(reading.percentile * reading.ranked) <= 1:
        return phrases("gauges.rank_min")
    return phrases.count(min(99, max(1, round(reading.percentile * 100))))


def extreme(reading: GaugeReading, phrases: Phrases) -> str:
    """Say since when a gauge was not as high or as low, where that is a quarter or more; else nothing."""
    found = reading.extreme
    if found is None:
        return ""
    key = f"gauges.{found.kind}" if found.since else f"gauges.{found.kind}_on_record"
    return phrases(key, since=phrases.day(found.since or found.first, weekday=False, year=True))


def note(reading: GaugeReading, phrases: Phrases) -> str:
    """Say that a figure is due today, or what should be out already.

    Where the late series is not the one whose period the gauge shows, the note names it.
    """
    fresh = reading.freshness
    if fresh.state == "due" and fresh.next_at is not None:
        return phrases("gauges.due", time=phrases.clock(fresh.next_at))
    if fresh.state == "late" and fresh.expected is not None:
        if fresh.last not in (None, reading.period):
            ends = {"series": fresh.names[phrases.lang], "last": phrases.short(fresh.last)}
            return phrases("gauges.late_input", day=phrases.short(fresh.expected), **ends)
        return phrases("gauges.late", day=phrases.short(fresh.expected))
    return ""


def spark(points: Sequence[tuple[date, float]], *, zero: bool) -> str:
    """Draw the past year: a line on its own scale, the last point a dot, zero a hairline where it means something."""
    width, height = SPARK
    shown = [(day.toordinal(), value) for day, value in points if value == value]
    if not shown:
        empty = svg.line(0, height / 2, width, height / 2, "s-rule-2", dash="2 4")
        return svg.picture(width, height, empty, aria_hidden="true")
    values = [value for _, value in shown] + ([0.0] if zero else [])
    across = svg.Scale(shown[0][0], shown[-1][0], 1, width - 4)
    down = svg.Scale(min(values), max(values), height - 3, 3)
    content = svg.line(0, down(0), width, down(0), "s-rule-2") if zero else ""
    places = [(across(day), down(value)) for day, value in shown]
    if len(places) > 1:
        content += svg.tag("path", d=svg.path(places), cls="s-ink-2 open", stroke_width=1.15)
    content += svg.tag("circle", cx=places[-1][0], cy=places[-1][1], r=2.6, cls="f-water")
    return svg.picture(width, height, content, aria_hidden="true")


def staff(percentile: float | None, label: str) -> str:
    """Draw the staff from 0 to 100, painted in tenths, with the rank as its water."""
    width, height = STAFF
    down = svg.Scale(0, 1, height - 4, 4)
    content = "".join(svg.rect(21, down((i + 1) / 10), 8, (height - 8) / 10, "f-rule-2") for i in range(0, 10, 2))
    content += svg.tag("rect", x=21, y=4, width=8, height=height - 8, cls="s-rule-2", fill="none")
    if percentile is not None:
        y = down(percentile)
        content += svg.rect(21, y, 8, height - 4 - y, "f-water pale")
        content += svg.line(21, y, 30, y, "s-water", 2.4)
        content += svg.text(17, max(10, min(height - 2, y + 4)), label, size=12, anchor="end")
    return svg.picture(width, height, content, aria_hidden="true")


def dot(state: str) -> str:
    """Draw how fresh a figure is: full, half for due today, hollow for late, dashed for missing and for unopened."""
    cls = "s-mark" if state in ("late", "missing") else "s-water"
    dash = "2 2" if state in ("missing", "unopened") else None
    circle = svg.tag(
        "circle",
        cx=5,
        cy=5,
        r=4,
        cls=f"{cls} f-water" if state == "fresh" else cls,
        fill=None if state == "fresh" else "none",
        stroke_width=1.6,
        stroke_dasharray=dash,
    )
    half = svg.tag("path", d="M5 1a4 4 0 0 1 0 8z", cls="f-water") if state == "due" else ""
    return svg.picture(10, 10, circle + half, aria_hidden="true", cls="dot")


def table(brief: Brief, phrases: Phrases) -> Table:
    """Return the gauges as rows."""
    heads = ("gauge", "value", "change", "rank", "state", "period", "publisher")
    rows = []
    for reading in brief.gauges:
        state = phrases(f"gauges.{reading.freshness.state}_word")
        if said := note(reading, phrases):
            state = said
        rows.append(
            (
                phrases.named("gauges", reading.id),
                phrases.level(reading.id, reading.value, reading.unit),
                phrases.change(reading.change_1w, reading.unit),
                rank(reading, phrases) or numbers.MISSING,
                state,
                phrases.day(reading.period),
                reading.short_publisher[phrases.lang],
            )
        )
    return Table("gauges", tuple(phrases(f"head.{head}") for head in heads), tuple(rows), (0, 4, 5, 6), plain(brief))


def plain(brief: Brief) -> tuple[tuple[object, ...], ...]:
    """Return the gauges as a program wants them."""
    heads = ("gauge", "value", "unit", "period", "change_1w", "percentile", "known_at", "publisher", "series")
    rows = (
        (
            reading.id,
            reading.value,
            reading.unit,
            reading.period,
            reading.change_1w,
            reading.percentile,
            None if reading.known_at is None else reading.known_at.isoformat(),
            reading.publisher,
            " ".join(reading.series),
        )
        for reading in brief.gauges
    )
    return (heads, *rows)
