"""Single series: what is known of one, every vintage, and figures to take away."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.questions.conftest import NOON, RECORDED, Small

from tidegauge.catalogue.series import load
from tidegauge.errors import MissingFigures, OutputNotPossible, UnknownSeries
from tidegauge.questions.desk import Desk
from tidegauge.questions.series import export, list_series, show
from tidegauge.store import Batch


def test_the_list_has_every_series_with_unit_basis_and_rule(desk: Desk) -> None:
    cards = {card.id: card for card in list_series(desk, as_of=NOON).answer}
    assert set(cards) == set(load())
    assert (cards["tga"].unit, cards["tga"].basis, cards["tga"].period) == ("USD", "end_of_day", date(2025, 10, 30))
    assert (cards["tga"].value, type(cards["tga"].value)) == (1_000_632_000_000, int)


def test_a_card_says_how_fresh_its_series_is_and_how_often_it_was_published(small: Small) -> None:
    desk = small(sofr={"2025-10-30": 4.04, "2025-10-31": 4.22}, iorb={"2025-10-30": 3.9})
    revised = Batch(live=True)
    revised.add("sofr", date(2025, 10, 31), 4.23, NOON, "release_rule")
    later = RECORDED + timedelta(days=1)
    desk.store.append(revised, recorded_at=later)
    cards = {card.id: card for card in list_series(desk, as_of=NOON).answer}
    assert (cards["sofr"].freshness, cards["sofr"].publications) == ("fresh", 2)
    assert cards["sofr"].next_at == load()["sofr"].release.known_at(date(2025, 11, 3))
    assert (cards["iorb"].freshness, cards["iorb"].next_at) == ("irregular", None)
    assert (cards["tga"].freshness, cards["tga"].next_at, cards["tga"].first_known_at) == ("missing", None, None)
    cards = {card.id: card for card in list_series(desk, as_of=later).answer}
    assert (cards["sofr"].freshness, cards["sofr"].publications, cards["sofr"].observations) == ("late", 3, 2)


def test_a_series_is_shown_as_known_and_with_every_vintage(small: Small) -> None:
    desk = small(sofr={"2025-10-30": 4.04, "2025-10-31": 4.22})
    revised = Batch(live=True)
    revised.add("sofr", date(2025, 10, 31), 4.23, NOON, "release_rule")
    later = RECORDED + timedelta(days=1)
    desk.store.append(revised, recorded_at=later)
    assert [value.value for value in show(desk, series="sofr", as_of=NOON).answer.values] == [4.04, 4.22]
    assert [value.value for value in show(desk, series="sofr", as_of=later).answer.values] == [4.04, 4.23]
    vintages = show(desk, series="sofr", as_of=later, vintages=True).answer.values
    assert [(value.value, value.recorded_at) for value in vintages] == [
        (4.04, RECORDED),
        (4.22, RECORDED),
        (4.23, later),
    ]
    replayed = show(desk, series="sofr", as_of=later, replay_at=RECORDED).answer.values
    assert [value.value for value in replayed] == [4.04, 4.22]


def test_a_series_nobody_knows_and_one_without_figures_are_two_errors(small: Small) -> None:
    desk = small(sofr={"2025-10-31": 4.22})
    with pytest.raises(UnknownSeries, match="sofr"):
        show(desk, series="sofrr", as_of=NOON)
    with pytest.raises(MissingFigures, match="effr"):
        show(desk, series="effr", as_of=NOON)
    with pytest.raises(MissingFigures):
        show(desk, series="sofr", as_of=NOON - timedelta(hours=5))


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_an_export_comes_back_as_it_was(desk: Desk, tmp_path: Path, ending: str) -> None:
    place = tmp_path / f"figures{ending}"
    done = export(desk, series=("sofr", "tga"), out=place, as_of=NOON, since=date(2025, 10, 30)).answer
    assert (done.rows, done.series) == (3, ("sofr", "tga"))
    if ending == ".parquet":
        from pyarrow import parquet

        with parquet.ParquetFile(place) as file:
            rows = file.read().to_pylist()
        assert rows[-1] == {"series": "tga", "period": "2025-10-30", "value": 1_000_632e6, "unit": "USD"}
    else:
        assert place.read_text("utf-8").splitlines()[-1] == "tga,2025-10-30,1000632000000,USD"


def test_an_export_that_cannot_be_written_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    for place in (tmp_path / "x.xls", tmp_path / "no" / "x.csv"):
        with pytest.raises(OutputNotPossible):
            export(desk, series=("sofr",), out=place, as_of=NOON)
    assert list(tmp_path.iterdir()) == []
