"""Adds up the JUnit reports in a directory and prints the closing line of a test run.

A line of the file `broken` names a step that failed. Where no failed test in the step's own report explains it (a build
that does not compile, a test process that died), the step itself counts as one failed test.
"""

import pathlib
import sys
import xml.etree.ElementTree as ElementTree

# The steps of the run that write a report, by the beginning of the report's name.
STEPS = {"swift": "Swift tests", "end-to-end": "End-to-end tests"}


def count(report: pathlib.Path) -> tuple[int, int, int]:
    """The tests of one report that passed, failed and were skipped."""
    passed = failed = skipped = 0
    for case in ElementTree.parse(report).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
    return passed, failed, skipped


def main(directory: pathlib.Path) -> int:
    passed = failed = skipped = 0
    explained = set()
    for report in sorted(directory.glob("*.xml")):
        try:
            counts = count(report)
        except ElementTree.ParseError:
            continue
        passed, failed, skipped = passed + counts[0], failed + counts[1], skipped + counts[2]
        if counts[1]:
            explained.add(STEPS["swift" if report.name.startswith("swift") else "end-to-end"])

    broken_file = directory / "broken"
    broken = set(broken_file.read_text().splitlines()) if broken_file.exists() else set()
    failed += len(broken - explained)
    if passed + failed == 0:
        print("No test ran.", file=sys.stderr)
        failed = 1
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
