"""The log: what goes in comes out, once, in order, and is never changed."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from log_samples import of_exams_and_reviews

from fuwu.model import Assessment, Attempt, Place, Remark, Response, Score, Setting, Stated
from fuwu.store import ItemProgress, QuizProgress, Store, StoreError, default_url
from fuwu.store.records import ATTEMPT, FLAG, KINDS, RESPONSE, Flag, RecordFault
from fuwu.store.schema import REVISIONS, TABLES
from fuwu.store.upgrade import MIGRATIONS, upgrade

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    """Return a moment so long after noon."""
    return NOON + timedelta(minutes=minutes)


def attempt(name: str = "a1", *, quiz: str = "01", lang: str = "zh", minutes: float = 0) -> Attempt:
    """Return an attempt at two items."""
    return Attempt(name, quiz, lang, "practice", 2**40 + 7, (("cls-1", 1), ("cls-2", 3)), at(minutes))  # type: ignore[arg-type]


def response(name: str, item: str = "cls-1", *, minutes: float = 0, **more: object) -> Response:
    """Return a right answer; `more` replaces fields."""
    score = Score(1.0, 2.0, "partial", {"甲": True, "b": False})
    fields = {"attempt_id": "a1", "item_version": 1, "answer": ["a", "b"], "score": score, "elapsed_ms": 1500}
    return Response(id=name, item_id=item, answered_at=at(minutes), **fields | more)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give an empty log."""
    with Store.open(tmp_path / "fuwu.db", lang="en") as opened:
        yield opened


# --- round trips ------------------------------------------------------------------------------------


def test_attempt_comes_back_as_it_was(store: Store) -> None:
    assert store.add_attempt(attempt())
    assert store.attempt("a1") == attempt()
    assert store.attempt("other") is None


@pytest.mark.parametrize(
    "answer",
    ["a", ["a", "c"], True, ["客户特征", ""], {"l1": "r2"}, "36 次", None, "half \ud83d", "nul \0", 0.1],
)
def test_answer_comes_back_as_it_was(store: Store, answer: object) -> None:
    store.add_attempt(attempt())
    given = response("r1", answer=answer)
    store.add_response(given)
    assert store.responses("a1") == (given,)


def test_case_answer_waits_without_a_verdict(store: Store) -> None:
    store.add_attempt(attempt())
    store.add_response(response("r1", score=Score(0, 5, None), elapsed_ms=None))
    (given,) = store.responses("a1")
    assert (given.score, given.elapsed_ms) == (Score(0.0, 5.0, None), None)


def test_times_of_any_zone_are_kept_as_utc(store: Store) -> None:
    china = timezone(timedelta(hours=8))
    store.add_place(Place("p1", "01", "cls-why", "zh", datetime(2026, 11, 22, 20, tzinfo=china)))
    place = store.last_place()
    assert place is not None
    assert (place.at, place.at.tzinfo) == (NOON, UTC)


def test_time_without_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        store.add_place(Place("p1", "01", "cls-why", "zh", datetime(2026, 11, 22, 20)))  # noqa: DTZ001
    assert store.last_place() is None


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"elapsed_ms": -1}, {"score": Score(float("nan"), 1, None)}, {"answer": {1, 2}}]
)
def test_record_that_no_export_could_carry_is_refused(store: Store, wrong: dict[str, object]) -> None:
    store.add_attempt(attempt())
    with pytest.raises(RecordFault, match="must be"):
        store.add_response(response(**{"name": "r1"} | wrong))  # type: ignore[arg-type]
    assert store.responses("a1") == ()


# --- once -------------------------------------------------------------------------------------------


def test_answer_sent_again_is_kept_once_as_first_given(store: Store) -> None:
    store.add_attempt(attempt())
    assert store.add_response(response("r1"))
    assert not store.add_response(response("r1", answer=["c"], minutes=5))
    assert store.responses("a1") == (response("r1"),)


def test_every_kind_is_idempotent(store: Store) -> None:
    score = Score(1, 2, "partial", {"k1": True, "k2": False})
    assessment = Assessment("s1", "r1", ("k1",), score, "self", at(1))
    twice = [
        (
            store.add_attempt(attempt()),
            store.add_response(response("r1")),
            store.add_assessment(assessment),
            store.add_flag("a1", "cls-1", flagged=True, id="f1", at=at(1)),
            store.add_place(Place("p1", "01", "cls-why", "en", at(1))),
        )
        for _ in range(2)
    ]
    assert twice == [(True,) * 5, (False,) * 5]
    later = of_exams_and_reviews("x", attempt="a1", response="r1")
    assert [store.add(*later) for _ in range(2)] == [len(later), 0]
    assert store.count() == dict.fromkeys(KINDS, 1)
    assert store.assessments("a1") == (assessment,)


