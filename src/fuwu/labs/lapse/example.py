"""What the lesson shows: one falling shop, curves by market type, causes, and what K03's lapses cost.

Rule, limits, margin and effects are illustrative, not official; the causes and measures are the source's.
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

from fuwu.labs.figure import Figure, Table, table
from fuwu.labs.lapse.causes import CAUSES, FINDINGS, MEASURES, NO_ANSWER, effect
from fuwu.labs.lapse.cohort import NAMES, curves, follow, groups
from fuwu.labs.lapse.detect import Rule
from fuwu.labs.lapse.drawing import causes_figure, falling_figure, month, survival_figure
from fuwu.labs.lapse.plan import in_need
from fuwu.labs.lapse.verify import Case, Suspect, case
from fuwu.labs.text import bilingual, mark, number, percent
from fuwu.model import Lang, Text

if TYPE_CHECKING:
    import pandas as pd

    from fuwu.labs import Data

MANAGER = "K03"
RULE = Rule(below=0.5, months=2)
MARGIN = 0.1  # gross profit of the company, part of what retailers pay: an assumption
_CASES: weakref.WeakKeyDictionary[Data, Case] = weakref.WeakKeyDictionary()


def case_of(data: Data) -> Case:
    """Return the branch of this sample data, made once."""
    if data not in _CASES:
        _CASES[data] = case(data)
    return _CASES[data]


def levels(data: Data) -> pd.Series[float]:
    """Return each retailer's cartons in an ordinary month of 2025."""
    import pandas as pd

    made = case_of(data)
    return pd.Series(made.past.level, index=list(made.ids))


def shop(data: Data, retailer: str) -> Text:
    """Return a retailer's id and name."""
    row = data.retailers.set_index("retailer_id").loc[retailer]
    return Text(f"{retailer} {row['shop_name']}", f"{retailer} {row['shop_name_en']}")


def example_suspects(data: Data) -> tuple[Suspect, ...]:
    """Return whom the example's rule catches among K03's retailers."""
    return case_of(data).suspects(RULE, MANAGER)


def example_shop(data: Data) -> Suspect:
    """Return the example: of K03's confirmed lapses the one with most cartons lost."""
    return max((one for one in example_suspects(data) if one.verdict == "lapse"), key=lambda one: one.cartons)


def _falling(lang: Lang, data: Data) -> Figure:
    one = example_shop(data)
    return falling_figure(case_of(data), one.retailer, RULE, lang, name=shop(data, one.retailer))


def _survival(lang: Lang, data: Data) -> Figure:
    made = curves(follow(case_of(data), RULE), groups(data, levels(data))["market_type"], NAMES["market_type"])
    title = bilingual(mark("Retailers not yet lapsed, by market type (illustrative rule)"))
    return survival_figure(made, "market_type", lang, title=title)


def _causes(lang: Lang, data: Data) -> Figure:
    suspects = in_need(case_of(data).suspects(RULE))
    title = bilingual(mark("Causes found at {n} retailers who ordered less and less"), n=number(len(suspects)))
    return causes_figure(suspects, lang, title=title)


def _cause_table(lang: Lang, data: Data) -> Table:
    suspects = case_of(data).suspects(RULE)
    ours = example_suspects(data)
    columns = [mark("Cause"), mark("What the training material says"), mark("An owner might say (ours)"),
               mark("Found in the branch"), mark("Found by {manager}")]  # fmt: skip
    rows = [
        [
            bilingual(one.name).to(lang),
            bilingual(one.examples).to(lang),
            bilingual(one.remark).to(lang),
            number(sum(found.finding == one.id for found in suspects)),
            number(sum(found.finding == one.id for found in ours)),
        ]
        for one in CAUSES
    ]
    caption = bilingual(mark("The seven causes in their order, and how often visits found them"))
    return table(caption.to(lang), [bilingual(one, manager=MANAGER).to(lang) for one in columns], rows)


def _measure_table(lang: Lang, _data: Data | None = None) -> Table:
    columns = [bilingual(mark("Cause")), *(bilingual(one.name) for one in MEASURES)]
    rows = [
        [bilingual(FINDINGS[cause]).to(lang),
         *(percent(effect(cause, one.id)) if effect(cause, one.id) else "–" for one in MEASURES)]
        for cause in [*(one.id for one in CAUSES), NO_ANSWER]
    ]  # fmt: skip
    hours = bilingual(mark("Hours a retailer a year"))
    rows.append([hours.to(lang), *(number(one.hours) for one in MEASURES)])
    caption = bilingual(mark("Part of the retailers a measure wins back, by cause (illustrative)"))
    note = bilingual(
        mark(
            "The training material gives causes and measures in two lists and does not say which measure "
            "acts on which cause: the percentages and hours are the editor's, not an official answer."
        )
    )
    return table(caption.to(lang), [one.to(lang) for one in columns], rows, note=note.to(lang))  # fmt: skip


def _cost_table(lang: Lang, data: Data) -> Table:
    columns = [mark("Retailer"), mark("Low since"), mark("Share of what was due"), mark("Found on the visit"),
               mark("Cartons lost a month"), mark("Purchases lost a year, yuan"),
               mark("Gross profit lost a year, yuan")]  # fmt: skip
    suspects = sorted(in_need(example_suspects(data)), key=lambda one: -one.value)
    rows = [[shop(data, one.retailer).to(lang), *cost_cells(one, lang, margin=MARGIN)] for one in suspects]
    total = sum(one.value for one in suspects)
    rows.append([bilingual(mark("Total")).to(lang), "", "", "", number(round(sum(one.cartons for one in suspects), 1)),
                 number(round(total)), number(round(total * MARGIN))])  # fmt: skip
    caption = bilingual(mark("What the lapsed retailers of {manager} cost (illustrative)"), manager=MANAGER)
    note = bilingual(
        mark(
            "Assumed: the company's gross profit is {margin} of what retailers pay; the fall goes on for a "
            "year. Shops closed or under renovation are left out."
        ),
        margin=percent(MARGIN),
    )
    return table(caption.to(lang), [bilingual(one).to(lang) for one in columns], rows, note=note.to(lang))  # fmt: skip


def cost_cells(one: Suspect, lang: Lang, *, margin: float) -> list[str]:
    """Return the cells of the cost table but for the name."""
    found = bilingual(FINDINGS[one.finding]) if one.finding else bilingual(mark("not visited"))
    return [month(one.alarm.since).to(lang), percent(one.alarm.share), found.to(lang),
            number(round(one.cartons, 1)), number(round(one.value)), number(round(one.value * margin))]  # fmt: skip


FIGURES = {"falling": _falling, "survival": _survival, "causes": _causes}
TABLES = {"causes": _cause_table, "measures": _measure_table, "cost": _cost_table}
