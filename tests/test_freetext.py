"""The free-text grader on hand-made key points: what earns a point, and what only looks as if it did."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_characters import TARGET, source

from fuwu.grading import grade
from fuwu.grading.freetext import examine
from fuwu.grading.freetext.reading import read
from fuwu.model import Case, Evidence, KeyPoint, Text

STEM = "零售户老丁抱怨上个月要二十条只给了十二条。客户经理小白应当怎样处理？请分点说明。"


def evidence(*needs: str, rejects: str = "", at_least: int = 0, ordered: bool = False) -> Evidence:
    lines = tuple(tuple(line.split("|")) for line in needs)
    return Evidence(lines, tuple(filter(None, rejects.split("|"))), at_least, ordered)


def point(name: str, text: str, zh: Evidence, en: Evidence | None = None, marks: float = 2) -> KeyPoint:
    found = {"zh": zh} | ({"en": en} if en else {})
    return KeyPoint(name, marks, Text(text, text), Text("", ""), found)


def case(*points: KeyPoint) -> Case:
    blank = Text("", "")
    return Case(
        id="case-1",
        version=1,
        point="p",
        level="apply",
        facts=(),
        stem=Text(STEM, "Retailer Ding complains that he got twelve cartons. What should Bai do?"),
        rationale=blank,
        key_points=points,
        reference=blank,
    )


LISTEN = point(
    "k1",
    "以同情态度倾听客户抱怨",
    evidence("倾听|听…说完|听他说", rejects="打断"),
    evidence("listen|hear him out"),
)
EXPLAIN = point("k2", "解释8条错过了截单时间", evidence("8条", "截单|过了时间", "解释|讲清"))
NO_QUARREL = point("k3", "不和客户争辩", evidence("!争辩|!顶嘴|!争吵"))
ORDERED = point("k4", "先道歉，再补偿", evidence("道歉", "补偿", ordered=True))
ANY_TWO = point("k5", "点头、应声、记录任两项", evidence("点头", "应声|应和", "记录|记下", at_least=2))


def state(key_point: KeyPoint, answer: str) -> str:
    return examine(case(key_point), answer)[0].state


@pytest.mark.parametrize(
    "answer",
    [
        "小白要耐心倾听老丁的抱怨。",
        "先让他坐下，听老丁把话说完。",
        "小白應該先傾聽，再說別的。",  # traditional
        "小白要耐心清听老丁的抱怨。",  # a slip of the pinyin keyboard
        "不仅要倾听，还要记录。",
        "不能不倾听客户的心里话。",
        "别忘了倾听他的想法。",
        "不是急着解释，而是倾听他的难处。",
        "我认为正确的做法是倾听他的难处。",
    ],
)
def test_what_is_said_is_credited(answer: str) -> None:
    assert state(LISTEN, answer) == "credited"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("小白没有倾听老丁的话。", "denied"),
        ("不需要倾听，直接讲规定就行。", "denied"),
        ("倾听是不必要的。", "denied"),
        ("应避免在店里倾听这些抱怨。", "denied"),
        ("如果不倾听，客户会更生气。", "denied"),
        ("有同事说要倾听，这是错误的做法。", "disowned"),
        ("师傅教我先倾听，我不赞成这一套。", "disowned"),
        ("倾听、同情、记录、解释、道歉、回访", "listed"),
        ("倾听 同情 记录 解释 道歉", "listed"),
    ],
)
def test_what_is_denied_disowned_or_listed_is_not(answer: str, reason: str) -> None:
    found = examine(case(LISTEN), answer)[0]
    assert (found.state, found.reason) == ("missing", reason)


def test_a_copied_question_earns_nothing() -> None:
    asked = point("k1", "抱怨只给了12条", evidence("抱怨", "12条"))
    copied = examine(case(asked), "零售户老丁抱怨上个月要二十条只给了十二条。")[0]
    assert (copied.state, copied.reason) == ("missing", "copied")
    assert state(asked, "老丁心里有抱怨，因为要的多，到手才12条，他不懂缘由。") == "credited"


def test_a_contradiction_takes_the_point_back() -> None:
    found = examine(case(LISTEN), "先倾听他说什么，说到一半就打断他。")[0]
    assert (found.state, found.reason) == ("missing", "contradicted")
    assert state(LISTEN, "先倾听他说什么，不要打断他。") == "credited"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("小白不和老丁争辩。", "credited"),
        ("不要顶嘴，不争吵。", "credited"),
        ("避免跟客户争辩。", "credited"),
        ("小白据理和老丁争辩。", "missing"),
        ("小白不解释，直接争辩。", "missing"),
    ],
)
def test_a_thing_not_to_do_must_stand_denied(answer: str, expected: str) -> None:
    assert state(NO_QUARREL, answer) == expected


@pytest.mark.parametrize("eight", ["8条", "８条", "八条", "8 条"])
def test_numbers_in_all_forms(eight: str) -> None:
    assert state(EXPLAIN, f"向老丁解释{eight}的订单过了截单时间。") == "credited"


def test_a_number_is_the_whole_number() -> None:
    assert state(EXPLAIN, "向老丁解释18条的订单过了截单时间。") != "credited"


def test_parts_far_apart_are_uncertain() -> None:
    far = "8条。" + "老丁的店开在学校对面的街角上已经有许多年了。" * 6 + "解释截单。"
    assert state(EXPLAIN, far) == "uncertain"


def test_order_counts_where_it_matters() -> None:
    assert state(ORDERED, "小白先道歉，然后给予补偿。") == "credited"
    assert state(ORDERED, "小白先给予补偿，然后道歉。") != "credited"


def test_some_of_the_parts_are_enough_where_the_rubric_says_so() -> None:
    assert state(ANY_TWO, "边听边点头，把要求记录下来。") == "credited"
    assert state(ANY_TWO, "他在一边点头。") != "credited"


def test_english() -> None:
    assert state(LISTEN, "Bai listens patiently to Ding.") == "credited"
    assert state(LISTEN, "Bai should not listen to Ding.") == "missing"
    assert state(LISTEN, "Instead of arguing, Bai listened to Ding.") == "credited"


def test_the_spans_stand_in_the_learners_own_text() -> None:
    answer = "１．小白　要 “傾聽” 老丁；８ 条過了截單時間，要解釋。"
    listen, explain = examine(case(LISTEN, EXPLAIN), answer)
    assert [answer[a:b] for a, b in listen.spans] == ["傾聽"]
    assert [answer[a:b] for a, b in explain.spans] == ["８ 条", "截單", "解釋"]


def test_a_point_without_evidence_waits() -> None:
    bare = KeyPoint("k1", 2, Text("倾听", "listen"), Text("", ""))
    assert state(bare, "倾听他说话。") == "uncertain"


def test_the_score_waits_only_for_uncertain_points() -> None:
    settled = grade(case(LISTEN, NO_QUARREL), "小白要倾听老丁的话。")
    assert (settled.verdict, settled.earned, settled.parts) == ("partial", 2, {"k1": True, "k3": False})
    bare = KeyPoint("k9", 2, Text("回访", "call back"), Text("", ""))
    waiting = grade(case(LISTEN, bare), "小白要倾听老丁的话。")
    assert (waiting.verdict, waiting.earned, waiting.parts) == (None, 2, {"k1": True})
    assert grade(case(LISTEN), "小白倾听老丁的话。").verdict == "correct"
    assert grade(case(LISTEN), "小白不理老丁。").verdict == "wrong"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("百分之五至百分之十", "5%-10%"),
        ("５％～１０％", "5到10%"),
        ("十二点五", "12.5"),
        ("一百二十条", "120条"),
        ("一千二百户", "1200户"),
        ("第三件", "第3件"),
        ("“優質 服務”", "优质服务"),
        ("《烟草专卖法》", "烟草专卖法"),
    ],
)
def test_forms_of_the_same_are_read_alike(one: str, other: str) -> None:
    assert read(one).text.replace("、", "") == read(other).text


@pytest.mark.parametrize("word", ["一定", "统一", "十分感谢", "万一", "一边点头", "千方百计"])
def test_numerals_in_words_stay(word: str) -> None:
    assert read(word).text == word


answers = st.text(alphabet=st.sampled_from("倾听不没有8八条，。、 \n解释截单而是his not"), max_size=60) | st.text(
    max_size=60
)


@given(answers)
def test_any_text_can_be_examined_and_its_spans_are_in_it(answer: str) -> None:
    reading = read(answer)
    assert len(reading.places) == len(reading.text)
    assert list(reading.places) == sorted(reading.places)
    for finding in examine(case(LISTEN, EXPLAIN, NO_QUARREL, ORDERED, ANY_TWO), answer):
        assert 0 <= finding.confidence <= 1
        assert all(0 <= a < b <= len(answer) for a, b in finding.spans)


def test_the_tables_of_characters_are_those_of_the_libraries() -> None:
    assert TARGET.read_text(encoding="utf-8") == source()
