"""A specialist's client keeps a part of a desk: what is open, and what was resolved lately."""

import datetime
import uuid


def subjects(client) -> dict[str, int]:
    client.json("sync")
    return {ticket["subject"]: ticket["number"] for ticket in client.json("tickets")["tickets"]}


def test_a_specialist_keeps_what_is_open_or_recent_and_gets_the_rest_when_it_changes(client, desk):
    specialist = desk.user("agent")
    agent = desk.api(specialist)
    everything = []
    page = agent.get("/v1/tickets?limit=500")
    everything += page["items"]
    limit = (datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=3)).isoformat()
    outside = [ticket for ticket in everything if ticket["status"] == "resolved" and ticket["updated"] < limit]
    assert outside and len(outside) < len(everything)

    client.sign_in(desk, specialist)
    client.keep(3)
    expected = {ticket["subject"] for ticket in everything} - {ticket["subject"] for ticket in outside}
    assert set(subjects(client)) == expected

    # A note leaves the ticket as it is, and nothing else of it comes by the feed.
    ticket, text = outside[0], f"Note {uuid.uuid4()}"
    agent.put(f"/v1/tickets/{ticket['id']}/messages/{uuid.uuid4()}", {
        "origin": "cli", "text": text, "isInternal": True, "attachments": []})
    assert ticket["subject"] in subjects(client)
    shown = client.json("show", ticket["number"])
    theirs = agent.get(f"/v1/tickets/{ticket['id']}/messages?limit=500")["items"]
    assert [message["text"] for message in shown["messages"]] == [message["text"] for message in theirs]
    assert shown["messages"][-1]["text"] == text

    client.keep(0)
    assert set(subjects(client)) == {ticket["subject"] for ticket in everything}
