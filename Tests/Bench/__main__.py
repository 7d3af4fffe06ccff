"""Measures Cabdesk against programs that do the same, and prints a table of ratios.

Each row is a ratio of two medians that were measured in turns in this run, the goal, and whether it is met. The times
are this machine's; the ratios are what to look at. Data comes from a fixed seed and is kept between runs.
"""

import argparse
import importlib
import os
import pathlib

from figures import table
from workshop import ROOT, Workshop, tell

GROUPS = ["start", "memory", "idle", "keys", "typing", "search", "painting", "sync", "newest", "files", "serving", "polls",
          "capacity", "feed"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"rows to measure: {', '.join(GROUPS)}; else all")
    parser.add_argument("--sizes", default="1000,10000,100000", help="numbers of tickets (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=15, help="measurements of each thing (default: %(default)s)")
    parser.add_argument("--idle", type=float, default=60, help="seconds of doing nothing (default: %(default)s)")
    parser.add_argument("--file", type=int, default=256, help="MiB of the largest file (default: %(default)s)")
    parser.add_argument("--polls", type=int, default=10_000, help="long polls at once (default: %(default)s)")
    parser.add_argument(
        "--desk", type=int, default=5_000_000, help="tickets on a specialist's desk (default: %(default)s)")
    parser.add_argument("--folder", type=pathlib.Path, default=ROOT / ".build" / "bench", help="where the data is kept")
    choice = parser.parse_args()
    if unknown := set(choice.groups) - set(GROUPS):
        parser.error(f"no such rows: {', '.join(sorted(unknown))}")

    programs = ROOT / ".build" / "release"
    workshop = Workshop(
        choice.folder, sorted(int(size) for size in choice.sizes.split(",")), choice.runs, choice.idle,
        choice.file << 20, choice.polls, choice.desk,
        os.environ.get("CABDESK", str(programs / "cabdesk")), os.environ.get("CABDESKD", str(programs / "cabdeskd")))
    measured = []
    try:
        for name in choice.groups or GROUPS:
            tell(f"Measuring: {name}")
            measured += importlib.import_module(f"groups.{name}").rows(workshop)
    finally:
        workshop.close()
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} processors, load {load:.1f}; medians of {choice.runs}, measured in turns\n")
    print(table(measured))


main()
