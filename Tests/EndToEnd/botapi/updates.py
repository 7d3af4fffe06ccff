"""A bot's updates: kept until they are confirmed, and handed to one poller or to one webhook."""

import asyncio
from dataclasses import dataclass, field

from .refusal import conflict

KINDS_LEFT_OUT = {"chat_member", "message_reaction", "message_reaction_count"}
"""Kinds that a bot gets only if `allowed_updates` names them."""
POLL_LIMIT = 50


@dataclass
class Webhook:
    url: str
    secret: str | None = None
    certificate: bytes | None = None
    last_error: tuple[int, str] | None = None
    """When, as a Unix time, and what."""


@dataclass
class Queue:
    pending: list[dict] = field(default_factory=list)
    all: list[dict] = field(default_factory=list)
    """All updates that it ever contained."""
    next_id: int = 700_000_001
    allowed: list[str] | None = None
    webhook: Webhook | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    _poll: asyncio.Future | None = None

    def add(self, kind: str, event: dict) -> None:
        if (kind in KINDS_LEFT_OUT) if not self.allowed else (kind not in self.allowed):
            return
        self.put({"update_id": self.next_id, kind: event})
        self.next_id += 1

    def put(self, update: dict) -> None:
        """Hands out the update unchanged, whatever it contains."""
        self.pending.append(update)
        self.all.append(update)
        self.signal()

    def signal(self) -> None:
        self.changed.set()
        self.changed = asyncio.Event()

    @property
    def is_polled(self) -> bool:
        """Whether a long poll waits at present."""
        return self._poll is not None

    async def poll(self, offset: int, limit: int, timeout: int, allowed: list[str] | None) -> list[dict]:
        """`getUpdates`. Confirms everything below the offset; a negative one counts from the end."""
        if self.webhook is not None:
            raise conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
        if allowed is not None:
            self.allowed = allowed
        if offset > 0:
            self.confirm(lambda update: update["update_id"] < offset)
        elif offset < 0:
            self.pending = self.pending[offset:]
        if not self.pending and timeout > 0:
            # The newest poll stays; the one that waited before ends.
            self.put_out("other getUpdates request; make sure that only one bot instance is running")
            await self._wait(min(timeout, POLL_LIMIT))
        return self.pending[:max(1, min(limit, 100))]

    def put_out(self, cause: str) -> None:
        """Ends the poll that waits, if one does."""
        if self._poll is not None:
            self._poll.set_exception(conflict(f"terminated by {cause}"))
            self._poll = None

    def confirm(self, is_old) -> None:
        self.pending = [update for update in self.pending if not is_old(update)]
        self.signal()

    async def _wait(self, timeout: int) -> None:
        """Waits until there is an update, the time is over, or another poll ends this one."""
        poll = self._poll = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(timeout):
                while not self.pending:
                    changed = asyncio.ensure_future(self.changed.wait())
                    try:
                        await asyncio.wait([poll, changed], return_when=asyncio.FIRST_COMPLETED)
                    finally:
                        changed.cancel()
                    if poll.done():
                        poll.result()
        except TimeoutError:
            pass
        finally:
            if self._poll is poll:
                self._poll = None
            if not poll.done():
                poll.cancel()

    def webhook_info(self) -> dict:
        webhook = self.webhook
        info = {
            "url": webhook.url if webhook else "", "has_custom_certificate": bool(webhook and webhook.certificate),
            "pending_update_count": len(self.pending),
        }
        if webhook:
            info |= {"max_connections": 40, "ip_address": "127.0.0.1"}
            if webhook.last_error:
                info |= {"last_error_date": webhook.last_error[0], "last_error_message": webhook.last_error[1]}
        return info | ({"allowed_updates": self.allowed} if self.allowed else {})
