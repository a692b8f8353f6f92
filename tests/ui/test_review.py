"""The review page in a real workbook: by keyboard alone, killed in between, in every state, on a phone."""

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

from fuwu.bank import Bank
from fuwu.model import Review, Setting
from fuwu.store import Store

sys.path.insert(0, str(Path(__file__).parent))
from serving import workbook
from words import LATIN_ON_A_CHINESE_PAGE

LIVE = ".fuwu-live:visible"
#: Only what is shown of the player: its dialog and the other cards of the batch are there too.
CARD = ".fuwu-review .item:visible"
FINISH = ".fuwu-review .finish:visible"
BANK = Bank()
NEW = 6  # new cards a day, so that a day is soon done


@pytest.fixture(scope="module")
def study(require_browser, tmp_path_factory):
    with workbook(tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture
def fresh(study):
    """A learner who has done nothing yet and takes few new cards a day; returns the open store."""
    for suffix in ("", "-wal", "-shm"):
        study.store.with_name(study.store.name + suffix).unlink(missing_ok=True)
    with Store.open(study.store, lang="zh") as store:
        store.add(Setting(str(uuid.uuid4()), "new_limit", NEW, datetime.now(UTC)))
        yield store


@pytest.fixture
def pictures(tmp_path):
    """Where pictures go: FUWU_PICTURES names a folder to look at them."""
    return Path(os.environ.get("FUWU_PICTURES", tmp_path))


@pytest.fixture
def opened(browser, study, fresh):
    """Open the page, with a kernel of its own; what it logs as an error fails the test."""
    contexts = []
    errors = []

    def open_page(lang="zh", **options):
        for kernel in study.kernels():
            os.kill(kernel, signal.SIGKILL)  # it has the store of the test before
        context = browser.new_context(**{"viewport": {"width": 1000, "height": 900}} | options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(study.page(f"{lang}/11-review"))
        page.wait_for_selector(LIVE, timeout=60_000)
        page.wait_for_selector(f"{CARD}, {FINISH}", timeout=60_000)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


def rows(store, query):
    with sqlite3.connect(store.path) as connection:
        return connection.execute(query).fetchall()


def recorded(store):
    return rows(store, "select count(*) from responses")[0][0] + rows(store, "select count(*) from reviews")[0][0]


def begin(page):
    """Bring the keyboard to the player, as a click or Tab would."""
    page.locator(f"{CARD} .stem").click(position={"x": 2, "y": 2})


def to_type(page, *types):
    """Go on by keyboard until a card of one of the types is shown."""
    for _ in range(20):
        if page.locator(CARD).get_attribute("data-type") in types:
            return page.locator(CARD)
        do_by_keys(page)
    raise AssertionError(f"no card of {types} came")


def answer_rightly(page, card, item):
    """Enter the right answer by keyboard; what is wrong would come back today again and again."""
    if item.type in ("single", "multiple", "truefalse"):
        right = {str(item.key).lower()} if item.type == "truefalse" else set(item.key)
        for number, choice in enumerate(card.locator(".choice input").all(), start=1):
            if choice.get_attribute("value") in right:
                page.keyboard.press(str(number))
    elif item.type == "fillin":
        for gap, blank in zip(card.locator(".stem input").all(), item.blanks, strict=True):
            gap.focus()
            page.keyboard.insert_text(blank.zh[0])
    elif item.type == "matching":
        for choice in card.locator("select").all():
            choice.select_option(item.key[choice.get_attribute("name")])
    else:
        raise AssertionError(f"no way to answer {item.type}: among the first new items there was none")


def mark(card):
    """Mark a card on the page: the same one may come again, as a new node."""
    card.evaluate("(node) => { node.dataset.old = 'yes'; }")


def wait_for_next(page):
    page.wait_for_function("() => !document.querySelector('.fuwu-review .item:not([hidden])')?.dataset.old")


def do_by_keys(page, rating="3"):
    """Answer or rate the card that is shown with the keyboard alone, and go on to the next."""
    card = page.locator(CARD)
    name, kind = card.get_attribute("data-item"), card.get_attribute("data-type")
    mark(card)
    if kind == "card":
        page.keyboard.press("Space")
        expect(card.locator(".back")).to_be_focused()
        page.keyboard.press(rating)
    else:
        answer_rightly(page, card, BANK.item(name))
        page.keyboard.press("Control+Enter")
        expect(card.locator(".verdict")).to_be_focused()
        page.keyboard.press("Enter")
    wait_for_next(page)
    return name


def test_a_day_is_done_with_the_keyboard_alone_and_stays_done(opened, fresh):
    page = opened()
    begin(page)
    for _ in range(60):
        if page.locator(FINISH).count():
            break
        do_by_keys(page)
    expect(page.locator(FINISH)).to_contain_text("今天到此为止")
    expect(page.locator(FINISH)).to_be_focused()
    cards = {
        name for (name,) in rows(fresh, "select 'item:' || item_id from responses union select card_id from reviews")
    }
    assert len(cards) == NEW
    assert page.locator(".review-strip dd").first.inner_text().startswith("0")
    before = recorded(fresh)
    page.reload()
    page.wait_for_selector(FINISH, timeout=60_000)
    assert recorded(fresh) == before
    page.get_by_role("button", name=re.compile("今天再复习")).click()
    page.wait_for_selector(CARD)
    assert page.locator(CARD).get_attribute("data-reason") == "new"


def test_a_flashcard_is_turned_rated_and_taken_back_by_keys(opened, fresh):
    page = opened()
    begin(page)
    card = to_type(page, "card")
    name, before = card.get_attribute("data-item"), recorded(fresh)
    expect(card.locator(".back")).to_be_hidden()
    expect(card.locator(".rates")).to_be_hidden()
    page.keyboard.press("3")  # not turned yet: no rating
    page.keyboard.press("Enter")
    expect(card.locator(".back")).to_be_visible()
    assert [one.inner_text().split("\n")[-1] for one in card.locator(".rate").all()] == [
        "10 分钟",
        "15 分钟",
        "2 天",
        "8 天",
    ]
    assert recorded(fresh) == before
    page.keyboard.press("4")
    page.wait_for_function(
        f"document.querySelector('{CARD.replace(':visible', ':not([hidden])')}').dataset.item !== '{name}'"
    )
    assert rows(fresh, f"select rating from reviews where card_id = '{name}'") == [(4,)]
    page.get_by_role("button", name="撤销").click()
    page.wait_for_function(f"document.querySelector('.fuwu-review .item:not([hidden])').dataset.item === '{name}'")
    assert rows(fresh, "select count(*) from undos") == [(1,)]
    expect(page.locator(CARD).locator(".back")).to_be_hidden()


def test_an_item_is_answered_and_says_when_it_comes_again(opened, fresh):
    page = opened()
    begin(page)
    card = to_type(page, "single")
    page.keyboard.press("1")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(card.locator(".schedule")).to_contain_text("下次复习")
    assert rows(fresh, "select confidence from confidences") == [("sure",)]
    assert rows(fresh, "select quiz, mode from attempts") == [("review", "practice")]
    page.keyboard.press("Control+z")
    expect(page.locator(CARD).locator(".feedback")).to_be_hidden()
    assert rows(fresh, "select count(*) from undos") == [(1,)]


def test_a_killed_kernel_resumes_the_rest(opened, study, fresh):
    page = opened()
    begin(page)
    done = [do_by_keys(page) for _ in range(3)]
    next_one = page.locator(CARD).get_attribute("data-item")
    page.evaluate("document.querySelector('.fuwu-review').dataset.old = 'yes'")
    for kernel in study.kernels():
        os.kill(kernel, signal.SIGKILL)
    page.wait_for_selector(".fuwu-review:not([data-old]) .item", state="attached", timeout=60_000)
    expect(page.locator(CARD)).to_have_attribute("data-item", next_one, timeout=30_000)
    assert recorded(fresh) == len(done) == 3
    begin(page)
    assert do_by_keys(page) == next_one
    assert recorded(fresh) == 4


def test_the_strip_chooses_what_is_shown(opened, fresh):
    page = opened()
    page.locator("select[name=kind]").select_option("cards")
    expect(page.locator(CARD)).to_have_attribute("data-type", "card")
    page.locator("select[name=kind]").select_option("items")
    expect(page.locator(CARD)).not_to_have_attribute("data-type", "card")
    page.locator("select[name=lesson]").select_option("03-need-analysis")
    expect(page.locator(CARD)).to_have_attribute("data-item", re.compile("^kano-"))


def test_from_a_part_that_is_done_a_button_leads_to_the_rest(opened, fresh):
    fresh.add(Setting(str(uuid.uuid4()), "new_limit", 0, datetime.now(UTC)))
    for card in BANK.cards()[:2]:
        fresh.add(Review(str(uuid.uuid4()), card.id, 3, datetime.now(UTC) - timedelta(days=30)))
    page = opened()
    page.locator("select[name=kind]").select_option("items")
    expect(page.locator(FINISH)).to_contain_text("这一部分今天没有要复习的了")
    page.get_by_role("button", name="复习今天其余 2 项").click()
    expect(page.locator(CARD)).to_have_attribute("data-type", "card")
    expect(page.locator("select[name=kind]")).to_have_value("all")


def test_a_card_that_keeps_being_forgotten_sends_to_the_lesson(opened, fresh):
    card = next(card for card in BANK.cards() if card.point)
    begun = datetime.now(UTC) - timedelta(days=30)
    for day, rating in enumerate((3, 1, 3, 1, 3, 1, 3)):
        fresh.add(Review(str(uuid.uuid4()), card.id, rating, begun + timedelta(days=3 * day)))
    page = opened()
    page.locator("select[name=kind]").select_option("cards")
    expect(page.locator(CARD)).to_have_attribute("data-item", card.id)
    begin(page)
    page.keyboard.press("Space")
    page.keyboard.press("1")
    box = page.locator(f"{CARD} .leech")
    expect(box).to_contain_text("已经忘了 4 次")
    box.get_by_role("link").click()
    page.wait_for_url(f"**/{card.lesson}.ipynb#{card.point}")
    assert rows(fresh, "select section from places") == [(card.point,)]


@pytest.mark.parametrize(
    ("lang", "options"),
    [
        ("zh", {}),
        ("en", {"color_scheme": "dark"}),
        ("zh", {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}),
    ],
    ids=["zh", "en-dark", "zh-phone"],
)
def test_every_state_is_accessible_and_fits(opened, fresh, axe, pictures, request, lang, options):
    page = opened(lang, **options)
    name = request.node.callspec.id

    def look(state):
        page.wait_for_timeout(300)
        page.screenshot(path=pictures / f"review-{name}-{state}.png")
        assert axe(page) == [], state
        wide = page.evaluate(
            "[...document.querySelectorAll('.fuwu-review, .fuwu-panel')].map(n => n.scrollWidth - n.clientWidth)"
        )
        assert max(wide) <= 0, state
        if lang == "zh":
            words = set(re.findall(r"[A-Za-z][A-Za-z0-9]*", page.inner_text("body")))
            assert sorted(word for word in words if not re.match(LATIN_ON_A_CHINESE_PAGE, word)) == []

    begin(page)
    look("begin")
    card = to_type(page, "card")
    card.locator("[data-do=flip]").click()
    look("turned")
    mark(card)
    card.locator("[data-rating='1']").click()
    wait_for_next(page)
    card = to_type(page, "single")
    card.locator("input").first.check()
    card.locator(".submit").click()
    expect(card.locator(".schedule")).to_be_visible()
    look("answered")
    mark(card)
    page.keyboard.press("Enter")
    wait_for_next(page)
    for _ in range(60):
        if page.locator(FINISH).count():
            break
        do_by_keys(page)
    look("finished")
