"""Hoarding: banks that saw a high repo rate want more reserves (loop L3).

    need_t = 1 + min(max, ψ₁·max(0, s̄_{t−1} − s₀) + ψ₃·[s̄_{t−1} − s₀ > stress])

s̄ is the mean spread of about five days, s₀ the larger of +5 bp and the opening's usual one (a level that banks already
live with). g(x̄) reads reserves as a share of need·bank assets, so hoarding moves the curve to the right: the same
reserves are shorter. h(x) does not: what a day's payments take is a matter of plumbing, not of precaution. The share is
capped, or a steep curve and an eager bank would chase each other without end.

Switched off (`hoarding`): need is 1.

References
----------
Acharya and Merrouche (2013), Review of Finance 17; Ashcraft, McAndrews and Skeie (2011), JMCB 43; Copeland, Duffie and
Yang (2021), New York Fed Staff Report 974. ψ₁ 0.3–1 % per bp, ψ₃ 3–8 %: priors.
"""

from typing import NamedTuple

from tidegauge.scenarios.behaviour.bounds import larger, smaller


class Hoarding(NamedTuple):
    """Precautionary demand for reserves."""

    share_per_bp: float  # ψ₁
    calm_bp: float  # the least s₀ can be
    stress_bp: float  # over s₀
    stress_share: float  # ψ₃
    share_max: float


def alarm_bp(opening_mean_bp: float, p: Hoarding) -> float:
    """Return s₀: the mean spread above which banks begin to hoard [bp]."""
    return larger(p.calm_bp, opening_mean_bp)


def need(mean_spread_bp: float, alarm: float, p: Hoarding) -> float:
    """Return by how much banks' need of reserves is scaled up; 1 is none."""
    over = larger(0.0, mean_spread_bp - alarm)
    return 1.0 + smaller(p.share_max, p.share_per_bp * over + (p.stress_share if over > p.stress_bp else 0.0))
