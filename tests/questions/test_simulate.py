"""An ensemble as it is asked for: exact, repeatable, and honest about what it rests on."""

import itertools
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tidegauge.clock import end_of_day
from tidegauge.errors import OutputNotPossible, UsageError
from tidegauge.ledger.chart import ACCOUNTS
from tidegauge.questions import crew
from tidegauge.questions.answer import envelope
from tidegauge.questions.desk import Desk
from tidegauge.questions.making import ready
from tidegauge.questions.runs import QUANTILES, SHOWN, Making, Simulation
from tidegauge.questions.simulate import simulate
from tidegauge.scenarios.anchors import metric
from tidegauge.scenarios.simulate import simulate as one_path
from tidegauge.words import LANGUAGES
from tidegauge.words.sentence import say

SMALL = Making(paths=300, days=12, seed=7)
LENT = ("srf", "open_market_repos", "discount_window")
LISTED = ("tga", "on_rrp", "foreign_repo_pool", "currency")
"""Lines of the Fed that an answer names: what it lends on demand, and what drains."""

BANKS = {"large_banks", "other_banks", "foreign_banks"}


def asked(desk: Desk, making: Making = SMALL, **more: object) -> Simulation:
    found = simulate(desk, scenario="shutdown_2025", making=making, **more).answer  # type: ignore[arg-type]
    assert isinstance(found, Simulation)
    return found


def test_it_has_the_shape_of_the_interface(desk: Desk) -> None:
    found = asked(desk)
    assert found.opening_on == date(2025, 9, 30)
    assert found.days[0] == date(2025, 10, 1) and len(found.days) == 12
    assert set(found.quantiles) == set(SHOWN)
    for bands in found.quantiles.values():
        assert tuple(bands) == QUANTILES
        for day in range(12):
            line = [bands[per_cent][day] for per_cent in QUANTILES]
            assert line == sorted(line)
    assert found.residual_usd == 0
    assert all(isinstance(value, int) for value in found.quantiles["tga_usd"][50])


def test_the_same_call_gives_the_same_answer_on_any_number_of_threads(desk: Desk) -> None:
    assert asked(desk) == asked(desk, replace(SMALL, workers=1)) == asked(desk, replace(SMALL, workers=3))
    assert asked(desk).quantiles != asked(desk, replace(SMALL, seed=8)).quantiles


def test_the_scenarios_conditions_come_first_then_the_signals(desk: Desk) -> None:
    kinds = [one.kind for one in asked(desk).odds]
    assert kinds == sorted(kinds, reverse=True)
    assert {"scarce", "tight", "cash_at_1tn"} <= {one.id for one in asked(desk).odds}
    assert "reserves_below_2_7tn" in {one.id for one in asked(desk).odds}
    assert all(0 <= one.probability_share <= 1 for one in asked(desk).odds)
    assert all((one.half_by is None) == (one.probability_share == 0) for one in asked(desk).odds)


def test_a_signal_and_a_watermark_that_ask_the_same_have_the_same_odds(desk: Desk) -> None:
    shares = {one.id: one.probability_share for one in asked(desk, replace(SMALL, days=65)).odds}
    assert shares["scarce"] == shares["reserves_below_2_7tn"]


def test_what_moved_reserves_is_the_mean_of_the_paths_that_were_kept_cause_by_cause(desk: Desk, tmp_path: Path) -> None:
    found = asked(desk, out=tmp_path, keep_paths=True)
    rows = pq.read_table(tmp_path / "paths.parquet").to_pylist()
    last = [row for row in rows if row["day"] == found.days[-1]]
    program = ready(desk, "shutdown_2025", None, SMALL).program
    opened = program.chart.opening_usd.tolist()

    def changed(name: str) -> int:
        return sum(row[name] for row in last) // len(last) - metric(program, name, opened)

    causes = {cause.id: cause.reserves_usd for cause in found.movement.causes}
    assert found.movement.start_on == date(2025, 9, 30)
    assert found.movement.end_usd == sum(row["reserves_usd"] for row in last) // len(last)
    assert causes.pop("fed_holdings") == changed("fed_assets_usd") - sum(changed(f"{lent}_usd") for lent in LENT)
    causes.pop("other")
    assert causes == {name: (1 if name in LENT else -1) * changed(f"{name}_usd") for name in causes}
    assert set(causes) == {*LENT, *LISTED}


