"""Markdown to safe HTML, and what authors write that would not come out as meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {
    "br",
    "code",
    "em",
    "li",
    "ol",
    "p",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
ATTRIBUTES = {"ol": {"start"}}

# Only a text with one of these can hold Markdown that goes wrong; rendering all of them takes seconds.
_SUSPECT = re.compile(r"\*\*|[<>\[`~#]|^ {4}|^[-=_*]{3}", re.MULTILINE)
# A text without any of these is its own HTML.
_MARKED = re.compile(r"[\\`*_\[\]<>&\n]")
# Bold without doubt: it begins and ends with a letter, a digit or a Chinese character.
_BOLD = re.compile(r"(?<![*\\])\*\*(?=[^\W_])[^*`\\\n<\[]*(?<=[^\W_])\*\*(?!\*)")
_GAP = re.compile(r"([（(])\s+([）)])")
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)")


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


@cache
def _marks() -> MarkdownIt:
    # Without text_join an escaped \*\* stays apart from a ** that failed to become bold.
    return MarkdownIt("commonmark").enable("table").disable("text_join")


@cache
def _blocks() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])


def block(text: str) -> str:
    """Return the HTML of a text that may have paragraphs, lists and tables."""
    return _unbroken(_clean(_markdown().render(text)))


def inline(text: str) -> str:
    """Return the HTML of a short text."""
    text = text.strip()
    return _unbroken(_clean(_markdown().renderInline(text)) if _MARKED.search(text) else text)


def _unbroken(html: str) -> str:
    """Keep the brackets of a gap to think of, as in 又称（ ）, on one line."""
    return _GAP.sub(lambda found: found[1] + "\u00a0\u00a0\u00a0\u00a0" + found[2], html)


def _clean(html: str) -> str:
    return nh3.clean(html.strip(), tags=TAGS, attributes=ATTRIBUTES, link_rel=None)


def tokens(text: str) -> list[Token]:
    """Return the Markdown tokens of a page; text is parsed further only where its bold may be broken.

    Parsing all of it takes half a second for our pages, and nothing else is asked of it.
    """
    env: dict[str, Any] = {}
    parsed = _blocks().parse(text, env)
    for token in parsed:
        if token.type == "inline" and _doubtful(token.content):
            token.children = _marks().parseInline(token.content, env)[0].children
    return parsed


def unbold(text: str) -> Iterator[int]:
    """Yield the lines (from 0) on which ``**`` shows as asterisks instead of making bold."""
    if _doubtful(text):
        yield from unbold_in(tokens(text))


def _doubtful(text: str) -> bool:
    return "**" in text and ("`" in text or "**" in _BOLD.sub("", text))


def unbold_in(parsed: list[Token]) -> Iterator[int]:
    """Yield the same for parsed Markdown."""
    for token in parsed:
        line = token.map[0] if token.map else 0
        plain = ""
        for child in token.children or ():
            plain = plain + child.content if child.type == "text" else ""
            if child.type in {"softbreak", "hardbreak"}:
                line += 1
            if "**" in plain:
                yield line
                break


def empty_heads(parsed: list[Token]) -> Iterator[int]:
    """Yield the line (from 0) of each table head with an empty cell."""
    line = 0
    for token, inside in pairwise(parsed):
        line = token.map[0] if token.map else line
        if token.type == "th_open" and not inside.content.strip():
            yield line


def lost_tags(text: str, *, short: bool) -> list[str]:
    """Return the HTML tags of a rendered text that its learners will not get."""
    if not _SUSPECT.search(text):
        return []
    html = _markdown().renderInline(text) if short else _markdown().render(text)
    return sorted({tag.lower() for tag in _TAG.findall(html)} - TAGS)
