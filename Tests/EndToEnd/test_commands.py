"""The command line against a real desk: what scripts rely on."""

import json
import os
import signal
import sqlite3
import stat
import subprocess
import uuid

import pytest

from harness.client import Client
from harness.files import sha256, write_all
from harness.waiting import wait_until


def unique(text: str) -> str:
    return f"{text} {uuid.uuid4().hex[:8]}"


def file_ticket(client, *arguments, text=None, **options) -> dict:
    """Files a ticket under Other; returns the JSON."""
    return client.json("create", "--topic", "other", *arguments, input=text or unique("Не друкує"), **options)


def test_login_remembers_the_desk_and_keeps_the_token_to_its_owner(client, desk):
    user = desk.user("customer")
    said = client.sign_in(desk, user)
    assert said["user"]["name"] == user["name"] and said["profile"] == "default"
    holders = [path for path in client.files() if user["token"].encode() in path.read_bytes()]
    assert len(holders) == 1
    assert stat.S_IMODE(holders[0].stat().st_mode) == 0o600
    assert client.json("tickets")["tickets"]


def test_login_with_the_token_from_the_environment_never_asks(client, desk):
    environment = client.environment | {"CABDESK_TOKEN": desk.user("customer")["token"]}
    client.json("login", desk.base_url, "--ca-file", desk.ca_file, environment=environment)


def test_login_on_a_terminal_asks_for_the_token_and_does_not_show_it(client, desk, open_screen):
    token = desk.user("customer")["token"]
    command = [client.program, "login", desk.base_url, "--ca-file", desk.ca_file]
    screen = open_screen(command, client.environment, columns=200)
    screen.wait_for("Code from your administrator")
    screen.press(token, "Enter")
    assert screen.wait_for_end() == 0
    assert token[:20].encode() not in screen.raw
    assert client.json("tickets")["tickets"]


def test_profiles_keep_several_desks_apart(client, desk):
    for profile, user in (("zirka", desk.user(index=0)), ("volna", desk.user(index=3))):
        client.json(
            "login", desk.base_url, "--profile", profile, "--ca-file", desk.ca_file, input=user["token"])
    services = {
        profile: {ticket["service"] for ticket in client.json("tickets", "--profile", profile)["tickets"]}
        for profile in ("zirka", "volna")
    }
    assert services["zirka"] == {desk.user(index=0)["service"]}
    assert services["volna"] == {desk.user(index=3)["service"]}


def test_the_environment_alone_is_enough(client, desk):
    environment = client.environment | {
        "CABDESK_URL": desk.base_url, "CABDESK_CA_FILE": desk.ca_file, "CABDESK_TOKEN": desk.user()["token"],
    }
    assert client.json("tickets", environment=environment)["tickets"]


def test_after_logout_nothing_opens_without_signing_in_again(dispatcher):
    assert dispatcher.run("logout").returncode == 0
    assert "login" in dispatcher.refusal("tickets")


def test_the_list_has_what_the_backend_has(dispatcher, desk):
    theirs = {ticket["id"]: ticket for ticket in desk.api(desk.user()).tickets()}
    ours = {ticket["id"]: ticket for ticket in dispatcher.json("tickets")["tickets"]}
    assert ours.keys() == theirs.keys()
    for identity, ticket in ours.items():
        for field in ("number", "subject", "status", "topic", "created", "updated", "author"):
            assert ticket[field] == theirs[identity][field]


def test_views_and_filter_choose_tickets(dispatcher):
    subject = unique("Ёлка на карте")
    file_ticket(dispatcher, text=subject)
    found = dispatcher.json("tickets", "--filter", subject.replace("Ё", "е").upper())["tickets"]
    assert [ticket["subject"] for ticket in found] == [subject]
    views = {view: dispatcher.json("tickets", "--view", view)["tickets"] for view in ("open", "resolved", "all")}
    assert len(views["open"]) + len(views["resolved"]) == len(views["all"])
    assert all(ticket["status"] == "resolved" for ticket in views["resolved"])


