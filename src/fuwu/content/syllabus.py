"""Check the syllabus and the glossary, and tell the other checks what there is to refer to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError

from fuwu.content import schema
from fuwu.content.faults import Source, Steps, short
from fuwu.content.messages import nearest, report_shape

SYLLABUS = "content/syllabus.yaml"
GLOSSARY = "content/glossary.yaml"


@dataclass
class Spine:
    """What the syllabus names: the points of each lesson, and the facts."""

    lessons: dict[str, list[str]] = field(default_factory=dict)
    facts: set[str] = field(default_factory=set)

    @property
    def points(self) -> set[str]:
        """The points of all lessons."""
        return {point for points in self.lessons.values() for point in points}


def entries(value: Any, name: str) -> Iterator[tuple[Steps, dict[str, Any]]]:
    """Yield those entries of the list `name` that have fields at all, with the way to them."""
    listed = value.get(name) if isinstance(value, dict) else None
    for number, entry in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(entry, dict):
            yield (name, number), entry


def words(value: Any) -> Iterator[tuple[int, str]]:
    """Yield the texts of a list, with their positions."""
    for number, entry in enumerate(value if isinstance(value, list) else ()):
        if isinstance(entry, str):
            yield number, entry


def texts(found: Iterable[tuple[Steps, dict[str, Any]]], *way: str) -> Iterator[tuple[Steps, str]]:
    """Yield the text that each entry holds under `way`, if it holds one."""
    for at, entry in found:
        value: Any = entry
        for step in way:
            value = value.get(step) if isinstance(value, dict) else None
        if isinstance(value, str) and value.strip():
            yield (*at, *way), value


def check_shape(source: Source, model: type[BaseModel]) -> None:
    """Report where the file departs from `model`."""
    try:
        model.model_validate(source.value)
    except ValidationError as error:
        report_shape(source, (), model, error)


def check_unique(source: Source, where: Steps, found: Iterator[tuple[Steps, str]], message: str) -> None:
    """Report each value that stood before; `message` has {value} and {line}."""
    first: dict[str, Steps] = {}
    for at, value in found:
        if value in first:
            line = source.line((*where, *first[value]))
            source.fault((*where, *at), message.format(value=short(value), line=line))
        first.setdefault(value, at)


def check_syllabus(source: Source) -> Spine | None:
    """Report the faults of the syllabus; return what it names, or None when it cannot be read."""
    if source.value is None:
        return None
    check_shape(source, schema.SyllabusShape)
    _ = source.tr
    modules = list(entries(source.value, "modules"))
    lessons = [((*up, *at), lesson) for up, module in modules for at, lesson in entries(module, "lessons")]
    points = [((*up, *at), point) for up, lesson in lessons for at, point in entries(lesson, "points")]
    again = _("the id '{value}' is already used on line {line}: give this one its own")
    for group in (modules, lessons, points):
        check_unique(source, (), texts(group, "id"), again)
    exceptions = list(entries(source.value, "exceptions"))
    homes = [(at, entry) for at, entry in [*points, *exceptions] if isinstance(entry.get("facts"), list)]
    found = (((*at, "facts", n), fact) for at, entry in homes for n, fact in words(entry["facts"]))
    twice = _("fact '{value}' already stands on line {line}: leave it in one place")
    check_unique(source, (), found, twice)
    for at, point in points:
        _check_importance(source, at, point)
    spine = Spine(facts={fact for _at, entry in homes for _n, fact in words(entry["facts"])})
    for _at, lesson in lessons:
        if isinstance(name := lesson.get("id"), str):
            known = spine.lessons.setdefault(name, [])
            known += [point for _way, point in texts(entries(lesson, "points"), "id")]
    return spine if spine.lessons else None


def _check_importance(source: Source, at: Steps, point: dict[str, Any]) -> None:
    _ = source.tr
    noted = point.get("importance_note") is not None
    if point.get("importance", "") is None and not noted:
        source.fault((*at, "importance"), _("importance is empty: say why in 'importance_note', or write X, Y or Z"))
    if point.get("importance") in ("X", "Y", "Z") and noted:
        message = _("importance is given: remove 'importance_note', which says why it is not")
        source.fault((*at, "importance_note"), message)


def check_glossary(source: Source, spine: Spine | None) -> None:
    """Report the faults of the glossary."""
    if source.value is None:
        return
    check_shape(source, schema.GlossaryShape)
    _ = source.tr
    terms = list(entries(source.value, "terms"))
    again = _("the id '{value}' is already used on line {line}: give this one its own")
    check_unique(source, (), texts(terms, "id"), again)
    twice = _("'{value}' already stands for a term (line {line}): a wording may mean one term only, remove one")
    for lang in ("zh", "en"):
        check_unique(source, (), _wordings(terms, lang), twice)
    for at, term in terms if spine else ():
        _check_home(source, at, term, spine)


def check_wordings(source: Source) -> None:
    """Report the faults of the sets of wordings."""
    if source.value is None:
        return
    check_shape(source, schema.WordingsShape)
    _ = source.tr
    again = _("the id '{value}' is already used on line {line}: give this one its own")
    check_unique(source, (), texts(entries(source.value, "sets"), "name"), again)


def _wordings(terms: list[tuple[Steps, dict[str, Any]]], lang: str) -> Iterator[tuple[Steps, str]]:
    for at, term in terms:
        if isinstance(term.get(lang), str):
            yield (*at, lang), term[lang].casefold()
        synonyms = term.get("synonyms")
        for number, name in words(synonyms.get(lang) if isinstance(synonyms, dict) else None):
            yield (*at, "synonyms", lang, number), name.casefold()


def _check_home(source: Source, at: Steps, term: dict[str, Any], spine: Spine | None) -> None:
    _ = source.tr
    lesson, point = term.get("lesson"), term.get("point")
    if spine is None or not isinstance(lesson, str):
        return
    if lesson not in spine.lessons:
        message = _("lesson '{value}' is not in the syllabus: {remedy}")
        remedy = nearest(lesson, spine.lessons, source.tr)
        source.fault((*at, "lesson"), message.format(value=short(lesson), remedy=remedy))
    elif isinstance(point, str) and point not in spine.lessons[lesson]:
        message = _("'{value}' is not a point of lesson {lesson}: {remedy}")
        remedy = nearest(point, spine.lessons[lesson], source.tr)
        source.fault((*at, "point"), message.format(value=short(point), lesson=lesson, remedy=remedy))
