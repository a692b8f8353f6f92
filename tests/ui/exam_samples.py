"""An exam with one item of every type in three sections, in each of its states, as Python hands it to the player."""

from __future__ import annotations

from typing import Any

from ui import player_samples as samples

View = dict[str, Any]

SAVED_AT = samples.SAVED_AT
KINDS = samples.KINDS
TOTAL_MS = 90 * 60_000
SECTIONS: dict[str, tuple[tuple[str, str], tuple[str, ...], float]] = {
    "choice": (("一、选择与判断", "I. Choice"), ("single", "multiple", "truefalse"), 2.0),
    "short": (("二、填空、匹配与计算", "II. Short answers"), ("fillin", "matching", "ordering", "numeric"), 3.0),
    "case": (("三、案例分析", "III. Case"), ("case",), 5.0),
}
RULES = {
    "choice": ("每题 2 分，多选、少选均不得分", "2 marks each; anything but all keys earns 0"),
    "short": ("每题 3 分，按空、按对给分", "3 marks each, by blank and pair"),
    "case": ("按要点给分", "marks by key points"),
}
TERMS = (
    (("时间", "Time"), ("90 分钟", "90 minutes")),
    (("满分", "Marks"), ("23 分", "23 marks")),
    (("试卷结构", "Sections"), ("选择与判断 3 题，填空等 4 题，案例 1 题", "3 choice, 4 short answers, 1 case")),
    (("多项选择", "Several answers"), ("全部选对才得分", "all keys and nothing else earn the marks")),
    (("合格线", "Cut score"), ("14 分", "14 marks")),
)
NOTE = ("题量、时间和分值依据 2011 年标准与历年真题，请以当年考试通知为准。",
        "Counts, time and marks follow the 2011 standard and past papers; check this year’s notice.")  # fmt: skip


def pick(lang: str, pair: tuple[str, str]) -> str:
    """Return the text of `pair` in `lang`."""
    return pair[0] if lang == "zh" else pair[1]


def items(lang: str, kinds: tuple[str, ...]) -> list[View]:
    """Return the items with their section and marks."""
    home = {kind: (name, marks) for name, (_, members, marks) in SECTIONS.items() for kind in members}
    return [samples.item(kind, lang) | {"section": home[kind][0], "marks": home[kind][1]} for kind in kinds]


def sections(lang: str, kinds: tuple[str, ...]) -> list[View]:
    """Return the sections that have items among `kinds`."""
    found, first = [], 0
    for name, (title, members, marks) in SECTIONS.items():
        count = sum(kind in members for kind in kinds)
        if count:
            rule = pick(lang, RULES[name])
            found.append({"id": name, "title": pick(lang, title), "rule": rule, "marks": marks * count,
                          "first": first, "count": count})  # fmt: skip
        first += count
    return found


def exam(lang: str, state: str, **changes: Any) -> View:
    """Return the exam's own part of the payload."""
    fresh: View = {
        "state": state,
        "remaining_ms": 3_725_000 if state in ("running", "paused") else TOTAL_MS,
        "total_ms": TOTAL_MS,
        "terms": [{"label": pick(lang, label), "text": pick(lang, text)} for label, text in TERMS],
        "note": pick(lang, NOTE),
        "pauses": [],
        "owner": True,
        "previous": [],
    }
    return fresh | changes


def payload(lang: str = "zh", state: str = "running", kinds: tuple[str, ...] = KINDS, **changes: Any) -> View:
    """Return an exam in `state`; the keys of `exam` in `changes` replace those of its part."""
    own = changes.pop("exam", {})
    shown = () if state == "not_started" else kinds
    fresh: View = samples.payload(lang, ()) | {
        "quiz": "exam-theory",
        "title": pick(lang, ("理论知识 · 模拟考试", "Theory · mock exam")),
        "mode": "exam",
        "rules": {},
        "items": items(lang, shown),
        "sections": sections(lang, shown),
        "summary": {"answered": 0, "total": len(shown)},
        "exam": exam(lang, state, **own),
        "result": None,
    }
    return fresh | changes


def not_started(lang: str = "zh") -> View:
    """Return an exam that has not begun, two having been taken before."""
    previous = [
        {"at": "2026-11-15T02:00:00+00:00", "marks": 15.5, "possible": 23.0, "passed": True},
        {"at": "2026-11-08T02:00:00+00:00", "marks": 9.0, "possible": 23.0, "passed": False},
    ]
    return payload(lang, "not_started", exam={"previous": previous})


