"""TIC: recorded tables, the scale in the title, and what is asked."""

from datetime import date

import pytest
from tests.sources.series_for_tests import read, recorded, refusal, series, values

from tidegauge.errors import UnitsChanged
from tidegauge.sources import tic
from tidegauge.sources.base import Request


def wide(part: str, id_: str = "holder") -> Request:
    return Request((series(id_, "slt_table5", part, delivered="usd_billion"),), "x")


def long(part: str, delivered: str = "usd_million") -> Request:
    return Request((series("holder", "slt_table3", part, delivered=delivered),), "x")


def test_recorded_tic_major_holders() -> None:
    body = recorded("tic/slt_table5_excerpt.txt")
    japan = dict(values(read(tic.SOURCE, wide("Japan"), body)))
    assert japan == {"2026-07-31": 1103.9e9, "2026-06-30": 1116.7e9, "2026-05-31": 1143.1e9}
    official = dict(values(read(tic.SOURCE, wide("Of Which: Foreign Official"), body)))
    assert official["2026-05-31"] == 3845.9e9
    assert "Belgium" in refusal(tic.SOURCE, wide("Belgium"), body)


def test_recorded_tic_china() -> None:
    body = recorded("tic/slt_table3_china.txt")
    assert dict(values(read(tic.SOURCE, long("41408|for_treas_pos"), body))) == {
        "2026-07-31": 618_011e6,
        "2026-06-30": 633_381e6,
    }
    assert dict(values(read(tic.SOURCE, long("41408|for_st_treas_net"), body)))["2026-07-31"] == -4_937e6
    assert "99999" in refusal(tic.SOURCE, long("99999|for_treas_pos"), body)


def test_a_table_in_another_scale_is_no_reading() -> None:
    body = "Thousands of dollars\n\ncountry\tcountry_code\tdate\tfor_treas_pos\nJapan\t42609\t2025-09\t1\n"
    with pytest.raises(UnitsChanged) as caught:
        read(tic.SOURCE, long("42609|for_treas_pos"), body)
    assert caught.value.facts["found"] == "usd_thousand"


def test_a_name_in_an_old_encoding_is_read() -> None:
    body = "Country\t2025-09\nCôte d'Ivoire\t0.1\n".encode("cp1252")
    assert list(values(list(tic.SOURCE.parse(wide("Côte d'Ivoire"), body)))) == [("2025-09-30", 1e8)]


def test_a_row_cut_short_is_refused() -> None:
    body = "country\tcountry_code\tdate\tfor_treas_pos\nJapan\t42609\t2025-09\n"
    assert "cut" in refusal(tic.SOURCE, long("42609|for_treas_pos"), body)


def test_each_file_is_asked_for_once() -> None:
    wanted = [*wide("Japan").series, *long("41408|for_treas_pos").series, *wide("All Other").series]
    asked = list(tic.SOURCE.requests(wanted, date(2025, 1, 1), date(2025, 1, 2)))
    assert [(request.url.rpartition("/")[2], len(request.series)) for request in asked] == [
        ("slt_table5.txt", 2),
        ("slt_table3.txt", 1),
    ]
