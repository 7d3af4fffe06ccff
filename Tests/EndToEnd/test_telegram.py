"""The support bot as its people meet it: a real desk, and Telegram as it is on bad days."""

import pathlib
import urllib.request
import uuid

import pytest

from botapi import MEGABYTE, Answer, LoseAnswer, Media
from harness.api import Api
from harness.bots import ALERT_TOKEN, SUPPORT_TOKEN
from harness.chats import lines, supported
from harness.files import png
from test_server import attached

SECRET = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture(scope="module")
def one_service(cabdeskd, tmp_path_factory, telegram_of_module):
    with supported(cabdeskd, tmp_path_factory.mktemp("service"), telegram_of_module) as service:
        yield service


@pytest.fixture
def service(one_service):
    """The service that these tests share; whatever goes wrong ends with the test."""
    yield one_service
    one_service.telegram.mend()


def is_blocked(api) -> bool:
    return any(link["state"] == "blocked" for link in api.get("/v1/telegram/links")["items"])


def test_a_chat_that_is_paused_does_not_hold_up_another_and_keeps_its_order(service):
    """Case 8."""
    petro, ticket = service.second_chat(), service.ticket()
    service.telegram.fault(Answer.retry_after(3, method="sendMessage", chat=service.olena.id))
    wanted = [f"Paused {number}" for number in range(3)]
    for text in wanted:
        service.answer(ticket, text)
    for chat in (petro, service.olena):
        service.telegram.wait_for(lambda: lines(chat, "Paused") == wanted)
    struck, first, *_ = [
        call for call in service.telegram.calls("sendMessage", chat=service.olena.id) if "Paused" in call.text]
    assert first.at - struck.at >= 3


def test_an_answer_whose_delivery_is_unconfirmed_is_not_sent_again_by_itself(service):
    """Case 9. Telegram accepted the message, and the connection broke before the answer."""
    ticket = service.ticket()
    service.telegram.fault(LoseAnswer(method="sendMessage", chat=service.olena.id))
    service.answer(ticket, "Unconfirmed 1")
    service.asked(ticket, "Unconfirmed 2")
    assert lines(service.olena, "Unconfirmed") == ["Unconfirmed 1", "Unconfirmed 2"]


def test_answers_wait_while_the_bot_is_blocked(service):
    """Case 10, known from the person."""
    ticket = service.ticket()
    service.olena.block()
    service.customer.wait_until(is_blocked)
    service.answer(ticket, "Meanwhile")
    service.olena.unblock()
    service.olena.wait_for("Meanwhile")
    assert lines(service.olena, "Meanwhile") == ["Meanwhile"]


def test_blocked_is_also_learnt_from_a_refusal(service):
    """Case 10, known from Telegram's answer."""
    ticket = service.ticket()
    service.telegram.fault(Answer(
        code=403, description="Forbidden: bot was blocked by the user", method="sendMessage", chat=service.olena.id))
    service.answer(ticket, "Refused")
    service.customer.wait_until(is_blocked)
    service.olena.say("/status")
    service.olena.wait_for("Refused")
    assert lines(service.olena, "Refused") == ["Refused"]


def test_what_telegram_does_not_let_a_bot_carry_is_said_in_the_chat_and_in_the_ticket(service):
    """Case 15."""
    ticket = service.ticket()
    asked = service.asked(ticket, "Please send the recording")
    service.olena.send(Media.document("call.wav", size=20 * MEGABYTE + 1), caption="Here it is", reply_to=asked)
    service.olena.wait_for("call.wav")
    service.wait_for_text(ticket, "call.wav")
    service.wait_for_text(ticket, "Here it is")

    upload = attached(service.agent, bytes(50 * MEGABYTE + 1), "update.zip")
    body = {"origin": "cli", "text": "Install this", "attachments": [upload], "isInternal": False}
    service.agent.put(f"/v1/tickets/{ticket['id']}/messages/{uuid.uuid4()}", body)
    service.olena.wait_for("update.zip")
    service.wait_for_text(ticket, "update.zip")
    assert service.telegram.calls("sendDocument") == []


