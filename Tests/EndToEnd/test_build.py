"""`make` and the tests: the packages that they install, the files that they leave, and the end of a run."""

import ast
import pathlib
import re
import shutil
import subprocess

import pytest

from conftest import ROOT

TESTS = ROOT / "Tests"
# The programs of the toolchain, which is the one prerequisite; make comes before everything.
GIVEN = {"swift", "swiftc", "make"}
# Words of the shell, and functions of the scripts.
SHELL = set("""
. : [ [[ alias break case cd command continue coproc declare do done elif else end esac eval exec exit export fi for
function if in kill local mapfile printf read readonly return set shift source stop test then time trap true false type
ulimit umask unset until wait while { } echo
""".split())


def listed() -> set[str]:
    """The packages that the lists name."""
    makefile = (ROOT / "Makefile").read_text()
    names = " ".join(re.findall(r"^\w+_PACKAGES := (.*)$", makefile, re.MULTILINE)).split()
    install = (TESTS / "RequestTracker" / "install").read_text()
    return set(names) | set(re.search(r"^packages=\((.*)\)", install, re.MULTILINE)[1].split())


def called_by_python() -> set[str]:
    """The programs of this machine that begin a list, which usually is a list of arguments."""
    called = set()
    for path in TESTS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            first = node.elts[0] if isinstance(node, ast.List) and node.elts else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and shutil.which(first.value):
                called.add(first.value)
    return called


def called_by_swift() -> set[str]:
    return {
        name for path in TESTS.rglob("*.swift")
        for name in re.findall(r'"/(?:usr/)?bin/([\w.+-]+)"', path.read_text()) if shutil.which(name)
    }


def called_by_shell() -> set[str]:
    """The first words of commands in scripts and recipes."""
    called = set()
    for path in scripts():
        text = path.read_text()
        functions = set(re.findall(r"^(\w+)\(\) ", text, re.MULTILINE))
        # Remove data: here-documents, comments, quoted text.
        text = re.sub(r"<<-?'?(\w+)'?.*?^\s*\1$", "", text, flags=re.MULTILINE | re.DOTALL)
        text = re.sub(r"(^|\s)#.*", "", text)
        text = re.sub(r"\\\n", " ", text)
        text = re.sub(r"'[^']*'", "''", text)
        starts = re.findall(r"(?:^|[|;&(`]|\$\(|&&|\|\||\bdo\b|\bthen\b|\belse\b|!)[ \t]*([\w.+-]+)(?=\s|$|\))", text, re.MULTILINE)
        called |= {word for word in starts if word not in functions}
    return {word for word in called if word not in SHELL and not word.isdigit() and shutil.which(word)}


def scripts() -> list[pathlib.Path]:
    found = [ROOT / ".ci" / "run", ROOT / "Makefile"]
    for folder in (ROOT / "scripts", TESTS):
        found += [
            path for path in folder.rglob("*") if path.is_file() and path.read_bytes()[:64].split(b"\n")[0].endswith((b"bash", b"/sh"))
        ]
    return found


def dependencies(packages: set[str]) -> set[str]:
    """The packages, what they need, and what every Debian system has."""
    rows = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package}\t${Essential}\t${Priority}\t${Provides}\t${Depends}, ${Pre-Depends}\n"],
        capture_output=True, check=True, text=True,
    ).stdout.splitlines()
    needs: dict[str, set[str]] = {}
    providers: dict[str, set[str]] = {}
    wanted = set(packages)
    for row in rows:
        name, essential, priority, provides, depends = row.split("\t")
        needs[name] = set(re.findall(r"(?:^|[,|])\s*([\w.+-]+)", depends))
        for each in re.findall(r"(?:^|,)\s*([\w.+-]+)", provides):
            providers.setdefault(each, set()).add(name)
        if essential == "yes" or priority == "required":
            wanted.add(name)
    reached: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name not in reached:
            reached.add(name)
            wanted |= needs.get(name, set()) | providers.get(name, set())
    return reached


