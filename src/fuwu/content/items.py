"""Check the item files: each item by itself, and the ids over all files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from fuwu.content import markdown, schema
from fuwu.content.faults import Source, Steps, listing, short
from fuwu.content.lint import RULES as LINT
from fuwu.content.messages import nearest, place, report_shape
from fuwu.content.parameters import has_parameters, unfilled
from fuwu.content.rules import RULES
from fuwu.content.syllabus import Spine, check_shape, entries, words

#: Texts that keep their paragraphs, lists and tables; all others are shown on one line.
BLOCKS = ("stem", "rationale", "note", "reference")
#: Texts that are compared with what the learner types, so they are plain.
PLAIN = ("accept", "answer", "units", "lint")


def check_file(source: Source, spine: Spine | None) -> Iterator[tuple[str, int]]:
    """Report the faults of an item file; yield the id and the line of each of its items."""
    if source.value is None:
        return
    check_shape(source, schema.ItemFile)
    if not isinstance(source.value, dict):
        return
    if spine:
        _check_point(source, spine)
    _check_accepted(source, (), source.value)
    listed = source.value.get("items")
    for number, item in enumerate(listed if isinstance(listed, list) else ()):
        at: Steps = ("items", number)
        _check_item(source, at, item)
        if isinstance(item, dict):
            _check_accepted(source, at, item)
            if spine:
                _check_facts(source, at, item, spine)
            if isinstance(item.get("id"), str):
                yield item["id"], source.line((*at, "id"))


def check_ids(sources: Iterable[tuple[Source, list[tuple[str, int]]]]) -> dict[str, tuple[str, int]]:
    """Report each item id that an earlier item has, in whatever file; return where each id stands."""
    first: dict[str, tuple[str, int]] = {}
    for source, found in sources:
        _ = source.tr
        for name, line in found:
            if name in first:
                path, before = first[name]
                message = _("the item id '{name}' is already used at {place}: give this item its own")
                source.fault(line, message.format(name=short(name), place=f"{path}:{before}"))
            first.setdefault(name, (source.name, line))
    return first


def check_enemies(sources: Iterable[Source], known: Mapping[str, object]) -> None:
    """Report each enemy of an item that is no other item of the bank; `known` has the ids."""
    for source in sources:
        _ = source.tr
        for at, item in entries(source.value, "items"):
            for number, name in words(item.get("enemies")):
                if name == item.get("id"):
                    source.fault((*at, "enemies", number), _("an item is not its own enemy: remove it"))
                elif name not in known:
                    message = _("there is no item '{name}' to be an enemy: {remedy}")
                    near = [other for other in known if other.rpartition("-")[0] == name.rpartition("-")[0]]
                    remedy = nearest(name, near or known, source.tr) if near or known else ""
                    source.fault((*at, "enemies", number), message.format(name=short(name), remedy=remedy))


def _check_accepted(source: Source, at: Steps, value: dict[str, Any]) -> None:
    """Report acceptances of rules that are none, or that nobody may accept."""
    _ = source.tr
    accepted = value.get("lint")
    for name in accepted if isinstance(accepted, dict) else ():
        rule = LINT.get(name)
        if rule is None:
            message = _("'{name}' is not a rule of the lint: {remedy}")
            source.fault((*at, "lint", name), message.format(name=short(name), remedy=nearest(name, LINT, source.tr)))
        elif rule.severity == "error":
            message = _("what the rule '{name}' finds is an error: mend it, it cannot be accepted")
            source.fault((*at, "lint", name), message.format(name=name))


def _check_point(source: Source, spine: Spine) -> None:
    _ = source.tr
    lesson, stem = source.name.split("/")[-2:]
    point = source.value.get("point")
    if lesson not in spine.lessons:
        remedy = nearest(lesson, spine.lessons, source.tr)
        message = _("the folder '{lesson}' is not a lesson of the syllabus: {remedy}")
        source.fault(1, message.format(lesson=short(lesson), remedy=remedy))
    elif isinstance(point, str) and point not in spine.points:
        remedy = nearest(point, spine.lessons[lesson], source.tr)
        message = _("point '{point}' is not in the syllabus: {remedy}")
        source.fault(("point",), message.format(point=short(point), remedy=remedy))
    elif isinstance(point, str) and point not in spine.lessons[lesson]:
        home = next(name for name, points in spine.lessons.items() if point in points)
        message = _("point '{point}' belongs to lesson {home}: move the file to the folder {home}")
        source.fault(("point",), message.format(point=short(point), home=home))
    elif isinstance(point, str) and stem != f"{point}.yaml":
        message = _("the file is not named after its point: rename it {point}.yaml")
        source.fault(("point",), message.format(point=short(point)))


def _check_item(source: Source, at: Steps, item: Any) -> None:
    shape = schema.ParametersShape if has_parameters(item) else None
    try:
        (TypeAdapter(shape) if shape else schema.ITEM).validate_python(item)
    except ValidationError as error:
        report_shape(source, at, shape, error)
    if not isinstance(item, dict):
        return
    kind = item.get("type")
    rule = RULES.get(kind) if isinstance(kind, str) else None
    for way, message in rule(item, source.tr) if rule else ():
        source.fault((*at, *way), message)
    check_markdown(source, at, item)


def check_markdown(source: Source, at: Steps, part: dict[str, Any]) -> None:
    """Report the Markdown in the part at `at` that would not come out as meant."""
    for way, text in _texts(part, ()):
        _check_text(source, at, (part, way), unfilled(text) if has_parameters(part) else text)


def _check_facts(source: Source, at: Steps, item: dict[str, Any], spine: Spine) -> None:
    _ = source.tr
    for number, fact in words(item.get("facts")):
        if fact.strip() and fact not in spine.facts:
            message = _("fact '{fact}' is not in the syllabus: correct it, or add it to its point there")
            source.fault((*at, "facts", number), message.format(fact=short(fact)))


def _texts(value: Any, way: Steps) -> Iterator[tuple[Steps, str]]:
    """Yield every text of the item that is Markdown."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name in ("zh", "en") and isinstance(part, str):
                yield (*way, name), part
            elif name not in PLAIN:
                yield from _texts(part, (*way, name))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _texts(part, (*way, number))


def _check_text(source: Source, at: Steps, part: tuple[dict[str, Any], Steps], text: str) -> None:
    _ = source.tr
    line = (*at, *part[1])
    if next(markdown.unbold(text), None) is not None:
        where = place(*part, source.tr)
        message = _("{where} shows '**' instead of bold: move punctuation and quotes outside the asterisks")
        source.fault(line, message.format(where=where))
    lost = markdown.lost_tags(text, short=part[1][0] not in BLOCKS)
    if lost:
        where = place(*part, source.tr)
        message = _("{where} makes HTML that is not shown ({tags}): write plain text, bold, a list or a table")
        source.fault(line, message.format(where=where, tags=listing(lost, source.tr)))
