"""Numeric items with parameters: from the author's expressions to the numbers that a learner gets."""

# ruff: noqa: ARG005, E501 - a stem's numbers come in order, also those that mislead; messages stand on one line

import json
import re
import uuid
from fractions import Fraction
from itertools import pairwise

import content_sample
import pytest
from content_sample import FILES, ITEM_FILE, ITEMS
from samples import make_items

from fuwu.bank import Bank
from fuwu.content import check, compile_bank, write_bank
from fuwu.content.formula import MAX_CHARS, FormulaError, parse
from fuwu.content.placeholders import template
from fuwu.grading import grade
from fuwu.grading.variants import repeated, variant
from fuwu.model import Numeric
from fuwu.session import Quiz, Session
from fuwu.store import Store

# Expressions

VALUES = {"a": Fraction(7), "b": Fraction(2), "half": Fraction("0.5")}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a + b * 3 - -1", 14),
        ("a / b", 3.5),
        ("a // b", 3),
        ("a % b", 1),
        ("-a // b", -4),
        ("b ** 3", 8),
        ("b ** -1", 0.5),
        ("0.1 + 0.2", 0.3),
        ("round(2.5) + round(-2.5) + round(3.5)", 4),
        ("round(2.675, 2)", 2.68),
        ("round(1250, -2)", 1300),
        ("ceil(a / b) + floor(a / b)", 7),
        ("abs(b - a) + min(a, b, 9) + max(a, b)", 14),
        ("sum([a, b, half]) + sum((1, 2))", 12.5),
        ("  + a ", 7),
    ],
)
def test_expressions_are_exact(text, value):
    assert parse(text, str).number(VALUES, str) == Fraction(str(value))


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("a > b", True),
        ("1 < b <= 2 != a", True),
        ("a == 7.0 and not b > 2", True),
        ("a < b or half * 2 == 1", True),
        ("0.1 + 0.2 == 0.3", True),
        ("a % 2 == 0", False),
    ],
)
def test_conditions(text, holds):
    assert parse(text, str, condition=True).holds(VALUES, str) is holds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a +",
        "a b",
        "a; b",
        "a = 1",
        "(a := 1)",
        "a if b else 1",
        "__import__('os')",
        "open('x')",
        "a.real",
        "a.__class__",
        "().__class__.__bases__",
        "(lambda: 1)()",
        "[a for a in (1, 2)]",
        "[1, 2]",
        "sum(a)",
        "sum([a], 1)",
        "sum([[1], 2])",
        "round()",
        "round(1, 2, 3)",
        "round(number=1)",
        "round(*[1, 2])",
        "min(a)",
        "max",
        "round",
        "eval('1')",
        "'text'",
        "b'x'",
        "f'{a}'",
        "True",
        "None",
        "...",
        "1j",
        "a @ b",
        "a << 9",
        "a & b",
        "~a",
        "not a",
        "a < b",
        "(a < b) + 1",
        "a and b",
        "a in (1, 2)",
        "a is b",
        "yield",
        "await a",
        "a\nb",
        "1if a else 2",
        "\x00",
        "ａ×２",
        "(" * 150,
        "-" * 150,
        "[" * 90 + "]" * 90,
        "1" + " + 1" * MAX_CHARS,
        "1e999",
        "9" * 150,
        "a / 0",
        "a % 0",
        "a // (b - 2)",
        "0 ** -1",
        "9 ** 9 ** 9",
        "10 ** 16 ** 2",
        "10.5 ** 15.5",
        "b ** half",
        "10 ** 15 * 10",
        "1 / 10 ** 15 / 10 ** 15 / 10",
        "round(a, 99)",
        "round(a, half)",
    ],
)
def test_hostile_expressions_are_refused_in_words(text):
    # Some are refused when parsed, what depends on the numbers when evaluated.
    with pytest.raises(FormulaError) as caught:
        parse(text, str).number(VALUES, str)
    assert len(str(caught.value)) < 300


def test_a_condition_must_be_one():
    with pytest.raises(FormulaError, match="write a condition"):
        parse("a + b", str, condition=True)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{a} of {b}", "7 of 2"),
        ("{a * 1000:,} and {a * 1000}", "7,000 and 7000"),
        ("{half}", "0.5"),
        ("{a / 8}", "0.875"),
        ("{a / 3:.1f}", "2.3"),
        ("{a * 1000 / 3:,.2f}", "2,333.33"),
        ("{b - a}", "−5"),
        ("{(b - a) * 1000:,.1f}", "−5,000.0"),
        ("{-0.04:.1f}", "0.0"),
        ("{0.1 + 0.2}", "0.3"),
        ("{12.5 * 1.1}", "13.75"),
        ("{half:.0f}", "1"),
        ("no braces", "no braces"),
    ],
)
def test_numbers_are_written_without_noise(text, filled):
    assert template(text, str).fill(VALUES, str) == filled