def test_answer_to_an_unknown_attempt_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="belongs to an attempt"):
        store.add_response(response("r1"))


def test_only_the_first_answer_to_an_item_of_an_attempt_is_kept_where_asked(store: Store) -> None:
    store.add_attempt(attempt())
    store.add_attempt(attempt("a2"))
    assert store.add_response(response("r1"), first_only=True)
    assert not store.add_response(response("r2"), first_only=True)
    assert store.add_response(response("r3", "cls-2"), first_only=True)
    assert store.add_response(response("r4", attempt_id="a2"), first_only=True)
    assert store.add_response(response("r5"))


# --- in order ---------------------------------------------------------------------------------------


def test_responses_come_in_order_of_answering_and_ties_in_order_of_arrival(store: Store) -> None:
    store.add_attempt(attempt())
    for name, minutes in (("r3", 3.0), ("r1", 1.0), ("z", 2.0), ("b", 2.0)):
        store.add_response(response(name, minutes=minutes))
    assert [given.id for given in store.responses("a1")] == ["r1", "z", "b", "r3"]
    assert [given.id for given in store.all_responses()] == ["r1", "z", "b", "r3"]


def test_latest_attempt_is_of_the_quiz_and_language(store: Store) -> None:
    for name, quiz, lang, minutes in (("a", "01", "zh", 9), ("b", "01", "en", 5), ("c", "02", "zh", 99)):
        store.add_attempt(attempt(name, quiz=quiz, lang=lang, minutes=minutes))
    found = [store.latest_attempt("01"), store.latest_attempt("01", "en"), store.latest_attempt("03")]
    assert [one and one.id for one in found] == ["a", "b", None]


def test_latest_flag_counts(store: Store) -> None:
    store.add_attempt(attempt())
    for number, (item, flagged) in enumerate([("x", True), ("y", True), ("x", False)]):
        store.add_flag("a1", item, flagged, id=f"f{number}", at=at(number))
    assert store.flags("a1") == {"x": False, "y": True}


def test_last_place_is_the_latest(store: Store) -> None:
    for name, minutes in (("p1", 1), ("p2", 3), ("p0", 2)):
        store.add_place(Place(name, "01", name, "zh", at(minutes)))
    last = store.last_place()
    assert last is not None
    assert last.section == "p2"


# --- what is computed from the log -----------------------------------------------------------------


def test_first_responses_are_the_first_valid_answer_to_each_item(store: Store) -> None:
    store.add_attempt(attempt())
    store.add_attempt(attempt("a2"))
    for given in (
        response("invalid", "cls-1", minutes=1, score=Score(0, 1, "invalid")),
        response("later", "cls-1", minutes=3),
        response("first", "cls-1", minutes=2, attempt_id="a2"),
        response("open", "cls-2", minutes=4, score=Score(0, 4, None)),
        response("open again", "cls-2", minutes=5, score=Score(0, 4, None)),
    ):
        store.add_response(given)
    assert [given.id for given in store.first_responses()] == ["first", "open"]


def test_latest_assessment_gives_the_score(store: Store) -> None:
    store.add_attempt(attempt())
    store.add_response(response("r1", score=Score(0, 4, None)))
    first = Score(1, 4, "partial", {"k1": True, "k2": False})
    last = Score(4, 4, "correct", {"k1": True, "k2": True})
    store.add_assessment(Assessment("s2", "r1", ("k1", "k2"), last, "instructor", at(2)))
    store.add_assessment(Assessment("s1", "r1", ("k1",), first, "self", at(1)))
    assert [given.score for given in store.responses("a1")] == [Score(0.0, 4.0, None)]
    assert [given.score for given in store.responses("a1", assessed=True)] == [last]
    assert [given.score for given in store.first_responses(assessed=True)] == [last]
    assert [judged.id for judged in store.assessments("a1")] == ["s1", "s2"]
    assert store.progress().items["cls-1"].verdict == "correct"


def test_progress_tells_the_latest_of_each_item_and_counts_each_quiz(store: Store) -> None:
    for name, quiz in (("a1", "01"), ("a2", "01"), ("b1", "02")):
        store.add_attempt(attempt(name, quiz=quiz))
    wrong, right = Score(0, 1, "wrong"), Score(1, 1, "correct")
    store.add_response(response("r2", minutes=2, score=right, attempt_id="a2", item_version=2))
    store.add_response(response("r1", minutes=1, score=wrong))
    items, quizzes = store.progress()
    assert items == {"cls-1": ItemProgress("cls-1", 2, "correct", 1.0, 1.0, 2, at(2))}
    assert quizzes == {"01": QuizProgress("01", 2, 2, 1), "02": QuizProgress("02", 1, 0, 0)}


