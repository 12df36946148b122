"""SEC EDGAR company facts: what listed companies report of themselves, filing by filing.

JSON, no key, public. A series' key is the company's ``CIK0000320193`` and its part one of `CONCEPTS`. Every filing is
kept as a vintage: an observation's vintage is the day the filing was made, its period the last day of the month in
which the quarter ends as the company counts quarters. A value is found by the start and end of its period; the fields
`fy` and `fp` describe the filing that carries it and are not read.

Companies state cash flows for the year to date, so a quarter is the difference of two such figures. The service wants
a name and an e-mail in the User-Agent and blocks callers above ten requests a second.
"""

import json
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from tidegauge.catalogue.series import Series
from tidegauge.frame import Observation
from tidegauge.sources.base import Request, Source, strict_reading
from tidegauge.units import scaled

BASE_URL = "https://data.sec.gov/api/xbrl/companyfacts"
TAXONOMY, UNIT = "us-gaap", "USD"
QUARTER_DAYS = (80, 120)  # 12 to 16 weeks: not every company splits its year evenly
YEAR_DAYS_MAX = 380  # 53 weeks are 371
CONCEPTS: dict[str, tuple[str, ...]] = {  # tags in order of preference; they are never added
    "revenue": (
        "RevenueFromContractWithCustomerExcludingAssessedTax",
        "Revenues",
        "RevenueFromContractWithCustomerIncludingAssessedTax",
        "SalesRevenueNet",
    ),
    "capex": ("PaymentsToAcquirePropertyPlantAndEquipment", "PaymentsToAcquireProductiveAssets"),
    "finance_lease_payments": ("FinanceLeasePrincipalPayments",),
    "operating_cash_flow": (
        "NetCashProvidedByUsedInOperatingActivities",
        "NetCashProvidedByUsedInOperatingActivitiesContinuingOperations",
    ),
    "operating_income": ("OperatingIncomeLoss",),
    "net_income": ("NetIncomeLoss",),
    "research_and_development": ("ResearchAndDevelopmentExpense",),
    "cash": ("CashAndCashEquivalentsAtCarryingValue",),
    "interest_bearing_deposits_in_banks": ("InterestBearingDepositsInBanks",),
    "cash_and_due_from_banks": ("CashAndDueFromBanks",),
    "securities_available_for_sale": ("AvailableForSaleSecuritiesDebtSecurities",),
    "securities_held_to_maturity": (
        "HeldToMaturitySecurities",
        "DebtSecuritiesHeldToMaturityAmortizedCostAfterAllowanceForCreditLoss",
    ),
}
Vintages = dict[date, Decimal]  # day of filing to value


class Fact(NamedTuple):
    """One value of one tag in one filing; `start` is None for a balance."""

    start: date | None
    end: date
    amount: Decimal
    filed_on: date

    @property
    def days(self) -> int:
        """How many days the fact spans, both ends included; 0 for a balance."""
        return 0 if self.start is None else (self.end - self.start).days + 1


def requests(series: Sequence[Series], start: date, end: date) -> Iterator[Request]:
    """Yield one GET for each company; it brings every filing since 2009, whatever the dates."""
    for key in dict.fromkeys(item.key for item in series):
        yield Request(tuple(item for item in series if item.key == key), f"{BASE_URL}/{key}.json")


def parse(request: Request, body: bytes) -> Iterator[Observation]:
    """Yield one observation for each quarter and each filing that states it.

    Where several tags say the same, each filing takes the first of `CONCEPTS` that is known by then. A quarter whose
    figures for the year to date are not all filed yet is left out.

    Raises
    ------
    SourceFormatError
        The reply is about another company, has none of a concept's tags, or a fact lacks its dates or value.
    """
    with strict_reading("sec", request.series):
        answer = json.loads(body)
        found: list[Observation] = []
        for series in request.series:
            if int(answer["cik"]) != int(series.key.removeprefix("CIK")):
                raise ValueError(f"the reply is about {answer['cik']}")
            tags = [_facts(answer["facts"], tag) for tag in CONCEPTS[series.part]]
            if not any(tags):
                raise LookupError(f"no tag of {series.part} is in the reply")
            found += _observations(series, [quarters(facts) for facts in tags])
        return iter(found)


