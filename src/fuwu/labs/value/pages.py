"""The figures and tables of lesson 08, on the whole branch."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from fuwu.labs.figure import Figure, Table, table
from fuwu.labs.text import CODES, bilingual, mark, number, percent
from fuwu.labs.value.bands import BANDS, START, banding, counted
from fuwu.labs.value.drawing import GROUP, matrix_figure, typologies_figure
from fuwu.labs.value.matrix import Matrix, Weights, matrix
from fuwu.labs.value.scores import in_need, measures
from fuwu.model import Lang

if TYPE_CHECKING:
    import pandas as pd

    from fuwu.labs import Data

TITLE: Final = mark("Value matrix of the branch's retailers")
OURS: Final = mark("Illustrative, not an official answer: figures, weights and cut are ours.")


def example_matrix(data: Data) -> Matrix:
    """Return the matrix of the whole branch with the weights the lab begins with."""
    return matrix(measures(data), in_need(data), Weights())


def _matrix_figure(lang: Lang, data: Data) -> Figure:
    made = matrix_figure(example_matrix(data), lang, title=bilingual(TITLE))
    ours = bilingual(OURS).to(lang)
    return Figure(made.sheet, made.alt, f"{made.words}{'' if lang == 'zh' else ' '}{ours}")


def _typologies(lang: Lang, _data: Data) -> Figure:
    return typologies_figure(lang)


#: The eight contents of the general article, and what a tobacco company does for a retailer (general knowledge).
SERVICES: Final = (
    (mark("Receiving and visiting"), mark("a clear one"),
     mark("hotline, order desk and complaints received on the spot; customer managers visit by plan and combine the "
          "visit with a look at stock and sales, or with help in ordering")),
    (mark("Consulting"), mark("a clear one"),
     mark("business: licence, ordering, supply rules, new products; technical: telling fakes, checking the code on "
          "the pack, storage")),
    (mark("Three guarantees"), mark("a partial one"),
     mark("damaged goods found on delivery are exchanged in the time promised; a cigarette cannot be repaired, and "
          "what may be fake goes to the monopoly department for identification")),
    (mark("Installation and commissioning"), mark("a partial one"),
     mark("cigarettes need none; a till, scanner or ordering app is set up until it runs")),
    (mark("Spare parts"), mark("hardly one"),
     mark("cigarettes have none; the nearest thing is price labels and parts of display shelves")),
    (mark("Technical training"), mark("a clear one"),
     mark("display, keeping accounts, ordering online, telling fakes: in class, in the neighbourhood, or on the spot")),
    (mark("Touring inspection"), mark("a partial one"),
     mark("on visits: display, storage, stock, price labels; there is nothing to repair")),
    (mark("Special service"), mark("a partial one"),
     mark("what goes beyond the usual, such as licence matters done at home for the old, weak, sick and disabled")),
)  # fmt: skip


def _services(lang: Lang, _data: Data) -> Table:
    def say(msgid: str) -> str:
        return bilingual(msgid).to(lang)

    rows = [[f"{place}. {say(name)}", say(fits), say(does)] for place, (name, fits, does) in enumerate(SERVICES, 1)]
    return table(
        say(mark("The eight contents of customer service, and a tobacco company's service to a retailer")),
        [say(mark("Content (general article)")), say(mark("Counterpart?")), say(mark("What a tobacco company does"))],
        rows,
        note=say(mark("The first column is the article's; the others are general knowledge of the trade, illustrative, "
                      "not an official answer.")),
    )  # fmt: skip


def _bands(lang: Lang, data: Data) -> Table:
    def say(msgid: str, **values: object) -> str:
        return bilingual(msgid, **values).to(lang)

    made = banding(counted(data), START)
    everyone = int(made.counted.needy.sum())
    columns = [say(mark("Bands (30 is highest)")), say(mark("Retailers")), say(mark("Median cartons a month")),
               say(mark("Median yuan a month")), *(say(one) for one in CODES["market_type"].values()),
               say(mark("Disadvantaged")), say(mark("Share of all disadvantaged"))]  # fmt: skip
    rows = [_band_row(made.bands, made.counted.trade, made.counted.market, made.counted.needy, low, everyone)
            for low in range(BANDS - GROUP + 1, 0, -GROUP)]  # fmt: skip
    return table(
        say(mark("Thirty bands of the branch, five at a time (weights 40, 40, 20)")), columns, rows,
        note=say(mark("Quantity, amount and ability are what one city, Pingliang, published in 2018; the weights, what "
                      "counts as ability and bands of equal size are illustrative, not an official answer.")),
    )  # fmt: skip


def _band_row(
    bands: pd.Series[Any], trade: pd.DataFrame, market: pd.Series[Any], needy: pd.Series[bool], low: int, everyone: int
) -> list[str]:
    who = bands.between(low, low + GROUP - 1)
    kinds = [percent(float((market[who] == one).mean())) for one in CODES["market_type"]]
    poor = int(needy[who].sum())
    return [f"{low}–{low + GROUP - 1}", number(int(who.sum())), number(float(trade["cartons"][who].median())),
            number(round(float(trade["yuan"][who].median()))), *kinds, number(poor),
            percent(poor / everyone)]  # fmt: skip


FIGURES: Final[dict[str, Callable[[Lang, Any], Figure]]] = {"matrix": _matrix_figure, "typologies": _typologies}
TABLES: Final[dict[str, Callable[[Lang, Any], Table]]] = {"services": _services, "bands": _bands}
