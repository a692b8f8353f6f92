"""A Jupyter server extension: quick clicks, and notebooks that keep their readable text.

Loaded by ``fuwu study`` and, through the wheel's configuration, wherever Fuwu is installed.
"""

from __future__ import annotations

import functools
import logging
from typing import Any

log = logging.getLogger("fuwu")

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "fuwu.server"}]


def _load_jupyter_server_extension(app: Any) -> None:
    send_at_once()
    app.contents_manager.register_pre_save_hook(keep_readable)


def send_at_once() -> bool:
    """Switch Nagle's algorithm off on kernel websockets; return whether that could be done.

    It holds each small message back until the one before is acknowledged: 40 ms of every click. There is
    no official option; if the server changes inside, only this gain is lost.
    """
    try:
        from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

        connect = KernelWebsocketHandler.open
        if hasattr(connect, "__wrapped__"):
            return True

        @functools.wraps(connect)
        async def open_without_delay(self: Any, *args: Any, **kwargs: Any) -> Any:
            try:
                self.set_nodelay(True)
            except Exception:
                log.debug("cannot switch Nagle's algorithm off", exc_info=True)
            return await connect(self, *args, **kwargs)  # type: ignore[no-untyped-call]

        setattr(KernelWebsocketHandler, "open", open_without_delay)  # noqa: B010 - mypy forbids the assignment
    except (ImportError, AttributeError):
        log.info("this jupyter_server has no place to switch Nagle's algorithm off; clicks take 40 ms longer")
        return False
    return True


def keep_readable(*, model: dict[str, Any], **_kwargs: object) -> None:
    """Take widget views out of a Fuwu notebook that is being saved; their text stays.

    A saved view without its kernel is shown as "Error displaying widget".
    """
    notebook = model.get("content")
    if model.get("type") != "notebook" or not isinstance(notebook, dict):
        return
    if "fuwu" not in notebook.get("metadata", {}):
        return
    notebook["metadata"].pop("widgets", None)
    for cell in notebook.get("cells", ()):
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop(WIDGET_VIEW, None)
