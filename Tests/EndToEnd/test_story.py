"""A ticket's whole way, from the keyboard to the desk and back, as a dispatcher sees it.

The Ukrainian layout is on from the first key to the last: no Latin letter is ever typed.
"""

import time
import uuid

from harness.files import sha256, write_all
from test_commands import example


def test_a_ticket_from_the_keyboard_to_the_desk_and_back(client, desk, open_screen):
    client.environment["LANG"] = "uk_UA.UTF-8"
    user = desk.user("customer")
    client.sign_in(desk, user)
    agent = desk.api(desk.user("agent"))
    files = write_all(client.home)
    subject = f"Не чути водія {uuid.uuid4().int % 10**8}"

    screen = open_screen([client.program], client.environment, rows=40, columns=120)
    screen.wait_for("на зв’язку")

    # File it: topic, its recommendation, its own fields, text, files.
    screen.press("2")
    screen.wait_for("Оберіть, про що йдеться")
    topics = [topic for topic in agent.get("/v1/topics")["items"] if not topic["isRetired"]]
    topic = next((topic for topic in topics if topic["fields"]), topics[-1])
    screen.press("Enter")
    screen.wait_for("почніть вводити назву")
    screen.press(topic["title"]["uk"][:6])
    screen.wait_for(topic["title"]["uk"])
    screen.press("Enter")
    screen.wait_until_gone("почніть вводити назву")
    first_words = " ".join(topic["recommendation"]["uk"].removeprefix("- ").split()[:3])
    screen.wait_for(first_words)
    for field in topic["fields"]:
        screen.press(example(field["kind"]), "Tab")
    screen.press(subject, "Enter", "Enter", "Дзвінки від клієнтів йдуть, але голосу немає.")
    for name in files:
        screen.press("^T")
        screen.wait_for("Прикріпити файл")
        # The one with the Latin name is found by the arrow keys.
        screen.wait_for("waybill.pdf")
        if name.startswith("waybill"):
            screen.press("Home")
        else:
            screen.press(name[:4])
            screen.wait_until_gone("waybill.pdf")
        screen.press("Enter")
        screen.wait_for(f"Прикріплено: {name}")
    screen.press("^S")

    agent.wait_until(lambda agent: agent.tickets(subject))
    [ticket] = agent.tickets(subject)
    screen.wait_for(f"№ {ticket['number']}")
    assert ticket["author"]["name"] == user["name"] and ticket["topic"] == topic["id"]
    [message] = agent.messages(ticket["id"])
    assert message["text"] == f"{subject}\n\nДзвінки від клієнтів йдуть, але голосу немає."
    assert message["origin"] == "tui"
    assert {file["name"]: file["sha256"] for file in message["attachments"]} == {
        name: sha256(data) for name, data in files.items()
    }
    kinds = {file["name"].rsplit(".")[-1]: file["mediaType"] for file in message["attachments"]}
    assert kinds["png"] == "image/png" and kinds["pdf"] == "application/pdf" and kinds["wav"].startswith("audio/")

    # The answer appears by itself. Two seconds are the promise; the limit leaves room for a loaded machine, and is
    # still far below what anything but a pushed change would take.
    pressed = screen.sent
    asked = time.monotonic()
    agent.answer(ticket["id"], "Оновіть застосунок водія до версії 5.2.")
    screen.wait_for("Оновіть застосунок водія", limit=10)
    print(f"the answer appeared after {time.monotonic() - asked:.2f} s")
    assert screen.sent == pressed
    screen.wait_for("Чекає на вас")

    # Reply, resolve and reopen: r, x and o are к, ч and щ there.
    screen.press("к")
    screen.wait_for("Напишіть відповідь тут")
    screen.press("Дякую, чути добре", "^S")
    agent.wait_until(lambda agent: agent.messages(ticket["id"])[-1]["text"] == "Дякую, чути добре")
    screen.press("ч")
    screen.wait_for("чому?")
    screen.press("Enter")
    agent.wait_until(lambda agent: agent.get(f"/v1/tickets/{ticket['id']}")["status"] == "resolved")
    screen.wait_for("Вирішено")
    screen.press("щ")
    screen.wait_for("чому?")
    screen.press("Enter")
    agent.wait_until(lambda agent: agent.get(f"/v1/tickets/{ticket['id']}")["status"] == "open")
    screen.wait_for("У роботі")

    # The files come back byte for byte.
    for index, (name, data) in enumerate(files.items()):
        target = client.home / f"збережено{index}"
        screen.press("і")
        screen.wait_for("Який файл зберегти?")
        screen.press(*["Down"] * index, "Enter")
        screen.wait_for(f"Зберегти {name}")
        screen.press(f"/{target.name}", "Enter")
        screen.wait_for("Збережено як")
        assert (target / name).read_bytes() == data

    # One step back, then out of the list.
    screen.press("й")
    screen.wait_for("Добірка")
    screen.press("й")
    assert screen.wait_for_end() == 0
    assert client.json("show", str(ticket["number"]))["ticket"]["status"] == "open"
