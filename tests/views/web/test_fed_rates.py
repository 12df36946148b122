"""What the Fed sets: the rate in force on the day, not the one announced for later, and only what existed."""

from datetime import date

import pytest
from tests.views.web.pages_for_tests import page_of

from tidegauge.views.web import fed_rates
from tidegauge.views.web.answers import Answers
from tidegauge.words import LANGUAGES, text


def test_a_rate_announced_for_tomorrow_is_not_in_force_today(bundled_answers: Answers) -> None:
    evening = fed_rates.administered(page_of(bundled_answers, "2025-10-29T18:00"))
    morrow = fed_rates.administered(page_of(bundled_answers, "2025-10-30T18:00"))
    before, after = ({row[0]: row[1:] for row in section.table.plain[1:]} for section in (evening, morrow))
    assert before["iorb"][0] == 4.15
    assert after["iorb"] == (3.9, date(2025, 10, 30), 4.15)
    assert "4.15 %" in evening.title
    assert "3.90 %" in morrow.title


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_rate_is_not_called_a_balance(bundled_answers: Answers, lang: str) -> None:
    page = page_of(bundled_answers, lang=lang)
    assert text("web.fed_rates.level", lang) in fed_rates.administered(page).table.head
    if lang != "en":
        assert page.phrases("head.level") not in fed_rates.administered(page).table.head


def test_a_facility_that_did_not_exist_has_no_row_and_no_line(bundled_answers: Answers) -> None:
    page = page_of(bundled_answers, "2019-09-16")
    assert "srf_rate" not in {row[0] for row in fed_rates.administered(page).table.plain}
    take_up = fed_rates.take_up(page)["section"]
    assert take_up.table.plain[0] == ("day", "on_rrp_usd")
    assert "tanding repo" not in take_up.title


def test_take_up_is_every_day_of_the_year_to_the_dollar(bundled_answers: Answers) -> None:
    rows = fed_rates.take_up(page_of(bundled_answers))["section"].table.plain
    assert rows[0] == ("day", "srf_usd", "on_rrp_usd")
    assert rows[-1][1:] == (50_350_000_000, 51_802_000_000)
    assert 240 < len(rows) < 262


def test_before_any_rate_was_known_that_is_said(bundled_answers: Answers) -> None:
    page = page_of(bundled_answers, "1999-01-04")
    assert fed_rates.administered(page).table.rows == ()
    assert fed_rates.take_up(page) == {"section": None}


def test_month_ends_are_the_last_business_days_the_latest_on_top(bundled_answers: Answers) -> None:
    page = page_of(bundled_answers)
    section = fed_rates.period_ends(page.ask("brief").answer, page)
    assert section is not None
    days = [row[0] for row in section.table.plain[1:]]
    assert days == sorted(days, reverse=True)
    assert days[0].isoformat() == "2025-10-31"
    assert len({(day.year, day.month) for day in days}) == len(days)
    assert "+32 bp" in section.title
