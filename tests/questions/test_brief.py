"""The brief: written from one frame, silent about nothing that is missing, and the same for the same figures."""

from datetime import date, timedelta

import pytest
from tests.questions.conftest import NOON, RECORDED, Small

from tidegauge.clock import parse_moment
from tidegauge.errors import InvalidMoment, MissingFigures
from tidegauge.indicators.drain import ADDING, DRAINING
from tidegauge.questions.brief import brief, inputs
from tidegauge.questions.desk import Desk
from tidegauge.store import Batch
from tidegauge.words import LANGUAGES, template
from tidegauge.words.sentence import say


def keys(desk: Desk, moment: str) -> set[str]:
    """Return the keys of every sentence of a brief."""
    page = brief(desk, as_of=parse_moment(moment)).answer
    parts = (page.headline, page.now, page.weeks, page.months, page.year, page.missing)
    return {sentence.key for part in parts for sentence in part}


def test_a_store_with_one_figure_gets_a_brief_that_says_what_is_missing(small: Small) -> None:
    page = brief(small(sofr={"2025-10-31": 4.22}), as_of=NOON).answer
    shown = {gauge.id for gauge in page.gauges if gauge.value is not None}
    assert shown == {"sofr"}
    (gone,) = [sentence for sentence in page.missing if sentence.key == "brief.missing.gone"]
    assert len(gone.facts["names"].parts) == len(page.gauges) - 1
    assert (page.week, page.day, page.balance_sheet) == (None, None, None)
    assert [state.on for state in page.signals if state.reading is None and state.on is not None] == []


def test_before_any_figure_there_is_no_brief(desk: Desk) -> None:
    with pytest.raises(MissingFigures):
        brief(desk, as_of=parse_moment("1950-01-01"))


def test_a_morning_operation_is_so_far_today_until_the_day_is_told(desk: Desk) -> None:
    assert "brief.now.srf_so_far" not in keys(desk, "2025-11-03T08:00-05:00")
    assert "brief.now.srf_so_far" in keys(desk, "2025-11-03T12:00-05:00")
    assert "brief.now.srf_so_far" not in keys(desk, "2025-11-03T23:59-05:00")


def test_what_changed_since_names_release_before_and_after(desk: Desk) -> None:
    page = brief(desk, as_of=NOON, since=parse_moment("2025-10-31T12:00-04:00")).answer
    changes = {change.gauge: change for change in page.changes}
    assert (changes["sofr"].before, changes["sofr"].after, changes["sofr"].release) == (4.04, 4.22, "nyfed_secured")
    assert "reserves" not in changes
    assert [change.known_at for change in page.changes] == sorted(change.known_at for change in page.changes)
    assert all(parse_moment("2025-10-31T12:00-04:00") < change.known_at <= NOON for change in page.changes)


def test_a_rate_announced_for_tomorrow_is_not_what_changed_todays_spread(desk: Desk) -> None:
    """On 29 October the cut was announced at 14:00; the spread shown was that of the 28th, told at 08:00."""
    moment = parse_moment("2025-10-29T15:00-04:00")
    page = brief(desk, as_of=moment, since=moment - timedelta(days=1)).answer
    (change,) = [change for change in page.changes if change.gauge == "sofr_iorb_bp"]
    assert (change.series, change.known_at) == ("sofr", parse_moment("2025-10-29T08:00-04:00"))


def test_nothing_changed_since_now(desk: Desk) -> None:
    assert brief(desk, as_of=NOON, since=NOON).answer.changes == ()
    assert brief(desk, as_of=NOON).answer.changes is None
    with pytest.raises(InvalidMoment):
        brief(desk, as_of=NOON, since=NOON + timedelta(seconds=1))


def test_a_replay_shows_what_this_store_held_then(small: Small) -> None:
    """A figure that was known in 2025 but recorded only later is no part of a report replayed from before."""
    desk = small(sofr={"2025-10-30": 4.04})
    late = Batch()
    late.add("sofr", date(2025, 10, 31), 4.22, parse_moment("2025-11-03T08:00-05:00"), "release_rule")
    desk.store.append(late, recorded_at=RECORDED + timedelta(days=9))

    def value(replayed: bool) -> float:
        page = brief(desk, as_of=NOON, replay_at=RECORDED if replayed else None).answer
        return next(float(gauge.value) for gauge in page.gauges if gauge.id == "sofr")

    assert (value(True), value(False)) == (4.04, 4.22)


def test_every_input_is_read_once() -> None:
    assert len(inputs()) == len(set(inputs()))


