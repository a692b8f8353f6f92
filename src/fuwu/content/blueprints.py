"""Check and compile the blueprints: what the papers consist of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from fuwu.content import schema
from fuwu.content.faults import Source, Steps, Translate, listing, short
from fuwu.content.messages import nearest
from fuwu.content.syllabus import Spine, check_shape, check_unique, entries, texts, words
from fuwu.content.yamlio import read_yaml
from fuwu.model import LANGS

BLUEPRINTS = "quizzes/blueprints"
#: Cases are the entries of the syllabus whose ids begin so.
CASE = "case-"
#: Stands in the title of a blueprint that is one for each lesson.
LESSON = "{lesson}"


def read_blueprints(root: Path, spine: Spine | None, items: Sequence[Source], tr: Translate) -> list[Source]:
    """Return the files of blueprints, each with its faults; `items` are the files of items as read."""
    _ = tr
    names = sorted(path.name for path in (root / BLUEPRINTS).glob("*.y*ml"))
    sources = []
    for name in names:
        path = f"{BLUEPRINTS}/{name}"
        if name.endswith(".yml"):
            sources.append(Source(path, tr))
            sources[-1].fault(1, _("this file is not read: let its name end in .yaml"))
            continue
        source = read_yaml(path, root / path, tr)
        sources.append(source)
        if source.value is not None:
            _check(source, spine, items)
    _check_ids(sources)
    return sources


def compiled_blueprints(sources: Sequence[Source], syllabus: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the blueprints in their order, those of single lessons last, with the points of each row."""
    lessons = [lesson for module in syllabus["modules"] for lesson in module["lessons"]]
    points = {lesson["id"]: [point["id"] for point in lesson["points"]] for lesson in lessons}
    titles = {lesson["id"]: {lang: lesson[lang].strip() for lang in LANGS} for lesson in lessons}
    values = sorted((source.value for source in sources), key=lambda value: (value.get("order", 0), value["id"]))
    wholes = [_compiled(value, points) for value in values if not value.get("each")]
    singles = [
        _compiled(value, {lesson: points[lesson]}) | _of_lesson(value, lesson, titles[lesson])
        for value in values
        for lesson in value.get("each") or ()
    ]
    return wholes + singles


def _compiled(value: Mapping[str, Any], points: Mapping[str, list[str]]) -> dict[str, Any]:
    head = {name: value[name] for name in ("id", "version", "minutes", "cut", "importance")}
    return head | {
        "title": _plain(value["title"]),
        "note": _plain(value["note"]),
        "rows": [
            {name: row[name] for name in ("id", "types", "count", "marks", "scoring")}
            | {"title": _plain(row["title"]), "points": sorted(points_of(row, points))}
            for row in value["rows"]
        ],
    }


def _of_lesson(value: Mapping[str, Any], lesson: str, title: Mapping[Any, str]) -> dict[str, Any]:
    named = {lang: text.replace(LESSON, title[lang]) for lang, text in _plain(value["title"]).items()}
    return {"id": f"{value['id']}-{lesson}", "lesson": lesson, "title": named}


def _plain(text: Mapping[str, Any]) -> dict[Any, str]:
    """Return a text on one line: Chinese lines are joined without a space."""
    return {lang: ("" if lang == "zh" else " ").join(map(str.strip, text[lang].splitlines())) for lang in LANGS}


