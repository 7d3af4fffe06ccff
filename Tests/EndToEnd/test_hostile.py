"""A desk that cannot be trusted: nothing is lost, nothing grows without bound, and the user is told."""

import gzip
import itertools
import json
import random
import select
import sqlite3
import ssl
import subprocess
import threading
import uuid
import warnings
import zlib

import pytest

from harness.client import Client
from harness.desk import Desk
from harness.files import sha256
from harness.hostile import HostileDesk, changing, json_of, saying, sending
from harness.memory import Peak, peak_of
from harness.strangers import Babble
from harness.waiting import LIMIT, Deadline
from test_commands import unique

# In bytes. The program itself takes a good part of it.
MOST_MEMORY = 150 << 20
OK = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"


@pytest.fixture(scope="module")
def hostile(authority, desk):
    hostile = HostileDesk(authority.context(), desk)
    yield hostile
    hostile.close()


class Victim:
    """A client whose desk turns hostile after a normal synchronisation."""

    def __init__(self, client: Client, hostile: HostileDesk, ca_file: str, desk: Desk):
        self.client, self.hostile = client, hostile
        self._agent = desk.api(desk.user("agent"))
        client.json("login", hostile.base_url, "--ca-file", ca_file, input=desk.user("customer")["token"])
        client.json("sync")
        self.known = client.json("tickets")["tickets"]
        assert self.known
        [self.store] = client.home.rglob("store.sqlite")
        self.peak = Peak(client.home / "peak")

    def suffer(self, *command: str, code: int = 1, requests: int = 12, memory: int = MOST_MEMORY, **options) -> str:
        """The output of the command. Asserts that requests and memory were bounded."""
        result = self.client.run(*(command or ["sync"]), prefix=self.peak.prefix, **options)
        assert result.returncode == code, result
        said = result.stderr
        assert said.count("\n") == 1 and said.startswith("cabdesk: "), said
        for jargon in ("JSON", "ecod", "URL", "curl", "Error", "nil", "codingPath"):
            assert jargon not in said, said
        assert len(self.hostile.seen) <= requests
        assert self.peak.bytes < memory
        return said

    def check(self) -> None:
        """Asserts that earlier data is still there, and that everything works again once the desk behaves."""
        with sqlite3.connect(self.store) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        database.close()
        assert self.client.json("tickets")["tickets"] == self.known
        self.hostile.behave()
        assert self.client.json("sync")["failed"] == 0

    def arrives(self, subject: str) -> dict:
        """The ticket that was queued arrives once the desk behaves, and once."""
        self.hostile.behave()
        assert self.client.json("sync")["failed"] == 0
        self.known = self.client.json("tickets")["tickets"]
        assert [ticket["subject"] for ticket in self.known].count(subject) == 1
        [ticket] = self._agent.tickets(subject)
        assert len(self._agent.messages(ticket["id"])) == 1
        return ticket


@pytest.fixture(scope="module")
def signed_in(cabdesk, tmp_path_factory, hostile, authority, desk):
    home = tmp_path_factory.mktemp("victim") / "home"
    return Victim(Client(cabdesk, home), hostile, str(authority.ca_file), desk)


@pytest.fixture
def victim(signed_in):
    signed_in.hostile.behave()
    yield signed_in
    signed_in.check()


# Answers about changes


def one_change(kind: str, thing) -> str:
    return json.dumps({"changes": [{"kind": kind, kind: thing}], "cursor": "c", "hasMore": False})


def squeezed(count: int, times: int = 1) -> bytes:
    data = bytes(count)
    for _ in range(times):
        data = gzip.compress(data)
    return data


