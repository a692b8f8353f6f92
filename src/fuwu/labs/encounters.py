"""Lab encounters: the table of the eight types of buyer. The twelve encounters themselves are the lesson's scenes.

Signs, treatments and regret are those of a general marketing article (S1-4.*, S1-6.*). It gives no treatment for
the five types; what stands for the two found only there is ours and marked so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from fuwu.labs.figure import Figure, Table, table
from fuwu.labs.text import bilingual, mark
from fuwu.model import Lang

BOTH, FIVE, SIX = mark("both"), mark("five types only"), mark("six types only")
SELDOM, EASILY, NOT_SAID = mark("seldom"), mark("easily"), mark("not said")

#: Type, where it stands, signs, how to serve, regret after buying.
TYPES: Final = (
    (mark("rational"), BOTH,
     mark("cool, judges alone, buys to a set goal, little moved by advertising or packaging"),
     mark("samples, manuals, demonstration on the spot"), SELDOM),
    (mark("impulsive"), BOTH,
     mark("outgoing, decides on a moment's liking; moved by packaging and mood, ignores performance"),
     mark("spoken persuasion, better packaging; with a retailer: facts only, small first orders (ours)"),
     EASILY),
    (mark("habitual"), BOTH,
     mark("keeps to routine and to a few familiar brands and a familiar salesperson, acts fast"),
     mark("keep features, quality and service as they are; ask often how the product is doing"), NOT_SAID),
    (mark("benefit-driven"), FIVE,
     mark("sets store by money, buys from whoever gives a benefit"),
     mark("article: none; ours: show open prices and margins, no rebate or gift against the rules"), NOT_SAID),
    (mark("trouble-making"), FIVE,
     mark("mainly after the sale: makes trouble over what was made clear beforehand"),
     mark("article: none; ours: write the rules down first, check facts afterwards, stay calm"), NOT_SAID),
    (mark("economic"), SIX,
     mark("goes by price: high earners keen on the high-grade, low earners on the cheap"),
     mark("pay special attention to price"), NOT_SAID),
    (mark("imaginative"), SIX,
     mark("measures value by association; shape, colour and brand matter; interest shifts"),
     mark("grasp this trait: show shape, colour and brand"), NOT_SAID),
    (mark("undetermined"), SIX,
     mark("no fixed goal or preference, buys at random or to try"),
     mark("attract with suitable tactics; with a retailer: a small trial, then decide (ours)"), EASILY),
)  # fmt: skip


def _types(lang: Lang, _data: Any) -> Table:
    def say(msgid: str) -> str:
        return bilingual(msgid).to(lang)

    return table(
        say(mark("The eight types of buyer: signs, treatment, regret")),
        [say(mark("Type")), say(mark("In which set")), say(mark("Signs")), say(mark("How to serve")),
         say(mark("Regrets afterwards"))],
        [[say(cell) for cell in row] for row in TYPES],
        note=say(mark("Signs, treatments and regret follow the general marketing article; what is marked “ours” is "
                      "illustrative, not an official answer.")),
    )  # fmt: skip


FIGURES: Final[dict[str, Callable[[Lang, Any], Figure]]] = {}
TABLES: Final[dict[str, Callable[[Lang, Any], Table]]] = {"types": _types}
