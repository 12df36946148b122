"""A portfolio through a scenario: the distribution of its loss at the horizon, and what the losses consist of.

Measurement, not advice: expected returns are zero (the mean P&L of a holding is, before what the plumbing adds: see
`market.draw`, and unless the scenario moves prices itself), positions are held unchanged, and nothing is said about
what to buy. Only the last day is read: what is lost on the way and made good by then is no loss here. P&L in another
currency is changed into dollars at the rate of the opening.

    P&L of a holding on a path = amount · (e^r − 1)     r = shared + idiosyncratic + spread + net liquidity + scenario
    part of a factor           = P&L · its share of r       exact: the parts add up to the P&L, path by path

Contributions to expected shortfall are averages over the worst paths, so they add up over holdings and factors (Tasche
1999, "Risk contributions and performance measurement"). Value at risk alone does not add up.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.errors import InputFileError, InvalidAmount, InvalidPortfolio, MalformedScenario
from tidegauge.scenarios import layers
from tidegauge.scenarios.interpret import shown
from tidegauge.scenarios.market import Returns, assets
from tidegauge.scenarios.pasted import Pasted
from tidegauge.units import parse_amount
from tidegauge.words import Phrase

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
TAILS = (0.95, 0.99)
BYTES_MAX = 1_000_000


class Holding(NamedTuple):
    """An asset and how much of it is held [USD]; negative is short."""

    asset: str
    amount_usd: int


@dataclass(frozen=True, slots=True)
class Tail:
    """The worst paths beyond a level: value at risk, and the average loss among them (expected shortfall) [USD]."""

    level: float
    value_at_risk_usd: int
    expected_shortfall_usd: int


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one holding (or one factor) adds to the spread of outcomes and to the average of the worst 5 % [USD]."""

    name: str
    amount_usd: int
    sd_usd: int
    expected_shortfall_usd: int


@dataclass(frozen=True, slots=True)
class Distribution:
    """Profit and loss of a portfolio at the horizon [USD]."""

    paths: int
    amount_usd: int
    mean_usd: int
    quantiles_usd: Mapping[str, int]
    tails: tuple[Tail, ...]
    holdings: tuple[Contribution, ...]
    factors: tuple[Contribution, ...]


def read(path: Path | Pasted) -> tuple[Holding, ...]:
    """Read holdings from a CSV file with the columns asset and amount, or from a TOML table `[holdings]`.

    Several lines of one asset are added up; an asset whose lines cancel is left out.

    Raises
    ------
    InvalidPortfolio
        The file cannot be read, an asset is unknown, an amount is none, or nothing is held; with file and line.
    """
    text = _text(path)
    rows = _toml(path, text) if path.suffix == ".toml" else _csv(path, text)
    total: dict[str, int] = {}
    for place, asset, amount in rows:
        if asset not in assets():
            raise _refusal(place, Phrase("scenarios.wrong.no_asset", found=shown(asset)))
        try:
            total[asset] = total.get(asset, 0) + parse_amount(amount)
        except InvalidAmount as error:
            raise _refusal(place, Phrase("scenarios.wrong.no_amount", found=shown(amount))) from error
    held = tuple(Holding(asset, amount) for asset, amount in total.items() if amount)
    if not held:
        raise _refusal(path, "nothing is held")
    return held


def distribution(holdings: Sequence[Holding], returns: Returns) -> Distribution:
    """Return the distribution of profit and loss over the paths of `returns`, columns in the order of `holdings`.

    Raises
    ------
    ValueError
        There are no paths.
    """
    amounts = np.array([holding.amount_usd for holding in holdings], np.float64)
    total = sum(returns[1:], returns[0])
    gain = amounts * np.expm1(total)
    scale = amounts * np.divide(np.expm1(total), total, out=np.ones_like(total), where=np.abs(total) > 1e-12)
    whole = gain.sum(axis=1)
    worst = _worst(whole, TAILS[0])
    named = zip(Returns._fields, ((scale * part).sum(axis=1) for part in returns), strict=True)
    return Distribution(
        paths=len(whole),
        amount_usd=round(float(amounts.sum())),
        mean_usd=round(float(whole.mean())),
        quantiles_usd={f"{level:.0%}": round(float(value)) for level, value in _quantiles(whole)},
        tails=tuple(_tail(whole, level) for level in TAILS),
        holdings=tuple(
            _contribution(holding.asset, holding.amount_usd, gain[:, i], worst) for i, holding in enumerate(holdings)
        ),
        factors=tuple(_contribution(name, 0, gained, worst) for name, gained in named),
    )


