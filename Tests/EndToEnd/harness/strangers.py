"""Servers that are not a desk."""

import contextlib
import http.server
import pathlib
import socket
import ssl
import subprocess
import threading
import time


class Authority:
    """A certificate authority of its own, with a certificate for 127.0.0.1."""

    def __init__(self, directory: pathlib.Path):
        directory.mkdir(parents=True, exist_ok=True)
        self.ca_file = directory / "ca.pem"
        self.certificate, self.key = directory / "server.pem", directory / "server.key"
        request, extensions, ca_key = directory / "server.csr", directory / "extensions", directory / "ca.key"
        extensions.write_text("subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n")
        new_key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        self._openssl(
            "req", "-x509", *new_key, "-keyout", ca_key, "-out", self.ca_file, "-days", "2", "-subj", "/CN=Test CA",
            "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign")
        self._openssl("req", *new_key, "-keyout", self.key, "-out", request, "-subj", "/CN=127.0.0.1")
        self._openssl(
            "x509", "-req", "-in", request, "-CA", self.ca_file, "-CAkey", ca_key, "-CAcreateserial",
            "-out", self.certificate, "-days", "2", "-extfile", extensions)

    def context(self) -> ssl.SSLContext:
        """The TLS context of a server with a certificate of this authority."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context

    @staticmethod
    def _openssl(*arguments) -> None:
        subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


class Website:
    """An HTTPS server that answers everything in the same way."""

    def __init__(
            self, authority: Authority, status: int, kind: str, body: bytes, headers: dict | None = None,
            seconds_off: int = 0):
        """`seconds_off`: by how much its clock, as the header Date tells it, is ahead."""
        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.send_response(status)
                for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}.items():
                    self.send_header(name, value)
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            def date_time_string(self, timestamp=None):
                return super().date_time_string((timestamp or time.time()) + seconds_off)

            do_GET = do_HEAD = do_PUT = do_POST = do_PATCH = do_DELETE = answer

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.socket = authority.context().wrap_socket(self._server.socket, server_side=True)
        self.base_url = f"https://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class UnwillingProxy:
    """An HTTP proxy that rejects everybody, with any credentials (407)."""

    def __init__(self):
        self.asked = b""
        """All requests that it received."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._answer, daemon=True).start()

    def _answer(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                with connection:
                    self.asked += connection.recv(65536)
                    connection.sendall(
                        b"HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n")

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


class Babble:
    """Speaks TLS, and sends the same bytes in answer to everything."""

    def __init__(self, context: ssl.SSLContext, said: bytes):
        self._context, self._said = context, said
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.base_url = f"https://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._talk, daemon=True).start()

    def _talk(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                with contextlib.suppress(OSError), self._context.wrap_socket(connection, server_side=True) as end:
                    end.recv(1)
                    end.sendall(self._said)

    def close(self) -> None:
        # This wakes the thread that waits for connections; closing alone does not.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
