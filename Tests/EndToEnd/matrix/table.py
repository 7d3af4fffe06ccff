"""The binding table, and the samples that belong to it."""

import functools
import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

ROLES = ("customer", "agent")


@dataclass(frozen=True)
class Binding:
    context: str
    action: str
    keys: tuple[str, ...]
    """As they are written in help; the first one is pressed."""
    command: str | None
    """The command in linear mode; None if an answer does the same."""


@functools.cache
def bindings(program: str) -> list[Binding]:
    """The table of the program, without a profile or a configuration."""
    printed = subprocess.run(
        [program, "keys", "--json", "--language", "en"], capture_output=True, check=True,
        env={"HOME": "/nonexistent", "LANG": "C.UTF-8"},
    ).stdout
    return [
        Binding(row["context"], row["action"], tuple(row["keys"]), row.get("command"))
        for row in json.loads(printed)["bindings"]
    ]


class Samples:
    """Samples by context, action and role."""

    def __init__(self):
        self._functions: dict[tuple[str, str, str], Callable] = {}

    def sample(self, context: str, *actions: str, role: str | None = None):
        """Registers a sample; it serves both roles unless one is named."""

        def register(function: Callable) -> Callable:
            for action in actions:
                for each in (role,) if role else ROLES:
                    key = (context, action, each)
                    assert key not in self._functions, f"{key} has two samples"
                    self._functions[key] = function
            return function

        return register

    def find(self, context: str, action: str, role: str) -> Callable | None:
        return self._functions.get((context, action, role))

    def keys(self, role: str) -> set[tuple[str, str]]:
        return {(context, action) for context, action, each in self._functions if each == role}
