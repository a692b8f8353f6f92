"""The `fuwu` command, as a process: what it prints and how it ends."""

import json
import os
import socket
import subprocess
import sys

import pytest


@pytest.fixture
def fuwu(tmp_path, root):
    def run(*arguments, lang="en", cwd=root):
        return subprocess.run(
            [sys.executable, "-m", "fuwu", *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            cwd=cwd,
            env=os.environ | {"FUWU_STORE": str(tmp_path / "mine.db"), "FUWU_LANG": lang, "PYTHONUTF8": "1"},
        )

    return run


@pytest.fixture
def answered(fuwu, tmp_path):
    """Three answers in the store."""
    script = """
from fuwu import open_lesson
session = open_lesson("01-classification", "en").quiz()._session
for n, item in enumerate([i for i in session.items if i.type == "truefalse"][:3]):
    session.submit(item.id, True, response_id=f"r-{n}", elapsed_ms=1)
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"FUWU_STORE": str(tmp_path / "mine.db")},
    )
    assert done.stderr == ""


COMMANDS = ["study", "build", "check", "export", "import", "backup"]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("lang", "word"), [("en", "usage: fuwu"), ("zh", "用法：fuwu")])
def test_each_command_has_help(fuwu, command, lang, word):
    done = fuwu(command, "--help", lang=lang)
    assert done.returncode == 0
    assert done.stdout.startswith(word)
    assert len(done.stdout.splitlines()) > 3


def test_help_lists_every_command(fuwu):
    listed = fuwu("--help").stdout
    assert [name for name in COMMANDS if f"\n    {name}" not in listed] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["study", "--wrong"], "unrecognized arguments: --wrong"),
        (["study", "--lang", "fr"], "fr"),
        (["study", "--port", "abc"], "abc"),
        (["export"], "file"),
        ([], "command"),
        (["fly"], "fly"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_wrong_command_line_gets_one_line(fuwu, arguments, said, lang):
    done = fuwu(*arguments, lang=lang)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert said in done.stderr or lang == "zh"
    assert "--help" in done.stderr
    assert lang == "en" or "用法见" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import", "none.jsonl"], "no file none.jsonl"),
        (["study", "--port", "99999"], "99999 is no port"),
        (["export", "no-folder/mine.jsonl"], "no-folder"),
        (["backup", "no-folder/mine.db"], "no-folder"),
    ],
)
def test_what_cannot_be_done_gets_one_line_and_status_1(fuwu, arguments, said):
    done = fuwu(*arguments)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_named(fuwu):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = fuwu("study", "--port", port, "--no-browser")
    assert done.returncode == 1
    assert str(port) in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_check_finds_no_fault_in_this_clone(fuwu):
    done = fuwu("check")
    assert (done.returncode, done.stdout) == (0, "no faults\n")


def test_check_and_build_outside_a_clone_use_the_installed_one_and_print_faults(fuwu, tmp_path, root):
    clone = tmp_path / "clone"
    for name in ("syllabus.yaml", "glossary.yaml", "wordings.yaml"):
        (clone / "content").mkdir(parents=True, exist_ok=True)
        (clone / "content" / name).write_bytes((root / "content" / name).read_bytes())
    folder = clone / "quizzes" / "items" / "01-classification"
    folder.mkdir(parents=True)
    (folder / "cls-why.yaml").write_text("point: cls-why\nitems: [{id: x", encoding="utf-8")
    done = fuwu("check", cwd=clone)
    assert done.returncode == 1
    assert "quizzes/items/01-classification/cls-why.yaml:" in done.stdout
    done = fuwu("build", cwd=clone)
    assert done.returncode == 1
    assert "quizzes/items/01-classification/cls-why.yaml:" in done.stderr
    assert not (clone / "notebooks").exists()


def test_answers_travel_to_another_store_and_only_once(fuwu, answered, tmp_path):
    file = tmp_path / "mine.jsonl"
    assert fuwu("export", file).returncode == 0
    kinds = [json.loads(line)["kind"] for line in file.read_text(encoding="utf-8").splitlines()]
    assert kinds.count("response") == 3
    again = fuwu("export", file)
    assert again.returncode == 1
    assert "exists already" in again.stderr
    (tmp_path / "mine.db").rename(tmp_path / "old.db")
    for suffix in ("-wal", "-shm"):
        (tmp_path / f"mine.db{suffix}").unlink(missing_ok=True)
    first, second = fuwu("import", file), fuwu("import", file)
    assert first.returncode == second.returncode == 0
    assert "0 records added" in second.stdout
    assert "0 records added" not in first.stdout


def test_a_broken_file_is_refused_whole(fuwu, answered, tmp_path):
    file = tmp_path / "mine.jsonl"
    fuwu("export", file)
    file.write_text(file.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    done = fuwu("import", file)
    assert done.returncode == 1
    assert "nothing was imported" in done.stderr
    assert "mine.jsonl:" in done.stderr


def test_backup_is_a_store_that_opens(fuwu, answered, tmp_path):
    copy = tmp_path / "copy.db"
    assert fuwu("backup", copy).returncode == 0
    assert fuwu("backup", copy).returncode == 1
    assert fuwu("backup", copy, "--force").returncode == 0
    from fuwu.store import Store

    with Store.open(copy, lang="en") as store:
        assert store.count()["response"] == 3
