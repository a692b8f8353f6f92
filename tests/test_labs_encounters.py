from collections import Counter
from pathlib import Path

import pytest
import yaml

from fuwu.labs.encounters import FIGURES, TABLES, TYPES
from fuwu.labs.value.drawing import FIVE_ONLY, SHARED, SIX_ONLY

SCENES = Path(__file__).parents[1] / "content" / "lessons" / "08-value-types" / "encounters.scenes.yaml"
FIVE = {"理智型", "冲动型", "利益型", "无理取闹型", "习惯型"}
SIX = {"理智型", "冲动型", "习惯型", "经济型", "想象型", "不定型"}


@pytest.fixture(scope="module")
def scenes():
    return yaml.safe_load(SCENES.read_text(encoding="utf-8"))["scenes"]


def best(turn):
    return max(turn["replies"], key=lambda reply: sum(reply["marks"].values()))


def test_twelve_encounters_show_all_eight_types(scenes):
    shown = Counter(best(one["turns"][0])["text"]["zh"] for one in scenes)
    assert len(scenes) == 12
    assert set(shown) == FIVE | SIX
    assert len(shown) == 8


def test_each_says_which_set_is_meant_and_its_type_is_in_that_set(scenes):
    for one in scenes:
        asked, answer = one["turns"][0]["ask"]["zh"], best(one["turns"][0])["text"]["zh"]
        assert ("五类型" in asked) != ("六类型" in asked)
        assert answer in (FIVE if "五类型" in asked else SIX)


def test_the_first_turn_judges_the_type_and_the_second_the_treatment(scenes):
    for one in scenes:
        assert [list(turn["replies"][0]["marks"]) for turn in one["turns"]] == [["type"], ["treatment"]]


def test_the_best_reply_stands_in_no_fixed_place_and_is_not_always_longest(scenes):
    turns = [one["turns"][1] for one in scenes]
    places = Counter(turn["replies"].index(best(turn)) for turn in turns)
    assert max(places.values()) <= 6
    longest = sum(max(turn["replies"], key=lambda reply: len(reply["text"]["zh"])) == best(turn) for turn in turns)
    assert longest <= 4


def test_the_table_holds_the_eight_types_with_the_sets_of_the_figure():
    sets = {kind: [name for name, of, *_ in TYPES if of == kind] for kind in {one[1] for one in TYPES}}
    assert sets == {
        "both": list(SHARED), "five types only": list(FIVE_ONLY), "six types only": list(SIX_ONLY)}  # fmt: skip
    assert FIGURES == {}


def test_regret_is_said_of_three_types_only():
    said = {name: regret for name, *_, regret in TYPES if regret != "not said"}
    assert said == {"rational": "seldom", "impulsive": "easily", "undetermined": "easily"}


@pytest.mark.parametrize(
    ("lang", "ours"), [("zh", "推想示例，非官方答案"), ("en", "illustrative, not an official answer")]
)
def test_the_table_says_what_is_ours(lang, ours):
    made = TABLES["types"](lang, None)
    assert "<caption>" in made.html
    assert ours in made.words
    assert len(made.words.splitlines()) == 1 + 1 + 8 + 1


def test_the_chinese_table_is_chinese():
    said = TABLES["types"]("zh", None).words
    assert not any(letter.isascii() and letter.isalpha() for letter in said)
