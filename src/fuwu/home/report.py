"""The progress page: readiness and what it rests on, what would help, mastery, exams, review, time, settings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from fuwu.home import words
from fuwu.home.data import Learner, Lesson, Mock, Outlook, PointState
from fuwu.home.parts import (
    REVIEW,
    band,
    button,
    columns,
    esc,
    field,
    fold,
    form,
    link,
    number_field,
    par,
    section,
    table,
)
from fuwu.i18n import gettext_for
from fuwu.model import Lang

#: How many days of study and of review the charts show.
MONTH = 30
#: How long a large file may take, in seconds.
LONG = 120


def page(learner: Learner, lang: Lang, *, message: str | None = None, fault: str | None = None) -> str:
    """Return the progress page's HTML; `message` says what was just done, `fault` what could not be."""
    parts = (
        _said(message, fault),
        _readiness(learner, lang),
        _helps(learner, lang),
        _mastery(learner, lang),
        _exams(learner, lang),
        _forecast(learner, lang),
        _time(learner, lang),
        _choices(learner, lang),
        _along(lang),
    )
    return f'<div class="fuwu-progress">{"".join(parts)}</div>'


def text(learner: Learner, lang: Lang) -> str:
    """Return the page's first lines, for where no browser draws it."""
    ahead = words.ahead(learner)
    lines = [words.told(one.title.to(lang), words.verdict(one, lang, ahead=ahead), lang) for one in learner.outlooks]
    return "\n".join([*lines, words.answered(learner, lang)])


def _said(message: str | None, fault: str | None) -> str:
    said = f'<p role="status" class="said" tabindex="-1" data-focus>{esc(message)}</p>' if message else ""
    wrong = f'<p role="alert" class="alert" tabindex="-1" data-focus>{esc(fault)}</p>' if fault else ""
    return said + wrong


# --- readiness ----------------------------------------------------------------------------------------


def _readiness(learner: Learner, lang: Lang) -> str:
    _ = gettext_for(lang)
    ahead = words.ahead(learner)
    cards = "".join(_outlook(outlook, lang, ahead=ahead) for outlook in learner.outlooks)
    unproven = words.unproven(learner, lang)
    note = _(
        "Simulated estimate, not official: papers like the real one are simulated with what your answers show. "
        "It cannot know this year's paper. In brackets is the rough range: the more you answer, the narrower. Review "
        "keeps what you know; that you have learned more only new items and mock exams can show."
    )
    shown = f'<div class="cards">{cards}</div>' if cards else par(_("No exam paper is known."))
    body = (shown, par(unproven, kind="warn") if unproven else "", par(note))
    return section(_("Would I pass?"), body, name="progress-ready")


def _outlook(outlook: Outlook, lang: Lang, *, ahead: bool) -> str:
    title = esc(outlook.title.to(lang))
    verdict = words.verdict(outlook, lang, ahead=ahead)
    bar = band(outlook.probability, outlook.interval, verdict) if outlook.state == "enough" else ""
    marks = words.marks(outlook, lang)
    lines = [par(verdict, kind="verdict"), bar, par(marks, kind="marks"), par(words.basis(outlook, lang))]
    if outlook.harder:
        lines.append(par(words.harder(lang, forecast=outlook.state == "enough"), kind="warn"))
    return f'<article class="card"><h3>{title}</h3>{"".join(lines)}</article>'


def _helps(learner: Learner, lang: Lang) -> str:
    _ = gettext_for(lang)
    if not learner.helps:
        return ""
    rows = "".join(
        f"<li>{link(one.title.to(lang), f'{one.lesson}.ipynb#{one.point}')} "
        f'<span class="dim">{esc(words.help_line(one, lang))}</span></li>'
        for one in learner.helps
    )
    note = _("The points where a good study session is expected to add most marks.")
    return section(_("What would help most"), (par(note), f"<ol>{rows}</ol>"), name="progress-help")


# --- mastery ------------------------------------------------------------------------------------------


def _mastery(learner: Learner, lang: Lang) -> str:
    _ = gettext_for(lang)
    by_lesson: dict[str, list[PointState]] = {}
    for point in learner.points:
        by_lesson.setdefault(point.lesson, []).append(point)
    lessons = [_lesson(lesson, by_lesson.get(lesson.id, []), lang) for lesson in learner.lessons if lesson.ready]
    note = _(
        "The chance that you know an average item of the point, from first answers; the dark line is the rough "
        "range. The more answers, the narrower."
    )
    return section(_("Mastery by point"), (par(note), *lessons), name="progress-mastery")


def _lesson(lesson: Lesson, points: Sequence[PointState], lang: Lang) -> str:
    _ = gettext_for(lang)
    begun = sum(point.before + point.today > 0 for point in points)
    state = _("{begun} of {total} points begun").format(begun=begun, total=len(points))
    rows = [_point(point, lang) for point in points]
    return fold(lesson.title.to(lang), table((_("Point"), _("Mastery"), _("Answers")), rows), note=state)


def _point(point: PointState, lang: Lang) -> str:
    _ = gettext_for(lang)
    answers = f"{point.before + point.today}/{point.total}"
    label = _("nothing known yet")
    shown = "–"
    if point.mastery is not None and point.interval is not None:
        low, high = (words.percent(end) for end in point.interval)
        label = _("{p}, between {low} and {high}").format(p=words.percent(point.mastery), low=low, high=high)
        shown = words.percent(point.mastery)
    name = link(point.title.to(lang), f"{point.lesson}.ipynb#{point.id}")
    bar = band(point.mastery, point.interval, label)
    return f'<th scope="row">{name}</th><td>{bar} <span class="figure">{shown}</span></td><td>{answers}</td>'


