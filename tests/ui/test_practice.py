"""Practice, memorising and the wrong-answer book in a real browser."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import sys
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from ui import player_samples as samples
from ui.test_player_page import Driver

sys.path.insert(0, str(Path(__file__).parent))
from serving import workbook
from words import LATIN_ON_A_CHINESE_PAGE

from fuwu import answers
from fuwu.bank import Bank
from fuwu.session.adhoc import begun
from fuwu.store import Store

BANK = Bank()
#: Items of one lesson that take one click.
SINGLES = [one.id for one in BANK.facts.values() if one.lesson == "01-classification" and one.type == "single"]


# --- the player: how sure, star, cause and note --------------------------------------------------------------


@pytest.fixture
def player(page, site):
    return Driver(page, site)


def kept(lang="zh", **remarks):
    return samples.payload(lang, remarks=remarks)


def test_how_sure_one_is_goes_with_the_answer_and_is_told_after_an_error(player):
    player.start(kept())
    player.tab_to(".item input")
    player.press("a", "k", "j")
    pressed = player.item().locator("[data-sure][aria-pressed=true]")
    assert pressed.all_inner_texts() == ["有把握"]
    player.press("j")
    assert pressed.count() == 0
    player.press("j", "Enter")
    assert player.sent("submit")[0]["confidence"] == "sure"
    player.reply("single", confidence="sure", feedback=samples.feedback("single", "zh") | {"verdict": "wrong"})
    assert "你选了“有把握”，却没有答对" in player.item().inner_text()
    assert player.shown(".sure") == 0
    assert player.page.evaluate("window.leaked") == []


@pytest.mark.parametrize(
    ("verdict", "said", "expected"),
    [
        ("correct", "guess", "这题是猜对的"),
        ("correct", "sure", "你选了“有把握”"),
        ("partial", "unsure", "你选了“不太确定”"),
        ("wrong", None, None),
    ],
)
def test_what_was_said_is_shown_again(player, verdict, said, expected):
    feedback = samples.feedback("single", "zh") | {"verdict": verdict}
    answer = {"answer": "a", "feedback": feedback, "saved_at": samples.SAVED_AT, "confidence": said}
    player.start(samples.payload("zh", remarks={}, answers={"single": answer}))
    player.page.locator("[data-do=go]").first.click()
    text = player.item().locator(".feedback").inner_text()
    assert ("你选了" in text or "猜对" in text) == bool(expected)
    assert (expected or "") in text


def test_how_sure_one_is_outlives_a_reload_and_is_no_answer_alone(player):
    player.start(kept())
    player.tab_to(".item input")
    player.press("l")
    player.start(kept())
    assert player.item().locator("[data-sure][aria-pressed=true]").all_inner_texts() == ["猜的"]
    player.tab_to(".item input")
    player.press("Enter")
    assert player.sent("submit") == []


def test_a_star_is_kept_or_taken_back_when_it_could_not_be(player):
    player.start(kept())
    star = player.item().locator(".star")
    player.tab_to(".item input")
    player.press("s")
    (message,) = player.sent("remark")
    assert (message["item_id"], message["name"], message["value"]) == ("single", "favourite", True)
    expect(star).to_have_attribute("aria-pressed", "true")
    player.say({"type": "error", "item_id": "single", "remark_id": message["remark_id"], "message": "磁盘已满"})
    expect(star).to_have_attribute("aria-pressed", "false")
    assert player.page.locator("[role=alert].sr").inner_text() == "磁盘已满"


def wrong(player, **remarks):
    feedback = samples.feedback("single", "zh") | {"verdict": "wrong"}
    answer = {"answer": "a", "feedback": feedback, "saved_at": samples.SAVED_AT}
    player.start(samples.payload("zh", remarks=remarks, answers={"single": answer}))
    player.page.locator("[data-do=go]").first.click()
    return player.item()


def test_the_cause_of_an_error_is_one_of_five_and_can_be_taken_back(player):
    item = wrong(player)
    assert item.locator("[data-cause]").all_inner_texts() == ["看错题", "不知道", "混淆了", "算错了", "蒙的"]
    for cause in ("misread", "confused", "confused"):
        item.locator(f"[data-cause={cause}]").click()
    assert [message["value"] for message in player.sent("remark")] == ["misread", "confused", None]
    assert item.locator("[data-cause][aria-pressed=true]").count() == 0


def test_a_note_is_sent_after_a_pause_and_kept_in_the_browser_until_it_is_saved(player):
    item = wrong(player)
    item.locator(".own-note").press_sequentially("先分类fjs", delay=20)
    expect(item.locator(".kept")).to_have_text("")
    player.page.wait_for_timeout(600)
    (message,) = player.sent("remark")  # one, not one a letter; and no letter was a shortcut
    assert (message["name"], message["value"]) == ("note", "先分类fjs")
    item = wrong(player)  # nothing was said to be saved: the page was closed
    assert item.locator(".own-note").input_value() == "先分类fjs"
    (again,) = player.sent("remark")
    player.say(again | {"type": "remarked"})
    expect(item.locator(".kept")).to_have_text("已保存")
    assert wrong(player).locator(".own-note").input_value() == ""
    assert player.sent("remark") == []


def test_a_note_typed_just_before_the_next_batch_is_sent(player):
    item = wrong(player)
    item.locator(".own-note").press_sequentially("x")
    player.set_payload(samples.payload("zh", remarks={}) | {"attempt_id": "next"})
    (message,) = player.sent("remark")
    assert (message["item_id"], message["name"], message["value"]) == ("single", "note", "x")


def test_without_remarks_there_is_no_star(player):
    player.start(samples.payload("zh"))
    assert player.shown(".star") == 0
    player.tab_to(".item input")
    player.press("s")
    assert player.sent("remark") == []


# --- the pages ---------------------------------------------------------------------------------------------


def seed(path):
    """An item wrong three days ago and right the day after, one wrong twice, one right."""
    names = SINGLES[:3]
    with Store.open(path, lang="zh") as store:
        for days, told in ((3, ("wrong", "wrong", "right")), (2, ("right", "wrong", None))):
            moment = datetime.now(UTC) - timedelta(days=days)
            options = {"store": store, "bank": BANK, "lang": "zh", "clock": lambda moment=moment: moment}
            session = begun("seed", names, title="t", **options)
            for name, how in zip(names, told, strict=True):
                if how:
                    item = BANK.item(name)
                    other = next(option.id for option in item.options if option.id != item.key)
                    answer = item.key if how == "right" else other
                    sure = "sure" if how == "wrong" and name == names[1] else None
                    session.submit(name, answer, response_id=str(uuid.uuid4()), elapsed_ms=9, confidence=sure)
    return names


@pytest.fixture(scope="module")
def study(require_browser, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    seed(home / "fuwu.db")
    with workbook(home) as running:
        yield running


def opened(page, study, name, selector):
    page.goto(study.page(name))
    page.wait_for_selector(selector, timeout=60_000)
    return page


def rows(study, query):
    with sqlite3.connect(study.store) as connection:
        return connection.execute(query).fetchall()


def sound(page, axe, lang="zh"):
    assert axe(page) == []
    assert page.get_by_text("Error displaying widget").count() == 0
    widths = page.evaluate(
        "(() => {const e = document.querySelector('.jp-WindowedPanel-outer');"
        "return [e.scrollWidth, e.clientWidth, document.documentElement.scrollWidth]})()"
    )
    assert widths[0] <= widths[1]
    if lang == "zh":
        words = set(re.findall(r"[A-Za-z][A-Za-z0-9]*", page.inner_text("body")))
        assert sorted(word for word in words if not re.match(LATIN_ON_A_CHINESE_PAGE, word)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("name", "selector"), [("10-practice", ".choosing"), ("12-mistakes", ".entry")])
def test_the_pages_are_sound_on_a_desk_and_on_a_phone(browser, study, axe, lang, name, selector, scheme):
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = opened(context.new_page(), study, f"{lang}/{name}", selector)
    for fold in page.locator("details").all():
        fold.evaluate("node => { node.open = true; }")
    sound(page, axe, lang)
    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_timeout(300)
    sound(page, axe, lang)
    context.close()


def test_a_choice_is_counted_practised_and_gone_on_with(page, study):
    opened(page, study, "zh/10-practice", ".choosing")
    expect(page.locator(".matches")).to_contain_text(f"{len(BANK.facts)} 题")
    page.locator("#fuwu-types-single").check()
    page.locator("#fuwu-lessons-01-classification").check()
    expect(page.locator(".matches")).to_contain_text(f"{len(SINGLES)} 题")
    expect(page.locator("#fuwu-lessons-01-classification")).to_be_focused()  # the form was drawn anew
    page.locator("#fuwu-scope-wrong").check()
    expect(page.locator(".matches")).to_contain_text("2 题")
    page.locator("[data-do=start]").click()
    player = page.locator(".fuwu-player")
    expect(player.locator(".item")).to_have_count(2)
    player.locator(".item:visible .choice").first.click()
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    expect(player.locator(".verdict:visible")).to_be_visible()
    assert rows(study, "select confidence from confidences order by seq desc limit 1") == [("sure",)]
    assert rows(study, "select name, value from remarks order by seq desc limit 1") == [("favourite", "true")]
    for kernel in study.kernels():
        os.kill(kernel, signal.SIGKILL)
    opened(page, study, "zh/10-practice", ".underway")
    expect(page.locator(".fuwu-player .tally")).to_have_text("已答 1 / 2 题", timeout=30_000)
    page.locator("[data-do=anew]").click()
    expect(page.locator("#fuwu-scope-wrong")).to_be_checked()


def test_memorising_shows_the_key_covers_it_and_comes_back_to_the_place(page, study, axe):
    before = rows(study, "select count(*) from responses")
    opened(page, study, "zh/10-practice", ".choosing, .underway")
    if page.locator("[data-do=anew]").count():
        page.locator("[data-do=anew]").click()
    page.locator("[data-do=clear]").click()
    expect(page.locator("#fuwu-scope-all")).to_be_checked()
    page.locator("#fuwu-way-memorise").check()
    expect(page.locator("#fuwu-way-memorise")).to_be_checked()
    page.locator("#fuwu-count-10").check()
    expect(page.locator(".matches")).to_contain_text("这次练 10 题")
    page.locator("[data-do=start]").click()
    player = page.locator(".fuwu-player")
    expect(player.locator(".tally")).to_have_text("第 1 题，共 10 题")
    item = player.locator(".item:visible")
    expect(item.locator(".feedback .rationale")).to_be_visible()
    sound(page, axe)
    player.click(position={"x": 5, "y": 5})
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(player.locator(".tally")).to_have_text("第 3 题，共 10 题")
    expect(item.locator(".feedback")).to_be_visible()
    page.keyboard.press("h")
    expect(item.locator(".feedback")).to_be_hidden()
    assert item.locator("[data-mark]").count() == 0
    page.keyboard.press("ArrowRight")
    expect(item.locator(".feedback")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(item.locator(".feedback")).to_be_visible()
    name = item.get_attribute("data-item")
    page.keyboard.press("Enter")
    expect(player.locator(".tally")).to_have_text("第 5 题，共 10 题")
    page.keyboard.press("ArrowLeft")
    expect(player.locator(f'[data-item="{name}"]')).to_be_visible()
    page.wait_for_timeout(300)
    for kernel in study.kernels():
        os.kill(kernel, signal.SIGKILL)
    opened(page, study, "zh/10-practice", ".fuwu-player .cover")
    expect(page.locator(f'.fuwu-player [data-item="{name}"]')).to_be_visible()
    assert rows(study, "select count(*) from responses") == before


def test_the_book_filters_keeps_notes_and_lets_go_what_is_settled(browser, require_browser, tmp_path):
    names = seed(tmp_path / "fuwu.db")
    with workbook(tmp_path) as study:
        page = browser.new_page(viewport={"width": 1100, "height": 900})
        opened(page, study, "zh/12-mistakes", ".entry")
        entries = page.locator(".entry")
        assert {entry.get_attribute("data-item") for entry in entries.all()} == set(names[:2])
        page.locator("#fuwu-mistakes-confident").check()
        expect(entries).to_have_count(1)
        expect(entries.locator(".dim").first).to_contain_text("答错 2 次")
        page.locator("#fuwu-mistakes-confident").uncheck()
        expect(entries).to_have_count(2)
        first = page.locator(f'.entry[data-item="{names[0]}"]')
        expect(first).to_contain_text("做对 1/2 天")
        first.locator("textarea").fill("看清“不属于”")
        first.locator(".star").click()  # the click ends the typing: both must be kept
        expect(first.locator(".star")).to_have_attribute("aria-pressed", "true")
        assert first.locator("textarea").input_value() == "看清“不属于”"
        first.locator("textarea").press("End")
        first.locator("textarea").press_sequentially("！")
        page.evaluate("document.querySelector('.entry .star[aria-pressed=true]').click()")  # draws anew at once
        expect(first.locator(".star")).to_have_attribute("aria-pressed", "false")
        expect(first.locator("textarea")).to_have_value("看清“不属于”！")
        first.locator("textarea").fill("看清“不属于”")
        first.locator(".star").click()
        first.locator("[data-cause=misread]").click()
        expect(first.locator("[data-cause=misread]")).to_have_attribute("aria-pressed", "true")
        opened(page, study, "zh/12-mistakes", ".entry")
        expect(first.locator("textarea")).to_have_value("看清“不属于”")
        expect(first.locator(".star")).to_have_attribute("aria-pressed", "true")
        check_paper_and_files(page, names)
        first.get_by_role("button", name="重做这题").click()
        player = page.locator(".fuwu-player")
        expect(player.locator(".item")).to_have_count(1)
        player.locator(f'[data-item="{names[0]}"] input[value="{BANK.item(names[0]).key}"]').check()
        player.get_by_role("button", name="提交", exact=True).click()
        expect(first).to_have_count(0, timeout=15_000)
        page.locator("[data-kept=mastered]").click()
        expect(entries).to_have_count(1)
        expect(first).to_contain_text("做对 2/2 天")
        page.close()


def check_paper_and_files(page, names):
    key = answers.key_in_words(BANK.item(names[0]), "zh")
    page.locator("[data-do=sheet]").click()
    page.wait_for_selector("[data-print]")
    # The frame to print goes away with the printing; here it is kept, to be read.
    page.evaluate("Object.defineProperty(HTMLIFrameElement.prototype, 'remove', {value() { window.paper = this; }})")
    for label, with_keys in (("不带答案", True), ("带答案", False)):
        page.get_by_role("button", name="打印").click()
        frame = page.locator("iframe.fuwu-print-frame").last
        printed = frame.evaluate("node => node.contentDocument.body.innerText")
        rationale = frame.evaluate("node => node.contentDocument.body.innerHTML")
        assert "错题本" in printed
        assert ("看清“不属于”" in printed) == with_keys
        assert (BANK.item(names[0]).rationale.zh in rationale) == with_keys
        frame.evaluate("node => node.parentNode.removeChild(node)")
        page.get_by_role("button", name=label, exact=True).click()
        expect(page.get_by_role("button", name=label, exact=True)).to_have_count(0)
    page.get_by_role("button", name="回到列表").click()
    with page.expect_download() as download:
        page.locator("[data-do=table]").click()
    saved = Path(download.value.path()).read_bytes()
    assert saved.startswith(b"\xef\xbb\xbf")
    assert "看清“不属于”" in saved.decode()
    assert download.value.suggested_filename == "错题本.csv"
    with page.expect_download() as download:
        page.locator("[data-do=document]").click()
    assert download.value.suggested_filename == "错题本.html"
    assert key in Path(download.value.path()).read_text(encoding="utf-8")


def test_an_empty_book_says_what_will_come(browser, require_browser, tmp_path, axe):
    with workbook(tmp_path) as study:
        page = opened(browser.new_page(), study, "zh/12-mistakes", ".mistakes")
        expect(page.locator(".mistakes a")).to_have_attribute("href", "10-practice.ipynb")
        sound(page, axe)
        page.close()


def test_the_stored_pages_are_the_same_for_everyone(root):
    for lang in ("zh", "en"):
        for name in ("10-practice", "12-mistakes"):
            notebook = json.loads((root / "notebooks" / lang / f"{name}.ipynb").read_text(encoding="utf-8"))
            (output,) = [o for cell in notebook["cells"] for o in cell.get("outputs", ())]
            assert set(output["data"]) == {"text/plain"}
