"""The client's store under bad circumstances: damaged, shared by several programs, on a full or read-only disk."""

import contextlib
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess

import pytest

from harness.cable import Cable, Fault
from harness.files import sha256
from harness.waiting import LIMIT, wait_until
from test_unplugged import sign_in, unique

# Root may do everything; without these capabilities it may not.
ORDINARY = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


def database(client) -> pathlib.Path:
    [path] = client.home.rglob("store.sqlite")
    return path


def send_at_once(client) -> None:
    """Without the seconds in which a message can be taken back."""
    config = client.home / ".config" / "cabdesk" / "config.toml"
    config.write_text(config.read_text() + "\n[ui]\nundo_seconds = 0\n")


# Damage


PAGE = 4096


def spoil(path: pathlib.Path, kept: bytes) -> None:
    """Overwrites every page on which `kept` does not stand."""
    content = path.read_bytes()
    pages = [content[start:start + PAGE] for start in range(0, len(content), PAGE)]
    assert any(kept in page for page in pages)
    path.write_bytes(b"".join(page if kept in page else os.urandom(PAGE) for page in pages))


@pytest.mark.parametrize(
    "damage", [spoil, lambda path, _: path.write_bytes(b"This is no database."), lambda path, _: os.truncate(path, 0)],
    ids=["all pages but one", "no database", "an empty file"])
def test_a_damaged_store_is_made_anew_and_what_was_queued_arrives_once(client, own_desk, damage):
    sign_in(client, own_desk)
    known = client.json("tickets")["tickets"]
    own_desk.stop()
    text = unique("Written before the disk failed")
    queued = json.loads(client.run("reply", str(known[0]["number"]), "--json", input=text).stdout)
    path = database(client)
    damage(path, text.encode())
    left = int(damage is spoil)

    # Even without the desk: nothing crashes, and the damage is reported.
    result = client.run("tickets")
    assert "damaged" in result.stderr and f"unsent: {left}" in result.stderr
    [copy] = path.parent.parent.glob("*.damaged-*")
    assert str(copy) in result.stderr and (copy / "store.sqlite").exists()

    own_desk.start()
    for _ in range(2):
        assert client.json("sync")["failed"] == 0
    assert {ticket["id"] for ticket in client.json("tickets")["tickets"]} == {ticket["id"] for ticket in known}
    sent = own_desk.api(own_desk.user("agent")).messages(queued["ticket"])
    assert [message["id"] for message in sent if message["text"] == text] == [queued["message"]] * left


def test_a_store_that_is_damaged_under_an_open_screen_is_made_anew_there(client, own_desk, open_screen):
    sign_in(client, own_desk)
    subject = client.json("tickets")["tickets"][0]["subject"][:20]
    path = database(client)
    screen = open_screen([client.program], client.environment, rows=30, columns=150)
    screen.wait_for("online")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [version] = connection.execute("PRAGMA user_version").fetchone()
        with open(path, "r+b") as file:
            file.seek(4096)
            file.write(os.urandom(path.stat().st_size - 4096))
        # The program looks at the disk again once somebody has written.
        connection.execute(f"PRAGMA user_version = {version}")
    screen.wait_for("made anew")
    screen.press("Down")
    screen.wait_until_gone("made anew")
    screen.wait_for(subject)
    assert len(list(path.parent.parent.glob("*.damaged-*"))) == 1


# Several programs


