"""What goes wrong with disks, locks and kernels: nothing acknowledged is lost, and errors name the remedy."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from fuwu.model import Attempt, Place, Response, Score
from fuwu.store import Store, StoreError, database
from fuwu.store.portable import export_jsonl, import_file
from fuwu.store.records import KINDS
from fuwu.store.upgrade import upgrade

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ATTEMPT = Attempt("a1", "01", "zh", "practice", 7, (("cls-1", 1),), NOON)


def response(name: str) -> Response:
    """Return an answer of some size, so that a few hundred fill many pages."""
    return Response(name, "a1", "cls-1", 1, "答" * 200, Score(1, 1, "correct"), 900, NOON)


def filled(path: Path, answers: int = 300) -> None:
    """Make a log with so many answers, all in the main file."""
    with Store.open(path, lang="en") as store:
        store.add_attempt(ATTEMPT)
        with store.writing() as connection:
            kind = KINDS["response"]
            kind.insert(connection, (kind.from_object(response(f"r{number}")) for number in range(answers)))


def overwrite(path: Path, at: int, data: bytes) -> None:
    """Damage a file."""
    with path.open("rb+") as file:
        file.seek(at)
        file.write(data)


def damaged(path: Path) -> list[Path]:
    """Return what was set aside, without -wal and -shm."""
    found = path.parent.glob(path.name + ".damaged-*")
    return sorted(aside for aside in found if aside.name[-4:] not in {"-wal", "-shm"})


def run(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start Python on some code."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a log may be."""
    return tmp_path / "fuwu.db"


# --- the place cannot be used -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("{folder}", r"this is a folder; name a file .*fuwu\.db"),
        ("{folder}/file/fuwu.db", "this folder cannot be made"),
        ("nosql://host/x", "'nosql' cannot be used, only SQLite files for now; name a file"),
        ("sqlite://", "names no file"),
        (":memory:", "names no file"),
        ("", "names no file"),
        ("sqlite://host/x.db", "names no file"),
        ("sqlite:///", "names no file"),
        ("postgresql://me:secret@host/x", r"'postgresql' cannot be used((?!secret).)*$"),
    ],
)
def test_wrong_place_is_named_with_its_remedy(tmp_path: Path, url: str, message: str) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreError, match=message):
        Store.open(url.format(folder=tmp_path), lang="en")
    assert (tmp_path / "file").read_text() == "not a folder"


