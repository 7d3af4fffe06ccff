"""Every error is a sentence that says what happened. Nothing is lost, and no internals of the program show."""

import json
import os
import shutil
import socket
import sqlite3
import stat
import subprocess

import pytest

from harness.strangers import Authority, Website
from test_commands import file_ticket

TOKEN = "cd_" + "A" * 43


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


def refused_login(client, url, ca_file, token=TOKEN) -> str:
    """The sentence of a login that has to fail and to store nothing."""
    sentence = client.refusal("login", url, "--ca-file", str(ca_file), input=token)
    assert not any(token.encode() in path.read_bytes() for path in client.files())
    assert token not in sentence
    return sentence


# Signing in


def test_an_unreachable_host(client, desk):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert "127.0.0.1" in refused_login(client, f"https://127.0.0.1:{port}", desk.ca_file)
    assert "nobody.invalid" in refused_login(client, "https://nobody.invalid", desk.ca_file)


def test_a_certificate_of_another_authority(client, desk, authority):
    assert "certificate" in refused_login(client, desk.base_url, authority.ca_file)


def test_a_token_that_the_desk_does_not_know(client, desk):
    assert "does not accept what you entered" in refused_login(client, desk.base_url, desk.ca_file)


@pytest.mark.parametrize("token", ["", "\n", "not a token", "ключ", "x" * 5000])
def test_what_is_no_token_at_all(client, desk, token):
    client.refusal("login", desk.base_url, "--ca-file", desk.ca_file, input=token)
    assert client.files() == []


@pytest.mark.parametrize(
    "website",
    [
        (200, "text/html", b"<html><body>Welcome!</body></html>"),
        (200, "application/json", b"[]"),
        (200, "application/json", b'{"api": "other/1"}'),
        (404, "text/html", b"<h1>Not found</h1>"),
        (200, "application/json", b"[" * 100_000),
        (200, "text/html", b""),
    ],
    ids=["html", "json", "another desk", "not found", "deep", "empty"],
)
def test_a_backend_of_another_kind(client, authority, website):
    site = Website(authority, *website)
    assert "127.0.0.1" in refused_login(client, site.base_url, authority.ca_file)
    site.close()


def test_a_redirect_is_not_followed_with_the_token(client, authority):
    elsewhere = Website(authority, 200, "application/json", b"{}")
    site = Website(authority, 302, "text/html", b"", {"Location": elsewhere.base_url + "/v1/desk"})
    refused_login(client, site.base_url, authority.ca_file)
    site.close()
    elsewhere.close()


@pytest.mark.parametrize("url", ["http://127.0.0.1", "desk.example", "https://", "ftp://x", "", "https://a b", "-"])
def test_what_is_no_secure_address(client, desk, url):
    refused_login(client, url, desk.ca_file)


def test_a_ca_file_that_is_not_there_or_no_certificate(client, desk, tmp_path):
    assert "nowhere.pem" in refused_login(client, desk.base_url, tmp_path / "nowhere.pem")
    (tmp_path / "empty.pem").write_text("no certificate")
    refused_login(client, desk.base_url, tmp_path / "empty.pem")


def test_commands_before_signing_in_say_how_to(client):
    for arguments in (["tickets"], ["sync"], ["show", "1"], ["create", "--topic", "other"], ["resolve", "1"]):
        assert "cabdesk login" in client.refusal(*arguments)


def test_a_token_that_was_revoked_keeps_what_is_written(client, own_desk):
    me = client.sign_in(own_desk, own_desk.user("customer"))["user"]["id"]
    client.json("sync")
    known = client.json("tickets")["tickets"]

    def admin(*arguments) -> list:
        command = [own_desk.program, "admin", "token", *arguments, "--data", str(own_desk.data), "--json"]
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    for token in admin("list", "--user", me):
        admin("revoke", str(token["id"]))

    assert "sign-in" in client.refusal("sync")
    assert client.json("tickets")["tickets"] == known
    written = client.run("create", "--topic", "other", "--json", input="Написано без входу")
    assert written.returncode == 0 and json.loads(written.stdout)["delivery"] == "queued"
    assert "sign-in" in written.stderr


