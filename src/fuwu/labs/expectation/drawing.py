"""The pictures of the expectation lab, each with its alternative text and its numbers in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fuwu.labs.expectation.model import Customer, Month, counted
from fuwu.labs.figure import (
    BLUE,
    DEEP_GREEN,
    GREY,
    INK,
    ORANGE,
    PALE,
    SIZE,
    WIDTH,
    Figure,
    Sheet,
    width_of,
    wrap,
)
from fuwu.labs.text import bilingual, mark, number, percent, sentences
from fuwu.model import Lang, Text

FACTORS: Final = (mark("Past experience"), mark("Others' recommendation"), mark("Company's publicity"))
VERMILION: Final = "#D55E00"  # Okabe and Ito's; dark enough for a thin line
PLACES: Final = {
    "below": mark("below the zone of tolerance"),
    "inside": mark("inside the zone of tolerance"),
    "above": mark("above the zone of tolerance"),
}
NUMBER_HIGH: Final = 0.17  # inches a number needs
LABEL_HIGH: Final = 0.16  # inches the name of a line needs below it
SHORT: Final = {"below": mark("below"), "inside": mark("inside"), "above": mark("above")}


def signed(value: float) -> str:
    """Return a difference with its sign.

    Examples
    --------
    >>> signed(3.875), signed(-11.625), signed(-0.04)
    ('+3.9', '\N{MINUS SIGN}11.6', '0')
    """
    made = f"{round(value, 1) + 0.0:+.1f}".removesuffix(".0")
    return "0" if made in {"+0", "-0"} else made.replace("-", "\N{MINUS SIGN}")


def formation_figure(customer: Customer, month: Month, lang: Lang) -> Figure:
    """Draw three factors making an expectation, which is compared with perception and gives satisfaction."""
    values = (month.experience, month.recommendation, month.heard)
    weights = counted(customer, month.trust)
    shares = [one / sum(weights) for one in weights]
    parts = [
        bilingual(mark("{factor} {value} points, weight {weight}"), factor=bilingual(name), value=number(value),
                  weight=percent(share))
        for name, value, share in zip(FACTORS, values, shares, strict=True)
    ]  # fmt: skip
    said = [bilingual(
        mark("Three factors: {one}; {two}; {three}. Together they make an expectation of {expectation} points. "
             "Perceived service is {perceived}, so the difference is {difference}: {place}. What is perceived "
             "becomes part of next month's past experience."),
        one=parts[0], two=parts[1], three=parts[2], expectation=number(month.expectation),
        perceived=number(month.perceived), difference=signed(month.difference),
        place=bilingual(PLACES[month.place]))]  # fmt: skip
    if not any(customer.weights):
        said.append(bilingual(mark("No factor has been given any weight, so the three count equally.")))
    return Figure(
        sheet=_formation(values, shares, month, lang),
        alt=bilingual(mark("A diagram: three factors lead to expectation; expectation and perceived service lead to "
                           "satisfaction; an arrow leads from perceived service back to past experience. The "
                           "numbers are in the text.")).to(lang),
        words=sentences(said, lang),
    )  # fmt: skip


def _formation(values: Sequence[float], shares: Sequence[float], month: Month, lang: Lang) -> Sheet:
    sheet = Sheet(WIDTH, 3.15)
    left, wide, tall, middle, right = 0.3, 1.75, 0.62, 2.5, 4.2
    for place, (name, value, share) in enumerate(zip(FACTORS, values, shares, strict=True)):
        y = 0.12 + place * 0.82
        _card(sheet, left, y, wide, bilingual(name).to(lang), number(value), color=BLUE)
        _arrow(sheet, (left + wide, y + tall / 2), (middle, 0.94))
        weight = bilingual(mark("weight {n}"), n=percent(share)).to(lang)
        sheet.text(left + wide / 2, y + tall + 0.09, weight, size=SIZE - 2, align="center")
    _card(sheet, middle, 0.63, 1.25, bilingual(mark("Expectation")).to(lang), number(month.expectation), color=BLUE)
    perceived = bilingual(mark("Perceived service")).to(lang)
    _card(sheet, middle, 1.95, 1.25, perceived, number(month.perceived), color=DEEP_GREEN)
    color = ORANGE if month.place == "below" else DEEP_GREEN
    title = bilingual(mark("Satisfaction")).to(lang)
    _card(sheet, right, 1.27, 1.3, title, signed(month.difference), color=color)
    sheet.text(right + 0.65, 2.1, bilingual(PLACES[month.place]).to(lang), size=SIZE - 2, align="center", width=1.3)
    _arrow(sheet, (middle + 1.25, 0.94), (right, 1.45))
    _arrow(sheet, (middle + 1.25, 2.26), (right, 1.7))
    sheet.line([middle + 0.62, middle + 0.62, 0.12, 0.12], [2.57, 2.85, 2.85, 0.43], color=GREY)
    _arrow(sheet, (0.12, 0.43), (left, 0.43), color=GREY)
    loop = bilingual(mark("next month this is past experience")).to(lang)
    sheet.text(WIDTH / 2 - 1, 2.99, loop, size=SIZE - 2, align="center")
    return sheet


def _card(sheet: Sheet, x: float, y: float, wide: float, title: str, value: str, *, color: str) -> None:
    ink = INK if color == ORANGE else "white"
    sheet.box(x, y, wide, 0.62, color=color)
    sheet.text(x + wide / 2, y + 0.2, title, size=SIZE - 1, color=ink, align="center")
    sheet.text(x + wide / 2, y + 0.44, value, size=SIZE + 1, color=ink, align="center")


def _arrow(sheet: Sheet, start: tuple[float, float], end: tuple[float, float], *, color: str = INK) -> None:
    """Draw a line with a head of two short strokes."""
    (x, y), (to_x, to_y) = start, end
    sheet.line([x, to_x], [y, to_y], color=color)
    length = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5 or 1
    along, across = (to_x - x) / length * 0.09, (to_y - y) / length * 0.09
    sheet.line(
        [to_x - along + across / 2, to_x, to_x - along - across / 2],
        [to_y - across - along / 2, to_y, to_y - across + along / 2], color=color)  # fmt: skip


def zone_figure(rows: Sequence[tuple[Text, Month]], lang: Lang) -> Figure:
    """Draw each customer's zone of tolerance with expectation and perceived service in it."""
    said = [
        bilingual(
            mark("{name}: expectation {expectation}, perceived {perceived}, difference {difference}; zone of "
                 "tolerance {adequate} to {desired}: {place}."),
            name=name, expectation=number(one.expectation), perceived=number(one.perceived),
            difference=signed(one.difference), adequate=number(one.adequate), desired=number(one.desired),
            place=bilingual(PLACES[one.place]))
        for name, one in rows
    ]  # fmt: skip
    return Figure(
        sheet=_zones(rows, lang),
        alt=bilingual(mark("For each of {n} rows a band from adequate to desired service, a dashed line at the "
                           "expectation and a square at the perceived service. The numbers are in the text."),
                      n=len(rows)).to(lang),
        words=sentences(said, lang),
    )  # fmt: skip


