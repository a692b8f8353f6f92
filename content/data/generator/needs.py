"""Service needs, and a survey that asks each of them the two ways Kano's method wants."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .branch import Branch, number_of
from .draw import Draw, Row, clip


class _Need(NamedTuple):
    need_id: str
    name: str
    name_en: str
    level: str
    lawful: str
    company_value: int
    cost_kyuan: int
    mix: tuple[float, ...]
    """Hidden: out of a hundred, how many see it as each of `_CATEGORIES`."""
    importance: float
    satisfaction: float


_NEEDS = (
    _Need(
        "N01", "送来的每条烟都保真", "Every carton delivered is genuine",
        "safety", "yes", 5, 60, (70, 16, 2, 10, 0, 2), 9.1, 4.4,
    ),
    _Need(
        "N02", "货款扣得准，错了及时退", "Payments charged correctly, errors refunded in good time",
        "safety", "yes", 4, 35, (64, 18, 3, 12, 1, 2), 8.6, 4.0,
    ),
    _Need(
        "N03", "管住周边的无证经营", "Action against unlicensed sellers nearby",
        "safety", "yes", 5, 180, (20, 55, 8, 14, 1, 2), 8.0, 2.6,
    ),
    _Need(
        "N04", "小违规睁一只眼闭一只眼", "A blind eye turned to small breaches",
        "safety", "no", 0, 5, (6, 15, 39, 30, 7, 3), 4.6, 2.2,
    ),
    _Need(
        "N05", "好卖的烟不断货", "Steady sellers never out of stock",
        "profit", "yes", 5, 420, (27, 54, 7, 9, 1, 2), 8.8, 2.7,
    ),
    _Need(
        "N06", "紧俏烟要多少给多少", "As many scarce cigarettes as one asks for, whatever the rules",
        "profit", "no", 0, 900, (10, 56, 18, 11, 3, 2), 7.9, 1.8,
    ),
    _Need(
        "N07", "帮店里算清卖烟的毛利", "Help with reckoning what the shop earns on cigarettes",
        "profit", "yes", 4, 95, (4, 16, 57, 20, 1, 2), 6.6, 2.9,
    ),
    _Need(
        "N08", "按约定的日子送货", "Delivery on the agreed day",
        "service", "yes", 4, 260, (62, 22, 4, 9, 1, 2), 8.7, 4.1,
    ),
    _Need(
        "N09", "残皱烟 48 小时内换好", "Damaged packs exchanged within 48 hours",
        "service", "yes", 3, 48, (58, 24, 5, 10, 1, 2), 7.9, 4.2,
    ),
    _Need(
        "N10", "寄一本精装的公司年册", "A bound yearbook of the company by post",
        "service", "yes", 1, 85, (2, 3, 12, 74, 6, 3), 2.4, 3.4,
    ),
    _Need(
        "N11", "客户经理天天不约上门", "A visit every day, unannounced",
        "service", "yes", 1, 520, (2, 3, 6, 20, 66, 3), 3.1, 3.2,
    ),
    _Need(
        "N12", "逢年过节有人问候", "A greeting at festivals",
        "emotion", "yes", 3, 20, (2, 8, 26, 60, 2, 2), 4.4, 3.9,
    ),
    _Need(
        "N13", "有难处时有人上门帮忙", "Somebody who comes and helps in hard times",
        "emotion", "yes", 4, 70, (12, 18, 52, 15, 1, 2), 6.9, 3.3,
    ),
    _Need(
        "N14", "陈列和经营的上门指导", "Advice in the shop on display and running it",
        "growth", "yes", 4, 130, (9, 57, 15, 17, 1, 1), 6.5, 2.8,
    ),
    _Need(
        "N15", "新品不是不提前说", "That new products are not left unannounced",
        "growth", "yes", 3, 15, (18, 19, 12, 15, 10, 26), 5.5, 3.3,
    ),
)  # fmt: skip
_ELSEWHERE: dict[tuple[str, str], tuple[float, ...]] = {
    ("N05", "large_city"): (60, 30, 3, 5, 0, 2),
    ("N07", "large_city"): (3, 18, 27, 49, 1, 2),
    ("N12", "small_rural"): (4, 10, 60, 22, 2, 2),
    ("N13", "small_rural"): (50, 26, 16, 6, 0, 2),
    ("N14", "small_rural"): (3, 14, 22, 58, 2, 1),
}
"""Needs that small village shops and large city shops see differently from the rest."""
_CATEGORIES = ("must_be", "one_dimensional", "attractive", "indifferent", "reverse", "questionable")
_CELLS: dict[str, tuple[tuple[int, int], ...]] = {
    "must_be": ((2, 5), (2, 5), (3, 5), (4, 5)),
    "one_dimensional": ((1, 5),),
    "attractive": ((1, 3), (1, 3), (1, 4), (1, 4), (1, 2)),
    "indifferent": ((3, 3), (3, 3), (3, 3), (2, 3), (4, 3), (3, 4), (2, 4), (4, 4)),
    "reverse": ((5, 1), (5, 3), (5, 2), (4, 1), (3, 1), (5, 4)),
    "questionable": ((1, 1), (1, 1), (5, 5)),
}
"""The cells of Kano's table (with it, without it) a category is drawn from."""
_PER_MARKET = 100