# What an author may get wrong

ITEM = """\
    stem: {zh: '{n} 户，每户 {each:,} 条，共几条？', en: '{n} shops with {each:,} cartons each: how many in all?'}
    parameters:
      n: {from: 4, to: 12, step: 2}
      each: [10, 12.5, 15, 1000]
    where: [n * each < 200]
    value: n * each
    tolerance: 0.5
    units:
      - {zh: 条, en: cartons, factor: 1}
    errors:
      - {value: n + each, why: {zh: '{n} 和 {each} 是加不得的', en: 'you added {n} and {each}'}}
      - {value: n * each / 10, why: {zh: 少了一位, en: one digit lost}}
    note: {zh: '{n} 是虚构的', en: '{n} is fictional'}
    rationale: {zh: '{n} × {each} = {n * each}', en: '{n} × {each} = {n * each}'}
"""
START, END = ITEMS.index("    stem: {zh: 多少次"), ITEMS.index("  - id: one-a-08")
PARAMETERS = ITEMS[:START] + ITEM + ITEMS[END:]
FIRST = ITEMS[:START].count("\n") + 1  # the line of the stem


def faults(root, old="", new="", lang="en"):
    assert old in ITEM
    text = PARAMETERS.replace(old, new, 1) if old else PARAMETERS
    content_sample.write(root, {**FILES, ITEM_FILE: text})
    return [(fault.line - FIRST, fault.message) for fault in check(root, lang)]


def test_the_sample_has_no_fault(tmp_path):
    assert faults(tmp_path) == []


