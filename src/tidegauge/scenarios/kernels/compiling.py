"""How every stage of the kernel is compiled, once the plain functions it calls are known to the compiler."""

from typing import Any

from numba import njit

from tidegauge.scenarios.kernels.compiled import DIVISION

_HOW: dict[str, Any] = {"error_model": DIVISION, "nogil": True, "_nrt": False}
"""Other threads are free to run; no fast-math, no contraction, so the bits are those of plain Python.

Stages allocate nothing, so they do without numba's counting of references: a row of a block is looked up a hundred
times a day, and an atomic count each time takes as long as the work on the row.
"""

stage: Any = njit(**_HOW)
inlined: Any = njit(forceinline=True, **_HOW)
kept_stage: Any = njit(cache=True, **_HOW)
"""The same, with the compiled copy kept on disk: for what Python calls."""
