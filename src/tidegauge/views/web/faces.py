"""The faces of the page, where an installed package supplies them; without it the stack of the style stands.

Both families are under the SIL Open Font License and are served as they are installed; nothing of them is kept here.
"""

import importlib.util
from pathlib import Path

FACES = {  # name it is served under: package, file in it
    "BarlowSemiCondensed-Regular.ttf": ("fontpkg_barlow_semi_condensed", "BarlowSemiCondensed-Regular.ttf"),
    "BarlowSemiCondensed-Medium.ttf": ("fontpkg_barlow_semi_condensed", "BarlowSemiCondensed-Medium.ttf"),
    "BarlowSemiCondensed-SemiBold.ttf": ("fontpkg_barlow_semi_condensed", "BarlowSemiCondensed-SemiBold.ttf"),
    "SourceSerif4.ttf": ("fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf"),
}
STYLE = "faces.css"


def files() -> dict[str, Path]:
    """Return every face by the name it is served under; none unless all are there, so that the page is of one cut."""
    found = {}
    for name, (package, file) in FACES.items():
        spec = importlib.util.find_spec(package)  # found, not imported: only its files are wanted
        for folder in spec.submodule_search_locations or () if spec else ():
            found[name] = Path(folder) / "files" / file
    return found if len(found) == len(FACES) and all(place.is_file() for place in found.values()) else {}


def styles() -> tuple[str, ...]:
    """Return the style that declares the faces, where there are any."""
    return (STYLE,) if files() else ()
