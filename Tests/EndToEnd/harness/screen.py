"""A program in a pseudo-terminal, and what a person sees of it."""

import fcntl
import os
import re
import select
import signal
import struct
import termios

import ptyprocess
from wcwidth import wcwidth

from .emulator import Emulator, EmulatorStream
from .waiting import LIMIT, Deadline

# How long the pieces of one frame are apart at most, in seconds.
FRAME = 0.02

# A terminal type whose sequences the emulator knows, in 256 colours.
TERMINAL = "screen-256color"

KEYS = {
    "Enter": "\r", "Esc": "\x1b", "Tab": "\t", "Backspace": "\x7f", "Up": "\x1bOA", "Down": "\x1bOB", "Left": "\x1bOD",
    "PgUp": "\x1b[5~", "PgDn": "\x1b[6~", "Home": "\x1b[1~", "End": "\x1b[4~",
    "F2": "\x1bOQ", "F3": "\x1bOR", "F4": "\x1bOS", "F5": "\x1b[15~",
}


class Screen:
    """Shows what the program painted; keys go in as a keyboard would send them."""

    def __init__(
        self, command: list[str], environment: dict, rows: int = 24, columns: int = 80, term: str = TERMINAL,
        width=wcwidth,
    ):
        self.screen = Emulator(columns, rows, width)
        self._stream = EmulatorStream(self.screen)
        self.raw = bytearray()
        self.sent = 0
        """How many times a key was pressed."""
        self._process = ptyprocess.PtyProcess.spawn(
            command, env=environment | {"TERM": term}, dimensions=(rows, columns)
        )

    # The screen

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def __contains__(self, text: str) -> bool:
        return text in self.text

    def row(self, text: str) -> int:
        """The first row with the text."""
        return next(index for index, line in enumerate(self.lines) if text in line)

    # Keys

    def press(self, *keys: str) -> None:
        """Presses keys by name (`Enter`, `^S`) or types text."""
        for key in keys:
            if key in KEYS:
                self._write(KEYS[key])
            elif re.fullmatch(r"\^[A-Z]", key):
                self._write(chr(ord(key[1]) - 64))
            else:
                self._write(key)

    def send(self, piece: bytes) -> None:
        """Sends bytes as they are, as a connection does that delivers half a character."""
        self.sent += 1
        os.write(self._process.fd, piece)

    def paste(self, text: str) -> None:
        """Pastes as a terminal with bracketed paste does."""
        self._write(f"\x1b[200~{text}\x1b[201~")

    def scribble(self, text: str) -> None:
        """Something else writes over what was painted, where the cursor is."""
        self.screen.cursor_position(3, 1)
        self._stream.feed(text.encode())

    def resize(self, rows: int, columns: int) -> None:
        self.screen.resize(rows, columns)
        self._process.setwinsize(rows, columns)

    def resize_in_pixels(self, width: int, height: int) -> None:
        """Tells how large the window is in pixels, of which the cells are made."""
        size = struct.pack("HHHH", self.screen.lines, self.screen.columns, width, height)
        fcntl.ioctl(self._process.fd, termios.TIOCSWINSZ, size)

    def _write(self, text: str) -> None:
        self.sent += 1
        os.write(self._process.fd, text.encode())

    # Waiting

    def wait_for(self, wanted, limit: float = LIMIT):
        """Reads until the text is on the screen, or the function of the screen answers something true; returns that."""
        condition = (lambda screen: wanted in screen) if isinstance(wanted, str) else wanted
        deadline = Deadline(limit)
        while not (found := condition(self)):
            if not self._read(deadline):
                raise AssertionError(f"waited {limit} s for {wanted!r}, but the screen shows:\n{self.text}")
        return found

    def wait_until_gone(self, text: str, limit: float = LIMIT) -> None:
        self.wait_for(lambda screen: text not in screen, limit)

    def read_waiting(self) -> None:
        """Takes in what has been painted by now, without waiting for more."""
        while self._read(Deadline(0)):
            pass

    def wait_for_end(self, limit: float = LIMIT) -> int:
        """Reads until the program ends; returns its exit code, or minus the signal that ended it."""
        deadline = Deadline(limit)
        while self._read(deadline):
            pass
        assert not deadline.has_passed, f"still running after {limit} s:\n{self.text}"
        self._process.wait()
        return self._process.exitstatus if self._process.exitstatus is not None else -self._process.signalstatus

    @property
    def left_core(self) -> bool:
        """Whether the program, which has ended, left a core dump (wait(2))."""
        return os.WCOREDUMP(self._process.status)

    def _read(self, deadline: Deadline) -> bool:
        """Takes in what was painted next; false at the end of the program or of the time."""
        if not select.select([self._process.fd], [], [], deadline.remaining)[0]:
            return False
        # A whole frame: a terminal hands a large one over in pieces. What paints without a pause is looked at now and then.
        has_painted = False
        for _ in range(64):
            try:
                painted = os.read(self._process.fd, 65536)
            except OSError:  # EIO: nobody has the other side open any more
                break
            self.raw += painted
            self._stream.feed(painted)
            has_painted = has_painted or bool(painted)
            if not painted or not select.select([self._process.fd], [], [], FRAME)[0]:
                break
        return has_painted

    # The end

    @property
    def pid(self) -> int:
        return self._process.pid

    def signal(self, number: signal.Signals) -> None:
        os.kill(self._process.pid, number)

    def kill(self) -> None:
        """Ends the program with SIGKILL."""
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def close(self) -> None:
        if self._process.isalive():
            self.kill()
        self._process.close()
