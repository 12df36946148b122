"""What bills have brought on net of late, which the next settlements repeat in part.

The Treasury changes the sizes of its auctions in small steps, so what a settlement brings on net is best foretold by
the last ones. They are known from debt held by the public, on days on which bills alone settle, else from what was
auctioned less what fell due; what had been placed by the opening counts with them.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tidegauge.business_days import CALENDARS
from tidegauge.frame import Frame
from tidegauge.scenarios import calendars
from tidegauge.scenarios.behaviour.treasury import NOT_PLACED
from tidegauge.scenarios.compile.bill_ladder import LATELY, Ladder, is_settlement

INPUTS = ("debt_held_by_public",)
FED = CALENDARS["fed"]
COUPONS = ("coupon_auctions", "coupon_maturities")

SETTLEMENTS = 4
"""Two weeks of them: bills of some tenors settle on Tuesdays, the others on Thursdays."""


class Kept(NamedTuple):
    """What each day of a run repeats of the net sales of the last weeks; zero but on settlement days."""

    usd: list[int]
    share: list[float]


def kept(frame: Frame, ladder: Ladder, settles: Sequence[bool], on: date, share: float) -> Kept:
    """Return what the settlements of a run repeat: the share of the first that had not been placed, then its powers.

    Nothing where no net sale of the last three weeks is known.
    """
    known = {**ladder.net_usd, **_observed(frame, on)}
    last = [known[day] for day in sorted(known)[-SETTLEMENTS:]]
    usual = sum(last) / len(last) if last else 0.0
    shares, left = [], share if last else 0.0
    for is_own, placed in zip(settles, ladder.placed_usd, strict=True):
        repeats = is_own and placed == NOT_PLACED
        shares.append(left if repeats else 0.0)
        left *= share if repeats else 1.0
    return Kept([round(part * usual) for part in shares], shares)


def _observed(frame: Frame, on: date) -> dict[date, float]:
    """Return by how much debt held by the public changed on days on which bills alone settled [USD]."""
    if INPUTS[0] not in frame:
        return {}
    debt = dict(frame[INPUTS[0]].between(on - LATELY - timedelta(days=7), on))
    coupons = {name: calendars.amounts(name, list(debt), on) for name in COUPONS}
    found = {}
    for place, day in enumerate(debt):
        before = FED.previous_open(day)
        has_coupons = any(amounts[place] for amounts in coupons.values())
        if is_settlement(day) and not has_coupons and before in debt and day > on - LATELY:
            found[day] = debt[day] - debt[before]
    return found
