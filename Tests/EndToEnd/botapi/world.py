"""Telegram's data: people, bots, chats and their messages."""

import itertools
import time
from dataclasses import dataclass, field

from .media import Media, StoredFile, content
from .refusal import bad_request, forbidden
from .updates import Queue

# An anonymous administrator writes as the group; this account stands where an author has to be.
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}

_numbers = itertools.count(1)


@dataclass
class Bot:
    token: str
    username: str
    name: str
    reads_all: bool = False
    """Without privacy mode: it gets every message of its groups."""
    has_topics: bool = False
    """Its private chats may have topics."""
    commands: dict[tuple[str, str], list[dict]] = field(default_factory=dict)
    """By language and scope."""
    queue: Queue = field(default_factory=Queue)

    @property
    def id(self) -> int:
        return int(self.token.split(":")[0])

    @property
    def user(self) -> dict:
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}


@dataclass
class Topic:
    name: str
    is_closed: bool = False


@dataclass
class Chat:
    """A private chat with one bot, or a group with several."""

    id: int
    kind: str
    """private, group or supergroup."""
    title: str
    user: dict | None = None
    """The person of a private chat."""
    is_forum: bool = False
    members: dict[int, dict] = field(default_factory=dict)
    """By user id: the `ChatMember`."""
    messages: dict[int, dict] = field(default_factory=dict)
    """By message id, in order; what was deleted is gone."""
    topics: dict[int, Topic] = field(default_factory=dict)
    moved_to: int | None = None
    next_id: int = 1

    @property
    def short(self) -> dict:
        """The `Chat` of a message."""
        if self.kind == "private":
            names = {name: self.user[name] for name in ("first_name", "last_name", "username") if name in self.user}
            return {"id": self.id, "type": "private", **names}
        return {"id": self.id, "type": self.kind, "title": self.title} | ({"is_forum": True} if self.is_forum else {})

    def add(self, sender: dict, body: dict, thread: int | None = None, reply_to: int | None = None, **more) -> dict:
        """Stores a message, and returns it as a `Message`."""
        message = {
            "message_id": self.next_id, "from": sender, "chat": self.short, "date": int(time.time()), **more, **body,
        }
        if thread is not None:
            message |= {"message_thread_id": thread, "is_topic_message": True}
            # A message in a topic that is no reply counts as a reply to the message that opened the topic.
            if self.kind != "private" and reply_to is None and thread in self.messages:
                reply_to = thread
        if reply_to is not None and reply_to in self.messages:
            if thread is None and self.kind == "supergroup":
                # A reply outside of any topic belongs to a thread as well, in which nothing can be sent.
                message["message_thread_id"] = self.messages[reply_to].get("message_thread_id", reply_to)
            message["reply_to_message"] = {
                name: value for name, value in self.messages[reply_to].items() if name != "reply_to_message"
            }
        self.messages[self.next_id] = message
        self.next_id += 1
        return message

    def open_topic(self, opener: dict, name: str) -> int:
        service = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        thread = self.next_id
        self.add(opener, service, message_thread_id=thread, is_topic_message=True)
        self.topics[thread] = Topic(name)
        return thread

    def delete_topic(self, thread: int) -> None:
        """Deletes the topic with all its messages. Telegram tells no bot."""
        del self.topics[thread]
        self.messages = {
            number: message for number, message in self.messages.items() if message.get("message_thread_id") != thread
        }


def member(user: dict, status: str = "member") -> dict:
    """A `ChatMember` of the status."""
    if status == "administrator":
        rights = (
            "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
            "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
            "can_delete_stories", "can_send_welcome_messages", "can_pin_messages", "can_manage_topics",
        )
        return {"user": user, "status": status, "can_be_edited": False, "is_anonymous": False} | dict.fromkeys(
            rights, True)
    more = {"creator": {"is_anonymous": False}, "kicked": {"until_date": 0}}.get(status, {})
    return {"user": user, "status": status, **more}


