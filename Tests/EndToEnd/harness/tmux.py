"""A shell in tmux: a real terminal emulator with job control, an alternate screen and a mouse."""

import pathlib
import subprocess

from .screen import Screen

SETTINGS = """
set -g status off
set -g mouse on
set -g default-terminal screen-256color
set -sg escape-time 0
set -g default-command "exec bash --noprofile --rcfile {directory}/bashrc"
"""


class Tmux:
    """One tmux server with one window, in which a shell waits for commands."""

    def __init__(self, directory: pathlib.Path):
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self._command = ["tmux", "-S", str(directory / "socket"), "-f", str(directory / "tmux.conf")]
        (directory / "tmux.conf").write_text(SETTINGS.format(directory=directory))
        (directory / "bashrc").write_text("PS1='ready> '; unset HISTFILE\n")

    def open(self, environment: dict, rows: int = 24, columns: int = 80) -> Screen:
        """The shell as a person sees it, after its first prompt."""
        screen = Screen([*self._command, "new-session", "-c", str(self._directory)], environment, rows=rows, columns=columns)
        screen.wait_for("ready>")
        return screen

    @property
    def lines(self) -> list[str]:
        """The cells as tmux has them."""
        captured = subprocess.run([*self._command, "capture-pane", "-p"], capture_output=True, text=True, check=True)
        return [line.rstrip() for line in captured.stdout.split("\n")]

    def close(self) -> None:
        subprocess.run([*self._command, "kill-server"], capture_output=True)


def click(screen: Screen, row: int, column: int) -> None:
    """Presses and lets go of the left button, as a terminal reports it (xterm's SGR mode); from 0."""
    screen.press(f"\x1b[<0;{column + 1};{row + 1}M\x1b[<0;{column + 1};{row + 1}m")


def wheel(screen: Screen, row: int, column: int, down: bool = True) -> None:
    """Turns the wheel by one notch."""
    screen.press(f"\x1b[<{65 if down else 64};{column + 1};{row + 1}M")
