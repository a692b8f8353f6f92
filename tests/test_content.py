"""Every rule for content has a case: what the author broke, and the message that the author gets."""

from __future__ import annotations

import json
import os
import re
import time
from pathlib import Path

import content_sample
import pytest
from content_faults import EVIDENCE, MEANINGS, PAGES, READING, SHAPES, Broken
from content_sample import EN_PAGE, FILES, GLOSSARY, ITEM_FILE, ITEMS, SYLLABUS, WORDINGS, ZH_PAGE

from fuwu.content import ContentFaults, Fault, check, compile_bank, write_bank
from fuwu.content import markdown as md
from fuwu.model import Lang

INVALID = "not valid YAML: check the indentation, quotes, brackets and colons of this line and the one above"
SECOND = "quizzes/items/02-two/two-a.yaml"
LOOSE = "quizzes/items/loose.yaml"
BROKEN = {**SHAPES, **EVIDENCE, **MEANINGS, **READING}

#: Three Latin words in a row are a sentence that nobody translated (names and quoted values are not).
ENGLISH = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}")


def faults(root: Path, lang: Lang = "en") -> list[str]:
    return [str(fault) for fault in check(root, lang)]


def edit(root: Path, name: str, old: str, new: str) -> Path:
    """Write the sample with the first `old` in the file `name` made `new`."""
    assert old in FILES[name], old
    text = new if old == FILES[name] else FILES[name].replace(old, new, 1)
    return content_sample.write(root, {**FILES, name: text})


def test_the_sample_has_no_fault(tmp_path: Path) -> None:
    assert faults(content_sample.write(tmp_path)) == []


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_broken_item_file(tmp_path: Path, broken: Broken) -> None:
    old, new, expected = broken
    edit(tmp_path, ITEM_FILE, old, new)
    full = [re.sub("^LESSON", "content/lessons/01-one/lesson", message) for message in expected]
    assert faults(tmp_path) == [
        message if message.startswith("content/") else f"{ITEM_FILE}:{message}" for message in full
    ]
    for fault in check(tmp_path, "zh"):
        assert re.search("[\u4e00-\u9fff]", fault.message), fault
        assert not ENGLISH.search(fault.message), fault


@pytest.mark.parametrize(("name", "old", "new", "expected"), PAGES.values(), ids=PAGES)
def test_broken_page(tmp_path: Path, name: str, old: str, new: str, expected: list[str]) -> None:
    edit(tmp_path, name, old, new)
    assert faults(tmp_path) == expected
    assert not any(ENGLISH.search(fault.message) for fault in check(tmp_path, "zh"))


def test_stars_in_code_and_escaped_stars_are_meant(tmp_path: Path) -> None:
    edit(tmp_path, ZH_PAGE, "Some **bold** text.", r"`2**3` and \*\*stars\*\*")
    assert faults(tmp_path) == []


def test_all_faults_of_all_files_come_at_once_in_order(tmp_path: Path) -> None:
    item = ITEMS.replace("{zh: 选**一**个。, en: Pick **one**.}", "{en: Pick **one**.}", 1)
    item = item.replace("    key: a\n", "    key: e\n").replace("    key: [b, a]", "    key: [b]")
    item = item.replace("marks: 2,", "marks: 0.3,")
    files = {
        ITEM_FILE: item,
        SECOND: "point: two-a\nitems: [",
        "quizzes/items/02-two/two-b.yml": "",
        LOOSE: "",
        SYLLABUS: FILES[SYLLABUS].replace("importance: X", "importance: W"),
        GLOSSARY: FILES[GLOSSARY].replace("point: one-a", "point: one-z"),
        EN_PAGE: FILES[EN_PAGE].replace("items=8)", "items=9)"),
        ZH_PAGE: FILES[ZH_PAGE].replace("items=8)", "items=9)"),
        WORDINGS: FILES[WORDINGS],
    }
    content_sample.write(tmp_path, files)
    near = "ask for fewer or write more"
    assert faults(tmp_path) == [
        f"{GLOSSARY}:8: 'one-z' is not a point of lesson 01-one: did you mean 'one-b'?",
        f"{EN_PAGE}:20: quiz: 9 items are asked for, there are 8: {near}",
        f"{EN_PAGE}:27: quiz: 9 items are asked for, there are 8: {near}",
        f"{ZH_PAGE}:20: quiz: 9 items are asked for, there are 8: {near}",
        f"{ZH_PAGE}:27: quiz: 9 items are asked for, there are 8: {near}",
        f"{SYLLABUS}:13: modules[mod].lessons[01-one].points[one-a].importance is 'W': use one of X, Y, Z",
        f"{ITEM_FILE}:8: stem has no 'zh' text: write it",
        f"{ITEM_FILE}:19: key 'e' is not an option id (have a, b, c): use one of them",
        f"{ITEM_FILE}:44: key has 1 entries: give at least 2",
        f"{ITEM_FILE}:117: key_points[k1].marks is 0.3: write a multiple of 0.5",
        f"{SECOND}:2: {INVALID}",
        "quizzes/items/02-two/two-b.yml:1: this file is not read: let its name end in .yaml",
        f"{LOOSE}:1: item files stand in quizzes/items/<lesson>/<point>.yaml: move this one there",
    ]


