"""A proxy before the tracker that loses the answer to each first attempt."""

import ssl
import threading
from collections import Counter

from .proxy import Proxy, ProxyHandler

# The fates of tickets and messages that are sent for the first time, in turn.
FATES = ("answered by the gateway", "arrived", "never arrived", "still on its way")


class LosingProxy(Proxy):
    """Speaks TLS with the tracker's own certificate. While `is_down`, nobody gets a connection."""

    def __init__(self, port: int, tls_folder: str, ca_file: str):
        self.is_down = False
        self.fates: Counter[str] = Counter()
        self._seen: set[bytes] = set()
        self._lock = threading.Lock()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(f"{tls_folder}/server.pem", f"{tls_folder}/server.key")
        super().__init__(Handler, context, "localhost", port, ca_file)

    def verify_request(self, request, client_address) -> bool:
        return not self.is_down

    def fate(self, body: bytes) -> str | None:
        """The fate of the body; None if it was sent before."""
        with self._lock:
            if body in self._seen:
                return None
            self._seen.add(body)
            fate = FATES[len(self._seen) % len(FATES)]
            self.fates[fate] += 1
            return fate


class Handler(ProxyHandler):
    server: LosingProxy

    def handle_request(self, body: bytes) -> None:
        path = self.path.split("?")[0]
        is_sending = self.command == "POST" and (path.endswith("/REST/2.0/ticket") or path.endswith("/correspond"))
        fate = self.server.fate(body) if is_sending else None
        if fate == "never arrived":
            self.cut()
        elif fate == "still on its way":
            self.cut()
            self.forward(body)
        elif fate == "arrived":
            self.forward(body)
            self.cut()
        elif fate == "answered by the gateway":
            self.forward(body)
            self.answer(504, {"content-type": "text/html"}, b"<html>504 Gateway Time-out</html>")
        else:
            self.answer(*self.forward(body))
