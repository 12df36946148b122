"""Treasury basis trades unwound when repo costs more than the futures pay (loop L2).

    excess = max(0, s̄_{t−1} − s_opening − slack),        unwind = X·min(max, u₀ + u₁·excess) where excess > 0

The repo rate implied by futures is not in the ledger; it is taken to pay the opening's usual spread, so what counts is
how far financing has risen since. Unwinding sells the bond to the dealer who financed it: hedge funds' repo falls, what
the dealer still owes now pays for an inventory that nets against nothing (which `dealers` feels), reserves stay.

Switched off (`carry_unwind`): no unwind.

References
----------
Barth and Kahn (2021), OFR Working Paper 21-01; Kashyap, Stein, Wallen and Younger (2025), BPEA. u₀ 0.5 % a day, u₁
0.5–1 % a day per bp, slack 5 bp: priors.
"""

from typing import NamedTuple

from tidegauge.scenarios.behaviour.bounds import smaller


class Carry(NamedTuple):
    """How fast basis trades are unwound."""

    slack_bp: float
    share: float  # u₀, of the position a day
    share_per_bp: float  # u₁
    share_max: float


def unwind_usd(position_usd: float, mean_spread_bp: float, opening_mean_bp: float, p: Carry) -> float:
    """Return what basis traders sell today [USD], unrounded."""
    excess = mean_spread_bp - opening_mean_bp - p.slack_bp
    if excess <= 0.0:
        return 0.0
    return position_usd * smaller(p.share_max, p.share + p.share_per_bp * excess)
