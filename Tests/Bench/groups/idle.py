"""How often the program wakes while nothing happens."""

import time

from figures import Row, Sample
from workshop import Workshop

# What may wake it: the answer to a long poll, after 25 seconds each, and the clock, once a minute. Five seconds after
# each, threads end that had nothing more to do, and a timer of libcurl.
LONG_POLL = 25
MINUTE = 60
PARTS = 3


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
    allowed = PARTS * (int(seconds // LONG_POLL) + int(seconds // MINUTE) + 1)
    reasons = Sample("its long polls and the minutes, with what ends after each, at most", [allowed], "")
    yield Row(f"{what}, half seconds in which it woke", Sample("", [awake], ""), reasons, 1)
    yield Row(f"{what}, processor", Sample("", [used], "%"), Sample("0.0 % is less than", [0.05], "%"), 1)
