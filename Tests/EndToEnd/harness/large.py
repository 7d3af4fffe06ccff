"""A large file all the way: from a real client to a real desk and back to a real client."""

import dataclasses
import hashlib
import pathlib
import random
import time

from .client import Client
from .desk import Desk
from .memory import Peak, peak_of


@dataclasses.dataclass
class Journey:
    """The cost. Times in seconds, memory in bytes."""

    size: int
    upload: float
    download: float
    client_up: int
    """The most memory that the client took."""
    client_down: int
    desk_up: int
    """The most memory that the desk has used since its start, after the upload."""
    desk_down: int
    is_same: bool
    """Whether the file came back as it went."""


def make(path: pathlib.Path, size: int) -> str:
    """A file mostly of holes, with something at its beginning, around 2^31 and at its end; its SHA-256."""
    noise = random.Random(size).randbytes(1 << 20)
    with open(path, "wb") as file:
        for position in (0, (1 << 31) - (1 << 19), size // 2, size - len(noise)):
            if 0 <= position <= size - len(noise):
                file.seek(position)
                file.write(noise)
        file.truncate(size)
    return digest(path)


def digest(path: pathlib.Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def carry(client: Client, desk: Desk, folder: pathlib.Path, size: int, subject: str) -> Journey:
    """Attaches a file of the size to a new ticket and saves it again; only the desk keeps it.

    The client is signed in.
    """
    original, saved = folder / "large.bin", folder / "saved"
    expected = make(original, size)
    up, down = Peak(folder / "up"), Peak(folder / "down")
    start = time.monotonic()
    created = client.json(
        "create", "--topic", "other", "--attach", str(original), input=subject, prefix=up.prefix, timeout=3600)
    middle = time.monotonic()
    desk_up = peak_of(desk.pid)
    original.unlink()
    assert created["delivery"] == "sent", created
    client.json(
        "attachments", "save", str(created["number"]), "--dir", str(saved), prefix=down.prefix, timeout=3600)
    end = time.monotonic()
    path = saved / original.name
    is_same = path.stat().st_size == size and digest(path) == expected
    path.unlink()
    return Journey(size, middle - start, end - middle, up.bytes, down.bytes, desk_up, peak_of(desk.pid), is_same)
