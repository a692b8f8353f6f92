"""What the browser is given of an item: before the answer (no key, no rationale) and after it."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from fuwu.grading.common import normalise
from fuwu.grading.freeform import number_in_first_unit
from fuwu.i18n import gettext_for
from fuwu.model import (
    Answer,
    Blank,
    Case,
    FillIn,
    Item,
    Lang,
    Matching,
    Mode,
    Multiple,
    Numeric,
    Option,
    Ordering,
    Point,
    Score,
    Single,
    TrueFalse,
)

View = dict[str, Any]


def rules(lang: Lang, mode: Mode = "practice") -> dict[str, str]:
    """Return in words, for each type of item, how it is scored."""
    _ = gettext_for(lang)
    practice = {
        "single": _("One option is right."),
        "multiple": _("A wrong tick earns 0; too few ticks earn their share."),
        "truefalse": _("One judgement, right or wrong."),
        "fillin": _("Each blank earns its share."),
        "matching": _("Each right pair earns its share."),
        "ordering": _("Each pair of neighbours in the right order earns its share."),
        "numeric": _("The result must lie within the stated rounding."),
        "case": _("Marks by key points: write full sentences; what is not certain you settle yourself."),
    }
    if mode == "exam":
        practice["multiple"] = _("All keys and nothing else earn the point; anything less earns 0.")
    return practice


def shuffled(options: Sequence[Option], *, seed: int, item_id: str) -> list[Option]:
    """Return `options` in an order fixed by the attempt's seed; never the written one if that is avoidable.

    For steps to put in order the written order is the answer, so it must not be shown.
    """
    rng = random.Random(f"{seed}:{item_id}")  # noqa: S311 - a shuffle, not a secret
    order = list(options)
    rng.shuffle(order)
    if order == list(options) and len(order) > 1:
        order = order[1:] + order[:1]
    return order


def item_view(item: Item, *, lang: Lang, seed: int) -> View:
    """Return the item as the browser may see it before it is answered: no key, no rationale."""
    view: View = {"id": item.id, "type": item.type, "stem": item.stem.to(lang)}
    if item.possible != 1:  # most are: fifty items need not say so
        view["possible"] = item.possible
    return view | _parts_view(item, lang=lang, seed=seed)


def _pick(options: Sequence[Option], lang: Lang) -> list[View]:
    return [{"id": option.id, "html": option.text.to(lang)} for option in options]


def _parts_view(item: Item, *, lang: Lang, seed: int) -> View:
    _ = gettext_for(lang)
    match item:
        case Single() | Multiple():
            return {"options": _pick(shuffled(item.options, seed=seed, item_id=item.id), lang)}
        case TrueFalse():
            return {"options": [{"id": "true", "html": _("True")}, {"id": "false", "html": _("False")}]}
        case FillIn():
            stem = re.sub(r"\{(\d+)\}", r'<span data-blank="\1"></span>', item.stem.to(lang))
            return {"stem": stem, "blanks": len(item.blanks)}
        case Matching():
            right = shuffled(item.right, seed=seed, item_id=item.id)
            return {"left": _pick(item.left, lang), "right": _pick(right, lang)}
        case Ordering():
            return {"steps": _pick(shuffled(item.steps, seed=seed, item_id=item.id), lang)}
        case Numeric():
            return {"unit": (item.units[0].zh if lang == "zh" else item.units[0].en) if item.units else None}
    return {}


def feedback(
    item: Item,
    answer: Answer,
    score: Score,
    *,
    point: Point,
    lang: Lang,
    judge: str = "grader",
) -> View:
    """Return what is shown after the answer is in the store: verdict, key, reasons, where to read.

    `judge` says who settled the key points of a case answer: the grader, or ``self`` or an ``instructor``. An answer
    of another form than the item's (its type was changed since) shows as none.
    """
    text = answer if isinstance(answer, str) else ""
    return {
        "verdict": score.verdict,
        "earned": score.earned,
        "possible": score.possible,
        "rationale": item.rationale.to(lang),
        "note": item.note.to(lang) if item.note else None,
        "mistake": _mistake(item, answer, lang),
        "key_text": _key_text(item, lang),
        "parts": _parts_feedback(item, answer, score, lang),
        "read": read_link(point, lang),
        "case": case_feedback(item, text, score, lang=lang, judge=judge) if isinstance(item, Case) else None,
    }


def read_link(point: Point, lang: Lang) -> View:
    """Return where the lesson teaches `point`: a notebook of the same folder, and the anchor in it."""
    return {
        "href": f"{point.lesson}.ipynb#{point.id}",
        "anchor": point.id,
        "title": point.title.to(lang),
    }


def _mistake(item: Item, answer: Answer, lang: Lang) -> str | None:
    """Return the reason behind a wrong answer that many give."""
    if isinstance(item, Numeric) and isinstance(answer, str):
        given = number_in_first_unit(item, answer)
        for error in item.errors:
            if given is not None and abs(given - error.value) <= max(item.tolerance, 1e-9):
                return error.why.to(lang)
    if isinstance(item, FillIn) and isinstance(answer, list):
        texts = {normalise(text) for text in answer if isinstance(text, str)}
        for mistake in item.errors:
            if texts & {normalise(mistake.answer.zh), normalise(mistake.answer.en)}:
                return mistake.why.to(lang)
    return None


def _key_text(item: Item, lang: Lang) -> str | None:
    _ = gettext_for(lang)
    match item:
        case TrueFalse():
            return _("True") if item.key else _("False")
        case FillIn():
            separator = "\uff1b" if lang == "zh" else "; "
            return separator.join(html.escape(blank.accept(lang)[0]) for blank in item.blanks)
        case Numeric():
            unit = (item.units[0].zh if lang == "zh" else item.units[0].en) if item.units else ""
            return html.escape(f"{item.value:,.10g} {unit}".strip())
        case Ordering():
            return " → ".join(step.text.to(lang) for step in item.steps)
    return None


def _part(name: str, **fields: Any) -> View:
    return {
        "id": name,
        "label": None,
        "key": None,
        "chosen": None,
        "right": None,
        "why": "",
        "expect": None,
    } | fields


def _option_parts(options: Sequence[Option], keys: set[str], chosen: set[str], lang: Lang) -> list[View]:
    return [
        _part(
            o.id,
            key=o.id in keys,
            chosen=o.id in chosen,
            right=(o.id in chosen) == (o.id in keys),
            why=o.why.to(lang),
        )
        for o in options
    ]


def _parts_feedback(item: Item, answer: Answer, score: Score, lang: Lang) -> list[View]:
    match item:
        case Single():
            return _option_parts(item.options, {item.key}, {answer} if isinstance(answer, str) else set(), lang)
        case Multiple():
            return _option_parts(item.options, set(item.key), set(answer if isinstance(answer, list) else ()), lang)
        case TrueFalse():
            return [
                _part(
                    name,
                    key=value is item.key,
                    chosen=answer is value,
                    right=(answer is value) == (value is item.key),
                    why="" if value is item.key else item.wrong.to(lang),
                )
                for name, value in (("true", True), ("false", False))
            ]
        case FillIn():
            return [
                _part(
                    str(n),
                    right=score.parts.get(str(n)),
                    why=blank.why.to(lang),
                    expect=_wording(item, blank, lang),
                )
                for n, blank in enumerate(item.blanks, start=1)
            ]
        case Matching():
            texts = {side.id: side.text.to(lang) for side in item.right}
            return [
                _part(
                    side.id,
                    label=side.text.to(lang),
                    right=score.parts.get(side.id),
                    why=side.why.to(lang),
                    expect=texts[item.key[side.id]],
                )
                for side in item.left
            ]
        case Ordering():
            return [
                _part(step.id, label=step.text.to(lang), right=score.parts.get(step.id), why=step.why.to(lang))
                for step in item.steps
            ]
    return []


def _wording(item: FillIn, blank: Blank, lang: Lang) -> str | None:
    """Return the wording expected in a blank; none where the blanks may be filled in any order."""
    return None if item.unordered else html.escape(blank.accept(lang)[0])


def case_feedback(item: Case, answer: str, score: Score, *, lang: Lang, judge: str) -> View:
    """Return the key points with what the answer shows of each, and the answer with the words that count marked.

    A point's `state` is as it was scored; where the words stand and what was in the way is read anew.
    """
    from fuwu.grading.freetext import examine  # 20 ms that a quiz without cases need not pay

    findings = {finding.id: finding for finding in examine(item, answer)}
    reasons = _reasons(lang)

    def state(name: str) -> str:
        return {True: "credited", False: "missing", None: "uncertain"}[score.parts.get(name)]

    shown = [findings[point.id] for point in item.key_points if state(point.id) != "missing"]
    return {
        "key_points": [
            {
                "id": p.id,
                "marks": p.marks,
                "html": p.text.to(lang),
                "why": p.why.to(lang),
                "state": state(p.id),
                "reason": "" if state(p.id) == "credited" else reasons.get(findings[p.id].reason, ""),
            }
            for p in item.key_points
        ],
        "reference": item.reference.to(lang),
        "settled": score.verdict is not None,
        "judge": judge,
        "answer": marked(answer, [(finding.id, finding.spans) for finding in shown]),
    }


def marked(text: str, found: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> list[View]:
    """Return `text` in pieces, each with the key points it counts for.

    Examples
    --------
    >>> marked("hear and note", [("k1", [(0, 4)]), ("k2", [(9, 13)])])
    [{'text': 'hear', 'points': ['k1']}, {'text': ' and ', 'points': []}, {'text': 'note', 'points': ['k2']}]
    """
    cuts = sorted({0, len(text), *(edge for _name, spans in found for span in spans for edge in span)})
    return [
        {
            "text": text[start:end],
            "points": [name for name, spans in found if any(a <= start and end <= b for a, b in spans)],
        }
        for start, end in pairwise(cuts)
    ]


def _reasons(lang: Lang) -> dict[str, str]:
    """Return in words what kept the grader from crediting a point."""
    _ = gettext_for(lang)
    return {
        "partial": _("Only part of this point was found."),
        "near": _("Your words come near this point."),
        "unread": _("Your answer says much that was not understood."),
        "alone": _("You deny so much that it is not sure you hold this."),
        "denied": _("You mention it, but deny it."),
        "contradicted": _("Something else in your answer contradicts it."),
        "disowned": _("You give it as somebody else's view or mistake."),
        "listed": _("Keywords alone do not earn marks: write a sentence."),
        "copied": _("These words are the question's own."),
    }


def summary(
    answered: Sequence[tuple[Item, Score]],
    items: Sequence[Item],
    *,
    point: Callable[[str], Point],
    lang: Lang,
) -> View:
    """Return totals and, by point in the order of the items, what was earned of what was answered."""
    rows: dict[str, View] = {}
    for item in items:
        link = read_link(point(item.point), lang)
        row = rows.setdefault(
            item.point,
            {"id": item.point} | link | {"answered": 0, "total": 0, "earned": 0.0, "possible": 0.0},
        )
        row["total"] += 1
    verdicts = [score.verdict for _, score in answered]
    for item, score in answered:
        row = rows[item.point]
        row["answered"] += 1
        row["earned"] += score.earned
        row["possible"] += score.possible
    return {
        "answered": len(answered),
        "total": len(items),
        "earned": sum(score.earned for _, score in answered),
        "possible": sum(item.possible for item in items),
        "correct": verdicts.count("correct"),
        "partial": verdicts.count("partial"),
        "wrong": verdicts.count("wrong"),
        "points": list(rows.values()),
    }
