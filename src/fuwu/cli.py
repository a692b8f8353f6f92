"""The ``fuwu`` command: thin commands over the engine."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from fuwu.i18n import gettext_for, user_lang

Translate = Callable[[str], str]


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, in the user's language."""

    def error(self, message: str) -> NoReturn:
        """Print one line and leave with status 2."""
        _ = gettext_for(user_lang())
        self.exit(
            2,
            _("{program}: {message}; see {program} --help").format(program=self.prog, message=message) + "\n",
        )


class CommandError(Exception):
    """What stopped a command: one line, with the remedy."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit status."""
    argparse._ = gettext_for(user_lang())  # type: ignore[attr-defined]  # argparse's own texts, translated
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options) or 0)
    except CommandError as error:
        print(f"fuwu: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        _ = gettext_for(user_lang())
        text = _("{what}: {reason}").format(what=error.filename or "fuwu", reason=error.strerror or error)
        print(f"fuwu: {text}", file=sys.stderr)
    return 1


def parser() -> Parser:
    """Return the command line's grammar."""
    _ = gettext_for(user_lang())
    top = Parser(prog="fuwu", description=_("Fuwu: the service-marketing exam workbook"))
    commands = top.add_subparsers(required=True, metavar=_("command"), dest="command")

    def command(name: str, run: Callable[[argparse.Namespace], int | None], text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(run=run)
        return added

    study = command("study", run_study, _("open the workbook in the browser"))
    study.add_argument("--lang", choices=("zh", "en"), default="zh", help=_("language of the start page"))
    study.add_argument(
        "--view",
        choices=("page", "lab"),
        default="page",
        help=_("page: to read, without code; lab: JupyterLab"),
    )
    study.add_argument("--port", type=int, help=_("port to use (default: the first free one)"))
    study.add_argument("--no-browser", action="store_true", help=_("print the address instead of opening it"))

    build = command("build", run_build, _("rebuild texts, bank and notebooks from content/ and quizzes/"))
    build.add_argument("--check", action="store_true", help=_("write nothing; say what would change"))
    checking = command("check", run_check, _("validate content/ and quizzes/"))
    checking.add_argument("--lint", action="store_true", help=_("also hold the items to the rules of item-writing"))
    checking.add_argument("--rules", action="store_true", help=_("with --lint: list these rules and stop"))

    export = command("export", run_export, _("write all your answers to a JSONL file"))
    export.add_argument("file", type=Path)
    take = command("import", run_import, _("add answers from an exported file or a backup to yours"))
    take.add_argument("file", type=Path)
    backup = command("backup", run_backup, _("copy the database of your answers"))
    backup.add_argument("file", type=Path)
    for writing in (export, backup):
        writing.add_argument("--force", action="store_true", help=_("replace the file if it exists"))
    return top


def project_root() -> Path:
    """Return the folder with content/ and quizzes/: this one, one above it, or the installed clone.

    Raises
    ------
    CommandError
        If there is none.
    """
    for folder in (Path.cwd(), *Path.cwd().parents, Path(__file__).resolve().parents[2]):
        if (folder / "content" / "syllabus.yaml").is_file():
            return folder
    _ = gettext_for(user_lang())
    raise CommandError(_("no content/syllabus.yaml here or above; run this in a clone of Fuwu"))


def run_study(options: argparse.Namespace) -> int:
    """Open the workbook."""
    from fuwu import study

    try:
        return study.run(lang=options.lang, view=options.view, port=options.port, browser=not options.no_browser)
    except study.CannotStart as error:
        raise CommandError(str(error)) from error


def run_build(options: argparse.Namespace) -> int:
    """Rebuild what is built, or with --check tell what would change."""
    from fuwu import building

    root, lang = project_root(), user_lang()
    try:
        changed = building.stale(root, lang) if options.check else building.build(root, lang)
    except building.CannotBuild as error:
        raise CommandError(str(error)) from error
    for path in changed:
        print(path.relative_to(root).as_posix())
    return int(options.check and bool(changed))


def run_check(options: argparse.Namespace) -> int:
    """Print every fault of content/ and quizzes/, with --lint also what the items' rules find."""
    import gc

    gc.disable()  # what is read is kept to the end, a second later: there is nothing to collect
    from fuwu import content

    lang = user_lang()
    _ = gettext_for(lang)
    if options.rules:
        if not options.lint:
            raise CommandError(_("--rules goes with --lint: run fuwu check --lint --rules"))
        print(*content.catalogue(_), sep="\n")
        return 0
    faults = content.check(project_root(), lang, lint=options.lint)
    for fault in faults:
        print(fault)
    print(_("{n} faults").format(n=len(faults)) if faults else _("no faults"))
    return int(bool(faults))


def run_export(options: argparse.Namespace) -> None:
    """Write the learner's answers to a file."""
    _ = gettext_for(user_lang())
    with _store() as store:
        from fuwu.store import export_jsonl

        written = export_jsonl(store, options.file, force=options.force)
        print(_("{n} records written to {path}").format(n=written, path=options.file))


def run_import(options: argparse.Namespace) -> int:
    """Add answers from a file."""
    _ = gettext_for(user_lang())
    if not options.file.is_file():
        raise CommandError(_("no file {path}; give the path of an exported file or a backup").format(path=options.file))
    with _store() as store:
        from fuwu.store import import_file

        report = import_file(store, options.file)
    for fault in report.faults:
        print(fault, file=sys.stderr)
    if report.faults:
        print(_("{n} faults; nothing was imported").format(n=len(report.faults)), file=sys.stderr)
        return 1
    print(_("{added} records added, {already} were there already").format(added=report.added, already=report.already))
    return 0


def run_backup(options: argparse.Namespace) -> None:
    """Copy the database."""
    _ = gettext_for(user_lang())
    with _store() as store:
        from fuwu.store import backup

        backup(store, options.file, force=options.force)
    print(_("backup written to {path}").format(path=options.file))


class _store:  # noqa: N801 - used as a function
    """Open the learner's store for a command; its errors become the command's one line."""

    def __enter__(self):  # type: ignore[no-untyped-def]  # noqa: ANN204
        from fuwu.store import Store, StoreError

        try:
            self._store = Store.open(lang=user_lang())
        except StoreError as error:
            raise CommandError(str(error)) from error
        if self._store.notice:
            print(self._store.notice, file=sys.stderr)
        return self._store

    def __exit__(self, _kind: object, error: object, _trace: object) -> None:
        from fuwu.store import StoreError

        self._store.close()
        if isinstance(error, StoreError):
            raise CommandError(str(error)) from error
