"""The linear mode for screen readers: the whole story in lines, on a terminal without any other ability."""

import os
import subprocess
import uuid

import pytest

from harness.files import sha256, write_all
from harness.lines import Lines
from harness.waiting import LIMIT
from test_commands import example


@pytest.fixture
def talk():
    """Opens conversations, and closes them after the test. None may contain an escape sequence."""
    talks = []

    def talk(client, *arguments, **environment) -> Lines:
        talks.append(Lines([client.program, *arguments], client.environment | environment))
        return talks[-1]

    yield talk
    for one in talks:
        one.close()
        assert b"\x1b" not in one.raw


def send_at_once(client) -> None:
    """Configures the program to send at once."""
    with open(client.home / ".config" / "cabdesk" / "config.toml", "a") as configuration:
        configuration.write("\n[ui]\nundo_seconds = 0\n")


def test_the_whole_story_in_lines(client, desk, tmp_path, talk):
    client.environment["LANG"] = "uk_UA.UTF-8"
    user = desk.user("customer")
    client.sign_in(desk, user)
    send_at_once(client)
    agent = desk.api(desk.user("agent"))
    files = write_all(tmp_path / "mine")
    subject = f"Не чути водія {uuid.uuid4().hex[:8]}"

    lines = talk(client, ACCESSIBLE="1")
    lines.wait_for("номер відкриває")
    assert user["name"] in lines.text

    # File it: topic, its recommendation, its own fields, text, files.
    topics = [topic for topic in agent.get("/v1/topics")["items"] if not topic["isRetired"]]
    topic = next((topic for topic in topics if topic["fields"]), topics[-1])
    lines.ask("створити", "Тема: частина назви")
    answer = lines.ask(topic["title"]["uk"]) if topic["fields"] else None
    if answer is None:
        lines.type(topic["title"]["uk"])
        lines.wait_for("Пишіть рядок за рядком")
    else:
        assert " ".join(topic["recommendation"]["uk"].split()[:3]) in answer
        for field in topic["fields"][:-1]:
            lines.ask(example(field["kind"]))
        lines.type(example(topic["fields"][-1]["kind"]))
        lines.wait_for("Пишіть рядок за рядком")
    lines.write(subject, "", "Дзвінки від клієнтів йдуть, але голосу немає.")
    lines.ask(".", "Суть, Enter:")
    lines.ask("", "s зберегти")
    for name in files:
        lines.ask(f"t {tmp_path / 'mine' / name}", f"Прикріплено: {name}")
    lines.ask("s", "Тікет збережено")

    agent.wait_until(lambda agent: agent.tickets(subject))
    [ticket] = agent.tickets(subject)
    lines.ask_until(f"№ {ticket['number']}")
    assert ticket["author"]["name"] == user["name"] and ticket["topic"] == topic["id"]
    [message] = agent.messages(ticket["id"])
    assert message["text"] == f"{subject}\n\nДзвінки від клієнтів йдуть, але голосу немає."
    assert {file["name"]: file["sha256"] for file in message["attachments"]} == {
        name: sha256(data) for name, data in files.items()
    }

    # The answer: the bell rings, nothing is written in between, and Enter reads it.
    lines.ask("")
    agent.answer(ticket["id"], "Оновіть застосунок водія до версії 5.2.")
    lines.wait_for_bell()
    assert lines.text.endswith(": ") and "Оновіть" not in lines.text
    answer = lines.ask_until("Оновіть застосунок водія")
    assert "Чекає на вас" in answer

    # Reply, resolve and reopen, with the Cyrillic layout on: r, x and o are к, ч and щ there.
    lines.type("к")
    lines.wait_for("Пишіть рядок за рядком")
    lines.write("Дякую,", "чути добре")
    lines.ask(".", "2 рядки")
    lines.ask("і", "Відповідь збережено")
    agent.wait_until(lambda agent: agent.messages(ticket["id"])[-1]["text"] == "Дякую,\nчути добре")
    lines.ask("ч", "Enter")
    lines.ask("", "позначено вирішеним")
    agent.wait_until(lambda agent: agent.get(f"/v1/tickets/{ticket['id']}")["status"] == "resolved")
    lines.ask("щ", "Enter")
    lines.ask("", "знову відкрито")
    agent.wait_until(lambda agent: agent.get(f"/v1/tickets/{ticket['id']}")["status"] == "open")
    assert "Дякую," in lines.ask("g")

    # The files come back byte for byte.
    for index, (name, data) in enumerate(files.items(), 1):
        target = tmp_path / "saved" / str(index)
        lines.ask(f"файли {index}", "Тека, Enter:")
        lines.ask(str(target), "Збережено як")
        assert (target / name).read_bytes() == data

    # Backspace takes a whole letter off.
    lines.type("сторінкаж\x7f")
    lines.wait_for(user["name"])
    lines.type("вийти")
    assert lines.wait_for_end() == 0


