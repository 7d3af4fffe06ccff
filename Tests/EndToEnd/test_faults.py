"""Random scripts over bad cables: nothing lost, nothing doubled, everybody agrees. `make soak` runs on and on."""

import pytest
from faults.run import Run
from harness.desk import Desk

# A share of what `make soak RUNS=500` runs.
SEEDS = range(1, 10)


@pytest.fixture(scope="module")
def unlucky_desk(cabdeskd, tmp_path_factory):
    """One desk for all runs; it is killed now and then."""
    desk = Desk(cabdeskd, tmp_path_factory.mktemp("unlucky") / "desk")
    yield desk
    desk.stop()


@pytest.mark.parametrize("seed", SEEDS)
def test_after_bad_cables_and_kills_everybody_agrees(cabdesk, unlucky_desk, tmp_path, seed):
    Run(cabdesk, unlucky_desk, tmp_path, seed).go()
