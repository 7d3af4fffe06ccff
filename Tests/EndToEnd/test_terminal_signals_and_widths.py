"""What terminals send that is no key, how they differ in width, and what a signal leaves behind."""

import os
import signal

import pytest

from test_terminal import child, in_shell  # noqa: F401 (a fixture)

# Those that end a program by default and that nobody else catches.
FATAL = [
    signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2, signal.SIGALRM, signal.SIGVTALRM, signal.SIGPROF, signal.SIGPOLL,
    signal.SIGXCPU, signal.SIGPWR, signal.SIGSTKFLT, signal.SIGSYS, signal.SIGABRT, signal.SIGSEGV,
]


@pytest.mark.parametrize("end", FATAL, ids=lambda end: end.name)
def test_a_signal_that_ends_the_program_at_once_leaves_the_terminal_as_it_was(dispatcher, in_shell, end):  # noqa: F811
    screen = in_shell(dispatcher, term="xterm-256color")
    screen.wait_for("online")
    os.kill(child(screen.pid), end)
    screen.wait_for(f"ended with {128 + end}")
    screen.wait_for_end()
    left = {name: screen.raw.rfind(on) < screen.raw.rfind(off) for name, on, off in [
        ("alternate screen", b"\x1b[?1049h", b"\x1b[?1049l"), ("pasting", b"\x1b[?2004h", b"\x1b[?2004l"),
        ("mouse", b"\x1b[?1000h", b"\x1b[?1000l"), ("cursor", b"\x1b[?25l", b"\x1b[?25h"),
    ]}
    assert left == dict.fromkeys(left, True)


def test_what_a_terminal_answers_is_never_typed(dispatcher, open_screen):
    screen = open_text(dispatcher, open_screen)
    for answer in [
        "\x1b]10;rgb:c7c7/c7c7/c7c7\x1b\\", "\x1b]11;rgb:0000/0000/0000\x07", "\x1bP>|XTerm(390)\x1b\\",
        "\x1b_Gi=31;OK\x1b\\", "\x1b^message\x1b\\", "\x1bXstring\x1b\\", "\x1b[?62;4c", "\x1b[24;80R",
    ]:
        screen.press("a" + answer)
        # In two pieces, of which the program has seen the first when the second comes.
        screen.press("b" + answer[:4])
        screen.wait_for(lambda screen: screen.text.count("b") >= 1)
        screen.press(answer[4:])
    screen.press("end")
    screen.wait_for("ab" * 8 + "end")
    # The program is still where it was: no Escape and no arrow has come through.
    screen.press("!")
    screen.wait_for("ab" * 8 + "end!")
    screen.kill()


def test_an_arrow_in_pieces_is_one_key_within_the_delay_after_escape(dispatcher, open_screen):
    dispatcher.environment["ESCDELAY"] = "5000"
    screen = open_text(dispatcher, open_screen)
    screen.press("ac")
    screen.wait_for("ac")
    screen.press("\x1b")
    # The rest of the key comes when another program has run from beginning to end.
    dispatcher.json("tickets")
    screen.press("[D")
    screen.press("b")
    screen.wait_for("abc")
    screen.kill()


def test_the_newest_emoji_are_shown_as_they_are(dispatcher, open_screen):
    dispatcher.json("create", "--topic", "other", input="Не працює \U0001FAF7\U0001FAE9\U0001F6D8")
    screen = open_screen([dispatcher.program], dispatcher.environment, columns=110)
    screen.wait_for("online")
    for emoji in ("\U0001FAF7", "\U0001FAE9", "\U0001F6D8"):
        screen.wait_for(emoji)
    assert "\ufffd" not in screen
    screen.kill()


def open_text(dispatcher, open_screen):
    """The program with the cursor in the text of a new ticket."""
    screen = open_screen([dispatcher.program], dispatcher.environment)
    screen.wait_for("online")
    screen.press("2")
    screen.wait_for("Choose what it is about")
    screen.press("Enter")
    screen.wait_for("type to find")
    screen.press("Other", "Enter")
    screen.wait_until_gone("type to find")
    return screen
