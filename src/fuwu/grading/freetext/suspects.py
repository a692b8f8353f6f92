"""Parts of an answer that show no knowledge: strings of keywords, and the question copied."""

from __future__ import annotations

import re
from functools import cache

from fuwu.grading.freetext.reading import Reading, read
from fuwu.grading.freetext.wording import grams, share

#: A keyword is at most this long; this many in a row are a list of them.
BARE, IN_A_ROW = 7, 4
#: So much of a sentence stands in the question when it is copied, and shorter ones are not looked at.
COPIED, COPIED_MIN = 0.75, 12
_GRAM = 5
_PART = re.compile(r"[^、,;:。!?\n/|+&]+")
#: Words that make a phrase a statement: who, how, to whom, with what effect.
_SAYS = re.compile(
    "的|了|着|地|得|把|被|对|向|跟|和他|给|让|使|请|先|再|并|就|才|要|应|会|能|可以|不|没|因|为|所以|通过|从而|以便|按|由|在|到|去|来|他|她|我|你|"
    r"客户|老|小|公司|\d"
)
_EN_SAYS = re.compile(
    r"\b(?:the|a|an|to|he|she|they|him|her|them|is|was|be|by|so|and|of|for|with|that|his|their|it|you|i)\b"
)
#: An English keyword has at most so many words.
BARE_WORDS = 3


def lists(reading: Reading) -> list[tuple[int, int]]:
    """Return the parts of the reading that are keywords in a row, not statements."""
    found: list[tuple[int, int]] = []
    run: list[tuple[int, int]] = []
    for part in _PART.finditer(reading.text):
        if _bare(part.group()):
            run.append(part.span())
        else:
            found += _long(run)
            run = []
    return found + _long(run)


def _bare(part: str) -> bool:
    words = part.strip()
    words = re.sub(r"^第?\d+[.)]?", "", words)
    if words.isascii():
        return 0 < len(words.split()) <= BARE_WORDS and not _EN_SAYS.search(words)
    return 0 < len(words) <= BARE and not _SAYS.search(words)


def _long(run: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(run[0][0], run[-1][1])] if len(run) >= IN_A_ROW else []


def copies(reading: Reading, stem: str) -> list[tuple[int, int]]:
    """Return the sentences of the reading that are the question's own words."""
    asked = _asked(stem)
    found = []
    for number, start in enumerate(reading.sentences):
        end = reading.sentences[number + 1] if number + 1 < len(reading.sentences) else len(reading.text)
        if end - start >= COPIED_MIN and share(grams(reading.text[start:end], _GRAM), asked) >= COPIED:
            found.append((start, end))
    return found


@cache
def _asked(stem: str) -> frozenset[str]:
    return frozenset(grams(read(re.sub(r"<[^>]*>", "", stem)).text, _GRAM))
