"""The exact ledger: who owes what to whom in whole dollars, and the events that change it."""
