"""Names: which flows a run has and what it draws, so that a scenario that speaks of others is refused where it does.

It needs no figures: what a run is made of follows from the scenario, the fiscal calendars and the table of mixes.
"""

from collections.abc import Callable, Collection, Mapping
from typing import NoReturn

from tidegauge.scenarios import calendars
from tidegauge.scenarios.compile import mixes
from tidegauge.scenarios.compile.arrays import ALWAYS_DRAWN, UNCERTAIN
from tidegauge.scenarios.compile.program import CALIBRATED, DRAWS
from tidegauge.scenarios.compile.refusals import refusal
from tidegauge.scenarios.program import BEHAVIOURAL_FLOWS
from tidegauge.scenarios.scenario import Scenario

LEVERED = ("reserve_purchases", "runoff_treasuries", "runoff_mbs", "mbs_reinvested")


def refuse_unknown(scenario: Scenario, place: Callable[[tuple[str, ...]], str], written: Collection[str] = ()) -> None:
    """Refuse a scenario that speaks of a flow or a draw that its run does not have.

    Parameters
    ----------
    scenario : Scenario
        As read, its own flows included.
    place : callable
        From the path of a key to where it stands, for the error.
    written : collection of str
        Pairs of correlations as they were written: a scenario holds the names of each in order, an error quotes it.

    Raises
    ------
    InvalidScenario
        A flow with the name of one that comes out of the run, one of its own without a mix, a shock on a flow that is
        not there, or a correlation of what nothing draws.

    Examples
    --------
    >>> refuse_unknown(Scenario(name="mine", correlation={"pay.health": 0.3}), lambda path: "mine.toml:4")
    """

    def refuse(key: str, detail: str, name: str, known: Collection[str] = ()) -> NoReturn:
        raise refusal(place(tuple(key.split("."))), key, detail, name, known)

    usual, known = _usual(scenario), flows(scenario)
    for name, flow in scenario.flows.items():
        if name in BEHAVIOURAL_FLOWS:
            refuse(f"flows.{name}", "reserved", name)
        if name not in usual and not flow.mix:
            refuse(f"flows.{name}", "mixless", name, usual)
    for number, shock in enumerate(scenario.shocks):
        if shock.flow not in known:
            refuse(f"shocks.{number}.flow", "flow", shock.flow, known)
    drawn = draws(scenario)
    for pair in scenario.correlation:
        first, second = pair.split(".")
        names = (second, first) if f"{second}.{first}" in written else (first, second)
        for name in names:
            if name not in drawn:
                refuse(f"correlation.{'.'.join(names)}", "draw", name, drawn)


def flows(scenario: Scenario) -> tuple[str, ...]:
    """Return the flows that a shock may fall on: those of every run, and the scenario's own.

    >>> "taxes" in flows(Scenario(name="mine")), "standing_repo" in flows(Scenario(name="mine"))
    (False, False)
    """
    return tuple(dict.fromkeys((*_usual(scenario), *scenario.flows)))


def draws(scenario: Scenario) -> tuple[str, ...]:
    """Return what a run of a scenario draws, by name.

    >>> "treasury_price" in draws(Scenario(name="mine", switches={"margin_spiral": True}))
    True
    """
    shocks = dict(_usual(scenario))
    for name, flow in scenario.flows.items():
        if flow.noise is not None:
            shocks[name] = flow.noise.shock or name
    switches = CALIBRATED._replace(**scenario.switches)
    moved = (draw for switch, draw in DRAWS.items() if getattr(switches, switch))
    return tuple(dict.fromkeys((*ALWAYS_DRAWN, *moved, *filter(None, shocks.values()), *UNCERTAIN)))


def _usual(scenario: Scenario) -> Mapping[str, str]:
    """Return the flows of a run before those of the scenario, each with the name of its draw; "" for none."""
    purchases = (f"asset_purchases_{n}" for n, _ in enumerate(scenario.levers.asset_purchases or (), 1))
    found = {name: calendars.noise(name).shock for name in calendars.names()}
    found |= dict.fromkeys((*(["backlog_repaid"] if scenario.lapses else []), *LEVERED, *purchases), "")
    for name, said in mixes.tables()["small"].items():
        found |= {name: name} | ({f"{name}_back": name} if said["noise"].get("returns", 1.0) < 1.0 else {})
    return found
