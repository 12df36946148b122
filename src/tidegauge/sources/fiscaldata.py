"""Treasury Fiscal Data: the Daily Treasury Statement, the debt, auctions and the Monthly Treasury Statement.

JSON, no key, US government open data. A series' key is the path of a table after ``/fiscal_service/``, its part the
line of that table (each reader below says how it is written). Every value is text and ``null``, four letters, means
missing. Amounts of the daily statement are rounded millions, all others dollars (and cents).

Layouts changed without the figures changing: the closing balance of the Treasury's account has been written in three
ways, and the lines of Table II were renamed, most of them on 2023-02-14. `dts_categories.toml` maps labels to lasting
lines with their dates. Whatever the publisher also states as a total or an identity is checked, and a reply that breaks
it is refused. Days are asked for whole: a window of dates is chosen small enough for one page.
"""

import json
import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from tidegauge.catalogue.series import Series
from tidegauge.clock import at
from tidegauge.frame import Observation
from tidegauge.sources.base import Request, Source, strict_reading
from tidegauge.sources.dts_categories import lines, lines_of, plain
from tidegauge.units import scaled

BASE_URL = "https://api.fiscaldata.treasury.gov/services/api/fiscal_service"
ROWS_A_PAGE = 10_000  # the service refuses more
UNKNOWN_LINE_MAX = Decimal(1_000)  # [USD million]: a label nobody mapped may not move more than this
SIDES = ("Deposits", "Withdrawals")
EXCEPT_DEBT = "except_public_debt"
NOT_FISCAL = ("public_debt", "transfers_between_accounts")
ANNOUNCED = {"offering_amt", "est_pub_held_mat_by_type_amt"}  # known before the auction; all else is a result
REPEATED = {"est_pub_held_mat_by_type_amt"}  # the same figure on every row of one settlement day
ANNOUNCEMENT_CLOCK, RESULT_CLOCK, RESULT_DELAY = time(11), time(13), timedelta(minutes=2)
ANNOUNCED_AHEAD = timedelta(days=35)  # auctions are announced up to this long before they settle
Row = dict[str, Any]
Reader = Callable[[Sequence[Series], Sequence[Row]], Iterator[Observation]]


@dataclass(frozen=True, slots=True)
class Table:
    """How one table is asked for: its reader, the date it is cut by, its sort order and the days one page can hold."""

    read: Reader
    day: str
    sort: str
    days: int


def requests(series: Sequence[Series], start: date, end: date) -> Iterator[Request]:
    """Yield the GETs for each table, in windows from `start` to `end`; one GET serves all series of its table.

    Auctions are asked for 35 days beyond `end`, since they are announced before they settle. The table of upcoming
    auctions is asked for whole.

    Raises
    ------
    SourceFormatError
        A key that is no table known here.
    """
    with strict_reading("fiscaldata", series):
        groups: dict[tuple[str, str], list[Series]] = {}
        for item in series:
            field = "auction_date" if item.part.startswith("auctioned|") else TABLES[item.key].day
            groups.setdefault((item.key, field), []).append(item)
    for (key, field), group in groups.items():
        table = TABLES[key]
        last = end + ANNOUNCED_AHEAD if table.read is _auctions else end
        for filters in _windows(field, start, last, table.days) if field else ({},):
            params = {**filters, "sort": table.sort, "page[number]": "1", "page[size]": str(ROWS_A_PAGE)}
            yield _paged(Request(tuple(group), f"{BASE_URL}/{key}", {**params, "format": "json"}))


def _windows(field: str, start: date, end: date, days: int) -> Iterator[dict[str, str]]:
    """Yield the filters that cut the days from `start` to `end` into windows."""
    while start <= end:
        last = min(start + timedelta(days=days - 1), end)
        yield {"filter": f"{field}:gte:{start},{field}:lte:{last}"}
        start = last + timedelta(days=1)


def _paged(request: Request) -> Request:
    """Add the way to the next page."""

    def next_page(body: bytes) -> Request | None:
        with strict_reading("fiscaldata", request.series):
            answer = json.loads(body)
            number, pages = int(request.params["page[number]"]), int(answer["meta"]["total-pages"])
            has_next = answer.get("links", {}).get("next") is not None
            if has_next != (number < pages):
                raise ValueError(f"the links and the count of {pages} pages disagree on page {number}")
        return (
            _paged(replace(request, params={**request.params, "page[number]": str(number + 1)})) if has_next else None
        )

    return replace(request, next_page=next_page)


