"""A whole mock exam in the real workbook, with the keyboard alone; and what its page is like."""

import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

sys.path.insert(0, str(Path(__file__).parent))
from serving import workbook
from words import LATIN_ON_A_CHINESE_PAGE

from fuwu.bank import Bank
from fuwu.store import Store
from fuwu.store.sittings import exam_attempts

EXAM = ".fuwu-exam"


@pytest.fixture
def study(require_browser, tmp_path):
    with workbook(tmp_path) as running:
        yield running


def tab_to(page, selector):
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("s => !!document.activeElement?.matches(s)", selector):
            return
    pytest.fail(f"Tab never reaches {selector}")


def keys_for(item, page):
    """Return the digits that choose the item's key, by the order in which its options stand on the page."""
    order = page.eval_on_selector_all(
        f'{EXAM} .item:not([hidden]) input[type="radio"], {EXAM} .item:not([hidden]) input[type="checkbox"]',
        "nodes => nodes.map(node => node.value)",
    )
    wanted = {"single": lambda: {item.key}, "multiple": lambda: set(item.key)}.get(
        item.type, lambda: {str(item.key).lower()}
    )()
    return [str(order.index(name) + 1) for name in sorted(wanted)]


def test_a_whole_theory_exam_with_the_keyboard_alone(study, page):
    bank = Bank()
    page.goto(study.page("zh/13-mock-exam"))
    page.wait_for_selector(f"{EXAM}[data-screen=start]", timeout=60_000)
    tab_to(page, "[data-do=start]")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{EXAM}[data-screen=running] .item:not([hidden])", timeout=30_000)
    for _ in range(100):
        shown = page.get_attribute(f"{EXAM} .item:not([hidden])", "data-item")
        for digit in keys_for(bank.item(shown), page):
            page.keyboard.press(digit)
        page.keyboard.press("Enter")
    page.wait_for_selector(f"{EXAM} .kept .icon-correct", timeout=10_000)
    page.keyboard.press("Control+Enter")
    expect(page.locator("dialog[open]")).to_contain_text("100")
    tab_to(page, "dialog[open] .primary")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{EXAM}[data-screen=result]", timeout=10_000)
    expect(page.locator(EXAM)).to_contain_text("合格")
    expect(page.locator(EXAM)).to_contain_text("100 / 100")
    with Store.open(study.store, lang="zh") as store:
        (attempt,) = exam_attempts(store, "exam/theory")
        responses = store.responses(attempt.id)
    assert len(responses) == 100
    assert {response.score.verdict for response in responses} == {"correct"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_exam_page_is_sound_in_each_state(browser, study, axe, lang):
    """Before, during, interrupted and after: accessible, in one language, no wider than a phone."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()

    def sound():
        page.wait_for_timeout(400)
        assert axe(page) == []
        if lang == "zh":
            words = set(re.findall(r"[A-Za-z][A-Za-z0-9]*", page.inner_text("body")))
            assert sorted(word for word in words if not re.match(LATIN_ON_A_CHINESE_PAGE, word)) == []
        page.set_viewport_size({"width": 360, "height": 740})
        page.wait_for_timeout(300)
        wide, room = page.evaluate(
            "(() => {const e = document.querySelector('.jp-WindowedPanel-outer');"
            "return [e.scrollWidth, e.clientWidth]})()"
        )
        assert wide <= room
        page.set_viewport_size({"width": 1280, "height": 900})

    page.goto(study.page(f"{lang}/13-mock-exam"))
    page.wait_for_selector(f"{EXAM}[data-screen=start]", timeout=60_000)
    sound()
    page.locator("[data-paper=short]").click()
    expect(page.locator("[data-paper=short]")).to_have_attribute("aria-pressed", "true")
    page.locator("[data-do=start]").click()
    page.wait_for_selector(f"{EXAM}[data-screen=running] .item:not([hidden])", timeout=30_000)
    bar = page.locator(f"{EXAM} .bar-top")
    page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop += 300")
    expect(bar).to_be_in_viewport()
    sound()
    page.keyboard.press("1")
    page.wait_for_selector(f"{EXAM} .kept .icon-correct", timeout=10_000)
    page.keyboard.press("Control+Enter")
    page.locator("dialog[open] .primary").first.click()
    page.wait_for_selector(f"{EXAM}[data-screen=result]", timeout=10_000)
    sound()
    page.locator("[data-do=new]").first.click()
    page.wait_for_selector(f"{EXAM}[data-screen=start]", timeout=10_000)
    expect(page.locator("[data-paper=short]")).to_contain_text("40")
    context.close()