def test_two_screens_and_commands_share_a_store_and_one_takes_over_from_another(client, own_desk, open_screen):
    senders: list[subprocess.Popen] = []
    # Kills the first program that has sent so much, and no other.
    cable = Cable(
        own_desk.port, lambda: Fault("strike", 4 << 20, is_from_client=True, strike=lambda: senders[0].kill()))
    with contextlib.closing(cable):
        client.json(
            "login", f"https://127.0.0.1:{cable.port}", "--ca-file", own_desk.ca_file,
            input=own_desk.user("customer")["token"])
        client.json("sync")
        send_at_once(client)
        ticket = client.json("tickets")["tickets"][0]
        agent = own_desk.api(own_desk.user("agent"))
        screens = [open_screen([client.program], client.environment, rows=50, columns=110) for _ in range(2)]
        for screen in screens:
            screen.wait_for("online")
            screen.press("Enter")
            screen.wait_for(f"№ {ticket['number']}  ")
            screen.press("r")
            screen.wait_for("Your reply")

        texts = [unique(f"Command {index}") for index in range(4)] + [unique("Screen 1"), unique("Screen 2")]
        commands = []
        for text in texts[:4]:
            command = subprocess.Popen(
                [client.program, "reply", str(ticket["number"]), "--json"], env=client.environment,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            command.stdin.write(text.encode())
            command.stdin.close()
            commands.append(command)
        for screen, text in zip(screens, texts[4:], strict=True):
            screen.press(text, "^S")
        for command in commands:
            assert command.wait(LIMIT) == 0, command.stderr.read()
            assert json.loads(command.stdout.read())["delivery"] == "sent", command.stderr.read()

        def sent(agent) -> list[str]:
            return sorted(message["text"] for message in agent.messages(ticket["id"]) if message["text"] in texts)

        agent.wait_until(lambda agent: len(sent(agent)) >= len(texts))
        for screen in screens:
            screen.wait_for(lambda screen: all(text in screen for text in texts))
        assert sent(agent) == sorted(texts)

        # A command that is killed while it uploads: an open screen sends what it had begun.
        data = os.urandom(8 << 20)
        (client.home / "recording.wav").write_bytes(data)
        subject = unique("Cut off")
        senders.append(
            subprocess.Popen(
                [client.program, "create", "--topic", "other", "--attach", str(client.home / "recording.wav")],
                env=client.environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        senders[0].communicate(subject.encode(), timeout=LIMIT)
        assert senders[0].returncode < 0
        [created] = agent.wait_until(lambda agent: agent.tickets(subject))
        [message] = agent.messages(created["id"])
        assert [file["sha256"] for file in message["attachments"]] == [sha256(data)]
        for screen in screens:
            screen.press("^Q")
            assert screen.wait_for_end() == 0
            for wrong in (b"locked", b"cannot be written", b"damaged"):
                assert wrong not in screen.raw


def test_two_screens_write_drafts_of_their_own(client, own_desk, open_screen):
    sign_in(client, own_desk)
    send_at_once(client)
    ticket = client.json("tickets")["tickets"][0]
    agent = own_desk.api(own_desk.user("agent"))

    def reply(*keys: str):
        screen = open_screen([client.program], client.environment, rows=50, columns=110)
        screen.wait_for("online")
        screen.press("Enter")
        screen.wait_for(f"№ {ticket['number']}  ")
        screen.press(*keys)
        screen.wait_for("Your reply")
        return screen

    def is_kept(text: str) -> bool:
        with contextlib.closing(sqlite3.connect(database(client))) as store:
            return any(text in row[0] for row in store.execute("SELECT json FROM draft"))

    first, second = unique("First"), unique("Second")
    here = reply("r")
    here.press(first)
    wait_until(lambda: is_kept(first))
    there = reply("r")
    assert first not in there
    there.press(second)
    wait_until(lambda: is_kept(second))
    there.kill()
    again = reply("r")
    again.wait_for(second)
    assert first not in again
    for screen in (here, again):
        screen.press("^S")

    def sent(agent) -> list[str]:
        return sorted(one["text"] for one in agent.messages(ticket["id"]) if one["text"] in (first, second))

    agent.wait_until(lambda agent: len(sent(agent)) >= 2)
    for screen in (here, again):
        screen.wait_for(lambda screen: first in screen and second in screen)
        screen.press("^Q")
        assert screen.wait_for_end() == 0
    assert sent(agent) == [first, second]


def test_a_reply_waits_for_a_file_that_is_being_copied(dispatcher, desk, open_screen, tmp_path):
    send_at_once(dispatcher)
    ticket = dispatcher.json("tickets")["tickets"][0]
    size = 96 << 20
    video = tmp_path / "video.mp4"
    with open(video, "wb") as file:
        file.truncate(size)
    screen = open_screen([dispatcher.program], dispatcher.environment)
    screen.wait_for("online")
    screen.press("Enter")
    screen.wait_for(f"№ {ticket['number']}  ")
    screen.press("r")
    screen.wait_for("Your reply")
    text = unique("The video")
    screen.press(text)
    screen.paste(str(video))
    screen.press("^S")
    agent = desk.api(desk.user("agent"))
    [message] = agent.wait_until(lambda agent: [one for one in agent.messages(ticket["id"]) if one["text"] == text])
    assert [file["size"] for file in message["attachments"]] == [size]
    screen.press("^Q")
    assert screen.wait_for_end() == 0


# The disk


@contextlib.contextmanager
def small_disk(path: pathlib.Path, size: str):
    path.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(path)], capture_output=True)
    if mount.returncode != 0:
        pytest.skip("mounting a small file system is not allowed here")
    try:
        yield path
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)


