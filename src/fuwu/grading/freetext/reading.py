"""Read an answer as an examiner does: forms of the same character, number or mark are one.

A `Reading` is the answer in one form, with the way back: each of its characters knows where it stands in what
the learner wrote.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

#: Marks that end a sentence, end a clause, and separate the parts of a list.
SENTENCE, CLAUSE, LIST = "。!?\n", ",;:", "、"
_HAN = r"\u4e00-\u9fff"
_MARKS = {"，": ",", "．": ".", "｡": "。", "､": "、", "︰": ":", "…": "", "·": "", "•": "、", "●": "、"}
_DROPPED = "\"'“”‘’「」『』《》〈〉<>【】[]()（）*_#` \u200b\ufeff"

_NUMBERED = re.compile(r"[\d０-９]{1,2}[.．、)）][^\d]")
_OPENING = '"“‘([（'
_BRACKETS = "()（）"
_DIGITS = "零〇一二两三四五六七八九十百千万"
_UNITS = "条户个天次月年家分元点类种项步级档位人层成小倍包件岁米张份周页章方面季时日名瓶把台套盒号段轮"
_PERCENT = re.compile(rf"百分之([{_DIGITS}点\d.]+)")
_NUMBER = re.compile(
    rf"第[{_DIGITS}]+|[{_DIGITS}]+点[{_DIGITS}]+|[{_DIGITS}]*[十百千万][{_DIGITS}]*|[{_DIGITS}]+(?=[{_UNITS}])"
)
_RANGE = re.compile(r"(\d)(%?)(?:[-‐-―~〜−]|到|至)+(\d[\d.]*%?)")
#: Words with a numeral in them that count nothing.
_NO_NUMBER = re.compile(
    "一定|一般|一些|一起|一直|一样|一下|一旦|一边|一面|一律|一概|一味|一致|一方面|一点|一切|一并|一时|一贯|统一|唯一|万一|"
    "千万|十分|一一|百般|千方百计|一再|一番|一概|一如既往|一视同仁|一五一十|第一时间|进一步|三番五次|七嘴八舌|乱七八糟"
)


@dataclass(frozen=True)
class Reading:
    """An answer in one form.

    `text` is the form; `places[i]` is where its i-th character stands in the learner's text.
    """

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the learner's text of the part from `start` to `end`."""
        return self.places[start], self.places[end - 1] + 1

    @cached_property
    def sentences(self) -> list[int]:
        """Where sentences begin."""
        return _starts(self.text, SENTENCE)

    @cached_property
    def clauses(self) -> list[int]:
        """Where clauses begin."""
        return _starts(self.text, SENTENCE + CLAUSE)

    @cached_property
    def pairs(self) -> list[frozenset[str]]:
        """The runs of two characters of each sentence, marks left out."""
        return [frozenset(pairs_of(self.text[start:end])) for start, end in pairwise([*self.sentences, len(self.text)])]

    @cached_property
    def sound(self) -> str:
        """The text with each Chinese character replaced by a sign for its sound."""
        return self.text.translate(_sounds())

    @cached_property
    def characters(self) -> frozenset[str]:
        """The characters of the text."""
        return frozenset(self.text)

    @cached_property
    def sounds(self) -> frozenset[str]:
        """The sounds of the text."""
        return frozenset(self.sound)

    def bounds(self, starts: list[int], at: int) -> tuple[int, int]:
        """Return the begin and the end of the sentence or clause around `at`."""
        number = bisect_right(starts, at) - 1
        return starts[number], starts[number + 1] if number + 1 < len(starts) else len(self.text)


def read(text: str) -> Reading:
    """Return the reading of `text`.

    Full-width, half-width and traditional characters, upper and lower case, Chinese and Arabic numerals, per
    cents and ranges become one form; quotes, brackets and white space within a line are dropped, white space
    between Chinese words counts as a list's comma.

    Examples
    --------
    >>> read("收取百分之五至百分之十的罰款").text == read("收取5%—10%的罚款").text
    True
    >>> read("８ 条").text, read("八条").text, read("一定").text
    ('8条', '8条', '一定')
    """
    chars: list[str] = []
    places: list[int] = []
    plain = text.translate(_simpler())
    for i, char in enumerate(plain):
        if _is_han(char):
            chars.append(char)
            places.append(i)
            continue
        for part in char if char.isascii() or _is_han(char) or char in "。、" else unicodedata.normalize("NFKC", char):
            kept = _kept(part, chars, plain, i)
            chars += kept
            places += [i] * len(kept)
    return _rewrite(_rewrite(_rewrite(Reading("".join(chars), tuple(places)), _PERCENT), _NUMBER), _RANGE)


def pairs_of(text: str) -> set[str]:
    """Return the runs of two characters of `text`, marks left out."""
    plain = [char for char in text if char.isalnum()]
    return {first + second for first, second in pairwise(plain)}


