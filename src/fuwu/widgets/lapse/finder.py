"""Controls for the rule that finds falling shops, and whom it catches when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import ipywidgets as w

from fuwu.i18n import gettext_for
from fuwu.labs.lapse.causes import FINDINGS
from fuwu.labs.lapse.detect import MONTHS, Rule
from fuwu.labs.lapse.drawing import falling_figure, month
from fuwu.labs.lapse.verify import quality
from fuwu.labs.text import bilingual, listing, mark, number, percent
from fuwu.widgets.lab import Quiet, dropdown, paragraph, scrolled, slider, status

if TYPE_CHECKING:
    from fuwu.labs.lapse.verify import Case, Suspect
    from fuwu.model import Lang, Text

SEASONS = (
    ("this_year", mark("this year: what the median shop of the branch ordered this month")),
    ("last_year", mark("last year's calendar month")),
    ("none", mark("not at all")),
)
VERDICTS = {
    "lapse": mark("lapse confirmed"),
    "unknown": mark("not clear"),
    "closed": mark("no lapse"),
    "nothing": mark("not visited: go and see"),
}
BELOW, RUN, MOST_MONTHS = 50, 3, 6
LISTED = 40  # retailers a table shows


class Finder(Quiet):
    """The rule's controls, its catch, and one shop's orders; `changed` is called when the catch may differ."""

    suspects: tuple[Suspect, ...]

    def __init__(self, case: Case, names: Mapping[str, Text], lang: Lang, *, changed: Callable[[], None]) -> None:
        self._case, self._names, self._lang, self._changed = case, names, lang, changed
        _ = self._ = gettext_for(lang)
        self._quiet = False
        self.below = slider(_("Low means: below what percentage of what is due"), BELOW, low=30, high=80, step=5)
        self.months = slider(_("for how many months running"), RUN, low=1, high=MOST_MONTHS)
        self.upto = slider(_("Look at the orders up to month … of 2026"), len(MONTHS), low=3, high=len(MONTHS))
        seasons = [(bilingual(title).to(lang), key) for key, title in SEASONS]
        self.season = dropdown(_("Allow for the season by"), seasons, "this_year")
        closed = _("Months in which the shop did not order last year either say nothing")
        self.own_closed = w.Checkbox(value=True, description=closed, indent=False)
        self.shop = dropdown(_("Show the orders of"), [("–", "")], "")
        self.words, self.trials, self.chart, self.table = w.HTML(), w.HTML(), w.HTML(), w.HTML()
        for one in (self.below, self.months, self.upto, self.season, self.own_closed):
            one.observe(self._tell, "value")
        self.shop.observe(self._other_shop, "value")
        self.view = w.VBox([self.below, self.months, self.season, self.own_closed, self.upto, self.words,
                            self.trials, self.shop, self.chart, self.table])  # fmt: skip

    @property
    def rule(self) -> Rule:
        """The rule as the controls say."""
        return Rule(self.below.value / 100, self.months.value, self.season.value, self.own_closed.value)

    def set(self, *, below: int = BELOW, months: int = RUN) -> None:
        """Set every control (those not given to their defaults) without calling `changed`."""
        with self._silence():
            self.below.value, self.months.value, self.upto.value = below, months, len(MONTHS)
            self.season.value, self.own_closed.value = "this_year", True

    def show_first(self) -> None:
        """Show the first of the shops caught, as at the beginning."""
        self.shop.value = self.shop.options[0][1]

    def _tell(self, _change: object) -> None:
        if not self._quiet:
            self._changed()

    def find(self, manager: str) -> None:
        """Find the falling shops among a manager's retailers, and show them."""
        self._manager = manager
        self.suspects = self._case.suspects(self.rule, manager, upto=self.upto.value)
        self.words.value = status(self._said())
        self.trials.value = self._trial_table()
        self.table.value = self._suspect_table()
        self._list_shops()
        self._show_shop()

    def _said(self) -> str:
        _, caught = self._, quality(self._case.lapsed(self._manager), self.suspects)
        said = [_("Caught: {n} of {all} retailers.").format(
            n=number(len(self.suspects)), all=number(len(self._case.scope(self._manager))))]  # fmt: skip
        said.append(_("Visits confirm a lapse for {found}; {missed} confirmed lapses are missed.").format(
            found=number(len(caught.found)), missed=number(len(caught.missed))))  # fmt: skip
        others = _("{closed} are closed or renovating, {unknown} gave no answer, {nothing} were never visited.")
        said.append(others.format(closed=number(len(caught.closed)), unknown=number(len(caught.unknown)),
                                  nothing=number(len(caught.nothing))))  # fmt: skip
        return ("" if self._lang == "zh" else " ").join(said)

    def _trial_table(self) -> str:
        """Return what the same limit would do with other numbers of months."""
        _, lapsed = self._, self._case.lapsed(self._manager)
        rows = []
        for months in range(1, MOST_MONTHS + 1):
            rule = Rule(self.rule.below, months, self.rule.season, self.rule.own_closed)
            suspects = self._case.suspects(rule, self._manager, upto=self.upto.value)
            caught = quality(lapsed, suspects)
            rows.append([number(months), number(len(suspects)), number(len(caught.found)), number(len(caught.missed)),
                         number(len(caught.closed)), number(len(caught.nothing)), self._first(suspects)])  # fmt: skip
        columns = [_("Months running"), _("Caught"), _("Lapses found"), _("Lapses missed"),
                   _("Closed or renovating"), _("Never visited"), _("Lapses found by month")]  # fmt: skip
        return scrolled(_("The same limit with 1 to 6 months"), columns, rows)

    def _first(self, suspects: Sequence[Suspect]) -> str:
        """Return how many confirmed lapses the rule finds in each month."""
        months = sorted(one.alarm.caught for one in suspects if one.verdict == "lapse")
        parts = [
            bilingual(mark("{n} in {month}"), n=months.count(one), month=month(one)) for one in dict.fromkeys(months)
        ]
        return listing(parts).to(self._lang) or "–"

    def _suspect_table(self) -> str:
        _ = self._
        if not self.suspects:
            return paragraph(_("As soon as the rule catches somebody, what the visits found is listed here."))
        columns = [_("Retailer"), _("Low since"), _("Caught in"),
                   _("Mean share of what was due since the first low month"), _("Disadvantaged"),
                   _("Found on the visit"), _("Verdict")]  # fmt: skip
        rows = [
            [self._names[one.retailer].to(self._lang), month(one.alarm.since).to(self._lang),
             month(one.alarm.caught).to(self._lang), percent(one.alarm.share),
             _("yes") if one.disadvantaged else "–", self._found(one),
             bilingual(VERDICTS[one.verdict]).to(self._lang)]
            for one in self.suspects[:LISTED]
        ]  # fmt: skip
        rest = len(self.suspects) - LISTED
        more = paragraph(self._("and {n} more").format(n=number(rest))) if rest > 0 else ""
        return scrolled(_("Whom the rule catches, and what the visit found"), columns, rows) + more

    def _found(self, one: Suspect) -> str:
        return bilingual(FINDINGS[one.finding]).to(self._lang) if one.finding else "–"

    def _list_shops(self) -> None:
        """Offer the shops caught, and keep the one shown if it is among them."""
        shown = [one.retailer for one in self.suspects[:LISTED]]
        options = [(self._names[one].to(self._lang), one) for one in shown] or [("–", "")]
        if list(self.shop.options) != options:
            kept = self.shop.value
            with self._silence():
                self.shop.options = options
                self.shop.value = kept if kept in shown else options[0][1]

    def _other_shop(self, _change: object) -> None:
        if not self._quiet:
            self._show_shop()

    def _show_shop(self) -> None:
        if not self.shop.value:
            self.chart.value = paragraph(self._("This rule catches nobody."))
            return
        name = self._names[self.shop.value]
        figure = falling_figure(self._case, self.shop.value, self.rule, self._lang, name=name, upto=self.upto.value)
        self.chart.value = figure.html() + paragraph(figure.words)