CHANGES = {
    "another type": json_of('{"changes": {}, "cursor": 5, "hasMore": "no"}'),
    "nothing": saying(200, {"content-type": "application/json"}),
    "deep": json_of("[" * 200_000),
    "no text": saying(
        200, {"content-type": "application/json"}, b'{"changes": [], "cursor": "\xff", "hasMore": false}'),
    "a page of the web": saying(200, {"content-type": "text/html"}, b"<html>Welcome</html>"),
    "many small lists": json_of('{"changes":[' + "[]," * 5_000_000 + "[]]}"),
    "large, announced": sending(OK + b"content-length: 1073741824\r\n\r\n", b" " * (1 << 20), 1024),
    "large, not announced": sending(OK + b"\r\n", b" " * (1 << 20), 1024),
    "large, in chunks": sending(
        OK + b"transfer-encoding: chunked\r\n\r\n", b"100000\r\n" + b" " * (1 << 20) + b"\r\n", 1024),
    "a bomb": saying(200, {"content-type": "application/json", "content-encoding": "gzip"}, squeezed(1 << 28)),
    "a bomb in a bomb": saying(
        200, {"content-type": "application/json", "content-encoding": "gzip, gzip"}, squeezed(1 << 28, 2)),
    "a bomb of another kind": saying(
        200, {"content-type": "application/json", "content-encoding": "deflate"}, zlib.compress(bytes(1 << 28))),
    "packed six times": saying(
        200, {"content-type": "application/json", "content-encoding": ", ".join(["gzip"] * 6)}, squeezed(10, 6)),
    "not packed as it says": saying(200, {"content-type": "application/json", "content-encoding": "gzip"}, b"{}"),
    "one long header": sending(b"HTTP/1.1 200 OK\r\nx: " + b"a" * (1 << 20) + b"\r\n\r\n"),
    "headers without end": sending(b"HTTP/1.1 200 OK\r\n", b"x: " + b"a" * 8000 + b"\r\n", 1 << 16),
    "only preliminary answers": sending(b"", b"HTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\n" * 100, 1 << 16),
    "chunks that are none": sending(OK + b"transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n"),
    "two lengths": sending(OK + b"content-length: 2\r\ncontent-length: 300\r\n\r\n{}"),
    "a negative length": sending(OK + b"content-length: -1\r\n\r\n{}"),
    "a large number for a length": sending(OK + b"content-length: 99999999999999999999999\r\n\r\n{}"),
    "no HTTP": sending(b"220 mail.example ESMTP\r\n"),
    "HTTP of another time": sending(b"HTTP/7.3 200 OK\r\n\r\n{}"),
    "a status that is none": sending(b"HTTP/1.1 999999 X\r\n\r\n"),
    "nothing at all": sending(b""),
    "a loop": saying(302, {"location": "/v1/changes"}),
    "a teapot": saying(
        418, {"content-type": "application/problem+json"}, b'{"type":"\x1b[2J","title":"\x1b[2J","status":418}'),
    "a refusal that paints": saying(
        400, {"content-type": "application/problem+json"},
        json.dumps({"type": "urn:cabdesk:problem:invalid", "title": "\x1b[2J\x07\u202e", "status": 400}).encode()),
}


@pytest.mark.parametrize("how", CHANGES.values(), ids=CHANGES.keys())
def test_an_answer_that_is_none(victim, how):
    victim.hostile.treat("GET", "/v1/changes", how)
    victim.suffer()
    assert victim.hostile.sent <= 100 << 20


@pytest.mark.parametrize("change", [
    one_change("ticket", {"number": 0}).replace(": 0", ": 1e400"), one_change("comet", {}), one_change("ticket", []),
], ids=["a number that is none", "another kind", "another type"])
def test_one_change_that_cannot_be_read_is_set_aside_and_the_rest_arrives(victim, change):
    victim.hostile.treat("GET", "/v1/changes", json_of(change))
    assert "set aside" in victim.suffer(code=0)


# Redirects and accounts


@pytest.mark.parametrize("status", [302, 307])
def test_a_redirect_is_never_followed(victim, authority, desk, status):
    elsewhere = HostileDesk(authority.context(), desk)
    targets = [elsewhere.base_url, elsewhere.base_url.replace("https:", "http:"), "//127.0.0.1:" + str(elsewhere.port)]
    for target in targets:
        victim.hostile.treat("GET", "/v1/changes", saying(status, {"location": target + "/v1/changes"}))
        assert "127.0.0.1" in victim.suffer()
    victim.hostile.treat("PUT", "/v1/", saying(status, {"location": elsewhere.base_url + "/"}))
    subject = unique("Не туди")
    created = victim.client.json("create", "--topic", "other", input=subject)
    assert created["delivery"] == "queued"
    assert elsewhere.seen == []
    elsewhere.close()
    victim.arrives(subject)