def _quantiles(whole: "NDArray[np.float64]") -> Iterable[tuple[float, float]]:
    return zip(LEVELS, np.quantile(whole, LEVELS).tolist(), strict=True)


def _tail(whole: "NDArray[np.float64]", level: float) -> Tail:
    """Return value at risk and expected shortfall as positive losses."""
    worst = whole[_worst(whole, level)]
    return Tail(level, round(-float(worst.max())), round(-float(worst.mean())))


def _worst(whole: "NDArray[np.float64]", level: float) -> "NDArray[np.int64]":
    """Return the paths with the largest losses, at least one."""
    n = max(1, int(len(whole) * (1 - level) + 1e-9))
    return np.argsort(whole, kind="stable")[:n]


def _contribution(name: str, amount: int, gain: "NDArray[np.float64]", worst: "NDArray[np.int64]") -> Contribution:
    return Contribution(name, amount, round(float(gain.std())), round(-float(gain[worst].mean())))


def _refusal(place: object, detail: object) -> InvalidPortfolio:
    return InvalidPortfolio(place=str(place), detail=detail, known=", ".join(assets()))


def _text(path: Path | Pasted) -> str:
    """Return the text of a file of holdings."""
    try:
        with path.open("rb") as file:
            content = file.read(BYTES_MAX + 1)  # not a byte more: a file can be larger than memory, or without an end
        if len(content) > BYTES_MAX:
            raise _refusal(path, "it is larger than a megabyte")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusal(path, "it is not UTF-8 text") from error
    except (OSError, ValueError) as error:
        raise _refusal(path, getattr(error, "strerror", None) or str(error)) from error


def _csv(path: Path | Pasted, text: str) -> list[tuple[str, str, str]]:
    """Return (place, asset, amount) of every line below the head."""
    lines = csv.reader(text.splitlines())
    found: list[tuple[str, str, str]] = []
    try:
        head = [name.strip().lower() for name in next(lines, [])]
        if not {"asset", "amount"} <= set(head):
            place = f"{path}:1"
            raise _refusal(place, "the head is not asset,amount")
        asset, amount = head.index("asset"), head.index("amount")
        for row in lines:
            if not any(cell.strip() for cell in row):
                continue
            place = f"{path}:{lines.line_num}"
            if len(row) != len(head):
                raise _refusal(place, Phrase("scenarios.wrong.cells", n=len(row), wanted=len(head)))
            found.append((place, row[asset].strip(), row[amount].strip()))
    except csv.Error as error:
        raise _refusal(f"{path}:{lines.line_num}", Phrase("scenarios.wrong.long_cell")) from error
    return found


def _toml(path: Path | Pasted, text: str) -> list[tuple[str, str, str]]:
    """Return (place, asset, amount) of every key of `[holdings]`."""
    try:
        table = layers.parse(text, str(path)).table
    except MalformedScenario as error:
        place = "{place}:{line}:{column}".format(**error.facts)
        raise _refusal(place, error.facts["detail"]) from error
    except InputFileError as error:
        raise _refusal(path, error.facts["detail"]) from error
    holdings = table.get("holdings")
    if not isinstance(holdings, dict) or set(table) != {"holdings"}:
        raise _refusal(path, "it is not one table [holdings]")
    return [(f"{path}, holdings.{asset}", asset, str(amount)) for asset, amount in holdings.items()]
