"""What a run says first: its finding in sentences, the same for the terminal, the page and `--json`."""

from collections.abc import Iterable, Iterator
from datetime import date

from tidegauge.questions import measures
from tidegauge.questions.runs import Comparison, Judged, Odds, OddsPair, PriorShare, Simulation, amount
from tidegauge.words import LANGUAGES
from tidegauge.words.sentence import Amount, Day, Fact, Name, Names, Sentence

ODDS_SAID, PAIRS_SAID = 4, 3
HASH_SHOWN = 12


def simulation(run: Simulation) -> tuple[Sentence, ...]:
    """Return the finding of an ensemble: which paths ended, where reserves end, the spread, the odds, and the basis."""
    return (*_ended(run.odds), *_reserves(run), *_spread(run), *_held_back(run), *_odds(run.odds), *_basis(run))


def _day(on: date) -> Day:
    return Day(on, weekday=False, year=True)


def _ended(odds: tuple[Odds, ...]) -> Iterator[Sentence]:
    """Say first how many paths each stop rule ended: all that follows counts them as they stood then."""
    for one in odds:
        if one.kind == "stop" and one.half_by is not None:
            share = Amount(one.probability_share, "share")
            yield Sentence("runs.says.ended", {"share": share, "condition": one.condition, "day": _day(one.half_by)})


def _reserves(run: Simulation) -> Iterator[Sentence]:
    bands = run.quantiles["reserves_usd"]
    if run.paths == 1:
        yield Sentence("runs.says.band_one", {"day": _day(run.days[-1]), "median": amount("_usd", bands[50][-1])})
        return
    ends: dict[str, Fact] = {
        name: amount("_usd", bands[per_cent][-1]) for name, per_cent in (("median", 50), ("low", 5), ("high", 95))
    }
    yield Sentence("runs.says.band", {"day": _day(run.days[-1]), "paths": f"{run.paths:,}", **ends})
    n = min(range(len(run.days)), key=bands[50].__getitem__)
    if n < len(run.days) - 1:
        facts: dict[str, Fact] = {"median": amount("_usd", bands[50][n]), "low": amount("_usd", bands[5][n])}
        yield Sentence("runs.says.lowest", {"day": _day(run.days[n]), **facts})


def _spread(run: Simulation) -> Iterator[Sentence]:
    """Say where the spread ends, and its highest median where that is another."""
    if run.paths == 1:
        return
    bands = run.quantiles["sofr_iorb_bp"]
    facts: dict[str, Fact] = {
        "median": Amount(round(bands[50][-1], 1), "bp", "change"),
        "high": Amount(round(bands[95][-1], 1), "bp", "change"),
    }
    n = measures.peak(bands[50])
    peak = round(bands[50][n], 1)
    if peak > round(bands[50][-1], 1):
        facts |= {"day": _day(run.days[n]), "peak": Amount(peak, "bp", "change")}
    yield Sentence(f"runs.says.spread{'_peak' if 'peak' in facts else ''}", facts)


def _held_back(run: Simulation) -> Iterator[Sentence]:
    """Say what a lapse of appropriations holds back; it is the cause a reader asks for first."""
    if run.backlog:
        items = (
            Sentence(
                "runs.says.held_back_by",
                {"amount": Amount(one.median_usd, "usd"), "day": _day(one.on), "n": one.lapse_day},
            )
            for one in run.backlog
        )
        yield Sentence("runs.says.held_back", {"items": Names(tuple(items))})


def _odds(odds: tuple[Odds, ...]) -> Iterator[Sentence]:
    """Say the conditions of the scenario itself that the opening does not meet; signals stand in the table."""
    ahead = [one for one in odds if not one.is_met_at_opening and one.kind != "stop"]
    own = [one for one in ahead if one.kind != "signal"] or [one for one in ahead if one.probability_share]
    for one in own[:ODDS_SAID]:
        facts: dict[str, Fact] = {"condition": one.condition, "share": Amount(one.probability_share, "share")}
        if one.half_by is None:
            yield Sentence("runs.says.odds", facts)
        else:
            yield Sentence("runs.says.odds_first", facts | {"day": _day(one.half_by)})


