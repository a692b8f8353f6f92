"""The classification explorer: choose a basis, compare two, plan visits, meet the challenge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipywidgets as w

from fuwu.labs.classification import (
    MODEL_SOLUTION,
    classes_figure,
    conditions,
    cross,
    describe,
    feasible_plan,
)
from fuwu.labs.classification.example import MANAGER
from fuwu.labs.classification.visits import PER_DAY, WORKING_DAYS
from fuwu.labs.text import bilingual, number, percent
from fuwu.widgets.classification.basis_chooser import Chooser
from fuwu.widgets.classification.visit_planner import VisitPlanner
from fuwu.widgets.lab import Bench, Latest, dropdown, heading, manager_choices, scrolled, status, view

if TYPE_CHECKING:
    import pandas as pd

    from fuwu.labs import Data
    from fuwu.labs.classification import Classification, Cross
    from fuwu.model import Lang

SOON, LATER = 0.005, 0.02  # seconds: the classes first, what depends on them right after


def explorer(data: Data, lang: Lang) -> w.Widget:
    """Return the view of lab 01."""
    return Explorer(data, lang).view


class Explorer(Bench):
    """The controls, what they show, and how a change travels: classes, then comparison, visits, challenge."""

    def __init__(self, data: Data, lang: Lang) -> None:
        super().__init__(lang)
        self._data = data
        self._tables: dict[str, pd.DataFrame] = {}
        self._soon = Latest(self._show_classes, seconds=SOON)
        self._dependents = Latest(self._show_dependents, seconds=LATER)
        self._compare_soon = Latest(self._show_cross, seconds=SOON)
        self._plan_soon = Latest(self._show_plan, seconds=SOON)
        self.scope = dropdown(self._("Retailers"), manager_choices(self._data.retailers["manager_id"], lang), MANAGER)
        self.first = Chooser(lang, "operation", changed=self._soon)
        self.second = Chooser(lang, "value", changed=self._compare_soon, comparing=True)
        self.planner = VisitPlanner(data.retailers, lang, changed=self._plan_soon)
        self.words, self.chart, self.profile = w.HTML(), w.HTML(), w.HTML()
        self.cross_words, self.cross_table = w.HTML(), w.HTML()
        self.scope.observe(self._soon, "value")
        self.view = self._layout()
        self._show_classes(at_once=True)

    def _layout(self) -> w.VBox:
        return view("ClassificationExplorer", [
            heading(self._("1. Make classes")), self.scope, self.first.view, self.words,
            self.chart,
            self.profile,
            heading(self._("2. Compare with another basis")), self.second.view, self.cross_words, self.cross_table,
            heading(self._("3. Give each class a service and visits")), self.planner.view,
            heading(self._("4. Challenge")), *self.challenge,
        ])  # fmt: skip

    def retailers(self) -> pd.DataFrame:
        """Return the retailers in scope: the same table each time, so that a chooser knows it again."""
        scope = self.scope.value
        if scope not in self._tables:
            self._tables[scope] = self._data.of_manager(scope) if scope else self._data.retailers
        return self._tables[scope]

    def _managers(self) -> int:
        return 1 if self.scope.value else int(self._data.retailers["manager_id"].nunique())

    def _show_classes(self, *, at_once: bool = False) -> None:
        self.classification = self.first.classify(self.retailers())
        title = bilingual("{basis}", basis=self.first.basis.name)
        figure = classes_figure(self.classification, self._lang, title=title)
        self.chart.value = figure.html()
        self.words.value = status(describe(self.classification, self._lang))
        self.profile.value = self._profile_table(self.classification)
        (self._show_dependents if at_once else self._dependents)()

    def _show_dependents(self) -> None:
        self._show_cross()
        self.planner.show(self.classification, managers=self._managers())
        self._show_task()

    def _show_plan(self) -> None:
        self.planner.show(self.classification, managers=self._managers())
        self._show_task()

    def _profile_table(self, classification: Classification) -> str:
        _ = self._
        columns = [_("Class"), _("Rule"), _("Retailers"), _("Share"), _("Share of volume"),
                   _("Median cartons a month"), _("Median yuan a month"), _("Disadvantaged"),
                   _("Commonest formats and market types")]  # fmt: skip
        rows = [
            [one.name.to(self._lang), one.rule.to(self._lang), number(one.size), percent(one.share),
             percent(one.profile.volume_share), _optional(one.profile.median_volume),
             _optional(one.profile.median_value), number(one.profile.disadvantaged),
             one.profile.words.to(self._lang)]
            for one in classification.classes
        ]  # fmt: skip
        return scrolled(_("Profiles of the classes"), columns, rows)

    def _show_cross(self) -> None:
        result = cross(self.classification, self.second.classify(self.retailers()))
        self.cross_words.value = status(result.words(self._lang))
        self.cross_table.value = self._cross_table(result)

    def _cross_table(self, result: Cross) -> str:
        columns = [one.name.to(self._lang) for one in result.second.classes]
        counts = result.table.to_numpy().tolist()
        rows = [
            [one.name.to(self._lang), *map(number, row), number(one.size)]
            for one, row in zip(result.first.classes, counts, strict=True)
        ]
        caption = self._("Rows: {first}. Columns: {second}. Numbers of retailers.").format(
            first=result.first.basis.name.to(self._lang), second=result.second.basis.name.to(self._lang)
        )
        return scrolled(caption, [self._("Class"), *columns, self._("Total")], rows)

    def _show_task(self) -> None:
        every = conditions(self.classification, self.planner.plan)
        ask = self._("Make classes and a visit plan that meet all conditions at once (limits are illustrative):")
        self.show_conditions(ask, every)

    def hint_text(self) -> str:
        """Return the hint."""
        return self._(
            "Seven factors with seven classes give groups of a handy size; tick the box that sets the disadvantaged "
            "apart. Then multiply: which class takes the most visits? A rhythm of every two days takes 11 visits a "
            "month for each shop; once a week takes 4.4. Everybody needs some rhythm, “no data” included."
        )

    def solve(self) -> None:
        """Show the model solution."""
        self.scope.value = MANAGER
        self.first.set(**MODEL_SOLUTION)
        self.classification = self.first.classify(self.retailers())
        self.planner.set(feasible_plan(self.classification), working_days=WORKING_DAYS, per_day=PER_DAY)
        self._show_classes(at_once=True)

    def start_over(self) -> None:
        """Set everything as it was at first."""
        self.scope.value = MANAGER
        self.first.set("operation")
        self.second.set("value")
        self.planner.set({}, working_days=WORKING_DAYS, per_day=PER_DAY)
        self._show_classes(at_once=True)


def _optional(value: float | None) -> str:
    return "–" if value is None else number(value)
