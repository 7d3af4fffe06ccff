"""Two dispatchers of one service and a specialist, at the same ticket at the same time."""

import uuid

from harness.client import Client


def test_three_people_answer_one_ticket_without_talking_past_each_other(cabdesk, desk, open_screen, tmp_path):
    oksana = desk.user("customer")
    taras = desk.user("customer", 1, service=oksana["service"])
    olena = desk.user("agent")
    apis = {user["name"]: desk.api(user) for user in (oksana, taras, olena)}
    ticket, subject = str(uuid.uuid4()), f"Three at one ticket {uuid.uuid4().hex[:8]}"
    apis[taras["name"]].put(f"/v1/tickets/{ticket}", {
        "topic": "other", "subject": subject, "fields": [], "messageID": str(uuid.uuid4()),
        "message": {
            "origin": "cli", "text": "\n".join(f"Line {number} of the journal" for number in range(1, 41)),
            "isInternal": False, "attachments": [],
        },
    })

    def open_ticket(user: dict):
        client = Client(cabdesk, tmp_path / user["name"])
        client.sign_in(desk, user)
        client.json("sync")
        screen = open_screen([client.program], client.environment)
        screen.wait_for("online")
        screen.press("/", subject)
        screen.wait_for("1 ticket")
        screen.press("Enter", "Enter")
        screen.wait_for("of the journal")
        return screen

    # Whoever comes sees who is there.
    first = open_ticket(oksana)
    first.press("r")
    first.wait_for("Write your reply here")
    first.press("We have found it ourselves")
    first.press("PgUp")
    second = open_ticket(taras)
    second.wait_for(f"{oksana['name']} is writing…")
    third = open_ticket(olena)
    third.wait_for(f"{oksana['name']} is writing, {taras['name']} is reading")

    # The dispatchers hear of each other at once or a little later, and of the specialist only when she answers.
    first.wait_for(f"{taras['name']} is reading")
    third.press("i")
    third.wait_for("the customer never sees it")
    third.press("Ask the operator")

    def seen_by(user: dict, activity: str) -> dict[str, str]:
        answer = apis[user["name"]].put(f"/v1/tickets/{ticket}/presence", {"activity": activity})
        return {other["user"]["name"]: other["activity"] for other in answer["others"]}

    apis[olena["name"]].wait_until(lambda _: seen_by(oksana, "writing") == {taras["name"]: "reading"})
    assert seen_by(taras, "reading") == {oksana["name"]: "writing"}
    third.press("Esc")
    third.wait_for("kept as a draft")
    third.press("r")
    third.wait_for("Write your reply here")
    third.press("Please do not restart it")
    second.wait_for(f"{oksana['name']} is writing, {olena['name']} is writing")
    third.press("^S")

    # The answer arrives while Oksana writes, below what her small window shows: her reply is held back once.
    first.wait_for("↓ 1 new")
    assert "Please do not restart it" not in first
    first.press("^S")
    first.wait_for(f"{olena['name']} wrote meanwhile")
    assert "Please do not restart it" in first and "We have found it ourselves" in first
    texts = [message["text"] for message in apis[olena["name"]].messages(ticket)]
    assert texts[1:] == ["Please do not restart it"]
    first.press("^S")
    first.wait_for("The reply is saved")

    def conversation(user: dict) -> list[str]:
        return [message["text"] for message in apis[user["name"]].messages(ticket)][1:]

    written = ["Please do not restart it", "We have found it ourselves"]
    apis[taras["name"]].wait_until(lambda _: len(conversation(taras)) > 1)
    for user, screen in ((oksana, first), (taras, second), (olena, third)):
        assert conversation(user) == written
        screen.press("End")
        for text in written:
            screen.wait_for(lambda screen, text=text: screen.text.count(text) == 1)
