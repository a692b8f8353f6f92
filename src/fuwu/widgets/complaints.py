"""The complaint log: count by what you like, check the limits, find who comes again, choose what to mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipywidgets as w

from fuwu.labs.complaints import CAUSES, SUBJECTS, conditions, model_solution, name_of, pareto, prepared, repeaters
from fuwu.labs.complaints.pages import (
    again_words,
    measure_columns,
    measure_rows,
    pareto_figure,
    times,
    times_figure,
)
from fuwu.labs.promises import Log
from fuwu.labs.text import bilingual, number
from fuwu.widgets.lab import Bench, Latest, dropdown, heading, scrolled, slider, status, view

if TYPE_CHECKING:
    import pandas as pd

    from fuwu.labs import Data
    from fuwu.model import Lang

SOON = 0.005  # seconds


def explorer(data: Data, lang: Lang) -> w.Widget:
    """Return the view of the lab."""
    return Explorer(data, lang).view


class Explorer(Bench):
    """The controls and what they show."""

    def __init__(self, data: Data, lang: Lang) -> None:
        super().__init__(lang)
        self._log, self._complaints = Log(data), prepared(data.complaints, data.retailers)
        self._every = pareto(self._complaints)
        self._make_controls()
        self.chart, self.words, self.limits, self.limit_words = w.HTML(), w.HTML(), w.HTML(), w.HTML()
        self.again, self.measures = w.HTML(), w.HTML()
        self._connect()
        self.view = self._layout()
        self.show()

    def _make_controls(self) -> None:
        _ = self._
        self.by = dropdown(
            _("Count by"),
            [(_("subject"), "about"), (_("cause"), "cause"), (_("channel"), "channel"),
             (_("customer manager"), "manager_id"), (_("month"), "month")],
            "about",
        )  # fmt: skip
        causes = [(bilingual(name).to(self._lang), cause) for cause, name in CAUSES.items()]
        self.cause = dropdown(_("Only those caused by"), [(_("all causes"), ""), *causes], "")
        managers = sorted(self._complaints["manager_id"].unique())
        self.manager = dropdown(_("Customer manager"), [(_("all"), ""), *((one, one) for one in managers)], "")
        self.scope = dropdown(
            _("Arrivals judged"),
            [(_("only those the commitment covers"), "promised"), (_("all in the log"), "all")],
            "promised",
        )
        self.least = slider(_("Complained at least so often"), 3, low=2, high=4)
        self.chosen = {
            subject: w.Checkbox(value=False, description=bilingual(name).to(self._lang), indent=False)
            for subject, name in SUBJECTS.items()
        }

    def _connect(self) -> None:
        soon = Latest(self._show_counts, seconds=SOON)
        for control in (self.by, self.cause, self.manager):
            control.observe(soon, "value")
        self.scope.observe(Latest(self._show_limits, seconds=SOON), "value")
        self.least.observe(Latest(self._show_again, seconds=SOON), "value")
        for box in self.chosen.values():
            box.observe(lambda _change: self._show_task(), "value")

    def _layout(self) -> w.VBox:
        boxes = w.Box(list(self.chosen.values()), layout=w.Layout(flex_flow="row wrap", grid_gap="0 1rem"))
        return view("ComplaintsExplorer", [
            heading(self._("1. What they are about")), self.by, self.cause, self.manager, self.words, self.chart,
            heading(self._("2. Within the limits?")), self.scope, self.limit_words, self.limits,
            heading(self._("3. Who comes again, and how content they were")), self.least, self.again, self.measures,
            heading(self._("4. Challenge")), boxes, *self.challenge,
        ])  # fmt: skip

    def _selected(self) -> pd.DataFrame:
        found = self._complaints
        if self.cause.value:
            found = found[found["cause"] == self.cause.value]
        if self.manager.value:
            found = found[found["manager_id"] == self.manager.value]
        return found

    def show(self) -> None:
        """Show everything."""
        self._show_counts()
        self._show_limits()
        self._show_again()
        self._show_task()

    def _show_counts(self) -> None:
        rows = pareto(self._selected(), self.by.value)
        figure = pareto_figure(rows, self.by.value, self._lang)
        self.words.value, self.chart.value = status(figure.words), figure.html()

    def _show_limits(self) -> None:
        figure = times_figure(times(self._log, promised_only=self.scope.value == "promised"), self._lang)
        self.limit_words.value, self.limits.value = status(figure.words), figure.html()

    def _show_again(self) -> None:
        again = repeaters(self._complaints, self.least.value)
        rows = [
            [str(retailer), number(count), self._subjects(str(retailer))] for retailer, count in again.head(12).items()
        ]
        heads = [self._("Retailer"), self._("Complaints"), self._("About")]
        caption = self._("Who complained most often (at most 12 shown)")
        words = again_words(self._complaints, self.least.value).to(self._lang)
        self.again.value = status(words) + scrolled(caption, heads, rows)
        self.measures.value = scrolled(
            self._("What to mend first: complaints of 2025 by subject (sample data)"), measure_columns(self._lang),
            measure_rows(self._every, self._lang),
        )  # fmt: skip

    def _subjects(self, retailer: str) -> str:
        found = self._complaints[self._complaints["retailer_id"] == retailer]["about"]
        names = [name_of("about", one).to(self._lang) for one in dict.fromkeys(found)]
        return self._(", ").join(names)

    def _show_task(self) -> None:
        chosen = [subject for subject, box in self.chosen.items() if box.value]
        ask = self._("You may mend three things. Tick them so that all conditions are met (numbers are illustrative):")
        every = conditions(self._every, chosen)
        self.show_conditions(ask, every)

    def hint_text(self) -> str:
        """Return the hint."""
        return self._(
            "The longest bar is not always the one to begin with: look at its colours. What is mostly beyond the "
            "company calls for explaining, not for mending. Then look for the line with many complaints and few "
            "content."
        )

    def solve(self) -> None:
        """Show the model solution."""
        best = model_solution(self._every)
        for subject, box in self.chosen.items():
            box.value = subject in best

    def start_over(self) -> None:
        """Set everything as it was at first."""
        for box in self.chosen.values():
            box.value = False
        self.by.value, self.cause.value, self.manager.value, self.scope.value = "about", "", "", "promised"
        self.least.value = 3
        self.show()
