"""Scoreboard and sources: every model against its rivals, losers as losers; every series; and what was found wrong."""

from typing import Any

from markupsafe import Markup

from tidegauge.errors import TidegaugeError
from tidegauge.questions.answer import Answer
from tidegauge.questions.scoreboard import Score, Scoreboard
from tidegauge.views.report.html import Section
from tidegauge.views.report.tables import Table
from tidegauge.views.terminal import scores
from tidegauge.views.web import charts, series_list, subjects
from tidegauge.views.web.page_context import PageContext
from tidegauge.views.web.piece import Piece, axis, of_page, unknown, with_chart
from tidegauge.words import numbers, text
from tidegauge.words.sentence import say

NAME = "scoreboard"
LETTER = "s"
SCRIPTS = ("charts.js", "later.js")
STYLES = ("charts.css", "piece.css")
WHISKER = {"color": "var(--ink-3)", "thickness": 1.3, "width": 0}
LOW = -1.0  # a skill below this is drawn at the edge; its row says what it is
HEADS = ("horizon", "n", "rival", "skill", "crps_skill", "verdict", "distribution")
COLUMNS = (
    "model",
    "horizon",
    "n",
    "strongest",
    "mae",
    "rival_mae",
    "skill",
    "skill_low",
    "skill_high",
    "verdict",
    "crps",
    "rival_crps",
    "crps_skill",
    "distribution_verdict",
)
GRAVITY = {"error": 0, "warning": 1, "note": 2}


def context(page: PageContext) -> dict[str, Any]:
    """Return the scores, the series and the findings."""
    series, sieve = series_list.listed(page)
    return {"scores": _scores(page), "series": series, "sieve": sieve, "found": _found(page)}


def _scores(page: PageContext) -> Piece:
    """Return every score; one that was measured after the page's moment was not known then."""
    rail = page.words("web_sections.scores.rail")
    try:
        answer = page.ask("scoreboard")
    except TidegaugeError as error:
        return unknown("scores", rail, error, page)
    found: Scoreboard = answer.answer
    if page.as_of is not None and answer.as_of > page.moment:
        judged = page.phrases.moment(answer.as_of)
        return unknown("scores", rail, page.words("web_sections.scores.later", moment=judged), page)
    piece = of_page(scores.scoreboard, answer, page, id_="scores", rail=rail)
    if not found.scores:
        return piece
    sub = page.words("web_sections.scores.sub")
    return with_chart(piece, _skills(found.scores, page), _table(found.scores, page), sub, "")


def _named(score: Score, lang: str) -> str:
    ahead = text("scores.ahead", lang, days=score.horizon)
    return f"{text(f'scores.model.{score.model}', lang)} · {ahead}"


def _skills(listed: tuple[Score, ...], page: PageContext) -> charts.Spec:
    """Return each score as a diamond with its interval, right of the line where it beats its strongest rival."""
    lang = page.lang
    places: list[int] = []
    heads: list[tuple[int, str]] = []
    for n, score in enumerate(listed):
        if not n or listed[n - 1].model != score.model:
            heads.append((len(places) + len(heads), text(f"scores.model.{score.model}", lang)))
        places.append(n + len(heads))
    reach = max([0.1, *(score.skill_high for score in listed)])
    floor = min([-0.1, *(max(score.skill_low, LOW) for score in listed)])
    words = axis(charts.values(floor, reach, "share", page.phrases), lambda share: _share(share, lang))
    layout = {
        "xaxis": words
        | {"type": "linear", "showgrid": True, "title": {"text": page.words("web_sections.scores.axis")}},
        "yaxis": {
            "range": [len(listed) + len(heads) - 0.4, -0.6],
            "tickmode": "array",
            "tickvals": places,
            "ticktext": [text("scores.ahead", lang, days=score.horizon) for score in listed],
            "ticklabelposition": "outside",
            "showgrid": False,
        },
        "annotations": [_head(place, name) for place, name in heads],
        "hovermode": "closest",
        "margin": {"b": 56, "l": 46, "r": 16},
    }
    return charts.spec("skills", [_diamonds(listed, places, page)], layout, height=90 + 20 * (len(listed) + len(heads)))


