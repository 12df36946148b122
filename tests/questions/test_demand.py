"""Demand: shares of what competitive bidders bought, told only where every auction day tells them; nothing invented."""

from datetime import date

import pytest
from tests.questions.conftest import NOON, Small

from tidegauge.catalogue.series import find
from tidegauge.questions.demand import HOLDERS, Demand, demand
from tidegauge.questions.desk import Desk
from tidegauge.words import LANGUAGES
from tidegauge.words.sentence import say

BOUGHT = {"2025-10-28": 60e9, "2025-10-30": 40e9}


def asked(desk: Desk) -> Demand:
    found: Demand = demand(desk, as_of=NOON).answer
    return found


def test_the_dealers_share_is_of_what_competitive_bidders_bought(small: Small) -> None:
    taken = {"2025-10-28": 15e9, "2025-10-30": 5e9}
    found = asked(small(auction_coupons_competitive=BOUGHT, auction_coupons_dealers=taken))
    (coupons,) = found.auctions
    assert (coupons.kind, coupons.competitive_usd, coupons.dealers_share) == ("coupons", 100_000_000_000, 0.2)
    assert (coupons.first, coupons.last, coupons.days) == (date(2025, 10, 28), date(2025, 10, 30), 2)
    assert (coupons.direct_share, coupons.indirect_share, coupons.dealers_share_before) == (None, None, None)
    assert "20.0 % of the 100 bn of notes and bonds" in say(found.headline[0], "en")


def test_a_class_that_is_not_told_of_every_auction_day_has_no_share(small: Small) -> None:
    found = asked(small(auction_bills_competitive=BOUGHT, auction_bills_dealers={"2025-10-28": 15e9}))
    assert found.auctions[0].dealers_share is None
    assert found.headline[0].key == "demand.says.sold"


def test_an_auction_of_a_quarter_ago_and_one_not_yet_held_do_not_count(small: Small) -> None:
    days = BOUGHT | {"2025-08-01": 9e9, "2025-11-04": 9e9}
    assert asked(small(auction_bills_competitive=days)).auctions[0].competitive_usd == 100_000_000_000


def test_a_year_before_stands_beside_the_share(small: Small) -> None:
    days = {"2024-10-29": 50e9, "2025-10-28": 50e9}
    taken = {"2024-10-29": 20e9, "2025-10-28": 10e9}
    found = asked(small(auction_bills_competitive=days, auction_bills_dealers=taken))
    assert (found.auctions[0].dealers_share, found.auctions[0].dealers_share_before) == (0.2, 0.4)
    assert "40.0 % a year before" in say(found.headline[0], "en")


def test_where_not_every_auction_is_stored_no_amount_is_told(small: Small) -> None:
    desk = small(auction_bills_competitive={"2019-09-12": 88e9}, auction_bills_dealers={"2019-09-12": 44e9}, tga=BOUGHT)
    then = NOON.replace(year=2019, month=9, day=16)
    found = demand(desk, as_of=then).answer
    assert (found.auctions[0].competitive_usd, found.auctions[0].dealers_share) == (None, 0.5)
    assert "stored auctions" in say(found.headline[0], "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_not_known_is_named_with_its_publisher(desk: Desk, lang: str) -> None:
    """The bundled figures know the auctions, the Fed's own holdings and its custody, and no other holder."""
    answer = demand(desk, as_of=NOON)
    assert [one.kind for one in answer.answer.auctions] == ["bills", "coupons"]
    assert {one.series for one in answer.answer.holders} == {"treasuries_held", "custody_holdings"}
    (missing,) = [one for one in answer.findings if one.check == "demand_unknown"]
    named = [one.facts["name"].names for one in missing.detail.facts["series"].parts]
    assert sum(find(series).names in named for series in HOLDERS) == len(HOLDERS) - 2
    publisher = {"en": "Office of Financial Research", "zh-Hans": "美国金融研究办公室", "zh-Hant": "美國金融研究"}
    assert publisher[lang] in say(missing.detail, lang)


def test_holders_change_over_thirteen_weeks(desk: Desk) -> None:
    custody = {one.series: one for one in asked(desk).holders}["custody_holdings"]
    assert (custody.period, custody.since) == (date(2025, 10, 29), date(2025, 7, 30))
    levels = dict(
        desk.frame(["custody_holdings"], NOON)["custody_holdings"].between(date(2025, 7, 30), date(2025, 10, 29))
    )
    assert custody.change_usd == round(levels[date(2025, 10, 29)] - levels[date(2025, 7, 30)])


def test_every_column_of_the_auctions_without_a_figure_is_named(desk: Desk) -> None:
    """The bundled figures tell neither direct nor indirect bidders, and of dealers in bills no year before."""
    answer = demand(desk, as_of=NOON)
    (missing,) = [one for one in answer.findings if one.check == "demand_unknown"]
    said = say(missing.detail, "en")
    for one in answer.answer.auctions:
        columns = {"direct bidders": one.direct_share, "indirect bidders": one.indirect_share}
        columns["primary dealers, a year before"] = one.dealers_share_before
        for column, share in columns.items():
            assert (f"{column} (" in said) or share is not None, (one.kind, column)
