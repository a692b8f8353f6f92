"""Each rule of the lint finds what it is for and leaves alone what is near it, in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import content_sample
import pytest
from content_sample import FILES, ITEM_FILE, ITEMS

from fuwu.bank import Bank
from fuwu.cli import main
from fuwu.content import check, compile_bank, write_bank
from fuwu.content.faults import Source
from fuwu.content.lint import RULES, lint
from fuwu.content.lint.balance import tail
from fuwu.content.lint.entry import Entry, Side
from fuwu.i18n import gettext_for

Item = dict[str, Any]


def both(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}


def made(kind: str, stem: str, **fields: Any) -> Item:
    head = {"id": "one-a-01", "version": 1, "type": kind, "level": "recall", "facts": []}
    return {**head, "stem": both(stem), "rationale": both("x"), **fields}


def parts(*texts: str) -> list[Item]:
    return [{"id": "abcdefgh"[n], "text": both(text), "why": both("x")} for n, text in enumerate(texts)]


def single(stem: str, *options: str, key: str = "a") -> Item:
    return made("single", stem, options=parts(*options), key=key)


def multiple(stem: str, *options: str, key: str = "ab") -> Item:
    return made("multiple", stem, options=parts(*options), key=list(key))


def judge(stem: str, *, key: bool = True) -> Item:
    return made("truefalse", stem, key=key, wrong=both("x"))


def fillin(stem: str, *accepted: str) -> Item:
    blanks = [{"accept": {"zh": [text], "en": [text]}, "why": both("x")} for text in accepted]
    return made("fillin", stem, blanks=blanks)


def numeric(stem: str, unit: str) -> Item:
    return made("numeric", stem, value=1, tolerance=0, units=[{**both(unit), "factor": 1}], errors=[])


def case(stem: str, *marks: float) -> Item:
    points = [{"id": f"k{n}", "marks": m, "text": both("点"), "why": both("x")} for n, m in enumerate(marks)]
    return made("case", stem, key_points=points, reference=both("参考"))


def rubric(reference: str, needs: str, *, at_least: int = 0) -> Item:
    item = case("x (1)", 1)
    side = {"needs": needs.split("/"), "at_least": at_least}
    item["key_points"][0]["evidence"] = {"zh": side, "en": side}
    return item | {"reference": both(reference)}


def matching(pairs: dict[str, str]) -> Item:
    left = [{**part, "id": f"l{n}"} for n, part in enumerate(parts(*pairs))]
    right = [{**part, "id": f"r{n}"} for n, part in enumerate(parts(*pairs.values()))]
    return made("matching", "配对", left=left, right=right, key={f"l{n}": f"r{n}" for n in range(len(pairs))})


def entries(items: Iterable[Item]) -> list[Entry]:
    source = Source("quizzes/items/01-one/one-a.yaml", str)
    return [Entry(source, ("items", n), {**item, "id": item["id"] + str(n)}) for n, item in enumerate(items)]


def found(rule: str, lang: str, item: Item) -> list[str]:
    entry = entries([item])[0]
    if RULES[rule].on and entry.type not in RULES[rule].on:
        return []
    return [what for _at, what in RULES[rule].find(Side(entry, lang))]


ZH, EN = "客户经理应当先做的是（ ）。", "What should the customer manager do first? ( )"

#: By rule and language: an item that breaks it, and one that comes near and does not.
ITEMS_BY_RULE: dict[str, dict[str, tuple[Item, Item]]] = {
    "no-evidence": {
        "zh": (case("x", 1), rubric("先倾听他的话。", "倾听")),
        "en": (case("x", 1), rubric("First listen to him.", "listen")),
    },
    "reference-fails": {
        "zh": (rubric("先听清他的话。", "倾听"), rubric("先倾听他的话。", "倾听")),
        "en": (rubric("First hear him.", "listen"), rubric("First listen to him.", "listen")),
    },
    "denied-reference-passes": {
        "zh": (rubric("他难以不记录。", "记录"), rubric("先倾听他的话。", "倾听")),
        "en": (rubric("They record 条 first.", "record"), rubric("First listen to him.", "listen")),
    },
    "all-of-the-above": {
        "zh": (single(ZH, "上门", "打电话", "以上都对"), single(ZH, "上门", "打电话", "都带上礼品")),
        "en": (
            single(EN, "call on the shop", "telephone", "none of the above"),
            single(EN, "call on all of the shops", "telephone", "write"),
        ),
    },
    "key-longest": {
        "zh": (
            single(ZH, "先倾听客户的牢骚，再和他一起把原因查清楚", "直接打断", "马上回公司", "请他去投诉"),
            single(ZH, "先倾听客户的牢骚，再查清原因", "直接打断客户，讲公司规定", "马上回公司", "请他投诉"),
        ),
        "en": (
            multiple(EN, "listen to the owner until he has finished", "find out the cause with him", "leave", "argue"),
            multiple(EN, "listen to the end", "find out the cause", "leave the shop at once", "argue for a while"),
        ),
    },
    "absolute-distractors": {
        "zh": (
            single(ZH, "按分类安排拜访", "所有客户一样拜访", "永远不拜访小店", "先拜访大店"),
            single(ZH, "对所有客户讲清规则", "所有客户一样拜访", "永远不拜访小店", "先拜访大店"),
        ),
        "en": (
            multiple(EN, "visit by class", "tell them the rule", "never visit small shops", "begin early"),
            multiple(EN, "always visit by class", "tell them the rule", "never visit small shops", "begin early"),
        ),
    },
    "vague-key": {
        "zh": (
            single(ZH, "通常先倾听", "先解释", "先道歉"),
            single(ZH, "先倾听", "通常先解释", "先道歉"),
        ),
        "en": (
            single(EN, "He should usually listen", "He should explain", "He should leave"),
            single(EN, "He should usually listen", "He should often explain", "He should leave"),
        ),
    },
    "stem-words-in-key": {
        "zh": (
            single("店主抱怨送货迟到，客户经理应当（ ）。", "查明迟到的原因", "讲价格", "介绍新品"),
            single("店主抱怨送货迟到，客户经理应当（ ）。", "查明迟到的原因", "换掉送货员", "介绍新品"),
        ),
        "en": (
            single("The owner complains of late delivery. What next? ( )", "ask why delivery failed", "leave", "sell"),
            single("The owner complains of late delivery. What next? ( )", "ask why delivery failed", "complain", "go"),
        ),
    },
    "convergence": {
        "zh": (
            single(ZH, "倾听、道歉", "倾听、争辩", "解释、道歉", "离开、送礼"),
            single(ZH, "倾听、道歉", "倾听、争辩", "解释、道歉", "解释、争辩"),
        ),
        "en": (
            single(EN, "listen and apologise", "listen and argue", "explain and apologise", "leave and write"),
            single(EN, "listen and apologise", "listen and argue", "explain and apologise", "explain and argue"),
        ),
    },
    "option-form": {
        "zh": (single(ZH, "先倾听。", "先解释", "先道歉"), single(ZH, "先倾听。", "先解释。", "先道歉。")),
        "en": (single(EN, "listen (first)", "explain", "leave"), single(EN, "listen", "explain (first)", "leave")),
    },
    "near-duplicate": {
        "zh": (
            single(ZH, "倾听客户的牢骚", "倾听了客户牢骚", "争辩"),
            single(ZH, "每月拜访一次", "每月拜访两次", "每月拜访三次"),
        ),
        "en": (
            single(EN, "listen to the owner", "listen to an owner.", "argue"),
            single(EN, "the owner pays the firm", "the firm pays the owner", "nobody pays"),
        ),
    },
    "option-contains-option": {
        "zh": (
            single(ZH, "品牌和规模", "品牌、规模和位置", "年龄"),
            single(ZH, "品牌和规模", "品牌和位置", "只看品牌"),
        ),
        "en": (
            single(EN, "brand and scale", "brand, scale and place", "age"),
            single(EN, "two and three", "three and three", "two and four"),
        ),
    },
    "opposite-pair": {
        "zh": (
            single(ZH, "能提高满意度", "不能提高满意度", "与订货有关", "由公司规定"),
            single(ZH, "能提高满意度", "不能提高满意度", "要公开规则", "不要公开规则"),
        ),
        "en": (
            single(EN, "satisfaction rises", "satisfaction does not rise", "orders change", "rules change"),
            single(EN, "orders change", "satisfaction rises", "satisfaction does not rise", "rules change"),
        ),
    },
    "negative-not-bold": {
        "zh": (
            single("下列各项中不属于经营情况的是（ ）。", "一", "二", "三"),
            single("下列各项中**不属于**经营情况的是（ ）。", "一", "二", "三"),
        ),
        "en": (
            single("Which of these is not a characteristic? ( )", "one", "two", "three"),
            single("The owner did not pay. Which of these is **not** an answer? ( )", "one", "two", "three"),
        ),
    },
    "double-negative": {
        "zh": (judge("客户经理不能不倾听客户。"), judge("客户经理不能打断客户，也不能争辩。")),
        "en": (
            judge("A manager should not call it impossible to listen."),
            judge("A manager should not argue, and need not agree."),
        ),
    },
    "unfocused-stem": {
        "zh": (
            single("下列说法正确的是（ ）。", "一", "二", "三"),
            single("关于客户期望，正确的是（ ）。", "一", "二", "三"),
        ),
        "en": (
            single("Which of the following statements is true? ( )", "one", "two", "three"),
            single("Which of these shows loyalty of a retailer? ( )", "one", "two", "three"),
        ),
    },
    "gap-inside-stem": {
        "zh": (
            single("推销员靠（ ）求得生存和发展。", "一", "二", "三"),
            single("工作人员到场的时限在（ ）内。工作日按八小时计。", "一", "二", "三"),
        ),
        "en": (
            single("In the notes ( ) is not listed.", "one", "two", "three"),
            single("The service is a ( ) need.", "one", "two", "three"),
        ),
    },
    "key-count-in-stem": {
        "zh": (
            multiple("还要了解的两点是（ ）。", "一", "二", "三"),
            multiple("两家店都属于的有（ ）。", "一", "二", "三", "四", key="abc"),
        ),
        "en": (
            multiple("Which two of them are right? ( )", "one", "two", "three"),
            multiple("Of the three shops, which are strong? ( )", "one", "two", "three"),
        ),
    },
    "numbers-unsorted": {
        "zh": (single(ZH, "3 次", "1 次", "2 次"), single(ZH, "3 次", "2 次", "1 次")),
        "en": (single(EN, "$100", "$1,000", "$500"), single(EN, "10 days", "20 days", "1,000 days")),
    },
    "numbers-overlap": {
        "zh": (single(ZH, "1–3 次", "3–5 次", "4–6 次"), single(ZH, "1–3 次", "3–5 次", "5–7 次")),
        "en": (single(EN, "0 to 10 days", "5 to 15 days", "20 to 30 days"), single(EN, "1 to 2", "3 to 4", "5 to 6")),
    },
    "option-units": {
        "zh": (single(ZH, "3 次", "5 次", "8 户"), single(ZH, "3 次", "5 次", "8 次")),
        "en": (single(EN, "1 hour", "2 hours", "3 days"), single(EN, "1 hour", "2 hours", "3 hours")),
    },
    "unit-asked": {
        "zh": (numeric("每户每天卖多少包？", "条"), numeric("每户每天卖多少条？", "条")),
        "en": (numeric("How many packs does each shop sell?", "cartons"), numeric("What percentage is kept?", "%")),
    },
    "grammar-cue": {
        "zh": (
            single("做这件事的是一位（ ）。", "送货员", "办证中心", "服务热线"),
            single("做这件事的是一位（ ）。", "送货员", "客户经理", "专卖人员"),
        ),
        "en": (
            single("This need is an ( ).", "exciting one", "basic one", "reverse one"),
            single("This need is a ( ).", "basic one", "secondary one", "exciting one"),
        ),
    },
    "punctuation-width": {
        "zh": (judge("客户经理倾听\x2c然后记录。"), judge("客户经理倾听，用时 1:30，价 1,000 元（含税）。")),
        "en": (judge("Listen first，then answer."), judge("Listen first (then answer): “yes”, 1,000 times.")),
    },
    "case-marks": {
        "zh": (case("请回答。（共 10 分）", 2, 3, 4), case("（1）原因？（4 分）（2）办法？（5 分）", 2, 3, 4)),
        "en": (case("Answer. (10 marks)", 2, 3, 4), case("Answer. (9 marks)", 2, 3, 4)),
    },
    "case-marks-missing": {
        "zh": (case("请回答。", 2, 3), case("请回答。（5 分）", 2, 3)),
        "en": (case("Answer.", 2, 3), case("Answer. (5 marks in all)", 2, 3)),
    },
    "answer-in-stem": {
        "zh": (
            fillin("要在限定期限内完成任务，压力来自{1}。", "期限"),
            fillin("要在限定期限内完成任务，压力来自{1}。", "销售额"),
        ),
        "en": (
            fillin("A deadline must be kept; the pressure comes from the {1}.", "deadline"),
            fillin("Headlines must be read; the pressure comes from {1}.", "deadline"),
        ),
    },
    "match-by-words": {
        "zh": (
            matching({"订货的方式": "订货行为", "新品的试销": "新品支持", "店主的年龄": "物理属性"}),
            matching({"电话下单": "订货行为", "试销三次": "新品支持", "店主的年龄": "物理属性"}),
        ),
        "en": (
            matching({"orders by phone": "ordering behaviour", "tries new goods": "support of new goods"}),
            matching({"phones on Monday": "ordering behaviour", "tries a brand": "support of new goods"}),
        ),
    },
}

#: Rules about several items: such that break it, and such that do not.
LONGER, SHORTER = "客户经理先倾听客户，再和他一起查明原因", "倾听客户"
GROUPS: dict[str, tuple[list[Item], list[Item]]] = {
    "key-positions": (
        [single(ZH, "一", "二", "三", "四", key="c")] * 8,
        [single(ZH, "一", "二", "三", "四", key=key) for key in "aabbccdd"],
    ),
    "true-or-false": ([judge("一")] * 10, [judge("一", key=n % 3 > 0) for n in range(12)]),
    "absolute-statements": (
        [judge("always 总是", key=False)] * 10,
        [judge("always 总是", key=n % 2 > 0) for n in range(10)],
    ),
    "denying-statements": (
        [judge("not 不")] * 10,
        [judge("not 不", key=n % 2 > 0) for n in range(10)],
    ),
    "key-lengths": (
        [single(ZH, LONGER, SHORTER, "先离开", "争辩")] * 8,
        [single(ZH, LONGER, SHORTER, "先离开", "争辩", key=key) for key in "abcdabcd"],
    ),
    "key-counts": (
        [multiple(ZH, "一", "二", "三", "四", key="abc")] * 5,
        [multiple(ZH, "一", "二", "三", "四", key=keys) for keys in ("abc", "ab", "ac", "abd", "cd")],
    ),
}

ASK_ZH = single("零售核算案例里，两次调查中客户最不满意的一项是（ ）。", "零售利润", "货源分配", "送货时间")
ASK_EN = single(
    "In both surveys customers were least content with ( ).", "retail profit", "supply of goods", "delivery"
)
PAIRS: dict[str, tuple[Item, Item, Item]] = {
    "choice, zh": (
        ASK_ZH,
        judge("两次调查中客户最不满意的一项是零售利润，于是开展了讨论。"),
        judge("零售利润等于零售额减去进货额。"),
    ),
    "choice, en": (
        ASK_EN,
        judge("As customers were least content with retail profit in both surveys, the branch acted."),
        judge("To reckon retail profit, take purchases from sales."),
    ),
    "blank, zh": (
        fillin("满意是一种直接性{1}评价。", "综合"),
        judge("这种直接性综合评价来自体验。"),
        judge("综合各种情况来看，评价不高。"),
    ),
    "blank, en": (
        fillin("A direct and {1} judgement by customers.", "overall"),
        judge("Such an overall judgement by customers counts."),
        judge("The overall height is two metres."),
    ),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("rule", ITEMS_BY_RULE)
def test_rule_about_an_item(rule: str, lang: str) -> None:
    bad, good = ITEMS_BY_RULE[rule][lang]
    assert found(rule, lang, bad)
    assert found(rule, lang, good) == []


@pytest.mark.parametrize("rule", GROUPS)
def test_rule_about_a_group(rule: str) -> None:
    bad, good = GROUPS[rule]
    assert list(RULES[rule].find(entries(bad)))
    assert list(RULES[rule].find(entries(good))) == []


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_one_item_answers_another_unless_they_are_enemies(pair: tuple[Item, Item, Item]) -> None:
    asks, tells, harmless = pair
    find = RULES["answers-another"].find
    assert [entry.id for entry, _at, _what in find(entries([asks, tells]))] == ["one-a-010"]
    assert list(find(entries([asks, harmless]))) == []
    for one, other in (({"enemies": ["one-a-011"]}, {}), ({}, {"enemies": ["one-a-010"]})):
        assert list(find(entries([asks | one, tells | other]))) == []


def test_every_rule_is_tried_here() -> None:
    assert set(RULES) == {*ITEMS_BY_RULE, *GROUPS, "answers-another"}


def test_the_tail_is_that_of_the_binomial_distribution() -> None:
    assert tail(0, 4, 0.5) == pytest.approx(1 / 16)
    assert tail(3, 4, 0.25) == pytest.approx(4 * 0.25**3 * 0.75 + 0.25**4)
    assert sum(tail(n, 9, 0.3) - tail(n + 1, 9, 0.3) for n in range(3, 9)) + tail(9, 9, 0.3) == pytest.approx(
        tail(3, 9, 0.3)
    )


# In a project


def project(root: Path, extra: str = "", *, stem: str = "下列各项中不属于经营情况的是（ ）。", file: str = "") -> Path:
    """Write the sample with the single choice's stem as given and more fields for it (and the file)."""
    old = "    stem: {zh: 选**一**个。, en: Pick **one**.}\n"
    assert old in ITEMS
    item = ITEMS.replace(old, f"    stem: {{zh: '{stem}', en: Pick one of **three** ways to begin.}}\n{extra}", 1)
    return content_sample.write(root, {**FILES, ITEM_FILE: item.replace("items:\n", f"{file}items:\n", 1)})


