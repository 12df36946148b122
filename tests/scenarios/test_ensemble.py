"""Is an ensemble the same whatever computes it, does it come back after a stop, and what does it refuse?"""

import os
import signal
import threading

import numpy as np
import pytest
from tests.scenarios import small

from tidegauge.errors import NegativeStock, OutputNotPossible, ScenarioTooLarge
from tidegauge.scenarios import ensemble
from tidegauge.scenarios.ensemble import program_sha256, run, simulate_paths
from tidegauge.scenarios.program import METRICS, Watermark
from tidegauge.scenarios.simulate import simulate

PATHS, SEED = 1_500, 7
LINE = Watermark("low", METRICS.index("reserves_usd"), False, 2_980 * small.BN, 0, 6, False)
PROGRAM = small.program(
    6, flows={"taxes": small.Flow(small.TAXES, {3: 20.0}, 9.0, "taxes", 0.2, 0.05)}, watermarks=(LINE,)
)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(ensemble, "CHUNK_PATHS", 256)


@pytest.fixture(scope="module")
def whole():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ensemble, "CHUNK_PATHS", 256)
        return run(PROGRAM, paths=PATHS, seed=SEED, workers=1)


def assert_same(a, b):
    assert a.program_sha256 == b.program_sha256
    assert all(np.array_equal(x, y) for x, y in zip(a.tally, b.tally, strict=True))
    assert a.quantiles("reserves_usd").tobytes() == b.quantiles("reserves_usd").tobytes()


@pytest.mark.parametrize(("workers", "block"), [(2, 128), (3, 64), (1, 256), (0, 96)])
def test_threads_and_blocks_change_no_bit(whole, workers, block):
    assert_same(whole, run(PROGRAM, paths=PATHS, seed=SEED, workers=workers, block=block))


def test_size_of_a_chunk_changes_no_bit(whole, monkeypatch):
    monkeypatch.setattr(ensemble, "CHUNK_PATHS", 1_024)
    assert_same(whole, run(PROGRAM, paths=PATHS, seed=SEED))


def test_the_sheet_closes_on_every_day_of_every_path(whole):
    assert (whole.residual_usd, whole.paths) == (0, PATHS)


def test_counts_are_those_of_the_paths(whole):
    found = simulate_paths(PROGRAM, seed=SEED, paths=PATHS)
    reserves = found.figures[METRICS.index("reserves_usd")]
    assert whole.extremes("reserves_usd").tolist() == [reserves.min(axis=1).tolist(), reserves.max(axis=1).tolist()]
    low = (reserves < LINE.threshold).any(axis=0).mean()
    assert 0 < whole.probability(0) == low < 1
    assert whole.first_days(0).sum() == round(low * PATHS)


def test_a_path_can_be_had_again_alone():
    found = simulate_paths(PROGRAM, seed=SEED, first=817, paths=1).figures[:, :, 0]
    assert np.array(simulate(PROGRAM, seed=SEED, path=817).metrics).T.tolist() == found.tolist()


def test_progress_is_told_and_ends_with_all_paths():
    told = []
    run(PROGRAM, paths=PATHS, seed=SEED, progress=lambda finished, asked: told.append((finished, asked)))
    assert told[0] == (0, PATHS)
    assert told[-1] == (PATHS, PATHS)
    assert told == sorted(told)


class Stop(BaseException):
    """Stands in for a kill: nothing catches it."""


def test_a_killed_run_goes_on_from_what_was_counted(whole, tmp_path, monkeypatch):
    monkeypatch.setattr(ensemble, "KEPT_EVERY", 1)

    def kill(finished, _):
        if finished >= 600:
            raise Stop

    with pytest.raises(Stop):
        run(PROGRAM, paths=PATHS, seed=SEED, workers=1, out=tmp_path, progress=kill)
    told = []
    resumed = run(PROGRAM, paths=PATHS, seed=SEED, out=tmp_path, progress=lambda finished, _: told.append(finished))
    assert 600 <= told[0] < PATHS
    assert_same(whole, resumed)


def test_ctrl_c_keeps_what_is_finished(tmp_path):
    def interrupt(finished, _):
        if finished >= 512:
            os.kill(os.getpid(), signal.SIGINT)

    stopped = run(PROGRAM, paths=PATHS, seed=SEED, workers=1, out=tmp_path, progress=interrupt)
    assert 512 <= stopped.paths < PATHS
    assert stopped.paths_asked == PATHS
    assert run(PROGRAM, paths=PATHS, seed=SEED, out=tmp_path).paths == PATHS
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize("change", [{"seed": 8}, {"paths": PATHS + 1}])
def test_what_another_run_has_counted_is_refused(tmp_path, change):
    asked = {"paths": PATHS, "seed": SEED}
    run(PROGRAM, out=tmp_path, **asked)
    with pytest.raises(OutputNotPossible, match="another scenario, seed or number of paths"):
        run(PROGRAM, out=tmp_path, **(asked | change))


def test_a_changed_program_is_refused(tmp_path):
    run(PROGRAM, paths=300, seed=SEED, out=tmp_path)
    changed = PROGRAM._replace(treasury=PROGRAM.treasury._replace(target_usd=PROGRAM.treasury.target_usd + 1))
    assert program_sha256(changed) != program_sha256(PROGRAM) == program_sha256(PROGRAM._replace(name="other"))
    with pytest.raises(OutputNotPossible):
        run(changed, paths=300, seed=SEED, out=tmp_path)


def test_an_overdrawn_stock_is_named():
    program = small.program(4, flows={"mint": small.Flow({"stablecoin_mint": 1.0}, {2: -500.0})})
    with pytest.raises(NegativeStock, match="stablecoins"):
        run(program, paths=400, seed=1)


def test_a_rare_overdraft_is_counted_and_does_not_lose_the_run():
    swing = small.Flow({"foreign_repo_pool_inflow": 1.0}, sd_bn=35.0, shock="pool")
    held = {("foreign_bank_deposits", "foreign_official", "foreign_banks"): 100}
    program = small.program(1, flows={"pool": swing}, claims=held)
    found = run(program, paths=4_000, seed=1)
    assert 0 < found.breached <= 40
    assert found.residual_usd == 0
    assert run(program, paths=4_000, seed=1, workers=2, block=64).breached == found.breached


def test_a_run_that_would_not_fit_is_refused_before_it_starts():
    days = {name: np.zeros(60_000, array.dtype) for name, array in PROGRAM.days._asdict().items()}
    with pytest.raises(ScenarioTooLarge, match="GB"):
        run(PROGRAM._replace(days=PROGRAM.days._replace(**days)), paths=10, seed=1)


def test_threads_are_gone_afterwards():
    before = threading.active_count()
    run(PROGRAM, paths=PATHS, seed=SEED, workers=2)
    assert threading.active_count() == before
