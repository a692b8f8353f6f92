"""The start page: what to do today, how long it is to the exam, how things stand. One glance, no scrolling."""

from __future__ import annotations

from collections.abc import Iterator

from fuwu.home import words
from fuwu.home.data import Learner, Lesson, Outlook
from fuwu.home.parts import (
    MISTAKES,
    MOCK,
    PRACTICE,
    PROGRESS,
    REVIEW,
    alert,
    button,
    esc,
    field,
    fold,
    form,
    link,
    meter,
    par,
    section,
)
from fuwu.home.plan import Step, plan
from fuwu.i18n import gettext_for
from fuwu.model import Lang

HREF = {"review": REVIEW, "practise": PRACTICE, "mock": MOCK, "exam_day": MISTAKES}


def page(learner: Learner, lang: Lang) -> str:
    """Return the start page's HTML."""
    top = "".join((_plan(learner, lang), _exam(learner, lang)))
    parts = (_nav(lang), alert(learner.notice), _open_exams(learner, lang), f'<div class="home-top">{top}</div>')
    body = "".join(parts) + _lessons(learner, lang) + _foot(learner, lang)
    return f'<div class="fuwu-home"><span hidden data-do="refresh" data-on="return"></span>{body}</div>'


def text(learner: Learner, lang: Lang) -> str:
    """Return the same in plain lines, for where no browser draws the page."""
    lines = [learner.notice or "", _go(learner, lang)[0]]
    lines += [f"{number}. {words.step(one, lang)}" for number, one in enumerate(plan(learner), 1)]
    lines += [words.told(_title(lesson)[lang == "en"], _state(lesson, lang), lang) for lesson in learner.lessons]
    return "\n".join(line for line in [*lines, words.answered(learner, lang)] if line)


# --- what to do ---------------------------------------------------------------------------------------


def _nav(lang: Lang) -> str:
    _ = gettext_for(lang)
    places = (
        (_("Review"), REVIEW),
        (_("Practice"), PRACTICE),
        (_("Wrong-answer book"), MISTAKES),
        (_("Mock exam"), MOCK),
        (_("Progress"), PROGRESS),
    )
    label = esc(_("Pages"))
    return f'<nav class="home-nav" aria-label="{label}">{"".join(link(*place) for place in places)}</nav>'


def _open_exams(learner: Learner, lang: Lang) -> str:
    _ = gettext_for(lang)
    lines = []
    for exam in learner.open_exams:
        line = _("Paused: {paper}, {m} min left") if exam.paused else _("Running: {paper}, {m} min left")
        label = line.format(paper=exam.title.to(lang), m=exam.minutes_left)
        lines.append(f'<p class="home-open">{link(label, MOCK, kind="fuwu-go")}</p>')
    return "".join(lines)


def _go(learner: Learner, lang: Lang) -> tuple[str, str]:
    """Return the label and address of the one thing to do now: go on where it was left, or begin."""
    _ = gettext_for(lang)
    place = learner.place
    if place:
        label = _("Go on: {lesson} · {section}").format(
            lesson=place.lesson_title.to(lang), section=place.section_title.to(lang)
        )
        return label, f"{place.lesson}.ipynb#{place.section}"
    first = next((lesson for lesson in learner.lessons if lesson.ready), None)
    return (_("Begin: {lesson}").format(lesson=first.title.to(lang)), f"{first.id}.ipynb") if first else ("", "")


def _plan(learner: Learner, lang: Lang) -> str:
    _ = gettext_for(lang)
    steps = plan(learner)
    label, href = _go(learner, lang)
    begin = f"<p>{link(label, href, kind='fuwu-go')}</p>" if label else ""
    rows = "".join(_row_of(one, lang) for one in steps)
    rest = par(_("Everything for today is done.")) if steps and all(one.done for one in steps) else ""
    return section(_("Plan for today"), (f'<ol class="home-plan">{rows}</ol>', rest, begin), name="home-today")


