"""Why reserves moved: a waterfall of the week. Its axis is cut, so it carries levels as marks, never as bars."""

from dataclasses import dataclass
from datetime import date

from tidegauge.questions.brief import Brief
from tidegauge.views.remainder import UNPUBLISHED, remainder
from tidegauge.views.report import svg
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.tables import Table
from tidegauge.words import numbers

WIDTH, ROW = 400, 34
WATER, TREASURY, OTHER = "f-water", "f-buff s-buff-ink", "f-coin s-ink-3"
FILLS = {"on_rrp": "f-dry s-dry-ink", "foreign_repo_pool": "f-slate s-slate-ink", "tga_wednesday": TREASURY}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the waterfall: name, picture and figure; totals stand at both ends."""

    name: str
    picture: str
    figure: str
    is_total: bool
    title: str


def title(brief: Brief, phrases: Phrases) -> str:
    """Return the finding over the waterfall."""
    week = brief.week
    if week is None:
        return phrases("why.title_none")
    if week.reserves_usd is None:
        return phrases("why.title_open")
    if week.reserves_usd == 0 or not week.causes:
        return phrases("why.title_flat")
    largest = week.causes[0]
    return phrases(
        "why.title_rose" if week.reserves_usd > 0 else "why.title_fell",
        amount=phrases.size(week.reserves_usd),
        cause=phrases.named("lines", largest.id),
        part=phrases.money(largest.reserves_usd, signed=True),
    )


def sub(brief: Brief, phrases: Phrases) -> str:
    """Say which week it is."""
    week = brief.week
    if week is None:
        return ""
    return phrases("why.sub", start=phrases.day(week.start), end=phrases.day(week.end))


def notes(brief: Brief, phrases: Phrases) -> list[str]:
    """Say net liquidity of the week, missing lines, and what the last day of daily figures shows."""
    said = []
    week, day = brief.week, brief.day
    if week is not None and week.net_liquidity_usd is not None:
        said.append(phrases("why.net", amount=phrases.money(week.net_liquidity_usd, signed=True)))
    if week is not None and week.missing:
        names = phrases("rates.join").join(phrases.named("lines", line) for line in week.missing)
        said.append(phrases("why.missing", lines=names))
    if day is not None and day.causes:
        parts = phrases("rates.join").join(
            phrases(
                "why.day_part",
                name=phrases.named("lines", cause.id),
                amount=phrases.money(cause.change_usd, signed=True),
            )
            for cause in day.causes
        )
        said.append(phrases("why.day", day=phrases.day(day.end), parts=parts))
    return said


def levels(brief: Brief) -> tuple[float | None, float | None]:
    """Return reserves at the start and the end of the week, as the brief holds them."""
    if brief.week is None:
        return None, None
    known = dict(brief.reserves)
    return known.get(brief.week.start), known.get(brief.week.end)


def rows(brief: Brief, phrases: Phrases, quote: dict[str, str]) -> list[Row]:
    """Return the waterfall: the start, every cause by size, the end; `quote` says where a line comes from."""
    week = brief.week
    if week is None:
        return []
    start, end = levels(brief)
    running = [0]
    for cause in week.causes:
        running.append(running[-1] + cause.reserves_usd)
    rest = remainder(week)
    if rest is not None:
        running.append(running[-1] + rest.reserves_usd)
    low, high = min(running), max(running)
    room = (high - low) * 0.04 or 1
    across = svg.Scale(low - room, high + room, 8, WIDTH - 8)
    found = [_total("start", week.start, start, across(0), phrases, quote, first=True)]
    for before, after, cause in zip(running, running[1:], week.causes, strict=False):
        added = cause.reserves_usd > 0
        fill = WATER if added else FILLS.get(cause.id, OTHER)
        found.append(
            Row(
                phrases.row(cause.id),
                _bar(across(before), across(after), fill),
                phrases.money(cause.reserves_usd, signed=True),
                False,
                quote.get(cause.id, ""),
            )
        )
    if rest is not None:
        bar = _bar(across(running[-2]), across(running[-1]), "f-rule s-ink-3")
        found.append(Row(_unpublished(rest.n, phrases), bar, phrases.money(rest.reserves_usd, signed=True), False, ""))
    found.append(_total("end", week.end, end, across(running[-1]), phrases, quote, first=False))
    return found


def _unpublished(n: int, phrases: Phrases) -> str:
    name = phrases("why.unpublished", n=phrases.count(n))
    return name[:1].upper() + name[1:]


def _total(
    key: str, day: date, level: float | None, x: float, phrases: Phrases, quote: dict[str, str], *, first: bool
) -> Row:
    """Return the row of a level: a mark, never a bar."""
    name = phrases(f"why.{key}", day=phrases.short(day))
    stem = svg.line(x, 17 if first else 0, x, ROW if first else 12, "s-ink")
    mark = stem + svg.triangle(x, 21, 6, 9, "f-ink")
    shown = numbers.MISSING if level is None else phrases.money(round(level))
    return Row(name, _cell(mark), shown, True, quote.get("reserves", ""))


def _bar(before: float, after: float, fill: str) -> str:
    """Draw one cause between the level before and after it, hung on hairlines."""
    hung = svg.line(before, 0, before, ROW / 2, "s-rule-2") + svg.line(after, ROW / 2, after, ROW, "s-rule-2")
    return _cell(hung + svg.rect(min(before, after), 8, max(1.5, abs(after - before)), 18, fill))


def _cell(content: str) -> str:
    return svg.picture(WIDTH, ROW, content, aria_hidden="true", preserveAspectRatio="none")


def table(brief: Brief, phrases: Phrases) -> Table:
    """Return the causes as rows."""
    heads = tuple(phrases(f"head.{head}") for head in ("cause", "own_change", "to_reserves", "to_net"))
    week = brief.week
    causes = week.causes if week is not None else ()
    rows = tuple(
        (
            phrases.row(cause.id),
            phrases.money(cause.change_usd, signed=True),
            phrases.money(cause.reserves_usd, signed=True),
            phrases.money(cause.net_liquidity_usd, signed=True),
        )
        for cause in causes
    )
    rest = remainder(week) if week is not None else None
    if rest is not None:
        reserves, net = (phrases.money(part, signed=True) for part in (rest.reserves_usd, rest.net_liquidity_usd))
        rows += ((_unpublished(rest.n, phrases), numbers.MISSING, reserves, net),)
    plain = (
        ("line", "change_usd", "reserves_usd", "net_liquidity_usd"),
        *((cause.id, cause.change_usd, cause.reserves_usd, cause.net_liquidity_usd) for cause in causes),
        *(() if rest is None else ((UNPUBLISHED, None, rest.reserves_usd, rest.net_liquidity_usd),)),
    )
    return Table("why", heads, rows, (0,), plain)
