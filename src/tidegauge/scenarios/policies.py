"""Policies: what the Fed and the Treasury had announced by a day, as the levers of a scenario.

A run that opens on a day may know what was announced that day, and nothing later. What a scenario says itself replaces
the announced path of that lever.
"""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from tidegauge.frame import Finding, finding
from tidegauge.models.reserves.policy import announcements
from tidegauge.models.treasury.cash_aims import assumed_by, debt_limit_since
from tidegauge.scenarios.scenario import (
    NEVER,
    NO_LIMIT,
    AssetPurchase,
    CashTarget,
    Levers,
    Pace,
    StandingRepo,
    TreasuryLever,
)
from tidegauge.words.sentence import Amount, Day

MBS_PRINCIPAL_USD = 16_000_000_000
"""Principal that comes back on the Fed's MBS in a month: own average of H.4.1 changes, October 2025 to March 2026."""

_BILLION = 1_000_000_000


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Any]:
    """Return policies.toml as it stands."""
    return tomllib.loads(Path(__file__).with_name("policies.toml").read_text("utf-8"))


def announced(on: date) -> Levers:
    """Return the levers as they stood announced at the end of a day; none of them is None but `rates`.

    >>> announced(date(2025, 12, 9)).reserve_purchases, announced(date(2025, 12, 10)).reserve_purchases[0].pace_usd
    ((), 40000000000)
    """
    said = _said(on)
    return Levers(
        reserve_purchases=_paces(said.get("reserve_purchases", ())),
        asset_purchases=tuple(_purchase(entry) for entry in said.get("asset_purchases", ())),
        runoff_treasuries=_paces(said.get("runoff_treasuries", ())),
        runoff_mbs=_paces(said.get("runoff_mbs", ())),
        reinvest_mbs_in_bills_from=said.get("reinvest_mbs_in_bills_from", NEVER),
        standing_repo=StandingRepo(),
        treasury=TreasuryLever(rule="target", cash_target=_targets(on), debt_limit_usd=NO_LIMIT),
    )


def purchases_read(on: date, last: date, own: Sequence[Pace] | None) -> tuple[Finding, ...]:
    """Return a note where a run up to `last` buys at a pace that is our reading of words without a figure.

    `own` are the purchases a scenario says itself; they replace what was announced.

    >>> [one.check for one in purchases_read(date(2026, 3, 31), date(2026, 7, 2), None)]
    ['purchases_read']
    >>> purchases_read(date(2025, 12, 10), date(2026, 3, 31), None), purchases_read(date(2026, 3, 31), date.max, [])
    ((), ())
    """
    read = [step for step in _said(on).get("reserve_purchases", ()) if step.get("is_prior") and step["from"] <= last]
    if own is not None or not read:
        return ()
    amount, start = Amount(read[0]["pace"] * _BILLION, "usd"), Day(read[0]["from"], weekday=False, year=True)
    return (finding("purchases_read", "reserve_purchases", read[0]["from"], pace=amount, start=start),)


def _said(on: date) -> Mapping[str, Any]:
    """Return what stood announced at the end of a day: the latest announcement for each key."""
    said: dict[str, Any] = {}
    for announcement in announcements(on):
        said |= announcement.sets
    return said


def measures_left_usd() -> int:
    """Return what extraordinary measures free when they have been in use for long: see `policies.toml`."""
    return int(_tables()["debt_limit"]["measures_left"]) * _BILLION


def debt_limit_room_usd(on: date) -> int | None:
    """Return what the Treasury could still borrow on net where the debt limit binds on a day, or None.

    Extraordinary measures are used first, so the room is largest on the first day: see `policies.toml`.

    >>> debt_limit_room_usd(date(2023, 1, 19)), debt_limit_room_usd(date(2023, 5, 2))
    (335000000000, 80000000000)
    >>> debt_limit_room_usd(date(2025, 9, 30)) is None
    True
    """
    limit = _tables()["debt_limit"]
    binds_from = debt_limit_since(on)
    if binds_from is None:
        return None
    used = min(1.0, (on - binds_from).days / limit["measures_days"])
    left: float = limit["measures"] - used * (limit["measures"] - limit["measures_left"])
    return round(left * _BILLION)


def _targets(on: date) -> tuple[CashTarget, ...]:
    """Return the cash that the Treasury has said it assumes for the ends of quarters."""
    return tuple(CashTarget(on=day, amount_usd=amount) for day, amount in assumed_by(on).items())


def _paces(entries: Any) -> tuple[Pace, ...]:
    """Return monthly paces."""
    return tuple(Pace(start=entry["from"], pace_usd=entry["pace"] * _BILLION) for entry in entries)


def _purchase(entry: Mapping[str, Any]) -> AssetPurchase:
    """Return one programme of purchases."""
    return AssetPurchase(
        start=entry["from"],
        until=entry.get("until"),
        pace_usd=entry["pace"] * _BILLION,
        instrument=entry["instrument"],
    )
