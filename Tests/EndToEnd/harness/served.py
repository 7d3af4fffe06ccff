"""A desk as an administrator sets it up: `cabdeskd serve` with a configuration."""

import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess

from .strangers import Authority
from .waiting import LIMIT, Deadline


class ServedDesk:
    """On loopback, with a certificate of an authority of its own. `admin` works before it is started, too."""

    def __init__(self, program: str, folder: pathlib.Path, more: str = "", storage: str = ""):
        """`more`: further tables of the configuration; `storage`: where its rows are, if not in the data directory."""
        self.program, self.folder, self.storage = program, folder, storage
        folder.mkdir(parents=True)
        self.data = folder / "data"
        self.certificate, self.key = folder / "server.pem", folder / "server.key"
        self.use(Authority(folder / "authority"))
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.base_url = f"https://127.0.0.1:{self.port}"
        self.more = more
        self.trusted_proxies: list[str] = []
        self._process: subprocess.Popen | None = None
        self.configure()

    def use(self, authority: Authority) -> None:
        """Puts the authority's certificate and key where the configuration says."""
        shutil.copy(authority.certificate, self.certificate)
        shutil.copy(authority.key, self.key)
        self.ca_file = str(authority.ca_file)

    def configure(self) -> None:
        (self.folder / "cabdeskd.toml").write_text(f"""
data = "{self.data}"
{self.storage}
[listen]
port = {self.port}
trusted_proxies = {self.trusted_proxies}
[tls]
certificate = "server.pem"
key = "server.key"
[desk]
name = "Support"
[office_hours]
opens = "08:00"
closes = "20:00"
utc_offset = "+03:00"
{self.more}""")

    def command(self, *arguments: str) -> list[str]:
        return [self.program, *arguments, "--config", str(self.folder / "cabdeskd.toml")]

    def admin(self, *arguments: str) -> list:
        """What `cabdeskd admin` prints as JSON."""
        result = subprocess.run(
            self.command("admin", *arguments, "--json"), check=True, capture_output=True, timeout=LIMIT)
        return json.loads(result.stdout)

    def start(self, *options: str, environment: dict | None = None) -> None:
        """Starts it and waits until it answers. `options`: further ones of `cabdeskd serve`."""
        self.configure()
        before = self.log().count("Server started")
        with open(self.folder / "log", "ab") as log:
            self._process = subprocess.Popen([*self.command("serve"), *options], stdin=subprocess.DEVNULL, stderr=log, env=environment)
        self._wait_until(lambda log: log.count("Server started") > before)

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.terminate()
            assert self._process.wait(LIMIT) == 0

    def kill(self) -> None:
        """Ends it with SIGKILL, as a crash of the machine would."""
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait(LIMIT)

    @property
    def pid(self) -> int:
        return self._process.pid

    def reload(self) -> None:
        os.kill(self.pid, signal.SIGHUP)

    def log(self) -> str:
        path = self.folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def wait_for_log(self, text: str) -> None:
        self._wait_until(lambda log: text in log)

    def _wait_until(self, condition) -> None:
        deadline = Deadline()
        while not condition(self.log()):
            assert self._process.poll() is None, self.log()
            assert not deadline.has_passed, self.log()
            # Looks again as soon as the process ends, or after a short while.
            try:
                self._process.wait(0.05)
            except subprocess.TimeoutExpired:
                pass
