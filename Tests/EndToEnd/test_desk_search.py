"""What is not on this machine: searched on the desk, listed and opened from there."""

from test_commands import file_ticket, unique


def filed(client, count: int) -> tuple[str, list[dict]]:
    """So many tickets with one word; what the store says of them."""
    word = unique("Антена").split()[1]
    for number in range(count):
        file_ticket(client, "--subject", f"Антена {number} {word}", text=f"Текст про {word}")
    client.json("sync")
    tickets = client.json("search", word)["tickets"]
    assert len(tickets) == count
    return word, tickets


def test_a_search_on_the_desk_loads_what_is_not_here(dispatcher):
    word, tickets = filed(dispatcher, 3)
    for ticket in tickets[1:]:
        dispatcher.forget(ticket["number"])
    assert dispatcher.json("search", word)["tickets"] == tickets[:1]
    found = dispatcher.json("search", word.upper(), "--desk")
    assert found["desk"] == {"total": 3, "isTotalExact": True, "isComplete": True, "loaded": 2}
    assert {ticket["id"] for ticket in found["tickets"]} == {ticket["id"] for ticket in tickets}
    again = dispatcher.json("search", word, "--desk")
    assert again["desk"]["loaded"] == 0 and "desk" not in dispatcher.json("search", word)
    assert "words" in dispatcher.refusal("search", "--desk", "status:open")


def test_no_more_is_loaded_than_was_asked_for(dispatcher):
    word, tickets = filed(dispatcher, 3)
    for ticket in tickets:
        dispatcher.forget(ticket["number"])
    found = dispatcher.json("search", word, "--desk", "--limit", "1")
    assert found["desk"]["loaded"] == 1 and len(found["tickets"]) == 1


def test_a_ticket_that_is_not_here_is_opened_by_its_number(client, own_desk):
    client.sign_in(own_desk, own_desk.user("customer"))
    _, (ticket,) = filed(client, 1)
    number = str(ticket["number"])
    client.forget(ticket["number"])
    shown = client.json("show", number)
    assert shown["ticket"]["id"] == ticket["id"] and len(shown["messages"]) == 1
    client.forget(ticket["number"])
    assert "999999" in client.refusal("show", "999999")
    own_desk.stop()
    client.refusal("show", number)


def test_the_list_says_what_the_desk_has_and_one_key_loads_it(dispatcher, open_screen):
    word, tickets = filed(dispatcher, 3)
    for ticket in tickets[1:]:
        dispatcher.forget(ticket["number"])
    screen = open_screen([dispatcher.program, "--language", "en"], dispatcher.environment, columns=120)
    screen.wait_for(tickets[0]["subject"])
    screen.press("/", word)
    screen.wait_for("1 here · 3 on the desk")
    screen.press("F3")
    screen.wait_for("Loaded from the support desk: 2 tickets.")
    for ticket in tickets:
        screen.wait_for(ticket["subject"])
    screen.wait_for("3 tickets")
