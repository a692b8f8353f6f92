"""The complaint desk: the pictures of its lesson. The calls themselves are scenes (desk.scenes.yaml).

The six nodes are the training material's figure 2-1, restored from a shuffled page: whether "handle" and "report
back" were two nodes or one cannot be said, and the figure shows that. The three causes and their treatment are
the material's; putting them side by side is ours.
"""

from __future__ import annotations

from dataclasses import dataclass

from fuwu.labs import Data
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
    Table,
    table,
    width_of,
    wrap,
)
from fuwu.labs.text import bilingual, mark, sentences
from fuwu.model import Lang, Text


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the hotline's flow and what the text says of it."""

    name: str
    detail: str


#: Figure 2-1 of the material, top to bottom.
FLOW = (
    Node(mark("Prepare to take calls"), mark("frame of mind, means of taking notes")),
    Node(mark("Answer and greet"), mark("“Hello, complaint hotline of ×× Tobacco Company.”")),
    Node(mark("Listen and accept"), mark(
        "listen patiently, judge promptly; apologise for the trouble of calling; explain at once or name a "
        "definite time; thank and apologise at goodbye")),
    Node(mark("Register the complaint, submit it to a superior"), mark(
        "in writing; settled: inform the people concerned; still open: problem sheet")),
    Node(mark("Handle"), mark("settle it within the promised time")),
    Node(mark("Report back"), mark("give the result to the customer within the promised time")),
)  # fmt: skip
#: How many nodes at the end may have been one box in the original.
MAYBE_ONE = 2


@dataclass(frozen=True, slots=True)
class Cause:
    """A common cause of complaints: how to tell it, what it looks like, how it is treated."""

    name: str
    question: str
    signs: str
    treatment: tuple[str, str, str]
    details: tuple[str, str, str]
    color: str


CAUSES = (
    Cause(
        mark("Over-promising"),
        mark("Was something extra promised and not kept?"),
        mark("what was promised exceeds what is done"),
        (mark("tell the truth beforehand"), mark("honour it"), mark("compensate")),
        (
            mark("say “what I can do, and what will come of it”"),
            mark("find ways to do what was promised"),
            mark("if only part is done: exchange cigarettes, free cigarettes to try, other things in kind"),
        ),
        ORANGE,
    ),
    Cause(
        mark("Poor service"),
        mark("Was what ought to be done not done well?"),
        mark("stock-outs, sorting errors, delivery errors"),
        (mark("take responsibility"), mark("ask"), mark("improve")),
        (
            mark("analyse the cause, bear all of it, blame no customer"),
            mark("ask sincerely how we should improve"),
            mark("put it right and keep it from happening again"),
        ),
        BLUE,
    ),
    Cause(
        mark("Demands beyond ability"),
        mark("Was everything done, and still it cannot be had?"),
        mark("supply not kept up, tasks that do not fit the time"),
        (mark("explain"), mark("tell how it is"), mark("help find a way")),
        (
            mark("no bare “no” or “don't know”; never ignore"),
            mark("say truthfully that the standard is too high to meet"),
            mark("for example help to shift slow stock"),
        ),
        DEEP_GREEN,
    ),
)


def flow(lang: Lang, _data: Data | None = None) -> Figure:
    """Draw the hotline's flow from preparing to reporting back."""
    names = [bilingual(one.name) for one in FLOW]
    said = [bilingual(mark("The hotline's flow: {nodes}."), nodes=_arrows(names))]
    said += [
        bilingual(mark("{place} {name}: {detail}."), place=place, name=bilingual(one.name), detail=_bare(one.detail))
        for place, one in enumerate(FLOW, 1)
    ]
    said.append(bilingual(_CAVEAT))
    return Figure(
        sheet=_flow_sheet(lang),
        alt=bilingual(mark("A flow chart of {n} boxes from top to bottom, the last {few} in one dashed frame. The "
                           "boxes are named in the text."), n=len(FLOW), few=MAYBE_ONE).to(lang),
        words="\n".join(one.to(lang) for one in said),
    )  # fmt: skip


_CAVEAT = mark(
    "The last two may have been one box, “handle and report back”, in the original; the order of the first four "
    "is confirmed by the text."
)


def causes(lang: Lang, _data: Data | None = None) -> Figure:
    """Draw three columns: question, cause, treatment."""
    said = [
        bilingual(
            mark("{question} If so: {name}, treated by {treatment}."), question=bilingual(one.question),
            name=bilingual(one.name), treatment=_arrows([bilingual(part) for part in one.treatment]))
        for one in CAUSES
    ]  # fmt: skip
    return Figure(
        sheet=_causes_sheet(lang),
        alt=bilingual(mark("Three rows, asked from top to bottom: each leads from a question to a cause of "
                           "complaints and on to its three treatments. The text names them.")).to(lang),
        words=sentences([*said, bilingual(_ORDER)], lang),
    )  # fmt: skip


_ORDER = mark(
    "Ask in this order and stop at the first yes. The questions are illustrative; causes and treatments are the "
    "training material's."
)


