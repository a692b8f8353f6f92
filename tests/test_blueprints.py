"""Blueprints are checked like all content, compiled, read back, and the real bank can fill each of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import content_sample
import pytest
from content_sample import FILES, ITEM_FILE, ITEMS

from fuwu import forms
from fuwu.bank import Bank, BankError
from fuwu.content import check, compile_bank, write_bank
from fuwu.model import ITEM_TYPES, Blueprint, Row, Text

PAPER = "quizzes/blueprints/paper.yaml"
LESSONS = "quizzes/blueprints/lesson.yaml"
PAPER_TEXT = """\
id: paper
version: 2
title: {zh: 试卷, en: Paper}
minutes: 30
marks: 10
cut: 6
note:
  zh: |-
    第一行，
    第二行。
  en: |-
    First line,
    second line.
importance: {X: 3, Y: 2, Z: 1, unmarked: 2.5}
rows:
  - id: choice
    title: {zh: 选择, en: Choice}
    types: [single, multiple]
    count: 2
    marks: 1.5
    scoring: exact
  - id: other
    title: {zh: 其他, en: Other}
    types: [fillin, matching]
    pages: lessons
    lessons: [01-one]
    points: [one-a]
    count: 2
    marks: 3.5
    scoring: share
"""
LESSON_TEXT = """\
id: lesson
version: 1
title: {zh: '单课：{lesson}', en: 'Lesson: {lesson}'}
each: [01-one]
minutes: 5
marks: 1
cut: 1
note: {zh: 注, en: note}
importance: {X: 3, Y: 2, Z: 1, unmarked: 2}
rows:
  - id: judge
    title: {zh: 判断, en: Judge}
    types: [truefalse]
    count: 1
    marks: 1
    scoring: exact
