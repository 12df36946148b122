"""What spread a level of reserves asks for: the demand curve of the repo market and that of federal funds.

With x = 100·reserves / bank assets, x̄ its mean of about a week, and the smooth kinks

    g(x̄) = κ·ln(1 + exp((x* − x̄)/κ))         percentage points below satiation
    h(x)  = κₛ·ln(1 + exp((xₛ − x)/κₛ))        percentage points below the scarce point, same day

the spreads over IORB are

    SOFR_t = α_t + β·g(x̄_t) + βₛ·h(x_t) + a·ln(1 + RRP_{t−1}/50 bn) + δ(g)·C_t/100 bn + m(g)·D_t + dealers_t + u_t
    EFFR_t = α′_t + b·g(x̄_t) + c·βₛ·h(x_t) + v_t
    α_t = ᾱ + ρ·(α_{t−1} − ᾱ) + N·τ·z,        α′_t = α′_{t−1} + τ′·min(1, g/g′)·z′
    u_t = φ·u_{t−1} + N·σ·(z + s(z² − 1) + k(z³ − 3z)) / √(1 + 2s² + 6k²),        v_t = φ′·v_{t−1} + σ′·z′
    N = exp(ω·z − ω²)

C_t is the net amount of Treasury securities that the public must pay for today, D_t the calendar (`period_ends`).
δ(g) = δ₀·(1 + δ₁·g), at most `settlement_max_bp`: 0.5 bp per 100 bn where reserves are satiated, 2.2 at x = 13.

Reserves alone are not stress. The slope was estimated on week averages, so a day's reserves count for a fifth; below
satiation the curve is flat; and a tax drain enters by reserves only, because paying taxes did not move the spread
(0.2 (0.7) bp per 100 bn of non-debt flow) when paying for securities did (2.2 (0.9)). In April 2025 reserves fell by
484 bn in three weeks from 3.48 tn and SOFR stayed below IORB until the month-end: the curve says so too.

α₀ and α′₀ are not estimates: they are solved so that the curve passes through the usual spread of the last twenty plain
days before the opening (no period-end, no tax date, no day after; of SOFR the median, of EFFR the mean) at the mean
reserves of those days. No single curve holds over the episodes (stress came at x = 8.3–9 in 2019 and at
11.7–12.3 in 2025), so slopes differ by regime and levels come from the opening. Afterwards they wander: the residual
dies out within days, but medians of twenty days differ from earlier ones by more than it explains, and the more the
longer ago. They also come back: of the gap between α and its median of two years, ᾱ, a share ρ is left a day later.
EFFR did not move at all while reserves were satiated, so its level is as free as reserves are short. The two levels
take the draws "sofr_level" and "effr_level".

ᾱ, τ and σ are those that the days before the opening showed (`compile.level`), because spreads are calm for long and
then are not. How calm the next weeks will be nobody knows: N, with a mean square of 1, is drawn once a path
("sofr_restlessness") and makes its surprises and its wandering larger or smaller together, so that most paths are
calmer than the past and a few are far from it.

β and b are estimates: a path draws each once, on its first day, from their standard errors ("sofr_slope" and
"effr_slope"), and its curve still passes through the opening. None falls below zero: more reserves never make funding
dearer, and `funding` needs that to have one rate a day.

Switched off (`funding_market`): the spread is the opening's mean plus u_t and no facility is used.

References
----------
Poole (1968), J. Finance 23. Afonso, Giannone, La Spada and Williams (2022, rev. 2025), New York Fed Staff Report 1019
(satiation at 12–13 % of bank assets). Copeland, Duffie and Yang (2021), Staff Report 974, and d'Avernas, Han and
Vandeweyer (2025), Management Science (spikes of about 400 bp when free reserves run out: the term in h). Values: own
estimates on figures to 2026-03-31 (New York Fed rates, Board H.4.1 and H.8), see `parameters.toml`.
"""

import math
from typing import NamedTuple

from tidegauge.scenarios.arithmetic import exp, log1p, softplus
from tidegauge.scenarios.behaviour.bounds import larger, smaller

HUNDRED_BN = 100e9
MEAN_WEIGHT = 0.2
"""Weight of today in exponential means of about five days: reserves in x̄, and the spread that banks react to."""


class ReserveDemand(NamedTuple):
    """The curve of SOFR − IORB."""

    satiation_pct: float  # x*, per cent of bank assets
    width_pct: float  # κ, percentage points
    slope_bp: float  # β, bp per percentage point
    slope_error_bp: float  # standard error of β
    scarce_pct: float  # xₛ
    scarce_width_pct: float  # κₛ
    scarce_slope_bp: float  # βₛ, bp per percentage point
    on_rrp_slope_bp: float  # a, bp per unit of ln(1 + RRP/50 bn); negative
    settlement_bp: float  # δ₀, bp per 100 bn
    settlement_scarcity: float  # δ₁, per percentage point of g
    settlement_max_bp: float  # bp per 100 bn
    persistence: float  # φ
    residual_sd_bp: float  # σ, of one day's surprise
    skew: float  # s
    tails: float  # k
    level_sd_bp: float  # τ, of a day's change of α
    level_persistence: float  # ρ
    restlessness: float  # ω


