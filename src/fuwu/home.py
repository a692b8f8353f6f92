"""The start page: where to go on, and each lesson with what was done of it."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuwu.i18n import gettext_for
from fuwu.model import Lang, Place, Verdict

if TYPE_CHECKING:
    from fuwu.bank import Bank, Lesson


@dataclass(frozen=True, slots=True)
class Record:
    """What the store knows of the learner that the start page shows."""

    verdicts: Mapping[str, Verdict | None]  # item id -> latest verdict
    place: Place | None
    notice: str | None = None


def render(lang: Lang, *, bank: Bank, record: Record) -> tuple[str, str]:
    """Return the page's HTML and the same in plain lines."""
    rows = [_row(lesson, bank, record, lang) for lesson in bank.lessons()]
    lead_markup, lead_text = _lead(bank, record, lang)
    notice = f'<div role="alert" class="fuwu-alert">{html.escape(record.notice)}</div>' if record.notice else ""
    markup = (
        f'{notice}<div class="fuwu-home">{lead_markup}'
        f'<ul class="fuwu-lessons">{"".join(markup for markup, _ in rows)}</ul></div>'
    )
    return markup, "\n".join([*([record.notice] if record.notice else []), lead_text, *(text for _, text in rows)])


def _lead(bank: Bank, record: Record, lang: Lang) -> tuple[str, str]:
    """Return the one thing to do now: go on where it was left, or begin."""
    _ = gettext_for(lang)
    ready = [lesson for lesson in bank.lessons() if lesson.has_lesson]
    place = record.place if record.place and any(lesson.id == record.place.lesson for lesson in ready) else None
    if place:
        section = bank.point(place.section).title.to(lang)
        label = _("Go on: {lesson} · {section}").format(
            lesson=bank.lesson(place.lesson).title.to(lang), section=section
        )
        href = f"{place.lesson}.ipynb#{place.section}"
    elif ready:
        label = _("Begin: {lesson}").format(lesson=ready[0].title.to(lang))
        href = f"{ready[0].id}.ipynb"
    else:
        return "", ""
    markup = f'<p><a class="fuwu-go" href="{href}">{html.escape(label)}</a></p>'
    after_markup, after_text = _after(ready, place, bank, record, lang)
    done = sum(verdict is not None for verdict in record.verdicts.values())
    line = (
        _("{n} items answered so far; every answer is kept on this computer.").format(n=done)
        if done
        else _("Nothing answered yet. Every answer will be kept on this computer.")
    )
    return markup + after_markup + f"<p>{html.escape(line)}</p>", f"{label}{after_text}\n{line}"


def _after(ready: Sequence[Lesson], place: Place | None, bank: Bank, record: Record, lang: Lang) -> tuple[str, str]:
    """Return what comes after the place of the learner: the next point that has items never answered."""
    _ = gettext_for(lang)
    for lesson in ready:
        for point in lesson.points:
            fresh = [item.id for item in bank.items(lesson.id, point.id) if item.id not in record.verdicts]
            if fresh and place and point.id != place.section:
                text = _("Next: {section}, {n} items not answered yet").format(
                    section=point.title.to(lang), n=len(fresh)
                )
                link = f"{lesson.id}.ipynb#{point.id}"
                return f'<p><a href="{link}">{html.escape(text)}</a></p>', f"\n{text}"
    return "", ""


def _row(lesson: Lesson, bank: Bank, record: Record, lang: Lang) -> tuple[str, str]:
    _ = gettext_for(lang)
    number = lesson.id[:2]
    title = html.escape(f"{int(number)} · {lesson.title.to(lang)}" if number.isdigit() else lesson.title.to(lang))
    if not lesson.has_lesson:
        state = _("in preparation")
        return f'<li class="fuwu-later">{title} <span>{state}</span></li>', f"{title} ({state})"
    ids = bank.item_ids(lesson.id)
    answered = sum(record.verdicts.get(name) is not None for name in ids)
    right = sum(record.verdicts.get(name) == "correct" for name in ids)
    state = _("{answered} of {total} answered, {right} right").format(answered=answered, total=len(ids), right=right)
    meter = f'<progress max="{max(1, len(ids))}" value="{right}" aria-label="{title}: {html.escape(state)}"></progress>'
    return (
        f'<li><a href="{lesson.id}.ipynb">{title}</a> {meter} <span>{html.escape(state)}</span></li>',
        f"{title}: {state}",
    )
