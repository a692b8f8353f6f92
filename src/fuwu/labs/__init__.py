"""Labs: pure analysis of sample data, drawn and put into words. No I/O, no clock.

Importing this package costs nothing: pandas and matplotlib are imported by the functions that need them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Data:
    """The sample data of the labs, one table each: content/data/*.csv as read by pandas."""

    retailers: pd.DataFrame
    orders: pd.DataFrame
    brands: pd.DataFrame

    def of_manager(self, manager_id: str) -> pd.DataFrame:
        """Return the retailers of one customer manager."""
        return self.retailers[self.retailers["manager_id"] == manager_id]


__all__ = ["Data"]
