"""Flashcards: made from the glossary's terms and from the summaries of lessons and cases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from fuwu.content.faults import Source, Translate, short
from fuwu.content.markdown import block, inline
from fuwu.content.syllabus import entries, words
from fuwu.content.yamlio import read_yaml
from fuwu.model import LANGS

#: What makes no card: words that everybody in the trade knows, and what is not examined.
OMITTED = "content/cards.yaml"

_SUMMARY = re.compile(r"""<a id=["']summary["']></a>""")
_NEXT = re.compile(r"^#|^```|<a id=")
# A label: bold and a colon, at the beginning or after the end of a sentence; a bracket may stand between.
# Other bold text is content.
_LABEL = re.compile(r"(?:^|(?<=[。.])\s*)\*\*([^*]+)\*\*(\uff08[^\uff09]*\uff09| \([^)]*\)|)(?:\uff1a|:\s*)")
# The second and later of numbered parts: each on a line of its own.
_NUMBERED = re.compile(r"\s*(?=[②-⑨] ?)")


@dataclass(frozen=True, slots=True)
class Bullet:
    """A line of a summary: its labels (a line may have several) and all of its text."""

    line: int
    labels: tuple[str, ...]
    text: str

    @property
    def name(self) -> str:
        """Its labels as one."""
        return "|".join(self.labels)

    @property
    def answer(self) -> str:
        """What the back of the card says: the line, without its label if that is the only one."""
        return _LABEL.sub("", self.text) if len(self.labels) == 1 else self.text


def bullets(page: str) -> list[Bullet]:
    """Return the lines of the summary section of a page, labelled or not; none if it has no such section."""
    found: list[tuple[int, str]] = []
    inside = False
    for number, line in enumerate(page.split("\n"), 1):
        inside = bool(_SUMMARY.search(line)) or (inside and not _NEXT.search(line))
        if inside and line.startswith("- "):
            found.append((number, line[2:].strip()))
        elif inside and found and line.startswith("  "):
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
    return [Bullet(number, tuple(bold + more for bold, more in _LABEL.findall(text)), text) for number, text in found]


def check_summary(zh: Source, en: Source) -> None:
    """Report where the summaries of a lesson's two pages do not make the same cards."""
    if not (isinstance(zh.value, str) and isinstance(en.value, str)):
        return
    ours, theirs = bullets(zh.value), bullets(en.value)
    _check_labels(zh, ours)
    _check_labels(en, theirs)
    _check_number(zh, en, ours, theirs)
    _check_number(en, zh, theirs, ours)
    for left, right in zip(ours, theirs, strict=False):
        if left.labels and right.labels and len(left.labels) != len(right.labels):
            _ = en.tr
            message = _("{count} labels in this line of the summary, {due} in {place}: make them the same")
            place = f"{_file(zh)}:{left.line}"
            en.fault(right.line, message.format(count=len(right.labels), due=len(left.labels), place=place))


def _check_labels(source: Source, lines: list[Bullet]) -> None:
    _ = source.tr
    seen: dict[str, int] = {}
    for bullet in lines:
        if not bullet.labels:
            source.fault(bullet.line, _("each line of the summary becomes a flashcard: begin it with **label**:"))
        elif bullet.name in seen:
            message = _("the summary's line {line} begins with '{label}' too: give each line its own label")
            source.fault(bullet.line, message.format(line=seen[bullet.name], label=short(bullet.labels[0])))
        seen.setdefault(bullet.name, bullet.line)


def _check_number(source: Source, other: Source, own: list[Bullet], theirs: list[Bullet]) -> None:
    """Report the lines that the other page's summary has at its end and this one has not."""
    _ = source.tr
    for extra in theirs[len(own) :]:
        message = _("the summary has no line for that of {place}: write it here too, in the same order")
        message = message.format(place=f"{_file(other)}:{extra.line}")
        source.fault(own[-1].line if own else 1, message)


def _file(source: Source) -> str:
    return source.name.rpartition("/")[2]


def read_omitted(root: Path, tr: Translate) -> Source:
    """Return the list of what makes no card; a project need not have one."""
    path = root / OMITTED
    return read_yaml(OMITTED, path, tr) if path.exists() else Source(OMITTED, tr)


def check_omitted(source: Source, glossary: Source, pages: Iterable[list[Source]]) -> None:
    """Report what the list of omitted cards names that is not there."""
    _ = source.tr
    if source.value is None:
        return
    if not isinstance(source.value, dict) or not source.value.keys() <= {"terms", "lines"}:
        source.fault(
            1, _("write the lists 'terms' (ids of the glossary) and 'lines' (Chinese labels of summaries) here")
        )
        return
    known: dict[str, set[str]] = {
        "terms": {str(term.get("id")) for _at, term in entries(glossary.value, "terms")},
        "lines": {bullet.name for zh, _en in pages if isinstance(zh.value, str) for bullet in bullets(zh.value)},
    }
    for name, there in known.items():
        seen: set[str] = set()
        for number, value in words(source.value.get(name)):
            if value not in there or value in seen:
                message = _("there is no card for '{value}' to leave out: remove or correct it")
                source.fault((name, number), message.format(value=short(value)))
            seen.add(value)


def cards(
    syllabus: Any, glossary: Any, pages: Mapping[str, list[Source]], *, omitted: Any = None
) -> list[dict[str, Any]]:
    """Return all cards as compiled: lesson by lesson in the order of the syllabus, its terms, then its summary.

    `omitted` holds the lists of terms and lines that make no card.
    """
    terms, lines = ({value for _at, value in words((omitted or {}).get(name))} for name in ("terms", "lines"))
    of_lesson: dict[str, list[dict[str, Any]]] = {}
    for _at, term in entries(glossary, "terms"):
        if term["id"] not in terms:
            of_lesson.setdefault(term["lesson"], []).append(_term_card(term))
    for _at, module in entries(syllabus, "modules"):
        for _way, lesson in entries(module, "lessons"):
            own = of_lesson.setdefault(lesson["id"], [])
            if lesson["id"] in pages:
                zh, en = (bullets(page.value) for page in pages[lesson["id"]])
                pairs = zip(zh, en, strict=True)
                own += [_summary_card(lesson, left, right) for left, right in pairs if left.name not in lines]
    order = [
        lesson["id"] for _at, module in entries(syllabus, "modules") for _way, lesson in entries(module, "lessons")
    ]
    return [card for lesson in order for card in of_lesson[lesson]]


def _term_card(term: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": f"term:{term['id']}",
        "kind": "term",
        "lesson": term["lesson"],
        "point": term.get("point"),
        "front": _term(term),
        "back": {lang: _definition(term, lang) for lang in LANGS},
    }


def _term(term: Mapping[str, Any]) -> dict[str, str]:
    """Return the term; in English with the Chinese word, in which the exam asks for it."""
    zh, en = (escape(term[lang].strip(), quote=False) for lang in LANGS)
    return {"zh": f"<strong>{zh}</strong>", "en": f"<strong>{en}</strong> ({zh})"}


def _definition(term: Mapping[str, Any], lang: str) -> str:
    note = term.get("note")
    return block(term["definition"][lang]) + (block(note[lang]) if note else "")


def _summary_card(lesson: Mapping[str, Any], zh: Bullet, en: Bullet) -> dict[str, Any]:
    """Return the card of a line of a summary: its labels in front, what they stand for on the back.

    The id is made from the lesson and the Chinese labels: reviews stay with the card when its place or its back
    change; another label is another question, and another card.
    """
    digest = sha256(zh.name.encode()).hexdigest()[:8]
    return {
        "id": f"summary:{lesson['id']}:{digest}",
        "kind": "summary",
        "lesson": lesson["id"],
        "point": None,
        "front": {"zh": _question(lesson["zh"], zh), "en": _question(lesson["en"], en)},
        "back": {"zh": _answer(zh), "en": _answer(en)},
    }


def _question(title: str, bullet: Bullet) -> str:
    labels = " / ".join(f"<strong>{inline(label)}</strong>" for label in bullet.labels)
    return f"{escape(title.strip(), quote=False)} · {labels}"


def _answer(bullet: Bullet) -> str:
    text = bullet.answer[:1].upper() + bullet.answer[1:]
    return "<br>".join(inline(part) for part in _NUMBERED.split(text) if part.strip())
