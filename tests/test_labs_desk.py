import re

import pytest

from fuwu.labs.desk import CAUSES, FIGURES, FLOW, TABLES

HAN = re.compile("[\u4e00-\u9fff]")


def test_the_flow_has_the_six_nodes_of_the_material_in_order():
    words = FIGURES["flow"]("zh").words
    nodes = ["受理前准备", "接听、提示问好", "倾听、受理", "登记投诉信息", "处理", "反馈意见"]
    places = [words.index(f"{place} {name}") for place, name in enumerate(nodes, 1)]
    assert places == sorted(places)
    assert len(FLOW) == len(nodes)
    assert "提交上级处理" in words


def test_the_flow_says_that_the_last_two_nodes_may_have_been_one():
    assert "也可能是一个框" in FIGURES["flow"]("zh").words
    assert "may have been one box" in FIGURES["flow"]("en").words


def test_each_cause_has_its_own_three_treatments():
    words = FIGURES["causes"]("zh").words
    assert "过度承诺，处理为 实事求是 → 兑现 → 补偿" in words
    assert "服务不佳，处理为 担责 → 询问 → 改进" in words
    assert "需求超出公司能力，处理为 解释 → 如实告知 → 帮找办法" in words


def test_the_table_puts_compensation_under_over_promising_only():
    lines = TABLES["causes"]("zh").words.splitlines()
    assert [line.split(" | ")[0] for line in lines if "补偿：" in line] == ["过度承诺"]
    assert len([line for line in lines if " | " in line]) == 1 + len(CAUSES)


@pytest.mark.parametrize("name", FIGURES)
def test_figures_speak_both_languages(name):
    zh, en = FIGURES[name]("zh"), FIGURES[name]("en")
    assert HAN.search(zh.words)
    assert HAN.search(zh.alt)
    assert not HAN.search(en.words + en.alt)
    assert zh.png.startswith(b"\x89PNG")
    assert HAN.search(zh.html())
    assert not HAN.search(en.html())


def test_the_table_speaks_both_languages():
    assert not HAN.search(TABLES["causes"]("en").words)
    assert not re.search("[A-Za-z]{3}", TABLES["causes"]("zh").words)


def test_no_english_is_left_in_the_chinese_pictures():
    for name in FIGURES:
        shown = re.sub("<[^>]*>", " ", FIGURES[name]("zh").html())
        assert not re.search("[A-Za-z]{3}", shown)
