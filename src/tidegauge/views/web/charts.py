"""Figures for Plotly as plain dictionaries: colours are tokens of the page, and every word is ready-made.

`static/charts.js` dresses them: it reads the tokens ("var(--water)"), places the labels at the right ends of lines so
that none lies over another, and shows what `says` holds under the pointer and at every step of the keyboard. Plotly's
own hover text follows its locale and not the reader's, so a chart with `says` goes without.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from tidegauge.views.pictures import axes
from tidegauge.views.pictures.fan import Fan, Mark, amount
from tidegauge.views.report.phrases import Phrases

Spec = dict[str, Any]
Trace = dict[str, Any]

HEIGHT = 340
MONTHS_SHOWN = 8
MARK_REACH = 0.6  # a watermark farther from the paths than this part of their spread is left to the odds


class End(NamedTuple):
    """A name at the right end of a line, at its last value: words in bold and, below them, what more there is.

    A minor one is left out where the chart is narrow.
    """

    y: float
    words: str
    under: str = ""
    colour: str = "var(--ink)"
    is_minor: bool = False


def spec(
    id_: str,
    traces: Iterable[Trace],
    layout: Mapping[str, Any] | None = None,
    *,
    says: Sequence[tuple[object, str]] = (),
    ends: Sequence[End] = (),
    height: int = HEIGHT,
) -> Spec:
    """Return a figure as `static/charts.js` takes it.

    Parameters
    ----------
    id_ : str
        Of the element it is drawn in.
    traces, layout
        As Plotly takes them; what the page wants of every chart stands in the script.
    says : sequence of (x, sentence)
        For every place of the x-axis what there is to read, in order.
    ends : sequence of End
        Labels at the right end; they need the explicit range that `values` gives the y-axis.
    height : int, default 340
        In pixels.

    Examples
    --------
    >>> spec("gap", [line([date(2025, 1, 2)], [3.0], "var(--water)")])["data"][0]["x"]
    ['2025-01-02']
    """
    labels = [end._asdict() for end in ends]
    said = [[_place(x), words] for x, words in says]
    return {
        "id": id_,
        "data": list(traces),
        "layout": dict(layout or {}),
        "says": said,
        "ends": labels,
        "height": height,
    }


def _place(x: object) -> object:
    """Return a place of the x-axis as JSON holds it."""
    return x.isoformat() if isinstance(x, date) else x


def line(
    days: Sequence[object], values: Sequence[float | None], colour: str, *, width: float = 1.9, dash: str = "solid"
) -> Trace:
    """Return a line; a value that is None leaves a gap."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [_place(day) for day in days],
        "y": list(values),
        "line": {"color": colour, "width": width, "dash": dash},
        "connectgaps": False,
        "hoverinfo": "none",
    }


def band(days: Sequence[object], low: Sequence[float], high: Sequence[float], fill: str) -> list[Trace]:
    """Return the two edges of a band; the room between them is filled."""
    under, over = (line(days, edge, "rgba(0,0,0,0)", width=0) for edge in (low, high))
    return [under, over | {"fill": "tonexty", "fillcolor": fill}]


def mark(y: float, colour: str = "var(--mark)", *, width: float = 1.3, dash: str = "solid") -> dict[str, Any]:
    """Return a level as a line across the chart, for the `shapes` of a layout."""
    level = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "layer": "above"}
    return level | {"line": {"color": colour, "width": width, "dash": dash}}


def values(low: float, high: float, unit: str, phrases: Phrases) -> dict[str, Any]:
    """Return a y-axis from `low` to `high` with round levels in the reader's words; zero is the datum, in ink."""
    room = (high - low or abs(high) or 1.0) * 0.06
    low, high = low - room, high + room
    levels, apart = axes.levels(low, high), axes.step(low, high)
    words = [axes.label(level, unit, apart, phrases) for level in levels]
    return {
        "range": [low, high],
        "tickmode": "array",
        "tickvals": levels,
        "ticktext": words,
        "zeroline": low < 0 < high,
        "zerolinecolor": "var(--ink)",
        "zerolinewidth": 1.6,
    }


