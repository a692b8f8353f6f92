"""Exports, imports and backups: nothing is lost, doubled or half done."""

import itertools
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from log_samples import of_exams_and_reviews

import fuwu.store
from fuwu.model import Assessment, Attempt, Place, Response, Score
from fuwu.store import Store, StoreError, portable
from fuwu.store.portable import ImportReport, backup, export_jsonl, import_file, import_jsonl
from fuwu.store.records import KINDS

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def fill(store: Store, who: str, answers: int = 3) -> None:
    """Put one of each kind, and so many answers, into a log."""
    store.add_attempt(Attempt(who, "01", "zh", "exam", 7, (("cls-1", 1),), NOON))
    for number in range(answers):
        score = Score(0.5, 2, "partial", {"甲": True})
        when = NOON + timedelta(seconds=number)
        store.add_response(Response(f"{who}-{number}", who, "cls-1", 1, {"l1": "客户\n"}, score, None, when))
    store.add_assessment(Assessment(f"{who}-s", f"{who}-0", ("k1",), Score(1, 2, "partial"), "self", NOON))
    store.add_flag(who, "cls-1", flagged=True, id=f"{who}-f", at=NOON)
    store.add_place(Place(f"{who}-p", "01", "cls-why", "en", NOON))
    assert store.add(*of_exams_and_reviews(who, attempt=who, response=f"{who}-0")) == 9


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of an export."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def content(store: Store) -> set[str]:
    """Return the records of a log, whatever their order."""
    with TemporaryDirectory() as folder:
        export_jsonl(store, Path(folder) / "x")
        return set((Path(folder) / "x").read_text(encoding="utf-8").splitlines()[1:])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give a log with one of each kind and three answers."""
    with Store.open(tmp_path / "one.db", lang="en") as opened:
        fill(opened, "a")
        yield opened


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """Give an empty log on another machine."""
    with Store.open(tmp_path / "two.db", lang="en") as opened:
        yield opened


def test_carrying_a_log_is_offered_where_the_log_is() -> None:
    names = ("ImportReport", "backup", "export_jsonl", "import_file", "import_jsonl")
    assert [getattr(fuwu.store, name) for name in names] == [getattr(portable, name) for name in names]
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = fuwu.store.nothing_such


# --- export and import ------------------------------------------------------------------------------


def test_export_has_a_header_and_a_line_for_each_record(store: Store, tmp_path: Path) -> None:
    assert export_jsonl(store, tmp_path / "x.jsonl") == 16
    header, *records = lines(tmp_path / "x.jsonl")
    assert header == {"fuwu": 2, "kind": "header", "records": 16}
    kinds = [record["kind"] for record in records]
    later = ["form", "event", "change", "confidence", "remark", "review", "undo", "setting", "outside_result"]
    assert kinds == ["attempt", "response", "response", "response", "assessment", "flag", "place", *later]
    assert records[1] == {
        "kind": "response",
        "id": "a-0",
        "attempt_id": "a",
        "item_id": "cls-1",
        "item_version": 1,
        "answer": {"l1": "客户\n"},
        "verdict": "partial",
        "earned": 0.5,
        "possible": 2.0,
        "parts": {"甲": True},
        "elapsed_ms": None,
        "answered_at": "2026-11-22T12:00:00.000000Z",
    }


def test_import_brings_all_over_and_twice_is_as_once(store: Store, other: Store, tmp_path: Path) -> None:
    export_jsonl(store, tmp_path / "x.jsonl")
    assert import_jsonl(other, tmp_path / "x.jsonl") == ImportReport(added=16)
    assert import_jsonl(other, tmp_path / "x.jsonl") == ImportReport(already=16)
    assert content(other) == content(store)
    assert other.responses("a") == store.responses("a")


def test_children_may_come_before_their_parents(store: Store, other: Store, tmp_path: Path) -> None:
    export_jsonl(store, tmp_path / "x.jsonl")
    header, *records = (tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()
    text = "\r\n".join(["\ufeff" + header, "", *reversed(records)])
    (tmp_path / "windows.jsonl").write_text(text, encoding="utf-8", newline="")
    assert import_jsonl(other, tmp_path / "windows.jsonl") == ImportReport(added=16)


#: The work of two machines that share some records: how many answers each gave, and what was carried over.
_MACHINES = st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans(), st.booleans())


@given(work=_MACHINES, order=st.permutations([0, 1, 0, 1, 1]))
@settings(max_examples=15, deadline=None)
def test_merging_in_any_order_and_any_number_of_times_gives_the_same_set(
    work: tuple[int, int, bool, bool], order: list[int]
) -> None:
    mine, yours, carried, both = work
    with TemporaryDirectory() as name:
        folder = Path(name)
        with Store.open(folder / "0.db", lang="en") as a, Store.open(folder / "1.db", lang="en") as b:
            fill(a, "a", mine + 1)
            fill(b, "b", yours + 1)
            if carried:
                export_jsonl(a, folder / "early")
                import_jsonl(b, folder / "early")
            if both:
                fill(a, "c", 2)
                fill(b, "c", 3)
            everything = content(a) | content(b)
            for number, one in enumerate((a, b)):
                export_jsonl(one, folder / f"{number}.jsonl")
        with Store.open(folder / "merged.db", lang="en") as merged:
            reports = [import_jsonl(merged, folder / f"{number}.jsonl") for number in (*order, 0, 1)]
            assert not any(report.faults for report in reports)
            assert sum(report.added for report in reports) == len(everything)
            assert content(merged) == everything


# --- faults -----------------------------------------------------------------------------------------


def edited(store: Store, path: Path, edit: Callable[[list[Any]], None]) -> Path:
    """Export, and change the export."""
    export_jsonl(store, path)
    records = lines(path)
    edit(records)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def put(number: int, **fields: object) -> Callable[[list[Any]], None]:
    """Return an edit that sets fields of a line (1 is the header's)."""
    return lambda records: records[number - 1].update(fields)


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        (put(1, kind="other"), ":1: this is not an export of Fuwu; choose a file made by: fuwu export"),
        (put(1, fuwu=3), ":1: a newer Fuwu made this export; update Fuwu and import it again"),
        (put(1, records=9), ":1: the export has 9 records, the file 16; copy or export it again"),
        (list.pop, ":1: the export has 16 records, the file 15; copy or export it again"),
        (put(2, lang="fr"), ":2: 'lang' must be one of zh, en; export it again"),
        (put(2, seed=2**70), ":2: 'seed' must be a whole number; export it again"),
        (put(2, items=[["cls-1"]]), ":2: 'items' must be a list of [item id, version]; export it again"),
        (put(2, quiz=""), ":2: 'quiz' must be a text that is not empty; export it again"),
        (put(2, id="half \ud83d"), ":2: 'id' must be a text that is not empty; export it again"),
        (put(3, earned=True), ":3: 'earned' must be a number of points, 0 or more; export it again"),
        (put(3, item_version=1.0), ":3: 'item_version' must be a whole number; export it again"),
        (
            put(3, answered_at="2026-11-22T12:00:00"),
            ":3: 'answered_at' must be a time with its zone, such as 2026-11-22T08:30:00Z; export it again",
        ),
        (put(3, parts={"a": 1}), ":3: 'parts' must be an object of true and false; export it again"),
        (put(3, colour="red"), ":3: unknown field 'colour'; a newer Fuwu may read it"),
        (lambda records: records[2].pop("verdict"), ":3: no 'verdict'; export it again"),
        (
            put(3, kind="sighting"),
            f":3: kind must be one of {', '.join(KINDS)}; export it again",
        ),
        (
            put(4, attempt_id="gone"),
            ":4: its attempt 'gone' is neither in this file nor in the log; import the export that has it",
        ),
        (put(6, key_points="k1"), ":6: 'key_points' must be a list of ids; export it again"),
        (put(7, flagged=1), ":7: 'flagged' must be true or false; export it again"),
    ],
)
def test_fault_is_told_with_its_line_and_nothing_is_imported(
    store: Store, other: Store, tmp_path: Path, edit: Callable[[list[Any]], None], fault: str
) -> None:
    path = edited(store, tmp_path / "x.jsonl", edit)
    report = import_jsonl(other, path)
    assert f"{path}{fault}" in report.faults
    assert (report.added, report.already) == (0, 0)
    assert set(other.count().values()) == {0}


