"""How soon a new client shows the newest tickets of a desk, and what a specialist's client keeps of a large one."""

import shutil
import sqlite3
import time
from pathlib import Path

from desks import fill_desk, filled_desk
from figures import Row, Sample
from harness.client import Client
from harness.desk import Desk
from harness.memory import Peak
from terminal import Terminal
from workshop import ROWS, Workshop, tell

DAY = 86_400_000
WINDOW = 180
"""The days that a specialist's client keeps."""
WITHIN_WINDOW = 100_000
OPEN = 2_000
MEGABYTE = 1 << 20


def rows(workshop: Workshop):
    few, many = workshop.sizes[0], workshop.largest
    runs = max(1, min(workshop.runs // 3, 5))
    first = {size: newest_on_screen(workshop, filled_desk(workshop, size), "customer", size, runs) for size in {few, many}}
    what = f"a new client, the newest of {many:,} tickets on the screen"
    yield Row(what, first[many], Sample("at most", [1000], "ms"), 1)
    if few < many:
        yield Row(what, first[many], first[few], 1.5)
    yield from specialist(workshop)


def newest_on_screen(workshop: Workshop, desk: Desk, role: str, size: int, runs: int) -> Sample:
    """The time from the start of a client that has nothing yet. Ends the desk."""
    user = desk.user(role)
    mark = number_at(desk, user.get("service"), ROWS - 5)
    sample = Sample(f"{size:,}", [], "ms")
    try:
        for _ in range(runs):
            home = workshop.folder / "newest"
            shutil.rmtree(home, ignore_errors=True)
            client = Client(workshop.cabdesk, home)
            client.sign_in(desk, user)
            terminal = Terminal([client.program], client.environment, (3, ROWS - 3))
            sample.values.append(terminal.first_frame([mark]).seconds * 1000)
            terminal.quit("q")
    finally:
        desk.stop()
    return sample


def number_at(desk: Desk, service: str | None, place: int) -> bytes:
    """The number of the ticket that is so many places from the newest one."""
    with sqlite3.connect(f"file:{desk.data / 'cabdesk.sqlite'}?mode=ro", uri=True) as database:
        [number] = database.execute(
            "SELECT number FROM ticket WHERE ?1 IS NULL OR service = ?1 ORDER BY updated DESC, number DESC LIMIT 1 OFFSET ?2",
            (service, place - 1)).fetchone()
    return str(number).encode()


def specialist(workshop: Workshop):
    """Against a desk that has no more tickets than the client keeps of the large one."""
    size = workshop.desk_size
    kept = {}
    for count in (WITHIN_WINDOW, size):
        desk = spread_desk(workshop, count)
        what = f"a specialist, the newest of {count:,} tickets on the screen"
        yield Row(what, newest_on_screen(workshop, desk, "agent", count, 1), Sample("at most", [2000], "ms"), 1)
        desk.start()
        kept[count] = kept_of(workshop, desk)
        desk.stop()
    (few_disk, few_memory), (disk, memory) = kept[WITHIN_WINDOW], kept[size]
    yield Row(f"the store of a specialist on a desk of {size:,} tickets", disk, few_disk, 1.2)
    yield Row("the most memory until it is complete", memory, few_memory, 1.2)


def spread_desk(workshop: Workshop, count: int) -> Desk:
    """A desk whose tickets are spread so that the window has ``WITHIN_WINDOW`` of them, and most are resolved."""
    data, made = workshop.folder / f"spread-desk-{count}", workshop.folder / f"spread-desk-{count}.made"
    desk = Desk(workshop.cabdeskd, data)
    if not made.exists():
        tell(f"Filling a desk with {count:,} tickets")
        desk.stop()
        spacing = WINDOW * DAY / WITHIN_WINDOW
        begin = int(time.time() * 1000 - count * spacing)
        fill_desk(str(data / "cabdesk.sqlite"), desk.user("customer")["service"], count, begin, spacing, OPEN)
        desk.start()
        made.touch()
    return desk


def kept_of(workshop: Workshop, desk: Desk) -> tuple[Sample, Sample]:
    """The bytes on disk, and the most memory, of a client that has synchronised."""
    home = workshop.folder / "specialist"
    shutil.rmtree(home, ignore_errors=True)
    client = Client(workshop.cabdesk, home)
    client.sign_in(desk, desk.user("agent"))
    peak = Peak(Path(workshop.folder / "peak"))
    client.run("sync", prefix=peak.prefix, timeout=3600)
    disk = sum(file.stat().st_size for file in client.files())
    return Sample("", [disk / MEGABYTE], "MB"), Sample("", [peak.bytes / MEGABYTE], "MB")
