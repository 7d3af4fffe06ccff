"""The desktop's keyring: a session bus of its own with gnome-keyring, and nobody to ask for a password."""

import os
import pathlib
import shutil
import subprocess

import pytest

from .waiting import LIMIT, read_line

PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon", "secret-tool")

# The keyring is unlocked by a password on standard input; all of it ends with the standard input of the shell.
SESSION = """
printf %s keyring-password | gnome-keyring-daemon --unlock --components=secrets >/dev/null
echo "$DBUS_SESSION_BUS_ADDRESS"
cat
"""


class Keyring:
    """Unlocked at first. `folder` keeps what the keyring has on disk, which is encrypted."""

    def __init__(self, folder: pathlib.Path):
        missing = [program for program in PROGRAMS if shutil.which(program) is None]
        if missing:
            assert "CI" not in os.environ, f"missing: {missing}"
            pytest.skip(f"no keyring here; missing: {', '.join(missing)}")
        self.folder = folder
        folder.mkdir(parents=True)
        folder.chmod(0o700)
        own = {"HOME": str(folder), "PATH": os.environ["PATH"], "XDG_RUNTIME_DIR": str(folder)}
        self._process = subprocess.Popen(
            ["dbus-run-session", "--", "sh", "-c", SESSION], env=own, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        address = read_line(self._process.stdout.fileno()).strip()
        assert address, "the session bus did not start"
        self.environment = {"DBUS_SESSION_BUS_ADDRESS": address, "XDG_RUNTIME_DIR": str(folder)}
        self._own = own | self.environment

    def lookup(self, **attributes: str) -> str:
        """The secret with these attributes; empty if there is none."""
        return self._tool("lookup", *(word for pair in attributes.items() for word in pair))

    def lock(self) -> None:
        self._tool("lock", "--collection=login")

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(LIMIT)
        self._process.stdout.close()

    def _tool(self, *arguments: str) -> str:
        return subprocess.run(
            ["secret-tool", *arguments], env=self._own, capture_output=True, text=True, timeout=LIMIT).stdout
