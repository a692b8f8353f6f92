"""The course's own scenes: each can be played to every end, in both languages."""

import re

import pytest

from fuwu import sampledata
from fuwu.labs.scenes import course
from fuwu.widgets.scenes import SceneLab
from fuwu.workbook import LABS

SCENE_LABS = ["conversation", "desk", "encounters", "situations"]


def test_every_lab_of_scenes_belongs_to_a_lesson():
    assert sorted(path.name.split(".")[0] for path in sampledata._COMPILED.glob("*.scenes.json")) == SCENE_LABS
    assert set(SCENE_LABS) <= {lab for labs in LABS.values() for lab in labs}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", SCENE_LABS)
def test_every_scene_can_be_played_to_every_end(name, lang):
    lab = SceneLab(sampledata.script(name), lang)
    for scene in lab.script.scenes:
        lab.scene_choice.value = scene.id
        ends, waiting = set(), [[]]
        seen = set()
        while waiting:
            replies = waiting.pop()
            way = course(scene, replies)
            if way.ended:
                ends.add(way.at.id)
            elif way.at.id not in seen:
                seen.add(way.at.id)
                waiting += [[*replies, reply.id] for reply in way.at.replies]
        assert ends == set(scene.endings)
        assert seen == set(scene.turns)
    lab.solution_button.click()
    assert ("全部条件都达到了。" if lang == "zh" else "All conditions are met.") in lab.task.value
    if lang == "zh":
        shown = lab.talk.value + lab.debrief.value + lab.task.value + lab.marks.value + lab.setting.value
        words = re.findall(r"[A-Za-z]{3,}", re.sub(r"<[^>]+>", "", shown))
        assert words == []


def test_the_conversation_is_long_enough_and_has_several_openings():
    script = sampledata.script("conversation")
    assert len(script.scenes) >= 3
    assert sum(len(scene.turns) for scene in script.scenes) >= 25
    assert len(script.criteria) == 5


def test_the_situations_are_twelve():
    assert len(sampledata.script("situations").scenes) == 12
