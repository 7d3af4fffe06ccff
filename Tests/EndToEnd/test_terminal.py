"""The terminal program and the terminal: odd ones, small ones, and what is left behind."""

import contextlib
import os
import pathlib
import signal
import time

import pytest

from harness.waiting import Deadline, wait_until

# Shows the terminal's settings before and after the program, and how it ended.
WRAPPER = 'stty -g > before; "$0" "$@"; echo "ended with $?"; stty -g > after'


@pytest.fixture
def in_shell(open_screen, tmp_path):
    """Opens the program in a shell; afterwards the terminal has to be as it was."""
    screens = []

    def in_shell(client, *arguments, **options):
        command = ["sh", "-c", f"cd {tmp_path} && {WRAPPER}", client.program, *arguments]
        screens.append(open_screen(command, client.environment, **options))
        return screens[-1]

    yield in_shell
    assert screens and (tmp_path / "after").read_text() == (tmp_path / "before").read_text()


def finish(screen, code: int) -> None:
    screen.wait_for(f"ended with {code}")
    screen.wait_for_end()


def test_after_quitting_the_terminal_is_as_it_was(dispatcher, in_shell):
    screen = in_shell(dispatcher)
    screen.wait_for("Tickets")
    screen.wait_for("online")
    screen.press("^Q")
    finish(screen, 0)


def test_an_unknown_terminal(dispatcher, in_shell):
    screen = in_shell(dispatcher, term="no-such-terminal", columns=200)
    screen.wait_for("cabdesk: ")
    finish(screen, 1)
    assert "no-such-terminal" in screen


def test_a_window_that_is_too_small_says_so_and_recovers(dispatcher, in_shell):
    screen = in_shell(dispatcher, rows=5, columns=30)
    screen.wait_for("too small")
    screen.resize(24, 80)
    screen.wait_for("online")
    assert "too small" not in screen
    screen.resize(3, 10)
    screen.resize(40, 120)
    screen.wait_for("Subject")
    screen.press("^Q")
    finish(screen, 0)


def test_without_having_signed_in_it_says_how_to(client, in_shell):
    screen = in_shell(client, columns=200)
    screen.wait_for("Address")
    screen.press("Enter")
    screen.wait_for("cabdesk login")
    finish(screen, 1)


def test_ctrl_c_while_the_token_is_typed_leaves_the_terminal_as_it_was(client, desk, in_shell):
    screen = in_shell(client, "login", desk.base_url, "--ca-file", desk.ca_file)
    screen.wait_for("Code from your administrator")
    screen.press("secret", "^C")
    finish(screen, 1)
    assert b"secret" not in screen.raw
    assert client.files() == []


@pytest.mark.parametrize(
    "end", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGUSR1], ids=lambda end: end.name)
def test_a_signal_while_the_token_is_typed_leaves_the_terminal_as_it_was(client, desk, in_shell, end):
    screen = in_shell(client, "login", desk.base_url, "--ca-file", desk.ca_file)
    screen.wait_for("not shown")
    process = child(screen.pid)
    before = bytes_read(process)
    screen.press("secret")
    # Keys that are still on their way when the signal comes are typed at the shell.
    wait_until(lambda: bytes_read(process) >= before + len("secret"))
    os.kill(process, end)
    screen.wait_for(f"ended with {128 + end}")
    screen.wait_for_end()
    assert b"secret" not in screen.raw


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGQUIT, signal.SIGUSR1], ids=lambda end: end.name)
def test_a_signal_in_linear_mode_leaves_the_terminal_as_it_was(dispatcher, in_shell, end):
    screen = in_shell(dispatcher, "--accessible")
    screen.wait_for("a number opens")
    os.kill(child(screen.pid), end)
    screen.wait_for("ended with")
    screen.wait_for_end()


def test_without_a_terminal_it_says_so(dispatcher):
    assert "terminal" in dispatcher.refusal()


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda end: end.name)
def test_a_signal_leaves_the_terminal_as_it_was(dispatcher, in_shell, end):
    screen = in_shell(dispatcher)
    screen.wait_for("online")
    os.kill(child(screen.pid), end)
    screen.wait_for("ended with")
    screen.wait_for_end()


