"""The support bot as its people meet it: a real desk, and Telegram as it is on bad days."""

import json
import os
import pathlib
import urllib.error
import urllib.request
import uuid

import pytest

from botapi import MEGABYTE, Answer, LoseAnswer, Media
from botapi.people import words
from harness.bots import ALERT_TOKEN, SUPPORT_TOKEN, BotDesk
from harness.chats import file_ticket, link
from harness.files import png
from test_server import attached

SUPPORT = """
[support]
token_file = "support.token"
{server}
"""


class Service:
    """A desk, its support bot, one of its customers with two linked chats, and a specialist."""

    def __init__(self, desk: BotDesk, telegram, bot, staff):
        self.desk, self.telegram, self.bot = desk, telegram, bot
        self.staff = staff
        """The specialists' group, as one of them has it open."""
        self.customer = desk.api(desk.user("customer"))
        self.agent = desk.api(desk.user("agent"))
        self.olena = telegram.person("Olena", "en").open(bot)
        link(self.customer, self.olena)

    def second_chat(self):
        petro = self.telegram.person("Petro", "en").open(self.bot)
        link(self.customer, petro)
        return petro

    def ticket(self, subject: str = "No sound") -> dict:
        return file_ticket(self.customer, f"{subject} {uuid.uuid4().hex[:8]}")

    def texts(self, ticket: dict) -> list[str]:
        return [message["text"] for message in self.agent.messages(ticket["id"])]


@pytest.fixture
def service(cabdeskd, tmp_path, telegram):
    bot = telegram.add_bot(SUPPORT_TOKEN, "zirka_support_bot")
    maksym = telegram.person("Maksym", "en")
    group = telegram.group("Specialists", [bot], [maksym])
    settings = f'{SUPPORT}group = {group.id}\nlanguage = "en"\n'
    desk = BotDesk(cabdeskd, tmp_path / "desk" / "data", telegram, settings)
    try:
        #desk.administer("user", "telegram", "maksym", str(maksym.id))
        yield Service(desk, telegram, bot, group.as_(maksym))
        desk.stop()
    finally:
        desk.kill()
    desk.assert_no_secret(tmp_path)


def answers(chat, prefix: str) -> list[str]:
    """The lines with the prefix, of what the bot wrote, in order."""
    return [
        line for message in chat.received for line in words(message).splitlines() if line.startswith(prefix)
    ]


def test_a_chat_that_is_paused_does_not_hold_up_another_and_keeps_its_order(service):
    """Case 8."""
    petro = service.second_chat()
    ticket = service.ticket()
    service.telegram.fault(Answer.retry_after(4, method="sendMessage", chat=service.olena.id))
    for number in range(3):
        service.agent.answer(ticket["id"], f"Answer {number}")
    wanted = [f"Answer {number}" for number in range(3)]
    service.telegram.wait_for(lambda: answers(petro, "Answer") == wanted)
    service.telegram.wait_for(lambda: answers(service.olena, "Answer") == wanted)
    [struck, first, *_] = [call for call in service.telegram.calls("sendMessage", chat=service.olena.id)
                           if "Answer" in call.text]
    assert first.at - struck.at >= 4


def test_an_answer_whose_delivery_is_unconfirmed_is_not_sent_again_by_itself(service):
    """Case 9. Telegram took it, and the connection broke before it said so."""
    ticket = service.ticket()
    service.telegram.fault(LoseAnswer(method="sendMessage", chat=service.olena.id))
    service.agent.answer(ticket["id"], "Answer once")
    service.agent.answer(ticket["id"], "Answer after it")
    service.olena.wait_for("Answer after it")
    assert answers(service.olena, "Answer") == ["Answer once", "Answer after it"]


def test_answers_wait_while_the_bot_is_blocked(service):
    """Case 10."""
    ticket = service.ticket()
    service.olena.block()
    service.telegram.wait_until_confirmed(service.bot)
    service.agent.answer(ticket["id"], "Answer meanwhile")
    service.customer.wait_until(lambda api: api.get("/v1/telegram/links")["items"][0]["state"] == "blocked")
    service.olena.unblock()
    service.olena.wait_for("Answer meanwhile")
    assert answers(service.olena, "Answer") == ["Answer meanwhile"]


