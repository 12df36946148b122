"""The questions of a forecast: the next business days of one target, with bands, its rival and its measured skill.

A forecast is made in the evening of the last business day before the as-of. Days up to the as-of that no figure tells
yet are nowcast: marked, and without a band, since only days ahead are scored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.clock import NEW_YORK, end_of_day, in_new_york
from tidegauge.errors import MissingFigures
from tidegauge.forecasts import bands, registry
from tidegauge.forecasts.score import Score
from tidegauge.frame import Finding, Frame, days, finding, from_days
from tidegauge.models.base import FED, LEVELS, Fitted, business_days_after
from tidegauge.models.rivals import RIVALS, rival_values
from tidegauge.models.targets import TARGETS, Target, require_movement
from tidegauge.questions import forecast_drivers, standing
from tidegauge.questions.answer import Answer, exact, origins
from tidegauge.questions.desk import Desk
from tidegauge.words.sentence import Amount, Day

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEEK_DAYS = 5
"""Business days ahead that the first line tells of."""
NOWCAST_MOST = 5
"""Days without a figure that are nowcast; where more are missing the figures are old, not late."""
ENDS = tuple(LEVELS.index(level) for level in (0.1, 0.9, 0.025, 0.975))
RANDOM_WALK = RIVALS[0]


@dataclass(frozen=True, slots=True)
class Measured:
    """What the back-test says at the scored horizon nearest to a day: mean errors over `n` forecasts, and two verdicts.

    `verdict` judges the point forecast by its error, `distribution_verdict` the bands by CRPS.
    """

    horizon: int
    n: int
    mae: float
    rival_mae: float
    skill: float
    coverage_80: float
    coverage_95: float
    verdict: str
    distribution_verdict: str


@dataclass(frozen=True, slots=True)
class DayAhead:
    """One business day of a forecast, amounts in USD or bp; an end of a band is None where no errors are kept.

    `horizon` counts business days from the evening of the forecast, 0 and below for a day that is over but untold;
    `is_nowcast` marks a day that has begun. `rival` is the strongest naive rival at that horizon, the last known value
    where nothing is scored.
    """

    date: date
    horizon: int
    is_nowcast: bool
    value: float | None
    low_80: float | None
    high_80: float | None
    low_95: float | None
    high_95: float | None
    rival: str
    rival_value: float | None
    unit: str
    model: str
    measured: Measured | None


@dataclass(frozen=True, slots=True)
class Setting:
    """What the days of one forecast share: where it stands, what it is fitted on, and how good it was."""

    target: Target
    model: str
    frame: Frame
    origin: date
    today: date
    scores: Sequence[Score]
    edges: bands.Edges | None

    def score(self, horizon: int) -> Score | None:
        """Return the score of the horizon nearest to a number of days ahead, the shorter of two; none of a nowcast."""
        if horizon < 1:
            return None
        return min(self.scores, key=lambda score: (abs(score.horizon - horizon), score.horizon), default=None)


def tga(desk: Desk, *, horizon: int = 20, as_of: datetime | None = None) -> Answer:
    """Answer with the Treasury's cash on each of the next business days.

    Raises
    ------
    TooLittleHistory
        Fewer than about two years of the daily statement are known.
    HorizonBeyondCalendar
        The last day lies after the calendars' checked years.
    """
    return ahead(desk, "tga", registry.SHOWN["tga"], horizon, as_of)


def net_liquidity(desk: Desk, *, horizon: int = 20, as_of: datetime | None = None) -> Answer:
    """Answer with Fed assets − TGA − ON RRP on each of the next business days; published figures exist on Wednesdays.

    Raises
    ------
    TooLittleHistory
        Fewer than about two years of the daily statement, or of the Reserve Banks' balance sheet, are known.
    HorizonBeyondCalendar
        The last day lies after the calendars' checked years.
    """
    return ahead(desk, "net_liquidity", registry.SHOWN["net_liquidity"], horizon, as_of)


def evening(moment: datetime) -> date:
    """Return the day in whose evening a forecast of a moment is made: the last business day that is over."""
    today = moment.astimezone(NEW_YORK).date()
    return FED.on_or_before(today if end_of_day(today) <= moment else today - timedelta(days=1))


def ahead(desk: Desk, name: str, model: str, horizon: int, as_of: datetime | None) -> Answer:
    """Answer the question `name` with a model's next business days."""
    moment = desk.moment(as_of)
    entry = registry.find(model)
    frame = desk.frame(entry.inputs, moment)
    today, origin = moment.astimezone(NEW_YORK).date(), evening(moment)
    target = TARGETS[entry.model.target]
    known = target.track(frame).present()
    if not len(known):
        raise MissingFigures(series=target.id, as_of=in_new_york(moment))
    require_movement(known, model)
    kept = standing.tables(desk).get(model)
    scores = [score for score in standing.scores(desk) if score.model == model]
    edges = None if kept is None else bands.edges(kept.table, days(origin))
    setting = Setting(target, model, frame, origin, today, scores, edges)
    fitted = entry.forecaster.fit(frame)
    last = from_days(int(known.periods[-1]))
    untold = FED.open_days(last + timedelta(days=1), origin)[-NOWCAST_MOST:] if last < origin else []
    rows = (*_nowcast(setting, fitted, untold), *_forecast(setting, fitted, horizon))
    units = {"value": "USD" if target.unit == "usd" else target.unit}
    notes = (
        _start(target, float(known.values[-1]), last),
        *_notes(setting, moment),
        *forecast_drivers.findings(frame, entry),
    )
    return Answer(
        f"forecast.{name}", moment, rows, units, origins(frame), (*desk.findings(), *notes), desk.bundled_until
    )


