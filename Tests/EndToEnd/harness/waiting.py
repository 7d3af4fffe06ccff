"""Waiting for a state, with a limit. Nothing here sleeps: it waits for bytes or for the end of a process."""

import os
import select
import time

# Generous, because a loaded machine is slow and only failing tests reach the limit.
LIMIT = 60.0


class Deadline:
    """The point in time after which a test gives up."""

    def __init__(self, limit: float = LIMIT):
        self.limit = limit
        self._end = time.monotonic() + limit

    @property
    def remaining(self) -> float:
        return max(0.0, self._end - time.monotonic())

    @property
    def has_passed(self) -> bool:
        return self.remaining == 0.0


def wait_until(condition) -> None:
    """Polls until the condition holds, where nothing signals it, as with the rows of another program's database."""
    deadline = Deadline()
    while not condition():
        assert not deadline.has_passed


def read_line(descriptor: int, limit: float = LIMIT) -> str:
    """The next line from the descriptor; empty at its end. Raises TimeoutError past the limit."""
    deadline = Deadline(limit)
    line = bytearray()
    while not line.endswith(b"\n"):
        if not select.select([descriptor], [], [], deadline.remaining)[0]:
            raise TimeoutError(f"no line within {limit} s, only {bytes(line)!r}")
        byte = os.read(descriptor, 1)
        if not byte:
            break
        line += byte
    return line.decode()
