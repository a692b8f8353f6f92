"""The complaint log as figures and tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from fuwu.labs import Data
from fuwu.labs.complaints.counting import CAUSES, By, Row, how_many_reach, name_of, pareto, prepared, repeaters
from fuwu.labs.figure import BLUE, GREY, INK, ORANGE, SIZE, WIDTH, Figure, Sheet, Table, table
from fuwu.labs.promises import BY_ID, Log, Result, Settings, audit
from fuwu.labs.promises.audit import NEVER
from fuwu.labs.promises.words import limit_of
from fuwu.labs.promises.words import name_of as promise_name
from fuwu.labs.text import bilingual, mark, number, percent, sentences
from fuwu.model import Lang, Text

if TYPE_CHECKING:
    import pandas as pd

COLOURS = (ORANGE, BLUE, GREY)
MOST_ROWS = 13
TIMES = ("4", "5a", "5b")
AGAIN = 3


def pareto_figure(rows: Sequence[Row], by: By, lang: Lang) -> Figure:
    """Draw the rows as bars split by cause, each with its count and the share summed up so far."""
    row, left, top = 0.31, 1.75, 0.85
    shown = rows[:MOST_ROWS]
    sheet = Sheet(WIDTH, top + row * len(shown) + 0.1)
    total = sum(one.count for one in rows)
    title = bilingual(mark("{n} complaints of 2025 and what they are about (sample data)"), n=number(total))
    if by != "about":
        title = bilingual(mark("{n} complaints of 2025 (sample data)"), n=number(total))
    sheet.text(0.1, 0.2, title.to(lang), size=SIZE + 1)
    x = 0.1
    for (_cause, name), color in zip(CAUSES.items(), COLOURS, strict=True):
        text = bilingual(name).to(lang)
        sheet.box(x, 0.46, 0.14, 0.12, color=color)
        sheet.text(x + 0.2, 0.52, text, size=SIZE - 2)
        x += 0.4 + _width(text)
    most = max((one.count for one in shown), default=0) or 1
    room = WIDTH - left - 1.35
    for place, one in enumerate(shown):
        y = top + place * row
        label = name_of(by, one.name).to(lang)
        sheet.text(left - 0.1, y + 0.11, label, size=SIZE - 2, align="right", width=left - 0.15)
        x = left
        for n, color in zip(one.by_cause, COLOURS, strict=True):
            sheet.box(x, y, n / most * room, 0.22, color=color)
            x += n / most * room
        sheet.text(x + 0.06, y + 0.11, number(one.count), size=SIZE - 2)
        sheet.text(WIDTH - 0.1, y + 0.11, percent(one.cumulative), size=SIZE - 2, align="right", color=INK)
    alt = bilingual(mark("Pareto chart: complaints from the most frequent down, by cause, with the share so far."))
    return Figure(sheet, alt.to(lang), pareto_words(rows, by, lang))


def _width(text: str) -> float:
    from fuwu.labs.figure import width_of

    return width_of(text, SIZE - 2)


def pareto_words(rows: Sequence[Row], by: By, lang: Lang) -> str:
    """Return the chart in words: the first three, how many make half and four fifths, and the causes."""
    total = sum(one.count for one in rows)
    if not total:
        return bilingual(mark("No complaints here.")).to(lang)
    lines = [
        bilingual(mark("{name}: {n}, {share} of all."), name=name_of(by, one.name), n=number(one.count),
                  share=percent(one.count / total))
        for one in rows[:3]
    ]  # fmt: skip
    if by != "month":
        lines.append(
            bilingual(
                mark("The first {half} hold half of all complaints, the first {most} hold four fifths."),
                half=how_many_reach(rows, 0.5), most=how_many_reach(rows, 0.8))
        )  # fmt: skip
    sums = [sum(one.by_cause[at] for one in rows) for at in range(len(CAUSES))]
    lines += [
        bilingual(mark("{cause}: {n}, {share}."), cause=bilingual(name), n=number(n), share=percent(n / total))
        for name, n in zip(CAUSES.values(), sums, strict=True)
    ]
    return sentences(lines, lang)


def times(log: Log, *, promised_only: bool = True) -> list[Result]:
    """Return how arriving, handling and calling back kept their limits."""
    return [audit(log, BY_ID[name], Settings(promised_only=promised_only)) for name in TIMES]


def times_figure(found: Sequence[Result], lang: Lang) -> Figure:
    """Draw kept, too late and never done of the three limits."""
    row, left, top = 0.62, 1.75, 0.85
    sheet = Sheet(WIDTH, top + row * len(found) + 0.05)
    title = bilingual(mark("Arriving, handling, calling back (sample data)"))
    sheet.text(0.1, 0.2, title.to(lang), size=SIZE + 1)
    x = 0.1
    for name, color in ((mark("kept"), BLUE), (mark("too late"), ORANGE), (mark("never done"), GREY)):
        text = bilingual(name).to(lang)
        sheet.box(x, 0.46, 0.14, 0.12, color=color)
        sheet.text(x + 0.2, 0.52, text, size=SIZE - 2)
        x += 0.45 + _width(text)
    room = WIDTH - left - 0.85
    for place, one in enumerate(found):
        y = top + place * row
        label = f"{promise_name(one.case.promise).to(lang)}\n{limit_of(one.case.promise, one.limit).to(lang)}"
        sheet.text(left - 0.1, y + 0.2, label, size=SIZE - 2, align="right")
        x = left
        for n, color in zip(_split(one), (BLUE, ORANGE, GREY), strict=True):
            width = n / max(one.judged, 1) * room
            sheet.box(x, y + 0.06, width, 0.28, color=color)
            x += width
        sheet.text(left + room + 0.08, y + 0.2, percent(one.attained.share), size=SIZE - 1)
    alt = bilingual(mark("Bar chart: of three limits, how many complaints kept them; the numbers are in words below."))
    return Figure(sheet, alt.to(lang), times_words(found, lang))


def _split(one: Result) -> tuple[int, int, int]:
    """Return how many kept the limit, were too late, were never done."""
    never = sum(value == NEVER for value in one.measures)
    return one.kept, one.broken - never, never


def times_words(found: Sequence[Result], lang: Lang) -> str:
    """Return the three limits in words."""
    lines = []
    for one in found:
        kept, late, never = _split(one)
        lines.append(
            bilingual(
                mark("{name} ({limit}): {judged} judged, {kept} kept ({share}), {late} too late, {never} never done; "
                     "{out} not covered by the commitment, {open} not yet due."),
                name=promise_name(one.case.promise), limit=limit_of(one.case.promise, one.limit),
                judged=number(one.judged), kept=number(kept), share=percent(one.attained.share), late=number(late),
                never=number(never), out=number(one.case.not_promised), open=number(one.not_due))
        )  # fmt: skip
    return sentences(lines, lang)


def measure_rows(rows: Sequence[Row], lang: Lang) -> list[list[str]]:
    """Return what to weigh for each subject: count, ours, not content."""
    return [
        [
            name_of("about", one.name).to(lang), number(one.count), number(one.own),
            number(one.count - one.own), number(one.asked), number(one.discontent),
            "–" if one.discontent_share is None else percent(one.discontent_share),
        ]
        for one in rows
    ]  # fmt: skip


def measure_columns(lang: Lang) -> list[str]:
    """Return the heads of that table."""
    heads = (mark("Subject"), mark("Complaints"), mark("Of our own making"), mark("Beyond us"),
             mark("Asked afterwards"),             mark("Not content"), mark("Share not content"))  # fmt: skip
    return [bilingual(head).to(lang) for head in heads]


def again_words(complaints: pd.DataFrame, least: int) -> Text:
    """Return how many retailers complained again and again, and their share of all complaints."""
    again = repeaters(complaints, least)
    return bilingual(
        mark("{n} retailers complained {least} times or more: {count} of {all} complaints, {share}."),
        n=number(len(again)), least=least, count=number(int(again.sum())), all=number(len(complaints)),
        share=percent(int(again.sum()) / max(len(complaints), 1)))  # fmt: skip


def _log(data: Data) -> pd.DataFrame:
    return prepared(data.complaints, data.retailers)


def _pareto(lang: Lang, data: Data) -> Figure:
    return pareto_figure(pareto(_log(data)), "about", lang)


def _times(lang: Lang, data: Data) -> Figure:
    return times_figure(times(Log(data)), lang)


def _measures(lang: Lang, data: Data) -> Table:
    complaints = _log(data)
    caption = bilingual(mark("What to mend first: complaints of 2025 by subject (sample data)"))
    note = again_words(complaints, AGAIN).to(lang)
    return table(caption.to(lang), measure_columns(lang), measure_rows(pareto(complaints), lang), note=note)


FIGURES: dict[str, Callable[[Lang, Data], Figure]] = {"pareto": _pareto, "times": _times}
TABLES: dict[str, Callable[[Lang, Data], Table]] = {"measures": _measures}
