"""A picture drawn at the widths of the page, as its templates take it."""

from markupsafe import Markup

from tidegauge.views.pictures.picture import Picture

WIDTHS = {"s": 362.0, "m": 640.0, "l": 1120.0}
"""Phone, tablet, desk: the style shows the one that fits (`p-s`, `p-m`, `p-l`)."""


def drawn(picture: Picture) -> dict[str, Markup]:
    """Return a picture at every width."""
    return {name: Markup(picture.draw(width).svg(picture.title, picture.sub)) for name, width in WIDTHS.items()}
