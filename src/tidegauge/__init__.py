"""Tidegauge."""