def test_reader_sees_the_log_as_it_was_while_answers_arrive(store: Store) -> None:
    store.add_attempt(attempt())
    store.add_response(response("r1"))
    seen = []
    for given in store.all_responses():
        store.add_response(response(f"{given.id}-echo", minutes=1))
        seen.append(given.id)
    assert seen == ["r1"]
    assert store.count()["response"] == 2


# --- never changed ----------------------------------------------------------------------------------


def test_store_emits_no_update_and_no_delete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    emitted: list[str] = []
    connect = sqlite3.connect

    def traced(*place: object, **options: object) -> sqlite3.Connection:
        connection = connect(*place, **options)  # type: ignore[call-overload]
        connection.set_trace_callback(emitted.append)
        return connection

    monkeypatch.setattr(sqlite3, "connect", traced)
    with Store.open(tmp_path / "fuwu.db", lang="en") as store:
        test_every_kind_is_idempotent(store)
        store.progress(), list(store.first_responses(assessed=True)), store.flags("a1")
    verbs = {statement.split(maxsplit=1)[0].upper() for statement in emitted}
    assert verbs == {"BEGIN", "COMMIT", "PRAGMA", "SELECT", "CREATE", "INSERT"}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", ["UPDATE {} SET id = 'other'", "DELETE FROM {}"])
def test_database_itself_refuses_to_change_the_log(store: Store, table: str, change: str) -> None:
    test_every_kind_is_idempotent(store)
    with closing(sqlite3.connect(store.path)) as other:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            other.execute(change.format(table))
        assert other.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)


def test_every_commit_is_synced_and_written_ahead(store: Store) -> None:
    with store.writing() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]
    assert found == ["wal", 2, 1, 5000]


def test_latest_setting_and_remark_count_and_none_takes_back(store: Store) -> None:
    store.add(Setting("s1", "exam_day", "2026-12-20", at(0)), Setting("s2", "exam_day", None, at(2)))
    store.add(Setting("s3", "daily_limit", 40, at(1)))
    assert store.settings() == {"exam_day": None, "daily_limit": 40}
    store.add(Remark("m1", "i", "note", "first", at(0)), Remark("m2", "i", "note", "second", at(1)))
    store.add(Remark("m3", "i", "favourite", value=True, at=at(0)), Remark("m4", "j", "cause", "misread", at(0)))
    assert store.remarks() == {"i": {"note": "second", "favourite": True}, "j": {"cause": "misread"}}
    store.add(Remark("m5", "j", "cause", None, at(3)))
    assert store.remarks("j") == {}


def test_several_objects_are_added_together_or_not_at_all(store: Store) -> None:
    with pytest.raises(StoreError, match="belongs to"):
        store.add(attempt(), response("r1"), Stated("c1", "nobody", "sure", at(0)))
    assert set(store.count().values()) == {0}


# --- where ------------------------------------------------------------------------------------------


def test_place_is_named_by_the_environment_else_the_users_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("FUWU_STORE", raising=False)
    usual = default_url()
    monkeypatch.setenv("FUWU_STORE", "sqlite:////elsewhere/x.db")
    assert (Path(usual).name, Path(usual).parent.name, default_url()) == (
        "fuwu.db",
        "fuwu",
        "sqlite:////elsewhere/x.db",
    )


def test_path_may_have_any_characters_and_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "学习 100%?#" / "more" / "我的 a;b.db"
    with Store.open(str(path), lang="en") as store:
        store.add_attempt(attempt())
    with Store.open(f"sqlite:///{tmp_path / 'url.db'}?timeout=9", lang="en") as other:
        assert other.path == tmp_path / "url.db"
    assert path.stat().st_size > 0


# --- schema -----------------------------------------------------------------------------------------


def layout(path: Path) -> set[tuple[str, str]]:
    """Return the name and the SQL of every table, index and trigger."""
    with closing(sqlite3.connect(path)) as connection:
        made = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {(name, "".join(sql.split())) for name, sql in made}


def test_migrations_lead_to_what_a_new_store_has(tmp_path: Path, store: Store) -> None:
    upgrade(tmp_path / "migrated.db")
    assert layout(tmp_path / "migrated.db") == layout(store.path)


def test_program_knows_every_migration() -> None:
    walked = ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    assert tuple(script.revision for script in walked)[::-1] == REVISIONS


def old_store(path: Path) -> None:
    """Make a database of the first schema with an attempt, an answer and a flag in it."""
    upgrade(path, to="0001")
    rows = [
        (ATTEMPT, attempt()),
        (RESPONSE, response("r1")),
        (FLAG, Flag("f1", "a1", "x", flagged=True, at=at(1))),
    ]
    with closing(sqlite3.connect(path)) as connection, connection:
        for kind, logged in rows:
            kind.insert(connection, [kind.from_object(logged)])  # type: ignore[attr-defined]


