"""The drawings of lesson 05, and the talks of its lab: what the source says, and what may never pay."""

import re

import pytest
import yaml

from fuwu.labs import Data, scenes
from fuwu.labs.conversation import ARRIVALS, DUTIES, FIGURES, PARTIES, TABLES
from fuwu.labs.text import bilingual

NOTHING = Data()
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def script(root):
    path = root / "content/lessons/05-listening/conversation.scenes.yaml"
    return scenes.script_of(yaml.safe_load(path.read_text(encoding="utf-8")))


# The source's lists


def test_the_five_duties_stand_in_the_order_of_the_source():
    assert [bilingual(duty.name).zh for duty in DUTIES] == [
        "保持开放心态", "做好准备", "三到", "倾听主要观点", "做好记录",
    ]  # fmt: skip


def test_the_three_arrivals_are_ear_eye_and_heart_in_that_order():
    assert [bilingual(name).zh for name in ARRIVALS] == ["耳到", "眼到", "心到"]
    assert [bilingual(name).en for name in ARRIVALS] == ["ear", "eye", "heart"]


def test_each_party_has_its_own_needs():
    needs = {bilingual(party.name).en: [bilingual(need).zh for need in party.needs] for party in PARTIES}
    assert needs == {
        "Manufacturer": ["公平的市场准入", "市场信息共享", "共同培育品牌"],
        "Retailer": ["适销并且有利润的品牌", "保证不断销"],
        "Consumer": ["物美价廉", "满足需要", "方便购买"],
    }


# The pictures and the table


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["duties", "common"])
def test_a_figure_says_in_words_all_that_it_draws(name, lang):
    figure = FIGURES[name](lang, NOTHING)
    listed = (
        [duty.what for duty in DUTIES]
        if name == "duties"
        else [text for party in PARTIES for text in (party.name, *party.needs)]
    )
    assert all(bilingual(one).to(lang) in figure.words for one in listed)
    assert figure.png == FIGURES[name](lang, NOTHING).png
    assert figure.alt in figure.html()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_figure_of_the_duties_ends_with_the_goal(lang):
    goal = {"zh": "目标\uff1a理解\uff0c不是同意。", "en": "The goal: understanding, not agreement."}
    assert FIGURES["duties"](lang, NOTHING).words.endswith(goal[lang])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_has_a_row_a_duty_and_says_which_column_is_ours(lang):
    shown = TABLES["duties"](lang, NOTHING)
    lines = shown.words.splitlines()
    assert [line[0] for line in lines[2:7]] == list("12345")
    assert all(line.count(" | ") == 2 for line in lines[1:7])
    assert {"zh": "我们归纳", "en": "is ours"}[lang] in lines[-1]


def test_nothing_is_left_in_the_other_language():
    said = {
        lang: " ".join(
            [FIGURES[name](lang, NOTHING).words + FIGURES[name](lang, NOTHING).alt for name in FIGURES]
            + [TABLES["duties"](lang, NOTHING).words]
        )
        for lang in ("zh", "en")
    }
    assert not HAN.search(said["en"])
    assert not re.search("[A-Za-z]", said["zh"])


# The talks


def test_the_talks_are_judged_on_the_five_duties(script):
    assert [one.name.zh for one in script.criteria] == [
        "开放心态", "做好准备", "耳到、眼到、心到", "主要观点", "做好记录",
    ]  # fmt: skip


def test_there_are_four_talks_with_enough_turns_and_all_outcomes(script):
    assert [scene.id for scene in script.scenes] == ["inspection", "stockout", "late", "slow"]
    assert sum(len(scene.turns) for scene in script.scenes) >= 32
    for scene in script.scenes:
        assert {ending.outcome for ending in scene.endings.values()} == {"good", "fair", "poor"}


def test_what_is_said_decides_what_is_heard_next(script):
    for scene in script.scenes:
        branching = [turn for turn in scene.turns.values() if len({reply.next for reply in turn.replies}) > 1]
        assert len(branching) >= len(scene.turns) * 0.8


def test_every_talk_judges_every_duty_on_its_best_way(script):
    for scene in script.scenes:
        best = scenes.best_course(scene)
        assert best.at.outcome == "good"
        assert all(one.possible and one.earned == one.possible for one in scenes.marks(script, [best]))


def test_the_best_reply_is_given_away_neither_by_its_place_nor_by_its_length(script):
    turns = [turn for scene in script.scenes for turn in scene.turns.values()]
    places = [turn.replies.index(turn.best) for turn in turns]
    assert max(places.count(place) for place in set(places)) <= len(turns) / 2
    longest = [max(turn.replies, key=lambda reply: len(reply.text.zh)) is turn.best for turn in turns]
    assert sum(longest) <= len(turns) * 0.6
    for turn in turns:
        lengths = [len(reply.text.zh) for reply in turn.replies]
        assert max(lengths) <= 2 * min(lengths)


@pytest.mark.parametrize("ending", ["broken", "collude", "deal", "tie", "gift", "threat", "minors", "mislead"])
def test_empty_promises_barter_and_unlawful_advice_end_badly_and_earn_nothing(script, ending):
    ways = [
        (scene.endings[ending], reply)
        for scene in script.scenes
        for turn in scene.turns.values()
        for reply in turn.replies
        if reply.next == ending and ending in scene.endings
    ]
    assert ways
    for end, reply in ways:
        assert end.outcome == "poor"
        assert sum(reply.marks.values()) <= 1
