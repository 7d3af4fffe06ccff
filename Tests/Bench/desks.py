"""Desks under load."""

import pathlib
import random
import resource
import sqlite3
import uuid

from harness.desk import Desk
from harness.served import ServedDesk
from stores import BEGIN, MINUTE
from texts import SEED, Texts, identifiers
from workshop import Workshop, tell

TICKET = """
    INSERT INTO ticket (
        id, service, topic, subject, status, author_id, author_name, author_role, created, updated, resolved, fields,
        first_message, fingerprint
    ) VALUES (?, ?, ?, ?, ?, ?, ?, 'customer', ?, ?, ?, '[]', ?, '')
"""
MESSAGE = """
    INSERT INTO message (
        id, ticket, author_id, author_name, author_role, origin, text, created, is_internal, fingerprint
    ) VALUES (?, ?, ?, ?, 'customer', 'tui', ?, ?, 0, '')
"""
EVENT = """
    INSERT INTO event (id, ticket, kind, author_id, author_name, author_role, created, cause)
    VALUES (?, ?, 'created', ?, ?, 'customer', ?, ?)
"""


def fill_desk(
    path: str, service: str, count: int, begin: int = BEGIN, spacing: float = MINUTE, open_count: int | None = None
) -> None:
    """Adds so many tickets of the service, each with a text of about 300 bytes, directly in the tables that the program
    has made. The desk must not run meanwhile.

    `begin` and `spacing`: the times of the first one and between two, in milliseconds. `open_count`: how many of the
    newest are not resolved; all if there is none.
    """
    database = sqlite3.connect(path, isolation_level=None)
    for statement in ("PRAGMA synchronous = OFF", "PRAGMA cache_size = -200000", "BEGIN"):
        database.execute(statement)
    topics = [row[0] for row in database.execute("SELECT id FROM topic ORDER BY id")]
    authors = list(database.execute("SELECT id, name FROM user WHERE service = ? ORDER BY id", (service,)))
    draw, texts = random.Random(SEED), Texts()
    binary = identifiers(draw)

    def identifier(time: int) -> str:
        return str(uuid.UUID(bytes=binary(time)))

    for index in range(count):
        time = begin + int(index * spacing)
        is_open = open_count is None or index >= count - open_count
        ticket, message, event = identifier(time), identifier(time), identifier(time)
        language, author = texts.language(), draw.choice(authors)
        database.execute(TICKET, (
            ticket, service, draw.choice(topics), texts.subject(language), "new" if is_open else "resolved", *author,
            time, time, None if is_open else time, message))
        database.execute(MESSAGE, (message, ticket, *author, texts.message(language), time))
        database.execute(EVENT, (event, ticket, *author, time, ticket))
        for kind, reference in (("ticket", ticket), ("message", message), ("event", event)):
            database.execute(
                "INSERT INTO change (kind, ref, scope) VALUES (?, ?, ?)", (kind, reference, f"s:{service}"))
    database.execute("COMMIT")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def filled_desk(workshop: Workshop, size: int) -> Desk:
    """A running desk on which one customer's service has so many tickets more, kept between runs."""
    data, made = workshop.folder / f"filled-desk-{size}", workshop.folder / f"filled-desk-{size}.made"
    desk = Desk(workshop.cabdeskd, data)
    if not made.exists():
        tell(f"Filling a desk with {size:,} tickets")
        desk.stop()
        fill_desk(str(data / "cabdesk.sqlite"), desk.user("customer")["service"], size)
        desk.start()
        made.touch()
    return desk


LIMITS = "[limits]\nlong_polls = 100000\nrequests_per_minute = 1000000\n"
"""One token may make as many requests as many customers do."""


def busy_desk(workshop: Workshop, folder: pathlib.Path) -> ServedDesk:
    """An empty desk, not started."""
    return ServedDesk(workshop.cabdeskd, folder, LIMITS)


def token_of(desk: ServedDesk, user: str, role: str, service: str | None = None) -> str:
    """Of a new user."""
    desk.admin("user", "add", user, user, *(["--service", service] if service else ["--role", role]))
    [token] = desk.admin("token", "create", user)
    return token["token"]


def open_files(count: int) -> bool:
    """Whether this process, and those that it starts, may have so many files open; from now on they may."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard != resource.RLIM_INFINITY and hard < count:
        return False
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return True
