"""How people come to the bots."""

import uuid

from .api import Api


def link(api: Api, chat) -> None:
    """Links the chat to the service of the one whose interface it is, by a one-time code."""
    offer = api.request("POST", "/v1/telegram/links")
    assert offer.status == 201, offer
    chat.say(f"/start {offer.json()['token']}")
    question = chat.wait_for(lambda message: "reply_markup" in message)
    [yes, _] = question["reply_markup"]["inline_keyboard"][0]
    chat.press(question, yes["text"])
    api.wait_until(lambda api: any(link["state"] == "linked" for link in api.get("/v1/telegram/links")["items"]))
    chat.wait_for(lambda message: message["message_id"] > question["message_id"])


def file_ticket(api: Api, subject: str) -> dict:
    """A new ticket of the one whose interface it is."""
    number = str(uuid.uuid4())
    message = {"origin": "cli", "text": subject, "attachments": [], "isInternal": False}
    return api.put(f"/v1/tickets/{number}", {
        "topic": "other", "subject": subject, "fields": [], "messageID": str(uuid.uuid4()), "message": message,
    })["ticket"]