def _row_of(one: Step, lang: Lang) -> str:
    _ = gettext_for(lang)
    href = f"{one.lesson}.ipynb#{one.point}" if one.kind == "learn" else HREF[one.kind]
    step = link(words.step(one, lang), href)
    done = esc(_("Done:"))
    return f'<li class="done"><span class="sr">{done} </span>{step}</li>' if one.done else f"<li>{step}</li>"


# --- how things stand ---------------------------------------------------------------------------------


def _exam(learner: Learner, lang: Lang) -> str:
    _ = gettext_for(lang)
    chosen = _day_form(learner, lang)
    days = par(words.countdown(learner, lang), kind="home-days")
    if learner.choices.exam_day and (learner.days_left or 0) >= 0:
        change = _("Exam on {day}: change").format(day=words.day(learner.choices.exam_day, lang))
        chosen = fold(change, chosen, kind="home-change")
    ahead = words.ahead(learner)
    rows = "".join(_outlook(outlook, lang, ahead=ahead) for outlook in learner.outlooks)
    about = link(_("simulated estimate, not official"), PROGRESS)
    shown = f'<ul class="home-outlook">{rows}</ul><p class="dim">{about}</p>' if rows else ""
    warned = [outlook.state for outlook in learner.outlooks if outlook.harder]
    warning = par(words.harder(lang, forecast="enough" in warned), kind="warn") if warned else ""
    return section(_("Exam"), (days, chosen, shown, warning), name="home-exam")


def _day_form(learner: Learner, lang: Lang) -> str:
    _ = gettext_for(lang)
    chosen = learner.choices.exam_day.isoformat() if learner.choices.exam_day else ""
    control = f'<input type="date" name="exam_day" value="{chosen}">'
    return form(field(_("Exam day"), control), button(_("Save"), "choose"))


def _outlook(outlook: Outlook, lang: Lang, *, ahead: bool) -> str:
    marks = words.marks(outlook, lang)
    more = f'<span class="dim">{esc(marks)}</span>' if marks else ""
    state = f'<span class="{outlook.state}">{esc(words.verdict(outlook, lang, ahead=ahead))}</span>'
    return f"<li><strong>{esc(outlook.title.to(lang))}</strong><span>{state} {more}</span></li>"


# --- lessons ------------------------------------------------------------------------------------------


def _title(lesson: Lesson) -> tuple[str, str]:
    """Return the title in Chinese and English, with the number of a lesson that has one."""
    number = lesson.id[:2]
    lead = f"{int(number)} · " if number.isdigit() else ""
    return lead + lesson.title.zh, lead + lesson.title.en


def _state(lesson: Lesson, lang: Lang) -> str:
    _ = gettext_for(lang)
    if not lesson.ready:
        return _("in preparation")
    return _("{answered} of {total} answered, {right} right").format(
        answered=lesson.answered, total=lesson.total, right=lesson.right
    )


def _lessons(learner: Learner, lang: Lang) -> str:
    _ = gettext_for(lang)
    rows = "".join(f"<li>{''.join(_row(lesson, lang))}</li>" for lesson in learner.lessons)
    shown = f'<ul class="fuwu-lessons">{rows}</ul>'
    return section(_("Lessons and cases: items right of all"), (shown,), name="home-all")


def _row(lesson: Lesson, lang: Lang) -> Iterator[str]:
    title, state = _title(lesson)[lang == "en"], _state(lesson, lang)
    if not lesson.ready:
        yield f'<span class="dim">{esc(title)} ({esc(state)})</span>'
        return
    yield link(title, f"{lesson.id}.ipynb")
    yield meter(lesson.right, lesson.total, words.told(title, state, lang))
    yield f'<span class="dim" title="{esc(state)}">{lesson.right}/{lesson.total}</span>'


def _foot(learner: Learner, lang: Lang) -> str:
    line = words.joined((words.activity(learner, lang), words.answered(learner, lang)), lang)
    return par(line, kind="dim home-foot")
