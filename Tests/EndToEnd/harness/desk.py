"""The demo desk as a process of its own."""

import json
import os
import pathlib
import signal
import subprocess
from urllib.parse import urlsplit

from .api import Api
from .waiting import LIMIT, read_line


class Desk:
    """`cabdeskd demo` on loopback. It ends with this process at the latest: its standard input closes."""

    def __init__(self, program: str, data: pathlib.Path, port: int = 0):
        self.program = program
        self.data = data
        self.port = port
        self._process: subprocess.Popen | None = None
        self.start()

    def start(self) -> None:
        """Starts it, the second time on the port and the data of the first, and waits until it is ready."""
        self.data.mkdir(parents=True, exist_ok=True)
        with open(self.data.parent / f"{self.data.name}.log", "ab") as log:
            self._process = subprocess.Popen(
                [self.program, "demo", "--data", str(self.data), "--port", str(self.port), "--until-eof"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
            )
        line = read_line(self._process.stdout.fileno())
        assert line, f"the desk did not start: {self.log()}"
        ready = json.loads(line)
        self.base_url: str = ready["base_url"]
        self.ca_file: str = ready["ca_file"]
        self.users: list[dict] = ready["users"]
        self.port = urlsplit(self.base_url).port

    @property
    def pid(self) -> int:
        return self._process.pid

    def log(self) -> str:
        return (self.data.parent / f"{self.data.name}.log").read_text(errors="replace")

    def stop(self) -> int:
        """Ends it with SIGTERM and returns its exit code."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Ends it with SIGKILL, as a crash of the machine would."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> int:
        if self._process.poll() is None:
            os.kill(self._process.pid, how)
        code = self._process.wait(LIMIT)
        self._process.stdin.close()
        self._process.stdout.close()
        return code

    def restart(self) -> None:
        self.stop()
        self.start()

    def user(self, role: str = "customer", index: int = 0, service: str | None = None) -> dict:
        """A user of the role; `index` counts those who match."""
        matching = [
            user for user in self.users if user["role"] == role and service in (None, user.get("service"))
        ]
        return matching[index]

    def api(self, user: dict) -> Api:
        return Api(self.base_url, self.ca_file, user["token"])
