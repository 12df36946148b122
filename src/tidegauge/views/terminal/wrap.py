"""Break prose into lines as Chinese and English both ask: never inside a figure, no line begins with a closing mark.

Rich breaks at spaces and between any two Chinese characters, which tears "1,017 亿" apart and leaves a full stop at the
head of a line.
"""

import re

from rich.cells import cell_len

from tidegauge.words.numbers import MONEY_WORDS

OPENING, CLOSING = "（「『“《", "）」』”》：，。；、！？"
_HAN = "[\u3400-\u9fff]"
_MONEY = "|".join(word for words in MONEY_WORDS.values() for word in words)
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DATE = (
    r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?[.,;:)]*|(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日"
    rf"|[(]?[0-9]{{1,2}} (?:{_MONTHS})\b(?: [0-9]{{4}})?[.,;:)]*"
)
FIGURE = (
    rf"[+−]?[0-9][0-9,.:]*(?: ?(?:%|(?:{_MONEY})(?:美元)?(?:/月)?|bp|个基点|個基點|{_HAN}))?"
    r"(?![0-9A-Za-z_\u00a0])[.,;:)]*"
)
_PIECE = re.compile(
    rf"(?: +|[{OPENING}]*(?:{_DATE}|{FIGURE}|{_HAN}|[^ {_HAN[1:-1]}{OPENING}{CLOSING}]+|)[{CLOSING}]*|.)"
)


def wrap(words: str, width: int, *, tear: bool = True) -> list[str]:
    """Return the lines of a paragraph, none wider than `width` cells; what cannot be broken is torn, or left wide.

    A no-break space holds together what stands around it.

    >>> wrap("准备金减少 1,017 亿。", 12)
    ['准备金减少', '1,017 亿。']
    """
    lines, line = [], ""
    for piece in _PIECE.findall(words):
        if line and cell_len(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line = (line + piece) if line else piece.lstrip()
        while tear and cell_len(line.rstrip()) > width:
            head = _fitting(line, width)
            lines.append(head)
            line = line[len(head) :]
    return [*lines, line.rstrip()] if line.strip() else lines


def _fitting(piece: str, width: int) -> str:
    """Return as much of a piece too wide for a line as fits, at least one letter."""
    n = 1
    while n < len(piece) and cell_len(piece[: n + 1]) <= width:
        n += 1
    return piece[:n]
