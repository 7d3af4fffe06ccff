"""The processor time of a letter that is typed into a reply, a new ticket and a filter, in a small and a large store."""

from figures import Row, Sample
from workshop import Workshop

# Words that many tickets have, so that looking for similar ones has something to find.
TEXT = "Водитель не отвечает, оновлення voicemail"
MOST = 2.0
"""Milliseconds that nobody feels, whatever else the machine does."""

# For each place: the keys that lead there from the list, and those that lead back.
PLACES = {
    "a reply": (["enter", "r"], ["escape", "escape"]),
    "a new ticket": (["2"], ["escape", "escape"]),
    "a filter": (["/"], ["escape"]),
}


def rows(workshop: Workshop):
    sizes = sorted({workshop.sizes[0], workshop.largest})
    taken = {(place, size): Sample("", [], "ms") for place in PLACES for size in sizes}
    for size in sizes:
        terminal = workshop.open_cabdesk(size)
        terminal.first_frame(workshop.numbers(size))
        terminal.settle(1.0)
        for place, (there, back) in PLACES.items():
            for key in there:
                terminal.strike(key)
            for _ in range(max(1, workshop.runs // 3)):
                taken[place, size].values.append(terminal.type(TEXT) * 1000)
                terminal.strike("erase line")
            for key in back:
                terminal.strike(key)
        terminal.quit("\x11")
    small, large = sizes[0], sizes[-1]
    for place in PLACES:
        what = f"a letter typed into {place}, {large:,} tickets, processor time"
        ours = taken[place, large]
        is_text = place != "a filter"
        if is_text:
            yield Row(what, ours, Sample("at most", [MOST], "ms"), 1)
        if small < large:
            few = Sample(f"{small:,} tickets", taken[place, small].values, "ms")
            yield Row(what, ours, few, 1.2 if is_text else None)
