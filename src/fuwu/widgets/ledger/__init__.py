"""The ledger lab's view: read a ledger, compare three channels, plan, meet the challenge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipywidgets as w

from fuwu.i18n import gettext_for
from fuwu.labs.ledger import MODEL_SOLUTION, Plan, conditions
from fuwu.labs.ledger.example import SHOP
from fuwu.widgets.lab import STYLE, Latest, SliderNames, heading, paragraph, task_list
from fuwu.widgets.ledger.channel_view import ChannelView
from fuwu.widgets.ledger.plan_view import PlanView
from fuwu.widgets.ledger.shop_reader import ShopReader

if TYPE_CHECKING:
    from fuwu.labs import Data
    from fuwu.model import Lang

SOON = 0.005  # seconds
FIRST_SHOP = "R0026"  # a ledger with a week missing and no sign: something to wonder at


def explorer(data: Data, lang: Lang) -> w.Widget:
    """Return the view of the ledger lab."""
    return Explorer(data, lang).view


class _View(w.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """The whole view; its text form is the same in every run."""

    def __repr__(self) -> str:
        return "LedgerExplorer()"


class Explorer:
    """Three parts and a task that looks at the first and the third."""

    def __init__(self, data: Data, lang: Lang) -> None:
        self._lang, self._ = lang, gettext_for(lang)
        self._shop_soon = Latest(self._show_shop, seconds=SOON)
        self._ledger_soon = Latest(self._show_ledger, seconds=SOON)
        self._plan_soon = Latest(self._show_plan, seconds=SOON)
        self.shop = ShopReader(data, lang, changed=self._shop_soon, soon=self._ledger_soon)
        self.channels = ChannelView(data, lang, books=self.shop.books, changed=self._plan_soon)
        self.planner = PlanView(data, lang, changed=self._plan_soon)
        self.task, self.hint = w.HTML(), w.HTML()
        self.hint_button = w.Button(description=self._("Show a hint"))
        self.solution_button = w.Button(description=self._("Show the model solution"))
        self.reset_button = w.Button(description=self._("Start over"))
        self.hint_button.on_click(self._toggle_hint)
        self.solution_button.on_click(self._show_solution)
        self.reset_button.on_click(self._reset)
        self.view = self._layout()
        self._reset()

    def _layout(self) -> _View:
        buttons = w.Box(
            [self.hint_button, self.solution_button, self.reset_button], layout=w.Layout(flex_flow="row wrap")
        )
        view = _View([
            w.HTML(STYLE), SliderNames(),
            heading(self._("1. Read a ledger")), self.shop.view,
            heading(self._("2. Compare three channels")), self.channels.view,
            heading(self._("3. Plan how to learn of needs")), self.planner.view,
            heading(self._("4. Challenge")), self.task, buttons, self.hint,
        ], layout=w.Layout(width="100%"))  # fmt: skip
        view.add_class("fuwu-lab")
        return view

    def _show_ledger(self) -> None:
        self.shop.show()

    def _show_shop(self) -> None:
        self.shop.show()
        self._show_task()

    def _show_plan(self) -> None:
        self.outcome = self.planner.show(self.channels.costs)
        self._show_task()

    def _show_task(self) -> None:
        ask = self._(
            "Choose a shop and a plan that meet all conditions at once (limits, budget and hours are illustrative; "
            "the hours count as first assumed):"
        )
        every = conditions(self.shop.reading, self.outcome)
        self.task.value = task_list(ask, [(one.asks, one.met, one.now) for one in every], self._lang)

    def _toggle_hint(self, _button: w.Button) -> None:
        shown = bool(self.hint.value)
        hint = self._(
            "List the shops that point to growth and look for one that points to profit as well. Reading ledgers takes "
            "many hours, so not everything fits: a random draw seldom meets the disadvantaged, and dealing with every "
            "submission costs time without reaching those who never submit. Who can go to those who do not come?"
        )
        self.hint.value = "" if shown else paragraph(hint)
        self.hint_button.description = self._("Show a hint") if shown else self._("Hide the hint")

    def _show_solution(self, _button: w.Button) -> None:
        self._put(SHOP, MODEL_SOLUTION)

    def _reset(self, _button: w.Button | None = None) -> None:
        self._put(FIRST_SHOP, Plan())

    def _put(self, shop: str, plan: Plan) -> None:
        self.shop.set(shop)
        self.channels.set()
        self.planner.set(plan)
        self.outcome = self.planner.show(self.channels.costs)
        self.channels.show()
        self._show_shop()
