"""`cabdesk doctor` and `cabdesk search`: what a person sees who asks for help, or looks for a word."""

import json

import pytest
from harness.strangers import Authority, Website
from harness.tmux import Tmux
from test_commands import file_ticket, unique


def findings(client, **options) -> dict[str, dict]:
    """What was found, by its name. Nothing private is in it."""
    result = client.run("doctor", "--json", **options)
    found = json.loads(result.stdout)["findings"]
    assert result.returncode == (1 if any(finding["kind"] == "fault" for finding in found) else 0)
    return {finding["check"]: finding for finding in found}


def kinds(found: dict[str, dict]) -> dict[str, str]:
    return {check: finding["kind"] for check, finding in found.items()}


def test_everything_works(dispatcher, desk):
    found = findings(dispatcher)
    assert kinds(found) == {
        check: "ok"
        for check in ("terminal", "profile", "address", "connection", "clock", "account", "store", "disk", "outbox")
    }
    user = desk.user("customer")
    text = json.dumps(found, ensure_ascii=False)
    assert user["token"] not in text and user["name"] not in text
    assert dispatcher.run("doctor").stdout.startswith("ok: ")


def test_a_desk_that_is_away_hides_nothing_of_what_is_here(client, own_desk):
    client.sign_in(own_desk, own_desk.user("customer"))
    client.json("sync")
    own_desk.stop()
    file_ticket(client)
    found = findings(client)
    assert kinds(found)["connection"] == "fault" and "account" not in found
    assert kinds(found)["store"] == "ok"
    assert kinds(found)["outbox"] == "warning" and ": 1," in found["outbox"]["text"]


def test_a_name_that_does_not_exist(dispatcher):
    environment = dispatcher.environment | {"CABDESK_URL": "https://desk.invalid", "CABDESK_TOKEN": "x"}
    found = findings(dispatcher, environment=environment)
    assert kinds(found) == {"terminal": "ok", "profile": "ok", "address": "fault", "store": "ok"}
    assert "desk.invalid" in found["address"]["text"]


def test_a_token_that_is_unknown(dispatcher, desk):
    environment = dispatcher.environment | {
        "CABDESK_URL": desk.base_url, "CABDESK_CA_FILE": desk.ca_file, "CABDESK_TOKEN": "unknown"}
    found = findings(dispatcher, environment=environment)
    assert kinds(found)["connection"] == "ok" and kinds(found)["account"] == "fault"


@pytest.mark.parametrize("seconds_off, kind", [(0, "ok"), (30, "ok"), (7200, "warning"), (-7200, "warning")])
def test_a_clock_that_is_not_the_servers(dispatcher, tmp_path, seconds_off, kind):
    authority = Authority(tmp_path / "authority")
    site = Website(authority, 200, "application/json", b"{}", seconds_off=seconds_off)
    try:
        environment = dispatcher.environment | {
            "CABDESK_URL": site.base_url, "CABDESK_CA_FILE": str(authority.ca_file), "CABDESK_TOKEN": "x"}
        found = findings(dispatcher, environment=environment)
    finally:
        site.close()
    assert kinds(found)["connection"] == "ok" and kinds(found)["clock"] == kind
    # Whole seconds, as the header has them, and the way there and back.
    said = found["clock"]["text"]
    assert kind == "ok" or any(str(seconds) in said for seconds in range(-seconds_off - 3, -seconds_off + 4)), said


def test_nobody_signed_in(client):
    assert kinds(findings(client)) == {"terminal": "ok", "profile": "fault"}


def test_in_a_terminal(dispatcher, tmp_path):
    tmux = Tmux(tmp_path / "tmux")
    try:
        screen = tmux.open(dispatcher.environment, rows=40, columns=160)
        screen.press(f"{dispatcher.program} doctor --language uk; echo end=$?", "Enter")
        screen.wait_for("end=0")
        text = "\n".join(tmux.lines)
        # tmux answers where its cursor stands.
        assert "гаразд: 160×" in text and "set-clipboard" in text
        assert "ширину літер не перевірено" not in text
    finally:
        tmux.close()


def test_an_unknown_type_of_terminal(dispatcher, open_screen):
    command = ["env", "TERM=no-such-terminal", dispatcher.program, "doctor"]
    screen = open_screen(command, dispatcher.environment, columns=160)
    assert screen.wait_for_end() == 1
    assert "TERM=xterm-256color" in screen


def test_search_shows_where_the_words_stand(dispatcher):
    word = unique("лічильник").split()[1]
    filed = file_ticket(dispatcher, "--subject", "Не друкує", text=f"Учора зник {word}, допоможіть.")
    found = dispatcher.json("search", word[:6], "status:new")["tickets"]
    assert [ticket["id"] for ticket in found] == [filed["ticket"]]
    assert word in found[0]["hit"]
    said = dispatcher.run("search", word).stdout.splitlines()
    assert len(said) == 2 and "Не друкує" in said[0] and word in said[1]
    assert dispatcher.json("search", word, "status:resolved")["tickets"] == []
