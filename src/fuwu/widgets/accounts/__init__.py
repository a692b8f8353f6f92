"""The accounts explorer: mend the books, set gross profit against estimates, read the surveys, meet the task."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipywidgets as w

from fuwu.labs.accounts.books import Books
from fuwu.labs.accounts.challenge import CONCLUSIONS, conditions, solution
from fuwu.labs.accounts.drawing import profit_figure, rise_words, satisfaction_figure, summary
from fuwu.labs.accounts.pages import ASKED, owner_columns, owner_rows, shop_columns, shop_rows
from fuwu.labs.accounts.planted import PLANTED
from fuwu.labs.accounts.profit import METHODS, profits
from fuwu.labs.accounts.repair import disagreeing, mended
from fuwu.labs.accounts.survey import ASPECTS, changes, needed, shares
from fuwu.labs.accounts.words import METHOD_NAMES, shop_name
from fuwu.labs.text import bilingual
from fuwu.widgets.accounts.checker import Checker
from fuwu.widgets.lab import Bench, Latest, dropdown, heading, paragraph, scrolled, slider, status, view

if TYPE_CHECKING:
    from fuwu.labs import Data
    from fuwu.model import Lang

SOON = 0.005  # seconds


def explorer(data: Data, lang: Lang) -> w.Widget:
    """Return the view of the lab."""
    return Explorer(data, lang).view


class Explorer(Bench):
    """The controls, what they show, and how a change travels: marks, then gross profit, then the task."""

    def __init__(self, data: Data, lang: Lang) -> None:
        super().__init__(lang)
        self.books = Books(data)
        self._truth = profits(self.books, mended(self.books, PLANTED))
        self._shares, self._changes = shares(data), changes(data)
        self._soon = Latest(self._show_profit, seconds=SOON)
        self._survey_soon = Latest(self._show_survey, seconds=SOON)
        self._quiet = True  # until everything is there
        self._make_controls()
        self.checker = Checker(self.books, lang, changed=self._soon)
        self.words, self.chart, self.table = w.HTML(), w.HTML(), w.HTML()
        self.survey_chart, self.survey_words, self.owners = w.HTML(), w.HTML(), w.HTML()
        self._connect()
        self.view = self._layout()
        self._quiet = False
        self._show_profit()
        self._show_survey()

    def _make_controls(self) -> None:
        _, lang = self._, self._lang
        ways = [(bilingual(METHOD_NAMES[one]).to(lang), one) for one in METHODS]
        self.method = dropdown(_("Gross profit ="), ways, METHODS[0])
        self.aspect = dropdown(_("Aspect"), [(bilingual(one).to(lang), key) for key, one in ASPECTS.items()], "profit")
        self.asked = slider(_("Suppose so many were asked in each survey"), ASKED, low=50, high=ASKED, step=50)
        self.high = {
            shop: w.Checkbox(value=False, description=shop_name(self.books, shop).to(lang), indent=False)
            for shop in self.books.shops
        }
        told = [(bilingual(one).to(lang), key) for key, one in CONCLUSIONS.items()]
        self.conclusion = dropdown(_("What do the ten owners' answers before and after tell?"), told, "open")

    def _connect(self) -> None:
        self.method.observe(self._soon, "value")
        for one in (self.aspect, self.asked):
            one.observe(self._survey_soon, "value")
        for one in (*self.high.values(), self.conclusion):
            one.observe(self._task_again, "value")

    def _layout(self) -> w.VBox:
        _ = self._
        return view("AccountsExplorer", [
            heading(_("1. Check the books of three months")), w.HTML(paragraph(_(
                "Ten volunteers wrote down every purchase, sale and count. What a check lists is only suspicious. What "
                "you mark is mended at once: the brand's own price, packs times ten, doubled packs struck by the "
                "count, own use entered, lost sales made up by the count at the marked price."))),
            self.checker.view,
            heading(_("2. Gross profit and the owners' estimates")), self.method, self.words, self.chart, self.table,
            heading(_("3. Seven aspects of satisfaction")), w.HTML(paragraph(_(
                "Only 12.5% and 17.3% for retail profit come from the source, which does not say how many were asked. "
                "All else is illustrative."))),
            self.asked, self.aspect, self.survey_words, self.survey_chart, self.owners,
            heading(_("4. Challenge")),
            w.HTML(paragraph(_("Whose owners guess higher than the mended books say?"))), *self.high.values(),
            self.conclusion, *self.challenge,
        ])  # fmt: skip

    def _show_profit(self) -> None:
        if self._quiet:
            return
        _, lang = self._, self._lang
        cells = mended(self.books, self.checker.marks)
        found = profits(self.books, cells, self.method.value)
        left = _("Book and count still differ in {n} of {all} months of a brand.").format(
            n=disagreeing(cells.values()), all=len(cells))  # fmt: skip
        said = summary(found).to(lang)
        self.words.value = status(said + left if lang == "zh" else f"{said} {left}")
        self.chart.value = profit_figure(self.books, found, lang).html()
        caption = _("Gross profit of the ten shops by the books as they are now, yuan")
        self.table.value = scrolled(caption, shop_columns(self.books, lang), shop_rows(self.books, found, lang))
        self._show_task()

    def _show_survey(self) -> None:
        lang, aspect, asked = self._lang, self.aspect.value, self.asked.value
        figure = satisfaction_figure(self._shares, asked, lang)
        first, second = self._shares[aspect]
        words = rise_words(aspect, (first, second), asked, needed(first, second) if first != second else None)
        self.survey_chart.value, self.survey_words.value = figure.html(), status(words.to(lang))
        caption = self._("The ten owners before and after the trial (points from 1 to 5, sample data)")
        self.owners.value = scrolled(caption, owner_columns(lang), owner_rows(self._changes, lang))

    def _task_again(self, _change: object) -> None:
        if not self._quiet:
            self._show_task()

    def _show_task(self) -> None:
        ticked = {shop for shop, box in self.high.items() if box.value}
        every = conditions(self.books, self.checker.marks, self._truth, ticked, self.conclusion.value)
        ask = self._("Find what is wrong in the books without suspecting what is right, and read the results (the "
                     "limits are illustrative):")  # fmt: skip
        self.show_conditions(ask, every)

    def hint_text(self) -> str:
        """Return the hint."""
        return self._(
            "One check alone seldom proves anything. A price ten times too high is a slip; one a little off is a "
            "discount. A difference of 9, 18 or 27 packs points to cartons. Equal lines are doubled only where the "
            "count has more than the book; where it has less, sales or own use are missing. Judge estimates only "
            "when the books are mended."
        )

    def solve(self) -> None:
        """Show the model solution."""
        marks, high, conclusion = solution(self._truth)
        self._answer(high, conclusion)
        self.method.value = METHODS[0]
        self.checker.set(marks)

    def start_over(self) -> None:
        """Set everything as it was at first."""
        self._answer(frozenset(), "open")
        self.method.value, self.aspect.value, self.asked.value = METHODS[0], "profit", ASKED
        self.checker.reset()

    def _answer(self, high: frozenset[str], conclusion: str) -> None:
        self._quiet = True
        for shop, box in self.high.items():
            box.value = shop in high
        self.conclusion.value = conclusion
        self._quiet = False
