"""The waterfall of reserves: a level, what moved it, and the level it came to; the bars add up to the dollar.

Its axis does not begin at zero, so levels are marks and only changes are bars. Water adds, other colours drain.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tidegauge.views.pictures.picture import PHONE, Drawing, lines, paragraph
from tidegauge.views.report import svg
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.tables import Table

ROW, PHONE_ROW = 36.0, 48.0
SIZE = 14.0
OTHER = "f-coin s-ink-3"
"""The fill of a cause that has no colour of its own."""


@dataclass(frozen=True, slots=True)
class Step:
    """One cause with what it did [USD]; `cls` is the fill where it drains."""

    name: str
    change_usd: int
    cls: str = OTHER


@dataclass(frozen=True, slots=True)
class Waterfall:
    """A level at a start and an end [USD], and the causes between them.

    Raises
    ------
    ValueError
        The causes do not add up to the change: a mistake of the program, never shown.
    """

    start_name: str
    start_usd: int
    steps: Sequence[Step]
    end_name: str
    end_usd: int

    def __post_init__(self) -> None:
        gap = self.end_usd - self.start_usd - sum(step.change_usd for step in self.steps)
        if gap:
            raise ValueError(f"the causes leave {gap} USD unexplained")


@dataclass(frozen=True, slots=True)
class _Ground:
    """Places at one width: bars lie between `left` and `right`, names before them, or over them on a phone."""

    width: float
    left: float
    right: float
    is_phone: bool

    @property
    def row(self) -> float:
        """How high a row is."""
        return PHONE_ROW if self.is_phone else ROW

    @property
    def bar(self) -> tuple[float, float]:
        """Where a bar begins below the top of its row, and how high it is."""
        return (22, 18) if self.is_phone else (8, 20)


def draw(fall: Waterfall, phrases: Phrases, width: float) -> Drawing:
    """Draw the waterfall at a width."""
    ground = _ground(fall, phrases, width)
    running = [fall.start_usd]
    for step in fall.steps:
        running.append(running[-1] + step.change_usd)
    low, high = min(running), max(running)
    room = (high - low) * 0.03 or 1.0
    across = svg.Scale(low - room, high + room, ground.left, ground.right)
    content = _level(ground, 0, fall.start_name, phrases.money(fall.start_usd), across(fall.start_usd))
    for n, step in enumerate(fall.steps, 1):
        content += _step(ground, n, step, phrases, (across(running[n - 1]), across(running[n])))
    last = len(fall.steps) + 1
    content += _level(ground, last, fall.end_name, phrases.money(fall.end_usd), across(fall.end_usd))
    return Drawing(width, (last + 1) * ground.row, content)


def _ground(fall: Waterfall, phrases: Phrases, width: float) -> _Ground:
    if width < PHONE:
        return _Ground(width, 4, width - 4, True)
    names = [step.name for step in fall.steps] + [fall.start_name, fall.end_name]
    named = min(width * 0.36, max(svg.breadth(name, SIZE) for name in names) * 1.06)
    figures = [phrases.money(step.change_usd, signed=True) for step in fall.steps] + [phrases.money(fall.end_usd)]
    return _Ground(width, named + 16, width - max(svg.breadth(figure, SIZE) for figure in figures) - 12, False)


def _words(ground: _Ground, n: int, name: str, figure: str, *, is_level: bool) -> str:
    """Write name and figure of a row, with the rule below it."""
    top, bold = n * ground.row, 600 if is_level else None
    y = top + (15 if ground.is_phone else 23)
    said = lines(name, ground.width * 0.72 if ground.is_phone else ground.left - 10, SIZE)
    size, step = (SIZE, 16.0) if len(said) < 2 else (12.5, 14.0)
    first = y if len(said) < 2 or ground.is_phone else y - 7
    content = paragraph((0, first), said[: 1 if ground.is_phone else 2], "", size=size, step=step, font_weight=bold)
    content += svg.text(ground.width, y, figure, size=SIZE, anchor="end", bold=600 if is_level else 500)
    return content + svg.line(0, top + ground.row, ground.width, top + ground.row, "s-rule")


def _level(ground: _Ground, n: int, name: str, figure: str, x: float) -> str:
    """Return the row of a level: a mark, never a bar."""
    top, high = ground.bar
    y = n * ground.row + top + high / 2
    over = y - 12 if ground.is_phone else n * ground.row  # on a phone the figure stands over the mark
    up, down = (y, (n + 1) * ground.row) if n == 0 else (over, y)
    stem = svg.line(x, up, x, down, "s-ink")
    return _words(ground, n, name, figure, is_level=True) + stem + svg.triangle(x, y + 5, 6, 10, "f-ink")


def _step(ground: _Ground, n: int, step: Step, phrases: Phrases, ends: tuple[float, float]) -> str:
    """Return the row of a cause, hung between the level before and the level after it."""
    top, high = ground.bar
    y, (before, after) = n * ground.row, ends
    hung = svg.line(before, y, before, y + top, "s-rule-2")
    hung += svg.line(after, y + top + high, after, y + ground.row, "s-rule-2")
    fill = "f-water" if step.change_usd > 0 else step.cls
    bar = svg.rect(min(before, after), y + top, max(1.5, abs(after - before)), high, fill)
    words = _words(ground, n, step.name, phrases.money(step.change_usd, signed=True), is_level=False)
    return words + hung + bar


def largest(steps: Sequence[Step], shown: int, others: str) -> list[Step]:
    """Return the largest causes by size and the rest as one, so that the sum stays exact; zeros are left out.

    >>> largest([Step("a", 5), Step("b", -9), Step("c", 1), Step("d", 2)], 2, "others")[-1].change_usd
    3
    """
    ranked = sorted((step for step in steps if step.change_usd), key=lambda step: -abs(step.change_usd))
    if len(ranked) <= shown + 1:
        return ranked
    rest = sum(step.change_usd for step in ranked[shown:])
    return ranked[:shown] + ([Step(others, rest, "f-rule s-ink-3")] if rest else [])


def table(id_: str, fall: Waterfall, phrases: Phrases) -> Table:
    """Return the waterfall as rows, to the dollar in the plain figures."""
    rows = [(fall.start_name, phrases.money(fall.start_usd))]
    rows += [(step.name, phrases.money(step.change_usd, signed=True)) for step in fall.steps]
    rows += [(fall.end_name, phrases.money(fall.end_usd))]
    plain: list[tuple[object, ...]] = [("cause", "usd"), ("start", fall.start_usd)]
    plain += [*((step.name, step.change_usd) for step in fall.steps), ("end", fall.end_usd)]
    return Table(id_, (phrases("head.flow"), phrases("head.to_reserves")), tuple(rows), (0,), tuple(plain))
