"""Places: whether an answer can be written where a caller wants it, found out before a long question runs."""

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from tidegauge.errors import OutputNotPossible


def refuse_folder(folder: Path) -> None:
    """Refuse a directory that cannot be written, or be made; nothing is left there.

    Raises
    ------
    OutputNotPossible
        It is a file, it may not be written, or the disk takes nothing.

    Examples
    --------
    >>> refuse_folder(Path(__file__))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    tidegauge.errors.OutputNotPossible: The answer cannot be written to ... Choose another directory with --out.
    """
    _refuse(folder, folder, "Choose another directory with --out.")


def refuse_file(place: Path, option: str) -> None:
    """Refuse a file that cannot be written; `option` is what the caller named it with, without dashes.

    Raises
    ------
    OutputNotPossible
        It is a directory, or stands where nothing can be written.
    """
    remedy = f"Choose another file with --{option}."
    try:
        mode = place.stat().st_mode
    except (OSError, ValueError):  # it is not there yet, or cannot be: what hinders it is found out below
        mode = stat.S_IFREG
    if stat.S_ISDIR(mode):
        raise OutputNotPossible(place=str(place), detail=os.strerror(errno.EISDIR), remedy=remedy)
    if stat.S_ISREG(mode):  # a pipe or a device is written to, never replaced
        _refuse(place, place.parent, remedy)


def _refuse(place: Path, folder: Path, remedy: str) -> None:
    """Refuse a place where no file can be made in `folder`, or in what stands of the way to it."""
    try:
        with suppress(FileNotFoundError):
            place.stat()  # a name that is too long, or none, is told here
        standing = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
        with tempfile.TemporaryFile(dir=standing):
            pass
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise OutputNotPossible(place=str(place), detail=detail, remedy=remedy) from error
