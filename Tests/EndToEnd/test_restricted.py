"""Restricted mode: attempts to get out of it, in a real terminal. Nothing may run, and the program has to go on."""

import os
import pathlib
import signal
import types

import pytest

from harness.lines import Lines

TEXT = "Принтер не друкує"
OUTSIDE = "in restricted mode only files of your folder"
FORBIDDEN = "Not in restricted mode"
# Wide enough for a sentence with a path of the test in it.
WIDE = 250


@pytest.fixture
def account(dispatcher, desk, tmp_path):
    """A shared account: the administrator's command line, and whatever its user could prepare to get out."""
    marker = tmp_path / "marker"
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {marker}\n")
    trap.chmod(0o755)
    files = dispatcher.home / "files"
    files.mkdir()
    (files / "mine.txt").write_text("mine")
    (files / "link.txt").symlink_to("/etc/passwd")
    (files / "up").symlink_to(tmp_path)
    ui = f'[ui]\neditor = "{trap}"\nviewers = {{ "*/*" = ["{trap}", "{{}}"] }}\nnotifications = ["desktop"]\n'
    profile = f'[profiles.default]\nurl = "{desk.base_url}"\nca_file = "{desk.ca_file}"\n'
    config = tmp_path / "administrator.toml"
    # Even where the administrator's own configuration names programs, none is started for the user.
    config.write_text(profile + ui)
    plain = tmp_path / "plain"
    (plain / "cabdesk").mkdir(parents=True)
    (plain / "cabdesk" / "config.toml").write_text(profile)
    own = dispatcher.home / ".config" / "cabdesk" / "config.toml"
    own.write_text(profile + f'token_command = ["{trap}"]\n' + ui)
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("nano", "vi", "chafa", "xdg-open", "notify-send", "secret-tool", "less", "sh"):
        (programs / name).symlink_to(trap)
    hostile = {
        **dict.fromkeys(["EDITOR", "VISUAL", "PAGER", "SHELL", "BROWSER"], str(trap)),
        "LESSOPEN": f"|{trap} %s", "TERMINFO": str(tmp_path / "evil"), "TERMINFO_DIRS": str(tmp_path / "evil"),
        "PATH": f"{programs}:{os.environ['PATH']}", "DISPLAY": ":0",
        "XDG_CONFIG_HOME": str(dispatcher.home / ".config"),
        "XDG_DATA_HOME": str(tmp_path / "evil"), "HOME": str(tmp_path / "evil"), "CABDESK_URL": "https://127.0.0.1:1",
        "CABDESK_TOKEN": "x", "CABDESK_LOG": str(marker), "SSLKEYLOGFILE": str(marker),
        "https_proxy": "http://127.0.0.1:1",
        "SSH_ORIGINAL_COMMAND": str(trap), "ACCESSIBLE": "0", "BASH_ENV": str(trap), "TMPDIR": str(tmp_path / "evil"),
    }
    command = [
        dispatcher.program, "--restricted", "--config", str(config), "--home", str(dispatcher.home), "--language", "en"]
    yield types.SimpleNamespace(
        client=dispatcher, desk=desk, files=files, command=command, environment={"LANG": "C.UTF-8", **hostile},
        marker=marker, folder=tmp_path, plain=dispatcher.environment | {"XDG_CONFIG_HOME": str(plain)})
    assert not marker.exists(), "something ran"
    assert not (tmp_path / "evil").exists(), "something was written where the environment said"


@pytest.fixture
def screen(account, open_screen):
    screen = open_screen(account.command, account.environment, columns=WIDE, rows=30)
    screen.wait_for("online")
    return screen


def file_ticket(account, screen) -> None:
    """Proof that the program still does what it is there for, without an editor; begins in the form."""
    screen.press("Enter")
    screen.wait_for("type to find")
    screen.press("Other", "Enter")
    screen.wait_until_gone("type to find")
    screen.press("^O")
    screen.wait_for(FORBIDDEN)
    text = f"{TEXT} {account.folder.name}"
    screen.press(text)
    screen.wait_for(text)
    screen.press("^S")
    api = account.desk.api(account.desk.user("customer"))
    api.wait_until(lambda _: api.tickets(text))


def is_stopped(process: int) -> bool:
    status = pathlib.Path(f"/proc/{process}/stat").read_text()
    return status.rpartition(")")[2].split()[0] in "Tt"


def test_the_environment_and_a_configuration_of_ones_own_change_nothing(account, screen):
    variables = dict(
        entry.split("=", 1) for entry in pathlib.Path(f"/proc/{screen.pid}/environ").read_text().split("\0") if entry)
    assert variables.keys() == {"LANG", "TERM", "PATH", "ACCESSIBLE"}
    assert not variables["PATH"].startswith(str(account.folder))
    status = pathlib.Path(f"/proc/{screen.pid}/status").read_text()
    assert "Seccomp:\t2" in status and "NoNewPrivs:\t1" in status
    screen.press("2")
    screen.wait_for("Topic")
    file_ticket(account, screen)


