"""The workbook as a learner has it: `fuwu study` and a real browser."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

sys.path.insert(0, str(Path(__file__).parent))
from serving import workbook
from words import LATIN_ON_A_CHINESE_PAGE

#: Visible: JupyterLab may have reopened other notebooks behind the one asked for.
LIVE = ".fuwu-live:visible"
PLAYERS = ".fuwu-player"
PAGES = sorted(path.stem for path in (Path(__file__).parents[2] / "notebooks/zh").glob("*.ipynb"))


@pytest.fixture(scope="module")
def study(require_browser, tmp_path_factory):
    with workbook(tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture
def errors_allowed(page):
    """Let a test break the connection: the browser then logs errors that are meant."""
    return page


def open_page(page, study, name, **options):
    page.goto(study.page(name, **options))
    page.wait_for_selector(LIVE, timeout=60_000)
    return page


def rows(study, query):
    with sqlite3.connect(study.store) as connection:
        return connection.execute(query).fetchall()


def answer_first(player):
    """Answer the item that is shown, whatever its type; return its id."""
    item = player.locator("[data-item]:visible").first
    kind = item.get_attribute("data-type")
    if kind in ("single", "truefalse", "multiple"):
        item.locator("input").first.check()
    elif kind == "fillin":
        for blank in item.locator("input").all():
            blank.fill("答案")
    elif kind == "numeric":
        item.locator("input").first.fill("1")
    elif kind == "matching":
        for choice in item.locator("select").all():
            choice.select_option(index=1)
    elif kind == "ordering":
        item.locator("button").first.click()
    else:
        item.locator("textarea").fill("先分类，再服务。")
    return item.get_attribute("data-item")


def submit(player):
    player.get_by_role("button", name="提交", exact=True).first.click()
    expect(player.get_by_text("已保存").first).to_be_visible(timeout=15_000)


def test_a_lesson_runs_by_itself_and_shows_no_code_or_error(page, study):
    open_page(page, study, "zh/01-classification")
    assert page.locator(PLAYERS).count() == 9
    assert page.title() == "第 1 课 客户分类"
    assert page.locator(".jp-CodeCell .jp-InputArea:visible").count() == 0
    assert page.locator(".jp-NotebookPanel-toolbar:visible, #jp-top-panel:visible, #jp-menu-panel:visible").count() == 0
    assert page.get_by_text("Error displaying widget").count() == 0
    assert page.locator(".jp-OutputArea-output[data-mime-type*=error]").count() == 0
    expect(page.locator(".fuwu-figure img").first).to_have_attribute(
        "alt", "树形图：客户分类分出三种方法，每种方法再分出各自的内容。内容见文字说明。"
    )


def test_keys_do_not_edit_a_page_to_read(page, study):
    open_page(page, study, "zh/13-mock-exam")
    cells = page.locator(".jp-Cell").count()
    page.locator("h1").first.click()
    for key in ("Enter", "b", "d", "d", "a", "x", "Enter"):
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.locator(".jp-Cell").count() == cells
    assert page.locator(".jp-Cell .cm-editor:visible").count() == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_sound(browser, study, axe, lang, name):
    """Live without an error, accessible, in one language, and no wider than a phone."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = open_page(context.new_page(), study, f"{lang}/{name}")
    page.wait_for_timeout(500)
    assert page.get_by_text("Error displaying widget").count() == 0
    assert page.locator(".jp-OutputArea-output[data-mime-type*=error]").count() == 0
    assert page.locator(".fuwu-alert").count() == 0
    assert axe(page) == []
    if lang == "zh":
        words = set(re.findall(r"[A-Za-z][A-Za-z0-9]*", page.inner_text("body")))
        assert sorted(word for word in words if not re.match(LATIN_ON_A_CHINESE_PAGE, word)) == []
    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_timeout(500)
    widths = page.evaluate(
        "(() => {const e = document.querySelector('.jp-WindowedPanel-outer');"
        "return [e.scrollWidth, e.clientWidth, document.documentElement.scrollWidth]})()"
    )
    assert widths[0] <= widths[1]
    assert widths[2] <= 360
    context.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["00-start", "01-classification", "05-listening"])
def test_a_dark_page_is_accessible(browser, study, axe, lang, name):
    context = browser.new_context(color_scheme="dark", viewport={"width": 1280, "height": 900})
    page = open_page(context.new_page(), study, f"{lang}/{name}")
    assert page.locator("body").get_attribute("data-jp-theme-light") == "false"
    page.wait_for_timeout(500)
    assert axe(page) == []
    context.close()


def test_keys_and_reasons_reach_the_browser_only_after_the_answer(page, study, root):
    frames = []

    def keep(frame):
        frames.append(frame)  # Playwright cannot take the list's own method

    page.on("websocket", lambda socket: socket.on("framereceived", keep))
    open_page(page, study, "zh/01-classification")
    compiled = json.loads((root / "src/fuwu/compiled/01-classification.json").read_text(encoding="utf-8"))
    player = page.locator(PLAYERS).first
    shown = player.locator("[data-item]:visible").first.get_attribute("data-item")
    item = next(entry for entry in compiled["items"] if entry["id"] == shown)

    def received(words):
        return any(words in (frame if isinstance(frame, str) else frame.decode("utf-8", "ignore")) for frame in frames)

    stem_start = json.dumps(item["stem"]["zh"], ensure_ascii=False)[4:16]
    reason = json.dumps(item["rationale"]["zh"], ensure_ascii=False)[4:24]
    assert received(stem_start)
    for entry in compiled["items"]:
        assert not received(json.dumps(entry["rationale"]["zh"], ensure_ascii=False)[4:24]), entry["id"]
        for option in entry.get("options", ()):
            assert not received(json.dumps(option["why"]["zh"], ensure_ascii=False)[1:21]), entry["id"]
    answer_first(player)
    submit(player)
    assert received(reason)


