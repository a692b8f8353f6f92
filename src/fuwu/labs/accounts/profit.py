"""Gross profit of the shops, month by month, in three ways; two of them are there to learn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from fuwu.labs.accounts.books import Books, Cell, Key

Method = Literal["average", "count", "cash"]
METHODS: tuple[Method, ...] = ("average", "count", "cash")


@dataclass(frozen=True, slots=True)
class ShopProfit:
    """A shop's gross profit, yuan: each month's, and what its owner had guessed a month."""

    shop: str
    months: tuple[float, ...]
    estimate: float

    @property
    def mean(self) -> float:
        """Return the average month."""
        return sum(self.months) / len(self.months)

    @property
    def estimate_too_high(self) -> bool:
        """Return whether the owner guessed more than the books say."""
        return self.estimate > self.mean


def month_profit(cell: Cell, price: float, method: Method) -> tuple[float, float]:
    """Return a cell's gross profit and the average purchase price, which the next month opens with.

    Weighted average cost (IAS 2, paragraphs 25 and 27), month by month: average = (opening packs at `price` + yuan
    paid) / (opening packs + packs bought). By `average` the cost is packs sold times that; by `count` it is opening
    stock plus purchases less what was counted (and known to be used), so that any packs gone astray count as sold;
    by `cash` it is what was paid for purchases, and no cost at all.

    Examples
    --------
    20 packs at 9.00 yuan, 30 bought at 9.40, 35 sold at 10.50: the average is 9.24.

    >>> cell = Cell(opening=20, bought=30, paid=282.0, sold=35, taken=367.5, counted=15)
    >>> [round(value, 2) for value in month_profit(cell, 9.0, "average")]
    [44.1, 9.24]
    >>> round(month_profit(cell, 9.0, "cash")[0], 2)
    85.5
    """
    packs = cell.opening + cell.bought
    value = cell.opening * price + cell.paid
    average = value / packs if packs else price
    cost = {
        "average": cell.sold * average,
        "count": value - (cell.counted + cell.used) * average,
        "cash": cell.paid,
    }[method]
    return cell.taken - cost, average


def profits(books: Books, cells: Mapping[Key, Cell], method: Method = "average") -> list[ShopProfit]:
    """Return every shop's gross profit; opening stock, whose price no book gives, stands at wholesale price."""
    found = {shop: dict.fromkeys(books.months, 0.0) for shop in books.shops}
    carried: dict[tuple[str, str], float] = {}
    for shop, brand, month in sorted(cells, key=lambda key: key[2]):
        price = carried.get((shop, brand), books.brands[brand].wholesale)
        gain, carried[shop, brand] = month_profit(cells[shop, brand, month], price, method)
        found[shop][month] += gain
    return [ShopProfit(shop, tuple(found[shop].values()), books.estimates[shop]) for shop in books.shops]


def higher(found: Sequence[ShopProfit]) -> int:
    """Return how many shops earn more than their owners think."""
    return sum(one.mean > one.estimate for one in found)
