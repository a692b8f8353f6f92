"""How the lab says its numbers, and why a mark was in vain."""

from __future__ import annotations

from fuwu.labs.accounts.books import Books
from fuwu.labs.accounts.planted import PLANTED, kind_of, reference_of
from fuwu.labs.text import bilingual, mark, number
from fuwu.model import Text

ERRORS = {
    "price": mark("price of a carton written as that of a pack"),
    "cartons": mark("cartons written as packs"),
    "twice": mark("sales entered twice"),
    "used": mark("own use not entered"),
    "gap": mark("a page lost"),
}

METHOD_NAMES = {
    "average": mark("sales − packs sold × average purchase price"),
    "count": mark("sales − (opening stock + purchases − closing count)"),
    "cash": mark("sales − purchases (wrong, to compare)"),
}


def yuan(value: float) -> str:
    """Return whole yuan with a real minus sign.

    Examples
    --------
    >>> yuan(1464.3), yuan(-2402.4), yuan(-0.2)
    ('1,464', '−2,402', '0')
    """
    return f"{round(value) + 0:,d}".replace("-", "−")


def points(difference: float) -> str:
    """Return a difference of shares in percentage points.

    Examples
    --------
    >>> points(0.173 - 0.125), points(-0.01)
    ('4.8', '−1')
    """
    return number(round(difference * 100, 1)).replace("-", "−")


def shop_name(books: Books, shop: str) -> Text:
    """Return a shop's id and name."""
    name = books.names[shop]
    return Text(zh=f"{shop} {name.zh}", en=f"{shop} {name.en}")


def shop_of(books: Books, key: str) -> str:
    """Return the shop a mark concerns."""
    reference = reference_of(key)
    return reference.split("/")[0] if "/" in reference else books.lines[reference].shop


def errors_by_shop(books: Books) -> dict[str, str]:
    """Return what really went wrong in each shop that has an error (none has two kinds)."""
    return {shop_of(books, key): kind_of(key) for key in sorted(PLANTED)}


def why_in_vain(books: Books, key: str) -> Text:
    """Return why what was marked is no such error."""
    kind = kind_of(key)
    if kind == "price":
        return bilingual(mark("a discount or a higher price really taken; the line is right"))
    if kind == "cartons":
        return bilingual(mark("this purchase is right; another of the same class and day is not"))
    if kind == "gap":
        return bilingual(mark("nothing was sold that day: no page is missing and no stock is short"))
    cause = bilingual(ERRORS[errors_by_shop(books).get(shop_of(books, key), kind)])
    if kind == "used":
        return bilingual(mark("the difference has another cause: {cause}"), cause=cause)
    shop, brand, month = reference_of(key).split("/")
    if books.cells[shop, brand, month].gap:
        return bilingual(mark("true sales that happen to be equal; the count differs for another cause: {cause}"),
                         cause=cause)  # fmt: skip
    return bilingual(mark("true sales that happen to be equal: the count agrees with the book"))
