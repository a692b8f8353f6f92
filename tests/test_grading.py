"""Grading: what each rule gives, and laws that hold for every answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import HEAD, RIGHT, make_items, options, text

from fuwu.grading import assess, grade
from fuwu.grading.common import normalise
from fuwu.model import Blank, FillIn, Multiple

# (type, answer, earned of 1, verdict)
CASES = [
    ("single", "b", 1, "correct"),
    ("single", "a", 0, "wrong"),
    ("single", "z", 0, "invalid"),
    ("single", ["b"], 0, "invalid"),
    ("single", "", 0, "unattempted"),
    ("multiple", ["a", "b", "d"], 1, "correct"),
    ("multiple", ["d", "b"], 2 / 3, "partial"),
    ("multiple", ["a", "b", "c", "d"], 0, "wrong"),
    ("multiple", ["c"], 0, "wrong"),
    ("multiple", ["a", "a"], 0, "invalid"),
    ("multiple", "ab", 0, "invalid"),
    ("multiple", [], 0, "unattempted"),
    ("truefalse", False, 1, "correct"),
    ("truefalse", True, 0, "wrong"),
    ("truefalse", 0, 0, "invalid"),
    ("truefalse", "false", 0, "invalid"),
    ("fillin", ["优质服务", "6—10类"], 1, "correct"),
    ("fillin", ["优质服务", "610类"], 0.5, "partial"),
    ("fillin", ["标准服务", ""], 0, "wrong"),
    ("fillin", ["", "  "], 0, "unattempted"),
    ("fillin", ["优质服务"], 0, "invalid"),
    ("fillin", [1, 2], 0, "invalid"),
    ("matching", {"l1": "r2", "l2": "r1"}, 2 / 3, "partial"),
    ("matching", {"l1": "r3", "l2": "r3", "l3": "r3"}, 0, "wrong"),
    ("matching", {"l1": "l1"}, 0, "invalid"),
    ("matching", {"zz": "r1"}, 0, "invalid"),
    ("matching", {"l1": None, "l2": ""}, 0, "unattempted"),
    ("ordering", ["s2", "s3", "s4", "s1"], 2 / 3, "partial"),
    ("ordering", ["s4", "s3", "s2", "s1"], 0, "wrong"),
    ("ordering", ["s1", "s2", "s3"], 0, "invalid"),
    ("ordering", ["s1", "s1", "s3", "s4"], 0, "invalid"),
    ("numeric", "36.55", 1, "correct"),
    ("numeric", "36.56", 0, "wrong"),
    ("numeric", "\uff13\uff16．\uff15", 1, "correct"),
    ("numeric", "0.146 箱", 1, "correct"),
    ("numeric", "36.5 公斤", 0, "invalid"),
    ("numeric", "about 36", 0, "invalid"),
    ("numeric", "1e400", 0, "invalid"),
    ("numeric", 36.5, 0, "invalid"),
    ("case", "  ", 0, "unattempted"),
    ("case", "字" * 20_001, 0, "invalid"),
    ("case", "先分类，再服务", 0, None),
]


@pytest.mark.parametrize(("kind", "answer", "share", "verdict"), CASES)
def test_rule(items, kind, answer, share, verdict):
    score = grade(items[kind], answer)
    assert (score.earned, score.verdict) == (pytest.approx(share * items[kind].possible), verdict)
    assert score.possible == items[kind].possible


@pytest.mark.parametrize("kind", RIGHT)
def test_right_answer_is_correct_and_no_answer_is_unattempted(items, kind):
    assert grade(items[kind], RIGHT[kind]).verdict == "correct"
    assert grade(items[kind], None).verdict == "unattempted"


def test_exam_mode_gives_multiple_choice_all_or_nothing(items):
    assert grade(items["multiple"], ["a", "b"], mode="exam").earned == 0
    assert grade(items["multiple"], ["b", "a", "d"], mode="exam").earned == 1


@given(st.data())
def test_ticking_everything_never_earns(data):
    names = data.draw(st.lists(st.sampled_from("abcdef"), min_size=3, max_size=6, unique=True))
    key = data.draw(st.sets(st.sampled_from(names), min_size=2, max_size=len(names) - 1))
    item = Multiple(id="m", stem=text("s"), options=options(*names), key=frozenset(key), **HEAD)
    everything = grade(item, names)
    assert (everything.earned, everything.verdict) == (0, "wrong")
    honest = data.draw(st.lists(st.sampled_from(sorted(key)), min_size=1, unique=True))
    assert grade(item, honest).earned > everything.earned


@given(st.permutations(list("abcd")), st.sets(st.sampled_from("abcd"), min_size=1))
def test_the_order_of_options_and_ticks_plays_no_part(order, ticks):
    shown = Multiple(id="m", stem=text("s"), options=options(*order), key=frozenset("ab"), **HEAD)
    written = Multiple(id="m", stem=text("s"), options=options(*"abcd"), key=frozenset("ab"), **HEAD)
    ticked = [name for name in order if name in ticks]
    assert grade(shown, ticked) == grade(written, ticked)
    assert grade(shown, ticked).earned == grade(written, sorted(ticks)).earned


ITEMS = make_items()
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["a", "s1", "l1"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["l1", "l2", "x"]), inner, max_size=3),
    max_leaves=8,
)


@given(answer=json_values, kind=st.sampled_from([*RIGHT, "case"]))
def test_no_answer_breaks_grading_or_earns_more_than_possible(answer, kind):
    item = ITEMS[kind]
    score = grade(item, answer)
    assert 0 <= score.earned <= score.possible
    assert (score.earned > 0) == (score.verdict in {"correct", "partial"})


def test_unordered_blanks_take_each_wording_once():
    blanks = tuple(Blank((zh,), (en,), text("w")) for zh, en in (("特征", "features"), ("行为", "behaviour")))
    item = FillIn(id="f", stem=text("{1}{2}"), blanks=blanks, unordered=True, **HEAD)
    assert grade(item, ["行为", "特征"]).verdict == "correct"
    assert grade(item, ["行为", "行为"]).earned == pytest.approx(0.5)


def test_assessment_adds_the_marks_of_the_key_points_found(items):
    case = items["case"]
    assert [assess(case, found).verdict for found in ((), ("k1",), ("k2", "k1"))] == [
        "wrong",
        "partial",
        "correct",
    ]
    assert assess(case, ("k2",)).earned == 3
    for bad in (("k1", "k1"), ("k9",)):
        with pytest.raises(ValueError, match="distinct ids"):
            assess(case, bad)


@given(st.lists(st.sampled_from("优质服务Ab")), st.sampled_from(" ,。、“”-·"))
def test_spaces_punctuation_and_case_make_no_difference(letters, mark):
    assert normalise(mark.join(letters)) == normalise("".join(letters).lower())
