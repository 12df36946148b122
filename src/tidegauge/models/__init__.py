"""Models: what may come next, from what was known; each gets a frame and nothing else.

`base` is what every model keeps to, `targets` what is forecast, `walk_forward` the only way to score, `conformal` the
bands, `scores` the measures, `rivals` the naive forecasts a model has to beat.
"""
