"""The week's flows into and out of reserves as a picture: what added on the left, what drained on the right.

Both sides have the same height, since what is not met by what added came out of reserves themselves.
"""

from collections.abc import Sequence

from tidegauge.questions.shapes import Drain
from tidegauge.views.pictures.sankey import Sankey, Stream
from tidegauge.views.remainder import effects
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.tables import Table
from tidegauge.words import text

FILLS = {
    "reserves": "f-water",
    "tga_wednesday": "f-buff-ink",
    "on_rrp": "f-dry-ink",
    "foreign_repo_pool": "f-slate-ink",
    "currency": "f-coin-ink",
}


def title(week: Drain, phrases: Phrases) -> str:
    """Say how much flowed into reserves and how much out of them."""
    flows = [[usd for id_, usd in side if id_ != "reserves"] for side in _sides(week)]
    into, out = (phrases.money(sum(side)) for side in flows)
    return text("web.week.title", phrases.lang, into=into, out=out)


def sankey(week: Drain, phrases: Phrases) -> Sankey:
    """Return the flows of a week by the names of their lines."""
    moved = text("web.week.moved", phrases.lang)
    sides = [[(_name(id_, phrases), usd) for id_, usd in side] for side in _sides(week)]
    fills = {_name(id_, phrases): fill for id_, fill in FILLS.items()} | {moved: "f-ink-3"}
    return Sankey([Stream(giver, moved, taker, usd) for giver, taker, usd in _met(*sides)], fills)


def table(week: Drain, phrases: Phrases) -> Table:
    """Return every flow as a row: what added first, the largest of each side on top."""
    listed = [
        (id_, side, usd) for side, flows in zip(("adds", "drains"), _sides(week), strict=True) for id_, usd in flows
    ]
    head = (phrases("head.line"), phrases("head.effect"), text("web.week.amount", phrases.lang))
    rows = tuple((_name(id_, phrases), phrases(f"schedule.{side}"), phrases.money(usd)) for id_, side, usd in listed)
    return Table("week", head, rows, (0, 1), (("line", "side", "amount_usd"), *listed))


def _sides(week: Drain) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Return what added to reserves and what drained them; reserves themselves stand on the side that lacks."""
    flows = effects(week)
    adds = [(id_, usd) for id_, usd in flows if usd > 0]
    drains = [(id_, -usd) for id_, usd in flows if usd < 0]
    gap = sum(usd for _, usd in adds) - sum(usd for _, usd in drains)
    if gap:
        (drains if gap > 0 else adds).append(("reserves", abs(gap)))
    return _ordered(adds), _ordered(drains)


def _ordered(flows: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(flows, key=lambda flow: (-flow[1], flow[0]))


def _met(adds: Sequence[tuple[str, int]], drains: Sequence[tuple[str, int]]) -> list[tuple[str, str, int]]:
    """Return the two sides met in order. Only their sums are drawn: no dollar is said to have gone from one to one."""
    found, left, right = [], [*adds], [*drains]
    while left and right:
        usd = min(left[0][1], right[0][1])
        found.append((left[0][0], right[0][0], usd))
        for side in (left, right):
            name, rest = side[0]
            side[:1] = [(name, rest - usd)] if rest > usd else []
    return found


def _name(id_: str, phrases: Phrases) -> str:
    return text("web.week.reserves", phrases.lang) if id_ == "reserves" else phrases.row(id_)
