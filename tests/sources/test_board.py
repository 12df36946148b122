"""The Board's Data Download Program: recorded SDMX-ML, units, packages and hostile XML."""

from datetime import date

import pytest
from tests.sources.series_for_tests import read, recorded, refusal, series, values

from tidegauge.errors import SourceFormatError, UnitsChanged
from tidegauge.sources import board
from tidegauge.sources.base import Request

ASSETS = series("assets", "H41/RESPPMA_N.WW", delivered="usd_million")
START, END = date(2025, 10, 1), date(2025, 10, 31)
LINES = (
    "Series Description,Total assets",
    "Unit:,Currency",
    "Multiplier:,1000000",
    "Currency:,USD",
    "Unique Identifier:,H41/H41/RESPPMA_N.WW",
    "Time Period,RESPPMA_N.WW",
    "2025-10-29,6587034",
)


def csv_with(old: str, new: str) -> str:
    return "\n".join(LINES).replace(old, new)


def test_recorded_board_sdmx() -> None:
    wanted = (series("m1", "H6/M1_N.M", delivered="usd_billion"), series("checks", "H6/MTC_N.M"))
    found = read(board.SOURCE, Request(wanted, board.URL), recorded("frb/ddp_h6.sdmx.xml"))
    assert dict(values(found, "m1")) == {"2026-04-30": 19_647_900_000_000.0, "2026-05-31": 19_679_800_000_000.0}
    assert dict(values(found, "checks")) == {"2018-11-30": 1.7e9, "2018-12-31": 1.7e9}


def test_a_sample_of_the_csv_layout_is_read() -> None:
    found = read(board.SOURCE, Request((ASSETS,), board.URL), recorded("frb/ddp_h41_layout.csv"))
    assert dict(values(found)) == {"2026-07-22": 6.58e12, "2026-07-29": 6.595e12, "2026-08-05": None}


def test_a_changed_multiplier_is_applied() -> None:
    found = read(board.SOURCE, Request((ASSETS,), board.URL), csv_with("1000000", "1000"))
    assert list(values(found)) == [("2025-10-29", 6_587_034_000.0)]


@pytest.mark.parametrize(("old", "new"), [(":,Currency", ":,Percent"), (",USD", ",EUR"), (":,Currency", ":,Index")])
def test_a_changed_unit_is_no_reading(old: str, new: str) -> None:
    with pytest.raises(UnitsChanged) as caught:
        read(board.SOURCE, Request((ASSETS,), board.URL), csv_with(old, new))
    assert caught.value.facts["series"] == "assets"


def test_a_rate_is_read_as_a_rate() -> None:
    rate = series("iorb", "PRATES/RESBM_N.D", unit="pct")
    body = csv_with(":,Currency", ":,Percent:_Per_Year").replace("1000000", "1").replace("RESPPMA_N.WW", "RESBM_N.D")
    found = read(board.SOURCE, Request((rate,), board.URL), body.replace(",USD", ",NA").replace("6587034", "3.90"))
    assert list(values(found)) == [("2025-10-29", 3.9)]


def test_a_month_is_dated_on_its_last_day() -> None:
    found = read(board.SOURCE, Request((ASSETS,), board.URL), csv_with("2025-10-29", "2024-02"))
    assert list(values(found)) == [("2024-02-29", 6_587_034_000_000.0)]


def test_no_entity_is_expanded() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    assert "declares" in refusal(board.SOURCE, Request((ASSETS,), board.URL), bomb)


def test_no_document_type_is_followed() -> None:
    outside = '<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>'
    assert "declares" in refusal(board.SOURCE, Request((ASSETS,), board.URL), outside)


def test_two_columns_of_one_name_are_refused() -> None:
    body = "\n".join(f"{line},{line.partition(',')[2]}" for line in LINES)
    assert "heads 2 columns" in refusal(board.SOURCE, Request((ASSETS,), board.URL), body)


def test_another_encoding_cannot_hide_an_entity() -> None:
    with pytest.raises(SourceFormatError):
        list(board.SOURCE.parse(Request((ASSETS,), board.URL), "<!DOCTYPE a><a/>".encode("utf-16")))


def test_a_series_that_is_not_in_the_reply_is_named() -> None:
    wanted = (ASSETS, series("gone", "H41/GONE_N.WW"))
    assert "GONE_N.WW" in refusal(board.SOURCE, Request(wanted, board.URL), "\n".join(LINES))
    assert "GONE_N.WW" in refusal(board.SOURCE, Request(wanted, board.URL), recorded("frb/ddp_h6.sdmx.xml"))


def test_a_package_is_asked_for_once() -> None:
    reserves = series("reserves", "H41/RESH4R_N.WW", "reserve_factors")
    own = series("own", "H41/RESTBC_N.WW", "0123456789abcdef0123456789abcdef")
    tga = series("tga", "H41/RESPPLLDT_N.WW")
    first, second, third = board.SOURCE.requests([ASSETS, reserves, tga, own], START, END)
    assert first.series == (ASSETS, tga) and first.params["series"] == board.PACKAGES["H41|"]
    assert second.params["series"] == board.PACKAGES["H41|reserve_factors"]
    assert third.params["series"] == own.part
    assert (first.params["rel"], first.params["from"], first.params["to"]) == ("H41", "10/01/2025", "10/31/2025")


def test_a_release_without_package_is_refused() -> None:
    with pytest.raises(SourceFormatError):
        list(board.SOURCE.requests([series("m1", "H6/M1_N.M")], START, END))


def test_packages_are_those_seen_in_use() -> None:
    assert board.PACKAGES == {
        "H41|": "65cb5d86fcaca4f4a8129301bd9502bd",
        "H41|condition_statement": "3ab1b33ad80c27bc5cc4f8122b7a6440",
        "H41|reserve_factors": "2704b6bc9b50bc034baf9660364dfb26",
        "H8|": "fce2318909bacbc8ce268096deddd180",
        "H8|not_seasonally_adjusted": "2f71e49efe1992f5ed44db0a0e9b1df5",
        "PRATES|": "c27939ee810cb2e929a920a6bd77d9f6",
    }


@pytest.mark.parametrize(("status", "value"), [("A", 123e6), ("NA", None), ("ND", None), ("NC", None)])
def test_a_value_counts_only_with_its_status(status: str, value: float | None) -> None:
    wanted = series("assets", "H41/RESPPMA_N.WW")
    body = (
        '<f:Data xmlns:f="f"><f:Series SERIES_NAME="RESPPMA_N.WW" UNIT="Currency" CURRENCY="USD" UNIT_MULT="1000000">'
        f'<f:Obs OBS_STATUS="{status}" OBS_VALUE="123" TIME_PERIOD="2025-10-29"/></f:Series></f:Data>'
    )
    (row,) = read(board.SOURCE, Request((wanted,), board.URL), body)
    assert row.value == value
