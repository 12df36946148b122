"""A model that cannot say what it is asked: history, drivers, horizon."""

from tidegauge.errors.base import TidegaugeError


class ModelError(TidegaugeError):
    """A model cannot say what it is asked; nothing is filled in."""

    code = "model"
    status = 422
    message = "The model cannot be used: {detail}."


class UnknownModel(ModelError):
    """A model that does not exist; `nearest` is the closest that does."""

    code = "unknown_model"
    exit_code = 2
    status = 404
    message = 'No model is called "{model}".'
    hint = "Did you mean {nearest}? There are {known}."
    hint_alone = "There are {known}."


class TooLittleHistory(ModelError):
    """Too little history of a series for a model."""

    code = "too_little_history"
    message = "{model} needs {needed} figures of {series}, and {found} are known as of {as_of}."
    hint = "Ask for a later moment, or load a longer history with `tidegauge import`."


class TooFewRows(TooLittleHistory):
    """A regression with fewer rows without a gap than it has coefficients, and one more."""

    code = "too_few_rows"
    message = "A regression with {coefficients} coefficients needs {needed} rows without a gap, and there are {found}."
    hint = "Ask for a later moment, or leave drivers out."


class ConstantSeries(ModelError):
    """A series that never moves in the sample: a model cannot learn from it."""

    code = "constant_series"
    message = "{series} does not move from {first} to {last}, so {model} cannot learn from it."
    hint = "Check the figures with `tidegauge series show {series}`, or take a longer sample."


class CollinearDrivers(ModelError):
    """Drivers of a regression of which one follows exactly from the others; a constant follows from the intercept."""

    code = "collinear_drivers"
    message = "One of {drivers} follows from the others over {rows} rows, so their effects cannot be told apart."
    hint = "Leave one of them out; a driver that never moves is the same as the intercept."


class NotConverged(ModelError):
    """An iteration that did not settle; `fit` is the name of the method."""

    code = "not_converged"
    message = "{fit} did not settle within {steps} steps."
    hint = "A driver that separates the outcomes exactly has no finite answer: leave it out."


class HorizonBeyondCalendar(ModelError):
    """A forecast that reaches past the last day for which the calendars are checked."""

    code = "horizon_beyond_calendar"
    exit_code = 2
    message = "{horizon} business days after {origin} lie beyond {last}, where the calendars end."
    hint = "Ask for a shorter horizon or an earlier day."


class NoScores(ModelError):
    """No back-test has been saved, so there is nothing to show."""

    code = "no_scores"
    status = 404
    message = "No back-test has been saved in {place}."
    hint = "`tidegauge --store DIR backtest MODEL` makes one; the models are {known}."