def test_no_key_leads_to_an_editor_or_a_shell(account, screen):
    screen.press("^Z")
    screen.wait_for(FORBIDDEN)
    screen.signal(signal.SIGTSTP)
    screen.press("!", "2")
    screen.wait_for("Topic")
    screen.press("^T")
    screen.wait_for("Attach a file")
    screen.press("!touch marker", "Enter", "Esc", "Esc")
    screen.wait_until_gone("Attach a file")
    assert not is_stopped(screen.pid)
    file_ticket(account, screen)


def test_a_file_of_a_ticket_is_saved_in_the_folder_only_and_opened_by_nothing(account, open_screen):
    path = account.folder / "log.txt"
    path.write_text("what happened")
    account.client.json(
        "create", "--topic", "other", "--attach", path, input="Журнал додано", environment=account.plain)
    account.client.json("sync", environment=account.plain)
    screen = open_screen(account.command, account.environment, columns=WIDE, rows=30)
    screen.wait_for("online")
    screen.press("Enter")
    # In the last line once the conversation with its file is there.
    screen.wait_for("s Files")
    screen.press("s")
    screen.wait_for("Preview")
    screen.press("o")
    screen.wait_for(FORBIDDEN)
    for place in ("..", str(account.folder), "/tmp", "up", "~/.config", f"{account.files}/../saved"):
        screen.press("Enter")
        screen.wait_for(str(account.files))
        screen.press("^U", place, "Enter")
        screen.wait_for(OUTSIDE)
        screen.press("s")
        screen.wait_for("Preview")
    screen.press("Enter")
    screen.wait_for(str(account.files))
    screen.press("Enter")
    screen.wait_for("Saved")
    assert (account.files / "log.txt").read_text() == "what happened"
    assert [found for found in account.folder.rglob("log.txt") if found not in (path, account.files / "log.txt")
            and "viewed" not in found.parts and "outbox" not in found.parts] == []


def test_files_from_outside_are_not_attached(account, screen):
    screen.press("2")
    screen.wait_for("Topic")
    screen.press("^T")
    screen.wait_for("mine.txt")
    assert "link.txt" not in screen
    inside = str(account.files)
    for typed in ("/etc/passwd", f"{inside}/link.txt", f"{inside}/up/administrator.toml", "../", "~/.config/"):
        screen.press("^U", typed, "Enter")
        screen.wait_for(OUTSIDE)
        screen.press("Down")
        screen.wait_until_gone(OUTSIDE)
    screen.press("^U", "Esc")
    screen.wait_until_gone("Attach a file")
    screen.press("Tab")
    screen.paste("/etc/passwd")
    screen.wait_for(OUTSIDE)
    screen.press("^U")
    screen.paste(f"{account.files}/mine.txt")
    screen.wait_for("Attached: mine.txt")


def test_commands_are_refused(account):
    for arguments in (["tickets"], ["attachments", "save", "1", "--dir", "/tmp"], ["login", "https://127.0.0.1:1"],
                      ["create", "--topic", "other", "--attach", "/etc/passwd"], ["doctor"]):
        refusal = account.client.refusal(
            *account.command[1:], *arguments, code=2, input="x", environment=account.environment)
        assert "restricted mode" in refusal
    assert "--restricted" in account.client.run("--files", "/tmp").stderr


def test_without_the_administrators_configuration_it_does_not_start(account):
    command = ["--restricted", "--config", str(account.folder / "none.toml"), "--home", str(account.client.home)]
    refusal = account.client.refusal(*command, environment=account.environment)
    assert "none.toml" in refusal


def test_the_linear_mode_is_as_restricted(account, tmp_path):
    lines = Lines([*account.command, "--accessible"], account.environment)
    try:
        lines.wait_for("Tickets")
        lines.wait_for(lambda text: text.endswith(": "))
        lines.type("\x1a?")
        lines.wait_for(lambda text: "Help" in text and text.endswith(": "))
        assert not is_stopped(lines._process.pid)
        lines.ask("2")
        lines.type("Other")
        lines.wait_for("only a dot ends the text")
        lines.write("Принтер не друкує")
        lines.ask(".")
        lines.ask("")
        lines.ask("t /etc/passwd", "restricted mode")
        lines.ask(str(account.files / "link.txt"), "restricted mode")
        lines.ask(str(account.files / "mine.txt"), "Attached: mine.txt")
    finally:
        lines.kill()