"""
SAMPLE = {**FILES, PAPER: PAPER_TEXT, LESSONS: LESSON_TEXT}

#: What an author breaks: the text in the blueprint, what it becomes, and the faults that he gets.
BROKEN: dict[str, tuple[str, str, list[str]]] = {
    "sum of marks": (
        "marks: 1.5",
        "marks: 2",
        ["5: the rows give 11 marks, the paper has 10: correct count or marks of a row"],
    ),
    "cut above marks": ("cut: 6", "cut: 11", ["6: the cut score 11 is more than the paper's 10 marks: lower it"]),
    "unknown lesson": (
        "lessons: [01-one]",
        "lessons: [01-won]",
        ["26: lesson '01-won' is not in the syllabus: did you mean '01-one'?"],
    ),
    "unknown point": (
        "points: [one-a]",
        "points: [one-z]",
        ["27: point 'one-z' is not in the syllabus: did you mean 'one-b'?"],
    ),
    "unknown type": (
        "[fillin, matching]",
        "[fillin, match]",
        ["24: rows[other].types[2] is 'match': did you mean 'matching'?"],
    ),
    "unknown scoring": (
        "scoring: share",
        "scoring: some",
        ["30: rows[other].scoring is 'some': use one of exact, share"],
    ),
    "row id twice": (
        "id: other",
        "id: choice",
        ["22: the id 'choice' is already used on line 16: give this one its own"],
    ),
    "other file name": (
        "id: paper",
        "id: papers",
        ["1: the file is not named after its blueprint: rename it papers.yaml"],
    ),
    "no weight": (", unmarked: 2.5", "", ["14: importance has no field 'unmarked': add it"]),
    "weight of nothing": ("Z: 1", "Z: 0", ["14: importance.Z is 0: write a number greater than 0"]),
    "no minutes": ("minutes: 30", "minutes: 0", ["4: minutes is 0: write a number of at least 1"]),
    "lesson in the title": (
        "zh: 试卷",
        "zh: '{lesson}卷'",
        ["3: the 'zh' title has {lesson} but the blueprint is not one for each lesson: remove it"],
    ),
    "no lesson in the title": (
        "minutes: 30",
        "each: [01-one]\nminutes: 30",
        [
            "3: the 'en' title has no {lesson}: write it where the lesson's title is to stand",
            "3: the 'zh' title has no {lesson}: write it where the lesson's title is to stand",
        ],
    ),
    "row the bank cannot fill": (
        "count: 2\n    marks: 3.5",
        "count: 7\n    marks: 1",
        ["28: other: 7 needed, the bank has 2: write more items, or ask for fewer"],
    ),
    "pages without such items": (
        "pages: lessons\n    lessons: [01-one]",
        "pages: cases",
        ["27: other: 2 needed, the bank has 0: write more items, or ask for fewer"],
    ),
    "rows that want the same items": (
        "types: [fillin, matching]",
        "types: [single, fillin]",
        ["28: choice, other: 4 needed, the bank has 3: write more items, or ask for fewer"],
    ),
    "several faults": (
        "cut: 6\n",
        "cut: 12\nmore: 1\n",
        [
            "6: the cut score 12 is more than the paper's 10 marks: lower it",
            "7: unknown field 'more' in this entry: did you mean 'order'?",
        ],
    ),
}


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("FUWU_LANG", "en")


def faults(root):
    return [str(fault) for fault in check(root, "en")]


def test_the_sample_has_no_fault(tmp_path):
    assert faults(content_sample.write(tmp_path, SAMPLE)) == []


@pytest.mark.parametrize("name", BROKEN)
def test_fault(tmp_path, name):
    old, new, expected = BROKEN[name]
    assert PAPER_TEXT.count(old) >= 1
    content_sample.write(tmp_path, {**SAMPLE, PAPER: PAPER_TEXT.replace(old, new, 1)})
    assert faults(tmp_path) == [f"{PAPER}:{fault}" for fault in expected]


def test_faults_of_a_paper_for_each_lesson(tmp_path):
    text = LESSON_TEXT.replace("[01-one]", "[01-one, 02-two, 01-one, 03-no]")
    content_sample.write(tmp_path, {**SAMPLE, LESSONS: text})
    assert faults(tmp_path) == [
        f"{LESSONS}:4: lesson '03-no' is not in the syllabus: use one of 01-one, 02-two",
        f"{LESSONS}:4: the id '01-one' is already used on line 4: give this one its own",
    ]
    content_sample.write(tmp_path, {LESSONS: LESSON_TEXT.replace("[01-one]", "[01-one, 02-two]")})
    assert faults(tmp_path) == [
        f"{LESSONS}:14: judge: 1 needed, lesson 02-two has 0: write more items, or ask for fewer",
    ]


def test_a_paper_with_the_id_of_a_lesson_paper(tmp_path):
    name = "quizzes/blueprints/lesson-01-one.yaml"
    content_sample.write(tmp_path, {**SAMPLE, name: PAPER_TEXT.replace("id: paper", "id: lesson-01-one")})
    assert faults(tmp_path) == [
        f"{name}:1: the id 'lesson-01-one' is that of a paper in {LESSONS}: give this blueprint its own",
    ]


def test_a_file_that_is_not_read_and_one_that_cannot_be(tmp_path):
    files = {"quizzes/blueprints/a.yml": PAPER_TEXT, "quizzes/blueprints/b.yaml": "- 1\n"}
    content_sample.write(tmp_path, {**FILES, **files})
    first, *others = faults(tmp_path)
    assert first == "quizzes/blueprints/a.yml:1: this file is not read: let its name end in .yaml"
    assert others
    assert all(fault.startswith("quizzes/blueprints/b.yaml:1:") for fault in others)


def test_items_for_practice_only_fill_no_row(tmp_path):
    items = ITEMS.replace("    type: truefalse\n", "    type: truefalse\n    practice_only: true\n")
    content_sample.write(tmp_path, {**SAMPLE, ITEM_FILE: items})
    assert faults(tmp_path) == [
        f"{LESSONS}:14: judge: 1 needed, lesson 01-one has 0: write more items, or ask for fewer"
    ]


# Compiled and read


def test_a_blueprint_comes_back_whole(tmp_path):
    write_bank(content_sample.write(tmp_path, SAMPLE))
    bank = Bank(tmp_path / "src/fuwu/compiled")
    paper, lesson = bank.blueprints()
    assert paper == Blueprint(
        id="paper",
        version=2,
        title=Text("试卷", "Paper"),
        minutes=30,
        cut=6.0,
        note=Text("第一行\uff0c第二行。", "First line, second line."),
        rows=(
            Row(
                "choice",
                Text("选择", "Choice"),
                ("single", "multiple"),
                frozenset({"one-a", "one-b", "two-a"}),
                2,
                1.5,
                "exact",
            ),
            Row("other", Text("其他", "Other"), ("fillin", "matching"), frozenset({"one-a"}), 2, 3.5, "share"),
        ),
        importance={"X": 3, "Y": 2, "Z": 1, "unmarked": 2.5},
    )
    assert paper.marks == 10
    assert (lesson.id, lesson.lesson, lesson.title.en) == ("lesson-01-one", "01-one", "Lesson: Lesson one")
    assert lesson.rows[0].points == {"one-a", "one-b"}
    assert bank.blueprint("paper") is paper
    with pytest.raises(BankError, match="has no 'papper'"):
        bank.blueprint("papper")


def test_a_bank_without_blueprints_has_no_file_of_them(tmp_path):
    assert "blueprints.json" not in compile_bank(content_sample.write(tmp_path))


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.pop("rows"),
        lambda entry: entry["rows"][0].update(scoring="none"),
        lambda entry: entry["rows"][0].update(types=["essay"]),
        lambda entry: entry.update(minutes="many"),
    ],
)
def test_a_broken_file_is_told_with_its_remedy(tmp_path, change):
    write_bank(content_sample.write(tmp_path, SAMPLE))
    path = tmp_path / "src/fuwu/compiled/blueprints.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    change(value["blueprints"][0])
    path.write_text(json.dumps(value), encoding="utf-8")
    with pytest.raises(BankError, match="cannot be read: install the workbook again"):
        Bank(path.parent).blueprints()


# The real bank

BANK = Bank()
ITEM = {item.id: item for lesson in BANK.lessons() for item in BANK.items(lesson.id)}
POINT = {point.id: point for lesson in BANK.lessons() for point in lesson.points}
#: How many items two of three parallel papers have in common at least, by counting: what the rows want three times
#: over, less what there is, shared among three pairs.
LEAST = {
    "lesson-02-need-levels": 2,
    "lesson-03-need-analysis": 2,
    "lesson-04-expectations": 1,
    "lesson-05-listening": 6,
    "lesson-06-complaints": 6,
    "lesson-07-retention": 6,
    "lesson-08-value-types": 4,
    "lesson-09-compliance": 6,
}


def names(form):
    return [name for section in form.sections for name, _ in section.items]


def test_there_is_a_theory_paper_a_skills_paper_a_short_one_and_one_for_each_lesson():
    lessons = [lesson.id for lesson in BANK.lessons() if not lesson.id.startswith("case-")]
    wholes = ["theory", "skills", "short"]
    assert [paper.id for paper in BANK.blueprints()] == wholes + [f"lesson-{lesson}" for lesson in lessons]
    theory, skills = BANK.blueprint("theory"), BANK.blueprint("skills")
    assert [(row.types, row.count, row.marks) for row in theory.rows] == [
        (("single",), 60, 1),
        (("multiple",), 20, 1),
        (("truefalse",), 20, 1),
    ]
    assert [(paper.minutes, paper.marks, paper.cut) for paper in (theory, skills)] == [(90, 100, 60)] * 2
    assert BANK.blueprint("short").minutes == 20
    assert all("2011" in paper.note.zh and "当年" in paper.note.zh for paper in BANK.blueprints())
    assert all("2011" in paper.note.en and "this year's notice" in paper.note.en for paper in BANK.blueprints())


@pytest.mark.parametrize("paper", BANK.blueprints(), ids=lambda paper: paper.id)
def test_the_bank_fills_three_parallel_papers(paper):
    made = forms.assemble(paper, list(ITEM.values()), points=POINT, seed=20261122, papers=3)
    assert forms.common(made) == LEAST.get(paper.id, 0)
    for form in made:
        assert [len(part.items) for part in form.sections] == [row.count for row in paper.rows]
        assert forms.total(form) == paper.marks
        assert not any(ITEM[name].practice_only for name in names(form))
        assert not any(other in ITEM[one].enemies for one, other in combinations(names(form), 2))
        assert all(ITEM[name].version == version for part in form.sections for name, version in part.items)
        assert forms.from_json(json.loads(json.dumps(forms.to_json(form)))) == form


def test_the_theory_paper_follows_the_weights_and_reaches_every_lesson():
    (form,) = forms.assemble(BANK.blueprint("theory"), list(ITEM.values()), points=POINT, seed=1)
    points = [POINT[ITEM[name].point] for name in names(form)]
    weights = {"X": 3, "Y": 2, "Z": 1, None: 2}
    whole = sum(weights[point.importance] for point in POINT.values())
    for importance, had in Counter(point.importance for point in points).items():
        target = 100 * sum(weights[one.importance] for one in POINT.values() if one.importance == importance) / whole
        assert abs(had - target) < 1
    assert {point.lesson for point in points} == {lesson.id for lesson in BANK.lessons()}
    judged = [ITEM[name].key for name, _ in form.sections[2].items]
    assert abs(2 * sum(judged) - len(judged)) <= 1


def test_no_item_that_asks_for_pages_or_marks_of_the_notes_stands_in_a_paper():
    asks = re.compile(r"第\s*\d+\s*(–\d+\s*)?页|页码|重要程度[标和为是]|的标注")
    found = [item.id for item in ITEM.values() if asks.search(re.sub("<.*?>", "", item.stem.zh))]
    assert len(found) >= 5
    assert [name for name in found if not ITEM[name].practice_only] == []
    rows = [row for paper in BANK.blueprints() for row in paper.rows]
    assert all(set(row.types) <= ITEM_TYPES.keys() for row in rows)


def test_blueprints_stand_in_the_package():
    root = Path(__file__).resolve().parents[1]
    assert compile_bank(root)["blueprints.json"] == (root / "src/fuwu/compiled/blueprints.json").read_bytes()
