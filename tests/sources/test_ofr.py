"""OFR: recorded files, units the publisher states, and what is asked."""

import json
from datetime import date

import pytest
from tests.sources.series_for_tests import read, recorded, refusal, series, values

from tidegauge.errors import UnitsChanged
from tidegauge.sources import ofr
from tidegauge.sources.base import Request

RATE = series("rate", "REPO-TRIV1_AR_OO-P", unit="pct")
START, END = date(2025, 10, 1), date(2025, 10, 31)


def test_recorded_ofr_stress_index() -> None:
    wanted = (series("fsi", "fsi", "OFR FSI", unit="index"), series("em", "fsi", "Emerging markets", unit="index"))
    found = read(ofr.SOURCE, Request(wanted, ofr.STRESS_URL), recorded("ofr/fsi.csv"))
    assert dict(values(found, "fsi")) == {"2000-01-03": 2.14, "2000-01-04": 2.421, "2026-07-28": -2.157}
    assert dict(values(found, "em"))["2026-07-28"] == -0.496


def test_recorded_ofr_mnemonics_follow_the_grammar_of_our_keys() -> None:
    names = json.loads(recorded("ofr/stfm_metadata_mnemonics.json"))
    assert {"REPO-TRI_AR_OO-P", "REPO-TRI_AR_OO-F", "REPO-DVP_OV_TOT-P"} <= set(names)


def test_a_sample_of_the_monitor_is_read() -> None:
    found = read(ofr.SOURCE, Request((RATE,), ofr.MONITOR_URL), recorded("ofr/series_full.json"))
    assert dict(values(found)) == {"2026-03-03": 3.67, "2026-03-04": 3.65}


def test_a_bare_list_of_days_is_another_endpoint() -> None:
    assert "TypeError" in refusal(ofr.SOURCE, Request((RATE,), ofr.MONITOR_URL), '[["2026-08-05", 3.62]]')


def test_a_unit_of_another_kind_is_no_reading() -> None:
    volume = series("volume", "REPO-TRIV1_AR_OO-P", unit="usd")
    body = {
        volume.key: {
            "timeseries": {"aggregation": [["2026-03-03", 3.67]]},
            "metadata": {"unit": {"name": "Percent", "magnitude": 0}},
        }
    }
    with pytest.raises(UnitsChanged) as caught:
        read(ofr.SOURCE, Request((volume,), ofr.MONITOR_URL), json.dumps(body))
    assert caught.value.facts["found"] == "Percent" and caught.value.facts["expected"] == "usd"


def test_a_column_that_left_the_file_is_named() -> None:
    wanted = series("gone", "fsi", "Gold", unit="index")
    body = "Date,OFR FSI\r\n2026-07-28,-2.1\r\n"
    assert "Gold" in refusal(ofr.SOURCE, Request((wanted,), ofr.STRESS_URL), body)


def test_many_mnemonics_share_a_request_and_the_index_has_its_own() -> None:
    rates = [series(f"r{number}", f"REPO-{number}", unit="pct") for number in range(21)]
    asked = list(ofr.SOURCE.requests([*rates, series("fsi", "fsi", "Credit", unit="index")], START, END))
    assert [len(request.series) for request in asked] == [20, 1, 1]
    assert asked[1].params == {"mnemonics": "REPO-20"}
    assert asked[2].url == ofr.STRESS_URL
