"""The figures and tables of the lesson: the notes' six types, Kano's table, and the survey of 300 retailers.

The six types, their names and what they do to satisfaction (S3-3.2 to S3-3.8) are the notes'; matching them with
Kano's categories, budget and measures are illustrative, and the tables say so.
"""

from __future__ import annotations

from typing import Final

from fuwu.labs import Data
from fuwu.labs.figure import Figure, Table, table
from fuwu.labs.kano.choice import BUDGET, Choice, barred, best, greedy, money, words
from fuwu.labs.kano.drawing import marks_figure, quadrants_figure, six_figure, structure_figure
from fuwu.labs.kano.study import LEVELS, TYPES, Study, example
from fuwu.labs.kano.survey import ANSWERS, EVALUATION, LETTERS
from fuwu.labs.text import bilingual, mark, number, percent
from fuwu.model import Lang, Text

#: Kano's categories.
KANO: Final = {
    "M": mark("M must-be"), "O": mark("O one-dimensional"), "A": mark("A attractive"), "I": mark("I indifferent"),
    "R": mark("R reverse"), "Q": mark("Q questionable"),
}  # fmt: skip

#: The notes' six types in their order: what they say, and Kano's category with how well it fits.
NOTES: Final = (
    (mark("Delight need"), mark("the company's feature service; a large rise in satisfaction"), "A",
     mark("fits roughly (inferred)")),
    (mark("Expected need"), mark("customers hope for it; satisfaction in proportion"), "O",
     mark("fits roughly (inferred)")),
    (mark("Basic need"), mark("foundation of satisfaction, brings no high satisfaction; must be served"), "M",
     mark("fits roughly (inferred)")),
    (mark("Secondary need"), mark("little effect on satisfaction; need not be met first"), "I",
     mark("fits roughly (inferred)")),
    (mark("Reverse need"), mark("providing it causes dissatisfaction"), "R", mark("fits roughly (inferred)")),
    (mark("Problem need"), mark("answering it demands high service skill"), "Q",
     mark("does not fit: Q says that the answers contradict each other; in the exam follow the notes")),
)  # fmt: skip


def types_table(lang: Lang) -> Table:
    """Set the notes' six types beside Kano's categories."""
    columns = [mark("Type in the notes"), mark("What the notes say"), mark("Kano"), mark("Does it fit?")]
    rows = [
        [bilingual(name), bilingual(says), bilingual(KANO[letter]), bilingual(fits)]
        for name, says, letter, fits in NOTES
    ]
    caption = mark("The notes' types and Kano's categories (the matching is illustrative, not an official answer)")
    note = mark("The notes speak of “five kinds” but list six types. Kano has five categories and, besides, Q for "
                "answers that cannot be trusted. Neither says which type the notes should leave out.")  # fmt: skip
    return table(
        bilingual(caption).to(lang), [bilingual(one).to(lang) for one in columns],
        [[cell.to(lang) for cell in row] for row in rows], note=bilingual(note).to(lang))  # fmt: skip


def evaluation_table(lang: Lang) -> Table:
    """Show the table in which a pair of answers gives a letter."""
    answers = [bilingual(one) for one in ANSWERS]
    columns = [bilingual(mark("With it ↓ / without it →")), *answers]
    rows = [[one.to(lang), *row] for one, row in zip(answers, EVALUATION, strict=True)]
    caption = bilingual(mark("Kano's evaluation table: two answers, one letter"))
    letters = " · ".join(bilingual(KANO[one]).to(lang) for one in LETTERS)
    example_ = bilingual(mark("An example (illustrative): “I don't care” with it and “I dislike it” without it cross "
                              "at M."))  # fmt: skip
    return table(caption.to(lang), [one.to(lang) for one in columns], rows, note=f"{letters}\n{example_.to(lang)}")


def categories_table(study: Study, lang: Lang, *, caption: Text) -> Table:
    """Show each need's counts, category, whether it is settled, and its two coefficients."""
    columns = [bilingual(mark("Need")), bilingual(mark("Level of need")), *(Text(zh=one, en=one) for one in LETTERS),
               *map(bilingual, CATEGORY_COLUMNS)]  # fmt: skip
    rows = [
        [
            one.label.to(lang),
            bilingual(LEVELS.get(one.level, "{level}"), level=one.level).to(lang),
            *(number(one.verdict.counts[letter]) for letter in LETTERS),
            bilingual(TYPES[one.verdict.category]).to(lang),
            _settled(one.verdict.settled).to(lang),
            percent(one.verdict.strength),
            _with(one.verdict.better, one.verdict.better_interval, lang),
            _with(one.verdict.worse, one.verdict.worse_interval, lang),
        ]
        for one in study.needs
    ]
    return table(caption.to(lang), [one.to(lang) for one in columns], rows, note=bilingual(CATEGORY_NOTE).to(lang))