class World:
    """All of it. Belongs to the server's thread."""

    def __init__(self):
        self.bots: dict[str, Bot] = {}
        self.private: dict[tuple[int, int], Chat] = {}
        """By bot and person: a person's chat with one bot is not seen by another."""
        self.groups: dict[int, Chat] = {}
        self.people: dict[int, dict] = {}
        self.files: dict[str, StoredFile] = {}
        self.callbacks: dict[str, int] = {}
        """Presses that no bot has answered yet, and the bot that may."""

    def chat(self, bot: Bot, chat_id) -> Chat:
        """The chat that the bot names, if it may write there."""
        try:
            chat_id = int(chat_id)
        except (TypeError, ValueError):
            raise bad_request("chat not found") from None
        chat = self.private.get((bot.id, chat_id)) or self.groups.get(chat_id)
        if chat is None:
            if chat_id in self.people:
                raise forbidden("bot can't initiate conversation with a user")
            raise bad_request("chat not found")
        if chat.moved_to is not None:
            raise bad_request(
                "group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": chat.moved_to})
        status = chat.members.get(bot.id, {}).get("status", "left")
        if status in ("left", "kicked"):
            where = {"private": "blocked by the user", "group": "kicked from the group chat"}
            raise forbidden(f"bot was {where.get(chat.kind, 'kicked from the supergroup chat')}")
        return chat

    def open(self, bot: Bot, user: dict) -> Chat:
        """The private chat of the two, from now on if there was none."""
        chat = self.private.get((bot.id, user["id"]))
        if chat is None:
            chat = Chat(user["id"], "private", user["first_name"], user=user, is_forum=bot.has_topics)
            chat.members = {bot.id: member(bot.user), user["id"]: member(user)}
            self.private[bot.id, user["id"]] = chat
        return chat

    def bots_of(self, chat: Chat) -> list[Bot]:
        """Those that are in the chat at present."""
        return [
            bot for bot in self.bots.values()
            if (chat.kind != "private" or self.private.get((bot.id, chat.id)) is chat)
            and chat.members.get(bot.id, {}).get("status") in ("member", "administrator")
        ]

    def tell(self, chat: Chat, kind: str, event: dict) -> None:
        """Makes an update of it for each bot in the chat that may see it."""
        for bot in self.bots_of(chat):
            if chat.kind == "private" or kind not in ("message", "edited_message") or self._is_seen(bot, chat, event):
                bot.queue.add(kind, event)

    @staticmethod
    def _is_seen(bot: Bot, chat: Chat, message: dict) -> bool:
        """Privacy mode: a bot that is no administrator gets commands, replies to it, and what is no person's text."""
        if bot.reads_all or chat.members[bot.id]["status"] == "administrator":
            return True
        is_reply = message.get("reply_to_message", {}).get("from", {}).get("id") == bot.id
        text = message.get("text", message.get("caption", ""))
        is_service = not text and not any(kind in message for kind in ("photo", "document", "voice", "video"))
        return is_reply or is_service or text.startswith("/") or f"@{bot.username}" in text

    def store(self, bot: Bot, media: Media) -> StoredFile:
        stored = StoredFile(bot.id, media)
        self.files[stored.id] = stored
        return stored

    def attach(self, bot: Bot, media: Media) -> dict:
        """The part of a message with the file, and for a photo with a small one of it."""
        stored = self.store(bot, media)
        small = self.store(bot, Media("photo", media.data[:100])) if media.kind == "photo" else None
        return content(stored, small)

    def press(self, bot: Bot, user: dict, message: dict, data: str) -> str:
        number = str(4_000_000_000_000_000 + next(_numbers))
        self.callbacks[number] = bot.id
        bot.queue.add("callback_query", {
            "id": number, "from": user, "message": message, "data": data,
            "chat_instance": str(message["chat"]["id"] * 31),
        })
        return number


def media_group() -> str:
    return str(13_000_000_000_000_000 + next(_numbers))
