"""The five levels of need, in the order of the exam notes, and what each is about.

The names and their order are the notes'; for every level but profit the contents are common understanding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fuwu.labs.figure import BLUE, DEEP_GREEN, PALE, SIZE, WIDTH, Figure, Sheet
from fuwu.labs.text import bilingual, mark, sentences
from fuwu.model import Lang, Text


@dataclass(frozen=True)
class Level:
    """A level of need: its official name, what it is about, and whether the notes say so."""

    id: str
    msgid: str
    contents: str
    official: bool = False

    @property
    def name(self) -> Text:
        """The official name."""
        return bilingual(self.msgid)


LEVELS: Final = (
    Level("safety", mark("safety need"), mark("keeping goods, theft and swaps, money, the business itself")),
    Level("profit", mark("profit need"), mark("supply need (ordering need) and profit need"), official=True),
    Level("service", mark("service need"), mark("easy ordering, delivery, payment, visits, complaints")),
    Level("emotion", mark("emotional need"), mark("respect, understanding, care, belonging")),
    Level("growth", mark("growth need"), mark("trading skills, information, display, look of the shop")),
)
BY_ID: Final = {level.id: level for level in LEVELS}


def levels_figure(lang: Lang) -> Figure:
    """Draw the five levels as stairs, the first at the bottom."""
    said = [bilingual(mark("From the first level to the last: {names}."), names=_arrows())]
    said += [bilingual(mark("{level}: {contents} ({source})."), level=one.name, contents=bilingual(one.contents),
                       source=_source(one)) for one in LEVELS]  # fmt: skip
    return Figure(
        sheet=_stairs(lang),
        alt=bilingual(mark("Stairs of five steps, one for each level of need, the first at the bottom. The names and "
                           "contents are in the text.")).to(lang),
        words=sentences(said, lang),
    )  # fmt: skip


def _arrows() -> Text:
    names = [one.name for one in LEVELS]
    return Text(zh=" → ".join(one.zh for one in names), en=" → ".join(one.en for one in names))


def _source(level: Level) -> Text:
    ours = mark("common understanding, not the notes'")
    return bilingual(mark("stated in the exam notes") if level.official else ours)


def _stairs(lang: Lang) -> Sheet:
    step, left, indent = 0.62, 0.1, 0.24
    sheet = Sheet(WIDTH, step * len(LEVELS) + 0.5)
    for place, level in enumerate(LEVELS):
        x, y = left + indent * place, step * (len(LEVELS) - 1 - place) + 0.08
        color = DEEP_GREEN if level.official else BLUE
        sheet.box(x, y, 1.5, step - 0.08, color=color)
        name = f"{place + 1} {level.name.to(lang)}"
        sheet.text(x + 0.75, y + (step - 0.08) / 2, name, color="white", align="center", width=1.4)
        sheet.box(x + 1.5, y, WIDTH - x - 1.6, step - 0.08, color=PALE)
        room = WIDTH - x - 1.8
        sheet.text(x + 1.6, y + (step - 0.08) / 2, bilingual(level.contents).to(lang), size=SIZE - 1, width=room)
    note = bilingual(
        mark(
            "Green: contents from the exam notes. Blue: the notes give a name only; contents are common understanding."
        )
    ).to(lang)
    sheet.text(left, step * len(LEVELS) + 0.24, note, size=SIZE - 2, width=WIDTH - 0.2)
    return sheet
