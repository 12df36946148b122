"""The reservoir: what the Fed holds above, whom it owes below, equal areas being equal dollars.

One function of (width, levels, flows). A basin is as wide as every other, so its height is its dollars; the bar of
holdings is wider and therefore lower, at the same dollars an area. Channels are as wide as the week's flow is large.
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tidegauge.questions.brief import Brief
from tidegauge.views.report import svg
from tidegauge.views.report.drum import drum, round_lines
from tidegauge.views.report.ground import BASINS, TRILLION, Ground, ground_of
from tidegauge.views.report.phrases import Phrases, split
from tidegauge.views.report.plumbing import Pipes
from tidegauge.words import numbers

HOLDINGS = ("mbs_held", "repos_outstanding", "loans", "swaps", "other_assets", "treasuries_held")
BASIN_CLASSES = {
    "currency": ("f-coin", "coin-ink", "f-coin"),
    "reserves": ("f-water-4", "water", "f-paper"),
    "on_rrp": ("f-dry", "dry-ink", "f-dry"),
    "tga_wednesday": ("f-buff", "buff-ink", "f-buff-2"),
    "foreign_repo_pool": ("f-slate", "slate-ink", "f-paper"),
}
HOLDING_CLASSES = {"mbs_held": "f-coin", "treasuries_held": "f-sheet"}
MONTHS_ROOM = 22  # the months under the drum
TINTS = ("f-water-4", "f-water-3", "f-water-2")
HEADROOM = {"currency": 0.25, "reserves": 0.45, "on_rrp": 0.55, "tga_wednesday": 0.4, "foreign_repo_pool": 0.3}
LOWEST_WALL = {"currency": 1.0, "reserves": 3.5, "on_rrp": 1.0, "tga_wednesday": 1.2, "foreign_repo_pool": 0.7}


@dataclass(frozen=True, slots=True)
class Basin:
    """One basin: level and change [USD], its place and the height of its walls [tn]."""

    id: str
    level: float | None
    change: float | None
    x: float
    wall: float


def levels(brief: Brief) -> dict[str, tuple[int | None, int | None]]:
    """Return level and change of every line."""
    sheet = brief.balance_sheet
    return {} if sheet is None else {line.id: (line.level_usd, line.change_usd) for line in sheet.lines}


def title(brief: Brief, phrases: Phrases) -> str:
    """Return the finding over the reservoir, chosen by the signs of the week."""
    if brief.balance_sheet is None:
        return phrases("reservoir.title_none")
    lines = levels(brief)
    tga, reserves = lines["tga_wednesday"][1], lines["reserves"][1]
    if not tga or not reserves:
        return phrases("reservoir.title_plain")
    banks, treasury = ("rose" if reserves > 0 else "fell"), ("rose" if tga > 0 else "fell")
    key = f"reservoir.title_banks_{banks}_tga_{treasury}"
    return phrases(key, tga=phrases.size(tga), reserves=phrases.size(reserves))


def reading(brief: Brief, id_: str, day: date, phrases: Phrases) -> str:
    """Return one basin as a full sentence."""
    level, change = levels(brief)[id_]
    name = phrases.named("report.basin", id_)
    if level is None:
        return phrases("reservoir.basin_unknown", name=name, day=phrases.day(day))
    moved = phrases("reservoir.change_unknown") if change is None else phrases.money(change, signed=True)
    return phrases("reservoir.basin", name=name, day=phrases.day(day), level=phrases.money(level), change=moved)


def draw(brief: Brief, phrases: Phrases, width: float, prefix: str, *, is_low: bool = False) -> str:
    """Draw the reservoir at a width; `prefix` keeps the ids of its patterns apart; a low one is for paper."""
    sheet = brief.balance_sheet
    if sheet is None:
        return ""
    lines = levels(brief)
    ground = ground_of(width, lines["fed_assets"][0] or 0, _top_wall(lines), is_low=is_low)
    basins = _basins(lines, ground)
    flows = {cause.id: cause.reserves_usd for cause in brief.week.causes} if brief.week is not None else {}
    pipes = Pipes(ground, {basin.id: basin.x for basin in basins}, flows, phrases)
    content = _patterns(prefix) + _holdings(lines, ground, phrases) + _earth(basins, ground, pipes.depth, prefix)
    content += pipes.streams(lines["reserves"][0] or 0)
    for basin in basins:
        said = reading(brief, basin.id, sheet.period, phrases)
        content += svg.tag(
            "g", _basin(basin, basins, ground, phrases, prefix), cls="basin", tabindex=0, role="img", aria_label=said
        )
    content += _staff(basins[1], ground, phrases) + _lines(brief, basins[1], ground)
    content += pipes.culverts()
    if not ground.is_phone:
        under = [ground.floor - basins[3].wall * ground.per_trillion - 34]
        under += [_words_top(basin, ground) - MONTHS_ROOM for basin in basins[3:]]
        place = (basins[3].x + 6, ground.rim - 4, width - ground.outer - 2, min(under))
        content += drum(brief, phrases, place, _float(basins[1], ground))
    return svg.picture(
        width, ground.floor + pipes.depth, content, cls="reservoir", role="group", aria_label=title(brief, phrases)
    )


def _wall(id_: str, level: float | None, change: float | None) -> float:
    """Return how high the walls of a basin must be, in trillions."""
    top = 0.0 if level is None else max(level, level - (change or 0)) / TRILLION
    return max(top + HEADROOM[id_], LOWEST_WALL[id_])


def _top_wall(lines: dict[str, tuple[int | None, int | None]]) -> float:
    return max(_wall(id_, *lines[id_]) for id_ in BASINS)


def _basins(lines: dict[str, tuple[int | None, int | None]], ground: Ground) -> list[Basin]:
    basins, x = [], ground.outer
    for place, id_ in enumerate(BASINS):
        level, change = lines[id_]
        basins.append(Basin(id_, level, change, x, _wall(id_, level, change)))
        x += ground.basin + (ground.gaps[place] if place < len(ground.gaps) else 0)
    return basins


def _patterns(prefix: str) -> str:
    wet = "".join(svg.hatch(f"{prefix}-{id_}", back, f"f-{ink} mid") for id_, (_, ink, back) in BASIN_CLASSES.items())
    earth = svg.rect(0, 0, 7, 7, "f-earth") + svg.tag("path", d="M0 7L7 0", cls="s-earth-line", stroke_width=0.9)
    ground = svg.tag("pattern", earth, id=f"{prefix}-earth", width=7, height=7, patternUnits="userSpaceOnUse")
    return svg.tag("defs", wet + ground)


def _holdings(lines: dict[str, tuple[int | None, int | None]], ground: Ground, phrases: Phrases) -> str:
    """Draw what the Fed holds: one bar, the same area as what it owes."""
    total = lines["fed_assets"][0]
    if not total:
        return ""
    width = ground.width - 2 * ground.outer
    content = svg.text(ground.outer, ground.bar_top - 9, phrases("reservoir.holdings"), size=14, bold=600)
    content += svg.text(
        ground.width - ground.outer, ground.bar_top - 9, phrases.money(total), size=14, anchor="end", bold=600
    )
    x = ground.outer
    for id_ in HOLDINGS:
        share = max(0.0, (lines[id_][0] or 0) / total) * width
        edge = " s-ink" if share > 4 else ""
        content += svg.rect(x, ground.bar_top, share, ground.bar, HOLDING_CLASSES.get(id_, "f-rule") + edge)
        if share > (44 if ground.is_phone else 52):
            content += _holding_label(x, id_, lines[id_][0], share, ground, phrases)
        x += share
    return content


def _holding_label(x: float, id_: str, level: int | None, room: float, ground: Ground, phrases: Phrases) -> str:
    """Write name and amount where they fit, the amount smaller if need be; what does not fit stands in the table."""
    amount, unit = split(phrases.money(level))
    named, name_size = phrases.named("report.basin", id_), 12.5 if ground.is_phone else 14
    sizes = [size for size in (24, 16, 15) if _breadth(amount, unit, size) <= room - 11]
    if svg.breadth(named, name_size) > room - 11 or not sizes:
        return ""
    size = min(sizes[0], 15 if ground.is_phone else 24)
    name = svg.text(x + 7, ground.bar_top + 19, named, size=name_size)
    return name + _figure(x + 7, ground.bar_top + 22 + size, amount, unit, size, "", "start")


def _breadth(amount: str, unit: str, size: float) -> float:
    """Return about how wide a number with its unit in smaller type is."""
    return svg.breadth(amount, size) + svg.breadth(f" {unit}", max(11.5, size * 0.5))


def _figure(x: float, y: float, amount: str, unit: str, size: float, cls: str, anchor: str) -> str:
    """Return a number with its unit in smaller type."""
    small = svg.tag("tspan", f" {unit}", font_size=max(11.5, size * 0.5), font_weight=400)
    return svg.tag(
        "text",
        amount + small,
        x=x,
        y=y,
        cls=cls or None,
        font_size=size,
        font_weight=500,
        text_anchor=None if anchor == "start" else anchor,
    )


def _earth(basins: list[Basin], ground: Ground, depth: float, prefix: str) -> str:
    """Draw the ground between and under the basins."""
    earth = f"url(#{prefix}-earth)"

    def block(x: float, wall: float, width: float) -> str:
        height = wall * ground.per_trillion
        return svg.rect(x, ground.floor - height, width, height + 1, "plain", fill=earth)

    content = block(0, basins[0].wall, ground.outer) + block(ground.width - ground.outer, basins[-1].wall, ground.outer)
    for left, right in pairwise(basins):
        start = left.x + ground.basin
        content += block(start, max(left.wall, right.wall), right.x - start)
    return content + svg.rect(0, ground.floor, ground.width, depth, "plain", fill=earth)


def _basin(basin: Basin, basins: list[Basin], ground: Ground, phrases: Phrases, prefix: str) -> str:
    """Draw one basin: water, last week's level hatched, walls and words."""
    place = basins.index(basin)
    fill, ink, _ = BASIN_CLASSES[basin.id]
    content = _level(_water(basin, ground, fill), basin, ground) if basin.level is not None else ""
    if basin.level is not None and basin.change is not None:
        now, before = ground.y(basin.level), ground.y(basin.level - basin.change)
        if abs(now - before) > 1.2:
            band = svg.rect(
                basin.x, min(now, before), ground.basin, abs(now - before), "plain", fill=f"url(#{prefix}-{basin.id})"
            )
            content += band + svg.line(basin.x, before, basin.x + ground.basin, before, f"s-{ink}", dash="3 3")
        content += _level(svg.line(basin.x, now, basin.x + ground.basin, now, f"s-{ink}", 2.4), basin, ground)
    left = max(basin.wall, basins[place - 1].wall) if place else basin.wall
    right = max(basin.wall, basins[place + 1].wall) if place + 1 < len(basins) else basin.wall
    walls = svg.path(
        [
            (basin.x, ground.floor - left * ground.per_trillion),
            (basin.x, ground.floor),
            (basin.x + ground.basin, ground.floor),
            (basin.x + ground.basin, ground.floor - right * ground.per_trillion),
        ]
    )
    content += svg.tag("path", d=walls, cls="wall s-ink open", stroke_width=1.6)
    return content + _basin_words(basin, ground, phrases)