def test_what_was_written_survives_a_kill(dispatcher, talk):
    lines = talk(dispatcher, "--accessible")
    lines.wait_for("a number opens")
    lines.ask("2")
    lines.type("Other")
    lines.wait_for("Write line by line")
    lines.write("Half a sentence")
    lines.write("and one more")
    # The next line is taken only when the one before it is on disk.
    lines.ask(".")
    lines.kill()
    again = talk(dispatcher, "--accessible")
    again.wait_for("a number opens")
    answer = again.ask("2")
    assert "1. Half a sentence" in answer and "2. and one more" in answer


def test_a_dot_within_a_paste_belongs_to_the_text(dispatcher, talk):
    """And what stands behind it is no command: `x 1` would delete a line."""
    lines = talk(dispatcher, "--accessible")
    lines.wait_for("a number opens")
    lines.ask("2")
    lines.type("Other")
    lines.wait_for("Write line by line")
    lines.type("Log:\n.\nx 1\nEnd")
    lines.wait_for("is part of the text")
    lines.ask(".", "Subject, Enter is Log:")
    lines.ask("")
    answer = lines.ask("p")
    assert all(line in answer for line in ("1. Log:", "2. .", "3. x 1", "4. End")), answer


def test_the_editor_and_the_prompt_share_the_terminal(dispatcher, talk, tmp_path):
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho editing\nread line\necho >> "$1"\necho "$line" >> "$1"\n')
    editor.chmod(0o700)
    lines = talk(dispatcher, "--accessible", EDITOR=str(editor))
    lines.wait_for("a number opens")
    lines.ask("2")
    lines.type("Other")
    lines.wait_for("Write line by line")
    lines.write("First")
    lines.ask(".")
    lines.ask("")
    lines.type("o")
    lines.wait_for("editing")
    lines.ask("typed in the editor", "2 lines")
    assert "typed in the editor" in lines.ask("p")


def test_what_is_typed_ahead_has_its_answers_in_order(dispatcher):
    """A long text that comes at once, too."""
    lines = ["n", "r", *(f"Line {number}" for number in range(3000)), ".", "x 3000", ".", ".", "q"]
    result = subprocess.run(
        [dispatcher.program, "--accessible"], input="\n".join(lines).encode(), capture_output=True, timeout=LIMIT,
        env=dispatcher.environment | {"TERM": "dumb"},
    )
    told = result.stdout.decode()
    assert result.returncode == 0, result
    places = [told.index(text) for text in ("unread", "Your reply", "3000 lines.", "Taken out: Line 2999", "kept as")]
    assert places == sorted(places)
    assert told.count(": Your reply\n") == 1 and told.count("Message 2 of") <= 1, told


def test_a_pipe_is_enough(dispatcher):
    """Without a terminal: an editor's shell window, or a script."""
    result = subprocess.run(
        [dispatcher.program, "--accessible"], input="3\n1\n?\n".encode(), capture_output=True, timeout=LIMIT,
        env=dispatcher.environment | {"TERM": "dumb"},
    )
    assert result.returncode == 0 and b"\x1b" not in result.stdout
    assert "Office hours" in result.stdout.decode() and "filter" in result.stdout.decode()


@pytest.mark.parametrize("is_full", [True, False])
def test_it_ends_when_its_output_takes_no_more(dispatcher, is_full):
    """However much there is to read."""
    if is_full:
        output = os.open("/dev/full", os.O_WRONLY)
    else:
        reading, output = os.pipe()
        os.close(reading)
    typing = subprocess.Popen(["yes", "?"], stdout=subprocess.PIPE)
    try:
        result = subprocess.run(
            [dispatcher.program, "--accessible"], stdin=typing.stdout, stdout=output, stderr=subprocess.PIPE,
            timeout=LIMIT, env=dispatcher.environment | {"TERM": "dumb"},
        )
    finally:
        typing.kill()
        typing.wait()
        os.close(output)
    # Nobody needs to be told that it has closed the pipe.
    assert result.returncode == 1 and result.stderr.startswith(b"cabdesk: ") == is_full, result
