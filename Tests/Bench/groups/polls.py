"""What many waiting clients cost the server: memory, and what a write that none of them sees wakes."""

import asyncio
import contextlib
import json
import pathlib
import re
import shutil
import ssl
import tempfile
import uuid
from collections.abc import Callable

from desks import busy_desk, open_files, token_of
from engines import seconds_of
from figures import Row, Sample
from harness.api import Api
from harness.memory import peak_of
from harness.served import ServedDesk
from harness.waiting import LIMIT, Deadline
from workshop import Workshop, tell

MEGABYTE = 1 << 20
USERS = 20
SECONDS = 60
CONNECTING_AT_ONCE = 100
POLLS_OF_OTHERS, WRITES = 200, 200


def rows(workshop: Workshop):
    count = workshop.polls
    folder = pathlib.Path(tempfile.mkdtemp())
    if not open_files(count + 100):
        tell(f"This machine permits too few open files: no rows with {count:,} long polls")
        return
    desk = busy_desk(workshop, folder / "desk")
    desk.more += f"connections = {count + 100}\n"
    # All come from one address, as they would behind a proxy.
    desk.trusted_proxies = ["127.0.0.1"]
    try:
        tokens = [token_of(desk, f"user-{index}", "agent") for index in range(USERS)]
        boss = token_of(desk, "boss", "admin")
        desk.start()
        metrics = Api(desk.base_url, desk.ca_file, boss)
        before = peak_of(desk.pid)
        asyncio.run(hold(desk, tokens, count, metrics))
        peak = Sample("", [peak_of(desk.pid) / MEGABYTE], "MB")
        yield Row(f"{count:,} long polls, peak memory", peak, Sample("at most", [300], "MB"), 1)
        yield Row("the same, before the first", Sample("", [before / MEGABYTE], "MB"), peak)
    finally:
        desk.stop()
        shutil.rmtree(folder)
    yield from rows_of_writes(workshop)


def rows_of_writes(workshop: Workshop):
    """A write by one service while many of another one wait, and while nobody does."""
    folder = pathlib.Path(tempfile.mkdtemp())
    desk = busy_desk(workshop, folder / "desk")
    try:
        for service in ("volna", "zirka"):
            desk.admin("service", "add", service, service)
        waiting = token_of(desk, "vera", "customer", "volna")
        writer = token_of(desk, "oksana", "customer", "zirka")
        boss = token_of(desk, "boss", "admin")
        desk.start()
        metrics = Api(desk.base_url, desk.ca_file, boss)
        customer = Api(desk.base_url, desk.ca_file, writer)
        message = {"origin": "cli", "text": "The terminal is silent again.", "attachments": [], "isInternal": False}
        ticket = str(uuid.uuid4())
        customer.put(f"/v1/tickets/{ticket}", {
            "topic": "other", "subject": "Radio", "fields": [], "messageID": str(uuid.uuid4()), "message": message})
        connection, headers = customer.connect(), customer.headers({"Content-Type": "application/json"})

        def write() -> float:
            """Milliseconds of the server's processor time for each."""
            before = seconds_of(desk.pid)
            for _ in range(WRITES):
                connection.request(
                    "PUT", f"/v1/tickets/{ticket}/messages/{uuid.uuid4()}", json.dumps(message), headers)
                answer = connection.getresponse()
                answer.read()
                assert answer.status == 201
            return (seconds_of(desk.pid) - before) / WRITES * 1000

        write()
        busy, alone = Sample("", [], "ms"), Sample("nobody waits", [], "ms")
        for _ in range(workshop.runs):
            alone.values.append(write())
            asyncio.run(hold(desk, [waiting], POLLS_OF_OTHERS, metrics, lambda: busy.values.append(write())))
        yield Row(
            f"a message while {POLLS_OF_OTHERS} long polls of another service are open, processor time", busy, alone, 1.1)
    finally:
        desk.stop()
        shutil.rmtree(folder)


async def hold(
    desk: ServedDesk, tokens: list[str], count: int, metrics: Api, act: Callable[[], None] | None = None
) -> None:
    """Waits until so many long polls are open at the same time, then acts."""
    tell(f"Opening {count:,} long polls")
    context = ssl.create_default_context(cafile=desk.ca_file)
    cursors = [Api(desk.base_url, desk.ca_file, token).get("/v1/changes?limit=500")["cursor"] for token in tokens]
    connecting = asyncio.Semaphore(CONNECTING_AT_ONCE)

    async def wait(user: int) -> None:
        request = (
            f"GET /v1/changes?limit=500&wait={SECONDS}&after={cursors[user]} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Authorization: Bearer {tokens[user]}\r\n\r\n").encode()
        async with connecting:
            reader, writer = await asyncio.open_connection("127.0.0.1", desk.port, ssl=context)
        while True:
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            assert head.startswith("http/1.1 200"), head
            await reader.readexactly(int(re.search(r"content-length: (\d+)", head)[1]))

    waiting = [asyncio.create_task(wait(index % len(tokens))) for index in range(count)]
    deadline = Deadline(10 * LIMIT)
    try:
        while await asyncio.to_thread(open_polls, metrics) < count:
            assert not deadline.has_passed, "the long polls did not open"
            ended, _ = await asyncio.wait(waiting, timeout=0.2, return_when=asyncio.FIRST_EXCEPTION)
            for task in ended:
                task.result()
        if act:
            await asyncio.to_thread(act)
    finally:
        for task in waiting:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*waiting, return_exceptions=True)


def open_polls(metrics: Api) -> int:
    text = metrics.request("GET", "/metrics").body.decode()
    return int(re.search(r"^cabdesk_open_long_polls (\d+)", text, re.MULTILINE)[1])