def parse(request: Request, body: bytes) -> Iterator[Observation]:
    """Yield the observations of one page; an empty page of a correct envelope yields nothing.

    Raises
    ------
    SourceFormatError
        The row count differs from the envelope's, a table that is checked day by day needs a second page, a label is
        missing, doubled or unknown with a large amount, or a published total or identity does not hold.
    """
    with strict_reading("fiscaldata", request.series):
        (key,) = {series.key for series in request.series}
        table = TABLES[key]
        rows = _rows(request, body, is_one_page=table.read is not _columns)
        return iter(list(table.read(request.series, rows)))


def _rows(request: Request, body: bytes, *, is_one_page: bool) -> list[Row]:
    """Return the rows of a page after comparing their number with the envelope."""
    answer = json.loads(body)
    rows, meta = answer["data"], answer["meta"]
    number, size = int(request.params["page[number]"]), int(request.params["page[size]"])
    if not isinstance(rows, list):
        raise TypeError("the rows are no list")
    expected = max(0, min(size, int(meta["total-count"]) - (number - 1) * size))
    if not len(rows) == int(meta["count"]) == expected:
        raise ValueError(f"{len(rows)} rows came, {meta['count']} are counted, {expected} were due")
    if is_one_page and int(meta["total-pages"]) > 1:
        raise ValueError("the window of dates is longer than one page, so days may be cut in two")
    return rows


def _amount(row: Row, field: str) -> Decimal | None:
    """Return one value of a row; None where it is missing."""
    text = row[field]
    if not isinstance(text, str):
        raise TypeError(f"{field} is {text!r}, no text")
    if text in ("", "null"):
        return None
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(f"{field} is {text!r}")
    return number


def _observation(
    series: Series, day: date, amount: Decimal | None, vintage: date | datetime | None = None
) -> Observation:
    """Convert one value to the catalogue's unit."""
    value = None if amount is None else scaled(amount, series.delivered, series.unit)
    return Observation(series.id, day, value, vintage)


def _by_day(rows: Iterable[Row], field: str = "record_date") -> dict[date, list[Row]]:
    """Group rows by a date column, in order of date."""
    groups: dict[date, list[Row]] = {}
    for row in rows:
        groups.setdefault(date.fromisoformat(row[field]), []).append(row)
    return dict(sorted(groups.items()))


def _total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Add what is there; None where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


# --- Table I: the balance of the Treasury General Account ---

ACCOUNTS = {
    "federal reserve account": "account",  # to 2021-09-30
    "treasury general account tga": "account",  # to 2022-04-15
    "treasury general account tga opening balance": "opening_balance",
    "total tga deposits table ii": "total_deposits",
    "total tga withdrawals table ii": "total_withdrawals",
    "treasury general account tga closing balance": "closing_balance",
}
LABEL_LENGTH_MIN = 18  # old labels are cut; a shorter rest identifies nothing
ROUNDING_MAX = 2  # [USD million]


def _cash_balance(wanted: Sequence[Series], rows: Sequence[Row]) -> Iterator[Observation]:
    """Read Table I. Parts: closing_balance, opening_balance; total_deposits, total_withdrawals from 2022-04-18 on."""
    closed: Decimal | None = None
    for day, group in _by_day(rows).items():
        balances, is_modern = _balances(day, group)
        opening = balances["opening_balance"]
        if is_modern and closed is not None and opening is not None and abs(opening - closed) > ROUNDING_MAX:
            raise ValueError(f"{day} opens with {opening}, the day before closed with {closed}")
        closed = balances["closing_balance"]
        for series in wanted:
            if series.part not in ("closing_balance", "opening_balance", "total_deposits", "total_withdrawals"):
                raise LookupError(f"Table I has no part {series.part}")
            if series.part in balances:
                yield _observation(series, day, balances[series.part])


def _balances(day: date, group: Sequence[Row]) -> tuple[dict[str, Decimal | None], bool]:
    """Return the balances of one day by part, and whether it has the layout that began on 2022-04-18."""
    roles: dict[str, list[Row]] = {}
    for row in group:
        roles.setdefault(_role(row["account_type"]), []).append(row)
    closings = roles.get("account", []) + roles.get("closing_balance", [])
    if len(closings) != 1:
        raise ValueError(f"{len(closings)} rows of {day} could be the closing balance")
    if "account" in roles:
        return {
            "closing_balance": _amount(closings[0], "close_today_bal"),
            "opening_balance": _amount(closings[0], "open_today_bal"),
        }, False
    balances = {}
    for part in ("opening_balance", "total_deposits", "total_withdrawals", "closing_balance"):
        (row,) = roles[part]
        balances[part] = _amount(row, "open_today_bal")
        if _amount(row, "close_today_bal") not in (None, balances[part]):
            raise ValueError(f"{part} of {day} stands in two columns with two values")
    opening, deposits, withdrawals, closing = balances.values()
    if opening is not None and deposits is not None and withdrawals is not None and closing is not None:
        gap = opening + deposits - withdrawals - closing
        if abs(gap) > ROUNDING_MAX:
            raise ValueError(f"opening + deposits - withdrawals misses closing of {day} by {gap} million")
    return balances, True


