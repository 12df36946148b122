"""The brief's line on the Treasury's cash: the kept forecast of a week ahead, its band, and how good it has been.

It is read, not made: fitting takes seconds, and the kept forecast is the one that was scored. A score that was measured
on figures later than the as-of is not told, nor a forecast whose day has come.
"""

from datetime import date, datetime

import numpy as np

from tidegauge.clock import NEW_YORK, end_of_day
from tidegauge.forecasts import bundle, registry
from tidegauge.forecasts.kept import Kept
from tidegauge.forecasts.score import Score, scoreboard
from tidegauge.frame import days, from_days
from tidegauge.models.base import LEVELS
from tidegauge.models.walk_forward import Table
from tidegauge.questions import standing
from tidegauge.questions.desk import Desk
from tidegauge.words.sentence import Amount, Day, Fact, Sentence

WEEK_DAYS = 5
ENDS = (LEVELS.index(0.1), LEVELS.index(0.9))


def cash_ahead(desk: Desk, moment: datetime) -> tuple[Sentence, ...]:
    """Return the sentence, or nothing where no scored forecast of the coming week is kept as of a moment."""
    kept = standing.tables(desk).get(registry.SHOWN["tga"])
    if kept is None or datetime.fromisoformat(kept.facts.judged_at) > moment:
        return ()
    today = moment.astimezone(NEW_YORK).date()
    row = _last(kept.table, moment, today)
    score = _score(desk, kept)
    if row is None or score is None:
        return ()
    low, high = row.quantiles[0, list(ENDS)].tolist()
    facts: dict[str, Fact] = {
        "value": Amount(float(row.centre[0]), "usd"),
        "low": Amount(low, "usd"),
        "high": Amount(high, "usd"),
        "when": Day(from_days(int(row.day[0]))),
        "seen": Day(from_days(int(row.origin[0])), weekday=False),
        "days": WEEK_DAYS,
        "error": Amount(score.mae, "usd"),
        "rival_error": Amount(score.rivals[score.strongest], "usd"),
    }
    return (Sentence(f"brief.weeks.forecast_{'ahead' if score.skill > 0 else 'loses'}", facts),)


def _last(table: Table, moment: datetime, today: date) -> Table | None:
    """Return the last forecast of a week ahead made by a moment, if its day is still to come and it has a band."""
    part = table.rows((table.horizon == WEEK_DAYS) & (table.day > days(today))).banded()
    seen = [n for n, number in enumerate(part.origin.tolist()) if end_of_day(from_days(number)) <= moment]
    return part.rows(np.array(seen[-1:])) if seen else None


def _score(desk: Desk, kept: Kept) -> Score | None:
    """Return the score of a week ahead."""
    if standing.own(desk):
        week = Kept(kept.facts, kept.table.rows(kept.table.horizon == WEEK_DAYS))
        return next(iter(scoreboard([week], {})), None)
    found = (score for score in bundle.scores() if score.model == kept.facts.model and score.horizon == WEEK_DAYS)
    return next(found, None)
