"""Behaviours: what banks, money funds, dealers, the Treasury and the Fed do when the state of the day is given.

Every function here is plain arithmetic on scalars: floats, whole dollars and truth values in, the same out. Both
engines use this very source (`simulate` as Python, the kernel compiled), so there is no `math.exp`, no text, no None
and no exception in it. Dividing by a parameter is written as `* (1.0 / width)`, which the compiler takes out of its
loops. Parameters are NamedTuples beside the function that uses them; their values, ranges and sources stand in
`parameters.toml`.

    reserve_demand   the SOFR spread that a level of reserves asks for; the EFFR spread
    period_ends      month-ends, quarter-ends, tax dates and mid-months
    funding          standing repo, discount window and the rate they leave, solved within the day
    money_funds      ON RRP take-up
    dealers          balance-sheet room                                    loop L4
    hoarding         precautionary demand for reserves                     loop L3
    margin           haircuts, forced sales and margin calls               loop L1
    carry            Treasury basis trades unwound                         loop L2
    stablecoins      redemptions after a de-peg                            loop L6
    policy           open-market repos and faster reserve purchases        loop L7
    fx               yen carry trades unwound                              loop L8
    treasury         bill auctions as the shock absorber of Treasury cash

Loop L5, money funds, is `money_funds`. Signs: spreads are basis points over IORB; amounts are USD a day.
"""