def test_an_answer_is_there_again_after_everything_was_killed(browser, tmp_path):
    with workbook(tmp_path) as first:
        page = browser.new_page()
        open_page(page, first, "zh/01-classification")
        player = page.locator(PLAYERS).first
        item = answer_first(player)
        submit(player)
        for kernel in first.kernels():
            os.kill(kernel, signal.SIGKILL)
        first.process.kill()
        page.close()
    with workbook(tmp_path) as again:
        page = browser.new_page()
        open_page(page, again, "zh/01-classification")
        player = page.locator(PLAYERS).first
        player.locator("[data-do=go]").first.click()
        expect(player.locator(f'[data-item="{item}"]').get_by_text("已保存")).to_be_visible()
        assert len(rows(again, "select id from responses")) == 1
        page.goto(again.page("zh/00-start"))
        page.wait_for_selector(LIVE, timeout=60_000)
        expect(page.locator(".fuwu-go")).to_contain_text("继续学习")
        expect(page.get_by_text("已经答过 1 题")).to_be_visible()
        page.locator(".fuwu-go").click()
        page.wait_for_url("**/01-classification.ipynb*")
        page.close()


def test_a_killed_kernel_comes_back_with_the_answers(browser, study):
    page = browser.new_page()
    open_page(page, study, "zh/01-classification")
    player = page.locator(PLAYERS).nth(1)
    item = answer_first(player)
    submit(player)
    before = set(study.kernels())
    for kernel in before:
        os.kill(kernel, signal.SIGKILL)
    page.wait_for_selector(LIVE, timeout=60_000)
    page.wait_for_function("document.querySelector('.fuwu-status').textContent === '可以作答'", timeout=60_000)
    player = page.locator(PLAYERS).nth(1)
    expect(player.locator(f'[data-item="{item}"]').get_by_text("已保存")).to_be_visible(timeout=30_000)
    assert page.get_by_text("Error displaying widget").count() == 0
    page.close()


def test_a_phone_needs_no_sideways_scrolling(browser, study):
    context = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    page = context.new_page()
    for name in ("zh/00-start", "zh/07-retention"):
        open_page(page, study, name)
        page.wait_for_timeout(500)
        widths = page.evaluate(
            "(() => {const e = document.querySelector('.jp-WindowedPanel-outer');"
            "return [e.scrollWidth, e.clientWidth, document.documentElement.scrollWidth]})()"
        )
        assert widths[0] <= widths[1], name
        assert widths[2] <= 360, name
    context.close()


def test_jupyterlab_folds_code_and_is_live_at_once(page, study):
    open_page(page, study, "zh/01-classification", view="lab")
    assert page.locator(PLAYERS).count() == 9
    assert page.locator(".jp-CodeCell .cm-editor:visible").count() == 0
    assert page.get_by_text("Error displaying widget").count() == 0


def test_the_address_printed_opens_the_start_page(browser, root, tmp_path):
    command = [sys.executable, "-m", "fuwu", "study", "--no-browser"]
    environment = {name: value for name, value in os.environ.items() if name != "JUPYTER_TOKEN"}
    environment |= {"HOME": str(tmp_path), "FUWU_STORE": str(tmp_path / "fuwu.db"), "FUWU_LANG": "zh"}
    process = subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline()
        assert "网址" in line
        page = browser.new_page()
        page.goto(line.split("：")[-1].strip())
        page.wait_for_selector(LIVE, timeout=60_000)
        expect(page.get_by_role("heading", level=1)).to_contain_text("服务营销备考工作簿")
        page.close()
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_the_start_notebook_in_jupyterlab_links_to_reading_pages(page, study):
    open_page(page, study, "zh/00-start", view="lab")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="阅读页").first.click()
    reading = opened.value
    reading.wait_for_selector(LIVE, timeout=60_000)
    assert reading.url.split("?")[0].endswith("/tree/zh/01-classification.ipynb")
    assert reading.locator(".fuwu-bar").is_visible()


def test_leaving_a_page_asks_nothing_and_changes_no_notebook(page, study, root):
    path = root / "notebooks/zh/01-classification.ipynb"
    before = path.read_bytes()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    open_page(page, study, "zh/01-classification")
    page.locator(PLAYERS).first.click()
    page.get_by_role("link", name="目录").click()
    page.wait_for_url("**/00-start.ipynb*")
    page.wait_for_selector(LIVE, timeout=60_000)
    assert asked == []
    assert path.read_bytes() == before


def test_the_languages_are_one_click_apart(page, study):
    open_page(page, study, "zh/01-classification")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/01-classification.ipynb*")
    page.wait_for_selector(LIVE, timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Classifying customers")


def test_two_notebooks_open_at_once_keep_every_answer(browser, study):
    context = browser.new_context()
    pages = [context.new_page(), context.new_page()]
    for each, lang in zip(pages, ("zh", "en"), strict=True):
        open_page(each, study, f"{lang}/01-classification")
    before = len(rows(study, "select id from responses"))
    for _ in range(2):
        for each, word in zip(pages, ("已保存", "Saved"), strict=True):
            player = each.locator(PLAYERS).nth(2)
            answer_first(player)
            player.get_by_role("button", name="提交" if word == "已保存" else "Submit", exact=True).first.click()
            expect(player.locator("[data-item]:visible").get_by_text(word).first).to_be_visible(timeout=15_000)
            player.get_by_role("button", name="下一题" if word == "已保存" else "Next", exact=True).click()
    assert len(rows(study, "select id from responses")) == before + 4
    context.close()
