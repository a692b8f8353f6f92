"""The player in a real browser, in each of its states, against a model that replies only when told to."""

from __future__ import annotations

import re
from typing import Any

import pytest
from ui import player_samples as samples
from ui.player_driver import PlayerDriver

from fuwu.widgets.assets import script, style
from fuwu.widgets.strings import player_strings

KINDS = samples.KINDS


class Driver(PlayerDriver):
    """The page with one quiz."""

    def __init__(self, page, site):
        super().__init__(page, site, source=script("player"), style=style("player"))

    def start(self, payload=None, *, lang="zh", strings=None):
        self.lang = lang
        return self.begin(payload or samples.payload(lang), strings or player_strings(lang))

    def text(self, key, **values):
        return player_strings(self.lang)[key].format(**values)

    def reply(self, kind, **changes):
        response_id = self.sent("submit")[-1]["response_id"]
        self.say(samples.reply(kind, response_id, self.lang) | changes)

    def item(self, index=0):
        return self.page.locator(".item").nth(index)


@pytest.fixture
def player(page, site):
    return Driver(page, site)


def answered(*kinds, lang="zh", case=None):
    """Return stored answers as the payload holds them."""
    answers = {}
    for kind in kinds:
        said = samples.feedback(kind, lang)
        if kind == "case" and case is not None:
            said |= {"verdict": "partial", "earned": 2.0, "case": samples.case_review(lang, case)}
        answers[kind] = {"answer": samples.ANSWERS[kind][0], "feedback": said, "saved_at": samples.SAVED_AT}
    said_all = [answer["feedback"] for answer in answers.values()]
    return {"answers": answers, "summary": samples.summary(lang, said_all, total=len(KINDS))}


def finished(lang="zh"):
    return samples.payload(lang, **answered(*KINDS, lang=lang, case=["k1"]))


def enter_single(player):
    player.tab_to(".item input")
    player.press("a")


def enter_multiple(player):
    player.tab_to(".item input")
    player.press("1", "c", "b", "2")  # ticks a and c; b is ticked and unticked


def enter_truefalse(player):
    player.tab_to(".item input")
    player.press("1")


def enter_fillin(player):
    for _ in range(2):
        player.tab_to(".blank input")
        n = int(player.page.evaluate("document.activeElement.name"))
        player.page.keyboard.insert_text(samples.ANSWERS["fillin"][0][n - 1])


def enter_matching(player):
    for n in (1, 3, 2):
        player.tab_to(".pair select")
        player.press(*["ArrowDown"] * n)


def enter_ordering(player):
    player.tab_to("[data-part=s1] button")
    player.press("Alt+ArrowUp")
    assert player.focused("[data-part=s1] button")


def enter_numeric(player):
    player.tab_to(".numeric input")
    player.press("3", "6", "0")


def enter_case(player):
    player.tab_to("textarea")
    player.page.keyboard.insert_text(samples.ANSWERS["case"][0])
    player.press("Enter")  # a new line, nothing more
    assert player.sent("submit") == []


ENTER = {kind: globals()[f"enter_{kind}"] for kind in KINDS}


# ------------------------------------------------------------------ answering


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_type_is_answered_by_keyboard_alone_and_judged_by_python_alone(player, kind, lang):
    player.start(samples.payload(lang, (kind,)), lang=lang)
    ENTER[kind](player)
    player.press("Control+Enter" if kind in ("matching", "ordering", "case") else "Enter")

    (message,) = player.sent("submit")
    assert message["item_id"] == kind
    assert message["answer"] == samples.ANSWERS[kind][0]
    assert re.fullmatch(r"[0-9a-f-]{36}", message["response_id"])
    assert message["elapsed_ms"] >= 0
    assert player.item().locator(".status").inner_text() == player.text("saving")
    assert player.shown(".feedback, [data-mark], .go-on, .saved") == 0

    player.reply(kind)
    verdict = samples.ANSWERS[kind][1] or "waiting"
    line = player.item().locator(".verdict").inner_text()
    assert player.text(f"verdict_{verdict}") in line
    assert player.text("saved_at", time="10:03:04") in line  # Shanghai, eight hours ahead of the stored time
    assert player.focused(".verdict")
    assert player.page.locator(".sr[role=status]").inner_text().startswith(player.text(f"verdict_{verdict}"))
    assert player.item().locator(".body :is(input, select, textarea, button):enabled").count() == 0
    assert player.page.evaluate("window.leaked") == []


