"""The pictures of the classification lab, each with its alternative text and its numbers in words."""

from __future__ import annotations

from collections.abc import Sequence

from fuwu.labs.classification.classes import Classification
from fuwu.labs.classification.visits import VisitPlan
from fuwu.labs.figure import (
    BLUE,
    DEEP_GREEN,
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
from fuwu.model import Lang, Text

LIGHT = "#56B4E9"
ROOM_FOR_A_NUMBER = 0.2  # inches


def classes_figure(classification: Classification, lang: Lang, *, title: Text) -> Figure:
    """Draw each class's part of the retailers and of the volume."""
    rows = [
        Bar(
            one.name.to(lang),
            (one.share, one.profile.volume_share),
            (f"{percent(one.share)} ({number(one.size)})", percent(one.profile.volume_share)),
        )
        for one in classification.classes
    ]
    series = [bilingual(mark("share of retailers (number)")), bilingual(mark("share of volume"))]
    said = [
        bilingual(
            mark("{name}: {n} retailers ({share}), {volume} of the volume."),
            name=one.name, n=number(one.size), share=percent(one.share),
            volume=percent(one.profile.volume_share))
        for one in classification.classes
    ]  # fmt: skip
    return Figure(
        sheet=bars(title.to(lang), [one.to(lang) for one in series], rows),
        alt=bilingual(mark("Bar chart, {title}: for each of {n} classes its share of the retailers and of the "
                           "volume. The numbers are in the text."), title=title, n=len(rows)).to(lang),
        words=sentences(said, lang),
    )  # fmt: skip


def visits_figure(plans: Sequence[tuple[Text, VisitPlan]], lang: Lang, *, title: Text) -> Figure:
    """Draw the visits a month of each plan, stacked by class, against the capacity; `plans` share one capacity."""
    capacity = plans[0][1].capacity
    said: list[Text] = []
    for name, plan in plans:
        parts = [
            bilingual(mark("{name} {visits}"), name=row.customer_class.name, visits=number(row.visits))
            for row in plan.rows
            if row.visits
        ]
        said.append(bilingual(
            mark("{plan}: {total} visits a month against a capacity of {capacity} ({parts})."), plan=name,
            total=number(plan.total), capacity=number(capacity), parts=_joined(parts)))  # fmt: skip
    return Figure(
        sheet=_stacks(plans, lang, title.to(lang)),
        alt=bilingual(mark("Stacked bars, {title}: the visits of each class end to end, and a dashed line at the "
                           "capacity. The numbers are in the text."), title=title).to(lang),
        words=sentences(said, lang),
    )  # fmt: skip


def _joined(parts: Sequence[Text]) -> Text:
    return Text(zh="、".join(one.zh for one in parts) or "0", en=", ".join(one.en for one in parts) or "0")


def _stacks(plans: Sequence[tuple[Text, VisitPlan]], lang: Lang, title: str) -> Sheet:
    key = _key(plans, lang)
    heads = wrap(title, WIDTH - 0.2, SIZE + 1)
    top = 0.22 + 0.2 * len(heads) + 0.26
    sheet = Sheet(WIDTH, top + 0.84 * len(plans) + 0.2 * len(key))
    sheet.text(0.1, 0.1 + 0.1 * len(heads), "\n".join(heads), size=SIZE + 1)
    capacity = plans[0][1].capacity
    scale = (WIDTH - 0.3) / max(*(plan.total for _, plan in plans), capacity, 1)
    for place, (name, plan) in enumerate(plans):
        _stack(sheet, top + 0.84 * place, scale, plan=plan, name=name.to(lang), lang=lang)
    x = 0.1 + capacity * scale
    for place in range(len(plans)):  # not through the line of text above the bar
        sheet.line([x, x], [top + 0.84 * place + at for at in (0.18, 0.6)], dashed=True)
    label = bilingual(mark("capacity {n}"), n=number(capacity)).to(lang)
    inside = min(max(x, 0.1 + width_of(label) / 2), WIDTH - 0.1 - width_of(label) / 2)
    sheet.text(inside, top - 0.16, label, size=SIZE - 1, align="center")
    for place, line in enumerate(key):
        sheet.text(0.1, sheet.height - 0.2 * (len(key) - place) + 0.08, line, size=SIZE - 2)
    return sheet


def _stack(sheet: Sheet, y: float, scale: float, *, plan: VisitPlan, name: str, lang: Lang) -> None:
    over = bilingual(mark(", {over} too many"), over=number(plan.overload)).to(lang) if plan.overload else ""
    total = bilingual(mark("{plan}: {total} visits a month"), plan=name, total=number(plan.total)).to(lang)
    shown, x = total + over, 0.1
    sheet.text(0.1, y + 0.08, shown)
    for place, row in enumerate(plan.rows):
        length = row.visits * scale
        sheet.box(x, y + 0.22, length, 0.34, color=(BLUE, LIGHT)[place % 2], edge="white")
        if length > ROOM_FOR_A_NUMBER:
            sheet.text(x + length / 2, y + 0.39, str(place + 1), color=("white", INK)[place % 2], align="center")
        x += length


def _key(plans: Sequence[tuple[Text, VisitPlan]], lang: Lang) -> list[str]:
    seen = [
        _numbered(place + 1, row.customer_class.name.to(lang))
        for place, row in enumerate(plans[0][1].rows)
        if any(plan.rows[place].visits for _, plan in plans)
    ]
    lines = [""]
    for one in seen:
        joined = f"{lines[-1]}    {one}" if lines[-1] else one
        if width_of(joined, SIZE - 2) <= WIDTH - 0.2:
            lines[-1] = joined
        else:
            lines.append(one)
    return lines


def _numbered(place: int, name: str) -> str:
    return name if str(place) in name else f"{place} {name}"


_TREE = (
    (mark("By customer characteristics"), BLUE, (
        (mark("Physical attributes"), mark("shop; operator: age, education, local ties")),
        (mark("Operating situation"), mark("brand mix; scale: volume, display counter")),
    )),
    (mark("By customer behaviour"), DEEP_GREEN, (
        (mark("Ordering behaviour"), mark("share of each ordering channel")),
        (mark("Support of new products"), mark("how far new brands are supported")),
        (mark("Cooperation with policy"), mark("the company's other policies")),
        (mark("Loyalty"), mark("indicators first, then classes")),
    )),
    (mark("By customer value"), ORANGE, (
        (mark("Subgroups by function of value"), mark("a service strategy for each")),
    )),
)  # fmt: skip


def methods_figure(lang: Lang) -> Figure:
    """Draw the three methods and their parts as a tree."""
    words = [
        bilingual(mark("{method}: {parts}."), method=bilingual(method), parts=_parts(parts)).to(lang)
        for method, _, parts in _TREE
    ]
    return Figure(
        sheet=_tree(lang),
        alt=bilingual(mark("A tree: customer classification branches into three methods, and each method into "
                           "its parts. The parts are named in the text.")).to(lang),
        words=("" if lang == "zh" else " ").join(words),
    )  # fmt: skip


def _parts(parts: Sequence[tuple[str, str]]) -> Text:
    every = [
        bilingual(mark("{part} ({detail})"), part=bilingual(part), detail=bilingual(detail)) for part, detail in parts
    ]
    return Text(zh="\N{FULLWIDTH SEMICOLON}".join(one.zh for one in every), en="; ".join(one.en for one in every))


def _tree(lang: Lang) -> Sheet:
    row, gap, left, leaf = 0.5, 0.14, 0.2, 2.2
    rows = sum(len(parts) for _, _, parts in _TREE)
    sheet = Sheet(WIDTH, 0.62 + rows * row + gap * len(_TREE))
    sheet.box(0.1, 0.08, WIDTH - 0.2, 0.36, color=INK)
    root = bilingual(mark("Customer classification: three methods")).to(lang)
    sheet.text(WIDTH / 2, 0.26, root, size=SIZE + 1, color="white", align="center")
    y, ends = 0.62, list[float]()
    for method, color, parts in _TREE:
        middle = y + len(parts) * row / 2
        ends.append(middle)
        for place, (part, detail) in enumerate(parts):
            at = y + (place + 0.5) * row
            sheet.line([leaf - 0.35, leaf - 0.2, leaf - 0.2, leaf], [middle, middle, at, at], color=color)
            sheet.box(leaf, at - 0.215, WIDTH - leaf - 0.1, 0.43, color=PALE)
            sheet.text(leaf + 0.1, at - 0.09, bilingual(part).to(lang))
            sheet.text(leaf + 0.1, at + 0.1, bilingual(detail).to(lang), size=SIZE - 2)
        sheet.line([left, left + 0.15], [middle, middle])
        sheet.box(left + 0.15, middle - 0.24, leaf - 0.5 - left, 0.48, color=color)
        name = bilingual(method).to(lang)
        ink = INK if color == ORANGE else "white"
        sheet.text((left + leaf - 0.35) / 2 + 0.075, middle, name, color=ink, align="center", width=1.45)
        y += len(parts) * row + gap
    sheet.line([left, left], [0.44, ends[-1]])
    return sheet
