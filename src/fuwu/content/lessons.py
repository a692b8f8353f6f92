"""Check the lesson pages: the same in both languages, and true to the syllabus and the item bank."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from markdown_it.token import Token

from fuwu.content import markdown
from fuwu.content.faults import Source, Translate, listing, short
from fuwu.content.files import read_text
from fuwu.content.messages import nearest
from fuwu.content.syllabus import Spine

#: Where pages stand, and what their files are called.
FOLDERS = {"content/lessons": "lesson", "content/cases": "case"}
ANCHOR = re.compile(r"""<a id=["']([^"']*)["']""")
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
LANGUAGE = re.compile(r"""(["'])(zh|en)\1""")


@dataclass(frozen=True, slots=True)
class Cell:
    """A code cell, in the section that has `anchor`."""

    line: int
    anchor: str
    code: str

    @property
    def shared(self) -> str:
        """The code without its language: what both pages must have in common."""
        return LANGUAGE.sub('"…"', self.code.strip())


@dataclass
class Page:
    """One language of a lesson."""

    source: Source
    lang: str
    anchors: list[tuple[str, int]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)

    @property
    def file(self) -> str:
        """The file's name without its folder."""
        return self.source.name.rpartition("/")[2]


def page_folders(root: Path) -> Iterator[Path]:
    """Yield the folder of every lesson and case that has pages."""
    for name in FOLDERS:
        for folder in sorted((root / name).glob("*")):
            if folder.is_dir() and not folder.name.startswith("."):
                yield folder


def check_lesson(
    root: Path, folder: Path, spine: Spine | None, items: Mapping[str, int], tr: Translate
) -> list[Source]:
    """Return both pages of a lesson or case with their faults; `items` counts the items of each point."""
    pages = [_read_page(root, folder, lang, tr) for lang in ("zh", "en")]
    for page in pages:
        _check_page(page)
    if all(page.source.value is not None for page in pages):
        _check_anchors(*pages)
        _check_cells(*pages)
    for page in pages:
        if spine and page.source.value is not None:
            _check_references(page, folder.name, spine, items)
    return [page.source for page in pages]


def _read_page(root: Path, folder: Path, lang: str, tr: Translate) -> Page:
    kind = folder.parent.relative_to(root).as_posix()
    file = f"{FOLDERS[kind]}.{lang}.md"
    page = Page(Source(f"{kind}/{folder.name}/{file}", tr), lang)
    text = read_text(page.source, folder / file)
    if text is None:
        return page
    text = text.replace("\r\n", "\n")
    page.source.value = text
    page.tokens = markdown.tokens(FRONT.sub(lambda match: "\n" * match[0].count("\n"), text))
    fences = [token for token in page.tokens if token.type == "fence" and token.map]
    covered = {number for fence in fences for number in range(*(fence.map or ()))}
    for number, line in enumerate(text.split("\n")):
        if number not in covered:
            page.anchors += [(name, number + 1) for name in ANCHOR.findall(line)]
    for fence in fences:
        if fence.info.split()[:1] == ["python"] and fence.map:
            start = fence.map[0] + 1
            anchor = next((name for name, where in reversed(page.anchors) if where < start), "")
            page.cells.append(Cell(start, anchor, fence.content))
    return page


def _check_page(page: Page) -> None:
    _ = page.source.tr
    for line in markdown.unbold_in(page.tokens):
        message = _("'**' shows instead of bold: move punctuation and quotes outside the asterisks")
        page.source.fault(line + 1, message)
    for line in markdown.empty_heads(page.tokens):
        page.source.fault(line + 1, _("a column of this table has no name: write it, for those who hear the page"))
    seen: dict[str, int] = {}
    for name, line in page.anchors:
        if name in seen:
            message = _("the anchor '{name}' already stands on line {line}: give this section its own")
            page.source.fault(line, message.format(name=short(name), line=seen[name]))
        seen.setdefault(name, line)
    for cell in page.cells:
        for match in LANGUAGE.finditer(cell.code):
            if match[2] != page.lang:
                line = cell.line + 1 + cell.code.count("\n", 0, match.start())
                message = _("the code asks for the language '{other}' on the '{lang}' page: write '{lang}'")
                page.source.fault(line, message.format(other=match[2], lang=page.lang))


def _check_anchors(zh: Page, en: Page) -> None:
    for page, other in ((zh, en), (en, zh)):
        _ = page.source.tr
        own, theirs = [name for name, _line in page.anchors], [name for name, _line in other.anchors]
        for name, line in other.anchors:
            if name not in own:
                message = _("no anchor '{name}', which {file} has on line {line}: write that section here too")
                message = message.format(name=short(name), file=other.file, line=line)
                page.source.fault(_line_after(page, theirs, name), message)
    common = set(own) & set(theirs)
    wanted = [name for name in dict.fromkeys(name for name, _line in zh.anchors) if name in common]
    found = [(name, line) for name, line in _first(en.anchors) if name in common]
    for (name, line), due in zip(found, wanted, strict=True):
        if name != due:
            _ = en.source.tr
            message = _("the anchor '{name}' stands where {file} has '{due}': put the sections in one order")
            en.source.fault(line, message.format(name=short(name), file=zh.file, due=short(due)))
            break


def _first(anchors: list[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    seen: set[str] = set()
    for name, line in anchors:
        if name not in seen:
            yield name, line
        seen.add(name)


def _line_after(page: Page, theirs: list[str], name: str) -> int:
    """Return the line of the section after which the one called `name` is missing."""
    before = theirs[: theirs.index(name)]
    return max((line for anchor, line in page.anchors if anchor in before), default=1)


def _check_cells(zh: Page, en: Page) -> None:
    _ = en.source.tr
    ours, theirs = [cell.shared for cell in zh.cells], [cell.shared for cell in en.cells]
    differences = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    for kind, start, stop, first, last in differences:
        if kind == "equal":
            _check_sections(zh, en, list(zip(zh.cells[start:stop], en.cells[first:last], strict=True)))
            continue
        pairs = min(stop - start, last - first)
        for left, right in zip(zh.cells[start:stop], en.cells[first:last], strict=False):
            message = _("this code differs from that of {place}: make both the same but for the language")
            en.source.fault(right.line, message.format(place=f"{zh.file}:{left.line}"))
        for left in zh.cells[start + pairs : stop]:
            message = _("{file} lacks this code cell: add it there, or remove it here")
            zh.source.fault(left.line, message.format(file=en.file))
        for right in en.cells[first + pairs : last]:
            message = _("{file} lacks this code cell: add it there, or remove it here")
            en.source.fault(right.line, message.format(file=zh.file))


def _check_sections(zh: Page, en: Page, pairs: list[tuple[Cell, Cell]]) -> None:
    _ = en.source.tr
    shared = {name for name, _line in zh.anchors} & {name for name, _line in en.anchors}
    for left, right in pairs:
        if left.anchor != right.anchor and {left.anchor, right.anchor} <= shared:
            message = _("this code stands in section '{name}', in {file} it stands in '{due}': move one of them")
            en.source.fault(
                right.line,
                message.format(name=short(right.anchor), file=zh.file, due=short(left.anchor)),
            )


def _check_references(page: Page, lesson: str, spine: Spine, items: Mapping[str, int]) -> None:
    _ = page.source.tr
    points = spine.lessons.get(lesson)
    if points is None:
        message = _("the folder '{lesson}' is not a lesson of the syllabus: {remedy}")
        remedy = nearest(lesson, spine.lessons, page.source.tr)
        page.source.fault(1, message.format(lesson=short(lesson), remedy=remedy))
        return
    anchors = {name for name, _line in page.anchors}
    for point in points:
        if point not in anchors:
            message = _("no section for point '{point}': write it, with <a id=\"{point}\"></a> under its heading")
            page.source.fault(1, message.format(point=point))
    for cell in page.cells:
        _check_quizzes(page, cell, points, items)


def _check_quizzes(page: Page, cell: Cell, points: list[str], items: Mapping[str, int]) -> None:
    _ = page.source.tr
    try:
        tree = ast.parse(re.sub(r"(?m)^[%!].*$", "", cell.code))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        page.source.fault(cell.line, _("this code cell is not valid Python: correct it"))
        return
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "quiz":
            line = cell.line + call.lineno
            message = _quiz_fault(_arguments(call), points, items, page.source.tr)
            if message:
                page.source.fault(line, message)


def _arguments(call: ast.Call) -> dict[str, Any]:
    """Return the arguments of the call that are written out."""
    return {word.arg: word.value.value for word in call.keywords if word.arg and isinstance(word.value, ast.Constant)}


def _quiz_fault(
    given: Mapping[str, Any],
    points: list[str],
    items: Mapping[str, int],
    tr: Translate,
) -> str | None:
    _ = tr
    point = given.get("point")
    if point is not None and point not in points:
        message = _("quiz: '{point}' is not a point of this lesson: {remedy}")
        return message.format(point=short(point), remedy=nearest(str(point), points, tr))
    have = items.get(point, 0) if point else sum(items.get(name, 0) for name in points)
    if not have:
        message = _("quiz: there are no items for {points}: write them in quizzes/items")
        return message.format(points=point or listing(points, tr))
    wanted = given.get("items")
    if isinstance(wanted, int) and wanted > have:
        message = _("quiz: {wanted} items are asked for, there are {have}: ask for fewer or write more")
        return message.format(wanted=wanted, have=have)
    return None