def test_an_account_that_changes_under_the_same_token_gets_nothing_of_the_other(victim):
    def change(me):
        me["user"]["id"] = "somebody-else"

    victim.hostile.treat("GET", "/v1/me", changing(change))
    assert "another account" in victim.suffer()
    assert not any(seen.path.startswith("/v1/changes") for seen in victim.hostile.seen)


def test_an_endless_feed_is_left(victim):
    pages = itertools.count()

    def how(handler, body):
        json_of(json.dumps({"changes": [], "cursor": str(next(pages)), "hasMore": True}))(handler, body)

    victim.hostile.treat("GET", "/v1/changes", how)
    victim.suffer(requests=60)


# Sending


@pytest.mark.parametrize(
    "how",
    [
        saying(200, {"content-type": "text/html"}, b"<html>Signed in to the hotel's network</html>"),
        saying(204, {}),
        changing(lambda update: update | {"messages": []}),
        changing(lambda update: update["ticket"].update(id=str(uuid.uuid4()))),
        sending(OK + b"content-length: 1073741824\r\n\r\n", b" " * (1 << 20), 1024),
        saying(404, {"content-type": "text/html"}, b"no"),
    ],
    ids=["html", "nothing", "without the message", "another ticket", "large", "a proxy's refusal"],
)
def test_a_ticket_waits_until_an_answer_can_be_believed(victim, how):
    victim.hostile.treat("PUT", "/v1/tickets", how)
    subject = unique("Чекає")
    result = victim.client.run("create", "--topic", "other", "--json", input=subject, prefix=victim.peak.prefix)
    assert result.returncode == 0 and json.loads(result.stdout)["delivery"] == "queued", result
    assert victim.peak.bytes < MOST_MEMORY
    victim.arrives(subject)


# Files


@pytest.fixture(scope="module")
def file(signed_in, tmp_path_factory):
    """A ticket with a file of 3 MB; its number and the bytes."""
    path = tmp_path_factory.mktemp("file") / "recording.wav"
    path.write_bytes(random.Random(1).randbytes(3 << 20))
    signed_in.hostile.behave()
    created = signed_in.client.json("create", "--topic", "other", "--attach", str(path), input=unique("Файл"))
    signed_in.known = signed_in.client.json("tickets")["tickets"]
    return str(created["number"]), path.read_bytes()


def save(victim, number, folder):
    return ["attachments", "save", number, "--dir", str(folder)]


FILE = b"HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\n"


