"""Pasted text in the place of a file, for views that may name no file of this machine."""

from tidegauge.scenarios.pasted import Pasted

__all__ = ["Pasted"]
