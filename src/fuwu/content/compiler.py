"""Compile the content to the JSON that the running workbook reads, without YAML and Markdown."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fuwu.content.blueprints import compiled_blueprints
from fuwu.content.cards import cards
from fuwu.content.evidence import Lexicon, compiled
from fuwu.content.faults import ContentFaults
from fuwu.content.lessons import page_folders
from fuwu.content.markdown import block, inline
from fuwu.content.numbersets import concrete, variants
from fuwu.content.parameters import has_parameters
from fuwu.content.project import Project, read
from fuwu.i18n import user_lang
from fuwu.model import LANGS, Lang

COMPILED = "src/fuwu/compiled"
INDEX = "index.json"


def compile_bank(root: Path, *, lang: Lang | None = None) -> dict[str, bytes]:
    """Return the compiled content: the bytes of each file by its name.

    ``syllabus.json`` holds modules, lessons and points in order and the lesson of each item;
    ``<lesson>.json`` holds the items of a lesson, in the order of its points; ``index.json`` the facts of all items
    that progress is reckoned with; ``cards.json`` the flashcards; ``<lab>.scenes.json`` the scenes of a lab. The same
    content gives the same bytes.

    Raises
    ------
    ContentFaults
        If `check` finds any fault; the messages are in `lang`, by default the user's.
    """
    project = read(root, lang or user_lang())
    if project.faults:
        raise ContentFaults(project.faults)
    lessons = _lessons(project)
    files: dict[str, Any] = {
        f"{name}.json": {"items": items, "lesson": name} for name, items in lessons.items() if items
    }
    files |= {f"{source.value['lab']}.scenes.json": _scenes(source.value) for source in project.scenes}
    if project.blueprints:
        blueprints = compiled_blueprints(project.blueprints, project.syllabus.value)
        files["blueprints.json"] = {"blueprints": blueprints}
    index = {item["id"]: name for name, items in lessons.items() for item in items}
    files[INDEX] = {item["id"]: _facts(item) for items in lessons.values() for item in items}
    made = cards(project.syllabus.value, project.glossary.value, project.pages, omitted=project.omitted.value)
    files["cards.json"] = {"cards": made}
    files["syllabus.json"] = {"items": index, "modules": _modules(project, root)}
    return {name: _json(value) for name, value in sorted(files.items())}


def write_bank(root: Path, *, lang: Lang | None = None) -> list[Path]:
    """Write the compiled content into the package under `root` and return its files.

    Each file is replaced in one step; files of lessons that are gone are removed.

    Raises
    ------
    ContentFaults
        If `check` finds any fault; nothing is written then.
    """
    files = compile_bank(root, lang=lang)
    folder = root / COMPILED
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        _replace(folder / name, data)
    for stale in folder.glob("*.json*"):
        if stale.name not in files:
            stale.unlink()
    return [folder / name for name in files]


def _replace(path: Path, data: bytes) -> None:
    if path.is_file() and path.read_bytes() == data:
        return
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    fresh.write_bytes(data)
    fresh.replace(path)


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _lessons(project: Project) -> dict[str, list[dict[str, Any]]]:
    """Return the compiled items of each lesson, in the order of the syllabus."""
    files = {source.value["point"]: source.value["items"] for source in project.items}
    enemies = _enemies([item for items in files.values() for item in items])

    def made(point: str) -> list[dict[str, Any]]:
        return [_made(item, point, project.lexicon) | _fought(item, enemies) for item in files.get(point, ())]

    return {
        lesson["id"]: [item for point in lesson["points"] for item in made(point["id"])]
        for module in project.syllabus.value["modules"]
        for lesson in module["lessons"]
    }


def _facts(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return what progress and readiness need of an item: they must not read every lesson for it."""
    marks = sum(part["marks"] for part in item.get("key_points", ()))
    facts = {"point": item["point"], "type": item["type"], "level": item["level"], "possible": marks or 1}
    return facts | {"chance": _chance(item)} | ({"practice_only": True} if item.get("practice_only") else {})


