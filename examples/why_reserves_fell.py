"""Why did reserves fall in the last week known, and did net liquidity see it?

Run it with `python examples/why_reserves_fell.py`; it uses the bundled figures.
"""

from tidegauge.clock import parse_moment
from tidegauge.questions.balance import drain
from tidegauge.questions.desk import Desk
from tidegauge.reference import figures
from tidegauge.words.numbers import money

AS_OF = parse_moment("2025-11-03T12:00")


def main() -> None:
    """Print the causes that moved reserves by more than ten billion, and check that all of them add up."""
    week = drain(Desk(root=figures.FOLDER), as_of=AS_OF).answer.weeks[0]
    print(f"Week to {week.end}: reserves {money(week.reserves_usd, 'en', signed=True)}")
    for cause in week.causes:
        if abs(cause.reserves_usd) > 10 * 10**9:
            seen = "seen" if cause.net_liquidity_usd else "not seen"
            print(f"  {cause.id:20} {money(cause.reserves_usd, 'en', signed=True):>10}  {seen} by net liquidity")
    left = week.reserves_usd - sum(cause.reserves_usd for cause in week.causes)
    print(f"Left unexplained by the sum of all causes: {left} dollars")


if __name__ == "__main__":
    main()