CATEGORY_COLUMNS: Final = (mark("Category"), mark("Settled?"), mark("Lead of the first"),
                           mark("Better (95% interval)"), mark("Worse (95% interval)"))  # fmt: skip
CATEGORY_NOTE: Final = mark(
    "Category: the most frequent letter. Settled: the first leads the second by more than chance explains (Fong 1996). "
    "Intervals: bootstrap over retailers. Fictional data.")  # fmt: skip


def _settled(yes: bool) -> Text:  # noqa: FBT001
    return bilingual(mark("settled") if yes else mark("not settled"))


def _with(value: float | None, interval: tuple[float, float] | None, lang: Lang) -> str:
    if value is None:
        return "–"
    shown = f"{value:z.2f}"
    if interval is not None:
        shown = bilingual(mark("{value} ({low} to {high})"), value=shown, low=f"{interval[0]:z.2f}",
                          high=f"{interval[1]:z.2f}").to(lang)  # fmt: skip
    return shown.replace("-", "−")


def choice_table(study: Study, lang: Lang) -> Table:
    """Set the wish list and the combined choice of the lesson side by side."""
    wished, combined = greedy(study, BUDGET), best(study, BUDGET)
    made = combined or Choice(())
    columns = [mark("Need"), mark("Category"), mark("Allowed?"), mark("Cost a year"), mark("Value to the company"),
               mark("Customers' gain"), mark("Most wanted first"), mark("Combined")]  # fmt: skip
    rows = [
        [
            one.label.to(lang),
            bilingual(TYPES[one.verdict.category]).to(lang),
            bilingual(mark("not allowed") if not one.lawful else mark("not wanted") if barred(one) else
                      mark("allowed")).to(lang),
            money(one.cost).to(lang),
            number(one.company_value),
            number(one.gain),
            "✓" if one.id in wished.ids else "–",
            "✓" if one.id in made.ids else "–",
        ]
        for one in study.needs
    ]  # fmt: skip
    caption = bilingual(mark("Fifteen needs and a budget of {budget} (illustrative, not an official answer)"),
                        budget=money(BUDGET))  # fmt: skip
    note = bilingual(mark("Most wanted first: {wished} Combined: {made} Customers' gain: importance × (better + the "
                          "size of worse) ÷ 2."),
                     wished=words(wished, BUDGET), made=words(made, BUDGET))  # fmt: skip
    return table(caption.to(lang), [bilingual(one).to(lang) for one in columns], rows, note=note.to(lang))


def _title(study: Study, msgid: str) -> Text:
    return bilingual(msgid, n=number(study.n), needs=len(study.needs))


def _six(lang: Lang, _data: Data | None = None) -> Figure:
    return six_figure(lang)


def _quadrants(lang: Lang, data: Data) -> Figure:
    study = example(data)
    title = _title(study, mark("{needs} needs in four quadrants, {n} retailers (fictional data)"))
    return quadrants_figure(study, lang, title=title)


def _structure(lang: Lang, data: Data) -> Figure:
    study = example(data)
    title = _title(study, mark("The structure of {needs} needs, {n} retailers (fictional data)"))
    return structure_figure(study, lang, title=title)


def _marks(lang: Lang, data: Data) -> Figure:
    study = example(data)
    title = _title(study, mark("Importance and satisfaction of {needs} needs, {n} retailers (fictional data)"))
    return marks_figure(study, lang, title=title)


def _categories(lang: Lang, data: Data) -> Table:
    study = example(data)
    caption = _title(study, mark("{needs} needs by the answers of {n} retailers (illustrative)"))
    return categories_table(study, lang, caption=caption)


def _evaluation(lang: Lang, _data: Data | None = None) -> Table:
    return evaluation_table(lang)


def _types(lang: Lang, _data: Data | None = None) -> Table:
    return types_table(lang)


def _choice(lang: Lang, data: Data) -> Table:
    return choice_table(example(data), lang)


FIGURES = {"six": _six, "quadrants": _quadrants, "structure": _structure, "marks": _marks}
TABLES = {"evaluation": _evaluation, "categories": _categories, "types": _types, "choice": _choice}
