"""A proxy that speaks HTTPS with a client and with a server."""

import contextlib
import http.client
import http.server
import socket
import ssl
import threading


class Proxy(http.server.ThreadingHTTPServer):
    """On loopback, at a port of its own. `handler` decides about a request."""

    daemon_threads = True

    def __init__(self, handler: type["ProxyHandler"], context: ssl.SSLContext, host: str, port: int, ca_file: str):
        """`context`: what it shows to the client. `host`, `port`, `ca_file`: the server behind."""
        super().__init__(("127.0.0.1", 0), handler)
        self.port: int = self.server_address[1]
        self.target = (host, port)
        self.trusted = ssl.create_default_context(cafile=ca_file)
        self._context = context
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def get_request(self):
        connection, address = super().get_request()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), address

    def handle_error(self, request, client_address) -> None:
        """Cut connections are expected here."""

    def close(self) -> None:
        self.shutdown()
        self.server_close()


class ProxyHandler(http.server.BaseHTTPRequestHandler):
    """Reads the request and leaves it to `handle_request`."""

    protocol_version = "HTTP/1.1"
    server: Proxy

    def handle_request(self, body: bytes) -> None:
        self.answer(*self.forward(body))

    def do_GET(self) -> None:
        self.handle_request(self.rfile.read(int(self.headers.get("content-length") or 0)))

    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

    def forward(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        """The answer of the server behind to the request; names of headers in lower case."""
        host, port = self.server.target
        connection = http.client.HTTPSConnection(host, port, timeout=120, context=self.server.trusted)
        with contextlib.closing(connection):
            headers = {
                name: value for name, value in self.headers.items()
                if name.lower() not in ("host", "connection", "content-length", "accept-encoding", "expect")
            }
            connection.request(self.command, self.path, body or None, headers)
            response = connection.getresponse()
            fields = {name.lower(): value for name, value in response.getheaders()}
            for name in ("connection", "keep-alive", "transfer-encoding"):
                fields.pop(name, None)
            return response.status, fields, response.read()

    def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        if self.command != "HEAD" and status != 204:
            headers = headers | {"content-length": str(len(body))}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def cut(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
        self.connection.close()

    def log_message(self, *arguments) -> None:
        pass
