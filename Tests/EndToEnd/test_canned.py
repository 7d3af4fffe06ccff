"""Canned replies: made on the desk, used from a terminal and by a command, and never seen by a customer."""

import json
import subprocess
import uuid


def file(api, subject: str) -> dict:
    identity = str(uuid.uuid4())
    api.put(f"/v1/tickets/{identity}", {
        "topic": "other", "subject": subject, "fields": [], "messageID": str(uuid.uuid4()),
        "message": {"origin": "cli", "text": "The screen is dark", "isInternal": False, "attachments": []},
    })
    return api.get(f"/v1/tickets/{identity}")


def test_a_canned_reply_by_command(client, desk, cabdeskd):
    customer, specialist = desk.api(desk.user("customer")), desk.user("agent")
    agent = desk.api(specialist)
    name, me = f"Welcome {uuid.uuid4().hex[:6]}", agent.get("/v1/me")["user"]["name"]

    def administer(*arguments: str, text: str = "") -> str:
        return subprocess.run(
            [cabdeskd, "admin", "canned", arguments[0], "--data", str(desk.data), *arguments[1:]],
            input=text, capture_output=True, text=True, check=True).stdout

    administer("add", name, "--language", "uk", text="Вітаю, {customer}!\n")
    administer("add", name, "--language", "en", text="Hello {customer}, {specialist} writes about {ticket}.\n")
    [stored] = [each for each in json.loads(administer("list", "--json")) if each["name"] == name]
    assert stored["text"]["uk"] == "Вітаю, {customer}!"

    client.sign_in(desk, specialist)
    client.run("sync")
    own = f"Own {uuid.uuid4().hex[:6]}"
    assert client.json("canned", "add", own, "--language", "en", input="Mine {word}\n")["delivery"] == "sent"
    names = [each["name"] for each in client.json("canned", "list")["replies"]]
    assert name in names and own in names
    ticket = file(customer, "S " + uuid.uuid4().hex[:6])
    client.json("reply", str(ticket["number"]), "--canned", name, "--language", "en")
    texts = [message["text"] for message in customer.messages(ticket["id"])]
    assert texts[-1] == f"Hello {ticket['author']['name']}, {me} writes about № {ticket['number']}."
    assert client.run("reply", str(ticket["number"]), "--canned", "nothing", check=False).returncode == 1
    assert client.json("canned", "remove", own)["delivery"] == "sent"
    administer("remove", name)
    client.run("sync")
    names = [each["name"] for each in client.json("canned", "list")["replies"]]
    assert name not in names and own not in names
    feed = json.dumps(customer.get("/v1/changes?limit=500"))
    assert '"cannedReply":' not in feed and name not in feed


def test_a_customer_has_no_canned_replies_on_the_command_line(client, desk):
    client.sign_in(desk, desk.user("customer"))
    client.run("sync")
    assert client.run("canned", check=False).returncode == 1
    assert client.run("canned", "add", "X", input="Y", check=False).returncode == 1


def test_many_tickets_are_answered_at_once_from_the_keyboard(client, desk, open_screen):
    customer, specialist = desk.api(desk.user("customer")), desk.user("agent")
    agent = desk.api(specialist)
    night = uuid.uuid4().hex[:6]
    tickets = [file(customer, f"{night} {number}") for number in range(5)]
    agent.put(f"/v1/canned-replies/{uuid.uuid4()}", {
        "name": f"Works {night}", "text": {"en": "Dear {customer}, {ticket} works again."}, "isOwn": False})

    client.sign_in(desk, specialist)
    client.json("sync")
    screen = open_screen([client.program], client.environment, rows=30, columns=100)
    for number in range(5):
        screen.wait_for(f"{night} {number}")
    screen.press("Home", *" " * 5, "r")
    screen.wait_for("Reply to 5 tickets")
    screen.press("\x1bc")
    screen.wait_for("type to find")
    screen.press(night, "Enter")
    screen.wait_for("Dear {customer}, {ticket} works again.")
    screen.press("^S")
    screen.wait_for("Send this reply to 5 tickets?")
    screen.press("y")
    screen.wait_for("Answered: 5 tickets")
    # Taken back, and sent again: nobody gets it twice.
    screen.press("e")
    screen.wait_for("Taken back for 5 tickets")
    screen.press("r")
    screen.wait_for("Dear {customer}, {ticket} works again.")
    screen.press("^S", "y")
    screen.wait_for("Answered: 5 tickets")

    def answers(ticket: dict) -> list[str]:
        return [message["text"] for message in agent.messages(ticket["id"])][1:]

    for ticket in tickets:
        wanted = [f"Dear {ticket['author']['name']}, № {ticket['number']} works again."]
        agent.wait_until(lambda _, ticket=ticket, wanted=wanted: answers(ticket) == wanted)
