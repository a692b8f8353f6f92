"""The expectation bench: three factors, the service, four ways, a year, and the challenge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import ipywidgets as w

from fuwu.labs.expectation import (
    MODEL_SOLUTION,
    START_CUSTOMER,
    START_POLICY,
    START_SERVICE,
    WAYS,
    WAYS_COLUMNS,
    Customer,
    Policy,
    Service,
    conditions,
    formation_figure,
    months_figure,
    simulate,
    ways_rows,
    zone_figure,
)
from fuwu.labs.text import bilingual, mark, number
from fuwu.widgets.lab import Bench, Latest, heading, paragraph, scrolled, side_by_side, slider, status, view

if TYPE_CHECKING:
    from fuwu.labs import Data
    from fuwu.labs.challenge import Condition
    from fuwu.labs.expectation import Month
    from fuwu.model import Lang

SOON: Final = 0.005  # seconds
BELIEVED: Final = 0.5  # trust below which a promise is hardly believed


def explorer(_data: Data, lang: Lang) -> w.Widget:
    """Return the view of the lab; it works on a model, not on data."""
    return ExpectationBench(lang).view


class ExpectationBench(Bench):
    """The controls and what they show; any change shows everything anew, which takes a few milliseconds."""

    def __init__(self, lang: Lang) -> None:
        super().__init__(lang)
        self._quiet = False
        self._soon = Latest(self._show, seconds=SOON)
        self.sliders = self._sliders()
        self.ways = {way: w.Checkbox(description=bilingual(name).to(lang), indent=False) for way, name in WAYS.items()}
        self.formation, self.formation_words = w.HTML(), w.HTML()
        self.zone, self.table = w.HTML(), w.HTML()
        self.months, self.months_words = w.HTML(), w.HTML()
        for one in (*self.sliders.values(), *self.ways.values()):
            one.observe(self._changed, "value")
        self.view = self._layout()
        self.set(START_CUSTOMER, START_SERVICE, START_POLICY)

    def _sliders(self) -> dict[str, w.Widget]:
        _ = self._
        points = {
            "experience": _("Past experience (points)"),
            "recommendation": _("Others' recommendation (points)"),
            "promise": _("Company's publicity: points promised"),
            "strong": _("What the company does well (points)"),
            "weak": _("What it does less well, such as scarce brands (points)"),
            "attention": _("Attention on what is done well (%)"),
            "noticed": _("Part of the service the customer notices (%)"),
            "need": _("Desired service (points)"),
        }
        made = {name: slider(label, 50, low=0, high=100) for name, label in points.items()}
        made["slack"] = slider(_("How far below expectation is still adequate (points)"), 5, low=0, high=20)
        weights = (
            _("Weight of past experience"),
            _("Weight of others' recommendation"),
            _("Weight of the company's publicity"),
        )
        for place, label in enumerate(weights):
            made[f"weight{place}"] = slider(label, 1, low=0, high=10)
        return made

    def _layout(self) -> w.VBox:
        _, at = self._, self.sliders
        about = _(
            "One shopkeeper, points of 0 to 100. All numbers are illustrative, not an official answer: look at "
            "directions and reasons."
        )
        vague = _("Unless you clarify it, the promise is vague and heard 10 points higher than it says.")
        return view("ExpectationBench", [
            w.HTML(paragraph(about)),
            heading(_("1. How an expectation forms")),
            side_by_side(w.VBox([at["experience"], at["recommendation"], at["promise"]]),
                         w.VBox([at["weight0"], at["weight1"], at["weight2"]])),
            w.HTML(paragraph(vague)), self.formation, self.formation_words,
            heading(_("2. The service and what can be borne")),
            side_by_side(w.VBox([at["strong"], at["weak"], at["attention"]]),
                         w.VBox([at["noticed"], at["need"], at["slack"]])),
            self.zone,
            heading(_("3. Four ways to manage expectation")), *self.ways.values(), self.table,
            heading(_("4. A year of it")), self.months, self.months_words,
            heading(_("5. Challenge")), *self.challenge,
        ])  # fmt: skip

    @property
    def customer(self) -> Customer:
        """The shopkeeper as set."""
        at = self.sliders
        return Customer(
            experience=at["experience"].value,
            recommendation=at["recommendation"].value,
            weights=(at["weight0"].value, at["weight1"].value, at["weight2"].value),
            need=at["need"].value,
            slack=at["slack"].value,
        )

    @property
    def service(self) -> Service:
        """The service as set."""
        at = self.sliders
        return Service(
            strong=at["strong"].value,
            weak=at["weak"].value,
            attention=at["attention"].value / 100,
            noticed=at["noticed"].value / 100,
        )

    @property
    def policy(self) -> Policy:
        """The promise and the ways as set."""
        chosen = frozenset(way for way, box in self.ways.items() if box.value)
        return Policy(promise=self.sliders["promise"].value, ways=chosen)

    def set(self, customer: Customer, service: Service, policy: Policy) -> None:
        """Set every control, then show the result once."""
        self._quiet = True
        values = {
            "experience": customer.experience, "recommendation": customer.recommendation, "need": customer.need,
            "slack": customer.slack, "strong": service.strong, "weak": service.weak,
            "attention": round(service.attention * 100), "noticed": round(service.noticed * 100),
            "promise": policy.promise,
        } | {f"weight{place}": weight for place, weight in enumerate(customer.weights)}  # fmt: skip
        for name, value in values.items():
            self.sliders[name].value = value
        for way, box in self.ways.items():
            box.value = way in policy.ways
        self._quiet = False
        self._show()

    def _changed(self, _change: object) -> None:
        if not self._quiet:
            self._soon()

    def _show(self) -> None:
        customer, service, policy = self.customer, self.service, self.policy
        year = simulate(customer, service, policy)
        self._show_now(customer, service, policy, year[0])
        self._show_year(customer, service, policy, year)
        self._show_task(conditions(customer, service, policy))

    def _show_now(self, customer: Customer, service: Service, policy: Policy, month: Month) -> None:
        formation = formation_figure(customer, month, self._lang)
        self.formation.value, self.formation_words.value = formation.html(), status(formation.words)
        zone = zone_figure([(bilingual(mark("This shopkeeper")), month)], self._lang)
        given = self._("Service delivered: {delivered} points. ").format(delivered=number(service.delivered))
        self.zone.value = zone.html() + paragraph(given + zone.words)
        columns = [bilingual(one).to(self._lang) for one in WAYS_COLUMNS]
        caption = self._("Month 1 with your settings: no way, one way, all four (points)")
        self.table.value = scrolled(caption, columns, ways_rows(customer, service, policy, self._lang))

    def _show_year(self, customer: Customer, service: Service, policy: Policy, year: tuple[Month, ...]) -> None:
        honest = Policy(promise=service.delivered, ways=policy.ways | {"clarify"})
        runs = [
            (bilingual(mark("Your promise: {n} points"), n=number(policy.promise)), year),
            (bilingual(mark("To compare: {n} points, as delivered, clear"), n=number(honest.promise)),
             simulate(customer, service, honest)),
        ]  # fmt: skip
        figure = months_figure(runs, self._lang, slack=customer.slack)
        self.months.value = figure.html()
        yours, other = figure.words.split("\n")
        if year[-1].trust < BELIEVED and year[-1].difference > year[0].difference:
            yours += self._(" The difference has shrunk because the promise is hardly believed any more.")
        self.months_words.value = status(yours) + paragraph(other)

    def _show_task(self, every: list[Condition]) -> None:
        ask = self._("Change only the promise and the four ways so that all conditions are met at once:")
        self.show_conditions(ask, every)

    def hint_text(self) -> str:
        """Return the hint."""
        return self._(
            "First bring the promise down to the service delivered. Then look at the table: which way helps most? The "
            "customer notices only part of what is done, so letting the service be seen comes first; then think "
            "about how a vague promise is heard."
        )

    def solve(self) -> None:
        """Show the model solution."""
        self.set(START_CUSTOMER, START_SERVICE, MODEL_SOLUTION)

    def start_over(self) -> None:
        """Set everything as it was at first."""
        self.set(START_CUSTOMER, START_SERVICE, START_POLICY)
