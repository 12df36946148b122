"""Run-off of the Fed's Treasuries: the day itself leaves reserves alone, the sale that refills the TGA drains them."""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import TREASURY_IS_PAID, TREASURY_PAYS, grows, pays_from_deposit, shrinks


class SomaRollOff(Event):
    """The Treasury redeems notes of the Fed out of its account: Fed assets and the TGA fall, reserves do not.

                 fed  treasury
        coupons   -x        +x
        tga       +x        -x

    Source: Leonard, Martin and Potter (2017), "How the Fed Changes the Size of Its Balance Sheet".
    """

    kind = "soma_roll_off"
    alias = "E07a"
    legs = (shrinks("coupons", "fed", "treasury"), TREASURY_PAYS)


class SomaBillRollOff(Event):
    """The Treasury redeems bills of the Fed out of its account: Fed assets and the TGA fall, reserves do not.

               fed  treasury
        bills   -x        +x
        tga     +x        -x

    Source: Leonard, Martin and Potter (2017), "How the Fed Changes the Size of Its Balance Sheet".
    """

    kind = "soma_bill_roll_off"
    legs = (shrinks("bills", "fed", "treasury"), TREASURY_PAYS)


class SomaRollOffResale(Event):
    """The Treasury sells bills to a nonbank to refill the account that a roll-off emptied: now reserves fall.

                             fed  treasury  large_banks  households
        bills                           -x                       +x
        large_bank_deposits                          +x          -x
        reserves              +x                     -x
        tga                   -x        +x

    Source: Leonard, Martin and Potter (2017), "How the Fed Changes the Size of Its Balance Sheet".
    """

    kind = "soma_roll_off_resale"
    alias = "E07b"
    legs = (grows("bills", "households", "treasury"), *pays_from_deposit("households"), TREASURY_IS_PAID)


FAMILY = (SomaRollOff, SomaBillRollOff, SomaRollOffResale)