ALLOWED = "expressions hold numbers, parameters, + - * / // % **, comparisons, and, or, not, and round, min, max, abs"
BROKEN = {
    "unknown name": (
        "value: n * each\n",
        "value: n * eech\n",
        [(5, "there is no parameter 'eech': did you mean 'each'?")],
    ),
    "unknown name in a text": ("'{n} 是", "'{m} 是", [(12, "there is no parameter 'm': use one of n, each")]),
    "unused": (
        "      n: {",
        "      more: [1, 2]\n      n: {",
        [(2, "the parameter 'more' is not in the stem: use it there, or remove it")],
    ),
    "one language": (
        "'{n} shops with",
        "'Shops with",
        [(0, "the 'en' stem lacks the parameter 'n' of the other language: write it in both")],
    ),
    "syntax": (
        "value: n * each\n",
        "value: n * (each\n",
        [(5, "'n * (each' is not an expression: check brackets and operators (+ - * / // % **)")],
    ),
    "not allowed": (
        "n * each / 10",
        "eval(n)",
        [(11, f"'eval(n)' is not allowed here: {ALLOWED}, ceil, floor, sum")],
    ),
    "no condition": (
        "[n * each < 200]",
        "[n * each]",
        [(4, "'n * each' is a number: write a condition, such as 'a < b'")],
    ),
    "condition as value": (
        "value: n * each\n",
        "value: n < each\n",
        [(5, "'n < each' is a condition: write an expression that gives a number")],
    ),
    "too few": (
        "[n * each < 200]",
        "[n * each == 120]",
        [(1, "only 2 number sets can be had, 4 are needed: widen the parameters or loosen 'where'")],
    ),
    "never": (
        "value: n * each\n",
        "value: n / (each - each)\n",
        [(1, "only 0 number sets can be had, 4 are needed: widen the parameters or loosen 'where' (division by zero)")],
    ),
    "negative tolerance": (
        "tolerance: 0.5",
        "tolerance: 1 - n",
        [
            (
                1,
                "only 0 number sets can be had, 4 are needed: widen the parameters or loosen 'where' (the tolerance is below 0)",
            )
        ],
    ),
    "error is the key": (
        "n * each / 10",
        "each * n + 0.25",
        [(11, "this error is within the tolerance of the key with all numbers: change one of them")],
    ),
    "error twice": (
        "n * each / 10",
        "each + n",
        [(11, "this error is the same as error 1 with all numbers: change one of them")],
    ),
    "one value": (
        "[10, 12.5, 15, 1000]",
        "[10]",
        [(3, "the parameter 'each' needs 2 to 100 different numbers: write [5, 8, 12.5], {from: 20, to: 60, step: 5}")],
    ),
    "words": (
        "[10, 12.5, 15, 1000]",
        "[10, ten]",
        [(3, "the parameter 'each' needs 2 to 100 different numbers: write [5, 8, 12.5], {from: 20, to: 60, step: 5}")],
    ),
    "step": (
        "step: 2}",
        "step: 0}",
        [(2, "the parameter 'n' needs 2 to 100 different numbers: write [5, 8, 12.5], {from: 20, to: 60, step: 5}")],
    ),
    "half a range": (
        ", step: 2}",
        "}",
        [(2, "the parameter 'n' needs 2 to 100 different numbers: write [5, 8, 12.5], {from: 20, to: 60, step: 5}")],
    ),
    "name": (
        "      n: {",
        "      sum: [1, 2]\n      n: {",
        [
            (2, "'sum' cannot be the name of a parameter: use small letters, such as 'orders'"),
            (2, "the parameter 'sum' is not in the stem: use it there, or remove it"),
        ],
    ),
    "brace": (
        "'{n} is fictional'",
        "'{n is fictional'",
        [(12, "a brace has no partner: write each placeholder like {orders}")],
    ),
    "format": (
        "'{n} is fictional'",
        "'{n:d} is fictional'",
        [(12, "'d' is not a format of numbers: write ',' or '.1f' or ',.2f'")],
    ),
    "no end": (
        "'{n} is fictional'",
        "'{n / 7} is fictional'",
        [(12, "{n / 7} has no end (1.1429…): add a format, such as {n / 7:.1f}")],
    ),
    "no parameters": (
        "      n: {from: 4, to: 12, step: 2}\n      each: [10, 12.5, 15, 1000]\n",
        "      []\n",
        [(1, "parameters must be pairs, not a list: write {orders: [20, 25, 30]}")],
    ),
    "value of another kind": (
        "value: n * each\n",
        "value: [n]\n",
        [(5, "value must be a number or an expression, not a list: write one of them")],
    ),
    "unknown field": ("    where:", "    were:", [(4, "unknown field 'were' in this entry: did you mean 'where'?")]),
    "bold": (
        "'{n} is fictional'",
        "'{n ** 2} is **“so”**x'",
        [(12, "note.en shows '**' instead of bold: move punctuation and quotes outside the asterisks")],
    ),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_faults_say_where_what_and_the_remedy(tmp_path, broken):
    old, new, expected = broken
    found = faults(tmp_path, old, new)
    if "no end" in str(expected):
        found = [(line, re.sub(r"\d\.\d{4}…", "1.1429…", message)) for line, message in found]
    assert found == expected
    for _line, message in faults(tmp_path, old, new, lang="zh"):
        assert re.search("[\u4e00-\u9fff]", message), message


def test_without_parameters_an_expression_is_no_number(tmp_path):
    parameters = ITEM[ITEM.index("    parameters:") : ITEM.index("    where:")]
    found = faults(tmp_path, parameters, "")
    assert (1, "unknown field 'where' in this entry: use one of") in [(line, text[:47]) for line, text in found]
    assert (3 - 1, "value must be a number, not text: write it in digits") in found


# Building and sitting

#: These stay as they are: what learners have answered refers to them.
GOLDEN = [[6, 12.5], [10, 12.5], [8, 10], [4, 10], [8, 12.5], [6, 10], [4, 12.5], [6, 15]]
GOLDEN_BY_SEED = [100, 50, 80, 40, 50, 60]


@pytest.fixture
def folder(tmp_path):
    write_bank(content_sample.write(tmp_path, {**FILES, ITEM_FILE: PARAMETERS}), lang="en")
    return tmp_path / "src/fuwu/compiled"


@pytest.fixture
def item(folder):
    return Bank(folder).item("one-a-07")


def shown(stem):
    """The two numbers of the sample's stem."""
    return [float(number) for number in re.findall(r"[\d.]+", stem)]


def test_the_same_numbers_in_every_build_on_every_machine(tmp_path, item):
    content_sample.write(tmp_path, {**FILES, ITEM_FILE: PARAMETERS})
    assert compile_bank(tmp_path) == compile_bank(tmp_path)
    assert [shown(one.stem.en) for one in item.variants] == GOLDEN
    assert [variant(item, seed).value for seed in range(6)] == GOLDEN_BY_SEED


def test_each_variant_is_whole_and_the_item_is_its_first(item):
    assert len(item.variants) == 8
    assert len({one.value for one in item.variants}) >= 6
    assert (item.stem, item.value, item.errors) == (
        item.variants[0].stem,
        item.variants[0].value,
        item.variants[0].errors,
    )
    for one in item.variants:
        n, each = shown(one.stem.en)
        assert n * each < 200
        assert (one.value, one.tolerance) == (n * each, 0.5)
        assert [error.value for error in one.errors] == pytest.approx([n + each, n * each / 10])
        assert one.errors[0].why.en == f"you added {n:g} and {each:g}"
        assert one.rationale.en == f"<p>{n:g} × {each:g} = {n * each:g}</p>"
        assert one.note.zh == f"<p>{n:g} 是虚构的</p>"
        assert shown(one.stem.zh.replace("<p>", "")) == [n, each]


def test_compiled_items_hold_no_expressions(folder):
    (compiled,) = (one for one in json.loads((folder / "01-one.json").read_text())["items"] if one["id"] == "one-a-07")
    assert not {"parameters", "where"} & compiled.keys()
    assert "{" not in json.dumps([compiled["variants"], compiled["stem"]]).replace('{"', "")


def test_a_variant_has_no_variants_and_other_items_stay_as_they_are(item):
    assert variant(variant(item, 1), 2) == variant(item, 1)
    assert variant(item, 1).variants == ()
    for other in make_items().values():
        assert variant(other, 1) is other
    assert {variant(item, seed).stem for seed in range(100)} == {one.stem for one in item.variants}
    assert repeated([item, *make_items().values()], 5, 5) == 1


@pytest.fixture
def open_session(tmp_path, folder, clock):
    bank = Bank(folder)
    quiz = Quiz("01-one", "One", (bank.item("one-a-07"), bank.item("one-a-01")), 2)
    with Store.open(tmp_path / "fuwu.db", lang="en") as store:
        yield lambda: Session(quiz, store=store, bank=bank, lang="en", clock=clock)


def submit(session, answer):
    return session.submit("one-a-07", answer, response_id=str(uuid.uuid4()), elapsed_ms=9)["feedback"]


def stem_of(session):
    (view,) = (view for view in session.payload()["items"] if view["id"] == "one-a-07")
    return view["stem"]


def test_learner_grader_and_feedback_see_the_same_numbers(open_session):
    session = open_session()
    for _ in range(6):
        n, each = shown(stem_of(session))
        assert stem_of(open_session()) == stem_of(session)
        mistaken = submit(session, f"{n + each:g}")
        assert mistaken["verdict"] == "wrong"
        assert mistaken["mistake"] == f"you added {n:g} and {each:g}"
        assert mistaken["key_text"] == f"{n * each:g} cartons"
        assert mistaken["rationale"] == f"<p>{n:g} × {each:g} = {n * each:g}</p>"
        assert mistaken["note"] == f"<p>{n:g} is fictional</p>"
        # Resumed, as after a restart of the kernel: the same numbers, the same feedback.
        again = open_session()
        assert again.payload()["answers"]["one-a-07"]["feedback"] == mistaken
        assert stem_of(again) == f"<p>{n:g} shops with {each:g} cartons each: how many in all?</p>"
        before = stem_of(again)
        again.retry()
        assert stem_of(again) != before
        n, each = shown(stem_of(again))
        assert submit(again, f"{n * each:g}")["verdict"] == "correct"
        before = stem_of(again)
        again.restart()
        assert stem_of(again) != before
        session = open_session()


# The real items: every number set is worked out again from its stem alone

KEYS = {
    "cls-behaviour-03": lambda a, b, c, d, e, f: 100 * f / (b + d + f),
    "cls-characteristics-05": lambda *n: sum(n[-3:]) / 3,
    "cls-practice-02": lambda *n: n[4] * n[1] + n[2] * (n[6] + n[8]) / 2 + n[2] * n[10] / 3,
    "cls-practice-03": lambda *n: n[5] * n[1] + n[3] * (n[7] + n[9]) / 2 + n[3] * n[11] / 3 - n[2] * n[3],
    "lis-common-07": lambda *n: 100 * (n[2] + n[5] + n[8] + n[11]) / (n[1] + n[4] + n[7] + n[10]),
    "lis-tiers-04": lambda total, a, ma, b, mb, c, shops: (total - a * ma - b * mb) / (shops - a - b),
    "ret-adviser-04": lambda *n: n[5] * n[2] / (n[4] / 12),
    "ret-keep-03": lambda *n: n[0] * n[1] - n[2] * n[3] - n[4] * n[5],
    "ret-long-term-03": lambda n, paid, due, rate: n * (due - paid) - n * paid * rate / 100,
    "ret-purpose-03": lambda a, ta, b, tb, c, tc, each: (a * ta + b * tb + c * tc) * each,
    "ret-relations-04": lambda *n: (n[2] * n[3] + n[6] * n[7] + n[9] * n[10]) / n[11],
    "val-compare-03": lambda *n: 100 * (n[3] + n[5]) / (n[2] + n[4]),
    "val-product-07": lambda shops, times, both, one, two, taught, again: shops - (one + two - both) - (taught - again),
    "val-prospecting-05": lambda *n: (n[3] - n[5]) / n[7],
    "val-six-types-07": lambda wish, sold, price: (wish - sold) * price,
    "law-channel-02": lambda *n: (n[2] + n[4]) * 0.1,
    "law-channel-05": lambda n, paid, less: paid * 0.05 - n * less,
    "law-fake-03": lambda n, buy, sell, sold, rest: sold * sell * 0.5,
    "law-licence-03": lambda one, two, other, profit: (one + two) * 0.2,
    "accounting-adopted-05": lambda n, p, m, q, k, r: k * r - k * (n * p + m * q) / (n + m),
    "accounting-rejected-06": lambda n, total, cut: total * 10_000 / (n * (1 - cut / 100)) - total * 10_000 / n,
    "accounting-survey-05": lambda papers: papers * 0.173,
    "feier-story-04": lambda *n: n[0] - n[1] - n[2] + n[3] * n[5] - n[3] * n[4] * n[7] / 100,
}


def real_items():
    bank = Bank()
    items = (item for lesson in bank.lessons() for item in bank.items(lesson.id))
    return {item.id: item for item in items if isinstance(item, Numeric) and item.variants}


REAL = real_items()


def plain(html):
    return re.sub(r"(?<=\d),(?=\d{3})", "", re.sub(r"<[^>]+>", " ", html))


def numbers(html):
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", plain(html))]


def test_every_real_item_with_parameters_is_worked_out_here():
    assert REAL.keys() == KEYS.keys()
    assert len(REAL) >= 14


@pytest.mark.parametrize("name", KEYS)
def test_the_key_follows_from_the_numbers_in_the_stem(name):
    item = REAL[name]
    assert len(item.variants) >= 4
    assert len({one.stem for one in item.variants}) == len(item.variants)
    for one in item.variants:
        key = KEYS[name](*numbers(one.stem.zh))
        assert abs(key - one.value) <= one.tolerance + 1e-9, one.stem.zh
        assert sorted(numbers(one.stem.zh)) == sorted(numbers(one.stem.en)) or name in WORDED
        assert f"{abs(one.value):g}" in plain(one.rationale.zh)
        assert f"{abs(one.value):g}" in plain(one.rationale.en)


#: Stems that write the same number differently in the two languages: months by name, 90 万元 as 900,000 yuan.
WORDED = {"cls-characteristics-05", "ret-adviser-04", "accounting-rejected-06", "ret-relations-04"}


@pytest.mark.parametrize("name", KEYS)
def test_the_grader_agrees_with_key_and_errors_of_every_set(name):
    for seed in range(40):
        item = variant(REAL[name], seed)
        assert grade(item, f"{item.value:.10g}").verdict == "correct"
        for error in item.errors:
            assert grade(item, f"{error.value:.10g}").verdict == "wrong"
            for text in (error.why.zh, error.why.en):
                assert "{" not in text
        values = [error.value for error in item.errors]
        assert all(abs(a - b) > item.tolerance for a, b in pairwise(sorted(values)))


SUM = re.compile(r"[\d.%()（）+−×÷=≈ ]*[=≈][\d.%()（）+−×÷=≈ ]*")
SIGNS = str.maketrans({"（": "(", "）": ")", "−": "-", "×": "*", "÷": "/"})


def sums(text):
    """The sides of each equation in a text, worked out."""
    for found in SUM.findall(re.sub(r"\.(?!\d)", ";", plain(text))):
        sides = [side.strip() for side in re.split("[=≈]", found.translate(SIGNS))]
        sides = [re.sub(r"(\d)%", r"\1/100", side) for side in sides if side]
        if len(sides) > 1 and found.count("(") + found.count("（") == found.count(")") + found.count("）"):
            yield found, [eval(side) for side in sides]


def test_every_sum_in_every_explanation_is_right():
    count = 0
    for item in REAL.values():
        for one in item.variants:
            for text in (one.rationale, *(error.why for error in one.errors)):
                for found, values in (*sums(text.zh), *sums(text.en)):
                    count += 1
                    rounding = 0.06 if "≈" in found and "%" not in found else 0.0006
                    assert max(values) - min(values) <= rounding, (item.id, found)
    assert count > 600
