"""The Fed's own reactions, beyond its standing facilities (loop L7).

Open-market repos: the desk offers an amount each morning while the mean spread of about five days is more than
`offer_bp` over the top of the target range, or EFFR reached the top yesterday. It offers more each day that this goes
on, as it did in 2019: 75 bn on 18 September, 181 on 2 October, 216 at the end of the month (H.4.1). Afterwards the
amount runs off by a share a day. Reserve purchases: after `scarce_days` business days with reserves below `scarce_pct`
of bank assets, `purchases_usd` a day are bought until reserves are back above it. Both look at yesterday only.

Both reach dealers, who repay what money funds lend them, down to half of what they lent at the opening: where the
condition lasts for years, the offers find nobody and the run goes on. That half is a prior.

Announced purchases and run-off are levers of the scenario, not reactions. The Treasury's reaction is in `treasury`.

Switched off (`policy_reaction`): no repos, no extra purchases, no faster bill cuts.

References
----------
New York Fed operating policy of 17 September 2019 (75 bn of overnight repo), of 11 October 2019 and of 10 December 2025
(reserve management purchases, 60 and about 40 bn in the first month). The rules themselves are priors.
"""

from typing import NamedTuple


class Policy(NamedTuple):
    """When the Fed does more than it announced."""

    offer_bp: float  # mean SOFR over the top of the range
    offer_usd: float  # outstanding on the first day of the condition
    offer_growth_usd: float  # more on each further day
    run_off_share: float  # a day, once it no longer holds
    scarce_pct: float  # reserves, per cent of bank assets
    scarce_days: float  # business days below before purchases rise
    purchases_usd: float  # a day


def open_market_repos_usd(outstanding_usd: float, mean_over_top_bp: float, effr_over_top_bp: float, p: Policy) -> float:
    """Return the open-market repos outstanding today [USD], unrounded; both rates are yesterday's, over the top."""
    if mean_over_top_bp > p.offer_bp or effr_over_top_bp >= 0.0:
        grown = outstanding_usd + p.offer_growth_usd
        return grown if grown > p.offer_usd else p.offer_usd
    left = outstanding_usd * (1.0 - p.run_off_share)
    return left if left > 1e9 else 0.0


def repayable_usd(lent_usd: int, opening_usd: int) -> int:
    """Return how much repo dealers can repay money funds [USD].

    >>> repayable_usd(80, 100), repayable_usd(40, 100)
    (30, 0)
    """
    left = lent_usd - opening_usd // 2
    return left if left > 0 else 0


def next_scarce_days(days: int, mean_reserves_pct: float, p: Policy) -> int:
    """Return how many business days in a row reserves have been below the line."""
    return days + 1 if mean_reserves_pct < p.scarce_pct else 0


def purchases_usd(days: int, p: Policy) -> float:
    """Return what is bought today beyond what was announced [USD], unrounded."""
    return p.purchases_usd if days >= p.scarce_days else 0.0
