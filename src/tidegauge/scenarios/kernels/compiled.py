"""The plain functions of `arithmetic`, `draws` and `behaviour`, made known to the compiler.

Their own source is compiled, without fast-math and without contraction, so a compiled result has the bits that Python
has. Two functions get another body: splitting a number and scaling it read and write the bits of a double, which a
compiler can do for eight paths at once, and give what `math.frexp` and `math.ldexp` give for every normal number.
"""

import hashlib
import inspect
import sys
from types import ModuleType
from typing import Any, Final

from llvmlite import binding, ir  # type: ignore[import-untyped]
from numba import types
from numba.extending import intrinsic, overload, register_jitable

from tidegauge.scenarios import arithmetic, draws
from tidegauge.scenarios.arithmetic import scale, split
from tidegauge.scenarios.behaviour import (
    bounds,
    carry,
    dealers,
    funding,
    fx,
    hoarding,
    margin,
    money_funds,
    period_ends,
    policy,
    reserve_demand,
    stablecoins,
    treasury,
)

DIVISION: Final = "numpy"
"""Division by zero is left to the hardware; Python's check of it would forbid SIMD. Behaviours never divide by zero."""

MODULES = (
    arithmetic, bounds, carry, dealers, draws, funding, fx, hoarding, margin, money_funds, period_ends, policy,
    reserve_demand, stablecoins, treasury,
)  # fmt: skip
"""Modules whose functions the kernel may call."""

OPTIONS = ("-hoist-runtime-checks=false", "-runtime-memory-check-threshold=128")
"""How LLVM asks whether rows of a block overlap before it runs a loop eight paths at a time.

They never do, but it cannot know. By default it asks once for all rounds of an outer loop, and there rows do overlap,
so the slow copy of the loop runs: draws take five times as long. It also gives up where there are many rows.
"""

_HAS_OWN_BODY: set[Any] = {split, scale}


def _bits_of(typing_context, x):  # type: ignore[no-untyped-def]
    """Return the 64 bits of a double."""
    return types.int64(types.float64), lambda _, builder, __, given: builder.bitcast(given[0], ir.IntType(64))


def _double_of(typing_context, pattern):  # type: ignore[no-untyped-def]
    """Return the double of 64 bits."""
    return types.float64(types.int64), lambda _, builder, __, given: builder.bitcast(given[0], ir.DoubleType())


_bits: Any = intrinsic(_bits_of)
_double: Any = intrinsic(_double_of)


@overload(split, jit_options={"forceinline": True})
def _split(x):  # type: ignore[no-untyped-def]
    def read_off(x):  # type: ignore[no-untyped-def]
        pattern = _bits(x)
        return _double((pattern & 0x000FFFFFFFFFFFFF) | 0x3FE0000000000000), (pattern >> 52) - 1022

    return read_off


@overload(scale, jit_options={"forceinline": True})
def _scale(x, exponent):  # type: ignore[no-untyped-def]
    def build(x, exponent):  # type: ignore[no-untyped-def]
        return x * _double((exponent + 1023) << 52)

    return build


def _register(module: ModuleType) -> None:
    """Let compiled code call every function that a module defines."""
    for function in vars(module).values():
        if inspect.isfunction(function) and function.__module__ == module.__name__ and function not in _HAS_OWN_BODY:
            register_jitable(forceinline=True)(function)


def sources_sha256(*others: ModuleType, said: str) -> str:
    """Return a hash of the source of everything compiled, and of what else is said of it: a kernel is kept under it."""
    text = said + "".join(inspect.getsource(module) for module in (sys.modules[__name__], *MODULES, *others))
    return hashlib.sha256(text.encode()).hexdigest()


for _option in OPTIONS:
    binding.set_option("tidegauge", _option)
for _module in MODULES:
    _register(_module)
