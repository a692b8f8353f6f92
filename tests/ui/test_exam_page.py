"""The player in exam mode in a real browser, against a model that replies only when told to."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect
from ui import exam_samples as samples
from ui.player_driver import PlayerDriver
from ui.player_samples import ANSWERS

from fuwu.widgets.assets import script, style
from fuwu.widgets.exam_strings import exam_strings

KINDS = samples.KINDS


class Driver(PlayerDriver):
    """The page with one exam."""

    def __init__(self, page, site):
        names = ("player", "exam", "exam_paper", "exam_result")
        super().__init__(page, site, source=script(*names), style=style("player", "exam"))

    def start(self, payload=None, *, lang="zh", clock=False, strings=None):
        self.lang = lang
        self.begin(payload or samples.payload(lang), strings or exam_strings(lang), clock=clock)

    def text(self, key, **values):
        return exam_strings(self.lang)[key].format(**values)

    def keep(self, **changes):
        """Reply to the last change."""
        self.say(samples.kept(self.sent("change")[-1], **changes))

    def time(self, remaining_ms, *, state="running", owner=True):
        self.say({"type": "time", "remaining_ms": remaining_ms, "state": state, "owner": owner})

    def run(self, ms):
        self.page.clock.run_for(ms)

    def screen(self):
        return self.locator(".fuwu-exam").first.get_attribute("data-screen")

    def number(self, kind):
        return self.locator(".nav button").nth(KINDS.index(kind))


@pytest.fixture
def exam(page, site):
    return Driver(page, site)


# ------------------------------------------------------------------ before, between, elsewhere


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_before_the_start_there_are_terms_earlier_results_and_a_start(exam, lang):
    exam.start(samples.not_started(lang), lang=lang)
    sheet = exam.words(".sheet")
    for label, text in samples.TERMS:
        assert samples.pick(lang, label) in sheet
        assert samples.pick(lang, text) in sheet
    assert samples.pick(lang, samples.NOTE) in sheet
    assert [mark.get_attribute("data-pass") for mark in exam.locator(".pass").all()] == ["passed", "failed"]
    assert exam.shown(".item, .bar-top, .card") == 0
    exam.tab_to("[data-do=start]")
    exam.press("Enter", "Enter")
    assert len(exam.sent("start")) == 1
    exam.set_payload(samples.payload(lang))
    assert exam.screen() == "running"
    assert exam.focused(".item[data-index='0']")


def test_a_start_without_a_reply_says_so_and_may_be_pressed_again(exam):
    exam.start(samples.not_started(), clock=True)
    exam.locator("[data-do=start]").click()
    exam.run(8300)
    assert exam.words(".hint.whole") == exam.text("no_reply")
    exam.locator("[data-do=start]").click()
    exam.say({"type": "error", "item_id": None, "change_id": None, "message": "题库缺题"})
    assert exam.words(".hint.whole") == "题库缺题"
    assert len(exam.sent("start")) == 2


def test_after_a_crash_the_pause_and_the_time_left_are_told_before_going_on(exam):
    exam.start(samples.paused(), clock=True)
    exam.run(20_000)
    assert exam.shown(".item, .bar-top") == 0
    assert "62:05" in exam.words(".sheet")  # it stands still
    assert "12:05" in exam.words(".sheet")
    exam.locator("[data-do=continue]").click()
    assert len(exam.sent("continue")) == 1
    assert exam.sent("change") == []
    exam.set_payload(samples.halfway())
    assert exam.screen() == "running"


def test_open_in_another_window_nothing_can_be_changed_here(exam):
    exam.start(samples.halfway())
    exam.time(3_000_000, owner=False)
    assert exam.words(".sheet .title") == exam.text("taken_title")
    assert exam.shown("input, textarea, select, .bar-top") == 0
    exam.locator("[data-do=take-over]").click()
    assert len(exam.sent("take_over")) == 1
    exam.set_payload(samples.halfway())
    assert exam.screen() == "running"


def test_what_was_not_saved_when_the_exam_went_elsewhere_is_sent_when_it_comes_back(exam):
    exam.start(samples.payload(kinds=("numeric",)), clock=True)
    exam.locator(".numeric input").fill("360")
    exam.time(3_000_000, owner=False)
    exam.run(60_000)
    assert exam.sent("change") == []
    exam.set_payload(samples.payload(kinds=("numeric",)))
    (change,) = exam.sent("change")
    assert change["answer"] == "360"
    assert exam.locator(".numeric input").input_value() == "360"


# ------------------------------------------------------------------ every change is sent and kept


def test_a_choice_is_sent_at_once_and_called_saved_only_when_kept(exam):
    exam.start()
    exam.locator("input[value=c]").first.check()
    (change,) = exam.sent("change")
    assert (change["item_id"], change["answer"]) == ("single", "c")
    assert change["seconds"] >= 0
    assert exam.words(".kept") == exam.text("saving")
    assert exam.text("state_draft") in exam.number("single").get_attribute("aria-label")
    exam.keep()
    assert exam.words(".kept") == exam.text("saved_at", time="10:03:04")
    assert exam.text("state_answered") in exam.number("single").get_attribute("aria-label")
    assert exam.text("answered_of", answered=1, total=8) in exam.words(".tally")
    assert exam.shown(".feedback, .verdict, [data-mark]") == 0
    assert exam.page.evaluate("Object.keys(localStorage).filter((key) => key.endsWith(':single'))") == []


def test_a_change_that_was_not_kept_outlives_its_tab_and_goes_out_from_the_next(exam):
    exam.start()
    exam.locator("input[value=c]").first.check()
    (change,) = exam.sent("change")
    later = exam.page.context.new_page()
    exam.page.close()
    exam.page = later
    exam.start()
    (again,) = exam.sent("change")
    assert {name: again[name] for name in ("item_id", "answer", "change_id")} == {
        name: change[name] for name in ("item_id", "answer", "change_id")
    }
    assert exam.locator("input[value=c]").first.is_checked()


def test_a_change_kept_for_one_window_leaves_a_newer_one_of_another_on_the_disk(exam):
    exam.start(samples.payload(kinds=("case",)))
    first = exam.page
    exam.locator("textarea").fill("first")
    first.wait_for_function("window.model.sent.some((m) => m.type === 'change')")
    (change,) = exam.sent("change")
    second = exam.page = first.context.new_page()
    exam.start(samples.payload(kinds=("case",)))
    assert exam.sent("change")[0]["change_id"] == change["change_id"]
    exam.page = first
    exam.locator("textarea").fill("first and much more")
    for exam.page in (first, second):
        exam.say(samples.kept(change))
    first.close()
    exam.page = second.context.new_page()
    exam.start(samples.payload(kinds=("case",)))
    assert exam.locator("textarea").input_value() == "first and much more"


def test_an_unsaved_change_loses_to_what_another_window_saved_later(exam):
    exam.start()
    exam.locator("input[value=c]").first.check()
    exam.time(3_000_000, owner=False)
    later = {"single": {"answer": "d", "saved_at": "2099-01-01T00:00:00+00:00"}}
    exam.set_payload(samples.payload(answers=later))
    assert exam.locator("input:checked").first.get_attribute("value") == "d"
    assert [change["answer"] for change in exam.sent("change")] == ["c"]


def test_who_types_without_a_pause_is_saved_every_two_seconds(exam):
    exam.start(samples.payload(kinds=("case",)), clock=True)
    for _ in range(11):
        exam.locator("textarea").first.press_sequentially("字")
        exam.run(300)
    assert len(exam.sent("change")) == 1
    assert exam.sent("change")[0]["answer"].startswith("字字字")


def test_what_an_earlier_window_left_unsaved_is_void_after_the_end(exam):
    exam.start()
    exam.locator("input[value=c]").first.check()
    later = exam.page.context.new_page()
    exam.page.close()
    exam.page = later
    exam.start(samples.finished())
    assert exam.page.evaluate("Object.keys(localStorage).filter((key) => key.includes('attempt'))") == []


def test_typed_text_waits_for_a_pause_or_for_leaving(exam):
    exam.start(samples.payload(kinds=("numeric", "case")), clock=True)
    exam.locator(".numeric input").press_sequentially("36")
    exam.run(390)
    assert exam.sent("change") == []
    exam.press("0")
    exam.run(410)
    assert [change["answer"] for change in exam.sent("change")] == ["360"]
    exam.press("Enter")
    exam.page.keyboard.insert_text("先判断")
    assert len(exam.sent("change")) == 1
    exam.locator("[data-do=previous]").click()
    assert exam.sent("change")[-1]["answer"] == "先判断"


def test_no_reply_is_never_called_saved_and_the_same_change_goes_again_by_itself(exam):
    exam.start(clock=True)
    exam.locator("input[value=c]").first.check()
    exam.run(7900)
    assert len(exam.sent("change")) == 1
    assert exam.words(".kept") == exam.text("saving")
    exam.run(200)
    assert exam.words(".kept") == exam.text("unsaved", n=1)
    assert exam.words(".sr[role=alert]") == exam.text("unsaved", n=1)
    exam.run(60_000)
    changes = exam.sent("change")
    assert len(changes) == 5  # after 8, 12, 18 and 27 more seconds: growing silences
    assert len({change["change_id"] for change in changes}) == 1
    exam.keep()
    assert exam.words(".kept") == exam.text("saved_at", time="10:03:04")
    assert exam.words(".sr[role=status]") == exam.text("saved_again")
    exam.run(60_000)
    assert len(exam.sent("change")) == 5


def test_a_closed_connection_is_told_at_once_and_the_answer_sent_when_it_is_back(exam):
    exam.start(clock=True)
    exam.page.evaluate("window.model.closed = true")
    exam.locator("input[value=c]").first.check()
    assert exam.words(".kept") == exam.text("unsaved", n=1)
    exam.page.evaluate("window.model.closed = false; window.dispatchEvent(new Event('online'))")
    assert [change["answer"] for change in exam.sent("change")] == ["c"]


def test_an_error_is_shown_with_its_reason_and_tried_again(exam):
    exam.start(clock=True)
    exam.locator("input[value=c]").first.check()
    change = exam.sent("change")[0]
    exam.say({"type": "error", "item_id": "single", "change_id": change["change_id"], "message": "磁盘已满 <b>"})
    assert exam.words(".kept") == exam.text("unsaved_why", n=1, message="磁盘已满 <b>")
    exam.run(8100)
    assert exam.sent("change")[1]["change_id"] == change["change_id"]


def test_a_reply_to_an_older_change_does_not_undo_what_was_entered_since(exam):
    exam.start(samples.payload(kinds=("numeric",)), clock=True)
    field = exam.locator(".numeric input")
    field.fill("36")
    exam.run(500)
    first = exam.sent("change")[0]
    field.press_sequentially("0")
    exam.say(samples.kept(first))
    assert field.input_value() == "360"
    assert exam.words(".kept") == exam.text("saving")
    exam.run(500)
    assert exam.sent("change")[1]["change_id"] != first["change_id"]
    exam.keep()
    assert exam.words(".kept") == exam.text("saved_at", time="10:03:04")


@pytest.mark.parametrize("way", ["click", "digit", "Delete", "button"])
def test_a_chosen_option_can_be_taken_back(exam, way):
    exam.start(samples.payload(kinds=("single",), answers=samples.stored("single")))
    radio = exam.locator("input[value=a]").first
    assert radio.is_checked()
    if way == "click":
        exam.locator(".choice").first.locator("label").click()
    else:
        exam.tab_to(".item input")
        exam.press("1" if way == "digit" else "Delete") if way != "button" else exam.locator(".submit").first.click()
    assert exam.locator(".choice input:checked").count() == 0
    (change,) = exam.sent("change")
    assert change["answer"] is None
    exam.keep()
    assert exam.text("state_empty") in exam.number("single").get_attribute("aria-label")
    assert exam.words(".tally") == exam.text("answered_of", answered=0, total=1)
    exam.press("2")
    assert exam.sent("change")[-1]["answer"] == "b"


@pytest.mark.parametrize("kind", KINDS)
def test_every_type_can_be_cleared_and_answered_again(exam, kind):
    exam.start(samples.payload(kinds=(kind,), answers=samples.stored(kind)))
    exam.locator(".submit").click()
    assert exam.sent("change")[0]["answer"] is None
    exam.keep()
    assert exam.words(".tally") == exam.text("answered_of", answered=0, total=1)
    assert exam.locator("input:checked").count() == 0
    assert [field.input_value() for field in exam.locator("input[type=text], textarea, select").all()].count("") == (
        exam.locator("input[type=text], textarea, select").count()
    )
    exam.set_payload(samples.payload(kinds=(kind,), answers=samples.stored(kind)))
    assert len(exam.sent("change")) == 1


@pytest.mark.parametrize("again", ["render", "reload"])
def test_unsaved_answers_survive_and_are_sent_again_with_their_id(exam, again):
    exam.start()
    exam.locator("input[value=c]").first.check()
    exam.number("case").click()
    exam.locator("textarea").fill("先判断类别")
    exam.page.wait_for_function("window.model.sent.filter((m) => m.type === 'change').length === 2")
    before = exam.sent("change")
    if again == "render":
        exam.set_payload(samples.payload())
    else:
        exam.start()
        ids = {change["change_id"] for change in before}
        assert {change["change_id"] for change in exam.sent("change")} == ids
        assert exam.locator(".item:visible").get_attribute("data-item") == "case"  # where the learner was
    assert exam.locator("[data-part=c] input").first.is_checked()
    assert exam.locator("textarea").input_value() == "先判断类别"


def test_an_unsaved_answer_gives_way_to_a_much_later_one_of_another_window(exam):
    exam.start()
    exam.locator("input[value=c]").first.check()
    late = {"single": {"answer": "d", "saved_at": "2099-01-01T00:00:00+00:00"}}
    exam.start(samples.payload(answers=late))
    assert exam.locator("input:checked").get_attribute("value") == "d"
    assert exam.sent("change") == []


def test_two_views_of_one_exam_agree(exam):
    exam.start()
    exam.page.evaluate("window.show('second')")
    exam.locator("#out input[value=c]").first.check()
    assert exam.locator("#second input:checked").count() == 0
    exam.keep()
    assert exam.locator("#second input:checked").first.get_attribute("value") == "c"
    assert [exam.words(f"#{name} .tally") for name in ("out", "second")] == [
        exam.text("answered_of", answered=1, total=8)
    ] * 2
    exam.time(1_000_000, owner=False)
    assert exam.locator("[data-screen=taken]").count() == 2


# ------------------------------------------------------------------ time


def test_the_time_runs_by_the_performance_clock_and_by_what_python_says(exam):
    exam.start(clock=True)
    assert exam.words(".time") == "62:05"
    exam.run(65_000)
    assert exam.words(".time") == "61:00"
    exam.time(600_500)
    assert exam.words(".time") == "10:01"


def test_a_clock_set_forward_or_back_changes_nothing(exam):
    exam.start()
    exam.page.evaluate("Date.now = () => 4e12; const D = Date; window.Date = class extends D { constructor(...a) "
                       "{ super(...(a.length ? a : [4e12])); } }; Date.now = () => 4e12")  # fmt: skip
    exam.page.wait_for_timeout(1200)
    minutes, seconds = map(int, exam.words(".time").split(":"))
    assert 3715 <= minutes * 60 + seconds <= 3724


def test_warnings_at_ten_five_and_one_minute_seen_and_said_once(exam):
    exam.start(samples.payload(exam={"remaining_ms": 601_000}), clock=True)
    status = exam.locator(".sr[role=status]")
    assert status.inner_text() == ""
    exam.run(1300)
    assert status.inner_text() == exam.text("left_minutes", n=10)
    assert exam.words(".toast") == exam.text("left_minutes", n=10)
    exam.page.evaluate("window.said = 0; new MutationObserver(() => window.said++).observe("
                       "document.querySelector('.sr[role=status]'), { childList: true })")  # fmt: skip
    exam.run(240_000)
    assert exam.page.evaluate("window.said") == 0
    assert exam.shown(".toast") == 0
    exam.time(300_000)
    exam.run(300)
    assert status.inner_text() == exam.text("left_minutes", n=5)
    exam.time(60_000)
    exam.run(300)
    assert status.inner_text() == exam.text("left_minute")
    assert exam.locator(".clock").get_attribute("data-level") == "last"


def test_the_clock_can_be_hidden_and_t_still_tells(exam):
    exam.start(clock=True)
    exam.locator("[data-do=hide-clock]").click()
    assert exam.shown(".time") == 0
    exam.locator(".item .stem").first.click()
    exam.press("t")
    assert exam.words(".sr[role=status]") == exam.text("left_exact", minutes=62, seconds=5)
    assert exam.words(".toast") == exam.text("left_exact", minutes=62, seconds=5)
    exam.set_payload(samples.payload())
    assert exam.shown(".time") == 0


def test_it_asks_for_the_time_when_it_comes_back(exam):
    exam.start(clock=True)
    assert len(exam.sent("sync")) == 1
    for name, target in (("focus", "window"), ("online", "window"), ("visibilitychange", "document")):
        exam.run(1100)
        exam.page.evaluate(f"{target}.dispatchEvent(new Event('{name}'))")
    assert len(exam.sent("sync")) == 4


def test_a_silent_workbook_is_told(exam):
    exam.start(clock=True)
    exam.run(30_000)
    assert exam.words(".kept") == exam.text("nothing_saved")
    exam.run(6_000)
    assert exam.words(".kept") == exam.text("silent")
    exam.time(3_000_000)
    exam.run(300)
    assert exam.words(".kept") == exam.text("nothing_saved")


def test_at_zero_it_locks_sends_what_is_left_and_asks_until_python_says_so(exam):
    exam.start(samples.payload(kinds=("numeric",), exam={"remaining_ms": 2000}), clock=True)
    exam.run(1700)
    exam.locator(".numeric input").fill("360")
    exam.run(380)
    assert [change["answer"] for change in exam.sent("change")] == ["360"]
    assert exam.text("over_title") in exam.words(".time-up")
    assert exam.locator(".item :is(input, .flag):enabled").count() == 0
    assert exam.focused(".time-up")
    asked = len(exam.sent("sync"))
    exam.run(9100)
    assert len(exam.sent("sync")) == asked + 3
    exam.time(0, state="expired")
    assert exam.screen() == "over"
    exam.set_payload(samples.finished(result=samples.result(state="expired")))
    assert exam.text("expired") in exam.words(".summary")
    assert exam.page.evaluate("Object.keys(localStorage).filter((key) => key.includes('attempt'))") == []


def test_what_is_typed_in_the_last_seconds_goes_out_before_the_end(exam):
    exam.start(samples.payload(kinds=("numeric",), exam={"remaining_ms": 1900}), clock=True)
    exam.locator(".numeric input").press_sequentially("36")
    exam.run(260)
    assert [change["answer"] for change in exam.sent("change")] == ["36"]
    assert exam.screen() == "running"


def test_more_time_than_the_page_thought_opens_the_paper_again(exam):
    exam.start(samples.payload(exam={"remaining_ms": 500}), clock=True)
    exam.run(1000)
    assert exam.shown(".time-up") == 1
    exam.time(20_000)
    assert exam.shown(".time-up") == 0
    exam.locator("input[value=c]").first.check()
    assert len(exam.sent("change")) == 1


# ------------------------------------------------------------------ the answer card and flags


def test_the_answer_card_shows_states_by_section_and_leads_to_the_next_empty_and_flagged(exam):
    exam.start(samples.halfway())
    titles = [title[0] for title, _, _ in samples.SECTIONS.values()]
    assert exam.locator(".numbers .label").all_inner_texts() == titles
    assert exam.text("state_answered") in exam.number("single").get_attribute("aria-label")
    flagged = exam.number("multiple")
    assert exam.text("state_flagged") in flagged.get_attribute("aria-label")
    assert flagged.locator("svg").count() == 2
    assert exam.text("flagged_n", n=2) in exam.words(".tally")
    exam.number("fillin").click()
    exam.locator("[data-do=next-empty]").click()
    assert exam.locator(".item:visible").get_attribute("data-item") == "matching"
    exam.locator("[data-do=next-flagged]").click()
    assert exam.locator(".item:visible").get_attribute("data-item") == "ordering"
    exam.locator("[data-do=next-flagged]").click()
    assert exam.locator(".item:visible").get_attribute("data-item") == "multiple"
    assert exam.words(".section:visible b") == samples.SECTIONS["choice"][0][0]
    exam.press("f")
    assert exam.sent("flag") == [{"type": "flag", "item_id": "multiple", "flagged": False}]
    assert exam.text("flagged_n", n=1) in exam.words(".tally")


def test_the_answer_card_stands_beside_the_paper_or_folds_away(exam):
    exam.start()
    beside, paper = (exam.locator(name).bounding_box() for name in (".card", ".paper"))
    assert beside["x"] >= paper["x"] + paper["width"]
    exam.page.set_viewport_size({"width": 700, "height": 900})
    exam.page.wait_for_selector(".card", state="hidden")
    toggle = exam.locator("[data-do=card]")
    assert toggle.get_attribute("aria-expanded") == "false"
    toggle.click()
    assert exam.shown(".card") == 1
    assert toggle.get_attribute("aria-expanded") == "true"
    exam.number("numeric").click()
    assert exam.shown(".card") == 0
    assert exam.focused(".item[data-item=numeric]")


# ------------------------------------------------------------------ handing in


def test_the_hand_in_asks_first_with_what_is_empty_and_flagged(exam):
    exam.start(samples.halfway())
    exam.locator("[data-do=hand-in]").click()
    body = exam.words(".hand-in-body")
    assert exam.text("n_empty", n=4) in body
    assert exam.text("n_flagged", n=2) in body
    assert exam.focused("[data-do=back]")
    exam.page.get_by_role("button", name=exam.text("go_to", n=KINDS.index("matching") + 1), exact=True).click()
    assert exam.shown("dialog") == 0
    assert exam.focused(".item[data-item=matching]")
    assert exam.sent("hand_in") == []


def test_the_hand_in_waits_for_what_is_not_yet_saved_and_goes_once(exam):
    exam.start(samples.payload(kinds=("numeric",)), clock=True)
    exam.locator(".numeric input").fill("360")
    exam.press("Control+Enter")
    exam.locator("[data-do=confirm]").click()
    assert exam.words(".waiting") == exam.text("waiting_unsaved", n=1)
    exam.run(9000)
    assert exam.sent("hand_in") == []
    exam.keep()
    exam.locator("[data-do=confirm]").click()
    (message,) = exam.sent("hand_in")
    assert message["times"]["numeric"] >= 9
    exam.run(8300)
    assert exam.words("dialog .hint") == exam.text("no_reply")
    exam.locator("[data-do=confirm]").click()
    assert len(exam.sent("hand_in")) == 2
    exam.set_payload(samples.finished())
    assert exam.screen() == "result"
    assert exam.focused(".summary")


def test_a_whole_exam_by_keyboard_alone(exam):
    exam.start(samples.not_started())
    exam.tab_to("[data-do=start]")
    exam.press("Enter")
    exam.set_payload(samples.payload())
    enter = {
        "single": lambda: exam.press("d", "a"),
        "multiple": lambda: exam.press("1", "c", "b", "2"),
        "truefalse": lambda: exam.press("1"),
        "fillin": lambda: [
            (exam.page.keyboard.insert_text(ANSWERS["fillin"][0][n]), exam.press("Tab") if n == 0 else None)
            for n in range(2)
        ],
        "matching": lambda: [(exam.tab_to(".pair select"), exam.press(*["ArrowDown"] * n)) for n in (1, 3, 2)],
        "ordering": lambda: (exam.tab_to("[data-part=s1] button"), exam.press("Alt+ArrowUp")),
        "numeric": lambda: exam.press("3", "6", "0"),
        "case": lambda: exam.page.keyboard.insert_text(ANSWERS["case"][0]),
    }
    for index, kind in enumerate(KINDS):
        assert exam.focused(f".item[data-index='{index}']"), kind
        enter[kind]()
        # typed text is sent after a pause
        exam.page.wait_for_function(
            "([id, answer]) => JSON.stringify(window.model.sent.findLast((m) => m.item_id === id)?.answer) === answer",
            arg=[kind, json.dumps(ANSWERS[kind][0], ensure_ascii=False, separators=(",", ":"))],
        )
        last = [change for change in exam.sent("change") if change["item_id"] == kind][-1]
        assert last["answer"] == ANSWERS[kind][0]
        exam.say(samples.kept(last))
        if kind in ("matching", "ordering"):
            exam.tab_to("[data-do=next]")
        exam.press("Enter" if kind != "case" else "Control+Enter")
    assert exam.focused("dialog")
    assert exam.text("all_answered", n=8) in exam.words(".hand-in-body")
    exam.tab_to("[data-do=confirm]")
    exam.press("Enter")
    assert len(exam.sent("hand_in")) == 1
    exam.set_payload(samples.finished())
    assert exam.focused(".summary")
    assert exam.page.evaluate("window.leaked") == []


def test_enter_on_the_last_item_asks_for_the_hand_in_and_the_help_lists_the_keys_of_an_exam(exam):
    exam.start(samples.payload(kinds=("single", "truefalse")))
    exam.tab_to(".item input")
    exam.press("?")
    help_text = exam.words("dialog:not(.hand-in-dialog)")
    assert exam.text("key_hand_in") in help_text
    assert exam.text("key_submit") not in help_text
    exam.press("f", "Escape", "Enter")
    assert exam.sent("flag") == []
    assert exam.focused(".item[data-item=truefalse]")
    exam.press("Enter")
    assert exam.locator(".hand-in-dialog").is_visible()
    exam.press("Escape")
    assert exam.focused(".item[data-item=truefalse]")


# ------------------------------------------------------------------ the result


def test_the_result_is_a_range_until_the_key_points_are_settled(exam):
    exam.start(samples.finished())
    words = exam.words(".summary")
    assert exam.text("marks_between", low=8.3, high=10.3, possible=23) in words
    assert exam.text("undecided") in words
    assert exam.text("until_settled", n=1) in words
    exam.locator("[data-do=settle]").click()
    assert exam.locator(".item:visible").count() == 1
    exam.tab_to(".key-point input")
    exam.press("Space")
    exam.locator("[data-do=assess]").click()
    (message,) = exam.sent("assess")
    assert message["item_id"] == "case"
    done = samples.finished(settled=True)
    exam.say({"type": "assessed", "item_id": "case", "feedback": done["answers"]["case"]["feedback"],
              "saved_at": samples.SAVED_AT, "summary": done["summary"], "result": done["result"]})  # fmt: skip
    words = exam.words(".summary")
    assert exam.text("marks_of", marks=10.3, possible=23) in words
    assert exam.text("passed") in words
    assert exam.text("until_settled", n=1) not in words
    assert exam.focused(".item[data-item=case]")


def test_the_result_by_section_point_type_and_time(exam):
    exam.start(samples.finished(settled=True))
    lists = exam.locator(".summary > div > .by-point")
    assert [lists.nth(n).locator("> li").count() for n in range(4)] == [3, 8, 2, 8]
    assert lists.nth(2).locator("a").first.get_attribute("data-anchor") == "cls-behaviour"
    slowest = exam.locator(".times .figures").first.inner_text()
    assert slowest == exam.text("time_row", time="05:31", pace="11:44")
    assert exam.text("pause_line", **{"from": "10:10:00", "to": "10:22:05", "time": "12:05"}) in exam.words(".summary")
    assert exam.text("book") in exam.words(".summary")
    exam.locator(".times [data-do=visit]").first.click()
    assert exam.focused(".item[data-index='3']")
    exam.locator("[data-do=new]").click()
    assert len(exam.sent("new")) == 1
    exam.set_payload(samples.not_started() | {"attempt_id": ""})
    assert exam.screen() == "start"


def test_after_the_hand_in_each_item_has_its_feedback_and_can_be_filtered(exam):
    exam.start(samples.finished())
    assert exam.locator(".item .verdict").count() == 7
    assert "1.34 / 2" in exam.locator(".item[data-item=multiple] .earned").text_content()  # marks of the paper
    skipped = exam.locator(".item[data-item=truefalse]")
    assert exam.text("verdict_unattempted") in skipped.text_content()
    assert exam.locator(".item .body :is(input, select, textarea, button):enabled").count() == 0
    assert exam.shown(".go-on, .submit") == 0
    shown = {}
    for name in ("wrong", "empty", "flagged", "waiting", "all"):
        exam.locator(f"[data-filter={name}]").click()
        shown[name] = [node.get_attribute("data-item") for node in exam.locator(".item:visible").all()]
    assert shown == {
        "wrong": ["single", "multiple", "fillin", "matching", "ordering"],
        "empty": ["truefalse"],
        "flagged": ["multiple"],
        "waiting": ["case"],
        "all": list(KINDS),
    }
    exam.locator("[data-filter=wrong]").click()
    exam.number("case").click()
    assert exam.locator(".item:visible").count() == 8
    exam.press("f", "a")
    assert [message["type"] for message in exam.page.evaluate("window.model.sent")] == ["sync"]


def test_after_the_hand_in_an_error_has_its_cause_and_note_and_the_book_a_link(exam):
    exam.start(samples.finished(settled=True) | {"remarks": {}})
    expect(exam.page.locator("a[href='12-mistakes.ipynb']")).to_be_visible()
    item = exam.page.locator(".item", has=exam.page.locator("[data-cause]")).first
    item.locator("[data-cause=misread]").click()
    (message,) = exam.sent("remark")
    assert (message["name"], message["value"]) == ("cause", "misread")
    exam.say({**message, "type": "error", "message": "磁盘已满"})
    expect(item.locator("[data-cause=misread]")).to_have_attribute("aria-pressed", "false")
    item.locator(".star").click()
    exam.say({**exam.sent("remark")[-1], "type": "remarked"})
    expect(item.locator(".star")).to_have_attribute("aria-pressed", "true")


def test_an_item_left_empty_shows_its_key_when_python_says_it(exam):
    said = samples.feedback_of("truefalse") | {"verdict": "unattempted", "earned": 0.0}
    payload = samples.finished()
    payload["answers"]["truefalse"] = {"answer": None, "feedback": said, "saved_at": None}
    exam.start(payload)
    item = exam.locator(".item[data-item=truefalse]")
    assert exam.text("verdict_unattempted") in item.locator(".verdict").text_content()
    assert exam.text("option_missed") in item.locator("[data-part=false] .tag").text_content()
    assert item.locator(".saved, input:checked").count() == 0
    assert exam.text("state_skipped") in exam.number("truefalse").get_attribute("aria-label")


def test_the_bar_stays_in_sight_inside_outputs_that_would_scroll(exam):
    exam.start(samples.halfway() | {"show": "all"})
    exam.page.evaluate(
        """() => {
          const lab = ".jp-OutputArea { overflow-y: auto } .jp-OutputArea-child { overflow: hidden }"
            + " .jp-OutputArea-output { overflow: auto }";
          document.head.append(Object.assign(document.createElement("style"), { textContent: lab }));
          document.querySelector("main").className = "jp-OutputArea jp-OutputArea-child";
          document.querySelector("#out").className = "jp-OutputArea-output";
          window.scrollTo(0, 900);
        }"""
    )
    exam.page.wait_for_function("scrollY > 800")
    assert exam.locator(".bar-top").bounding_box()["y"] == 0


def test_nothing_of_right_or_wrong_is_on_the_page_before_the_hand_in(exam):
    exam.start(samples.halfway() | {"show": "all"})
    html = exam.page.content()
    for key in ("verdict_correct", "verdict_wrong", "verdict_partial", "right_answer"):
        assert exam.text(key) not in html


# ------------------------------------------------------------------ for everyone, everywhere


def closed(lang):
    return samples.payload(lang, exam={"remaining_ms": 0})


STATES = {
    "start": samples.not_started,
    "running": samples.halfway,
    "all": lambda lang: samples.halfway(lang) | {"show": "all"},
    "paused": samples.paused,
    "taken": lambda lang: samples.payload(lang, exam={"owner": False}),
    "closed": closed,
    "over": lambda lang: samples.payload(lang, "expired"),
    "open": samples.finished,
    "result": lambda lang: samples.finished(lang, settled=True),
}


def dress(exam, theme):
    exam.page.evaluate(
        """theme => {
          document.body.style.background = theme === "light" ? "#fff" : "#14181d";
          for (const node of document.querySelectorAll(".item")) node.style.contentVisibility = "visible";
        }""",
        theme,
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("state", [*STATES, "dialog", "unsaved", "last minute"])
def test_axe_finds_nothing(exam, axe, theme, state):
    exam.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    payload = STATES.get(state, samples.halfway)("zh")
    if state == "last minute":
        payload["exam"]["remaining_ms"] = 61_000
    exam.start(payload)
    dress(exam, theme)
    if state == "dialog":
        exam.locator("[data-do=hand-in]").click()
    elif state == "unsaved":
        exam.page.evaluate("window.model.closed = true")
        exam.press("f")
        exam.locator(".item:visible input").first.check()
        exam.page.wait_for_selector(".kept.failed")
    elif state == "last minute":
        exam.page.wait_for_selector(".clock[data-level=last]")
    elif state == "closed":
        exam.page.wait_for_selector(".time-up:visible")
    assert axe(exam.page) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("state", STATES)
def test_nothing_overflows_a_small_phone(exam, state, lang):
    exam.page.set_viewport_size({"width": 360, "height": 740})
    exam.start(STATES[state](lang), lang=lang)
    if exam.locator("[data-do=card]").count():
        exam.locator("[data-do=card]").click()
    assert exam.page.evaluate("document.documentElement.scrollWidth") <= 360
    wide = exam.page.evaluate(
        "[...document.querySelectorAll('.fuwu-player *')]"
        ".filter((n) => n.getBoundingClientRect().right > 360).map((n) => n.outerHTML.slice(0, 80))"
    )
    assert wide == []


@pytest.mark.parametrize("state", STATES)
def test_every_text_it_asks_for_exists_and_is_chinese_on_a_chinese_page(exam, state):
    exam.start(STATES[state]("zh"))
    exam.page.evaluate("for (const dialog of document.querySelectorAll('dialog')) dialog.show()")
    words = exam.page.evaluate(
        r"""() => {
          const nodes = [...document.querySelectorAll(".fuwu-player *")]
            .filter((n) => !n.closest("kbd, .letter, option"));
          const texts = nodes.flatMap((n) => [...n.childNodes].filter((c) => c.nodeType === 3).map((c) => c.data));
          const told = nodes.flatMap((n) => ["aria-label", "title", "aria-valuetext"].map((a) => n.getAttribute(a)));
          return [...texts, ...told].filter((text) => /[A-Za-z]{2}/.test(text ?? ""));
        }"""
    )
    assert words == []


def test_leaving_the_page_takes_everything_along(exam):
    exam.start()
    exam.page.evaluate("window.stop('out')")
    assert exam.locator(".fuwu-player").count() == 0
    assert exam.page.evaluate("Object.values(window.model.heard).flat().length") == 0
    asked = len(exam.sent("sync"))
    exam.page.evaluate("window.dispatchEvent(new Event('online'))")
    assert len(exam.sent("sync")) == asked