def paused(lang: str = "zh") -> View:
    """Return an exam that stood still for 12 minutes."""
    pause = {"from": "2026-11-22T02:10:00+00:00", "to": None, "seconds": 725}
    return payload(lang, "paused", exam={"pauses": [pause]})


def stored(*kinds: str) -> dict[str, View]:
    """Return stored answers, without a word on whether they are right."""
    return {kind: {"answer": samples.ANSWERS[kind][0], "saved_at": SAVED_AT} for kind in kinds}


def halfway(lang: str = "zh") -> View:
    """Return a running exam, four items answered and two flagged."""
    return payload(lang, answers=stored("single", "multiple", "fillin", "numeric"),
                   flags={"multiple": True, "ordering": True})  # fmt: skip


def kept(message: View, **changes: Any) -> View:
    """Return what Python replies to a change."""
    told = {"type": "kept", "item_id": message["item_id"], "change_id": message["change_id"],
            "answer": message["answer"], "saved_at": SAVED_AT, "summary": {"answered": 1, "total": 8}}  # fmt: skip
    return told | changes


def _row(lang: str, name: str, title: tuple[str, str], earned: float, possible: float, right: int, count: int) -> View:
    head = {"id": name, "title": pick(lang, title), "href": samples.READ["href"], "anchor": samples.READ["anchor"]}
    return head | {"earned": earned, "possible": possible, "right": right, "count": count}


def result(lang: str = "zh", **changes: Any) -> View:
    """Return the result while one key point of the case is open."""
    points = [
        _row(lang, "cls-behaviour", ("按客户行为分类", "By customer behaviour"), 4.3, 13, 1, 5),
        _row(lang, "cls-services", ("四类客户、四种服务", "Four classes, four services"), 4.0, 10, 0, 3),
    ]
    earned = {"choice": (0.0, 0.0, 6.0, 0, 3), "short": (6.3, 6.3, 12.0, 1, 4), "case": (2.0, 4.0, 5.0, 0, 1)}
    fresh: View = {
        "marks": 8.3, "low": 8.3, "high": 10.3, "possible": 23.0, "cut": 9.0, "passed": None,
        "state": "submitted", "used_seconds": 1675,
        "pauses": [{"from": "2026-11-22T02:10:00+00:00", "to": "2026-11-22T02:22:05+00:00", "seconds": 725}],
        "sections": [
            {"id": s["id"], "title": s["title"]}
            | dict(zip(("marks", "low", "high", "possible", "right", "count"),
                       (earned[s["id"]][0], *earned[s["id"]]), strict=True))
            for s in sections(lang, KINDS)
        ],
        "points": points,
        "types": [{"type": kind, "earned": samples.ANSWERS[kind][2], "possible": 3.0,
                   "right": int(kind == "numeric"), "count": 1} for kind in KINDS],
        "times": [{"item_id": kind, "seconds": 40.0 + 97 * n % 300} for n, kind in enumerate(KINDS)],
        "unanswered": ["truefalse"],
        "wrong": ["single", "multiple", "fillin", "matching", "ordering"],
    }  # fmt: skip
    return fresh | changes


def feedback_of(kind: str, lang: str = "zh") -> View:
    """Return what is said of an item nobody answered."""
    said = samples.feedback(kind, lang)
    return said | {"parts": [part | {"chosen": False} for part in said["parts"]]}


def finished(lang: str = "zh", *, settled: bool = False, **changes: Any) -> View:
    """Return an exam after the hand-in; ``truefalse`` was not answered."""
    answers = {
        kind: {"answer": samples.ANSWERS[kind][0], "feedback": samples.feedback(kind, lang), "saved_at": SAVED_AT}
        for kind in KINDS
        if kind != "truefalse"
    }
    if settled:
        review = {"verdict": "partial", "earned": 4.0, "case": samples.case_review(lang, ["k1", "k2"])}
        answers["case"]["feedback"] |= review
    own = result(lang, **({"marks": 10.3, "low": 10.3, "high": 10.3, "passed": True} if settled else {}))
    return payload(lang, "submitted", answers=answers, flags={"multiple": True}, result=own) | changes
