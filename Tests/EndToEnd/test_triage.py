"""A morning's triage: what came overnight is sorted out from the keyboard."""

import uuid

FEWER_KEYS_THAN = 60


def test_twenty_tickets_triaged_by_keyboard_in_fewer_than_sixty_keys(client, desk, open_screen):
    dispatcher, specialist = desk.api(desk.user("customer")), desk.user("agent")
    agent = desk.api(specialist)
    name = agent.get("/v1/me")["user"]["name"]
    night = uuid.uuid4().hex[:6]
    tickets = []
    for number in range(20):
        identity = str(uuid.uuid4())
        dispatcher.put(f"/v1/tickets/{identity}", {
            "topic": "other", "subject": f"{night} {number}", "fields": [], "messageID": str(uuid.uuid4()),
            "message": {"origin": "cli", "text": "The screen is dark", "isInternal": False, "attachments": []},
        })
        tickets.insert(0, identity)
    silly, calls, mine = tickets[:7], tickets[7:13], tickets[13:]

    client.sign_in(desk, specialist)
    client.json("sync")
    screen = open_screen([client.program], client.environment, rows=40, columns=120)
    screen.wait_for("online")
    for number in range(20):
        screen.wait_for(f"{night} {number}")
    keys = 0

    def press(*pressed: str) -> None:
        nonlocal keys
        for key in pressed:
            # A text is typed letter by letter.
            keys += 1 if key in ("Home", "Enter") else len(key)
            screen.press(key)

    press("Home", *" " * 7, "x", "y")
    screen.wait_for("7 tickets resolved")
    # The selection stands at the first of the next ones, and stays there.
    press(*" " * 6, "m")
    screen.wait_for("Telephony")
    press("Tele", "Enter")
    screen.wait_for("Move 6 tickets to")
    press("y")
    screen.wait_for("6 tickets moved")
    press(*" " * 7, "T", "y")
    screen.wait_for("7 tickets taken")

    def now(identity: str) -> dict:
        return agent.get(f"/v1/tickets/{identity}")

    agent.wait_until(lambda _: all(now(each)["status"] == "resolved" for each in silly))
    agent.wait_until(lambda _: all(now(each)["topic"] == "telephony" for each in calls))
    agent.wait_until(lambda _: all((now(each).get("assignee") or {}).get("name") == name for each in mine))
    # Nothing else was done to any of them.
    assert all(now(each)["topic"] == "other" for each in silly + mine)
    assert all(now(each)["status"] == "new" for each in calls + mine)
    assert all(now(each).get("assignee") is None for each in silly + calls)
    print(f"{keys} keys")
    assert keys < FEWER_KEYS_THAN
