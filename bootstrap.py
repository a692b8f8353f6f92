"""Set Fuwu up in .venv and run a command of it; needs nothing but Python 3.11 or newer.

usage: python bootstrap.py study [OPTION ...]     install what learners need, then `fuwu study`
       python bootstrap.py test | lint | ...      see the Makefile; installs the test tools too

The Makefile calls this; on Windows call it yourself: py bootstrap.py study
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = {"study": "requirements.lock", "test": "requirements-test.lock"}


def say(chinese: str, english: str) -> None:
    """Print a line in both languages: before the installation there is no telling which is wanted."""
    print(f"{chinese}\n{english}", flush=True)


def give_up(chinese: str, english: str) -> None:
    """Print what is wrong and end with an error."""
    sys.exit(f"{chinese}\n{english}")


def wanted(lock: str) -> str:
    """Return what an installation depends on, as one word."""
    digest = hashlib.sha256(sys.version.encode())
    for name in (lock, "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return f"{lock} {digest.hexdigest()}"


def run(*command: str | Path) -> None:
    """Run a step of the installation; end with its exit status if it fails."""
    status = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        # Compiled files make every later start twice as quick; some machines switch them off.
        env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        check=False,
    ).returncode
    if status:
        give_up(f"安装没有完成：{command[-1]}", f"The installation stopped at: {' '.join(map(str, command))}")


def install(kind: str) -> None:
    """Make .venv hold what the lock says; does nothing when it does already."""
    lock = LOCKS[kind]
    stamp = VENV / ".fuwu-installed"
    done = stamp.read_text(encoding="utf-8").splitlines() if stamp.exists() else []
    # The test tools' lock holds all of the learners'.
    if PYTHON.exists() and any(wanted(name) in done for name in (lock, LOCKS["test"])):
        return
    say("首次使用，正在安装，需要一两分钟……", "First use: installing, which takes a minute or two …")
    if not PYTHON.exists():
        make_venv()
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "--no-deps", "--require-hashes", "-r", lock)
    run(*pip, "--no-deps", "--no-build-isolation", "--editable", ".")
    run(PYTHON, "-m", "compileall", "-q", "src")
    stamp.write_text("\n".join([*done, wanted(lock)]), encoding="utf-8")


def make_venv() -> None:
    """Make .venv, or say what the system lacks for it."""
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if made.returncode:
        give_up(
            f"无法建立 .venv；Debian/Ubuntu 请先运行：sudo apt install python3-venv。{made.stderr.strip()}",
            "Cannot make .venv; on Debian or Ubuntu run first: sudo apt install python3-venv",
        )


def main() -> None:
    """Install, then run `fuwu` or a tool with the arguments given."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the one file that older Pythons get to see
        give_up(
            f"需要 Python 3.11 或更新版本，现在是 {sys.version.split()[0]}",
            "Fuwu needs Python 3.11 or newer.",
        )
    if len(sys.argv) < 2 or sys.argv[1] not in ("install", "study"):  # noqa: PLR2004
        give_up(
            "用法：python bootstrap.py study|install",
            "usage: python bootstrap.py study [OPTION ...] | install [test]",
        )
    if sys.argv[1] == "install":
        install(sys.argv[2] if len(sys.argv) > 2 else "study")  # noqa: PLR2004
        return
    install("study")
    sys.exit(subprocess.run([str(PYTHON), "-m", "fuwu", *sys.argv[1:]], cwd=ROOT, check=False).returncode)


if __name__ == "__main__":
    main()
