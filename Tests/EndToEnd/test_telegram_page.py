"""The Customer Page and Telegram: the one-time code as a phone reads it, and the commands for scripts."""

import json
import sqlite3
from contextlib import closing

import pytest

from harness import qr


@pytest.fixture
def connected(own_desk):
    """A demo desk that takes itself for connected to Telegram."""
    own_desk.stop()
    with closing(sqlite3.connect(own_desk.data / "cabdesk.sqlite")) as database, database:
        [[body]] = database.execute("SELECT body FROM desk")
        desk = json.loads(body)
        desk["supportBot"]["isConnected"] = True
        database.execute("UPDATE desk SET body = ?", [json.dumps(desk)])
    own_desk.start()
    return own_desk


def test_the_code_on_the_screen_opens_the_bot(connected, client, open_screen):
    client.sign_in(connected, connected.user("customer"))
    screen = open_screen([client.program], client.environment)
    screen.wait_for("online")
    screen.press("3")
    screen.wait_for("Customer Page")
    screen.press("l")
    [link] = screen.wait_for(lambda screen: qr.decode(screen.screen))
    bot, code = link.removeprefix("https://t.me/").split("?start=")
    assert bot == "example_support_bot" and 22 <= len(code) <= 64
    assert f"/start {code}" in screen and "Waiting for Telegram" in screen
    # In a window that cannot hold it whole there is no half of it, but the address and the command.
    screen.resize(16, 60)
    screen.wait_for("make the window larger")
    assert f"/start {code}" in screen and qr.decode(screen.screen) == []


def test_the_commands_link_and_list(connected, client):
    client.sign_in(connected, connected.user("customer"))
    offer = client.json("telegram", "link")
    assert offer["link"] == f"https://t.me/{offer['bot']}?start={offer['command'].removeprefix('/start ')}"
    printed = client.run("telegram", "link")
    assert printed.returncode == 0 and printed.stdout.splitlines()[1].startswith("/start ")
    assert client.json("telegram", "status") == {"bot": offer["bot"], "connected": True, "links": []}
    assert "nobody" in client.refusal("telegram", "unlink", "nobody")


def test_a_demo_says_that_it_is_not_connected(dispatcher, desk, open_screen):
    assert dispatcher.json("telegram", "status")["connected"] is False
    dispatcher.refusal("telegram", "link")
    screen = open_screen([dispatcher.program], dispatcher.environment)
    screen.wait_for("online")
    screen.press("3", "l")
    screen.wait_for("not connected to Telegram")