def test_a_ticket_goes_all_the_way_by_commands(dispatcher, desk, tmp_path):
    files = write_all(tmp_path / "mine")
    subject = unique("Принтер не друкує чеки")
    attach = [argument for name in files for argument in ("--attach", str(tmp_path / "mine" / name))]
    created = file_ticket(dispatcher, *attach, text=f"{subject}\n\nЗ самого ранку.\n")
    assert created["delivery"] == "sent"
    number = str(created["number"])

    agent = desk.api(desk.user("agent"))
    [ticket] = agent.tickets(subject)
    assert ticket["number"] == created["number"] and ticket["status"] == "new"
    [message] = agent.messages(ticket["id"])
    assert message["text"] == f"{subject}\n\nЗ самого ранку." and message["origin"] == "cli"
    assert {file["name"]: file["sha256"] for file in message["attachments"]} == {
        name: sha256(data) for name, data in files.items()
    }

    agent.answer(ticket["id"], "Перезавантажте принтер.")
    assert dispatcher.json("sync")["received"] > 0
    shown = dispatcher.json("show", number)
    assert shown["ticket"]["status"] == "waiting" and shown["ticket"]["unread"]
    assert shown["messages"][-1]["text"] == "Перезавантажте принтер."
    assert "Перезавантажте принтер." in dispatcher.run("show", number).stdout

    assert dispatcher.json("reply", number, input="Дякую, працює")["delivery"] == "sent"
    assert agent.messages(ticket["id"])[-1]["text"] == "Дякую, працює"
    assert dispatcher.json("resolve", number)["status"] == "resolved"
    assert agent.get(f"/v1/tickets/{ticket['id']}")["status"] == "resolved"
    assert dispatcher.json("reopen", number)["status"] == "open"
    assert agent.get(f"/v1/tickets/{ticket['id']}")["status"] == "open"

    saved = dispatcher.json("attachments", "save", number, "--dir", str(tmp_path / "saved"))["files"]
    assert len(saved) == len(files)
    for file in saved:
        data = (tmp_path / "saved" / file["name"]).read_bytes()
        assert data == files[file["name"]] and file["sha256"] == sha256(data)


def test_a_filter_has_conditions(dispatcher):
    word = f"conditions{uuid.uuid4().hex[:6]}"
    file_ticket(dispatcher, text=f"First {word}")
    dispatcher.json("resolve", str(file_ticket(dispatcher, text=f"Second {word}")["number"]))

    def found(*conditions: str) -> list[str]:
        listed = dispatcher.json("tickets", "--filter", " ".join([word, *conditions]))["tickets"]
        return sorted(ticket["subject"].split()[0] for ticket in listed)

    assert found() == ["First", "Second"]
    assert found("status:resolved") == ["Second"]
    assert found("статус:новий") == ["First"]
    assert found("topic:other", "after:today") == ["First", "Second"]
    assert found("before:today") == []
    assert found('topic:"Lost items"') == []


def test_topics_are_listed_with_what_create_needs(dispatcher):
    topics = dispatcher.json("topics")["topics"]
    assert topics[-1]["id"] == "other"
    telephony = next(topic for topic in topics if topic["id"] == "telephony")
    assert telephony["recommendation"]["uk"]
    printed = dispatcher.run("topics", "--language", "en").stdout
    assert "telephony  " in printed and "\x1b" not in printed


def test_a_specialist_assigns_and_moves_by_commands_and_the_customer_rates(cabdesk, dispatcher, desk, tmp_path):
    specialist = Client(cabdesk, tmp_path / "specialist")
    me = specialist.sign_in(desk, desk.user("agent"))["user"]
    number = str(file_ticket(dispatcher)["number"])
    dispatcher.refusal("assign", number)
    dispatcher.refusal("move", number, "telephony")
    specialist.json("sync")
    assert specialist.json("assign", number)["delivery"] == "sent"
    assert specialist.json("move", number, "telephony")["delivery"] == "sent"
    seen = desk.api(desk.user("agent")).get("/v1/tickets/" + specialist.json("show", number)["ticket"]["id"])
    assert seen["assignee"]["id"] == me["id"] and seen["topic"] == "telephony"
    assert specialist.json("assign", number, "nobody")["delivery"] == "sent"
    specialist.refusal("assign", number, "Nobody At All")
    specialist.refusal("move", number, "no-such-topic")
    specialist.refusal("rate", number, "5")
    dispatcher.json("sync")
    assert "resolved" in dispatcher.refusal("rate", number, "5", "--language", "en")
    assert specialist.json("resolve", number)["delivery"] == "sent"
    dispatcher.json("sync")
    assert dispatcher.json("rate", number, "5", "--comment", "Thanks")["delivery"] == "sent"
    assert dispatcher.json("show", number)["rating"] == {"score": 5, "comment": "Thanks"}
    assert dispatcher.run("rate", number, "6").returncode == 2


