"""A run of announced policy beside the forecast of the Treasury's cash: where the two part, and why, is said.

Both speak of the same cash on the same days. The forecast learnt how cash moves and its errors are measured; the run
lets bills follow a rule for cash, so that reserves, ON RRP and spreads answer to one another.
"""

from collections.abc import Iterable

from tidegauge.errors import TidegaugeError
from tidegauge.frame import Finding, finding
from tidegauge.questions import forecast
from tidegauge.questions.desk import Desk
from tidegauge.questions.forecast import DayAhead
from tidegauge.questions.making import Ready
from tidegauge.questions.runs import Making, Simulation
from tidegauge.words.sentence import Amount, Day

ANNOUNCED = "baseline"
METRIC = "tga_usd"


def beside_forecast(run: Simulation, ahead: Iterable[DayAhead]) -> tuple[Finding, ...]:
    """Return the warning that a run's cash leaves the forecast's 80 % band, of the day they are furthest apart.

    Nothing where the run's median stays within the band on every day of both.
    """
    medians = dict(zip(run.days, run.quantiles[METRIC][50], strict=True))
    outside = [
        (abs(medians[day.date] - day.value), day)
        for day in ahead
        if day.date in medians and day.value is not None and not _is_within(medians[day.date], day)
    ]
    if not outside:
        return ()
    _, day = max(outside, key=lambda pair: pair[0])
    figures = {"run": medians[day.date], "forecast": day.value, "low": day.low_80, "high": day.high_80}
    facts = {name: Amount(float(usd), "usd") for name, usd in figures.items() if usd is not None}
    on = Day(day.date, weekday=False, year=True)
    return (finding("run_beside_forecast", "tga", None, severity="warning", day=on, **facts),)


def _is_within(usd: float, day: DayAhead) -> bool:
    """Say whether an amount lies in the 80 % band of a day; a day without a band says nothing."""
    return day.low_80 is None or day.high_80 is None or day.low_80 <= usd <= day.high_80


def beside_run(desk: Desk, made: Ready, making: Making, run: Simulation) -> tuple[Finding, ...]:
    """Return the same for a run of announced policy as it stands; nothing where no forecast can be made."""
    if made.scenario.name != ANNOUNCED or making.keys or making.parameters is not None:
        return ()
    try:
        ahead = forecast.tga(desk, as_of=made.frame.as_of).answer
    except TidegaugeError:
        return ()
    return beside_forecast(run, ahead)
