"""A desk with its files in an object store: the store is tried out, used, away for a while, and missed by nobody."""

import contextlib
import json
import os
import pathlib
import sqlite3
import subprocess

import pytest
from harness.api import Api
from harness.files import sha256
from harness.served import ServedDesk
from harness.waiting import LIMIT, Deadline

GATEWAY = pathlib.Path(__file__).parent.parent / "ObjectStore" / "gateway"


class Store:
    """An S3 gateway of the module's own, which tests may stop."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.start()
        self.settings = json.loads((folder / "store.json").read_text())

    def start(self) -> None:
        result = subprocess.run([GATEWAY, "start", self.folder], capture_output=True, text=True, timeout=LIMIT * 2)
        if result.returncode == 3:
            assert "CI" not in os.environ, result.stderr
            pytest.skip(result.stderr.strip())
        assert result.returncode == 0, result.stderr

    def pause(self) -> None:
        subprocess.run([GATEWAY, "pause", self.folder], check=True, timeout=LIMIT)

    def table(self, **changes: str) -> str:
        """The table of the configuration."""
        values = {"s3": self.settings["endpoint"], "prefix": "desks/main"}
        values |= {key: self.settings[key] for key in ("region", "bucket", "access_key_file", "secret_key_file")} | changes
        return "[files]\n" + "".join(f'{key} = "{value}"\n' for key, value in values.items())


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store")
    yield Store(folder)
    subprocess.run([GATEWAY, "stop", folder], check=True, timeout=LIMIT)


@pytest.fixture
def stored(cabdeskd, tmp_path, store):
    """A desk with one customer, oksana, and its files in the store."""
    desk = ServedDesk(cabdeskd, tmp_path / "served", store.table())
    desk.admin("service", "add", "zirka", "Таксі Зірка")
    desk.admin("user", "add", "oksana", "Оксана", "--service", "zirka")
    desk.start()
    yield desk
    desk.stop()


def doctor(desk: ServedDesk) -> tuple[int, list[dict]]:
    result = subprocess.run(desk.command("doctor", "--json"), capture_output=True, text=True, timeout=LIMIT)
    [report] = [report for report in json.loads(result.stdout) if report["part"] == "files"]
    return result.returncode, report["findings"]


def test_the_doctor_tries_the_store_out_and_says_what_to_do(stored, store, tmp_path):
    code, [finding] = doctor(stored)
    assert (code, finding["kind"]) == (0, "ok")
    secret = tmp_path / "secret"
    secret.write_text("not-the-secret")
    secret.chmod(0o600)
    for changes, words in [
        ({"secret_key_file": str(secret)}, "secret_key"),
        ({"bucket": "another-one"}, "There is no bucket another-one"),
        ({"s3": "http://127.0.0.1:9"}, "cannot be reached"),
    ]:
        stored.more = store.table(**changes)
        stored.configure()
        code, [finding] = doctor(stored)
        assert (code, finding["kind"]) == (1, "fault")
        assert words in finding["text"] and "not-the-secret" not in finding["text"]


def test_a_configuration_with_a_mistake_names_its_line(stored, store):
    stored.more = store.table(bucket="NO")
    stored.configure()
    result = subprocess.run(stored.command("serve", "--check"), capture_output=True, text=True, timeout=LIMIT)
    assert result.returncode == 1
    assert "files.bucket must have 3 to 63" in result.stderr and ", line " in result.stderr


def test_a_file_waits_while_the_store_is_away_and_arrives(stored, store, client, tmp_path):
    [invitation] = stored.admin("invite", "oksana")
    client.json("login", stored.base_url, "--ca-file", stored.ca_file, input=invitation["code"] + "\n")
    client.json("sync")
    file = tmp_path / "record.bin"
    # A multipart upload with a tail.
    file.write_bytes(os.urandom(11_000_000))
    api = Api(stored.base_url, stored.ca_file, None)
    assert api.request("GET", "/readyz").status == 200
    store.pause()
    client.run("create", "--topic", "other", "--subject", "Away", "--attach", str(file), input="Here it is.")
    assert api.request("GET", "/readyz").status == 503
    client.run("sync")
    assert not arrived(stored)
    store.start()
    deadline = Deadline()
    while not arrived(stored):
        assert not deadline.has_passed
        client.run("sync")
    [ticket] = client.json("tickets")["tickets"]
    [saved] = client.json("attachments", "save", str(ticket["number"]), "--dir", str(tmp_path / "saved"))["files"]
    assert saved["sha256"] == sha256(file.read_bytes())
    assert not any((stored.data / "uploads").iterdir())
    assert not (stored.data / "files").exists()
    assert api.request("GET", "/readyz").status == 200


def arrived(desk: ServedDesk) -> bool:
    """Whether the desk has a message with a file."""
    with contextlib.closing(sqlite3.connect(f"file:{desk.data}/cabdesk.sqlite?mode=ro", uri=True)) as database:
        return database.execute("SELECT COUNT(*) FROM attachment").fetchone() == (1,)
