"""Calls of bots, in the forms that the Bot API accepts: query, form, multipart and JSON."""

import json
import time
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from .media import UPLOAD_LIMIT
from .refusal import Refusal, bad_request

# Parameters that are JSON inside a form.
_NESTED = {
    "allowed_updates", "caption_entities", "commands", "entities", "link_preview_options", "media", "message_ids",
    "reaction", "reply_markup", "reply_parameters", "scope",
}


@dataclass
class Upload:
    name: str
    media_type: str
    data: bytes


@dataclass
class Call:
    """One call of a bot, and how it ended."""

    bot: int
    method: str
    parameters: dict
    uploads: dict[str, Upload] = field(default_factory=dict)
    """By the name of their part."""
    at: float = field(default_factory=time.monotonic)
    answer: dict | None = None
    """The answer; none while the call stalls, and if the connection broke."""

    @property
    def chat(self):
        return self.parameters.get("chat_id")

    @property
    def text(self) -> str:
        """The text that a person reads."""
        return self.parameters.get("text") or self.parameters.get("caption") or ""

    @property
    def is_done(self) -> bool:
        return bool(self.answer and self.answer["ok"])

    @property
    def result(self):
        return self.answer["result"]

    def integer(self, name: str, default: int | None = None) -> int | None:
        try:
            return int(self.parameters[name]) if self.parameters.get(name) is not None else default
        except (TypeError, ValueError):
            raise bad_request(f"can't parse {name}: expected an integer") from None

    def is_true(self, name: str) -> bool:
        return self.parameters.get(name) in (True, "true", "True", "1", 1)


async def read_call(request: web.Request, bot: int, method: str) -> Call:
    parameters = dict(request.query)
    uploads: dict[str, Upload] = {}
    kind = request.content_type
    if request.method == "POST" and request.can_read_body:
        if kind == "application/json":
            parameters |= await _json(request)
        elif kind == "multipart/form-data":
            parameters |= await _multipart(request, uploads)
        elif kind == "application/x-www-form-urlencoded":
            parameters |= dict(await request.post())
        else:
            raise bad_request(f"unsupported content type {kind}")
    if kind != "application/json":
        parameters = {name: _unfolded(name, value) for name, value in parameters.items()}
    return Call(bot, method, parameters, uploads)


async def _json(request: web.Request) -> dict:
    try:
        body = await request.json()
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("expected an object")
    return body


async def _multipart(request: web.Request, uploads: dict[str, Upload]) -> dict:
    parameters, total = {}, 0
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        data = await part.read()
        total += len(data)
        if total > UPLOAD_LIMIT + 65_536:
            # Like the real server, this one does not read the body to its end.
            raise Refusal(413, "Request Entity Too Large")
        if part.filename is None:
            parameters[part.name] = data.decode()
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            uploads[part.name] = Upload(part.filename, kind, bytes(data))
    return parameters


def _unfolded(name: str, value: str):
    if name not in _NESTED or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {name} JSON object") from None
