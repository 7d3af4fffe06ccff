"""The cable between client and desk, which can be pulled out at a chosen byte."""

import contextlib
import socket
import threading


class Cable:
    """Forwards TCP from a port of its own to the desk's; TLS goes through untouched."""

    def __init__(self, port: int):
        self._target = port
        self._lock = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self._limit: int | None = None
        self._is_cut = False
        self.sent = 0
        """Bytes that went from the client to the desk."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_after(self, count: int) -> None:
        """Pulls the cable out after so many more bytes from the client."""
        with self._lock:
            self._limit = self.sent + count

    def mend(self) -> None:
        with self._lock:
            self._limit, self._is_cut = None, False

    @property
    def is_cut(self) -> bool:
        return self._is_cut

    def close(self) -> None:
        self._cut()
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                if self._is_cut:
                    client.close()
                    continue
                try:
                    desk = socket.create_connection(("127.0.0.1", self._target))
                except OSError:
                    client.close()
                    continue
                with self._lock:
                    self._sockets |= {client, desk}
                threading.Thread(target=self._pump, args=(client, desk, True), daemon=True).start()
                threading.Thread(target=self._pump, args=(desk, client, False), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, is_from_client: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
                if is_from_client and self._count(len(data)):
                    self._cut()
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _count(self, count: int) -> bool:
        """Whether the cable is to be pulled out now."""
        with self._lock:
            self.sent += count
            return self._limit is not None and self.sent >= self._limit

    def _cut(self) -> None:
        with self._lock:
            self._is_cut = True
            sockets, self._sockets = self._sockets, set()
        for end in sockets:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
