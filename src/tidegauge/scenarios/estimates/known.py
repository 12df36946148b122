"""Every estimate that a frame allows, in the order of the parameters."""

from datetime import datetime
from typing import NamedTuple

from tidegauge.clock import NEW_YORK
from tidegauge.frame import Frame
from tidegauge.scenarios.estimates import curve_figures, flow_noise, settlement, spreads
from tidegauge.scenarios.estimates.estimate import Estimate
from tidegauge.scenarios.parameters import catalogue, regime_of

INPUTS = tuple(dict.fromkeys((*curve_figures.INPUTS, *settlement.INPUTS, *flow_noise.INPUTS)))


class Estimates(NamedTuple):
    """What was estimated as of a moment, for openings in a regime."""

    as_of: datetime
    regime: str
    found: tuple[Estimate, ...]


def estimates(frame: Frame) -> Estimates:
    """Return what a frame says of the parameters, in the regime of its moment.

    Raises
    ------
    TooLittleHistory
        Too few days of that regime are known to estimate the curve of spreads.
    """
    regime = regime_of(frame.as_of.astimezone(NEW_YORK).date())
    figures = curve_figures.curve_figures(frame)
    found = (
        *spreads.of_spreads(spreads.curve(frame.as_of, figures, regime), regime),
        *settlement.of_settlements(frame, figures),
        *flow_noise.of_flows(frame),
    )
    order = list(catalogue())
    return Estimates(frame.as_of, regime, tuple(sorted(found, key=lambda one: order.index(one.key))))
