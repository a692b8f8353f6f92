"""The need explorer: clean the answers, name the categories, see the structure, choose within a budget."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import ipywidgets as w

from fuwu.labs.kano import (
    AS_GIVEN,
    BUDGET,
    CLEAN,
    SPLITS,
    TYPES,
    Cleaning,
    Study,
    asked,
    best,
    categories_table,
    conditions,
    describe,
    differing,
    evaluation_table,
    groups,
    marks_figure,
    quadrants_figure,
    read_survey,
    right_reasons,
    structure_figure,
    structure_words,
    study,
    treated,
    types_table,
)
from fuwu.labs.kano.study import SMALLEST_CLASS
from fuwu.labs.text import bilingual, mark, sentences
from fuwu.widgets.kano.chooser import Chooser
from fuwu.widgets.lab import Bench, Latest, dropdown, heading, paragraph, scrolled, status, view

if TYPE_CHECKING:
    from fuwu.labs import Data
    from fuwu.labs.figure import Table
    from fuwu.labs.kano import Group
    from fuwu.model import Lang

SOON, LATER = 0.005, 0.02  # seconds: the categories first, what depends on them right after
EVERYBODY = ""
FIRST_SPLIT = "market_type"


def explorer(data: Data, lang: Lang) -> w.Widget:
    """Return the view of lab 03."""
    return Explorer(data, lang).view


class Explorer(Bench):
    """The controls, what they show, and how a change travels: answers, categories, then choice and task."""

    def __init__(self, data: Data, lang: Lang) -> None:
        super().__init__(lang)
        self._data = data
        self._survey = read_survey(data)
        self._splits = {split: groups(data, self._survey, split) for split in SPLITS}
        self._soon = Latest(self._show, seconds=SOON)
        self._dependents = Latest(self._show_dependents, seconds=LATER)
        self._task_soon = Latest(self._show_task, seconds=SOON)
        self._make_controls()
        self.treated, self.words, self.chart, self.table = w.HTML(), w.HTML(), w.HTML(), w.HTML()
        self.asked, self.class_words, self.class_table = w.HTML(), w.HTML(), w.HTML()
        self.structure_words, self.structure, self.marks = w.HTML(), w.HTML(), w.HTML()
        self.chooser = Chooser(self._study(AS_GIVEN), lang, changed=self._task_soon)
        self.view = self._layout()
        self._show(at_once=True)

    def _make_controls(self) -> None:
        _ = self._
        self.swapped = dropdown(_("Answers with the two columns exchanged"), [
            (_("leave them"), "keep"), (_("turn them back"), "turn"), (_("leave them out"), "drop")],
            AS_GIVEN.swapped)  # fmt: skip
        self.straight = dropdown(_("Retailers with one and the same answer throughout"), [
            (_("count them"), "keep"), (_("leave them out"), "drop")], AS_GIVEN.straight)  # fmt: skip
        self.missing = dropdown(_("Blanks"), [
            (_("count as “I don't care”"), "neutral"), (_("leave the pair out"), "drop")],
            AS_GIVEN.missing)  # fmt: skip
        self.who = dropdown(_("Whose answers"), self._scopes(), EVERYBODY)
        self.split = dropdown(_("Compare customers by"), [
            (bilingual(title).to(self._lang), split) for split, title in SPLITS.items()], FIRST_SPLIT)  # fmt: skip
        for one in (self.swapped, self.straight, self.missing, self.who):
            one.observe(self._soon, "value")
        self.split.observe(lambda _change: self._show_classes(), "value")

    def _scopes(self) -> list[tuple[str, str]]:
        said = self._("{group} ({n} asked)")
        made = [(said.format(group=self._("all retailers asked"), n=len(self._survey.retailers)), EVERYBODY)]
        for every in self._splits.values():
            made += [
                (said.format(group=one.name.to(self._lang), n=int(one.members.sum())), one.id)
                for one in every if one.members.sum() >= SMALLEST_CLASS
            ]  # fmt: skip
        return made

    def _layout(self) -> w.VBox:
        about = self._(
            "Each retailer was asked two questions about each need: how do you feel if you have it, and if you do not? "
            "Some answers went wrong. Decide what to do about them and watch the categories."
        )
        return view("NeedExplorer", [
            heading(self._("1. Define the categories")), w.HTML(paragraph(about)),
            self.swapped, self.straight, self.missing, self.who, self.treated, self.words, self.chart, self.table,
            self.asked,
            heading(self._("2. The same need, other customers")), self.split, self.class_words, self.class_table,
            heading(self._("3. The structure of needs")), self.structure_words, self.structure, self.marks,
            heading(self._("4. Combine with what the company needs")), self.chooser.why, self.chooser.view,
            heading(self._("5. Challenge")), *self.challenge,
            heading(self._("6. The notes and Kano")), w.HTML(self._kano()),
        ])  # fmt: skip

    def _kano(self) -> str:
        said = self._(
            "The lab counts Kano's letters and calls them by the notes' types. That works for five of the six: the "
            "problem type of the notes is about the skill that a service demands, which no questionnaire of this kind "
            "asks, and Kano's Q only says that two answers contradict each other. The notes write “five kinds” and "
            "list six; in an answer list all six."
        )
        return paragraph(said) + _scroll(types_table(self._lang)) + _scroll(evaluation_table(self._lang))

    def _cleaning(self) -> Cleaning:
        return Cleaning(self.swapped.value, self.straight.value, self.missing.value)

    def _study(self, cleaning: Cleaning, group: Group | None = None, **options: int) -> Study:
        among = None if group is None else group.members
        return study(self._data, self._survey, cleaning, who=group.name if group else None, among=among, **options)

    def _group(self) -> Group | None:
        every = [one for split in self._splits.values() for one in split]
        return next((one for one in every if one.id == self.who.value), None)

    def _show(self, *, at_once: bool = False) -> None:
        self.whole = self._study(self._cleaning())
        group = self._group()
        self.study = self.whole if group is None else self._study(self._cleaning(), group)
        self.treated.value = paragraph(sentences(treated(self.study.answers), self._lang))
        self.words.value = status(sentences(describe(self.study), self._lang))
        title = bilingual(mark("Better and worse: {who}"), who=self.study.who)
        self.chart.value = quadrants_figure(self.study, self._lang, title=title).html()
        caption = bilingual(mark("Categories: {who}"), who=self.study.who)
        self.table.value = _scroll(categories_table(self.study, self._lang, caption=caption))
        (self._show_dependents if at_once else self._dependents)()

    def _show_dependents(self) -> None:
        self.asked.value = paragraph(sentences(asked(self._data, self.whole), self._lang))
        self._show_classes()
        self._show_structure()
        self._show_task()

    def _show_classes(self) -> None:
        _ = self._
        parts = [self._study(self._cleaning(), one, draws=0) for one in self._splits[self.split.value]]
        found = differing(self.whole, parts)
        said = [
            bilingual(mark("{need}: {who} {other}, all {category}"), need=need.label, who=part.who,
                      other=bilingual(TYPES[part.need(need.id).verdict.category]),
                      category=bilingual(TYPES[need.verdict.category])).to(self._lang)
            for need, part in found
        ]  # fmt: skip
        none = _("No class of at least {n} retailers settles on another category than all do.")
        between = "\N{FULLWIDTH SEMICOLON}" if self._lang == "zh" else "; "
        some = _("Settled differently: {found}.").format(found=between.join(said))
        text = some if said else none.format(n=SMALLEST_CLASS)
        self.class_words.value = status(text)
        self.class_table.value = self._compare(parts)

    def _compare(self, parts: list[Study]) -> str:
        columns = [self._("Need"), *(f"{one.who.to(self._lang)} ({one.n})" for one in (self.whole, *parts))]
        rows = [
            [need.label.to(self._lang), *(self._brief(one, need.id) for one in (self.whole, *parts))]
            for need in self.whole.needs
        ]
        caption = self._("Categories by class of customers; “?”: not settled by these answers")
        return scrolled(caption, columns, rows)

    def _brief(self, one: Study, need_id: str) -> str:
        verdict = one.need(need_id).verdict
        return bilingual(TYPES[verdict.category]).to(self._lang) + ("" if verdict.settled else " ?")

    def _show_structure(self) -> None:
        who = self.study.who
        title = bilingual(mark("Needs and answers by category: {who}"), who=who)
        marks = bilingual(mark("Importance and satisfaction: {who}"), who=who)
        lines = "".join(f"<li>{escape(one.to(self._lang))}</li>" for one in structure_words(self.study))
        self.structure_words.value = f"<ul>{lines}</ul>"
        self.structure.value = structure_figure(self.study, self._lang, title=title).html()
        self.marks.value = marks_figure(self.study, self._lang, title=marks).html()

    def _show_task(self) -> None:
        self.chooser.show(self.whole)
        every = conditions(self.whole, self.chooser.choice, self.chooser.decided)
        ask = self._("Combine what customers need with what the company needs, for all retailers asked, so that all "
                     "conditions are met at once (limits are illustrative):")  # fmt: skip
        self.show_conditions(ask, every)

    def hint_text(self) -> str:
        """Return the hint."""
        return self._(
            "First turn the exchanged columns back and leave out what says nothing. Tick the basic needs: they must "
            "be served, however little praise they bring. Strike out what is not allowed and what customers do not "
            "want, even if it is cheap or loudly asked for. With the money left, compare one dear need with several "
            "cheaper ones: which gives customers and the company more for the same money?"
        )

    def solve(self) -> None:
        """Show the model solution."""
        self._set(CLEAN)
        self._show(at_once=True)
        solution = best(self.whole, BUDGET)
        self.chooser.set(solution.ids if solution else (), right_reasons(self.whole))

    def start_over(self) -> None:
        """Set everything as it was at first."""
        self._set(AS_GIVEN)
        self.split.value = FIRST_SPLIT
        self._show(at_once=True)
        self.chooser.set((), {})

    def _set(self, cleaning: Cleaning) -> None:
        self.swapped.value, self.straight.value = cleaning.swapped, cleaning.straight
        self.missing.value, self.who.value = cleaning.missing, EVERYBODY
        self.chooser.money = BUDGET


def _scroll(table: Table) -> str:
    """Return a table that scrolls by itself, by keyboard too, when the page is narrow."""
    label = escape(table.words.partition("\n")[0])
    return f'<div class="fuwu-scroll" role="region" tabindex="0" aria-label="{label}">{table.html}</div>'
