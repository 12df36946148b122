"""Flows between sectors: who gave up central-bank money, why, and who received it.

Three columns: givers, causes, takers; every ribbon is as thick as its dollars, and all three columns have the same
height, since what one gives another receives. Only the Fed's own money is drawn (reserves, Treasury account, overnight
reverse repos, foreign pool, currency): a deposit that changes its owner within a bank moves none.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tidegauge.views.pictures.picture import PHONE, Drawing, lines
from tidegauge.views.report import svg
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.tables import Table

GAP, NODE = 6.0, 12.0
FLOW = 250.0  # height of all flows together
SLOT, PHONE_SLOT = 32.0, 44.0  # least height of a node with its name


class Stream(NamedTuple):
    """Money that went from one sector to another for one cause [USD, > 0]; names are those the reader sees."""

    giver: str
    cause: str
    taker: str
    amount_usd: int


@dataclass(frozen=True, slots=True)
class Sankey:
    """Streams, and the fill of each sector by its name; a sector without one is grey."""

    streams: Sequence[Stream]
    fills: Mapping[str, str]


class _Node(NamedTuple):
    """A bar: who, how much, and where."""

    name: str
    amount_usd: int
    x: float
    top: float
    height: float


def draw(flows: Sankey, phrases: Phrases, width: float) -> Drawing:
    """Draw the flows at a width."""
    is_phone = width < PHONE
    columns = [_sums((stream[place], stream.amount_usd) for stream in flows.streams) for place in range(3)]
    scale = FLOW / (sum(stream.amount_usd for stream in flows.streams) or 1)
    slot = PHONE_SLOT if is_phone else SLOT
    height = max(sum(max(slot, usd * scale) + GAP for usd in column.values()) for column in columns) + GAP
    margin = 0.0 if is_phone else min(190.0, width * 0.2)
    places = (margin, (width - NODE) / 2, width - margin - NODE)
    nodes = [_stack(column, x, scale, (slot, height)) for column, x in zip(columns, places, strict=True)]
    content = _ribbons(flows, nodes, scale)
    for place, column in enumerate(nodes):
        content += "".join(
            svg.rect(node.x, node.top, NODE, max(1.0, node.height), flows.fills.get(node.name, "f-ink-3"))
            for node in column.values()
        )
        content += _names(list(column.values()), place, phrases, width, height, margin)
    return Drawing(width, height, content)


def _sums(pairs: Iterable[tuple[object, int]]) -> dict[str, int]:
    """Return what each name adds up to, the largest first."""
    found: dict[str, int] = defaultdict(int)
    for name, amount in pairs:
        found[str(name)] += amount
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _stack(column: Mapping[str, int], x: float, scale: float, room: tuple[float, float]) -> dict[str, _Node]:
    """Place the nodes of a column over one another, each with room for its name, the gaps between them alike."""
    slot, height = room
    slots = {name: max(slot, usd * scale) for name, usd in column.items()}
    gap = (height - sum(slots.values())) / (len(column) + 1)
    found, top = {}, gap
    for name, usd in column.items():
        found[name] = _Node(name, usd, x, top + (slots[name] - usd * scale) / 2, usd * scale)
        top += slots[name] + gap
    return found


def _ribbons(flows: Sankey, nodes: Sequence[Mapping[str, _Node]], scale: float) -> str:
    """Draw each stream twice: giver to cause in the giver's colour, cause to taker in the taker's."""
    content = ""
    for left, right, own in ((0, 1, 0), (1, 2, 2)):
        out = {name: node.top for name, node in nodes[left].items()}
        into = {name: node.top for name, node in nodes[right].items()}
        joined = _joined(flows.streams, left, right)
        ordered = sorted(joined, key=lambda pair: (nodes[left][pair[0]].top, nodes[right][pair[1]].top))
        starts = {}
        for pair in ordered:
            starts[pair] = out[pair[0]]
            out[pair[0]] += joined[pair] * scale
        for pair in sorted(joined, key=lambda pair: (nodes[right][pair[1]].top, nodes[left][pair[0]].top)):
            ends = (nodes[left][pair[0]].x + NODE, starts[pair]), (nodes[right][pair[1]].x, into[pair[1]])
            into[pair[1]] += joined[pair] * scale
            fill = flows.fills.get(pair[own - left], "f-coin")
            content += _ribbon(*ends, max(0.8, joined[pair] * scale), f"{fill} pale")
    return content


def _joined(streams: Iterable[Stream], left: int, right: int) -> dict[tuple[str, str], int]:
    """Return what runs between two columns, by its two ends."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for stream in streams:
        found[str(stream[left]), str(stream[right])] += stream.amount_usd
    return found


