"""The evidence of key points as authors write it: wordings separated by "|", and names of sets of wordings.

``<道歉>`` in a wording stands for each wording of that set in content/wordings.yaml, or for a glossary term and
its synonyms. A leading "!" means that the wording must be denied; "…" stands for a few words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from fuwu.content.faults import Source, Steps, short
from fuwu.content.messages import nearest
from fuwu.content.syllabus import entries, words

WORDINGS = "content/wordings.yaml"
LANGS = ("zh", "en")
#: More wordings than this for one part say that a set was nested by mistake, and would be slow.
MOST = 800
_NAME = re.compile(r"<([^<>]*)>")

#: By name, the wordings of a set in each language.
Lexicon = Mapping[str, Mapping[str, list[str]]]


def lexicon(glossary: Source, wordings: Source) -> Lexicon:
    """Return the sets of wordings: those of content/wordings.yaml, then the terms of the glossary."""
    made: dict[str, dict[str, list[str]]] = {}
    for _at, term in entries(glossary.value, "terms"):
        synonyms = term.get("synonyms")
        listed = synonyms if isinstance(synonyms, dict) else {}
        made[str(term.get("zh"))] = {
            lang: [str(term.get(lang)), *(word for _n, word in words(listed.get(lang)))] for lang in LANGS
        }
    for _at, entry in entries(wordings.value, "sets"):
        made[str(entry.get("name"))] = {lang: [word for _n, word in words(entry.get(lang))] for lang in LANGS}
    return made


def expand(line: str, lang: str, known: Lexicon) -> list[str]:
    """Return the wordings of a line, each name replaced by every wording it stands for.

    Raises
    ------
    KeyError
        If a name is not known.

    Examples
    --------
    >>> expand("<道歉> | !争辩", "zh", {"道歉": {"zh": ["道歉", "赔不是"], "en": []}})
    ['道歉', '赔不是', '!争辩']
    """
    made: list[str] = []
    for wording in filter(None, map(str.strip, line.split("|"))):
        parts = _NAME.split(wording)
        options = [known[part][lang] if n % 2 else [part] for n, part in enumerate(parts)]
        made += ["".join(choice) for choice in itertools.product(*options)]
    return list(dict.fromkeys(made))


def compiled(evidence: Mapping[str, Any], known: Lexicon) -> dict[str, Any]:
    """Return the evidence of a key point as the workbook reads it."""
    return {
        lang: {
            "needs": [expand(line, lang, known) for line in part["needs"]],
            "rejects": expand(part.get("rejects") or "", lang, known),
            "at_least": part.get("at_least", 0),
            "ordered": part.get("ordered", False),
        }
        for lang, part in evidence.items()
    }


def check_evidence(source: Source, at: Steps, item: Mapping[str, Any], known: Lexicon) -> None:
    """Report what cannot be looked for in the evidence of the item's key points."""
    _ = source.tr
    for way, point in entries(item, "key_points"):
        evidence = point.get("evidence")
        by_lang = evidence if isinstance(evidence, dict) else {}
        for lang in LANGS:
            part = by_lang.get(lang)
            if isinstance(part, dict):
                for step, message in _part(part, lang, known, source):
                    source.fault((*at, *way, "evidence", lang, *step), message)


def _part(part: Mapping[str, Any], lang: str, known: Lexicon, source: Source) -> Iterator[tuple[Steps, str]]:
    _ = source.tr
    lines: list[tuple[Steps, str]] = [(("needs", n), line) for n, line in words(part.get("needs"))]
    rejects = part.get("rejects")
    for step, line in [*lines, *([(("rejects",), rejects)] if isinstance(rejects, str) else [])]:
        for name in _NAME.findall(line):
            if name not in known or not known[name][lang]:
                message = _("<{name}> is no set of {path} and no term of the glossary: {remedy}")
                remedy = nearest(name, [key for key in known if known[key][lang]], source.tr)
                yield step, message.format(name=short(name), path=WORDINGS, remedy=remedy)
        if all(name in known for name in _NAME.findall(line)):
            yield from ((step, message) for message in _wordings(line, lang, known, source))
    wanted = part.get("at_least", 0)
    if isinstance(wanted, int) and wanted > len(lines):
        message = _("at_least is {wanted} but there are {count} parts: lower it or add parts")
        yield ("at_least",), message.format(wanted=wanted, count=len(lines))


def _wordings(line: str, lang: str, known: Lexicon, source: Source) -> Iterator[str]:
    _ = source.tr
    made = expand(line, lang, known)
    if not made:
        yield _("there is no wording here: write some, separated by |")
    if len(made) > MOST:
        message = _("these are {count} wordings, at most {most} can be searched quickly: use fewer sets in one wording")
        yield message.format(count=len(made), most=MOST)
    for wording in made:
        plain = wording.removeprefix("!").replace("…", "")
        if len(plain.strip()) < 2:  # noqa: PLR2004 - one character is in too many words
            yield _("the wording '{value}' is too short to be looked for: write at least two characters").format(
                value=short(wording)
            )
