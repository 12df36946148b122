"""The drum of the reservoir: float and wire draw the last 26 Wednesdays of reserves."""

from itertools import pairwise

from tidegauge.questions.brief import Brief
from tidegauge.views.report import svg
from tidegauge.views.report.phrases import Phrases
from tidegauge.words import numbers

WEDNESDAYS = 26
STEP = 1e11
Place = tuple[float, float, float, float]


def round_lines(brief: Brief) -> list[int]:
    """Return the watermarks of reserves that stand at tenths of a trillion, highest first."""
    found = {mark.level_usd for mark in brief.watermarks if mark.series == "reserves" and mark.level_usd}
    return sorted((level for level in found if level % 10**11 == 0), reverse=True)


def drum(brief: Brief, phrases: Phrases, place: Place, at: tuple[float, float] | None) -> str:
    """Draw the drum in a place (left, top, right, bottom); the wire runs to the float at `at`."""
    points = [(day, value) for day, value in brief.reserves if value == value][-WEDNESDAYS:]
    left, top, right, bottom = place
    if len(points) < 2 or bottom - top < 70:
        return ""
    values = [value for _, value in points]
    low, high = min(values) - STEP / 2, max(values) + STEP / 2
    marks = [mark for mark in round_lines(brief) if low - 2 * STEP < mark < high + 2 * STEP]
    low, high = min([low, *(mark - STEP / 2 for mark in marks)]), max([high, *(mark + STEP / 2 for mark in marks)])
    across = svg.Scale(0, len(points) - 1, left + 34, right - 26)
    down = svg.Scale(low, high, bottom, top)
    content = svg.rect(left, top, right - left, bottom - top, "f-sheet s-rule-2")
    content += _grid(low, high, marks, (left, right), down, phrases)
    content += svg.tag(
        "path",
        d=svg.path((across(i), down(value)) for i, value in enumerate(values)),
        cls="s-water open",
        stroke_width=2.2,
    )
    for i, (before, day) in enumerate(pairwise([day for day, _ in points]), 1):
        if day.month != before.month:
            content += svg.line(across(i), bottom, across(i), bottom + 4, "s-rule-2")
            content += svg.text(across(i), bottom + 17, phrases.month(day, year=False), "t2", size=12, anchor="middle")
    content += svg.text(left, top - 7, phrases("reservoir.drum", n=phrases.count(len(points))), "t2 halo", size=13)
    last = (across(len(points) - 1), down(values[-1]))
    label_y = last[1] + (20 if values[-1] < values[-2] and last[1] + 24 < bottom else -10)
    content += svg.text(last[0] - 8, label_y, phrases.money(round(values[-1])), "tw halo", anchor="end", bold=600)
    return content + (_wire(at, last, top - 16) if at is not None else _dot(last))


def _grid(
    low: float, high: float, marks: list[int], sides: tuple[float, float], down: svg.Scale, phrases: Phrases
) -> str:
    """Draw a hairline each tenth of a trillion, and the watermarks in magenta."""
    content = ""
    for tenth in range(int(low // STEP) + 1, int(high // STEP) + 1):
        level = round(tenth * STEP)
        marked = level in marks
        content += svg.line(
            sides[0], down(level), sides[1], down(level), "s-mark" if marked else "s-rule", 1.4 if marked else 1
        )
        if marked:
            words = numbers.trillions(level, phrases.lang)
            content += svg.text(sides[0] + 5, down(level) - 4, words, "tm", size=12.5, bold=600)
    return content


def _dot(last: tuple[float, float]) -> str:
    return svg.tag("circle", cx=last[0], cy=last[1], r=4, cls="f-mark")


def _wire(at: tuple[float, float], last: tuple[float, float], pulley: float) -> str:
    """Draw float, wire, two pulleys and the pen."""
    route = svg.path([(at[0], at[1] - 9), (at[0], pulley), (last[0], pulley), (last[0], last[1] - 4)])
    content = svg.tag("path", d=route, cls="s-ink-2 open", stroke_width=1)
    for x in (at[0], last[0]):
        content += svg.tag("circle", cx=x, cy=pulley, r=5, cls="f-paper s-ink", stroke_width=1.4)
    hull = f"M{svg.number(at[0] - 13)} {svg.number(at[1] - 8)}h26q0 13-13 13t-13-13z"
    return content + _dot(last) + svg.tag("path", d=hull, cls="f-mark s-paper", stroke_width=1.5)
