"""The pictures of the lapse lab, each with its alternative text and its numbers in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Final

from fuwu.labs.figure import BLUE, DEEP_GREEN, GREY, INK, ORANGE, PALE, SIZE, WIDTH, Bar, Figure, Sheet, bars, wrap
from fuwu.labs.lapse.causes import CAUSES, FINDINGS, NO_ANSWER
from fuwu.labs.lapse.cohort import NAMES
from fuwu.labs.lapse.detect import MONTHS, Rule
from fuwu.labs.lapse.survival import Curve
from fuwu.labs.lapse.verify import Case, Suspect
from fuwu.labs.text import bilingual, listing, mark, number, percent, sentences
from fuwu.model import Lang, Text

LEFT, RIGHT, TALL = 0.5, 0.32, 2.1
BASE_MONTHS: Final = 12
MONTH_NAMES = (
    mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"), mark("July"),
    mark("August"), mark("September"), mark("October"),
)  # fmt: skip
COLORS = (BLUE, ORANGE, DEEP_GREEN, INK, GREY, "#CC79A7", "#56B4E9")
SAID = 6  # months of the text, the last ones


def month(place: int) -> Text:
    """Return a month of 2026 by its place in the data."""
    return bilingual(MONTH_NAMES[place])


class _Chart:
    """A plot with a y axis from 0, on a sheet; x runs from 0 to `last`."""

    def __init__(self, title: str, last: float, top: float, *, below: float = 0.5) -> None:
        heads = wrap(title, WIDTH - 0.2, SIZE + 1)
        self._y0 = 0.3 + 0.2 * len(heads)
        self.sheet = Sheet(WIDTH, self._y0 + TALL + below)
        self.sheet.text(0.1, 0.1 + 0.1 * len(heads), "\n".join(heads), size=SIZE + 1)
        self._last, self._top = last, top
        self.bottom = self._y0 + TALL

    def x(self, value: float) -> float:
        """Return inches from the left."""
        return LEFT + value / self._last * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        """Return inches from the top."""
        return self.bottom - min(value / self._top, 1) * TALL

    def grid(self, ticks: Sequence[float], texts: Sequence[str]) -> None:
        """Draw horizontal lines with their numbers."""
        for tick, text in zip(ticks, texts, strict=True):
            self.sheet.line([LEFT, WIDTH - RIGHT], [self.y(tick)] * 2, color=INK if not tick else PALE)
            self.sheet.text(LEFT - 0.07, self.y(tick), text, size=SIZE - 2, align="right")

    def line(self, xs: Sequence[float], ys: Sequence[float], *, color: str, dashed: bool = False) -> None:
        """Draw a line through points of the plot."""
        self.sheet.line([self.x(one) for one in xs], [self.y(one) for one in ys], color=color, dashed=dashed)

    def key(self, entries: Sequence[tuple[str, str]], row: int = 0) -> None:
        """Write the meaning of colours below, spread over the width."""
        for place, (text, color) in enumerate(entries):
            x = LEFT + place * (WIDTH - LEFT - RIGHT) / max(len(entries), 2)
            y = self.bottom + 0.36 + 0.2 * row
            self.sheet.box(x, y - 0.02, 0.22, 0.05, color=color)
            self.sheet.text(x + 0.28, y, text, size=SIZE - 2)


def _ticks(top: float) -> tuple[list[float], float]:
    """Return round numbers from 0 to at least `top`, and the last of them."""
    step = next(one for one in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 5000) if one * 5 >= top)
    count = max(1, ceil(top / step))
    return [float(step * place) for place in range(count + 1)], float(step * count)


def falling_figure(case: Case, retailer: str, rule: Rule, lang: Lang, *, name: Text, upto: int = len(MONTHS)) -> Figure:
    """Draw one retailer's orders of 2025 and 2026 against what was due at its own level, the season allowed for.

    Only the first `upto` months of 2026 are drawn and told; the axes stay as for all of them.
    """
    past, row = case.past, case.past.row(retailer)
    due = past.due(rule.season)[row]
    base = [0.0 if one != one else float(one) for one in past.base[row]]  # noqa: PLR0124 (only NaN differs from itself)
    got = [*base, *map(float, past.got[row])]
    ticks, top = _ticks(max(*got, *due, 1.0))
    title = bilingual(mark("{name}: cartons ordered a month"), name=name)
    chart = _Chart(title.to(lang), len(got) - 1, top)
    got, due = got[: BASE_MONTHS + upto], due[:upto]
    for place, is_low in enumerate(past.got[row][:upto] < rule.below * due):
        if is_low:
            x = chart.x(BASE_MONTHS + place)
            chart.sheet.box(x - 0.1, chart.y(top), 0.2, TALL, color="#FBE6C2")
    chart.grid(ticks, [number(one) for one in ticks])
    later = range(BASE_MONTHS, len(got))
    chart.line(later, due, color=GREY, dashed=True)
    chart.line(later, due * rule.below, color=ORANGE, dashed=True)
    chart.line(range(len(got)), got, color=BLUE)
    for place in range(0, BASE_MONTHS + len(MONTHS), 3):
        label = f"{2025 + place // 12}-{place % 12 + 1:02d}"
        chart.sheet.text(chart.x(place), chart.bottom + 0.14, label, size=SIZE - 3, align="center")
    limit = bilingual(mark("limit {share}"), share=percent(rule.below))
    names = [(mark("ordered"), BLUE), (mark("due"), GREY)]
    chart.key([*((bilingual(one).to(lang), color) for one, color in names), (limit.to(lang), ORANGE)])
    return Figure(
        chart.sheet,
        bilingual(mark("Line chart: the monthly orders of {name} in 2025 and 2026 (solid), what was due in 2026 and "
                       "the limit of the rule (dashed); low months are shaded. The numbers are in the text."),
                  name=name).to(lang),
        _falling_words(case, retailer, rule, name, upto).to(lang),
    )  # fmt: skip


def _falling_words(case: Case, retailer: str, rule: Rule, name: Text, upto: int) -> Text:
    past, row = case.past, case.past.row(retailer)
    due = past.due(rule.season)[row]
    shares = (past.got[row] / due)[:upto]
    lows = [month(place) for place, one in enumerate(shares) if one < rule.below]
    numbers = [
        bilingual(mark("{month} {got} of {due} ({share})"), month=month(place), got=number(past.got[row, place]),
                  due=number(round(float(due[place]), 1)), share=percent(float(shares[place])))
        for place in range(upto)
    ]  # fmt: skip
    return bilingual(
        mark("{name}: ordinary month {level} cartons. Ordered in 2026, of what was due: {numbers}. Below {limit}: "
             "{lows}."),
        name=name, level=number(round(float(past.level[row]), 1)), numbers=listing(numbers),
        limit=percent(rule.below), lows=listing(lows) if lows else bilingual(mark("no month")))  # fmt: skip


def survival_figure(curves: Mapping[str, Curve], by: str, lang: Lang, *, title: Text) -> Figure:
    """Draw a step curve a class; the y axis starts where it still shows the differences."""
    until = max((curve.end for curve in curves.values()), default=1)
    rows = ceil(len(curves) / 3)
    lowest = min((step.survival for curve in curves.values() for step in curve.steps), default=1.0)
    floor = min(0.9, int(lowest * 10 - 0.5) / 10)
    chart = _Chart(title.to(lang), until, 1 - floor, below=0.6 + 0.2 * rows)
    levels = [floor + place / 20 for place in range(round((1 - floor) * 20) + 1)]
    chart.grid([one - floor for one in levels], [percent(round(one, 2)) for one in levels])
    names = [bilingual(NAMES[by].get(name, name)).to(lang) for name in curves]
    for color, curve in zip(COLORS, curves.values(), strict=False):
        xs, ys = _stairs(curve, until)
        chart.line(xs, [max(0.0, one - floor) for one in ys], color=color)
    for place in range(int(until) + 1):
        chart.sheet.text(chart.x(place), chart.bottom + 0.14, str(place), size=SIZE - 3, align="center")
    axis = bilingual(mark("months since January 2026")).to(lang)
    chart.sheet.text(WIDTH - RIGHT, chart.bottom + 0.32, axis, size=SIZE - 2, align="right")
    entries = list(zip(names, COLORS, strict=False))
    for row in range(rows):
        chart.key(entries[3 * row : 3 * row + 3], row + 1)
    said = [_curve_words(name, by, curve) for name, curve in curves.items()]
    return Figure(
        chart.sheet,
        bilingual(mark("Step curves, {title}: the share of retailers not yet lapsed, by months since January 2026. "
                       "The axis does not start at 0. The numbers are in the text."), title=title).to(lang),
        sentences(said, lang),
    )  # fmt: skip


def _stairs(curve: Curve, until: float) -> tuple[list[float], list[float]]:
    xs, ys = [0.0], [1.0]
    for step in curve.steps:
        xs += [step.time, step.time]
        ys += [ys[-1], step.survival]
    return [*xs, min(curve.end, until)], [*ys, ys[-1]]


def _curve_words(name: str, by: str, curve: Curve) -> Text:
    step = curve.at(curve.end)
    values = {"name": bilingual(NAMES[by].get(name, name)), "n": number(curve.n), "months": number(curve.end)}
    if step is None:
        return bilingual(mark("{name}: of {n} retailers nobody lapsed within {months} months."), **values)
    return bilingual(
        mark("{name}: {n} retailers, {events} lapsed; after {months} months {s} remain (95% interval {low} to "
             "{high})."),
        **values, events=number(curve.events), s=percent(step.survival), low=percent(step.low),
        high=percent(step.high))  # fmt: skip


def causes_figure(suspects: Sequence[Suspect], lang: Lang, *, title: Text) -> Figure:
    """Draw how many lapsed for each of the seven causes, and what they bought less in a year."""
    rows, said = [], []
    for finding in [*(one.id for one in CAUSES), NO_ANSWER]:
        those = [one for one in suspects if one.finding == finding]
        value = sum(one.value for one in those) / 10_000
        name = bilingual(FINDINGS[finding])
        rows.append(Bar(name.to(lang), (len(those),), (number(len(those)),)))
        said.append(bilingual(mark("{name}: {n} retailers, {value} ten thousand yuan of purchases lost a year."),
                              name=name, n=number(len(those)), value=number(round(value, 1))))  # fmt: skip
    return Figure(
        bars(title.to(lang), [bilingual(mark("retailers")).to(lang)], rows),
        bilingual(mark("Bar chart, {title}: retailers for each of the seven causes, and those who gave no answer. "
                       "The numbers are in the text."), title=title).to(lang),
        sentences(said, lang),
    )  # fmt: skip
