"""A line between a client and a server that counts its trips, and is cut where a test wants it."""

from __future__ import annotations

import random
import select
import socket
import threading
import time
from collections import deque
from contextlib import suppress


class Proxy:
    """Passes on what comes. `trips` counts how often the client spoke after it had heard something.

    `chance` cuts that share of the lines when the client speaks: in half of the cases before the
    server hears it, in the other half after the server has answered, before the client hears that.
    `dies_on_answer` does the latter once, and nobody answers from then on. What is said comes
    `delay` seconds later on the other side: half of a trip.
    """

    def __init__(self, port: int, seed: int = 0) -> None:
        self.trips = 0
        self.chance = self.delay = 0.0
        self.eaten = self.cuts = 0
        self.is_down = self.dies_on_answer = False
        self._random = random.Random(seed)
        self._to = port
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._server.accept()
                if self.is_down:
                    client.close()
                    continue
                server = socket.create_connection(("127.0.0.1", self._to))
                self._pairs.append((client, server))
                threading.Thread(target=self._pass, args=(client, server), daemon=True).start()

    def _pass(self, client: socket.socket, server: socket.socket) -> None:
        heard, eats, spoken = True, False, 0
        underway: deque[tuple[float, socket.socket, bytes]] = deque()
        with suppress(OSError):
            while True:
                wait = max(0.0, underway[0][0] - time.monotonic()) if underway else None
                ready, _, _ = select.select([client, server], [], [], wait)
                if client in ready:
                    data = client.recv(65536)
                    if not data:
                        break
                    if heard:
                        self.trips += 1
                        spoken += 1
                        # Not while it still says who it is.
                        if spoken > 3 and self._random.random() < self.chance:
                            self.cuts += 1
                            if self._random.random() < 0.5:
                                break
                            eats = True
                    heard = False
                    underway.append((time.monotonic() + self.delay, server, data))
                if server in ready:
                    data = server.recv(65536)
                    if not data:
                        break
                    if eats or self.dies_on_answer:
                        self.eaten += 1
                        self.is_down = self.is_down or self.dies_on_answer
                        break
                    underway.append((time.monotonic() + self.delay, client, data))
                while underway and underway[0][0] <= time.monotonic():
                    _, to, data = underway.popleft()
                    heard = heard or to is client
                    to.sendall(data)
        for one in (client, server):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def cut(self) -> None:
        """Cut every line, and take none until `mend`."""
        self.is_down = True
        for pair in self._pairs:
            for one in pair:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
        self._pairs.clear()

    def mend(self) -> None:
        self.is_down = self.dies_on_answer = False

    def close(self) -> None:
        self.cut()
        self._server.close()
