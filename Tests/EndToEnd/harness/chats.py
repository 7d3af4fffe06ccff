"""The support bot between a service's chats and its specialists."""

import contextlib
import pathlib
import uuid

from botapi.certificate import haste_of
from botapi.people import words

from .api import Api
from .bots import SUPPORT_TOKEN, BotDesk

SUPPORT = """
[support]
token_file = "support.token"
{server}
"""


class SupportedService:
    """A desk with the support bot, one of its customers with a linked chat, and a specialist.

    `more`: further keys of the bot's configuration.
    """

    def __init__(self, program: str, folder: pathlib.Path, telegram, has_staff_group: bool = False, more: str = ""):
        self.telegram, self.folder = telegram, folder
        self.bot = telegram.add_bot(SUPPORT_TOKEN, "zirka_support_bot")
        settings = SUPPORT + more
        if has_staff_group:
            maksym = telegram.person("Maksym", "en")
            group = telegram.group("Specialists", [self.bot], [maksym])
            settings += f'group = {group.id}\nlanguage = "en"\n'
            self.staff = group.as_(maksym)
            """The specialists' group as one of them has it open."""
        self.desk = BotDesk(program, folder / "desk" / "data", telegram, settings)
        telegram.webhook_ca = self.desk.ca_file
        if has_staff_group:
            self.desk.administer("user", "telegram", "maksym", str(maksym.id))
        self.customer = self.desk.api(self.desk.user("customer"))
        self.agent = self.desk.api(self.desk.user("agent"))
        self.olena = telegram.person("Olena", "en", "olena_k").open(self.bot)
        link(self.customer, self.olena)

    def second_chat(self, language: str = "en"):
        """Another linked chat of the service, whose person speaks the language from then on."""
        petro = self.telegram.person("Petro", "en").open(self.bot)
        link(self.customer, petro)
        if language != "en":
            petro.say("/language")
            names = {"uk": "Українська", "ru": "Русский"}
            petro.press(petro.wait_for("Which language?"), names[language])
            petro.wait_for(lambda message: words(message).startswith(("Тепер", "Теперь")))
        return petro

    def ticket(self, subject: str = "No sound") -> dict:
        """A new one of the customer's."""
        number = str(uuid.uuid4())
        message = {"origin": "cli", "text": subject, "attachments": [], "isInternal": False}
        self.customer.put(f"/v1/tickets/{number}", {
            "topic": "other", "subject": f"{subject} {number[:8]}", "fields": [], "messageID": str(uuid.uuid4()),
            "message": message,
        })
        return self.customer.get(f"/v1/tickets/{number}")

    def answer(self, ticket: dict, text: str) -> None:
        """The specialist writes."""
        self.agent.answer(ticket["id"], text)

    def asked(self, ticket: dict, text: str) -> dict:
        """The specialist writes; returns it as it arrived in the chat."""
        self.answer(ticket, text)
        return self.olena.wait_for(text)

    def texts(self, ticket: dict) -> list[str]:
        """The content of the ticket, oldest first."""
        return [message["text"] for message in self.agent.messages(ticket["id"])]

    def wait_for_text(self, ticket: dict, text: str) -> None:
        self.agent.wait_until(lambda api: any(text in one for one in self.texts(ticket)))

    def close(self) -> None:
        """Ends the desk gracefully; nothing that was written holds a token."""
        self.desk.stop()
        self.desk.assert_no_secret(self.folder)


@contextlib.contextmanager
def supported(program: str, folder: pathlib.Path, telegram, **options):
    service = SupportedService(program, folder, telegram, **options)
    try:
        yield service
        service.close()
        # A crash forgets what was sent a moment ago.
        assert service.desk.crashes or haste_of(telegram) == []
    finally:
        service.desk.kill()


def link(api: Api, chat) -> None:
    """Links the chat to the service of the API's user, by a one-time code."""
    offer = api.request("POST", "/v1/telegram/links")
    assert offer.status == 201, offer
    chat.say(f"/start {offer.json()['token']}")
    question = chat.wait_for("Link this chat")
    chat.press(question, "Yes")
    chat.wait_for("is linked to")


def lines(chat, prefix: str) -> list[str]:
    """The lines with the prefix, of what the bot wrote into the chat, in order."""
    return [line for message in chat.received for line in words(message).splitlines() if line.startswith(prefix)]