def owners(program: str) -> set[str]:
    """The packages that bring the program, by any of the names that its place has on a merged /usr."""
    path = pathlib.Path(shutil.which(program) or program)
    places = {path, path.resolve()} | {folder / program for folder in map(pathlib.Path, ("/bin", "/usr/bin", "/sbin", "/usr/sbin"))}
    result = subprocess.run(["dpkg-query", "-S", *map(str, places)], capture_output=True, text=True)
    return {line.split(":")[0] for line in result.stdout.splitlines() if not line.startswith("diversion")}


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="needs Debian's list of packages")
def test_every_program_that_is_called_belongs_to_a_listed_package():
    called = called_by_python() | called_by_shell() | called_by_swift()
    assert {"curl", "openssl", "tmux", "python3"} <= called
    reached = dependencies(listed())
    strangers = {}
    for name in called - GIVEN:
        packages = owners(name)
        if not packages & reached:
            strangers[name] = packages
    assert strangers == {}


def insert_import(folder: pathlib.Path, module: str) -> str:
    """Adds an import to the first line of a file there. Returns its place as the check prints it."""
    path = min(folder.rglob("*.swift"))
    path.write_text(f"import {module}\n{path.read_text()}")
    return f"{path.relative_to(folder.parent.parent)}:1"


def test_an_import_that_the_architecture_forbids_is_found_with_its_place(tmp_path):
    manifest = (ROOT / "Package.swift").read_text()
    before = '.target(name: "HelpdeskModels", dependencies: ['
    assert before in manifest
    (tmp_path / "Package.swift").write_text(manifest.replace(before, before + '"SystemKit", '))
    for name in ("Sources", "Tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("EndToEnd", "Corpus"))

    curses = insert_import(tmp_path / "Sources" / "CabdeskUI", "CNcurses")
    server = insert_import(tmp_path / "Sources" / "HelpdeskCore", "HelpdeskServer")
    unlisted = insert_import(tmp_path / "Tests" / "TerminalKitTests", "HelpdeskCore")

    result = subprocess.run([ROOT / "scripts" / "check-imports", tmp_path], capture_output=True, text=True)
    found = result.stderr.splitlines()
    unused = manifest[: manifest.index(before)].count("\n") + 1
    for start in (
        f"{curses}: CabdeskUI must not import CNcurses; allowed: CQRencode, HelpdeskCore,",
        f"{server}: HelpdeskCore must not import HelpdeskServer; allowed: ",
        f"{unlisted}: TerminalKitTests imports HelpdeskCore, which Package.swift does not list",
        f"Package.swift:{unused}: HelpdeskModels depends on SystemKit, which none of its files imports",
    ):
        assert [line for line in found if line.startswith(start)], start
    assert (len(found), result.returncode) == (4, 1), result.stderr


def test_links_of_the_installed_documents_lead_somewhere(tmp_path):
    subprocess.run(
        ["make", "-C", str(ROOT), "install-docs", f"DESTDIR={tmp_path}", "PREFIX=/usr"], check=True, capture_output=True)
    documents = list(tmp_path.rglob("*.md"))
    assert len(documents) > 5
    for document in documents:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", document.read_text()):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name}: {target}"


REPORT = """<?xml version="1.0"?>
<testsuites><testsuite>
<testcase classname="suite" name="passes"/>
<testcase classname="suite" name="breaks"><failure message="one is not two&#10;and more"/></testcase>
<testcase classname="suite" name="is left out"><skipped message="needs a moon"/></testcase>
</testsuite></testsuites>
"""


def closing_lines(folder: pathlib.Path) -> tuple[list[str], int]:
    result = subprocess.run(["python3", str(TESTS / "count.py"), str(folder)], capture_output=True, text=True)
    return result.stdout.splitlines(), result.returncode


def test_the_closing_lines_name_what_failed_and_what_was_skipped(tmp_path):
    (tmp_path / "swift.xml").write_text(REPORT)
    (tmp_path / "broken").write_text("Swift tests\nRelease build\n")
    assert closing_lines(tmp_path) == ([
        "Skipped: suite.is left out: needs a moon", "Failed: suite.breaks: one is not two",
        "Failed: the step: Release build", "1 passed, 2 failed, 1 skipped",
    ], 1)


def test_a_run_without_a_test_has_failed(tmp_path):
    assert closing_lines(tmp_path) == (["Failed: no test ran", "0 passed, 1 failed, 0 skipped"], 1)


def test_every_build_has_the_same_flags():
    """SwiftPM adds flags for a terminal, and builds everything anew when they change."""
    for path in scripts():
        for line in path.read_text().splitlines():
            if re.search(r"\bswift (build|test)\b", line) and not line.lstrip().startswith(("#", "echo ")):
                assert "--no-color-diagnostics" in line, f"{path}: {line}"