def quarters(facts: Sequence[Fact]) -> dict[date, Vintages]:
    """Return the value of each quarter (or balance) by its last day and by the day it was filed.

    A quarter stated as such wins over a difference in the same filing. The difference takes the newest figure for the
    shorter span that is known when the longer one is filed, so a restated year meets a restated nine months.
    """
    values: dict[date, Vintages] = {}
    spans: dict[tuple[date | None, date], Vintages] = {}
    for fact in facts:
        spans.setdefault((fact.start, fact.end), {})[fact.filed_on] = fact.amount
        if fact.start is None or _is_quarter(fact.days):
            values.setdefault(fact.end, {})[fact.filed_on] = fact.amount
    shorter: dict[date | None, list[date]] = {}
    for start, end in spans:
        shorter.setdefault(start, []).append(end)
    for fact in facts:
        if fact.start is None or _is_quarter(fact.days) or fact.days > YEAR_DAYS_MAX:
            continue
        for end in shorter[fact.start]:
            before = _known(spans[fact.start, end], fact.filed_on) if _is_quarter((fact.end - end).days) else None
            if before is not None:
                values.setdefault(fact.end, {}).setdefault(fact.filed_on, fact.amount - before)
    return values


def _observations(series: Series, tags: Sequence[Mapping[date, Vintages]]) -> Iterator[Observation]:
    """Yield quarter after quarter, filing after filing; earlier tags win."""
    for end in sorted({end for tag in tags for end in tag}):
        known = [tag[end] for tag in tags if end in tag]
        for filed_on in sorted({day for vintages in known for day in vintages}):
            amounts = (_known(vintages, filed_on) for vintages in known)
            amount = next(amount for amount in amounts if amount is not None)
            yield Observation(series.id, _month_end(end), scaled(amount, series.delivered, series.unit), filed_on)


def _month_end(day: date) -> date:
    """Return the last day of the month: weeks of business end on a Saturday, the catalogue counts in months."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _facts(taxonomies: Mapping[str, Any], tag: str) -> list[Fact]:
    """Return the facts of one tag in dollars, in order of filing; none where the company does not use the tag."""
    concept = taxonomies[TAXONOMY].get(tag)
    rows: Iterable[Mapping[str, Any]] = [] if concept is None else concept["units"].get(UNIT, [])
    return sorted((_fact(row) for row in rows), key=lambda fact: fact.filed_on)


def _fact(row: Mapping[str, Any]) -> Fact:
    """Read one fact."""
    amount = row["val"]
    if isinstance(amount, bool) or not isinstance(amount, int | float):
        raise TypeError(f"the value {amount!r} is no number")
    start = date.fromisoformat(row["start"]) if "start" in row else None
    return Fact(start, date.fromisoformat(row["end"]), Decimal(repr(amount)), date.fromisoformat(row["filed"]))


def _known(vintages: Vintages, day: date) -> Decimal | None:
    """Return the newest value filed by `day`."""
    filed = [filed_on for filed_on in vintages if filed_on <= day]
    return vintages[max(filed)] if filed else None


def _is_quarter(days: int) -> bool:
    """Say whether a span of days is a quarter."""
    return QUARTER_DAYS[0] <= days <= QUARTER_DAYS[1]


SOURCE = Source(
    id="sec",
    publisher="US Securities and Exchange Commission (filings of the companies)",
    terms="Public filings; fair access rules at https://www.sec.gov/os/accessing-edgar-data",
    requests_per_minute=240,  # published limit ten a second; blocks were seen just below it
    requests=requests,
    parse=parse,
    contact_variable="TIDEGAUGE_CONTACT",
)
