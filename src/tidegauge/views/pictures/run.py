"""The pictures of runs: fans of an ensemble, the waterfall of its mean, flows of a path, the fan of a difference."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from tidegauge.questions.answer import Answer
from tidegauge.questions.replay import Replay
from tidegauge.questions.runs import Comparison, Movement, Odds, PathFlows, Simulation
from tidegauge.views.pictures import fan, sankey, waterfall
from tidegauge.views.pictures.fan import Fan, Mark
from tidegauge.views.pictures.picture import Picture, Sheet
from tidegauge.views.pictures.sankey import Sankey
from tidegauge.views.pictures.waterfall import Waterfall
from tidegauge.views.report.phrases import Phrases
from tidegauge.words import numbers, text

FANS = ("reserves_usd", "sofr_iorb_bp", "tga_usd")
CAUSES_SHOWN, FAMILIES_SHOWN = 9, 8
DRAINS = {
    "tga": "f-buff s-buff-ink",
    "on_rrp": "f-dry s-dry-ink",
    "foreign_repo_pool": "f-slate s-slate-ink",
}
SECTORS = {
    "large_banks": "f-water",
    "other_banks": "f-water",
    "foreign_banks": "f-water",
    "treasury": "f-buff-ink",
    "money_funds": "f-dry-ink",
    "foreign_official": "f-slate-ink",
    "foreign_private": "f-slate-ink",
    "fed": "f-ink-2",
}


def sheet(
    answer: Answer, phrases: Phrases, happened: Mapping[str, Sequence[tuple[date, float]]] | None = None
) -> Sheet:
    """Return the pictures of an ensemble: three fans, what moved reserves, and who paid whom on one path.

    `happened` holds by metric what was published after the opening; a fan draws it over its paths.
    """
    run: Simulation = answer.answer
    pictures = [_fan(run, metric, phrases, (happened or {}).get(metric, ())) for metric in FANS]
    pictures.insert(1, _waterfall(run, phrases))
    if run.flows.streams:
        pictures.append(_flows(run, phrases))
    return Sheet(
        run.titles.get(phrases.lang) or run.scenario,
        _said("page.kicker", phrases, day=_day(run.opening_on, phrases)),
        _bundled(answer, phrases),
        tuple(numbers.in_dollars(phrases.say(sentence)) for sentence in run.headline),
        tuple(pictures),
        _footer(run, phrases),
    )


def _said(key: str, phrases: Phrases, **facts: object) -> str:
    return numbers.in_dollars(text(f"runs.{key}", phrases.lang, **facts))


def _day(on: date, phrases: Phrases) -> str:
    return phrases.day(on, weekday=False, year=True)


def _bundled(answer: Answer, phrases: Phrases) -> str:
    return phrases("page.kicker_bundled") if answer.bundled_until else ""


def _footer(run: Simulation | Comparison, phrases: Phrases) -> str:
    return _said("page.footer", phrases, paths=phrases.count(run.paths), seed=run.seed)


def source(run: Simulation, phrases: Phrases) -> str:
    """Say which paths a picture is of, and what its bands leave out."""
    facts = {"scenario": run.scenario, "paths": phrases.count(run.paths), "seed": run.seed}
    return _said("source.fan", phrases, day=_day(run.opening_on, phrases), **facts)


def _value(metric: str, value: float, phrases: Phrases) -> str:
    return phrases.money(round(value)) if metric.endswith("_usd") else phrases.bp(value)


def shown_of(run: Simulation, metric: str, phrases: Phrases, happened: Sequence[tuple[date, float]] = ()) -> Fan:
    """Return what the fan of a metric shows, with the lines that a reader watches and their odds."""
    unit = "usd" if metric.endswith("_usd") else "bp"
    lines = {odds.line: odds for odds in reversed(run.odds) if odds.metric == metric}  # the scenario's own come first
    marks = [_mark(odds, phrases) for odds in lines.values()]
    history = run.history.get(metric, ())
    return Fan(
        unit,
        run.days,
        run.quantiles[metric],
        history,
        marks,
        happened=happened,
        is_opening_estimated=unit == "usd" and bool(history),  # a spread is the last that was published
    )


def _fan(run: Simulation, metric: str, phrases: Phrases, happened: Sequence[tuple[date, float]]) -> Picture:
    """Return the fan of a metric; its title says where it ends."""
    shown = shown_of(run, metric, phrases, happened)
    return Picture(
        metric,
        fan_title(run, metric, phrases),
        _said(f"sub.fan_{shown.unit}", phrases),
        source(run, phrases),
        fan.table(metric, shown, phrases),
        lambda width: fan.draw(shown, phrases, width),
    )


def fan_title(run: Simulation, metric: str, phrases: Phrases) -> str:
    """Return the title of a fan: where it ends."""
    bands = run.quantiles[metric]
    low, median, high = (_value(metric, bands[per_cent][-1], phrases) for per_cent in (5, 50, 95))
    key = {"sofr_iorb_bp": "spread", "tga_usd": "tga", "on_rrp_usd": "on_rrp"}.get(metric)
    if key is None:
        key = "reserves_fall" if bands[50][-1] < run.movement.start_usd else "reserves_rise"
    facts = {"start": phrases.money(run.movement.start_usd), "low": low, "median": median, "high": high}
    return _said(f"title.{key}", phrases, day=_day(run.days[-1], phrases), **facts)


def _mark(odds: Odds, phrases: Phrases) -> Mark:
    unit = "usd" if odds.metric.endswith("_usd") else "bp"
    share = phrases.share(odds.probability_share)
    key = "page.odds_lasting" if odds.days_more_than else "page.odds"
    return Mark(odds.line, phrases.line(odds.line, unit), _said(key, phrases, share=share, days=odds.days_more_than))


def cause_name(id_: str, phrases: Phrases) -> str:
    """Return a cause as it begins a row."""
    name = _said(f"cause.{id_}", phrases)
    return name[:1].upper() + name[1:]


def _waterfall(run: Simulation, phrases: Phrases) -> Picture:
    """Return what moved reserves on average; it adds up to the dollar."""
    moved = run.movement
    steps = [
        waterfall.Step(cause_name(cause.id, phrases), cause.reserves_usd, DRAINS.get(cause.id, waterfall.OTHER))
        for cause in moved.causes
    ]
    shown = Waterfall(
        _said("page.start", phrases, day=_day(moved.start_on, phrases)),
        moved.start_usd,
        waterfall.largest(steps, CAUSES_SHOWN, _said("page.others", phrases)),
        _said("page.end", phrases, day=_day(moved.end_on, phrases)),
        moved.end_usd,
    )
    ends = {"start": _day(moved.start_on, phrases), "end": _day(moved.end_on, phrases)}
    return Picture(
        "why",
        _why_title(moved, phrases),
        _said("sub.why", phrases, **ends),
        source(run, phrases),
        waterfall.table("why", shown, phrases),
        lambda width: waterfall.draw(shown, phrases, width),
    )


def _why_title(moved: Movement, phrases: Phrases) -> str:
    change = moved.end_usd - moved.start_usd
    with_it = [cause for cause in moved.causes if cause.reserves_usd * change > 0]
    if not with_it:
        return _said("title.why_flat", phrases)
    largest = max(with_it, key=lambda cause: abs(cause.reserves_usd))
    return _said(
        f"title.why_{'rose' if change > 0 else 'fell'}",
        phrases,
        amount=phrases.size(change),
        cause=_said(f"cause.{largest.id}", phrases),
        part=phrases.money(largest.reserves_usd, signed=True),
    )


def _flows(run: Simulation, phrases: Phrases) -> Picture:
    """Return who paid whom on one path."""
    flows = run.flows
    into, out = (
        sum(stream.amount_usd for stream in flows.streams if getattr(stream, end) == "treasury")
        for end in ("taker", "giver")
    )
    title = _said("title.flows", phrases, into=phrases.money(into), out=phrases.money(out), path=flows.path)
    facts = {"start": _day(flows.start_on, phrases), "end": _day(flows.end_on, phrases), "path": flows.path}
    source = _said("source.flows", phrases, path=flows.path, scenario=run.scenario, seed=run.seed)
    return flow_picture(flows, title, _said("sub.flows", phrases, **facts), source, phrases)


def flow_picture(flows: PathFlows, title: str, sub: str, source: str, phrases: Phrases) -> Picture:
    """Return flows between sectors under their names."""

    def named(family: str, id_: str) -> str:
        return text(f"ledger.{family}.{id_}", phrases.lang)

    streams = [
        sankey.Stream(
            named("sector", one.giver), named("family", one.family), named("sector", one.taker), one.amount_usd
        )
        for one in flows.streams
    ]
    fills = {named("sector", id_): fill for id_, fill in SECTORS.items()}
    shown = Sankey(sankey.merged(streams, FAMILIES_SHOWN, _said("page.others", phrases)), fills)
    table = sankey.table("flows", shown, phrases)
    return Picture("flows", title, sub, source, table, lambda width: sankey.draw(shown, phrases, width))


def _titles(run: Comparison, phrases: Phrases) -> dict[str, str]:
    """Return both scenarios by their titles."""
    return {name: side.titles.get(phrases.lang) or side.scenario for name, side in (("a", run.a), ("b", run.b))}


def comparison_sheet(answer: Answer, phrases: Phrases) -> Sheet:
    """Return the pictures of a comparison: the fan of the difference of reserves and of the spread."""
    run: Comparison = answer.answer
    names = _titles(run, phrases)
    return Sheet(
        _said("compare.title", phrases, **names),
        _said("page.kicker", phrases, day=_day(run.opening_on, phrases)),
        _bundled(answer, phrases),
        tuple(numbers.in_dollars(phrases.say(sentence)) for sentence in run.headline),
        tuple(_difference(run, metric, phrases) for metric in ("reserves_usd", "sofr_iorb_bp")),
        _footer(run, phrases),
    )


def _difference(run: Comparison, metric: str, phrases: Phrases) -> Picture:
    unit = "usd" if metric.endswith("_usd") else "bp"
    names = _titles(run, phrases)
    shown = Fan(unit, run.days, run.difference[metric], is_change=True)
    facts = {"scenario": f"{run.b.scenario} − {run.a.scenario}", "paths": phrases.count(run.paths), "seed": run.seed}
    return Picture(
        metric,
        _difference_title(run, metric, phrases),
        _said(f"sub.difference_{unit}", phrases, **names),
        _said("source.fan", phrases, day=_day(run.opening_on, phrases), **facts),
        fan.table(metric, shown, phrases),
        lambda width: fan.draw(shown, phrases, width),
    )


def _difference_title(run: Comparison, metric: str, phrases: Phrases) -> str:
    last, facts = run.difference[metric][50][-1], {"day": _day(run.days[-1], phrases), "b": _titles(run, phrases)["b"]}
    name = _said(f"metric.{metric}", phrases)
    name = name[:1].upper() + name[1:]
    if not last:
        return _said("title.difference_none", phrases, name=name, **facts)
    median = phrases.size(round(last)) if metric.endswith("_usd") else phrases.bp(abs(last), signed=False)
    side = _said(f"compare.{'higher' if last > 0 else 'lower'}", phrases)
    return _said("title.difference", phrases, name=name, median=median, side=side, **facts)


def day_sheet(answer: Answer, phrases: Phrases) -> Sheet:
    """Return the pictures of a day: what moved reserves, and who paid whom."""
    found: Replay = answer.answer
    day, headline = found.day, tuple(numbers.in_dollars(phrases.say(sentence)) for sentence in found.headline)
    facts = {"path": day.path, "scenario": found.scenario, "seed": found.seed}
    source = _said("source.flows", phrases, **facts)
    pictures = [_day_waterfall(found, headline[0], source, phrases)]
    if found.flows.streams:
        sub = _said("sub.flows_day", phrases, path=day.path, day=_day(day.on, phrases))
        pictures.append(flow_picture(found.flows, _most_received(found, phrases), sub, source, phrases))
    return Sheet(
        found.titles.get(phrases.lang) or found.scenario,
        _said("page.kicker", phrases, day=_day(found.opening_on, phrases)),
        _bundled(answer, phrases),
        headline,
        tuple(pictures),
        _said("page.footer_path", phrases, path=day.path, seed=found.seed),
    )


def _day_waterfall(found: Replay, title: str, source: str, phrases: Phrases) -> Picture:
    """Return every kind of event of the day; flows that post the same kind stand together."""
    changes: Counter[str] = Counter()
    for cause in found.day.causes:
        changes[text(f"ledger.event.{cause.kind}.name", phrases.lang)] += cause.change_usd
    before = _said("page.before", phrases, day=_day(found.day.on, phrases))
    after = _said("page.end", phrases, day=_day(found.day.on, phrases))
    steps = [waterfall.Step(name, change) for name, change in changes.items()]
    steps = waterfall.largest(steps, CAUSES_SHOWN, _said("page.others", phrases))
    shown = Waterfall(before, found.day.before_usd, steps, after, found.day.after_usd)
    return Picture(
        "why",
        title.rstrip(".。"),
        _said("sub.why_day", phrases, day=_day(found.day.on, phrases), path=found.day.path),
        source,
        waterfall.table("why", shown, phrases),
        lambda width: waterfall.draw(shown, phrases, width),
    )


def _most_received(found: Replay, phrases: Phrases) -> str:
    """Name the sector that received the most, less what it gave."""
    net: Counter[str] = Counter()
    for stream in found.flows.streams:
        net[stream.taker] += stream.amount_usd
        net[stream.giver] -= stream.amount_usd
    (sector, amount), *_ = net.most_common(1)
    name = text(f"ledger.sector.{sector}", phrases.lang)
    return _said("title.flows_day", phrases, day=_day(found.day.on, phrases), taker=name, amount=phrases.money(amount))
