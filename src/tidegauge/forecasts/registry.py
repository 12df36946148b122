"""Every model that is scored, with the origins and horizons it is scored on; to add one is to add a line."""

from dataclasses import dataclass
from datetime import date

from tidegauge.errors import UnknownModel
from tidegauge.models.base import Conditional, Model
from tidegauge.models.conformal import Settings
from tidegauge.models.reserves.balance import NetLiquidity, Reserves
from tidegauge.models.spreads.model import EFFR, SOFR, TGCR
from tidegauge.models.targets import TARGETS
from tidegauge.models.treasury.cash import TreasuryCash
from tidegauge.models.treasury.given_debt import GIVEN_DEBT
from tidegauge.models.treasury.non_debt_flow import NonDebtFlow
from tidegauge.words.nearest import nearest

DAYS_AHEAD = (1, 2, 5, 10, 20, 40, 65)
SPREAD_DAYS = (1, 2, 5, 10, 20)
FIRST_ORIGIN = date(2018, 7, 2)


@dataclass(frozen=True, slots=True)
class Entry:
    """A model and how it is scored: horizons in business days, the first origin, and one origin in every so many days.

    Forecasts are scored from `scored_from` on; those before it only teach the bands.
    """

    model: Model | Conditional
    horizons: tuple[int, ...] = DAYS_AHEAD
    first_origin: date = FIRST_ORIGIN
    every: int = 1
    scored_from: date = date(2023, 7, 3)
    settings: Settings | None = None

    @property
    def inputs(self) -> tuple[str, ...]:
        """The series that its frames hold: the model's and the target's, once each."""
        return tuple(dict.fromkeys((*self.model.inputs, *TARGETS[self.model.target].inputs)))

    @property
    def forecaster(self) -> Model:
        """The model of a forecast; a condition is none, and whoever asks one for a forecast has made a mistake."""
        if isinstance(self.model, Conditional):
            raise TypeError(f"{self.model.id} is a condition, not a forecast")
        return self.model


ENTRIES: tuple[Entry, ...] = (
    Entry(TreasuryCash()),
    Entry(TreasuryCash(announced=True)),
    Entry(NonDebtFlow()),
    Entry(Reserves()),
    Entry(NetLiquidity()),
    Entry(SOFR, SPREAD_DAYS),
    Entry(TGCR, SPREAD_DAYS),
    Entry(EFFR, SPREAD_DAYS, settings=Settings(step=0.0)),  # whole basis points tie with a band: levels would wander
)
DEBT_KNOWN_FROM = date(2022, 9, 12)  # first day of the statement's debt lines, see `targets`
CONDITIONS: tuple[Entry, ...] = (Entry(GIVEN_DEBT, first_origin=DEBT_KNOWN_FROM),)
"""Runs that are handed what nobody knew: scored beside the forecasts, listed apart, never shown as one."""
SHOWN = {
    "tga": "treasury_cash",
    "reserves": "reserves_identity",
    "net_liquidity": "net_liquidity_identity",
    "spread": "sofr_spread",
}
"""The model behind each `forecast` question."""
SPREADS = {"sofr": "sofr_spread", "tgcr": "tgcr_spread", "effr": "effr_spread"}
"""The model behind each rate of `forecast spread`."""
BANDED = frozenset((*SHOWN.values(), *SPREADS.values()))
"""Models that a forecast shows: their bands come with the program."""
MODELS: dict[str, Entry] = {entry.model.id: entry for entry in (*ENTRIES, *CONDITIONS)}
"""Every forecast and condition by its id."""


def find(model: str) -> Entry:
    """Return the entry of a model, called by its id or by the word that `forecast` takes for it.

    Raises
    ------
    UnknownModel
        No such model; the error names the closest one.
    """
    id_ = SHOWN.get(model, model)
    if id_ not in MODELS:
        raise UnknownModel(model=model, nearest=nearest(model, (*MODELS, *SHOWN)), known=", ".join(MODELS))
    return MODELS[id_]