def test_urgency_merging_and_figures_by_commands(cabdesk, dispatcher, desk, tmp_path):
    def filed(text: str) -> dict:
        return dispatcher.json("create", "--topic", "other", input=text)

    duplicate, ticket = filed("Twice the same"), filed("The same")
    numbers = [str(each["number"]) for each in (duplicate, ticket)]
    dispatcher.refusal("priority", numbers[0], "high")
    dispatcher.refusal("merge", *numbers)
    dispatcher.refusal("stats")
    assert dispatcher.json("priority", numbers[0], "urgent")["delivery"] == "sent"
    assert dispatcher.json("show", numbers[0])["ticket"]["priority"] == "urgent"
    assert dispatcher.json("tickets", "--filter", "priority:urgent")["tickets"][0]["number"] == duplicate["number"]
    assert dispatcher.json("priority", numbers[0], "normal")["delivery"] == "sent"

    specialist = Client(cabdesk, tmp_path / "specialist")
    specialist.sign_in(desk, desk.user("agent"))
    specialist.json("sync")
    waiting = specialist.json("tickets", "--view", "waitingLongest")["tickets"]
    assert waiting == sorted(waiting, key=lambda each: each["waitingSince"])
    assert specialist.json("priority", numbers[0], "low")["delivery"] == "sent"
    assert specialist.json("merge", *numbers)["delivery"] == "sent"
    # A reply that names the duplicate arrives in the other ticket, and both sides are told where to look.
    dispatcher.json("sync")
    answered = dispatcher.run("show", numbers[0])
    assert numbers[1] in answered.stderr and "Twice the same" in answered.stdout
    assert dispatcher.json("reply", numbers[0], input="And again")["number"] == ticket["number"]
    texts = [message["text"] for message in dispatcher.json("show", numbers[1])["messages"]]
    assert sorted(texts) == ["And again", "The same", "Twice the same"]

    figures = specialist.json("stats", "--days", "7")
    assert figures["filed"] > 0 and sum(figures["open"].values()) > 0
    assert "Open now: " in specialist.run("stats", "--language", "en").stdout


def test_a_forgotten_file_is_noticed(dispatcher, open_screen, tmp_path):
    result = dispatcher.run("create", "--topic", "other", "--language", "en", input=unique("Додаю файл"))
    assert result.returncode == 0 and "--attach FILE" in result.stderr
    command = [dispatcher.program, "create", "--topic", "other", "--language", "en"]
    screen = open_screen(command, dispatcher.environment, columns=200)
    screen.wait_for("Ctrl-D")
    text = unique("Надсилаю фото екрана")
    screen.press(text, "Enter", "^D")
    screen.wait_for("(y/n)")
    screen.press("n", "Enter")
    screen.wait_for("kept as a draft")
    assert screen.wait_for_end() == 1
    assert text not in dispatcher.run("tickets").stdout


def test_saving_twice_overwrites_nothing(dispatcher, tmp_path):
    (tmp_path / "note.txt").write_text("one")
    created = file_ticket(dispatcher, "--attach", str(tmp_path / "note.txt"))
    target = tmp_path / "target"
    for _ in range(2):
        dispatcher.json("attachments", "save", str(created["number"]), "--dir", str(target))
    assert sorted(path.read_text() for path in target.iterdir()) == ["one", "one"]


def test_the_fields_of_a_topic_travel(dispatcher, desk):
    topics = desk.api(desk.user()).get("/v1/topics")["items"]
    topic = next(topic for topic in topics if any(field["isRequired"] for field in topic["fields"]))
    values = {field["key"]: example(field["kind"]) for field in topic["fields"]}
    arguments = [argument for key, value in values.items() for argument in ("--field", f"{key}={value}")]
    subject = unique("Поле")
    dispatcher.json("create", "--topic", topic["id"], *arguments, input=subject)
    [ticket] = desk.api(desk.user()).tickets(subject)
    assert {field["key"]: field["value"] for field in ticket["fields"]} == values


def example(kind: str) -> str:
    return {"phone": "+380 44 123-45-67", "number": "1024"}.get(kind, "Позивний 7")