@pytest.mark.parametrize("moment", ["2018-04-04", "2019-09-17", "2020-03-20", "2021-12-31", "2023-06-01", "2026-03-31"])
def test_a_brief_of_any_time_can_be_said_in_every_language(desk: Desk, moment: str) -> None:
    page = brief(desk, as_of=parse_moment(moment)).answer
    for part in ("headline", "now", "weeks", "months", "year", "missing"):
        for sentence in getattr(page, part):
            for lang in LANGUAGES:
                said = say(sentence, lang)
                assert said
                assert "{" not in said
                assert "nan" not in said.lower().split()


@pytest.mark.parametrize(
    ("moment", "said", "silent"),
    [
        ("2025-11-03T12:00", "brief.now.period_end", "brief.now.period_start"),  # SOFR of 31 October
        ("2025-11-04T12:00", "brief.now.period_start", "brief.now.period_end"),  # SOFR of 3 November
    ],
)
def test_the_end_of_a_period_and_the_day_after_are_not_the_same(
    desk: Desk, moment: str, said: str, silent: str
) -> None:
    assert said in keys(desk, moment)
    assert silent not in keys(desk, moment)


def test_a_policy_step_that_is_missing_is_said(small: Small) -> None:
    rates = {"sofr": {"2025-10-31": 4.22}, "target_upper": {"2025-10-30": 4.0}}
    page = brief(small(**rates, iorb={"2025-09-18": 4.15}), as_of=NOON).answer
    assert "brief.missing.policy" in {sentence.key for sentence in page.missing}


def test_a_policy_rate_inside_its_range_is_not_doubted(desk: Desk) -> None:
    assert "brief.missing.policy" not in keys(desk, "2025-11-03T12:00")


def test_the_rank_said_with_the_share_of_deposits_is_the_rank_of_that_share(desk: Desk) -> None:
    page = brief(desk, as_of=NOON).answer
    share = next(gauge for gauge in page.gauges if gauge.id == "reserves_to_deposits")
    (said,) = [sentence for sentence in page.year if sentence.key == "brief.year.rank"]
    assert said.facts["rank"].value == share.percentile


SAID_AT_NOON = [
    "Overnight repo cleared 32 bp above the interest on reserves (SOFR 4.22 %, 31 Oct).",
    "The standing repo facility lent 50.35 bn on Fri 31 Oct, the most since it opened on 29 Jul 2021.",
    "Reserves stood at 2,828 bn on Wed 29 Oct, the lowest Wednesday level since 30 Sep 2020.",
    "Running: shutdown of 2025: day 34.",
    "Reserves fell 101.7 bn in the week to Wed 29 Oct.",
    "The Treasury's cash rose 78.8 bn, draining reserves by as much.",
    "Net liquidity (Fed assets − TGA − ON RRP; not reserves) changed by −96.8 bn that week.",
    "On Thu 30 Oct the Treasury's cash rose 16.8 bn, which drained reserves.",
]


def test_the_brief_of_3_november_2025_is_said_word_for_word(desk: Desk) -> None:
    page = brief(desk, as_of=NOON).answer
    assert [say(sentence, "en") for sentence in (*page.headline, *page.now)][:8] == SAID_AT_NOON


@pytest.mark.parametrize(("spread", "side"), [(32.0, "above"), (0.0, "at"), (-4.0, "below")])
def test_the_headline_says_on_which_side_repo_cleared(small: Small, spread: float, side: str) -> None:
    desk = small(sofr={"2025-10-31": round(3.90 + spread / 100, 2)}, iorb={"2025-10-30": 3.90})
    (said,) = [s.key for s in brief(desk, as_of=NOON).answer.headline if "repo" in s.key]
    assert said == f"brief.headline.repo_{side}"


ADDS = {"en": "adding as much to reserves", "zh-Hans": "补充同额准备金", "zh-Hant": "補充同額準備金"}
DRAINS = {"en": "draining reserves by as much", "zh-Hans": "抽走同额准备金", "zh-Hant": "抽走同額準備金"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("line", [line for line in (*ADDING, *DRAINING) if line not in ("unmapped", "other_assets")])
def test_the_words_of_a_cause_have_the_sign_of_its_accounting(line: str, lang: str) -> None:
    rose, fell = (ADDS, DRAINS) if line in ADDING else (DRAINS, ADDS)
    assert rose[lang] in template(f"causes.{line}.rose", lang)
    assert fell[lang] in template(f"causes.{line}.fell", lang)