# --- exams --------------------------------------------------------------------------------------------


def _exams(learner: Learner, lang: Lang) -> str:
    _ = gettext_for(lang)
    rows = [_mock(mock, lang) for mock in reversed(learner.mocks)]
    names = (_("Day"), _("Paper"), _("Marks"), _("Result"), _("Sat"))
    shown = table(names, rows) if rows else par(_("None yet."))
    return section(_("Exams sat"), (shown, _outside(learner, lang)), name="progress-exams")


def _mock(mock: Mock, lang: Lang) -> str:
    _ = gettext_for(lang)
    cells = (
        words.day(mock.day, lang),
        mock.title.to(lang),
        f"{words.number(mock.marks)} / {words.number(mock.out_of)}",
        _("passed") if mock.passed else _("not passed"),
        _("elsewhere") if mock.outside else _("here"),
    )
    return "".join(f"<td>{esc(cell)}</td>" for cell in cells)


def _outside(learner: Learner, lang: Lang) -> str:
    """Return the form for the result of an exam sat elsewhere."""
    _ = gettext_for(lang)
    if not learner.papers:
        return ""
    options = "".join(
        f'<option value="{esc(name)}">{esc(title.to(lang))}</option>' for name, title in learner.papers.items()
    )
    # Without answers the page must look the same on every day: it is compared with what was built.
    today = learner.today.isoformat() if learner.answered else ""
    fields = (
        field(_("Paper"), f'<select name="paper">{options}</select>'),
        field(_("Day"), f'<input type="date" name="day" value="{today}" required>'),
        number_field(_("Marks"), "marks", "", step="0.5"),
        number_field(_("out of"), "out_of", "100", step="0.5"),
        button(_("Add the result"), "outside"),
    )
    return fold(_("Enter the result of an exam sat elsewhere"), form(*fields))


# --- review and time ----------------------------------------------------------------------------------


def _forecast(learner: Learner, lang: Lang) -> str:
    _ = gettext_for(lang)
    counts = learner.due.forecast[:MONTH]
    if not any(counts):
        return ""
    titles = [f"{words.day(learner.today + timedelta(days=n), lang)}: {count}" for n, count in enumerate(counts)]
    line = _("Due today {today}, in the next 7 days {week}, in all {total} in {days} days.").format(
        today=counts[0], week=sum(counts[:7]), total=sum(counts), days=len(counts)
    )
    go = link(_("Review"), REVIEW)
    body = (columns(counts, titles, line), f"<p>{esc(line)} {go}</p>")
    return section(_("Review to come"), body, name="progress-review")


def _time(learner: Learner, lang: Lang) -> str:
    _ = gettext_for(lang)
    if not learner.days:
        return ""
    of = {one.day: one for one in learner.days}
    dates = [learner.today - timedelta(days=MONTH - 1 - n) for n in range(MONTH)]
    minutes = [of[when].minutes if when in of else 0 for when in dates]
    titles = [f"{words.day(when, lang)}: {_minutes(n, lang)}" for when, n in zip(dates, minutes, strict=True)]
    answers = sum(one.answers for one in learner.days)
    line = _("In the last 30 days: {time} on {n} answers. {studied}").format(
        time=_minutes(sum(minutes), lang), n=answers, studied=words.activity(learner, lang)
    )
    body = (columns(minutes, titles, line), par(line, kind="marks"))
    return section(_("Time on answers"), body, name="progress-time")


def _minutes(minutes: int, lang: Lang) -> str:
    _ = gettext_for(lang)
    if minutes < 60:  # noqa: PLR2004
        return _("{m} min").format(m=minutes)
    return _("{h} h {m} min").format(h=minutes // 60, m=minutes % 60)


# --- settings and take-along --------------------------------------------------------------------------


def _choices(learner: Learner, lang: Lang) -> str:
    _ = gettext_for(lang)
    chosen = learner.choices
    exam = chosen.exam_day.isoformat() if chosen.exam_day else ""
    fields = (
        field(_("Exam day"), f'<input type="date" name="exam_day" value="{exam}">'),
        number_field(_("Reviews a day, at most"), "daily_limit", str(chosen.daily_limit)),
        number_field(_("New cards a day among them, at most"), "new_limit", str(chosen.new_limit)),
        button(_("Save"), "choose"),
    )
    return section(_("Settings"), (form(*fields),), name="progress-settings")


def _along(lang: Lang) -> str:
    _ = gettext_for(lang)
    out = _("All answers, reviews, notes and settings, in one file. Bring it into Fuwu on another machine below.")
    into = _("What is here already stays; nothing is counted twice. Both machines' answers come together.")
    chosen = field(_("File to bring in"), '<input type="file" name="brought" accept=".jsonl" required>')
    body: Iterable[str] = (
        par(out),
        button(_("Download everything"), "export", submit=False, seconds=LONG),
        form(chosen, button(_("Bring in"), "bring", seconds=LONG)),
        par(into),
    )
    return section(_("Take everything along"), body, name="progress-along")