def test_other_is_what_the_lines_of_the_fed_that_have_no_name_here_moved(desk: Desk) -> None:
    one = Making(paths=1, days=12, seed=7)
    program = ready(desk, "shutdown_2025", None, one).program
    sheet = one_path(program, seed=7).sheet
    unlisted = [
        place
        for place in ACCOUNTS
        if place.sector == "fed" and place.side != "asset" and place.instrument not in {"reserves", *LISTED}
    ]
    opened = dict(zip(ACCOUNTS, program.chart.opening_usd.tolist(), strict=True))
    other = {cause.id: cause.reserves_usd for cause in asked(desk, one).movement.causes}["other"]
    assert other == -sum(sheet.level(*place) - opened[place] for place in unlisted)
    assert other != 0


def test_what_moved_reserves_ends_among_the_paths(desk: Desk) -> None:
    found = asked(desk)
    low, high = found.quantiles["reserves_usd"][5][-1], found.quantiles["reserves_usd"][95][-1]
    assert low < found.movement.end_usd < high


def test_the_flows_are_those_of_the_path_that_is_named(desk: Desk) -> None:
    from tidegauge.questions.replay import replay

    flows = asked(desk, Making(paths=2, days=1, seed=7)).flows
    again = replay(
        desk, scenario="shutdown_2025", path=flows.path, day=flows.end_on, making=Making(days=1, seed=7)
    ).answer
    assert flows.streams == again.flows.streams


def test_priors_are_run_on_fewer_paths_and_say_their_share(desk: Desk) -> None:
    found = asked(desk)
    priors, median = found.priors, found.quantiles["sofr_iorb_bp"][50]
    assert priors is not None
    assert priors.paths == 300
    assert all(0 <= one.spread_share <= 1 and one.on == found.days[-1] for one in priors.shares)
    assert priors.peak.on == found.days[median.index(max(median))] != found.days[-1]
    assert len({priors.low_usd, priors.middle_usd, priors.high_usd}) > 1


def test_under_a_debt_limit_the_answer_says_that_the_day_cash_runs_out_tends_to_be_late(desk: Desk) -> None:
    """On 2 June 2023 the Treasury had named 5 June; where the run comes near that day, the finding is to be dropped."""
    making = Making(paths=100, days=40, seed=7, keys=('levers.treasury.debt_limit_ends="never"',))
    said = simulate(desk, scenario="baseline", as_of=end_of_day(date(2023, 6, 2)), making=making)
    checks = [one.check for one in said.findings]
    assert {"cash_runs_out", "cash_runs_out_late"} <= set(checks)
    runs_out = next(one for one in said.answer.odds if one.id == "cash_runs_out")
    assert runs_out.half_by >= date(2023, 6, 5) + timedelta(weeks=2)


def test_without_a_debt_limit_nothing_is_said_of_cash_that_runs_out(desk: Desk) -> None:
    said = simulate(desk, scenario="shutdown_2025", making=SMALL)
    assert not any(one.check.startswith("cash_runs_out") for one in said.findings)


def test_history_ends_at_the_opening_and_nothing_later_is_in_it(desk: Desk) -> None:
    found = asked(desk)
    for past in found.history.values():
        assert past[-1][0] == found.opening_on
        assert all(before[0] < after[0] for before, after in itertools.pairwise(past))
    assert found.history["reserves_usd"][-1][1] == found.movement.start_usd


def test_one_path_on_one_day_is_an_answer(desk: Desk) -> None:
    found = asked(desk, Making(paths=1, days=1, seed=0))
    assert found.quantiles["reserves_usd"][5] == found.quantiles["reserves_usd"][95]
    assert "the one path that was run" in say(found.headline[0], "en")


def test_the_largest_seed_is_a_seed(desk: Desk) -> None:
    assert asked(desk, Making(paths=2, days=1, seed=2**64 - 1)).seed == 2**64 - 1


