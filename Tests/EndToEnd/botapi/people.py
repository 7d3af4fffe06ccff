"""People with Telegram: what they do in a chat, and what they see there."""

import copy
import time
from functools import wraps

from .media import Media
from .text import found_entities
from .world import ANONYMOUS, Bot, Chat, media_group, member


def acts(method):
    """Does the work in the server's thread, and wakes everything that waits."""
    @wraps(method)
    def act(self, *arguments, **options):
        def do():
            try:
                return method(self, *arguments, **options)
            finally:
                self.telegram.changed()

        return self.telegram.run(do)

    return act


class Person:
    """Somebody with an account."""

    def __init__(self, telegram, user: dict):
        self.telegram, self.user = telegram, user

    @property
    def id(self) -> int:
        return self.user["id"]

    @acts
    def open(self, bot: Bot) -> "View":
        """The private chat with the bot."""
        return View(self.telegram, self.telegram.world.open(bot, self.user), self, bot)


class Group:
    """A group, seen from outside."""

    def __init__(self, telegram, chat: Chat):
        self.telegram, self.chat = telegram, chat

    @property
    def id(self) -> int:
        return self.chat.id

    def as_(self, person: Person, is_anonymous: bool = False) -> "View":
        return View(self.telegram, self.chat, person, is_anonymous=is_anonymous)

    @property
    def messages(self) -> list[dict]:
        return View(self.telegram, self.chat, None).messages

    @acts
    def set_status(self, who: Person | Bot, status: str) -> None:
        """Makes somebody a member, an administrator, or a stranger; a bot is told about itself."""
        old = self.chat.members.get(who.id, member(who.user, "left"))
        new = self.chat.members[who.id] = member(who.user, status)
        if isinstance(who, Bot):
            who.queue.add("my_chat_member", _change(self.chat, self._creator, old, new))

    @acts
    def open_topic(self, name: str) -> int:
        thread = self.chat.open_topic(self._creator, name)
        self.telegram.world.tell(self.chat, "message", copy.deepcopy(self.chat.messages[thread]))
        return thread

    @acts
    def delete_topic(self, thread: int) -> None:
        self.chat.delete_topic(thread)

    @acts
    def upgrade(self) -> "Group":
        """Makes a supergroup of a basic group: with a new id, and told by messages in the old and in the new one."""
        world, old = self.telegram.world, self.chat
        new = Chat(old.id - 1_003_000_000_000, "supergroup", old.title, members=dict(old.members))
        world.groups[new.id] = new
        world.tell(old, "message", old.add(self._creator, {"migrate_to_chat_id": new.id}))
        world.tell(new, "message", new.add(ANONYMOUS, {"migrate_from_chat_id": old.id}, sender_chat=new.short))
        old.moved_to = new.id
        return Group(self.telegram, new)

    @property
    def _creator(self) -> dict:
        return next(iter(self.chat.members.values()))["user"]


