"""Documents name tests and files that exist."""

import re

from conftest import ROOT

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_every_test_that_shows_a_promise_is_there():
    named = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "security.md").read_text()))
    suites = {name for name in named if name.endswith("Tests")}
    files = {name for name in named if name.startswith("test_")}
    assert suites and files
    declared = set()
    for path in (ROOT / "Tests").rglob("*.swift"):
        declared |= set(re.findall(r"(?:struct|class|enum|actor) (\w+Tests)\b", path.read_text()))
    assert suites <= declared
    assert files <= {path.stem for path in (ROOT / "Tests" / "EndToEnd").glob("test_*.py")}


def test_every_file_that_a_document_names_is_there():
    found, missing = 0, []
    for document in DOCUMENTS:
        named = re.findall(r"`((?:Sources|Tests|scripts|themes|docs)/[\w./+*-]+)`", document.read_text())
        found += len(named)
        # NAME and TARGET stand for what the reader chooses.
        missing += [
            f"{document.name}: {name}" for name in named
            if not re.search(r"/(NAME|TARGET)\b", name) and not list(ROOT.glob(name.rstrip("/")))
        ]
    assert found > 30
    assert missing == []
