"""The pictures of the lab, each with its alternative text and its numbers in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from fuwu.labs.figure import (
    BLUE,
    DEEP_GREEN,
    GREY,
    INK,
    ORANGE,
    PALE,
    SIZE,
    WIDTH,
    Align,
    Bar,
    Figure,
    Sheet,
    bars,
    width_of,
    wrap,
)
from fuwu.labs.kano.study import TYPES, Need, Study, structure_words
from fuwu.labs.kano.survey import LETTERS
from fuwu.labs.text import bilingual, mark, number, percent, sentences
from fuwu.model import Lang, Text

_LEFT, _TOP, _SIDE, _TALL = 0.2, 0.55, 4.2, 3.3  # the field of the drawing of six types, inches
_STEPS: Final = 24
_RED, _DIM = "#A63A00", "#666666"  # dark enough on white for text

_Curve = Callable[[float], float]

#: Curves over fulfilment 0..1, satisfaction -1..1, and at which satisfaction the label stands on the right.
_CURVES: Final[tuple[tuple[str, str, _Curve, float, bool], ...]] = (
    (mark("delight"), DEEP_GREEN, lambda x: 0.06 + 0.9 * x**2.6, 0.96, False),
    (mark("expected"), BLUE, lambda x: 1.4 * (x - 0.5), 0.7, False),
    (mark("basic"), INK, lambda x: -0.08 - 0.9 * (1 - x) ** 2.6, -0.13, False),
    (mark("secondary"), _DIM, lambda x: 0.06 * (x - 0.5), 0.07, True),
    (mark("reverse"), _RED, lambda x: 0.25 - 1.1 * x, -0.85, True),
)

_SIX_WORDS: Final = (
    mark("Delight: answering it by feature service lifts satisfaction by a large step."),
    mark("Expected: satisfaction rises in proportion as it is met."),
    mark("Basic: the foundation; it brings no high satisfaction, but the company must serve it."),
    mark("Problem: not a line; answering it demands high service skill of the staff."),
    mark("Reverse: the more of it is provided, the more dissatisfied the customer."),
    mark("Secondary: met or not, satisfaction changes little; it need not be met first."),
)


def six_figure(lang: Lang) -> Figure:
    """Draw fulfilment against satisfaction for the six types of the notes."""
    words = [bilingual(one) for one in _SIX_WORDS]
    note = bilingual(mark("The shapes follow the public Kano model and are illustrative, not official."))
    return Figure(
        sheet=_six(lang),
        alt=bilingual(mark("Drawing: how fully a need is met (across) against satisfaction (upwards). Five lines, for "
                           "delight, expected, basic, secondary and reverse needs, and a box for problem needs. What "
                           "each shows is in the text.")).to(lang),
        words=sentences([*words, note], lang),
    )  # fmt: skip


def _six(lang: Lang) -> Sheet:
    sheet = Sheet(WIDTH, _TOP + _TALL + 1.25)
    middle = _TOP + _TALL / 2
    title = bilingual(mark("Six types of need (the notes say “five”, list six): met and satisfied")).to(lang)
    sheet.text(0.1, 0.2, title, size=SIZE + 1)
    sheet.line([_LEFT, _LEFT + _SIDE], [middle, middle], color=GREY)
    sheet.line([_LEFT + _SIDE / 2] * 2, [_TOP, _TOP + _TALL], color=GREY)
    for label, at in ((mark("satisfied"), _TOP), (mark("dissatisfied"), _TOP + _TALL - 0.05)):
        sheet.text(_LEFT + _SIDE / 2 + 0.06, at, bilingual(label).to(lang), size=SIZE - 1)
    bottom = _TOP + _TALL + 0.14
    sheet.text(_LEFT, bottom, bilingual(mark("← not met")).to(lang), size=SIZE - 1)
    sheet.text(_LEFT + _SIDE, bottom, bilingual(mark("fully met →")).to(lang), size=SIZE - 1, align="right")
    for name, color, curve, label_at, dashed in _CURVES:
        xs = [place / _STEPS for place in range(_STEPS + 1)]
        sheet.line(
            [_LEFT + _SIDE * x for x in xs], [middle - _TALL / 2 * curve(x) for x in xs], color=color, dashed=dashed
        )
        sheet.text(_LEFT + _SIDE + 0.08, middle - _TALL / 2 * label_at, bilingual(name).to(lang), color=color)
    top = _TOP + _TALL + 0.3
    sheet.box(0.1, top, WIDTH - 0.2, 0.8, color=PALE, edge=ORANGE)
    said = mark("Problem need: no line. The notes say only that it demands high service skill, not how it relates to "
                "satisfaction.")  # fmt: skip
    sheet.text(0.25, top + 0.4, bilingual(said).to(lang), width=WIDTH - 0.5)
    return sheet


def quadrants_figure(study: Study, lang: Lang, *, title: Text) -> Figure:
    """Draw each need at its two coefficients, with their intervals, in four quadrants."""
    placed = [one for one in study.needs if one.verdict.better is not None]
    said = [_coefficients(one) for one in placed]
    return Figure(
        sheet=_quadrants(placed, lang, title.to(lang)),
        alt=bilingual(mark("Quadrant chart, {title}: what leaving a need out costs (across) against what meeting it "
                           "adds (upwards), {n} needs. The numbers are in the text."),
                      title=title, n=len(placed)).to(lang),
        words=sentences(said, lang),
    )  # fmt: skip


def _coefficients(need: Need) -> Text:
    one = need.verdict
    return bilingual(mark("{need}: better {better}{first}, worse {worse}{second}."), need=need.label,
                      better=_two(one.better), worse=_two(one.worse), first=_between(one.better_interval),
                      second=_between(one.worse_interval))  # fmt: skip


def _two(value: float | None) -> str:
    return "–" if value is None else f"{value:z.2f}".replace("-", "−")


def _between(interval: tuple[float, float] | None) -> Text:
    if interval is None:
        return Text(zh="", en="")
    return bilingual(mark(" ({low} to {high})"), low=_two(interval[0]), high=_two(interval[1]))


#: Where a quadrant's name stands (worse, better), and which type it is named after.
_CORNERS: Final[tuple[tuple[float, float, str, Align], ...]] = (
    (0.02, 0.97, "A", "left"),
    (0.98, 0.97, "O", "right"),
    (0.98, 0.03, "M", "right"),
    (0.02, 0.03, "I", "left"),
)
_COLORS: Final = {"M": INK, "O": BLUE, "A": DEEP_GREEN, "I": _DIM, "R": _RED, "Q": ORANGE, "": ORANGE}


def _quadrants(needs: Sequence[Need], lang: Lang, title: str) -> Sheet:
    heads = wrap(title, WIDTH - 0.2, SIZE + 1)
    top, left, side = 0.42 + 0.2 * len(heads), 0.62, WIDTH - 0.82
    key = [wrap(f"{one.label.to(lang)} · {_type(one, lang)}", WIDTH - 0.2, SIZE - 2) for one in needs]
    lines = [line for part in key for line in part]
    sheet = Sheet(WIDTH, top + side + 0.62 + 0.17 * len(lines))
    sheet.text(0.1, 0.1 + 0.1 * len(heads), "\n".join(heads), size=SIZE + 1)
    sheet.box(left, top, side, side, color="white", edge=GREY)
    sheet.line([left + side / 2] * 2, [top, top + side], color=GREY, dashed=True)
    sheet.line([left, left + side], [top + side / 2] * 2, color=GREY, dashed=True)
    for x, y, letter, align in _CORNERS:
        name = bilingual(TYPES[letter]).to(lang)
        sheet.text(left + side * x, top + side * (1 - y), name, size=SIZE - 1, color=_DIM, align=align)
    for value in (0, 0.5, 1):
        sheet.text(left - 0.08, top + side * (1 - value), f"{value:g}", size=SIZE - 2, align="right")
        sheet.text(left + side * value, top + side + 0.13, f"−{value:g}" if value else "0", size=SIZE - 2,
                   align="center")  # fmt: skip
    sheet.text(left + side / 2, top + side + 0.33, bilingual(mark("Worse: leaving it out displeases →")).to(lang),
               size=SIZE - 1, align="center")  # fmt: skip
    sheet.text(0.1, top - 0.14, bilingual(mark("Better: meeting it satisfies ↑")).to(lang), size=SIZE - 1)
    _points(sheet, needs, left=left, top=top, side=side)
    for place, line in enumerate(lines):
        sheet.text(0.1, top + side + 0.58 + 0.17 * place, line, size=SIZE - 2)
    return sheet


def _type(need: Need, lang: Lang) -> str:
    name = bilingual(TYPES[need.verdict.category])
    if need.verdict.settled:
        return name.to(lang)
    return bilingual(mark("{type}, not settled"), type=name).to(lang)


def _points(sheet: Sheet, needs: Sequence[Need], *, left: float, top: float, side: float) -> None:
    """Draw the intervals as crosses, the needs as squares, and their numbers where they do not cover one another."""
    taken: list[tuple[float, float]] = []
    for need in needs:
        one, color = need.verdict, _COLORS[need.verdict.category]
        x, y = left - side * (one.worse or 0), top + side * (1 - (one.better or 0))
        if one.better_interval and one.worse_interval:
            sheet.line([x, x], [top + side * (1 - limit) for limit in one.better_interval], color=color)
            sheet.line([left - side * limit for limit in one.worse_interval], [y, y], color=color)
        sheet.box(x - 0.05, y - 0.05, 0.1, 0.1, color=color)
        at = _free(x, y, taken)
        taken += [(x, y), at]
        sheet.text(*at, need.id, size=SIZE - 1, align="center")


def _free(x: float, y: float, taken: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return a place for a label near the point, clear of what is there already if one of eight places is."""
    wide, high = width_of("N00", SIZE - 1), 0.15
    places = [(x + dx * (wide / 2 + 0.1), y + dy * 0.15) for dx, dy in
              ((1, -1), (1, 1), (-1, -1), (-1, 1), (1, 0), (-1, 0), (0, -1.3), (0, 1.3))]  # fmt: skip
    clear = [
        (a, b) for a, b in places
        if all(abs(a - c) > wide * 0.8 or abs(b - d) > high for c, d in taken) and wide < a < WIDTH - wide
    ]  # fmt: skip
    return clear[0] if clear else places[0]


