"""Channels of the reservoir: the week's flows into and out of reserves, each as wide as it is large."""

from collections.abc import Mapping

from tidegauge.views.report import svg
from tidegauge.views.report.ground import Ground
from tidegauge.views.report.phrases import Phrases

BILLION = 1e9
WIDEST, THINNEST = 38.0, 1.8
SAID_FROM_USD = 500_000_000
ABOVE = 5.0
"""How far a label stands above its culvert."""

SCALES = (100, 200, 500, 1000)
STREAMS = ("treasuries_held", "mbs_held", "repos_outstanding", "loans", "swaps", "other_assets")
UNDER = ("on_rrp", "tga_wednesday", "foreign_repo_pool")  # from the shallowest culvert to the deepest
OUTLETS = ("foreign_official_deposits", "other_deposits", "other_liabilities", "unmapped")
LEGS = {"on_rrp": 0.86, "tga_wednesday": 0.55, "foreign_repo_pool": 0.24}


class Pipes:
    """The channels of one picture; flows are effects on reserves [USD], positive where water comes in."""

    def __init__(self, ground: Ground, xs: Mapping[str, float], flows: Mapping[str, int], phrases: Phrases) -> None:
        self.ground, self.xs, self.phrases = ground, xs, phrases
        self.flows = {id_: flow for id_, flow in flows.items() if abs(flow) >= SAID_FROM_USD}
        largest = max((abs(flow) for flow in self.flows.values()), default=0) / BILLION
        widest = WIDEST * (0.55 if ground.is_phone else 1)
        self.per_billion = min(0.28 if ground.is_phone else 0.5, widest / largest) if largest else 0.5
        self.size = 11.5 if ground.is_phone else 14.0
        self.ys: dict[str, float] = {}
        shallowest = next((id_ for id_ in UNDER if id_ in self.flows), "on_rrp")
        is_over = shallowest != "on_rrp" and not self._holds_label(shallowest)
        y = self.size + ABOVE + 3 if is_over else 12.0  # a label above the first culvert stays clear of the floor
        for id_ in UNDER:
            if id_ in self.flows:
                y += self._wide(id_) / 2
                self.ys[id_] = ground.floor + y
                y += self._wide(id_) / 2 + (20 if ground.is_phone else 28)
        self.depth = max(y + 14, 84.0)

    def _wide(self, id_: str) -> float:
        return max(THINNEST, abs(self.flows[id_]) / BILLION * self.per_billion)

    def _holds_label(self, id_: str) -> bool:
        """Return whether a culvert is wide enough for its label to stand in it."""
        return self._wide(id_) > self.size + 6

    def _label(self, id_: str) -> str:
        return self.phrases.size(self.flows[id_])

    def streams(self, reserves_usd: float) -> str:
        """Draw the two largest flows between the holdings and reserves."""
        ids = sorted((id_ for id_ in STREAMS if id_ in self.flows), key=lambda id_: -abs(self.flows[id_]))[:2]
        content = ""
        top, water = self.ground.bar_top + self.ground.bar, self.ground.y(reserves_usd)
        for id_, part in zip(ids, (0.3, 0.62), strict=False):
            x = self.xs["reserves"] + self.ground.basin * part
            adds = self.flows[id_] > 0
            content += svg.line(x, top, x, water, "s-water-3" if adds else "s-coin", max(2.5, self._wide(id_)))
            content += svg.line(x, top if adds else water, x, water if adds else top, "flow s-ink", 1.4)
            if adds:
                content += svg.triangle(x, water, 6, 9, "f-water")
            else:
                content += svg.triangle(x, top + 1, 6, -9, "f-coin-ink")
            if not self.ground.is_phone:
                content += self._stream_label(id_, x, top + 20, left=part < 0.5)
        return content

    def _stream_label(self, id_: str, x: float, y: float, *, left: bool) -> str:
        amount = self.phrases.money(self.flows[id_], signed=True)
        words = f"{self.phrases.named('report.basin', id_)} {amount}"
        away = self._wide(id_) / 2 + 7
        return svg.text(x - away if left else x + away, y, words, "halo", size=13, anchor="end" if left else "start")

    def culverts(self) -> str:
        """Draw the flows under the floor, the deepest first, an outlet for the largest other line, and the scale."""
        content = "".join(self._culvert(id_) for id_ in reversed(UNDER) if id_ in self.ys)
        return content + self._outlet() + self._scale()

    def _culvert(self, id_: str) -> str:
        ground, wide, y = self.ground, self._wide(id_), self.ys[id_]
        ours = self.xs["reserves"] + ground.basin * LEGS[id_]
        theirs = self.xs[id_] + ground.basin * 0.5
        adds = self.flows[id_] > 0
        places = [(ours, ground.floor + 1), (ours, y), (theirs, y), (theirs, ground.floor + 1)]
        route = svg.path(places)
        moving = svg.path(places[::-1]) if adds else route
        content = svg.tag("path", d=route, cls="s-ink open", stroke_width=wide + 2)
        content += svg.tag("path", d=route, cls="s-water-2 open", stroke_width=wide)
        content += svg.tag("path", d=moving, cls="flow s-water open", stroke_width=min(2, wide))
        content += svg.triangle(ours if adds else theirs, ground.floor + 1, 6, -9, "f-ink")
        return content + self._culvert_label(id_, ours, theirs, y, wide)

    def _culvert_label(self, id_: str, ours: float, theirs: float, y: float, wide: float) -> str:
        phone = self.ground.is_phone
        arrow = "←" if self.flows[id_] > 0 else "→"
        words = self._label(id_) if phone else f"{self._label(id_)} {arrow} {self.phrases.named('report.basin', id_)}"
        size = self.size
        if self._holds_label(id_):
            return svg.text((ours + theirs) / 2, y + size * 0.36, words, size=size, anchor="middle", bold=600)
        x = theirs - wide / 2 - 10
        if phone and id_ == "on_rrp":
            return svg.text(theirs + wide / 2 + 8, y + 2, words, size=size)
        if id_ == "on_rrp":
            return svg.text(theirs + wide / 2 + 10, y + 5, words, size=size)
        return svg.text(x, y - wide / 2 - ABOVE, words, size=size, anchor="end")

    def _outlet(self) -> str:
        """Draw the largest flow to a line that is no basin, leaving at the left."""
        ids = sorted((id_ for id_ in OUTLETS if id_ in self.flows), key=lambda id_: -abs(self.flows[id_]))
        if not ids:
            return ""
        ground, id_ = self.ground, ids[0]
        x, bottom, wide = self.xs["reserves"] + ground.basin * 0.07, ground.floor + self.depth, self._wide(ids[0])
        adds = self.flows[id_] > 0
        content = svg.line(x, ground.floor + 1, x, bottom, "s-ink", wide + 2)
        content += svg.line(x, ground.floor + 1, x, bottom, "s-water-2", wide)
        content += svg.triangle(x, ground.floor + 1, 6, -9, "f-ink") if adds else svg.triangle(x, bottom, 6, 9, "f-ink")
        name = "" if ground.is_phone else f"{self.phrases.named('lines', id_)} "
        words = name + self.phrases.money(self.flows[id_], signed=True)
        return content + svg.text(
            x - wide / 2 - 9, bottom - 10, words, size=11.5 if ground.is_phone else 14, anchor="end"
        )

    def _scale(self) -> str:
        """Draw how wide a round amount is."""
        amount = next((bn for bn in SCALES if bn * self.per_billion >= 8), SCALES[-1])
        high, x, y = amount * self.per_billion, self.xs["currency"] + 3, self.ground.floor + 16
        bracket = f"M{svg.number(x)} {svg.number(y)}h8m-4 0v{svg.number(high)}m-4 0h8"
        shown = self.phrases.money(amount * 10**9)
        words = shown if self.ground.is_phone else self.phrases("reservoir.scale", amount=shown)
        size = 11.5 if self.ground.is_phone else 13
        return svg.tag("path", d=bracket, cls="s-ink-2 open", stroke_width=1.3) + svg.text(
            x + 14, y + high / 2 + 4, words, "t2", size=size
        )
