"""`cabdeskd admin`: its output and its refusals, and the errors of `cabdesk login`."""

import json
import os
import re
import socket
import subprocess
import uuid

import pytest
from harness.api import Api
from harness.waiting import LIMIT

HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31mred\u202egnp.exe\ttab\nline"


def run(command: list[str], language: str = "en_US.UTF-8") -> subprocess.CompletedProcess:
    return subprocess.run(
        command, capture_output=True, timeout=LIMIT, env=os.environ | {"LANG": language, "LC_ALL": language})


def printed(served, *arguments: str) -> str:
    result = run(served.command("admin", *arguments))
    assert result.returncode == 0, result.stderr
    return result.stdout.decode()


def sign_in(served, label: str) -> str:
    """The token of a device with the label."""
    [invitation] = served.admin("invite", "oksana")
    answer = Api(served.base_url, served.ca_file, None).request(
        "POST", "/v1/sessions", {"code": invitation["code"], "request": str(uuid.uuid4()), "label": label})
    assert answer.status == 201
    return answer.json()["token"]


def test_nothing_that_an_admin_command_prints_drives_the_terminal(served, tmp_path):
    sign_in(served, HOSTILE)
    topics = [{"id": "odd", "title": {"en": HOSTILE}, "recommendation": {}, "fields": [], "order": 1, "isRetired": False}]
    (tmp_path / "topics.json").write_text(json.dumps(topics))
    run(served.command("admin", "topic", "import", str(tmp_path / "topics.json")))
    commands = [
        ("token", "list"), ("token", "list", "--json"), ("topic", "list"), ("topic", "list", "--json"),
        ("user", "list"), ("service", "list"), ("chat", "list"), ("audit",),
    ]
    for command in commands:
        text = printed(served, *command)
        assert re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text) is None, command
    # It is shown all the same, in one line and one column; and programs get it as it is.
    [line] = [line for line in printed(served, "token", "list").split("\n") if "red" in line]
    assert len(line.split("\t")) == 4
    assert HOSTILE in [token["label"] for token in served.admin("token", "list")]


def test_an_invitation_comes_with_the_command_that_uses_it(served):
    result = run(served.command("admin", "invite", "oksana"))
    assert re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}\n", result.stdout.decode())
    assert f"cabdesk login {served.base_url}" in result.stderr.decode()
    [invitation] = served.admin("invite", "oksana")
    assert invitation["command"] == f"cabdesk login {served.base_url}"


def test_a_desk_without_topics_gives_a_start_that_it_takes_back(served, tmp_path):
    result = run(served.command("admin", "topic", "list", "--json"))
    sample = json.loads(result.stdout)
    assert b"import" in result.stderr
    assert any(topic["fields"] for topic in sample) and any("template" in topic for topic in sample)
    (tmp_path / "topics.json").write_text(json.dumps(sample))
    served.admin("topic", "import", str(tmp_path / "topics.json"))
    assert served.admin("topic", "list") == sample


@pytest.mark.parametrize(("change", "said"), [
    (lambda topics: topics[1].pop("order"), "topic 2 (odd), the key order is missing"),
    (lambda topics: topics[1].update(order="1"), "topic 2 (odd), the key order must be a number"),
    (lambda topics: topics[1].update(title="Sound"), "topic 2 (odd), the key title"),
    (lambda topics: topics[0]["fields"].append({"key": "line"}), "topic 1 (plain), the key fields, no. 1, the key"),
])
def test_a_file_of_topics_that_is_not_right_is_refused_with_the_place_and_the_key(served, tmp_path, change, said):
    topics = [
        {"id": name, "title": {"en": name}, "recommendation": {}, "fields": [], "order": 1, "isRetired": False}
        for name in ("plain", "odd")]
    change(topics)
    (tmp_path / "topics.json").write_text(json.dumps(topics))
    result = run(served.command("admin", "topic", "import", str(tmp_path / "topics.json")))
    assert result.returncode == 1
    assert said in result.stderr.decode()
    (tmp_path / "topics.json").write_text("[{]")
    assert b"not JSON" in run(served.command("admin", "topic", "import", str(tmp_path / "topics.json"))).stderr


ENGLISH = re.compile(
    r"Error|Usage:|Help:|Unknown|Missing|Unexpected|invalid|See '|more information|Name the desk|UUID, as", re.ASCII)


@pytest.mark.parametrize("language", ["uk_UA.UTF-8", "ru_RU.UTF-8"])
def test_wrong_use_of_either_program_is_told_in_the_language_of_whoever_did_it(cabdesk, cabdeskd, language):
    chat = [cabdeskd, "admin", "chat", "accept", "x", "--data", "/nowhere"]
    wrong = [
        [cabdesk, "nothing"], [cabdesk, "show"], [cabdesk, "show", "1", "2", "3"], [cabdesk, "tickets", "--wrong"],
        [cabdesk, "tickets", "--jsn"], [cabdesk, "login", "--user"], [cabdesk, "tickets", "--view", "x"],
        [cabdesk, "tickets", "--json=x"], [cabdesk, "telegram", "link", "--accept", "a", "--reject", "b"],
        [cabdeskd, "nothing"], [cabdeskd, "serve"], [cabdeskd, "admin", "user", "list"],
        [cabdeskd, "admin", "service", "add", "--data", "x"], [cabdeskd, "demo", "--data", "x", "--port", "70000"],
        [cabdeskd, "demo", "--data", "x", "--port", "x"], [cabdeskd, "serve", "--config", "x", "--log-format", "x"],
        [cabdeskd, "admin", "topic", "add", "x", "--data", "x"], chat,
    ]
    for command in wrong:
        result = run(command, language)
        text = result.stderr.decode()
        assert result.returncode == 2, (command, text)
        assert re.search("[а-яіїєґ]", text), (command, text)
        # The help of an argument beside the error is the parser's, in English as everywhere.
        told = "\n".join(line for line in text.splitlines() if not line.startswith(("Довідка:", "Справка:")))
        assert ENGLISH.search(told) is None, (command, text)


def test_an_unreachable_desk_does_not_promise_that_anything_is_saved(client):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    said = client.refusal("login", f"https://127.0.0.1:{port}", input="code")
    assert "cannot be reached" in said and "sign in again" in said
    assert "saved" not in said


@pytest.mark.parametrize(("language", "empty", "wrong"), [
    ("en", "Nothing was entered", "wrong, has expired or was already used"),
    ("uk", "Нічого не введено", "неправильний, прострочений або вже"),
    ("ru", "Ничего не введено", "неверен, просрочен или уже"),
])
def test_a_code_that_does_not_do_and_none_at_all_are_told_as_what_they_are(served, client, language, empty, wrong):
    login = ["login", served.base_url, "--ca-file", served.ca_file, "--language", language]
    assert empty in client.refusal(*login, input="\n")
    assert wrong in client.refusal(*login, input="K7QM-3XWT-0B9N-R5HZ\n")
    said = client.refusal(*login, input="cd_" + "A" * 43)
    assert wrong not in said and "cabdesk login" not in said
