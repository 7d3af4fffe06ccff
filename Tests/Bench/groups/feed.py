"""How soon those who wait hear of a message: long polls at three servers behind a load balancer."""

import asyncio
import contextlib
import json
import pathlib
import random
import re
import shutil
import ssl
import statistics
import tempfile
import time
import uuid

from desks import LIMITS, open_files
from engines import has_cluster
from figures import Row, Sample
from harness.api import Api
from harness.cluster import Cluster
from harness.waiting import LIMIT
from texts import SEED
from workshop import Workshop, tell

POLLS, SERVICES, MESSAGES = 3_000, 50, 200
SECONDS = 60
CONNECTING_AT_ONCE = 50


def rows(workshop: Workshop):
    count = min(workshop.polls, POLLS)
    if not has_cluster(workshop) or not workshop.has("haproxy"):
        return
    if not open_files(4 * count + 400):
        tell(f"This machine permits too few open files: no rows with {count:,} long polls at a cluster")
        return
    folder = pathlib.Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    cluster = Cluster(workshop.cabdeskd, folder / "cluster", connections=2 * count + 200)
    try:
        for replica in cluster.replicas:
            replica.stop()
            replica.more += LIMITS
            replica.start()
        services = min(SERVICES, max(1, count // 4))
        tell(f"Making {services} services")
        tokens = [customer(cluster, f"service{number}") for number in range(services)]
        delays = asyncio.run(watch(cluster, tokens, count))
        hundredths = statistics.quantiles(delays, n=100)
        yield Row(
            f"{count:,} long polls at 3 servers, until 99 of 100 hear of a message", Sample("", [hundredths[98] * 1000], "ms"),
            Sample("at most", [1000], "ms"), 1)
        yield Row(
            "the same", Sample("", [hundredths[98] * 1000], "ms"), Sample("half of them", [hundredths[49] * 1000], "ms"))
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def customer(cluster: Cluster, service: str) -> str:
    """The token of somebody of a new service, who has a ticket."""
    desk = cluster.replicas[0]
    desk.admin("service", "add", service, service)
    desk.admin("user", "add", service, service, "--service", service)
    [token] = desk.admin("token", "create", service)
    return token["token"]


async def watch(cluster: Cluster, tokens: list[str], count: int) -> list[float]:
    """Seconds from the answer to a message until each long poll of its service has brought it."""
    tell(f"Opening {count:,} long polls")
    context = ssl.create_default_context(cafile=cluster.ca_file)
    apis = [Api(cluster.base_url, cluster.ca_file, token) for token in tokens]
    tickets = [await asyncio.to_thread(file_ticket, api) for api in apis]
    cursors = [(await asyncio.to_thread(api.get, "/v1/changes?limit=500"))["cursor"] for api in apis]
    written: dict[str, float] = {}
    delays: list[float] = []
    arrived = asyncio.Condition()
    waiting = 0
    connecting = asyncio.Semaphore(CONNECTING_AT_ONCE)

    async def wait(index: int) -> None:
        nonlocal waiting
        service = index % len(tokens)
        cursor = cursors[service]
        async with connecting:
            reader, writer = await asyncio.open_connection("127.0.0.1", cluster.port, ssl=context)
        waiting += 1
        while True:
            writer.write(
                f"GET /v1/changes?limit=500&wait={SECONDS}&after={cursor} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                f"Authorization: Bearer {tokens[service]}\r\n\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            assert head.startswith("http/1.1 200"), head
            body = await reader.readexactly(int(re.search(r"content-length: (\d+)", head)[1]))
            now = time.monotonic()
            page = json.loads(body)
            cursor = page["cursor"]
            for change in page["changes"]:
                if (begun := written.get(identifier(change))) is not None:
                    delays.append(now - begun)
            async with arrived:
                arrived.notify_all()

    tasks = [asyncio.create_task(wait(index)) for index in range(count)]
    try:
        async with asyncio.timeout(10 * LIMIT):
            while waiting < count or await asyncio.to_thread(open_polls, cluster) < count:
                ended, _ = await asyncio.wait(tasks, timeout=0.2, return_when=asyncio.FIRST_EXCEPTION)
                for task in ended:
                    task.result()
            draw = random.Random(SEED)
            expected = 0
            for _ in range(min(MESSAGES, count)):
                service = draw.randrange(len(tokens))
                message = str(uuid.uuid4())
                body = {"origin": "cli", "text": "Silence", "attachments": [], "isInternal": False}
                path = f"/v1/tickets/{tickets[service]}/messages/{message}"
                # A load balancer that looks five times a second takes a busy server for one that is gone.
                status = 503
                while status == 503:
                    # Whoever hears of it before its author does has heard of it at once.
                    written[message] = time.monotonic()
                    status = (await asyncio.to_thread(apis[service].request, "PUT", path, body)).status
                assert status in (200, 201), status
                expected += len(range(service, count, len(tokens)))
            async with arrived:
                await arrived.wait_for(lambda: len(delays) >= expected)
        return delays
    finally:
        for task in tasks:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks, return_exceptions=True)


def file_ticket(api: Api) -> str:
    ticket = str(uuid.uuid4())
    message = {"origin": "cli", "text": "Text", "attachments": [], "isInternal": False}
    api.put(f"/v1/tickets/{ticket}", {
        "topic": "other", "subject": "Silence", "fields": [], "messageID": str(uuid.uuid4()), "message": message})
    return ticket


def identifier(change: dict) -> str:
    """Of the message that it brings; empty for anything else."""
    return change["message"]["id"] if "message" in change else ""


def open_polls(cluster: Cluster) -> int:
    token = cluster.user("admin")["token"]
    texts = [
        Api(replica.base_url, cluster.ca_file, token).request("GET", "/metrics").body.decode() for replica in cluster.replicas]
    return sum(int(re.search(r"^cabdesk_open_long_polls (\d+)", text, re.MULTILINE)[1]) for text in texts)