def lints(root: Path) -> list[str]:
    return [
        str(fault).removeprefix(f"{ITEM_FILE}:").split(":")[0] + ": " + fault.message
        for fault in check(root, "en", lint=True)
    ]


def about(rule: str, messages: list[str]) -> list[str]:
    return [message for message in messages if f"[{rule}]" in message or f"'{rule}'" in message]


NEGATIVE = (
    "8: [negative-not-bold] the stem asks for what is not so, and the negative word is not bold "
    "(zh: 不属于经营情况的是): ask for what is so, or write the negative word in bold"
)


def test_a_finding_says_where_what_and_how_to_mend(tmp_path: Path) -> None:
    assert about("negative-not-bold", lints(project(tmp_path))) == [NEGATIVE]
    assert check(tmp_path, "en") == []
    chinese = [str(fault) for fault in check(tmp_path, "zh", lint=True) if "[negative-not-bold]" in fault.message]
    assert len(chinese) == 1
    assert "题干" in chinese[0]


def test_a_warning_is_accepted_with_a_reason(tmp_path: Path) -> None:
    extra = "    lint: {negative-not-bold: 原题如此}\n"
    assert about("negative-not-bold", lints(project(tmp_path, extra))) == []


def test_an_acceptance_that_is_no_longer_needed_is_reported(tmp_path: Path) -> None:
    extra = "    lint: {negative-not-bold: 原题如此}\n"
    stale = "9: [stale-acceptance] 'negative-not-bold' is accepted here and no longer found: remove the acceptance"
    assert about("negative-not-bold", lints(project(tmp_path, extra, stem="属于经营情况的是（ ）。"))) == [stale]


