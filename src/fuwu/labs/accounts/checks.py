"""Six checks of a book. A check lists what looks wrong; whether it is wrong is for the reader to judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fuwu.labs.accounts.books import PACKS, Books, Entry, Key
from fuwu.labs.accounts.repair import equal_lines
from fuwu.labs.text import bilingual, mark
from fuwu.model import Text

NAMES = {
    "count": mark("Opening + purchases − sales against the count"),
    "price": mark("Price far from the brand's price"),
    "cartons": mark("Purchases that are no whole cartons"),
    "delivered": mark("Purchases against the company's deliveries"),
    "twice": mark("Equal lines on one day"),
    "gap": mark("Days without sales, pages missing"),
}
LEAST_OFF = 0.1
"""How far a price must be off, as a part, to be listed at all."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """Something a check found.

    `key` is what a mark on it is kept by: the error claimed and where. Two checks may suspect the same error.
    """

    key: str
    check: str
    shop: str
    label: Text
    cells: tuple[Key, ...]
    off: float = 1.0


def suspects(books: Books) -> dict[str, list[Suspect]]:
    """Return what each check finds in the books as written."""
    return {check: list(find(books)) for check, find in _CHECKS.items()}


def listed(
    found: Iterable[Suspect], books: Books, *, shop: str | None = None, limit: float = 0.0, disagreeing: bool = False
) -> list[Suspect]:
    """Return the suspects of one shop (or all), off by `limit` at least, and where the count disagrees as well."""
    return [
        one
        for one in found
        if shop in (None, one.shop)
        and one.off >= limit - 1e-9
        and (not disagreeing or any(books.cells[key].gap for key in one.cells))
    ]


def signed(packs: int) -> str:
    """Return a difference with its sign.

    Examples
    --------
    >>> signed(4), signed(-7), signed(0)
    ('+4', '−7', '0')
    """
    return f"+{packs}" if packs > 0 else f"−{-packs}" if packs else "0"


def plain(packs: int) -> str:
    """Return a number with a real minus sign."""
    return str(packs).replace("-", "−")


def _count(books: Books) -> Iterable[Suspect]:
    label = mark("{shop} {month} {brand}: packs by book {book}, counted {counted}, difference {gap}")
    for key, cell in books.cells.items():
        if cell.gap:
            shop, brand, month = key
            said = bilingual(label, shop=shop, month=month, brand=books.brands[brand].name, book=plain(cell.book),
                             counted=cell.counted, gap=signed(cell.gap))  # fmt: skip
            yield Suspect(f"used:{'/'.join(key)}", "count", shop, said, (key,))


def _price(books: Books) -> Iterable[Suspect]:
    labels = {
        "purchase": mark("{shop} {day} {brand}: bought {packs} × {price} yuan a pack, wholesale price {right}"),
        "sale": mark("{shop} {day} {brand}: sold {packs} × {price} yuan a pack, retail price {right}"),
    }
    for one in books.entries:
        if one.kind not in labels:
            continue
        brand, label = books.brands[one.brand], labels[one.kind]
        right = brand.wholesale if one.kind == "purchase" else brand.retail
        off = abs(one.price / right - 1)
        if off >= LEAST_OFF - 1e-9:
            said = bilingual(label, shop=one.shop, day=one.day[5:], brand=brand.name, packs=one.packs,
                             price=f"{one.price:.2f}", right=f"{right:.2f}")  # fmt: skip
            yield Suspect(f"price:{one.id}", "price", one.shop, said, (_cell(books, one),), off)


def _cell(books: Books, one: Entry) -> Key:
    return one.shop, one.brand, books.month_of(one.day)


def _cartons(books: Books) -> Iterable[Suspect]:
    label = mark("{shop} {day} {brand}: packs bought {packs}, not a whole number of cartons")
    for one in books.entries:
        if one.kind == "purchase" and one.packs % PACKS:
            said = bilingual(
                label, shop=one.shop, day=one.day[5:], brand=books.brands[one.brand].name, packs=one.packs)  # fmt: skip
            yield Suspect(f"cartons:{one.id}", "cartons", one.shop, said, (_cell(books, one),))


def _delivered(books: Books) -> Iterable[Suspect]:
    label = mark(
        "{shop} {day} {brand}: packs bought {packs}; class {price_class} that day: by book {book}, delivered {came}"
    )
    groups: dict[tuple[str, str, int], list[Entry]] = defaultdict(list)
    for one in books.entries:
        if one.kind == "purchase":
            groups[one.shop, one.day, books.brands[one.brand].price_class].append(one)
    for group, lines in groups.items():
        book, came = sum(one.packs for one in lines), books.delivered.get(group, 0)
        for one in lines if book != came else ():
            said = bilingual(label, shop=one.shop, day=one.day[5:], brand=books.brands[one.brand].name,
                             packs=one.packs, price_class=group[2], book=book, came=came)  # fmt: skip
            yield Suspect(f"cartons:{one.id}", "delivered", one.shop, said, (_cell(books, one),))


def _twice(books: Books) -> Iterable[Suspect]:
    label = mark("{shop} {month} {brand}: pairs of equal lines {pairs}, packs {packs}; count less book {gap}")
    for key, lines in sorted(equal_lines(books).items()):
        shop, brand, month = key
        said = bilingual(label, shop=shop, month=month, brand=books.brands[brand].name, pairs=len(lines),
                         packs=sum(one.packs for one in lines), gap=signed(books.cells[key].gap))  # fmt: skip
        yield Suspect(f"twice:{'/'.join(key)}", "twice", shop, said, (key,))


def _gap(books: Books) -> Iterable[Suspect]:
    first, last = books.counted_on[0], books.counted_on[-1]
    for shop in books.shops:
        sales = [one for one in books.entries if one.shop == shop and one.kind == "sale"]
        days = {one.day for one in sales}
        for run in _runs([day for day in _days(first, last) if day not in days]):
            month = books.month_of(run[0])
            cells = tuple(key for key in books.cells if key[0] == shop and key[2] == month)
            yield Suspect(
                f"gap:{shop}/{run[0]}", "gap", shop, _said_of_gap(shop, run, _missing(books, shop, run)), cells
            )


def _days(first: str, last: str) -> list[str]:
    """Return the days after the first count up to the last one."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [(start + timedelta(days=i)).isoformat() for i in range(1, (end - start).days + 1)]