def test_signing_in_again_in_another_window_brings_an_open_program_back(client, own_desk, open_screen):
    me = client.sign_in(own_desk, own_desk.user("customer"))["user"]["id"]

    def admin(*arguments):
        command = [own_desk.program, "admin", "token", *arguments, "--data", str(own_desk.data), "--json"]
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    screen = open_screen([client.program], client.environment, rows=24, columns=80)
    screen.wait_for("online")
    for token in admin("list", "--user", me):
        admin("revoke", str(token["id"]))
    screen.wait_for("signed out", limit=90)
    login = ("login", own_desk.base_url, "--ca-file", own_desk.ca_file)
    [created] = admin("create", me)
    client.json(*login, input=created["token"])
    screen.wait_for("online")
    screen.press("^Q")
    assert screen.wait_for_end() == 0


def test_another_account_on_the_same_profile_sees_nothing_of_the_first(dispatcher, desk):
    known = {ticket["id"] for ticket in dispatcher.json("tickets")["tickets"]}
    dispatcher.sign_in(desk, desk.user(index=3))
    assert known.isdisjoint(ticket["id"] for ticket in dispatcher.json("tickets")["tickets"])
    dispatcher.sign_in(desk, desk.user("customer"))
    assert {ticket["id"] for ticket in dispatcher.json("tickets")["tickets"]} == known


# Files


def missing(path):
    pass


def directory(path):
    path.mkdir()


def fifo(path):
    os.mkfifo(path)


def over_the_limit(path):
    with open(path, "wb") as file:
        file.truncate((2 << 30) + 1)


def broken_link(path):
    path.symlink_to("nowhere")


def listening_socket(path):
    socket.socket(socket.AF_UNIX).bind(os.path.relpath(path))


@pytest.mark.parametrize("make", [missing, directory, fifo, over_the_limit, broken_link, listening_socket])
def test_a_file_that_cannot_be_attached(dispatcher, desk, tmp_path, monkeypatch, make):
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "report.pdf")
    before = dispatcher.json("tickets")["tickets"]
    sentence = dispatcher.refusal(
        "create", "--topic", "other", "--attach", str(tmp_path / "report.pdf"), input="Текст")
    assert "report.pdf" in sentence
    assert dispatcher.json("tickets")["tickets"] == before


def test_a_file_that_may_not_be_read(dispatcher, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("nobody reads this")
    secret.chmod(0)
    # Root may read everything; without these two capabilities it may not.
    prefix = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    sentence = dispatcher.refusal(
        "create", "--topic", "other", "--attach", str(secret), input="Текст", prefix=prefix)
    assert "secret.txt" in sentence


def test_a_device_is_no_file_to_attach(dispatcher):
    assert "zero" in dispatcher.refusal("create", "--topic", "other", "--attach", "/dev/zero", input="Текст")


def test_more_files_than_the_desk_takes(dispatcher, desk, tmp_path):
    limit = desk.api(desk.user()).get("/v1/desk")["limits"]["attachmentCount"]
    (tmp_path / "a.txt").write_text("a")
    attach = ["--attach", str(tmp_path / "a.txt")] * (limit + 1)
    dispatcher.refusal("create", "--topic", "other", *attach, input="Текст")


def test_a_folder_that_cannot_be_saved_into(dispatcher, tmp_path):
    (tmp_path / "note.txt").write_text("a")
    number = str(file_ticket(dispatcher, "--attach", str(tmp_path / "note.txt"))["number"])
    dispatcher.refusal("attachments", "save", number, "--dir", str(tmp_path / "note.txt"))
    dispatcher.refusal("attachments", "save", number, "--dir", "/proc/nowhere")


# Texts


@pytest.mark.parametrize(
    "text",
    ["", " \n\t\n", "я" * 20_001, "x" * 3_000_000, b"\xff\xfe broken"],
    ids=["empty", "blank", "too long", "far too long", "not UTF-8"],
)
def test_a_text_that_the_desk_does_not_take(dispatcher, text):
    before = dispatcher.json("tickets")["tickets"]
    refusal = dispatcher.refusal("create", "--topic", "other", input=text)
    assert "Text" in refusal and ("--attach" in refusal) == (len(text) > 20_000)
    assert "Text" in dispatcher.refusal("reply", str(before[0]["number"]), input=text)
    assert dispatcher.json("tickets")["tickets"] == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["--topic", "no-such-topic"], ["--topic", "other", "--subject", "я" * 201],
        ["--topic", "other", "--field", "nothing=1"],
    ],
    ids=["topic", "subject", "field"],
)
def test_a_ticket_that_the_desk_would_refuse_is_not_queued(dispatcher, arguments):
    before = dispatcher.json("tickets")["tickets"]
    dispatcher.refusal("create", *arguments, input="Текст")
    assert dispatcher.json("tickets")["tickets"] == before


