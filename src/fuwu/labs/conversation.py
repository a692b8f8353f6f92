"""Lab conversation, lesson 05: the five listening duties and the three common points, drawn and in a table.

The talks themselves are scenes (content/lessons/05-listening/conversation.scenes.yaml, read by `labs.scenes`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuwu.labs.figure import BLUE, DEEP_GREEN, INK, ORANGE, PALE, SIZE, WIDTH, Figure, Sheet, Table, table
from fuwu.labs.text import bilingual, listing, mark, sentences

if TYPE_CHECKING:
    from fuwu.labs import Data
    from fuwu.model import Lang, Text


@dataclass(frozen=True, slots=True)
class Duty:
    """One of the five listening duties: its name, what it is (both the source's), and what goes wrong (ours)."""

    name: str
    what: str
    wrong: str


#: In the source's order; the exam asks for them in this order.
DUTIES = (
    Duty(
        mark("Keep an open mind"),
        mark("listen without prejudice"),
        mark("deciding beforehand that the customer is a troublemaker or in the wrong, and hearing only what fits"),
    ),
    Duty(
        mark("Be prepared"),
        mark("prepare to listen, above all be mentally ready for harsh words"),
        mark("being stung by one harsh word, then arguing back or promising whatever calms the customer"),
    ),
    Duty(
        mark("The three arrivals"),
        mark("ear, eye and heart all arrive"),
        mark("saying “I'm listening” while looking at a phone or watch; missing an expression or a gesture"),
    ),
    Duty(
        mark("Catch the main points"),
        mark("listen for the customer's main ideas"),
        mark("replying to every sentence and missing the one thing that matters most to the customer"),
    ),
    Duty(
        mark("Take notes"),
        mark("write down what the customer says"),
        mark("writing from memory outside the door; no names, numbers or dates, so that nothing follows"),
    ),
)

#: The third duty in its order: there is no mouth and no hand among them.
THREE = DUTIES[2]
ARRIVALS = (mark("ear"), mark("eye"), mark("heart"))


@dataclass(frozen=True, slots=True)
class Party:
    """One of the three parties whose needs run through the business."""

    name: str
    needs: tuple[str, ...]
    color: str


PARTIES = (
    Party(
        mark("Manufacturer"),
        (mark("fair market access"), mark("shared market information"), mark("building brands together")),
        BLUE,
    ),
    Party(mark("Retailer"), (mark("brands that sell and bring profit"), mark("no stock-outs")), DEEP_GREEN),
    Party(
        mark("Consumer"),
        (mark("good value for money"), mark("needs met"), mark("convenient purchase")),
        ORANGE,
    ),
)

_CENTRE = mark("① Customer at the centre: three parties' needs run through the whole business")
_MEET = mark("② Know the needs, then meet them as far as possible")
_FAIR = mark("③ Supply open, just and fair")
_FAIR_HOW = mark(
    "allocated sensibly, on demand as far as possible, continuous; alike for all, both fair and individual"
)
_PREMISE = mark("Holds for relations between partners under the state monopoly system")
_GOAL = mark("The goal: understanding, not agreement")


def duties_figure(lang: Lang) -> Figure:
    """Draw the five duties in their order, the third with its three arrivals."""
    said = [
        bilingual(mark("{n}. {duty}: {what}."), n=place, duty=bilingual(duty.name), what=bilingual(duty.what))
        for place, duty in enumerate(DUTIES, 1)
    ]
    goal = bilingual(mark("{sentence}."), sentence=bilingual(_GOAL))
    return Figure(
        sheet=_duties_sheet(lang),
        alt=bilingual(mark("Five numbered boxes from top to bottom, one a listening duty; the third holds ear, eye "
                           "and heart. Below them the goal of listening. All of it is in the text.")).to(lang),
        words=sentences([*said, goal], lang),
    )  # fmt: skip


def _duties_sheet(lang: Lang) -> Sheet:
    row, top, left = 0.62, 0.5, 0.62
    sheet = Sheet(WIDTH, top + row * len(DUTIES) + 0.5)
    sheet.text(0.1, 0.24, bilingual(mark("Five listening duties")).to(lang), size=SIZE + 1)
    for place, duty in enumerate(DUTIES):
        y = top + row * place
        sheet.box(0.1, y, 0.42, row - 0.1, color=BLUE)
        sheet.text(0.31, y + row / 2 - 0.05, str(place + 1), size=SIZE + 3, color="white", align="center")
        sheet.box(left, y, WIDTH - left - 0.1, row - 0.1, color=PALE)
        if duty is THREE:  # its boxes say what it is
            sheet.text(left + 0.12, y + (row - 0.1) / 2, bilingual(duty.name).to(lang))
            _arrivals(sheet, y=y, height=row - 0.1, lang=lang)
            continue
        sheet.text(left + 0.12, y + 0.16, bilingual(duty.name).to(lang))
        sheet.text(left + 0.12, y + 0.37, bilingual(duty.what).to(lang), size=SIZE - 2)
    y = top + row * len(DUTIES)
    sheet.box(0.1, y, WIDTH - 0.2, 0.36, color=INK)
    sheet.text(WIDTH / 2, y + 0.18, bilingual(_GOAL).to(lang), color="white", align="center")
    return sheet


def _arrivals(sheet: Sheet, *, y: float, height: float, lang: Lang) -> None:
    width, gap = 0.72, 0.08
    x = WIDTH - 0.2 - len(ARRIVALS) * (width + gap)
    for name in ARRIVALS:
        sheet.box(x, y + 0.08, width, height - 0.16, color="white", edge=BLUE)
        sheet.text(x + width / 2, y + height / 2, bilingual(name).to(lang), align="center")
        x += width + gap


def common_figure(lang: Lang) -> Figure:
    """Draw the three common points: the centre, what each party wants, fair supply under the whole."""
    parties = [
        bilingual(mark("{party}: {needs}."), party=bilingual(party.name), needs=listing(_needs(party)))
        for party in PARTIES
    ]
    said = [
        bilingual(mark("{sentence}."), sentence=bilingual(_CENTRE)),
        bilingual(mark("{sentence}."), sentence=bilingual(_MEET)),
        *parties,
        bilingual(mark("{point}: {how}."), point=bilingual(_FAIR), how=bilingual(_FAIR_HOW)),
        bilingual(mark("{sentence}."), sentence=bilingual(_PREMISE)),
    ]
    return Figure(
        sheet=_common_sheet(lang),
        alt=bilingual(mark("A bar across the top, three columns with the needs of manufacturer, retailer and "
                           "consumer, and a bar across the bottom: the three common points. All of it is in the "
                           "text.")).to(lang),
        words=sentences(said, lang),
    )  # fmt: skip


def _needs(party: Party) -> list[Text]:
    return [bilingual(need) for need in party.needs]


def _common_sheet(lang: Lang) -> Sheet:
    sheet, inner = Sheet(WIDTH, 4.02), WIDTH - 0.4
    sheet.box(0.1, 0.1, WIDTH - 0.2, 0.56, color=INK)
    sheet.text(WIDTH / 2, 0.38, bilingual(_CENTRE).to(lang), color="white", align="center", width=inner)
    sheet.text(0.1, 0.88, bilingual(_MEET).to(lang))
    gap = 0.12
    width = (WIDTH - 0.2 - gap * (len(PARTIES) - 1)) / len(PARTIES)
    for place, party in enumerate(PARTIES):
        _column(sheet, 0.1 + place * (width + gap), width=width, party=party, lang=lang)
    sheet.box(0.1, 2.78, WIDTH - 0.2, 0.78, color=PALE)
    sheet.text(0.22, 2.94, bilingual(_FAIR).to(lang))
    sheet.text(0.22, 3.27, bilingual(_FAIR_HOW).to(lang), size=SIZE - 2, width=inner)
    sheet.text(0.1, 3.78, bilingual(_PREMISE).to(lang), size=SIZE - 2, width=WIDTH - 0.2)
    return sheet


def _column(sheet: Sheet, x: float, *, width: float, party: Party, lang: Lang) -> None:
    top, height, line = 1.06, 1.6, 0.4
    sheet.box(x, top, width, height, color="white", edge=party.color)
    sheet.box(x, top, width, 0.36, color=party.color)
    ink = INK if party.color == ORANGE else "white"
    sheet.text(x + width / 2, top + 0.18, bilingual(party.name).to(lang), color=ink, align="center")
    for place, need in enumerate(_needs(party)):
        sheet.text(x + 0.08, top + 0.58 + line * place, need.to(lang), size=SIZE - 1, width=width - 0.14)


def duties_table(lang: Lang) -> Table:
    """Return the five duties: what each is, and what goes wrong without it."""
    columns = [mark("Duty"), mark("What it is"), mark("What goes wrong without it")]
    rows = [
        (f"{place} {bilingual(duty.name).to(lang)}", bilingual(duty.what).to(lang), bilingual(duty.wrong).to(lang))
        for place, duty in enumerate(DUTIES, 1)
    ]
    return table(
        bilingual(mark("The five listening duties, and what goes wrong without them")).to(lang),
        [bilingual(column).to(lang) for column in columns],
        rows,
        note=bilingual(mark("The last column is ours; the source names the duties only.")).to(lang),
    )


def _duties(lang: Lang, _data: Data) -> Figure:
    return duties_figure(lang)


def _common(lang: Lang, _data: Data) -> Figure:
    return common_figure(lang)


def _duties_table(lang: Lang, _data: Data) -> Table:
    return duties_table(lang)


FIGURES = {"duties": _duties, "common": _common}
TABLES = {"duties": _duties_table}