def test_a_file_whose_link_has_expired_is_asked_for_anew(service):
    """Case 16."""
    ticket = service.ticket()
    asked = service.asked(ticket, "A picture, please")
    before = len(service.telegram.calls("getFile"))
    service.telegram.fault(Answer(code=404, description="Not Found", method="download"))
    service.olena.send(Media.photo(png()), reply_to=asked)
    [file] = service.agent.wait_until(lambda api: api.messages(ticket["id"])[-1]["attachments"])
    assert file["size"] == len(png())
    assert len(service.telegram.calls("getFile")) == before + 2


def test_no_token_is_written_down_whatever_goes_wrong(service):
    """Case 35. The end of the desk checks that no output contains them."""
    ticket = service.ticket()
    asked = service.asked(ticket, "Another picture, please")
    arguments = pathlib.Path(f"/proc/{service.desk.pid}/cmdline").read_bytes()
    assert SUPPORT_TOKEN.encode() not in arguments and ALERT_TOKEN.encode() not in arguments
    service.telegram.fault(LoseAnswer(method="download"))
    for method in ("getFile", "sendMessage"):
        description = f"Internal Server Error: /bot{SUPPORT_TOKEN}/{method}"
        service.telegram.fault(Answer(code=500, description=description, method=method))
    service.olena.send(Media.photo(png()), reply_to=asked)
    service.agent.wait_until(lambda api: api.messages(ticket["id"])[-1]["attachments"])
    service.telegram.disconnect()
    service.answer(ticket, "Nobody hears")
    service.desk.wait_for_log("no updates")
    service.telegram.connect()
    service.olena.wait_for("Nobody hears")


def test_a_webhook_takes_updates_with_the_right_secret_only(cabdeskd, tmp_path, telegram):
    """Case 6. The chat is linked, and all that follows, by the webhook alone."""
    more = 'webhook = "https://127.0.0.1:{port}/telegram/support"\n'
    with supported(cabdeskd, tmp_path, telegram, more=more) as service:
        ticket = service.ticket()
        asked = service.asked(ticket, "What do you hear?")
        service.olena.say("A hum", reply_to=asked)
        service.wait_for_text(ticket, "A hum")
        assert service.bot.queue.webhook_info().get("last_error_message") is None
        secret = service.bot.queue.webhook.secret

        forged = service.bot.queue.all[-1] | {"update_id": service.bot.queue.next_id + 1000}
        forged["message"] = forged["message"] | {"message_id": 999, "text": "Forged"}
        for wrong in ({}, {SECRET: "wrong"}, {SECRET: ""}, {SECRET: secret[:-1]}, {SECRET: secret + "x"}):
            assert hook(service, forged, wrong).status in (401, 403), wrong
        again = service.bot.queue.all[-1]
        assert hook(service, again, {SECRET: secret}).status == 200
        service.olena.say("And a click", reply_to=asked)
        service.wait_for_text(ticket, "And a click")
        assert service.texts(ticket)[-2:] == ["A hum", "And a click"]
        assert "Forged" not in service.texts(ticket)
    assert service.telegram.calls("getUpdates") == []


def hook(service, update: dict, headers: dict):
    """Posts to the webhook; nobody is signed in there."""
    desk = service.desk
    return Api(desk.base_url, desk.ca_file, None).request("POST", "/telegram/support", update, headers)


def test_a_second_poller_is_told_of(service):
    """Case 3. The last of these tests: the bot steps back for half a minute."""
    url = f"{service.telegram.base_url}/bot{SUPPORT_TOKEN}/getUpdates?timeout=1"
    service.telegram.wait_for_poll(service.bot)
    with urllib.request.urlopen(url, context=service.telegram.context):
        pass
    service.desk.wait_for_log("another program fetches the updates")
    assert service.desk.is_running
