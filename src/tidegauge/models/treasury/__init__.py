"""The Treasury's cash: what it takes in and pays out each business day, what debt adds, and the balance that is left.

- `groups`: the taxes and payments, as lists of statement lines with the calendar that each keeps.
- `statutory`: the dates set by law: tax deadlines, benefit days, coupon days.
- `features`: what the calendar says about a business day, as named blocks of columns.
- `flows`: the daily flows of each group and of the rest, from a frame.
- `profile`: how a group's flow spreads over the calendar, by ridge regression.
- `uncertainty`: how large the error is likely to be on which day.
- `non_debt_flow`: the model of that part.
- `settlement`, `debt`: which day settles what, and net debt flows from the best figures there are.
- `cash_aims`: the cash that the Treasury has announced for the ends of quarters, and when the debt limit binds.
- `rehearsal`: what the flow model would have said on past days.
- `cash`, `announced`, `given_debt`: the model of the balance, its run with auctions held, and the one given debt.
"""
