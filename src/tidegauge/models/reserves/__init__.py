"""Reserves and net liquidity: the identity of the Reserve Banks' balance sheet, each item moved on by its own rule.

- `items`: the items of the identity, from a frame, and how each moves.
- `balance`: the two models.
- `policy`: what the FOMC has announced of its assets.
- `crossings`: when a path first falls below a line, as a distribution.
"""
