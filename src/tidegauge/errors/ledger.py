"""What the ledger refuses to post."""

from tidegauge.errors.base import TidegaugeError


class LedgerError(TidegaugeError):
    """The ledger refuses what was posted; nothing of it was kept."""

    code = "ledger"
    status = 422
    message = "The ledger refuses this: {detail}."


class UnknownAccount(LedgerError):
    """A sector or an instrument that does not exist, or one that may not hold or owe the other."""

    code = "unknown_account"
    exit_code = 2
    message = 'There is no account of {sector} for {instrument} on the side "{side}".'
    hint = "The chart of accounts says who may hold and who may owe each instrument."


class UnknownEvent(LedgerError):
    """An event that the ledger does not have; `nearest` is the closest that it has."""

    code = "unknown_event"
    exit_code = 2
    status = 404
    message = 'The ledger has no event "{event}".'
    hint = "Did you mean {nearest}? `tidegauge ledger events` lists all."
    hint_alone = "`tidegauge ledger events` lists all."


class UnbalancedEvent(LedgerError):
    """An event would change a sector's net worth without saying so."""

    code = "unbalanced_event"
    message = "{event} leaves {sector} out of balance by {gap_usd} USD."
    hint = "Add the missing claim, or declare the change in net worth."


class UnbalancedSheet(LedgerError):
    """An identity of the balance sheet does not hold; `subject` is the instrument, sector or account that leaks."""

    code = "unbalanced_sheet"
    message = "The balance sheet leaks: {subject} is out by {gap_usd} USD ({check})."
    hint = "Nothing computed from this sheet can be trusted; list what moved the account to find the posting."


class NegativeStock(LedgerError):
    """A stock that cannot fall below zero would; nothing was posted."""

    code = "negative_stock"
    message = '{event} would leave {sector} with {level_usd} USD of {instrument} on the side "{side}".'
    hint = "This stock cannot fall below zero; post a smaller amount, or another counterparty."


class StockRunsOut(NegativeStock):
    """A day of a path ends with such a stock below zero; which of the day's events is to blame nobody can say."""

    code = "stock_runs_out"
    message = 'On path {path} a stock falls below zero that cannot, on {day}: {instrument} of {sector}, side "{side}".'
    hint = (
        "The scenario takes more of it than there is: a smaller flow, another counterparty or a shorter run avoids it."
    )
