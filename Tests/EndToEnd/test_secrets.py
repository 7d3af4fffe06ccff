"""Secrets are only where they belong, and nothing private is in the debug log.

One story with everything that can go wrong; then every byte that it wrote is looked through.
"""

import base64
import pathlib
import shutil
import signal
import socket
import stat
import subprocess

import pytest

from harness.client import Client
from harness.served import ServedDesk
from harness.strangers import Authority, UnwillingProxy, Website
from harness.traces import command_line, files, forms, holds
from harness.waiting import LIMIT, wait_until

PROXY_PASSWORD = "Tr0ub4dor-and-3-proxies"

# Private texts, each in words of its own.
PERSONAL = {
    "user": "Оксана Таємна", "service": "Таксі Незнайка", "topic": "Загублені парасольки",
    "subject": "Водій забув валізу", "text": "Клієнтка з вулиці Садової плаче", "reply": "Валіза вже знайшлася",
    "note": "Між нами: водій винний", "draft": "Недописана думка", "search": "парасолька-шукана",
    "file name": "паспорт клієнтки", "file": "зміст паспорта",
}


class Watched(Client):
    """A client that keeps all output of its commands."""

    def __init__(self, program: str, home: pathlib.Path):
        super().__init__(program, home)
        self.said: list[bytes] = []
        self.environment["CABDESK_LOG"] = str(home / "debug.log")

    def run(self, *arguments: str, **options):
        result = super().run(*arguments, **options)
        self.said += [result.stdout.encode(), result.stderr.encode()]
        return result

    def log(self) -> str:
        return (self.home / "debug.log").read_text()


@pytest.fixture
def served(cabdeskd, tmp_path):
    desk = ServedDesk(cabdeskd, tmp_path / "served")
    desk.admin("service", "add", "zirka", PERSONAL["service"])
    desk.admin("user", "add", "oksana", PERSONAL["user"], "--service", "zirka")
    desk.admin("user", "add", "petro", "Петро Прихований", "--role", "agent")
    desk.admin("topic", "add", "lost", "--uk", PERSONAL["topic"], "--en", PERSONAL["topic"])
    desk.start()
    yield desk
    desk.stop()


@pytest.fixture
def watched(cabdesk, tmp_path) -> Watched:
    return Watched(cabdesk, tmp_path / "home")


def crash(client: Watched, open_screen, folder: pathlib.Path, end: signal.Signals, reach, *arguments: str) -> bytes:
    """Starts the program where core dumps and reports of crashes are wanted, lets `reach` bring it somewhere, and ends
    it; returns what it wrote and how it was called."""
    folder.mkdir()
    command = 'cd "$0" && { ulimit -c unlimited || :; } && exec "$@"'
    backtrace = {"SWIFT_BACKTRACE": "enable=yes,interactive=no,color=no,output-to=stderr,registers=all"}
    if found := backtracer():
        backtrace["SWIFT_BACKTRACE"] += f",swift-backtrace={found}"
    screen = open_screen(
        ["sh", "-c", command, str(folder), client.program, *arguments], client.environment | backtrace, rows=40,
        columns=120)
    reach(screen)
    line = command_line(screen.pid)
    assert b"cabdesk" in line
    screen.signal(end)
    assert screen.wait_for_end() == -end
    assert not screen.left_core and list(folder.iterdir()) == []
    assert b"Backtrace" not in screen.raw and b"crashed" not in screen.raw
    return bytes(screen.raw) + line


def bytes_read(pid: int) -> int:
    """By all of its calls of read(2) (proc(5), io)."""
    [line] = [line for line in pathlib.Path(f"/proc/{pid}/io").read_text().splitlines() if line.startswith("rchar")]
    return int(line.split()[1])


def backtracer() -> str | None:
    """The program of the Swift toolchain that reports crashes, where there is a toolchain."""
    swift = shutil.which("swift")
    path = pathlib.Path(swift).resolve().parents[1] / "libexec/swift/linux/swift-backtrace-static" if swift else None
    return str(path) if path and path.exists() else None


def wait_for_the_desk(screen) -> None:
    screen.wait_for("online")


