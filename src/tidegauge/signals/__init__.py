"""Signals as data with their state machine, the episodes they are judged by, and the calendar of what is scheduled.

- `machine.evaluate(frame, as_of)`: every signal's state, base rate, history and record (`signals.toml`).
- `episodes.load_episodes()`, `episodes.running(as_of)`: funding stress, quiet controls, shutdowns and debt-limit spans
  (`episodes.toml`).
- `calendar.scheduled(frame, as_of, days)`, `calendar.in_progress(as_of)`: what comes next, with countdowns, and what
  is running (`events.toml`).

Everything is as known at `as_of`: figures, episodes and events alike.
"""
