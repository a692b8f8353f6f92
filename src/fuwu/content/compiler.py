"""Compile the content to the JSON that the running workbook reads, without YAML and Markdown."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fuwu.content.faults import ContentFaults
from fuwu.content.lessons import page_folders
from fuwu.content.markdown import block, inline
from fuwu.content.project import Project, read
from fuwu.i18n import user_lang
from fuwu.model import LANGS, Lang

COMPILED = "src/fuwu/compiled"


def compile_bank(root: Path, *, lang: Lang | None = None) -> dict[str, bytes]:
    """Return the compiled content: the bytes of each file by its name.

    ``syllabus.json`` holds modules, lessons and points in order and the lesson of each item;
    ``<lesson>.json`` holds the items of a lesson, in the order of its points; ``<lab>.scenes.json`` the scenes
    of a lab. The same content gives the same bytes.

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
    index = {item["id"]: name for name, items in lessons.items() for item in items}
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
    return {
        lesson["id"]: [_item(item, point["id"]) for point in lesson["points"] for item in files.get(point["id"], ())]
        for module in project.syllabus.value["modules"]
        for lesson in module["lessons"]
    }


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
    return [{name: _short(value) if isinstance(value, dict) else value for name, value in p.items()} for p in parts]


def _scenes(value: Any, name: str = "") -> Any:
    """Return the scenes with their texts as HTML; names and titles stay plain text."""
    if isinstance(value, list):
        return [_scenes(part) for part in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"zh", "en"}:
        return _plain(value) if name in {"name", "title"} else _short(value)
    return {key: _scenes(part, key) for key, part in value.items() if part is not None}


def _item(item: dict[str, Any], point: str) -> dict[str, Any]:
    """Return the item with its Markdown as HTML; accepted answers and units stay plain text."""
    made = {**item, "point": point}
    for name in ("stem", "rationale", "note", "reference"):
        if made.get(name) is not None:
            made[name] = _long(made[name])
    for name in ("options", "left", "right", "steps", "key_points"):
        if name in made:
            made[name] = _parts(made[name])
    for name in ("blanks", "errors"):
        if name in made:
            made[name] = [{**part, "why": _short(part["why"])} for part in made[name]]
    if "wrong" in made:
        made["wrong"] = _short(made["wrong"])
    return made