def test_an_agent_writes_a_note_that_a_customer_never_gets(cabdesk, client, dispatcher, desk, tmp_path):
    created = file_ticket(dispatcher)
    agent = type(client)(cabdesk, tmp_path / "agent")
    agent.sign_in(desk, desk.user("agent"))
    note = unique("Між нами")
    agent.json("reply", str(created["number"]), "--internal", input=note)
    assert note in agent.run("show", str(created["number"])).stdout
    dispatcher.json("sync")
    assert note not in dispatcher.run("show", str(created["number"]), "--json").stdout
    assert not any(note.encode() in path.read_bytes() for path in dispatcher.files())


def test_a_note_by_a_customer_is_refused_and_never_sent_as_something_else(dispatcher, desk, tmp_path):
    created = file_ticket(dispatcher)
    attached = tmp_path / "between-us.txt"
    attached.write_text("between us")
    before = len(desk.api(desk.user("agent")).messages(created["ticket"]))
    refused = dispatcher.refusal(
        "reply", str(created["number"]), "--internal", "--attach", str(attached), input="Between us")
    assert "may not do this" in refused
    dispatcher.json("sync")
    assert len(desk.api(desk.user("agent")).messages(created["ticket"])) == before
    assert not any(b"between us" in path.read_bytes() for path in dispatcher.files())


def test_json_is_one_document_and_nothing_else(dispatcher):
    number = str(file_ticket(dispatcher)["number"])
    for arguments in (["tickets"], ["show", number], ["sync"], ["resolve", number]):
        result = dispatcher.run(*arguments, "--json")
        assert result.stderr == "" and result.stdout.count("\n") == 1
        json.loads(result.stdout)


def test_text_from_the_network_never_drives_the_terminal(dispatcher, desk):
    created = file_ticket(dispatcher)
    evil = "\x1b]0;owned\x07\x1b[2Jрядок\u009b31m\u202eкінець"
    desk.api(desk.user("agent")).answer(created["ticket"], evil)
    dispatcher.json("sync")
    shown = dispatcher.run("show", str(created["number"])).stdout
    assert "рядок" in shown
    assert not any(mark in shown for mark in "\x1b\x07\u009b\u202e")
    assert dispatcher.json("show", str(created["number"]))["messages"][-1]["text"] == evil


