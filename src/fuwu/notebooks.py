"""Build notebooks/ from content/: the same bytes from the same text, whoever builds.

jupytext gives cells random ids and nbclient gives them times; both are replaced or left out, as are widget
views (a stored view without its kernel is shown as an error) and everything else that differs from run to
run. An author's command: needs the packages of the ``author`` extra.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fuwu.model import LANGS, Lang
from fuwu.server import WIDGET_VIEW

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


@dataclass(frozen=True, slots=True)
class Source:
    """A text in content/ and the notebook made of it."""

    path: Path
    name: str
    lang: Lang

    def target(self, folder: Path) -> Path:
        """Return the notebook's path below `folder`."""
        return folder / self.lang / f"{self.name}.ipynb"


def sources(root: Path) -> list[Source]:
    """Return what is built: the pages (start, practice, mock exam …) and every lesson and case, in each language."""
    pages = sorted((root / "content" / "pages").glob("*.zh.md"))
    found = [
        Source(path.with_name(f"{name}.{lang}.md"), name, lang)
        for path in pages
        for name in [path.name.removesuffix(".zh.md")]
        for lang in LANGS
    ]
    for kind, stem in (("lessons", "lesson"), ("cases", "case")):
        for folder in sorted((root / "content" / kind).glob("*/")):
            found += [Source(folder / f"{stem}.{lang}.md", folder.name, lang) for lang in LANGS]
    return found


def build(root: Path, target: Path) -> list[Path]:
    """Write every notebook below `target`, executed; return their paths.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails; notebooks not yet built are left as they were.
    """
    written = []
    with _neutral_environment():
        for source in sources(root):
            path = source.target(target)
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, dump(execute(read(source))))
            written.append(path)
    return written


def read(source: Source) -> Any:
    """Return the source's text as a notebook, not yet executed."""
    import jupytext

    notebook = jupytext.reads(source.path.read_text(encoding="utf-8"), fmt="md")
    title = next(cell.source.splitlines()[0] for cell in notebook.cells if cell.source.startswith("# "))
    notebook.metadata = {
        "fuwu": {"lang": source.lang, "lesson": source.name, "title": title.removeprefix("# ").strip()},
        "kernelspec": KERNEL,
        "language_info": {"name": "python"},
    }
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    ids: set[str] = set()
    for cell in notebook.cells:
        cell.id = _cell_id(cell.cell_type, cell.source, ids)
        cell.metadata = {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]} if cell.cell_type == "code" else {}
    return notebook


def _cell_id(kind: str, text: str, taken: set[str]) -> str:
    """Return an id made of what the cell is; a repeated cell gets another by its turn."""
    turn = 0
    while True:
        name = hashlib.sha256(f"{kind}\n{turn}\n{text}".encode()).hexdigest()[:12]
        if name not in taken:
            taken.add(name)
            return name
        turn += 1


def execute(notebook: Any) -> Any:
    """Run the notebook in a fresh kernel; return it with its outputs made readable without one."""
    from nbclient import NotebookClient

    NotebookClient(
        notebook, timeout=120, kernel_name="python3", record_timing=False, store_widget_state=False
    ).execute()
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop(WIDGET_VIEW, None)
            if output.output_type in {"display_data", "execute_result"}:
                output.metadata = {}
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def dump(notebook: Any) -> str:
    """Return the notebook as text, keys sorted."""
    import nbformat

    text = nbformat.writes(notebook, version=nbformat.NO_CONVERT)
    return json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _write(path: Path, text: str) -> None:
    """Replace the file in one step: a build that is stopped leaves whole notebooks."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, delete=False) as file:
        file.write(text)
    Path(file.name).replace(path)
    path.chmod(0o644)


@contextmanager
def _neutral_environment() -> Iterator[None]:
    """Run kernels with an empty store of their own, and without colours in what they print."""
    with tempfile.TemporaryDirectory() as folder:
        changed = {"FUWU_STORE": str(Path(folder) / "fuwu.db"), "NO_COLOR": "1"}
        before = {name: os.environ.get(name) for name in changed}
        os.environ.update(changed)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