def test_nothing_wakes_an_idle_program_every_second(dispatcher, open_screen):
    # libdispatch looks after its shared threads every second once one of them has run anything: sending, receiving,
    # saving, and pauses must not use them.
    screen = open_screen([dispatcher.program], dispatcher.environment, rows=40, columns=120)
    screen.wait_for("online")
    screen.press("2")
    screen.press("Nobody is woken")
    screen.wait_for("Nobody is woken")
    wait_for_draft(dispatcher, "Nobody is woken")
    wait_until_nothing_is_due(screen.pid)
    screen.press("Esc")
    screen.press("^Q")


def test_nothing_wakes_an_idle_linear_mode_every_second(dispatcher, open_screen):
    screen = open_screen([dispatcher.program, "--accessible"], dispatcher.environment, rows=40, columns=120)
    screen.wait_for("a number opens")
    # A dot waits a moment for what may follow it.
    screen.press(".", "Enter")
    screen.wait_for(lambda screen: screen.text.count("All: ") == 2)
    wait_until_nothing_is_due(screen.pid)
    screen.press("q", "Enter")
    assert screen.wait_for_end() == 0


def test_half_a_character_takes_nothing_with_it(dispatcher, open_screen):
    screen = open_screen([dispatcher.program], dispatcher.environment, rows=40, columns=120)
    screen.wait_for("online")
    screen.press("/")
    screen.wait_for("Filter")
    typed = "Київ і п’ять"
    for byte in typed.encode():
        before = bytes_read(screen.pid)
        screen.send(bytes([byte]))
        wait_until(lambda: bytes_read(screen.pid) > before)
    screen.wait_for(typed)
    screen.press("Esc", "^Q")
    assert screen.wait_for_end() == 0


def wait_until_nothing_is_due(process: int) -> None:
    """Waits until the process has had no timer that is due within 1.5 seconds for longer than a second: what is due every
    second is not set for a moment when it was."""
    deadline, since = Deadline(), time.monotonic()
    while time.monotonic() - since < 1.2:
        if any(0 < left <= 1.5 for left in alarms(process)):
            since = time.monotonic()
        assert not deadline.has_passed, alarms(process)


def alarms(process: int) -> list[float]:
    """In how many seconds each timer of the process is due, 0 for one that is not set (proc(5), fdinfo)."""
    times = []
    for path in pathlib.Path(f"/proc/{process}/fdinfo").iterdir():
        # A descriptor may be closed meanwhile.
        with contextlib.suppress(FileNotFoundError):
            for line in path.read_text().splitlines():
                if line.startswith("it_value:"):
                    seconds, nanoseconds = line.split("(")[1].rstrip(")").split(",")
                    times.append(int(seconds) + int(nanoseconds) / 1e9)
    return times


def bytes_read(process: int) -> int:
    """How many bytes the process has read since it began (proc(5))."""
    with open(f"/proc/{process}/io") as counters:
        return next(int(line.split()[1]) for line in counters if line.startswith("rchar:"))


def child(shell: int) -> int:
    """The process that the shell runs."""
    deadline = Deadline()
    while not deadline.has_passed:
        with open(f"/proc/{shell}/task/{shell}/children") as children:
            if processes := children.read().split():
                return int(processes[0])
    raise AssertionError("the shell runs nothing")


def test_a_draft_survives_a_kill(dispatcher, open_screen):
    screen = open_screen([dispatcher.program], dispatcher.environment, rows=40, columns=120)
    screen.wait_for("online")
    screen.press("2")
    screen.wait_for("Choose what it is about")
    screen.press("Enter")
    screen.wait_for("type to find")
    screen.press("Other", "Enter")
    screen.wait_until_gone("type to find")
    screen.press("Half a sentence")
    screen.wait_for("Half a sentence")
    wait_for_draft(dispatcher, "Half a sentence")
    screen.kill()
    again = open_screen([dispatcher.program], dispatcher.environment, rows=40, columns=120)
    again.wait_for("online")
    again.press("2")
    again.wait_for("Half a sentence")
    again.press("Esc")
    again.press("^Q")
    assert again.wait_for_end() == 0


def wait_for_draft(client, text: str) -> None:
    """Waits until the text is on disk, which it is a moment after it was typed."""
    deadline = Deadline()
    while not any(text.encode() in path.read_bytes() for path in client.files()):
        assert not deadline.has_passed, "the draft is not on disk"
