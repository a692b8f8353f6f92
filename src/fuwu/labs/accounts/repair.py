"""What the books say once the marked errors are mended."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from fuwu.labs.accounts.books import PACKS, Books, Cell, Entry, Key
from fuwu.labs.accounts.planted import kind_of, reference_of


def mended(books: Books, marks: AbstractSet[str]) -> dict[Key, Cell]:
    """Return the cells with what is marked put right, in this order.

    `price`: the pack's price stands in place of what was written. `cartons`: packs times ten. `twice`: as many
    packs of equal lines are struck as the book falls short of the count (of all pairs the second line, where it
    does not fall short). `gap`: packs the count misses that month were sold at the marked price. `used`: the rest
    was taken out without a sale.
    """
    cells = dict(books.cells)
    wanted: dict[str, set[str]] = defaultdict(set)
    for one in marks:
        wanted[kind_of(one)].add(reference_of(one))
    _mend_lines(books, cells, wanted["price"], wanted["cartons"])
    pairs = equal_lines(books) if wanted["twice"] else {}
    for key in map(_key, wanted["twice"]):
        cells[key] = _without_doubles(cells[key], pairs.get(key, ()))
    for reference in wanted["gap"]:
        _sell_what_is_missing(books, cells, reference)
    for key in map(_key, wanted["used"]):
        cells[key] = replace(cells[key], used=cells[key].used - cells[key].gap)
    return cells


def _key(reference: str) -> Key:
    shop, brand, month = reference.split("/")
    return shop, brand, month


def _mend_lines(books: Books, cells: dict[Key, Cell], prices: set[str], cartons: set[str]) -> None:
    for one in books.entries:
        if one.id in prices or one.id in cartons:
            brand = books.brands[one.brand]
            right = brand.wholesale if one.kind == "purchase" else brand.retail
            price = right if one.id in prices else one.price
            packs = one.packs * PACKS if one.id in cartons else one.packs
            key = one.shop, one.brand, books.month_of(one.day)
            cells[key] = _changed(cells[key], one, packs, price)


def _changed(cell: Cell, one: Entry, packs: int, price: float) -> Cell:
    more, yuan = packs - one.packs, packs * price - one.packs * one.price
    if one.kind == "purchase":
        return replace(cell, bought=cell.bought + more, paid=cell.paid + yuan)
    return replace(cell, sold=cell.sold + more, taken=cell.taken + yuan)


def equal_lines(books: Books) -> dict[Key, list[Entry]]:
    """Return of sales that are equal in day, brand, packs and price all but the first, by brand's month."""
    seen: Counter[tuple[str, str, str, int, float]] = Counter()
    found: dict[Key, list[Entry]] = defaultdict(list)
    for one in books.entries:
        if one.kind == "sale":
            line = one.shop, one.day, one.brand, one.packs, one.price
            seen[line] += 1
            if seen[line] > 1:
                found[one.shop, one.brand, books.month_of(one.day)].append(one)
    return dict(found)


def _without_doubles(cell: Cell, doubles: Sequence[Entry]) -> Cell:
    """Strike packs at the equal lines' average price: which lines are the second ones cannot be told."""
    packs = sum(one.packs for one in doubles)
    struck = min(packs, cell.gap) if cell.gap > 0 else packs
    yuan = sum(one.packs * one.price for one in doubles) / packs * struck if packs else 0.0
    return replace(cell, sold=cell.sold - struck, taken=cell.taken - yuan)


def _sell_what_is_missing(books: Books, cells: dict[Key, Cell], reference: str) -> None:
    shop, day = reference.split("/")
    month = books.month_of(day)
    for key, cell in list(cells.items()):
        if key[0] == shop and key[2] == month and cell.gap < 0:
            packs = -cell.gap
            yuan = packs * books.brands[key[1]].retail
            cells[key] = replace(cell, sold=cell.sold + packs, taken=cell.taken + yuan)


def disagreeing(cells: Iterable[Cell]) -> int:
    """Return in how many cells book and count differ."""
    return sum(cell.gap != 0 for cell in cells)
