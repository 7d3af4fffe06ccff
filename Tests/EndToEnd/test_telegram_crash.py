"""The support bot is killed at each of its states, and comes back: nothing is lost, and nothing is there twice."""

import pytest

from harness.chats import lines, supported


@pytest.fixture(scope="module")
def service(cabdeskd, tmp_path_factory, telegram_of_module):
    folder = tmp_path_factory.mktemp("crashing")
    with supported(cabdeskd, folder, telegram_of_module, has_staff_group=True) as service:
        yield service


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
    asked = service.asked(ticket, f"What do you hear at {point}?")
    crash_at(service, point, lambda: service.olena.say("Nothing at all", reply_to=asked))
    # Whatever comes of the first message is there before the second one.
    service.olena.say("And now a hum", reply_to=asked)
    service.wait_for_text(ticket, "And now a hum")
    assert service.texts(ticket)[-2:] == ["Nothing at all", "And now a hum"]
    service.telegram.wait_until_confirmed(service.bot)


@pytest.mark.parametrize("point", ["change-read", "change-queued", "outbox-sent"])
def test_an_answer_arrives_once(service, point):
    ticket = service.ticket()
    crash_at(service, point, lambda: service.answer(ticket, f"One {point}"))
    service.asked(ticket, f"Two {point}")
    assert lines(service.olena, "One " + point) == [f"One {point}"]


@pytest.mark.parametrize("point, has_arrived", [("outbox-sending", False), ("outbox-answered", True)])
def test_an_answer_of_which_nobody_knows_whether_it_arrived_is_left_to_the_staff(service, point, has_arrived):
    ticket = service.ticket()
    crash_at(service, point, lambda: service.answer(ticket, f"One {point}"))
    question = service.staff.wait_for(lambda message: all(
        part in message.get("text", "") for part in ("delivery unconfirmed", str(ticket["number"]))))
    service.asked(ticket, f"Two {point}")
    assert lines(service.olena, "One " + point) == [f"One {point}"] * has_arrived
    service.staff.press(question, "Leave it" if has_arrived else "Send again")
    service.telegram.wait_for(lambda: "reply_markup" not in service.staff.message(question))
    service.asked(ticket, f"Three {point}")
    assert lines(service.olena, "One " + point) == [f"One {point}"]
