"""Spreads of overnight rates over the interest on reserves: how far, how wide, and how likely a spike.

curve         the smooth kink: how far spare cash lies below satiation
drivers       what is known ahead (the calendar) and at the origin (spare cash)
level         the dynamic model: a slow level, a fast gap, calendar terms that grow with the shortage
distribution  scaled past error paths: bands and joint paths
spike         the probability of a spike within 1, 5 and 20 business days, and its scores
model         `SpreadModel` for SOFR, EFFR and TGCR
slope         what reserves of 1 % of bank assets more do to EFFR, by instruments
"""