@pytest.mark.parametrize(
    "how",
    [
        sending(FILE + b"content-length: 1073741824\r\n\r\n", bytes(1 << 20), 1024),
        sending(FILE + b"\r\n", bytes(1 << 20), 1024),
        sending(FILE + b"content-length: 3145728\r\n\r\n", bytes(1 << 20), 3),
        sending(FILE + b"content-length: 5\r\n\r\nhello"),
        sending(FILE + b"content-length: 0\r\n\r\n"),
        sending(b"HTTP/1.1 206 Partial Content\r\ncontent-range: bytes 5-9/10\r\ncontent-length: 5\r\n\r\nhello"),
        sending(b"HTTP/1.1 206 Partial Content\r\ncontent-length: 5\r\n\r\nhello"),
        saying(200, {"content-encoding": "gzip"}, squeezed(1 << 28)),
        saying(204, {}),
        saying(302, {"location": "https://127.0.0.1:9/"}),
    ],
    ids=[
        "large", "large, not announced", "other bytes", "shorter", "empty", "another range", "no range", "a bomb",
        "nothing", "elsewhere",
    ],
)
def test_another_file_than_was_announced_is_not_kept(victim, file, tmp_path, how):
    number, data = file
    victim.hostile.treat("GET", "/v1/attachments", how)
    victim.suffer(*save(victim, number, tmp_path))
    assert victim.hostile.sent <= 32 << 20
    assert [path for path in tmp_path.iterdir() if not path.name.endswith(".part")] == []
    victim.hostile.behave()
    victim.client.json(*save(victim, number, tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["recording.wav"]
    assert (tmp_path / "recording.wav").read_bytes() == data


def half_of(data: bytes, is_sent: threading.Event, is_over: threading.Event):
    """Sends one half, and then nothing."""

    def how(handler, _):
        handler.wfile.write(FILE + b"content-length: %d\r\n\r\n" % len(data) + data[: len(data) // 2])
        is_sent.set()
        is_over.wait(LIMIT)
        handler.close_connection = True

    return how


@pytest.mark.parametrize(
    "then",
    [None, "the whole file", "another range", "a range that ends early", "gone"],
)
def test_a_download_goes_on_after_a_kill(victim, file, tmp_path, then):
    number, data = file
    half = len(data) // 2
    is_sent, is_over = threading.Event(), threading.Event()
    victim.hostile.treat("GET", "/v1/attachments", half_of(data, is_sent, is_over))
    command = [victim.client.program, *save(victim, number, tmp_path)]
    process = subprocess.Popen(command, env=victim.client.environment)
    assert is_sent.wait(LIMIT)
    # What was sent is on its way to the file.
    deadline = Deadline()
    while sum(path.stat().st_size for path in tmp_path.iterdir()) < half:
        assert not deadline.has_passed
        select.select([], [], [], 0.01)
    process.kill()
    process.wait()
    is_over.set()
    assert [path.suffix for path in tmp_path.iterdir()] == [".part"]

    victim.hostile.behave()
    how = {
        None: None,
        "the whole file": saying(200, {}, data),
        "another range": sending(
            b"HTTP/1.1 206 Partial Content\r\ncontent-range: bytes 0-4/5\r\ncontent-length: 5\r\n\r\nhello"),
        "a range that ends early": sending(
            b"HTTP/1.1 206 Partial Content\r\ncontent-range: bytes %d-%d/%d\r\ncontent-length: 5\r\n\r\n" % (
                half, len(data) - 1, len(data)) + data[half:half + 5]),
        "gone": saying(416, {"content-range": f"bytes */{half}"}),
    }[then]
    if how:
        victim.hostile.treat("GET", "/v1/attachments", how)
    result = victim.client.run(*save(victim, number, tmp_path))
    seen, *again = [seen for seen in victim.hostile.seen if seen.path.startswith("/v1/attachments")]
    digest = sha256(data)
    assert seen.headers["range"] == f"bytes={half}-" and seen.headers["if-range"] == f'"{digest}"'
    # If the rest does not fit the beginning, the download starts again, once.
    assert len(again) <= 1 and all("range" not in request.headers for request in again)
    if then not in (None, "the whole file"):
        assert result.returncode == 1
        assert [path.suffix for path in tmp_path.iterdir()] in ([".part"], [])
        victim.hostile.behave()
        result = victim.client.run(*save(victim, number, tmp_path))
    assert result.returncode == 0, result
    assert [path.name for path in tmp_path.iterdir()] == ["recording.wav"]
    assert (tmp_path / "recording.wav").read_bytes() == data


def test_names_of_files_never_leave_the_folder_or_hide(cabdesk, tmp_path, victim, file, authority, desk):
    number, data = file
    names = iter([
        "../../up.txt", "/etc/absolute", "..", ".hidden", "-rf", "a\x1b[2J\x07b", "evil\u202egnp.exe",
        "ї" * 300 + ".pdf", "e" + "\u0301" * 300 + ".pdf", "CON", "a\0b", "\u3164", "C:\\x\\y.txt", "same", "same",
    ])

    def rename(page):
        for change in page["changes"]:
            for attachment in change.get("message", {}).get("attachments", []):
                if attachment["size"] == len(data):
                    more = [dict(attachment, id=str(uuid.uuid4()), name=name) for name in names]
                    change["message"]["attachments"] = more

    def content(handler, _):
        headers = {"content-type": "text/html", "content-disposition": 'attachment; filename="../../x"'}
        handler.answer(200, headers, data)

    client = Client(cabdesk, tmp_path / "home")
    victim.hostile.treat("GET", "/v1/changes", changing(rename))
    victim.hostile.treat("GET", "/v1/attachments", content)
    token = desk.user("customer")["token"]
    client.json("login", victim.hostile.base_url, "--ca-file", str(authority.ca_file), input=token)
    client.json("sync")
    target = tmp_path / "a" / "b" / "saved"
    saved = client.json(*save(victim, number, target))["files"]
    found = {path.name for path in target.iterdir()}
    assert len(saved) == len(found) == 15
    assert [path for path in (tmp_path / "a").rglob("*") if path.is_file() and path.parent != target] == []
    for name in found:
        assert len(name.encode()) <= 255 and name[0] not in ".-" and name.isprintable(), name
    assert {"up.txt", "absolute", "y.txt", "same", "same (2)", "evilgnp.exe", "_CON"} <= found


def test_an_upload_that_expired_is_begun_anew_and_nothing_is_doubled(victim, tmp_path, desk):
    """The original may change and go meanwhile: a copy is sent."""
    original = tmp_path / "report.bin"
    data = random.Random(2).randbytes(1 << 20)
    original.write_bytes(data)
    victim.hostile.treat("PATCH", "/v1/uploads", lambda handler, _: handler.cut())
    subject = unique("Завантаження")
    created = victim.client.json("create", "--topic", "other", "--attach", str(original), input=subject)
    assert created["delivery"] == "queued"
    original.write_bytes(b"something else")
    original.unlink()

    # A day later the desk does not know the upload any more, and says so in different ways.
    for how in (saying(410, {}), saying(404, {}), saying(404, {"content-type": "text/html"}, b"no")):
        victim.hostile.behave()
        victim.hostile.treat("HEAD", "/v1/uploads", how)
        victim.hostile.treat("PATCH", "/v1/uploads", lambda handler, _: handler.cut())
        victim.client.run("sync")
        asked = [seen.method for seen in victim.hostile.seen if "/v1/uploads" in seen.path]
        assert asked[:3] == ["HEAD", "POST", "PATCH"]
    # An upload that it knows, but with too large an offset.
    victim.hostile.behave()
    victim.hostile.treat("HEAD", "/v1/uploads", saying(200, {"upload-offset": "9" * 30, "upload-length": "-1"}))
    victim.client.run("sync")
    victim.hostile.behave()
    ticket = victim.arrives(subject)
    [message] = desk.api(desk.user("agent")).messages(ticket["id"])
    assert [file["sha256"] for file in message["attachments"]] == [sha256(data)]


# On the way to it


def test_an_old_tls_is_not_spoken(client, authority, desk):
    context = authority.context()
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    old = HostileDesk(context, desk)
    client.refusal("login", old.base_url, "--ca-file", str(authority.ca_file), input="cd_secret")
    assert old.seen == []
    old.close()


SETTINGS = bytes.fromhex("000000040000000000")


@pytest.mark.parametrize(
    "frames",
    [
        b"HTTP/1.1 200 OK\r\n\r\n", SETTINGS + b"\xff" * 100,
        SETTINGS + bytes.fromhex("0000080700000000000000000000000002"),
        SETTINGS + bytes.fromhex("0000040100000000010f0f0f0f"), SETTINGS * 20_000,
    ],
    ids=["no HTTP/2", "garbage", "goodbye", "a header that is none", "a flood of settings"],
)
def test_http2_that_is_none(client, authority, frames):
    context = authority.context()
    context.set_alpn_protocols(["h2"])
    server = Babble(context, frames)
    said = client.refusal("login", server.base_url, "--ca-file", str(authority.ca_file), input="cd_secret")
    assert "127.0.0.1" in said or "cannot be understood" in said
    server.close()


# On the screen


def test_the_screen_stays_usable_while_the_desk_is_hostile(victim, open_screen):
    newest = str(victim.known[0]["number"])
    screen = None
    for how in (CHANGES["many small lists"], CHANGES["large, in chunks"], CHANGES["a bomb"], CHANGES["deep"]):
        victim.hostile.behave()
        victim.hostile.treat("GET", "/v1/changes", how)
        if screen is None:
            screen = open_screen([victim.client.program], victim.client.environment, rows=40, columns=110)
            screen.wait_for("offline since")
        screen.press("F5")
        deadline = Deadline()
        while not any("/changes" in seen.path for seen in victim.hostile.seen):
            assert not deadline.has_passed, victim.hostile.seen
            screen.read_waiting()
            select.select([], [], [], 0.01)
        screen.wait_for("offline since")
        assert newest in screen and "JSON" not in screen
    assert peak_of(screen.pid) < MOST_MEMORY
    victim.hostile.behave()
    screen.press("F5")
    screen.wait_for("online")
    screen.press("^Q")
    assert screen.wait_for_end() == 0
