"""A person and a service are erased beside a running desk: from its files, the bots' files, and the clients."""

import json
import pathlib
import stat
import subprocess

import pytest

from harness.chats import supported
from harness.client import Client
from harness.waiting import LIMIT

WORDS = "elevenlemons"


def holders(folder: pathlib.Path, text: str) -> list[str]:
    """The files that have the text, whatever they are; but for the demo's list of the users that it made."""
    return [
        str(path) for path in folder.rglob("*")
        if path.is_file() and path.name != "demo-tokens.json" and text.encode() in path.read_bytes()]


def administer(desk, *arguments: str, **options) -> subprocess.CompletedProcess:
    return subprocess.run(
        [desk.program, "admin", *arguments, "--data", str(desk.data)], capture_output=True, text=True, timeout=LIMIT,
        stdin=subprocess.DEVNULL, **options)


@pytest.fixture
def service(cabdeskd, tmp_path, telegram):
    with supported(cabdeskd, tmp_path / "service", telegram, has_staff_group=True) as service:
        yield service


def test_a_person_is_exported_and_erased_beside_a_running_desk(service, client, cabdesk, tmp_path):
    desk = service.desk
    person = desk.user("customer")
    login = service.customer.get("/v1/me")["user"]["id"]
    ticket = service.ticket(WORDS)
    service.olena.say(f"From the phone: {WORDS}")
    # The bot asks, and remembers what was written meanwhile.
    service.olena.wait_for("Which ticket is it about?")
    service.staff.wait_for(WORDS)
    (tmp_path / "note.txt").write_text(f"bytes of {WORDS}")
    mine = Client(cabdesk, tmp_path / "mine")
    mine.sign_in(desk, person)
    mine.json("reply", str(ticket["number"]), "--attach", str(tmp_path / "note.txt"), input="See the file")
    specialist = client
    specialist.sign_in(desk, desk.user("agent"))
    specialist.json("sync")
    assert specialist.json("search", WORDS)["tickets"]

    exported = tmp_path / "exported"
    said = administer(desk, "person", "export", login, "--to", str(exported), "--json")
    assert said.returncode == 0, said.stderr
    assert holders(exported, WORDS) and "README.txt" in [path.name for path in exported.iterdir()]
    assert stat.S_IMODE(exported.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in exported.rglob("*") if path.is_file()} == {0o600}
    assert administer(desk, "person", "export", login, "--to", str(exported)).returncode == 1

    # Nobody is asked without a terminal, and then nothing happens.
    refused = administer(desk, "person", "erase", login)
    assert refused.returncode == 1 and "--yes" in refused.stderr and service.customer.get("/v1/me")
    said = administer(desk, "person", "erase", login, "--yes", "--json")
    assert said.returncode == 0, said.stderr
    assert json.loads(said.stdout)[0]["messages"] >= 2
    for trace in (WORDS, person["name"], "olena_k", login):
        assert holders(desk.data, trace) == [], trace

    # The running desk shuts the person out, and tells the staff's program.
    assert "login" in mine.refusal("sync")
    specialist.json("sync")
    shown = specialist.json("show", str(ticket["number"]))
    assert all(message["text"] == "" and message["isErased"] for message in shown["messages"])
    assert specialist.json("search", WORDS)["tickets"] == []
    assert holders(specialist.home, WORDS) == []
    assert "erased person" in specialist.run("show", str(ticket["number"]), "--language", "en").stdout


def test_a_service_is_erased_after_its_id_was_typed(own_desk, client, open_screen):
    service = own_desk.user("customer")["service"]
    client.sign_in(own_desk, own_desk.user("agent"))
    client.json("sync")
    before = client.json("tickets")["tickets"]
    command = [own_desk.program, "admin", "service", "erase", service, "--data", str(own_desk.data)]
    screen = open_screen(command, client.environment, columns=120)
    screen.wait_for(f"Type {service} to go on")
    screen.press("something else", "Enter")
    screen.wait_for("Nothing was erased")
    assert screen.wait_for_end() == 1
    screen = open_screen(command, client.environment, columns=120)
    screen.wait_for(f"Type {service} to go on")
    screen.press(service, "Enter")
    screen.wait_for("is erased")
    assert screen.wait_for_end() == 0

    subject = next(
        ticket["subject"] for ticket in before if ticket["service"] == service and len(ticket["subject"]) > 12)
    assert holders(own_desk.data, subject) == []
    client.json("sync")
    after = client.json("tickets")["tickets"]
    assert after == [ticket for ticket in before if ticket["service"] != service] and after
    own_desk.restart()
    assert client.json("sync")["errors"] == []