def _runs(days: Sequence[str]) -> list[list[str]]:
    runs: list[list[str]] = []
    for day in days:
        if runs and date.fromisoformat(day) - date.fromisoformat(runs[-1][-1]) == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _missing(books: Books, shop: str, run: Sequence[str]) -> list[int]:
    """Return the pages that should lie between the lines before and after the days."""
    pages = [(one.day, one.page) for one in books.entries if one.shop == shop]
    before = max((page for day, page in pages if day < run[0]), default=0)
    after = min((page for day, page in pages if day > run[-1]), default=before)
    return list(range(before + 1, after))


def _said_of_gap(shop: str, run: Sequence[str], missing: Sequence[int]) -> Text:
    days = run[0][5:] if len(run) == 1 else f"{run[0][5:]} – {run[-1][5:]}"
    if not missing:
        return bilingual(mark("{shop} {days}: no sales; no page is missing"), shop=shop, days=days)
    pages = ", ".join(map(str, missing))
    return bilingual(mark("{shop} {days}: no sales; missing page {pages}"), shop=shop, days=days, pages=pages)


_CHECKS: dict[str, Callable[[Books], Iterable[Suspect]]] = {
    "count": _count,
    "price": _price,
    "cartons": _cartons,
    "delivered": _delivered,
    "twice": _twice,
    "gap": _gap,
}
