"""Controls for the task: why needs are least satisfied, which needs to meet, and with how much money."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

import ipywidgets as w

from fuwu.i18n import gettext_for
from fuwu.labs.kano import BUDGET, chosen, greedy, money, words
from fuwu.labs.kano.study import LEAST
from fuwu.labs.text import number
from fuwu.widgets.lab import Quiet, dropdown, paragraph, slider, status

if TYPE_CHECKING:
    from fuwu.labs.kano import Choice, Study
    from fuwu.model import Lang

UNDECIDED = "?"
LEAST_MONEY, MOST_MONEY, STEP = 400, 2000, 50


class Chooser(Quiet):
    """What the learner decides; `changed` is called on any change."""

    choice: Choice

    def __init__(self, study: Study, lang: Lang, *, changed: Callable[[], None]) -> None:
        self._lang, self._, self._changed, self._quiet = lang, gettext_for(lang), changed, False
        self._study = study
        self._decided: dict[str, str] = {}
        self._unit = 10 if lang == "zh" else 1  # Chinese counts money in ten thousands
        low, high, step = (one // self._unit for one in (LEAST_MONEY, MOST_MONEY, STEP))
        self.budget = slider(
            self._("Budget a year (thousand yuan)"), int(BUDGET) // self._unit, low=low, high=high, step=step
        )
        self.boxes = {one.id: w.Checkbox(description=self._label(one.id), indent=False) for one in study.needs}
        self.reasons = [self._reason() for _ in range(LEAST)]
        self._asked: tuple[str, ...] = ()
        self.words = w.HTML()
        self.wishes = w.Button(description=self._("Fill in: most wanted first"))
        self.clear = w.Button(description=self._("Clear the choice"))
        self.wishes.on_click(lambda _button: self.set(greedy(self._study, self.money).ids))
        self.clear.on_click(lambda _button: self.set(()))
        for box in self.boxes.values():
            box.observe(self._tell, "value")
        self.budget.observe(self._tell, "value")
        self.why = w.VBox([w.HTML(paragraph(self._(
            "The notes divide needs of low satisfaction into A, the need itself is unreasonable, and B, the company "
            "has not met it well; the list may go on in the original. Which is it?"))), *self.reasons])  # fmt: skip
        self.view = w.VBox([
            w.HTML(paragraph(self._(
                "Tick the needs to meet next year. Beside each: what it costs a year and, from 0 to 5, how much it "
                "serves the company's own needs. The figures are fictional."))),
            self.budget, *self.boxes.values(), w.Box([self.wishes, self.clear], layout=w.Layout(flex_flow="row wrap")),
            self.words])  # fmt: skip

    def _label(self, need_id: str) -> str:
        need = self._study.need(need_id)
        said = self._("{need} · {cost} · value to the company {value}")
        return said.format(
            need=need.label.to(self._lang), cost=money(need.cost).to(self._lang), value=number(need.company_value)
        )

    def _reason(self) -> w.Dropdown:
        options = [
            (self._("not decided"), UNDECIDED),
            (self._("A the need itself is unreasonable"), "A"),
            (self._("B the company has not met it well"), "B"),
        ]
        made = dropdown("", options, UNDECIDED)
        made.observe(self._decide, "value")
        return made

    @property
    def money(self) -> float:
        """The budget in thousand yuan."""
        return float(self.budget.value * self._unit)

    @money.setter
    def money(self, thousands: float) -> None:
        self.budget.value = int(thousands) // self._unit

    @property
    def decided(self) -> Mapping[str, str]:
        """A or B for each need the learner decided on."""
        return dict(self._decided)

    def set(self, ids: Collection[str], reasons: Mapping[str, str] | None = None) -> None:
        """Take over a choice, and reasons if given, and tell once."""
        with self._silence():
            for need_id, box in self.boxes.items():
                box.value = need_id in ids
            if reasons is not None:
                self._decided = dict(reasons)
                self._asked = ()
        self._changed()

    def show(self, study: Study) -> None:
        """Show what the choice comes to by the answers as they are treated now."""
        self._study = study
        self.choice = chosen(study, [need_id for need_id, box in self.boxes.items() if box.value])
        self.words.value = status(words(self.choice, self.money).to(self._lang))
        least = tuple(one.id for one in study.least_satisfied)
        if least != self._asked:
            with self._silence():
                self._ask(least)
            self._asked = least

    def _ask(self, least: tuple[str, ...]) -> None:
        label = self._("Why so little satisfied: {need}")
        for need_id, reason in zip(least, self.reasons, strict=False):
            need = self._study.need(need_id)
            reason.description = label.format(need=need.label.to(self._lang))
            reason.value = self._decided.get(need_id, UNDECIDED)

    def _decide(self, _change: object) -> None:
        if not self._quiet:
            values = [one.value for one in self.reasons]
            self._decided |= dict(zip(self._asked, values, strict=False))
            self._changed()

    def _tell(self, _change: object) -> None:
        if not self._quiet:
            self._changed()
