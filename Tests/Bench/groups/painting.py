"""A moved selection against a full repaint: bytes sent to the terminal, and processor time."""

from figures import Row, Sample
from workshop import Workshop


def rows(workshop: Workshop):
    size = workshop.largest
    terminal = workshop.open_cabdesk(size)
    terminal.first_frame(workshop.numbers(size))
    terminal.settle(1.0)
    moved, repainted = Sample("", [], "bytes"), Sample("full repaint", [], "bytes")
    moving, repainting = Sample("", [], "ms"), Sample("full repaint", [], "ms")
    works = [(moved, moving, lambda: terminal.press("down")), (repainted, repainting, terminal.repaint)]
    for _ in range(workshop.runs):
        for size_of, time_of, work in works:
            before = terminal.cpu
            size_of.values.append(work().size)
            time_of.values.append((terminal.cpu - before) * 1000)
    terminal.quit("q")
    yield Row("moved selection, bytes painted", moved, repainted, 0.1)
    yield Row("moved selection, processor time", moving, repainting, 0.2)
