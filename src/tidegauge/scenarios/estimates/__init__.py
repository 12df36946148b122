"""Estimates: what the behaviours take as given, estimated again from what is known as of a moment.

- `estimates(frame)`: every parameter that published figures can be asked about, with its standard error and sample.
- `INPUTS`: the series it reads.

What no model here can estimate stays as `parameters.toml` has it: a prior, a rule, or an older estimate.
"""

from tidegauge.scenarios.estimates.known import INPUTS, Estimates, estimates

__all__ = ["INPUTS", "Estimates", "estimates"]
