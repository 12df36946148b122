"""The names of Table II: dates, both spellings, and what a part may say."""

from datetime import date
from itertools import pairwise

import pytest

from tidegauge.sources.dts_categories import lines, lines_of, plain


def test_the_lines_over_the_break_of_2023() -> None:
    last, first = date(2023, 2, 13), date(2023, 2, 14)
    assert lines_of("Cash FTD's Received (Table IV)", last) == ["federal_tax_deposits"]
    assert lines_of("Cash FTD's Received (Table IV)", first) == []
    assert lines_of("Taxes - Withheld Individual/FICA", first) == ["federal_tax_deposits", "taxes_withheld"]
    assert lines_of("Taxes - Withheld Individual/FICA", last) == []


@pytest.mark.parametrize("label", ["Public Debt Cash Issues (Table {})", "Public Debt Cash Redemp. (Table {})"])
@pytest.mark.parametrize("table", ["III-B", "IIIB"])
def test_both_spellings_of_the_debt_lines_are_debt(label: str, table: str) -> None:
    for day in (date(2010, 1, 4), date(2025, 9, 2)):
        assert lines_of(label.format(table), day) == ["public_debt"]


def test_every_label_belongs_to_a_line_and_to_an_era_that_exists() -> None:
    for line, labels in lines().items():
        assert labels, line
        for label in labels:
            assert label.since <= label.until, label
            day = label.until if label.until != date.max else date(2025, 9, 2)
            assert line in lines_of(label.text, day), label


def test_renamed_lines_leave_no_gap_of_a_month() -> None:
    for line in (
        "individual_tax_refunds",
        "customs_duties",
        "social_security_benefits",
        "medicaid",
        "education_department",
    ):
        for earlier, later in pairwise(lines()[line]):
            assert 0 < (later.since - earlier.until).days <= 31, line


def test_case_and_punctuation_do_not_tell_labels_apart() -> None:
    assert plain("  TAXES -  Withheld Individual/FICA ") == plain("Taxes - Withheld Individual/FICA")
    assert plain("Sub-Total Deposits") == "subtotal deposits"
