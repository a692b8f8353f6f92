"""The smallest project that has everything: one lesson, one item of each type."""

from __future__ import annotations

from pathlib import Path

SYLLABUS_TEXT = """\
modules:
  - id: mod
    zh: 模块
    en: Module
    lessons:
      - id: 01-one
        zh: 第一课
        en: Lesson one
        points:
          - id: one-a
            zh: 要点甲 & 乙
            en: Point A & B
            importance: X
            facts: [F-1, F-2]
          - id: one-b
            zh: 要点乙
            en: Point B
            importance: null
            importance_note: {zh: 没有, en: none}
            facts: []
            sources: [external-3]
      - id: 02-two
        zh: 第二课
        en: Lesson two
        points:
          - id: two-a
            zh: 要点丙
            en: Point C
            importance: Y
            facts: [F-3]
exceptions:
  - facts: [F-4]
    why: {zh: 不教, en: not taught}
"""

GLOSSARY_TEXT = """\
terms:
  - id: shop
    zh: 零售户
    en: retailer
    synonyms: {zh: [零售客户], en: [licensed retailer]}
    definition: {zh: 卖烟的店。, en: A shop.}
    lesson: 01-one
    point: one-a
"""

LESSON = """\
---
jupyter:
  kernelspec: {name: python3}
---

# One
<a id="top"></a>

```python
from fuwu import open_lesson
lesson = open_lesson("01-one", "LANG")
```

## A
<a id="one-a"></a>

Some **bold** text.

```python
lesson.quiz(point="one-a", items=8)
```

## B
<a id="one-b"></a>

```python
lesson.quiz(items=8)
```
"""

ITEMS = """\
point: one-a
items:
  - id: one-a-01
    version: 1
    type: single
    level: recall
    facts: [F-1]
    stem: {zh: 选**一**个。, en: Pick **one**.}
    options:
      - id: a
        text: {zh: 甲, en: first}
        why: {zh: 对, en: right}
      - id: b
        text: {zh: 乙, en: second}
        why: {zh: 错, en: wrong}
      - id: c
        text: {zh: 丙, en: third}
        why: {zh: 错, en: wrong}
    key: a
    rationale: {zh: 因为。, en: Because.}
  - id: one-a-02
    version: 2
    type: multiple
    level: understand
    facts: []
    note: {zh: 以当年通知为准。, en: Check this year's notice.}
    stem:
      zh: |-
        选几个：

        | 店 | 量 |
        |---|---|
        | 甲 | 1 |
      en: |-
        Pick some:

        | shop | number |
        |---|---|
        | A | 1 |
    options:
      - {id: a, text: {zh: 甲, en: first}, why: {zh: 对, en: right}}
      - {id: b, text: {zh: 乙, en: second}, why: {zh: 对, en: right}}
      - {id: c, text: {zh: 丙, en: third}, why: {zh: 错, en: wrong}}
    key: [b, a]
    rationale: {zh: 因为。, en: Because.}
  - id: one-a-03
    version: 1
    type: truefalse
    level: recall
    facts: [F-2]
    stem: {zh: 对吗？, en: Is it so?}
    key: false
    wrong: {zh: 像对。, en: It looks so.}
    rationale: {zh: 因为。, en: Because.}
  - id: one-a-04
    version: 1
    type: fillin
    level: recall
    facts: [F-2]
    stem: {zh: '填{1}和{2}。', en: 'Fill {2} and {1}.'}
    unordered: true
    blanks:
      - accept: {zh: [甲, 甲方], en: [first]}
        why: {zh: 甲, en: first}
      - accept: {zh: [乙], en: [second, '2']}
        why: {zh: 乙, en: second}
    errors:
      - {answer: {zh: 丙, en: third}, why: {zh: 不是丙, en: not third}}
    rationale: {zh: 因为。, en: Because.}
  - id: one-a-05
    version: 1
    type: matching
    level: recall
    facts: [F-1]
    stem: {zh: 配对, en: Match}
    left:
      - {id: l1, text: {zh: 左一, en: left one}, why: {zh: 甲, en: A}}
      - {id: l2, text: {zh: 左二, en: left two}, why: {zh: 乙, en: B}}
    right:
      - {id: r1, text: {zh: 右一, en: right one}}
      - {id: r2, text: {zh: 右二, en: right two}}
      - {id: r3, text: {zh: 右三, en: right three}}
    key: {l1: r2, l2: r1}
    rationale: {zh: 因为。, en: Because.}
  - id: one-a-06
    version: 1
    type: ordering
    level: apply
    facts: [F-1]
    stem: {zh: 排序, en: Order}
    steps:
      - {id: s1, text: {zh: 一步, en: step one}, why: {zh: 先, en: first}}
      - {id: s2, text: {zh: 二步, en: step two}, why: {zh: 中, en: then}}
      - {id: s3, text: {zh: 三步, en: step three}, why: {zh: 后, en: last}}
    rationale: {zh: 因为。, en: Because.}
  - id: one-a-07
    version: 1
    type: numeric
    level: apply
    facts: [F-1]
    stem: {zh: 多少次？, en: How many visits?}
    value: 36
    tolerance: 0.5
    units:
      - {zh: 次, en: visits, factor: 1}
      - {zh: 打, en: dozens, factor: 12}
    errors:
      - {value: 72, why: {zh: 算重了, en: counted twice}}
    rationale: {zh: 因为。, en: Because.}
  - id: one-a-08
    version: 1
    type: case
    level: analyse
    facts: [F-1]
    stem: {zh: 分析, en: Analyse}
    key_points:
      - {id: k1, marks: 2, text: {zh: 要点一, en: point one}, why: {zh: 甲, en: A}}
      - {id: k2, marks: 1.5, text: {zh: 要点二, en: point two}, why: {zh: 乙, en: B}}
      - id: k3
        marks: 1
        text: {zh: 要点三, en: point three}
        why: {zh: 丙, en: C}
        evidence:
          zh: {needs: ['<道歉> | 说…抱歉', '!争辩'], rejects: 与我无关}
          en: {needs: ['<道歉>'], at_least: 1}
    reference: {zh: 参考, en: Reference}
    rationale: {zh: 因为。, en: Because.}
"""

SYLLABUS = "content/syllabus.yaml"
GLOSSARY = "content/glossary.yaml"
WORDINGS = "content/wordings.yaml"
WORDINGS_TEXT = """\
sets:
  - name: 道歉
    zh: [道歉, 赔不是]
    en: [apologise, say sorry]
"""
ZH_PAGE = "content/lessons/01-one/lesson.zh.md"
EN_PAGE = "content/lessons/01-one/lesson.en.md"
ITEM_FILE = "quizzes/items/01-one/one-a.yaml"
FILES = {
    SYLLABUS: SYLLABUS_TEXT,
    GLOSSARY: GLOSSARY_TEXT,
    WORDINGS: WORDINGS_TEXT,
    ZH_PAGE: LESSON.replace("LANG", "zh"),
    EN_PAGE: LESSON.replace("LANG", "en"),
    ITEM_FILE: ITEMS,
}


def write(root: Path, files: dict[str, str] = FILES) -> Path:
    """Write the files under `root` and return it."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
