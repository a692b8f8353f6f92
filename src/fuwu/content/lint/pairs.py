"""Options that repeat, contain or deny each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from fuwu.content.lint.entry import Side
from fuwu.content.lint.rule import CHOICE, HDR, MBE, N_, NBME, Hits, rule

_GAPS = re.compile(r"[\s，。、；：,.;:!?“”\"'‘’（）()]+")
_NOT = {
    "zh": re.compile(r"并不|不会|不能|不再|没有|不|没|未|非|无|别"),
    "en": re.compile(
        r"\b(does not|do not|did not|is not|are not|not|no|never|without|cannot|can't|don't|doesn't|isn't|n't)\b"
    ),
}
_ASSENT = {
    "zh": re.compile(r"会|能|有|要|是"),
    "en": re.compile(r"\b(does|do|did|is|are|can|with|have|has|a|an|the|to)\b"),
}
_OPPOSITES = {
    "zh": (
        "提高|降低",
        "增加|减少",
        "上升|下降",
        "同意|反对",
        "扩大|缩小",
        "有利|不利",
        "高于|低于",
        "大于|小于",
        "多于|少于",
        "符合|违反",
        "合法|违法",
        "加快|减慢",
        "先|后",
        "真|假",
    ),
    "en": (
        "increase|decrease",
        "rise|fall",
        "raise|lower",
        "higher|lower",
        "more|less",
        "more|fewer",
        "before|after",
        "lawful|unlawful",
        "legal|illegal",
        "above|below",
        "genuine|fake",
    ),
}


@rule(
    "near-duplicate",
    title=N_("two options say nearly the same"),
    mend=N_("make them differ in what matters, or drop one of them"),
    reference=f"{HDR} 22; {MBE} I.D.2",
    on=CHOICE,
)
def near_duplicate(side: Side) -> Hits:
    """If two mean the same, a single choice can have neither for its key."""
    bare = [_bare(text, side.lang) for text in side.options]
    for one, other in combinations(range(len(bare)), 2):
        if bare[one] and bare[one] == bare[other]:
            yield ("options", other), side.say(one, other)


@lru_cache(maxsize=8192)
def _bare(text: str, lang: str) -> str:
    """Return the text without the words that carry nothing; numbers and denials carry much."""
    text = _GAPS.sub(" ", text.lower())
    if lang == "zh":
        return "".join(sign for sign in text if sign not in "的了着地得就都也还又再 ")
    return " ".join(word for word in text.split() if word not in {"the", "a", "an", "that", "s"})


@rule(
    "option-contains-option",
    title=N_("one option contains another"),
    mend=N_("let each option stand for itself"),
    reference=f"{HDR} 22; {NBME}",
    on=("single",),
)
def option_contains_option(side: Side) -> Hits:
    """If the shorter is right the longer cannot be wholly wrong."""
    parts = [[part for part in re.split(r"[、，；,;]|\band\b|和|与|及", text) if _key(part)] for text in side.options]
    if all(len(own) == 1 for own in parts):
        return
    sets = [Counter(map(_key, own)) for own in parts]
    for one, other in combinations(range(len(sets)), 2):
        small, large = sorted((one, other), key=lambda n: sets[n].total())
        if sets[small] < sets[large] and sum(map(len, sets[small])) > 1 and not _only(side.options[small]):
            yield ("options", large), side.say(small, large)


def _key(part: str) -> str:
    return _GAPS.sub("", part.lower())


def _only(text: str) -> bool:
    """Return whether the option itself says that there is no more."""
    return bool(re.search(r"只|仅|\bonly\b|\bjust\b|\balone\b", text, re.IGNORECASE))


@rule(
    "opposite-pair",
    title=N_("just two options are opposites, and one of them is the key"),
    mend=N_("make a second pair of opposites, or say one of them otherwise"),
    reference=f"{HDR} 28e; {MBE} I.D.3, II.B.1f",
    on=("single",),
)
def opposite_pair(side: Side) -> Hits:
    """Of a statement and its denial one is right, so the other options need not be read."""
    pairs = list(_opposites(side))
    if len(pairs) == 1 and side.entry.keys[0] in pairs[0]:
        yield ("options", pairs[0][1]), side.say(*pairs[0])


def _opposites(side: Side) -> Iterator[tuple[int, int]]:
    for one, other in combinations(range(len(side.options)), 2):
        if opposed(side.options[one].lower(), side.options[other].lower(), side.lang):
            yield one, other


def _bones(text: str, lang: str) -> str:
    """Return the text without denial, and without what grammar puts in its place."""
    text = _ASSENT[lang].sub("", _NOT[lang].sub("", text))
    return _GAPS.sub("", re.sub(r"s\b", "", text) if lang == "en" else text)


@lru_cache(maxsize=16_384)
def opposed(one: str, other: str, lang: str) -> bool:
    """Return whether one text denies the other, or says the opposite; both in small letters."""
    denied = _NOT[lang]
    counts = len(denied.findall(one)), len(denied.findall(other))
    if counts[0] != counts[1] and abs(counts[0] - counts[1]) == 1:
        left, right = (_bones(text, lang) for text in (one, other))
        if left == right and len(left) > 1:
            return True
    for pair in _OPPOSITES[lang]:
        up, down = pair.split("|")
        if (up in one and one.replace(up, down) == other) or (down in one and one.replace(down, up) == other):
            return True
    return False
