"""`fuwu study`: a Jupyter server set up for learners, opened at the start page."""

from __future__ import annotations

import os
import secrets
import socket
import sys
from pathlib import Path
from typing import Literal

from fuwu.i18n import gettext_for, user_lang
from fuwu.model import Lang

HERE = Path(__file__).resolve().parent
START = "00-start.ipynb"
#: A kernel nobody looks at any more (the page was closed) is stopped after this many seconds.
IDLE_SECONDS = 900


class CannotStart(Exception):  # noqa: N818 - says what happened
    """Why the workbook cannot be opened, and the remedy."""


def notebook_folder() -> Path:
    """Return the folder with the built notebooks: of this folder, or of the installed clone."""
    for folder in (Path.cwd() / "notebooks", HERE.parents[1] / "notebooks"):
        if (folder / "zh" / START).is_file():
            return folder
    _ = gettext_for(user_lang())
    raise CannotStart(_("no notebooks/zh/{name} here; run this in a clone of Fuwu").format(name=START))


def require_free(port: int) -> None:
    """Raise CannotStart if something listens on `port` already."""
    _ = gettext_for(user_lang())
    if not 0 < port < 2**16:
        raise CannotStart(_("{port} is no port; choose one from 1024 to 65535").format(port=port))
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            message = _("port {port} cannot be used ({reason}); choose another with --port, or leave it out")
            raise CannotStart(message.format(port=port, reason=error.strerror)) from error


def start_page(lang: Lang, view: Literal["page", "lab"]) -> str:
    """Return the start page's path on the server."""
    return f"{'/doc' if view == 'page' else '/lab'}/tree/{lang}/{START}"


def arguments(*, lang: Lang, view: Literal["page", "lab"], port: int | None, browser: bool, root: Path) -> list[str]:
    """Return JupyterLab's command line."""
    options = [
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url={start_page(lang, view)}",
        f"--LabApp.extra_labextensions_path={HERE / 'labextensions'}",
        "--LabApp.expose_app_in_browser=True",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=",
        "--LabApp.extension_manager=readonly",  # the other one asks the network for a list
        "--ServerApp.jpserver_extensions=fuwu.server=True",
        f"--MappingKernelManager.cull_idle_timeout={IDLE_SECONDS}",
        "--MappingKernelManager.cull_interval=60",
        "--Application.log_level=WARN",
    ]
    if port is not None:
        options += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if not browser:
        options.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # In a container there is often no other user; the server listens on this machine only.
        options.append("--allow-root")
    return options


def trust(root: Path) -> None:
    """Sign the built notebooks, so that Jupyter shows their outputs and our extension runs them."""
    import nbformat
    from nbformat.sign import NotebookNotary

    notary = NotebookNotary()
    for path in sorted(root.glob("*/*.ipynb")):
        notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        if not notary.check_signature(notebook):
            notary.sign(notebook)


def prepare_environment(lang: Lang) -> None:
    """Point Jupyter at our defaults (the learner's own settings still win) and at this very Python."""
    ours = str(HERE / "jupyter" / lang)
    theirs = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join([ours, theirs] if theirs else [ours])
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    os.environ.setdefault("FUWU_LANG", lang)
    # With a token it made itself the server would print the address in English; we print it below.
    os.environ.setdefault("JUPYTER_TOKEN", secrets.token_urlsafe(24))
    # Kernels that may not write compiled files start twice as slowly.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def run(*, lang: Lang, view: Literal["page", "lab"], port: int | None, browser: bool) -> int:
    """Serve the workbook until it is stopped with Ctrl+C; return the exit status.

    Raises
    ------
    CannotStart
        If there are no notebooks, or the port is taken.
    """
    root = notebook_folder()
    if port is not None:
        require_free(port)
    prepare_environment(lang)
    trust(root)
    from jupyterlab.labapp import LabApp

    _ = gettext_for(lang)
    server = LabApp.initialize_server(argv=arguments(lang=lang, view=view, port=port, browser=browser, root=root))
    token = server.identity_provider.token
    address = f"{server.connection_url.rstrip('/')}{start_page(lang, view)}?token={token}"
    if browser:
        print(_("The workbook opens in your browser. Leave this window open; stop with Ctrl+C."))
    print(_("Its address, should the browser not open by itself: {url}").format(url=address))
    sys.stdout.flush()
    server.start()
    return 0