def _level(content: str, basin: Basin, ground: Ground) -> str:
    """Return what rises and falls with a level, for a page that lets it settle from the level it showed before."""
    level = round((basin.level or 0) / 10**6)
    return svg.tag("g", content, cls="level", data_basin=basin.id, data_level=level, data_floor=ground.floor)


def _water(basin: Basin, ground: Ground, fill: str) -> str:
    """Fill a basin; reserves are tinted by the trillion, as depths are on a chart."""
    level = basin.level or 0
    if basin.id != "reserves":
        return svg.rect(basin.x, ground.y(level), ground.basin, ground.floor - ground.y(level), fill)
    edges = [0.0, 1e12, 2e12, max(level, 2e12)]
    return "".join(
        svg.rect(basin.x, ground.y(min(high, level)), ground.basin, ground.y(low) - ground.y(min(high, level)), tint)
        for (low, high), tint in zip(pairwise(edges), TINTS, strict=True)
        if level > low
    )


def _is_deep(basin: Basin, ground: Ground) -> bool:
    """Say whether the words of a basin stand in its water."""
    return basin.level is not None and ground.floor - ground.y(basin.level) > sum(_sizes(ground)) + 22


def _sizes(ground: Ground) -> tuple[float, float, float]:
    """Return the sizes of name, level and change."""
    return (11.5, 14, 11.5) if ground.is_phone else (15, 30, 15)


