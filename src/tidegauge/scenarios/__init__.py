"""Scenarios: stories about flows and policy, run forward on the ledger."""
