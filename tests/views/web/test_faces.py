"""The faces: all of them or none, from installed packages only."""

import importlib.util
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from tidegauge.views.web import faces


def installed(monkeypatch: pytest.MonkeyPatch, folder: Path, packages: set[str]) -> None:
    """Make some packages of faces installed in a folder, and no other."""
    for package, file in faces.FACES.values():
        place = folder / package / "files"
        place.mkdir(parents=True, exist_ok=True)
        (place / file).write_bytes(b"face")

    def find(package: str) -> ModuleSpec | None:
        if package not in packages:
            return None
        spec = ModuleSpec(package, None, is_package=True)
        spec.submodule_search_locations = [str(folder / package)]
        return spec

    monkeypatch.setattr(importlib.util, "find_spec", find)


def test_all_faces_are_served_where_both_packages_are_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed(monkeypatch, tmp_path, {package for package, _ in faces.FACES.values()})
    assert set(faces.files()) == set(faces.FACES)
    assert faces.styles() == ("faces.css",)


@pytest.mark.parametrize("packages", [set(), {"fontpkg_source_serif_4"}])
def test_without_one_of_them_the_stack_stands(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, packages: set[str]
) -> None:
    installed(monkeypatch, tmp_path, packages)
    assert faces.files() == {}
    assert faces.styles() == ()


def test_the_style_declares_every_face_and_no_other() -> None:
    style = (Path(faces.__file__).parent / "static" / faces.STYLE).read_text("utf-8")
    assert {name for name in faces.FACES if f"url({name})" in style} == set(faces.FACES)
    assert style.count("url(") == len(faces.FACES)
