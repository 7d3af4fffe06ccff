"""`make run` behind its build: the demo desk and the client that live and end together."""

import os
import pathlib
import select

import pytest

from harness.waiting import LIMIT

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "run-demo"


@pytest.fixture
def demo(client, cabdesk, cabdeskd, tmp_path, open_screen):
    """Opens the demo; each time on the same data."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "cabdesk").symlink_to(cabdesk)
    (programs / "cabdeskd").symlink_to(cabdeskd)
    environment = client.environment | {"PROGRAMS": str(programs)}
    return lambda *arguments: open_screen([str(SCRIPT), *arguments], environment, rows=40, columns=120)


def desks(client) -> list[int]:
    """The processes that serve the client's demo data."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"demo" in command and str(client.home).encode() in b" ".join(command):
            found.append(int(process.name))
    return found


def wait_for_end(process: int) -> None:
    """Waits for the end of a process that is nobody's child here (pidfd_open(2))."""
    descriptor = os.pidfd_open(process)
    ended = select.select([descriptor], [], [], LIMIT)[0]
    os.close(descriptor)
    assert ended, "the desk outlives the client"


def test_the_desk_ends_with_the_client_and_the_data_stay(demo, client):
    for role, name in (("customer", "Оксана"), ("agent", "Олена")):
        screen = demo(role)
        screen.wait_for("online")
        assert len(desks(client)) == 1
        screen.press("3")
        screen.wait_for(name)
        screen.press("^Q")
        assert screen.wait_for_end() == 0
        assert desks(client) == []
    assert list(client.home.glob(".local/share/cabdesk-demo/*"))


def test_the_desk_ends_even_if_everything_else_is_killed(demo, client):
    screen = demo()
    screen.wait_for("online")
    [desk] = desks(client)
    screen.kill()
    wait_for_end(desk)


def test_what_was_begun_is_there_the_next_time_also_after_a_kill(demo, client):
    screen = demo()
    screen.wait_for("online")
    screen.press("Enter")
    screen.press("r")
    screen.paste("The second phone rings, too")
    screen.wait_for("rings, too")
    [desk] = desks(client)
    screen.press("Escape")
    screen.wait_for("✎")
    screen.kill()
    wait_for_end(desk)
    screen = demo()
    screen.wait_for("online")
    screen.wait_for("✎")


def test_a_role_that_nobody_has(demo, client):
    screen = demo("king")
    screen.wait_for("customer or agent")
    assert screen.wait_for_end() == 2
    assert desks(client) == []
