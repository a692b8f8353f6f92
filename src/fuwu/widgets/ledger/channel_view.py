"""Part 2: whom the three channels reach, what they say, what they cost; how many to ask and how sure a share is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import ipywidgets as w

from fuwu.i18n import gettext_for
from fuwu.labs.ledger import (
    MANAGER,
    Comparison,
    Costs,
    Reading,
    Survey,
    channels_figure,
    channels_words,
    compare,
    heard,
    sample_size,
)
from fuwu.labs.ledger.example import HEARD_COLUMNS, channel_columns, channel_rows, cost_row, heard_rows
from fuwu.labs.text import bilingual, mark, number, percent, sentences
from fuwu.widgets.lab import dropdown, paragraph, scrolled, side_by_side, slider, status

if TYPE_CHECKING:
    from fuwu.labs import Data
    from fuwu.model import Lang

CONFIDENCES = ("0.9", "0.95", "0.99")
FIRST_NEED = "N05"
FIRST_MARGIN = 5.0


class ChannelView:
    """The comparison and the two calculators; `changed` is called when an assumed cost changed."""

    def __init__(self, data: Data, lang: Lang, *, books: Mapping[str, Reading], changed: Callable[[], None]) -> None:
        _ = gettext_for(lang)
        self._data, self._lang, self._, self._changed, self._quiet = data, lang, _, changed, False
        self._survey, self._books = Survey(data), books
        self._known: dict[str, tuple[Comparison, str, int]] = {}
        whole = _("Whole branch ({n} retailers)").format(n=number(len(data.retailers)))
        one = _("Customer manager {name} ({n} retailers)").format(name=MANAGER, n=number(len(data.of_manager(MANAGER))))
        self.scope = dropdown(_("Compare among"), [(one, MANAGER), (whole, "")], MANAGER)
        first = Costs()
        self.per_ledger = slider(_("Hours to check and read one ledger"), first.per_ledger, low=0, high=6, step=0.5)
        self.per_submission = slider(_("Hours to deal with one submission"), first.per_submission, low=0, high=2,
                                     step=0.1)  # fmt: skip
        self.per_interview = slider(_("Hours for one interview"), first.per_interview, low=0, high=3, step=0.1)
        needs = [(name.to(lang), id_) for id_, name in self._survey.needs()]
        self.need = dropdown(_("Need asked about"), needs, FIRST_NEED)
        levels = [(percent(float(one)), one) for one in CONFIDENCES]
        self.confidence = dropdown(_("Confidence level"), levels, "0.95")
        self.margin = slider(_("Error allowed, ± percentage points"), FIRST_MARGIN, low=2, high=15, step=0.5)
        self.words, self.chart, self.table, self.heard = w.HTML(), w.HTML(), w.HTML(), w.HTML()
        self.estimate, self.size = w.HTML(), w.HTML()
        self.scope.observe(self._rescope, "value")
        for control in (self.per_ledger, self.per_submission, self.per_interview):
            control.observe(self._recost, "value")
        for control in (self.need, self.confidence, self.margin):
            control.observe(self._recalculate, "value")
        self.view = w.VBox([
            w.HTML(paragraph(self._about())), self.scope, self.words, self.chart, self.per_ledger,
            self.per_submission, self.per_interview, self.table, self.heard,
            w.HTML(paragraph(self._about_sample())), side_by_side(self.need, self.confidence), self.estimate,
            self.margin, self.size])  # fmt: skip

    def _about(self) -> str:
        return self._(
            "Only K03's shops keep ledgers; submissions and the survey cover the whole branch. The hours are "
            "assumptions: change them. The survey asked a hundred retailers of each market type."
        )

    def _about_sample(self) -> str:
        return self._(
            "A survey speaks for all within an error. See how sure the share dissatisfied with one need is, and how "
            "many have to be asked for the error you allow."
        )

    @property
    def costs(self) -> Costs:
        """The hours assumed."""
        return Costs(
            per_ledger=self.per_ledger.value,
            per_submission=self.per_submission.value,
            per_interview=self.per_interview.value,
        )

    def set(self) -> None:
        """Put every control back, without calling `changed`."""
        first = Costs()
        self._quiet = True
        self.scope.value, self.need.value, self.confidence.value = MANAGER, FIRST_NEED, "0.95"
        self.margin.value, self.per_ledger.value = FIRST_MARGIN, first.per_ledger
        self.per_submission.value, self.per_interview.value = first.per_submission, first.per_interview
        self._quiet = False

    def show(self) -> None:
        """Show everything."""
        self._show_scope()
        self._show_costs()
        self._show_sample()

    def _comparison(self) -> tuple[Comparison, str, int]:
        """Return what is known of the scope: the comparison, what is heard, the submissions; counted once."""
        scope = self.scope.value
        if scope not in self._known:
            comparison = compare(self._data, scope)
            rows = heard_rows(heard(self._data, scope, books=self._books), self._lang)
            columns = [bilingual(one).to(self._lang) for one in HEARD_COLUMNS]
            table = scrolled(self._("What each channel says of each level"), columns, rows)
            sent = self._data.submissions["retailer_id"].isin(comparison.of("submissions").ids)
            self._known[scope] = comparison, table, int(sent.sum())
        return self._known[scope]

    def _show_scope(self) -> None:
        comparison, table, _sent = self._comparison()
        title = bilingual(mark("Whom three channels reach of {n} retailers"),
                          n=number(comparison.everybody.retailers))  # fmt: skip
        self.chart.value = channels_figure(comparison, self._lang, title=title).html()
        self.words.value = status(channels_words(comparison, self._lang))
        self.heard.value = table

    def _show_costs(self) -> None:
        comparison, _table, sent = self._comparison()
        rows = [*channel_rows(comparison, self._lang), cost_row(comparison, sent, self.costs, self._lang)]
        self.table.value = scrolled(self._("Who is in each channel, and what it costs"), channel_columns(self._lang),
                                    rows)  # fmt: skip

    def _show_sample(self) -> None:
        confidence = float(self.confidence.value)
        found = self._survey.estimate(self.need.value, confidence=confidence)
        said = [bilingual(
            mark("“{need}”: {hits} of {asked} retailers asked are dissatisfied, {share}; with {confidence} confidence "
                 "{low} to {high} of all. Each market type weighted by its size: {weighted}. Left out: retailers "
                 "who gave no answer or the same answers to everything."),
            need=found.need, hits=number(found.dissatisfied), asked=number(found.asked),
            share=percent(found.plain.share), low=percent(found.plain.low), high=percent(found.plain.high),
            confidence=percent(confidence), weighted=percent(found.weighted))]  # fmt: skip
        if not found.lawful:
            rules = mark("The rules do not allow this wish: being dissatisfied does not make it a need to be met.")
            said.append(bilingual(rules))
        if found.unclear:
            doubled = mark("The question is a double negative and many heard the opposite: do not build on it.")
            said.append(bilingual(doubled))
        self.estimate.value = status(sentences(said, self._lang))
        everybody = len(self._data.retailers)
        district, margin = len(self._data.of_manager(MANAGER)), self.margin.value
        sizes = [sample_size(margin / 100, all_, confidence=confidence) for all_ in (everybody, district)]
        words = self._(
            "For ±{margin} points with {confidence} confidence, drawn at random: {n} of {all} retailers of the branch "
            "({share}), {district_n} of {district} retailers of {manager} ({district_share})."
        )
        self.size.value = status(words.format(
            margin=number(margin), confidence=percent(confidence), n=number(sizes[0]), all=number(everybody),
            share=percent(sizes[0] / everybody), district_n=number(sizes[1]), district=number(district),
            manager=MANAGER, district_share=percent(sizes[1] / district)))  # fmt: skip

    def _rescope(self, _change: object) -> None:
        if not self._quiet:
            self._show_scope()
            self._show_costs()

    def _recost(self, _change: object) -> None:
        if not self._quiet:
            self._show_costs()
            self._changed()

    def _recalculate(self, _change: object) -> None:
        if not self._quiet:
            self._show_sample()
