"""From the start of the program to the first rows of the list."""

from figures import Row, Sample
from workshop import Workshop

WHAT = "start to the first rows"


def rows(workshop: Workshop):
    ours: dict[int, Sample] = {}
    for size in workshop.sizes:
        programs = {
            "Cabdesk": (workshop.open_cabdesk, workshop.numbers, "q"),
            "C": (workshop.open_reference, workshop.numbers, "q"),
            "mutt": (workshop.open_mutt, workshop.mail_mark, "x"),
            "tig": (workshop.open_tig, workshop.mail_mark, "Q"),
        }
        workshop.client(size)
        samples = {name: Sample("" if name == "Cabdesk" else name, [], "ms") for name in programs}
        # In turns, so that what else the machine does meets all of them. The first round warms them up.
        for turn in range(workshop.runs + 1):
            for name, (open_program, mark, key) in programs.items():
                marks = mark(size)
                terminal = open_program(size)
                frame = terminal.first_frame(marks)
                terminal.quit(key)
                if turn:
                    samples[name].values.append(frame.seconds * 1000)
        ours[size] = samples["Cabdesk"]
        what = f"{WHAT}, {size:,} tickets"
        yield Row(what, ours[size], samples["C"], 2.0 if size == 100_000 else None)
        yield Row(what, ours[size], samples["mutt"], 0.1 if size == 10_000 else None)
        yield Row(what, ours[size], samples["tig"])
    if len(ours) > 1:
        small, large = workshop.sizes[0], workshop.sizes[-1]
        with_size = Sample(f"{small:,} tickets:", ours[small].values, "ms")
        yield Row(f"{WHAT}, {large:,} tickets", ours[large], with_size, 1.2)
