"""The first start without a profile, and the way from one profile to another, in a real terminal."""

import pathlib
import signal

import pytest
from harness.waiting import wait_until


def test_the_first_start_on_a_terminal_asks_for_address_and_code(served, client, open_screen):
    [invitation] = served.admin("invite", "oksana")
    environment = client.environment | {"CABDESK_CA_FILE": served.ca_file}
    screen = open_screen([client.program], environment)
    screen.wait_for("Address")
    # The program reports a mistake, and asks again.
    screen.press("ftp://nowhere", "Enter")
    screen.wait_for(lambda screen: screen.text.count("Address") == 2)
    assert "(not shown)" not in screen
    screen.press(f"127.0.0.1:{served.port}", "Enter")
    screen.wait_for("(not shown)")
    screen.press(invitation["code"], "Enter")
    screen.wait_for("online")
    assert invitation["code"].encode() not in screen.raw
    screen.press("^Q")
    assert screen.wait_for_end() == 0
    # From now on the profile is known.
    again = open_screen([client.program], client.environment)
    again.wait_for("online")
    again.press("^Q")
    assert again.wait_for_end() == 0


@pytest.mark.parametrize("arguments", [[], ["--accessible"]])
def test_nothing_typed_at_the_first_start_ends_as_a_script_would_see_it(client, open_screen, arguments):
    screen = open_screen([client.program, *arguments], client.environment)
    screen.wait_for("Address")
    screen.press("Enter")
    assert screen.wait_for_end() == 1
    assert "not signed in" in screen.text.lower()
    assert client.refusal(*arguments)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("arguments", [[], ["--accessible"]])
def test_the_end_is_heard_while_another_profile_waits_for_its_token(client, desk, open_screen, arguments, number):
    client.sign_in(desk, desk.user())
    with open(client.home / ".config" / "cabdesk" / "config.toml", "a") as file:
        file.write(f'\n[profiles.slow]\nurl = "{desk.base_url}"\ntoken_command = ["sleep", "600"]\n')
    screen = open_screen([client.program, *arguments], client.environment)
    if arguments:
        screen.wait_for("? help:")
        screen.press("profile", "Enter")
        screen.wait_for("2. slow")
        screen.press("2", "Enter")
        wait_until(lambda: has_helper(screen.pid))
    else:
        screen.wait_for("online")
        screen.press("\x1bp")
        screen.wait_for("slow")
        screen.press("Down", "Enter")
        screen.wait_for("Opening the profile slow")
    screen.signal(number)
    assert screen.wait_for_end() == 0


def has_helper(pid: int) -> bool:
    """Whether the program has started one."""
    tasks = pathlib.Path(f"/proc/{pid}/task")
    return any(children.read_text().split() for children in tasks.glob("*/children"))
