"""Flashcards: what they are made of, how they keep their ids, and what an author is told."""

from __future__ import annotations

import json
import re
from pathlib import Path

import content_sample
import pytest
from content_sample import EN_PAGE, FILES, GLOSSARY, GLOSSARY_TEXT, ZH_PAGE

from fuwu.bank import Bank, BankError
from fuwu.content import check, compile_bank, write_bank
from fuwu.content.cards import bullets
from fuwu.content.markdown import TAGS
from fuwu.model import Text

OMITTED = "content/cards.yaml"
ZH_SUMMARY = """
## 小结
<a id="summary"></a>

- **别名**\uff1a客户细分。**目的**\uff1a看差异。
- **罚款**\uff082021\uff09\uff1a可以处 **5%–10%**。
- **两步**\uff1a① 先看\uff1b② 再问。

```python
lesson.quiz(items=8)
```

- 这一行不在小结里
"""
EN_SUMMARY = """
## Summary
<a id="summary"></a>

- **Other name**: segmentation. **Purpose**: to see differences.
- **Fine** (2021): a fine of **5%–10%**
  may be added, **note** this.
- **Two steps**: ① look; ② ask.

```python
lesson.quiz(items=8)
```

- this line is not in the summary
"""


def project(root: Path, **changes: str) -> Path:
    """Write the sample with summaries; `changes` replaces the files zh, en, glossary, omitted."""
    names = {"zh": ZH_PAGE, "en": EN_PAGE, "glossary": GLOSSARY, "omitted": OMITTED}
    files = {**FILES, ZH_PAGE: FILES[ZH_PAGE] + ZH_SUMMARY, EN_PAGE: FILES[EN_PAGE] + EN_SUMMARY}
    return content_sample.write(root, files | {names[name]: text for name, text in changes.items()})


def made(root: Path) -> list[dict]:
    return json.loads(compile_bank(root)["cards.json"])["cards"]


def faults(root: Path) -> list[str]:
    return [str(fault) for fault in check(root, "en")]


def test_terms_and_lines_become_cards(tmp_path):
    term, names, fine, steps = made(project(tmp_path))
    assert term == {
        "id": "term:shop",
        "kind": "term",
        "lesson": "01-one",
        "point": "one-a",
        "front": {"zh": "<strong>零售户</strong>", "en": "<strong>retailer</strong> (零售户)"},
        "back": {"zh": "<p>卖烟的店。</p>", "en": "<p>A shop.</p>"},
    }
    assert names["front"]["zh"] == "第一课 · <strong>别名</strong> / <strong>目的</strong>"
    assert names["front"]["en"] == "Lesson one · <strong>Other name</strong> / <strong>Purpose</strong>"
    assert names["back"]["zh"].startswith("<strong>别名</strong>")
    assert fine["front"]["en"] == "Lesson one · <strong>Fine (2021)</strong>"
    assert fine["back"]["en"] == "A fine of <strong>5%–10%</strong> may be added, <strong>note</strong> this."
    assert steps["back"]["en"] == "① look;<br>② ask."
    assert {card["point"] for card in (names, fine, steps)} == {None}
    assert {card["kind"] for card in (names, fine, steps)} == {"summary"}


def test_a_note_stands_under_the_definition(tmp_path):
    noted = GLOSSARY_TEXT + "    note: {zh: 别混 <b>淆</b>。, en: Do not mix up.}\n"
    back = made(project(tmp_path, glossary=noted))[0]["back"]
    assert back == {"zh": "<p>卖烟的店。</p><p>别混 淆。</p>", "en": "<p>A shop.</p><p>Do not mix up.</p>"}


def test_ids_stay_when_place_and_back_change(tmp_path):
    first = {card["front"]["zh"]: card["id"] for card in made(project(tmp_path))}
    lines = ZH_SUMMARY.split("\n")
    lines[4], lines[6] = lines[6].replace("先看", "先走"), lines[4]
    english = EN_SUMMARY.split("\n")
    english[4], english[7] = english[7], english[4].replace("Other name", "Another name")
    changed = project(tmp_path, zh=FILES[ZH_PAGE] + "\n".join(lines), en=FILES[EN_PAGE] + "\n".join(english))
    assert {card["front"]["zh"]: card["id"] for card in made(changed)} == first
    assert len(set(first.values())) == 4


def test_another_chinese_label_is_another_card(tmp_path):
    first = {card["id"] for card in made(project(tmp_path))}
    relabelled = project(tmp_path, zh=FILES[ZH_PAGE] + ZH_SUMMARY.replace("两步", "步骤"))
    assert len({card["id"] for card in made(relabelled)} - first) == 1


#: The line of the first bullet: after the sample's page a blank line, the heading, the anchor, a blank line.
FIRST = FILES[ZH_PAGE].count("\n") + 5
LACKS = "the summary has no line for that of {}: write it here too, in the same order"
AGAIN = "the summary's line {} begins with '罚款\uff082021\uff09' too: give each line its own label"


