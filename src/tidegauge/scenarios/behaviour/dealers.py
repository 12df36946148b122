"""Dealers' balance sheets: what a fuller book adds to the repo spread (loop L4).

    dealers_t = c₁·100·[max(0, U_t − 0.85)² − max(0, U₀ − 0.85)²],        U = book / (limit·(1 − shrink_t))

The book is what dealers owed in repo at the opening, to the Fed too, plus the notes and bonds they have taken over
since: what a hedge fund sells them (loop L2) or an auction leaves them. Who lends against it changes nothing, so a draw
on standing repo frees no room. Three things move dealers' repo and are left out. A loan passed on nets. Bills sold to
the Fed are bought again at the next auction, which the mixes count with nonbanks. And cash that money funds move from
ON RRP found room: 1.7 tn of it from June 2023 to June 2024, SOFR within 10 bp of IORB but for a day (New York Fed).

U₀ is the same day's utilisation with the opening's book. Only the *change* since the opening counts: the average bump
of a period-end is already in `period_ends`, and the opening's level in the intercept. The effect is capped: dealers who
are asked for long find more room.
Limits shrink at quarter-ends, when foreign banks report their leverage ratio, and more at year-ends (G-SIB score).

Switched off (`dealers`): 0, and no calendar term either.

References
----------
Correa, Du and Liao (2020), NBER 27491; Kashyap, Stein, Wallen and Younger (2025), BPEA. Utilisation and slope are
priors; shrinkage: 5–15 % (foreign banks, quarter-ends), 3–7 % (G-SIBs, year-ends), priors too.
"""

from typing import NamedTuple

from tidegauge.scenarios.behaviour.bounds import between, larger


class Dealers(NamedTuple):
    """Room on dealers' balance sheets."""

    slope_bp: float  # c₁: bp at ten points of utilisation above `comfortable_share`
    opening_share: float  # utilisation at the opening
    comfortable_share: float  # 0.85: utilisation below which intermediation costs nothing more
    quarter_end_shrink: float  # share of the limit
    year_end_shrink: float
    max_bp: float  # either way: dealers who are asked for long find more room


def limit_shrink(is_quarter_end: bool, is_year_end: bool, p: Dealers) -> float:
    """Return the share by which limits shrink on a day; a year-end is a quarter-end too."""
    shrink = p.quarter_end_shrink if is_quarter_end else 0.0
    return shrink + (p.year_end_shrink if is_year_end else 0.0)


def cost_bp(share: float, p: Dealers) -> float:
    """Return the price of a utilisation [bp]."""
    over = larger(0.0, share - p.comfortable_share)
    return p.slope_bp * 100.0 * over * over


def dealer_bp(taken_usd: float, opening_book_usd: float, shrink: float, p: Dealers) -> float:
    """Return what the notes and bonds that dealers took over since the opening add to the spread [bp].

    A sheet without dealers' repo (`opening_book_usd` 0) says nothing of their room, so nothing is added.
    """
    if opening_book_usd <= 0.0:
        return 0.0
    opening_share = p.opening_share / (1.0 - shrink)
    change = cost_bp(opening_share * (1.0 + taken_usd / opening_book_usd), p) - cost_bp(opening_share, p)
    return between(-p.max_bp, change, p.max_bp)
