"""New York Fed: what is asked for, and what counts as a day of standing repo."""

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tidegauge.catalogue.series import Series, load
from tidegauge.errors import InvalidCatalogue
from tidegauge.sources import nyfed
from tidegauge.sources.base import Request
from tidegauge.units import UNITS

START, END = date(2025, 10, 1), date(2025, 10, 31)


def series(id_: str, key: str, part: str = "") -> Series:
    return replace(load()["srf"], id=id_, key=key, part=part)


def test_one_request_serves_every_series_of_one_key() -> None:
    sofr, srf, on_rrp = load()["sofr"], load()["srf"], load()["on_rrp"]
    low = series("sofr_low", "rates/secured/sofr", "percentPercentile1")
    bills, total = series("bills", "soma/summary", "bills"), series("soma", "soma/summary", "total")
    dealers = [series(f"dealer_{n}", f"pd/PD-{n}") for n in range(13)]
    found = list(nyfed.requests([sofr, srf, low, on_rrp, bills, total, *dealers], START, END))
    span = {"startDate": "2025-10-01", "endDate": "2025-10-31"}
    base = "https://markets.newyorkfed.org/api"
    keys = "_".join(f"PD-{n}" for n in range(12))
    assert [(r.url.removeprefix(base), r.params, [s.id for s in r.series]) for r in found] == [
        (f"/pd/get/{keys}.json", {}, [f"dealer_{n}" for n in range(12)]),
        ("/pd/get/PD-12.json", {}, ["dealer_12"]),
        ("/rates/secured/sofr/search.json", span, ["sofr", "sofr_low"]),
        ("/rp/results/search.json", span | {"operationTypes": "Repo"}, ["srf"]),
        ("/rp/results/search.json", span | {"operationTypes": "Reverse Repo"}, ["on_rrp"]),
        ("/soma/summary.json", {}, ["bills", "soma"]),
    ]


def test_long_spans_are_cut_without_gap_or_overlap() -> None:
    found = list(nyfed.requests([load()["sofr"]], date(2018, 4, 2), END))
    spans = [(date.fromisoformat(r.params["startDate"]), date.fromisoformat(r.params["endDate"])) for r in found]
    assert spans[0][0] == date(2018, 4, 2)
    assert spans[-1][1] == END
    assert all(after[0] - before[1] == timedelta(days=1) for before, after in pairwise(spans))
    assert max((last - first).days for first, last in spans) < nyfed.SPAN_DAYS
    assert len(found) == 2


def operation(day: str, release: str, close: str, amount: int, **more: object) -> dict[str, object]:
    details = [{"securityType": "Treasury", "amtAccepted": amount}]
    return {
        "operationId": f"{day} {release} {amount}",
        "operationDate": day,
        "operationType": "Repo",
        "operationMethod": "Multiple Price",
        "releaseTime": release,
        "closeTime": close,
        "totalAmtAccepted": amount,
        "details": details,
    } | more


def read(id_: str, *operations: dict[str, object]) -> list[tuple[date, float | None]]:
    request = Request((load()[id_],), "https://markets.newyorkfed.org/api/rp/results/search.json")
    body = json.dumps({"repo": {"operations": operations}}).encode()
    return [(row.period, row.value) for row in nyfed.parse(request, body)]


def test_31_october_2025_adds_up_to_fifty_billion() -> None:
    morning = operation("2025-10-31", "08:15", "08:30", 20_350_000_000)
    afternoon = operation("2025-10-31", "13:30", "13:45", 30_000_000_000)
    assert read("srf", morning, afternoon) == [(END, 50_350_000_000.0)]
    assert read("srf", afternoon, morning) == [(END, 50_350_000_000.0)]


def test_a_morning_is_not_yet_a_day() -> None:
    morning = operation("2025-11-03", "08:15", "08:30", 14_750_000_000)
    yesterday = operation("2025-10-31", "13:30", "13:45", 30_000_000_000)
    assert read("srf", morning, yesterday) == [(END, 30_000_000_000.0)]


def test_a_morning_of_a_past_day_is_that_day() -> None:
    morning = operation("2025-10-30", "08:15", "08:30", 5_000_000_000)
    later = operation("2025-10-31", "13:30", "13:45", 0)
    assert read("srf", morning, later) == [(date(2025, 10, 30), 5e9), (END, 0.0)]


@pytest.mark.parametrize(
    ("release", "close", "amount", "more", "counts"),
    [
        ("13:30", "13:45", 100_000_000, {}, True),  # small, on time: usage
        ("13:29", "13:45", 3_000_000, {}, True),
        ("10:00", "10:15", 94_000_000, {}, False),  # small, off time: a test
        ("14:30", "14:45", 5_000_000_000, {}, True),  # late but large: usage
        ("13:30", "13:45", 56_000_000, {"note": "A small-value exercise."}, False),
        ("13:30", "13:45", 56_000_000, {"note": "Today's limit is $500 billion."}, True),
        ("13:30", "13:45", 56_000_000, {"note": None}, True),
        ("13:30", "13:45", 56_000_000, {"auctionStatus": "Announced"}, False),
        ("13:30", "13:45", 56_000_000, {"term": "Term"}, False),
        ("13:30", "13:45", 56_000_000, {"operationMethod": "Full Allotment"}, True),
        ("13:30", "13:45", 56_000_000, {"operationType": "Reverse Repo"}, False),
    ],
)
def test_tests_of_the_pipes_and_what_is_no_overnight_repo_do_not_count(
    release: str, close: str, amount: int, more: dict[str, object], counts: bool
) -> None:
    regular = operation("2025-10-31", "13:30", "13:45", 2_000_000_000)
    other = operation("2025-10-31", release, close, amount, **more)
    assert read("srf", regular, other) == [(END, 2e9 + amount * counts)]


def test_reverse_repo_counts_fixed_rate_operations_only() -> None:
    fixed = {"operationType": "Reverse Repo", "operationMethod": "Fixed Rate"}
    regular = operation("2025-10-31", "12:45", "13:15", 51_802_000_000, **fixed)
    multiple = operation("2025-10-31", "13:00", "13:15", 7_000_000_000, operationType="Reverse Repo")
    assert read("on_rrp", regular, multiple) == [(END, 51_802_000_000.0)]


def test_the_rate_of_a_day_is_that_of_its_largest_operation() -> None:
    def offered(rate: float, amount: int, close: str) -> dict[str, object]:
        details = [{"securityType": "Treasury", "amtAccepted": amount, "percentAwardRate": rate}]
        kind = {"operationType": "Reverse Repo", "operationMethod": "Fixed Rate", "details": details}
        return operation("2025-10-31", "12:45", close, amount, **kind)

    rate = replace(series("rate", "rp/reverserepo", "percentAwardRate"), unit=UNITS["pct"], delivered=UNITS["pct"])
    body = {"repo": {"operations": [offered(3.8, 10**9, "13:15"), offered(3.75, 5 * 10**10, "13:15")]}}
    (row,) = nyfed.parse(Request((rate,), "https://markets.newyorkfed.org/api/rp"), json.dumps(body).encode())
    assert row.value == 3.75


def test_a_part_the_service_does_not_have_is_the_catalogues_mistake() -> None:
    request = Request((series("srf_gold", "rp/repo", "Gold"),), "https://markets.newyorkfed.org/api/rp")
    with pytest.raises(InvalidCatalogue, match="Gold"):
        list(nyfed.parse(request, b'{"repo": {"operations": []}}'))