def write_draft(screen) -> None:
    wait_for_the_desk(screen)
    screen.press("2")
    screen.wait_for("Choose what it is about")
    screen.press("Enter")
    screen.wait_for("type to find")
    screen.press("Other", "Enter")
    screen.wait_until_gone("type to find")
    screen.press(PERSONAL["draft"])
    screen.wait_for(PERSONAL["draft"])


def search(screen) -> None:
    wait_for_the_desk(screen)
    screen.press("/", PERSONAL["search"])
    screen.wait_for(PERSONAL["search"])


def test_no_secret_is_left_behind_and_nothing_private_is_in_the_log(served, watched, cabdesk, open_screen, tmp_path):
    login = ["login", served.base_url, "--ca-file", served.ca_file]

    # Sign in by a code, which waits in the program's memory while its command line is read.
    [invitation] = served.admin("invite", "oksana")
    code = invitation["code"]
    waiting = subprocess.Popen(
        [cabdesk, *login, "--json"], env=watched.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE)
    waiting.stdin.write(code.encode())
    waiting.stdin.flush()
    watched.said += [command_line(waiting.pid), *waiting.communicate(b"\n", timeout=LIMIT)]
    assert waiting.returncode == 0
    token = (watched.home / ".local/state/cabdesk/tokens/default").read_text().strip()

    # And by a token.
    [created] = served.admin("token", "create", "petro")
    agent = Watched(cabdesk, tmp_path / "agent")
    agent.json(*login, input=created["token"])
    agent.json("sync")

    # Ordinary work.
    (tmp_path / f"{PERSONAL['file name']}.txt").write_text(PERSONAL["file"])
    number = str(watched.json(
        "create", "--topic", "lost", "--subject", PERSONAL["subject"], "--attach",
        str(tmp_path / f"{PERSONAL['file name']}.txt"), input=PERSONAL["text"])["number"])
    watched.json("reply", number, input=PERSONAL["reply"])
    watched.json("tickets", "--filter", PERSONAL["search"])
    agent.json("sync")
    agent.json("reply", number, "--internal", input=PERSONAL["note"])
    watched.json("attachments", "save", number, "--dir", str(watched.home / "saved"))

    # Errors: 401, 403, 5xx, nobody there, another certificate, proxies.
    wrong = "cd_" + "Wr0ngT0ken" * 4 + "abc"
    somewhere = {"CABDESK_URL": served.base_url, "CABDESK_CA_FILE": served.ca_file, "CABDESK_TOKEN": wrong}
    watched.refusal("sync", environment=watched.environment | somewhere)
    watched.run("reply", number, "--internal", input=PERSONAL["note"])
    authority = Authority(tmp_path / "stranger")
    for status in (403, 500, 503):
        site = Website(authority, status, "text/html", f"<h1>{PERSONAL['text']}</h1>".encode())
        there = somewhere | {"CABDESK_URL": site.base_url, "CABDESK_CA_FILE": str(authority.ca_file)}
        watched.refusal("sync", environment=watched.environment | there)
        site.close()
    with socket.create_server(("127.0.0.1", 0)) as free:
        nobody = f"127.0.0.1:{free.getsockname()[1]}"
    watched.refusal("sync", environment=watched.environment | somewhere | {"CABDESK_URL": f"https://{nobody}"})
    watched.refusal("sync", environment=watched.environment | {"CABDESK_CA_FILE": str(authority.ca_file)})
    unwilling = UnwillingProxy()
    known = f"oksana:{PROXY_PASSWORD}@"
    for proxy in (f"http://{known}{unwilling.address}", f"http://{known}{nobody}", f"odd://{known}{nobody}",
                  f"http://{known}{nobody} x", f"http://{PROXY_PASSWORD}:x"):
        behind = watched.environment | {"NO_PROXY": "", "https_proxy": proxy}
        for arguments in (["sync"], ["create", "--topic", "lost", "--json"]):
            watched.run(*arguments, input=PERSONAL["text"], environment=behind)
    unwilling.close()
    assert base64.b64encode(f"oksana:{PROXY_PASSWORD}".encode()) in unwilling.asked
    watched.refusal("login", f"https://oksana:{PROXY_PASSWORD}@{nobody}", input=token)

    # Crashes and kills, in the middle of work.
    places = {signal.SIGSEGV: write_draft, signal.SIGABRT: search, signal.SIGKILL: wait_for_the_desk}
    for end, reach in places.items():
        watched.said.append(crash(watched, open_screen, tmp_path / f"crash-{end.name}", end, reach))

    def type_token(screen) -> None:
        screen.wait_for("Code from your administrator")
        before = bytes_read(screen.pid)
        screen.press(token)
        # What is on its way when the program ends is shown as everything is that is typed to a shell.
        wait_until(lambda: bytes_read(screen.pid) >= before + len(token))

    watched.said.append(crash(watched, open_screen, tmp_path / "crash-login", signal.SIGSEGV, type_token, *login))
    served.stop()

    # Every byte.
    secrets = [token, created["token"], wrong, PROXY_PASSWORD, code, code.replace("-", ""), code.lower()]
    for text in watched.said + agent.said:
        assert holds(text, secrets) == []
    allowed = {
        watched.home / ".local/state/cabdesk/tokens/default": token,
        agent.home / ".local/state/cabdesk/tokens/default": created["token"],
    }
    for path, data in files(tmp_path):
        assert holds(data, [secret for secret in secrets if secret != allowed.get(path)]) == [], path
    for path, secret in allowed.items():
        assert path.read_text() == secret + "\n" and stat.S_IMODE(path.stat().st_mode) == 0o600

    # The log can be sent to strangers, and is worth it.
    for client in (watched, agent):
        assert stat.S_IMODE((client.home / "debug.log").stat().st_mode) == 0o600
        log = client.log().casefold()
        for what, text in PERSONAL.items():
            assert not any(word in log for word in text.casefold().split() if len(word) > 3), what
        assert "прихований" not in log and "oksana" not in log and "petro" not in log
        assert not any(mark in log for mark in ("\x1b", "127.0.0.1", str(tmp_path)))
    log = watched.log()
    for wanted in ("began version=", "command=login", "POST /v1/sessions status=201", "token source=file",
                   "store opened=", "status=401", "status=503", "curl=7 (", "curl=60 (", "outbox ticket ",
                   "outbox message ", " sent", "sync pulled=", "PATCH /v1/uploads/", "error=untrustedCertificate"):
        assert wanted in log, wanted


