"""Controls for spending hours on measures, and what the plan wins back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import ipywidgets as w

from fuwu.i18n import gettext_for
from fuwu.labs.lapse.causes import CAUSES, FINDINGS, MEASURE, MEASURES, NO_ANSWER
from fuwu.labs.lapse.challenge import HOURS
from fuwu.labs.lapse.drawing import causes_figure
from fuwu.labs.lapse.plan import NONE, ORDERS, Plan, in_need, spend
from fuwu.labs.text import bilingual, listing, mark, number, percent
from fuwu.model import Text
from fuwu.widgets.lab import dropdown, paragraph, scrolled, side_by_side, slider, status

if TYPE_CHECKING:
    from fuwu.labs.lapse.verify import Suspect
    from fuwu.model import Lang

ROWS = (*(one.id for one in CAUSES), NO_ANSWER)
MARGIN, BUDGET = 10, int(HOURS)
LISTED = 40


class Planner:
    """A measure for each cause, hours, and an order; `changed` is called on any change."""

    plan: Plan

    def __init__(self, names: Mapping[str, Text], lang: Lang, *, changed: Callable[[], None]) -> None:
        self._names, self._lang, self._changed, self._quiet = names, lang, changed, False
        _ = self._ = gettext_for(lang)
        nothing = bilingual(mark("no measure")).to(lang)
        wording = self._("{name} ({hours} hours each)")
        options = [(nothing, NONE)]
        options += [
            (wording.format(name=bilingual(one.name).to(lang), hours=number(one.hours)), one.id) for one in MEASURES
        ]
        self.measures = {one: dropdown("", options, NONE) for one in ROWS}
        self.budget = slider(_("Hours to spend in a year"), BUDGET, low=10, high=400, step=2)
        orders = [(bilingual(title).to(lang), key) for key, title in ORDERS.items()]
        self.order = dropdown(_("Who comes first"), orders, "value")
        self.margin = slider(_("The company's gross profit, % of what retailers pay (assumed)"), MARGIN, low=2, high=30)
        self.words, self.chart, self.table = w.HTML(), w.HTML(), w.HTML()
        for one in (*self.measures.values(), self.budget, self.order, self.margin):
            one.observe(self._tell, "value")
        about = _("The training material lists causes and measures but not which acts on which. The effects used here "
                  "are the editor's and illustrative; the table in the lesson shows them.")  # fmt: skip
        self.view = w.VBox([self.chart, w.HTML(paragraph(about)), side_by_side(*self.measures.values()),
                            self.budget, self.order, self.margin, self.words, self.table])  # fmt: skip

    def set(self, measures: Mapping[str, str], *, budget: float = BUDGET, order: str = "value") -> None:
        """Take over a whole plan (what is not given: nothing) without calling `changed`."""
        self._quiet = True
        for cause, control in self.measures.items():
            control.value = measures.get(cause, NONE)
        self.budget.value, self.order.value, self.margin.value = int(budget), order, MARGIN
        self._quiet = False

    def show(self, suspects: Sequence[Suspect]) -> None:
        """Plan for these suspects, and show what comes of it."""
        people = in_need(suspects)
        self._name_rows(people)
        chosen = {cause: control.value for cause, control in self.measures.items()}
        self.plan = spend(suspects, chosen, self.budget.value, self.order.value)
        title = bilingual(mark("Causes found at {n} retailers who ordered less and less"), n=number(len(people)))
        self.chart.value = causes_figure(people, self._lang, title=title).html()
        self.words.value = status(self._said())
        self.table.value = self._plan_table()

    def _name_rows(self, people: Sequence[Suspect]) -> None:
        for cause, control in self.measures.items():
            count = sum(one.finding == cause for one in people)
            name = self._("{name}: {n} retailers").format(
                name=bilingual(FINDINGS[cause]).to(self._lang), n=number(count)
            )
            if control.description != name:
                control.description = name

    def _tell(self, _change: object) -> None:
        if not self._quiet:
            self._changed()

    def _said(self) -> str:
        _, plan, margin = self._, self.plan, self.margin.value / 100
        said = [
            _("They buy {lost} yuan less a year, a gross profit of {profit} yuan for the company.").format(
                lost=number(round(plan.lost)), profit=number(round(plan.lost * margin))),
            _("The measures take {hours} of {budget} hours with {n} retailers and are expected to win back {won} yuan "
              "of purchases a year ({share}), {profit} yuan of gross profit.").format(
                hours=number(plan.hours), budget=number(plan.budget), n=number(len(plan.taken)),
                won=number(round(plan.won)), share=percent(plan.won / plan.lost if plan.lost else 0),
                profit=number(round(plan.won * margin))),
        ]  # fmt: skip
        if care := [one.retailer for one in plan.left_out if one.disadvantaged]:
            ids = listing([Text(one, one) for one in care]).to(self._lang)
            said.append(_("Disadvantaged retailers who get nothing: {ids}.").format(ids=ids))
        return ("" if self._lang == "zh" else " ").join(said)

    def _plan_table(self) -> str:
        _, lang = self._, self._lang
        columns = [_("Retailer"), _("Found on the visit"), _("Disadvantaged"), _("Purchases lost a year, yuan"),
                   _("Measure taken"), _("Hours"), _("Expected back a year, yuan")]  # fmt: skip
        nothing = bilingual(mark("no measure")).to(lang)
        rows = [
            [*self._who(one.suspect), bilingual(MEASURE[one.measure].name).to(lang), number(one.hours),
             number(round(one.won))]
            for one in self.plan.taken
        ]  # fmt: skip
        out = _("no hours left")
        rows += [[*self._who(one), out, "0", "0"] for one in self.plan.beyond]
        rows += [[*self._who(one), nothing, "0", "0"] for one in self.plan.unplanned]
        if not rows:
            return paragraph(_("Nobody is caught whose lapse is confirmed or not clear: no measure to plan."))
        more = paragraph(_("and {n} more").format(n=number(len(rows) - LISTED))) if len(rows) > LISTED else ""
        return scrolled(_("Who gets which measure"), columns, rows[:LISTED]) + more

    def _who(self, one: Suspect) -> list[str]:
        found = bilingual(FINDINGS[one.finding]).to(self._lang) if one.finding else "–"
        care = self._("yes") if one.disadvantaged else "–"
        return [self._names[one.retailer].to(self._lang), found, care, number(round(one.value))]
