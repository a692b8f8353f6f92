"""The audit of the eight commitments: how to count, one commitment closely, what could be promised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ipywidgets as w

from fuwu.labs.promises import BY_ID, PROMISES, TIMED, Log, Settings, audit, breaches, by_group, conditions, safe
from fuwu.labs.promises.pages import attainment_figure, audit_columns, audit_rows, curve_figure, honest_columns
from fuwu.labs.promises.pages import honest_rows as honest_table_rows
from fuwu.labs.promises.words import limit_of, name_of, said
from fuwu.labs.text import code, number, percent
from fuwu.widgets.lab import Bench, Latest, dropdown, heading, paragraph, scrolled, slider, status, view

if TYPE_CHECKING:
    import pandas as pd

    from fuwu.labs import Data
    from fuwu.labs.promises import Result
    from fuwu.model import Lang

SOON = 0.005  # seconds


def explorer(data: Data, lang: Lang) -> w.Widget:
    """Return the view of the lab."""
    return Explorer(data, lang).view


class Explorer(Bench):
    """The controls, what they show, and how a change travels."""

    def __init__(self, data: Data, lang: Lang) -> None:
        super().__init__(lang)
        self._data = data
        self._log = Log(data)
        self._limits = {promise.id: promise.limit for promise in TIMED}
        self._moving = False
        self._make_controls()
        self.summary, self.chart, self.table = w.HTML(), w.HTML(), w.HTML()
        self.curve, self.words, self.groups, self.list = w.HTML(), w.HTML(), w.HTML(), w.HTML()
        self.honest = w.HTML()
        self._all_soon = Latest(self.show, seconds=SOON)
        self._one_soon = Latest(self._show_one, seconds=SOON)
        self._connect()
        self.view = self._layout()
        self.show()

    def _make_controls(self) -> None:
        _ = self._
        self.calendar = dropdown(
            _("Working days"),
            [(_("China's real calendar"), "china"), (_("any Monday to Friday"), "weekdays")],
            "china",
        )
        self.clock = dropdown(
            _("Time to arrive"), [(_("by the clock"), "clock"), (_("in working hours"), "working")], "clock"
        )
        self.scope = dropdown(
            _("Which events"),
            [(_("only those the commitment covers"), "promised"), (_("all in the log"), "all")],
            "promised",
        )
        names = [(name_of(promise).to(self._lang), promise.id) for promise in PROMISES]
        self.promise = dropdown(_("Commitment"), names, "5a")
        self.limit = slider(_("The limit you would promise"), 72.0, low=0.0, high=300.0, step=2.0)
        self.by = dropdown(
            _("Where does it break"),
            [(_("by month"), "month"), (_("by day of the week"), "weekday"), (_("by market type"), "market"),
             (_("by customer manager"), "manager")],
            "weekday",
        )  # fmt: skip
        self.not_yet = {
            promise.id: w.Checkbox(value=False, description=name_of(promise).to(self._lang), indent=False)
            for promise in TIMED
        }

    def _connect(self) -> None:
        for control in (self.calendar, self.clock, self.scope):
            control.observe(self._all_soon, "value")
        self.promise.observe(self._change_promise, "value")
        self.limit.observe(self._change_limit, "value")
        self.by.observe(self._one_soon, "value")
        for box in self.not_yet.values():
            box.observe(lambda _change: self._show_task(), "value")
        self._set_slider()

    def _layout(self) -> w.VBox:
        return view("PromisesExplorer", [
            heading(self._("1. How to count")), self.calendar, self.clock, self.scope,
            self.summary, self.chart, self.table,
            heading(self._("2. One commitment closely")), self.promise, self.limit, self.curve, self.words,
            self.by, self.groups, self.list,
            heading(self._("3. What could honestly be promised?")), self.honest,
            heading(self._("4. Challenge")),
            w.HTML(paragraph(self._("No time limit can be promised yet for:"))), *self.not_yet.values(),
            *self.challenge,
        ])  # fmt: skip

    @property
    def settings(self) -> Settings:
        """How events are counted now."""
        return Settings(
            calendar=self.calendar.value,
            working=self.clock.value == "working",
            promised_only=self.scope.value == "promised",
        )

    def _result(self) -> Result:
        return audit(self._log, BY_ID[self.promise.value], self.settings)

    def show(self) -> None:
        """Show everything as the settings say."""
        found = [audit(self._log, promise, self.settings) for promise in PROMISES]
        figure = attainment_figure(found, self._lang)
        held = sum(one.attained.low >= 0.95 for one in found)  # noqa: PLR2004
        said_so = self._("{held} of {all} commitments surely reach 95%. Left out as not promised: {out} events.")
        out = sum(one.case.not_promised for one in found)
        self.summary.value = status(said_so.format(held=held, all=len(found), out=number(out)))
        self.chart.value = figure.html()
        caption = self._("Audit of the eight commitments, 2025 (sample data)")
        self.table.value = scrolled(caption, audit_columns(self._lang), audit_rows(found, self._lang))
        self.honest.value = scrolled(
            self._("What could honestly be promised at 95%? (illustrative)"), honest_columns(self._lang),
            honest_table_rows(found, self._lang),
        )  # fmt: skip
        self._show_one()
        self._show_task()

    def _change_promise(self, _change: object) -> None:
        self._set_slider()
        self._one_soon()

    def _set_slider(self) -> None:
        promise = BY_ID[self.promise.value]
        timed = promise in TIMED
        self._moving = True
        self.limit.max = max(promise.most, self.limit.value)
        self.limit.step = promise.step
        self.limit.value = self._limits.get(promise.id, promise.limit)
        self.limit.max = promise.most
        self._moving = False
        self.limit.disabled = not timed
        self.limit.layout.display = None if timed else "none"

    def _change_limit(self, change: dict[str, Any]) -> None:
        if not self._moving:
            self._limits[self.promise.value] = float(change["new"])
            self._one_soon()
            self._show_task()

    def _show_one(self) -> None:
        one = self._result()
        promise, lang = one.case.promise, self._lang
        limit = self._limits.get(promise.id, promise.limit)
        if promise in TIMED:
            figure = curve_figure(one, limit, lang)
            self.curve.value, self.words.value = figure.html(), status(figure.words)
        else:
            line = self._("{name} ({limit}): {kept} of {judged} kept.").format(
                name=name_of(promise).to(lang), limit=limit_of(promise, one.limit).to(lang),
                kept=number(one.kept), judged=number(one.judged))  # fmt: skip
            self.curve.value, self.words.value = "", status(line)
        self.groups.value = self._group_table(one)
        self.list.value = self._breach_table(one)

    def _group_table(self, one: Result) -> str:
        rows = [
            [self._group_name(name), number(n), percent(share.share), f"{percent(share.low)}–{percent(share.high)}"]
            for name, n, share in by_group(one, self._grouping(one.case.events))
        ]
        heads = [self._("Group"), self._("Events judged"), self._("Share kept"), self._("95% interval")]
        caption = self._("Where it breaks, against the promised limit")
        return scrolled(caption, heads, rows)

    def _grouping(self, events: pd.DataFrame) -> pd.Series[str]:
        if self.by.value == "month":
            months: pd.Series[str] = events["asked"].dt.strftime("%Y-%m")
            return months
        if self.by.value == "weekday":
            days: pd.Series[str] = events["asked"].dt.day_of_week.astype(str)
            return days
        column = {"market": "market_type", "manager": "manager_id"}[self.by.value]
        return events["retailer_id"].map(self._data.retailers.set_index("retailer_id")[column])

    def _group_name(self, name: str) -> str:
        if self.by.value == "weekday":
            _ = self._
            days = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
            return days[int(name)]
        return code("market_type", name).to(self._lang) if self.by.value == "market" else name

    def _breach_table(self, one: Result) -> str:
        rows = [
            [
                str(row["retailer_id"]),
                str(row["asked_at"]),
                str(row["done_at"]) if isinstance(row["done_at"], str) else self._("not by the end of the year"),
                said(one.case.promise, float(row["measure"])).to(self._lang),
            ]
            for row in breaches(one).to_dict("records")
        ]
        heads = [self._("Retailer"), self._("Asked or due"), self._("Done"), self._("Measured")]
        caption = self._("The worst breaches of the promised limit ({n} in all)").format(n=number(one.broken))
        return scrolled(caption, heads, rows)

    def _show_task(self) -> None:
        found = [audit(self._log, promise, Settings()) for promise in PROMISES]
        ticked = {name for name, box in self.not_yet.items() if box.value}
        ask = self._("Promise what can be kept: set the limits above (counted by China's calendar, by the clock, only "
                     "what is covered); the 95% and the slack are illustrative:")  # fmt: skip
        every = conditions(found, self._limits, ticked)
        self.show_conditions(ask, every)

    def hint_text(self) -> str:
        """Return the hint."""
        return self._(
            "Look at the curve: where does it cross 95%? The safe limit is a little further, because a year's events "
            "are only a sample. A curve that never reaches 95% has no limit at all: too much was never done."
        )

    def solve(self) -> None:
        """Show the model solution."""
        limits = safe([audit(self._log, promise, Settings()) for promise in PROMISES])
        self._limits = {name: BY_ID[name].limit if limit is None else limit for name, limit in limits.items()}
        for name, box in self.not_yet.items():
            box.value = limits[name] is None
        self._set_slider()
        self.show()

    def start_over(self) -> None:
        """Set everything as it was at first."""
        self._limits = {promise.id: promise.limit for promise in TIMED}
        for box in self.not_yet.values():
            box.value = False
        self.calendar.value, self.clock.value, self.scope.value = "china", "clock", "promised"
        self.promise.value, self.by.value = "5a", "weekday"
        self._set_slider()
        self.show()
