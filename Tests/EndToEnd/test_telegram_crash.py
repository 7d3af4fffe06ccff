"""The support bot is killed at each of its states, and comes back: nothing is lost, and nothing is there twice."""

import contextlib
import http.client
import pathlib
import re
import uuid

import pytest

from botapi import Stall
from harness.chats import lines, supported


INBOX = ["inbox-received", "inbox-stored", "inbox-handled", "inbox-done"]
ONCE = ["change-read", "change-queued", "outbox-sent"]
# Where not even Telegram can tell whether it arrived, and whether it did.
IN_DOUBT = {"outbox-sending": False, "outbox-answered": True}
POINTS = pathlib.Path(__file__).resolve().parents[2] / "Sources" / "TelegramBots" / "Delivery" / "FaultPoint.swift"


@pytest.fixture(scope="module")
def service(cabdeskd, tmp_path_factory, telegram_of_module):
    with supported(cabdeskd, tmp_path_factory.mktemp("crashing"), telegram_of_module) as service:
        yield service


@pytest.fixture
def staffed(cabdeskd, tmp_path, telegram):
    """Another one, whose specialists have a group."""
    with supported(cabdeskd, tmp_path, telegram, has_staff_group=True) as service:
        yield service


def crash_at(service, point: str, act) -> None:
    """Kills the desk when it comes to the point in doing what `act` sets off, and starts it again."""
    desk = service.desk
    desk.stop()
    desk.fault = point
    desk.start()
    with contextlib.suppress(OSError, http.client.HTTPException):
        act()
    assert desk.wait_for_death() == -9
    desk.fault = None
    desk.start()


def sending(service, ticket: dict, text: str):
    """Sends an answer, the second time the same one: as a client does whose request ended in the crash."""
    path = f"/v1/tickets/{ticket['id']}/messages/{uuid.uuid4()}"
    body = {"origin": "cli", "text": text, "attachments": [], "isInternal": False}
    return lambda: service.agent.put(path, body)


@pytest.mark.parametrize("point", INBOX)
def test_what_a_person_writes_is_in_the_ticket_once(service, point):
    ticket = service.ticket()
    asked = service.asked(ticket, f"What do you hear at {point}?")
    crash_at(service, point, lambda: service.olena.say("Nothing at all", reply_to=asked))
    # Whatever comes of the first message is there before the second one.
    service.olena.say("And now a hum", reply_to=asked)
    service.wait_for_text(ticket, "And now a hum")
    assert service.texts(ticket)[-2:] == ["Nothing at all", "And now a hum"]
    service.telegram.wait_until_confirmed(service.bot)


@pytest.mark.parametrize("point", ONCE)
def test_an_answer_arrives_once(service, point):
    ticket = service.ticket()
    # When it has arrived, nothing that came before waits for the crash.
    service.asked(ticket, f"Zero {point}")
    send = sending(service, ticket, f"One {point}")
    crash_at(service, point, send)
    send()
    service.asked(ticket, f"Two {point}")
    assert lines(service.olena, "One " + point) == [f"One {point}"]


@pytest.mark.parametrize("point, has_arrived", IN_DOUBT.items())
def test_an_answer_of_which_nobody_knows_whether_it_arrived_is_left_to_the_staff(staffed, point, has_arrived):
    ticket = staffed.ticket()
    staffed.asked(ticket, "Answer zero")
    staffed.staff.wait_for("Answer zero")
    # The answer to the customer, and not its copy for the group, is what the crash meets.
    copy = staffed.telegram.fault(Stall(method="sendMessage", chat=staffed.staff.id, is_done=False))
    send = sending(staffed, ticket, "Answer one")
    crash_at(staffed, point, send)
    send()
    staffed.telegram.release(copy)
    question = staffed.staff.wait_for("delivery unconfirmed")
    staffed.asked(ticket, "Answer two")
    assert lines(staffed.olena, "Answer") == ["Answer zero"] + ["Answer one"] * has_arrived + ["Answer two"]
    staffed.staff.press(question, "Leave it" if has_arrived else "Send again")
    staffed.telegram.wait_for(lambda: "reply_markup" not in staffed.staff.message(question))
    staffed.asked(ticket, "Answer three")
    assert lines(staffed.olena, "Answer one") == ["Answer one"]


def test_every_state_is_among_them():
    points = re.findall(r'case \w+ = "([\w-]+)"', POINTS.read_text())
    assert sorted(points) == sorted([*INBOX, *ONCE, *IN_DOUBT])
