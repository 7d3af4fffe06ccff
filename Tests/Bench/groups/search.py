"""Each letter of a search as it is typed, in the largest store, against looking through all messages."""

import statistics
import time

from figures import Row, Sample
from stores import MESSAGES, scan
from workshop import Workshop

WORDS = ["водитель", "оновлення", "voicemail", "ґудзик", "ховажи", "router", "100777"]


def rows(workshop: Workshop):
    size = workshop.largest
    workshop.client(size)
    store = workshop.store(size)
    scans = Sample("LIKE scan", [], "ms")
    for text in ["водитель", "оновлення", "voicemail"]:
        for _ in range(2):
            began = time.perf_counter()
            scan(store, text)
            elapsed = time.perf_counter() - began
        # The second time, the file is in memory.
        scans.values.append(elapsed * 1000)

    terminal = workshop.open_cabdesk(size)
    terminal.watched = (1, terminal.watched[1])
    terminal.first_frame(workshop.numbers(size))
    terminal.settle(1.0)
    letters: dict[tuple[str, int], list[float]] = {}
    for _ in range(max(1, workshop.runs // 3)):
        for word in WORDS:
            terminal.press("/")
            for place, letter in enumerate(word):
                letters.setdefault((word, place), []).append(terminal.press(letter, quiet=0.25).seconds * 1000)
            terminal.press("escape", quiet=0.25)
    terminal.quit("q")
    medians = {letter: statistics.median(times) for letter, times in letters.items()}
    word, place = max(medians, key=medians.get)
    what = f"a letter of a search, {size * MESSAGES:,} messages"
    yield Row(what, Sample("", list(medians.values()), "ms"), scans, 0.01)
    worst = Sample("", letters[word, place], "ms")
    yield Row(f"the slowest letter, the last of “{word[:place + 1]}”", worst, scans, 0.03)
