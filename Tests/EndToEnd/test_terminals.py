"""Terminals of all kinds, with a mouse, with other programs in them, and with windows that change their size."""

import random
import signal

import pytest

from harness.tmux import Tmux, click, wheel
from test_terminal import finish, in_shell  # noqa: F401 (a fixture)


@pytest.mark.parametrize("term", ["xterm-256color", "screen", "tmux", "linux", "vt100"])
def test_every_terminal_that_can_place_its_cursor_will_do(dispatcher, in_shell, term):  # noqa: F811
    screen = in_shell(dispatcher, term=term)
    screen.wait_for("online")
    screen.wait_for("1 Tickets")
    screen.press("2")
    screen.wait_for("Choose what it is about")
    screen.press("^Q")
    finish(screen, 0)


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_a_terminal_that_cannot_says_why(dispatcher, in_shell, term):  # noqa: F811
    screen = in_shell(dispatcher, term=term, columns=200)
    screen.wait_for("cabdesk: ")
    finish(screen, 1)
    assert term in screen


@pytest.fixture
def in_tmux(dispatcher, tmp_path):
    """The program in tmux, which has a mouse and passes the window's size on."""
    tmux = Tmux(tmp_path / "tmux")
    screen = tmux.open(dispatcher.environment, rows=40, columns=120)
    screen.press(dispatcher.program, "Enter")
    screen.wait_for("online")
    yield screen
    tmux.close()
    screen.close()


def place(screen, text: str) -> tuple[int, int]:
    """Row and column of the text, as soon as it is there."""
    screen.wait_for(text)
    row = screen.row(text)
    return row, screen.lines[row].index(text)


def test_the_mouse(in_tmux):
    screen = in_tmux
    # A column's heading sorts, a second press the other way round.
    click(screen, *place(screen, "Subject"))
    screen.wait_for("Subject▲")
    click(screen, *place(screen, "Subject▲"))
    screen.wait_for("Subject▼")
    # A view, and the wheel over the list: another ticket is selected and shown beside it.
    click(screen, *place(screen, "All"))
    header = screen.lines[1]
    wheel(screen, 5, 5)
    screen.wait_for(lambda screen: screen.lines[1] != header)
    # A tab, the dropdown, a topic in it, a key of the footer, and a press beside the list that it opens.
    click(screen, *place(screen, "2 Create Ticket"))
    click(screen, *place(screen, "Choose what it is about"))
    screen.wait_for("type to find")
    click(screen, *place(screen, "Reports"))
    screen.wait_for(lambda screen: "Reports" in screen.lines[1] and "type to find" not in screen)
    click(screen, *place(screen, "All actions"))
    screen.wait_for("What do you want to do?")
    click(screen, 3, 3)
    screen.wait_until_gone("What do you want to do?")


def test_the_mouse_can_be_switched_off(dispatcher, open_screen):
    config = dispatcher.home / ".config" / "cabdesk" / "config.toml"
    with open(config, "a") as file:
        file.write("\n[ui]\nmouse = false\n")
    screen = open_screen([dispatcher.program], dispatcher.environment, term="xterm-256color")
    screen.wait_for("online")
    screen.press("^Q")
    assert screen.wait_for_end() == 0
    asked = [mode for mode in (b"1000h", b"1002h", b"1003h", b"1006h") if b"\x1b[?" + mode in screen.raw]
    assert asked == []


def test_a_thousand_sizes_while_tickets_arrive(dispatcher, desk, open_screen):
    """Whatever the window is in between, in the end all of it is drawn as in a window that was always so."""
    screen = open_screen([dispatcher.program], dispatcher.environment)
    screen.wait_for("online")
    agent = desk.api(desk.user("agent"))
    [ticket, *_] = desk.api(desk.user("customer")).tickets()
    sizes = random.Random(3)
    for number in range(1000):
        screen.resize(sizes.randint(1, 70), sizes.randint(1, 220))
        if number % 100 == 0:
            agent.answer(ticket["id"], f"answer {number}")
        if number % 10 == 0:
            screen.press("Down", "2", "1")
            screen.read_waiting()
    screen.resize(40, 120)
    screen.press("Esc", "Esc", "1", "Home")
    screen.wait_for(lambda screen: "1 Tickets" in screen.lines[0] and "All actions" in screen.lines[-1])
    screen.wait_for("online")
    screen.wait_for(lambda screen: f"{ticket['number']}" in screen.lines[3])
    screen.press("^Q")
    assert screen.wait_for_end() == 0


def test_the_text_goes_through_the_users_own_editor_and_back(dispatcher, desk, tmp_path, open_screen):
    editor = tmp_path / "editor"
    # It uses the terminal as an editor does: paints, waits for a key, and writes the file.
    editor.write_text(
        '#!/bin/bash\nprintf "\\033[2J\\033[Hediting %s\\n" "$(cat "$1")"\nread -rsn1 key\n'
        'printf " and then %s%s" "$key" "$CABDESK_TOKEN" >> "$1"\n'
    )
    editor.chmod(0o755)
    # What the editor is told of the token would be seen in the text.
    dispatcher.environment |= {"EDITOR": str(editor), "CABDESK_TOKEN": desk.user("customer")["token"]}
    screen = open_screen([dispatcher.program], dispatcher.environment)
    screen.wait_for("online")
    screen.press("2")
    screen.wait_for("Choose what it is about")
    screen.press("Enter")
    screen.wait_for("type to find")
    screen.press("Other", "Enter")
    screen.wait_until_gone("type to find")
    screen.press("Half a sentence")
    screen.wait_for("Half a sentence")
    for number in ("1", "2"):
        screen.press("^O")
        screen.wait_for("editing Half a sentence")
        screen.press(number)
        screen.wait_for(f"and then {number}")
        screen.wait_for("1 Tickets")
        assert "editing" not in screen
    assert "Half a sentence and then 1 and then 2" in screen
    screen.press("^Q")
    assert screen.wait_for_end() == 0