OPEN_AND_ADD = """
    import os, sys, tempfile
    from datetime import UTC, datetime
    from fuwu.model import Place
    from fuwu.store import Store, StoreError
    with tempfile.TemporaryDirectory() as folder:
        Store.open(folder + "/x.db", lang="en").close()  # so that everything is imported
    if os.geteuid() == 0:  # permissions mean nothing to root: become nobody
        os.setgid(65534), os.setuid(65534)
    try:
        with Store.open(sys.argv[1], lang="en") as store:
            store.add_place(Place("p1", "01", "s", "zh", datetime.now(UTC)))
            print("added", store.notice)
    except StoreError as error:
        print("StoreError:", error)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that an ordinary user can reach, which pytest's own are not."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        filled(folder / "fuwu.db", 3)
        for file in folder.iterdir():
            file.chmod(0o666)
        yield folder
        folder.chmod(0o755)


@pytest.mark.parametrize(
    ("of_folder", "of_file", "message"),
    [
        (0o777, 0o444, "can only be read; allow writing"),
        (0o777, 0o000, "cannot be opened; check that you may read and write"),
        (0o555, 0o666, "check that you may read and write"),
        (0o000, 0o666, "check that you may read and write"),
    ],
)
def test_permissions_are_told_and_never_taken_for_damage(
    open_folder: Path, of_folder: int, of_file: int, message: str
) -> None:
    (open_folder / "fuwu.db.lock").unlink()
    (open_folder / "fuwu.db").chmod(of_file)
    open_folder.chmod(of_folder)
    said, _ = run(OPEN_AND_ADD, open_folder / "fuwu.db").communicate()
    open_folder.chmod(0o755)
    assert said.startswith("StoreError:")
    assert message in said
    assert not damaged(open_folder / "fuwu.db")


def test_full_disk_is_told_and_the_next_answer_is_kept_once_there_is_room(path: Path) -> None:
    filled(path, 3)
    with Store.open(path, lang="en") as store:
        with store.writing() as connection:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            # SQLite then fails as it does when the disk is full.
            connection.execute(f"PRAGMA max_page_count = {pages}")
        answers = map(store.add_response, (response(f"more{number}") for number in range(100)))
        with pytest.raises(StoreError, match="the disk is full, so nothing was saved; make room"):
            list(answers)
        kept = store.count()["response"]
        with store.reading() as connection:
            connection.execute("PRAGMA max_page_count = 100000")
        assert store.add_response(response("after"))
        assert store.count()["response"] == kept + 1


def test_lock_is_waited_for_then_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path, 3)
    monkeypatch.setattr(database, "LOCK_SECONDS", 0.3)
    with Store.open(path, lang="en") as store, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="another program keeps the file locked; close"):
            store.add_response(response("r9"))
        other.rollback()
        assert store.add_response(response("r9"))


def test_lock_that_is_soon_gone_is_not_noticed(path: Path) -> None:
    filled(path, 3)
    locker = sqlite3.connect(path, check_same_thread=False)
    with Store.open(path, lang="en") as store, closing(locker) as other:
        other.execute("BEGIN EXCLUSIVE")
        threading.Timer(0.4, other.rollback).start()
        begun = time.monotonic()
        assert store.add_response(response("r9"))
        assert time.monotonic() - begun > 0.2


def test_lock_while_opening_is_not_damage(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path, 3)
    monkeypatch.setattr(database, "LOCK_SECONDS", 0.3)
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="another program keeps the file locked"):
            Store.open(path, lang="en")
    assert not damaged(path)
    with Store.open(path, lang="en") as store:
        assert store.count()["response"] == 3


def test_file_moved_away_while_open_takes_no_more_answers(path: Path) -> None:
    with Store.open(path, lang="en") as store:
        store.add_attempt(ATTEMPT)
        path.rename(path.with_name("moved.db"))
        with pytest.raises(StoreError, match="moved, replaced or deleted while in use, so nothing was saved"):
            store.add_response(response("r1"))
        path.with_name("moved.db").rename(path)
        assert store.add_response(response("r1"))


# --- damage -----------------------------------------------------------------------------------------


def test_empty_file_is_a_fresh_log(path: Path) -> None:
    path.touch()
    with Store.open(path, lang="en") as store:
        assert store.notice is None
        assert store.add_attempt(ATTEMPT)
    assert not damaged(path)


@pytest.mark.parametrize("garbage", [b"x", b"not a database " * 1000, b"\0" * 5000])
def test_file_that_is_no_database_is_set_aside_whole(path: Path, garbage: bytes) -> None:
    path.write_bytes(garbage)
    with Store.open(path, lang="en") as store:
        assert store.add_attempt(ATTEMPT)
        notice = store.notice
    (aside,) = damaged(path)
    assert aside.read_bytes() == garbage
    assert notice is not None
    assert f"{path}: the file was damaged and has been set aside as {aside}" in notice
    assert "0 of its records" in notice
    assert "fuwu import" in notice
    with Store.open(path, lang="en") as again:
        assert again.notice is None


def test_answers_on_sound_pages_of_a_damaged_file_are_kept(path: Path) -> None:
    filled(path)
    row = path.read_bytes().index(b"r150a1")
    overwrite(path, row // 4096 * 4096, b"\xa5" * 8192)
    before = path.read_bytes()
    with Store.open(path, lang="en") as store:
        kept = list(store.all_responses())
        assert store.attempt("a1") == ATTEMPT
        assert store.notice is not None
        assert f"{len(kept) + 1} of its records" in store.notice
    assert 270 < len(kept) < 300
    assert all(one == response(one.id) for one in kept)
    assert damaged(path)[0].read_bytes() == before


def test_cut_off_file_is_salvaged(path: Path) -> None:
    filled(path)
    os.truncate(path, path.stat().st_size * 2 // 3 // 4096 * 4096)
    with Store.open(path, lang="en") as store:
        assert store.count()["response"] > 50
        assert store.notice is not None
    assert len(damaged(path)) == 1


def test_damage_twice_in_a_second_overwrites_nothing(path: Path) -> None:
    for number in range(4):
        path.write_bytes(b"garbage %d" % number)
        Store.open(path, lang="en").close()
    assert {aside.read_bytes() for aside in damaged(path)} == {b"garbage %d" % number for number in range(4)}


def test_log_beside_a_vanished_file_is_set_aside_not_thrown_away(path: Path) -> None:
    with Store.open(path, lang="en") as store:
        store.add_attempt(ATTEMPT)
        wal = path.with_name("fuwu.db-wal").read_bytes()
    path.unlink()
    path.with_name("fuwu.db-wal").write_bytes(wal)
    with Store.open(path, lang="en") as store:
        assert store.notice is not None
    assert [p.read_bytes() for p in path.parent.glob("*damaged*-wal")] == [wal]


def test_damage_found_later_is_told_and_the_file_left_until_the_next_opening(path: Path) -> None:
    filled(path)
    with Store.open(path, lang="en") as store:
        overwrite(path, 8192, b"\xa5" * (path.stat().st_size - 8192))
        before = path.read_bytes()
        with pytest.raises(StoreError, match=r"the file is damaged; nothing in it was changed\. Restart"):
            list(store.all_responses())
        assert path.read_bytes() == before
        assert not damaged(path)
    with Store.open(path, lang="en") as store:
        assert store.notice is not None
    assert len(damaged(path)) == 1


def test_record_that_cannot_be_read_is_told_and_the_remedy_works(path: Path) -> None:
    filled(path, 1)
    with closing(sqlite3.connect(path)) as other:
        other.execute(
            "INSERT INTO responses"
            " (id, attempt_id, item_id, item_version, answer, earned, possible, parts, answered_at)"
            " VALUES ('bad', 'a1', 'x', 1, '{', 0, 1, '{}', '2026-11-22T12:00:00.000000Z')"
        )
        other.commit()
    with Store.open(path, lang="en") as store:
        with pytest.raises(StoreError, match=r"the response 'bad' cannot be read.* bring in what is sound"):
            store.responses("a1")
        with pytest.raises(StoreError, match="the response 'bad' cannot be read"):
            export_jsonl(store, path.with_name("x.jsonl"))
    with Store.open(path.with_name("new.db"), lang="en") as new:
        assert import_file(new, path).added == 2


# --- several kernels --------------------------------------------------------------------------------

OPEN_TOGETHER = """
    import sys, time
    from datetime import UTC, datetime
    from fuwu.model import Place
    from fuwu.store import Store
    time.sleep(max(0, float(sys.argv[3]) - time.time()))
    with Store.open(sys.argv[1], lang="en") as store:
        for number in range(20):
            store.add_place(Place(f"{sys.argv[2]}-{number}", "01", "s", "zh", datetime.now(UTC)))
        print("damaged" if store.notice else "sound")
