"""The task: mend the books, then read them. What is asked for is illustrative."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from fuwu.labs.accounts.books import Books
from fuwu.labs.accounts.planted import KINDS, PLANTED, kind_of
from fuwu.labs.accounts.profit import ShopProfit
from fuwu.labs.accounts.words import shop_name
from fuwu.labs.challenge import Condition
from fuwu.labs.text import bilingual, listing, mark

ENOUGH = 50
MOST_WRONG = 3

CONCLUSIONS = {
    "open": mark("not answered yet"),
    "proved": mark("accounts raised satisfaction: all ten rose"),
    "hint": mark("worth a wider trial, but no proof: volunteers, nobody to compare with"),
    "nothing": mark("nothing: ten are too few to see anything"),
}
RIGHT_CONCLUSION = "hint"


@dataclass(frozen=True)
class Judged:
    """Marks compared with what really went wrong."""

    right: frozenset[str]
    wrong: frozenset[str]
    missed: frozenset[str]


def judged(marks: AbstractSet[str]) -> Judged:
    """Compare marks with the planted errors."""
    return Judged(frozenset(marks & PLANTED), frozenset(marks - PLANTED), frozenset(PLANTED - marks))


def conditions(
    books: Books, marks: AbstractSet[str], truth: Sequence[ShopProfit], ticked: AbstractSet[str], conclusion: str
) -> list[Condition]:
    """Return the conditions: errors found, few marked in vain, the estimates and the trial read rightly."""
    found = judged(marks)
    high = {one.shop for one in truth if one.estimate_too_high}
    names = listing([shop_name(books, shop) for shop in sorted(ticked)])
    ticked_so = bilingual(mark("ticked: {names}"), names=names) if ticked else bilingual(mark("nothing ticked"))
    return [
        Condition(
            "found",
            bilingual(mark("mark at least {enough} of the {all} real errors"), enough=ENOUGH, all=len(PLANTED)),
            len(found.right) >= ENOUGH,
            bilingual(mark("{n} found"), n=len(found.right)),
        ),
        Condition(
            "vain",
            bilingual(mark("something marked, and at most {most} marks in vain"), most=MOST_WRONG),
            bool(marks) and len(found.wrong) <= MOST_WRONG,
            bilingual(mark("{n} in vain"), n=len(found.wrong)),
        ),
        Condition(
            "estimates",
            bilingual(mark("tick the shops whose owners guess higher than the mended books say")),
            set(ticked) == high,
            ticked_so,
        ),
        Condition(
            "conclusion",
            bilingual(mark("choose what the ten owners' answers before and after tell")),
            conclusion == RIGHT_CONCLUSION,
            bilingual(CONCLUSIONS[conclusion]),
        ),
    ]


def solution(truth: Sequence[ShopProfit]) -> tuple[frozenset[str], frozenset[str], str]:
    """Return the marks, the ticked shops and the conclusion that meet the task."""
    return PLANTED, frozenset(one.shop for one in truth if one.estimate_too_high), RIGHT_CONCLUSION


def by_kind(found: Judged) -> dict[str, tuple[int, int, int]]:
    """Return for each kind of error how many there are, were marked, and were marked in vain."""
    counts = {}
    for kind in KINDS:
        right, wrong, missed = (
            sum(kind_of(key) == kind for key in keys) for keys in (found.right, found.wrong, found.missed)
        )
        counts[kind] = right + missed, right, wrong
    return counts