def test_a_ticket_that_is_not_there(dispatcher):
    for arguments in (["show"], ["resolve"], ["reopen"], ["reply"], ["attachments", "save"]):
        assert "999999" in dispatcher.refusal(*arguments, "999999", input="Текст")


def test_a_ticket_of_another_service_is_not_there(cabdesk, client, dispatcher, desk, tmp_path):
    stranger = type(client)(cabdesk, tmp_path / "stranger")
    stranger.sign_in(desk, desk.user(index=3))
    created = file_ticket(dispatcher)
    stranger.refusal("show", str(created["number"]))
    stranger.refusal("reply", created["ticket"], input="Текст")


# The machine


def database(client):
    [path] = [path for path in client.files() if path.read_bytes()[:15] == b"SQLite format 3"]
    return path


def test_a_store_of_a_newer_version_is_left_alone(dispatcher):
    path = database(dispatcher)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 1000")
    connection.close()
    assert "newer" in dispatcher.refusal("tickets")
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM ticket").fetchone()[0] > 0
    connection.close()


def test_a_full_disk_under_the_output(dispatcher):
    with open("/dev/full", "wb") as full:
        result = subprocess.run(
            [dispatcher.program, "tickets", "--json"], stdout=full, stderr=subprocess.PIPE, env=dispatcher.environment)
    assert result.returncode == 1
    assert result.stderr.decode().startswith("cabdesk: ")


def test_a_reader_that_goes_away(dispatcher):
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run(
        [dispatcher.program, "tickets"], stdout=writing, stderr=subprocess.PIPE, env=dispatcher.environment)
    os.close(writing)
    assert result.returncode == 1 and result.stderr == b""


def test_a_full_disk_under_the_store_loses_nothing(dispatcher, desk, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(small)], capture_output=True)
    if mount.returncode != 0:
        pytest.skip("mounting a small file system is not allowed here")
    try:
        home = small / "home"
        shutil.copytree(dispatcher.home, home)
        environment = dispatcher.environment | {"HOME": str(home)}
        known = dispatcher.json("tickets", environment=environment)["tickets"]
        (tmp_path / "big.bin").write_bytes(os.urandom(2 << 20))
        sentence = dispatcher.refusal(
            "create", "--topic", "other", "--attach", str(tmp_path / "big.bin"), input="Текст", environment=environment)
        assert "disk is full" in sentence
        with open(small / "filler", "wb", buffering=0) as filler, pytest.raises(OSError):
            while True:
                filler.write(bytes(4096))
        sentence = dispatcher.refusal("create", "--topic", "other", input="Текст" * 3000, environment=environment)
        assert "disk is full" in sentence
        (small / "filler").unlink()
        assert dispatcher.json("tickets", environment=environment)["tickets"] == known
        created = dispatcher.json("create", "--topic", "other", input="Тепер є місце", environment=environment)
        assert created["delivery"] == "sent"
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_limit_on_file_sizes_is_no_crash(client, desk):
    prefix = ["prlimit", "--fsize=4096"]
    result = client.run(
        "login", desk.base_url, "--ca-file", desk.ca_file, input=desk.user()["token"], prefix=prefix)
    assert result.returncode == 1 and result.stderr.startswith("cabdesk: ")


def test_no_home_directory(client, desk):
    environment = client.environment | {
        "CABDESK_URL": desk.base_url, "CABDESK_CA_FILE": desk.ca_file, "CABDESK_TOKEN": desk.user()["token"],
        "HOME": "/proc/nowhere",
    }
    client.refusal("tickets", environment=environment)
    del environment["HOME"]
    client.run("tickets", environment=environment)


def test_a_configuration_that_is_no_toml(dispatcher):
    [path] = [path for path in dispatcher.files() if path.name == "config.toml"]
    path.write_text("profiles = [[[")
    assert "config.toml" in dispatcher.refusal("tickets")


def test_the_data_is_the_owners_alone(dispatcher):
    for path in dispatcher.home.rglob("*"):
        if "cabdesk" in path.parts and path.is_dir():
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
