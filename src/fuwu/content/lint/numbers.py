"""Numbers: in order, apart from each other, and in the unit that is asked for."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from fuwu.content.lint.entry import Side
from fuwu.content.lint.rule import CHOICE, HDR, N_, NBME, Hits, rule
from fuwu.content.lint.stems import question
from fuwu.content.lint.words import HAN, plain

_NUMBER = r"[-−–]?\d+(?:,\d{3})*(?:\.\d+)?"
_RANGE = re.compile(rf"^\D{{0,6}}?({_NUMBER})\s*(%?)\s*(?:[-–—~～至到]|to)\s*({_NUMBER})\s*(.*)$", re.IGNORECASE)
_ONE = re.compile(rf"^((?:about|约|第|pages? |[$¥￥])?)\s*({_NUMBER})\s*(.*)$", re.IGNORECASE)

#: What is longer than this after a number is a sentence, not a unit.
_UNIT = 16

Figure = tuple[float, float, str]


@lru_cache(maxsize=8192)
def figure(text: str) -> Figure | None:
    """Return the option's number or range, with its unit; None if it says anything else."""
    text = text.strip(" 。.")
    if match := _RANGE.match(text):
        low, high, unit = _value(match[1]), _value(match[3].lstrip("-–−")), match[2] + match[4]
        return (low, high, unit.strip()) if len(unit) <= _UNIT else None
    if match := _ONE.match(text):
        value, unit = _value(match[2]), match[3].strip()
        return (value, value, unit) if len(unit) <= _UNIT and not re.search(r"\d|[，,；;]", unit) else None
    return None


def _value(text: str) -> float:
    return float(text.replace(",", "").replace("−", "-").replace("–", "-"))


def _figures(side: Side) -> list[Figure] | None:
    found = [figure(text) for text in side.options]
    return [one for one in found if one] if all(found) else None


@rule(
    "numbers-unsorted",
    title=N_("the options are numbers and do not stand in order"),
    mend=N_("put them in ascending or descending order"),
    reference=f"{HDR} 21; {NBME}",
    on=CHOICE,
)
def numbers_unsorted(side: Side) -> Hits:
    """Let a reader who looks for a number find it where it stands in order."""
    figures = _figures(side)
    if figures and len({unit for _low, _high, unit in figures}) == 1:
        order = [(low, high) for low, high, _unit in figures]
        if order not in (sorted(order), sorted(order, reverse=True)):
            yield ("options",), "; ".join(side.options)


@rule(
    "numbers-overlap",
    title=N_("ranges of numbers among the options overlap"),
    mend=N_("let each range begin where the one before has ended"),
    reference=f"{HDR} 22; {NBME}",
    on=("single",),
)
def numbers_overlap(side: Side) -> Hits:
    """If two ranges hold the right number, two options are right."""
    figures = _figures(side)
    if not figures or len({unit for _low, _high, unit in figures}) > 1 or all(low == high for low, high, _u in figures):
        return
    spans = sorted((low, high) for low, high, _unit in figures)
    for (low, high), (begin, end) in pairwise(spans):
        # Ranges that only touch are read as "from … to less than …".
        if begin < high and (low, high) != (begin, end):
            yield ("options",), f"{low:g}–{high:g}, {begin:g}–{end:g}"


@rule(
    "option-units",
    title=N_("the options are numbers in different units"),
    mend=N_("give all of them in one unit"),
    reference=f"{HDR} 23; {NBME}",
    on=CHOICE,
)
def option_units(side: Side) -> Hits:
    """Units tell which option is of another kind."""
    figures = _figures(side)
    if figures:
        units = {re.sub(r"s$", "", unit.lower()) for _low, _high, unit in figures}
        if len(units) > 1 and all(units):
            yield ("options",), "; ".join(sorted(units))


_UNIT_ZH = (
    "个百分点|百分点|万元|元|角|分钟|分|小时|天|周|个月|月|年|次|条|包|箱|支|户|家|人|名|件|笔|项|种|个|倍|成|米|公里"
    "|千克|克|页|张|份|款|趟|辆|站"
)
_ASKED_ZH = re.compile(rf"(?:多少|几)(?:个)?({_UNIT_ZH})|(百分之[几多]|百分比|百分率|占比|比率|比重|[{HAN}]率)")
_UNIT_EN = (
    "yuan|fen|cartons?|packs?|packets?|boxes|cases|days?|hours?|minutes?|months?|weeks?|years?|times|visits?|calls?"
    "|points?|marks?|shops?|retailers?|customers?|households|people|persons|items?|kinds?|types?|pages?|kilometres"
    "|metres|copies"
)
_ASKED_EN = re.compile(
    rf"how many (?:[a-z-]+ ){{0,2}}?({_UNIT_EN})\b"
    r"|(what (?:percentage|per cent|percent|share|proportion|rate)|at what rate)|\bin (yuan|cartons|packs)\b",
    re.IGNORECASE,
)


@rule(
    "unit-asked",
    title=N_("the stem asks for another unit than the answer has"),
    mend=N_("ask for the first of the units, or put the unit asked for first"),
    reference=f"{HDR} 14",
    on=("numeric",),
)
def unit_asked(side: Side) -> Hits:
    """Mark no number wrong that is right in the unit asked for."""
    units = side.item["units"]
    if not units:
        return
    due = plain(units[0][side.lang]).lower()
    asked = plain(question(side)).lower()
    if side.lang == "zh":
        found = [(match[1] or match[2], bool(match[2])) for match in _ASKED_ZH.finditer(asked)]
        if not found or due in asked or any(due == word or word.startswith(due) for word, _share in found):
            return
        word, share = found[-1]
    else:
        matches = list(_ASKED_EN.finditer(asked))
        if not matches or _bare(due) in asked:
            return
        word, share = matches[-1][0], bool(matches[-1][2])
    if not (share and due in {"%", "百分点", "个百分点", "percentage points", "points", "per cent", "percent"}):
        yield ("units", 0, side.lang), f"{word} ≠ {due}"


def _bare(unit: str) -> str:
    return unit.removesuffix("s")
