"""Every lab in a real browser: opened, used and photographed, at the width of a small window."""

import os
import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

sys.path.insert(0, str(Path(__file__).parent))
from serving import workbook
from words import LATIN_ON_A_CHINESE_PAGE

from fuwu.workbook import LABS

LIVE = ".fuwu-live:visible"
EVERY = [(lesson, at, lab) for lesson, labs in LABS.items() for at, lab in enumerate(labs)]

# Use the lab's first control of each kind; return how many changed what is shown.
USE = """async (lab) => {
  const seen = () => [...lab.querySelectorAll('.widget-html-content')].map((one) => one.innerHTML).join();
  const changed = async (move) => {
    const before = seen();
    move();
    for (let wait = 0; wait < 100 && seen() === before; wait++) await new Promise((go) => setTimeout(go, 50));
    return seen() !== before;
  };
  let worked = 0;
  const handle = lab.querySelector('.noUi-handle');
  const press = (key) => () =>
    handle.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  if (handle) worked += await changed(press('ArrowRight')) || await changed(press('ArrowLeft'));
  const list = [...lab.querySelectorAll('select')].find((one) => one.options.length > 1 && !one.disabled);
  if (list) worked += await changed(() => {
    list.selectedIndex = (list.selectedIndex + 1) % list.options.length;
    list.dispatchEvent(new Event('change', { bubbles: true }));
  });
  const reply = [...lab.querySelectorAll('.fuwu-reply')].find((one) => one.offsetParent);
  if (reply) worked += await changed(() => reply.click());
  return worked;
}"""


@pytest.fixture(scope="module")
def study(require_browser, tmp_path_factory):
    with workbook(tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture
def pictures(tmp_path):
    """Where pictures go: FUWU_PICTURES names a folder to look at them."""
    return Path(os.environ.get("FUWU_PICTURES", tmp_path))


def photograph(page, view, path):
    """Return the picture of the whole lab: the page scrolls inside the window, so the window is made as tall."""
    height = int(view.bounding_box()["height"])
    page.set_viewport_size({"width": 768, "height": height + 200})
    view.evaluate("(lab) => lab.scrollIntoView()")
    page.wait_for_timeout(300)
    return view.screenshot(path=path)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("lesson", "at", "lab"), EVERY, ids=[lab for _lesson, _at, lab in EVERY])
def test_a_lab_is_opened_used_and_photographed(browser, study, pictures, lang, lesson, at, lab):
    context = browser.new_context(viewport={"width": 768, "height": 1000})
    page = context.new_page()
    page.goto(study.page(f"{lang}/{lesson}"))
    page.wait_for_selector(LIVE, timeout=60_000)
    view = page.locator(".fuwu-lab").nth(at)
    view.scroll_into_view_if_needed()
    expect(view).to_be_visible()
    assert view.evaluate(USE) >= 1
    solved = view.get_by_role("button", name="看参考做法" if lang == "zh" else "Show the model solution")
    solved.click()
    done = "全部条件都达到了。" if lang == "zh" else "All conditions are met."
    expect(view.get_by_text(done).first).to_be_visible()
    if lang == "zh":
        words = set(re.findall(r"[A-Za-z][A-Za-z0-9]*", view.inner_text()))
        assert sorted(word for word in words if not re.match(LATIN_ON_A_CHINESE_PAGE, word)) == []
    widths = view.evaluate(
        "(lab) => { const box = document.querySelector('.jp-WindowedPanel-outer');"
        "return [lab.scrollWidth, lab.clientWidth, box.scrollWidth, box.clientWidth]; }"
    )
    assert widths[0] <= widths[1] + 4  # the margin ipywidgets gives its controls
    assert widths[2] <= widths[3]
    cut = view.evaluate(
        "(lab) => [...lab.querySelectorAll('button, .widget-label')]"
        ".filter((one) => one.offsetParent && one.scrollWidth > one.clientWidth + 2).map((one) => one.textContent)"
    )
    assert cut == []
    assert len(photograph(page, view, pictures / f"{lab}-{lang}.png")) > 20_000
    context.close()
