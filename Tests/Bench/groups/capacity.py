"""What a request costs on either engine, and what that makes for many taxi services."""

import hashlib
import itertools
import json
import os
import statistics
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from engines import Engine, engines, has_cluster
from figures import Row, Sample
from harness.api import Api
from workshop import Workshop

TICKETS, REQUESTS, FILE = 10_000, 100, 300_000
TUS = {"Tus-Resumable": "1.0.0"}

# A load to reckon with, on the high side: each service files so many tickets a day, with so many messages, of which some
# have a file, and so many other changes (taken, resolved, read…); the busiest hour has this part of the day. A service has
# its windows open all the time, and so has each specialist, who looks after so many services.
TICKETS_A_DAY, MESSAGES, CHANGES, FILES, BUSIEST = 5, 4, 3, 0.2, 0.15
WINDOWS, SERVICES_OF_AGENT = 2, 200
# Seconds of a long poll; how often those who wait are woken in a second at the most.
POLL, WAKES = 25, 20


class Visitor:
    """Somebody at a desk, on one connection."""

    def __init__(self, desk, token: str):
        api = Api(desk.base_url, desk.ca_file, token)
        self._connection, self._headers = api.connect(), api.headers()
        self.bytes = 0
        """Of bodies, both ways."""

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict | None = None):
        """The answer's headers and body."""
        self._connection.request(method, path, body, self._headers | (headers or {}))
        response = self._connection.getresponse()
        content = response.read()
        assert 200 <= response.status < 300, (method, path, response.status, content)
        self.bytes += len(body or b"") + len(content)
        return response.headers, content

    def put(self, path: str, body: dict) -> None:
        self.ask("PUT", path, json.dumps(body).encode(), {"Content-Type": "application/json"})


class Customs:
    """The operations that are measured, at one desk."""

    def __init__(self, engine: Engine):
        self.engine = engine
        self.customer, self.agent = Visitor(engine.desk, engine.customer), Visitor(engine.desk, engine.agent)
        tickets = json.loads(self.customer.ask("GET", "/v1/tickets?limit=100")[1])["items"]
        self._tickets = itertools.cycle(ticket["id"] for ticket in tickets)
        self._attachment = ""
        self.cursor = ""

    def write(self, attachments: tuple = ()) -> None:
        message = {"origin": "cli", "text": "The terminal is silent again.", "attachments": attachments, "isInternal": False}
        self.customer.put(f"/v1/tickets/{next(self._tickets)}/messages/{uuid.uuid4()}", message)

    def list(self) -> None:
        self.agent.ask("GET", "/v1/tickets?limit=50")

    def page(self) -> None:
        self.agent.ask("GET", "/v1/changes?limit=500")

    def prepare_polls(self, count: int) -> None:
        """So many changes that nobody has fetched yet."""
        self.cursor = ""
        while True:
            after = f"&after={self.cursor}" if self.cursor else ""
            page = json.loads(self.agent.ask("GET", f"/v1/changes?limit=500{after}")[1])
            self.cursor = page["cursor"]
            if not page["changes"]:
                break
        for _ in range(count):
            self.write()

    def poll(self) -> None:
        page = json.loads(self.agent.ask("GET", f"/v1/changes?limit=1&wait=10&after={self.cursor}")[1])
        assert len(page["changes"]) == 1
        self.cursor = page["cursor"]

    def upload(self) -> None:
        content = os.urandom(FILE)
        headers, _ = self.customer.ask("POST", "/v1/uploads", headers=TUS | {"Upload-Length": str(FILE)})
        part = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        self.customer.ask("PATCH", headers["location"], content, TUS | part)
        self._attachment = str(uuid.uuid4())
        self.write(({
            "id": self._attachment, "upload": headers["location"].rsplit("/", 1)[1], "name": "call.wav",
            "mediaType": "audio/wav", "sha256": hashlib.sha256(content).hexdigest(),
        },))

    def download(self) -> None:
        self.agent.ask("GET", f"/v1/attachments/{self._attachment}")


