"""`cabdeskd` under a service manager: readiness, reload, watchdog, log files, checks and generations of backups."""

import contextlib
import os
import pathlib
import re
import shutil
import socket
import subprocess

import pytest
from harness.api import Api
from harness.served import ServedDesk
from harness.waiting import LIMIT, wait_until

ROOT = pathlib.Path(__file__).resolve().parents[2]
UNITS = ROOT / "packaging" / "systemd"


class Manager:
    """What a service manager hears: the datagrams of sd_notify(3)."""

    def __init__(self, address: str):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.settimeout(LIMIT)
        self.socket.bind(address)

    def wait_for(self, wanted: str) -> dict[str, str]:
        """The first datagram that has `wanted` as a line; others pass."""
        while True:
            lines = self.socket.recv(4096).decode().split("\n")
            if wanted in lines:
                return dict(line.split("=", 1) for line in lines)


@pytest.fixture
def unstarted(cabdeskd, tmp_path):
    desk = ServedDesk(cabdeskd, tmp_path / "served")
    yield desk
    desk.stop()


@pytest.mark.parametrize("is_abstract", [False, True], ids=["path", "abstract"])
def test_it_says_when_it_is_ready_reloads_and_stops_and_that_it_lives(unstarted, tmp_path, is_abstract):
    name = str(tmp_path / "notify") if not is_abstract else f"@cabdeskd-{os.getpid()}"
    manager = Manager(name if not is_abstract else "\0" + name[1:])
    with contextlib.closing(manager.socket):
        unstarted.start(environment=os.environ | {"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "300000"})
        assert str(unstarted.port) in manager.wait_for("READY=1")["STATUS"]
        for _ in range(3):
            manager.wait_for("WATCHDOG=1")
        unstarted.reload()
        assert int(manager.wait_for("RELOADING=1")["MONOTONIC_USEC"]) > 0
        manager.wait_for("READY=1")
        unstarted.stop()
        manager.wait_for("STOPPING=1")


def test_without_a_manager_nothing_is_sent_and_all_works(unstarted, tmp_path):
    unstarted.start(environment=os.environ | {"NOTIFY_SOCKET": str(tmp_path / "nobody"), "WATCHDOG_USEC": "x"})
    assert Api(unstarted.base_url, unstarted.ca_file, None).request("GET", "/healthz").status == 200


def change(desk: ServedDesk, more: str) -> None:
    """Writes the configuration with `more` in place of what was there, and waits until it is in force or refused."""
    desk.more = more
    desk.configure()
    before = desk.log().count("The certificate was read again.")
    desk.reload()
    wait_until(lambda: desk.log().count("The certificate was read again.") > before)


def test_a_reload_takes_over_limits_hours_and_the_level_of_the_log(served):
    [token] = served.admin("token", "create", "oksana")
    oksana = Api(served.base_url, served.ca_file, token["token"])
    assert oksana.get("/v1/desk")["limits"]["textLength"] > 500
    change(served, '[limits]\ntext_length = 500\nsign_ins_per_minute = 1\n[log]\nlevel = "notice"\n')
    assert oksana.get("/v1/desk")["limits"]["textLength"] == 500
    stranger = Api(served.base_url, served.ca_file, None)
    sign_in = {"code": "AAAA-AAAA-AAAA-AAAA", "label": "x", "request": "01a2048a-527d-799a-9c5f-b82cdd7f5682"}
    assert [stranger.request("POST", "/v1/sessions", sign_in).status for _ in range(2)] == [401, 429]
    assert "POST /v1/sessions" not in served.log()


def test_a_configuration_with_a_mistake_changes_nothing(served):
    [token] = served.admin("token", "create", "oksana")
    change(served, "[limits]\ntext_length = 500\n")
    change(served, "[limits]\ntext_length = 700\nnonsense = 1\n")
    assert "what was in force stays" in served.log() and "nonsense" in served.log()
    assert Api(served.base_url, served.ca_file, token["token"]).get("/v1/desk")["limits"]["textLength"] == 500


def test_a_log_that_was_moved_away_goes_on_in_a_new_file(served):
    served.stop()
    log = served.folder / "log"
    served.start("--log", str(log))
    log.rename(served.folder / "log.1")
    served.reload()
    wait_until(lambda: log.exists())
    served.wait_for_log("The configuration was read again.")


def test_check_says_whether_the_configuration_can_be_served(unstarted):
    def check() -> subprocess.CompletedProcess:
        return subprocess.run(
            [*unstarted.command("serve"), "--check"], capture_output=True, text=True, timeout=LIMIT)

    unstarted.configure()
    assert check().stdout.endswith("is valid.\n")
    assert not unstarted.data.exists()
    for more, said in (
        ('[log]\nlevel = "loud"', "level"), ("[limits]\nlong_polls = 0", "long_polls"),
        ('[support]\ntoken_file = "absent"', "absent"),
    ):
        unstarted.more = more
        unstarted.configure()
        result = check()
        assert result.returncode == 1 and said in result.stderr, more
    unstarted.more = ""
    unstarted.configure()
    unstarted.key.write_text("no key")
    assert check().returncode == 1 and "server.key" in check().stderr


def test_backups_are_kept_in_generations(served, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    names = [f"cabdesk-2026-01-0{day}T040000Z" for day in (1, 2, 3)]
    for name in (*names, "cabdesk-other", "notes"):
        (folder / name).mkdir()
    result = subprocess.run(
        [*served.command("backup"), "--keep", "2", str(folder)], capture_output=True, text=True, timeout=LIMIT)
    assert result.returncode == 0, result.stderr
    left = sorted(path.name for path in folder.iterdir())
    [made] = [name for name in left if name not in (*names, "cabdesk-other", "notes")]
    assert left == sorted([names[2], made, "cabdesk-other", "notes"])
    assert re.fullmatch(r"cabdesk-\d{4}-\d\d-\d\dT\d{6}Z", made)
    assert (folder / made / "desk.sqlite").exists() or list((folder / made).glob("*.sqlite"))


@pytest.mark.parametrize("unit", ["cabdeskd.service", "cabdeskd-alerts.service", "cabdeskd-backup.service"])
def test_the_units_are_hardened(unit):
    assert shutil.which("systemd-analyze"), "systemd-analyze is missing"
    report = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", str(UNITS / unit)], capture_output=True, text=True)
    exposure = float(re.search(r"exposure level for \S+: ([0-9.]+)", report.stdout).group(1))
    assert exposure <= 2.0, report.stdout