def structure_figure(study: Study, lang: Lang, *, title: Text) -> Figure:
    """Draw each category's part of the needs and of the answers."""
    every = study.total()
    rows = [
        Bar(
            bilingual(TYPES[letter]).to(lang),
            (len(study.of(letter)) / len(study.needs), study.total(letter) / every if every else 0.0),
            (f"{len(study.of(letter))} ({percent(len(study.of(letter)) / len(study.needs))})",
             f"{number(study.total(letter))} ({percent(study.total(letter) / every if every else 0)})"),
        )
        for letter in LETTERS
    ]  # fmt: skip
    series = [bilingual(mark("part of the needs")), bilingual(mark("part of the answers"))]
    return Figure(
        sheet=bars(title.to(lang), [one.to(lang) for one in series], rows),
        alt=bilingual(mark("Bar chart, {title}: for each of six categories its part of the needs and of the answers. "
                           "The numbers are in the text."), title=title).to(lang),
        words=sentences(structure_words(study), lang),
    )  # fmt: skip


def marks_figure(study: Study, lang: Lang, *, title: Text) -> Figure:
    """Draw importance and satisfaction of each need, the least satisfied first, each as a part of its full marks."""
    ranked = sorted(study.needs, key=lambda one: (one.satisfaction is None, one.satisfaction or 0, one.id))
    rows = [
        Bar(
            one.label.to(lang),
            ((one.importance or 0) / 10, (one.satisfaction or 0) / 5),
            tuple("–" if value is None else number(value) for value in (one.importance, one.satisfaction)),
        )
        for one in ranked
    ]
    series = [bilingual(mark("importance (of 10)")), bilingual(mark("satisfaction (of 5)"))]
    said = [
        bilingual(mark("{need}: importance {importance}, satisfaction {satisfaction}."), need=one.label,
                  importance=row.texts[0], satisfaction=row.texts[1])
        for one, row in zip(ranked, rows, strict=True)
    ]  # fmt: skip
    return Figure(
        sheet=_named_bars(title.to(lang), [one.to(lang) for one in series], rows),
        alt=bilingual(mark("Bar chart, {title}: importance and satisfaction of {n} needs, the least satisfied first. "
                           "The numbers are in the text."), title=title, n=len(rows)).to(lang),
        words=sentences(said, lang),
    )  # fmt: skip


