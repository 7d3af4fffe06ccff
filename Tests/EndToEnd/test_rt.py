"""The same client with a real Request Tracker: signing in, the whole story of a ticket, and answers that are lost."""

import json
import os
import uuid

import pytest

from harness.files import sha256, write_all
from harness.losing_proxy import LosingProxy
from harness.tracker import Tracker
from harness.waiting import Deadline


@pytest.fixture(scope="session")
def tracker() -> Tracker:
    found = Tracker.from_environment()
    if found is None:
        assert "CI" not in os.environ, "no Request Tracker was started"
        pytest.skip("no Request Tracker: installing and starting one takes root on Debian")
    return found


def unique(text: str) -> str:
    return f"{text} {uuid.uuid4().hex[:8]}"


def test_login_recognises_the_kind_of_backend_and_keeps_the_password_out_of_the_configuration(client, tracker):
    user = tracker.users["customer"]
    signed_in = client.json(
        "login", tracker.base_url + "/REST/2.0", "--ca-file", tracker.ca_file, "--user", user["name"],
        input=user["password"] + "\n",
    )
    assert signed_in["url"] == tracker.base_url
    client.json("sync")
    subjects = {ticket["subject"] for ticket in client.json("tickets")["tickets"]}
    assert "No sound on line 2" in subjects and "Of somebody else" not in subjects
    holders = [path for path in client.files() if user["password"].encode() in path.read_bytes()]
    assert len(holders) == 1 and holders[0].stat().st_mode & 0o777 == 0o600
    assert 'kind = "rt"' in configuration(client).replace("'", '"')


def configuration(client) -> str:
    [path] = [path for path in client.files() if path.name == "config.toml"]
    return path.read_text()


def test_each_way_in_which_signing_in_fails_is_one_sentence(client, tracker):
    user = tracker.users["customer"]
    wrong = f"1-{user['id']}-0123456789abcdef0123456789abcdef\n"
    assert "does not accept what you entered" in client.refusal("login", tracker.base_url, "--ca-file", tracker.ca_file, input=wrong)
    assert "certificate" in client.refusal(
        "login", tracker.base_url, "--ca-file", tracker.other_ca_file, input=user["token"] + "\n")
    client.refusal("login", tracker.base_url + "/elsewhere", "--ca-file", tracker.ca_file, input=user["token"] + "\n")
    assert client.files() == []


def test_what_the_tracker_does_not_tell_of_the_desk_comes_from_the_profile(client, tracker, open_screen):
    tracker.sign_in(client)
    [path] = [path for path in client.files() if path.name == "config.toml"]
    path.write_text(
        path.read_text() + 'desk_name = "Taxi support"\noffice_hours = "08:00-20:00"\nutc_offset = "+03:00"\n'
        'support_bot = "@our_support_bot"\nalert_bot = "our_alert_bot"\n'
    )
    screen = open_screen([client.program], client.environment, rows=60, columns=120)
    screen.wait_for("online")
    screen.press("3")
    screen.wait_for("Taxi support")
    screen.wait_for("@our_support_bot")
    screen.wait_for("08:00")
    screen.press("^Q")
    assert screen.wait_for_end() == 0


