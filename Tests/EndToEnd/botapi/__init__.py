"""A Bot API server that behaves as Telegram's where it matters to a bot, for tests.

`FakeTelegram` runs it; people of it write, press and block as a person with Telegram would. Source: the Bot API's
documentation, https://core.telegram.org/bots/api.
"""

from .faults import Answer, Drop, LoseAnswer, ServerError, Stall
from .media import MEGABYTE, Media
from .server import FakeTelegram

__all__ = ["Answer", "Drop", "FakeTelegram", "LoseAnswer", "MEGABYTE", "Media", "ServerError", "Stall"]