def test_marks_say_in_words_what_was_key_and_what_was_chosen(player):
    player.start(samples.payload(**answered("multiple"), kinds=("multiple",)))
    tags = [player.item().locator(f"[data-part={name}]").inner_text() for name in "abd"]
    assert player.text("option_hit") in tags[0]
    assert "\n" in tags[1]
    assert all(player.text(f"option_{mark}") not in tags[1] for mark in ("hit", "missed", "slip"))
    assert player.text("option_missed") in tags[2]


def test_blanks_are_numbered_as_in_the_answer_wherever_the_sentence_puts_them(player):
    player.start(samples.payload("en", ("fillin",)), lang="en")
    player.page.get_by_label("Blank 1").fill("characteristics")
    player.page.get_by_label("Blank 2").fill("behaviour")
    player.press("Enter")
    assert player.sent("submit")[0]["answer"] == ["characteristics", "behaviour"]


def test_what_the_grader_leaves_open_is_settled_by_the_learner(player):
    player.start(samples.payload(**answered("case"), kinds=("case",)))
    assert player.item().locator("mark").inner_text() == samples.ANSWERS["case"][0][:6] + "2"
    tags = player.item().locator(".key-point .tag").all_inner_texts()
    assert tags == [player.text(name) for name in ("judge_it", "found", "not_found")]
    player.tab_to(".key-point input")
    player.press("Space")
    assert player.item().locator(".total").inner_text() == player.text("ticked", earned=4, possible=5)
    player.tab_to("[data-do=assess]")
    player.press("Enter")
    (message,) = player.sent("assess")
    assert message["key_points"] == ["k1", "k2"]
    assert player.shown(".status") == 1

    said = samples.feedback("case") | {
        "verdict": "partial",
        "earned": 2.0,
        "case": samples.case_review("zh", ["k1"]),
    }
    player.say({"type": "assessed", "item_id": "case", "feedback": said, "saved_at": samples.SAVED_AT,
                "summary": samples.summary("zh", [said], total=8)})  # fmt: skip
    assert player.text("verdict_partial") in player.item().locator(".verdict").inner_text()
    assert player.item().locator("[data-mark=hit]").count() == 1
    assert player.item().locator("[data-mark=slip]").count() == 2
    assert player.item().locator("[data-do=reopen]").count() == 0


def test_what_the_grader_settled_can_be_judged_again(player):
    review = samples.case_review("zh", ["k2"]) | {"judge": "grader"}
    start = answered("case", case=["k2"])
    start["answers"]["case"]["feedback"]["case"] = review
    player.start(samples.payload(**start, kinds=("case",)))
    assert player.item().locator(".key-point input:enabled").count() == 0
    player.tab_to("[data-do=reopen]")
    player.press("Enter")
    player.press("Space")  # the first point has the focus
    player.tab_to("[data-do=assess]")
    player.press("Enter")
    (message,) = player.sent("assess")
    assert message["key_points"] == ["k1", "k2"]


def test_nothing_entered_is_not_sent_and_gaps_need_a_second_press(player):
    player.start(samples.payload(kinds=("fillin",)))
    player.page.locator(".submit").click()
    assert player.item().locator(".hint").inner_text() == player.text("nothing_yet")
    player.page.get_by_label(player.text("blank", n=1)).fill("特征")
    assert player.shown(".hint") == 0
    player.press("Enter")
    assert player.item().locator(".hint").inner_text() == player.text("some_missing", n=1)
    assert player.sent("submit") == []
    player.press("Enter")
    assert player.sent("submit")[0]["answer"] == ["特征", ""]


def test_the_enter_that_ends_a_chinese_word_does_not_submit(player):
    player.start(samples.payload(kinds=("numeric",)))
    field = player.page.locator(".numeric input")
    field.fill("360")
    field.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    assert player.sent("submit") == []


