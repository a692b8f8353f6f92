"""What is compiled comes back whole, one lesson at a time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import content_sample
import pytest

from fuwu import bank as bank_module
from fuwu.bank import Bank, BankError
from fuwu.content import write_bank
from fuwu.model import (
    ITEM_TYPES,
    Blank,
    Case,
    FillError,
    FillIn,
    Matching,
    Multiple,
    NumberError,
    Numeric,
    Option,
    Ordering,
    Point,
    Single,
    Text,
    TrueFalse,
    Unit,
)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FUWU_LANG", "en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    second = content_sample.ITEMS.replace("one-a", "two-a").replace("F-1", "F-3")
    files = {**content_sample.FILES, "quizzes/items/02-two/two-a.yaml": second}
    write_bank(content_sample.write(tmp_path, files), lang="en")
    return tmp_path / "src/fuwu/compiled"


def test_all_types_come_back_whole(folder: Path) -> None:
    items = Bank(folder).items("01-one")
    assert [item.type for item in items] == list(ITEM_TYPES)
    single, multiple, truefalse, fillin, matching, ordering, numeric, case = items
    because = Text("<p>因为。</p>", "<p>Because.</p>")
    assert single == Single(
        id="one-a-01",
        version=1,
        point="one-a",
        level="recall",
        facts=("F-1",),
        stem=Text("<p>选<strong>一</strong>个。</p>", "<p>Pick <strong>one</strong>.</p>"),
        rationale=because,
        note=None,
        options=(
            Option("a", Text("甲", "first"), Text("对", "right")),
            Option("b", Text("乙", "second"), Text("错", "wrong")),
            Option("c", Text("丙", "third"), Text("错", "wrong")),
        ),
        key="a",
    )
    assert isinstance(multiple, Multiple)
    assert multiple.key == frozenset({"a", "b"})
    assert multiple.version == 2
    assert multiple.note == Text("<p>以当年通知为准。</p>", "<p>Check this year's notice.</p>")
    assert "<td>甲</td>" in multiple.stem.zh
    assert isinstance(truefalse, TrueFalse)
    assert truefalse.key is False
    assert truefalse.wrong == Text("像对。", "It looks so.")
    assert isinstance(fillin, FillIn)
    assert fillin.stem == Text("<p>填{1}和{2}。</p>", "<p>Fill {2} and {1}.</p>")
    assert fillin.unordered is True
    assert fillin.blanks == (
        Blank(("甲", "甲方"), ("first",), Text("甲", "first")),
        Blank(("乙",), ("second", "2"), Text("乙", "second")),
    )
    assert fillin.errors == (FillError(Text("丙", "third"), Text("不是丙", "not third")),)
    assert isinstance(matching, Matching)
    assert matching.key == {"l1": "r2", "l2": "r1"}
    assert matching.right[2] == Option("r3", Text("右三", "right three"), Text("", ""))
    assert isinstance(ordering, Ordering)
    assert [step.id for step in ordering.steps] == ["s1", "s2", "s3"]
    assert isinstance(numeric, Numeric)
    assert (numeric.value, numeric.tolerance) == (36.0, 0.5)
    assert numeric.units == (Unit("次", "visits", 1.0), Unit("打", "dozens", 12.0))
    assert numeric.errors == (NumberError(72.0, Text("算重了", "counted twice")),)
    assert isinstance(case, Case)
    assert [point.marks for point in case.key_points] == [2.0, 1.5, 1.0]
    assert case.possible == 4.5
    assert case.reference == Text("<p>参考</p>", "<p>Reference</p>")


def test_lessons_and_points_are_in_the_syllabus_order(folder: Path) -> None:
    bank = Bank(folder)
    assert [(lesson.id, lesson.module, lesson.has_lesson) for lesson in bank.lessons()] == [
        ("01-one", "mod", True),
        ("02-two", "mod", False),
    ]
    assert bank.lesson("01-one").points == (
        Point("one-a", "01-one", Text("要点甲 & 乙", "Point A & B"), "X"),
        Point("one-b", "01-one", Text("要点乙", "Point B"), None),
    )
    assert bank.point("two-a").lesson == "02-two"
    assert repr(bank) == "Bank(lessons=2, items=16)"


def test_items_of_a_point(folder: Path) -> None:
    bank = Bank(folder)
    assert len(bank.items("01-one", "one-a")) == 8
    assert bank.items("01-one", "one-b") == ()
    assert bank.item("two-a-03").point == "two-a"


def test_opening_one_lesson_reads_no_other(folder: Path) -> None:
    (folder / "02-two.json").write_text("broken", encoding="utf-8")
    bank = Bank(folder)
    assert bank.item("one-a-01").id == "one-a-01"
    assert len(bank.items("01-one")) == 8
    with pytest.raises(BankError):
        bank.items("02-two")


def test_each_file_is_read_once(folder: Path) -> None:
    bank = Bank(folder)
    before = bank.items("01-one")
    for path in folder.iterdir():
        path.unlink()
    assert bank.items("01-one") == before
    assert bank.item("one-a-02") is before[1]


def test_a_lesson_without_items_has_no_file(tmp_path: Path) -> None:
    write_bank(content_sample.write(tmp_path), lang="en")
    folder = tmp_path / "src/fuwu/compiled"
    assert not (folder / "02-two.json").exists()
    assert Bank(folder).items("02-two") == ()


def test_missing_file_names_itself_and_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(BankError) as caught:
        Bank(tmp_path).lessons()
    assert str(caught.value) == (
        f"{tmp_path / 'syllabus.json'}: this file of the item bank is missing: "
        "install the workbook again (authors: run 'make build')"
    )


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"null",
        b"{}",
        b'{"items": 5}',
        b'{"items": [{}]}',
        b'{"items": [{"type": "essay"}]}',
        b'{"items": [{"type": "single", "id": "x"}]}',
        b'{"items": [{"type": "single", "stem": {"zh": 5, "en": ""}}]}',
        b"[" * 100_000,
    ],
)
def test_broken_file_names_itself_and_the_remedy(folder: Path, broken: bytes) -> None:
    (folder / "01-one.json").write_bytes(broken)
    with pytest.raises(BankError) as caught:
        Bank(folder).items("01-one")
    assert str(caught.value) == (
        f"{folder / '01-one.json'}: this file of the item bank cannot be read: "
        "install the workbook again (authors: run 'make build')"
    )


def test_broken_syllabus_is_an_error_of_the_bank(folder: Path) -> None:
    (folder / "syllabus.json").write_text('{"modules": [{"lessons": 5}], "items": {}}', encoding="utf-8")
    with pytest.raises(BankError, match=r"syllabus\.json: this file of the item bank cannot be read"):
        Bank(folder).lessons()


def test_unknown_names_are_errors_with_examples(folder: Path) -> None:
    bank = Bank(folder)
    message = f"{folder}: the item bank has no 'nope': check the spelling (such as one-a, one-b, two-a)"
    with pytest.raises(BankError) as caught:
        bank.point("nope")
    assert str(caught.value) == message
    for ask in (bank.lesson, bank.items, bank.item, lambda name: bank.items("01-one", name)):
        with pytest.raises(BankError, match="has no 'nope'"):
            ask("nope")
    with pytest.raises(BankError, match="has no 'two-a'"):
        bank.items("01-one", "two-a")


def test_an_item_missing_from_its_lesson_is_an_error(folder: Path) -> None:
    path = folder / "01-one.json"
    read = json.loads(path.read_text(encoding="utf-8"))
    read["items"].pop()
    path.write_text(json.dumps(read), encoding="utf-8")
    with pytest.raises(BankError, match="has no 'one-a-08'"):
        Bank(folder).item("one-a-08")


def test_the_default_bank_ships_with_the_package() -> None:
    assert Bank().folder == Path(bank_module.__file__).parent / "compiled"


def test_the_bank_needs_neither_yaml_nor_pydantic() -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(['yaml', 'pydantic', 'markdown_it', 'nh3'])); "
        "import fuwu.bank; print([name for name in sys.modules if name.startswith('fuwu.content')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")
