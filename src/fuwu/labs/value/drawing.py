"""The pictures of the value lab, each with its alternative text and its numbers in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fuwu.labs.figure import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE,
    SIZE,
    WIDTH,
    Bar,
    Figure,
    Sheet,
    bars,
    width_of,
    wrap,
)
from fuwu.labs.text import bilingual, mark, number, percent, sentences
from fuwu.labs.value.bands import BANDS, Banding
from fuwu.labs.value.matrix import Matrix, describe
from fuwu.model import Lang, Text

if TYPE_CHECKING:
    import pandas as pd

STEP: Final = 2  # retailers this close together share a mark; its area is their number
GROUP: Final = 5  # bands in a row of the chart


def matrix_figure(made: Matrix, lang: Lang, *, title: Text) -> Figure:
    """Draw every retailer by present and potential value, the disadvantaged apart, and the four fields."""
    return Figure(
        sheet=_matrix_sheet(made, lang, title.to(lang)),
        alt=bilingual(mark(
            "Scatter diagram, {title}: present value across, potential value up, dashed lines at the cuts make four "
            "fields; the disadvantaged are marked. The numbers are in the text."), title=title).to(lang),
        words=describe(made, lang),
    )  # fmt: skip


def _matrix_sheet(made: Matrix, lang: Lang, title: str) -> Sheet:
    heads = wrap(title, WIDTH - 0.2, SIZE + 1)
    top, left, size = 0.2 + 0.2 * len(heads) + 0.68, 0.2, 3.9
    width = WIDTH - 2 * left
    sheet = Sheet(WIDTH, top + size + 0.82)
    sheet.text(0.1, 0.1 + 0.1 * len(heads), "\n".join(heads), size=SIZE + 1)
    _legend(sheet, lang, top - 0.62)
    sheet.box(left, top, width, size, color=PALE)
    _corners(sheet, made, lang, (top - 0.3, top + size + 0.3))
    for needy, color in ((False, BLUE), (True, ORANGE)):
        for across, up, count in _clusters(made.standing[made.needy == needy]):
            side = min(0.042 * count**0.5, 0.11)
            x, y = left + across / 100 * width, top + (100 - up) / 100 * size
            sheet.box(x - side / 2, y - side / 2, side, side, color=color)
    cut_x, cut_y = left + made.cuts[0] / 100 * width, top + (100 - made.cuts[1]) / 100 * size
    sheet.line([cut_x, cut_x], [top, top + size], dashed=True)
    sheet.line([left, left + width], [cut_y, cut_y], dashed=True)
    sheet.text(left, top + size + 0.66, bilingual(mark("↑ potential value (0–100)")).to(lang), size=SIZE - 1)
    axis = bilingual(mark("present value (0–100) →")).to(lang)
    sheet.text(left + width, top + size + 0.66, axis, size=SIZE - 1, align="right")
    return sheet


def _clusters(values: pd.DataFrame) -> list[tuple[float, float, int]]:
    """Return where retailers stand, those close together as one place with their number."""
    import numpy as np

    places = np.round(values.to_numpy() / STEP).astype(int)
    if not len(places):
        return []
    found, counts = np.unique(places, axis=0, return_counts=True)
    return [(x * STEP, y * STEP, n) for (x, y), n in zip(found.tolist(), counts.tolist(), strict=True)]


def _corners(sheet: Sheet, made: Matrix, lang: Lang, rows: tuple[float, float]) -> None:
    """Name each field, with its number, outside the plot beside its corner."""
    corners = {"low-high": (0, "left"), "high-high": (0, "right"), "low-low": (1, "left"), "high-low": (1, "right")}
    for one in made.fields:
        row, align = corners[one.id]
        words = bilingual(mark("{n} ({share})"), n=number(one.size), share=percent(one.share)).to(lang)
        text = f"{one.name.to(lang)}\n{words}"
        x = 0.2 if align == "left" else WIDTH - 0.2
        sheet.text(x, rows[row] + (0.06 if row == 0 else -0.04), text, size=SIZE - 1.5, align=align)  # type: ignore[arg-type]


def _legend(sheet: Sheet, lang: Lang, y: float) -> None:
    x = 0.2
    for color, msgid in ((BLUE, mark("all others")), (ORANGE, mark("disadvantaged"))):
        text = bilingual(msgid).to(lang)
        sheet.box(x, y - 0.06, 0.12, 0.12, color=color)
        sheet.text(x + 0.18, y, text, size=SIZE - 1)
        x += 0.45 + width_of(text, SIZE - 1)


def bands_figure(now: Banding, before: Banding, lang: Lang, *, title: Text) -> Figure:
    """Draw where the disadvantaged stand with the learner's weights and with those the lab begins with."""
    parts = [(_spread(one)) for one in (now, before)]
    rows = [
        Bar(_bands(low).to(lang), (a, b), (percent(a), percent(b)))
        for low, a, b in zip(range(BANDS - GROUP + 1, 0, -GROUP), *parts, strict=True)
    ]
    series = [bilingual(mark("disadvantaged, your weights")), bilingual(mark("with the weights at the start"))]
    said = [
        bilingual(mark("{bands}: {a} of the disadvantaged, at the start {b}."),
                  bands=_bands(low), a=percent(a), b=percent(b))
        for low, a, b in zip(range(BANDS - GROUP + 1, 0, -GROUP), *parts, strict=True)
    ]  # fmt: skip
    return Figure(
        sheet=bars(title.to(lang), [one.to(lang) for one in series], rows),
        alt=bilingual(mark(
            "Bar chart, {title}: the part of the disadvantaged in each five bands, with your weights and with those "
            "at the start; even would be 16.7%. The numbers are in the text."), title=title).to(lang),
        words=sentences(said, lang),
    )  # fmt: skip


