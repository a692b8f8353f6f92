"""The start page and the progress page in a real browser, with an empty log and with one of many answers."""

import re
import sqlite3
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

sys.path += [str(Path(__file__).parent), str(Path(__file__).parents[1])]
from diligent import fill
from serving import workbook
from words import LATIN_ON_A_CHINESE_PAGE

from fuwu.bank import Bank
from fuwu.model import Setting
from fuwu.store import Store

PANEL = ".fuwu-panel"
SCROLLER = """(() => {
  const scroller = document.querySelector(".jp-WindowedPanel-outer");
  const cut = [...document.querySelectorAll(".fuwu-panel *")].filter((node) => {
    const box = node.getBoundingClientRect();
    const shown = box.width && box.height && !node.closest("details:not([open]) > :not(summary), .sr, svg, select");
    return shown && (box.right > innerWidth + 0.5 || box.left < -0.5);
  });
  return { height: scroller.scrollHeight, room: scroller.clientHeight, width: scroller.scrollWidth,
    across: scroller.clientWidth, page: document.documentElement.scrollWidth,
    cut: cut.map((node) => node.outerHTML.slice(0, 120)) };
})()"""


def filled(store):
    """Fill the log of a server that has not begun to use it."""
    now = datetime.now(UTC)
    with Store.open(store, lang="zh") as log:
        fill(log, Bank(), answers=3_000, until=now - timedelta(days=1), days=40)
        log.add(Setting("exam", "exam_day", (now + timedelta(days=25)).date().isoformat(), now))


@pytest.fixture(scope="module", params=["empty", "full"])
def study(request, require_browser, tmp_path_factory):
    home = tmp_path_factory.mktemp(request.param)
    if request.param == "full":
        filled(home / "fuwu.db")
    with workbook(home) as running:
        yield running


def open_page(page, study, name):
    page.goto(study.page(name))
    page.wait_for_selector(".fuwu-live:visible", timeout=60_000)
    page.wait_for_selector(f"{PANEL} h2", timeout=30_000)
    page.wait_for_timeout(300)
    return page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_start_page_is_one_glance(browser, study, lang):
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = open_page(context.new_page(), study, f"{lang}/00-start")
    seen = page.evaluate(SCROLLER)
    assert seen["height"] <= seen["room"]
    assert seen["cut"] == []
    assert page.locator(f"{PANEL} .fuwu-lessons li").count() == len(Bank().lessons())
    for part in (".home-plan li", ".home-days", ".home-outlook li", ".fuwu-go", ".home-foot"):
        box = page.locator(f"{PANEL} {part}").last.bounding_box()
        assert box["y"] + box["height"] <= 720, part
    assert page.locator(".jp-OutputArea-output[data-mime-type*=error]").count() == 0
    context.close()


@pytest.mark.parametrize("name", ["00-start", "14-progress"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_in_one_language_and_fit_a_phone(browser, study, axe, name, scheme):
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page = open_page(context.new_page(), study, f"zh/{name}")
    for fold in page.locator(f"{PANEL} details").all():
        fold.evaluate("node => { node.open = true; }")
    assert axe(page) == []
    seen = page.evaluate(SCROLLER)
    assert seen["cut"] == []
    assert seen["width"] <= seen["across"]
    assert seen["page"] <= 360
    words = set(re.findall(r"[A-Za-z][A-Za-z0-9]*", page.locator(PANEL).inner_text()))
    assert sorted(word for word in words if not re.match(LATIN_ON_A_CHINESE_PAGE, word)) == []
    context.close()


def test_the_exam_day_is_set_kept_and_counted(page, study):
    open_page(page, study, "en/00-start")
    change = page.locator(f"{PANEL} .home-change summary")
    if change.count():
        change.click()
    day = (datetime.now(UTC) + timedelta(days=40)).date()
    page.locator(f"{PANEL} input[name=exam_day]").fill(day.isoformat())
    page.get_by_role("button", name="Save").click()
    expect(page.locator(f"{PANEL} .home-days")).to_have_text(re.compile(r"(39|40|41) days to the exam"))
    page.reload()
    page.wait_for_selector(f"{PANEL} .home-days", timeout=60_000)
    expect(page.locator(f"{PANEL} .home-days")).to_have_text(re.compile(r"(39|40|41) days to the exam"))


def test_coming_back_shows_the_page_as_it_is_now(page, study):
    open_page(page, study, "en/00-start")
    now = datetime.now(UTC)
    with Store.open(study.store, lang="en") as log:
        log.add(Setting(f"exam{now}", "exam_day", (now + timedelta(days=77)).date().isoformat(), now))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(f"{PANEL} .home-days")).to_have_text(re.compile(r"7[678] days to the exam"))


def test_what_is_entered_on_the_progress_page_is_kept_or_refused_in_words(page, study):
    open_page(page, study, "en/14-progress")
    page.get_by_label("Reviews a day, at most").fill("33")
    page.locator(".progress-settings").get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    expect(page.get_by_label("Reviews a day, at most")).to_have_value("33")
    page.get_by_text("Enter the result of an exam sat elsewhere").click()
    page.locator(".progress-exams input[name=day]").fill("2026-01-10")
    page.get_by_label("Marks").fill("130")
    page.get_by_role("button", name="Add the result").click()
    expect(page.get_by_role("alert").filter(has_text="Marks must lie between")).to_be_visible()
    page.get_by_label("Marks").fill("63")
    page.get_by_role("button", name="Add the result").click()
    expect(page.locator(".progress-exams table")).to_contain_text("63 / 100")


def test_everything_goes_along_and_comes_in_elsewhere(browser, study, tmp_path):
    page = browser.new_page()
    open_page(page, study, "en/14-progress")
    page.get_by_label("Reviews a day, at most").fill("35")
    page.locator(".progress-settings").get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    with page.expect_download() as told:
        page.get_by_role("button", name="Download everything").click()
    file = tmp_path / told.value.suggested_filename
    told.value.save_as(file)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Bring in", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Brought in: 0 new records")).to_be_visible(timeout=30_000)
    page.close()
    with workbook(tmp_path / "elsewhere") as other:
        page = browser.new_page()
        open_page(page, other, "en/14-progress")
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_role("button", name="Bring in", exact=True).click()
        expect(page.get_by_role("status").filter(has_text="Brought in:")).to_be_visible(timeout=30_000)
        page.close()
        counts = []
        for store in (study.store, other.store):
            with sqlite3.connect(store) as log:
                tables = (
                    "attempts",
                    "responses",
                    "assessments",
                    "places",
                    "confidences",
                    "settings",
                    "outside_results",
                )
                counts.append([log.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables])
        assert counts[0] == counts[1]
        assert sum(counts[0]) > 0
