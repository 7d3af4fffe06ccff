"""What was measured: samples, and rows of the table with their goals."""

import statistics
from dataclasses import dataclass


@dataclass
class Sample:
    """Several measurements of one thing, by the program called `name`."""

    name: str
    values: list[float]
    unit: str

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def __str__(self) -> str:
        text = f"{self.name} {number(self.median)}".strip()
        if len(self.values) > 1:
            text += f" ({number(min(self.values))}–{number(max(self.values))})"
        return f"{text} {self.unit}".strip()


@dataclass
class Row:
    """A line of the table. A line without a goal is only a comparison."""

    what: str
    ours: Sample
    reference: Sample
    goal: float | None = None
    """The ratio that is still good."""
    more_is_better: bool = False
    """Whether the goal is the least ratio that is good, not the most."""
    is_ratio: bool = True
    """Whether the two are compared; else they only stand beside each other."""

    @property
    def ratio(self) -> float:
        if self.ours.median == 0:
            return 0
        return self.ours.median / self.reference.median if self.reference.median else float("inf")

    @property
    def verdict(self) -> str:
        if self.goal is None:
            return ""
        is_met = self.ratio >= self.goal if self.more_is_better else self.ratio <= self.goal
        return "met" if is_met else "NOT MET"

    @property
    def cells(self) -> list[str]:
        goal = "" if self.goal is None else f"{'≥' if self.more_is_better else '≤'} {self.goal:g}"
        ratio = number(self.ratio) if self.is_ratio else ""
        return [self.what, str(self.ours), str(self.reference), ratio, goal, self.verdict]


HEAD = ["what", "Cabdesk: median (least–most)", "reference", "ratio", "goal", ""]


def number(value: float) -> str:
    """About three digits, with a separator for thousands."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.3g}"


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table with aligned columns."""
    lines = [HEAD, *(row.cells for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    shown = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |" for line in lines]
    shown.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(shown)