def sounds_of(text: str) -> str:
    """Return `text`, already read, by its sounds."""
    return text.translate(_sounds())


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _is_latin(char: str) -> bool:
    return char.isascii() and char != "\n"


def _kept(char: str, before: list[str], text: str, i: int) -> str:
    """Return the character as it is read; nothing if it is dropped."""
    char = _MARKS.get(char, char)
    if char in "'’" and before and _is_letter(before[-1]) and _is_letter(text[i + 1 : i + 2]):
        return "'"
    if char == "—" and before and not (before[-1].isdigit() or before[-1] == "%"):
        return ","
    if char in _BRACKETS and before and before[-1].isdigit() and text[i + 1 : i + 2].isdigit():
        return "-"
    if char in _OPENING and before and _is_letter(before[-1]) and text[i - 1] == " ":
        return " "
    if char in " \t\u3000" and before and _is_han(before[-1]) and i + 1 < len(text) and _is_han(text[i + 1]):
        return "、"
    if char in " \t" and before and _NUMBERED.match(text, i + 1):
        return "、"
    if char in " \t" and before and _is_latin(before[-1]) and i + 1 < len(text) and _is_latin(text[i + 1]):
        return " "
    return "" if char in _DROPPED or char in "\t\r\u3000" else char.casefold()


def _starts(text: str, marks: str) -> list[int]:
    stops = (i for i, char in enumerate(text) if char in marks or (char == "." and text[i + 1 : i + 2] == " "))
    return [0, *(i + 1 for i in stops if i + 1 < len(text))]


def _rewrite(reading: Reading, pattern: re.Pattern[str]) -> Reading:
    """Return the reading with what `pattern` finds in Arabic figures; each figure stands where the numeral began."""
    skipped = [found.span() for found in _NO_NUMBER.finditer(reading.text)] if pattern is _NUMBER else []
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for found in pattern.finditer(reading.text):
        start, end = found.span()
        if any(a < end and start < b for a, b in skipped) or (value := _figures(found)) is None:
            continue
        pieces += [reading.text[at:start], value]
        step = (end - start - 1) / max(1, len(value) - 1)
        spread = [reading.places[start + round(k * step)] for k in range(len(value))]
        places += [*reading.places[at:start], *spread]
        at = end
    if not pieces:
        return reading
    return Reading("".join([*pieces, reading.text[at:]]), (*places, *reading.places[at:]))


def _figures(found: re.Match[str]) -> str | None:
    if found.re is _RANGE:
        first, percent, last = found.groups()
        return f"{first}-{last}" if percent == "" or last.endswith("%") else f"{first}%-{last}"
    numeral = found.group(1) if found.re is _PERCENT else found.group()
    value = _value(numeral.removeprefix("第"))
    if value is None:
        return None
    return f"{value}%" if found.re is _PERCENT else ("第" if numeral.startswith("第") else "") + value


def _value(numeral: str) -> str | None:
    """Return a Chinese numeral in Arabic figures."""
    if re.fullmatch(r"[\d.]+", numeral):
        return numeral
    whole, point, part = numeral.partition("点")
    number = _whole(whole)
    if number is None or (point and not all(char in _FIGURE for char in part)):
        return None
    return str(number) + ("." + "".join(str(_FIGURE[char]) for char in part) if point else "")


_FIGURE = {char: number for number, chars in enumerate(("零〇", "一", "二两", *"三四五六七八九")) for char in chars}
_POWER = {"十": 10, "百": 100, "千": 1000}


def _whole(numeral: str) -> int | None:
    if numeral and all(char in _FIGURE for char in numeral):
        return int("".join(str(_FIGURE[char]) for char in numeral))
    total = part = digit = 0
    for char in numeral:
        if char in _FIGURE:
            digit = _FIGURE[char]
        elif char in _POWER:
            part += (digit or 1) * _POWER[char]
            digit = 0
        elif char == "万" and part + digit:
            total, part, digit = (part + digit) * 10_000, 0, 0
        else:
            return None
    return total + part + digit if numeral else None


@cache
def _simpler() -> dict[int, str]:
    from fuwu.grading.freetext.characters import SIMPLIFIED, TRADITIONAL

    #: Ways to write one word that no examiner marks down.
    variants = {"帐": "账", "纪": "记", "作": "做", "象": "像", "覆": "复"}
    return {ord(a): b for a, b in zip(TRADITIONAL, SIMPLIFIED, strict=True)} | {ord(a): b for a, b in variants.items()}


@cache
def _sounds() -> dict[int, str]:
    from fuwu.grading.freetext.characters import SOUNDS

    lines = SOUNDS.split()
    return {ord(char): chr(0xE000 + number) for number, chars in enumerate(lines) for char in chars}
