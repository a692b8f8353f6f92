"""The figures and tables of the case's page: the books with every error mended."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from fuwu.labs import Data
from fuwu.labs.accounts.books import Books
from fuwu.labs.accounts.drawing import profit_figure, satisfaction_figure
from fuwu.labs.accounts.planted import KINDS, PLANTED, kind_of
from fuwu.labs.accounts.profit import ShopProfit, profits
from fuwu.labs.accounts.repair import mended
from fuwu.labs.accounts.survey import ASPECTS, Change, shares
from fuwu.labs.accounts.words import ERRORS, errors_by_shop, shop_name, yuan
from fuwu.labs.figure import Figure, Table, table
from fuwu.labs.text import bilingual, listing, mark, number, percent
from fuwu.model import Lang, Text

ASKED = 1000

_SHOWN = {
    "price": mark("the unit price is about ten times the wholesale price"),
    "cartons": mark("no whole number of cartons; deliveries disagree; the count has 9 packs more for each carton"),
    "twice": mark("equal lines on one day, and the count has just as many packs more than the book"),
    "used": mark("at one count nearly every brand is a few packs short"),
    "gap": mark("a page number and some days without sales; the count has fewer packs than the book"),
}

_COUNTED = {
    "price": mark("{n} lines"),
    "cartons": mark("{n} lines"),
    "twice": mark("{n} months of a brand"),
    "used": mark("{n} brands"),
    "gap": mark("{n} page"),
}


def _profit(lang: Lang, data: Data) -> Figure:
    books = Books(data)
    return profit_figure(books, profits(books, mended(books, PLANTED)), lang)


def _satisfaction(lang: Lang, data: Data) -> Figure:
    return satisfaction_figure(shares(data), ASKED, lang)


def shop_rows(books: Books, found: Sequence[ShopProfit], lang: Lang) -> list[list[str]]:
    """Return each shop's months, their average, the owner's estimate and how it compares."""
    return [
        [
            shop_name(books, one.shop).to(lang), *(yuan(month) for month in one.months), yuan(one.mean),
            yuan(one.estimate), percent(one.estimate / one.mean) if one.mean > 0 else "–",
            bilingual(mark("too high") if one.estimate_too_high else mark("too low")).to(lang),
        ]
        for one in found
    ]  # fmt: skip


def shop_columns(books: Books, lang: Lang) -> list[str]:
    """Return the heads of that table."""
    heads = (mark("Average month"), mark("Estimate"), mark("Estimate ÷ average"), mark("So the estimate is"))
    return [bilingual(mark("Shop")).to(lang), *books.months, *(bilingual(head).to(lang) for head in heads)]


def _shops(lang: Lang, data: Data) -> Table:
    books = Books(data)
    rows = shop_rows(books, profits(books, mended(books, PLANTED)), lang)
    caption = bilingual(mark("Gross profit of the ten shops, yuan (sample data, errors mended)"))
    note = bilingual(mark("Gross profit = sales − packs sold × average purchase price, by month and brand; opening "
                          "stock at wholesale price. Rent, power and labour are not taken off."))  # fmt: skip
    return table(caption.to(lang), shop_columns(books, lang), rows, note=note.to(lang))


def _errors(lang: Lang, data: Data) -> Table:
    books = Books(data)
    where = errors_by_shop(books)
    rows = [_error_row(books, kind, [shop for shop in books.shops if where.get(shop) == kind], lang) for kind in KINDS]
    heads = (mark("Error"), mark("Shops"), mark("How many"), mark("How it shows"),
             mark("Gross profit by average price: as written → mended"),
             mark("Gross profit by counts: as written → mended"))  # fmt: skip
    caption = bilingual(mark("Five kinds of recording error in the books of the ten shops (sample data)"))
    note = bilingual(mark("Yuan in an average month. By average price: sales − packs sold × average purchase price. "
                          "By counts: sales − (opening stock + purchases − closing count)."))  # fmt: skip
    return table(caption.to(lang), [bilingual(head).to(lang) for head in heads], rows, note=note.to(lang))


def _error_row(books: Books, kind: str, shops: Sequence[str], lang: Lang) -> list[str]:
    count = sum(kind_of(key) == kind for key in PLANTED)
    return [
        bilingual(ERRORS[kind]).to(lang), listing([Text(zh=shop, en=shop) for shop in shops]).to(lang),
        bilingual(_COUNTED[kind], n=count).to(lang), bilingual(_SHOWN[kind]).to(lang),
        _effect(books, shops, "average", lang), _effect(books, shops, "count", lang),
    ]  # fmt: skip


def _effect(books: Books, shops: Sequence[str], method: str, lang: Lang) -> str:
    before, after = (
        {one.shop: yuan(one.mean) for one in profits(books, cells, "average" if method == "average" else "count")}
        for cells in (books.cells, mended(books, PLANTED))
    )
    return listing([Text(zh=f"{before[s]} → {after[s]}", en=f"{before[s]} → {after[s]}") for s in shops]).to(lang)


def owner_rows(found: Mapping[str, Change], lang: Lang) -> list[list[str]]:
    """Return each aspect's average before and after the trial, how many owners moved, and the sign test."""
    return [
        [
            bilingual(ASPECTS[aspect]).to(lang), number(one.before), number(one.after), str(one.up), str(one.same),
            str(one.down), f"{one.p:.3f}",
        ]
        for aspect, one in found.items()
    ]  # fmt: skip


def owner_columns(lang: Lang) -> list[str]:
    """Return the heads of that table."""
    heads = (mark("Aspect"), mark("Before"), mark("After"), mark("Up"), mark("Same"), mark("Down"),
             mark("Sign test, p"))  # fmt: skip
    return [bilingual(head).to(lang) for head in heads]


FIGURES: dict[str, Callable[[Lang, Data], Figure]] = {"profit": _profit, "satisfaction": _satisfaction}
TABLES: dict[str, Callable[[Lang, Data], Table]] = {"errors": _errors, "shops": _shops}
