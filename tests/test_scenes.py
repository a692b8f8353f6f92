"""Scenes: what an author may break, how a course is judged, and the view that plays it."""

# ruff: noqa: E501 - a message stands as its reader sees it, on one line

import json
import re

import content_sample
import pytest
import scenes_sample

from fuwu.content import check, compile_bank
from fuwu.labs.scenes import best_course, conditions, course, marks, script_of
from fuwu.widgets.scenes import SceneLab

FILE = "content/lessons/01-one/talk.scenes.yaml"


def project(root, text=scenes_sample.TEXT, name=FILE):
    return content_sample.write(root, {**content_sample.FILES, name: text})


def faults(root, text, name=FILE):
    return [str(fault).removeprefix(f"{FILE}:") for fault in check(project(root, text, name), "en")]


@pytest.fixture(scope="module")
def script(tmp_path_factory):
    made = compile_bank(project(tmp_path_factory.mktemp("project")))
    return script_of(json.loads(made["talk.scenes.json"]))


# What an author may break


def test_the_sample_has_no_fault_and_compiles_with_safe_html(tmp_path):
    assert faults(tmp_path, scenes_sample.TEXT) == []
    made = json.loads(compile_bank(tmp_path)["talk.scenes.json"])
    assert made["hint"]["en"] == "First <strong>listen</strong>."
    assert made["scenes"][0]["title"]["en"] == "Late & angry"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("next: t2", "next: t9", ["23: there is no turn or ending 't9': use one of t1, t2, t3, good, fair, bad"]),
        ("start: t1", "start: t9", ["14: there is no turn or ending 't9': use one of t1, t2, t3, good, fair, bad"]),
        ("next: t2", "next: t3", ["29: no reply leads to 't2': lead there or remove it",
                                  "65: no reply leads to 'bad': lead there or remove it"]),
        ("next: fair", "next: t1", ["16: the replies lead back to 't1' without end: let one of them go on",
                                    "64: no reply leads to 'fair': lead there or remove it"]),
        ("outcome: good", "outcome: poor", ["63: the best replies lead to 'good', which is no good end: correct the marks or the ways"]),
        ("{open: 2}", "{open: 1}", ["16: no reply earns full marks on open: write one, or do not judge on it"]),
        ("{open: 2}", "{open: 3}", ["26: scenes[late].turns[t1].replies[b].marks.open is 3: write a number of at most 2"]),
        ("{open: 2}", "{notes: 2}", ["26: this reply is judged on other criteria than the first: give marks on open",
                                     "16: no reply earns full marks on open: write one, or do not judge on it"]),
        ("{open: 2}", "{opne: 2}", ["26: 'opne' is none of the criteria: did you mean 'open'?"]),
        ("lab: talk", "lab: walk", ["1: the file is not named after its lab: rename it walk.scenes.yaml"]),
        ("          - id: b\n", "          - id: a\n", ["24: the id 'a' is already used on line 19: give this one its own"]),
        ("      - id: t2\n", "      - id: bad\n", ["65: the id 'bad' is already used on line 29: give this one its own"]),
        ("先**听**再说。", "先**“听”**再说。", ["8: hint.zh shows '**' instead of bold: move punctuation and quotes outside the asterisks"]),
        ("speaker: {zh: 老秦, en: Lao Qin}", "speaker: {zh: 老秦}", [
            "13: scenes[late].speaker has no 'en' text: write it"]),
        ("outcome: fair", "outcome: so-so", [
            "64: scenes[late].endings[fair].outcome is 'so-so': use one of good, fair, poor"]),
    ],
)  # fmt: skip
def test_broken_scenes(tmp_path, old, new, expected):
    assert old in scenes_sample.TEXT
    found = faults(tmp_path, scenes_sample.TEXT.replace(old, new, 1))
    assert set(expected) <= set(found), found
    for fault in check(tmp_path, "zh"):
        assert re.search("[\u4e00-\u9fff]", fault.message), fault
        assert not re.search(r"[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}", fault.message), fault


def test_a_case_folder_holds_case_pages_and_scenes(tmp_path):
    files = {
        name.replace("content/lessons/01-one/lesson", "content/cases/01-one/case"): text
        for name, text in content_sample.FILES.items()
    }
    content_sample.write(tmp_path, {**files, "content/cases/01-one/talk.scenes.yaml": scenes_sample.TEXT})
    assert check(tmp_path, "en") == []
    made = compile_bank(tmp_path)
    assert "talk.scenes.json" in made
    lessons = json.loads(made["syllabus.json"])["modules"][0]["lessons"]
    assert [(one["id"], one["has_lesson"]) for one in lessons] == [("01-one", True), ("02-two", False)]


