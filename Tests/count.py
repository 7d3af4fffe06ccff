"""Adds up the JUnit reports in a directory: names what failed or was skipped and why, then prints the closing line.

A line of the file `broken` names a step that failed. Where no failed test in the step's own report explains it (a build
that does not compile, a test process that died), the step itself counts as one failed test.
"""

import dataclasses
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

# The steps of the run that write a report, by the beginning of the report's name.
STEPS = {"swift": "Swift tests", "end-to-end": "End-to-end tests"}


@dataclasses.dataclass
class Counts:
    passed: int = 0
    failed: list[str] = dataclasses.field(default_factory=list)
    """The names of the tests, with the reasons."""
    skipped: list[str] = dataclasses.field(default_factory=list)


def named(case: ElementTree.Element, outcome: ElementTree.Element) -> str:
    """The test and the first line of why, cut to what one reads at a glance."""
    lines = (outcome.get("message") or outcome.text or "").strip().splitlines()
    name = ".".join(part for part in (case.get("classname"), case.get("name")) if part)
    return f"{name}: {lines[0][:200]}" if lines else name


def count(report: pathlib.Path, counts: Counts) -> bool:
    """Adds the tests of one report; whether one of them failed."""
    before = len(counts.failed)
    for case in ElementTree.parse(report).iter("testcase"):
        failure = next((each for each in case if each.tag in ("failure", "error")), None)
        skip = case.find("skipped")
        if failure is not None:
            counts.failed.append(named(case, failure))
        elif skip is not None:
            counts.skipped.append(named(case, skip))
        else:
            counts.passed += 1
    return len(counts.failed) > before


def main(directory: pathlib.Path) -> int:
    counts = Counts()
    explained = set()
    for report in sorted(directory.glob("*.xml")):
        try:
            if count(report, counts):
                explained.add(STEPS["swift" if report.name.startswith("swift") else "end-to-end"])
        except ElementTree.ParseError:
            continue

    broken_file = directory / "broken"
    broken = set(broken_file.read_text().splitlines()) if broken_file.exists() else set()
    counts.failed += [f"the step: {step}" for step in sorted(broken - explained)]
    if counts.passed == 0 and not counts.failed:
        counts.failed.append("no test ran")
    for title, names in (("Skipped", counts.skipped), ("Failed", counts.failed)):
        for name in names:
            print(f"{title}: {name}")
    print(f"{counts.passed} passed, {len(counts.failed)} failed, {len(counts.skipped)} skipped")
    return 1 if counts.failed else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
