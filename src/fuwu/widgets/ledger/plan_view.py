"""Part 3: choose channels and a sample, and see what that comes to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import ipywidgets as w

from fuwu.i18n import gettext_for
from fuwu.labs.ledger import DRAWS, Costs, Outcome, Plan, Planner, outcome_words
from fuwu.labs.text import bilingual
from fuwu.widgets.lab import dropdown, paragraph, slider, status

if TYPE_CHECKING:
    from fuwu.labs import Data
    from fuwu.model import Lang

MOST_ASKED = 600


class PlanView:
    """The controls of a plan; `changed` is called on any change."""

    def __init__(self, data: Data, lang: Lang, *, changed: Callable[[], None]) -> None:
        _ = gettext_for(lang)
        self._lang, self._changed, self._quiet = lang, changed, False
        self._planner = Planner(data)
        first = Plan()
        self.ledger = w.Checkbox(value=first.ledger, description=_("Read the ledgers that are kept"), indent=False)
        self.submissions = w.Checkbox(value=first.submissions, description=_("Deal with the retailers' submissions"),
                                      indent=False)  # fmt: skip
        self.noted = w.Checkbox(
            value=first.noted, description=_("Visit every disadvantaged retailer and take down what is needed"),
            indent=False)  # fmt: skip
        self.asked = slider(_("Retailers asked in the survey"), first.asked, low=0, high=MOST_ASKED, step=10)
        draws = [(bilingual(name).to(lang), id_) for id_, name in DRAWS.items()]
        self.draw = dropdown(_("How they are drawn"), draws, first.draw)
        self.words = w.HTML()
        for one in (self.ledger, self.submissions, self.noted, self.asked, self.draw):
            one.observe(self._tell, "value")
        about = _(
            "For the whole branch. Whom a random draw reaches is an expectation. Taking down what is needed costs half "
            "an hour for each disadvantaged retailer (assumed); the other hours are those of part 2."
        )
        self.view = w.VBox([w.HTML(paragraph(about)), self.ledger, self.submissions, self.noted, self.asked,
                            self.draw, self.words])  # fmt: skip

    @property
    def plan(self) -> Plan:
        """The plan chosen."""
        return Plan(self.ledger.value, self.submissions.value, self.noted.value, self.asked.value, self.draw.value)

    def set(self, plan: Plan) -> None:
        """Take over a plan, without calling `changed`."""
        self._quiet = True
        self.ledger.value, self.submissions.value, self.noted.value = plan.ledger, plan.submissions, plan.noted
        self.asked.value, self.draw.value = plan.asked, plan.draw
        self._quiet = False

    def show(self, costs: Costs) -> Outcome:
        """Show what the plan comes to at these costs; return what it comes to at the lab's own."""
        self.words.value = status(outcome_words(self._planner.count(self.plan, costs), self._lang))
        return self._planner.count(self.plan)

    def _tell(self, _change: object) -> None:
        if not self._quiet:
            self._changed()