def test_what_is_found_in_a_lesson_is_accepted_in_one_of_its_files(tmp_path: Path) -> None:
    many = "".join(ITEMS.partition("items:\n")[2].replace("id: one-a-0", f"id: one-a-{n}-") for n in range(10))
    for head, expected in (("", 1), ("lint: {true-or-false: 只有一课}\n", 0)):
        content_sample.write(tmp_path, {**FILES, ITEM_FILE: f"point: one-a\n{head}items:\n{many}"})
        messages = [fault.path for fault in check(tmp_path, "en", lint=True) if "[true-or-false]" in fault.message]
        assert messages == ["quizzes/items", *[ITEM_FILE] * expected]
    assert about("true-or-false", lints(project(tmp_path, file="lint: {true-or-false: 只有一课}\n"))) == [
        "2: [stale-acceptance] 'true-or-false' is accepted here and no longer found: remove the acceptance"
    ]


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        (
            "    lint: {key-longes: x}\n",
            "9: 'key-longes' is not a rule of the lint: did you mean 'key-longest'?",
        ),
        (
            "    lint: {case-marks: x}\n",
            "9: what the rule 'case-marks' finds is an error: mend it, it cannot be accepted",
        ),
        ("    lint: {key-longest: ''}\n", "9: lint.key-longest is blank: write it or remove it"),
        ("    enemies: [one-a-01]\n", "9: an item is not its own enemy: remove it"),
        ("    enemies: [one-a-0]\n", "9: there is no item 'one-a-0' to be an enemy: did you mean 'one-a-08'?"),
    ],
)
def test_wrong_acceptances_and_enemies_are_faults(tmp_path: Path, extra: str, expected: str) -> None:
    messages = [f"{fault.line}: {fault.message}" for fault in check(project(tmp_path, extra), "en")]
    assert messages == [expected]


