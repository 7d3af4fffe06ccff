"""The desk is gone: reading goes on, and what is written is sent later, once."""

import os
import uuid

from harness.cable import Cable, Fault
from harness.files import sha256
from harness.waiting import LIMIT


def unique(text: str) -> str:
    return f"{text} {uuid.uuid4().hex[:8]}"


def sign_in(client, desk):
    client.sign_in(desk, desk.user("customer"))
    client.json("sync")


def test_the_stored_list_is_painted_without_the_desk(client, own_desk, open_screen):
    sign_in(client, own_desk)
    newest = client.json("tickets")["tickets"][0]
    own_desk.stop()
    screen = open_screen([client.program], client.environment, rows=40, columns=120)
    screen.wait_for(str(newest["number"]))
    assert newest["subject"][:20] in screen
    screen.wait_for("offline since")
    screen.press("Enter")
    first = client.json("show", str(newest["number"]))["messages"][0]
    screen.wait_for(first["text"].split("\n")[0][:20])
    screen.press("^Q")
    assert screen.wait_for_end() == 0


def test_commands_read_without_the_desk(client, own_desk):
    sign_in(client, own_desk)
    tickets = client.json("tickets")["tickets"]
    own_desk.stop()
    assert client.json("tickets")["tickets"] == tickets
    assert client.json("show", str(tickets[0]["number"]))["messages"]


def test_a_ticket_filed_without_the_desk_is_queued_and_sent_once_later(client, own_desk):
    sign_in(client, own_desk)
    own_desk.stop()
    subject = unique("Немає зв'язку")
    result = client.run("create", "--topic", "other", "--json", input=subject)
    assert result.returncode == 0 and '"delivery":"queued"' in result.stdout
    assert "next sync" in result.stderr
    [queued] = client.json("tickets", "--filter", subject)["tickets"]
    assert "number" not in queued and queued["delivery"] == {"state": "queued"}

    # A reply to a ticket that is itself still queued goes out behind it.
    client.run("reply", queued["id"], input="і ще одне")

    own_desk.start()
    for _ in range(2):
        report = client.json("sync")
        assert report["failed"] == 0
    agent = own_desk.api(own_desk.user("agent"))
    [ticket] = agent.tickets(subject)
    assert ticket["id"] == queued["id"]
    assert [message["text"] for message in agent.messages(ticket["id"])] == [subject, "і ще одне"]
    assert client.json("tickets", "--filter", subject)["tickets"][0]["number"] == ticket["number"]


def test_killed_after_save_and_before_sending_the_ticket_is_sent_once_after_the_next_start(
    client, own_desk, open_screen
):
    sign_in(client, own_desk)
    own_desk.stop()
    subject = unique("Kill me")
    screen = open_screen([client.program], client.environment, rows=40, columns=120)
    screen.wait_for("offline since")
    file_in_tui(screen, own_desk, subject)
    screen.wait_for("Queued")
    screen.kill()

    own_desk.start()
    agent = own_desk.api(own_desk.user("agent"))
    assert agent.tickets(subject) == []
    again = open_screen([client.program], client.environment, rows=40, columns=120)
    agent.wait_until(lambda agent: agent.tickets(subject))
    again.wait_for("online")
    again.press("^Q")
    assert again.wait_for_end() == 0
    client.json("sync")
    [ticket] = agent.tickets(subject)
    assert [message["text"] for message in agent.messages(ticket["id"])] == [subject]


def file_in_tui(screen, desk, text):
    screen.press("2")
    screen.wait_for("Choose what it is about")
    screen.press("Enter")
    screen.wait_for("type to find")
    screen.press("Other")
    screen.press("Enter")
    screen.wait_until_gone("type to find")
    screen.press(text)
    screen.wait_for(text)
    screen.press("^S")


def test_an_upload_is_seen_on_its_way_and_taken_back_before_it_is_there(client, own_desk, open_screen):
    # Whatever sends so much waits then, until the cable is mended.
    cable = Cable(own_desk.port, lambda: Fault("delay", 4 << 20, is_from_client=True, seconds=LIMIT))
    client.json(
        "login", f"https://127.0.0.1:{cable.port}", "--ca-file", own_desk.ca_file,
        input=own_desk.user("customer")["token"])
    client.json("sync")
    (client.home / "recording.wav").write_bytes(os.urandom(16 << 20))
    ticket = client.json("tickets")["tickets"][0]
    config = client.home / ".config" / "cabdesk" / "config.toml"
    config.write_text(config.read_text() + "\n[ui]\nundo_seconds = 0\n")
    screen = open_screen([client.program], client.environment, rows=40, columns=110)
    screen.wait_for("online")
    screen.press("Enter")
    screen.wait_for(f"№ {ticket['number']}  ")
    screen.press("r", "Here is the call", "^T")
    screen.wait_for("recording.wav")
    screen.press("Enter")
    screen.wait_for("Attached: recording.wav")

    screen.press("^S")
    # At the file in the conversation and, after the next key, in the status line.
    screen.wait_for(" %")
    screen.press("\x1bt")
    screen.wait_for("File transfers")
    screen.wait_for(lambda screen: screen.lines[-2].count(" %") == 1 and screen.text.count(" %") >= 2)
    screen.press("x")
    screen.wait_for("Your reply")
    screen.wait_until_gone(" %")
    assert "Here is the call" in screen
    cable.mend()

    # Nothing of it has left; sent again, it arrives.
    agent = own_desk.api(own_desk.user("agent"))
    assert all(message["text"] != "Here is the call" for message in agent.messages(ticket["id"]))
    screen.press("^S")
    agent.wait_until(lambda agent: agent.messages(ticket["id"])[-1]["text"] == "Here is the call")
    [file] = agent.messages(ticket["id"])[-1]["attachments"]
    assert file["size"] == 16 << 20
    screen.press("^Q")
    assert screen.wait_for_end() == 0
    cable.close()


def test_an_upload_that_was_cut_goes_on_where_it_stopped(client, own_desk, tmp_path):
    cable = Cable(own_desk.port)
    client.json(
        "login", f"https://127.0.0.1:{cable.port}", "--ca-file", own_desk.ca_file,
        input=own_desk.user("customer")["token"])
    client.json("sync")
    size = 8 << 20
    data = os.urandom(size)
    (tmp_path / "recording.wav").write_bytes(data)
    subject = unique("Великий файл")

    cable.cut_after(size // 2)
    created = client.json(
        "create", "--topic", "other", "--attach", str(tmp_path / "recording.wav"), input=subject)
    assert cable.is_cut and created["delivery"] == "queued"

    cable.mend()
    before = cable.sent
    assert client.json("sync")["failed"] == 0
    assert cable.sent - before < size * 3 / 4
    cable.close()
    agent = own_desk.api(own_desk.user("agent"))
    [ticket] = agent.tickets(subject)
    [file] = agent.messages(ticket["id"])[0]["attachments"]
    assert file["sha256"] == sha256(data)
