"""Lines over a common axis: drawn at any width, named at their right ends, with places to step through."""

from collections.abc import Sequence
from dataclasses import dataclass

from tidegauge.views.pictures import axes
from tidegauge.views.pictures.picture import PHONE, Drawing, lines, paragraph
from tidegauge.views.report import svg
from tidegauge.views.report.phrases import Phrases

ROOM, PHONE_ROOM = 168.0, 84.0  # right of the axis, for names
LEFT = 54.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name, what stands under it, a value for each place of the axis (None is a gap), and its colours."""

    name: str
    under: str
    values: Sequence[float | None]
    stroke: str
    ink: str
    is_dashed: bool = False

    @property
    def last(self) -> float | None:
        """The last value there is."""
        return next((value for value in reversed(self.values) if value is not None), None)


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines in one unit over places 0, 1, 2 …; `marks` name some places; `datum` is one to draw a line at."""

    unit: str
    lines: Sequence[Line]
    marks: Sequence[tuple[int, str]]
    datum: int | None = None


def draw(chart: Chart, phrases: Phrases, width: float) -> Drawing:
    """Draw a chart at a width; the step marks (`track`, `cross`) are what `figures.js` moves."""
    is_phone = width < PHONE
    height = 250.0 if is_phone else 300.0
    right, bottom = width - (PHONE_ROOM if is_phone else ROOM), height - 26
    n = max(len(line.values) for line in chart.lines)
    values = [value for line in chart.lines for value in line.values if value is not None]
    values += [0.0] if chart.unit != "usd" or not values else []
    low, high = min(values), max(values)
    room = (high - low or abs(high) or 1.0) * 0.06
    across = svg.Scale(0, max(1, n - 1), LEFT, right)
    down = svg.Scale(low - room, high + room, bottom, 8)
    content = axes.grid(down, right, chart.unit, phrases)
    if chart.datum is not None:
        content += svg.line(across(chart.datum), 4, across(chart.datum), bottom, "s-ink-3", dash="2 3")
    for line in chart.lines:
        content += _line(line, across, down)
    content += _names(chart, down, right + 8, width - right - 8)
    content += _marks(chart, across, height - 5)
    return Drawing(width, height, content + _track(chart, n, across, down, bottom))


def _line(line: Line, across: svg.Scale, down: svg.Scale) -> str:
    """Draw a line; a missing day is a gap, a lone day a dot."""
    content, run = "", []
    for place, value in enumerate((*line.values, None)):
        if value is not None:
            run.append((across(place), down(value)))
            continue
        if len(run) > 1:
            dash = "5 3" if line.is_dashed else None
            content += svg.tag(
                "path", d=svg.path(run), cls=f"{line.stroke} open", stroke_width=1.9, stroke_dasharray=dash
            )
        elif run:
            fill = line.stroke.replace("s-", "f-", 1)
            content += svg.tag("circle", cx=run[0][0], cy=run[0][1], r=2.2, cls=fill)
        run = []
    return content


def _marks(chart: Chart, across: svg.Scale, y: float) -> str:
    """Name places under the axis; one that would stand over the name before it is left out."""
    content, taken = "", 0.0
    for place, words in chart.marks:
        x, half = across(place), svg.breadth(words, 12.5) / 2
        if x - half >= taken:
            content += svg.text(x, y, words, "t2", size=12.5, anchor="middle")
            taken = x + half + 4
    return content


def _names(chart: Chart, down: svg.Scale, x: float, room: float) -> str:
    """Name each line at its last value, none over another."""
    bottom = down.start
    named = [(line, line.last) for line in chart.lines]
    shown = [(line, last) for line, last in named if last is not None]
    said = [(lines(line.name, room, 13), lines(line.under, room, 12)) for line, _ in shown]
    heights = [(down(last), sum(map(len, rows)) * 15.0 + 4) for (_, last), rows in zip(shown, said, strict=True)]
    places = svg.spread_out(heights, 0, bottom)
    content = ""
    for (line, _), (name, under), (_, tall), y in zip(shown, said, heights, places, strict=True):
        top = y - tall / 2 + 12
        content += paragraph((x, top), name, f"{line.ink} halo", size=13, step=15, font_weight=600)
        content += paragraph((x, top + len(name) * 15), under, "t2 halo", size=12, step=15)
    return content


def _track(chart: Chart, n: int, across: svg.Scale, down: svg.Scale, bottom: float) -> str:
    """Return the unseen points of the steps, at the first line that has a value, and the cross that shows one."""
    points = []
    for place in range(n):
        known = (line.values[place] for line in chart.lines if place < len(line.values))
        value = next((value for value in known if value is not None), None)
        points.append((across(place), bottom if value is None else down(value)))
    cross = svg.line(0, 0, 0, bottom, "s-ink-2", dash="2 2")
    cross += svg.tag("circle", cx=0, cy=0, r=4, cls="f-water s-paper", stroke_width=1.5)
    hidden = svg.tag("g", cross, cls="cross", visibility="hidden")
    return svg.tag("polyline", points=svg.polyline(points), cls="track open", stroke="none") + hidden
