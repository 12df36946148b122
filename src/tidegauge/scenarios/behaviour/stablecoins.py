"""Stablecoin run: redemptions move the peg, a broken peg brings redemptions (loop L6).

    peg_t = ρ·peg_{t−1} + κ·100·max(0, −ΔS_t/S_{t−1})                bp below par
    redemptions_{t+1} = S_t·min(max, hazard·max(0, peg_t − tolerance))

S is the supply in the ledger, so a run that a scenario writes as a flow and redemptions that the loop adds count alike.
Issuers sell bills or let them mature; reserves move only in the second case. Supply follows the price of bitcoin and
does not lead it, and neither bill yields nor reserves moved measurably with weekly supply, so nothing feeds back on the
spread.

Switched off (`stablecoin_redemption`): only the scenario's own flows.

References
----------
Liao and Caramichael (2022), IFDP 1334; Ahmed and Aldasoro (2025), BIS Working Paper 1270 (outflows move bills two to
three times as much as inflows). Worst week since 2022: −17.8 bn (DefiLlama, May 2022). All four values are priors.
"""

from typing import NamedTuple

from tidegauge.scenarios.behaviour.bounds import larger, smaller


class Stablecoins(NamedTuple):
    """The peg and those who doubt it."""

    memory: float  # ρ, of the de-peg a day
    peg_bp: float  # κ, bp per per cent of supply redeemed in a day
    tolerance_bp: float
    hazard_per_bp: float  # share of supply a day
    share_max: float  # of supply a day


def next_peg_bp(peg_bp: float, supply_usd: float, supply_before_usd: float, p: Stablecoins) -> float:
    """Return how far below par tokens trade at the end of a day [bp]."""
    fallen = 0.0
    if supply_before_usd > 0.0:
        fallen = larger(0.0, (supply_before_usd - supply_usd) / supply_before_usd)
    return p.memory * peg_bp + p.peg_bp * 100.0 * fallen


def redemptions_usd(supply_usd: float, peg_bp: float, p: Stablecoins) -> float:
    """Return what holders redeem because of the peg [USD], unrounded."""
    return supply_usd * smaller(p.share_max, p.hazard_per_bp * larger(0.0, peg_bp - p.tolerance_bp))
