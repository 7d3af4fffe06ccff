"""Fills a client's store, made by the program itself, with tickets, directly in its tables."""

import contextlib
import json
import random
import sqlite3

from texts import PEOPLE, SEED, Texts, identifiers

FIRST_NUMBER = 100_001
MESSAGES = 10
MINUTE = 60_000
BEGIN = 1_600_000_000_000

TICKET = """
    INSERT INTO ticket (
        id, number, is_unsent, service, topic, subject, status, created, updated, resolved, base_status, base_updated,
        base_resolved, author_id, author_name, author_role, fields, search, last_foreign, read_up_to,
        attachment_count, pass, subject_key, base_topic
    ) VALUES (?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?6, ?8, ?9, ?10, ?11, 'customer', '[]', ?12, ?8, ?13, 0, ?14, ?12,
        ?4)
"""
MESSAGE = """
    INSERT INTO message (id, ticket, author_id, author_name, author_role, origin, text, created, is_internal, pass)
    VALUES (?, ?, ?, ?, ?, 'tui', ?, ?, 0, ?)
"""


def fill(path: str, count: int) -> None:
    """Adds so many tickets with ten messages each, and leaves it to the program to index them for the search.

    Every tenth ticket is the reader's own, every hundredth has something unread, seven of ten are resolved.
    """
    database = sqlite3.connect(path, isolation_level=None)
    for statement in ("PRAGMA synchronous = OFF", "PRAGMA cache_size = -200000", "BEGIN"):
        database.execute(statement)
    meta = dict(database.execute("SELECT key, value FROM meta"))
    me = json.loads(meta["me"])["user"]
    whole = int(meta.get("pass", 0))
    topics = [row[0] for row in database.execute("SELECT id FROM topic ORDER BY id")]
    [service] = database.execute("SELECT id FROM service LIMIT 1").fetchone()
    authors = [(me["id"], me["name"])] + [(f"bench-{index}", name) for index, name in enumerate(PEOPLE[1:])]
    draw, texts = random.Random(SEED), Texts()
    identifier = identifiers(draw)

    for index in range(count):
        created = BEGIN + index * 20 * MINUTE
        updated = created + MESSAGES * MINUTE
        status = draw.choices(["resolved", "waiting", "open", "new"], [7, 1, 1, 1])[0]
        language = texts.language()
        subject = texts.subject(language)
        author, name = authors[index % len(authors)]
        ticket = identifier(created)
        database.execute(TICKET, (
            ticket, FIRST_NUMBER + index, service, draw.choice(topics), subject, status, created, updated,
            updated if status == "resolved" else None, author, name, subject.lower(),
            0 if index % 100 == 50 else updated, whole,
        ))
        for turn in range(1, MESSAGES + 1):
            time = created + turn * MINUTE
            person = (author, name, "customer") if turn % 2 else ("bench-agent", "Марія Шевчук", "agent")
            database.execute(MESSAGE, (identifier(time), ticket, *person, texts.message(language), time, whole))
    database.execute(
        "INSERT INTO search_pending SELECT seq FROM ticket WHERE number >= ?", (FIRST_NUMBER,))
    database.execute("COMMIT")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def numbers_on_top(path: str, count: int) -> list[int]:
    """The numbers of the tickets that a list begins with."""
    query = "SELECT number FROM ticket ORDER BY is_unsent DESC, updated DESC, id DESC LIMIT ?"
    with contextlib.closing(_reader(path)) as database:
        return [row[0] for row in database.execute(query, (count,))]


def forget_preferences(path: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute("DELETE FROM meta WHERE key = 'preferences'")


def scan(path: str, text: str) -> int:
    """Looks for a text in all messages without an index; how many have it."""
    with contextlib.closing(_reader(path)) as database:
        return database.execute("SELECT count(*) FROM message WHERE text LIKE ?", (f"%{text}%",)).fetchone()[0]


def _reader(path: str) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)
