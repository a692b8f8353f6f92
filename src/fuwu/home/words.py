"""What the numbers of the pages mean, in words."""

from __future__ import annotations

from datetime import date

from fuwu.home.data import Help, Learner, Outlook
from fuwu.home.plan import Step
from fuwu.i18n import gettext_for
from fuwu.model import Lang, Text


def percent(share: float, *, open_ends: bool = False) -> str:
    """Return a share as whole per cents; with `open_ends` never 0 or 100, which no forecast can promise."""
    whole = round(share * 100)
    return f"{min(99, max(1, whole)) if open_ends else whole}%"


def number(value: float) -> str:
    """Return a number of marks: whole if it is, else with one digit."""
    return f"{value:.1f}".removesuffix(".0")


def listed(texts: tuple[Text, ...], lang: Lang) -> str:
    """Return titles in a row; several in quotation marks, for they may hold commas themselves."""
    if len(texts) == 1:
        return texts[0].to(lang)
    return ("" if lang == "zh" else ", ").join(f"\u201c{text.to(lang)}\u201d" for text in texts)


def day(when: date, lang: Lang) -> str:
    """Return a date as it is written in running text."""
    _ = gettext_for(lang)
    width = 1 if lang == "zh" else 2
    return _("{year}-{month}-{day}").format(year=when.year, month=f"{when.month:0{width}}", day=f"{when.day:0{width}}")


def countdown(learner: Learner, lang: Lang) -> str:
    """Return how long it is to the exam."""
    _ = gettext_for(lang)
    left = learner.days_left
    if left is None:
        return _("When is your exam? The plan and the review reckon with the day.")
    if left < 0:
        return _("The exam day has passed. Set the next one when you know it.")
    if left == 0:
        return _("The exam is today.")
    return _("1 day to the exam") if left == 1 else _("{n} days to the exam").format(n=left)


def step(one: Step, lang: Lang) -> str:
    """Return what a step of the plan asks for, or what was done of it."""
    _ = gettext_for(lang)
    titles = listed(one.titles, lang)
    match one.kind, one.done:
        case "exam_day", _done:
            return _("Exam day: look through the wrong-answer book once more, nothing new")
        case "review", True:
            return _("Review: all done, {n} today").format(n=one.count)
        case "review", False:
            return _("Review what is due: {n} (about {m} min)").format(n=one.count, m=one.minutes)
        case "learn", True:
            return _("Learn: {point}").format(point=titles)
        case "learn", False:
            return _("Learn: {point} (about {m} min)").format(point=titles, m=one.minutes)
        case "practise", True:
            return _("Practise: {n} items done today").format(n=one.count)
        case "practise", False if titles:
            return _("Practise {n} items (about {m} min), best on: {points}").format(
                n=one.count, m=one.minutes, points=titles
            )
        case "practise", False:
            return _("Practise {n} items (about {m} min)").format(n=one.count, m=one.minutes)
        case "mock", True:
            return _("Mock exam: {paper}").format(paper=titles)
        case _kind:
            return _("Sit a mock exam: {paper} ({m} min)").format(paper=titles, m=one.minutes)


def ahead(learner: Learner) -> bool:
    """Return whether forecasts are for an exam day to come, less what is forgotten until then."""
    return (learner.days_left or 0) > 0


def verdict(outlook: Outlook, lang: Lang, *, ahead: bool = False) -> str:
    """Return in a few words whether the learner would pass, on the exam day if that lies `ahead`."""
    _ = gettext_for(lang)
    if outlook.state == "not_enough" and not outlook.lacking:
        return _("no forecast: too few items are left whose answers you have not seen")
    if outlook.state == "not_enough":
        return _("no forecast yet: answer about {n} new items").format(n=outlook.lacking)
    if outlook.state == "out_of_date":
        return _("out of date: answer or review about {n} items").format(n=outlook.lacking)
    p = percent(outlook.probability or 0.0, open_ends=True)
    low, high = (percent(end, open_ends=True) for end in outlook.interval or (0.0, 1.0))
    chance = p if low == high == p else _("{p} (between {low} and {high})").format(p=p, low=low, high=high)
    if ahead:
        return _("without further review, {chance} likely to pass on the exam day").format(chance=chance)
    return _("{chance} likely to pass").format(chance=chance)


