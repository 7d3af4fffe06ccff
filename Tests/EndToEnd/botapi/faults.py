"""Faults between a bot and Telegram. Each strikes a number of calls and is then used up."""

import asyncio
from dataclasses import dataclass, field

from .refusal import Refusal, too_many_requests


@dataclass(kw_only=True)
class Fault:
    """Which calls it strikes: those of the method, the chat and the bot, as far as they are given."""

    method: str | None = None
    """`sendMessage`, or `download` for the files; none: anything but `getUpdates`."""
    chat: int | None = None
    bot: int | None = None
    times: int = 1

    def strikes(self, method: str, chat, bot: int) -> bool:
        if self.times <= 0 or (self.method is None and method == "getUpdates"):
            return False
        return (
            self.method in (None, method) and self.bot in (None, bot)
            and (self.chat is None or str(self.chat) == str(chat))
        )


@dataclass(kw_only=True)
class Answer(Fault):
    """Telegram does nothing, and says why."""

    code: int
    description: str
    parameters: dict | None = None

    @staticmethod
    def retry_after(seconds: int, **which) -> "Answer":
        refusal = too_many_requests(seconds)
        return Answer(
            code=refusal.code, description=refusal.description, parameters=refusal.parameters, **which)

    @property
    def refusal(self) -> Refusal:
        return Refusal(self.code, self.description, self.parameters)


@dataclass(kw_only=True)
class ServerError(Fault):
    """A gateway before Telegram answers, not in JSON. Nothing is done."""

    code: int = 502


@dataclass(kw_only=True)
class Drop(Fault):
    """The connection breaks before anything is done."""


@dataclass(kw_only=True)
class LoseAnswer(Fault):
    """Telegram does everything, but the connection breaks before the answer."""


@dataclass(kw_only=True)
class Stall(Fault):
    """No answer until `FakeTelegram.release`. The call takes effect at once, or never if `is_done` is false."""

    is_done: bool = True
    released: asyncio.Event = field(default_factory=asyncio.Event)