def test_items_of_a_file_with_faults_are_not_linted(tmp_path: Path) -> None:
    messages = lints(project(tmp_path, "    enemies: [one-a-01]\n"))
    assert messages == ["9: an item is not its own enemy: remove it"]


def test_enemies_are_compiled_both_ways_and_acceptances_dropped(tmp_path: Path) -> None:
    extra = "    enemies: [one-a-03]\n    lint: {negative-not-bold: 原题如此}\n"
    project(tmp_path, extra)
    items = {item["id"]: item for item in json.loads(compile_bank(tmp_path)["01-one.json"])["items"]}
    assert {name: item["enemies"] for name, item in items.items() if "enemies" in item} == {
        "one-a-01": ["one-a-03"],
        "one-a-03": ["one-a-01"],
    }
    assert not any("lint" in item for item in items.values())
    write_bank(tmp_path, lang="en")
    bank = Bank(tmp_path / "src/fuwu/compiled")
    assert [bank.item(name).enemies for name in ("one-a-01", "one-a-02", "one-a-03")] == [
        ("one-a-03",),
        (),
        ("one-a-01",),
    ]


# The command


@pytest.fixture
def _clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # One item that breaks nothing; the sample's own are written to break everything.
    item = """\
point: one-a
items:
  - id: one-a-01
    version: 1
    type: truefalse
    level: recall
    facts: [F-1]
    stem: {zh: 店主怎样下单，属于订货行为。, en: How an owner places orders is ordering behaviour.}
    key: true
    wrong: {zh: 像错。, en: It looks wrong.}
    rationale: {zh: 因为。, en: Because.}
"""
    page = {name: text.replace("items=8", "items=1") for name, text in FILES.items()}
    content_sample.write(tmp_path, {**page, ITEM_FILE: item})
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("_clean")
def test_the_command_ends_well_without_findings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--lint"]) == 0
    assert capsys.readouterr().out == "no faults\n"