def test_steps_are_dragged_by_their_handle(player):
    player.start(samples.payload(kinds=("ordering",)))
    grip = player.page.locator("[data-part=s3] .grip").bounding_box()
    last = player.page.locator("[data-part=s2]").bounding_box()
    player.page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    player.page.mouse.down()
    player.page.mouse.move(grip["x"] + 5, last["y"] + last["height"], steps=12)
    player.page.mouse.up()
    player.page.locator(".submit").click()
    assert player.sent("submit")[0]["answer"] == ["s1", "s4", "s2", "s3"]


# ------------------------------------------------------------------ when Python is silent or refuses


def test_silence_is_never_called_saved_and_the_same_response_is_sent_again(player):
    player.page.clock.install(time=0)
    player.start(samples.payload(kinds=("numeric",)))
    player.page.clock.pause_at(600_000)
    player.page.locator(".numeric input").fill("360")
    player.press("Enter")
    player.page.clock.run_for(7900)
    assert player.item().locator(".status").inner_text() == player.text("saving")
    player.page.clock.run_for(200)
    assert player.text("not_saved") in player.item().locator(".status").inner_text()
    assert player.page.locator(".sr[role=alert]").inner_text() == player.text("not_saved")
    assert player.shown(".feedback") == 0
    assert player.focused("[data-do=resend]")

    player.press("Enter")
    first, second = player.sent("submit")
    assert first == second
    player.reply("numeric")
    assert player.shown(".verdict") == 1
    assert player.shown(".status") == 0


def test_a_closed_connection_is_told_at_once(player):
    player.start(samples.payload(kinds=("numeric",)))
    player.page.evaluate("window.model.closed = true")
    player.page.locator(".numeric input").fill("360")
    player.press("Enter")
    assert player.text("not_saved") in player.item().locator(".status").inner_text()


def test_an_error_keeps_the_answer_and_offers_to_send_it_again(player):
    player.start(samples.payload(kinds=("numeric",)))
    player.page.locator(".numeric input").fill("360")
    player.press("Enter")
    first = player.sent("submit")[0]
    player.say(
        {
            "type": "error",
            "item_id": "numeric",
            "response_id": first["response_id"],
            "message": "磁盘已满 <b>",
        }
    )
    assert "磁盘已满 <b>" in player.item().locator(".status").inner_text()
    assert player.page.locator(".numeric input").input_value() == "360"
    player.page.locator("[data-do=resend]").click()
    assert player.sent("submit")[1]["response_id"] == first["response_id"]


def test_an_unreadable_answer_stays_editable_and_reveals_nothing(player):
    player.start(samples.payload(kinds=("numeric",)))
    player.page.locator(".numeric input").fill("三百")
    player.press("Enter")
    sent = player.sent("submit")[0]
    player.say(
        {
            "type": "invalid",
            "item_id": "numeric",
            "response_id": sent["response_id"],
            "message": "请填写数字。",
        }
    )
    assert player.item().locator(".hint").inner_text() == "请填写数字。"
    assert player.shown(".feedback, .status") == 0
    assert player.focused(".numeric input")
    assert player.page.locator(".numeric input").get_attribute("aria-invalid") == "true"
    player.page.locator(".numeric input").fill("360")
    player.press("Enter")
    assert player.sent("submit")[1]["answer"] == "360"
    assert player.sent("submit")[1]["response_id"] != sent["response_id"]


def test_what_is_stored_wins_over_what_a_second_window_entered(player):
    player.start(samples.payload(kinds=("single",)))
    player.page.locator("input[value=c]").check()
    player.press("Enter")
    player.reply("single", answer="a")
    assert player.page.locator(".choice input:checked").get_attribute("value") == "a"


# ------------------------------------------------------------------ nothing entered is lost


def test_stored_answers_come_back(player):
    player.start(finished())
    values = {
        "single": "[data-part=a] input:checked",
        "multiple": "[data-part=c] input:checked",
        "truefalse": "[data-part=true] input:checked",
        "ordering": ".step:first-child[data-part=s1]",
    }
    for kind, selector in values.items():
        assert player.item(KINDS.index(kind)).locator(selector).count() == 1
    assert player.page.locator(".blank input").first.input_value() == "特征"
    assert player.page.locator("select[name=l2]").input_value() == "r3"
    assert player.page.locator(".numeric input").input_value() == "360"
    assert player.page.locator("textarea").input_value() == samples.ANSWERS["case"][0]
    assert player.page.locator(".verdict").count() == len(KINDS)


