"""The odd lines of H.4.1: assets and liabilities of the Fed whose other end lies outside the map.

The cash always meets a bank deposit. The household that gains or gives up the deposit gives up or gains a claim on the
outside in exchange, carried under foreign assets: the Fed has bought the very claim the household held, or sold it one.
"""

from tidegauge.ledger.event import Event
from tidegauge.ledger.legs import grows, paid_into_deposit, pays_from_deposit, shrinks


class OtherFedAssetsRise(Event):
    """The Fed takes over a claim on the outside, such as foreign currency, from a household: reserves rise.

                             fed  large_banks  households  outside
        other_fed_assets      +x                                -x
        foreign_assets                                 -x       +x
        large_bank_deposits                -x          +x
        reserves              -x           +x

    Source: Federal Reserve, H.4.1 release, explanatory notes: other Federal Reserve assets, foreign currency assets.
    """

    kind = "other_fed_assets_rise"
    legs = (
        grows("other_fed_assets", "fed", "outside"),
        shrinks("foreign_assets", "households", "outside"),
        *paid_into_deposit("households"),
    )


class OtherFedLiabilitiesRise(Event):
    """The outside acquires a claim on the Fed and pays with what a household's deposit buys from it: reserves fall.

                               fed  large_banks  households  outside
        other_fed_liabilities   -x                                +x
        foreign_assets                                   +x       -x
        large_bank_deposits                  +x          -x
        reserves                +x           -x

    Source: Federal Reserve, H.4.1 release, explanatory notes: other liabilities and capital.
    """

    kind = "other_fed_liabilities_rise"
    legs = (
        grows("other_fed_liabilities", "outside", "fed"),
        grows("foreign_assets", "households", "outside"),
        *pays_from_deposit("households"),
    )


class UnmappedFedLiabilitiesRise(Event):
    """A liability that no published line explains rises, such as the Treasury's stake in a facility: reserves fall.

                                  fed  large_banks  households  outside
        unmapped_fed_liabilities   -x                                +x
        foreign_assets                                      +x       -x
        large_bank_deposits                     +x          -x
        reserves                   +x           -x

    Source: Federal Reserve, H.4.1 release, table 1: total factors absorbing reserve funds less the lines named here.
    """

    kind = "unmapped_fed_liabilities_rise"
    legs = (
        grows("unmapped_fed_liabilities", "outside", "fed"),
        grows("foreign_assets", "households", "outside"),
        *pays_from_deposit("households"),
    )


FAMILY = (OtherFedAssetsRise, OtherFedLiabilitiesRise, UnmappedFedLiabilitiesRise)