@pytest.mark.usefixtures("_clean")
def test_a_finding_stops_the_command_only_with_lint(capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(ITEM_FILE)
    path.write_text(path.read_text(encoding="utf-8").replace("How an", "Not never an"), encoding="utf-8")
    assert main(["check"]) == 0
    assert main(["check", "--lint"]) == 1
    printed = capsys.readouterr().out
    assert f"{ITEM_FILE}:8: [double-negative] a double negative (en: Not never): say it positively" in printed


@pytest.mark.parametrize(("lang", "word"), [("en", "mend: "), ("zh", "改法：")])
def test_the_rules_are_listed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lang: str, word: str
) -> None:
    monkeypatch.setenv("FUWU_LANG", lang)
    assert main(["check", "--lint", "--rules"]) == 0
    printed = capsys.readouterr().out
    assert printed.count(word) == len(RULES)
    heads = {line.replace("（", " ").split(" ")[0] for line in printed.splitlines() if not line.startswith(" ")}
    assert set(RULES) <= heads


def test_rules_without_lint_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--rules"]) == 1
    assert capsys.readouterr().err == "fuwu: --rules goes with --lint: run fuwu check --lint --rules\n"


def test_findings_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    source = Source(ITEM_FILE, gettext_for("en"), {"items": [ITEMS_BY_RULE["near-duplicate"]["zh"][0]] * 2})
    faults = lint([source], gettext_for("en"))
    assert faults == sorted(faults)
    assert faults
