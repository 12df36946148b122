"""Draw the picture of the README from the bundled figures, by asking Tidegauge's own questions.

Reserves, the Treasury's cash and the repo spread of 2025, as known at noon on 3 November 2025. The SVG carries its own
day and night colours, no script and no font, and is the same to the byte on every machine.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from tidegauge.clock import parse_moment
from tidegauge.questions import registry
from tidegauge.questions.desk import Desk
from tidegauge.reference import figures
from tidegauge.units import hundredths

AS_OF = parse_moment("2025-11-03T12:00-05:00")
START, END = date(2025, 1, 1), date(2025, 11, 3)
WIDTH, HEIGHT, LEFT, RIGHT = 760, 440, 44, 138
LEVELS = (64, 250, 0.0, 4.0)  # top, bottom, lowest and highest value [USD tn]
SPREADS = (306, 406, -20.0, 40.0)  # [bp]
TRILLION = 10**12
WORDS = {
    "en": {
        "title": "From July 2025 the Treasury’s cash rose, reserves fell, overnight repo became dear",
        "levels": "Wednesday levels, USD trillion",
        "reserves": "reserves",
        "tga": "Treasury cash (TGA)",
        "spread": "SOFR − IORB, basis points; dotted: +10",
        "last_spread": "{value:+d} bp",
        "foot": "As known on 3 Nov 2025, 12:00 New York. Federal Reserve H.4.1; New York Fed; IORB: Federal Reserve.",
        "months": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov",
    },
    "zh-Hans": {
        "title": "2025 年 7 月以来：财政部现金上升，准备金下降，隔夜回购变贵",
        "levels": "周三时点，万亿美元",
        "reserves": "准备金",
        "tga": "财政部现金（TGA）",
        "spread": "SOFR − IORB，基点；虚线：+10",
        "last_spread": "{value:+d} 个基点",
        "foot": "截至纽约时间 2025年11月3日 12:00 已知的数据。来源：美联储 H.4.1、纽约联储；IORB：美联储。",
        "months": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月",
    },
}
STYLE = """
  svg { font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; font-size: 12px; }
  .page { fill: #ffffff; } text { fill: #333a41; } .title { font-size: 15px; font-weight: 600; }
  .quiet { fill: #667079; } .grid { stroke: #dde2e7; stroke-width: 1; }
  .mark { stroke: #667079; stroke-dasharray: 2 4; }
  .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
  .reserves { stroke: #1a5fb4; } .tga { stroke: #c64600; } .spread { stroke: #7a3e9d; }
  text.reserves { stroke: none; fill: #1a5fb4; } text.tga { stroke: none; fill: #c64600; }
  text.spread { stroke: none; fill: #7a3e9d; }
  @media (prefers-color-scheme: dark) {
    .page { fill: #14181c; } text { fill: #dfe4e8; } .quiet { fill: #9aa5ae; } .grid { stroke: #2c343b; }
    .mark { stroke: #9aa5ae; }
    .reserves { stroke: #78aeff; } .tga { stroke: #ffa05c; } .spread { stroke: #cf9bef; }
    text.reserves { fill: #78aeff; } text.tga { fill: #ffa05c; } text.spread { fill: #cf9bef; }
  }
"""
Points = Sequence[tuple[date, float]]
Panel = tuple[int, int, float, float]


def values(series: str) -> list[tuple[date, float]]:
    """Return what was known of a series, as the question ``series.show`` answers it."""
    answer = registry.find(("series", "show")).ask(Desk(root=figures.FOLDER), series=series, as_of=AS_OF)
    return [(value.period, value.value) for value in answer.answer.values if value.value is not None]


def spread() -> list[tuple[date, float]]:
    """Return SOFR minus the IORB in force, in whole basis points."""
    steps = values("iorb")
    found = []
    for day, rate in values("sofr"):
        in_force = [value for since, value in steps if since <= day]
        if START <= day <= END and in_force:
            found.append((day, float(hundredths(rate) - hundredths(in_force[-1]))))
    return found


def level(series: str) -> list[tuple[date, float]]:
    """Return a level of this year in trillions."""
    return [(day, value / TRILLION) for day, value in values(series) if START <= day <= END]


def x(day: date) -> float:
    """Return the place of a day from left to right."""
    return LEFT + (day - START).days / (END - START).days * (WIDTH - LEFT - RIGHT)


def y(value: float, panel: Panel) -> float:
    """Return the place of a value from top to bottom of a panel."""
    top, bottom, low, high = panel
    return bottom - (value - low) / (high - low) * (bottom - top)


def line(points: Points, panel: Panel, name: str) -> str:
    """Return one line."""
    places = " ".join(f"{x(day):.1f},{y(value, panel):.1f}" for day, value in points)
    return f'<polyline class="line {name}" points="{places}"/>'


def words(place: tuple[float, float], said: str, style: str = "", anchor: str = "start") -> str:
    """Return one text."""
    return f'<text x="{place[0]:.1f}" y="{place[1]:.1f}" class="{style}" text-anchor="{anchor}">{escape(said)}</text>'


def grid(panel: Panel, marks: Iterable[float], form: str) -> list[str]:
    """Return the horizontal rules of a panel with their numbers."""
    parts = []
    for mark in marks:
        height = y(mark, panel)
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{height:.1f}" y2="{height:.1f}"/>')
        parts.append(words((LEFT - 8, height + 4), format(mark, form).replace("-", "−"), "quiet", "end"))
    return parts


def draw(lang: str) -> str:
    """Return the picture in a language."""
    said = WORDS[lang]
    reserves, tga, bp = level("reserves"), level("tga_wednesday"), spread()
    end = WIDTH - RIGHT + 8
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(said['title'])}</title>",
        f"<style>{STYLE}</style>",
        f'<rect class="page" width="{WIDTH}" height="{HEIGHT}"/>',
        words((16, 26), said["title"], "title"),
        words((16, 50), said["levels"], "quiet"),
        *grid(LEVELS, (0, 1, 2, 3, 4), ".0f"),
        line(reserves, LEVELS, "reserves"),
        line(tga, LEVELS, "tga"),
        words((end, y(reserves[-1][1], LEVELS) + 4), f"{said['reserves']} {reserves[-1][1]:.2f}", "reserves"),
        words((end, y(tga[-1][1], LEVELS) - 4), said["tga"], "tga"),
        words((end, y(tga[-1][1], LEVELS) + 12), f"{tga[-1][1]:.2f}", "tga"),
        words((16, 290), said["spread"], "quiet"),
        *grid(SPREADS, (-20, 0, 20, 40), ".0f"),
        f'<line class="mark" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(10, SPREADS):.1f}" y2="{y(10, SPREADS):.1f}"/>',
        line(bp, SPREADS, "spread"),
        words((end, y(bp[-1][1], SPREADS) + 4), said["last_spread"].format(value=int(bp[-1][1])), "spread"),
        *(
            words((x(date(2025, month, 1)), 268), name, "quiet")
            for month, name in enumerate(said["months"].split(), start=1)
            if month % 2
        ),
        words((16, 430), said["foot"], "quiet"),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"
