"""The volunteers' books: every line as written, and each brand's month in a shop.

What must hold of a true book is one equation: opening + purchases - sales = closing count.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fuwu.labs import Data
from fuwu.model import Text

if TYPE_CHECKING:
    import pandas as pd

PACKS = 10  # packs in a carton

Key = tuple[str, str, str]
"""Shop, brand and month of a cell."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a book; the price is yuan a pack, 0 for a count."""

    id: str
    shop: str
    day: str
    brand: str
    kind: str
    packs: int
    price: float
    page: int


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand with its prices, yuan a pack."""

    name: Text
    price_class: int
    wholesale: float
    retail: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A brand's month in a shop: packs counted, bought, sold and used; yuan paid and taken."""

    opening: int = 0
    bought: int = 0
    paid: float = 0.0
    sold: int = 0
    taken: float = 0.0
    used: int = 0
    counted: int = 0

    @property
    def book(self) -> int:
        """Return the packs that should be left."""
        return self.opening + self.bought - self.sold - self.used

    @property
    def gap(self) -> int:
        """Return how many packs the count has more than the book."""
        return self.counted - self.book


class Books:
    """The books of all volunteers, with the prices, deliveries and estimates they are set against."""

    def __init__(self, data: Data) -> None:
        self.brands = _brands(data)
        self.estimates: dict[str, float] = dict(
            zip(*_columns(data.owners, "retailer_id", "estimate_yuan"), strict=True)
        )
        self.shops = tuple(self.estimates)
        self.names = _names(data, self.shops)
        self.entries = _entries(data)
        self.lines = {one.id: one for one in self.entries}
        self.delivered = _delivered(data, self.shops)
        self.counted_on = tuple(sorted({one.day for one in self.entries if one.kind == "count"}))
        self.months = tuple(day[:7] for day in self.counted_on[1:])
        self.cells = self.cells_of(self.entries)

    def month_of(self, day: str) -> str:
        """Return the month whose closing count is the first not before the day."""
        place = bisect_left(self.counted_on, day)
        return self.months[max(0, place - 1)]

    def cells_of(self, entries: Iterable[Entry]) -> dict[Key, Cell]:
        """Return every brand's months in every shop."""
        found: dict[Key, Cell] = {}
        opens = dict(zip(self.counted_on, self.months, strict=False))
        closes = dict(zip(self.counted_on[1:], self.months, strict=True))
        for one in entries:
            if one.kind == "count":
                for days, name in ((opens, "opening"), (closes, "counted")):
                    if one.day in days:
                        key = one.shop, one.brand, days[one.day]
                        found[key] = replace(found.get(key, Cell()), **{name: one.packs})
            else:
                key = one.shop, one.brand, self.month_of(one.day)
                found[key] = _moved(found.get(key, Cell()), one)
        return dict(sorted(found.items()))


def _moved(cell: Cell, one: Entry) -> Cell:
    if one.kind == "purchase":
        return replace(cell, bought=cell.bought + one.packs, paid=cell.paid + one.packs * one.price)
    return replace(cell, sold=cell.sold + one.packs, taken=cell.taken + one.packs * one.price)


def _columns(frame: pd.DataFrame, *names: str) -> list[list[Any]]:
    return [frame[name].tolist() for name in names]


def _brands(data: Data) -> dict[str, Brand]:
    rows = data.brands.to_dict("records")
    return {
        row["brand_id"]: Brand(
            Text(zh=row["name"], en=row["name_en"]), int(row["price_class"]),
            round(row["wholesale_price"] / PACKS, 4), round(row["retail_price"] / PACKS, 4))
        for row in rows
    }  # fmt: skip


def _names(data: Data, shops: Iterable[str]) -> Mapping[str, Text]:
    rows = data.retailers[data.retailers["retailer_id"].isin(list(shops))]
    columns = zip(*_columns(rows, "retailer_id", "shop_name", "shop_name_en"), strict=True)
    return {shop: Text(zh=zh, en=en) for shop, zh, en in columns}


def _entries(data: Data) -> tuple[Entry, ...]:
    names = ("entry_id", "retailer_id", "date", "brand_id", "kind", "packs", "unit_price", "page")
    frame = data.accounts.assign(unit_price=data.accounts["unit_price"].fillna(0.0))
    return tuple(Entry(*row) for row in zip(*_columns(frame, *names), strict=True))


def _delivered(data: Data, shops: Iterable[str]) -> dict[tuple[str, str, int], int]:
    """Return the packs the company delivered, by shop, week and price class."""
    rows = data.ledgers[data.ledgers["retailer_id"].isin(list(shops))]
    columns = zip(*_columns(rows, "retailer_id", "week", "price_class", "received"), strict=True)
    return {(shop, week, int(c)): round(cartons * PACKS) for shop, week, c, cartons in columns}
