"""The methods of the Bot API. `METHODS` has them by their lower-case names."""

from .calls import Call
from .media import DOWNLOAD_LIMIT, UPLOAD_LIMIT, Media
from .refusal import Refusal, bad_request
from .text import CAPTION_LIMIT, TEXT_LIMIT, check_keyboard, check_text, units
from .updates import Webhook
from .world import Bot, Chat, World, media_group

METHODS = {}

UNEDITED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)


def method(function):
    METHODS[function.__name__.replace("_", "")] = function
    return function


# About the bot

@method
def get_me(world: World, bot: Bot, call: Call):
    return bot.user | {
        "can_join_groups": True, "can_read_all_group_messages": bot.reads_all, "supports_inline_queries": False,
        "can_connect_to_business": False, "has_main_web_app": False, "has_topics_enabled": bot.has_topics,
        "allows_users_to_create_topics": False, "can_manage_bots": False, "supports_guest_queries": False,
        "supports_join_request_queries": False,
    }


@method
def set_my_commands(world: World, bot: Bot, call: Call):
    commands = call.parameters.get("commands") or []
    for command in commands:
        if not 0 < len(command["command"]) <= 32 or not 0 < len(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_INVALID")
    key = (call.parameters.get("language_code") or "", str(call.parameters.get("scope") or ""))
    bot.commands[key] = commands
    return True


@method
def get_my_commands(world: World, bot: Bot, call: Call):
    return bot.commands.get((call.parameters.get("language_code") or "", str(call.parameters.get("scope") or "")), [])


# Updates

async def get_updates(world: World, bot: Bot, call: Call):
    return await bot.queue.poll(
        call.integer("offset", 0), call.integer("limit", 100), call.integer("timeout", 0),
        call.parameters.get("allowed_updates"))

METHODS["getupdates"] = get_updates


@method
def set_webhook(world: World, bot: Bot, call: Call):
    url = call.parameters.get("url") or ""
    secret = call.parameters.get("secret_token")
    if url and not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not (len(secret) <= 256 and all(letter.isalnum() or letter in "_-" for letter in secret)):
        raise bad_request("secret token contains unallowed characters")
    if call.is_true("drop_pending_updates"):
        bot.queue.pending = []
    if (allowed := call.parameters.get("allowed_updates")) is not None:
        bot.queue.allowed = allowed
    certificate = call.uploads["certificate"].data if "certificate" in call.uploads else None
    bot.queue.webhook = Webhook(url, secret, certificate) if url else None
    if url:
        bot.queue.put_out("setWebhook request")
    bot.queue.signal()
    return True


@method
def delete_webhook(world: World, bot: Bot, call: Call):
    if call.is_true("drop_pending_updates"):
        bot.queue.pending = []
    bot.queue.webhook = None
    bot.queue.signal()
    return True


@method
def get_webhook_info(world: World, bot: Bot, call: Call):
    return bot.queue.webhook_info()


# Sending

@method
def send_message(world: World, bot: Bot, call: Call):
    text = check_text(call.parameters.get("text"), call.parameters.get("entities"), TEXT_LIMIT, "message")
    return _say(world, bot, call, {"text": text, **_entities(call, "entities")})


def _entities(call: Call, name: str) -> dict:
    if call.parameters.get("parse_mode") and not call.parameters.get(name):
        raise bad_request("this server knows entities, but no parse_mode")
    return {name: call.parameters[name]} if call.parameters.get(name) else {}


def _say(world: World, bot: Bot, call: Call, body: dict) -> dict:
    chat, options = _place(world, bot, call)
    return chat.add(bot.user, body, **options)


def _place(world: World, bot: Bot, call: Call) -> tuple[Chat, dict]:
    """The chat, and where in it: the checks that all messages share."""
    chat = world.chat(bot, call.chat)
    markup = call.parameters.get("reply_markup")
    check_keyboard(markup)
    options = {"reply_markup": markup} if markup and "inline_keyboard" in markup else {}
    if (thread := call.integer("message_thread_id")) is not None:
        if thread not in chat.topics:
            raise bad_request("message thread not found")
        options["thread"] = thread
    if reply := call.parameters.get("reply_parameters"):
        if int(reply["message_id"]) in chat.messages:
            options["reply_to"] = int(reply["message_id"])
        elif not reply.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
    return chat, options


def _sender_of(kind: str):
    def send(world: World, bot: Bot, call: Call):
        return _say(world, bot, call, _attached(world, bot, call, kind, call.parameters) | _caption(call.parameters))

    METHODS[f"send{kind.replace('_', '')}"] = send


for kind in ("photo", "document", "voice", "audio", "video", "animation", "video_note", "sticker"):
    _sender_of(kind)


def _attached(world: World, bot: Bot, call: Call, kind: str, parameters: dict, name: str | None = None) -> dict:
    """The part of a message with the file that is uploaded, or that is on the servers already."""
    name = name or kind
    value = parameters.get(name)
    upload = call.uploads.get(name)
    if isinstance(value, str) and value.startswith("attach://"):
        upload = call.uploads.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad_request(f"there is no {value.removeprefix('attach://')} in the request")
    if upload is None:
        if not isinstance(value, str) or not value:
            raise bad_request(f"there is no {kind} in the request")
        stored = world.files.get(value)
        if stored is None or stored.bot != bot.id:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return world.attach(bot, stored.media)
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > (10 * 1024 * 1024 if kind == "photo" else UPLOAD_LIMIT):
        raise Refusal(413, "Request Entity Too Large")
    return world.attach(bot, Media(kind, upload.data, upload.name, upload.media_type))


def _caption(parameters: dict) -> dict:
    if not (caption := parameters.get("caption")):
        return {}
    entities = parameters.get("caption_entities") or []
    check_text(caption, entities, CAPTION_LIMIT, "message caption")
    return {"caption": caption} | ({"caption_entities": entities} if entities else {})


@method
def send_media_group(world: World, bot: Bot, call: Call):
    items = call.parameters.get("media") or []
    if not 2 <= len(items) <= 10:
        raise bad_request("an album has 2 to 10 items")
    kinds = {item["type"] for item in items}
    if not kinds <= {"photo", "video", "document", "audio"} or (len(kinds) > 1 and kinds - {"photo", "video"}):
        raise bad_request("documents and audio files can't be mixed with other media types")
    chat, options = _place(world, bot, call)
    bodies = [_attached(world, bot, call, item["type"], item, "media") | _caption(item) for item in items]
    group = media_group()
    return [chat.add(bot.user, body | {"media_group_id": group}, **options) for body in bodies]


@method
def send_chat_action(world: World, bot: Bot, call: Call):
    world.chat(bot, call.chat)
    return True


# Changing what was sent

def _message(world: World, bot: Bot, call: Call, what: str) -> dict:
    message = world.chat(bot, call.chat).messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request(f"message to {what} not found")
    if message["from"]["id"] != bot.id:
        raise bad_request(f"message can't be {what}ed" if what == "edit" else f"message can't be {what}d")
    return message


def _edit(message: dict, call: Call, body: dict) -> dict:
    markup = call.parameters.get("reply_markup")
    check_keyboard(markup)
    changed = {**body, "reply_markup": markup if markup and markup.get("inline_keyboard") else None}
    if all(message.get(name) == value for name, value in changed.items()):
        raise bad_request(UNEDITED)
    message.update(changed)
    for name in [name for name, value in changed.items() if value is None]:
        del message[name]
    message["edit_date"] = message["date"]
    return message


@method
def edit_message_text(world: World, bot: Bot, call: Call):
    text = check_text(call.parameters.get("text"), call.parameters.get("entities"), TEXT_LIMIT, "message")
    message = _message(world, bot, call, "edit")
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _edit(message, call, {"text": text, "entities": _entities(call, "entities").get("entities")})


@method
def edit_message_caption(world: World, bot: Bot, call: Call):
    caption = _caption(call.parameters)
    empty = {"caption": None, "caption_entities": None}
    return _edit(_message(world, bot, call, "edit"), call, empty | caption)


@method
def edit_message_reply_markup(world: World, bot: Bot, call: Call):
    return _edit(_message(world, bot, call, "edit"), call, {})


@method
def delete_message(world: World, bot: Bot, call: Call):
    message = _message(world, bot, call, "delete")
    del world.chat(bot, call.chat).messages[message["message_id"]]
    return True


@method
def answer_callback_query(world: World, bot: Bot, call: Call):
    if units(call.parameters.get("text") or "") > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    if world.callbacks.pop(str(call.parameters.get("callback_query_id")), None) != bot.id:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return True


# Files

@method
def get_file(world: World, bot: Bot, call: Call):
    stored = world.files.get(call.parameters.get("file_id"))
    if stored is None or stored.bot != bot.id:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if stored.media.length > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return stored.file | {"file_path": stored.path or stored.new_path()}


# Chats

@method
def get_chat(world: World, bot: Bot, call: Call):
    return world.chat(bot, call.chat).short | {
        "accent_color_id": 1, "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False),
    }


@method
def get_chat_member(world: World, bot: Bot, call: Call):
    found = world.chat(bot, call.chat).members.get(call.integer("user_id"))
    if found is None:
        raise bad_request("member not found")
    return found


@method
def get_chat_administrators(world: World, bot: Bot, call: Call):
    members = world.chat(bot, call.chat).members.values()
    return [
        member for member in members
        if member["status"] in ("creator", "administrator") and (not member["user"]["is_bot"] or
                                                                 member["user"]["id"] == bot.id)
    ]


# Topics

def _forum(world: World, bot: Bot, call: Call) -> Chat:
    chat = world.chat(bot, call.chat)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if chat.kind != "private" and not chat.members[bot.id].get("can_manage_topics"):
        raise bad_request("not enough rights to manage topics")
    return chat


@method
def create_forum_topic(world: World, bot: Bot, call: Call):
    chat, name = _forum(world, bot, call), call.parameters.get("name") or ""
    if not 0 < units(name) <= 128:
        raise bad_request("TOPIC_TITLE_INVALID")
    return {"message_thread_id": chat.open_topic(bot.user, name), "name": name, "icon_color": 7322096}


def _topic_changer(name: str, change) -> None:
    def change_topic(world: World, bot: Bot, call: Call):
        chat, thread = _forum(world, bot, call), call.integer("message_thread_id")
        if thread not in chat.topics:
            raise bad_request("message thread not found")
        change(chat, thread, call.parameters)
        return True

    METHODS[name] = change_topic


def _rename(chat: Chat, thread: int, parameters: dict) -> None:
    if name := parameters.get("name"):
        if chat.topics[thread].name == name:
            raise bad_request("TOPIC_NOT_MODIFIED")
        chat.topics[thread].name = name


def _set_closed(is_closed: bool):
    def set_closed(chat: Chat, thread: int, parameters: dict) -> None:
        if chat.topics[thread].is_closed == is_closed:
            raise bad_request("TOPIC_NOT_MODIFIED")
        chat.topics[thread].is_closed = is_closed

    return set_closed


_topic_changer("editforumtopic", _rename)
_topic_changer("closeforumtopic", _set_closed(True))
_topic_changer("reopenforumtopic", _set_closed(False))
_topic_changer("deleteforumtopic", lambda chat, thread, parameters: chat.delete_topic(thread))


def _allow(name: str) -> None:
    """A method that changes nothing that a test looks at."""
    METHODS[name] = lambda world, bot, call: True


for name in ("setmyname", "setmydescription", "setmyshortdescription", "deletemycommands"):
    _allow(name)
for name in ("pinchatmessage", "unpinchatmessage", "setmessagereaction"):
    METHODS[name] = send_chat_action
