"""Parts of an answer that show no knowledge: strings of keywords, and the question copied."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from fuwu.grading.freetext.reading import Reading, read
from fuwu.grading.freetext.wording import grams, share

#: A keyword is at most so long; so many in a row are a list of them.
BARE, IN_A_ROW = 9, 4
#: So many parts, most of them no statements and none ended by a full stop, are a list however long its words.
MANY, LOOSE = 6, 12
#: Words with nothing but white space between them are so long on average.
SHORT = 5
#: Between commas and stops a keyword is shorter: terse statements stand there too.
TERSE = 4
_LISTING = "、\n/|+&"
#: An answer of which so much stands in lists is one; in any other answer a list is only looked at when it is long.
MOSTLY, LONG = 0.6, 8
#: So much of a sentence stands in the question when it is copied, and shorter ones are not looked at.
COPIED, COPIED_MIN = 0.75, 12
_GRAM = 5
_PART = re.compile(r"[^、,;:。!?\n/|+&]+")
#: Words that make a phrase a statement: who, how, to whom, with what effect.
_SAYS = re.compile(
    r"\d|的|了|着|地|把|被|对|向|跟|和他|让|使|请他|再|并|就|才|要|应|会|可以|因为|所以|通过|从而|以便|他|她|我|你|们|是|有|这|那"
)
_EN_SAYS = re.compile(
    r"\b(?:the|a|an|to|he|she|they|him|her|them|is|was|be|by|so|and|of|for|with|that|his|their|it|you|i)\b"
)
#: An English keyword has at most so many words.
BARE_WORDS = 3


def lists(reading: Reading) -> list[tuple[int, int]]:
    """Return the parts of the reading that are keywords in a row, not statements."""
    text = reading.text
    parts = list(_PART.finditer(text))
    stops = sum(text.count(mark) for mark in "。;!?")
    bare = [part for part in parts if _bare(part.group(), LOOSE)]
    short = sum(part.end() - part.start() for part in parts) <= SHORT * len(parts)
    if len(parts) > MANY and short and not any(mark in text for mark in ",;:。!?"):
        return [(0, len(text))]
    if len(bare) >= max(MANY, MOSTLY * len(parts)) and stops * LONG <= len(parts):
        return [(0, len(text))]
    runs: list[list[tuple[int, int]]] = [[]]
    for part in parts:
        before, after = text[part.start() - 1 : part.start()], text[part.end() : part.end() + 1]
        listed = before in _LISTING and after in _LISTING
        if _bare(part.group(), BARE if listed else TERSE):
            runs[-1].append(part.span())
        elif runs[-1]:
            runs.append([])
    length = sum(run[-1][1] - run[0][0] for run in runs if len(run) >= IN_A_ROW)
    if length >= MOSTLY * len(text) and sum(map(len, runs)) > IN_A_ROW:
        return [(0, len(text))]
    return [(run[0][0], run[-1][1]) for run in runs if len(run) >= LONG]


def _bare(part: str, most: int) -> bool:
    words = re.sub(r"^第?\d+[.)]?", "", part.strip())
    if words.isascii():
        return 0 < len(words.split()) <= BARE_WORDS and not _EN_SAYS.search(words)
    return 0 < len(words) <= most and not _SAYS.search(words)


def copies(reading: Reading, asked: str) -> list[tuple[int, int]]:
    """Return the sentences of the reading that are the question's own words."""
    found = []
    for start, end in pairwise([*reading.sentences, len(reading.text)]):
        if end - start >= COPIED_MIN and share(grams(reading.text[start:end], _GRAM), _grams(asked)) >= COPIED:
            found.append((start, end))
    return found


@cache
def asked(stem: str) -> str:
    """Return the question as it is read."""
    return read(re.sub(r"<[^>]*>", "", stem)).text


@cache
def _grams(text: str) -> frozenset[str]:
    return frozenset(grams(text, _GRAM))