class FundsRate(NamedTuple):
    """The curve of EFFR − IORB; it shares the kinks of the SOFR curve."""

    slope_bp: float  # b, bp per percentage point
    slope_error_bp: float  # standard error of b
    scarce_share: float  # c, of the scarce term of SOFR
    persistence: float  # φ′
    residual_sd_bp: float  # σ′
    level_sd_bp: float  # τ′, of a day's change of α′ once reserves are short
    level_shortage_pct: float  # g′ at which they are


def reserves_pct(reserves_usd: float, bank_assets_usd: float) -> float:
    """Return reserves as per cent of bank assets.

    >>> reserves_pct(3.0e12, 25.0e12)
    12.0
    """
    return 100.0 * reserves_usd / bank_assets_usd


def shortage_pct(mean_pct: float, p: ReserveDemand) -> float:
    """Return g: how far mean reserves stand below satiation [percentage points], smooth at the kink."""
    return p.width_pct * softplus((p.satiation_pct - mean_pct) * (1.0 / p.width_pct))


def scarcity_pct(today_pct: float, p: ReserveDemand) -> float:
    """Return h: how far today's reserves stand below the scarce point [percentage points], smooth at the kink."""
    return p.scarce_width_pct * softplus((p.scarce_pct - today_pct) * (1.0 / p.scarce_width_pct))


def curve_bp(pct: float, p: ReserveDemand) -> float:
    """Return β·g + βₛ·h [bp] where reserves have stood at a share of bank assets for a week [%]."""
    return p.slope_bp * shortage_pct(pct, p) + p.scarce_slope_bp * scarcity_pct(pct, p)


def settlement_bp(shortage: float, settlement_usd: float, p: ReserveDemand) -> float:
    """Return what paying for a day's net new securities adds to the spread [bp]; a paydown takes off."""
    slope = smaller(p.settlement_bp * (1.0 + p.settlement_scarcity * shortage), p.settlement_max_bp)
    return slope * settlement_usd * (1.0 / HUNDRED_BN)


def on_rrp_bp(on_rrp_usd: float, p: ReserveDemand) -> float:
    """Return what cash parked in ON RRP yesterday takes off the spread [bp]."""
    return p.on_rrp_slope_bp * log1p(larger(on_rrp_usd, 0.0) / 50e9)


def drawn_slope_bp(slope_bp: float, error_bp: float, z: float) -> float:
    """Return the slope of a path [bp per percentage point] from an estimate, its error and a standard normal draw.

    >>> drawn_slope_bp(7.7, 1.9, 1.0), drawn_slope_bp(0.0, 0.5, -1.0)
    (9.6, 0.0)
    """
    return larger(0.0, slope_bp + error_bp * z)


def drawn_restlessness(z: float, p: ReserveDemand) -> float:
    """Return N: by how much the noise of a path is larger than usual, from a standard normal draw.

    The mean of N² is 1, so the noise of all paths together has the standard deviations σ and τ.
    """
    return exp(p.restlessness * (z - p.restlessness))


def residual_bp(before_bp: float, z: float, restlessness: float, p: ReserveDemand) -> float:
    """Return today's residual of SOFR [bp] from yesterday's and a standard normal draw, skewed and fat-tailed."""
    shaped = z + p.skew * (z * z - 1.0) + p.tails * (z * z * z - 3.0 * z)
    return p.persistence * before_bp + restlessness * p.residual_sd_bp * shaped / math.sqrt(
        1.0 + 2.0 * p.skew * p.skew + 6.0 * p.tails * p.tails
    )


def effr_residual_bp(before_bp: float, z: float, p: FundsRate) -> float:
    """Return today's residual of EFFR [bp] from yesterday's and a standard normal draw."""
    return p.persistence * before_bp + p.residual_sd_bp * z


def next_level_bp(before_bp: float, gap_bp: float, z: float, restlessness: float, p: ReserveDemand) -> float:
    """Return by how much the level of SOFR stands above that of the opening [bp].

    Parameters
    ----------
    before_bp : float
        The same of yesterday.
    gap_bp : float
        By how much ᾱ stands above the level of the opening.
    z, restlessness : float
        A standard normal draw, and N.

    Examples
    --------
    >>> from tidegauge.scenarios.parameters import load
    >>> from datetime import date
    >>> half = load(date(2026, 3, 31)).reserve_demand._replace(level_persistence=0.5)
    >>> next_level_bp(0.0, 4.0, 0.0, 1.0, half)
    2.0
    """
    return gap_bp + p.level_persistence * (before_bp - gap_bp) + restlessness * p.level_sd_bp * z


def effr_level_change_bp(z: float, shortage: float, p: FundsRate) -> float:
    """Return by how much the level of EFFR moves today [bp]: hardly, while reserves are satiated."""
    return p.level_sd_bp * smaller(1.0, shortage / p.level_shortage_pct) * z


def effr_bp(shortage: float, scarcity: float, residual: float, p: FundsRate, demand: ReserveDemand) -> float:
    """Return EFFR − IORB less its intercept [bp], at the estimate of its slope."""
    return p.slope_bp * shortage + p.scarce_share * demand.scarce_slope_bp * scarcity + residual


def mean_of_days(before: float, today: float) -> float:
    """Return the exponential mean of about five days, today included.

    >>> mean_of_days(10.0, 20.0)
    12.0
    """
    return before + MEAN_WEIGHT * (today - before)
