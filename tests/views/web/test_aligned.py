"""Episodes side by side: the title tells both, rows hold every day, and what is refused stays in its field."""

import pytest
from tests.views.web.pages_for_tests import page_of

from tidegauge.views.web.aligned import compared
from tidegauge.views.web.answers import Answers
from tidegauge.words import LANGUAGES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_september_2019_stands_beside_the_latest_stress_that_was_known(bundled_answers: Answers, lang: str) -> None:
    shown = compared(page_of(bundled_answers, lang=lang))
    assert shown["chosen"] == ("september_2019", "late_october_2025")
    assert "+315" in shown["section"].title
    assert "+32" in shown["section"].title


def test_rows_run_from_ten_days_before_to_ten_after_and_stay_empty_where_nothing_is_known(
    bundled_answers: Answers,
) -> None:
    table = compared(page_of(bundled_answers))["section"].table
    assert [row[0] for row in table.plain[1:]] == list(range(-10, 11))
    assert table.plain[0] == (
        "business_day",
        "september_2019_day",
        "september_2019_sofr_iorb_bp",
        "late_october_2025_day",
        "late_october_2025_sofr_iorb_bp",
    )
    assert table.plain[-1][3:] == (None, None), "ten business days after 28 October lie after the moment"


def test_an_episode_nobody_had_noticed_is_not_offered(bundled_answers: Answers) -> None:
    shown = compared(page_of(bundled_answers, "2019-09-13"))
    offered = {one.id for _, known in shown["kinds"] for one in known}
    assert "september_2019" not in offered
    assert "september_2019" not in shown["chosen"]


def test_an_episode_that_does_not_exist_is_refused_in_words(bundled_answers: Answers) -> None:
    shown = compared(page_of(bundled_answers, a="septembr_2019"))
    assert shown["section"] is None
    assert "september_2019" in shown["refused"]


def test_a_gauge_that_is_not_offered_is_taken_for_the_spread(bundled_answers: Answers) -> None:
    assert compared(page_of(bundled_answers, gauge="nonsense"))["gauge"] == "sofr_iorb_bp"
