"""Three replicas behind a load balancer that sends each request to the next one."""

import contextlib
import io
import os
import subprocess
import uuid

import pytest
import tus
from faults.run import Run
from harness.client import Client
from harness.cluster import Cluster
from harness.served import ServedDesk
from harness.waiting import LIMIT
from test_server import claim, new_ticket
from tusclient.client import TusClient

CHUNK = 1 << 20

# A share of what `make soak CLUSTER=1 RUNS=300` runs.
SEEDS = range(1, 6)


@pytest.fixture(scope="module")
def cluster(cabdeskd, tmp_path_factory):
    cluster = Cluster(cabdeskd, tmp_path_factory.mktemp("cluster") / "desk")
    yield cluster
    cluster.stop()


@pytest.mark.parametrize("seed", SEEDS)
def test_after_breakdowns_of_any_part_everybody_agrees(cabdesk, cluster, tmp_path, seed):
    Run(cabdesk, cluster, tmp_path, seed).go()


def with_tuspy(url: str, headers: dict, data: bytes, ca_file: str, monkeypatch) -> str:
    """https://github.com/tus/tus-py-client"""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", ca_file)
    uploader = TusClient(url, headers=headers).uploader(file_stream=io.BytesIO(data), chunk_size=CHUNK)
    uploader.upload()
    return uploader.url


def with_tus_py(url: str, headers: dict, data: bytes, ca_file: str, monkeypatch) -> str:
    """https://github.com/cenkalti/tus.py"""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", ca_file)
    place = tus.create(url, "film.bin", len(data), headers=headers)
    # Half of it by one run of the program, the rest by the next.
    with contextlib.suppress(KeyboardInterrupt):
        tus.resume(Interrupted(data, len(data) // 2), place, chunk_size=CHUNK, headers=headers, offset=0)
    tus.resume(io.BytesIO(data), place, chunk_size=CHUNK, headers=headers)
    return place


class Interrupted(io.BytesIO):
    """A file that somebody stops to send behind `end`."""

    def __init__(self, data: bytes, end: int):
        super().__init__(data)
        self.end = end

    def read(self, size: int = -1) -> bytes:
        if self.tell() >= self.end:
            raise KeyboardInterrupt
        return super().read(size)


@pytest.mark.parametrize("upload", [with_tuspy, with_tus_py])
def test_each_chunk_of_an_upload_may_reach_another_replica(cluster, monkeypatch, upload):
    """By clients that nobody here wrote."""
    api = cluster.api(cluster.user())
    data = os.urandom(11 << 20)
    before = cluster.counts("PATCH", "/v1/uploads/{upload}")
    url = upload(f"{cluster.base_url}/v1/uploads", {"Authorization": f"Bearer {api.token}"}, data, cluster.ca_file, monkeypatch)
    taken = [now - then for now, then in zip(cluster.counts("PATCH", "/v1/uploads/{upload}"), before, strict=True)]
    assert sum(taken) >= len(data) // CHUNK and min(taken) >= 1, taken
    attachment = claim(url, data, "film.bin")
    api.put(f"/v1/tickets/{uuid.uuid4()}", new_ticket("A film", [attachment]))
    path = f"/v1/attachments/{attachment['id']}"
    assert api.request("GET", path).body == data
    part = api.request("GET", path, headers={"Range": "bytes=5000000-5000099"})
    assert part.status == 206 and part.body == data[5_000_000:5_000_100]


def move(cabdeskd: str, source: ServedDesk, target: ServedDesk) -> None:
    command = [cabdeskd, "move", "--from", source.folder / "cabdeskd.toml", "--to", target.folder / "cabdeskd.toml"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT * 2)
    assert result.returncode == 0, result.stderr


def test_a_desk_is_moved_and_moved_back_while_a_client_is_away(cabdesk, cabdeskd, cluster, tmp_path):
    cluster.make_database("moved")
    desks = [
        ServedDesk(cabdeskd, tmp_path / "old"), ServedDesk(cabdeskd, tmp_path / "new", **cluster.storage("moved")),
        ServedDesk(cabdeskd, tmp_path / "back"),
    ]
    for desk in desks:
        # The same address and certificate, so that the client does not notice.
        desk.port, desk.base_url = desks[0].port, desks[0].base_url
        desk.use(cluster.authority)
        desk.configure()
    old = desks[0]
    old.admin("service", "add", "zirka", "Zirka")
    old.admin("user", "add", "oksana", "Oksana", "--service", "zirka")
    [token] = old.admin("token", "create", "oksana")
    old.start()
    client = Client(cabdesk, tmp_path / "home")
    client.json("login", old.base_url, "--ca-file", old.ca_file, input=token["token"] + "\n")
    photo = tmp_path / "photo.bin"
    photo.write_bytes(os.urandom(9 << 20))
    made = client.json("create", "--topic", "other", "--subject", "Before", "--attach", str(photo), input="Before the move")
    client.json("sync")
    old.stop()
    for number, (source, target) in enumerate(zip(desks, desks[1:])):
        queued = client.json("reply", made["ticket"], input=f"While it is away {number}")
        assert queued["delivery"] == "queued"
        move(cabdeskd, source, target)
        # Once more finds everything there.
        move(cabdeskd, source, target)
        target.start()
        report = client.json("sync")
        assert (report["sent"], report["failed"]) == (1, 0), report
        # What it had is not received again.
        assert report["received"] < 5, report
        texts = [message["text"] for message in client.json("show", made["ticket"])["messages"]]
        assert texts == ["Before the move", *(f"While it is away {each}" for each in range(number + 1))]
        saved = tmp_path / f"saved{number}"
        saved.mkdir()
        client.json("attachments", "save", made["ticket"], "--dir", str(saved))
        assert (saved / "photo.bin").read_bytes() == photo.read_bytes()
        target.stop()
    assert subprocess.run([cabdeskd, "move", "--from", desks[2].folder / "cabdeskd.toml", "--to", cluster.replicas[0].folder / "cabdeskd.toml"],
        capture_output=True, timeout=LIMIT).returncode == 1
