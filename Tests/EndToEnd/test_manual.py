"""The manual pages and the completions of shells, which both programs' own tables make."""

import os
import pathlib
import subprocess

import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def pages(cabdesk, cabdeskd, tmp_path_factory) -> pathlib.Path:
    programs = tmp_path_factory.mktemp("programs")
    for name, program in (("cabdesk", cabdesk), ("cabdeskd", cabdeskd)):
        (programs / name).symlink_to(pathlib.Path(program).resolve())
    folder = tmp_path_factory.mktemp("manual")
    subprocess.run([ROOT / "scripts" / "manual", programs, folder], check=True)
    return folder


def test_every_command_has_a_page_that_formats_without_a_warning(pages, client):
    written = sorted(pages.rglob("*.[1-8]"))
    names = {path.name for path in written}
    assert {"cabdesk.1", "cabdeskd.1", "cabdeskd.toml.5", "cabdesk-config.5", "cabdesk-keys.7"} <= names
    for command in ("tickets", "create", "telegram-link"):
        assert client.run(*command.split("-"), "--help").returncode == 0
        assert f"cabdesk-{command}.1" in names
    for page in written:
        shown = subprocess.run(
            ["man", "--warnings", "--local-file", page], capture_output=True, text=True,
            env=os.environ | {"MANWIDTH": "80", "LC_ALL": "C.UTF-8"})
        assert shown.returncode == 0 and shown.stderr == "", f"{page.name}: {shown.stderr}"
        assert shown.stdout.count("\n") > 10 and "\\f" not in shown.stdout


def test_the_pages_are_the_same_each_time(pages, cabdesk, cabdeskd, tmp_path):
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, program in (("cabdesk", cabdesk), ("cabdeskd", cabdeskd)):
        (programs / name).symlink_to(pathlib.Path(program).resolve())
    contents = []
    for language in ("C", "uk_UA.UTF-8"):
        folder = tmp_path / language
        subprocess.run(
            [ROOT / "scripts" / "manual", programs, folder], check=True,
            env=os.environ | {"SOURCE_DATE_EPOCH": "1800000000", "LC_ALL": language})
        contents.append({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.[1-8]")})
    assert contents[0] == contents[1] and len(contents[0]) == len(list(pages.rglob("*.[1-8]")))


def test_a_shell_completes_topics_tickets_and_profiles_from_this_machine(dispatcher, open_screen):
    folder = pathlib.Path(dispatcher.program).parent
    environment = dispatcher.environment | {"PATH": f"{folder}:{os.environ['PATH']}", "PS1": "ready> "}
    screen = open_screen(["bash", "--noprofile", "--norc"], environment, columns=120)
    screen.wait_for("ready>")
    screen.press("source <(cabdesk completions bash); bind 'set bell-style none'; clear", "Enter")
    screen.press("cabdesk create --topic oth", "Tab")
    screen.wait_for("--topic other")
    screen.press("^U", "cabdesk tickets --profile def", "Tab")
    screen.wait_for("--profile default")
    number = str(dispatcher.json("tickets")["tickets"][0]["number"])
    screen.press("^U", f"cabdesk show {number[:-1]}", "Tab", "Tab")
    screen.wait_for(lambda screen: f" {number}" in screen.text)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell_is_printed(client, shell):
    said = client.run("completions", shell)
    assert said.returncode == 0 and "cabdesk" in said.stdout and said.stderr == ""