def _named_bars(title: str, series: Sequence[str], rows: Sequence[Bar]) -> Sheet:
    """Draw bars (values 0 to 1) under their names, which are too long to stand beside them."""
    heads = wrap(title, WIDTH - 0.2, SIZE + 1)
    top = 0.22 + 0.2 * len(heads)
    thick, row_height = 0.14, 0.2 + 0.14 * len(series) + 0.1
    sheet = Sheet(WIDTH, top + 0.3 + row_height * len(rows))
    sheet.text(0.1, 0.1 + 0.1 * len(heads), "\n".join(heads), size=SIZE + 1)
    x = 0.1
    for name, color in zip(series, (BLUE, ORANGE), strict=True):
        sheet.box(x, top - 0.02, 0.14, 0.12, color=color)
        sheet.text(x + 0.2, top + 0.04, name, size=SIZE - 1)
        x += 0.4 + width_of(name, SIZE - 1)
    for place, row in enumerate(rows):
        y = top + 0.3 + row_height * place
        sheet.text(0.1, y + 0.06, row.label, size=SIZE - 1)
        for at, (value, text, color) in enumerate(zip(row.values, row.texts, (BLUE, ORANGE), strict=True)):
            length = value * (WIDTH - 0.7)
            sheet.box(0.1, y + 0.18 + thick * at, length, thick - 0.02, color=color)
            sheet.text(0.16 + length, y + 0.24 + thick * at, text, size=SIZE - 2)
    return sheet