def _words_top(basin: Basin, ground: Ground) -> float:
    """Return the upper edge of the words of a basin, or of its water where they stand in it."""
    if _is_deep(basin, ground):
        return ground.y(basin.level or 0)
    return ground.y(basin.level or 0) - 14 - sum(_sizes(ground)) - 8


def _basin_words(basin: Basin, ground: Ground, phrases: Phrases) -> str:
    """Write name, level and change: in the water where it is deep enough, else above it."""
    phone = ground.is_phone
    sizes, deep = _sizes(ground), _is_deep(basin, ground)
    bottom = ground.floor - 8 if deep else ground.y(basin.level or 0) - (10 if basin.level else 14)
    x, anchor = (basin.x + ground.basin / 2, "middle") if phone else (basin.x + 12, "start")
    cls = "" if deep else "halo"
    amount, unit = split(phrases.money(None if basin.level is None else round(basin.level)))
    change = numbers.MISSING if basin.change is None else phrases.money(round(basin.change), signed=True)
    week = change if phone else phrases("reservoir.week", change=change)
    name = phrases.named("report.basin_short" if phone else "report.basin", basin.id)
    content = svg.text(x, bottom, week, cls, size=sizes[2], anchor=anchor)
    middle = bottom - sizes[2] - (3 if phone else 5)
    content += _figure(x, middle, amount, unit, sizes[1], cls, anchor)
    return content + svg.text(
        x, middle - sizes[1] - (1 if phone else 2), name, cls, size=sizes[0], anchor=anchor, bold=600
    )


