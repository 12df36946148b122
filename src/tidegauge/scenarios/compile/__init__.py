"""A scenario made ready to run.

- `compile_scenario(scenario, frame)`: the program, its opening sheet and their findings.
- `INPUTS`: the series it reads.
"""

from tidegauge.scenarios.compile.program import INPUTS, Compiled, compile_scenario

__all__ = ["INPUTS", "Compiled", "compile_scenario"]