def _basis(run: Simulation) -> Iterator[Sentence]:
    """Say what the run rests on: its paths, the priors, the ledger's residual, the seed, the story."""
    if run.is_partial:
        yield Sentence("runs.says.interrupted", {"paths": f"{run.paths:,}", "asked": f"{run.paths_asked:,}"})
    if run.priors is not None:
        medians = {name: Amount(getattr(run.priors, f"{name}_usd"), "usd") for name in ("low", "middle", "high")}
        share = Amount(share_of(run.priors.shares, "reserves_usd").spread_share, "share")
        yield Sentence("runs.says.priors", {"share": share, "paths": f"{run.priors.paths:,}", **medians})
        peak = run.priors.peak
        yield Sentence("runs.says.priors_peak", {"share": Amount(peak.spread_share, "share"), "day": _day(peak.on)})
    facts: dict[str, Fact] = {"seed": str(run.seed), "hash": run.scenario_hash[:HASH_SHOWN]}
    yield Sentence("runs.says.residual", {"residual": str(run.residual_usd), **facts})
    if run.stories:
        yield Sentence("runs.says.assumes", {"story": Name(run.stories)})


def share_of(shares: Iterable[PriorShare], metric: str) -> PriorShare:
    """Return the share of one metric."""
    return next(one for one in shares if one.metric == metric)


def comparison(run: Comparison) -> tuple[Sentence, ...]:
    """Return the finding of a comparison: the difference at the end, where it is largest, the spread and the odds."""
    stopped = {"paths": f"{run.paths:,}", "asked": f"{run.paths_asked:,}"}
    last = (
        Sentence("runs.compare.stopped", stopped) if run.priors is None else judged("runs.compare.priors", run.priors)
    )
    return (*_difference(run), *_ended_apart(run), *_pairs(run), last)


def judged(key: str, priors: Judged) -> Sentence:
    """Say what part of the spread of reserves, and of SOFR − IORB on a day, comes from priors."""
    reserves, spread = (share_of(priors.shares, metric) for metric in ("reserves_usd", "sofr_iorb_bp"))
    return Sentence(
        key,
        {
            "share": Amount(reserves.spread_share, "share"),
            "end": _day(reserves.on),
            "peak_share": Amount(spread.spread_share, "share"),
            "day": _day(spread.on),
            "paths": f"{priors.paths:,}",
        },
    )


def _names(run: Comparison) -> dict[str, Fact]:
    """Return both scenarios by their titles; one without a title in a language goes by its id there."""
    sides = {"a": run.a, "b": run.b}
    return {
        name: Name({lang: side.titles.get(lang) or side.scenario for lang in LANGUAGES}) for name, side in sides.items()
    }


def _difference(run: Comparison) -> Iterator[Sentence]:
    bands = run.difference["reserves_usd"]
    last = bands[50][-1]
    facts: dict[str, Fact] = {name: amount("_usd", bands[q][-1], "change") for name, q in (("low", 5), ("high", 95))}
    facts |= {**_names(run), "day": _day(run.days[-1]), "paths": f"{run.paths:,}"}
    if last:
        side = Sentence(f"runs.compare.{'higher' if last > 0 else 'lower'}", {})
        yield Sentence("runs.compare.ends", facts | {"median": amount("_usd", last, "size"), "side": side})
    else:
        yield Sentence("runs.compare.same", facts)
    n = max(range(len(run.days)), key=lambda n: abs(bands[50][n]))
    if bands[50][n] and n < len(run.days) - 1:
        largest = amount("_usd", bands[50][n], "change")
        yield Sentence("runs.compare.largest", {"day": _day(run.days[n]), "median": largest})
    spread = run.difference["sofr_iorb_bp"]
    ends = {
        name: Amount(round(spread[q][-1], 1), "bp", "change") for name, q in (("median", 50), ("low", 5), ("high", 95))
    }
    yield Sentence("runs.compare.spread", ends)


def _ended_apart(run: Comparison) -> Iterator[Sentence]:
    """Say how many paths each stop rule ended under both scenarios."""
    for pair in run.odds:
        if pair.kind == "stop":
            yield Sentence("runs.compare.ended", _shares(pair))


def _pairs(run: Comparison) -> Iterator[Sentence]:
    """Say the conditions whose odds differ most; the others stand in the table."""
    apart = sorted(run.odds, key=lambda pair: -abs(pair.a_share - pair.b_share))
    for pair in apart[:PAIRS_SAID]:
        if pair.a_share != pair.b_share and pair.kind != "stop":
            yield Sentence("runs.compare.odds", _shares(pair))


def _shares(pair: OddsPair) -> dict[str, Fact]:
    a, b = (Amount(share, "share") for share in (pair.a_share, pair.b_share))
    return {"condition": pair.condition, "share_a": a, "share_b": b}