OPERATIONS = {
    "a message": Customs.write,
    "50 tickets of the list": Customs.list,
    "a page of 500 changes": Customs.page,
    "a poll with one change": Customs.poll,
    f"a message with a file of {FILE // 1000} kB": Customs.upload,
    f"a file of {FILE // 1000} kB": Customs.download,
}
MESSAGE, _, _, WAKE, UPLOAD, DOWNLOAD = OPERATIONS


@dataclass
class Cost:
    """What an operation takes, in each run."""

    server: list[float] = field(default_factory=list)
    """Milliseconds of the processor."""
    database: list[float] = field(default_factory=list)
    statements: list[float] = field(default_factory=list)
    bytes: list[float] = field(default_factory=list)

    @property
    def both(self) -> list[float]:
        return [server + database for server, database in zip(self.server, self.database)]


def measure(customs: Customs, operation: Callable[[Customs], None], count: int, cost: Cost) -> None:
    engine, visitors = customs.engine, (customs.customer, customs.agent)
    if operation is Customs.poll:
        customs.prepare_polls(count)

    def reading() -> list[float]:
        return [
            engine.seconds_of_server() * 1000, engine.seconds_of_database() * 1000, engine.statements(),
            sum(visitor.bytes for visitor in visitors)]

    before = reading()
    for _ in range(count):
        operation(customs)
    after = reading()
    for values, then, now in zip((cost.server, cost.database, cost.statements, cost.bytes), before, after):
        values.append((now - then) / count)


def rows(workshop: Workshop):
    if not has_cluster(workshop):
        return
    tickets = min(workshop.largest, TICKETS)
    count = min(REQUESTS, tickets)
    with engines(workshop, tickets) as both:
        visits = [Customs(engine) for engine in both]
        costs = {(what, engine.name): Cost() for what in OPERATIONS for engine in both}
        for _ in range(max(1, workshop.runs // 3)):
            for what, operation in OPERATIONS.items():
                for customs in visits:
                    measure(customs, operation, count, costs[what, customs.engine.name])
    for what in OPERATIONS:
        postgres, sqlite = costs[what, "PostgreSQL"], costs[what, "SQLite"]
        of_sqlite = Sample("SQLite", sqlite.server, "ms")
        yield Row(f"{what}, processor time with PostgreSQL", Sample("", postgres.both, "ms"), of_sqlite)
        yield Row("the same, without PostgreSQL's own", Sample("", postgres.server, "ms"), of_sqlite)
        yield Row(
            "the same, statements and bytes", Sample("", postgres.statements, ""), Sample("", postgres.bytes, "bytes"),
            is_ratio=False)
    for services in (1_000, 10_000, 100_000):
        yield from capacity(services, {what: costs[what, "PostgreSQL"] for what in OPERATIONS})


def capacity(services: int, costs: dict[str, Cost]):
    """What the busiest hour takes, by the costs of PostgreSQL and an object store."""
    tickets = services * TICKETS_A_DAY * BUSIEST / 3600
    uploads = tickets * MESSAGES * FILES
    writes = tickets * (MESSAGES * (1 - FILES) + CHANGES)
    agents = services / SERVICES_OF_AGENT
    windows = services * WINDOWS + agents
    changes = writes + uploads
    # Those who wait are asked again by everybody whose service has changed; specialists see all services.
    polls = windows / POLL + changes * WINDOWS + agents * min(changes, WAKES)
    rates = {MESSAGE: writes, WAKE: polls, UPLOAD: uploads, DOWNLOAD: uploads * WINDOWS}

    def total(kind: str) -> float:
        return sum(rate * statistics.median(getattr(costs[what], kind)) for what, rate in rates.items())

    yield Row(
        f"{services:,} services at the busiest hour, processors", Sample("cabdeskd", [total("server") / 1000], ""),
        Sample("PostgreSQL", [total("database") / 1000], ""), is_ratio=False)
    yield Row(
        "the same, requests and statements", Sample("", [sum(rates.values())], "/s"), Sample("", [total("statements")], "/s"),
        is_ratio=False)
    yield Row(
        "the same, open long polls and traffic", Sample("", [windows], ""), Sample("", [total("bytes") * 8 / 1e6], "Mbit/s"),
        is_ratio=False)
