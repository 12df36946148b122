"""SOFR against interest on reserves: line, band, administered rates as steps, events in rows under the axis."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from tidegauge.questions.brief import Brief, RateDay
from tidegauge.views.report import svg
from tidegauge.views.report.phrases import Phrases, split
from tidegauge.views.report.sources import Sources
from tidegauge.views.report.tables import Table

STEP_CLASSES = {"srf_rate": ("s-buff-ink", "tb"), "on_rrp_rate": ("s-dry-ink", "td"), "target_upper": ("s-ink-3", "t2")}
PEAKS = 4
PEAK_FROM_BP = 8
APART = timedelta(days=14)
LOW_BP, HIGH_BP = -20, 30


def title(brief: Brief, phrases: Phrases) -> str:
    """Return the finding over the chart: the last spread, and at a period end what ordinary days stood at."""
    if not brief.rates:
        return phrases("rates.title_none")
    last, end = brief.rates[-1], brief.period_end
    side = "at" if last.sofr == 0 else ("above" if last.sofr > 0 else "below")
    spread = phrases.bp(abs(last.sofr), signed=False)
    if end is not None and end.kind and end.ordinary_bp is not None and end.period == last.period:
        facts = {"kind": phrases(f"kind.{end.kind}"), "ordinary": phrases.bp(end.ordinary_bp)}
        if side == "at":
            return phrases("rates.title_end_at", **facts)
        return phrases(f"rates.title_end_{side}", spread=spread, **facts)
    day = phrases.short(last.period)
    return (
        phrases("rates.title_at", day=day) if side == "at" else phrases(f"rates.title_{side}", spread=spread, day=day)
    )


def notes(brief: Brief, phrases: Phrases) -> list[tuple[str, str]]:
    """Return the readings beside the chart as (figure, rest of the sentence)."""
    end, said = brief.period_end, []

    def add(key: str, value: float, **facts: object) -> None:
        figure = phrases.bp(value)
        whole = phrases(f"rates.{key}", value=figure, **facts)
        said.append((figure, whole.removeprefix(figure)))

    if end is not None:
        kind = phrases(f"kind.{end.kind}") if end.kind else ""
        add("raw", end.raw_bp, day=phrases.day(end.period))
        if end.ordinary_bp is not None:
            add("ordinary", end.ordinary_bp, n=phrases.count(end.ordinary_days))
        if end.usual_excess_bp is not None:
            add("usual", end.usual_excess_bp, kind=kind, n=phrases.count(end.ends_used))
        if end.kind and end.adjusted_bp is not None:
            add("adjusted", end.adjusted_bp)
    for state in brief.signals:
        if state.id == "sofr_far_above_iorb" and state.base_rate is not None:
            facts = {
                "share": phrases.share(state.base_rate),
                "since": phrases.short(state.counted_from),
                "line": phrases.line(state.threshold, state.unit),
                "n_on": phrases.count(state.n_on),
                "n": phrases.count(state.n),
            }
            said.append(("", phrases("rates.base", **facts)))
    return [*said, ("", phrases("rates.caution"))]


def source(brief: Brief, phrases: Phrases, sources: Sources) -> str:
    """Return the line under the chart."""
    if not brief.rates:
        return ""
    known = sources.known("sofr", "rates.known")
    return phrases("rates.source", day=phrases.short(brief.rates[-1].period), known=known)


class Chart:
    """The chart of one width; a low one is for paper."""

    def __init__(self, brief: Brief, phrases: Phrases, width: float, *, is_low: bool = False) -> None:
        self.brief, self.phrases, self.width = brief, phrases, width
        self.is_phone = width < 520
        self.height = 236.0 if is_low else (300.0 if self.is_phone else 350.0)
        self.bottom, self.right = self.height - 56, width - (78 if self.is_phone else 168)
        days = brief.rates
        self.across = svg.Scale(days[0].period.toordinal(), days[-1].period.toordinal(), 34, self.right)
        steps = [bp for line in brief.steps for _, bp in line.steps[-1:]]
        self.low = min([LOW_BP, *((day.sofr // 10 - 1) * 10 for day in days), *(bp - 5 for bp in steps)])
        self.high = max([HIGH_BP, *(-(-day.sofr // 10) * 10 + 12 for day in days), *(bp + 5 for bp in steps)])
        self.down = svg.Scale(self.low, self.high, self.bottom, 6)

    def x(self, day: date) -> float:
        """Return the place of a day."""
        return self.across(day.toordinal())

    def draw(self, prefix: str) -> str:
        """Return the picture; `prefix` keeps its ids apart from those of other widths."""
        frame = svg.tag("rect", x=0, y=0, width=self.right, height=self.bottom)
        clip = svg.tag("clipPath", frame, id=f"{prefix}-cut")
        steps, ends = self._steps()
        labels = self._right_labels(ends)
        content = svg.tag("defs", clip) + self._grid() + self._band(prefix) + steps
        content += svg.line(0, self.down(0), self.right, self.down(0), "s-ink", 1.6)
        points = [(self.x(day.period), self.down(day.sofr)) for day in self.brief.rates]
        content += svg.tag("polyline", points=svg.polyline(points), cls="s-water open track", stroke_width=1.9)
        content += self._peaks() + self._events() + self._months() + labels
        cross = svg.line(0, 0, 0, self.bottom, "s-ink-2", dash="2 2")
        cross += svg.tag("circle", cx=0, cy=0, r=4, cls="f-water s-paper", stroke_width=1.5)
        content += svg.tag("g", cross, cls="cross", visibility="hidden")
        return svg.picture(self.width, self.height, content, cls="rates", aria_hidden="true")

    def _grid(self) -> str:
        content = ""
        step = next((step for step in (10, 20, 50, 100) if (self.high - self.low) / step <= 9), 200)
        for level in range(-(-self.low // step) * step, self.high, step):
            if level:
                content += svg.line(0, self.down(level), self.right, self.down(level), "s-rule")
                number, _ = split(self.phrases.bp(level))
                content += svg.text(0, self.down(level) - 3, number, "t2", size=12.5)
        return content

    def _band(self, prefix: str) -> str:
        """Shade the 1st to 99th percentile wherever both are known; gaps stay gaps."""
        content = ""
        for run in _runs(self.brief.rates):
            top = [(self.x(day.period), self.down(day.high or 0)) for day in run]
            under = [(self.x(day.period), self.down(day.low or 0)) for day in reversed(run)]
            content += svg.tag("path", d=svg.path([*top, *under]) + "z", cls="f-water-1")
        return svg.tag("g", content, clip_path=f"url(#{prefix}-cut)")

    def _steps(self) -> tuple[str, dict[int, list[str]]]:
        """Draw administered rates as dashed steps; return also which of them end at which level."""
        first = self.brief.rates[0].period
        content = ""
        ends: dict[int, list[str]] = {}
        for line in self.brief.steps:
            stroke, _ = STEP_CLASSES.get(line.id, ("s-ink-3", "t2"))
            before = [bp for day, bp in line.steps if day <= first][-1:]
            shown = [(first, bp) for bp in before] + [(day, bp) for day, bp in line.steps if day > first]
            if shown:
                places = [(self.x(day), self.down(bp)) for day, bp in shown]
                route = svg.staircase(places, self.right)
                content += svg.tag("path", d=route, cls=f"{stroke} open", stroke_dasharray="5 3")
                ends.setdefault(shown[-1][1], []).append(line.id)
        return content, ends

    def _right_labels(self, ends: dict[int, list[str]]) -> str:
        """Name the last reading, the datum and each administered rate at their right ends, none over another."""
        x, last = self.right + 8, self.brief.rates[-1]
        number, _ = split(self.phrases.bp(last.sofr))
        datum = self.phrases("rates.datum" if self.is_phone else "rates.datum_long")
        wanted = [(self.down(last.sofr), 36.0), (self.down(0), 17.0)]
        shown = {} if self.is_phone else ends
        wanted += [(self.down(bp), 17.0) for bp in shown]
        places = svg.spread_out(wanted, 4, self.bottom + 4)
        content = svg.text(x, places[0] - 1, number, "tm halo", size=18 if self.is_phone else 20, bold=600)
        content += svg.text(x, places[0] + 14, self.phrases.short(last.period), "t2 halo", size=12.5)
        content += svg.text(x, places[1] + 4, datum, size=12 if self.is_phone else 13, bold=600)
        for y, ids in zip(places[2:], shown.values(), strict=True):
            _, cls = STEP_CLASSES.get(ids[-1], ("", "t2"))
            words = self.phrases("rates.join").join(self.phrases(f"rates.{id_}") for id_ in reversed(ids))
            content += svg.text(x, y + 4, words, cls, size=13)
        content += svg.tag("circle", cx=self.x(last.period), cy=self.down(last.sofr), r=4, cls="f-mark")
        return content + (self._phone_labels(ends) if self.is_phone else "")

    def _phone_labels(self, ends: dict[int, list[str]]) -> str:
        """Name administered rates inside the picture, above or under their line."""
        content = ""
        for bp, ids in ends.items():
            _, cls = STEP_CLASSES.get(ids[-1], ("", "t2"))
            y = self.down(bp) + (-5 if bp > 0 else 14)
            content += svg.text(self.width * 0.5, y, self.phrases(f"rates.{ids[-1]}"), f"{cls} halo", size=12)
        return content

    def _peaks(self) -> str:
        """Mark the highest readings of the span; name them, the highest first, where no other name stands."""
        content = ""
        taken: list[svg.Box] = []
        for day in sorted(peaks(self.brief.rates, 1 if self.is_phone else PEAKS), key=lambda day: -day.sofr):
            x, y = self.x(day.period), self.down(day.sofr)
            late = x > self.right * 0.72
            words = self.phrases(
                "rates.peak", spread=split(self.phrases.bp(day.sofr))[0], day=self.phrases.short(day.period)
            )
            content += svg.tag("circle", cx=x, cy=y, r=2.6, cls="f-paper s-water", stroke_width=1.6)
            wide = svg.breadth(words, 12.5)
            box = svg.Box(x - 6 - wide if late else x + 6, y - 18, x - 6 if late else x + 6 + wide, y - 3)
            if any(box.meets(other) for other in taken):
                continue
            taken.append(box)
            content += svg.text(
                x - 6 if late else x + 6, y - 6, words, "halo", size=12.5, anchor="end" if late else "start"
            )
        return content

    def _events(self) -> str:
        """Draw quarter-ends and month-ends as diamonds under the axis, so that they do not cut the data."""
        ends = month_ends(self.brief)
        rows = (
            ("quarter_end", [day for day in ends if day.month % 3 == 0], "f-mark", "tm"),
            ("month_end", [day for day in ends if day.month % 3], "f-ink-2", "t2"),
        )
        content = ""
        for place, (key, days, fill, cls) in enumerate(rows):
            y = self.bottom + 13 + place * 14
            content += svg.line(34, y, self.right, y, "s-rule")
            content += "".join(svg.diamond(self.x(day), y, 5, fill) for day in days)
            content += svg.text(self.right + 8, y + 4, self.phrases(f"rates.{key}"), cls, size=12)
        return content

    def _months(self) -> str:
        """Write the months under the events; January and the first month carry the year."""
        content = ""
        firsts = [day.period for before, day in pairwise(self.brief.rates) if day.period.month != before.period.month]
        every = 3 if self.is_phone else (2 if self.width < 900 else 1)
        room = 40 if self.is_phone else 30
        for place, day in enumerate(firsts):
            x = self.x(day)
            if (day.month - 1) % every or x > self.right - room / 2:
                continue
            words = self.phrases.month(day, year=day.month == 1 or (place < every and not self.is_phone))
            content += svg.text(
                x, self.height - 5, words, "t2", size=12.5, anchor="middle", bold=600 if day.month == 1 else None
            )
        return content


def _runs(days: Iterable[RateDay]) -> list[list[RateDay]]:
    """Return the stretches in which both percentiles are known."""
    runs: list[list[RateDay]] = [[]]
    for day in days:
        if day.low is None or day.high is None:
            runs.append([])
        else:
            runs[-1].append(day)
    return [run for run in runs if run]


def peaks(days: Sequence[RateDay], n: int) -> list[RateDay]:
    """Return the highest days, each at least some weeks from the others and from the last day."""
    chosen = [days[-1]]
    for day in sorted(days, key=lambda day: (-day.sofr, day.period)):
        if day.sofr >= PEAK_FROM_BP and all(abs(day.period - other.period) >= APART for other in chosen):
            chosen.append(day)
        if len(chosen) > n:
            break
    return sorted(chosen[1:], key=lambda day: day.period)


def month_ends(brief: Brief) -> list[date]:
    """Return the last day of every month that has one in the chart."""
    ends = [day.period for day, after in pairwise(brief.rates) if day.period.month != after.period.month]
    end = brief.period_end
    if (
        end is not None
        and end.kind in ("month_end", "quarter_end", "year_end")
        and brief.rates[-1].period == end.period
    ):
        ends.append(end.period)
    return ends


def table(brief: Brief, phrases: Phrases) -> Table:
    """Return every day as a row, oldest first, as the line runs."""
    heads = tuple(phrases(f"head.{head}") for head in ("day", "spread", "low", "high"))
    rows = tuple(
        (phrases.day(day.period, year=True), phrases.bp(day.sofr), phrases.bp(day.low), phrases.bp(day.high))
        for day in brief.rates
    )
    plain = (
        ("day", "sofr_iorb_bp", "p1_bp", "p99_bp"),
        *((day.period, day.sofr, day.low, day.high) for day in brief.rates),
    )
    return Table("rates", heads, rows, (0,), plain)
