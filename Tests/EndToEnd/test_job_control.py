"""Ctrl-Z and back, in a real shell."""

import os
import signal

import pytest

from harness.tmux import Tmux


@pytest.fixture
def shell(dispatcher, tmp_path):
    """A shell in which `cabdesk` is a dispatcher's."""
    tmux = Tmux(tmp_path / "tmux")
    environment = dispatcher.environment | {"PATH": f"{tmp_path}/bin:{dispatcher.environment['PATH']}"}
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "cabdesk").symlink_to(dispatcher.program)
    screen = tmux.open(environment)
    screen.directory = tmp_path / "tmux"
    yield screen
    tmux.close()
    screen.close()


def run(shell, command: str, answer: str) -> None:
    """Runs a command in the shell, as proof that it has the terminal in the modes that it needs."""
    shell.press(command, "Enter")
    shell.wait_for(answer)


def stop(shell, *keys: str) -> None:
    """Stops the program by these keys and waits for the shell's prompt."""
    shell.press(*keys)
    shell.wait_for(lambda shell: "Stopped" in shell and has_prompt(shell))


def has_prompt(shell) -> bool:
    return shell.text.rstrip().endswith("\nready>")


def back(shell) -> None:
    """Brings the program back, and checks that the screen is complete and that keys reach the program."""
    shell.press("fg", "Enter")
    shell.wait_for(is_whole)
    for key, there in [("2", "Choose what it is about"), ("1", "Filter")]:
        shell.press(key)
        shell.wait_for(there)
    shell.wait_for(is_whole)


def is_whole(shell) -> bool:
    """The tabs in the first line, the keys in the last, and nothing of the shell's."""
    left = [text for text in ("ready>", "Stopped", "^Z") if text in shell]
    return "1 Tickets" in shell.lines[0] and "All actions" in shell.lines[-1] and not left


def test_ctrl_z_and_back_again_and_again(shell):
    run(shell, "stty -g > before; cabdesk", "online")
    for number in range(3):
        stop(shell, "^Z")
        run(shell, f"echo $((6 * {number + 7}))", str(6 * (number + 7)))
        back(shell)
    shell.press("^P")
    shell.wait_for("type to find")
    stop(shell, "shell", "Enter")
    run(shell, "jobs", "Stopped")
    back(shell)
    # With the Cyrillic layout on, terminals send the same byte.
    stop(shell, "н", "^Z")
    back(shell)
    shell.press("^Q")
    shell.wait_for(has_prompt)
    run(shell, "stty -g | cmp - before && echo as it was", "as it was")


def test_a_window_that_changes_its_size_while_the_program_is_stopped(shell):
    run(shell, "cabdesk", "online")
    for rows, columns in [(40, 120), (30, 90)]:
        stop(shell, "^Z")
        shell.resize(rows, columns)
        # The terminal takes a moment to hand the new size on.
        run(shell, f'clear; until [ "$(stty size)" = "{rows} {columns}" ]; do :; done; echo $((6 * 7))', "42")
        back(shell)
        assert len(shell.lines) == rows


def test_stopped_from_outside_it_comes_back_whole_as_well(shell):
    run(shell, "bash -c 'echo $$ > pid; exec cabdesk'", "online")
    os.kill(int((shell.directory / "pid").read_text()), signal.SIGSTOP)
    shell.wait_for("Stopped")
    # The shell has the terminal as the program left it, and yet its keys.
    back(shell)
    shell.press("^Q")
    shell.wait_for(has_prompt)


def test_a_stop_signal_from_outside_gives_the_terminal_back_as_ctrl_z_does(shell):
    run(shell, "stty -g > before; bash -c 'echo $$ > pid; exec cabdesk'", "online")
    for _ in range(2):
        os.kill(int((shell.directory / "pid").read_text()), signal.SIGTSTP)
        shell.wait_for(lambda shell: "Stopped" in shell and has_prompt(shell))
        assert "1 Tickets" not in shell
        run(shell, "stty -g | cmp - before && echo as it was", "as it was")
        back(shell)


def test_ctrl_z_in_an_editor_stops_the_whole_job(shell):
    editor = shell.directory / "editor"
    # It leaves the keys alone, so that none of the shell's is lost to it.
    editor.write_text("#!/bin/sh\necho The editor is open; read line < go\n")
    editor.chmod(0o755)
    os.mkfifo(shell.directory / "go")
    run(shell, "EDITOR=./editor cabdesk", "online")
    shell.press("2")
    shell.wait_for("Choose what it is about")
    shell.press("Enter")
    shell.wait_for("type to find")
    shell.press("Other", "Enter")
    shell.wait_until_gone("type to find")
    shell.press("^O")
    shell.wait_for("The editor is open")
    stop(shell, "^Z")
    shell.press("fg", "Enter")
    shell.wait_for(lambda shell: not has_prompt(shell))
    (shell.directory / "go").write_text("done\n")
    shell.wait_for(is_whole)


def test_in_the_background_it_stops_again_instead_of_painting_over_the_shell(shell):
    run(shell, "cabdesk", "online")
    stop(shell, "^Z")
    run(shell, "clear; bg; wait; jobs", "Stopped")
    assert "1 Tickets" not in shell
    back(shell)


def test_without_a_shell_to_go_back_to_it_says_so(dispatcher, open_screen):
    screen = open_screen([dispatcher.program], dispatcher.environment)
    screen.wait_for("online")
    screen.press("^Z")
    screen.wait_for("There is no shell to go back to")
    screen.press("^Q")
    assert screen.wait_for_end() == 0
