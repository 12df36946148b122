"""What only the kernel has: bits read off doubles, checks of a block, and a compiled copy that is never stale."""

import ast
import inspect
import subprocess
import sys

import numpy as np
from tests.scenarios import small

from tidegauge.ledger.chart import ACCOUNTS
from tidegauge.scenarios import anchors
from tidegauge.scenarios.arithmetic import (
    exp,
    floor_usd,
    log,
    log1p,
    logistic,
    nearest_usd,
    scale,
    sincos_turns,
    softplus,
    split,
)
from tidegauge.scenarios.ensemble import simulate_paths
from tidegauge.scenarios.kernels import chunk, closing, compiling, market_day, sheet, stages, state
from tidegauge.scenarios.kernels import tables as tabled
from tidegauge.scenarios.kernels.compiled import MODULES, sources_sha256
from tidegauge.scenarios.kernels.compiling import stage
from tidegauge.scenarios.kernels.sheet import check
from tidegauge.scenarios.kernels.tables import tables

FUNCTIONS = (
    "exp",
    "log",
    "log1p",
    "softplus",
    "logistic",
    "floor_usd",
    "nearest_usd",
    "split",
    "scale",
    "sincos_turns",
)


@stage
def compiled(x):
    m, k = split(x if x > 0 else 1.0)
    turned = sincos_turns(x - floor_usd(x))
    return (
        exp(x), log(x if x > 0 else 1.0), log1p(x if x > -0.9 else 0.0), softplus(x), logistic(x), floor_usd(x),
        nearest_usd(x), m, k, scale(m, k % 100), turned[0], turned[1],
    )  # fmt: skip


def test_compiled_arithmetic_has_the_bits_of_python():
    draw = np.random.default_rng(5)
    for x in [*(draw.normal(size=400) * 30), *(draw.normal(size=100) * 1e-3), 0.0, 1.0, -1.0, 699.9, 1e12]:
        assert compiled(float(x)) == compiled.py_func(float(x))


def fresh():
    made = tables(small.program(3))
    room = state.block(made, 64)
    state.open_block(room, made.opening_usd, made.maturing_usd, made.start, made.anchors)
    return made, room


def test_a_dollar_lost_in_any_cell_of_any_path_is_seen():
    made, room = fresh()
    clean = np.zeros(64, np.int64)
    check(room, made.identities, clean, 0)
    assert not clean.any()
    for account in range(len(ACCOUNTS)):
        path, residual = account % 64, np.zeros(64, np.int64)
        room.balance[account, path] += 1
        check(room, made.identities, residual, 0)
        assert residual[path] == 1, ACCOUNTS[account]
        assert residual.sum() == 1
        room.balance[account, path] -= 1


def test_constants_that_a_kernel_takes_from_elsewhere_are_part_of_what_names_it():
    """A kept kernel holds them as they were: changed where they stand, they would be ignored."""
    hashed = {
        module.__name__ for module in (*MODULES, chunk, closing, compiling, market_day, sheet, stages, state, tabled)
    }
    for module in (closing, market_day, sheet, stages, state):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.ImportFrom) and node.module not in hashed:
                taken = [name.name for name in node.names if name.name.isupper()]
                assert all(getattr(module, name) in chunk.FROZEN for name in taken), (module, taken)


def test_unchecked_runs_have_the_same_figures():
    program = small.program(5, flows={"taxes": small.Flow(small.TAXES, {1: 9.0}, 5.0, "taxes")})
    both = [simulate_paths(program, seed=1, paths=200, check=is_checked).figures for is_checked in (True, False)]
    assert np.array_equal(*both)


def test_the_kept_kernel_is_named_by_the_source_of_all_it_calls():
    from tidegauge.scenarios.behaviour import funding

    assert sources_sha256(said="") != sources_sha256(funding, said="") != sources_sha256(funding, said="constants")
    assert chunk.KERNEL.py_func.__qualname__.removeprefix("run_chunk_") == sources_sha256(
        anchors, closing, compiling, market_day, sheet, stages, state, tabled, said=repr(chunk.FROZEN)
    )


def test_another_process_takes_the_kept_kernel_and_another_scenario_needs_no_compiling():
    code = """
from tests.scenarios import small
from tidegauge.scenarios.ensemble import simulate_paths
from tidegauge.scenarios.kernels.chunk import KERNEL
for n_days in (3, 4):
    flows = {f"flow_{n}": small.Flow(small.TAXES, {1: 2.0}) for n in range(n_days)}
    simulate_paths(small.program(n_days, flows=flows), seed=1, paths=1, block=64)
stats = KERNEL.stats
assert sum(stats.cache_hits.values()) == 1 and not stats.cache_misses, stats
"""
    simulate_paths(small.program(2), seed=1, paths=1, block=64)  # compiles where nothing is kept yet
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
