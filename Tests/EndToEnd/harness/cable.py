"""The cable between client and desk, which can be pulled out at a chosen byte, and can be a bad one."""

import contextlib
import dataclasses
import socket
import struct
import threading
from collections.abc import Callable


@dataclasses.dataclass
class Fault:
    """What goes wrong on one connection, once so many bytes have passed in one direction."""

    kind: str
    """cut, vanish, truncate, stall, delay, throttle, duplicate, or strike"""
    after: int
    """Bytes that still pass unharmed."""
    is_from_client: bool
    seconds: float = 0.0
    """How long a stall or a delay lasts, unless the cable is mended or pulled out before."""
    strike: Callable[[], None] | None = None
    """Called by `strike`, before the byte passes: for example what kills one of the two sides."""


class Cable:
    """Forwards TCP from a port of its own to the desk's; TLS goes through untouched.

    `next_fault` is asked once for each connection.
    """

    def __init__(self, port: int, next_fault: Callable[[], Fault | None] = lambda: None):
        self._target = port
        self._next_fault = next_fault
        self._lock = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self._vanished: list[socket.socket] = []
        self._limit: int | None = None
        self._is_cut = False
        self._ends_waiting = threading.Event()
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
        """Puts the cable in again, a good one from now on."""
        self._ends_waiting.set()
        with self._lock:
            self._limit, self._is_cut = None, False
            self._next_fault = lambda: None

    @property
    def is_cut(self) -> bool:
        return self._is_cut

    def close(self) -> None:
        self._ends_waiting.set()
        self._cut()
        for end in self._vanished:
            end.close()
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
                    fault = self._next_fault()
                for source, target, is_from_client in ((client, desk, True), (desk, client, False)):
                    own = fault if fault and fault.is_from_client == is_from_client else None
                    threading.Thread(
                        target=self._pump, args=(source, target, is_from_client, own), daemon=True
                    ).start()

    def _pump(self, source: socket.socket, target: socket.socket, is_from_client: bool, fault: Fault | None) -> None:
        passed = 0
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if fault and passed + len(data) > fault.after:
                    start = fault.after - passed
                    target.sendall(data[:start])
                    if not self._spoil(fault, data[start:], source, target):
                        break
                    fault = None
                else:
                    target.sendall(data)
                passed += len(data)
                if is_from_client and self._count(len(data)):
                    self._cut()
        for end in (source, target):
            with contextlib.suppress(OSError):
                if end not in self._vanished:
                    end.shutdown(socket.SHUT_RDWR)

    @staticmethod
    def _reset(end: socket.socket) -> None:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        with contextlib.suppress(OSError):
            # Whoever waits for bytes keeps the socket open until it is woken.
            end.shutdown(socket.SHUT_RD)
        end.close()

    def _spoil(self, fault: Fault, data: bytes, source: socket.socket, target: socket.socket) -> bool:
        """Lets the fault happen to the bytes; whether the connection goes on."""
        match fault.kind:
            case "cut":  # RST to both: what was on the way is gone
                for end in (source, target):
                    self._reset(end)
                return False
            case "vanish":  # the sender hears of it; the receiver is left to wait for what never comes
                self._reset(source)
                with self._lock:
                    self._sockets.discard(target)
                    self._vanished.append(target)
                raise OSError("vanished")
            case "truncate":  # an orderly end at the wrong byte
                return False
            case "stall":
                self._ends_waiting.wait(fault.seconds)
                return False
            case "delay":
                self._ends_waiting.wait(fault.seconds)
                target.sendall(data)
            case "throttle":
                for byte in range(0, len(data), 97):
                    target.sendall(data[byte:byte + 97])
            case "duplicate":
                target.sendall(data + data)
            case "strike":
                fault.strike()
                target.sendall(data)
        return True

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