@pytest.mark.parametrize("again", ["render", "reload"])
def test_drafts_survive(player, again):
    player.start()
    player.page.locator("input[value=c]").first.check()
    player.page.locator(".nav button").nth(7).click()
    player.page.locator("textarea").fill("先判断类别")
    if again == "render":
        player.set_payload(samples.payload())
    else:
        player.start()
    assert player.page.locator("[data-part=c] input").first.is_checked()
    assert player.page.locator("textarea").input_value() == "先判断类别"
    assert player.text("state_draft") in player.page.locator(".nav button").first.get_attribute("aria-label")


def test_a_draft_is_dropped_once_the_answer_is_stored(player):
    player.start(samples.payload(kinds=("numeric",)))
    player.page.locator(".numeric input").fill("360")
    assert player.page.evaluate("sessionStorage.getItem('fuwu:attempt-1:numeric')") == '"360"'
    player.press("Enter")
    assert player.page.evaluate("sessionStorage.length") == 1  # not before the reply
    player.reply("numeric")
    assert player.page.evaluate("sessionStorage.length") == 0


def test_an_answer_on_its_way_is_still_on_its_way_after_a_new_payload(player):
    player.start(samples.payload(kinds=("numeric",)))
    player.page.locator(".numeric input").fill("360")
    player.press("Enter")
    player.set_payload(samples.payload(kinds=("numeric",)))
    assert player.item().locator(".status").inner_text() == player.text("saving")
    assert player.page.locator(".numeric input").is_disabled()


# ------------------------------------------------------------------ walking, flags, views


def test_enter_walks_from_feedback_to_the_next_unanswered_and_at_last_to_the_result(player):
    payload = samples.payload(**answered("multiple"), kinds=("single", "multiple", "truefalse"))
    player.start(payload)
    enter_single(player)
    player.press("Enter")
    player.reply("single")
    player.press("Enter")
    assert player.page.locator(".item:visible").get_attribute("data-index") == "2"
    assert player.focused(".item[data-index='2']")
    player.press("1", "Enter")
    said = [samples.feedback(kind) for kind in ("single", "multiple", "truefalse")]
    player.reply("truefalse", summary=samples.summary("zh", said, total=3))
    assert player.page.locator(".item:visible .go-on").inner_text() == player.text("see_result")
    player.press("Enter")
    assert player.focused(".summary")
    assert len(player.sent("submit")) == 2


def test_arrows_walk_except_inside_text(player):
    player.start()
    player.tab_to(".nav [aria-current=true]")
    player.press("ArrowRight", "ArrowRight", "ArrowLeft")
    assert player.page.locator(".item:visible").get_attribute("data-index") == "1"
    assert player.focused(".nav [data-index='1']")
    player.page.locator(".nav button").nth(6).click()
    player.press("3", "ArrowLeft")
    assert player.page.locator(".item:visible").get_attribute("data-index") == "6"
    player.press("Delete", "ArrowLeft")  # an empty field has no use for them
    assert player.page.locator(".item:visible").get_attribute("data-index") == "5"


def test_f_flags_and_the_row_of_numbers_says_so_without_colour(player):
    player.start()
    enter_single(player)
    player.press("f")
    assert player.sent("flag") == [{"type": "flag", "item_id": "single", "flagged": True}]
    number = player.page.locator(".nav button").first
    assert player.text("state_flagged") in number.get_attribute("aria-label")
    assert number.locator(".icon-flag").count() == 1
    player.press("f")
    assert player.sent("flag")[1]["flagged"] is False
    assert number.locator(".icon-flag").count() == 0


def test_all_at_once_and_back(player):
    player.start()
    assert player.shown(".item") == 1
    player.page.get_by_role("button", name=player.text("show_all")).click()
    assert player.shown(".item") == len(KINDS)
    assert player.sent("show") == [{"type": "show", "show": "all"}]
    player.page.locator("textarea").click()
    player.page.get_by_role("button", name=player.text("show_one")).click()
    assert player.page.locator(".item:visible").get_attribute("data-index") == str(KINDS.index("case"))