def _nowcast(setting: Setting, fitted: Fitted, untold: list[date]) -> list[DayAhead]:
    """Return the days that are over without a figure."""
    if not untold:
        return []
    values = fitted.predict(setting.frame, untold).centre
    rivals = rival_values(setting.target, setting.frame, setting.origin, untold)
    band = np.full((len(untold), len(LEVELS)), np.nan)
    return [
        _row(setting, day, n - len(untold) + 1, float(values[n]), band[n], rivals[n]) for n, day in enumerate(untold)
    ]


def _forecast(setting: Setting, fitted: Fitted, horizon: int) -> list[DayAhead]:
    """Return the days ahead."""
    days_ahead = business_days_after(setting.origin, horizon)
    found = fitted.predict(setting.frame, days_ahead)
    band = bands.around(found, setting.edges)
    rivals = rival_values(setting.target, setting.frame, setting.origin, days_ahead)
    return [_row(setting, day, n + 1, float(found.centre[n]), band[n], rivals[n]) for n, day in enumerate(days_ahead)]


def _row(
    setting: Setting,
    day: date,
    horizon: int,
    value: float,
    band: "NDArray[np.float64]",
    rivals: "NDArray[np.float64]",
) -> DayAhead:
    """Return one day."""
    score = setting.score(horizon)
    rival = RANDOM_WALK if score is None else score.strongest
    unit = setting.target.unit
    low_80, high_80, low_95, high_95 = (_amount(float(band[end]), unit) for end in ENDS)
    return DayAhead(
        date=day,
        horizon=horizon,
        is_nowcast=day <= setting.today,
        value=_amount(value, unit),
        low_80=low_80,
        high_80=high_80,
        low_95=low_95,
        high_95=high_95,
        rival=rival,
        rival_value=_amount(float(rivals[RIVALS.index(rival)]), unit),
        unit="USD" if unit == "usd" else unit,
        model=setting.model,
        measured=None if score is None else _measured(score),
    )


def _measured(score: Score) -> Measured:
    """Return what a reader of a forecast needs of its score."""
    mae, rival_mae = (_amount(value, score.unit) for value in (score.mae, score.rivals[score.strongest]))
    shares = (round(value, 4) for value in (score.skill, score.coverage_80, score.coverage_95))
    skill, inside_80, inside_95 = shares
    verdicts = (score.verdict, score.distribution_verdict)
    return Measured(score.horizon, score.n, mae or 0.0, rival_mae or 0.0, skill, inside_80, inside_95, *verdicts)


def _amount(value: float, unit: str) -> float | None:
    """Return whole dollars, or a spread with two decimals: an expected spread is no whole basis point."""
    if value != value:
        return None
    return exact(value, unit) if unit == "usd" else round(value, 2)


def _start(target: Target, value: float, day: date) -> Finding:
    """Return the last published figure, from which a reader sees the forecast move."""
    return finding("forecast_last_known", target.id, day, value=Amount(value, target.unit), day=Day(day, year=True))


def _notes(setting: Setting, moment: datetime) -> list[Finding]:
    """Return what a reader has to know: that nothing is scored, or that the score was measured later."""
    if setting.edges is None:
        return [finding("forecast_without_band", setting.model, severity="warning")]
    until = max((score.figures_until for score in setting.scores), default=None)
    if until is not None and until > moment.astimezone(NEW_YORK).date():
        return [finding("forecast_scored_later", setting.model, day=Day(until, year=True))]
    return []
