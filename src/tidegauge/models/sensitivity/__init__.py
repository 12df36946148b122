"""Do risk assets move with liquidity? A protocol that is willing to say no.

    weeks           a frame becomes a panel: gauges, their surprises and log returns by H.4.1 week
    stationarity    augmented Dickey–Fuller, KPSS, Zivot–Andrews
    levels          why charts of two levels prove nothing: Durbin–Watson, Engle–Granger, random walks
    johansen        are two levels tied together? The trace test
    persistent      do levels foretell returns? IVX, and Stambaugh's bias
    slopes          one regression a pair: slope, robust error, per 100 bn with its interval
    batch           the same t values for thousands of pseudo-gauges at once
    placebos        pseudo-gauges: random walks, circular shifts, shifted dates, leads
    family          Romano–Wolf: how surprising is the best of many tries
    trials          every pair tried, with what is left of it after all corrections
    components      Fed assets, Treasury cash and ON RRP must have equal and opposite slopes
    out_of_sample   Campbell–Thompson, Clark–West, sign restrictions; does crypto lead?
    projections     local projections, 0 to 12 weeks
    ordering        which asset reacts most, and how sure one can be

Effects are per cent of price per 100 bn USD, or per 10 bp of SOFR − IORB.
"""
