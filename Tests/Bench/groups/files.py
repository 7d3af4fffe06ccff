"""Sending and fetching a file by commands, from start to end, against the curl program with the same file and server."""

import hashlib
import json
import pathlib
import shutil
import subprocess
import time

from figures import Row, Sample
from harness.client import Client
from harness.desk import Desk
from harness.memory import Peak, peak_of
from workshop import Workshop, tell

MEGABYTE = 1 << 20


class Exchange:
    """A customer with a file, and the curl program in the customer's name."""

    def __init__(self, workshop: Workshop, folder: pathlib.Path, size: int):
        tell(f"Exchanging a file of {size // MEGABYTE:,} MiB")
        shutil.rmtree(folder, ignore_errors=True)
        self.folder, self.size = folder, size
        self.desk = Desk(workshop.cabdeskd, folder / "desk")
        self.user = self.desk.user("customer")
        self.client = Client(workshop.cabdesk, folder / "home")
        self.client.sign_in(self.desk, self.user)
        self.client.json("sync")
        self.peak = Peak(folder / "peak")
        self.file = folder / "film.mp4"
        self._attachment = ""

    def close(self) -> None:
        self.desk.stop()
        shutil.rmtree(self.folder)

    def write(self, turn: int) -> None:
        """Another content each time: the desk keeps the same one only once."""
        block = hashlib.shake_256(f"{turn}".encode()).digest(MEGABYTE)
        with open(self.file, "wb") as file:
            for place in range(self.size // MEGABYTE):
                file.write(block[place:] + block[:place])

    def send(self) -> str:
        """Files a ticket with it. Returns the ticket."""
        command = [self.client.program, "create", "--topic", "other", "--attach", str(self.file), "--json"]
        filed = json.loads(self._run(command, input=b"A film"))
        assert filed["delivery"] == "sent", filed
        [message] = self.desk.api(self.user).messages(filed["ticket"])
        self._attachment = message["attachments"][0]["id"]
        return filed["ticket"]

    def fetch(self, ticket: str) -> None:
        target = self.folder / "fetched"
        self._run([self.client.program, "attachments", "save", ticket, "--dir", str(target)])
        shutil.rmtree(target)

    def curl_send(self) -> None:
        tus = ["--header", "Tus-Resumable: 1.0.0"]
        head = self._curl(
            *tus, "--request", "POST", "--header", f"Upload-Length: {self.size}", "--dump-header", "-",
            self.desk.base_url + "/v1/uploads")
        [place] = [line.split()[1] for line in head.decode().splitlines() if line.lower().startswith("location:")]
        self._curl(
            *tus, "--request", "PATCH", "--header", "Upload-Offset: 0", "--header", "Expect:",
            "--header", "Content-Type: application/offset+octet-stream", "--upload-file", str(self.file),
            place if place.startswith("https:") else self.desk.base_url + place)

    def curl_fetch(self) -> None:
        target = self.folder / "by-curl"
        self._curl("--output", str(target), f"{self.desk.base_url}/v1/attachments/{self._attachment}")
        target.unlink()

    def _run(self, command: list[str], input: bytes = b"") -> bytes:
        return subprocess.run(
            [*self.peak.prefix, *command], env=self.client.environment, input=input, check=True, capture_output=True
        ).stdout

    def _curl(self, *arguments: str) -> bytes:
        return subprocess.run(
            ["curl", "--silent", "--show-error", "--fail", "--http1.1", "--cacert", self.desk.ca_file,
             "--config", "-", *arguments], check=True, capture_output=True,
            input=f'header = "Authorization: Bearer {self.user["token"]}"\n'.encode(),
        ).stdout


def rows(workshop: Workshop):
    if not workshop.has("curl"):
        return
    large, small = workshop.file_size, max(MEGABYTE, workshop.file_size // 32)
    peaks = {}
    for size in (small, large):
        exchange = Exchange(workshop, workshop.folder / "files", size)
        try:
            turns = min(workshop.runs, 3)
            speeds = {name: [] for name in ("send", "curl_send", "fetch", "curl_fetch")}
            sending = fetching = 0

            def measure(name: str, *arguments: str):
                began = time.perf_counter()
                result = getattr(exchange, name)(*arguments)
                speeds[name].append(size / MEGABYTE / (time.perf_counter() - began))
                return result

            for turn in range(turns):
                exchange.write(2 * turn)
                measure("curl_send")
                exchange.write(2 * turn + 1)
                ticket = measure("send")
                sending = max(sending, exchange.peak.bytes)
                measure("curl_fetch")
                measure("fetch", ticket)
                fetching = max(fetching, exchange.peak.bytes)
            peaks[size] = (sending, fetching, peak_of(exchange.desk.pid))
            goal = 0.9 if size == large else None
            for name, what in (("send", "uploading"), ("fetch", "downloading")):
                yield Row(
                    f"{what} {size // MEGABYTE:,} MiB", Sample("", speeds[name], "MiB/s"),
                    Sample("curl", speeds["curl_" + name], "MiB/s"), goal, more_is_better=True)
        finally:
            exchange.close()
    for place, what in enumerate(("uploading", "downloading", "the server, both")):
        ours, reference = (Sample(name, [peaks[size][place] / MEGABYTE], "MiB") for name, size in (
            ("", large), (f"{small // MEGABYTE:,} MiB", small)))
        yield Row(f"peak memory, {what}, {large // MEGABYTE:,} MiB", ours, reference, 1.2)