def test_help_and_version_succeed(client):
    assert "create" in client.run("--help").stdout
    for command in ("login", "tickets", "show", "create", "reply", "resolve", "reopen", "sync"):
        result = client.run(command, "--help")
        assert result.returncode == 0 and "USAGE" in result.stdout
    assert client.run("--version").returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"], ["show"], ["show", "zero"], ["show", "0"], ["create"], ["tickets", "--view", "some"],
        ["create", "--topic", "other", "--field", "novalue"], ["sync", "--language", "fr"], ["--profile"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_exit_code_2(client, arguments):
    result = client.run(*arguments)
    assert result.returncode == 2 and result.stdout == ""
    assert "--help" in result.stderr


@pytest.mark.parametrize("written", ["{}", "#{}", "№ {}", "№{}", " # {} ", "№\u00a0{}"])
def test_a_ticket_is_named_by_its_number_as_people_copy_it(dispatcher, written):
    created = file_ticket(dispatcher)
    name = written.format(created["number"])
    assert dispatcher.json("show", name)["ticket"]["id"] == created["ticket"]
    assert dispatcher.json("reply", name, input="ще")["ticket"] == created["ticket"]
    assert dispatcher.json("resolve", name)["status"] == "resolved"
    assert dispatcher.json("reopen", name)["status"] == "open"
    assert dispatcher.json("attachments", "save", name) == {"files": []}


@pytest.mark.parametrize("written", ["#", "№ 0", "##12", "#12a", "# -3", "#٣"])
def test_what_is_no_number_is_wrong_use(client, written):
    assert client.run("show", written).returncode == 2


def test_json_has_no_character_that_drives_a_terminal(dispatcher):
    text = "".join(map(chr, [*range(0x7E, 0xA1), 0xC2, 0x10FFFF])) + "\u009b31m кінець"
    created = file_ticket(dispatcher, text="Рядок\n" + text)
    printed = dispatcher.run("show", str(created["number"]), "--json").stdout
    assert not any(0x7F <= ord(character) <= 0x9F for character in printed)
    assert "\\u009b31m кінець" in printed and "\u00c2" in printed
    assert json.loads(printed)["messages"][0]["text"].endswith("кінець")


def test_a_byte_order_mark_from_a_pipe_is_no_part_of_text_and_subject(dispatcher):
    text = unique("Не друкує")
    created = file_ticket(dispatcher, text=b"\xef\xbb\xbf" + text.encode())
    shown = dispatcher.json("show", str(created["number"]))
    assert shown["ticket"]["subject"] == text and shown["messages"][0]["text"] == text
    dispatcher.json("reply", str(created["number"]), input=b"\xef\xbb\xbf" + text.encode())
    assert dispatcher.json("show", str(created["number"]))["messages"][-1]["text"] == text


@pytest.mark.parametrize("zone", [
    "UTC-3", "<+0530>-5:30", "EET-2EEST,M3.5.0/3,M10.5.0/4", "NZST-12NZDT,M9.5.0,M4.1.0/3", ":Europe/Kyiv", "America/New_York",
    "",
])
def test_times_are_in_the_zone_that_the_c_library_makes_of_tz(dispatcher, zone):
    environment = dispatcher.environment | {"TZ": zone}
    for ticket in dispatcher.json("tickets")["tickets"]:
        command = ["date", "--date", ticket["created"], "+%Y-%m-%d %H:%M"]
        there = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()
        assert there in dispatcher.run("show", ticket["id"], environment=environment).stdout


def test_a_desk_without_telegram_says_so(client, own_desk):
    client.sign_in(own_desk, own_desk.user("customer"))
    shown = client.json("telegram", "status")
    result = client.run("telegram", "status")
    assert result.returncode == 0
    assert bool(result.stdout) == bool(shown["links"])
    if not shown["links"]:
        assert result.stderr.startswith("cabdesk: ") and "Telegram" in result.stderr


def test_what_was_discarded_while_it_was_to_be_sent_is_not_said_to_be_sent(client, own_desk):
    client.sign_in(own_desk, own_desk.user("customer"))
    client.json("sync")
    ticket = client.json("tickets")["tickets"][0]
    os.kill(own_desk.pid, signal.SIGSTOP)
    process = subprocess.Popen(
        [client.program, "reply", str(ticket["number"]), "--json"], env=client.environment, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdin.write("ніколи".encode())
    process.stdin.close()
    [path] = client.home.rglob("store.sqlite")
    with sqlite3.connect(path, timeout=30, isolation_level=None) as store:
        wait_until(lambda: store.execute("SELECT 1 FROM outbox WHERE kind = 'message'").fetchone())
        store.execute("DELETE FROM outbox WHERE kind = 'message'")
    own_desk.kill()
    printed, said = process.stdout.read(), process.stderr.read().decode()
    assert process.wait() == 1
    assert json.loads(printed)["delivery"] == "withdrawn"
    assert said.startswith("cabdesk: ") and "taken it back" in said


def test_help_that_cannot_be_written_is_no_success(client):
    with open("/dev/full", "w") as full:
        command = subprocess.run([client.program, "--help"], stdout=full, stderr=subprocess.PIPE, env=client.environment)
    assert command.returncode == 1
    assert command.stderr.decode().startswith("cabdesk: ")


@pytest.mark.parametrize("second", ["a.txt", "./a.txt"], ids=["same", "another spelling"])
def test_a_file_that_is_given_twice_is_refused_and_nothing_is_filed(dispatcher, tmp_path, second):
    (tmp_path / "a.txt").write_text("attached")
    before = dispatcher.json("tickets")["tickets"]
    command = ["create", "--topic", "other", "--attach", str(tmp_path / "a.txt"), "--attach", f"{tmp_path}/{second}"]
    assert "a.txt" in dispatcher.refusal(*command, input="Twice")
    dispatcher.json("sync")
    assert dispatcher.json("tickets")["tickets"] == before


def test_the_first_command_without_the_desk_says_that_nothing_was_saved(client, own_desk):
    user = own_desk.user("customer")
    environment = client.environment | {
        "CABDESK_URL": own_desk.base_url, "CABDESK_CA_FILE": own_desk.ca_file, "CABDESK_TOKEN": user["token"]}
    own_desk.stop()
    said = client.refusal("create", "--topic", "other", input="Lost?", environment=environment)
    assert "nothing was saved" in said