def test_faults_are_values_that_sort_by_place() -> None:
    later, sooner = Fault("b.yaml", 2, "x"), Fault("a.yaml", 10, "y")
    first, *_rest = sorted([later, Fault("b.yaml", 1, "z"), sooner])
    assert first is sooner
    assert str(later) == "b.yaml:2: x"


def test_an_id_of_another_file_is_named_with_its_place(tmp_path: Path) -> None:
    other = ITEMS.replace("point: one-a", "point: one-b").replace("id: one-a-", "id: one-b-")
    other = other.replace("id: one-b-05", "id: one-a-05")
    second = "quizzes/items/01-one/one-b.yaml"
    content_sample.write(tmp_path, {**FILES, second: other})
    assert faults(tmp_path) == [
        f"{second}:70: the item id 'one-a-05' is already used at {ITEM_FILE}:70: give this item its own",
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "1: the file is empty: write its content or delete it"),
        (b"# nothing yet\n", "1: the file is empty: write its content or delete it"),
        (
            b"point: one-a\nitems:\n  - \xff\n",
            "3: this line is not UTF-8 text: save the file with the encoding UTF-8",
        ),
        (
            "point: 甲\n".encode("gbk"),
            "1: this line is not UTF-8 text: save the file with the encoding UTF-8",
        ),
        (
            "point: a\n".encode("utf-16"),
            "1: this line is not UTF-8 text: save the file with the encoding UTF-8",
        ),
        (b"#" * 1_000_001, "1: the file is larger than 1 MB: split it or remove it"),
    ],
)
def test_file_that_is_no_text(tmp_path: Path, data: bytes, expected: str) -> None:
    path = content_sample.write(tmp_path) / ITEM_FILE
    path.write_bytes(data)
    assert faults(tmp_path) == [f"{ITEM_FILE}:{expected}"]


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(tmp_path: Path) -> None:
    content_sample.write(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert faults(tmp_path) == []


def test_billion_laughs_are_refused_at_once(tmp_path: Path) -> None:
    lines = ["a0: &a0 [lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    path = content_sample.write(tmp_path) / ITEM_FILE
    path.write_text("\n".join(lines), encoding="utf-8")
    start = time.perf_counter()
    found = faults(tmp_path)
    assert time.perf_counter() - start < 1
    assert f"{ITEM_FILE}:1: anchor &a0: remove it, or put it in quotes if it is text" in found
    assert f"{ITEM_FILE}:2: alias *a0: write the text out, or put it in quotes if it is text" in found


def test_a_folder_and_a_lost_link_with_the_names_of_files(tmp_path: Path) -> None:
    content_sample.write(tmp_path)
    (tmp_path / "quizzes/items/02-two/two-a.yaml").mkdir(parents=True)
    (tmp_path / "quizzes/items/02-two/lost.yaml").symlink_to(tmp_path / "nowhere")
    assert faults(tmp_path) == [
        "quizzes/items/02-two/lost.yaml:1: there is no such file: restore it or write it",
        "quizzes/items/02-two/two-a.yaml:1: this is a folder with the name of a file: rename or remove it",
    ]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = content_sample.write(tmp_path) / ITEM_FILE
    path.unlink()
    os.mkfifo(path)
    assert faults(tmp_path) == [f"{ITEM_FILE}:1: this is not an ordinary file: remove it"]


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (PermissionError(13, "no"), "you may not read this file: change its permissions"),
        (OSError(5, "no"), "the file cannot be read (system error 5): check the disk and the file's name"),
    ],
)
def test_unreadable_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: OSError,
    message: str,
) -> None:
    path = content_sample.write(tmp_path) / ITEM_FILE
    read = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self == path:
            raise error
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert faults(tmp_path) == [f"{ITEM_FILE}:1: {message}"]


