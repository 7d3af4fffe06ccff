"""Texts as Telegram counts them: in UTF-16 code units."""

import re

from .refusal import bad_request

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
BUTTON_DATA_LIMIT = 64

_COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")
_LINK = re.compile(r"https?://\S+")
# A button needs exactly one of these.
_ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def found_entities(text: str) -> list[dict]:
    """The commands and links that Telegram marks by itself in what a person wrote."""
    return [
        {"type": kind, "offset": units(text[:match.start()]), "length": units(match.group())}
        for kind, pattern in (("bot_command", _COMMAND), ("url", _LINK)) for match in pattern.finditer(text)
    ]


def check_text(text, entities: list[dict] | None, limit: int, name: str) -> str:
    """The text as it would be sent: without white space around it, with entities that lie within it."""
    if not isinstance(text, str) or not text:
        raise bad_request("message text is empty")
    if not text.strip():
        raise bad_request("text must be non-empty")
    if units(text) > limit:
        raise bad_request(f"{name} is too long")
    check_entities(text, entities or [])
    return text


def check_entities(text: str, entities: list[dict]) -> None:
    encoded = text.encode("utf-16-le")
    end = len(encoded) // 2
    for entity in entities:
        offset, length = entity["offset"], entity["length"]
        if offset < 0 or length <= 0 or offset + length > end:
            raise bad_request(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset "
                f"{offset + length}")
        for edge in (offset, offset + length):
            # Between the two halves of a surrogate pair nothing begins and nothing ends.
            if edge < end and 0xDC00 <= int.from_bytes(encoded[2 * edge:2 * edge + 2], "little") < 0xE000:
                raise bad_request(f"entity at UTF-16 offset {offset} cuts a character in two")


def check_keyboard(markup: dict | None) -> None:
    if not markup:
        return
    for row in markup.get("inline_keyboard", []):
        for button in row:
            if not button.get("text"):
                raise bad_request("can't parse inline keyboard button: field \"text\" must not be empty")
            if sum(action in button for action in _ACTIONS) != 1:
                raise bad_request("can't parse inline keyboard button: text buttons are unallowed in it")
            if not 0 < len(button.get("callback_data", "-").encode()) <= BUTTON_DATA_LIMIT:
                raise bad_request("BUTTON_DATA_INVALID")
