"""The things to measure, made once and kept between runs: the desk, stores, mails, the reference programs."""

import os
import pathlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "EndToEnd"))

from harness.client import Client
from harness.desk import Desk
from mails import make_history, make_maildir
from stores import fill, forget_preferences, numbers_on_top
from terminal import Terminal

# Another number makes everything anew.
EDITION = "1"
ROWS = 40


class Program(NamedTuple):
    """A program with a list of so many tickets, mails or commits."""

    open: Callable[[int], Terminal]
    marks: Callable[[int], list[bytes]]
    """The text that shows that the first page is painted."""
    end: str
    """The key that ends it."""


@dataclass
class Workshop:
    """`folder`: where it all is. `sizes`: numbers of tickets, smallest first. `runs`: measurements of each thing."""

    folder: pathlib.Path
    sizes: list[int]
    runs: int
    idle_seconds: float
    file_size: int
    """Bytes of the largest file."""
    polls: int
    desk_size: int
    """Tickets on the desk of a specialist who keeps a part of them."""
    cabdesk: str
    cabdeskd: str
    _desk: Desk | None = None
    _ready: set[pathlib.Path] = field(default_factory=set)

    def __post_init__(self):
        edition = self.folder / "edition"
        if self.folder.exists() and (not edition.exists() or edition.read_text() != EDITION):
            shutil.rmtree(self.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        edition.write_text(EDITION)

    @property
    def largest(self) -> int:
        return self.sizes[-1]

    def programs(self, *names: str) -> dict[str, "Program"]:
        """How to drive each of these programs that is installed. Cabdesk's name is empty."""
        known = {
            "": Program(self.open_cabdesk, self.numbers, "q"),
            "C": Program(self.open_reference, self.numbers, "q"),
            "mutt": Program(self.open_mutt, self.mail_mark, "x"),
            "tig": Program(self.open_tig, self.mail_mark, "Q"),
        }
        return {name: known[name] for name in names if name not in ("mutt", "tig") or self.has(name)}

    @staticmethod
    def has(program: str) -> bool:
        if shutil.which(program):
            return True
        tell(f"{program} is not installed: no rows with it")
        return False

    def close(self) -> None:
        if self._desk:
            self._desk.stop()

    # Cabdesk

    @property
    def desk(self) -> Desk:
        """The demo desk, always at the port it had first: an account belongs to an address."""
        if self._desk is None:
            port = self.folder / "port"
            self._desk = Desk(self.cabdeskd, self.folder / "desk", int(port.read_text()) if port.exists() else 0)
            port.write_text(str(self._desk.port))
        return self._desk

    def client(self, size: int) -> Client:
        """Somebody whose store has so many tickets, ready for searching."""
        home = self.folder / f"client-{size}"
        client = Client(self.cabdesk, home)
        desk = self.desk
        if self._missing(home):
            tell(f"Filling a store with {size:,} tickets")
            client.sign_in(desk, desk.user("customer"))
            client.json("sync")
            fill(self.store(size), size)
            tell(f"Indexing {size:,} tickets")
            self._run([self.cabdesk, "sync"], client.environment)
            self._done(home)
        elif home not in self._ready:
            # A run that was broken off may have left a filter. What a newer program changes in a store is no part
            # of the figures.
            forget_preferences(self.store(size))
            self._run([self.cabdesk, "sync"], client.environment)
        self._ready.add(home)
        return client

    def store(self, size: int) -> str:
        [path] = (self.folder / f"client-{size}").rglob("store.sqlite")
        return str(path)

    def open_cabdesk(self, size: int, **options) -> Terminal:
        return Terminal([self.cabdesk], self.client(size).environment, (3, ROWS - 3), **options)

    def numbers(self, size: int) -> list[bytes]:
        """The text that shows that the first page is painted: the number in its last row."""
        return [str(numbers_on_top(self.store(size), ROWS - 5)[-1]).encode()]

    # What it is compared with

    def open_reference(self, size: int) -> Terminal:
        program = self.compiled("list", "-lncursesw", "-ltinfo", "-lsqlite3")
        return Terminal([program, self.store(size)], self._environment, (3, ROWS - 3))

    def compiled(self, name: str, *libraries: str) -> str:
        """The path of a program of `reference`."""
        program, source = self.folder / name, ROOT / "Tests" / "Bench" / "reference" / f"{name}.c"
        if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
            compiler = next(name for name in ("cc", "gcc", "clang") if shutil.which(name))
            self._run([compiler, "-O2", str(source), "-o", str(program), *libraries])
        return str(program)

    def open_mutt(self, size: int) -> Terminal:
        folder = self.folder / f"mails-{size}"
        settings = self.folder / f"muttrc-{size}"
        command = ["mutt", "-F", str(settings), "-f", str(folder)]
        if self._missing(folder):
            tell(f"Writing {size:,} mails")
            make_maildir(folder, size)
            settings.write_text(f"set folder={self.folder}\nset header_cache={self.folder}/cache-{size}\nset sort=reverse-date\n")
            self._done(folder)
            # The first time, it fills its cache.
            mutt = Terminal(command, self._environment, (1, ROWS - 3))
            mutt.first_frame(self.mail_mark(size))
            mutt.quit("x")
        return Terminal(command, self._environment, (1, ROWS - 3))

    def open_tig(self, size: int) -> Terminal:
        folder = self.folder / f"history-{size}"
        if self._missing(folder):
            tell(f"Writing {size:,} commits")
            make_history(folder, size)
            self._done(folder)
        return Terminal(["tig", "-C", str(folder)], self._environment, (0, ROWS - 3))

    def mail_mark(self, size: int) -> list[bytes]:
        """The number in the last row that Cabdesk's page has, too."""
        return [f"[{100_000 + size - (ROWS - 6)}]".encode()]

    # Making

    @property
    def _environment(self) -> dict:
        return {"HOME": str(self.folder), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "Europe/Kyiv"}

    def _missing(self, folder: pathlib.Path) -> bool:
        """Whether it has to be made; an unfinished one is made again."""
        if (folder / "complete").exists():
            return False
        if folder.exists():
            shutil.rmtree(folder)
        return True

    def _done(self, folder: pathlib.Path) -> None:
        (folder / "complete").touch()

    @staticmethod
    def _run(command: list[str], environment: dict | None = None) -> None:
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def tell(text: str) -> None:
    """Reports progress on standard error."""
    print(text, file=sys.stderr, flush=True)
