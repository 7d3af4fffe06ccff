"""`python -m faults [--seed N] [--runs N] [--cluster]`: runs until one fails, or for so many runs; prints the seed of each."""

import argparse
import os
import pathlib
import random
import shutil
import sys
import tempfile

from harness.cluster import Cluster
from harness.desk import Desk

from .run import Run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    parser.add_argument("--seed", type=int, help="the first run's; the next ones count on from it")
    parser.add_argument("--runs", type=int, help="how many; otherwise until one fails or Ctrl-C")
    parser.add_argument("--cluster", action="store_true", help="three replicas on PostgreSQL and S3, whose parts break")
    options = parser.parse_args()
    seed = random.SystemRandom().randrange(1_000_000_000) if options.seed is None else options.seed
    done = 0
    folder = pathlib.Path(tempfile.mkdtemp(prefix="faults-"))
    desk = (Cluster if options.cluster else Desk)(os.environ["CABDESKD"], folder / "desk")
    try:
        while options.runs is None or done < options.runs:
            home = folder / str(seed)
            print(f"run {done + 1}, seed {seed}", flush=True)
            try:
                Run(os.environ["CABDESK"], desk, home, seed).go()
            except AssertionError as failure:
                print(f"{failure}\nThe homes and the desk are in {folder}.", file=sys.stderr)
                return 1
            shutil.rmtree(home)
            done, seed = done + 1, seed + 1
    except KeyboardInterrupt:
        print(f"{done} runs, all well")
    finally:
        desk.stop()
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
