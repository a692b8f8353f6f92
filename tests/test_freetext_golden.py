"""The free-text grader against readers who did not know it: agreement on items it was not tuned on."""

from __future__ import annotations

import json
from functools import cache

import pytest
from freetext_golden import GOLDEN, POOR, agreement, judge, kappa, split

from fuwu.bank import Bank
from fuwu.grading.freetext import examine


@cache
def judged(part):
    return judge(split(part))


def test_the_golden_set_is_whole():
    development, test = split("development"), split("test")
    assert not set(development) & set(test)
    assert len(development) + len(test) >= 15
    for name in [*development, *test]:
        answers = [json.loads(line) for line in (GOLDEN / "answers" / f"{name}.jsonl").read_text("utf-8").splitlines()]
        labels = json.loads((GOLDEN / "labels" / f"{name}.json").read_text("utf-8"))
        points = {point.id for point in Bank().item(name).key_points}
        assert len(answers) == len({answer["id"] for answer in answers}) == 30
        assert {answer["id"]: points for answer in answers} == {name: set(found) for name, found in labels.items()}


def test_points_agree_on_unseen_items():
    found = agreement(judged("test"))
    assert found.f1 >= 0.90
    assert found.abstained <= 0.15


def test_marks_agree_on_unseen_items():
    assert kappa(judged("test"), settled=True) >= 0.85


@pytest.mark.parametrize("stratum", POOR)
def test_answers_without_knowledge_earn_next_to_nothing(stratum):
    poor = [answer for answer in judged("test") if answer.stratum == stratum]
    assert agreement(poor).false_credit <= 0.05


def test_what_denies_lists_or_rejects_everything_earns_next_to_nothing():
    """Over a thousand points of answers written to earn none (tuned on): negated, stuffed, wrong."""
    bank = Bank()
    credited = total = 0
    for line in (GOLDEN / "nothing.jsonl").read_text("utf-8").splitlines():
        answer = json.loads(line)
        states = [finding.state for finding in examine(bank.item(answer["item"]), answer["text"])]
        credited += states.count("credited")
        total += len(states)
    assert total > 1_000
    assert credited / total <= 0.03
