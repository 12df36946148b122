"""What is said of runs that overdo tension is what back-tests show, and only where it bears on what is asked."""

from datetime import date, timedelta

import pytest
from bench.band_coverage import openings
from bench.days_above import counts, means

from tidegauge.scenarios import overdone
from tidegauge.scenarios.overdone import FIRST, LAST


def test_every_opening_since_the_autumn_of_2025_calls_more_tense_days_than_came_about_as_many_as_is_said() -> None:
    """Where this turns red the market or the model has changed, and the warning is to be measured anew or dropped."""
    found = list(counts(list(openings(FIRST, LAST, 3)), paths=100))
    assert all(one.called[1] > one.came for one in found)
    called, came = means(found)
    assert called == pytest.approx(overdone.DAYS_CALLED, abs=3)
    assert came == pytest.approx(overdone.DAYS_CAME, abs=1)


def test_the_openings_counted_are_the_wednesdays_between() -> None:
    assert len(list(openings(FIRST, LAST, 1))) == overdone.OPENINGS


def test_the_openings_before_called_no_more_than_came() -> None:
    """The control: a warning that held for every opening would say nothing of these."""
    found = list(counts([FIRST - timedelta(weeks=n) for n in (2, 3, 4)], paths=100))
    assert all(one.called[1] <= one.came for one in found)


@pytest.mark.parametrize(
    ("opening", "asked", "is_said"),
    [
        (FIRST, ["reserves_usd", "sofr_iorb_bp"], True),
        (LAST + timedelta(days=30), ["sofr_iorb_bp"], True),
        (FIRST - timedelta(days=1), ["sofr_iorb_bp"], False),
        (date(2019, 9, 13), ["sofr_iorb_bp"], False),
        (FIRST, ["reserves_usd", "effr_iorb_bp"], False),
        (FIRST, [], False),
    ],
)
def test_it_is_said_of_such_openings_when_the_spread_is_asked_for(
    opening: date, asked: list[str], is_said: bool
) -> None:
    assert bool(overdone.overdone(opening, asked)) is is_said