def _staff(reserves: Basin, ground: Ground, phrases: Phrases) -> str:
    """Paint the staff on the wall left of reserves: tenths of a trillion, numbered by the trillion."""
    width = 9 if ground.is_phone else 16
    x = reserves.x - width
    tenths = int(reserves.wall * 10)
    content = ""
    for i in range(tenths):
        if i % 2:
            content += svg.rect(x, ground.y((i + 1) * 1e11), width, ground.per_trillion / 10, "f-ink")
        if i % 10 == 9:
            y = ground.y((i + 1) * 1e11) + 4
            content += svg.text(
                x - 3, y, str((i + 1) // 10), size=12 if ground.is_phone else 15, anchor="end", bold=600
            )
    content += svg.line(x, ground.floor, x, ground.y(tenths * 1e11), "s-ink")
    top = ground.floor - reserves.wall * ground.per_trillion
    return content + svg.text(x + width, top - 6, phrases("reservoir.trillion"), "t2", size=12, anchor="end")


def _lines(brief: Brief, reserves: Basin, ground: Ground) -> str:
    """Draw the watermarks of reserves that are amounts of dollars."""
    width, content = (9 if ground.is_phone else 16), ""
    right = reserves.x + ground.basin
    for place, mark in enumerate(round_lines(brief)):
        y = ground.y(mark)
        content += svg.line(reserves.x - width, y, right, y, "s-mark", 1.8)
        label = f"{mark / TRILLION:.1f}"
        below = place % 2 == 1
        content += svg.text(
            right - 5,
            y + (14 if below else -5),
            label,
            "tm halo",
            size=12 if ground.is_phone else 13.5,
            anchor="end",
            bold=600,
        )
    return content


def _float(reserves: Basin, ground: Ground) -> tuple[float, float] | None:
    """Return where the float lies: on the water of reserves, near its right wall."""
    if reserves.level is None:
        return None
    return reserves.x + ground.basin * 0.8, ground.y(reserves.level)
