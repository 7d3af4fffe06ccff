"""The intents of the users of a run, and whether the program has certainly accepted them."""

import dataclasses


@dataclasses.dataclass
class Intent:
    """One message with a text of its own; or, in `kind`, one change of a ticket's status."""

    kind: str
    """created, replied, resolved or reopened"""
    mark: str
    """The first line of its text, found nowhere else."""
    ticket: str | None
    """The ticket's id, once known."""
    author: object
    """The user."""
    files: list[str] = dataclasses.field(default_factory=list)
    """SHA-256 of each file, in order."""
    is_certain: bool = False
    """Whether the command said that it is done or queued. Otherwise the command was killed, and the intent happens once or not at all."""
