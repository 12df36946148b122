"""Break prose into lines as Chinese and English both ask: never inside a figure, no line begins with a closing mark.

Rich breaks at spaces and between any two Chinese characters, which tears "1,017 亿" apart and leaves a full stop at the
head of a line.
"""

import re
from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from tidegauge.words.numbers import MONEY_WORDS

OPENING, CLOSING = "（「『“《", "）」』”》：，。；、！？"
_HAN = "[\u3400-\u9fff]"
_MONEY = "|".join(word for words in MONEY_WORDS.values() for word in words)
AMOUNT = re.compile(rf"[0-9] ?(?:{_MONEY})")
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
DATE = (
    r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?[.,;:)]*|(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日(?:（[周週][一二三四五六日]）)?"
    rf"|[(]?[0-9]{{1,2}} (?:{_MONTHS})\b(?: [0-9]{{4}})?[.,;:)]*"
)
FIGURE = (
    rf"[+−]?[0-9][0-9,.:]*(?: ?(?:%|(?:{_MONEY})(?:美元)?(?:/月)?|bp|个基点|個基點|{_HAN}))?"
    r"(?:-[A-Za-z]+)*(?![0-9A-Za-z_\u00a0])[.,;:)]*"
)


def _pieces(han: str) -> re.Pattern[str]:
    """Return what finds the pieces between which a line may break; `han` is the Chinese that stays together."""
    return re.compile(
        rf"(?: +|[{OPENING}]*(?:{DATE}|{FIGURE}|{han}|[^ {_HAN[1:-1]}{OPENING}{CLOSING}]+|)[{CLOSING}]*|.)"
    )


_PIECE, _PIECE_OF_TITLE = _pieces(_HAN), _pieces(f"{_HAN}{{1,4}}")


def wrap(words: str, width: int, *, tear: bool = True, title: bool = False) -> list[str]:
    """Return the lines of a paragraph, none wider than `width` cells; what cannot be broken is torn, or left wide.

    A no-break space holds together what stands around it. Of a `title`, short Chinese words are not broken either.

    >>> wrap("准备金减少 1,017 亿。", 12)
    ['准备金减少', '1,017 亿。']
    >>> wrap("预期，美元", 8), wrap("预期，美元", 8, title=True)
    (['预期，美', '元'], ['预期，', '美元'])
    """
    lines, line = [], ""
    found = (_PIECE_OF_TITLE if title else _PIECE).findall(words)
    for piece in _narrowed(found, width) if tear else found:
        if line and cell_len(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line = (line + piece) if line else piece.lstrip()
        while tear and cell_len(line.rstrip()) > width:
            head = _fitting(line, width)
            lines.append(head)
            line = line[len(head) :]
    return [*lines, line.rstrip()] if line.strip() else lines


def _narrowed(pieces: Iterable[str], width: int) -> Iterator[str]:
    """Yield pieces, the weekday apart from a date that is too wide for a line with it."""
    for piece in pieces:
        cut = piece.rfind("（")
        if cut > 0 and cell_len(piece.rstrip()) > width:
            yield from (piece[:cut], piece[cut:])
        else:
            yield piece


def _fitting(piece: str, width: int) -> str:
    """Return as much of a piece too wide for a line as fits, at least one letter."""
    n = 1
    while n < len(piece) and cell_len(piece[: n + 1]) <= width:
        n += 1
    return piece[:n]
