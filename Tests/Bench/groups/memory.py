"""The most memory that the programs had until their list was complete."""

from figures import Row, Sample
from workshop import Workshop


def rows(workshop: Workshop):
    for size in workshop.sizes:
        workshop.client(size)
        programs = {
            "Cabdesk": (workshop.open_cabdesk, workshop.numbers, "q"),
            "C": (workshop.open_reference, workshop.numbers, "q"),
            "mutt": (workshop.open_mutt, workshop.mail_mark, "x"),
        }
        samples = {name: Sample("" if name == "Cabdesk" else name, [], "MB") for name in programs}
        for _ in range(min(workshop.runs, 5)):
            for name, (open_program, mark, key) in programs.items():
                marks = mark(size)
                terminal = open_program(size)
                terminal.first_frame(marks)
                terminal.settle(1.0)
                samples[name].values.append(terminal.peak_memory)
                terminal.quit(key)
        what = f"peak memory, {size:,} tickets"
        yield Row(what, samples["Cabdesk"], samples["mutt"], 0.15 if size == 100_000 else None)
        yield Row(what, samples["Cabdesk"], samples["C"])