def test_missing_files_are_faults(tmp_path: Path) -> None:
    content_sample.write(tmp_path)
    for name in (SYLLABUS, GLOSSARY, WORDINGS, EN_PAGE):
        (tmp_path / name).unlink()
    gone = "1: there is no such file: restore it or write it"
    assert faults(tmp_path) == [f"{name}:{gone}" for name in (GLOSSARY, EN_PAGE, SYLLABUS, WORDINGS)]


def test_a_lesson_or_item_folder_that_the_syllabus_does_not_know(tmp_path: Path) -> None:
    files = {name.replace("01-one", "01-won"): text for name, text in FILES.items()}
    content_sample.write(tmp_path, files)
    message = "1: the folder '01-won' is not a lesson of the syllabus: did you mean '01-one'?"
    assert faults(tmp_path) == [
        f"{name}:{message}".replace("01-one/", "01-won/") for name in (EN_PAGE, ZH_PAGE, ITEM_FILE)
    ]


# Compiling


def test_compiled_bytes_are_always_the_same(tmp_path: Path) -> None:
    first = compile_bank(content_sample.write(tmp_path / "one"))
    turned = dict(reversed(FILES.items()))
    assert compile_bank(content_sample.write(tmp_path / "two", turned)) == first
    assert list(first) == ["01-one.json", "cards.json", "index.json", "syllabus.json"]
    for data in first.values():
        text = data.decode()
        assert text.endswith("}\n")
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def test_markdown_becomes_safe_html_and_answers_stay_plain(tmp_path: Path) -> None:
    item = ITEMS.replace("zh: [甲, 甲方]", "zh: ['甲 & *乙*']").replace(
        "text: {zh: 丙, en: third}", "text: {zh: 1<2, en: 'H<sub>2</sub>O **x**'}", 1
    )
    content_sample.write(tmp_path, {**FILES, ITEM_FILE: item})
    items = json.loads(compile_bank(tmp_path)["01-one.json"])["items"]
    assert items[0]["stem"]["zh"] == "<p>选<strong>一</strong>个。</p>"
    assert items[0]["options"][2]["text"] == {"zh": "1&lt;2", "en": "H<sub>2</sub>O <strong>x</strong>"}
    assert items[1]["stem"]["en"].startswith("<p>Pick some:</p>\n<table>")
    assert items[3]["stem"]["zh"] == "<p>填{1}和{2}。</p>"
    assert items[3]["blanks"][0]["accept"]["zh"] == ["甲 & *乙*"]


def test_html_is_cleaned_even_if_nobody_checked_it() -> None:
    assert md.inline('<img src=x onerror="f()">a<b onclick="f()">b</b>') == "ab"
    assert md.block("<script>f()</script>\n\n[a](https://x) <em style='x'>b</em>") == "\n<p>a <em>b</em></p>"


@pytest.mark.parametrize(
    "text", ["一般的文字，没有标记。", 'It\'s "plain" text; 100% - {1} (a) #1 1. x', "a + b = c ~ d | e"]
)
def test_unmarked_text_is_its_own_html(text: str) -> None:
    assert md.inline(text) == md._clean(md._markdown().renderInline(text))


def test_writing_replaces_and_removes(tmp_path: Path) -> None:
    content_sample.write(tmp_path)
    folder = tmp_path / "src/fuwu/compiled"
    folder.mkdir(parents=True)
    (folder / "00-gone.json").write_text("{}", encoding="utf-8")
    (folder / "01-one.json").write_text("old", encoding="utf-8")
    written = write_bank(tmp_path)
    assert written == [folder / name for name in ("01-one.json", "cards.json", "index.json", "syllabus.json")]
    assert sorted(folder.iterdir()) == written
    assert {path.name: path.read_bytes() for path in written} == compile_bank(tmp_path)


def test_nothing_is_written_while_there_are_faults(tmp_path: Path) -> None:
    edit(tmp_path, ITEM_FILE, "    key: a\n", "    key: e\n")
    with pytest.raises(ContentFaults) as caught:
        write_bank(tmp_path, lang="en")
    expected = f"{ITEM_FILE}:19: key 'e' is not an option id (have a, b, c): use one of them"
    assert str(caught.value) == expected
    assert caught.value.faults == tuple(check(tmp_path, "en"))
    assert not (tmp_path / "src").exists()