def _role(label: str) -> str:
    """Return what a row of Table I is; an empty string for other accounts. Cut labels count if they fit one only."""
    text = plain(label).removeprefix("account ")
    if text in ACCOUNTS:
        return ACCOUNTS[text]
    fitting = [known for known in ACCOUNTS if known.startswith(text)] if len(text) >= LABEL_LENGTH_MIN else []
    return ACCOUNTS[fitting[0]] if len(fitting) == 1 else ""


# --- Table II: what flows in and out ---


def _cash_flows(wanted: Sequence[Series], rows: Sequence[Row]) -> Iterator[Observation]:
    """Read Table II. Part: Deposits|<line> or Withdrawals|<line>, a line of `lines()` or except_public_debt."""
    for series in wanted:
        side, _, line = series.part.partition("|")
        if side not in SIDES or (line != EXCEPT_DEBT and line not in lines()):
            raise LookupError(f"Table II has no part {series.part}")
    for day, group in _by_day(rows).items():
        strays = {row["transaction_type"] for row in group} - set(SIDES)
        if strays:
            raise ValueError(f"{day} has rows of type {strays}")
        for side in SIDES:
            own = [row for row in group if row["transaction_type"] == side]
            amounts = _flows(day, own)
            for series in wanted:
                if series.part.startswith(f"{side}|") and series.part.partition("|")[2] in amounts:
                    yield _observation(series, day, amounts[series.part.partition("|")[2]])


def _flows(day: date, rows: Sequence[Row]) -> dict[str, Decimal | None]:
    """Add one side of one day by line, after checking labels and published totals."""
    details = [row for row in rows if not _is_total(row)]
    parts: dict[str, list[Decimal | None]] = {}
    for row in details:
        amount, own = _amount(row, "transaction_today_amt"), lines_of(row["transaction_catg"], day)
        if not own and amount is not None and abs(amount) >= UNKNOWN_LINE_MAX:
            raise LookupError(f"{day} has {amount} million under the unknown label {row['transaction_catg']!r}")
        for line in own or [""]:
            parts.setdefault(line, []).append(amount)
        if not set(own) & set(NOT_FISCAL):
            parts.setdefault(EXCEPT_DEBT, []).append(amount)
    amounts = {line: _total(found) for line, found in parts.items()}
    everything = _total(_amount(row, "transaction_today_amt") for row in details) or Decimal(0)
    debt = amounts.get("public_debt") or Decimal(0)
    tolerance = Decimal(len(details) + 1) / 2  # each line is rounded on its own
    for row in rows:
        name, stated = plain(row["transaction_catg"]), _amount(row, "transaction_today_amt")
        if not _is_total(row) or stated is None or name.startswith("total other"):
            continue
        expected = everything - debt if name.startswith("sub") else everything
        if abs(stated - expected) > tolerance:
            raise ValueError(f"the lines of {day} add up to {expected} million, the published total is {stated}")
    return amounts


def _is_total(row: Row) -> bool:
    """Say whether a row of Table II is a total or sub-total, which any era marks in its own column."""
    return plain(row["transaction_catg"]).startswith(("total", "subtotal")) or "total" in plain(
        row["account_type"]
    ).split(" ")


# --- Debt ---


def _public_debt(wanted: Sequence[Series], rows: Sequence[Row]) -> Iterator[Observation]:
    """Read Table III-A. Part: Issues|Bills or Redemptions|Notes, one kind narrowed by |Regular Series."""
    for series in wanted:
        keys = [plain(key) for key in series.part.split("|")]
        columns = ("transaction_type", "security_type", "security_type_desc")[: len(keys)]
        own = [row for row in rows if [plain(row[column]) for column in columns] == keys]
        if rows and not own:
            raise LookupError(f"no row is {series.part}")
        for day, group in _by_day(own).items():
            yield _observation(series, day, _total(_amount(row, "transaction_today_amt") for row in group))


