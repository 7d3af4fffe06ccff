"""From the start of the program to the first rows of the list."""

from figures import Row, Sample
from workshop import Workshop

WHAT = "start to the first rows"


def rows(workshop: Workshop):
    ours: dict[int, Sample] = {}
    programs = workshop.programs("", "C", "mutt", "tig")
    for size in workshop.sizes:
        workshop.client(size)
        samples = {name: Sample(name, [], "ms") for name in programs}
        # In turns, so that what else the machine does meets all of them. The first turn warms them up.
        for turn in range(workshop.runs + 1):
            for name, program in programs.items():
                marks = program.marks(size)
                terminal = program.open(size)
                frame = terminal.first_frame(marks)
                terminal.quit(program.end)
                if turn:
                    samples[name].values.append(frame.seconds * 1000)
        ours[size] = samples.pop("")
        goals = {"C": 2.0 if size == 100_000 else None, "mutt": 0.1 if size == 10_000 else None}
        for name, sample in samples.items():
            yield Row(f"{WHAT}, {size:,} tickets", ours[size], sample, goals.get(name))
    if len(ours) > 1:
        small, large = workshop.sizes[0], workshop.largest
        yield Row(f"{WHAT}, {large:,} tickets", ours[large], Sample(f"{small:,} tickets", ours[small].values, "ms"), 1.2)
