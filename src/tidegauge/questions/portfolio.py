"""The question of what a scenario does to a portfolio: measurement, not advice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.frame import from_days
from tidegauge.questions.answer import Answer, origins
from tidegauge.questions.crew import Crew, crew
from tidegauge.questions.desk import Desk
from tidegauge.questions.judgement import SETTINGS as PRIOR_SETTINGS
from tidegauge.questions.judgement import smaller
from tidegauge.questions.making import Ready, ready, told
from tidegauge.questions.measures import opened, spread_share
from tidegauge.questions.runs import Bands, Judged, Making, PriorShare
from tidegauge.scenarios import market, portfolio
from tidegauge.scenarios.market import SETTINGS, PriceModel, Returns
from tidegauge.scenarios.pasted import Pasted
from tidegauge.scenarios.portfolio import Distribution, Holding
from tidegauge.scenarios.price_moves import price_moves
from tidegauge.scenarios.program import BP_SCALE, Program
from tidegauge.scenarios.sample import Cell

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNITS = {"amount_usd": "USD", "mean_usd": "USD", "quantiles_usd": "USD", "sd_usd": "USD", "moves": "pct"}


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Profit and loss of some holdings on the last day of a scenario; what happens on the way there is not read.

    `settings` holds the distribution for each way in which prices may answer to funding: "none" (they do not, which the
    figures cannot tell from the truth), "stress" and "reverse" (as strongly as the figures leave possible, either way).
    `currencies` is the money in which the returns of each holding arise; it is changed at the rate of the opening.
    `priors` says what part of the spread under "stress" the scenario's priors make; under "none" they have none.
    `is_drawn` is False where the scenario switches the market off; `moves` are the assets that the scenario itself
    moves, with the median move to the last day [per cent], and `moved_names` what they are called.
    """

    scenario: str
    titles: Mapping[str, str]
    scenario_hash: str
    opening_on: date
    last_on: date
    days: int
    paths: int
    seed: int
    names: Mapping[str, Mapping[str, str]]
    currencies: Mapping[str, str]
    first_week: date
    weeks: int
    is_drawn: bool
    moves: Mapping[str, float]
    moved_names: Mapping[str, Mapping[str, str]]
    settings: Mapping[str, Distribution]
    priors: Judged


def through(
    desk: Desk,
    *,
    file: Path | Pasted,
    scenario: str | Pasted,
    as_of: datetime | None = None,
    making: Making | None = None,
) -> Answer:
    """Answer with the distribution of profit and loss of holdings through a scenario, by holding and by factor.

    Raises
    ------
    InvalidPortfolio
        The file cannot be read, or names what cannot be held.
    UnknownScenario, InvalidScenario, ContradictoryLevers
        The scenario cannot be found, or says what cannot be.
    NoScheduler
        A Dask cluster is asked for and nobody answers there.
    MissingFigures
        Fewer than two years of prices were known at the opening, or what a program cannot do without.
    """
    making = making or Making()
    holdings = portfolio.read(file)
    made = ready(desk, scenario, as_of, making)
    held = [holding.asset for holding in holdings]
    moves = price_moves(made.scenario, made.program, seed=making.seed, paths=making.paths)
    assets = tuple(dict.fromkeys((*held, *moves)))
    frame = desk.frame(market.inputs(assets), made.frame.as_of)
    known = market.estimate(frame, assets)
    n_days = len(made.program.days.on)
    own = _own(made, known, moves, making)
    with crew(making, told(desk, made.scenario.name)) as team:
        wider, added = _ends(made.program, team)
        settings = {}
        for setting in SETTINGS:
            answered = market.respond(known, setting, wider, added)
            settings[setting] = portfolio.distribution(holdings, _of_held(answered, own, len(held)))
        priors = _priors(made, smaller(team), known, holdings, own)
    answer = Portfolio(
        scenario=made.scenario.name,
        titles=made.scenario.title,
        scenario_hash=made.scenario_hash,
        opening_on=made.opening_on,
        last_on=from_days(int(made.program.days.on[-1])),
        days=n_days,
        paths=making.paths,
        seed=making.seed,
        names={asset: market.assets()[asset].names for asset in held},
        currencies={asset: market.assets()[asset].currency for asset in held},
        first_week=known.first_week,
        weeks=known.weeks,
        is_drawn=made.scenario.market.on,
        moves={asset: float(np.median(np.expm1(move))) * 100.0 for asset, move in moves.items()},
        moved_names={asset: market.assets()[asset].names for asset in moves},
        settings=settings,
        priors=priors,
    )
    sources = (*made.origins, *origins(frame))
    return Answer("portfolio", made.frame.as_of, answer, UNITS, sources, made.findings, desk.bundled_until)


def _own(
    made: Ready, known: PriceModel, moves: Mapping[str, "NDArray[np.float64]"], making: Making
) -> tuple["NDArray[np.float64]", ...]:
    """Return what is drawn of prices, shared and idiosyncratic, and what the scenario itself does to them."""
    n_days, still = len(made.program.days.on), np.zeros((making.paths, len(known.assets)))
    drawn = (still, still)
    if made.scenario.market.on:
        drawn = market.draw(known, seed=making.seed, paths=making.paths, n_days=n_days)
    return (*drawn, market.follow(known, moves) if moves else still)


def _of_held(answered: Returns, own: tuple["NDArray[np.float64]", ...], n_held: int) -> Returns:
    """Return the returns of what is held: what else the scenario moves stands behind it."""
    paths = len(answered.funding_spread)
    shared, idiosyncratic, moved = (part[:paths] for part in own)
    whole = answered._replace(shared=shared, idiosyncratic=idiosyncratic, scenario=moved)
    return Returns(*(part[:, :n_held] for part in whole))


def _priors(
    made: Ready,
    team: Crew,
    known: PriceModel,
    holdings: Sequence[Holding],
    own: tuple["NDArray[np.float64]", ...],
) -> Judged:
    """Return what part of the spread the priors make where prices answer to funding, on the market draws of the run."""
    paths = team.making.paths
    found: list[Bands] = []
    for setting in PRIOR_SETTINGS:
        answered = market.respond(known, "stress", *_ends(made.under(setting), team))
        returns = _of_held(answered, own, len(holdings))
        outcome = portfolio.distribution(holdings, returns).quantiles_usd
        found.append({per_cent: (outcome[f"{per_cent}%"],) for per_cent in (5, 50, 95)})
    last_on = from_days(int(made.program.days.on[-1]))
    return Judged(paths, (PriorShare("profit_usd", last_on, spread_share(found)),))


def _ends(program: Program, team: Crew) -> tuple["NDArray[np.int64]", "NDArray[np.int64]"]:
    """Return how far the spread and net liquidity moved from the opening to the end, on every path."""
    last = len(program.days.on) - 1
    cells = [Cell("sofr_iorb_bp", last), Cell("net_liquidity_usd", last)]
    spread, net = team.sample(program, cells).values
    before = round(opened(program, "sofr_iorb_bp") * BP_SCALE)
    return spread - before, net - round(opened(program, "net_liquidity_usd"))
