"""The support bot is killed at each of its states, and comes back: nothing is lost, and nothing is there twice."""

import pytest

from botapi.people import words
from harness.chats import link
from test_telegram import answers, service  # noqa: F401  (a fixture)


def crash_at(service, point: str, act) -> None:
    """Kills the desk when it comes to the point in doing what `act` sets off, and starts it again."""
    desk = service.desk
    desk.stop()
    desk.fault = point
    desk.start()
    act()
    assert desk.wait_for_death() == -9
    desk.fault = None
    desk.start()


@pytest.mark.parametrize("point", ["inbox-received", "inbox-stored", "inbox-handled", "inbox-done"])
def test_what_a_person_writes_is_in_the_ticket_once(service, point):
    ticket = service.ticket()
    service.agent.answer(ticket["id"], "What do you hear?")
    asked = service.olena.wait_for("What do you hear?")
    crash_at(service, point, lambda: service.olena.say("Nothing at all", reply_to=asked))
    service.agent.wait_until(lambda api: "Nothing at all" in service.texts(ticket))
    # Another message, after it in order: what was to come of the first has come.
    service.olena.say("And now a hum", reply_to=asked)
    service.agent.wait_until(lambda api: "And now a hum" in service.texts(ticket))
    assert service.texts(ticket)[-2:] == ["Nothing at all", "And now a hum"]
    service.telegram.wait_until_confirmed(service.bot)


@pytest.mark.parametrize("point", ["change-read", "change-queued", "outbox-sent"])
def test_an_answer_arrives_once(service, point):
    ticket = service.ticket()
    crash_at(service, point, lambda: service.agent.answer(ticket["id"], "Answer one"))
    service.agent.answer(ticket["id"], "Answer two")
    service.olena.wait_for("Answer two")
    assert answers(service.olena, "Answer") == ["Answer one", "Answer two"]


@pytest.mark.parametrize("point, arrives", [("outbox-sending", False), ("outbox-answered", True)])
def test_an_answer_of_which_nobody_knows_whether_it_arrived_is_left_to_the_staff(service, point, arrives):
    ticket = service.ticket()
    crash_at(service, point, lambda: service.agent.answer(ticket["id"], "Answer one"))
    question = service.staff.wait_for("delivery unconfirmed")
    service.agent.answer(ticket["id"], "Answer two")
    service.olena.wait_for("Answer two")
    assert answers(service.olena, "Answer") == ["Answer one"] * arrives + ["Answer two"]
    service.staff.press(question, "Leave it" if arrives else "Send again")
    service.telegram.wait_until_confirmed(service.bot)
    if not arrives:
        service.olena.wait_for("Answer one")
    assert answers(service.olena, "Answer").count("Answer one") == 1
