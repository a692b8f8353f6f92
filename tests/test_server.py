"""The server extension: quick clicks, and a changed server that only loses that gain."""

import asyncio
import sys

from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

from fuwu import server


class Hooks:
    def __init__(self):
        self.contents_manager = self
        self.hooks = []

    def register_pre_save_hook(self, hook):
        self.hooks.append(hook)


def test_websockets_send_at_once(monkeypatch):
    opened = []

    async def connect(self, kernel_id):
        opened.append(kernel_id)

    class Socket:
        delays = None

        def set_nodelay(self, value):
            self.delays = not value

    monkeypatch.setattr(KernelWebsocketHandler, "open", connect)
    app = Hooks()
    server._load_jupyter_server_extension(app)
    assert app.hooks == [server.keep_readable]
    socket = Socket()
    asyncio.run(KernelWebsocketHandler.open(socket, "k-1"))
    assert (opened, socket.delays) == (["k-1"], False)
    wrapped = KernelWebsocketHandler.open
    assert server.send_at_once()
    assert KernelWebsocketHandler.open is wrapped


def test_a_socket_without_the_option_still_opens(monkeypatch):
    opened = []

    async def connect(self, kernel_id):
        opened.append(kernel_id)

    monkeypatch.setattr(KernelWebsocketHandler, "open", connect)
    assert server.send_at_once()
    asyncio.run(KernelWebsocketHandler.open(object(), "k-2"))
    assert opened == ["k-2"]


def test_a_server_that_changed_inside_only_loses_the_gain(monkeypatch):
    monkeypatch.setitem(sys.modules, "jupyter_server.services.kernels.websocket", None)
    assert not server.send_at_once()
