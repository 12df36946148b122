"""The store of observations: `Store`, `Batch`. Nothing else in this folder is public."""

from tidegauge.store.batch import Batch
from tidegauge.store.store import Store

__all__ = ["Batch", "Store"]