def test_blocked_is_also_learnt_from_a_refusal(service):
    ticket = service.ticket()
    service.telegram.fault(Answer(
        code=403, description="Forbidden: bot was blocked by the user", method="sendMessage", chat=service.olena.id))
    service.agent.answer(ticket["id"], "Answer refused")
    service.customer.wait_until(lambda api: api.get("/v1/telegram/links")["items"][0]["state"] == "blocked")
    service.olena.say("/start")
    service.olena.wait_for("Answer refused")


def test_what_telegram_does_not_let_a_bot_carry_is_said_in_the_chat_and_in_the_ticket(service):
    """Case 15."""
    ticket = service.ticket()
    service.agent.answer(ticket["id"], "Please send the recording")
    asked = service.olena.wait_for("Please send the recording")
    service.olena.send(Media.document("call.wav", size=20 * MEGABYTE + 1), caption="Here it is", reply_to=asked)
    service.olena.wait_for("call.wav")
    service.agent.wait_until(lambda api: any("call.wav" in text for text in service.texts(ticket)))
    assert any("Here it is" in text for text in service.texts(ticket))

    upload = attached(service.agent, bytes(50 * MEGABYTE + 1), "update.zip")
    body = {"origin": "cli", "text": "Install this", "attachments": [upload], "isInternal": False}
    service.agent.put(f"/v1/tickets/{ticket['id']}/messages/{uuid.uuid4()}", body)
    service.olena.wait_for("Install this")
    service.olena.wait_for("update.zip")
    assert all(call.method != "sendDocument" for call in service.telegram.calls())
    service.agent.wait_until(lambda api: any("update.zip" in text for text in service.texts(ticket)))


def test_a_file_whose_link_has_expired_is_asked_for_anew(service):
    """Case 16."""
    ticket = service.ticket()
    service.agent.answer(ticket["id"], "A picture, please")
    asked = service.olena.wait_for("A picture, please")
    service.telegram.fault(Answer(code=404, description="Not Found", method="download"))
    service.olena.send(Media.photo(png()), reply_to=asked)
    files = service.agent.wait_until(lambda api: api.messages(ticket["id"])[-1]["attachments"])
    assert len(files) == 1 and files[0]["size"] == len(png())
    assert len(service.telegram.calls("getFile")) == 2


def test_a_second_poller_is_told_of_and_nothing_is_lost(service):
    """Case 3."""
    poll(service.telegram, SUPPORT_TOKEN)
    service.desk.wait_for_log("another program fetches the updates")
    assert service.desk.is_running


def poll(telegram, token: str) -> None:
    """Another program, which waits for an update and leaves again."""
    with pytest.raises(urllib.error.URLError), pytest.raises(TimeoutError):
        urllib.request.urlopen(f"{telegram.base_url}/bot{token}/getUpdates?timeout=1", context=telegram.context)


def test_no_token_is_ever_written_down_even_if_telegram_cannot_be_reached(service):
    """Case 35; that they are nowhere is looked at after each test, and here after failures of all kinds."""
    ticket = service.ticket()
    service.agent.answer(ticket["id"], "A picture, please")
    asked = service.olena.wait_for("A picture, please")
    arguments = pathlib.Path(f"/proc/{service.desk.pid}/cmdline").read_bytes()
    assert SUPPORT_TOKEN.encode() not in arguments and ALERT_TOKEN.encode() not in arguments
    for method in ("getFile", "download", "sendMessage"):
        service.telegram.fault(LoseAnswer(method=method))
        service.telegram.fault(Answer(code=500, description=f"Internal: /bot{SUPPORT_TOKEN}/", method=method))
    service.olena.send(Media.photo(png()), reply_to=asked)
    service.agent.wait_until(lambda api: api.messages(ticket["id"])[-1]["attachments"])
    service.telegram.disconnect()
    service.agent.answer(ticket["id"], "Answer to nobody")
    service.desk.wait_for_log("no updates")
    service.telegram.connect()
    service.olena.wait_for("Answer to nobody")
