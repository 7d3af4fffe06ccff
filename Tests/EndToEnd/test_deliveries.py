"""Libraries that know the Bot API judge the calls and updates of the bots in the Swift tests."""

import contextlib
import json
import os
import pathlib
import sqlite3

import pytest

from botapi.calls import Call, Upload
from botapi.certificate import faults_of_call, faults_of_update

FOLDER = os.environ.get("CABDESK_DELIVERIES")
# A kind of update that a test makes up, because Telegram will.
UNKNOWN = "kind_of_the_future"
NO_CHAT = {"answerCallbackQuery"}


@pytest.mark.skipif(FOLDER is None, reason="CABDESK_DELIVERIES names no folder of the Swift tests")
def test_whatever_the_swift_tests_send_and_receive_is_of_the_bot_api():
    calls, updates, faults = 0, 0, []
    for path in pathlib.Path(FOLDER).glob("*.sqlite"):
        with contextlib.closing(sqlite3.connect(path)) as database:
            for [body] in database.execute("SELECT body FROM outbox"):
                if not is_broken(body):
                    calls += 1
                    faults += faults_of_call(call_of(json.loads(body)))
            # Broken updates were set aside on purpose, and messages of the bot to itself have negative numbers.
            for [body] in database.execute("SELECT body FROM inbox WHERE state != 'poison' AND update_id >= 0"):
                updates += 1
                update = json.loads(body)
                if UNKNOWN not in update:
                    faults += faults_of_update(update)
    assert faults == []
    assert calls > 100 and updates > 20, f"only {calls} calls and {updates} updates in {FOLDER}"
    print(f"{calls} calls and {updates} updates were judged")


def is_broken(body: str | bytes) -> bool:
    """Whether a test put the row there as one that cannot be read; the bots write none without a call."""
    try:
        return "call" not in json.loads(body)
    except ValueError:
        return True


def call_of(outgoing: dict) -> Call:
    """A call from the outbox as the bot sends it."""
    call = outgoing["call"]
    chat = {} if call["method"] in NO_CHAT else {"chat_id": outgoing["chat"]}
    uploads = {
        file["field"]: Upload(file["name"], file["mediaType"], b"content") for file in call.get("files", [])
    }
    return Call(0, call["method"], call["parameters"] | chat, uploads)