def _debt_limit(wanted: Sequence[Series], rows: Sequence[Row]) -> Iterator[Observation]:
    """Read Table III-C. Part: category, or category|description; while the limit is suspended it has no row."""
    for series in wanted:
        category, _, description = series.part.partition("|")
        for day, group in _by_day(rows).items():
            own = [
                row
                for row in group
                if plain(row["debt_catg"]).removeprefix("less ").removeprefix("plus ") == plain(category)
                and (not description or plain(row["debt_catg_desc"]) == plain(description))
            ]
            if len(own) > 1:
                raise ValueError(f"{len(own)} rows of {day} are {series.part}")
            for row in own:
                yield _observation(series, day, _amount(row, "close_today_bal"))


def _columns(wanted: Sequence[Series], rows: Sequence[Row]) -> Iterator[Observation]:
    """Read the debt to the penny. Part: a column. The two holders must add up to the total, to the cent."""
    for day, group in _by_day(rows).items():
        (row,) = group
        public, government = _amount(row, "debt_held_public_amt"), _amount(row, "intragov_hold_amt")
        total = _amount(row, "tot_pub_debt_out_amt")
        if None not in (public, government, total) and _total((public, government)) != total:
            raise ValueError(f"public and intragovernmental debt of {day} are not the total")
        for series in wanted:
            yield _observation(series, day, _amount(row, series.part))


# --- Auctions ---

DAY_FIELDS = {"settling": "issue_date", "auctioned": "auction_date"}
BIDDERS = ("primary_dealer_accepted", "direct_bidder_accepted", "indirect_bidder_accepted")
PARTS_OF_TOTAL = ("comp_accepted", "noncomp_accepted", "fima_noncomp_accepted", "soma_accepted")


def _auctions(wanted: Sequence[Series], rows: Sequence[Row]) -> Iterator[Observation]:
    """Read auctions. Part: settling|<class>|<column> by day of settlement, auctioned|<class>|<column> by auction day.

    A class is All, Bill, Note, Bond, Coupon (notes and bonds), CMB (among bills), TIPS or FRN (among notes and bonds).
    Amounts of one day are added as they become known: each observation's vintage is the announcement (11:00) or the
    result (two minutes after bidding closes), and its value the sum known by then. SOMA add-ons come on top of the
    offering and are in `total_accepted`.
    """
    for row in rows:
        _check_bidders(row)
    for series in wanted:
        kind, class_, column = series.part.split("|")
        own = [row for row in rows if class_ in classes(row) and _amount(row, column) is not None]
        for day, group in _by_day(own, DAY_FIELDS[kind]).items():
            moments: dict[datetime, list[Decimal]] = {}
            for row in group:
                moments.setdefault(_known_at(row, column), []).append(_amount(row, column) or Decimal(0))
            known = Decimal(0)
            for moment, amounts in sorted(moments.items()):
                known = amounts[-1] if column in REPEATED else known + sum(amounts, Decimal(0))
                yield _observation(series, day, known, moment)


def classes(row: Row) -> set[str]:
    """Return every class a security belongs to, from either spelling of its type.

    >>> sorted(classes({"security_type": "TIPS Note"}))
    ['All', 'Coupon', 'Note', 'TIPS']
    """
    *marks, base = row["security_type"].split()
    if base == "CMB":
        marks, base = ["CMB"], "Bill"
    if base not in ("Bill", "Note", "Bond"):
        raise ValueError(f"{row['security_type']!r} is no known type of security")
    found = {"All", base, *marks} | ({"Coupon"} if base != "Bill" else set())
    columns = {"CMB": "cash_management_bill_cmb", "TIPS": "inflation_index_security", "FRN": "floating_rate"}
    return found | {mark for mark, column in columns.items() if row.get(column) == "Yes"}


def _known_at(row: Row, column: str) -> datetime:
    """Return when a column of an auction became known [U: clocks by convention]."""
    auctioned_on = date.fromisoformat(row["auction_date"])
    if column in ANNOUNCED:
        announced = row["announcemt_date"]
        return at(auctioned_on if announced == "null" else date.fromisoformat(announced), ANNOUNCEMENT_CLOCK)
    closing = row["closing_time_comp"]
    clock = RESULT_CLOCK if closing == "null" else datetime.strptime(closing, "%I:%M %p").time()  # noqa: DTZ007
    return at(auctioned_on, clock) + RESULT_DELAY


