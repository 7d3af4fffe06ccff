"""Looks for secrets in everything that a run left behind."""

import base64
import pathlib
import urllib.parse
from collections.abc import Iterable, Iterator

# So many characters of a secret reveal as much as all of it.
TELLING = 12


def forms(secret: str) -> set[bytes]:
    """The secret as it may be written: in parts, in base64 at any offset, percent-encoded, in hexadecimal, UTF-16."""
    raw = secret.encode()
    found = {raw, raw.hex().encode(), raw.hex().upper().encode(), secret.encode("utf-16-le")}
    found |= {secret[start:start + TELLING].encode() for start in range(0, len(secret) - TELLING + 1)}
    found |= {urllib.parse.quote(secret, safe="").encode(), "".join(f"%{byte:02X}" for byte in raw).encode()}
    for offset in range(3):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            # The characters at both ends depend on their neighbours.
            coded = encode(bytes(offset) + raw)[4 if offset else 0:]
            found.add(coded[:len(coded) // 4 * 4 - 4])
    return found


def holds(data: bytes, secrets: Iterable[str]) -> list[str]:
    """The secrets that are in the data in any form."""
    return [secret for secret in secrets if any(form in data for form in forms(secret))]


def files(*folders: pathlib.Path) -> Iterator[tuple[pathlib.Path, bytes]]:
    """Every file below, also hidden ones, with its bytes."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path, path.read_bytes()


def command_line(pid: int) -> bytes:
    return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
