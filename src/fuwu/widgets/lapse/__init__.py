"""The lapse explorer: find falling shops, see who stays, spend hours on measures, meet the challenge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipywidgets as w

from fuwu.labs.lapse.challenge import MANAGER, MODEL_SOLUTION, conditions
from fuwu.labs.lapse.cohort import BY, NAMES, curves, follow, groups
from fuwu.labs.lapse.drawing import survival_figure
from fuwu.labs.lapse.example import case_of, levels
from fuwu.labs.text import bilingual, mark, number, percent
from fuwu.model import Text
from fuwu.widgets.lab import Bench, Latest, dropdown, heading, paragraph, scrolled, status, view
from fuwu.widgets.lapse.finder import Finder
from fuwu.widgets.lapse.planner import Planner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fuwu.labs import Data
    from fuwu.labs.lapse.survival import Curve
    from fuwu.model import Lang

SOON, LATER = 0.005, 0.02  # seconds: whom the rule catches first, what depends on it right after
FIRST_BY = "market_type"
MARKED = (3, 6, 9)  # months the table of curves shows


def explorer(data: Data, lang: Lang) -> w.Widget:
    """Return the view of the lab."""
    return Explorer(data, lang).view


class Explorer(Bench):
    """The controls, what they show, and how a change travels: rule, then curves, plan, challenge."""

    def __init__(self, data: Data, lang: Lang) -> None:
        super().__init__(lang)
        self._data = data
        self.case = case_of(data)
        self._groups = groups(data, levels(data))
        retailers = data.retailers
        columns = (retailers["retailer_id"], retailers["shop_name"], retailers["shop_name_en"])
        names = {one: Text(f"{one} {zh}", f"{one} {en}") for one, zh, en in zip(*columns, strict=True)}
        self._soon = Latest(self._show_found, seconds=SOON)
        self._dependents = Latest(self._show_dependents, seconds=LATER)
        self._stay_soon = Latest(self._show_stay, seconds=SOON)
        self._plan_soon = Latest(self._show_plan, seconds=SOON)
        self.scope = dropdown(self._("Retailers"), self._scopes(), MANAGER)
        self.finder = Finder(self.case, names, lang, changed=self._soon)
        self.planner = Planner(names, lang, changed=self._plan_soon)
        options = [(bilingual(title).to(lang), key) for key, title in BY.items()]
        self.by = dropdown(self._("Curves by"), options, FIRST_BY)
        self.stay_words, self.stay_chart, self.stay_table = w.HTML(), w.HTML(), w.HTML()
        self.scope.observe(self._soon, "value")
        self.by.observe(self._stay_soon, "value")
        self.view = self._layout()
        self._show_found(at_once=True)

    def _scopes(self) -> list[tuple[str, str]]:
        whole = self._("Whole branch ({n} retailers)").format(n=number(len(self.case.ids)))
        one = self._("Customer manager {name} ({n} retailers)")
        members = sorted(self.case.members.items())
        return [*((one.format(name=name, n=number(len(ids))), name) for name, ids in members), (whole, "")]

    def _layout(self) -> w.VBox:
        about = self._(
            "A lapse counts from its first low month. Shops closed for good are censored at their last order, all "
            "others at the last month in which a lapse could still be confirmed. The rule is that of part 1, for the "
            "whole branch, with the orders up to October."
        )
        return view("LapseExplorer", [
            heading(self._("1. Who drifts away")), self.scope, self.finder.view,
            heading(self._("2. Who stays how long")), w.HTML(paragraph(about)), self.by, self.stay_words,
            self.stay_chart, self.stay_table,
            heading(self._("3. Causes, cost and measures")), self.planner.view,
            heading(self._("4. Challenge")), *self.challenge,
        ])  # fmt: skip

    def _show_found(self, *, at_once: bool = False) -> None:
        self.finder.find(self.scope.value)
        (self._show_dependents if at_once else self._dependents)()

    def _show_dependents(self) -> None:
        self._show_stay()
        self._show_plan()

    def _show_stay(self) -> None:
        by = self.by.value
        self._followed = follow(self.case, self.finder.rule)
        made = curves(self._followed, self._groups[by], NAMES[by])
        title = bilingual(mark("Retailers not yet lapsed"))
        figure = survival_figure(made, by, self._lang, title=title)
        self.stay_chart.value = figure.html()
        self.stay_words.value = status(figure.words)
        self.stay_table.value = self._stay_table(made, by)

    def _stay_table(self, made: Mapping[str, Curve], by: str) -> str:
        _ = self._
        marked = [one for one in MARKED if one <= self._followed.until]
        months = [_("After {n} months (95% interval)").format(n=one) for one in marked]
        rows = []
        for name, curve in made.items():
            steps = [curve.at(one) for one in marked]
            cells = [
                percent(1.0) if one is None else f"{percent(one.survival)} ({percent(one.low)}–{percent(one.high)})"
                for one in steps
            ]
            rows.append(
                [bilingual(NAMES[by].get(name, name)).to(self._lang), number(curve.n), number(curve.events), *cells]
            )
        return scrolled(_("Not yet lapsed, by class"), [_("Class"), _("Retailers"), _("Lapsed"), *months], rows)

    def _show_plan(self) -> None:
        self.planner.show(self.finder.suspects)
        self._show_task()

    def _show_task(self) -> None:
        every = conditions(self.case, self.finder.suspects, self.planner.plan, manager=self.scope.value)
        ask = self._(
            "Find the retailers of {manager} who drift away, and plan measures that meet all conditions at once "
            "(limits are illustrative):"
        ).format(manager=MANAGER)
        self.show_conditions(ask, every)

    def hint_text(self) -> str:
        """Return the hint."""
        return self._(
            "Three months are too long for those who began to fall in September; one month catches chance. Closed "
            "shops need no measure. For each cause, take the measure made for it; where two do nearly as well, the "
            "cheaper one leaves hours for others. Then see who comes last when the hours run out."
        )

    def solve(self) -> None:
        """Show the model solution."""
        self.scope.value = MANAGER
        self.finder.set(**MODEL_SOLUTION["rule"])
        self.planner.set(MODEL_SOLUTION["measures"], budget=MODEL_SOLUTION["budget"], order=MODEL_SOLUTION["order"])
        self._show_found(at_once=True)

    def start_over(self) -> None:
        """Set everything as it was at first."""
        self.scope.value = MANAGER
        self.finder.set()
        self.planner.set({})
        self.by.value = FIRST_BY
        self._show_found(at_once=True)
        self.finder.show_first()