def _check_bidders(row: Row) -> None:
    """Compare the bidders with the competitive awards, and all awards with the total; exact since 2008."""
    for names, whole in ((BIDDERS, "comp_accepted"), (PARTS_OF_TOTAL, "total_accepted")):
        amounts, total = [_amount(row, name) for name in names], _amount(row, whole)
        if total is not None and None not in amounts and _total(amounts) != total:
            raise ValueError(f"{' + '.join(names)} of {row['cusip']} on {row['auction_date']} is not {whole}")


def _upcoming(wanted: Sequence[Series], rows: Sequence[Row]) -> Iterator[Observation]:
    """Read upcoming auctions. Part: as of `_auctions`; only the newest snapshot counts, old ones stay in the table."""
    newest = max((date.fromisoformat(row["record_date"]) for row in rows), default=date.min)
    present = [row for row in rows if date.fromisoformat(row["record_date"]) == newest]
    for series in wanted:
        kind, class_, column = series.part.split("|")
        own = [row for row in present if class_ in classes(row) and date.fromisoformat(row["auction_date"]) >= newest]
        for day, group in _by_day(own, DAY_FIELDS[kind]).items():
            yield _observation(series, day, _total(_amount(row, column) for row in group), newest)


# --- Monthly Treasury Statement ---

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTHLY = {
    "receipts": "current_month_gross_rcpt_amt",
    "outlays": "current_month_gross_outly_amt",
    "deficit": "current_month_dfct_sur_amt",
}


def _monthly(wanted: Sequence[Series], rows: Sequence[Row]) -> Iterator[Observation]:
    """Read Table 1. Parts: receipts, outlays, deficit (the publisher's sign: a deficit is positive).

    Each release repeats every month of the last and the present fiscal year; a month's year is told by the heading it
    stands under. All repetitions are kept, each with the release's own moment as vintage.
    """
    for released, group in _by_day(rows).items():
        for month, row in _months(group):
            amounts = {part: _amount(row, column) for part, column in MONTHLY.items()}
            if None in amounts.values():
                continue  # a month still to come
            if _total((amounts["receipts"], amounts["deficit"])) != amounts["outlays"]:
                raise ValueError(f"outlays less receipts of {month:%Y-%m} are not the deficit")
            for series in wanted:
                yield _observation(series, month, amounts[series.part], series.release.known_at(released))


def _months(group: Sequence[Row]) -> Iterator[tuple[date, Row]]:
    """Yield the month rows of one release with the last day of their month."""
    names = {row["classification_id"]: row["classification_desc"] for row in group}
    for row in group:
        if row["classification_desc"] not in MONTHS:
            continue
        heading = re.fullmatch(r"FY (\d{4})", names[row["parent_id"]])
        if heading is None:
            raise ValueError(f"{row['classification_desc']} stands under {names[row['parent_id']]!r}, no fiscal year")
        month = MONTHS.index(row["classification_desc"]) + 1
        year = int(heading[1]) - (month >= 10)  # a fiscal year begins in October of the year before
        yield date(year, month, monthrange(year, month)[1]), row


LINE_ORDER = "record_date,src_line_nbr"
TABLES = {  # days: what surely fits one page of 10,000 rows
    "v1/accounting/dts/operating_cash_balance": Table(_cash_balance, "record_date", LINE_ORDER, 1_826),
    "v1/accounting/dts/deposits_withdrawals_operating_cash": Table(_cash_flows, "record_date", LINE_ORDER, 56),
    "v1/accounting/dts/public_debt_transactions": Table(_public_debt, "record_date", LINE_ORDER, 183),
    "v1/accounting/dts/debt_subject_to_limit": Table(_debt_limit, "record_date", LINE_ORDER, 913),
    "v2/accounting/od/debt_to_penny": Table(_columns, "record_date", LINE_ORDER, 36_525),
    "v1/accounting/od/auctions_query": Table(_auctions, "issue_date", "issue_date,cusip", 1_096),
    "v1/accounting/od/upcoming_auctions": Table(_upcoming, "", "record_date,cusip", 0),
    "v1/accounting/mts/mts_table_1": Table(_monthly, "record_date", LINE_ORDER, 3_653),
}

SOURCE = Source(
    id="fiscaldata",
    publisher="Bureau of the Fiscal Service, US Department of the Treasury",
    terms="US government open data, free for any use; https://fiscaldata.treasury.gov/api-documentation/",
    requests_per_minute=30,  # our courtesy: the limit is unpublished
    requests=requests,
    parse=parse,
)
