"""Questions about the ledger: which events it knows, and what one of them posts, changes and means.

The ledger needs no figures: an event is the same on every day, so no store is read and nothing has a date.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tidegauge import clock
from tidegauge.errors import UsageError
from tidegauge.ledger.chart import SECTORS
from tidegauge.ledger.composites import COMPOSITES
from tidegauge.ledger.effects import Effects, effects
from tidegauge.ledger.event import Composite, Event, Posting
from tidegauge.ledger.events import EVENTS, find
from tidegauge.questions.answer import Answer
from tidegauge.questions.desk import Desk
from tidegauge.units import parse_amount
from tidegauge.words.sentence import Sentence

UNITS = {"amount_usd": "USD", "change_usd": "USD", "effects": "USD", "net_worth": "USD"}
UNITS_PER_DOLLAR = {"change_usd": "USD per USD", "effects": "USD per USD", "net_worth": "USD per USD"}


class TAccount(NamedTuple):
    """What an event does to one sector: its assets on the left, its liabilities and net worth on the right [USD]."""

    sector: str
    assets: tuple[Posting, ...]
    liabilities: tuple[Posting, ...]
    net_worth_usd: int


@dataclass(frozen=True, slots=True)
class ExplainedEvent:
    """One event of some size: every posting, what it does to the figures people watch [USD], and why."""

    event: str
    amount_usd: int
    postings: tuple[Posting, ...]
    effects: Effects
    net_worth: Mapping[str, int]
    name: Sentence
    why: Sentence
    aliases: tuple[str, ...]

    @property
    def t_accounts(self) -> tuple[TAccount, ...]:
        """The postings by sector, in the order of the chart; sectors that the event leaves alone are left out."""
        accounts = (
            TAccount(
                sector,
                tuple(one for one in self.postings if (one.sector, one.side) == (sector, "asset")),
                tuple(one for one in self.postings if (one.sector, one.side) == (sector, "liability")),
                self.net_worth.get(sector, 0),
            )
            for sector in SECTORS
        )
        return tuple(account for account in accounts if any(account[1:]))


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """One event of the ledger, or several told as one, per dollar; `family` is the group it is listed in."""

    event: str
    aliases: tuple[str, ...]
    family: str
    name: Sentence
    why: Sentence
    postings: tuple[Posting, ...]
    effects: Effects
    net_worth: Mapping[str, int]


def events(desk: Desk) -> Answer:
    """Answer with every event the ledger knows: its names, its reason, its postings and effects per dollar."""
    single = (_known(kind(amount_usd=1), kind.__module__.rpartition(".")[2]) for kind in EVENTS.values())
    told_as_one = (_known(together(1), "composites") for together in COMPOSITES.values())
    return Answer("ledger.events", clock.now(), (*single, *told_as_one), UNITS_PER_DOLLAR, (), ())


def explain(desk: Desk, *, event: str, amount: str = "100bn") -> Answer:
    """Answer with one event, or several told as one: posting by posting, what it changes, one sentence of why.

    Raises
    ------
    UnknownEvent
        The ledger has no event of that id or alias; the error names the nearest.
    InvalidAmount
        The amount cannot be read.
    UsageError
        The amount is not above zero.
    """
    happen = COMPOSITES.get(event.strip().lower()) or find(event, COMPOSITES)
    amount_usd = parse_amount(amount)
    if amount_usd <= 0:
        raise UsageError(detail="an event needs an amount above zero; what goes the other way has every sign turned")
    happened = happen(amount_usd=amount_usd)
    postings = happened.postings()
    answer = ExplainedEvent(
        event=happened.kind,
        amount_usd=amount_usd,
        postings=postings,
        effects=effects(postings),
        net_worth=_net_worth(happened),
        name=Sentence(f"ledger.event.{happened.kind}.name", {}),
        why=Sentence(f"ledger.event.{happened.kind}.why", {}),
        aliases=_aliases(happened),
    )
    return Answer("ledger.explain", clock.now(), answer, UNITS, (), ())


def _known(dollar: Event | Composite, family: str) -> KnownEvent:
    """Return an event per dollar of it."""
    postings = dollar.postings()
    return KnownEvent(
        event=dollar.kind,
        aliases=_aliases(dollar),
        family=family,
        name=Sentence(f"ledger.event.{dollar.kind}.name", {}),
        why=Sentence(f"ledger.event.{dollar.kind}.why", {}),
        postings=postings,
        effects=effects(postings),
        net_worth=_net_worth(dollar),
    )


def _aliases(happened: Event | Composite) -> tuple[str, ...]:
    """Return the short names an event also goes by; several told as one have none."""
    return (happened.alias,) if isinstance(happened, Event) and happened.alias else ()


def _net_worth(event: Event | Composite) -> dict[str, int]:
    """Return the change in net worth of every sector that has one [USD], in the order of the chart."""
    return {posting.sector: posting.change_usd for posting in event.net_worth_postings()}
