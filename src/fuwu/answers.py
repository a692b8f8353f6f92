"""Answers in words: the right one, the one that was given, and what was wrong with it."""

from __future__ import annotations

import html
from collections.abc import Sequence

from fuwu import grading, views
from fuwu.i18n import gettext_for
from fuwu.model import (
    Answer,
    Case,
    FillIn,
    Item,
    Lang,
    Matching,
    Multiple,
    Numeric,
    Option,
    Ordering,
    Point,
    Score,
    Single,
    TrueFalse,
)


def right_answer(item: Item, lang: Lang) -> Answer:
    """Return the answer that earns all points; of a case the model answer is none, its key points are the key."""
    match item:
        case Single() | TrueFalse():
            return item.key
        case Multiple():
            return [option.id for option in item.options if option.id in item.key]
        case FillIn():
            return [blank.accept(lang)[0] for blank in item.blanks]
        case Matching():
            return dict(item.key)
        case Ordering():
            return [step.id for step in item.steps]
        case Numeric():
            return f"{item.value:.10g}"
    return ""


def right_score(item: Item, lang: Lang) -> Score:
    """Return the score of the right answer."""
    if isinstance(item, Case):
        return Score(item.possible, item.possible, "correct", {point.id: True for point in item.key_points})
    return grading.grade(item, right_answer(item, lang))


def in_words(item: Item, answer: Answer, lang: Lang) -> str:
    """Return an answer as HTML for a reader who does not see the item's controls; "–" where nothing was answered."""
    if answer in (None, "", [], {}):
        return "–"
    return (_told(item, answer, lang) if fits(item, answer) else html.escape(str(answer))) or "–"


def fits(item: Item, answer: Answer) -> bool:
    """Say whether it is an answer to this item: in an old log it may have been one to an earlier version."""
    if isinstance(item, Case):
        return isinstance(answer, str)
    return grading.grade(item, answer).verdict != "invalid"


def _told(item: Item, answer: Answer, lang: Lang) -> str:
    _ = gettext_for(lang)
    gap = "\uff1b" if lang == "zh" else "; "
    match item:
        case Single():
            return _named(item.options, [answer], lang, gap)
        case Multiple():
            # In the written order, so that two answers of the same ticks read alike.
            return _named(item.options, [o.id for o in item.options if o.id in answer], lang, gap)
        case TrueFalse():
            return _("True") if answer is True else _("False")
        case FillIn():
            return gap.join(html.escape(str(text)) or "–" for text in answer)
        case Matching():
            right = {side.id: side.text.to(lang) for side in item.right}
            return "<br>".join(f"{s.text.to(lang)} → {right.get(answer.get(s.id), '–')}" for s in item.left)
        case Ordering():
            return _named(item.steps, answer, lang, " → ")
        case Numeric():
            # A number without its unit was meant in the item's first one; with one it is shown as it was typed.
            unit = (item.units[0].zh if lang == "zh" else item.units[0].en) if item.units else ""
            bare = str(answer).strip()[-1:].isdigit()
            return html.escape(f"{answer} {unit}".strip() if bare else str(answer))
    return html.escape(str(answer)).replace("\n", "<br>")


def _named(options: Sequence[Option], ids: Sequence[str], lang: Lang, gap: str) -> str:
    texts = {option.id: option.text.to(lang) for option in options}
    return gap.join(texts[name] for name in ids if name in texts)


def key_in_words(item: Item, lang: Lang) -> str:
    """Return the key as HTML: the right answer, of a case its key points."""
    if isinstance(item, Case):
        return "<ol>" + "".join(f"<li>{point.text.to(lang)}</li>" for point in item.key_points) + "</ol>"
    return in_words(item, right_answer(item, lang), lang)


def reasons(item: Item, answer: Answer, score: Score, *, point: Point, lang: Lang) -> list[str]:
    """Return what was wrong with an answer, as HTML: the mistake behind it, why each wrong part is wrong."""
    if isinstance(item, Case):
        missing = [part for part in item.key_points if not score.parts.get(part.id)]
        return [f"{part.text.to(lang)} {part.why.to(lang)}" for part in missing]
    if not fits(item, answer):
        return []
    told = views.feedback(item, answer, score, point=point, lang=lang)
    parts = [part["why"] for part in told["parts"] if _slipped(part)]
    return [text for text in (told["mistake"], *parts) if text]


def _slipped(part: views.View) -> bool:
    if part["key"] is None:
        return part["right"] is False
    return bool(part["chosen"]) != bool(part["key"])


def choices(item: Item, *, lang: Lang) -> list[str]:
    """Return what there is to choose from, as HTML, for paper: never in an order that is the answer."""
    match item:
        case Single() | Multiple():
            return [option.text.to(lang) for option in item.options]
        case Ordering():
            return [step.text.to(lang) for step in views.shuffled(item.steps, seed=0, item_id=item.id)]
        case Matching():
            right = [side.text.to(lang) for side in views.shuffled(item.right, seed=0, item_id=item.id)]
            return [*(f"{side.text.to(lang)} → ______" for side in item.left), " / ".join(right)]
    return []


def stem(item: Item, lang: Lang) -> str:
    """Return the stem as HTML, a line in place of each gap."""
    text = item.stem.to(lang)
    if isinstance(item, FillIn):
        for n in range(1, len(item.blanks) + 1):
            text = text.replace(f"{{{n}}}", "______")
    return text