def needs_rows() -> list[Row]:
    return [need._asdict() for need in _NEEDS]


def segment(row: Row) -> str:
    if row["market_type"] == "rural" and row["_volume"] < 30:
        return "small_rural"
    if row["market_type"] == "city" and row["_volume"] > 45:
        return "large_city"
    return "rest"


def survey_rows(branch: Branch) -> list[Row]:
    """Ask a hundred retailers of each market type; the branch itself has more of the city."""
    draw = Draw(20)
    traps = ("swapped_answers", "straight_liner", "broken_off")
    fixed = {id_ for trap in traps for id_ in branch.trapped(trap)}
    asked: list[str] = []
    for market in ("city", "town", "rural"):
        there = [row["retailer_id"] for row in branch.retailers.values() if row["market_type"] == market]
        held = [id_ for id_ in there if id_ in fixed]
        asked += held + draw.sample([id_ for id_ in there if id_ not in fixed], _PER_MARKET - len(held))
    return [answer for id_ in sorted(asked) for answer in _interview(branch, branch.retailers[id_])]


def _interview(branch: Branch, row: Row) -> Iterable[Row]:
    id_ = row["retailer_id"]
    draw = Draw(21, number_of(id_))
    swapped = id_ in branch.trapped("swapped_answers")
    straight = id_ in branch.trapped("straight_liner")
    interviewer = draw.pick(("E1", "E2", "E3", "E4"))
    interviewer = "E3" if swapped else interviewer
    left_at = draw.whole(6, 8) if id_ in branch.trapped("broken_off") else 15
    mood, generous = draw.normal(0, 0.5), draw.normal(0, 0.7)
    for number, need in enumerate(_NEEDS):
        answer = _answer(row, need, draw, mood, generous)
        if straight:
            answer |= {"with_it": 3, "without_it": 3, "importance": 10, "satisfaction": 3}
        if swapped:
            answer["with_it"], answer["without_it"] = answer["without_it"], answer["with_it"]
        lost = draw.chance(0.005) and not straight
        if number < left_at and not lost:
            yield {"retailer_id": id_, "interviewer": interviewer, "need_id": need.need_id} | answer


def _answer(row: Row, need: _Need, draw: Draw, mood: float, generous: float) -> Row:
    weights = _ELSEWHERE.get((need.need_id, segment(row)), need.mix)
    category = draw.pick(_CATEGORIES, weights)
    with_it, without_it = draw.pick(_CELLS[category])
    lift = {"must_be": 0.7, "one_dimensional": 0.5, "indifferent": -1.2, "reverse": -1.0}.get(category, 0)
    satisfied = need.satisfaction + mood
    if need.need_id == "N05":  # whoever was left short this year says so
        satisfied -= min(0.9, row["_lack"] / 25)
    return {
        "with_it": with_it,
        "without_it": without_it,
        "importance": round(clip(need.importance + lift + generous + draw.normal(0, 1.0), 1, 10)),
        "satisfaction": None if draw.chance(0.045) else round(clip(satisfied + draw.normal(0, 0.75), 1, 5)),
    }
