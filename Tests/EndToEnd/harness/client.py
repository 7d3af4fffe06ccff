"""`cabdesk` with a home directory of its own."""

import contextlib
import json
import os
import pathlib
import sqlite3
import subprocess

from .desk import Desk
from .waiting import LIMIT


THEMES = pathlib.Path(__file__).resolve().parents[3] / "themes"


class Client:
    """An account on a machine: a home directory, and nothing of the tester's own environment."""

    def __init__(self, program: str, home: pathlib.Path, locale: str = "C.UTF-8"):
        self.program = program
        self.home = home
        home.mkdir(parents=True, exist_ok=True)
        self.environment = {
            "HOME": str(home), "PATH": os.environ["PATH"], "LANG": locale, "TZ": "Europe/Kyiv",
            "NO_PROXY": "127.0.0.1,localhost", "CABDESK_THEMES": str(THEMES),
        }

    def sign_in(self, desk: Desk, user: dict) -> dict:
        """Signs in by `cabdesk login`; returns what it printed."""
        return self.json("login", desk.base_url, "--ca-file", desk.ca_file, input=user["token"] + "\n")

    def keep(self, days: int) -> None:
        """Lets a specialist's client keep resolved tickets for so many days after their last activity; 0 for ever."""
        config = self.home / ".config/cabdesk/config.toml"
        lines = [line for line in config.read_text().splitlines() if not line.startswith("window_days")]
        # `login` has written the one profile at the end.
        config.write_text("\n".join([*lines, f"window_days = {days}", ""]))

    def run(
        self, *arguments: str, input: str | bytes = b"", environment: dict | None = None, prefix=(),
        timeout: float = LIMIT * 3, **options,
    ):
        """Runs a command to its end. Its output has to be text for people, without internals of the program."""
        if isinstance(input, str):
            input = input.encode()
        result = subprocess.run(
            [*prefix, self.program, *map(str, arguments)], input=input, capture_output=True, timeout=timeout,
            env=self.environment if environment is None else environment, **options,
        )
        result.stdout, result.stderr = result.stdout.decode(), result.stderr.decode()
        assert_civil(result.stderr)
        assert result.returncode in (0, 1, 2), result
        return result

    def json(self, *arguments: str, **options):
        """The JSON document that the command prints with `--json`; it has to succeed."""
        result = self.run(*arguments, "--json", **options)
        assert result.returncode == 0, result
        return json.loads(result.stdout)

    def run_bytes(self, *arguments: str | bytes, input: str = ""):
        """The JSON document of a command some of whose arguments are no UTF-8."""
        result = subprocess.run(
            [os.fsencode(self.program), *map(os.fsencode, arguments)], input=input.encode(), capture_output=True,
            timeout=LIMIT * 3, env=self.environment)
        assert result.returncode == 0, result
        return json.loads(result.stdout)

    def refusal(self, *arguments: str, code: int = 1, **options) -> str:
        """The one sentence of a command that fails."""
        result = self.run(*arguments, **options)
        assert result.returncode == code, result
        assert result.stdout == "", result
        lines = result.stderr.splitlines()
        assert len(lines) == 1 and lines[0].startswith("cabdesk: "), result.stderr
        return lines[0]

    def forget(self, number: int) -> None:
        """Takes a ticket out of the store, as if it lay outside of what the store receives."""
        [path] = self.home.rglob("store.sqlite")
        with contextlib.closing(sqlite3.connect(path, timeout=LIMIT)) as store, store:
            [[ticket]] = store.execute("SELECT id FROM ticket WHERE number = ?", [number])
            for table in ("attachment", "message", "event", "read_mark"):
                store.execute(f"DELETE FROM {table} WHERE ticket = ?", [ticket])
            store.execute("DELETE FROM ticket WHERE id = ?", [ticket])

    def files(self) -> list[pathlib.Path]:
        return sorted(path for path in self.home.rglob("*") if path.is_file())


def assert_civil(text: str) -> None:
    """No stack trace, no crash report, no escape sequence."""
    for mark in ("Fatal error", "Crash", "Backtrace", " at /", "0x", "\x1b"):
        assert mark not in text, text
