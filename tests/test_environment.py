"""The house: what is declared, locked and imported."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def name_of(requirement):
    return re.match(r"[A-Za-z0-9._-]+", requirement)[0].lower().replace("_", "-")


def test_environment_yml_lists_what_pyproject_does():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    declared = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["install"]
    assert sorted(entry.lower() for entry in conda if name_of(entry) not in {"python", "pip"}) == sorted(
        entry.lower() for entry in declared
    )
    assert f"python{PROJECT['requires-python']}" in conda
    asked_for = {"jupyterlab", "ipywidgets", "pandas", "nbval", "matplotlib"}
    assert asked_for <= {name_of(entry) for entry in conda}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_lock_has_exact_versions_hashes_and_no_address(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    entries = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    for entry in entries:
        assert re.match(r"[A-Za-z0-9._-]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry
    locked = {name_of(entry) for entry in entries}
    groups = ["install"] if lock == "requirements.lock" else ["install", "test"]
    wanted = PROJECT["dependencies"] + [r for group in groups for r in PROJECT["optional-dependencies"][group]]
    assert {name_of(entry) for entry in wanted} <= locked


def test_the_two_locks_agree():
    versions = [
        dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
        for lock in ("requirements.lock", "requirements-test.lock")
    ]
    assert versions[0].items() <= versions[1].items()


# Imports point left only (CONTRIBUTING.md draws it): what each part may import of ours.
LEFT = {"model", "i18n"}
PURE = {"grading", "labs", "views", "home", "content", "bank", "store", "server", "notebooks"}
MAY_IMPORT = {
    "model": set(),
    "i18n": {"model"},
    "grading": LEFT,
    "labs": LEFT,
    "forms": LEFT,
    "analytics": LEFT,
    "scheduling": LEFT,
    "bank": LEFT,
    "store": LEFT,
    "content": LEFT | {"bank", "grading"},
    "server": LEFT,
    "views": LEFT | {"grading"},
    "answers": LEFT | {"grading", "views"},
    "sitting": LEFT,
    "exam_views": LEFT | {"forms", "sitting", "views"},
    "wrongbook": LEFT,
    "selection": LEFT,
    "home": LEFT | {"scheduling"},
    "sampledata": LEFT | {"labs"},
    "session": LEFT
    | PURE - {"content", "labs", "notebooks", "server"}
    | {"analytics", "answers", "exam_views", "forms", "scheduling", "selection", "sitting", "wrongbook"},
    "widgets": LEFT | {"labs", "selection", "sitting", "wrongbook"},
    "notebooks": LEFT | {"server", "content"},
    "workbook": LEFT | {"session", "home", "exam_views", "widgets", "bank", "store", "labs", "sampledata"},
    "study": LEFT,
    "building": LEFT | {"content", "notebooks"},
    "cli": LEFT | {"study", "building", "content", "store"},
    "__init__": {"workbook"},
    "__main__": {"cli"},
}


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "fuwu":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("fuwu."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("fuwu."))


def test_imports_point_left_only():
    package = ROOT / "src" / "fuwu"
    wrong = []
    for path in package.rglob("*.py"):
        part = path.relative_to(package).parts[0].removesuffix(".py")
        wrong += [
            f"{path.relative_to(ROOT)} imports {name}"
            for name in imports_of(path)
            if name != part and name not in MAY_IMPORT[part]
        ]
    assert wrong == []


def test_a_quiz_runs_without_the_heavy_packages(tmp_path):
    """Also where they cannot be had: in the browser edition."""
    script = """
import sys
for name in "numpy pandas matplotlib scipy yaml pydantic sqlalchemy alembic markdown_it nh3".split():
    sys.modules[name] = None
from fuwu import mistakes, open_lesson, practice, progress, start
player = open_lesson("01-classification", "zh").quiz(items=5)
sys.path.insert(0, "tests")
from kernel_quiz import some_answer
for item in player.payload["items"]:
    player._session.submit(item["id"], some_answer(item), response_id=item["id"], elapsed_ms=1)
assert "data-do" in practice("zh").panel.html
assert 'class="mistakes"' in mistakes("zh").panel.html
print(len(player.payload["items"]), start("zh").text.count("客户分类") > 0, "5 题" in progress("zh").text)
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={"FUWU_STORE": str(tmp_path / "fuwu.db"), "PATH": "", "HOME": str(tmp_path), "PYTHONUTF8": "1"},
    )
    assert done.stderr == ""
    assert done.stdout.strip() == "5 True True"


def test_no_registry_or_machine_is_named():
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in {".otf", ".woff2", ".mo", ".png"} or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w.])/(home|root|Users)/\w", text), name
        assert "registry.npmjs" + ".org" not in text, name