# How a course is judged


def test_a_course_follows_the_replies_and_stops_at_the_end(script):
    scene = script.scene("late")
    way = course(scene, ["a", "b"])
    assert ([step.turn.id for step in way.steps], way.at.id, way.ended) == (["t1", "t2"], "t3", False)
    assert [step.is_best for step in way.steps] == [False, True]
    ended = course(scene, ["b", "b", "a", "a"])
    assert (len(ended.steps), ended.at.id, ended.ended) == (2, "fair", True)
    assert ended.steps[1].turn.speaker.en == "Mrs Qin"
    with pytest.raises(StopIteration):
        course(scene, ["z"])


def test_marks_are_of_what_the_turns_met_could_earn(script):
    way = course(script.scene("late"), ["a", "a", "b"])
    assert [(one.criterion.id, one.earned, one.possible) for one in marks(script, [way])] == [
        ("open", 3, 6),
        ("notes", 1, 4),
    ]
    assert marks(script, [])[0].share is None


def test_the_challenge_wants_every_scene_and_every_criterion(script):
    none = [course(scene) for scene in script.scenes]
    assert [one.met for one in conditions(script, none)] == [False, False, False]
    best = [best_course(scene) for scene in script.scenes]
    assert [one.met for one in conditions(script, best)] == [True, True, True]
    # open: 0 + 2 + 2 of 6 is under three quarters; notes: 2 + 2 + 2 of 6
    mixed = [course(script.scenes[0], ["a", "b", "a"]), best[1]]
    assert [(one.met, one.now.en) for one in conditions(script, mixed)] == [
        (True, "so far 2"),
        (False, "4 of 6"),
        (True, "6 of 6"),
    ]


# The view


def test_playing_a_scene_shows_the_talk_the_reasons_and_the_debrief(script):
    lab = SceneLab(script, "en")
    assert repr(lab.view) == "SceneLab[talk]()"
    assert "Where are my goods?" in lab.talk.value
    assert [button.description for button in lab.replies if button.layout.display != "none"] == [
        "A. Not my business.",
        "B. How long have you waited?",
    ]
    lab.replies[0].click()
    assert "This shifts the blame." in lab.comment.value
    assert "There is a better reply. Open mind 0/2" in lab.comment.value
    assert "How do you mend it?" in lab.ask.value
    lab.replies[1].click()
    lab.replies[0].click()
    assert "went well" in lab.talk.value
    assert "2 of 3 replies were the best possible." in lab.debrief.value
    assert "You said: “Not my business.”" in lab.debrief.value
    assert "Better: “How long have you waited?” Ask first." in lab.debrief.value
    assert all(button.layout.display == "none" for button in lab.replies)


def test_a_scene_is_replayed_from_any_turn(script):
    lab = SceneLab(script, "en")
    for at in (0, 0, 1):
        lab.choose(at)
    assert lab.course.ended
    lab.restart_at.value = "1"
    assert [step.reply.id for step in lab.course.steps] == ["a"]
    assert lab.course.at.id == "t2"
    lab.back.click()
    assert lab.course.at.id == "t1"
    lab.choose(1)
    lab.again.click()
    assert lab.course.steps == ()


def test_the_model_solution_meets_the_challenge_and_starting_over_does_not(script):
    lab = SceneLab(script, "en")
    assert "0 of 3 conditions are met." in lab.task.value
    lab.solution_button.click()
    assert "All conditions are met." in lab.task.value
    lab.reset_button.click()
    assert "0 of 3 conditions are met." in lab.task.value
    lab.hint_button.click()
    assert lab.hint.value == "<p>First listen.</p>"
    lab.hint_button.click()
    assert lab.hint.value == ""


def test_a_reply_that_quotes_is_not_quoted_again(script):
    lab = SceneLab(script, "en")
    assert lab._quoted("I see.") == "“I see.”"
    assert lab._quoted("“I see,” and he nods") == "“I see,” and he nods"


def test_starting_over_sets_everything_as_at_first(script):
    lab = SceneLab(script, "en")
    lab.at_once.value = False
    lab.scene_choice.value = "stale"
    lab.hint_button.click()
    lab.reset_button.click()
    assert (lab.at_once.value, lab.scene_choice.value, lab.hint.value) == (True, "late", "")
    assert lab.hint_button.description == "Show a hint"


def test_comments_can_wait_for_the_debrief(script):
    lab = SceneLab(script, "en")
    lab.at_once.value = False
    lab.choose(0)
    assert lab.comment.value == ""
    assert lab.marks.value == ""
    lab.at_once.value = True
    assert "This shifts the blame." in lab.comment.value
