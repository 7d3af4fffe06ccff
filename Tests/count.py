"""Adds up the JUnit reports in a directory: names what failed or was skipped and why, then prints the closing line.

A line of the file `broken` names a step that failed. Where no failed test in the step's own report explains it (a build
that does not compile, a test process that died), the step itself counts as one failed test.
"""

import dataclasses
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

# The steps of the run that write a report, by the beginning of the report's name.
STEPS = {"swift": "Swift tests", "postgres": "Swift tests on PostgreSQL", "end-to-end": "End-to-end tests"}


@dataclasses.dataclass
class Counts:
    passed: int = 0
    ran: set[tuple] = dataclasses.field(default_factory=set)
    """The tests that passed in one run at least."""
    failed: list[str] = dataclasses.field(default_factory=list)
    """The names of the tests, with the reasons."""
    skipped: dict[tuple, str] = dataclasses.field(default_factory=dict)


def named(case: ElementTree.Element, outcome: ElementTree.Element) -> str:
    """The test and the first line of why, cut to what one reads at a glance."""
    lines = (outcome.get("message") or outcome.text or "").strip().splitlines()
    name = ".".join(part for part in (case.get("classname"), case.get("name")) if part)
    return f"{name}: {lines[0][:200]}" if lines else name


def identity(case: ElementTree.Element) -> tuple:
    return case.get("classname"), case.get("name")


def count(report: pathlib.Path, counts: Counts) -> bool:
    """Adds the tests of one report; whether one of them failed."""
    before = len(counts.failed)
    for case in ElementTree.parse(report).iter("testcase"):
        failure = next((each for each in case if each.tag in ("failure", "error")), None)
        skip = case.find("skipped")
        if failure is not None:
            counts.failed.append(named(case, failure))
        elif skip is not None:
            counts.skipped[identity(case)] = named(case, skip)
        else:
            counts.passed += 1
            counts.ran.add(identity(case))
    return len(counts.failed) > before


def main(directory: pathlib.Path) -> int:
    counts = Counts()
    explained = set()
    for report in sorted(directory.glob("*.xml")):
        try:
            if count(report, counts):
                explained |= {step for name, step in STEPS.items() if report.name.startswith(name)}
        except ElementTree.ParseError:
            continue

    broken_file = directory / "broken"
    broken = set(broken_file.read_text().splitlines()) if broken_file.exists() else set()
    counts.failed += [f"the step: {step}" for step in sorted(broken - explained)]
    if counts.passed == 0 and not counts.failed:
        counts.failed.append("no test ran")
    # A test that is skipped with one engine and runs with the other one has run.
    skipped = [name for test, name in counts.skipped.items() if test not in counts.ran]
    for title, names in (("Skipped", skipped), ("Failed", counts.failed)):
        for name in names:
            print(f"{title}: {name}")
    print(f"{counts.passed} passed, {len(counts.failed)} failed, {len(skipped)} skipped")
    return 1 if counts.failed else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
