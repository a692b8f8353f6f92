"""Labs: pure analysis of sample data, drawn and put into words. No I/O, no clock.

One package or module a lab, named as in `workbook.LABS`; `figure`, `text` and `scenes` serve them all.
Importing this package costs nothing: pandas and matplotlib are imported by the functions that need them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from fuwu.labs.scenes import Script


class Data:
    """The sample data of the labs, one table an attribute: content/data/*.csv as read by pandas.

    Tables given by name are used as they are; any other is asked of `read` when it is first needed, so that a
    lesson pays for what it shows only.
    """

    def __init__(
        self,
        read: Callable[[str], pd.DataFrame] | None = None,
        script: Callable[[str], Script] | None = None,
        **tables: pd.DataFrame,
    ) -> None:
        self._read, self._script, self._tables = read, script, dict(tables)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._tables:
            if self._read is None:
                raise AttributeError(f"no table {name!r} in this sample data")
            self._tables[name] = self._read(name)
        return self._tables[name]

    def script(self, lab: str) -> Script:
        """Return the scenes of a lab that is a conversation or a series of situations."""
        if self._script is None:
            raise AttributeError("no scenes in this sample data")
        return self._script(lab)

    def of_manager(self, manager_id: str) -> pd.DataFrame:
        """Return the retailers of one customer manager."""
        retailers = self.retailers
        return retailers[retailers["manager_id"] == manager_id]


__all__ = ["Data"]
