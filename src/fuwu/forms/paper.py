"""A paper: its marks, its result, and its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, NoReturn, cast, get_args

from fuwu.i18n import gettext_for
from fuwu.model import Form, Lang, Row, Score, Scoring, Section, Text

#: The number of the JSON's shape; a reader that does not know it refuses it.
SHAPE = 1
#: Sums of shares of marks are rounded to this many decimals, so that ten tenths make one.
DECIMALS = 6


@dataclass(frozen=True, slots=True)
class SectionResult:
    """What a section earned; `low` and `high` differ while case answers wait for their key points."""

    id: str
    title: Text
    marks: float
    low: float
    high: float
    possible: float
    right: int
    count: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a paper earned. `marks` is `low`, what is certain; `passed` is None while it is open."""

    marks: float
    low: float
    high: float
    possible: float
    cut: float
    passed: bool | None
    sections: tuple[SectionResult, ...]


def total(form: Form) -> float:
    """Return the marks of the whole paper."""
    return float(sum(len(section.items) * section.marks for section in form.sections))


def section_of(form: Form, item_id: str) -> Section:
    """Return the section in which an item stands.

    Raises
    ------
    KeyError
        If the item is not in the form.
    """
    for section in form.sections:
        if any(name == item_id for name, _ in section.items):
            return section
    raise KeyError(item_id)


def marks_of(form: Form, item_id: str) -> float:
    """Return the marks that an item is worth.

    Raises
    ------
    KeyError
        If the item is not in the form.
    """
    return section_of(form, item_id).marks


def rule(part: Row | Section, lang: Lang) -> str:
    """Return in words how the items of a row or section are scored."""
    _ = gettext_for(lang)
    if part.scoring == "exact":
        return _("Marks per item: {marks}. Only a fully right answer counts.").format(marks=f"{part.marks:g}")
    return _("Marks per item: {marks}. What is partly right earns its share.").format(marks=f"{part.marks:g}")


def result(form: Form, scores: Mapping[str, Score]) -> Result:
    """Return the marks of a paper, in all and by section, and whether it is passed.

    An item without a score was not answered. While a case answer has no verdict, its marks lie between those of
    the key points that are certain and those it has if all the open ones are granted.

    Parameters
    ----------
    form
        The paper.
    scores
        The score of each answered item, by id; items that are not in the form are passed over.
    """
    ends = [_ends(section, scores) for section in form.sections]
    sections = tuple(_section_result(section, scores, *both) for section, both in zip(form.sections, ends, strict=True))
    low = round(sum(low for low, _high in ends), DECIMALS)
    high = round(sum(high for _low, high in ends), DECIMALS)
    passed = True if low >= form.cut else False if high < form.cut else None
    return Result(low, low, high, total(form), form.cut, passed, sections)


def item_marks(section: Section, score: Score | None) -> tuple[float, float]:
    """Return the least and the most marks that an answer may have earned in the section."""
    if score is None or score.possible <= 0:
        return 0.0, 0.0
    if score.verdict is None:
        # The score of an open case answer counts the key points that are certainly there; those that are certainly
        # missing are not told apart by weight, so the upper end grants everything.
        low = section.marks * score.earned / score.possible
        return (0.0 if section.scoring == "exact" else low), section.marks
    if section.scoring == "exact":
        earned = section.marks if score.verdict == "correct" else 0.0
    else:
        earned = section.marks * score.earned / score.possible
    return earned, earned


def _ends(section: Section, scores: Mapping[str, Score]) -> tuple[float, float]:
    """Return the least and the most marks of a section, not yet rounded: thirds must add up to wholes."""
    each = [item_marks(section, scores.get(name)) for name, _ in section.items]
    return sum(low for low, _high in each), sum(high for _low, high in each)


def _section_result(section: Section, scores: Mapping[str, Score], low: float, high: float) -> SectionResult:
    given = [scores.get(name) for name, _ in section.items]
    return SectionResult(
        id=section.id,
        title=section.title,
        marks=round(low, DECIMALS),
        low=round(low, DECIMALS),
        high=round(high, DECIMALS),
        possible=len(section.items) * section.marks,
        right=sum(score is not None and score.verdict == "correct" for score in given),
        count=len(section.items),
    )


def to_json(form: Form) -> dict[str, Any]:
    """Return the form as plain JSON values; `from_json` reads them back."""
    return {
        "shape": SHAPE,
        "blueprint": form.blueprint,
        "version": form.version,
        "title": _text_json(form.title),
        "minutes": form.minutes,
        "cut": form.cut,
        "note": _text_json(form.note),
        "seed": form.seed,
        "sections": [
            {
                "id": section.id,
                "title": _text_json(section.title),
                "marks": section.marks,
                "scoring": section.scoring,
                "items": [list(item) for item in section.items],
            }
            for section in form.sections
        ],
    }


def from_json(value: Any) -> Form:
    """Return the form that `to_json` gave as `value`.

    Raises
    ------
    ValueError
        If `value` is anything else; the message says which part is wrong.
    """
    read = _fields(value, "form", "shape blueprint version title minutes cut note seed sections")
    if read["shape"] != SHAPE or isinstance(read["shape"], bool):
        _refuse("shape", read["shape"])
    form = Form(
        blueprint=_string(read["blueprint"], "blueprint"),
        version=_whole(read["version"], "version", least=1),
        title=_text(read["title"], "title"),
        minutes=_whole(read["minutes"], "minutes", least=1),
        cut=_number(read["cut"], "cut"),
        note=_text(read["note"], "note"),
        seed=_whole(read["seed"], "seed"),
        sections=tuple(_section(entry) for entry in _list(read["sections"], "sections")),
    )
    names = [name for section in form.sections for name, _ in section.items]
    if len(names) > len(set(names)):
        _refuse("sections", "an item stands twice")
    return form


def _text_json(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _section(value: Any) -> Section:
    read = _fields(value, "section", "id title marks scoring items")
    if read["scoring"] not in get_args(Scoring):
        _refuse("scoring", read["scoring"])
    return Section(
        id=_string(read["id"], "id"),
        title=_text(read["title"], "title"),
        marks=_number(read["marks"], "marks"),
        scoring=cast("Scoring", read["scoring"]),
        items=tuple(_item(entry) for entry in _list(read["items"], "items")),
    )


def _item(value: Any) -> tuple[str, int]:
    if not isinstance(value, list | tuple) or len(value) != 2:  # noqa: PLR2004 - id and version
        _refuse("items", value)
    return _string(value[0], "items"), _whole(value[1], "items", least=1)


def _fields(value: Any, name: str, fields: str) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != set(fields.split()):
        _refuse(name, value)
    return value


def _list(value: Any, name: str) -> list[Any] | tuple[Any, ...]:
    return value if isinstance(value, list | tuple) else _refuse(name, value)


def _string(value: Any, name: str) -> str:
    return value if isinstance(value, str) and value else _refuse(name, value)


def _text(value: Any, name: str) -> Text:
    read = _fields(value, name, "zh en")
    return Text(_string(read["zh"], name), _string(read["en"], name))


def _whole(value: Any, name: str, *, least: int | None = None) -> int:
    fits = isinstance(value, int) and not isinstance(value, bool) and (least is None or value >= least)
    return cast("int", value) if fits else _refuse(name, value)


def _number(value: Any, name: str) -> float:
    fits = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value) and value >= 0
    return float(value) if fits else _refuse(name, value)


def _refuse(name: str, value: object) -> NoReturn:
    raise ValueError(f"not the JSON of a form: {name} is {value!r:.60}")