def test_a_full_disk_under_an_open_screen_keeps_the_text_there(dispatcher, desk, open_screen, tmp_path):
    send_at_once(dispatcher)
    ticket = dispatcher.json("tickets")["tickets"][0]
    with small_disk(tmp_path / "small", "3m") as small:
        shutil.copytree(dispatcher.home, small / "home")
        environment = dispatcher.environment | {"HOME": str(small / "home")}
        screen = open_screen([dispatcher.program], environment, rows=40, columns=110)
        screen.wait_for("online")
        screen.press("Enter")
        screen.wait_for(f"№ {ticket['number']}  ")
        screen.press("r")
        screen.wait_for("Your reply")
        with open(small / "filler", "wb", buffering=0) as filler, contextlib.suppress(OSError):
            while True:
                filler.write(bytes(4096))
        end = unique("The end")
        screen.paste("Довгий текст. " * 1000 + end)
        screen.wait_for("disk is full")
        (tmp_path / "photo.png").write_bytes(os.urandom(200_000))
        for step in (lambda: screen.press("^S"), lambda: screen.paste(str(tmp_path / "photo.png"))):
            # A key removes the old notice, so that the next one belongs to this step.
            screen.press("Left")
            screen.wait_for(lambda screen: "disk is full" not in screen)
            step()
            screen.wait_for(lambda screen: "disk is full" in screen and end in screen)

        # The draft that was left is still in memory, and the program asks before it drops it.
        screen.press("Esc")
        screen.wait_for("only in memory")
        screen.press("r")
        screen.wait_for(end)
        screen.press("^Q")
        screen.wait_for("Quit and lose it?")
        screen.press("n")
        screen.wait_until_gone("Quit and lose it?")

        (small / "filler").unlink()
        screen.press("^S")
        agent = desk.api(desk.user("agent"))
        agent.wait_until(lambda agent: agent.messages(ticket["id"])[-1]["text"].endswith(end))
        screen.press("^Q")
        assert screen.wait_for_end() == 0


def test_a_read_only_disk_is_said_and_leaves_everything(dispatcher):
    known = dispatcher.json("tickets")["tickets"]
    folder = database(dispatcher).parent
    paths = [folder, *folder.rglob("*")]
    modes = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(0o500 if path.is_dir() else 0o400)
    assert "cannot be written" in dispatcher.refusal("tickets", prefix=ORDINARY)
    assert "cannot be written" in dispatcher.refusal("create", "--topic", "other", input="Текст", prefix=ORDINARY)
    for path, mode in modes.items():
        path.chmod(mode)
    assert dispatcher.json("tickets")["tickets"] == known


def test_read_only_configuration_and_state_are_said_at_the_login(client, desk):
    for folder in (".local/state", ".config"):
        (client.home / folder).mkdir(parents=True, exist_ok=True)
        (client.home / folder).chmod(0o500)
        result = client.run(
            "login", desk.base_url, "--ca-file", desk.ca_file, input=desk.user()["token"], prefix=ORDINARY)
        (client.home / folder).chmod(0o700)
        assert result.returncode == 1 and "cannot be written" in result.stderr, result
        assert client.files() == []
