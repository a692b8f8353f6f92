"""Lab 09: the figures and the table about rules; its scenes stand in content/lessons/09-compliance.

The shares are those of the Implementing Regulations of the Tobacco Monopoly Law, text of 2021.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fuwu.labs import Data
from fuwu.labs.figure import BLUE, DEEP_GREEN, PALE, SIZE, WIDTH, Figure, Sheet, Table, table
from fuwu.labs.text import bilingual, mark, percent, sentences
from fuwu.model import Lang, Text


@dataclass(frozen=True)
class Fine:
    """What an act may cost: the article, the base of the fine, and the lowest and highest share of it."""

    article: int
    act: str
    base: str
    low: float
    high: float

    def range_of(self, base: float) -> tuple[float, float]:
        """Return the lowest and the highest fine on `base` yuan.

        Examples
        --------
        >>> FINES[0].range_of(12_000)
        (600.0, 1200.0)
        """
        return round(base * self.low, 2), round(base * self.high, 2)


FINES = (
    Fine(56, mark("a licensed shop buying off-channel"), mark("total purchase value"), 0.05, 0.10),
    Fine(59, mark("wholesaling into another province without permission"), mark("total wholesale value"), 0.10, 0.20),
    Fine(57, mark("retailing without a licence"), mark("total unlawful turnover"), 0.20, 0.50),
    Fine(58, mark("selling illegally produced cigarettes"), mark("total sales"), 0.20, 0.50),
    Fine(60, mark("supplying someone without a licence"), mark("total sales"), 0.20, 0.50),
    Fine(54, mark("wholesaling without a wholesale licence"), mark("value of the goods wholesaled"), 0.50, 1.0),
)

FOUR = (
    (mark("Explain"), mark("which rule, which text and year, what consequence")),
    (mark("Note"), mark("time, place, exact words, goods, who was there")),
    (mark("Report"), mark("violations to the monopoly administration, service problems to the market manager")),
    (mark("Help"), mark("papers for a licence, signs, labels, orders within the rules")),
)


def _rules(lang: Lang, _data: Data | None = None) -> Figure:
    row, left, top = 0.52, 2.55, 0.62
    sheet = Sheet(WIDTH, top + row * len(FINES) + 0.35)
    title = bilingual(mark("Fines as a share of their base (regulations, text of 2021)"))
    sheet.text(0.1, 0.2, title.to(lang), size=SIZE + 1)
    room = WIDTH - left - 0.35
    for share in (0, 0.25, 0.5, 0.75, 1.0):
        x = left + share * room
        sheet.line((x, x), (top - 0.1, top + row * len(FINES)), color="#CCCCCC")
        sheet.text(x, top + row * len(FINES) + 0.15, percent(share), size=SIZE - 2, align="center")
    for place, fine in enumerate(FINES):
        y = top + place * row
        label = bilingual(mark("Article {n}: {act}"), n=fine.article, act=bilingual(fine.act)).to(lang)
        sheet.text(left - 0.1, y + 0.18, label, size=SIZE - 2, align="right", width=left - 0.2)
        sheet.box(left + fine.low * room, y + 0.06, (fine.high - fine.low) * room, 0.24, color=BLUE)
        if fine.high < 1:
            shares = f"{percent(fine.low)}–{percent(fine.high)}"
            sheet.text(left + fine.high * room + 0.06, y + 0.18, shares, size=SIZE - 2)
        else:
            shares = f"{percent(fine.low)}–{percent(fine.high)}"
            sheet.text(left + fine.low * room - 0.06, y + 0.18, shares, size=SIZE - 2, align="right")
    alt = bilingual(mark("Bar chart: the range of the fine of six articles; the numbers stand in words below."))
    lines = [
        bilingual(mark("Article {n}, {act}: {low} to {high} of the {base}."), n=fine.article, act=bilingual(fine.act),
                  low=percent(fine.low), high=percent(fine.high), base=bilingual(fine.base))
        for fine in FINES
    ]  # fmt: skip
    return Figure(sheet, alt.to(lang), sentences(lines, lang))


def _duty(lang: Lang, _data: Data | None = None) -> Figure:
    row, top = 0.62, 0.5
    sheet = Sheet(WIDTH, top + row * len(FOUR) + 0.75)
    sheet.text(0.1, 0.2, bilingual(mark("What a customer manager does, and who punishes")).to(lang), size=SIZE + 1)
    for place, (word, what) in enumerate(FOUR):
        y = top + place * row
        sheet.box(0.1, y, 1.1, row - 0.12, color=DEEP_GREEN)
        sheet.text(0.65, y + (row - 0.12) / 2, bilingual(word).to(lang), color="white", align="center")
        sheet.box(1.2, y, WIDTH - 1.3, row - 0.12, color=PALE)
        sheet.text(1.35, y + (row - 0.12) / 2, bilingual(what).to(lang), size=SIZE - 1, width=WIDTH - 1.6)
    y = top + row * len(FOUR) + 0.05
    sheet.box(0.1, y, WIDTH - 0.2, 0.55, color="white", edge="#222222")
    limit = bilingual(mark("Confiscating, fining, revoking: the authorities alone, with evidence and procedure"))
    sheet.text(0.25, y + 0.275, limit.to(lang), size=SIZE - 1, width=WIDTH - 0.5)
    words = [bilingual(mark("{word}: {what}."), word=bilingual(word), what=bilingual(what)) for word, what in FOUR]
    alt = bilingual(mark("Drawing: four duties of a customer manager above a box with what only authorities may do."))
    return Figure(sheet, alt.to(lang), sentences([*words, bilingual(mark("{line}."), line=limit)], lang))


def _law(lang: Lang, _data: Data | None = None) -> Table:
    example = 10_000
    rows = [
        [
            bilingual(mark("article {n}"), n=fine.article).to(lang),
            bilingual(fine.act).to(lang),
            bilingual(fine.base).to(lang),
            f"{percent(fine.low)}–{percent(fine.high)}",
            "–".join(f"{value:,.0f}" for value in fine.range_of(example)),
        ]
        for fine in FINES
    ]
    columns = [mark("Article"), mark("Act"), mark("Base"), mark("Fine"), mark("On a base of 10,000 yuan (yuan)")]
    return table(
        bilingual(mark("Articles that are easily mixed up")).to(lang),
        [bilingual(column).to(lang) for column in columns],
        rows,
        note=_note().to(lang),
    )


def _note() -> Text:
    return bilingual(
        mark(
            "Implementing Regulations of the Tobacco Monopoly Law, text of 2021. Unlawful gains are confiscated as "
            "well (article 59 names a fine only); under article 56 the fine may be imposed, it need not be. Older "
            "texts number the articles differently: check the latest one."
        )
    )


FIGURES: dict[str, Callable[[Lang, Data], Figure]] = {"rules": _rules, "duty": _duty}
TABLES: dict[str, Callable[[Lang, Data], Table]] = {"law": _law}
