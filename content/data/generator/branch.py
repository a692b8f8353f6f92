"""What the tables of service know of the branch: its retailers, their orders and who is trapped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .draw import Row

QUARTER = ("2025-10", "2025-11", "2025-12")


class Branch:
    """The retailers and orders of 2025, with the traps that the data package lists."""

    def __init__(self, retailers: Sequence[Row], orders: Iterable[Row], traps: Sequence[Mapping[str, Any]]) -> None:
        self.retailers = {row["retailer_id"]: row for row in retailers}
        self.months: dict[str, dict[str, Row]] = {id_: {} for id_ in self.retailers}
        for order in orders:
            self.months[order["retailer_id"]][order["month"]] = order
        self._traps = {trap["id"]: frozenset(trap.get("retailers", ())) for trap in traps}

    def trapped(self, trap: str) -> frozenset[str]:
        """Return the retailers that a trap of the data package names."""
        return self._traps.get(trap, frozenset())

    def of(self, *managers: str) -> list[Row]:
        return [row for row in self.retailers.values() if row["manager_id"] in managers]

    def short_months(self, retailer: str) -> dict[str, int]:
        """Return the months in which the retailer got less than it asked for, and the cartons that lacked."""
        lacks = {
            month: order["cartons_requested"] - order["cartons_ordered_total"]
            for month, order in self.months[retailer].items()
        }
        return {month: lack for month, lack in lacks.items() if lack > 0}


def number_of(retailer: str) -> int:
    """Return the number in an id like R0123: the key of its random numbers."""
    return int(retailer[1:])
