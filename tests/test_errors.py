"""The error tree: drawn once, complete, and each class with a code, an exit code and a status of its own."""

import re
from collections.abc import Iterator

import pytest

from tidegauge import errors
from tidegauge.errors import TidegaugeError, UnknownSeries

EXIT_CODES = {2, 3, 4}


def every_error(root: type[TidegaugeError] = TidegaugeError) -> Iterator[type[TidegaugeError]]:
    """Yield every error class of the package, the base first; classes made up by tests are not meant."""
    if root.__module__ == "tidegauge.errors":
        yield root
    for child in root.__subclasses__():
        yield from every_error(child)


ERRORS = tuple(every_error())


def drawn() -> list[tuple[str, str, int | None]]:
    """Return each class of the tree in the docstring with its parent and the exit code beside it."""
    rows: list[tuple[str, str, int | None]] = []
    above: dict[int, str] = {}
    for line in (errors.__doc__ or "").splitlines():
        match = re.match(r"^    ([│├└─ ]*)([A-Z][A-Za-z]+)\b(.*)$", line)
        if match is None:
            continue
        depth = len(match[1]) // 4
        code = re.search(r"exit (\d)$", match[3])
        rows.append((match[2], above.get(depth - 1, ""), int(code[1]) if code else None))
        above[depth] = match[2]
    return rows


def test_the_drawn_tree_lists_every_class_once_under_its_parent() -> None:
    shown = [(name, parent) for name, parent, _ in drawn()]
    true = [(error.__name__, error.__base__.__name__ if error is not TidegaugeError else "") for error in ERRORS]
    assert sorted(shown) == sorted(true)


def test_the_drawn_exit_codes_are_those_of_the_classes() -> None:
    stated = {name: code for name, _, code in drawn() if code is not None}
    assert stated == {name: getattr(errors, name).exit_code for name in stated}


def test_a_class_whose_exit_code_differs_from_its_parents_says_so_in_the_tree() -> None:
    stated = {name for name, _, code in drawn() if code is not None}
    different = {error.__name__ for error in ERRORS[1:] if error.exit_code != error.__base__.exit_code}  # type: ignore[union-attr]
    assert different <= stated


def test_codes_are_unique() -> None:
    codes = [error.code for error in ERRORS]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_every_class_declares_its_own_code_and_sentence(error: type[TidegaugeError]) -> None:
    assert {"code", "message"} <= set(vars(error))
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", error.code)
    assert error.message.endswith(".")
    assert error.hint == "" or error.hint.endswith((".", "}"))
    assert error.__doc__


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_every_class_has_an_exit_code_and_a_status(error: type[TidegaugeError]) -> None:
    assert error.exit_code in EXIT_CODES
    assert 400 <= error.status <= 599


def test_an_error_keeps_its_facts_and_says_them() -> None:
    error = UnknownSeries(series="soffr", nearest="sofr")
    assert error.facts == {"series": "soffr", "nearest": "sofr"}
    assert error.sentence == 'No series is called "soffr".'
    assert str(error) == f"{error.sentence} {error.advice}"


def test_an_error_without_a_hint_is_its_sentence() -> None:
    assert str(TidegaugeError()) == "Something went wrong."


def test_an_error_that_lacks_a_fact_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError, match="nearest"):
        UnknownSeries(series="soffr")
