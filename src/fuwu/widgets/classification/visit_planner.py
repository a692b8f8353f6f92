"""Controls for the service and rhythm of each class, and what the plan comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING

import ipywidgets as w

from fuwu.i18n import gettext_for
from fuwu.labs.classification import ClassPlan, source_plan, visits, visits_figure
from fuwu.labs.classification.visits import PER_DAY, RHYTHMS, SERVICES, WORKING_DAYS
from fuwu.labs.text import bilingual, mark, number
from fuwu.widgets.lab import dropdown, paragraph, scrolled, side_by_side, slider, status

if TYPE_CHECKING:
    import pandas as pd

    from fuwu.labs.classification import Classification, CustomerClass, VisitPlan
    from fuwu.model import Lang

AS_NEEDED = 2.0
NAMED = 60  # how many unseen retailers are listed by name


class VisitPlanner:
    """A row of controls per class; what a learner set for a class is kept while the class exists."""

    plan: VisitPlan

    def __init__(self, retailers: pd.DataFrame, lang: Lang, *, changed: Callable[[], None]) -> None:
        self._lang, self._, self._changed, self._quiet = lang, gettext_for(lang), changed, False
        self._names = retailers.set_index("retailer_id")["shop_name" if lang == "zh" else "shop_name_en"]
        self._set: dict[str, ClassPlan] = {}
        self._shown: tuple[str, ...] = ()  # ids of the classes that have a row
        self._titles: tuple[str, ...] = ()  # and their names
        self.rows: list[tuple[w.Dropdown, w.Dropdown]] = []
        self._boxes: list[w.Box] = []
        self.working_days = slider(self._("Working days a month"), WORKING_DAYS, low=15, high=26)
        self.per_day = slider(self._("Visits one customer manager makes a day"), PER_DAY, low=5, high=60)
        self.as_needed = slider(
            self._("“As needed” means how many visits a month"), AS_NEEDED, low=0, high=10, step=0.5
        )
        for one in (self.working_days, self.per_day, self.as_needed):
            one.observe(self._tell, "value")
        self.words, self.chart, self.table, self.unseen = w.HTML(), w.HTML(), w.HTML(), w.HTML()
        self._grid = w.VBox()
        about = self._(
            "It begins with the rhythms of the training material: class 1 as needed, classes 2 and 3 every two days, "
            "class 4 every three days. For other classes it gives none. Who is first in the list is visited first."
        )
        self.view = w.VBox([
            w.HTML(paragraph(about)), self._grid, self.as_needed, self.working_days, self.per_day, self.words,
            side_by_side(self.chart, self.table), self.unseen])  # fmt: skip

    def set(self, plan: Mapping[str, ClassPlan], *, working_days: int, per_day: int) -> None:
        """Take over a whole plan, without calling `changed`."""
        self._quiet = True
        self._set, self._shown = dict(plan), ()
        self.working_days.value, self.per_day.value, self.as_needed.value = working_days, per_day, AS_NEEDED
        self._quiet = False

    def show(self, classification: Classification, *, managers: int) -> None:
        """Count the plan for these classes and show it."""
        self._show_rows(classification)
        chosen = {
            one.id: ClassPlan(service.value, rhythm.value, self.as_needed.value)
            for one, (service, rhythm) in zip(classification.classes, self.rows, strict=False)
        }
        self.plan = visits(classification, chosen, self.working_days.value, self.per_day.value, managers=managers)
        title = bilingual(mark("Visits a month against capacity"))
        name = bilingual(mark("Your plan"))
        figure = visits_figure([(name, self.plan)], self._lang, title=title)
        self.chart.value = figure.html()
        self.words.value = status(self.plan.words(self._lang))
        self.table.value = self._plan_table()
        self.unseen.value = self._unseen_list()

    def _show_rows(self, classification: Classification) -> None:
        wanted = tuple(one.id for one in classification.classes)
        titles = tuple(one.name.to(self._lang) for one in classification.classes)
        if (wanted, titles) != (self._shown, self._titles):
            plan = source_plan(classification) | {one: self._set[one] for one in wanted if one in self._set}
            self._quiet = True
            for place, one in enumerate(classification.classes):
                self._fill_row(place, one, plan[one.id])
            self._quiet = False
            self._grid.children = self._boxes[: len(wanted)]
            self._shown, self._titles = wanted, titles

    def _fill_row(self, place: int, one: CustomerClass, plan: ClassPlan) -> None:
        if place == len(self.rows):
            self.rows.append(self._new_row(place))
            self._boxes.append(side_by_side(*self.rows[-1]))
        service, rhythm = self.rows[place]
        name = one.name.to(self._lang)
        service.description = self._("{name}: service").format(name=name)
        rhythm.description = self._("{name}: visits").format(name=name)
        service.value, rhythm.value = plan.service, plan.rhythm

    def _new_row(self, place: int) -> tuple[w.Dropdown, w.Dropdown]:
        services = [(bilingual(title).to(self._lang), key) for key, title in SERVICES.items()]
        rhythms = [(bilingual(title).to(self._lang), key) for key, title in RHYTHMS.items()]
        row = dropdown("", services, "standard"), dropdown("", rhythms, "none")
        for one in row:
            one.observe(lambda _change: self._chosen(place), "value")
        return row

    def _chosen(self, place: int) -> None:
        if not self._quiet:
            service, rhythm = self.rows[place]
            self._set[self._shown[place]] = ClassPlan(service.value, rhythm.value)
            self._changed()

    def _tell(self, _change: object) -> None:
        if not self._quiet:
            self._changed()

    def _plan_table(self) -> str:
        _ = self._
        columns = [_("Class"), _("Retailers"), _("Service"), _("Rhythm"), _("Visits a month for each"),
                   _("Visits a month"), _("Retailers seen")]  # fmt: skip
        rows = [
            [row.customer_class.name.to(self._lang), number(row.customer_class.size),
             bilingual(SERVICES[row.plan.service]).to(self._lang),
             bilingual(RHYTHMS[row.plan.rhythm]).to(self._lang), number(row.per_retailer), number(row.visits),
             number(row.served)]
            for row in self.plan.rows
        ]  # fmt: skip
        return scrolled(_("The plan, class by class"), columns, rows)

    def _unseen_list(self) -> str:
        ids = self.plan.unseen
        if not ids:
            return ""
        names = [f"{one} {self._names.loc[one]}" for one in ids[:NAMED]]
        more = self._("and {n} more").format(n=number(len(ids) - NAMED)) if len(ids) > NAMED else ""
        items = "".join(f"<li>{escape(one)}</li>" for one in [*names, *([more] if more else [])])
        summary = self._("Retailers nobody would see: {n}").format(n=number(len(ids)))
        return f"<details><summary>{escape(summary)}</summary><ul>{items}</ul></details>"
