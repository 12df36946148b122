"""Hindcast: a past stretch run again from what was known at its beginning, held against what happened.

- `episodes`: stretches with a name.
- `observed`: the observed flows of every other line drive the ledger; reserves follow by identity.
- `forecast`: the baseline scenario, compiled from what was known, against the outcome and against "no change".
"""