def begin_a_ticket(screen):
    screen.wait_for("online")
    screen.press("2")
    screen.wait_for("Choose what it is about")
    screen.press("Enter")
    screen.wait_for("type to find")
    screen.press("Other", "Enter")
    screen.wait_until_gone("type to find")
    screen.press("Typed")
    screen.wait_for("Typed")


@pytest.mark.parametrize("key", ["^C", "\x1c"], ids=["interrupt", "quit"])
def test_a_key_that_interrupts_an_editor_does_not_end_the_program(dispatcher, tmp_path, open_screen, key):
    editor = tmp_path / "editor"
    # It leaves the keys of the terminal as they are, as ed(1) and less(1) do, and counts those that interrupt it.
    editor.write_text(
        '#!/bin/bash\ncount=0\ntrap \'count=$((count + 1)); echo "interrupted=$count"\' INT QUIT\necho editing\n'
        'until read -r line; do :; done\nprintf " after %s" "$count" >> "$1"\n')
    editor.chmod(0o755)
    screen = open_screen([dispatcher.program], dispatcher.environment | {"EDITOR": str(editor)})
    begin_a_ticket(screen)
    for text in ("Typed after 2", "Typed after 2 after 2"):
        screen.press("^O")
        screen.wait_for("editing")
        for count in (1, 2):
            screen.press(key)
            screen.wait_for(f"interrupted={count}")
        screen.press("Enter")
        screen.wait_for(text)
    # From outside it ends the program as ever.
    screen.signal(signal.SIGINT)
    assert screen.wait_for_end() == 0


def test_before_vi_ctrl_c_leaves_the_text_as_it_is(dispatcher, tmp_path, open_screen):
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "vi").write_text('#!/bin/sh\necho "vi is here"; read -r line\n')
    (programs / "vi").chmod(0o755)
    environment = {name: value for name, value in dispatcher.environment.items() if name not in ("EDITOR", "VISUAL")}
    screen = open_screen([dispatcher.program], environment | {"PATH": str(programs)})
    begin_a_ticket(screen)
    screen.press("^O")
    screen.wait_for(":wq")
    screen.press("^C")
    screen.wait_for("1 Tickets")
    assert "Typed" in screen and "error" not in screen
    screen.press("^O")
    screen.wait_for(":wq")
    screen.press("Enter")
    screen.wait_for("vi is here")
    screen.press("Enter")
    screen.wait_for("1 Tickets")


def test_what_an_editor_had_saved_outlives_it_and_the_terminal(dispatcher, tmp_path, open_screen):
    editor = tmp_path / "editor"
    editor.write_text(
        '#!/bin/bash\necho editing\nread -rsn1 key\nprintf " and saved" >> "$1"\n'
        'if [[ $key == 1 ]]; then exit 1; fi\nkill -HUP $PPID\nkill -KILL $$\n'
    )
    editor.chmod(0o755)
    dispatcher.environment["EDITOR"] = str(editor)
    screen = open_screen([dispatcher.program], dispatcher.environment)
    screen.wait_for("online")
    screen.press("Enter")
    screen.wait_for("Reply")
    screen.press("r")
    screen.wait_for("Your reply")
    screen.press("Typed")
    screen.press("^O")
    screen.wait_for("editing")
    screen.press("1")
    screen.wait_for("ended with an error. What it had saved is here.")
    assert "Typed and saved" in screen
    screen.press("^O")
    screen.wait_for("editing")
    screen.press("2")
    screen.wait_for_end()
    screen = open_screen([dispatcher.program], dispatcher.environment)
    screen.wait_for("online")
    # The draft is a line of its ticket, and comes back with the key.
    screen.press("Enter")
    screen.wait_for("Reply")
    screen.press("End")
    screen.wait_for("Draft of your reply: Typed and saved and saved")
    screen.press("r")
    screen.wait_for("Your reply")
    screen.wait_for("Typed and saved and saved")


def test_another_profile_without_leaving_the_program(dispatcher, desk, open_screen):
    other = desk.user("customer", index=1)
    result = dispatcher.run(
        "login", desk.base_url, "--ca-file", desk.ca_file, "--profile", "night", input=other["token"] + "\n")
    assert result.returncode == 0, result
    screen = open_screen([dispatcher.program], dispatcher.environment, columns=100)
    screen.wait_for("· default")
    screen.press("\x1bp")
    screen.wait_for("Which desk?")
    screen.press("night", "Enter")
    screen.wait_for("· night")
    screen.wait_for("online")
    screen.press("3")
    screen.wait_for(other["name"])
    # One whose desk cannot be opened leaves the user where he is.
    (dispatcher.home / ".local/state/cabdesk/tokens/default").unlink()
    screen.press("1", "\x1bp")
    screen.wait_for("Which desk?")
    screen.press("default", "Enter")
    screen.wait_for("cabdesk login")
    assert "· night" in screen
    screen.press("^Q")
    assert screen.wait_for_end() == 0
