"""The calendar: the right days, the right clocks, and only what was known."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tidegauge.clock import NEW_YORK, parse_moment
from tidegauge.frame import Frame, track
from tidegauge.signals.calendar import (
    KINDS,
    Event,
    in_progress,
    refunding_statement,
    scheduled,
    tax_day,
)
from tidegauge.signals.episodes import load_episodes
from tidegauge.units import UNITS
from tidegauge.words import LANGUAGES, text
from tidegauge.words.sentence import say

Build = Callable[..., Frame]
NOTHING = Frame(datetime(2099, 1, 1, tzinfo=UTC), {})


def on(moment: str, days: int = 45, frame: Frame = NOTHING) -> dict[str, Event]:
    """Return what was scheduled, by id."""
    return {event.id: event for event in scheduled(frame, parse_moment(moment), days)}


def clock(event: Event) -> time:
    """Return the New York clock of an event."""
    assert event.at is not None
    return event.at.astimezone(NEW_YORK).time()


def test_the_fomc_decides_at_two_in_the_afternoon_and_the_countdown_is_exact() -> None:
    event = on("2025-11-03T12:00")["fomc:2025-12-10"]
    assert (clock(event), event.has_clock) == (time(14), True)
    assert event.countdown_seconds == 37 * 86_400 + 2 * 3_600
    before, after = on("2025-12-10T13:59", 1), on("2025-12-10T14:00", 1)
    assert before["fomc:2025-12-10"].countdown_seconds == 60
    assert "fomc:2025-12-10" not in after


def test_a_schedule_is_not_known_before_it_is_published() -> None:
    assert "fomc:2027-03-17" not in on("2025-09-04", 600)
    assert "fomc:2027-03-17" in on("2025-09-06", 600)


def test_the_meeting_of_march_2020_stood_until_the_committee_acted() -> None:
    assert "fomc:2020-03-18" in on("2020-03-15T16:59", 7)
    assert "fomc:2020-03-18" not in on("2020-03-15T17:00", 7)
    assert "fomc:2020-03-15" not in on("2020-03-14", 7)


@pytest.mark.parametrize(
    ("usual", "due"),
    [
        ("2025-06-15", "2025-06-16"),  # Sunday
        ("2025-12-15", "2025-12-15"),
        ("2023-04-15", "2023-04-18"),  # Saturday, and Emancipation Day kept on Monday
        ("2022-04-15", "2022-04-18"),  # Emancipation Day kept on Friday
        ("2024-04-15", "2024-04-15"),
        ("2026-03-15", "2026-03-16"),
        ("2023-01-15", "2023-01-17"),  # Sunday, and King's birthday
    ],
)
def test_a_tax_date_on_a_closed_day_moves_to_the_next_open_one(usual: str, due: str) -> None:
    assert tax_day(date.fromisoformat(usual), parse_moment("2026-03-31")).isoformat() == due


def test_the_tax_day_of_2020_moved_only_when_it_was_announced() -> None:
    usual = date(2020, 4, 15)
    assert tax_day(usual, parse_moment("2020-03-01")) == usual
    assert tax_day(usual, parse_moment("2020-04-01")) == date(2020, 7, 15)


def test_a_tax_date_drains_reserves() -> None:
    event = on("2025-06-01")["tax_both:2025-06-15"]
    assert (event.on, event.effect, event.at, event.basis) == (date(2025, 6, 16), "drains", None, "law")
    assert event.countdown_seconds == 15 * 86_400


@pytest.mark.parametrize(
    "statement",
    ["2023-05-03", "2023-08-02", "2024-01-31", "2024-10-30", "2025-02-05", "2025-07-30", "2025-11-05", "2026-02-04"],
)
def test_refunding_statements_fall_on_the_rule(statement: str) -> None:
    day = date.fromisoformat(statement)
    middle = day + timedelta(days=16)
    assert refunding_statement(middle.year, middle.month) == day


def test_refunding_is_marked_as_a_rule_with_its_clocks() -> None:
    events = on("2025-11-03T12:00")
    estimate, statement = events["borrowing_estimate:2025-11-03"], events["refunding:2025-11-05"]
    assert (clock(estimate), clock(statement)) == (time(15), time(8, 30))
    assert estimate.basis == statement.basis == "rule"


def test_the_balance_sheet_comes_on_friday_in_thanksgiving_week() -> None:
    event = on("2025-11-20")["h41:2025-11-26"]
    assert (event.on, clock(event)) == (date(2025, 11, 28), time(16, 30))
    assert on("2025-11-20T12:00")["h41:2025-11-19"].on == date(2025, 11, 20)


def test_releases_name_their_period_and_their_clock() -> None:
    events = on("2025-11-03T12:00", 5)
    expected = {
        "dts:2025-10-31": (date(2025, 11, 3), time(16)),
        "nyfed_secured:2025-11-03": (date(2025, 11, 4), time(8)),
        "nyfed_unsecured:2025-11-03": (date(2025, 11, 4), time(9)),
        "on_rrp:2025-11-03": (date(2025, 11, 3), time(13, 15)),
        "srf:2025-11-03": (date(2025, 11, 3), time(13, 45)),
        "h41:2025-11-05": (date(2025, 11, 6), time(16, 30)),
        "h8:2025-10-29": (date(2025, 11, 7), time(16, 15)),
    }
    assert {id_: (events[id_].on, clock(events[id_])) for id_ in expected} == expected
    assert "nyfed_secured:2025-10-31" not in events  # out since 08:00


def test_bills_settle_on_tuesday_and_thursday_or_the_day_after_a_holiday() -> None:
    days = [event.on.isoformat() for id_, event in on("2025-11-10", 19).items() if id_.startswith("settling_bills")]
    assert days == ["2025-11-12", "2025-11-13", "2025-11-18", "2025-11-20", "2025-11-25", "2025-11-28"]


def test_notes_settle_in_the_middle_and_at_the_end_of_a_month_or_the_next_open_day() -> None:
    days = [event.on.isoformat() for id_, event in on("2025-11-03", 62).items() if id_.startswith("settling_coupons")]
    assert days == ["2025-11-17", "2025-12-01", "2025-12-15", "2025-12-31"]


def test_a_settlement_has_an_amount_only_once_the_auction_is_over() -> None:
    auction = parse_moment("2025-11-12T13:05")
    amounts = track("settling_coupons", UNITS["usd"], [(date(2025, 11, 17), 125e9)], auction)
    frame = Frame(auction, {"settling_coupons": amounts})
    before, after = on("2025-11-12T13:00", 10, frame), on("2025-11-12T13:05", 10, frame)
    event = before["settling_coupons:2025-11-17"]
    assert (event.amount_usd, event.basis, event.effect) == (None, "rule", "")
    event = after["settling_coupons:2025-11-17"]
    assert (event.amount_usd, event.basis) == (125_000_000_000, "announced")


def test_a_settlement_on_an_unusual_day_shows_when_it_is_known() -> None:
    moment = parse_moment("2025-11-20")
    amounts = track("settling_bills", UNITS["usd"], [(date(2025, 11, 24), 40e9)], moment)
    assert (
        on("2025-11-20", 10, Frame(moment, {"settling_bills": amounts}))["settling_bills:2025-11-24"].amount_usd == 40e9
    )


def test_period_ends_are_the_last_open_days_and_know_their_size() -> None:
    ends = {event.id for event in on("2025-11-03", 150).values() if event.kind == "period_end"}
    assert ends == {"month_end:2025-11-28", "year_end:2025-12-31", "month_end:2026-01-30",
                    "month_end:2026-02-27", "quarter_end:2026-03-31"}  # fmt: skip


def test_the_shutdown_shows_its_day_and_no_lapse_of_2026() -> None:
    (running,) = in_progress(parse_moment("2025-11-03T12:00"))
    assert say(running.name, "en") == "shutdown of 2025: day 34"
    everything = on("2025-11-03", 365)
    assert not any(event.kind in {"funding", "shutdown"} for event in everything.values())
    assert "funding:2026-01-30" in on("2025-11-13", 120)
    assert "funding:2026-02-13" not in on("2025-11-13", 120)


def test_nothing_ahead_is_an_episode() -> None:
    names = {episode.id for episode in load_episodes()}
    assert not names & on("2025-06-01", 365).keys()


def test_the_end_of_run_off_is_scheduled_from_its_announcement() -> None:
    assert "run_off_ends_2025" not in on("2025-10-29T13:59")
    assert on("2025-10-29T14:00")["run_off_ends_2025"].on == date(2025, 12, 1)
    assert "bill_purchases_2025" not in on("2025-12-10T13:59", 5)
    assert on("2025-12-10T14:00", 5)["bill_purchases_2025"].effect == "adds"


def test_an_estimate_of_the_debt_limit_gives_way_to_the_next() -> None:
    assert "limit_date_2023" in on("2023-05-20")
    later = on("2023-05-27")
    assert "limit_date_2023" not in later
    assert "limit_date_2023_later" in later
    assert "limit_date_2023_later" not in on("2023-06-04")


def test_holidays_and_early_closes_are_listed_once() -> None:
    events = on("2025-11-03", 60)
    closed = [event.id for event in events.values() if event.kind == "closed"]
    assert closed == ["closed_sifma:2025-11-11", "closed_sifma:2025-11-27", "closed_sifma:2025-12-25",
                      "closed_sifma:2026-01-01"]  # fmt: skip
    assert clock(events["early_close_sifma:2025-11-28"]) == time(14)


def test_offices_closed_by_order_appear_with_the_order() -> None:
    assert "closed_federal:2025-12-26" not in on("2025-12-15")
    event = on("2025-12-19")["closed_federal:2025-12-26"]
    assert "order" in say(event.name, "en")


def test_ids_are_unique_and_events_in_order() -> None:
    for moment in ("2019-09-01", "2020-03-10T09:00", "2025-11-03T12:00", "2026-01-29"):
        events = scheduled(NOTHING, parse_moment(moment), 120)
        assert len({event.id for event in events}) == len(events)
        assert [event.on for event in events] == sorted(event.on for event in events)
        assert {event.kind for event in events} <= set(KINDS)
        assert all(event.countdown_seconds >= 0 for event in events)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_event_can_be_said(lang: str) -> None:
    for moment in ("2018-11-20", "2020-03-10", "2021-09-29", "2023-05-20", "2025-10-30", "2025-12-19"):
        for event in (*scheduled(NOTHING, parse_moment(moment), 200), *in_progress(parse_moment(moment))):
            assert say(event.name, lang)
            assert text(f"calendar.kind.{event.kind}", lang)
            assert text(f"calendar.basis.{event.basis}", lang)
            assert not event.effect or text(f"calendar.effect.{event.effect}", lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_settlement_says_that_it_is_gross(lang: str) -> None:
    event = on("2025-11-03")["settling_coupons:2025-11-17"]
    assert event.note is not None
    assert say(event.note, lang)
    assert on("2025-11-03")["fomc:2025-12-10"].note is None


def test_a_release_is_said_with_its_period() -> None:
    event = on("2025-11-03T12:00", 2)["nyfed_secured:2025-11-03"]
    assert say(event.name, "en") == "SOFR, BGCR, TGCR, for Mon 3 Nov"


def test_a_settlement_known_gross_says_nothing_of_its_net_effect() -> None:
    settling = [event for event in on("2025-11-03T12:00").values() if event.kind == "settlement"]
    assert settling
    assert {event.effect for event in settling} == {""}


def test_a_settlement_of_today_is_over_at_the_end_of_settlement_hours() -> None:
    id_ = "settling_bills:2025-11-04"
    assert on("2025-11-04T16:29")[id_].countdown_seconds == 0
    assert id_ not in on("2025-11-04T16:30")
    assert "tax" in {event.kind for event in on("2025-12-15T16:30", 0).values()}  # only settlements have hours


def test_bills_settle_on_tuesdays_from_4_december_2018() -> None:
    days = [
        event.on.isoformat() for id_, event in on("2018-11-26T12:00", 15).items() if id_.startswith("settling_bills")
    ]
    assert days == ["2018-11-29", "2018-12-04", "2018-12-06", "2018-12-11"]


def test_the_day_of_mourning_of_2025_was_not_foreseen_before_30_december() -> None:
    assert "closed_federal:2025-01-09" not in on("2024-12-30T17:59", 20)
    assert any("2025-01-09" in id_ for id_ in on("2024-12-30T18:00", 20) if id_.startswith("closed_"))


def test_juneteenth_became_a_holiday_by_the_law_of_17_june_2021() -> None:
    assert not any("2021-06-18" in id_ for id_ in on("2021-06-17T15:59", 5) if id_.startswith("closed_"))
    assert any("2021-06-18" in id_ for id_ in on("2021-06-17T16:00", 5) if id_.startswith("closed_"))
