"""The funding state: seven gauges, none restated by a figure that comes out later."""

from tidegauge.clock import parse_moment
from tidegauge.frame import from_days
from tidegauge.indicators import funding_state
from tidegauge.indicators.gauges import RATES_SINCE
from tidegauge.reference import figures
from tidegauge.store import Store

STORE = Store(figures.FOLDER)


def test_the_state_has_every_gauge_from_the_first_sofr_on() -> None:
    state = funding_state.state(STORE.frame(funding_state.inputs(), as_of=parse_moment("2025-11-03")))
    assert list(state.tracks) == [gauge.id for gauge in funding_state.STATE]
    assert min(from_days(int(track.periods[0])) for track in state.tracks.values()) >= RATES_SINCE


def test_a_bank_figure_published_after_the_h41_does_not_restate_the_last_wednesday() -> None:
    thursday, friday = (
        funding_state.state(STORE.frame(funding_state.inputs(), as_of=parse_moment(moment)))["reserves_to_bank_assets"]
        for moment in ("2025-10-30T17:00-04:00", "2025-10-31T17:00-04:00")
    )
    assert thursday.latest() is not None
    assert thursday.values.tolist() == friday.values.tolist()


def test_standing_repo_before_it_existed_is_not_known_and_not_zero() -> None:
    state = funding_state.state(STORE.frame(funding_state.inputs(), as_of=parse_moment("2020-01-02")))
    assert len(state["srf"]) == 0
