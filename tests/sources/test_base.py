"""Reading strictly: whatever goes wrong in a reply is one error, short and with its cause."""

import csv

import pytest

from tidegauge.catalogue.series import load
from tidegauge.errors import SourceFormatError, UnitsChanged
from tidegauge.sources.base import strict_reading


@pytest.mark.parametrize(
    "error",
    [
        KeyError("refRates"),
        IndexError("0"),
        TypeError("x"),
        ValueError("x"),
        AttributeError("x"),
        ZeroDivisionError("x"),
        RecursionError("x"),
        csv.Error("x"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_goes_wrong_while_reading_is_a_format_error(error: Exception) -> None:
    with pytest.raises(SourceFormatError) as caught, strict_reading("nyfed", [load()["sofr"], load()["iorb"]]):
        raise error
    assert caught.value.facts["source"] == "nyfed"
    assert caught.value.facts["series"] == "sofr, iorb"
    assert str(caught.value.facts["detail"]).startswith(type(error).__name__)
    assert caught.value.__cause__ is error


def test_our_own_errors_pass_as_they_are() -> None:
    mine = UnitsChanged(source="fred", series="sofr", found="a", expected="b")
    with pytest.raises(UnitsChanged) as caught, strict_reading("fred", []):
        raise mine
    assert caught.value is mine


def test_a_whole_page_is_not_quoted() -> None:
    with pytest.raises(SourceFormatError) as caught, strict_reading("fred", []):
        raise ValueError("<html>\n" + "x" * 100_000)
    detail = str(caught.value.facts["detail"])
    assert len(detail) == 300
    assert "\n" not in detail