def _chance(item: Mapping[str, Any]) -> float:
    """Return the probability that a blind guess gets all of an item right, as `analytics.chance_of` has it."""
    match item["type"]:
        case "single":
            return 1 / len(item["options"])
        case "truefalse":
            return 0.5
        case "multiple":
            options = len(item["options"])
            return float(1 / (2**options - options - 1))
        case "matching":
            return float(1 / len(item["right"]) ** len(item["left"]))
        case "ordering":
            return 1 / math.factorial(len(item["steps"]))
    return 0.0


def _enemies(items: list[dict[str, Any]]) -> dict[str, set[str]]:
    """Return the enemies of each item; who is named as one is one."""
    found: dict[str, set[str]] = {}
    for item in items:
        for other in item.get("enemies") or ():
            found.setdefault(item["id"], set()).add(other)
            found.setdefault(other, set()).add(item["id"])
    return found


def _fought(item: dict[str, Any], enemies: Mapping[str, set[str]]) -> dict[str, list[str]]:
    return {"enemies": sorted(enemies[item["id"]])} if item["id"] in enemies else {}


def _modules(project: Project, root: Path) -> list[dict[str, Any]]:
    written = {folder.name for folder in page_folders(root)}
    return [
        {
            "id": module["id"],
            "title": _plain(module),
            "lessons": [
                {
                    "id": lesson["id"],
                    "title": _plain(lesson),
                    "has_lesson": lesson["id"] in written,
                    "points": [
                        {"id": point["id"], "title": _plain(point), "importance": point["importance"]}
                        for point in lesson["points"]
                    ],
                }
                for lesson in module["lessons"]
            ],
        }
        for module in project.syllabus.value["modules"]
    ]


def _plain(text: Mapping[str, Any]) -> dict[str, str]:
    """Return a title: text to be escaped where it is shown."""
    return {lang: text[lang].strip() for lang in LANGS}


def _short(text: Mapping[str, Any]) -> dict[str, str]:
    return {lang: inline(text[lang]) for lang in LANGS}


def _long(text: Mapping[str, Any]) -> dict[str, str]:
    return {lang: block(text[lang]) for lang in LANGS}


def _parts(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return options, steps, sides or key points with their texts as HTML."""
    return [{name: _short(value) if name in {"text", "why"} else value for name, value in p.items()} for p in parts]


def _scenes(value: Any, name: str = "") -> Any:
    """Return the scenes with their texts as HTML; names and titles stay plain text."""
    if isinstance(value, list):
        return [_scenes(part) for part in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"zh", "en"}:
        return _plain(value) if name in {"name", "title"} else _short(value)
    return {key: _scenes(part, key) for key, part in value.items() if part is not None}


def _made(item: dict[str, Any], point: str, known: Lexicon) -> dict[str, Any]:
    """Return the item as compiled, with its variants if it has parameters."""
    if not has_parameters(item):
        return _item(item, point, known)
    sets = variants(item)
    return _item(concrete(item, sets[0]), point, known) | {"variants": [_variant(one) for one in sets]}


def _variant(fields: dict[str, Any]) -> dict[str, Any]:
    """Return a number set of an item with its texts as HTML."""
    errors = [{**error, "why": _short(error["why"])} for error in fields["errors"]]
    return {name: _long(part) if isinstance(part, dict) else part for name, part in fields.items()} | {"errors": errors}


def _item(item: dict[str, Any], point: str, known: Lexicon) -> dict[str, Any]:
    """Return the item with its Markdown as HTML; accepted answers and units stay plain text."""
    made = {**item, "point": point}
    for name in ("lint", "enemies"):
        made.pop(name, None)
    for name in ("stem", "rationale", "note", "reference"):
        if made.get(name) is not None:
            made[name] = _long(made[name])
    for name in ("options", "left", "right", "steps", "key_points"):
        if name in made:
            made[name] = _parts(made[name])
    for part in made.get("key_points", ()):
        part.update({"evidence": compiled(part["evidence"], known)} if part.get("evidence") else {})
    for name in ("blanks", "errors"):
        if name in made:
            made[name] = [{**part, "why": _short(part["why"])} for part in made[name]]
    if "wrong" in made:
        made["wrong"] = _short(made["wrong"])
    return made