"""


@pytest.mark.parametrize("before", [None, b"", b"garbage" * 500, "0001"])
def test_kernels_that_open_at_once_all_work(path: Path, before: bytes | str | None) -> None:
    if isinstance(before, bytes):
        path.write_bytes(before)
    elif before:
        upgrade(path, to=before)
    start = time.time() + 2
    kernels = [run(OPEN_TOGETHER, path, name, start) for name in "abc"]
    said = [kernel.communicate()[0].strip() for kernel in kernels]
    noticed = 0 if before in {None, b""} else 1
    assert sorted(said) == ["damaged"] * noticed + ["sound"] * (3 - noticed)
    assert len(damaged(path)) == (1 if noticed and before != "0001" else 0)
    with Store.open(path, lang="en") as store:
        assert store.count()["place"] == 60


ANSWER_FOR_EVER = """
    import sys
    from datetime import UTC, datetime
    from itertools import count
    from fuwu.model import Response, Score
    from fuwu.store import Store
    with Store.open(sys.argv[1], lang="en") as store:
        for number in count():
            name = f"{sys.argv[2]}-{number}"
            store.add_response(
                Response(name, "a1", "cls-1", 1, "答" * 200, Score(1, 1, "correct"), 900, datetime.now(UTC))
            )
            print(name, flush=True)
"""


def test_every_acknowledged_answer_survives_a_kill_at_any_moment(path: Path) -> None:
    filled(path, 0)
    acknowledged: list[str] = []
    chance = random.Random(4)
    for round_ in range(10):
        kernel = run(ANSWER_FOR_EVER, path, round_)
        assert kernel.stdout is not None
        first = kernel.stdout.readline()
        time.sleep(chance.uniform(0, 0.2))
        kernel.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        rest, _ = kernel.communicate()
        said = (first + rest).splitlines(keepends=True)
        acknowledged += [line.strip() for line in said if line.endswith("\n")]
    with Store.open(path, lang="en") as store:
        assert store.notice is None
        kept = [given.id for given in store.responses("a1")]
    assert len(kept) == len(set(kept))
    assert set(acknowledged) <= set(kept)
    assert len(kept) - len(acknowledged) <= 10  # at most the one in flight, a round
    assert len(acknowledged) >= 10


def test_kernel_killed_while_the_log_is_made_leaves_it_usable(path: Path) -> None:
    code = """
        import os, sqlite3, sys
        from functools import partial
        from fuwu.store import Store
        class Dying(sqlite3.Connection):
            def execute(self, statement):
                cursor = super().execute(statement)
                if statement.startswith("CREATE TABLE flags"):
                    os.kill(os.getpid(), 9)
                return cursor
        sqlite3.connect = partial(sqlite3.connect, factory=Dying)
        Store.open(sys.argv[1], lang="en")
    """
    kernel = run(code, path)
    kernel.communicate()
    assert kernel.returncode != 0
    with Store.open(path, lang="en") as store:
        assert store.notice is None
        assert store.add_place(Place("p1", "01", "s", "zh", NOON))


@pytest.mark.parametrize("moment", ["BEGIN", "SELECT", "INSERT"])
def test_interrupt_while_adding_adds_all_or_nothing(path: Path, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    interrupts: list[str] = []

    class Interrupted(sqlite3.Connection):
        def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
            return self.interrupt(statement, super().execute(statement, *values))

        def executemany(self, statement: str, values: Any) -> sqlite3.Cursor:
            return self.interrupt(statement, super().executemany(statement, values))

        def interrupt(self, statement: str, cursor: sqlite3.Cursor) -> sqlite3.Cursor:
            if interrupts and statement.startswith(interrupts[0]):
                del interrupts[:]
                raise KeyboardInterrupt
            return cursor

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Interrupted))
    with Store.open(path, lang="en") as store:
        store.add_attempt(ATTEMPT)
        interrupts.append(moment)
        with pytest.raises(KeyboardInterrupt):
            store.add_response(response("r1"))
        assert store.responses("a1") == ()
        with closing(sqlite3.connect(path, timeout=0)) as other:
            other.execute("BEGIN IMMEDIATE")  # nothing is locked any more
        assert store.add_response(response("r1"))
