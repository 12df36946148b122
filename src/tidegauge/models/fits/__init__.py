"""Regressions from figures to coefficients: arrays in, arrays out, no knowledge of series or dates.

    design               drivers with an intercept before them; gaps, too few rows and collinear drivers
    least_squares        ols, expanding: many origins at once
    quantile_regression  quantile_regression: exact, by interior point
    covariance           newey_west, equal_weighted_cosine, inference: standard errors that allow for memory
    bootstrap            circular_blocks: seeded rows
    distributions        Student's t, F and the normal

Every fit has an intercept, coefficient 0, so drivers come without a column of ones. A row with a gap (NaN) in the
outcome or a driver is left out, never filled.
"""
