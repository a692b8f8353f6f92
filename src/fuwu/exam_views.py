"""What the browser is given of an exam: its terms, its paper without keys, and the result after the hand-in."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from fuwu import forms, views
from fuwu.i18n import gettext_for
from fuwu.model import Blueprint, Form, Item, Lang, Point, Score
from fuwu.sitting import Standing

View = dict[str, Any]


def number(value: float) -> str:
    """Return a number of marks without needless zeros.

    Examples
    --------
    >>> number(2.0), number(0.5)
    ('2', '0.5')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def rules(form: Form | None, lang: Lang) -> dict[str, str]:
    """Return in words, for each type of item on the paper, how it is scored."""
    return views.rules(lang, "exam") if form is None or _all_exact(form) else views.rules(lang, "practice")


def _all_exact(form: Form) -> bool:
    return all(section.scoring == "exact" for section in form.sections)


def terms(blueprint: Blueprint, lang: Lang) -> list[View]:
    """Return the exam's terms as label and text: time, marks, each section, cut score."""
    _ = gettext_for(lang)
    total = sum(row.count * row.marks for row in blueprint.rows)
    rows = [
        (_("Time"), _("{n} minutes").format(n=blueprint.minutes)),
        (_("Full marks"), number(total)),
        (_("Cut score"), _("{n} marks").format(n=number(blueprint.cut))),
    ]
    for row in blueprint.rows:
        text = _("{count} items, {sum} marks: {rule}").format(
            count=row.count, sum=number(row.count * row.marks), rule=forms.rule(row, lang)
        )
        rows.append((row.title.to(lang), text))
    return [{"label": label, "text": text} for label, text in rows]


def items(shown: Iterable[Item], form: Form, *, seed: int, lang: Lang) -> list[View]:
    """Return the items as they may be seen before they are answered, with their section and marks."""
    return [
        views.item_view(item, lang=lang, seed=seed)
        | {"section": forms.section_of(form, item.id).id, "marks": forms.marks_of(form, item.id)}
        for item in shown
    ]


def sections(form: Form, shown: Sequence[Item], lang: Lang) -> list[View]:
    """Return the sections, each with the place of its first item among those shown."""
    found, first = [], 0
    there = {item.id for item in shown}
    for section in form.sections:
        count = sum(name in there for name, _ in section.items)
        found.append(
            {
                "id": section.id,
                "title": section.title.to(lang),
                "rule": forms.rule(section, lang),
                "marks": section.marks * len(section.items),
                "first": first,
                "count": count,
            }
        )
        first += count
    return found


def pauses(standing: Standing, now: datetime) -> list[View]:
    """Return the pauses of a sitting, the last one as long as it is by now."""
    return [
        {
            "from": pause.start.isoformat(),
            "to": pause.end.isoformat() if pause.end else None,
            "seconds": round(((pause.end or now) - pause.start) / timedelta(seconds=1)),
        }
        for pause in standing.pauses
    ]


def previous(form: Form, result: forms.Result, at: datetime) -> View:
    """Return what an earlier paper earned, in a line."""
    return {
        "at": at.isoformat(),
        "marks": result.marks,
        "high": result.high,
        "possible": forms.total(form),
        "passed": result.passed,
    }


def result(  # noqa: PLR0913 - all of them stand on the page
    form: Form,
    scores: Mapping[str, Score],
    *,
    items: Sequence[Item],
    spent: Mapping[str, int],
    standing: Standing,
    now: datetime,
    point: Callable[[str], Point],
    lang: Lang,
) -> View:
    """Return the result of a finished exam: marks, passed or not, by section, point and type, and the time spent.

    `scores` are those of the answers given; `spent` milliseconds by item. Case answers with undecided key points
    give a range of marks, and pass or fail stays open while the cut score lies inside it.
    """
    outcome = forms.result(form, scores)
    asked = [name for section in form.sections for name, _ in section.items]
    return {
        "marks": outcome.marks,
        "low": outcome.low,
        "high": outcome.high,
        "possible": forms.total(form),
        "cut": form.cut,
        "passed": outcome.passed,
        "state": standing.state,
        "used_seconds": round(standing.used / timedelta(seconds=1)),
        "pauses": pauses(standing, now),
        "sections": [
            {
                "id": section.id,
                "title": section.title.to(lang),
                "marks": section.marks,
                "low": section.low,
                "high": section.high,
                "possible": section.possible,
                "right": section.right,
                "count": section.count,
            }
            for section in outcome.sections
        ],
        "points": _by(items, scores, form, lambda item: _point_head(point(item.point), lang)),
        "types": _by(items, scores, form, lambda item: {"type": item.type}),
        "times": [{"item_id": name, "seconds": round(spent.get(name, 0) / 1000)} for name in asked],
        "unanswered": [name for name in asked if name not in scores],
        "wrong": [name for name in asked if name in scores and scores[name].verdict in ("wrong", "partial", "invalid")],
    }


