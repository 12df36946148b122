"""Analogues: the past evenings whose state of the funding market was nearest, what followed, and whether it helps.

- `states`: what was known on every evening, and what came in the days after it.
- `nearest`: the nearest evenings that do not overlap, what followed them, and whether that is narrower than chance.
- `judged`: the same done at past origins: does it beat the base rate?
"""