def marks(outlook: Outlook, lang: Lang) -> str:
    """Return the marks to expect on one paper; empty without evidence."""
    if outlook.marks is None or outlook.marks_interval is None:
        return ""
    _ = gettext_for(lang)
    low, high = outlook.marks_interval
    return _("expected marks {marks} ({low} to {high}) of {total}, {cut} to pass").format(
        marks=round(outlook.marks),
        low=round(low),
        high=round(high),
        total=number(outlook.out_of),
        cut=number(outlook.cut),
    )


def basis(outlook: Outlook, lang: Lang) -> str:
    """Return what a forecast rests on, and what it lacks."""
    _ = gettext_for(lang)
    line = _("It will rest on your first answer to each item whose answer you had not seen before; there is none yet.")
    if outlook.latest:
        told = _("It rests on your first answers to {n} items, the last of {day}.")
        if outlook.own < outlook.answers:
            told = _("It rests on your first answers to {n} items ({own} of this paper's types), the last of {day}.")
        line = told.format(n=outlook.answers, own=outlook.own, day=day(outlook.latest, lang))
    lacks = outlook.state != "enough" and outlook.lacking_in
    more = _("Most is missing in: {lessons}.").format(lessons=listed(outlook.lacking_in, lang)) if lacks else ""
    if outlook.state == "not_enough" and not outlook.lacking:
        more = _(
            "Items whose answers you saw first, as in memorising, do not show what you know without. "
            "Go by your marks under \u201cExams sat\u201d: papers you had not seen tell most."
        )
    return joined((line, more), lang)


def told(name: str, what: str, lang: Lang) -> str:
    """Return what is told of something."""
    _ = gettext_for(lang)
    return _("{name}: {what}").format(name=name, what=what)


def joined(sentences: tuple[str, ...], lang: Lang) -> str:
    """Return sentences as one text: Chinese has no space between them."""
    return ("" if lang == "zh" else " ").join(one for one in sentences if one)


def harder(lang: Lang, *, forecast: bool = False) -> str:
    """Return the warning that exams went worse than practice suggests; `forecast` says whether one is shown."""
    _ = gettext_for(lang)
    warning = _("Exams may be harder than practice: your marks there were below what practice suggests.")
    return joined((warning, _("The forecast reckons with that.") if forecast else ""), lang)


def unproven(learner: Learner, lang: Lang) -> str:
    """Return that a forecast without any exam sat may be too high; empty with an exam, or without a forecast."""
    _ = gettext_for(lang)
    papers = {one.paper: one.state for one in learner.outlooks}
    if "enough" not in papers.values() or any(mock.paper in papers for mock in learner.mocks):
        return ""
    return _("No mock exam yet: exams are often harder than practice, so this may be too high.")


def help_line(one: Help, lang: Lang) -> str:
    """Return what a point would add."""
    _ = gettext_for(lang)
    return _("about {gain} marks").format(gain=f"{one.gain:+.1f}")


def activity(learner: Learner, lang: Lang) -> str:
    """Return on how many days something was done; empty if on none: nobody is reproached."""
    _ = gettext_for(lang)
    week = sum((learner.today - one.day).days < 7 for one in learner.days)  # noqa: PLR2004
    if not learner.days:
        return ""
    return _("Studied on {week} of the last 7 days, {month} of the last 30.").format(week=week, month=len(learner.days))


def answered(learner: Learner, lang: Lang) -> str:
    """Return how many items were answered."""
    _ = gettext_for(lang)
    if not learner.answered:
        return _("Nothing answered yet. Every answer will be kept on this computer.")
    return _("{n} items answered so far; every answer is kept on this computer.").format(n=learner.answered)
