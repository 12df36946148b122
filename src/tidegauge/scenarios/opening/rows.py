"""The rows of the opening sheet: for every instrument, who holds and who owes how much.

A row takes its total from the Fed's block, from a figure, or from the side that is wholly known; each side is closed by
one sector that takes the rest. So assets equal liabilities in every row, to the dollar and by construction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tidegauge.frame import Finding, finding
from tidegauge.ledger.chart import INSTRUMENTS, Account, Side
from tidegauge.scenarios.opening.fed import Block
from tidegauge.scenarios.opening.figures import Figure, Figures, derived, tables
from tidegauge.words.sentence import Amount

SIDES: tuple[tuple[Side, str, str], ...] = (
    ("asset", "holders", "rest_holder"),
    ("liability", "issuers", "rest_issuer"),
)


class Cell(NamedTuple):
    """One stock of the opening sheet and where it is from; `source` is a key of the words under opening.sources."""

    account: Account
    figure: Figure


@dataclass(slots=True)
class Rows:
    """The rows as they are filled, in the order of `shares.toml`."""

    figures: Figures
    fed: Block
    cells: list[Cell] = field(default_factory=list)
    totals: dict[str, Figure] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def fill(self) -> None:
        """Fill every row."""
        for instrument, rule in tables()["rows"].items():
            self._row(instrument, rule)

    def _row(self, instrument: str, rule: Mapping[str, Any]) -> None:
        """Fill both sides of one instrument."""
        total = self._total(instrument, rule)
        sides = {side: self._parts(instrument, side, rule.get(name, {}), total) for side, name, _ in SIDES}
        if total is None:
            side = next(side for side, _, rest in SIDES if rest not in rule)
            known = tuple(sides[side].values())
            total = derived(sum(part.amount_usd for part in known), known)
        self.totals[instrument] = total
        for side, _, rest in SIDES:
            parts = sides[side]
            if rest in rule:
                kept = round(total.amount_usd * rule.get(f"{rest}_share_min", 0.0))
                parts = self._fitted(instrument, side, parts, total.amount_usd - kept)
            self.cells += [Cell(Account(sector, instrument, side), part) for sector, part in parts.items()]
            if rest in rule:
                self.cells.append(Cell(Account(rule[rest], instrument, side), _rest(total, parts)))

    def _total(self, instrument: str, rule: Mapping[str, Any]) -> Figure | None:
        """Return what the row adds up to, where it is known before its parts."""
        if instrument in self.fed.liabilities:
            return self.fed.liabilities[instrument]
        if INSTRUMENTS[instrument].holders == ("fed",):
            return self.fed.assets[instrument]
        said = rule.get("total")
        return None if said is None else self._part({"figure": said} if isinstance(said, str) else said, None)

    def _parts(self, instrument: str, side: Side, rules: Mapping[str, Any], total: Figure | None) -> dict[str, Figure]:
        """Return the parts of one side that are known by themselves, the Fed's first."""
        own = self.fed.assets if side == "asset" else self.fed.liabilities
        parts = {"fed": own[instrument]} if instrument in own else {}
        return parts | {sector: self._part(rule, total) for sector, rule in rules.items()}

    def _part(self, rule: Mapping[str, Any], total: Figure | None) -> Figure:
        """Return one part by its rule."""
        share, source = rule.get("share"), rule.get("source", "")
        base = total
        if "figure" in rule:
            base = self.figures.require(rule["figure"])
        elif "row" in rule:
            base = self.totals[rule["row"]]
        if base is None:
            raise KeyError(f"a share of a row without a total: {rule}")
        return base if share is None else base.times(share, source)

    def _fitted(self, instrument: str, side: Side, parts: dict[str, Figure], room_usd: int) -> dict[str, Figure]:
        """Return the parts; where they exceed the room for them, all but the Fed's are made smaller, with a finding."""
        fixed = sum(part.amount_usd for sector, part in parts.items() if sector == "fed")
        others = sum(part.amount_usd for sector, part in parts.items() if sector != "fed")
        if fixed + others <= room_usd or others <= 0:
            return parts
        over = Amount(fixed + others - room_usd, "usd", "size")
        self.findings.append(finding("opening_exceeds", f"{instrument}.{side}", severity="warning", amount=over))
        left = room_usd - fixed
        return {
            sector: part
            if sector == "fed"
            else part._replace(amount_usd=part.amount_usd * left // others, origin="prior", source="prior_fitted")
            for sector, part in parts.items()
        }


def _rest(total: Figure, parts: Mapping[str, Figure]) -> Figure:
    """Return what the parts leave of a total; without parts it is the total itself."""
    if not parts:
        return total
    left = total.amount_usd - sum(part.amount_usd for part in parts.values())
    return derived(left, (total, *parts.values()))
