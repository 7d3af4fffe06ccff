"""One desk on both engines, with the same rows: SQLite and a folder, and PostgreSQL and an object store."""

import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

from desks import LIMITS, busy_desk, fill_desk, token_of
from harness.cluster import run
from harness.served import ServedDesk
from workshop import ROOT, Workshop, tell

TICKS = os.sysconf("SC_CLK_TCK")
SERVICE = "zirka"


@dataclass
class Engine:
    """A desk that runs, with the tokens of a customer and a specialist."""

    name: str
    desk: ServedDesk
    customer: str
    agent: str
    postgres: pathlib.Path | None = None
    """The folder of the database's cluster."""
    address: str | None = None

    def seconds_of_server(self) -> float:
        """Processor time of the server since it started."""
        return seconds_of(self.desk.pid)

    def seconds_of_database(self) -> float:
        """Processor time of PostgreSQL, with that of its processes that have ended."""
        if self.postgres is None:
            return 0
        first = int((self.postgres / "data" / "postmaster.pid").read_text().split("\n")[0])
        others = [sum(times(pid)[:2]) for pid in children(first)]
        return (sum(times(first)) + sum(others)) / TICKS

    def statements(self) -> int:
        """Statements that PostgreSQL has run, with those that begin and end transactions."""
        if self.address is None:
            return 0
        sql = "SELECT COALESCE(SUM(calls), 0) FROM pg_stat_statements"
        return int(subprocess.run(
            ["psql", "-XAt", "-c", sql, self.address], check=True, capture_output=True, text=True).stdout)


def seconds_of(pid: int) -> float:
    """Processor time of the process since it started."""
    return sum(times(pid)[:2]) / TICKS


def times(pid: int) -> list[int]:
    """Its ticks in user and kernel mode, and those of its children that have ended (proc(5), stat)."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return [int(field) for field in fields[11:15]]


def children(pid: int) -> Iterator[int]:
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        # One that has just ended is counted with its parent.
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if int(path.read_text().rpartition(")")[2].split()[1]) == pid:
                yield int(path.parent.name)


def has_cluster(workshop: Workshop) -> bool:
    """Whether PostgreSQL and an object store can be started here; says what is missing."""
    found = bool(list(pathlib.Path("/usr/lib/postgresql").glob("*/bin/postgres")))
    if not found:
        tell("PostgreSQL is not installed: no rows with it")
    if not (ROOT / ".build" / "venv" / "bin" / "juicefs").exists():
        tell("There is no S3 gateway (scripts/python-environment): no rows with it")
        found = False
    return found and workshop.has("psql")


@contextlib.contextmanager
def engines(workshop: Workshop, tickets: int) -> Iterator[list[Engine]]:
    """Both, running, with so many tickets: SQLite first."""
    folder = pathlib.Path(tempfile.mkdtemp())
    # PostgreSQL's own user has to find its part of it.
    folder.chmod(0o755)
    sqlite = busy_desk(workshop, folder / "sqlite")
    desks = [sqlite]
    try:
        sqlite.admin("service", "add", SERVICE, "Zirka")
        customer = token_of(sqlite, "oksana", "customer", SERVICE)
        agent = token_of(sqlite, "agent", "agent")
        # With its first start it gets its first topic.
        sqlite.start()
        sqlite.stop()
        tell(f"Filling a desk with {tickets:,} tickets")
        fill_desk(str(sqlite.data / "cabdesk.sqlite"), SERVICE, tickets)
        address = run(
            "PostgreSQL/cluster", "start", folder / "postgres", "shared_preload_libraries = 'pg_stat_statements'", DURABLE=1)
        subprocess.run(["psql", "-Xq", "-c", "CREATE EXTENSION pg_stat_statements", address], check=True)
        store = json.loads(pathlib.Path(run("ObjectStore/gateway", "start", folder / "store")).read_text())
        store["s3"] = store.pop("endpoint")
        files = "[files]\n" + "".join(f'{key} = "{value}"\n' for key, value in store.items())
        postgres = ServedDesk(workshop.cabdeskd, folder / "postgresql", files + LIMITS, f'database = "{address}"')
        desks.append(postgres)
        tell("Moving it to PostgreSQL")
        subprocess.run(
            [workshop.cabdeskd, "move", "--from", sqlite.folder / "cabdeskd.toml", "--to", postgres.folder / "cabdeskd.toml"],
            check=True, capture_output=True)
        subprocess.run(["psql", "-Xq", "-c", "VACUUM ANALYZE", address], check=True)
        for desk in desks:
            desk.start()
        yield [
            Engine("SQLite", sqlite, customer, agent),
            Engine("PostgreSQL", postgres, customer, agent, folder / "postgres", address),
        ]
    finally:
        for desk in desks:
            desk.kill()
        run("ObjectStore/gateway", "stop", folder / "store")
        run("PostgreSQL/cluster", "stop", folder / "postgres")
        shutil.rmtree(folder, ignore_errors=True)
