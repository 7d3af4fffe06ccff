"""What terminals send that is no key, how they differ in width, and what a signal leaves behind."""

import os
import signal
import unicodedata

import pytest
from wcwidth import wcwidth

from harness.emulator import Emulator, EmulatorStream
from harness.tmux import Tmux
from harness.waiting import wait_until
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


def test_ctrl_l_repaints_what_another_program_has_painted_over_wherever_one_is(dispatcher, open_screen):
    screen = open_screen([dispatcher.program], dispatcher.environment)
    screen.wait_for("online")
    # The help, the list, the filter in it, the form, the list of topics over it, the Customer Page.
    places = [
        ("\x1bOP", "─ Keys ─", ""), ("Esc", "All actions", "─ Keys ─"), ("/", "Filter:", ""),
        ("Esc", "/ Filter", "Filter:"), ("2", "Choose what it is about", ""), ("Enter", "type to find", ""),
        ("Esc", "Choose what it is about", "type to find"), ("3", "Customer Page", "Choose what it is about"),
    ]
    for key, there, gone in places:
        screen.press(key)
        screen.wait_for(lambda screen: there in screen and not (gone and gone in screen))
        screen.read_waiting()
        first = screen.lines[0]
        screen.scribble("\x1b[2J\x1b[5;5Hwall: the machine goes down")
        assert "wall:" in screen
        screen.press("^L")
        screen.wait_for(lambda screen: "wall:" not in screen and there in screen and screen.lines[0] == first)
    screen.kill()


SUBJECTS = [
    "தமிழ்நாடு கார் எண்ணும் இடம்", "नमस्ते दुनिया की गाड़ी", "ភាសាខ្មែរ រថយន្ត", "မြန်မာဘာသာ ကား", "ಕನ್ನಡ ಕಾರು",
    "\U0001FAF7 \U0001F3A7 \U0001FAE9 \U0001F6DC", "한국어 日本語", "Звичайний рядок",
]


def no_width_for_spacing_marks(width):
    return lambda character: 0 if unicodedata.category(character) == "Mc" else width(character)


def one_column_for_emoji(width):
    return lambda character: 1 if ord(character) >= 0x1F000 else width(character)


def two_columns_for_spacing_marks(width):
    return lambda character: 2 if unicodedata.category(character) == "Mc" else width(character)


@pytest.mark.parametrize("terminal", [
    lambda width: width, no_width_for_spacing_marks, one_column_for_emoji, two_columns_for_spacing_marks])
def test_columns_stand_where_they_belong_whatever_width_the_terminal_gives_a_letter(
    dispatcher, open_screen, terminal
):
    numbers = [
        dispatcher.json("create", "--topic", "other", input=subject)["number"] for subject in SUBJECTS]
    # Too narrow for the ticket beside the list.
    screen = open_screen([dispatcher.program], dispatcher.environment, rows=40, columns=110, width=terminal(wcwidth))
    screen.wait_for("online")
    screen.wait_for(lambda screen: all(str(number) in screen for number in numbers))
    header = next(row for row in range(6) if "Status" in screen.lines[row])
    column = screen.lines[header].index("Status")
    # Drawn in part again and again: the selection goes over every row and back.
    for key in ["Down"] * 10 + ["Up"] * 10:
        screen.press(key)
    screen.wait_for(lambda screen: all(
        cells(screen, row_of(screen, number), column, 3) == "New" for number in numbers))
    screen.press("^Q")
    assert screen.wait_for_end() == 0


def test_the_newest_emoji_are_shown_as_they_are(dispatcher, open_screen):
    dispatcher.json("create", "--topic", "other", input="Не працює \U0001FAF7\U0001FAE9\U0001F6D8")
    screen = open_screen([dispatcher.program], dispatcher.environment, columns=110)
    screen.wait_for("online")
    for emoji in ("\U0001FAF7", "\U0001FAE9", "\U0001F6D8"):
        screen.wait_for(emoji)
    assert "\ufffd" not in screen
    screen.kill()


# Sequences that pyte by itself shows differently, on a screen of 6 x 20 with a number in each line.
PAINTED = {
    "marks of combining class 0": "\x1b[2;1Hनमस्ते end",
    "a mark behind the last column": "\x1b[2;20He\u0301\x1b[3;1Hx",
    "the first half of a wide character": "\x1b[2;1H日本\x1b[2;1Hx",
    "a wide character in the last column": "\x1b[2;20H日x",
    "REP": "\x1b[2;1Ha \x1b[5bz",
    "CBT": "\x1b[2;20H\x1b[2Zx",
    "SU": "\x1b[2Sx",
    "SU between margins": "\x1b[2;4r\x1b[S\x1b[r\x1b[6;1Hx",
    "SD": "\x1b[3Tx",
    "SD between margins": "\x1b[2;4r\x1b[2T\x1b[r\x1b[6;1Hx",
}


@pytest.mark.parametrize("painted", PAINTED.values(), ids=PAINTED.keys())
def test_the_terminal_of_these_tests_shows_what_a_real_one_shows(client, tmp_path, painted):
    text = "\x1b[H\x1b[2J" + "".join(f"\x1b[{line};1H{line}" for line in range(1, 7)) + painted
    screen = Emulator(20, 6)
    EmulatorStream(screen).feed(text.encode())
    (tmp_path / "painted").write_text(text)
    tmux = Tmux(tmp_path / "tmux")
    shell = tmux.open(client.environment, rows=6, columns=20)
    try:
        shell.press("cat ../painted; read", "Enter")
        shown = [line.rstrip() for line in screen.display]
        # tmux keeps marks apart from their letters.
        wait_until(lambda: [unicodedata.normalize("NFC", line) for line in tmux.lines[:6]] == shown)
    finally:
        tmux.close()
        shell.close()


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


def cells(screen, row: int, column: int, count: int) -> str:
    """What stands in some columns of a row, by the terminal's own columns."""
    return "".join(screen.screen.buffer[row][column + index].data for index in range(count))


def row_of(screen, number: int) -> int:
    return screen.row(f" {number} ")
