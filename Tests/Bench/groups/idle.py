"""How often the program wakes while nothing happens."""

import time

from figures import Row, Sample
from workshop import Workshop

# What may wake it: the answer to a long poll, after 50 seconds each, and the clock, once a minute.
LONG_POLL = 50
MINUTE = 60


def rows(workshop: Workshop):
    size, seconds = workshop.largest, workshop.idle_seconds
    terminal = workshop.open_cabdesk(size)
    terminal.first_frame(workshop.numbers(size))
    terminal.settle(3.0)
    cpu, awake, switches = terminal.cpu, 0, terminal.switches
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        time.sleep(0.5)
        now = terminal.switches
        awake += now != switches
        switches = now
    used = (terminal.cpu - cpu) / (time.monotonic() - began) * 100
    terminal.quit("q")
    what = f"idle for {seconds:g} s"
    allowed = int(seconds // LONG_POLL) + int(seconds // MINUTE) + 2
    reasons = Sample("its long polls and the minutes, at most", [allowed], "")
    yield Row(f"{what}, half seconds in which it woke", Sample("", [awake], ""), reasons, 1)
    yield Row(f"{what}, processor", Sample("", [used], "%"), Sample("0.0 % is less than", [0.05], "%"), 1)
