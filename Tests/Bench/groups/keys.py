"""From a key to the painted list, in the longest list."""

from figures import Row, Sample
from workshop import Workshop


def rows(workshop: Workshop):
    if "mutt" not in workshop.programs("mutt"):
        return
    size = workshop.largest
    ours, mutt = workshop.open_cabdesk(size), workshop.open_mutt(size)
    ours.first_frame(workshop.numbers(size))
    mutt.first_frame(workshop.mail_mark(size))
    for terminal in (ours, mutt):
        terminal.settle(1.0)
    # Each begins where the one before has ended: somewhere below, at the top, at the top.
    keys = ("page down", "end", "down")
    samples = {key: (Sample("", [], "ms"), Sample("mutt", [], "ms")) for key in keys}
    for key in keys:
        for _ in range(workshop.runs):
            for terminal, sample in zip((ours, mutt), samples[key]):
                sample.values.append(terminal.press(key).seconds * 1000)
                if key == "end":
                    terminal.press("home")
    ours.quit("q")
    mutt.quit("x")
    for key in keys:
        yield Row(f"{key}, {size:,} tickets", *samples[key], 1)