def test_help_opens_with_a_question_mark_and_swallows_the_shortcuts(player):
    player.start()
    player.tab_to(".item input")
    player.press("?")
    assert player.page.get_by_role("dialog", name=player.text("shortcuts")).is_visible()
    player.press("f", "Escape")
    assert player.shown("dialog") == 0
    assert player.sent("flag") == []
    assert player.focused(".item input")


def test_a_click_anywhere_in_an_item_brings_the_keyboard_there(player):
    player.start(samples.payload(show="all"))
    player.page.locator(".item").nth(1).locator(".stem").click()
    player.press("1")
    assert player.item(1).locator("input").first.is_checked()


def test_the_link_goes_to_the_place_in_this_page_or_opens_the_lesson_beside_it(player):
    player.start(samples.payload(**answered("single"), kinds=("single",)))
    link = player.page.locator("a.read")
    player.page.evaluate("document.querySelector('a.read').addEventListener('click', (e) => e.preventDefault())")
    link.click()
    assert link.get_attribute("target") == "_blank"
    heading = "<h2 data-jupyter-id='cls-behaviour'>行为</h2><p style='height:2000px'></p>"
    player.page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", heading)
    link.click()
    assert player.focused("[data-jupyter-id=cls-behaviour]")


# ------------------------------------------------------------------ the result, and again


def test_the_result_by_point_and_starting_again(player):
    player.start(finished())
    summary = player.page.locator(".summary")
    assert player.text("points", earned=2.83 + 2, possible=12).split(" / ")[1] in summary.inner_text()
    assert summary.locator(".by-point li").count() == 2
    summary.get_by_role("button", name=player.text("retry_wrong")).click()
    assert [m["type"] for m in player.page.evaluate("window.model.sent")] == ["retry"]

    player.set_payload(samples.payload(kinds=("single", "truefalse"), attempt_id="attempt-2"))
    assert player.page.locator(".item").count() == 2
    assert player.shown(".summary, .feedback, .status") == 0
    assert player.focused(".item[data-index='0']")
    assert player.page.locator("input:checked").count() == 0


def test_starting_again_without_a_reply_says_so_and_may_be_pressed_again(player):
    player.page.clock.install(time=0)
    player.start(finished())
    player.page.clock.pause_at(600_000)
    restart = player.page.locator("[data-do=restart]")
    restart.click()
    restart.click()
    assert len(player.sent("restart")) == 1
    player.page.clock.run_for(8100)
    assert player.page.locator(".summary .hint").inner_text() == player.text("no_reply")
    restart.click()
    player.say({"type": "error", "item_id": None, "response_id": None, "message": "存不进去"})
    assert player.page.locator(".summary .hint").inner_text() == "存不进去"
    assert len(player.sent("restart")) == 2


def test_progress_is_told_to_screen_readers(player):
    player.start(samples.payload(**answered("single")))
    bar = player.page.get_by_role("progressbar", name=player.text("progress"))
    assert [bar.get_attribute(f"aria-value{name}") for name in ("now", "max")] == ["1", "8"]
    assert bar.get_attribute("aria-valuetext") == player.text("answered_of", answered=1, total=8)


# ------------------------------------------------------------------ for everyone, everywhere


