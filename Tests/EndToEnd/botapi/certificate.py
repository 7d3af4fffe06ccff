"""Third parties judge the calls of bots, the answers of this server, and the updates that it handed out.

aiogram's models know every field of the Bot API, and teremok its rules for texts, entities and keyboards.
"""

import functools

import aiogram.methods
from aiogram.methods import TelegramMethod
from aiogram.methods.base import Response
from aiogram.types import BufferedInputFile, TelegramObject, Update
from pydantic import ValidationError
from teremok import MockBot
from teremok.validation import ApiRuleViolation, validate_method

from .calls import Call

# Telegram's limits of sending: messages in so many seconds. A chat may have a short burst.
_ALL, _GROUP, _CHAT = (30, 1.0), (20, 60.0), (3, 1.0)
# What one side sends a second apart may arrive a little closer.
_JITTER = 0.95

_METHODS = {
    kind.__api_method__.lower(): kind
    for kind in vars(aiogram.methods).values()
    if isinstance(kind, type) and issubclass(kind, TelegramMethod) and kind is not TelegramMethod
}


def faults_of(telegram) -> list[str]:
    """Everything that is wrong with the traffic; empty if all of it fits the Bot API."""
    faults = []
    for call in telegram.calls() + telegram.calls("getUpdates"):
        if call.method != "download":
            faults += faults_of_call(call)
    for bot in telegram.world.bots.values():
        for update in bot.queue.all:
            faults += faults_of_update(update)
    return faults


def haste_of(telegram) -> list[str]:
    """Where a bot wrote faster than Telegram lets it."""
    faults = []
    for bot in telegram.world.bots.values():
        sent = [call for call in telegram.calls(bot=bot) if call.method.startswith(("send", "edit"))]
        faults += _bursts("all chats", sent, *_ALL)
        for chat in {str(call.chat) for call in sent}:
            mine = [call for call in sent if str(call.chat) == chat]
            faults += _bursts(f"chat {chat}", mine, *_CHAT)
            if chat.startswith("-"):
                faults += _bursts(f"group {chat}", mine, *_GROUP)
    return faults


def _bursts(where: str, calls: list[Call], count: int, seconds: float) -> list[str]:
    times = [call.at for call in calls for _ in call.parameters.get("media") or [None]]
    for first, last in zip(times, times[count:]):
        if last - first < seconds * _JITTER:
            return [f"more than {count} messages in {seconds} s into {where}"]
    return []


def faults_of_call(call: Call) -> list[str]:
    return [f"{call.method} {call.parameters}: {fault}" for fault in _call_faults(call)]


def faults_of_update(update: dict) -> list[str]:
    return [f"update {update}: {fault}" for fault in _update_faults(update)]


def _call_faults(call: Call) -> list[str]:
    kind = _METHODS.get(call.method.lower())
    if kind is None:
        return ["there is no such method"]
    try:
        method = kind.model_validate(_with_uploads(call))
    except ValidationError as error:
        return [str(error)]
    faults = [f"unknown field {name}" for name in _extras(method)]
    faults += [f"obsolete field {name}" for name in call.parameters if _is_obsolete(kind, name)]
    try:
        validate_method(_judge(), method)
    except ApiRuleViolation as violation:
        faults.append(violation.description)
    if call.is_done:
        faults += _answer_faults(kind, call.answer)
    return faults


def _answer_faults(kind: type[TelegramMethod], answer: dict) -> list[str]:
    try:
        response = Response[kind.__returning__].model_validate(answer)
    except ValidationError as error:
        return [f"answered {answer}: {error}"]
    return [f"answered with the unknown field {name}" for name in _extras(response.result)]


def _update_faults(update: dict) -> list[str]:
    try:
        model = Update.model_validate(update)
    except ValidationError as error:
        return [str(error)]
    kinds = len(update) - 1
    return [f"unknown field {name}" for name in _extras(model)] + ([f"{kinds} kinds at once"] if kinds != 1 else [])


def _with_uploads(call: Call) -> dict:
    """The parameters as aiogram has them: uploads where they belong."""
    files = {name: BufferedInputFile(upload.data, upload.name) for name, upload in call.uploads.items()}

    def resolved(value):
        match value:
            case str() if value.startswith("attach://"):
                return files.get(value.removeprefix("attach://"), value)
            case list():
                return [resolved(item) for item in value]
            case dict():
                return {name: resolved(item) for name, item in value.items()}
        return value

    kind = _METHODS[call.method.lower()]
    own = {name: file for name, file in files.items() if name in kind.model_fields}
    return resolved(call.parameters) | own


def _is_obsolete(kind: type[TelegramMethod], name: str) -> bool:
    field = kind.model_fields.get(name)
    return bool(field and isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("deprecated"))


def _extras(value, path: str = "") -> list[str]:
    """The fields that the models do not know, at any depth."""
    match value:
        case list():
            return [extra for item in value for extra in _extras(item, path)]
        case TelegramObject() | TelegramMethod():
            own = [f"{path}{name}" for name in value.model_extra or {}]
            return own + [
                extra for name in type(value).model_fields
                for extra in _extras(getattr(value, name), f"{path}{name}.")
            ]
    return []


@functools.cache
def _judge() -> MockBot:
    return MockBot()
