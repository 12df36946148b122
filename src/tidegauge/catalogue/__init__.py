"""The catalogue: `series.load`, `series.find`, `series.Series`; release rules in `releases`."""
