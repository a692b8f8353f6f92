"""The form of the language: what grammar gives away, and punctuation of the right width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fuwu.content.faults import Steps
from fuwu.content.lint.entry import Side
from fuwu.content.lint.rule import CHOICE, HDR, MBE, N_, NBME, Hits, rule
from fuwu.content.lint.words import BLANK, HAN

# What a measure word goes with: endings of nouns. Words that go with nearly everything (个, 种, 类, 项) tell nothing.
_MEASURES = {
    "位": "员人者户理师长主商客",
    "名": "员人者户理师长主商客",
    "家": "店司户厂业铺场局行",
    "张": "表单纸证卡图票",
    "本": "书册账证簿",
    "台": "机车器",
    "辆": "车",
    "封": "信函",
    "场": "会训赛课",
    "篇": "文章稿",
    "句": "话语词",
    "支": "烟笔队",
}
_COUNTED = re.compile(r"[一两二三四五六七八九十几每这那各该\d]$")
# 每月（ ）次: only a number goes before a measure word.
_UNIT = re.compile(r"次|条|户|家|包|天|个|元|小时|分钟|年|月|%")
_NUMERAL = re.compile(r"[\d一二两三四五六七八九十百千]")
_ARTICLE = re.compile(r"\b(an?)\s+(?:[（(]\s*[）)]|_{2,})", re.IGNORECASE)
_MANY = {"are", "were", "these", "those", "several", "many"}
_VERB = re.compile(rf"\b(is|was|this|{'|'.join(sorted(_MANY))})\s+(?:[（(]\s*[）)]|_{{2,}})", re.IGNORECASE)
# Short enough to be one noun, with its adjectives.
_NOUN = re.compile(r"[a-z'-]+(?: [a-z'-]+){0,2}", re.IGNORECASE)
_PLURAL = re.compile(r"[^s]s$")
_VOWEL = re.compile(r"^[“\"]?(?:[aeio]|u(?!ni|s[ei]|til)|hour|honest|honou?r)", re.IGNORECASE)


@rule(
    "grammar-cue",
    title=N_("by its grammar only the key fits the gap"),
    mend=N_("word the stem so that every option can complete it"),
    reference=f"{HDR} 28c; {MBE} II.B.1h; {NBME}",
    on=CHOICE,
)
def grammar_cue(side: Side) -> Hits:
    """Articles, singular and plural in English; measure words before the gap in Chinese."""
    found = fitting(side.stem, side.options, side.lang)
    if found and {n for n, fits in enumerate(found[1]) if fits} == set(side.entry.keys):
        yield ("options",), f"{found[0]} → {side.say(*side.entry.keys)}"


def fitting(stem: str, options: Sequence[str], lang: str) -> tuple[str, list[bool]] | None:
    """Return what stands at the gap and which options it lets through, None where it tells nothing."""
    return _fitting_zh(stem, options) if lang == "zh" else _fitting_en(stem, options)


def _fitting_zh(stem: str, options: Sequence[str]) -> tuple[str, list[bool]] | None:
    gap = BLANK.search(stem)
    if not gap:
        return None
    before, after = stem[: gap.start()], stem[gap.end() :]
    measure = before[-1:]
    if measure in _MEASURES and _COUNTED.search(before[:-1]):
        return measure, [text.rstrip("。")[-1:] in _MEASURES[measure] for text in options]
    if unit := _UNIT.match(after):
        return f"（ ）{unit[0]}", [bool(_NUMERAL.match(text)) for text in options]
    return None


def _fitting_en(stem: str, options: Sequence[str]) -> tuple[str, list[bool]] | None:
    if match := _ARTICLE.search(stem):
        vowel = match[1].lower() == "an"
        return match[1], [bool(_VOWEL.match(text)) is vowel for text in options]
    if (match := _VERB.search(stem)) and all(_NOUN.fullmatch(text) for text in options):
        word = match[1].lower()
        return word, [bool(_PLURAL.search(text)) is (word in _MANY) for text in options]
    return None


_HALF = re.compile(
    rf"[{HAN}”’》）][,;:!?](?=[{HAN}“‘《（\s]|$)|[,;!?][{HAN}]"
    rf"|\([^()]*[{HAN}][^()]*\)|(?<=[{HAN}])\.(?=\s|$|[{HAN}])"
)
_FULL = re.compile(r"[，。；：？！（）、《》【】　]|[Ａ-Ｚａ-ｚ０-９]")


@rule(
    "punctuation-width",
    title=N_("punctuation of the other language's width"),
    mend=N_("write full-width marks in Chinese and half-width marks in English"),
    reference=f"{HDR} 12",
    severity="error",
)
def punctuation_width(side: Side) -> Hits:
    """Mixed widths look careless and break lines in the wrong place."""
    wrong = _HALF if side.lang == "zh" else _FULL
    for at, text in _texts(side):
        if match := wrong.search(text):
            start = max(match.start() - 4, 0)
            yield at, text[start : match.end() + 4].strip()


def _texts(side: Side) -> Iterator[tuple[Steps, str]]:
    """Yield the texts that the item is made of, as written, in this language."""
    for name in ("stem", "rationale", "note", "reference", "wrong"):
        if side.item.get(name):
            yield (name, side.lang), side.item[name][side.lang]
    for name in ("options", "left", "right", "steps", "key_points", "blanks", "errors"):
        for number, part in enumerate(side.item.get(name, ())):
            for field in ("text", "why"):
                if field in part:
                    yield (name, number, field, side.lang), part[field][side.lang]
