"""Read and check all the content of a project at once."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fuwu.content.blueprints import read_blueprints
from fuwu.content.cards import check_omitted, check_summary, read_omitted
from fuwu.content.evidence import WORDINGS, Lexicon, check_evidence, lexicon
from fuwu.content.faults import Fault, Source, Translate
from fuwu.content.items import check_enemies, check_file, check_ids
from fuwu.content.lessons import check_lesson, page_folders
from fuwu.content.lint import lint as run_lint
from fuwu.content.scenes import read_scenes
from fuwu.content.syllabus import GLOSSARY, SYLLABUS, check_glossary, check_syllabus, check_wordings, entries
from fuwu.content.yamlio import read_yaml
from fuwu.i18n import gettext_for
from fuwu.model import Lang

ITEMS = "quizzes/items"
#: More than any lesson asks for: what a point counts for whose file cannot be read.
UNKNOWN = 1_000_000


@dataclass
class Project:
    """The content as read, and what is wrong with any of it."""

    syllabus: Source
    glossary: Source
    omitted: Source
    lexicon: Lexicon = field(default_factory=dict)
    items: list[Source] = field(default_factory=list)
    scenes: list[Source] = field(default_factory=list)
    blueprints: list[Source] = field(default_factory=list)
    #: Both pages of each lesson and case, Chinese first, by its folder's name.
    pages: dict[str, list[Source]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def check(root: Path, lang: Lang, *, lint: bool = False) -> list[Fault]:
    """Return every fault of the content under `root`, in the order of files and lines.

    Parameters
    ----------
    root
        The project's folder, the one with ``content`` and ``quizzes``.
    lang
        The language of the messages.
    lint
        Whether the items of files without fault are held to the rules of item-writing too.
    """
    project = read(root, lang)
    found = run_lint(project.items, gettext_for(lang), lexicon=project.lexicon) if lint else []
    return sorted([*project.faults, *found])


def read(root: Path, lang: Lang) -> Project:
    """Read everything under `root` and check it."""
    tr = gettext_for(lang)
    syllabus = read_yaml(SYLLABUS, root / SYLLABUS, tr)
    spine = check_syllabus(syllabus)
    glossary = read_yaml(GLOSSARY, root / GLOSSARY, tr)
    check_glossary(glossary, spine)
    wordings = read_yaml(WORDINGS, root / WORDINGS, tr)
    check_wordings(wordings)
    omitted = read_omitted(root, tr)
    known = lexicon(glossary, wordings)
    items = list(_read_items(root, tr))
    for source in items if glossary.value and wordings.value else ():
        for at, item in entries(source.value, "items"):
            check_evidence(source, at, item, known)
    check_enemies(items, check_ids([(source, list(check_file(source, spine))) for source in items]))
    sources = [syllabus, glossary, wordings, omitted, *items]
    counts = _count(items)
    scenes: list[Source] = []
    pages: dict[str, list[Source]] = {}
    for folder in page_folders(root):
        pages[folder.name] = check_lesson(root, folder, spine, counts, tr)
        check_summary(*pages[folder.name])
        sources += pages[folder.name]
        scenes += read_scenes(root, folder.relative_to(root).as_posix(), tr)
    check_omitted(omitted, glossary, pages.values())
    blueprints = read_blueprints(root, spine, items, tr)
    faults = sorted({fault for source in [*sources, *scenes, *blueprints] for fault in source.faults})
    read_items = [source for source in items if source.name.endswith(".yaml")]
    return Project(syllabus, glossary, omitted, known, read_items, scenes, blueprints, pages, faults)


def _read_items(root: Path, tr: Translate) -> Iterator[Source]:
    _ = tr
    for name in _item_files(root):
        path = root / name
        if name.endswith(".yml"):
            source = Source(name, tr)
            source.fault(1, _("this file is not read: let its name end in .yaml"))
            yield source
        elif name.count("/") != ITEMS.count("/") + 2:
            source = Source(name, tr)
            source.fault(1, _("item files stand in quizzes/items/<lesson>/<point>.yaml: move this one there"))
            yield source
        else:
            yield read_yaml(name, path, tr)


def _item_files(root: Path) -> list[str]:
    """Return the names of all YAML files (and of folders that are named like one), sorted."""
    found: list[str] = []
    for folder, folders, files in os.walk(root / ITEMS):
        names = [name for name in [*folders, *files] if name.endswith((".yaml", ".yml"))]
        found += [(Path(folder) / name).relative_to(root).as_posix() for name in names]
    return sorted(found)


def _count(items: list[Source]) -> Counter[str]:
    """Return how many items each point has; a file counts for the point in its name too, if it errs."""
    counts: Counter[str] = Counter()
    for source in items:
        value = source.value if isinstance(source.value, dict) else {}
        listed = value.get("items")
        for point in {Path(source.name).stem, str(value.get("point"))}:
            counts[point] += len(listed) if isinstance(listed, list) else UNKNOWN
    return counts
