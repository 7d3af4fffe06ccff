"""What the users of a run wanted, and how sure it is that the program had taken it in."""

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
    """Who wanted it."""
    files: list[str] = dataclasses.field(default_factory=list)
    """SHA-256 of each file, in order."""
    is_certain: bool = False
    """The command said that it is done or queued. Otherwise it was killed: then once or not at all, but never twice."""
