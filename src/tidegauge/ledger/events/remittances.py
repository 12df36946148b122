"""What the Fed earns belongs to the Treasury: paid when there is a profit, booked as a deferred asset when not."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import TREASURY_IS_PAID, shrinks


class FedRemittance(Event):
    """The Fed hands earnings to the Treasury: its net worth becomes the TGA, and no bank is touched.

                   fed  treasury
        tga         -x        +x
        net worth   -x        +x

    Source: Federal Reserve Act, section 7(a); Financial Accounting Manual for Federal Reserve Banks.
    """

    kind = "fed_remittance"
    legs = (TREASURY_IS_PAID,)
    richer, poorer = "treasury", "fed"


class DeferredAssetBooked(Event):
    """The Fed books a loss against remittances to come, so its capital stands; reversed, earnings work the loss off.

                         fed  treasury
        remittances_due   +x        -x
        net worth         +x        -x

    Source: Financial Accounting Manual for Federal Reserve Banks: earnings remittances due to the Treasury.
    """

    kind = "deferred_asset_booked"
    legs = (shrinks("remittances_due", "treasury", "fed"),)
    richer, poorer = "fed", "treasury"


FAMILY = (FedRemittance, DeferredAssetBooked)