def test_a_directory_keeps_summary_and_paths(desk: Desk, tmp_path: Path) -> None:
    found = asked(desk, out=tmp_path / "run", keep_paths=True)
    kept = json.loads((tmp_path / "run" / "summary.json").read_text("utf-8"))
    assert kept["residual_usd"] == 0 and kept["seed"] == 7 and kept["paths"] == 300
    assert "findings" in kept
    assert kept["quantiles"]["reserves_usd"]["50"] == list(found.quantiles["reserves_usd"][50])
    table = pq.read_table(tmp_path / "run" / "paths.parquet")
    assert table.num_rows == 300 * 12
    last = [row["reserves_usd"] for row in table.to_pylist() if row["day"] == found.days[-1]]
    assert len(last) == 300
    assert min(last) <= found.quantiles["reserves_usd"][5][-1] <= sorted(last)[30]
    assert {path.name for path in (tmp_path / "run").iterdir()} == {"summary.json", "paths.parquet", "counted.npz"}


def test_the_same_run_is_taken_up_and_another_is_refused(desk: Desk, tmp_path: Path) -> None:
    assert asked(desk, out=tmp_path).quantiles == asked(desk, out=tmp_path).quantiles
    with pytest.raises(OutputNotPossible, match="another scenario, seed or number of paths"):
        asked(desk, replace(SMALL, seed=8), out=tmp_path)


@pytest.mark.parametrize("content", [b"", b"junk", b"PK\x03\x04 cut off"])
def test_a_count_that_is_damaged_is_named_and_left_alone(desk: Desk, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "counted.npz").write_bytes(content)
    with pytest.raises(OutputNotPossible, match=r"counted\.npz in it is damaged"):
        asked(desk, out=tmp_path)
    assert (tmp_path / "counted.npz").read_bytes() == content


def test_a_directory_that_cannot_be_written_is_refused_before_the_run(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    told: list[tuple[str, int, int]] = []
    desk.progress = lambda *step: told.append(step)
    for out in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / ("x" * 300)):
        with pytest.raises(OutputNotPossible, match="Choose another directory"):
            asked(desk, out=out)
    assert told == [] and [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_run_stopped_while_it_weighs_its_priors_keeps_its_paths_and_says_it_was_stopped(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = crew.ensemble.run

    def stopped(*program: object, paths: int, progress: object = None, **more: object) -> object:
        asked_for = paths if progress else paths // 3  # only the run itself tells of its progress
        return replace(whole(*program, paths=asked_for, **more), paths_asked=paths)  # type: ignore[arg-type]

    monkeypatch.setattr(crew.ensemble, "run", stopped)
    desk.progress = lambda *step: None
    found = asked(desk)
    assert (found.paths, found.priors, found.is_partial) == (300, None, True)


def test_paths_need_a_directory(desk: Desk) -> None:
    with pytest.raises(UsageError, match="--keep-paths needs a directory"):
        asked(desk, keep_paths=True)


def test_a_run_that_was_stopped_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = crew.ensemble.run

    def stopped(*program: object, paths: int, **more: object) -> object:
        return replace(whole(*program, paths=paths // 3, **more), paths_asked=paths)  # type: ignore[arg-type]

    monkeypatch.setattr(crew.ensemble, "run", stopped)
    found = asked(desk)
    assert (found.paths, found.paths_asked, found.priors) == (100, 300, None)
    assert found.is_partial
    assert any("stopped after 100 of 300 paths" in say(sentence, "en") for sentence in found.headline)


def test_progress_is_told(desk: Desk) -> None:
    told: list[tuple[str, int, int]] = []
    desk.progress = lambda *step: told.append(step)
    asked(desk)
    assert ("shutdown_2025", 300, 300) in told
    assert told[-1][0] == "priors"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_envelope_holds_everything(desk: Desk, lang: str) -> None:
    plain = envelope(simulate(desk, scenario="shutdown_2025", making=SMALL), lang)
    json.dumps(plain, allow_nan=False)
    assert plain["question"] == "simulate"
    assert plain["answer"]["odds"][0]["condition"]["text"]
    assert plain["units"]["sofr_iorb_bp"] == "bp"
