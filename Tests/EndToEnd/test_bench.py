"""The benchmark itself, in small: that it measures, and what does not depend on the machine's speed."""

import os
import pathlib
import shutil
import subprocess
import sys

BENCH = pathlib.Path(__file__).resolve().parents[1] / "Bench"


def test_the_benchmark_prints_its_table(cabdesk, cabdeskd, tmp_path):
    result = subprocess.run(
        [sys.executable, BENCH, "start", "memory", "painting", "sync", "files", "polls", "capacity", "feed", "--sizes", "200",
         "--runs", "1", "--file", "2", "--polls", "20", "--folder", tmp_path],
        env=os.environ | {"CABDESK": cabdesk, "CABDESKD": cabdeskd}, capture_output=True, text=True,
    )
    assert result.returncode == 0, result.stderr
    rows = [
        [cell.strip() for cell in line.strip("| ").split("|")]
        for line in result.stdout.splitlines() if line.startswith("| ")
    ]
    measured = {(row[0], row[2].split(" ")[0]): row for row in rows[1:]}
    assert ("start to the first rows, 200 tickets", "C") in measured
    assert ("peak memory, 200 tickets", "C") in measured
    assert ("first synchronisation of 200 tickets, indexed", "C") in measured
    for what in ("uploading 2 MiB", "downloading 2 MiB"):
        assert (what + ", the transfer alone", "curl") in measured and (what + ", as people wait", "curl") in measured
    assert ("20 long polls, peak memory", "at") in measured
    if all(map(shutil.which, ("psql", "haproxy"))):
        for what in ("a message", "50 tickets of the list", "a page of 500 changes", "a poll with one change", "a file of 300 kB"):
            assert (f"{what}, processor time with PostgreSQL", "SQLite") in measured
        assert ("100,000 services at the busiest hour, processors", "PostgreSQL") in measured
        assert ("20 long polls at 3 servers, until 99 of 100 hear of a message", "at") in measured
    # A moved selection is two rows, not the screen.
    assert measured["moved selection, bytes painted", "full"][-1] == "met"
