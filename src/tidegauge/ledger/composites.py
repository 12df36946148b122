"""Several events told as one: quantitative tightening, and the Treasury's account refilled after a debt limit.

A shutdown is none of these: it is outlays that do not happen, and a reopening is outlays that do.
"""

from tidegauge.errors import InvalidAmount
from tidegauge.ledger.event import Composite, Event, Postable
from tidegauge.ledger.events import find


def treasury_run_off(amount_usd: int) -> Composite:
    """Return a roll-off of the Fed's notes with the sale of bills that refills the Treasury's account.

    Source: Leonard, Martin and Potter (2017), "How the Fed Changes the Size of Its Balance Sheet".

    Raises
    ------
    InvalidAmount
        The amount is no whole number of dollars above zero.

    Examples
    --------
    >>> from tidegauge.ledger.effects import effects
    >>> found = effects(treasury_run_off(100).postings())
    >>> found.fed_assets, found.tga, found.reserves
    (-100, 0, -100)
    """
    parts = (_event("soma_roll_off", amount_usd), _event("soma_roll_off_resale", amount_usd))
    return Composite(kind="treasury_run_off", amount_usd=amount_usd, parts=parts)


def quantitative_tightening(*, treasuries_usd: int, mbs_usd: int) -> Composite:
    """Return the run-off of Treasuries, refinanced with nonbanks, and of MBS together [USD].

    Source: Leonard, Martin and Potter (2017), "How the Fed Changes the Size of Its Balance Sheet".

    Raises
    ------
    InvalidAmount
        An amount is no whole number of dollars above zero.

    Examples
    --------
    >>> from tidegauge.ledger.effects import effects
    >>> effects(quantitative_tightening(treasuries_usd=5, mbs_usd=35).postings()).reserves
    -40
    """
    parts = (treasury_run_off(treasuries_usd), _event("mbs_paydown", mbs_usd))
    return Composite(kind="quantitative_tightening", amount_usd=treasuries_usd + mbs_usd, parts=parts)


def debt_limit_release(amount_usd: int, *, from_on_rrp_usd: int = 0, from_foreign_repo_pool_usd: int = 0) -> Composite:
    """Return the bill sales that refill the Treasury's account, by whose cash pays; deposits pay what is left over.

    Reserves fall by what deposits pay and by nothing else, so the same rise of the account can drain all or none of it.

    Source: own posting of three auctions; shares are the caller's.

    Raises
    ------
    InvalidAmount
        An amount is negative or no whole number of dollars, or the two sources give more than the whole.

    Examples
    --------
    >>> from tidegauge.ledger.effects import effects
    >>> found = effects(debt_limit_release(100, from_on_rrp_usd=70, from_foreign_repo_pool_usd=10).postings())
    >>> found.tga, found.on_rrp, found.foreign_repo_pool, found.reserves
    (100, -70, -10, -20)
    """
    amounts = {
        "auction_bought_by_nonbank": amount_usd - from_on_rrp_usd - from_foreign_repo_pool_usd,
        "auction_bought_by_money_fund_from_on_rrp": from_on_rrp_usd,
        "auction_bought_from_foreign_repo_pool": from_foreign_repo_pool_usd,
    }
    return _mixture("debt_limit_release", amount_usd, amounts)


def debt_limit_bind(amount_usd: int, *, into_on_rrp_usd: int = 0) -> Composite:
    """Return the bill paydowns that a binding debt limit forces, by where the holders put the cash.

    Source: own posting of two redemptions; shares are the caller's.

    Raises
    ------
    InvalidAmount
        An amount is negative or no whole number of dollars, or more goes into ON RRP than there is.

    Examples
    --------
    >>> from tidegauge.ledger.effects import effects
    >>> found = effects(debt_limit_bind(100, into_on_rrp_usd=60).postings())
    >>> found.tga, found.on_rrp, found.reserves
    (-100, 60, 40)
    """
    amounts = {
        "redemption_to_nonbank": amount_usd - into_on_rrp_usd,
        "redemption_to_money_fund_into_on_rrp": into_on_rrp_usd,
    }
    return _mixture("debt_limit_bind", amount_usd, amounts)


def _event(kind: str, amount_usd: int) -> Event:
    return find(kind)(amount_usd=amount_usd)


def _mixture(kind: str, amount_usd: int, amounts: dict[str, int]) -> Composite:
    """Return the events of the amounts that are not zero as one."""
    if amount_usd < 1 or min(amounts.values()) < 0:
        raise InvalidAmount(text=str(min(amount_usd, *amounts.values())))
    parts: tuple[Postable, ...] = tuple(_event(name, amount) for name, amount in amounts.items() if amount)
    return Composite(kind=kind, amount_usd=amount_usd, parts=parts)
