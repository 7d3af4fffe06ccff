"""Fixtures: the desk, clients and screens. CABDESK and CABDESKD name the programs under test."""

import contextlib
import os
import pathlib
import shutil
import ssl

import pytest

from botapi import FakeTelegram
from harness.client import Client
from harness.desk import Desk
from harness.screen import Screen
from harness.served import ServedDesk
from harness.strangers import Authority

ROOT = pathlib.Path(__file__).resolve().parents[2]


def program(name: str) -> str:
    """The program from the environment, else the release build."""
    path = os.environ.get(name.upper(), str(ROOT / ".build" / "release" / name))
    if shutil.which(path) is None:
        pytest.exit(f"{path} is not there; build it first: make build", returncode=1)
    return path


@pytest.fixture(scope="session")
def cabdesk() -> str:
    return program("cabdesk")


@pytest.fixture(scope="session")
def cabdeskd() -> str:
    return program("cabdeskd")


@pytest.fixture(scope="session")
def desk(cabdeskd, tmp_path_factory):
    """One demo desk for all tests that leave it running."""
    desk = Desk(cabdeskd, tmp_path_factory.mktemp("desk") / "data")
    yield desk
    desk.stop()


@pytest.fixture
def own_desk(cabdeskd, tmp_path):
    """A demo desk for one test, which may stop and kill it."""
    desk = Desk(cabdeskd, tmp_path / "desk")
    yield desk
    desk.stop()


@pytest.fixture
def served(cabdeskd, tmp_path):
    """A desk as an administrator sets it up, with one customer, oksana."""
    desk = ServedDesk(cabdeskd, tmp_path / "served")
    desk.admin("service", "add", "zirka", "Таксі Зірка")
    desk.admin("user", "add", "oksana", "Оксана", "--service", "zirka")
    desk.start()
    yield desk
    desk.stop()


@pytest.fixture
def client(cabdesk, tmp_path) -> Client:
    """Somebody who has never signed in."""
    return Client(cabdesk, tmp_path / "home")


@pytest.fixture
def dispatcher(client, desk) -> Client:
    """A customer, signed in and synchronised."""
    client.sign_in(desk, desk.user("customer"))
    client.json("sync")
    return client


@pytest.fixture
def open_screen():
    """Opens screens, and closes them after the test."""
    screens = []

    def open_screen(command, environment, **options) -> Screen:
        screens.append(Screen(command, environment, **options))
        return screens[-1]

    yield open_screen
    for screen in screens:
        screen.close()


@pytest.fixture
def bot_api():
    """Telegram's side, for calls of any kind."""
    with FakeTelegram() as server:
        yield server


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """The certificate authority of the fake Telegram."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def telegram(authority):
    """Telegram for Cabdesk's bots. Libraries that know the Bot API judge every call."""
    with judged_telegram(authority) as server:
        yield server


@pytest.fixture(scope="module")
def telegram_of_module(authority):
    """The same, shared by all tests of a file."""
    with judged_telegram(authority) as server:
        yield server


@contextlib.contextmanager
def judged_telegram(authority):
    from botapi.certificate import faults_of

    with FakeTelegram(tls=authority.context()) as server:
        server.ca_file = authority.ca_file
        server.context = ssl.create_default_context(cafile=str(authority.ca_file))
        yield server
        assert faults_of(server) == []
