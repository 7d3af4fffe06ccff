"""Where the token may be: in the keyring, with a command, in the environment, in a file; and only there."""

import os
import pathlib
import stat

import pytest

from harness.keyring import Keyring
from harness.traces import files, holds


@pytest.fixture(scope="module")
def keyring_of_module(tmp_path_factory):
    keyring = Keyring(tmp_path_factory.mktemp("keyring") / "home")
    yield keyring
    keyring.close()


@pytest.fixture
def keyring(tmp_path):
    """A keyring for one test, which may lock it."""
    keyring = Keyring(tmp_path / "keyring")
    yield keyring
    keyring.close()


def login(desk, *arguments: str) -> list[str]:
    return ["login", desk.base_url, "--ca-file", desk.ca_file, *arguments]


def kept(keyring, desk) -> str:
    return keyring.lookup(service="cabdesk", profile="default", url=desk.base_url)


def holders(client, token: str) -> list[pathlib.Path]:
    return [path for path, data in files(client.home) if holds(data, [token])]


def test_the_token_goes_from_the_file_into_the_keyring_and_back(client, desk, keyring_of_module):
    keyring = keyring_of_module
    client.environment |= keyring.environment
    token = desk.user()["token"]
    client.sign_in(desk, desk.user())
    assert len(holders(client, token)) == 1

    client.json(*login(desk, "--secret-service"), input=token)
    assert holders(client, token) == []
    assert kept(keyring, desk) == token
    assert all(holds(data, [token]) == [] for _, data in files(keyring.folder))
    assert client.json("tickets")["tickets"] and client.json("sync")["failed"] == 0

    # To sign in again leaves it where it is.
    other = desk.user(index=1)["token"]
    client.json(*login(desk), input=other)
    assert kept(keyring, desk) == other and holders(client, other) == []

    client.json(*login(desk, "--no-secret-service"), input=token)
    [path] = holders(client, token)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert kept(keyring, desk) == ""
    assert client.json("tickets")["tickets"]


def test_signing_out_removes_the_token_from_the_keyring(client, desk, keyring_of_module):
    client.environment |= keyring_of_module.environment
    client.json(*login(desk, "--secret-service"), input=desk.user()["token"])
    assert kept(keyring_of_module, desk)
    assert client.run("logout").returncode == 0
    assert kept(keyring_of_module, desk) == ""
    assert "login" in client.refusal("tickets")


def test_the_terminal_program_takes_the_token_from_the_keyring(client, desk, keyring_of_module, open_screen):
    client.environment |= keyring_of_module.environment
    client.json(*login(desk, "--secret-service"), input=desk.user()["token"])
    screen = open_screen([client.program], client.environment)
    screen.wait_for("online")
    screen.press("^Q")
    assert screen.wait_for_end() == 0


def test_a_locked_keyring_is_said_and_loses_nothing(client, desk, keyring):
    client.environment |= keyring.environment
    token = desk.user()["token"]
    client.json(*login(desk, "--secret-service"), input=token)
    before = dict(files(client.home))
    keyring.lock()
    for command in (["tickets"], login(desk), ["logout"]):
        sentence = client.refusal(*command, input=token)
        assert "keyring" in sentence and "--no-secret-service" in sentence and token not in sentence
    assert dict(files(client.home)) == before
    # What the sentence offers works.
    client.json(*login(desk, "--no-secret-service"), input=token)
    assert client.json("tickets")["tickets"]


def test_an_invitations_code_is_not_used_up_where_no_keyring_is(served, client, tmp_path):
    [invitation] = served.admin("invite", "oksana")
    empty = client.environment | {"PATH": str(tmp_path / "nothing")}
    sentence = client.refusal(*login(served, "--secret-service"), input=invitation["code"], environment=empty)
    assert "secret-tool" in sentence and "--no-secret-service" in sentence
    assert client.files() == []
    client.json(*login(served, "--no-secret-service"), input=invitation["code"])


def test_the_token_of_a_code_is_in_the_file_if_the_keyring_does_not_take_it(served, client, keyring):
    client.environment |= keyring.environment
    keyring.lock()
    [invitation] = served.admin("invite", "oksana")
    result = client.run(*login(served, "--secret-service"), input=invitation["code"])
    assert result.returncode == 0 and "For now the token is in a file" in result.stderr
    assert client.json("sync")["failed"] == 0


def configure(client, desk, line: str) -> None:
    """A profile as somebody writes it by hand."""
    folder = client.home / ".config" / "cabdesk"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(
        f'[profiles.default]\nurl = "{desk.base_url}"\nca_file = "{desk.ca_file}"\n{line}\n')


def test_a_command_prints_the_token_for_commands_and_the_terminal_program(client, desk, open_screen, tmp_path):
    store = tmp_path / "store"
    store.write_text(f"{desk.user()['token']}\nuser: oksana\n")
    configure(client, desk, f'token_command = ["cat", "{store}"]')
    assert client.json("sync")["received"] > 0
    assert holders(client, desk.user()["token"]) == []
    screen = open_screen([client.program], client.environment)
    screen.wait_for("online")
    screen.press("^Q")
    assert screen.wait_for_end() == 0


def test_a_command_that_fails_is_said_before_the_screen_is_taken(client, desk, open_screen):
    configure(client, desk, r"""token_command = "printf 'no key \\033[2J' >&2; exit 4" """)
    assert "exit code 4: no key" in client.refusal("tickets")
    screen = open_screen([client.program], client.environment, columns=200)
    screen.wait_for("token_command")
    assert screen.wait_for_end() == 1
    assert b"\x1b[2J" not in screen.raw and b"\x1b[?1049h" not in screen.raw
    # Where the command has it, login has no say.
    assert "token_command" in client.refusal(*login(desk), input=desk.user()["token"])
    environment = client.environment | {"CABDESK_TOKEN": desk.user()["token"]}
    assert client.json("tickets", environment=environment) is not None


def test_a_command_can_not_take_the_terminal(client, desk, open_screen):
    configure(client, desk, 'token_command = "read line </dev/tty || exit 5; echo $line"')
    screen = open_screen([client.program], client.environment, columns=200)
    screen.wait_for("exit code")
    assert screen.wait_for_end() == 1


def test_a_token_in_the_keyring_is_on_no_command_line(client, desk, keyring_of_module, tmp_path):
    """`secret-tool` itself says what it was called with."""
    folder = tmp_path / "bin"
    folder.mkdir()
    real = [path for path in os.environ["PATH"].split(":") if (pathlib.Path(path) / "secret-tool").exists()][0]
    tool = folder / "secret-tool"
    tool.write_text(
        f'#!/bin/sh\ncat /proc/$$/cmdline /proc/$PPID/cmdline >>"{tmp_path}/seen"\nexec {real}/secret-tool "$@"\n')
    tool.chmod(0o755)
    client.environment |= keyring_of_module.environment | {"PATH": f"{folder}:{os.environ['PATH']}"}
    token = desk.user()["token"]
    client.json(*login(desk, "--secret-service"), input=token)
    client.json("tickets")
    client.run("logout")
    seen = (tmp_path / "seen").read_bytes()
    assert all(word in seen for word in (b"store", b"lookup", b"clear", b"login"))
    assert holds(seen, [token]) == []
