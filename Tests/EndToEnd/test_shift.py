"""A shift handed over: a note of the own service, and what changed meanwhile."""

import uuid

import pytest

from harness.client import Client


@pytest.fixture
def new_client(cabdesk, tmp_path):
    """Somebody who has never signed in, on a machine of their own; as many as are asked for."""
    return lambda: Client(cabdesk, tmp_path / uuid.uuid4().hex)


def colleagues(desk) -> list[dict]:
    """Two dispatchers of one service."""
    first = desk.user("customer")
    return [first, next(
        user for user in desk.users
        if user["role"] == "customer" and user["service"] == first["service"] and user["token"] != first["token"])]


def test_a_shift_is_handed_over(new_client, desk, open_screen):
    before, after = colleagues(desk)
    note = f"Car {uuid.uuid4().hex[:6]} is in the workshop"
    subject = f"The map is late {uuid.uuid4().hex[:6]}"
    agent = desk.api(desk.user("agent"))

    # The first dispatcher writes the note and leaves.
    leaving = new_client()
    leaving.sign_in(desk, before)
    screen = open_screen([leaving.program], leaving.environment, rows=30, columns=100)
    screen.press("w")
    screen.wait_for("Only your own service reads this, not the vendor's specialists")
    screen.press(note, "^S")
    screen.wait_for(lambda screen: note in screen.text and "Only your own service" not in screen.text)
    desk.api(after).wait_until(lambda api: any(
        change.get("shiftNote", {}).get("text") == note for change in api.changes()))
    screen.press("^Q")
    assert screen.wait_for_end() == 0

    # Between the shifts something happens.
    filed = leaving.json("create", "--topic", "other", input=subject)
    agent.put(f"/v1/tickets/{filed['ticket']}/messages/{uuid.uuid4()}", {
        "origin": "cli", "text": "It is fixed.", "isInternal": False, "attachments": []})

    # The second one opens, and sees the note and what changed.
    coming = new_client()
    coming.sign_in(desk, after)
    coming.run("sync")
    shift = coming.json("shift", "--since", "1h")
    assert note in [each["text"] for each in shift["notes"]]
    assert subject in [each["subject"] for each in shift["new"]]
    assert subject in [each["subject"] for each in shift["waiting"]]
    screen = open_screen([coming.program], coming.environment, rows=30, columns=100)
    screen.wait_for(note)
    screen.press("W")
    screen.wait_for("Notes for the shift")
    screen.press("Enter")
    screen.wait_for(before["name"])

    # The desk's staff never learns of it.
    assert note not in agent.get("/v1/changes?limit=500").__repr__()


def test_a_note_is_read_from_standard_input_and_the_staff_has_none(new_client, desk):
    dispatcher, specialist = new_client(), new_client()
    dispatcher.sign_in(desk, desk.user("customer"))
    specialist.sign_in(desk, desk.user("agent"))
    text = f"Keys are with Olena {uuid.uuid4().hex[:6]}"
    written = dispatcher.json("shift", "note", input=text)
    assert written["delivery"] == "sent"
    assert text in dispatcher.run("shift", "--since", "1h").stdout
    specialist.refusal("shift", "note", input=text)
    specialist.run("sync")
    assert text not in specialist.run("shift", "--since", "1h").stdout
    refused = specialist.run("shift", "--since", "yesterday")
    assert refused.returncode == 2 and refused.stdout == "" and "8h" in refused.stderr


def test_a_specialist_files_for_a_service_by_its_name(new_client, desk):
    specialist = new_client()
    specialist.sign_in(desk, desk.user("agent"))
    agent = desk.api(desk.user("agent"))
    service = next(each for each in agent.get("/v1/services")["items"] if each["id"] == desk.user("customer")["service"])
    subject = f"Filed on the telephone {uuid.uuid4().hex[:6]}"
    specialist.json("create", "--topic", "other", "--service", service["name"].upper(), input=subject)
    [ticket] = agent.tickets(subject)
    assert ticket["service"] == service["id"] and ticket["author"]["role"] == "agent"
    assert "service" in specialist.refusal("create", "--topic", "other", input="No service").lower()