def _head(place: int, name: str) -> dict[str, Any]:
    """Return the name of a model over its horizons."""
    at = {"xref": "paper", "x": 0, "xanchor": "left", "y": place, "yanchor": "middle"}
    return at | {"text": name, "showarrow": False, "font": {"color": "var(--ink)", "weight": 600}}


def _diamonds(listed: tuple[Score, ...], places: list[int], page: PageContext) -> charts.Trace:
    """Return the marks with their intervals; a loser is a cross, in the colour that says "look"."""
    loses = [score.verdict == "loses" for score in listed]
    shown = [max(score.skill, LOW) for score in listed]
    lows = [at - max(score.skill_low, LOW) for at, score in zip(shown, listed, strict=True)]
    highs = [max(score.skill_high - at, 0.0) for at, score in zip(shown, listed, strict=True)]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": shown,
        "y": places,
        "marker": {
            "color": ["var(--mark)" if lost else "var(--water)" for lost in loses],
            "symbol": ["x" if lost else "diamond" for lost in loses],
            "size": 9,
        },
        "error_x": {"type": "data", "symmetric": False, "array": highs, "arrayminus": lows} | WHISKER,
        "text": [f"{_named(score, page.lang)}: {_share(score.skill, page.lang)}" for score in listed],
        "hoverinfo": "text",
    }


def _share(share: float, lang: str) -> str:
    return numbers.share(share, lang, decimals=0, signed=True)


def _table(listed: tuple[Score, ...], page: PageContext) -> Table:
    """Return model, horizon, skill and verdict of every score as rows."""
    lang = page.lang
    head = tuple(text(f"cli.head.score_{key}", lang) for key in HEADS)
    rows = tuple(
        (
            _named(score, lang),
            numbers.count(score.n, lang),
            text(f"scores.rival.{score.strongest}", lang),
            _share(score.skill, lang),
            _share(score.crps_skill, lang) if score.crps_skill == score.crps_skill else numbers.MISSING,
            text(f"scores.verdict.{score.verdict}", lang),
            text(f"scores.verdict.{score.distribution_verdict}", lang),
        )
        for score in listed
    )
    plain = (COLUMNS, *(tuple(getattr(score, name) for name in COLUMNS) for score in listed))
    return Table("scores", (page.words("web_sections.scores.model"), *head[1:]), rows, (0, 2, 5, 6), plain)


def _found(page: PageContext) -> Piece:
    """Return what the self-examination found, the gravest first."""
    t = page.phrases
    answer = page.ask("doctor")
    ranked = by_gravity(answer)
    heads = ("check", "subject", "period", "detail")
    table = Table(
        "found",
        (t("head.state"), *(t(f"head.{name}") for name in heads)),
        tuple(
            (
                t(f"sources.severity.{one.severity}"),
                t.named("web_sections.check", one.check),
                _subject(one.subject, page),
                t.day(one.period, weekday=False, year=True),
                say(one.detail, page.lang),
            )
            for one in ranked
        ),
        (0, 1, 2, 3, 4),
        (("severity", *heads), *((o.severity, o.check, o.subject, o.period, say(o.detail, page.lang)) for o in ranked)),
    )
    late = sum(one.check == "late" for one in ranked)
    grave = sum(one.severity != "note" for one in ranked)
    title = page.words("web_sections.found.title", n=t.count(len(ranked)), grave=t.count(grave), late=t.count(late))
    sub = page.words("web_sections.found.sub")
    section = Section("found", title, sub, "", table)
    return Piece(rail=page.words("web_sections.found.rail"), section=section)


def _subject(id_: str, page: PageContext) -> str:
    """Return what a finding is about by its name, the id of a series on hover; a file of the store has only its id."""
    if not (name := subjects.name(id_, page)):
        return page.phrases.named("web_sections.subject", id_)
    return Markup('<span title="{}">{}</span>').format(id_, name)


def by_gravity(answer: Answer) -> list[Any]:
    """Return the findings of an answer, the gravest first."""
    return sorted(answer.findings, key=lambda one: (GRAVITY[one.severity], one.check, one.subject))
