"""The value explorer: weigh what counts as value, cut bands, see who gains and who loses, meet the challenge."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import ipywidgets as w

from fuwu.labs.text import bilingual, code, mark, number
from fuwu.labs.value import (
    MEASURES,
    SOLUTION,
    START,
    BandWeights,
    Weights,
    banding,
    bands_figure,
    conditions,
    counted,
    in_need,
    matrix,
    matrix_figure,
    measures,
    moves,
)
from fuwu.labs.value.bands import describe, signed
from fuwu.widgets.lab import (
    Bench,
    Latest,
    dropdown,
    heading,
    manager_choices,
    paragraph,
    scrolled,
    side_by_side,
    slider,
    status,
    view,
)

if TYPE_CHECKING:
    from fuwu.labs import Data
    from fuwu.labs.value.bands import Moves
    from fuwu.model import Lang

SOON = 0.005  # seconds
MOVERS = 5  # how many of those who gain and lose most are named


def explorer(data: Data, lang: Lang) -> w.Widget:
    """Return the view of the value lab."""
    return Explorer(data, lang).view


class Explorer(Bench):
    """The controls and what they show. The branch is scored once; a change only weighs and cuts anew."""

    def __init__(self, data: Data, lang: Lang) -> None:
        super().__init__(lang)
        self._data = data
        self._scores, self._needy, self._counted = measures(data), in_need(data), counted(data)
        self._start = banding(self._counted, START)
        self._retailers = data.retailers.set_index("retailer_id")
        _ = self._
        self.scope = dropdown(
            _("Retailers shown in the matrix"), manager_choices(self._retailers["manager_id"], lang), ""
        )
        self.now = slider(_("Money's part in present value (%)"), Weights.now_money, low=0, high=100, step=5)
        self.later = slider(_("Money's part in potential value (%)"), Weights.later_money, low=0, high=100, step=5)
        self.cut = slider(_("Value is high from this percentile"), Weights.cut, low=20, high=80, step=5)
        self.quantity = slider(_("Weight of quantity bought"), START.quantity, low=0, high=100, step=5)
        self.amount = slider(_("Weight of value bought"), START.amount, low=0, high=100, step=5)
        self.ability = slider(_("Weight of operating ability"), START.ability, low=0, high=100, step=5)
        self.till = w.Checkbox(description=_("Count a till system as operating ability"), value=True, indent=False)
        self.matrix_words, self.matrix_chart, self.fields = w.HTML(), w.HTML(), w.HTML()
        self.band_words, self.band_chart = w.HTML(), w.HTML()
        self.groups, self.movers = w.HTML(), w.HTML()
        self._quiet = False
        self._connect()
        self.view = self._layout()
        self._show_all()

    def _connect(self) -> None:
        matrix_soon, bands_soon = Latest(self._show_matrix, seconds=SOON), Latest(self._show_bands, seconds=SOON)
        for controls, job in (
            ((self.scope, self.now, self.later, self.cut), matrix_soon),
            ((self.quantity, self.amount, self.ability, self.till), bands_soon),
        ):
            for one in controls:
                one.observe(self._unless_quiet(job), "value")

    def _unless_quiet(self, job: Latest) -> object:
        def changed(_change: object) -> None:
            if not self._quiet:
                job()

        return changed

    def _layout(self) -> w.VBox:
        _ = self._
        return view("ValueExplorer", [
            heading(_("1. Value matrix")), w.HTML(self._measures_list()), self.scope, self.now, self.later,
            self.cut, self.matrix_words, side_by_side(self.matrix_chart, self.fields),
            heading(_("2. Thirty bands: who gains, who loses")), w.HTML(paragraph(self._about_bands())),
            self.quantity, self.amount, self.ability, self.till, self.band_words,
            side_by_side(self.band_chart, self.groups), self.movers,
            heading(_("3. Challenge")), *self.challenge,
        ])  # fmt: skip

    def _measures_list(self) -> str:
        about = self._(
            "Four scores stand for the four parts of value, each a place in the branch from 0 to 100 (illustrative, "
            "not an official answer):"
        )
        items = "".join(
            f"<li><strong>{escape(self._(one.name))}</strong> · {escape(self._(one.stands))}</li>" for one in MEASURES
        )
        return f"{paragraph(about)}<ul>{items}</ul>"

    def _about_bands(self) -> str:
        return self._(
            "One city, Pingliang in Gansu, published in 2018 that it weighs quantity bought, value bought and "
            "operating ability and cuts the scores into 30 bands for allocating supply. It is no national rule. The "
            "weights here are illustrative; only their proportion counts. Ability is the mean place of a till system, "
            "sales at the marked price and cooperation with policy."
        )

    def weights(self) -> Weights:
        """Return the weights of the matrix as the controls say."""
        return Weights(self.now.value, self.later.value, self.cut.value)

    def band_weights(self) -> BandWeights:
        """Return the weights of the bands as the controls say."""
        return BandWeights(self.quantity.value, self.amount.value, self.ability.value, till=self.till.value)

    def set(self, weights: Weights, bands: BandWeights) -> None:
        """Set every control but what is shown in the matrix, and show what comes of it at once."""
        self._quiet = True
        self.now.value, self.later.value, self.cut.value = weights.now_money, weights.later_money, weights.cut
        self.quantity.value, self.amount.value, self.ability.value = bands.quantity, bands.amount, bands.ability
        self.till.value = bands.till
        self._quiet = False
        self._show_all()

    def _show_all(self) -> None:
        self.matrix = matrix(self._scores, self._needy, self.weights())
        self._show_bands()
        self._show_matrix()

    def _show_matrix(self) -> None:
        self.matrix = matrix(self._scores, self._needy, self.weights())
        scope = self.scope.value
        shown = self.matrix
        if scope:
            shown = shown.of(self._retailers.index[self._retailers["manager_id"] == scope])
        title = bilingual(mark("Present and potential value"))
        figure = matrix_figure(shown, self._lang, title=title)
        self.matrix_chart.value, self.matrix_words.value = figure.html(), status(figure.words)
        columns = [
            self._("Field of the matrix"),
            self._("Retailers"),
            self._("Disadvantaged"),
            self._("What to do (ours)"),
        ]
        rows = [
            [one.name.to(self._lang), number(one.size), number(one.disadvantaged), one.strategy.to(self._lang)]
            for one in shown.fields
        ]
        self.fields.value = scrolled(self._("The four fields"), columns, rows) + paragraph(
            self._("Whatever the field, the disadvantaged get emotional service and nobody goes without service.")
        )
        self._show_task()

    def _show_bands(self) -> None:
        self.banding = banding(self._counted, self.band_weights())
        moved = moves(self._start, self.banding)
        title = bilingual(mark("Where the disadvantaged stand"))
        self.band_chart.value = bands_figure(self.banding, self._start, self._lang, title=title).html()
        self.band_words.value = status(describe(self.banding, moved, self._lang))
        self.groups.value = self._groups_table(moved)
        self.movers.value = self._movers_table(moved)
        self._show_task()

    def _groups_table(self, moved: Moves) -> str:
        _ = self._
        columns = [_("Kind of retailer"), _("Retailers"), _("Rising"), _("Falling"), _("Bands on average")]
        rows = [
            [one.name.to(self._lang), number(one.size), number(one.up), number(one.down), signed(one.mean)]
            for one in moved.groups
        ]
        return scrolled(_("Who gains and who loses, against the weights at the start"), columns, rows)

    def _movers_table(self, moved: Moves) -> str:
        _ = self._
        ids = [*moved.most(MOVERS, gaining=True).index, *moved.most(MOVERS, gaining=False).index]
        if not ids:
            return ""
        columns = [_("Shop"), _("Market type"), _("Disadvantaged"), _("Quantity score"), _("Amount score"),
                   _("Ability score"),
                   _("Band at the start"), _("Band now")]  # fmt: skip
        rows = [self._mover(str(one)) for one in ids]
        return scrolled(_("Those who rise most and those who fall most (scores 0–100)"), columns, rows)

    def _mover(self, retailer: str) -> list[str]:
        row = self._retailers.loc[retailer].to_dict()
        scores = self._counted.scores.loc[retailer]
        ability = scores["ability_till" if self.till.value else "ability"]
        name = row["shop_name" if self._lang == "zh" else "shop_name_en"]
        return [
            f"{retailer} {name}", code("market_type", str(row["market_type"])).to(self._lang),
            self._("yes") if self._needy[retailer] else self._("no"),
            *(str(round(one)) for one in (scores["quantity"], scores["amount"], ability)),
            str(self._start.bands[retailer]), str(self.banding.bands[retailer]),
        ]  # fmt: skip

    def _show_task(self) -> None:
        every = conditions(self.matrix, self.banding)
        ask = self._("Find weights that meet all conditions at once, for the whole branch (limits are illustrative):")
        self.show_conditions(ask, every)

    def hint_text(self) -> str:
        """Return the hint."""
        return self._(
            "Matrix: when money counts for less, the two crosswise fields shrink; but what is learnt is counted partly "
            "by ordering online, which many of the disadvantaged do not do, so do not lower money in potential value "
            "too far. Bands: value bought favours dear cigarettes and so the city; a till is equipment, not skill. "
            "And when all is met: nearly half of the disadvantaged are still in the low bands. What else do they need?"
        )

    def solve(self) -> None:
        """Show the model solution."""
        self.set(*SOLUTION)

    def start_over(self) -> None:
        """Set everything as it was at first."""
        self.scope.value = ""
        self.set(Weights(), START)