def test_a_ticket_from_the_keyboard_to_the_tracker_and_back(client, tracker, tmp_path, open_screen):
    client.environment["LANG"] = "uk_UA.UTF-8"
    tracker.sign_in(client)
    files = write_all(tmp_path / "mine")
    subject = unique("Не чути водія")
    screen = open_screen([client.program], client.environment, rows=40, columns=120)
    screen.wait_for("на зв’язку")

    screen.press("2")
    screen.wait_for("Оберіть, про що йдеться")
    screen.press("Enter")
    screen.wait_for("почніть вводити назву")
    screen.press("Telephony", "Enter")
    screen.wait_until_gone("почніть вводити назву")
    screen.wait_for("Restart the softphone once.")
    screen.press(subject, "Enter", "Enter", "Дзвінки від клієнтів йдуть, але голосу немає.")
    for name in files:
        screen.press("^T")
        screen.wait_for("Прикріпити файл")
        screen.press(str(tmp_path / "mine" / name), "Enter")
        screen.wait_for(f"Прикріплено: {name}")
    screen.press("^S")
    number = screen.wait_for(lambda _: [ticket["id"] for ticket in tracker.tickets(subject)])[0]
    screen.wait_for(f"№ {number}")

    [message] = tracker.messages(number)
    assert message["text"].strip() == f"{subject}\n\nДзвінки від клієнтів йдуть, але голосу немає."
    assert {name: sha256(data) for name, data in message["files"].items()} == {
        name: sha256(data) for name, data in files.items()
    }

    # The answer appears by itself.
    pressed = screen.sent
    tracker.answer(number, "Оновіть застосунок водія до версії 5.2.")
    screen.wait_for("Оновіть застосунок водія", limit=30)
    assert screen.sent == pressed
    screen.wait_for("Чекає на вас")

    screen.press("к")
    screen.wait_for("Напишіть відповідь тут")
    screen.press("Дякую, чути добре", "^S")
    screen.wait_for(lambda _: tracker.messages(number)[-1]["text"].strip() == "Дякую, чути добре")
    screen.wait_for("У роботі")
    screen.press("ч")
    screen.wait_for("чому?")
    screen.press("Enter")
    screen.wait_for(lambda _: tracker.status(number) == "resolved")
    screen.wait_for("Вирішено")
    screen.press("щ")
    screen.wait_for("чому?")
    screen.press("Enter")
    screen.wait_for(lambda _: tracker.status(number) == "open")
    screen.wait_for("У роботі")

    for index, (name, data) in enumerate(files.items()):
        target = tmp_path / "saved" / str(index)
        screen.press("s")
        screen.wait_for("Який файл зберегти?")
        screen.press(*["Down"] * index, "Enter")
        screen.wait_for(f"Зберегти {name}")
        screen.press("^U", str(target), "Enter")
        screen.wait_for("Збережено як")
        assert (target / name).read_bytes() == data

    screen.press("^Q")
    assert screen.wait_for_end() == 0
    assert client.json("show", str(number))["ticket"]["status"] == "open"


def test_a_merged_ticket_is_shown_by_its_old_number(client, tracker):
    tracker.sign_in(client)
    client.json("sync")
    topic = str(tracker.queues["Telephony"])
    subjects = [unique("Merged"), unique("Kept")]
    for subject in subjects:
        client.json("create", "--topic", topic, input=subject)
    send_everything(client)
    old, kept = (tracker.tickets(subject)[0]["id"] for subject in subjects)
    tracker.request("PUT", f"/ticket/{old}", {"MergeInto": str(kept)})
    client.json("sync")
    assert client.json("show", str(old))["ticket"]["number"] == int(kept)


def test_50_tickets_and_50_replies_whose_answers_are_lost_arrive_once_each(client, tracker):
    proxy = LosingProxy(tracker.port, tracker.tls_folder, tracker.ca_file)
    mark = uuid.uuid4().hex[:8]
    subjects = [f"Ticket {index:02} {mark}" for index in range(50)]
    topic = str(tracker.queues["Telephony"])
    try:
        tracker.sign_in(client, f"https://localhost:{proxy.port}")
        client.json("sync")

        proxy.is_down = True
        for subject in subjects:
            client.run("create", "--topic", topic, "--json", input=subject)
        proxy.is_down = False
        send_everything(client)
        assert proxy.fates.total() == 50
        sent = tracker.tickets(f"Ticket % {mark}", exact=False)
        assert sorted(ticket["Subject"] for ticket in sent) == subjects

        proxy.is_down = True
        for ticket in sent:
            client.run("reply", str(ticket["id"]), "--json", input=f"Reply to {ticket['Subject']}")
        proxy.is_down = False
        send_everything(client)
        assert proxy.fates.total() == 100 and min(proxy.fates.values()) == 25
    finally:
        proxy.close()

    assert len(tracker.tickets(f"Ticket % {mark}", exact=False)) == 50
    for ticket in sent:
        texts = [text.strip() for text in tracker.texts(ticket["id"])]
        assert texts == [ticket["Subject"], f"Reply to {ticket['Subject']}"]


def send_everything(client) -> None:
    """Synchronises until nothing waits to be sent."""
    deadline = Deadline(240)
    while not deadline.has_passed:
        report = json.loads(client.run("sync", "--json").stdout or '{"failed": 1}')
        if report["failed"] == 0 and not waiting(client):
            return
    raise AssertionError(waiting(client))


def waiting(client) -> list[dict]:
    return [ticket for ticket in client.json("tickets")["tickets"] if ticket.get("delivery")]