def test_all_faults_are_told_at_once_in_order(store: Store, other: Store, tmp_path: Path) -> None:
    path = edited(store, tmp_path / "x.jsonl", put(5, earned=-1))
    with path.open("ab") as file:
        file.write(b'{"kind": "place", "id": "broken\n\xff\xfe\n[1]\nNaN\n')
    report = import_jsonl(other, path)
    found = [int(fault.removeprefix(str(path)).split(":")[1]) for fault in report.faults]
    assert found == [1, 5, 18, 19, 20, 21]


def test_line_that_ends_early_or_goes_too_deep_is_a_fault(other: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"fuwu": 1, "kind": "header"}\n' + "[" * 100_000 + '\n{"kind": "pl')
    assert len(import_jsonl(other, path).faults) == 2


def test_same_id_with_another_content_is_a_conflict_and_stays_as_it_is(
    store: Store, other: Store, tmp_path: Path
) -> None:
    export_jsonl(store, tmp_path / "x.jsonl")
    import_jsonl(other, tmp_path / "x.jsonl")
    before = content(other)
    path = edited(store, tmp_path / "y.jsonl", put(3, answer={"l1": "其他"}))
    (fault,) = import_jsonl(other, path).faults
    assert fault.startswith(f"{path}:3: response 'a-0' is here already with another content")
    assert content(other) == before


def test_true_is_not_one(store: Store, other: Store, tmp_path: Path) -> None:
    import_jsonl(other, edited(store, tmp_path / "x.jsonl", put(3, answer=True)))
    assert len(import_jsonl(other, edited(store, tmp_path / "y.jsonl", put(3, answer=1))).faults) == 1


def test_conflict_inside_one_file_is_a_fault(store: Store, other: Store, tmp_path: Path) -> None:
    path = edited(store, tmp_path / "x.jsonl", put(4, id="a-0"))
    assert f"{path}:4: response 'a-0' is here already" in import_jsonl(other, path).faults[0]


@pytest.mark.parametrize("text", ["", "\n", "hello", "{}", "[]"])
def test_file_that_is_no_export_is_told(other: Store, tmp_path: Path, text: str) -> None:
    (tmp_path / "x.jsonl").write_text(text)
    report = import_file(other, tmp_path / "x.jsonl")
    assert len(report.faults) == 1
    assert report.faults[0].startswith(f"{tmp_path / 'x.jsonl'}:1: ")


def test_missing_file_is_told(other: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        import_file(other, tmp_path / "nowhere")


# --- whole or not at all ----------------------------------------------------------------------------


def test_export_does_not_replace_a_file_unless_forced(store: Store, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("precious")
    with pytest.raises(StoreError, match=r"exists already; name another file, or overwrite it with --force"):
        export_jsonl(store, tmp_path / "x.jsonl")
    assert (tmp_path / "x.jsonl").read_text() == "precious"
    assert export_jsonl(store, tmp_path / "x.jsonl", force=True) == 16
    assert len(lines(tmp_path / "x.jsonl")) == 17


def test_export_into_a_missing_folder_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"nowhere.x\.jsonl"):
        export_jsonl(store, tmp_path / "nowhere" / "x.jsonl")


if sys.platform == "linux":

    def test_export_that_cannot_be_finished_leaves_no_half_file(store: Store, tmp_path: Path) -> None:
        fill(store, "b", 200)
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "x.jsonl").write_text("the one before")
        code = (
            "import resource, signal, sys\n"
            "from fuwu.store import Store, StoreError\n"
            "from fuwu.store.portable import export_jsonl\n"
            "store = Store.open(sys.argv[1], lang='en')\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))\n"
            "try: export_jsonl(store, sys.argv[2], force=True)\n"
            "except StoreError as error: print(error)\n"
        )
        arguments = [sys.executable, "-c", code, str(store.path), str(tmp_path / "out" / "x.jsonl")]
        ran = subprocess.run(arguments, capture_output=True, text=True, check=True)
        assert "x.jsonl: the disk cannot be read or written (File too large)" in ran.stdout
        assert [path.name for path in (tmp_path / "out").iterdir()] == ["x.jsonl"]
        assert (tmp_path / "out" / "x.jsonl").read_text() == "the one before"


# --- backup -----------------------------------------------------------------------------------------


def test_backup_of_a_log_in_use_is_one_sound_file_with_all_of_it(store: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "out.bak")
    assert sorted(path.name for path in tmp_path.glob("*out.bak*")) == ["out.bak"]
    with closing(sqlite3.connect(tmp_path / "out.bak")) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("SELECT count(*) FROM responses").fetchone() == (3,)
    with Store.open(tmp_path / "out.bak", lang="en") as opened:
        assert content(opened) == content(store)


def test_backup_can_be_brought_in_like_an_export(store: Store, other: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "out.bak")
    assert [import_file(other, tmp_path / "out.bak") for _ in range(2)] == [
        ImportReport(added=16),
        ImportReport(already=16),
    ]
    assert content(other) == content(store)


def test_database_of_another_program_is_not_brought_in(other: Store, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
        connection.execute("CREATE TABLE responses (id)")
    (fault,) = import_file(other, tmp_path / "x.db").faults
    assert "not a database of this Fuwu" in fault


def test_backup_does_not_replace_a_file_unless_forced(store: Store, tmp_path: Path) -> None:
    (tmp_path / "out.bak").write_text("precious")
    with pytest.raises(StoreError, match="exists already"):
        backup(store, tmp_path / "out.bak")
    assert (tmp_path / "out.bak").read_text() == "precious"
    backup(store, tmp_path / "out.bak", force=True)
    assert (tmp_path / "out.bak").read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize("target", ["one.db", "two.db"])
def test_backup_never_replaces_a_log_in_use(store: Store, other: Store, tmp_path: Path, target: str) -> None:
    with pytest.raises(StoreError, match="in use"):
        backup(store, tmp_path / target, force=True)
    assert store.count()["response"] == 3
    assert other.count()["response"] == 0


def test_exports_of_one_log_are_alike(store: Store, tmp_path: Path) -> None:
    paths = [tmp_path / "x", tmp_path / "y"]
    for path in paths:
        export_jsonl(store, path)
    assert all(a.read_bytes() == b.read_bytes() for a, b in itertools.pairwise(paths))
