"""Documents that mention tests."""

import re

from conftest import ROOT


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