def causes_table(lang: Lang, _data: Data | None = None) -> Table:
    """Put cause, signs and treatment side by side."""
    columns = [mark("Cause"), mark("What it looks like"), mark("Treatment 1"), mark("Treatment 2"), mark("Treatment 3")]
    rows = [
        [
            bilingual(one.name).to(lang),
            bilingual(one.signs).to(lang),
            *(
                bilingual(mark("{part}: {detail}"), part=bilingual(part), detail=_bare(detail)).to(lang)
                for part, detail in zip(one.treatment, one.details, strict=True)
            ),
        ]
        for one in CAUSES
    ]
    caption = bilingual(mark("Three causes of complaints and their treatment")).to(lang)
    note = bilingual(mark("What is given as compensation follows current law and company rules.")).to(lang)
    return table(caption, [bilingual(one).to(lang) for one in columns], rows, note=note)


def _arrows(texts: list[Text]) -> Text:
    return Text(zh=" → ".join(one.zh for one in texts), en=" → ".join(one.en for one in texts))


def _bare(msgid: str) -> Text:
    """Return a text for the middle of a sentence: without the stop before a closing quotation mark."""
    whole = bilingual(msgid)
    return Text(zh=whole.zh.replace("。”", "”"), en=whole.en.replace(".”", "”"))


def _flow_sheet(lang: Lang) -> Sheet:
    left, gap = 2.35, 0.26
    room = WIDTH - left - 0.2
    lines = [wrap(bilingual(one.detail).to(lang), room, SIZE - 1) for one in FLOW]
    titles = [wrap(f"{place}  {bilingual(one.name).to(lang)}", left - 0.55) for place, one in enumerate(FLOW, 1)]
    heights = [max(0.5, 0.2 * max(len(one), len(title)) + 0.14) for one, title in zip(lines, titles, strict=True)]
    note = wrap(bilingual(mark("may be one box in the original")).to(lang), room, SIZE - 2)
    sheet = Sheet(WIDTH, 0.1 + sum(heights) + gap * (len(FLOW) - 1) + 0.22 * len(note) + 0.22)
    y, frame = 0.1, 0.0
    for place, height in enumerate(heights):
        if place == len(FLOW) - MAYBE_ONE:
            frame = y - 0.08
        sheet.box(0.2, y, left - 0.4, height, color=BLUE)
        sheet.text(left / 2, y + height / 2, "\n".join(titles[place]), color="white", align="center")
        sheet.text(left, y + height / 2, "\n".join(lines[place]), size=SIZE - 1)
        y += height
        if place < len(FLOW) - 1:
            _arrow_down(sheet, left / 2, y, gap)
            y += gap
    right = WIDTH - 0.06
    sheet.line([0.08, right, right, 0.08, 0.08], [frame, frame, y + 0.08, y + 0.08, frame], color=GREY, dashed=True)
    sheet.text(right, y + 0.14 + 0.1 * len(note), "\n".join(note), size=SIZE - 2, align="right")
    return sheet


def _arrow_down(sheet: Sheet, x: float, y: float, length: float) -> None:
    sheet.line([x, x], [y, y + length], color=INK)
    sheet.line([x - 0.06, x, x + 0.06], [y + length - 0.09, y + length, y + length - 0.09], color=INK)


def _arrow_right(sheet: Sheet, x: float, y: float, length: float) -> None:
    sheet.line([x, x + length], [y, y], color=INK)
    sheet.line([x + length - 0.09, x + length, x + length - 0.09], [y - 0.06, y, y + 0.06], color=INK)


def _causes_sheet(lang: Lang) -> Sheet:
    first, second, arrow = 1.65, 1.4, 0.24
    third = WIDTH - 0.2 - first - second - 2 * arrow
    heads = [mark("ask"), mark("cause"), mark("treatment")]
    xs = [0.1, 0.1 + first + arrow, 0.1 + first + second + 2 * arrow]
    height, gap, top = 0.94, 0.22, 0.34
    sheet = Sheet(WIDTH, top + len(CAUSES) * (height + gap) - gap + 0.1)
    for x, head, width in zip(xs, heads, (first, second, third), strict=True):
        sheet.text(x + width / 2, 0.17, bilingual(head).to(lang), size=SIZE - 1, align="center")
    for place, one in enumerate(CAUSES):
        y = top + place * (height + gap)
        middle = y + height / 2
        sheet.box(xs[0], y, first, height, color=PALE)
        sheet.text(xs[0] + 0.1, middle, f"{place + 1}  {bilingual(one.question).to(lang)}", width=first - 0.2)
        sheet.box(xs[1], y, second, height, color=one.color)
        ink = INK if one.color == ORANGE else "white"
        name = bilingual(one.name).to(lang)
        sheet.text(xs[1] + second / 2, middle, name, color=ink, align="center", width=second - 0.1)
        sheet.box(xs[2], y, third, height, color=PALE)
        for line, part in enumerate(one.treatment):
            sheet.text(xs[2] + 0.12, middle + (line - 1) * 0.26, bilingual(part).to(lang))
        _arrow_right(sheet, xs[0] + first, middle, arrow)
        _arrow_right(sheet, xs[1] + second, middle, arrow)
        if place < len(CAUSES) - 1:
            _arrow_down(sheet, xs[0] + first / 2, y + height, gap)
            no = bilingual(mark("no")).to(lang)
            sheet.text(xs[0] + first / 2 + 0.1 + width_of(no, SIZE - 2) / 2, y + height + gap / 2, no,
                       size=SIZE - 2, align="center")  # fmt: skip
    return sheet


FIGURES = {"flow": flow, "causes": causes}
TABLES = {"causes": causes_table}
