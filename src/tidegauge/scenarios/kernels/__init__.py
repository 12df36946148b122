"""The block kernel: many paths of a program at once, compiled, equal to `simulate` to the dollar.

compiled      makes the plain functions known to the compiler
tables        a program as arrays
state         what a block carries
stages, market_day, closing    the stages of a day, twins of the readable ones
sheet         postings and checks
chunk         the loop over blocks and days
"""