def test_the_search_for_secrets_finds_them():
    """A search that finds nothing proves something only if it can find."""
    secret = "cd_abcDEF-123456789_xyz"
    for text in (
        secret.encode(), b"Authorization: Bearer " + secret.encode()[:15], base64.b64encode(secret.encode()),
        base64.b64encode(b"oksana:" + secret.encode()), base64.b64encode(b"x:" + secret.encode() + b"\n"),
        base64.b64encode(b":" + secret.encode()), secret.encode().hex().encode(), secret.encode("utf-16-le"),
        b"cd%5FabcDEF%2D123456789%5Fxyz".replace(b"%5F", b"_"),
    ):
        assert holds(b"before " + text + b" after", [secret]) == [secret], text
    assert holds(b"cd_abcDEF and nothing more", [secret]) == []
    assert all(len(form) >= 12 for form in forms(secret))


def test_a_log_that_cannot_be_written_is_said(dispatcher, tmp_path, open_screen):
    for path in (tmp_path / "missing" / "log", tmp_path):
        sentence = dispatcher.refusal("tickets", "--log", str(path))
        assert str(path) in sentence and "cannot be written" in sentence
    screen = open_screen(
        [dispatcher.program], dispatcher.environment | {"CABDESK_LOG": str(tmp_path)}, columns=200)
    screen.wait_for("cannot be written")
    assert screen.wait_for_end() == 1


def test_the_log_of_the_terminal_program_tells_of_retries(client, own_desk, open_screen, tmp_path):
    client.sign_in(own_desk, own_desk.user())
    own_desk.stop()
    screen = open_screen([client.program, "--log", str(tmp_path / "log")], client.environment)
    screen.wait_for("offline since")
    screen.press("^Q")
    assert screen.wait_for_end() == 0
    log = (tmp_path / "log").read_text()
    assert "retry push error=unreachable after_ms=" in log and "ended code=0" in log