def points_of(row: Mapping[str, Any], lessons: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the points that a row draws from, of the points of these lessons and cases.

    A row that names lessons or points draws from these alone.
    """
    pages = row.get("pages", "all")
    named, only = set(_texts(row.get("lessons"))), set(_texts(row.get("points")))
    drawn = {
        point
        for lesson, points in lessons.items()
        if pages == "all" or (pages == "cases") == lesson.startswith(CASE)
        if not named or lesson in named
        for point in points
    }
    return drawn & only if only else drawn


def _texts(value: Any) -> list[str]:
    return [name for _number, name in words(value)]


def _check(source: Source, spine: Spine | None, items: Sequence[Source]) -> None:
    _ = source.tr
    check_shape(source, schema.BlueprintShape)
    if not isinstance(source.value, dict):
        return
    name, own = source.name.rpartition("/")[2], source.value.get("id")
    if isinstance(own, str) and name != f"{own}.yaml":
        message = _("the file is not named after its blueprint: rename it {name}")
        source.fault(("id",), message.format(name=short(f"{own}.yaml")))
    again = _("the id '{value}' is already used on line {line}: give this one its own")
    check_unique(source, (), texts(entries(source.value, "rows"), "id"), again)
    _check_title(source)
    _check_marks(source)
    if spine is None:
        return
    _check_names(source, spine)
    if not source.faults:
        _check_supply(source, spine, items)


def _check_title(source: Source) -> None:
    """Report a title that does not say of which lesson the paper is, or says so for no lesson."""
    _ = source.tr
    title, each = source.value.get("title"), bool(source.value.get("each"))
    for lang in LANGS:
        text = title.get(lang) if isinstance(title, dict) else None
        if isinstance(text, str) and each != (LESSON in text):
            message = _("the '{lang}' title has no {lesson}: write it where the lesson's title is to stand")
            if not each:
                message = _("the '{lang}' title has {lesson} but the blueprint is not one for each lesson: remove it")
            source.fault(("title", lang), message.format(lang=lang, lesson=LESSON))


def _check_marks(source: Source) -> None:
    """Report rows whose marks do not sum to the paper's, and a cut score above them."""
    _ = source.tr
    value, rows = source.value, list(entries(source.value, "rows"))
    whole, cut = value.get("marks"), value.get("cut")
    parts = [(row.get("count"), row.get("marks")) for _at, row in rows]
    if not _is_number(whole):
        return
    if parts and all(_is_number(count) and _is_number(marks) for count, marks in parts):
        found = sum((count or 0) * (marks or 0) for count, marks in parts)
        if found != whole:
            message = _("the rows give {found} marks, the paper has {marks}: correct count or marks of a row")
            source.fault(("marks",), message.format(found=f"{found:g}", marks=f"{whole:g}"))
    if _is_number(cut) and cut > whole:
        message = _("the cut score {cut} is more than the paper's {marks} marks: lower it")
        source.fault(("cut",), message.format(cut=f"{cut:g}", marks=f"{whole:g}"))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _check_names(source: Source, spine: Spine) -> None:
    """Report lessons and points that the syllabus does not have."""
    _ = source.tr
    named: list[tuple[Steps, str]] = [(("each", number), name) for number, name in words(source.value.get("each"))]
    rows = list(entries(source.value, "rows"))
    for at, row in rows:
        named += [((*at, "lessons", number), name) for number, name in words(row.get("lessons"))]
    for way, name in named:
        if name not in spine.lessons:
            message = _("lesson '{value}' is not in the syllabus: {remedy}")
            remedy = nearest(name, spine.lessons, source.tr)
            source.fault(way, message.format(value=short(name), remedy=remedy))
    for at, row in rows:
        for number, name in words(row.get("points")):
            if name not in spine.points:
                message = _("point '{point}' is not in the syllabus: {remedy}")
                remedy = nearest(name, sorted(spine.points), source.tr)
                source.fault((*at, "points", number), message.format(point=short(name), remedy=remedy))
    check_unique(
        source,
        (),
        ((("each", number), name) for number, name in words(source.value.get("each"))),
        _("the id '{value}' is already used on line {line}: give this one its own"),
    )


def _check_supply(source: Source, spine: Spine, items: Sequence[Source]) -> None:
    """Report rows that the bank cannot fill, alone or together with others that want the same items.

    By Hall's theorem all rows can be filled if and only if no group of them wants more items than the items that
    suit any of the group. Enemies are left to `fuwu.forms`.
    """
    bank = list(_bank(items))
    rows = list(entries(source.value, "rows"))
    each = _texts(source.value.get("each"))
    for lesson in each or [""]:
        pages = {lesson: spine.lessons[lesson]} if lesson else spine.lessons
        suits = [_suiting(row, pages, bank) for _at, row in rows]
        for group in _short_groups([row["count"] for _at, row in rows], suits):
            known = set[str]().union(*(suits[number] for number in group))
            wanted = sum(rows[number][1]["count"] for number in group)
            _report_short(source, [rows[number] for number in group], (wanted, len(known)), lesson)


def _bank(items: Sequence[Source]) -> Iterator[tuple[str, str, str]]:
    """Yield id, type and point of each item that may stand in a paper."""
    for source in items:
        point = source.value.get("point") if isinstance(source.value, dict) else None
        for _at, item in entries(source.value, "items"):
            if item.get("practice_only") is not True:
                yield str(item.get("id")), str(item.get("type")), str(point)


def _suiting(
    row: Mapping[str, Any], pages: Mapping[str, Sequence[str]], bank: Sequence[tuple[str, str, str]]
) -> set[str]:
    points = points_of(row, pages)
    return {name for name, kind, point in bank if kind in row["types"] and point in points}


def _short_groups(counts: Sequence[int], suits: Sequence[set[str]]) -> list[tuple[int, ...]]:
    """Return the smallest groups of rows that want more items than there are."""
    found: list[tuple[int, ...]] = []
    for size in range(1, len(counts) + 1):
        for group in combinations(range(len(counts)), size):
            known = set[str]().union(*(suits[number] for number in group))
            wanted = sum(counts[number] for number in group)
            if wanted > len(known) and not any(set(smaller) <= set(group) for smaller in found):
                found.append(group)
    return found


def _report_short(
    source: Source, rows: Sequence[tuple[Steps, dict[str, Any]]], numbers: tuple[int, int], lesson: str
) -> None:
    _ = source.tr
    message = _("{rows}: {wanted} needed, the bank has {known}: write more items, or ask for fewer")
    if lesson:
        message = _("{rows}: {wanted} needed, lesson {lesson} has {known}: write more items, or ask for fewer")
    names = listing([row["id"] for _at, row in rows], source.tr)
    text = message.format(rows=names, wanted=numbers[0], known=numbers[1], lesson=lesson)
    source.fault((*rows[-1][0], "count"), text)


def _check_ids(sources: Sequence[Source]) -> None:
    """Report a blueprint that has the id of another's paper for a lesson."""
    made: dict[str, str] = {}
    for source in sources:
        value = source.value if isinstance(source.value, dict) else {}
        for lesson in _texts(value.get("each")):
            made[f"{value.get('id')}-{lesson}"] = source.name
    for source in sources:
        _ = source.tr
        value = source.value if isinstance(source.value, dict) else {}
        if not value.get("each") and value.get("id") in made:
            message = _("the id '{name}' is that of a paper in {place}: give this blueprint its own")
            source.fault(("id",), message.format(name=short(value["id"]), place=made[value["id"]]))
