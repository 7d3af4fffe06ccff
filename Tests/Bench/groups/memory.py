"""The most memory that the programs had until their list was complete."""

from figures import Row, Sample
from workshop import Workshop


def rows(workshop: Workshop):
    programs = workshop.programs("", "C", "mutt")
    for size in workshop.sizes:
        workshop.client(size)
        peak = {name: Sample(name, [], "MB") for name in programs}
        own = {name: Sample(name, [], "MB") for name in programs}
        for _ in range(min(workshop.runs, 5)):
            for name, program in programs.items():
                marks = program.marks(size)
                terminal = program.open(size)
                terminal.first_frame(marks)
                terminal.settle(1.0)
                peak[name].values.append(terminal.peak_memory)
                own[name].values.append(terminal.own_memory)
                terminal.quit(program.end)
        for name in list(programs)[1:]:
            goal = 0.25 if size == 100_000 and name == "mutt" else None
            yield Row(f"peak memory, {size:,} tickets", peak[""], peak[name], goal)
            yield Row(f"without the pages of files, {size:,} tickets", own[""], own[name])