def _zones(rows: Sequence[tuple[Text, Month]], lang: Lang) -> Sheet:
    top, row = 0.62, 0.66
    sheet = Sheet(WIDTH, top + row * len(rows) + 0.3)
    low = min(60.0, *(10 * ((min(one.perceived, one.adequate) - 1) // 10) for _, one in rows))
    axis = _Axis(low=max(0.0, low), high=100.0, start=0.3, end=WIDTH - 0.3)
    _zone_key(sheet, lang)
    for place, (name, one) in enumerate(rows):
        y = top + place * row
        state = bilingual(mark("{name}: difference {difference}, {place}"), name=name,
                          difference=signed(one.difference), place=bilingual(PLACES[one.place])).to(lang)  # fmt: skip
        sheet.text(0.1, y, state, size=SIZE - 1)
        left, right = axis.at(one.adequate), axis.at(one.desired)
        sheet.box(left, y + 0.15, right - left, 0.26, color="#B8D4E8")
        sheet.line([axis.at(one.expectation)] * 2, [y + 0.11, y + 0.45], dashed=True)
        color = ORANGE if one.place == "below" else DEEP_GREEN
        sheet.box(axis.at(one.perceived) - 0.07, y + 0.21, 0.14, 0.14, color=color, edge=INK)
    foot = top + row * len(rows) + 0.02
    sheet.line([axis.start, axis.end], [foot, foot], color=GREY)
    for tick in range(int(axis.low), 101, 10):
        sheet.text(axis.at(tick), foot + 0.13, str(tick), size=SIZE - 2, align="center")
    return sheet


def _zone_key(sheet: Sheet, lang: Lang) -> None:
    texts = [bilingual(one).to(lang) for one in (mark("zone of tolerance"), mark("expectation"), mark("perceived"))]
    x, y = 0.1, 0.22
    for place, text in enumerate(texts):
        if place == 0:
            sheet.box(x, y - 0.07, 0.28, 0.14, color="#B8D4E8")
        elif place == 1:
            sheet.line([x + 0.14, x + 0.14], [y - 0.13, y + 0.13], dashed=True)
        else:
            sheet.box(x + 0.07, y - 0.07, 0.14, 0.14, color=DEEP_GREEN, edge=INK)
        sheet.text(x + 0.36, y, text, size=SIZE - 1)
        x += 0.36 + width_of(text, SIZE - 1) + 0.25


@dataclass(frozen=True)
class _Axis:
    """Points along a line of the sheet."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        within = min(max(value, self.low), self.high)
        return self.start + (within - self.low) / (self.high - self.low) * (self.end - self.start)


def months_figure(runs: Sequence[tuple[Text, Sequence[Month]]], lang: Lang, *, slack: float) -> Figure:
    """Draw two policies month by month: the difference above, the perceived service below."""
    said = [_run_words(name, run) for name, run in runs]
    return Figure(
        sheet=_months(runs, lang, slack=slack),
        alt=bilingual(mark("Two line charts over {n} months, one line for each of two policies: above, perceived "
                           "service less expectation; below, perceived service. The numbers are in the text."),
                      n=len(runs[0][1])).to(lang),
        words="\n".join(one.to(lang) for one in said),
    )  # fmt: skip


def _run_words(name: Text, run: Sequence[Month]) -> Text:
    first, last = run[0], run[-1]
    return bilingual(
        mark("{name}: in month 1 expectation {expected}, perceived {perceived}, difference {difference}; in month "
             "{n} expectation {later_expected}, perceived {later}, difference {later_difference}, trust {trust}. "
             "Months below the zone of tolerance: {below}."),
        name=name, expected=number(first.expectation), perceived=number(first.perceived),
        difference=signed(first.difference), n=last.number, later_expected=number(last.expectation),
        later=number(last.perceived), later_difference=signed(last.difference), trust=percent(last.trust),
        below=sum(one.place == "below" for one in run))  # fmt: skip


def _months(runs: Sequence[tuple[Text, Sequence[Month]]], lang: Lang, *, slack: float) -> Sheet:
    names = [name.to(lang) for name, _ in runs]
    key = [line for name in names for line in wrap(name, WIDTH - 0.8, SIZE - 1)[:1]]
    top = 0.12 + 0.22 * len(key)
    sheet = Sheet(WIDTH, top + 3.5)
    for place, name in enumerate(key):
        y = 0.18 + 0.22 * place
        sheet.line([0.1, 0.5], [y, y], color=(VERMILION, BLUE)[place], dashed=place == 0)
        _dots(sheet, [0.3], [y], place)
        sheet.text(0.6, y, name, size=SIZE - 1)
    differences = [[one.difference for one in run] for _, run in runs]
    perceived = [[one.perceived for one in run] for _, run in runs]
    above = bilingual(mark("Perceived less expected (points)")).to(lang)
    below = bilingual(mark("Perceived service (points)")).to(lang)
    _panel(sheet, top + 0.1, above, differences, limit=-slack, limit_text=bilingual(mark("adequate")).to(lang))
    _panel(sheet, top + 1.75, below, perceived)
    sheet.text(WIDTH - 0.1, top + 3.38, bilingual(mark("month")).to(lang), size=SIZE - 2, align="right")
    return sheet


def _panel(
    sheet: Sheet, top: float, title: str, series: Sequence[Sequence[float]], *,
    limit: float | None = None, limit_text: str = "",
) -> None:  # fmt: skip
    """Draw lines over months below `top`: 1.5 inches high, first and last values written."""
    everything = [value for one in series for value in one] + ([limit, 0.0] if limit is not None else [])
    low, high = min(everything) - 1.5, max(everything) + 1.5
    head, foot, start, end = top + 0.28, top + 1.35, 0.55, WIDTH - 0.6
    if limit is not None:  # its name stands under its line and above the numbers of the months
        part = LABEL_HIGH / (foot - head)
        low = min(low, (limit - part * high) / (1 - part))
    sheet.text(0.1, top + 0.08, title, size=SIZE - 1)

    def down(value: float) -> float:
        return foot - (value - low) / (high - low) * (foot - head)

    step = (end - start) / max(1, len(series[0]) - 1)
    xs = [start + place * step for place in range(len(series[0]))]
    sheet.box(start - 0.1, head, end - start + 0.2, foot - head, color=PALE)
    if limit is not None:
        sheet.line([start - 0.1, end + 0.1], [down(0.0)] * 2, color=GREY)
        sheet.line([start - 0.1, end + 0.1], [down(limit)] * 2, color=GREY, dashed=True)
        sheet.text(end, down(limit) + 0.1, limit_text, size=SIZE - 3, align="right")
    write = number if limit is None else signed
    for place, values in enumerate(series):
        color, other = (VERMILION, BLUE)[place], series[1 - place] if len(series) > 1 else values
        ys = [down(value) for value in values]
        sheet.line(xs, ys, color=color, dashed=place == 0)
        _dots(sheet, xs, ys, place)
        for at, x in ((0, start - 0.13), (-1, end + 0.13)):
            if place == 1 or write(values[at]) != write(other[at]) or len(series) == 1:
                y = ys[at] + _nudge(values[at], other[at], (high - low) / (foot - head))
                sheet.text(x, y, write(values[at]), size=SIZE - 2, align="left" if at else "right")
    for place, x in enumerate(xs):
        sheet.text(x, foot + 0.12, str(place + 1), size=SIZE - 2, align="center")


def _nudge(value: float, other: float, points_an_inch: float) -> float:
    """Move a number off the other line's where the two would overlap."""
    apart = abs(value - other) / points_an_inch
    if value == other or apart >= NUMBER_HIGH:
        return 0.0
    return (apart - NUMBER_HIGH) / 2 * (1 if value > other else -1)


def _dots(sheet: Sheet, xs: Sequence[float], ys: Sequence[float], place: int) -> None:
    """Mark the second line's points, so that lines differ by more than colour."""
    if place == 1:
        for x, y in zip(xs, ys, strict=True):
            sheet.box(x - 0.03, y - 0.03, 0.06, 0.06, color=BLUE)
