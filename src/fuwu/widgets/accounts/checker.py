"""Look through the books by six checks, mark what is wrong, and see what really was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import ipywidgets as w

from fuwu.i18n import gettext_for
from fuwu.labs.accounts.challenge import by_kind, judged
from fuwu.labs.accounts.checks import NAMES, listed, suspects
from fuwu.labs.accounts.words import ERRORS, shop_name, why_in_vain
from fuwu.labs.text import bilingual
from fuwu.widgets.lab import Quiet, dropdown, paragraph, scrolled, slider, status

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from fuwu.labs.accounts.books import Books
    from fuwu.labs.accounts.checks import Suspect
    from fuwu.model import Lang

LIMIT, FIRST_CHECK, EVERY_SHOP = 15, "count", ""
MOST_REASONS = 12

#: On a narrow page the lines of the list are wider than it: they can be scrolled sideways.
LIST_STYLE = """<style>
.fuwu-lab .fuwu-suspects.widget-select-multiple { overflow-x: auto; }
.fuwu-lab .fuwu-suspects > .widget-label { position: sticky; left: 0; }
.fuwu-lab .fuwu-suspects > select { flex: 0 0 auto; width: max-content; min-width: 100%; }
</style>"""


class Checker(Quiet):
    """The checks' controls and the marks; `changed` is called when a mark is made or taken back."""

    def __init__(self, books: Books, lang: Lang, *, changed: Callable[[], None]) -> None:
        self._books, self._lang, self._changed = books, lang, changed
        _ = self._ = gettext_for(lang)
        self._suspects = suspects(books)
        self._labels = {one.key + one.check: one.label.to(lang) for many in self._suspects.values() for one in many}
        self._quiet = False
        self.marks: frozenset[str] = frozenset()
        self.check = dropdown(_("Check"), [(bilingual(NAMES[name]).to(lang), name) for name in NAMES], FIRST_CHECK)
        shops = [(shop_name(books, shop).to(lang), shop) for shop in books.shops]
        self.shop = dropdown(_("Shop"), [(_("all ten shops"), EVERY_SHOP), *shops], EVERY_SHOP)
        self.limit = slider(_("List prices that are off by at least (%)"), LIMIT, low=10, high=100, step=5)
        self.both = w.Checkbox(description=_("only where the count disagrees too"), value=False, indent=False)
        self.list = w.SelectMultiple(
            description=_("Suspicious: select what you hold to be an error (several with Ctrl or Shift)"), rows=9,
            style={"description_width": "initial"}, layout=w.Layout(width="100%", max_width="46rem"))  # fmt: skip
        self.list.add_class("fuwu-suspects")
        self.all_button = w.Button(description=_("Mark all listed"))
        self.none_button = w.Button(description=_("Unmark all listed"))
        self.compare_button = w.Button(description=_("Compare with what really went wrong"))
        self.words, self.verdict = w.HTML(), w.HTML()
        self._connect()
        self.view = w.VBox([
            self.check, self.shop, self.limit, self.both, self.words, w.HTML(LIST_STYLE), self.list,
            w.Box([self.all_button, self.none_button, self.compare_button], layout=w.Layout(flex_flow="row wrap")),
            self.verdict])  # fmt: skip
        self.show()

    def _connect(self) -> None:
        for one in (self.check, self.shop, self.limit, self.both):
            one.observe(self._list_again, "value")
        self.list.observe(self._select, "value")
        self.all_button.on_click(lambda _button: self._mark(frozenset(self._keys())))
        self.none_button.on_click(lambda _button: self._mark(frozenset()))
        self.compare_button.on_click(lambda _button: self._compare())

    def _keys(self) -> list[str]:
        return [key for _label, key in self.list.options]

    def listed(self) -> list[Suspect]:
        """Return what the check lists as the controls say."""
        limit = self.limit.value / 100 if self.check.value == "price" else 0.0
        shop = self.shop.value or None
        found = self._suspects[self.check.value]
        return listed(found, self._books, shop=shop, limit=limit, disagreeing=self.both.value)

    def show(self) -> None:
        """List what is suspicious, and what of it is marked."""
        found = self.listed()
        self.limit.layout.display = None if self.check.value == "price" else "none"
        with self._silence():
            self.list.value = ()  # or the browser looks for what was selected among the new options
            self.list.options = [(self._labels[one.key + one.check], one.key) for one in found]
            self.list.value = tuple(one.key for one in found if one.key in self.marks)
        self._say()

    def _say(self) -> None:
        said = self._("{listed} suspicious, {marked} of them marked; {all} marks in all.")
        n, marked = len(self.list.options), len(self.list.value)
        self.words.value = status(said.format(listed=n, marked=marked, all=len(self.marks)))

    def _list_again(self, _change: object) -> None:
        if not self._quiet:
            self.show()

    def _select(self, _change: object) -> None:
        if not self._quiet:
            self._mark(frozenset(self.list.value))

    def _mark(self, chosen: frozenset[str]) -> None:
        """Mark the chosen ones of those listed, and no others of them."""
        self.set((self.marks - frozenset(self._keys())) | chosen)

    def set(self, marks: AbstractSet[str]) -> None:
        """Set the marks; what was said of the old ones goes."""
        self.marks, self.verdict.value = frozenset(marks), ""
        with self._silence():
            self.list.value = tuple(key for key in self._keys() if key in self.marks)
        self._say()
        self._changed()

    def reset(self) -> None:
        """Set everything as it was at first."""
        with self._silence():
            self.check.value, self.shop.value, self.limit.value = FIRST_CHECK, EVERY_SHOP, LIMIT
            self.both.value = False
        self.marks, self.verdict.value = frozenset(), ""
        self.show()
        self._changed()

    def _compare(self) -> None:
        _, found = self._, judged(self.marks)
        rows = [
            [bilingual(ERRORS[kind]).to(self._lang), str(there), str(right), str(there - right), str(wrong)]
            for kind, (there, right, wrong) in by_kind(found).items()
        ]
        heads = [_("Error"), _("In the books"), _("Found"), _("Missed"), _("Marked in vain")]
        said = _("{right} of {all} errors found, {wrong} marks in vain.").format(
            right=len(found.right), all=len(found.right) + len(found.missed), wrong=len(found.wrong))  # fmt: skip
        self.verdict.value = status(said) + scrolled(_("Your marks and the real errors"), heads, rows) + self._reasons()

    def _reasons(self) -> str:
        wrong = sorted(judged(self.marks).wrong)
        if not wrong:
            return ""
        labels = {one.key: one.label.to(self._lang) for many in self._suspects.values() for one in many}
        rows = [[labels[key], why_in_vain(self._books, key).to(self._lang)] for key in wrong[:MOST_REASONS]]
        table = scrolled(self._("Marked in vain, and why"), [self._("Marked"), self._("Why it is no error")], rows)
        rest = len(wrong) - MOST_REASONS
        return table + (paragraph(self._("and {n} more marks").format(n=rest)) if rest > 0 else "")