def _point_head(point: Point, lang: Lang) -> View:
    return {"id": point.id} | views.read_link(point, lang)


def _by(items: Sequence[Item], scores: Mapping[str, Score], form: Form, head: Callable[[Item], View]) -> list[View]:
    """Return the marks of the items with equal heads together, in the order of the paper."""
    rows: dict[str, View] = {}
    for item in items:
        top = head(item)
        row = rows.setdefault(str(top), top | {"earned": 0.0, "possible": 0.0, "right": 0, "count": 0})
        score = scores.get(item.id)
        section = forms.section_of(form, item.id)
        row["earned"] += forms.item_marks(section, score)[0]
        row["possible"] += section.marks
        row["right"] += int(score is not None and score.verdict == "correct")
        row["count"] += 1
    return list(rows.values())


def chooser(papers: Sequence[View], chosen: str, lang: Lang) -> str:
    """Return the HTML that offers papers: whole ones as cards, those on one lesson in a list.

    Each paper is {id, title, minutes, marks, cut, count, lesson (bool), state (of an open exam, or None), last (as
    `previous`, or None)}. While an exam is open only that one is offered.
    """
    _ = gettext_for(lang)
    busy = next((paper for paper in papers if paper["state"]), None)
    if busy is not None and busy["id"] == chosen:
        return ""
    shown = [busy] if busy is not None else papers
    whole = "".join(_card(paper, chosen, lang) for paper in shown if not paper["lesson"])
    single = "".join(_card(paper, chosen, lang) for paper in shown if paper["lesson"])
    label = html.escape(_("Choose a paper"))
    more = html.escape(_("Papers on one lesson"))
    is_open = " open" if busy is not None or any(p["id"] == chosen and p["lesson"] for p in papers) else ""
    lessons = f'<details{is_open}><summary>{more}</summary><div class="papers">{single}</div></details>'
    lessons = lessons if single else ""
    return f'<div role="group" aria-label="{label}"><div class="papers">{whole}</div>{lessons}</div>'


def _card(paper: View, chosen: str, lang: Lang) -> str:
    _ = gettext_for(lang)
    facts = _("{minutes} minutes · {count} items · {marks} marks · cut score {cut}").format(
        minutes=paper["minutes"], count=paper["count"], marks=number(paper["marks"]), cut=number(paper["cut"])
    )
    state = {
        "running": _("in progress"),
        "paused": _("interrupted: go on"),
    }.get(paper["state"] or "", _last(paper["last"], lang))
    pressed = "true" if paper["id"] == chosen else "false"
    return (
        f'<button type="button" class="paper" data-do="choose" data-paper="{html.escape(paper["id"])}" '
        f'aria-pressed="{pressed}"><strong>{html.escape(paper["title"])}</strong>'
        f"<span>{html.escape(facts)}</span><span>{html.escape(state)}</span></button>"
    )


def _last(last: View | None, lang: Lang) -> str:
    _ = gettext_for(lang)
    if last is None:
        return _("not taken yet")
    if last["passed"] is None:
        return _("last: {low} to {high} of {possible} marks, some key points still open").format(
            low=number(last["marks"]), high=number(last["high"]), possible=number(last["possible"])
        )
    told = _("last: {marks} of {possible} marks, passed") if last["passed"] else _("last: {marks} of {possible} marks")
    return told.format(marks=number(last["marks"]), possible=number(last["possible"]))
