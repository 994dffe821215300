"""The web server beside a browser, which tells when it has answered all that it was asked."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer

LONGEST = 60  # seconds that an answer takes on the slowest machine


class WatchedServer(ThreadedWSGIServer):
    """Knows its open connections and who answers them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._answering: dict[socket.socket, threading.Thread] = {}

    def process_request(self, request: Any, client_address: Any) -> None:
        """In the thread that accepts: once a connection is accepted, it is known."""
        gone = [one for one, thread in list(self._answering.items()) if not thread.is_alive()]
        for one in gone:
            del self._answering[one]
        thread = threading.Thread(target=self.process_request_thread, args=(request, client_address), daemon=True)
        self._answering[request] = thread
        thread.start()

    def come_to_rest(self) -> None:
        """Returns once all that was asked is answered. Whoever asks has to have stopped.

        Connections are accepted in their order, so what came before this one is known when this one is answered.
        """
        with socket.create_connection(self.server_address[:2], timeout=LONGEST) as last:
            last.sendall(b"no request\r\n\r\n")
            while last.recv(4096):
                pass
        for connection, thread in list(self._answering.items()):
            with suppress(OSError):  # closed already
                connection.shutdown(socket.SHUT_RD)  # what was sent is still read; a connection kept open ends
            thread.join(LONGEST)
            assert not thread.is_alive(), "a request has no end"
