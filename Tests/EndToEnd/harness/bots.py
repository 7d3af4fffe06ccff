"""A desk with both Telegram bots, as processes of their own."""

import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile

from .desk import Desk
from .waiting import LIMIT, Deadline

SUPPORT_TOKEN = "7000000001:AAsupport-Kq5vT2mWx8_s3cr3t"
ALERT_TOKEN = "7000000002:AAalert-Zr9nB4pLd6_s3cr3t"


_seeds: dict[str, Desk] = {}
_folders: list[tempfile.TemporaryDirectory] = []


def seeded(program: str, data: pathlib.Path) -> Desk:
    """Puts the demo's people, tickets and certificates there, which are made once; the desk that made them."""
    if program not in _seeds:
        _folders.append(tempfile.TemporaryDirectory())
        _seeds[program] = Desk(program, pathlib.Path(_folders[-1].name) / "data")
        _seeds[program].stop()
    shutil.copytree(_seeds[program].data, data)
    return _seeds[program]


class BotDesk(Desk):
    """The demo desk's data under `cabdeskd serve`, with bots that take `telegram` for Telegram."""

    def __init__(self, program: str, data: pathlib.Path, telegram, settings: str = "", database: str | None = None):
        """`settings`: more of the configuration, in TOML; `{server}` is Telegram's address, `{port}` the desk's.

        `database`: the address of PostgreSQL; the desk is empty there at first.
        """
        self.telegram = telegram
        self.settings = settings
        self.database = database
        self.fault: str | None = None
        """The point at which the next start crashes (`FaultPoint`)."""
        self.crashes = 0
        seed = seeded(program, data)
        self.users, self.ca_file = seed.users, str(data / "tls" / "ca.pem")
        super().__init__(program, data)

    def start(self) -> None:
        """Starts it, always on the same port, and waits until it listens."""
        if self.port == 0:
            with socket.create_server(("127.0.0.1", 0)) as free:
                self.port = free.getsockname()[1]
            self.base_url = f"https://127.0.0.1:{self.port}"
        self._configure()
        environment = dict(os.environ) | ({"CABDESK_FAULT": self.fault} if self.fault else {})
        with open(self.log_file, "ab") as log:
            self._process = subprocess.Popen(
                [self.program, "serve", "--config", str(self.config)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=log, env=environment,
            )
        self._wait_until_it_listens()

    def move(self, data: pathlib.Path, database: str | None = None) -> None:
        """Moves it, while it is stopped, to the place where it goes on with the next start."""
        old = self.config
        shutil.copytree(self.data / "tls", data / "tls")
        self.data, self.database = data, database
        self._configure()
        command = [self.program, "move", "--from", str(old), "--to", str(self.config)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT * 2)
        assert done.returncode == 0, done.stderr

    def administer(self, *arguments: str) -> None:
        subprocess.run(
            [self.program, "admin", *arguments, "--data", str(self.data)], check=True, capture_output=True, timeout=LIMIT)

    def configure(self, *arguments: str) -> list:
        """An administrator's command on the configured desk; what it prints as JSON."""
        command = [self.program, "admin", *arguments, "--config", str(self.config), "--json"]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=LIMIT)
        return json.loads(done.stdout)

    @property
    def config(self) -> pathlib.Path:
        return self.data.parent / "cabdeskd.toml"

    @property
    def log_file(self) -> pathlib.Path:
        return self.data.parent / f"{self.data.name}.log"

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def wait_for_log(self, text: str) -> None:
        """Waits until the log says it."""
        deadline = Deadline()
        while text not in self.log():
            assert not deadline.has_passed, f"{text!r} is not in the log:\n{self.log()}"
            self._pause()

    def wait_for_death(self) -> int:
        """Waits until the process has ended by itself; returns its code, or minus the signal."""
        code = self._process.wait(LIMIT)
        self.crashes += 1
        self._process.stdin.close()
        self._process.stdout.close()
        return code

    def assert_no_secret(self, *places: pathlib.Path) -> None:
        """Asserts that no token is in the output or the arguments of the processes."""
        kept = {"support.token", "alert.token"}
        for place in (self.data.parent, *places):
            for path in place.rglob("*"):
                if path.is_file() and path.name not in kept:
                    content = path.read_bytes()
                    for token in (SUPPORT_TOKEN, ALERT_TOKEN):
                        for part in (token, token.split(":")[1], token.replace(":", "%3A")):
                            assert part.encode() not in content, f"{path} holds a bot's token"

    def _configure(self) -> None:
        folder = self.data.parent
        for name, token in (("support", SUPPORT_TOKEN), ("alert", ALERT_TOKEN)):
            path = folder / f"{name}.token"
            path.write_text(token + "\n")
            path.chmod(0o600)
        shutil.copy(self.telegram.ca_file, folder / "telegram.pem")
        server = f'api = "{self.telegram.base_url}"\nca_file = "telegram.pem"'
        self.config.write_text(f"""
data = "{self.data}"
{f'database = "{self.database}"' if self.database else ""}
[listen]
port = {self.port}
[tls]
certificate = "{self.data}/tls/server.pem"
key = "{self.data}/tls/server.key"
[desk]
name = "Cabdesk"
[office_hours]
opens = "08:00"
closes = "20:00"
utc_offset = "+03:00"
[bots]
support = "zirka_support_bot"
alert = "zirka_alert_bot"
{self.settings.format(server=server, port=self.port)}
""")

    def _wait_until_it_listens(self) -> None:
        deadline = Deadline()
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), LIMIT).close()
                return
            except OSError:
                assert self._process.poll() is None, f"the desk did not start: {self.log()}"
                assert not deadline.has_passed, f"the desk does not listen: {self.log()}"
                self._pause()

    def _pause(self) -> None:
        """Waits a moment, or less if the process ends."""
        try:
            self._process.wait(0.02)
        except subprocess.TimeoutExpired:
            pass