def test_old_store_is_upgraded_with_its_rows_and_a_copy_kept(tmp_path: Path) -> None:
    old_store(tmp_path / "fuwu.db")
    with Store.open(tmp_path / "fuwu.db", lang="en") as store:
        assert store.responses("a1") == (response("r1"),)
        assert store.flags("a1") == {"x": True}
        assert store.add_place(Place("p1", "01", "cls-why", "zh", NOON))
        (copy,) = tmp_path.glob("fuwu.db.before-0003-*")
        assert store.notice is not None
        assert str(copy) in store.notice
    with closing(sqlite3.connect(copy)) as before:
        assert before.execute("SELECT version_num FROM fuwu_schema").fetchone() == ("0001",)
        assert before.execute("SELECT id FROM responses").fetchall() == [("r1",)]
    with Store.open(tmp_path / "fuwu.db", lang="en") as again:
        assert again.notice is None


def test_upgrade_that_fails_leaves_the_old_store(tmp_path: Path) -> None:
    old_store(tmp_path / "fuwu.db")
    with closing(sqlite3.connect(tmp_path / "fuwu.db")) as connection:  # 0002 makes this index last but one
        connection.execute("CREATE TABLE other (at)")
        connection.execute("CREATE INDEX ix_places_at ON other (at)")
        connection.commit()
    with pytest.raises(StoreError, match="ix_places_at"):
        Store.open(tmp_path / "fuwu.db", lang="en")
    with closing(sqlite3.connect(tmp_path / "fuwu.db")) as connection:
        assert ("places",) not in connection.execute("SELECT name FROM sqlite_master").fetchall()
        assert connection.execute("SELECT version_num FROM fuwu_schema").fetchone() == ("0001",)


def test_database_of_a_newer_program_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "fuwu.db"
    upgrade(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE fuwu_schema SET version_num = '9999'")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"newer Fuwu.*9999.*Update Fuwu"):
        Store.open(path, lang="en")
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*damaged*"))


def test_database_of_another_program_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
        connection.execute("CREATE TABLE alembic_version (version_num)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        Store.open(path, lang="en")
    assert path.read_bytes() == before


# --- light and fast ---------------------------------------------------------------------------------


WORK = """
import sys
sys.modules |= dict.fromkeys(sys.argv[2:])  # importing one of them fails
from datetime import UTC, datetime
from fuwu.model import Attempt, Place, Response, Score
from fuwu.store import Store, backup, export_jsonl
path, now = sys.argv[1], datetime.now(UTC)
with Store.open(path, lang="en") as store:
    before = store.count()["response"]
    store.add_attempt(Attempt("a1", "01", "zh", "practice", 7, (("cls-1", 1),), now))
    store.add_response(Response(f"r{before}", "a1", "cls-1", 1, "a", Score(1, 1, "correct"), 9, now))
    store.add_place(Place(f"p{before}", "01", "cls-why", "zh", now))
    store.flags("a1"), store.last_place(), store.responses("a1", assessed=True), list(store.first_responses())
    backup(store, path + ".bak", force=True)
    export_jsonl(store, path + ".jsonl", force=True)
    print(before, store.progress().quizzes["01"].responses, "set aside" in (store.notice or ""))
"""


def test_a_quiz_pays_for_no_sqlalchemy_no_alembic_and_no_data_library(tmp_path: Path) -> None:
    heavy = ["sqlalchemy", "alembic", "mako", "yaml", "numpy", "pandas", "matplotlib", "pydantic"]
    command = [sys.executable, "-c", WORK, str(tmp_path / "x.db"), *heavy]
    said = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    (tmp_path / "x.db").write_bytes(b"damaged")
    said.append(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert said == ["0 1 False\n", "1 2 False\n", "0 1 True\n"]


def test_progress_counts_right_after_years(store: Store) -> None:
    for number in range(10):
        store.add_attempt(attempt(f"a{number}", quiz=str(number % 2)))
    with store.writing() as connection:
        RESPONSE.insert(
            connection,
            (
                RESPONSE.from_object(
                    response(f"r{number}", f"i{number % 400}", minutes=number, attempt_id=f"a{number // 5000}")
                )
                for number in range(50_000)
            ),
        )
    items, quizzes = store.progress()
    assert items["i399"].answered_at == at(49_999)
    assert {item.answers for item in items.values()} == {125}
    assert quizzes["0"] == QuizProgress("0", 5, 25_000, 400)


if hasattr(os, "fork"):

    def test_fork_gets_its_own_connection(store: Store) -> None:
        store.add_attempt(attempt())
        child = os.fork()
        if child == 0:
            os._exit(0 if store.add_response(response("child")) else 1)
        _, status = os.waitpid(child, 0)
        store.add_response(response("parent"))
        assert status == 0
        assert {given.id for given in store.responses("a1")} == {"child", "parent"}
