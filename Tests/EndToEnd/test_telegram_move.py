"""A desk whose bots are at work moves to PostgreSQL and back, and they go on where they were."""

import pytest

from botapi import Answer
from botapi.people import words
from harness.chats import lines, link
from harness.databases import Database
from harness.waiting import wait_until
from test_telegram_alert import night, pages  # noqa: F401 (a fixture)
from test_telegram_replicas import texts


@pytest.fixture
def databases():
    databases = [Database(), Database()]
    yield databases
    for database in databases:
        database.drop()


def test_both_bots_go_on_after_a_move_in_either_direction(night, databases, tmp_path):  # noqa: F811
    moving = night(support=True)
    telegram, desk = moving.telegram, moving.desk
    customer, agent = desk.api(desk.user("customer")), desk.api(desk.user("agent"))
    chat, stranger = telegram.person("Petro", "en").open(moving.support), moving.person("Ivan")
    link(customer, chat)
    [ticket, *_] = customer.tickets()
    agent.answer(ticket["id"], "The first answer")
    answer = chat.wait_for("The first answer")
    moving.report(stranger, "Silence")
    stranger.wait_for("name of your service")
    stranger.say("Taxi Moon")
    page = moving.first.wait_for("🚨 № 1 · Telephony unavailable")

    files = desk.settings
    places = [(databases[0].address, f'[alerts]\ndatabase = "{databases[1].address}"'), (None, "[alerts]")]
    for number, (address, alerts) in enumerate(places):
        # An answer of the specialist waits to be sent, one of the customer to be fetched, and two reports of incidents.
        telegram.fault(Answer(code=500, description="Internal Server Error", method="sendMessage", times=1000))
        agent.answer(ticket["id"], f"Waiting {number}")
        telegram.wait_for_call("sendMessage", lambda call: f"Waiting {number}" in call.text)
        desk.stop()
        chat.say(f"Written {number}", reply_to=answer)
        stranger.say(f"Still silence {number}")
        desk.settings = files.replace("[alerts]", alerts)
        desk.move(tmp_path / f"place{number}" / "data", address)
        telegram.mend()
        desk.start()
        chat.wait_for(f"Waiting {number}")
        wait_until(lambda: texts(agent, ticket)[-1] == f"Written {number}")
        # Nothing of this round stands before the next one's answer.
        chat.wait_for(lambda message: words(message).startswith("Added to №"), count=number + 1)
        stranger.wait_for(lambda message: words(message).startswith("Added to your report"), count=number + 1)
        kept = "SELECT COUNT(*) FROM alert_remark"
        remarks = databases[1].rows(kept.replace("alert_", "cabdesk_bot_alert.alert_")) if address else moving.kept(kept)
        assert remarks == ([str(number + 2)] if address else [(number + 2,)])

    assert lines(chat, "Waiting") == ["Waiting 0", "Waiting 1"]
    moving.first.press(page, "Acknowledge")
    stranger.wait_for("a specialist is working on it")
    assert len(pages(moving.first)) == 1
