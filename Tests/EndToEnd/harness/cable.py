"""The cable between client and desk, which can be unplugged at a chosen byte, and can have faults."""

import contextlib
import dataclasses
import socket
import struct
import threading
from collections.abc import Callable


@dataclasses.dataclass
class Fault:
    """A fault of one connection, after so many bytes in one direction."""

    kind: str
    """cut, vanish, truncate, stall, delay, throttle, duplicate, or strike"""
    after: int
    """Bytes that still pass unharmed."""
    is_from_client: bool
    seconds: float = 0.0
    """How long a stall or a delay lasts, unless the cable is repaired or unplugged before."""
    strike: Callable[[], None] | None = None
    """Called by `strike`, before the byte passes: for example what kills one of the two sides."""


class Connection:
    """Its two ends, and the two threads that pump bytes between them.

    Only the last of the threads closes the ends: a descriptor that is closed while another thread is about to read from
    it may belong to the next connection by then.
    """

    def __init__(self, client: socket.socket, desk: socket.socket):
        self.ends = [client, desk]
        self._lock = threading.Lock()
        self._pumping = 2
        self._is_reset = self._has_vanished = False

    def hang_up(self) -> None:
        """Ends the connection properly: both sides and both threads notice."""
        for end in self.ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def reset(self) -> None:
        """Sends RST to both sides, so that data on the way is lost. Ends both threads first."""
        self._is_reset = True
        for end in self.ends:
            with contextlib.suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                # Wakes what waits for bytes; the other side learns nothing yet.
                end.shutdown(socket.SHUT_RD)

    def vanish(self, end: socket.socket) -> None:
        """Sends RST to this end alone. The other end waits in vain until the cable is unplugged."""
        self._has_vanished = True
        self.ends.remove(end)
        with contextlib.suppress(OSError):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            end.close()

    def pumped(self) -> None:
        """One of the threads is done, and with it the connection."""
        with self._lock:
            self._pumping -= 1
            is_last = self._pumping == 0
        if self._has_vanished:
            return
        if not self._is_reset:
            self.hang_up()
        if is_last:
            for end in self.ends:
                end.close()


class Cable:
    """Forwards TCP from a port of its own to the desk's; TLS goes through untouched.

    `next_fault` is asked once for each connection.
    """

    def __init__(self, port: int, next_fault: Callable[[], Fault | None] = lambda: None):
        self._target = port
        self._next_fault = next_fault
        self._lock = threading.Lock()
        self._connections: list[Connection] = []
        self._limit: int | None = None
        self._is_cut = False
        self._ends_waiting = threading.Event()
        self.sent = 0
        """Bytes that went from the client to the desk."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_after(self, count: int) -> None:
        """Unplugs the cable after so many more bytes from the client."""
        with self._lock:
            self._limit = self.sent + count

    def mend(self) -> None:
        """Plugs a good cable in."""
        self._ends_waiting.set()
        with self._lock:
            self._limit, self._is_cut = None, False
            self._next_fault = lambda: None

    @property
    def is_cut(self) -> bool:
        return self._is_cut

    def close(self) -> None:
        self._ends_waiting.set()
        self.pull_out()
        with contextlib.suppress(OSError):
            # Wakes the thread that accepts, which closes it.
            self._listener.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        with self._listener, contextlib.suppress(OSError):
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
                connection = Connection(client, desk)
                with self._lock:
                    self._connections.append(connection)
                    fault = self._next_fault()
                for is_from_client in (True, False):
                    own = fault if fault and fault.is_from_client == is_from_client else None
                    threading.Thread(
                        target=self._pump, args=(connection, client, desk, is_from_client, own), daemon=True
                    ).start()

    def _pump(
        self, connection: Connection, client: socket.socket, desk: socket.socket, is_from_client: bool,
        fault: Fault | None,
    ) -> None:
        source, target = (client, desk) if is_from_client else (desk, client)
        passed = 0
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if fault and passed + len(data) > fault.after:
                    start = fault.after - passed
                    target.sendall(data[:start])
                    if not self._spoil(fault, data[start:], connection, source, target):
                        break
                    fault = None
                else:
                    target.sendall(data)
                passed += len(data)
                if is_from_client and self._count(len(data)):
                    self.pull_out()
        connection.pumped()

    def _spoil(
        self, fault: Fault, data: bytes, connection: Connection, source: socket.socket, target: socket.socket
    ) -> bool:
        """Applies the fault to the bytes. Returns whether the connection continues."""
        match fault.kind:
            case "cut":
                connection.reset()
                return False
            case "vanish":
                connection.vanish(source)
                return False
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
        """Whether to unplug the cable now."""
        with self._lock:
            self.sent += count
            return self._limit is not None and self.sent >= self._limit

    def pull_out(self) -> None:
        """Ends all connections. New ones end at once, until the cable is repaired."""
        with self._lock:
            self._is_cut = True
            connections, self._connections = self._connections, []
        for connection in connections:
            connection.hang_up()
