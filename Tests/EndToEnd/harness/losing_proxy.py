"""A proxy before the tracker that loses the answer to whatever is sent for the first time."""

import contextlib
import http.client
import http.server
import socket
import ssl
import threading
from collections import Counter

# What becomes of a ticket or a message that is sent for the first time, in turn.
FATES = ("answered by the gateway", "arrived", "never arrived", "still on its way")


class LosingProxy(http.server.ThreadingHTTPServer):
    """Speaks TLS with the tracker's own certificate. While `is_down`, nobody gets a connection."""

    daemon_threads = True

    def __init__(self, port: int, tls_folder: str, ca_file: str):
        super().__init__(("127.0.0.1", 0), Handler)
        self.port: int = self.server_address[1]
        self.target = port
        self.trusted = ssl.create_default_context(cafile=ca_file)
        self.is_down = False
        self.fates: Counter[str] = Counter()
        self._seen: set[bytes] = set()
        self._lock = threading.Lock()
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(f"{tls_folder}/server.pem", f"{tls_folder}/server.key")
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def get_request(self):
        connection, address = super().get_request()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), address

    def verify_request(self, request, client_address) -> bool:
        return not self.is_down

    def handle_error(self, request, client_address) -> None:
        """A connection that was cut, here or there, is what this is for."""

    def close(self) -> None:
        self.shutdown()
        self.server_close()

    def fate(self, body: bytes) -> str | None:
        """What becomes of the body; None if it was sent before."""
        with self._lock:
            if body in self._seen:
                return None
            self._seen.add(body)
            fate = FATES[len(self._seen) % len(FATES)]
            self.fates[fate] += 1
            return fate


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: LosingProxy

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        path = self.path.split("?")[0]
        is_sending = self.command == "POST" and (path.endswith("/REST/2.0/ticket") or path.endswith("/correspond"))
        fate = self.server.fate(body) if is_sending else None
        if fate == "never arrived":
            self._cut()
        elif fate == "still on its way":
            self._cut()
            self._forward(body)
        elif fate == "arrived":
            self._forward(body)
            self._cut()
        elif fate == "answered by the gateway":
            self._forward(body)
            self._answer(504, {"content-type": "text/html"}, b"<html>504 Gateway Time-out</html>")
        else:
            self._answer(*self._forward(body))

    do_POST = do_PUT = do_GET

    def _forward(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPSConnection(
            "localhost", self.server.target, timeout=120, context=self.server.trusted)
        with contextlib.closing(connection):
            headers = {
                name: value for name, value in self.headers.items()
                if name.lower() not in ("host", "connection", "content-length", "accept-encoding", "expect")
            }
            connection.request(self.command, self.path, body or None, headers)
            response = connection.getresponse()
            kept = ("content-type", "location", "set-cookie", "date", "etag")
            return response.status, {name: response.headers[name] for name in kept if response.headers[name]}, \
                response.read()

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _cut(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
        self.connection.close()

    def log_message(self, *arguments) -> None:
        pass
