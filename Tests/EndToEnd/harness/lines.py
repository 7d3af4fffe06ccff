"""A program that talks in lines, as a screen reader reads it."""

import os
import select

import ptyprocess

from .waiting import LIMIT, Deadline


class Lines:
    """The output since the last typed line, on a terminal that can only show lines."""

    def __init__(self, command: list[str], environment: dict, term: str = "dumb"):
        self.raw = bytearray()
        self._heard = 0
        self._process = ptyprocess.PtyProcess.spawn(command, env=environment | {"TERM": term}, dimensions=(24, 80))

    @property
    def text(self) -> str:
        """Everything since the last line that was typed, with its echo."""
        return self.raw[self._heard:].decode(errors="ignore").replace("\r\n", "\n").replace("\x07", "")

    def type(self, line: str) -> None:
        self._heard = len(self.raw)
        os.write(self._process.fd, (line + "\n").encode())

    def ask(self, line: str, wanted: str | None = None) -> str:
        """Types a line and waits for the answer: up to the next prompt, and the wanted text."""
        self.type(line)
        echo = line + "\n"
        self.wait_for(lambda text: text.startswith(echo) and text.endswith(": ") and (wanted or "") in text)
        return self.text[len(echo):]

    def write(self, *lines: str) -> None:
        """Types a text, which is not answered; waits for the echo only."""
        for line in lines:
            self.type(line)
            self.wait_for(lambda text: text.endswith(line + "\n"))

    def ask_until(self, wanted: str, limit: float = LIMIT) -> str:
        """Presses Enter whenever the bell rings or a second has passed, until the news contain the text."""
        deadline = Deadline(limit)
        while wanted not in (answer := self.ask("")):
            assert not deadline.has_passed, f"waited {limit} s for {wanted!r}; the last answer was:\n{answer}"
            select.select([self._process.fd], [], [], 0.5)
        return answer

    def wait_for(self, wanted, limit: float = LIMIT) -> None:
        condition = (lambda text: wanted in text) if isinstance(wanted, str) else wanted
        deadline = Deadline(limit)
        while not condition(self.text):
            if not self._read(deadline):
                raise AssertionError(f"waited {limit} s for {wanted!r}, but heard:\n{self.text}")

    def wait_for_bell(self, limit: float = LIMIT) -> None:
        """Waits for news to be announced."""
        deadline = Deadline(limit)
        while b"\x07" not in self.raw[self._heard:]:
            assert self._read(deadline), f"no bell within {limit} s:\n{self.text}"

    def wait_for_end(self, limit: float = LIMIT) -> int:
        deadline = Deadline(limit)
        while self._read(deadline):
            pass
        assert not deadline.has_passed, f"still running after {limit} s:\n{self.text}"
        self._process.wait()
        return self._process.exitstatus if self._process.exitstatus is not None else -self._process.signalstatus

    def _read(self, deadline: Deadline) -> bool:
        if not select.select([self._process.fd], [], [], deadline.remaining)[0]:
            return False
        try:
            part = os.read(self._process.fd, 65536)
        except OSError:  # EIO: nobody has the other side open any more
            return False
        self.raw += part
        return bool(part)

    def kill(self) -> None:
        """Ends the program with SIGKILL."""
        self._process.kill(9)
        self._process.wait()

    def close(self) -> None:
        if self._process.isalive():
            self.kill()
        self._process.close()
