"""Forecasts: where models meet a store; back-tests are run here, kept, and read as scores.

`registry` lists every model that is scored, `backtest` runs one over its origins, `kept` writes and reads what it made,
`score` says how good it was beside its rivals.
"""