def _ribbon(start: svg.Point, end: svg.Point, thick: float, cls: str) -> str:
    """Return a ribbon that leaves and arrives level."""
    (x1, y1), (x2, y2) = start, end
    middle = svg.number((x1 + x2) / 2)

    def curve(y_from: float, x_to: float, y_to: float) -> str:
        return f"C{middle} {svg.number(y_from)} {middle} {svg.number(y_to)} {svg.number(x_to)} {svg.number(y_to)}"

    upper = f"M{svg.number(x1)} {svg.number(y1)}" + curve(y1, x2, y2)
    lower = f"V{svg.number(y2 + thick)}" + curve(y2 + thick, x1, y1 + thick) + "z"
    return svg.tag("path", d=upper + lower, cls=cls)


def _names(column: Sequence[_Node], place: int, phrases: Phrases, width: float, height: float, margin: float) -> str:
    """Write the names of a column with their amounts, none over another."""
    is_phone, content = width < PHONE, ""
    room = width / 3 - 12 if is_phone else (margin - 8 if place != 1 else width * 0.2)
    size = 12.0 if is_phone else 13.0
    said = [lines(node.name, room, size)[:2] for node in column]
    heights = [(node.top + node.height / 2, len(rows) * 14.0 + 16) for node, rows in zip(column, said, strict=True)]
    inside = 1 if is_phone else -1
    x_of = (NODE * (inside > 0) + inside * 6, NODE / 2 if is_phone else NODE + 6, NODE * (inside < 0) - inside * 6)
    anchor = (("start", "middle", "end") if is_phone else ("end", "start", "start"))[place]
    for node, rows, y in zip(column, said, svg.spread_out(heights, 0, height), strict=True):
        first = y - (len(rows) * 14 + 16) / 2 + 12
        x = node.x + x_of[place]
        for n, row in enumerate(rows):
            content += svg.text(x, first + n * 14, row, "halo", size=size, anchor=anchor)
        amount = phrases.money(node.amount_usd)
        content += svg.text(x, first + len(rows) * 14, amount, "t2 halo", size=12, anchor=anchor)
    return content


def merged(streams: Iterable[Stream], shown: int, others: str) -> list[Stream]:
    """Return streams joined by their ends, the causes beyond the largest `shown` as one cause.

    >>> merged([Stream("a", "x", "b", 5), Stream("a", "y", "b", 3), Stream("a", "z", "b", 2)], 1, "others")[-1]
    Stream(giver='a', cause='others', taker='b', amount_usd=5)
    """
    listed = list(streams)
    kept = list(_sums((stream.cause, stream.amount_usd) for stream in listed))[:shown]
    found: dict[tuple[str, str, str], int] = defaultdict(int)
    for stream in listed:
        found[stream.giver, stream.cause if stream.cause in kept else others, stream.taker] += stream.amount_usd
    return [Stream(*ends, amount) for ends, amount in found.items()]


def table(id_: str, flows: Sankey, phrases: Phrases) -> Table:
    """Return the streams as rows, the largest first."""
    ordered = sorted(flows.streams, key=lambda stream: -stream.amount_usd)
    head = tuple(phrases(f"head.{name}") for name in ("giver", "flow", "taker", "amount"))
    rows = tuple((s.giver, s.cause, s.taker, phrases.money(s.amount_usd)) for s in ordered)
    plain: tuple[tuple[object, ...], ...] = (("giver", "cause", "taker", "amount_usd"), *(tuple(s) for s in ordered))
    return Table(id_, head, rows, (0, 1, 2), plain)