@pytest.mark.parametrize(
    ("page", "old", "new", "line", "expected"),
    [
        ("en", "- **Two steps**: ① look; ② ask.\n", "", 1, LACKS.format(f"lesson.zh.md:{FIRST + 2}")),
        ("zh", "- **两步**\uff1a① 先看\uff1b② 再问。\n", "", 1, LACKS.format(f"lesson.en.md:{FIRST + 3}")),
        (
            "en",
            " **Purpose**: to",
            " To",
            0,
            f"1 labels in this line of the summary, 2 in lesson.zh.md:{FIRST}: make them the same",
        ),
        (
            "en",
            "- **Two steps**: ①",
            "- Two steps ①",
            3,
            "each line of the summary becomes a flashcard: begin it with **label**:",
        ),
        ("zh", "**两步**", "**罚款**\uff082021\uff09", 2, AGAIN.format(FIRST + 1)),
    ],
    ids=["line missing in English", "line missing in Chinese", "label missing", "no label", "same label twice"],
)
def test_summaries_that_do_not_match(tmp_path, page, old, new, line, expected):
    name, text = (ZH_PAGE, ZH_SUMMARY) if page == "zh" else (EN_PAGE, EN_SUMMARY)
    assert old in text
    project(tmp_path, **{page: FILES[name] + text.replace(old, new, 1)})
    assert faults(tmp_path) == [f"{name}:{FIRST + line}: {expected}"]
    assert all(re.search("[\u4e00-\u9fff]", fault.message) for fault in check(tmp_path, "zh"))


def test_a_page_without_summary_makes_no_cards_and_is_no_fault(tmp_path):
    content_sample.write(tmp_path)
    assert faults(tmp_path) == []
    assert [card["id"] for card in made(tmp_path)] == ["term:shop"]
    assert bullets("# Title\n\n- **Label**: not in a summary\n") == []


def test_what_is_omitted_makes_no_card(tmp_path):
    omitted = "terms: [shop]\nlines: [两步, 别名|目的]\n"
    root = project(tmp_path, omitted=omitted)
    assert faults(root) == []
    assert [card["front"]["en"] for card in made(root)] == ["Lesson one · <strong>Fine (2021)</strong>"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("terms: [shop, shoe]\n", ["1: there is no card for 'shoe' to leave out: remove or correct it"]),
        ("terms:\n  - shop\n  - shop\n", ["3: there is no card for 'shop' to leave out: remove or correct it"]),
        ("lines: [三步]\n", ["1: there is no card for '三步' to leave out: remove or correct it"]),
        (
            "everyday: [shop]\n",
            ["1: write the lists 'terms' (ids of the glossary) and 'lines' (Chinese labels of summaries) here"],
        ),
    ],
)
def test_a_wrong_list_of_what_is_omitted(tmp_path, text, expected):
    project(tmp_path, omitted=text)
    assert faults(tmp_path) == [f"{OMITTED}:{message}" for message in expected]


def test_the_bank_reads_what_was_compiled(tmp_path):
    write_bank(project(tmp_path))
    bank = Bank(tmp_path / "src/fuwu/compiled")
    assert [card.id for card in bank.cards()] == [card["id"] for card in made(tmp_path)]
    assert bank.cards("01-one") == bank.cards()
    assert bank.cards("02-two") == ()
    card = bank.card("term:shop")
    assert (card.kind, card.point, card.back) == ("term", "one-a", Text("<p>卖烟的店。</p>", "<p>A shop.</p>"))
    with pytest.raises(BankError, match="no 'term:shoe'"):
        bank.card("term:shoe")


@pytest.mark.parametrize("text", ['{"cards": [{"id": "a"}]}', '{"cards": 1}', "[", '{"cards": [{"kind": "x"}]}'])
def test_a_broken_file_of_cards_says_so(tmp_path, text):
    write_bank(project(tmp_path))
    (tmp_path / "src/fuwu/compiled/cards.json").write_text(text, encoding="utf-8")
    with pytest.raises(BankError, match=r"cards\.json"):
        Bank(tmp_path / "src/fuwu/compiled").cards()


def test_the_cards_that_ship():
    """All lessons and cases have cards; both sides have both languages, and only the HTML that is allowed."""
    bank = Bank()
    cards = bank.cards()
    assert len({card.id for card in cards}) == len(cards)
    pages = {lesson.id for lesson in bank.lessons() if lesson.has_lesson}
    for kind in ("term", "summary"):
        assert {card.lesson for card in cards if card.kind == kind} == pages
    for card in cards:
        for text in (card.front.zh, card.front.en, card.back.zh, card.back.en):
            assert re.sub(r"<[^>]*>", "", text).strip(), card.id
            assert set(re.findall(r"</?([a-z]+)", text)) <= TAGS, card.id
            assert "**" not in text, card.id
        assert re.search("[\u4e00-\u9fff]", card.front.zh + card.back.zh), card.id
        assert card.point is None or bank.point(card.point).lesson == card.lesson
