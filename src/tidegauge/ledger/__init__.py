"""The exact ledger: who owes what to whom in whole dollars, and the events that change it.

Public: `chart` (`SECTORS`, `INSTRUMENTS`, `ACCOUNTS`, `INDEX`, `account`), `event` (`Claim`, `Posting`, `Event`,
`Reversal`, `Composite`, `Revaluation`), `events` (`EVENTS`, `ALIASES`, `find`, `signed`), `composites`, `effects`
(`Effects`, `MEASURES`, `effects`), `sheet` (`BalanceSheet`) and `checks` (`CHECKS`). `legs` are the words that events
are written in.
"""
