"""The opening balance sheet: what a frame knows at a moment, as the stocks of every sector.

- `open_sheet(frame, on)`: the sheet, each cell observed, identity, cited or prior.
- `INPUTS`: the series it reads.
- `OpeningSheet`, `Cell`, `Figure`: its shapes.
"""

from tidegauge.scenarios.opening.figures import Figure
from tidegauge.scenarios.opening.rows import Cell
from tidegauge.scenarios.opening.sheet import INPUTS, OpeningSheet, open_sheet

__all__ = ["INPUTS", "Cell", "Figure", "OpeningSheet", "open_sheet"]
