"""Part 1: one shop's ledger, whether it is true, and which levels of need it points to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import ipywidgets as w

from fuwu.i18n import gettext_for
from fuwu.labs.ledger import (
    LEVELS,
    Limits,
    Reading,
    figures_words,
    ledger_figure,
    levels_shown,
    readings,
    signs,
    signs_words,
    truth_words,
)
from fuwu.labs.ledger.example import LEDGER_COLUMNS, SHOP, ledger_rows
from fuwu.labs.ledger.signs import class_name, seen
from fuwu.labs.text import bilingual, code
from fuwu.model import Text
from fuwu.widgets.lab import dropdown, paragraph, scrolled, side_by_side, slider, status

if TYPE_CHECKING:
    from fuwu.labs import Data
    from fuwu.labs.ledger import Sign
    from fuwu.model import Lang

ALL = ""
NONE = "none"


class ShopReader:
    """A shop, a price class and the limits; `changed` is called after the shop changed."""

    def __init__(self, data: Data, lang: Lang, *, changed: Callable[[], None], soon: Callable[[], None]) -> None:
        _ = gettext_for(lang)
        self._lang, self._, self._changed, self._soon, self._quiet = lang, _, changed, soon, False
        self.books, self._chosen = readings(data.ledgers), SHOP
        self._names = self._labels(data)
        self._levels = {id_: {one.id for one in levels_shown(signs(one_))} for id_, one_ in self.books.items()}
        levels = [(level.name.to(lang), level.id) for level in LEVELS]
        self.pointing = dropdown(
            _("Shops to choose from"),
            [(_("every shop with a ledger ({n})").format(n=len(self.books)), ALL),
             *((_("shops whose ledger points to: {level}").format(level=name), id_) for name, id_ in levels),
             (_("shops whose ledger shows no sign"), NONE)],
            ALL,
        )  # fmt: skip
        self.shop = dropdown(_("Shop"), self._shops(), SHOP)
        classes = [(class_name(one).to(lang), str(one)) for one in (1, 2, 3, 4, 5)]
        self.price_class = dropdown(_("Price class shown"), [(_("all classes"), ALL), *classes], ALL)
        first = Limits()
        self.stockout_days = slider(_("A sign from this many days out of stock"), first.stockout_days, low=3, high=45)
        self.stock_days = slider(_("A sign from this many days of stock"), first.stock_days, low=14, high=70)
        self.price_kept = slider(_("A sign below this price attainment (%)"), int(first.price_kept * 100), low=50,
                                 high=99)  # fmt: skip
        self.truth, self.words, self.chart, self.table = w.HTML(), w.HTML(), w.HTML(), w.HTML()
        self.signs_table = w.HTML()
        self.pointing.observe(self._other_choice, "value")
        self.shop.observe(self._tell, "value")
        for one in (self.price_class, self.stockout_days, self.stock_days, self.price_kept):
            one.observe(self._redraw, "value")
        self.view = w.VBox([
            w.HTML(paragraph(self._about())), side_by_side(self.pointing, self.shop), self.price_class, self.truth,
            self.chart, self.table, self.stockout_days, self.stock_days, self.price_kept, self.words,
            self.signs_table])  # fmt: skip

    def _about(self) -> str:
        return self._(
            "Thirteen weeks of K03's shops that keep a ledger, in cartons. First see whether the ledger is true, then "
            "what it points to. Limits are illustrative. Price classes that sold fewer than 5 cartons are not judged; "
            "in weeks with days out of stock, sales are less than what people wanted."
        )

    def _labels(self, data: Data) -> dict[str, str]:
        rows = data.retailers[data.retailers["retailer_id"].isin(self.books)].to_dict("records")
        name = "shop_name" if self._lang == "zh" else "shop_name_en"
        label = self._("{id} {name} ({market}, {format})")
        return {
            row["retailer_id"]: label.format(
                id=row["retailer_id"], name=row[name], market=code("market_type", row["market_type"]).to(self._lang),
                format=code("retail_format", row["retail_format"]).to(self._lang))
            for row in rows
        }  # fmt: skip

    def _shops(self) -> list[tuple[str, str]]:
        wanted = self.pointing.value
        kept = [
            id_
            for id_ in self.books
            if wanted == ALL or wanted in self._levels[id_] or (wanted == NONE and not self._levels[id_])
        ]
        return [(self._names[id_], id_) for id_ in kept]

    @property
    def reading(self) -> Reading:
        """The ledger last chosen, all price classes."""
        return self.books[self._chosen]

    @property
    def limits(self) -> Limits:
        """The limits set."""
        return Limits(self.stockout_days.value, self.stock_days.value, self.price_kept.value / 100)

    def set(self, shop: str) -> None:
        """Choose a shop and the first limits, without calling `changed`."""
        first = Limits()
        self._quiet = True
        self.pointing.value, self.price_class.value = ALL, ALL
        self.shop.options = self._shops()
        self.shop.value = self._chosen = shop
        self.stockout_days.value, self.stock_days.value = first.stockout_days, first.stock_days
        self.price_kept.value = int(first.price_kept * 100)
        self._quiet = False

    def show(self) -> None:
        """Show the ledger chosen, or that there is none to choose."""
        if self.shop.value is None:
            self.truth.value = status(self._("No ledger points there. That does not mean that nobody has the need."))
            for one in (self.words, self.chart, self.table, self.signs_table):
                one.value = ""
            return
        whole = self.reading
        part = whole.of(int(self.price_class.value)) if self.price_class.value else whole
        name = Text(zh=self._names[whole.retailer], en=self._names[whole.retailer])
        self.chart.value = ledger_figure([part], self._lang, shop=name).html()
        self.truth.value = status(truth_words(whole).to(self._lang))
        caption = self._("By price class, in cartons")
        columns = [bilingual(one).to(self._lang) for one in LEDGER_COLUMNS]
        self.table.value = scrolled(caption, columns, ledger_rows(whole, self._lang))
        found = signs(whole, self.limits)
        said = figures_words(part).to(self._lang), signs_words(found, self._lang)
        self.words.value = status(("" if self._lang == "zh" else " ").join(said))
        self.signs_table.value = self._signs(found)

    def _signs(self, found: list[Sign]) -> str:
        if not found:
            return ""
        _ = self._
        rows = [
            [seen(sign.kind, self.limits).to(self._lang), sign.now.to(self._lang), sign.level.name.to(self._lang),
             bilingual(sign.kind.why).to(self._lang)]
            for sign in found
        ]  # fmt: skip
        columns = [_("Sign in the ledger"), _("In this ledger"), _("Level it points to"), _("Reason")]
        return scrolled(_("Signs and what they point to"), columns, rows)

    def _other_choice(self, _change: object) -> None:
        if not self._quiet:
            self._quiet = True
            shops = self._shops()
            self.shop.options = shops
            if shops:
                self._chosen = self._chosen if self._chosen in {id_ for _, id_ in shops} else shops[0][1]
                self.shop.value = self._chosen
            self._quiet = False
            self._changed()

    def _tell(self, _change: object) -> None:
        if not self._quiet:
            self._chosen = self.shop.value or self._chosen
            self._changed()

    def _redraw(self, _change: object) -> None:
        if not self._quiet:
            self._soon()
