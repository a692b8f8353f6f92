"""`fuwu build`: all that is made from content/ and quizzes/, each before what needs it."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from fuwu import content, notebooks
from fuwu.i18n import LOCALE_DIR, gettext_for
from fuwu.model import Lang


class CannotBuild(Exception):  # noqa: N818 - says what happened
    """Why nothing was built: every fault, a line each."""


def build(root: Path, lang: Lang) -> list[Path]:
    """Rebuild message catalogues, the compiled bank and the notebooks; return the files that changed.

    Raises
    ------
    CannotBuild
        If the content has faults (then nothing is written), an author's package is missing, or a cell fails.
    """
    _refuse_faults(root, lang)
    targets = [LOCALE_DIR, _compiled(), root / "notebooks"]
    before = _contents(targets)
    compile_catalogues()
    content.write_bank(root)
    _build_notebooks(root, root / "notebooks", lang)
    after = _contents(targets)
    return sorted(path for path, data in after.items() if before.get(path) != data)


def stale(root: Path, lang: Lang) -> list[Path]:
    """Return the built files that a rebuild would change or remove; writes nothing in the clone."""
    _refuse_faults(root, lang)
    wanted = {_compiled() / name: data for name, data in content.compile_bank(root).items()}
    with tempfile.TemporaryDirectory() as folder:
        built = _build_notebooks(root, Path(folder), lang)
        wanted |= {root / "notebooks" / path.relative_to(folder): path.read_bytes() for path in built}
        wanted |= _catalogues()
    present = _contents([_compiled(), root / "notebooks"]) | _contents(LOCALE_DIR.glob("*/LC_MESSAGES/*.mo"))
    return sorted(path for path in wanted | present if wanted.get(path) != present.get(path))


def compile_catalogues() -> None:
    """Write each .mo from its .po."""
    for path, data in _catalogues().items():
        path.write_bytes(data)


def _catalogues() -> dict[Path, bytes]:
    """Return the compiled message catalogues, by the file they belong in."""
    import io

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = {}
    for source in sorted(LOCALE_DIR.glob("*/LC_MESSAGES/*.po")):
        buffer = io.BytesIO()
        catalogue = read_po(io.BytesIO(source.read_bytes()))
        # Babel would write the time of the build.
        catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
        write_mo(buffer, catalogue)
        compiled[source.with_suffix(".mo")] = buffer.getvalue()
    return compiled


def _compiled() -> Path:
    return Path(content.__file__).resolve().parents[1] / "compiled"


def _contents(targets: object) -> dict[Path, bytes]:
    """Return every file below (or at) the targets."""
    found: dict[Path, bytes] = {}
    for target in targets:  # type: ignore[attr-defined]
        files = [target] if target.is_file() else [p for p in target.rglob("*") if p.is_file()]
        found |= {path: path.read_bytes() for path in files if ".ipynb_checkpoints" not in path.parts}
    return found


def _refuse_faults(root: Path, lang: Lang) -> None:
    faults = content.check(root, lang)
    if faults:
        raise CannotBuild("\n".join(map(str, faults)))


def _build_notebooks(root: Path, target: Path, lang: Lang) -> list[Path]:
    _ = gettext_for(lang)
    try:
        return notebooks.build(root, target)
    except ImportError as error:
        message = _("{name} is missing; authors install with: python bootstrap.py install test")
        raise CannotBuild(message.format(name=error.name)) from error
