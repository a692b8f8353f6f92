"""Lab 09: the articles and their fines, by hand."""

import pytest

from fuwu.labs.situations import FIGURES, FINES, TABLES

BY_ARTICLE = {fine.article: fine for fine in FINES}


@pytest.mark.parametrize(
    ("article", "base", "low", "high"),
    [(56, 12_000, 600, 1_200), (57, 8_000, 1_600, 4_000), (58, 1_000, 200, 500), (60, 3_000, 600, 1_500),
     (54, 10_000, 5_000, 10_000), (59, 10_000, 1_000, 2_000)],
)  # fmt: skip
def test_a_fine_is_a_share_of_its_base(article, base, low, high):
    assert BY_ARTICLE[article].range_of(base) == (low, high)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_figures_say_every_share_in_words(lang):
    rules = FIGURES["rules"](lang, None)
    for fine in FINES:
        assert str(fine.article) in rules.words
        assert f"{fine.high:.0%}" in rules.words
    assert rules.png[:4] == b"\x89PNG"
    duty = FIGURES["duty"](lang, None)
    assert duty.words.count("。" if lang == "zh" else ".") == 5
    assert duty.alt != rules.alt


def test_the_table_shows_what_a_base_of_10_000_yuan_costs():
    words = TABLES["law"]("zh", None).words
    assert "第 56 条 | 持证户从乱渠道进货 | 进货总额 | 5%–10% | 500–1,000" in words
    assert "2021 年文本" in words