def _spread(made: Banding) -> list[float]:
    """Return the part of the disadvantaged in each five bands, the highest first."""
    bands = made.bands[made.counted.needy]
    groups = (bands - 1) // GROUP
    return [float((groups == one).mean()) for one in range(BANDS // GROUP - 1, -1, -1)]


def _bands(low: int) -> Text:
    return bilingual(mark("bands {low}–{high}"), low=low, high=low + GROUP - 1)


#: The two typologies: names only in the five types, in both, only in the six.
FIVE_ONLY: Final = (mark("benefit-driven"), mark("trouble-making"))
SHARED: Final = (mark("rational"), mark("impulsive"), mark("habitual"))
SIX_ONLY: Final = (mark("economic"), mark("imaginative"), mark("undetermined"))


def typologies_figure(lang: Lang) -> Figure:
    """Draw the two typologies overlapping."""
    names = [[bilingual(one) for one in part] for part in (FIVE_ONLY, SHARED, SIX_ONLY)]
    columns = [
        (bilingual(mark("Only in the five")), names[0], BLUE),
        (bilingual(mark("In both")), names[1], GREEN),
        (bilingual(mark("Only in the six")), names[2], ORANGE),
    ]
    sheet = Sheet(WIDTH, 2.95)
    sheet.text(0.12, 0.18, bilingual(mark("The five types")).to(lang), size=SIZE + 1, color=BLUE)
    sheet.text(WIDTH - 0.12, 0.18, bilingual(mark("The six types")).to(lang), size=SIZE + 1, align="right")
    sheet.box(0.08, 0.38, 3.62, 2.3, color="none", edge=BLUE)
    sheet.box(1.9, 0.52, 3.62, 2.3, color="none", edge=INK)
    for place, (head, types, color) in enumerate(columns):
        x = 0.16 + 1.82 * place
        sheet.text(x + 0.82, 0.72, head.to(lang), size=SIZE - 1, align="center", color=INK)
        for row, one in enumerate(types):
            y = 0.92 + 0.56 * row
            sheet.box(x, y, 1.64, 0.44, color="white", edge=GREY)
            sheet.box(x, y, 0.07, 0.44, color=color)
            sheet.text(x + 0.85, y + 0.22, one.to(lang), align="center")
    said = [bilingual(mark("{head}: {types}."), head=head, types=_listed(types)) for head, types, _ in columns] + [
        bilingual(mark("Five and six make eleven names, but only eight different types."))
    ]
    return Figure(
        sheet=sheet,
        alt=bilingual(mark("Two overlapping frames: the five types and the six types; three types stand in both. "
                           "The types are named in the text.")).to(lang),
        words=sentences(said, lang),
    )  # fmt: skip


def _listed(types: list[Text]) -> Text:
    return Text("、".join(one.zh for one in types), ", ".join(one.en for one in types))