STATES: dict[str, Any] = {
    "fresh": lambda lang: samples.payload(lang, show="all", notice="磁盘将满"),
    "answered": lambda lang: finished(lang) | {"show": "all", "flags": {"multiple": True}},
    "self-check": lambda lang: samples.payload(lang, ("case",), **answered("case", lang=lang)),
    "marked": lambda lang: samples.payload(lang, ("case",), **answered("case", lang=lang, case=["k1", "k2"])),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("theme", ["light", "dark", "lab-dark"])
def test_axe_finds_nothing(player, axe, theme, state):
    player.page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
    player.start(STATES[state]("zh"))
    player.page.evaluate(
        """theme => {
          document.body.style.background = theme === "light" ? "#fff" : "#14181d";
          if (theme === "lab-dark") document.body.dataset.jpThemeLight = "false";
          for (const node of document.querySelectorAll(".item")) node.style.contentVisibility = "visible";
        }""",
        theme,
    )
    player.page.wait_for_function(
        "dark => document.querySelector('.fuwu-player').classList.contains('fuwu-dark') === dark",
        arg=theme != "light",
    )
    assert axe(player.page) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("state", STATES)
def test_nothing_overflows_a_small_phone(player, state, lang):
    player.page.set_viewport_size({"width": 360, "height": 740})
    player.start(STATES[state](lang), lang=lang)
    assert player.page.evaluate("document.documentElement.scrollWidth") <= 360
    wide = player.page.evaluate(
        "[...document.querySelectorAll('.fuwu-player *')]"
        ".filter((n) => n.getBoundingClientRect().right > 360).map((n) => n.outerHTML.slice(0, 80))"
    )
    assert wide == []


def test_fingers_get_targets_of_44_pixels(browser, site):
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    driver = Driver(context.new_page(), site)
    driver.start(samples.payload(show="all"))
    small = driver.page.evaluate(
        """[...document.querySelectorAll(
            ".fuwu-player :is(button, select, label:has(input), input[type=text], a)")]
          .map((node) => [node.className || node.tagName, node.getBoundingClientRect()])
          .filter(([, box]) => box.width > 0 && (box.height < 43.9 || box.width < 43.9))
          .map(([name]) => name)"""
    )
    context.close()
    assert small == []


def _neutral(value: Any, key: str = "") -> Any:
    """Return a payload whose texts are signs, so that every letter left on the page is the player's own."""
    if isinstance(value, dict):
        return {name: _neutral(child, "stem" if key == "rules" else name) for name, child in value.items()}
    if isinstance(value, list):
        return [_neutral(child, key) for child in value]
    texts = [
        "title",
        "stem",
        "html",
        "unit",
        "rationale",
        "note",
        "mistake",
        "key_text",
        "why",
        "label",
        "expect",
        "reference",
        "reason",
        "text",
        "notice",
    ]
    return re.sub(r"(^|>)[^<]+", r"\1§", value) if key in texts and isinstance(value, str) else value


def test_the_player_has_no_words_of_its_own(player):
    signs = {key: re.sub(r"[^{}]*(\{\w+\}|$)", r"¤\1", value) for key, value in player_strings("zh").items()}
    payload = _neutral(finished() | {"show": "all", "notice": "x"})
    payload["answers"]["fillin"]["answer"] = ["§", "§"]
    player.start(payload, strings=signs)
    player.page.evaluate("document.querySelector('dialog').show()")
    words = player.page.evaluate(
        """() => {
          const own = (text) => /\\p{L}/u.test(text ?? "");
          const nodes = [...document.querySelectorAll(".fuwu-player, .fuwu-player *")];
          const skip = (node) => node.closest("kbd, .letter, option, textarea");
          const texts = nodes.filter((node) => !skip(node))
            .flatMap((node) => [...node.childNodes].filter((child) => child.nodeType === 3))
            .map((child) => child.data);
          const told = nodes.flatMap((node) => ["aria-label", "title", "placeholder", "aria-valuetext"]
            .map((name) => node.getAttribute(name)));
          return [...texts, ...told].filter(own);
        }"""
    )
    assert words == []


def test_every_text_it_asks_for_exists(player):
    strings = player_strings("zh")
    player.start(finished() | {"show": "all"})
    shown = player.page.locator(".fuwu-player").inner_text() + player.page.content()
    assert [key for key in strings if "_" in key and re.search(rf">\s*{key}\s*<|\"{key}\"", shown)] == []


def test_leaving_the_page_takes_everything_along(player):
    player.start()
    player.page.evaluate("window.stop()")
    assert player.page.locator(".fuwu-player").count() == 0
    assert player.page.evaluate("Object.values(window.model.heard).flat().length") == 0


def test_it_follows_the_theme_of_jupyterlab(player):
    player.page.emulate_media(color_scheme="dark")
    player.start()
    root = player.page.locator(".fuwu-player")
    assert "fuwu-dark" in root.get_attribute("class")
    player.page.evaluate("document.body.dataset.jpThemeLight = 'true'")
    player.page.wait_for_function("!document.querySelector('.fuwu-player').classList.contains('fuwu-dark')")
    assert root.get_attribute("lang") == "zh-CN"
    assert root.get_attribute("data-lm-suppress-shortcuts") == "true"