class View:
    """A chat as a person has it open."""

    def __init__(self, telegram, chat: Chat, person: Person | None, bot: Bot | None = None, is_anonymous: bool = False):
        self.telegram, self.chat, self.person, self.bot = telegram, chat, person, bot
        self.is_anonymous = is_anonymous

    @property
    def id(self) -> int:
        return self.chat.id

    # Seeing

    @property
    def messages(self) -> list[dict]:
        """All visible messages, oldest first."""
        return self.telegram.run(lambda: copy.deepcopy(list(self.chat.messages.values())))

    def message(self, message) -> dict:
        """As it is now; nothing if it was deleted."""
        return self.telegram.run(lambda: copy.deepcopy(self.chat.messages.get(_number(message), {})))

    @property
    def received(self) -> list[dict]:
        """The messages of bots."""
        return [message for message in self.messages if message["from"]["is_bot"]]

    @property
    def last(self) -> dict:
        """The bot's last message."""
        return self.received[-1]

    def wait_for(self, wanted, count: int = 1, limit: float = 60) -> dict:
        """Waits for a bot's message with the text, or one that meets the condition; the first, or the one so many."""
        meets = wanted if callable(wanted) else lambda message: wanted in words(message)

        def found():
            matching = [message for message in self.received if meets(message)]
            return matching[count - 1] if len(matching) >= count else None

        try:
            return self.telegram.wait_for(found, limit)
        except AssertionError as error:
            seen = "\n".join(f"{m['message_id']} {m['from']['first_name']}: {words(m)!r}" for m in self.messages)
            raise AssertionError(f"waited {limit} s for {wanted!r}; the chat shows:\n{seen}\n{error}") from None

    # Writing. All return the message.

    def say(self, text: str, **options) -> dict:
        """Writes. `reply_to`: the message, or its id; `thread`: the topic; `ago`: so many seconds before now."""
        entities = found_entities(text)
        return self._write({"text": text} | ({"entities": entities} if entities else {}), **options)

    def send(self, media: Media, caption: str | None = None, **options) -> dict:
        return self._write({"caption": caption} if caption else {}, media, **options)

    def album(self, *items: Media, caption: str | None = None, caption_on: int = 0, **options) -> list[dict]:
        group = media_group()
        return [
            self._write(
                {"media_group_id": group} | ({"caption": caption} if caption and index == caption_on else {}), item,
                **options)
            for index, item in enumerate(items)
        ]

    def forward(self, text: str, **options) -> dict:
        """Forwards what somebody else wrote."""
        origin = {"type": "hidden_user", "sender_user_name": "Somebody", "date": 1_700_000_000}
        return self._write({"text": text, "forward_origin": origin, "entities": found_entities(text)}, **options)

    def write(self, body: dict, **options) -> dict:
        """A message of any other kind: `{"dice": {…}}`."""
        return self._write(body, **options)

    @acts
    def _write(self, body: dict, media: Media | None = None, reply_to=None, thread: int | None = None, ago=0) -> dict:
        self._unblocked()
        world = self.telegram.world
        body = dict(body)
        if media:
            # Each bot fetches a file by an id of its own; tests with files have one bot.
            body |= world.attach(self.bot or world.bots_of(self.chat)[0], media)
        sender = {"sender_chat": self.chat.short} if self.is_anonymous else {}
        message = self.chat.add(
            ANONYMOUS if self.is_anonymous else self.person.user, body, thread=thread, reply_to=_number(reply_to),
            date=int(time.time()) - ago, **sender)
        world.tell(self.chat, "message", copy.deepcopy(message))
        return copy.deepcopy(message)

    # Everything else

    @acts
    def edit(self, message, text: str) -> None:
        """Changes the text of an own message, or its caption."""
        stored = self.chat.messages[_number(message)]
        stored["text" if "text" in stored else "caption"] = text
        stored["edit_date"] = stored["date"] + 1
        if "entities" in stored:
            stored["entities"] = found_entities(text)
        self.telegram.world.tell(self.chat, "edited_message", copy.deepcopy(stored))

    @acts
    def press(self, message, button: str) -> str:
        """Presses the button with the label, or with a part of it; returns the query's id."""
        stored = self.chat.messages[_number(message)]
        buttons = [button for row in stored["reply_markup"]["inline_keyboard"] for button in row]
        pressed = next((one for one in buttons if button in one["text"]), None)
        assert pressed, f"no button {button!r} among {[one['text'] for one in buttons]}"
        return self._press(stored, pressed["callback_data"])

    @acts
    def press_data(self, message, data: str) -> str:
        """Presses a button that is not there, as a modified client can."""
        return self._press(self.chat.messages[_number(message)], data)

    def _press(self, message: dict, data: str) -> str:
        bot = next(bot for bot in self.telegram.world.bots.values() if bot.id == message["from"]["id"])
        return self.telegram.world.press(bot, self.person.user, copy.deepcopy(message), data)

    @acts
    def delete(self, message) -> None:
        """Deletes for everybody. Telegram tells no bot."""
        self.chat.messages.pop(_number(message))

    @acts
    def block(self) -> None:
        self._become("kicked")

    @acts
    def unblock(self) -> None:
        self._become("member")

    def _become(self, status: str) -> None:
        old, new = self.chat.members[self.bot.id], member(self.bot.user, status)
        self.chat.members[self.bot.id] = new
        self.bot.queue.add("my_chat_member", _change(self.chat, self.person.user, old, new))

    def _unblocked(self) -> None:
        if self.bot:
            assert self.chat.members[self.bot.id]["status"] == "member", "who has blocked a bot cannot write to it"


def words(message: dict) -> str:
    return message.get("text") or message.get("caption") or ""


def _number(message) -> int | None:
    return message["message_id"] if isinstance(message, dict) else message


def _change(chat: Chat, by: dict, old: dict, new: dict) -> dict:
    return {
        "chat": chat.short, "from": by, "date": int(time.time()), "old_chat_member": old, "new_chat_member": new,
    }
