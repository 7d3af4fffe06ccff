"""From the start of the program to the first rows of the list."""

from figures import Row, Sample
from workshop import Workshop

GOALS = {("C", 100_000): 2.0, ("mutt", 10_000): 0.1}


def rows(workshop: Workshop):
    programs = workshop.programs("", "C", "mutt", "tig")
    times = {(name, size): Sample(name, [], "ms") for name in programs for size in workshop.sizes}
    cpu = {place: Sample(place[0], [], "ms") for place in times}
    for size in workshop.sizes:
        workshop.client(size)
    # In turns, so that other work on the machine affects all of them. The first turn warms them up.
    for turn in range(workshop.runs + 1):
        for name, size in times:
            program = programs[name]
            marks = program.marks(size)
            terminal = program.open(size)
            frame = terminal.first_frame(marks)
            terminal.quit(program.end)
            if turn:
                times[name, size].values.append(frame.seconds * 1000)
                cpu[name, size].values.append(frame.cpu * 1000)

    for size in workshop.sizes:
        what = f"start to the first rows, {size:,} tickets"
        for name in list(programs)[1:]:
            yield Row(what, times["", size], times[name, size], GOALS.get((name, size)))
        yield Row(f"{what}, processor time", cpu["", size], cpu["C", size])
    small, large = workshop.sizes[0], workshop.largest
    if small < large:
        few = Sample(f"{small:,} tickets", times["", small].values, "ms")
        yield Row(f"start to the first rows, {large:,} tickets", times["", large], few, 1.2)
