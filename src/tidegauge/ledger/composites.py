"""Several events told as one. Public: `COMPOSITES`, `treasury_run_off`.

A shutdown is none of these: it is outlays that do not happen, and a reopening is outlays that do.
"""

from types import MappingProxyType

from tidegauge.ledger.event import Composite
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
    parts = (find("soma_roll_off")(amount_usd=amount_usd), find("soma_roll_off_resale")(amount_usd=amount_usd))
    return Composite(kind="treasury_run_off", amount_usd=amount_usd, parts=parts)


COMPOSITES = MappingProxyType({"treasury_run_off": treasury_run_off})
"""Every composite by its permanent id."""
