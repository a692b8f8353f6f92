"""Words and runs of characters: what two texts have in common, in Chinese without a dictionary."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import pairwise

# Markdown, and the brackets to be filled in, are not words.
_BLANKS = re.compile(r"\{\d+\}")
_MARKUP = re.compile(r"\*\*|`|\\|^\s*(?:[-*]|\d+\.)\s+|^\s*\|[-:| ]+\|\s*$", re.MULTILINE)
BLANK = re.compile(r"[（(]\s*[）)]|_{2,}")
HAN = "\u4e00-\u9fff"
_RUN = re.compile(rf"[{HAN}]+")
_WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*|\d+(?:[.,]\d+)*%?", re.IGNORECASE)
_ANY = re.compile(rf"[{HAN}]|[a-z]+(?:['’-][a-z]+)*|\d+(?:[.,]\d+)*%?", re.IGNORECASE)

#: Characters that join words and mean little alone: a pair of characters with one of them tells nothing.
PARTICLES = frozenset(
    "的了着过和与及或在是有为以把被将从向让就都也还又再才只不没未很更最太这那其此它他她们我你您一二三四五六七八九十两几"
    "个些各每该某要会而且但则因于之等吗呢吧啊"
)
_PAIRS = """
可以 可能 能够 应当 应该 下列 下面 以下 上述 什么 哪些 哪项 哪种 哪个 怎样 如何 正确 错误 恰当 合理 属于 包括 符合
进行 时候 之间 其中 各项 选项 说法 做法 理解 情况 方面 问题 关于 对于 按照 根据 材料 案例 使用 得到 提到 看到 做到
所说 认为 表示 说明 先后 然后 以后 以前
"""
#: Pairs that are words, and say nothing of the subject.
PAIRS = frozenset(_PAIRS.split())
#: Words of English that carry no content.
_STOP = """
a an the of to in on at by for from with and or but nor so as is are was were be been being do does did has have had
will would shall should can could may might must not no it its this that these those he his she her they their them we
our us you your i my who whom whose which what when where why how than then there here if into out up down over under
after before about between during more most less least very too also only just all any each every one two three four
five six seven eight nine ten some such other another own same both either while because until through per off again
once whether upon says say said
"""
STOP = frozenset(_STOP.split())
_ENDINGS = re.compile(r"(?<=[a-z]{4})(?:ings?|ie[sd]|ers?|ed|es|s)$")


def plain(text: str, *, keep_blanks: bool = False) -> str:
    """Return the text without Markdown, and without the marks of blanks."""
    text = _MARKUP.sub("", text)
    return text if keep_blanks else _BLANKS.sub("", text).strip()


def weight(text: str, lang: str) -> int:
    """Return how long a reader finds the text: characters, without spaces and punctuation in Chinese."""
    return len(_ANY.findall(text)) if lang == "zh" else len(text)


@lru_cache(maxsize=16_384)
def content(text: str, lang: str) -> frozenset[str]:
    """Return the content of the text: words in English, pairs of characters (and Latin words) in Chinese.

    >>> sorted(content("the owner's orders and ordering", "en"))
    ['order', 'owner']
    >>> sorted(content("零售户的订货", "zh"))
    ['售户', '订货', '零售']
    """
    words = {word.removesuffix("'s").removesuffix("’s") for word in _WORD.findall(text.lower())} - STOP
    found = {_ENDINGS.sub("", word) for word in words if len(word) > 1}
    if lang == "zh":
        for run in _RUN.findall(text):
            found.update(one + two for one, two in pairwise(run) if one not in PARTICLES and two not in PARTICLES)
        found -= PAIRS
    return frozenset(found)


def spelled(text: str, words: AbstractSet[str], lang: str) -> list[str]:
    """Return which words (or pairs) of the text have their content among `words`, as they are written there."""
    if lang == "zh":
        return sorted((word for word in words if word in text.lower()), key=text.lower().index)
    return [word for word in _WORD.findall(text) if content(word, lang) & words]


def runs(text: str, length: int) -> set[str]:
    """Return all runs of so many characters; of words, if the text has spaces."""
    units = text.split() if " " in text else text
    gap = " " if " " in text else ""
    return {gap.join(units[n : n + length]) for n in range(len(units) - length + 1)}
