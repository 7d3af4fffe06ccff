"""What people write in Telegram arrives, whatever it begins with, hides or consists of, and in whatever group."""

import uuid

import pytest

from botapi import MEGABYTE, Media
from botapi.people import words
from harness.chats import supported
from test_server import attached


@pytest.fixture(scope="module")
def service(cabdeskd, tmp_path_factory, telegram_of_module):
    folder = tmp_path_factory.mktemp("words")
    with supported(cabdeskd, folder, telegram_of_module, has_staff_group=True) as service:
        yield service


def test_an_agent_answers_notes_and_resolves_in_a_group_without_topics(service):
    """Telegram gives every answer there a thread, which is no topic."""
    ticket = service.ticket("Silence")
    asked = service.asked(ticket, "What do you hear?")
    service.olena.say("Nothing at all", reply_to=asked)
    shown = service.staff.wait_for("Nothing at all")
    said = service.staff.say("Перевірили, працює", reply_to=shown)
    assert said["message_thread_id"] and "is_topic_message" not in said
    service.olena.wait_for("Перевірили, працює")
    service.staff.say("/note the router again", reply_to=shown)
    service.agent.wait_until(lambda api: [
        message for message in api.messages(ticket["id"])
        if message["isInternal"] and message["text"] == "the router again"])
    service.staff.say("/dev/ttyUSB0 needs the group dialout", reply_to=said)
    service.olena.wait_for("/dev/ttyUSB0 needs the group dialout")
    service.staff.say("/nore he is wrong", reply_to=shown)
    service.staff.wait_for("/note TEXT stays inside", count=2)
    service.staff.say("/resolve", reply_to=said)
    service.customer.wait_until(lambda api: api.get(f"/v1/tickets/{ticket['id']}")["status"] == "resolved")
    assert not any("router" in words(message) or "wrong" in words(message) for message in service.olena.received)


def test_slashes_hidden_links_places_and_contacts_reach_the_ticket(service):
    ticket = service.ticket("Noise")
    asked = service.asked(ticket, "Tell more, please")
    link = {"type": "text_link", "offset": 4, "length": 13, "url": "https://files.example.org/call-17.wav"}
    service.olena.say("/dev/ttyUSB0 не працює", reply_to=asked)
    service.olena.write({"text": "Ось запис розмови", "entities": [link]}, reply_to=asked)
    service.olena.write({"location": {"latitude": 50.4501, "longitude": 30.5234}}, reply_to=asked)
    service.olena.write({"contact": {"phone_number": "+380441234567", "first_name": "Ivan"}}, reply_to=asked)
    service.wait_for_text(ticket, "Ivan")
    assert service.texts(ticket)[-4:] == [
        "/dev/ttyUSB0 не працює", "Ось запис розмови (https://files.example.org/call-17.wav)",
        "📍 50.45010, 30.52340\nhttps://www.openstreetmap.org/?mlat=50.45010&mlon=30.52340",
        "👤 Ivan +380441234567",
    ]
    story = {"story": {"chat": service.olena.chat.short, "id": 1}}
    service.olena.write(story, reply_to=asked)
    service.olena.wait_for("I can pass on texts")


def test_twenty_seven_files_that_were_held_all_arrive(service):
    for number in range(27):
        service.olena.send(Media.document(f"{number}.log", b"line %d" % number))
    service.olena.press(service.olena.wait_for("Which ticket is it about?"), "New ticket")
    service.olena.press(service.olena.wait_for("What is it about?"), "Other")
    created = words(service.olena.wait_for("Your ticket is №"))
    number = int(created.split("№")[1].split(".")[0])
    ticket = service.agent.wait_until(lambda api: next(
        (one for one in api.get("/v1/tickets?limit=100")["items"] if one["number"] == number), None))
    names = service.agent.wait_until(lambda api: (
        found := [file["name"] for message in api.messages(ticket["id"]) for file in message["attachments"]]
    ) and len(found) >= 27 and found)
    assert names == [f"{number}.log" for number in range(27)]


def test_a_file_that_no_bot_may_send_keeps_nobodys_answers_back(cabdeskd, tmp_path, telegram):
    """Two chats that speak different languages and no group: the ticket notes the file once, and everything goes on."""
    with supported(cabdeskd, tmp_path, telegram) as service:
        petro = service.second_chat("uk")
        ticket, other = service.ticket("Update"), service.ticket("Noise")
        upload = attached(service.agent, bytes(50 * MEGABYTE + 1), "update.zip")
        body = {"origin": "cli", "text": "Install this", "attachments": [upload], "isInternal": False}
        service.agent.put(f"/v1/tickets/{ticket['id']}/messages/{uuid.uuid4()}", body)
        service.answer(other, "And restart it")
        for chat in (service.olena, petro):
            chat.wait_for("update.zip")
            chat.wait_for("And restart it")
        notes = [message for message in service.agent.messages(ticket["id"]) if message["isInternal"]]
        assert len(notes) == 1 and "update.zip" in notes[0]["text"]
