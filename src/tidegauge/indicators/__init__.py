"""Indicators: pure functions of a frame. `gauges.GAUGES` lists those the brief shows; `reading` says how rare."""