def months(days: Sequence[date], phrases: Phrases) -> dict[str, Any]:
    """Return an x-axis of days with their months named; the first and every January carry the year."""
    firsts = [day for before, day in pairwise(days) if day.month != before.month]
    if days and days[0].day <= axes.MONTH_BEGINS:
        firsts.insert(0, days[0])
    every = -(-len(firsts) // MONTHS_SHOWN) or 1
    shown = firsts[::every]
    words = [phrases.month(day, year=day.month == 1 or place == 0) for place, day in enumerate(shown)]
    reach = [days[0].isoformat(), days[-1].isoformat()] if days else None
    return {
        "type": "date",
        "range": reach,
        "tickmode": "array",
        "tickvals": [day.isoformat() for day in shown],
        "ticktext": words,
    }


def fan(id_: str, shown: Fan, phrases: Phrases, *, beside: Fan | None = None, named: str = "") -> Spec:
    """Return the fan of an ensemble; the median of another run may stand `beside` it, dashed and `named`."""
    near = _near(shown, beside)
    seen = [value for edge in shown.quantiles.values() for value in edge] + [value for _, value in shown.history]
    seen += list(beside.quantiles[50]) if beside else []
    levels = seen + [each.level for each in near]
    start_on, start = shown.history[-1] if shown.history else (shown.days[0], shown.quantiles[50][0])
    ahead = [start_on, *shown.days]
    traces = [
        trace
        for low, high, fill in ((5, 95, "var(--water-1)"), (25, 75, "var(--water-2)"))
        for trace in band(ahead, [start, *shown.quantiles[low]], [start, *shown.quantiles[high]], fill)
    ]
    if beside:
        traces.append(line([start_on, *beside.days], [start, *beside.quantiles[50]], "var(--ink-2)", dash="4px,3px"))
    past = [day for day, _ in shown.published]
    traces.append(line(past, [value for _, value in shown.published], "var(--water)", width=2.2))
    traces.append(line(ahead, [start, *shown.quantiles[50]], "var(--ink)"))
    if shown.is_opening_estimated:
        traces += _estimated(shown)
    layout = {
        "xaxis": months([*(day for day in past if day < start_on), *ahead], phrases),
        "yaxis": values(min(levels), max(levels), shown.unit, phrases),
        "shapes": [*(mark(each.level) for each in near), _opening(start_on)],
        "margin": {"b": 40},
    }
    return spec(id_, traces, layout, says=_says(shown, phrases), ends=_ends(shown, near, phrases, beside, named))


def _estimated(shown: Fan) -> list[Trace]:
    """Return the opening as a hollow mark, and the way to it from what was published last."""
    days, levels = zip(*shown.history[-2:], strict=True)
    hollow = {"color": "var(--paper)", "symbol": "circle", "size": 9, "line": {"color": "var(--ink)", "width": 1.6}}
    return [
        line(days, levels, "var(--ink-2)", width=1.2, dash="2px,3px"),
        line(days[-1:], levels[-1:], "var(--ink)") | {"mode": "markers", "marker": hollow},
    ]


def _near(shown: Fan, beside: Fan | None) -> list[Mark]:
    """Return the watermarks that are close enough to the paths to be drawn with them."""
    seen = [value for edge in shown.quantiles.values() for value in edge] + [value for _, value in shown.history]
    seen += list(beside.quantiles[50]) if beside else []
    low, high = min(seen), max(seen)
    reach = (high - low) * MARK_REACH
    return [each for each in shown.marks if low - reach <= each.level <= high + reach]


def _opening(on: date) -> dict[str, Any]:
    """Return the line of the opening: left of it lies what was published, right of it what is simulated."""
    day = on.isoformat()
    upright = {"type": "line", "yref": "paper", "x0": day, "x1": day, "y0": 0, "y1": 1}
    return upright | {"line": {"color": "var(--ink-3)", "width": 1, "dash": "2px,3px"}}


def _ends(shown: Fan, near: Sequence[Mark], phrases: Phrases, beside: Fan | None, named: str) -> list[End]:
    """Name the median, the ends of the pale band, the watermarks and the run beside."""
    found = [End(shown.quantiles[50][-1], amount(shown, shown.quantiles[50][-1], phrases), phrases("fan.median"))]
    for per_cent in (95, 5):
        value = shown.quantiles[per_cent][-1]
        found.append(End(value, amount(shown, value, phrases), phrases(f"fan.p{per_cent}"), "var(--ink-2)", True))
    found += [End(each.level, each.name, each.odds, "var(--mark)") for each in near]
    if beside:
        value = beside.quantiles[50][-1]
        found.append(End(value, amount(shown, value, phrases), named, "var(--ink-2)"))
    return found


def _says(shown: Fan, phrases: Phrases) -> list[tuple[object, str]]:
    """Return for every day what was published or estimated, or the median and the band of nine in ten."""
    found: list[tuple[object, str]] = [
        (day, f"{phrases.day(day, year=True)} · {amount(shown, value, phrases)}") for day, value in shown.published
    ]
    for day, value in shown.history[len(shown.published) :]:
        said = phrases("fan.opening_estimate", amount=amount(shown, value, phrases))
        found.append((day, f"{phrases.day(day, year=True)} · {said}"))
    for place, day in enumerate(shown.days):
        low, median, high = (amount(shown, shown.quantiles[per_cent][place], phrases) for per_cent in (5, 50, 95))
        found.append((day, f"{phrases.day(day, year=True)} · {median} ({low} … {high})"))
    return found
