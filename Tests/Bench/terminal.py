"""A program on a pseudo-terminal, with the time at which each piece of its picture arrived.

Nothing is interpreted while the clock runs: the pieces are kept, and only afterwards fed to a terminal emulator to find
out with which of them the picture was complete.
"""

import fcntl
import os
import pathlib
import select
import signal
import struct
import termios
import time
from dataclasses import dataclass
from typing import NamedTuple

import pyte

TERM = "screen-256color"
KEYS = {"down": "\x1bOB", "page down": "\x1b[6~", "home": "\x1b[1~", "end": "\x1b[4~", "escape": "\x1b",
        "enter": "\r", "erase line": "\x15"}
LIMIT = 60.0


@dataclass
class Frame:
    """The output that a key caused."""

    seconds: float
    """Until the watched rows looked as they stayed."""
    cpu: float
    """The processor's time until then, in seconds."""
    size: int
    """The bytes of all that was painted."""


class Piece(NamedTuple):
    """What was painted, when it arrived, and the processor's time that the program had used by then."""

    time: float
    cpu: float
    data: bytes


class Terminal:
    """`watched`: the rows of the screen that are to be complete, as first and last."""

    def __init__(
        self, command: list[str], environment: dict, watched: tuple[int, int], rows: int = 40, columns: int = 110,
    ):
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.watched = watched
        self._master, slave = os.openpty()
        name = os.ttyname(slave)
        self._columns = columns
        self.resize(rows, columns)
        self._began = time.perf_counter()
        # The first terminal that the leader of a session opens is its own.
        self.pid = os.posix_spawnp(
            command[0], command, environment | {"TERM": TERM}, setsid=True,
            setsigdef=[signal.SIGPIPE, signal.SIGXFSZ],
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, name, os.O_RDWR, 0),
                (os.POSIX_SPAWN_DUP2, 0, 1), (os.POSIX_SPAWN_DUP2, 0, 2),
            ],
        )
        os.close(slave)

    def resize(self, rows: int, columns: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if (rows, columns) != (self._screen.lines, self._screen.columns):
            self._screen.resize(rows, columns)

    # Measuring

    def first_frame(self, marks: list[bytes]) -> Frame:
        """From the start of the program until the watched rows are painted; they have all of the marks."""
        return self._frame(self._began, 0, self._collect(0.25, marks))

    def press(self, key: str, quiet: float = 0.1) -> Frame:
        """From a key, by its name or as it is, until the watched rows are as they stay for so many seconds."""
        cpu, began = self.cpu, time.perf_counter()
        os.write(self._master, KEYS.get(key, key).encode())
        return self._frame(began, cpu, self._collect(quiet))

    def strike(self, key: str) -> None:
        """Presses a key, by its name or as it is, and waits until nothing more comes of it."""
        os.write(self._master, KEYS.get(key, key).encode())
        self.settle(0.5)

    def type(self, text: str, pause: float = 0.1) -> float:
        """Types letters with a pause after each; the processor time that a letter took, in seconds, with all that was
        done because of it within a second after the last."""
        cpu = self.cpu
        for place, letter in enumerate(text, 1):
            os.write(self._master, letter.encode())
            end = time.perf_counter() + (pause if place < len(text) else 1.0)
            while (left := end - time.perf_counter()) > 0:
                if piece := self._read(left):
                    self._stream.feed(piece.data)
        return (self.cpu - cpu) / len(text)

    def repaint(self) -> Frame:
        """A full repaint, as the window gets another width."""
        columns = self._screen.columns
        cpu, began = self.cpu, time.perf_counter()
        self.resize(self._screen.lines, columns - 1 if columns == self._columns else self._columns)
        return self._frame(began, cpu, self._collect(0.1))

    def settle(self, quiet: float = 0.3) -> None:
        """Waits until nothing has been painted for so many seconds."""
        for piece in self._collect(quiet, wait=False):
            self._stream.feed(piece.data)

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self._screen.display]

    @property
    def cpu(self) -> float:
        """The processor time that the program has used until now, in seconds (clock_getcpuclockid(3))."""
        return time.clock_gettime(~self.pid << 3 | 2)

    @property
    def switches(self) -> int:
        """How often its threads were given the processor until now (proc(5), status)."""
        count = 0
        for thread in pathlib.Path(f"/proc/{self.pid}/task").iterdir():
            for line in (thread / "status").read_text().splitlines():
                if "voluntary_ctxt_switches" in line:
                    count += int(line.split()[1])
        return count

    @property
    def peak_memory(self) -> float:
        """The most memory that it had until now, in MB (proc(5), VmHWM)."""
        return self._memory("VmHWM")

    @property
    def own_memory(self) -> float:
        """Its memory without pages of files, in MB (proc(5), RssAnon)."""
        return self._memory("RssAnon")

    def _memory(self, kind: str) -> float:
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        [line] = [line for line in status.splitlines() if line.startswith(kind)]
        return int(line.split()[1]) / 1024

    def quit(self, key: str) -> None:
        """Presses the key that ends the program and waits for the end."""
        os.write(self._master, key.encode())
        while self._read(LIMIT):
            pass
        os.close(self._master)
        os.waitpid(self.pid, 0)

    def _collect(self, quiet: float, marks: list[bytes] = [], wait: bool = True) -> list[Piece]:
        """What is painted until all marks were seen and then nothing for some time. Waits for a first piece."""
        pieces, raw = [], bytearray()
        while piece := self._read(quiet if (pieces or not wait) and all(mark in raw for mark in marks) else LIMIT):
            pieces.append(piece)
            if marks:
                raw += piece.data
        assert pieces or not wait, f"nothing was painted within {LIMIT} s:\n" + "\n".join(self.lines)
        missing = [mark for mark in marks if mark not in raw]
        assert not missing, f"{missing} were not painted: {bytes(raw[-2000:])!r}"
        return pieces

    def _read(self, limit: float) -> Piece | None:
        if not select.select([self._master], [], [], limit)[0]:
            return None
        try:
            data = os.read(self._master, 65536)
        except OSError:  # EIO: nobody has the other side open any more
            return None
        return Piece(time.perf_counter(), self.cpu, data) if data else None

    def _frame(self, began: float, cpu: float, pieces: list[Piece]) -> Frame:
        looks = [self._look()]
        for piece in pieces:
            self._stream.feed(piece.data)
            looks.append(self._look())
        assert looks[0] != looks[-1], "nothing has changed:\n" + "\n".join(self.lines)
        complete = next(index for index in range(len(looks)) if looks[index] == looks[-1])
        last = pieces[complete - 1]
        return Frame(last.time - began, last.cpu - cpu, sum(len(piece.data) for piece in pieces))

    def _look(self) -> list:
        first, last = self.watched
        columns = range(self._screen.columns)
        return [[self._screen.buffer[row][column] for column in columns] for row in range(first, last + 1)]
