"""A desk that cannot be trusted: a real desk with some answers changed or replaced."""

import contextlib
import json
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from .desk import Desk
from .proxy import Proxy, ProxyHandler


@dataclass
class Seen:
    """A request as it came from the client."""

    method: str
    path: str
    headers: dict[str, str]
    """Names in lower case."""


class HostileDesk(Proxy):
    """Passes everything on to the desk, unless told otherwise."""

    def __init__(self, context: ssl.SSLContext, desk: Desk):
        self._rules: list[tuple[str, str, Callable]] = []
        self._lock = threading.Lock()
        self.seen: list[Seen] = []
        self.sent = 0
        """Bytes of the bodies that were made up here, as far as the client took them."""
        super().__init__(Handler, context, "127.0.0.1", desk.port, desk.ca_file)
        self.base_url = f"https://127.0.0.1:{self.port}"

    def treat(self, method: str, path: str, how: Callable[["Handler", bytes], None]) -> None:
        """`how` answers requests of the method whose path begins like this. Later rules win."""
        self._rules.insert(0, (method, path, how))

    def behave(self) -> None:
        """Behaves like the desk from now on, and forgets the requests so far."""
        with self._lock:
            self._rules, self.seen, self.sent = [], [], 0

    def rule(self, seen: Seen) -> Callable | None:
        with self._lock:
            self.seen.append(seen)
            path = urlsplit(seen.path).path
            matching = (how for method, start, how in self._rules if method == seen.method and path.startswith(start))
            return next(matching, None)

    def count(self, count: int) -> None:
        with self._lock:
            self.sent += count


class Handler(ProxyHandler):
    server: HostileDesk

    def handle_request(self, body: bytes) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        how = self.server.rule(Seen(self.command, self.path, headers))
        if how is None:
            return self.answer(*self.forward(body))
        # The client may have closed the connection.
        with contextlib.suppress(OSError):
            how(self, body)


def changing(change: Callable[[dict], object]) -> Callable[[Handler, bytes], None]:
    """The desk's own JSON with a change: `change` edits it in place, or returns a replacement."""

    def how(handler: Handler, body: bytes) -> None:
        status, headers, answer = handler.forward(body)
        value = json.loads(answer)
        changed = change(value)
        handler.answer(status, headers, json.dumps(value if changed is None else changed).encode())

    return how


def saying(status: int, headers: dict[str, str], body: bytes = b"") -> Callable[[Handler, bytes], None]:
    """An answer of its own."""
    return lambda handler, _: handler.answer(status, headers, body)


def json_of(text: str) -> Callable[[Handler, bytes], None]:
    """JSON as it is written here."""
    return saying(200, {"content-type": "application/json"}, text.encode())


def sending(head: bytes, piece: bytes = b"", count: int = 0) -> Callable[[Handler, bytes], None]:
    """Bytes as they are, then so many pieces, as long as the client takes them; then the end of the connection."""

    def how(handler: Handler, _: bytes) -> None:
        handler.close_connection = True
        handler.wfile.write(head)
        for _ in range(count):
            handler.wfile.write(piece)
            handler.server.count(len(piece))

    return how
