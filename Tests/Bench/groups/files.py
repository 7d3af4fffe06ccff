"""Sending and fetching a file by commands, against the curl program with the same file and server.

Each is there three times: the bytes' transfer alone, from the request's beginning to its answer's end; as people wait,
from the command's start to its end; and the same against tools that promise what Cabdesk does. curl itself copies,
syncs and digests nothing.
"""

import hashlib
import json
import pathlib
import re
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
        self._log = folder / "log"
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

    def send(self) -> tuple[str, float]:
        """Files a ticket with it. Returns the ticket, and the seconds of the transfer alone."""
        command = [self.client.program, "create", "--topic", "other", "--attach", str(self.file), "--json"]
        filed = json.loads(self._run(command, input=b"A film"))
        assert filed["delivery"] == "sent", filed
        [message] = self.desk.api(self.user).messages(filed["ticket"])
        self._attachment = message["attachments"][0]["id"]
        return filed["ticket"], self._transfer("PATCH")

    def fetch(self, ticket: str) -> float:
        target = self.folder / "fetched"
        self._run([self.client.program, "attachments", "save", ticket, "--dir", str(target)])
        shutil.rmtree(target)
        return self._transfer("GET")

    def curl_send(self, file: pathlib.Path | None = None) -> float:
        tus = ["--header", "Tus-Resumable: 1.0.0"]
        head = self._curl(
            *tus, "--request", "POST", "--header", f"Upload-Length: {self.size}", "--dump-header", "-",
            self.desk.base_url + "/v1/uploads")
        [place] = [line.split()[1] for line in head.decode().splitlines() if line.lower().startswith("location:")]
        return float(self._curl(
            *tus, "--request", "PATCH", "--header", "Upload-Offset: 0", "--header", "Expect:",
            "--header", "Content-Type: application/offset+octet-stream", "--upload-file", str(file or self.file),
            "--write-out", "%{time_total}", place if place.startswith("https:") else self.desk.base_url + place))

    def curl_fetch(self, target: pathlib.Path | None = None) -> float:
        target = target or self.folder / "by-curl"
        time_total = self._curl(
            "--output", str(target), "--write-out", "%{time_total}",
            f"{self.desk.base_url}/v1/attachments/{self._attachment}")
        target.unlink()
        return float(time_total)

    def tools_send(self) -> None:
        """Copies it to the disk, digests and sends the copy: what Cabdesk does before it may say that it is kept."""
        copy = self.folder / "copy"
        for command in (["cp", self.file, copy], ["sync", copy], ["sha256sum", copy]):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        self.curl_send(copy)
        copy.unlink()

    def tools_fetch(self) -> None:
        """Receives it, digests it and sees that it is on the disk."""
        target = self.folder / "by-tools"
        self._curl("--output", str(target), f"{self.desk.base_url}/v1/attachments/{self._attachment}")
        for command in (["sha256sum", target], ["sync", target]):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        target.unlink()

    def _transfer(self, method: str) -> float:
        """Seconds of the request that had the file, by the client's log, which is then removed."""
        pattern = rf"exchange {method} .*/(?:uploads|attachments)/.* ms=(\d+)"
        [milliseconds] = re.findall(pattern, self._log.read_text())
        self._log.unlink()
        return int(milliseconds) / 1000

    def _run(self, command: list[str], input: bytes = b"") -> bytes:
        return subprocess.run(
            [*self.peak.prefix, *command], env=self.client.environment | {"CABDESK_LOG": str(self._log)}, input=input,
            check=True, capture_output=True,
        ).stdout

    def _curl(self, *arguments: str) -> bytes:
        return subprocess.run(
            ["curl", "--silent", "--show-error", "--fail", "--http1.1", "--cacert", self.desk.ca_file,
             "--config", "-", *arguments], check=True, capture_output=True,
            input=f'header = "Authorization: Bearer {self.user["token"]}"\n'.encode(),
        ).stdout


def rotated(names: tuple[str, ...], turn: int) -> tuple[str, ...]:
    start = turn % len(names)
    return names[start:] + names[:start]


def rows(workshop: Workshop):
    if not workshop.has("curl"):
        return
    large, small = workshop.file_size, max(MEGABYTE, workshop.file_size // 32)
    peaks = {}
    for size in (small, large):
        exchange = Exchange(workshop, workshop.folder / "files", size)
        try:
            turns = min(workshop.runs, 3)
            names = ("send", "curl_send", "tools_send", "fetch", "curl_fetch", "tools_fetch")
            speeds = {name: [] for name in names}
            alone = {name: [] for name in names}
            sending = fetching = 0

            def measure(name: str, *arguments: str):
                began = time.perf_counter()
                result = getattr(exchange, name)(*arguments)
                speeds[name].append(size / MEGABYTE / (time.perf_counter() - began))
                return result

            def transferred(name: str, seconds: float):
                alone[name].append(size / MEGABYTE / seconds)

            for turn in range(turns):
                # The first to run touches memory that the others then find in use.
                for place, name in enumerate(rotated(names[:3], turn)):
                    exchange.write(3 * turn + place)
                    result = measure(name)
                    if name == "send":
                        ticket, seconds = result
                        transferred(name, seconds)
                        sending = max(sending, exchange.peak.bytes)
                    elif name == "curl_send":
                        transferred(name, result)
                for name in rotated(names[3:], turn):
                    result = measure(name, *([ticket] if name == "fetch" else []))
                    if name == "fetch":
                        fetching = max(fetching, exchange.peak.bytes)
                    if name != "tools_fetch":
                        transferred(name, result)
            peaks[size] = (sending, fetching, peak_of(exchange.desk.pid))
            for name, what in (("send", "uploading"), ("fetch", "downloading")):
                what = f"{what} {size // MEGABYTE:,} MiB"
                reference, same = "curl_" + name, "tools_" + name
                tools = "cp, sync, sha256sum, curl" if name == "send" else "curl, sha256sum, sync"
                for label, ours, theirs, values, bound in (
                    (what + ", the transfer alone", name, reference, alone, 0.95),
                    (what + ", as people wait", name, reference, speeds, None),
                    (what + ", as people wait", name, same, speeds, 1),
                ):
                    yield Row(
                        label, Sample("", values[ours], "MiB/s"),
                        Sample(tools if theirs == same else "curl", values[theirs], "MiB/s"), bound,
                        more_is_better=True)
        finally:
            exchange.close()
    for place, what in enumerate(("uploading", "downloading", "the server, both")):
        ours, reference = (Sample(name, [peaks[size][place] / MEGABYTE], "MiB") for name, size in (
            ("", large), (f"{small // MEGABYTE:,} MiB", small)))
        yield Row(f"peak memory, {what}, {large // MEGABYTE:,} MiB", ours, reference, 1.2)
