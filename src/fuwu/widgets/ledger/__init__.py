"""The ledger lab's view: read a ledger, compare three channels, plan, meet the challenge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipywidgets as w

from fuwu.labs.ledger import MODEL_SOLUTION, Plan, conditions
from fuwu.labs.ledger.example import SHOP
from fuwu.widgets.lab import Bench, Latest, heading, view
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


class Explorer(Bench):
    """Three parts and a task that looks at the first and the third."""

    def __init__(self, data: Data, lang: Lang) -> None:
        super().__init__(lang)
        self._shop_soon = Latest(self._show_shop, seconds=SOON)
        self._ledger_soon = Latest(self._show_ledger, seconds=SOON)
        self._plan_soon = Latest(self._show_plan, seconds=SOON)
        self.shop = ShopReader(data, lang, changed=self._shop_soon, soon=self._ledger_soon)
        self.channels = ChannelView(data, lang, books=self.shop.books, changed=self._plan_soon)
        self.planner = PlanView(data, lang, changed=self._plan_soon)
        self.view = self._layout()
        self.start_over()

    def _layout(self) -> w.VBox:
        return view("LedgerExplorer", [
            heading(self._("1. Read a ledger")), self.shop.view,
            heading(self._("2. Compare three channels")), self.channels.view,
            heading(self._("3. Plan how to learn of needs")), self.planner.view,
            heading(self._("4. Challenge")), *self.challenge,
        ])  # fmt: skip

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
        self.show_conditions(ask, every)

    def hint_text(self) -> str:
        """Return the hint."""
        return self._(
            "List the shops that point to growth and look for one that points to profit as well. Reading ledgers takes "
            "many hours, so not everything fits: a random draw seldom meets the disadvantaged, and dealing with every "
            "submission costs time without reaching those who never submit. Who can go to those who do not come?"
        )

    def solve(self) -> None:
        """Show the model solution."""
        self._put(SHOP, MODEL_SOLUTION)

    def start_over(self) -> None:
        """Set everything as it was at first."""
        self._put(FIRST_SHOP, Plan())

    def _put(self, shop: str, plan: Plan) -> None:
        self.shop.set(shop)
        self.channels.set()
        self.planner.set(plan)
        self.outcome = self.planner.show(self.channels.costs)
        self.channels.show()
        self._show_shop()
