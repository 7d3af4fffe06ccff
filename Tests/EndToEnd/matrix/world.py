"""Where a sample acts: a desk, its people, a home directory of its own, and a screen."""

import contextlib
import datetime
import pathlib
import re
import shutil
import uuid
from collections.abc import Callable

from harness.api import Api
from harness.cable import Cable, Fault
from harness.chats import link
from harness.client import Client
from harness.hostile import HostileDesk, saying
from harness.screen import Screen
from harness.tmux import Tmux
from test_server import attached

from .table import Binding

# The bytes that the terminal of these tests sends for a key, by the notation of help.
NAMED = {
    "Enter": "\r", "Alt-Enter": "\x1b\r", "Esc": "\x1b", "Tab": "\t", "Shift-Tab": "\x1b[Z", "Backspace": "\x7f",
    "Alt-Backspace": "\x1b\x7f", "Del": "\x1b[3~", "Ins": "\x1b[2~", "Space": " ", "↑": "\x1bOA", "↓": "\x1bOB",
    "→": "\x1bOC", "←": "\x1bOD", "Home": "\x1b[1~", "End": "\x1b[4~", "PgUp": "\x1b[5~", "PgDn": "\x1b[6~",
    "F1": "\x1bOP", "F2": "\x1bOQ", "F3": "\x1bOR", "F4": "\x1bOS", "F5": "\x1b[15~", "F6": "\x1b[17~",
    "F7": "\x1b[18~", "F8": "\x1b[19~", "F9": "\x1b[20~", "F10": "\x1b[21~",
}


def bytes_of(key: str) -> str:
    """The bytes that the terminal sends for a key in the notation of help."""
    if key in NAMED:
        return NAMED[key]
    if match := re.fullmatch(r"\^(.)", key):
        return chr(ord(match[1].upper()) & 0x1F)
    if match := re.fullmatch(r"Alt-(.)", key):
        return "\x1b" + match[1]
    assert len(key) == 1, key
    return key


class World:
    """One sample's surroundings. `act` presses the key that the sample is about."""

    def __init__(
        self, binding: Binding, role: str, program: str, template: pathlib.Path, folder: pathlib.Path, desk,
        open_screen: Callable[..., Screen], authority, closing: contextlib.ExitStack,
    ):
        """`closing`: holds everything that ends with the sample."""
        self.binding, self.role, self.desk = binding, role, desk
        self.user: dict = desk.user(role)
        self.customer: Api = desk.api(desk.user("customer"))
        self.agent: Api = desk.api(desk.user("agent"))
        self.me, self.other = (self.agent, self.customer) if self.is_agent else (self.customer, self.agent)
        shutil.copytree(template, folder, symlinks=True)
        self.folder, self._template = folder, template
        self.client = Client(program, folder)
        # Without colours the selected row is the one in reverse video.
        self.client.environment["NO_COLOR"] = "1"
        self.has_acted = False
        self._open_screen, self._authority, self.closing = open_screen, authority, closing

    @property
    def is_agent(self) -> bool:
        return self.role == "agent"

    # Tickets

    def ticket(self, text: str = "The printer is silent", files: dict[str, bytes] | None = None) -> dict:
        """A new ticket of the customer's, with a subject that no other has: the newest of all."""
        identity, subject = str(uuid.uuid4()), f"Sample {uuid.uuid4().hex[:6]}"
        message = {
            "origin": "cli", "text": text, "isInternal": False,
            "attachments": [attached(self.customer, data, name) for name, data in (files or {}).items()],
        }
        self.customer.put(f"/v1/tickets/{identity}", {
            "topic": "other", "subject": subject, "fields": [], "messageID": str(uuid.uuid4()), "message": message,
        })
        return self.customer.get(f"/v1/tickets/{identity}")

    def news(self, text: str) -> dict:
        """A ticket with an unread message from the other side."""
        ticket = self.ticket()
        self.other.answer(ticket["id"], text)
        return ticket

    def read_everything(self) -> None:
        """Marks everything as read."""
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        for ticket in self.me.tickets():
            self.me.put(f"/v1/tickets/{ticket['id']}/read", {"ticket": ticket["id"], "readUpTo": now})

    def resolved_ticket(self, text: str = "The printer is silent") -> dict:
        ticket = self.ticket(text)
        self.agent.put(f"/v1/tickets/{ticket['id']}/events/{uuid.uuid4()}", {"kind": "resolved"})
        return ticket

    def now(self, ticket: dict) -> dict:
        """The ticket as the desk has it."""
        return self.me.get(f"/v1/tickets/{ticket['id']}")

    def texts(self, ticket: dict) -> list[str]:
        """All its messages, notes of the staff too, oldest first."""
        return [message["text"] for message in self.agent.messages(ticket["id"])]

    def wait_for_text(self, ticket: dict, text: str) -> None:
        self.agent.wait_until(lambda _: text in self.texts(ticket))

    def wait_unread(self, ticket: dict, is_unread: bool) -> None:
        """Waits until the desk says so to another program of the same account."""
        if not hasattr(self, "_elsewhere"):
            folder = self.folder.with_name(self.folder.name + "-elsewhere")
            shutil.copytree(self._template, folder, symlinks=True)
            self._elsewhere = Client(self.client.program, folder)

        def is_so(_) -> bool:
            self._elsewhere.json("sync")
            tickets = self._elsewhere.json("tickets")["tickets"]
            return any(each["id"] == ticket["id"] and each["unread"] is is_unread for each in tickets)

        self.me.wait_until(is_so)

    def canned_reply(self, text: str) -> str:
        """Gives the desk a canned reply, in English; its name, which no other has."""
        name = f"Greeting {uuid.uuid4().hex[:6]}"
        self.agent.put(f"/v1/canned-replies/{uuid.uuid4()}", {"name": name, "text": {"en": text}, "isOwn": False})
        return name

    # Chats and devices

    def chat(self, name: str):
        """A chat that is linked to the customer's service."""
        chat = self._person(name)
        link(self.customer, chat)
        return chat

    def claim(self, name: str):
        """A chat that typed the service's name and waits to be accepted."""
        chat = self._person(name)
        service = self.customer.get("/v1/me")["service"]["name"]
        chat.say("/start")
        chat.say(service)
        self.customer.wait_until(lambda _: any(each["chatName"] == chat.name for each in self.links("pending")))
        return chat

    def _person(self, name: str):
        name = f"{name} {uuid.uuid4().hex[:4]}"
        chat = self.desk.telegram.person(name, "en").open(self.desk.bot)
        chat.name = name
        return chat

    def links(self, state: str) -> list[dict]:
        return [each for each in self.customer.get("/v1/telegram/links")["items"] if each["state"] == state]

    def other_device(self, label: str) -> None:
        """Signs another device in to the account."""
        self.desk.administer("token", "create", self.me.get("/v1/me")["user"]["id"], "--label", label)

    # The home directory

    def configure(self, text: str) -> None:
        """Adds to the user's configuration."""
        with open(self.folder / ".config" / "cabdesk" / "config.toml", "a") as configuration:
            configuration.write(f"\n{text}\n")

    def program(self, name: str, script: str) -> str:
        """A shell script of the user's; its path."""
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o700)
        return str(path)

    def cable(self, fault: Callable[[], Fault | None] = lambda: None) -> Cable:
        """The cable between the program, which is signed in over it, and the desk."""
        cable = Cable(self.desk.port, fault)
        self.closing.callback(cable.close)
        self._sign_in(f"https://127.0.0.1:{cable.port}", self.desk.ca_file)
        return cable

    def refusing(self, method: str, path: str) -> HostileDesk:
        """A desk that refuses such requests until told to behave; the program is signed in there."""
        hostile = HostileDesk(self._authority.context(), self.desk)
        self.closing.callback(hostile.close)
        problem = b'{"type":"urn:cabdesk:problem:forbidden","title":"Forbidden","status":403}'
        hostile.treat(method, path, saying(403, {"content-type": "application/problem+json"}, problem))
        self._sign_in(hostile.base_url, str(self._authority.ca_file))
        return hostile

    def _sign_in(self, address: str, ca_file: str) -> None:
        self.client.json("login", address, "--ca-file", ca_file, input=self.user["token"])
        self.client.json("sync")

    # The screen

    def open(self, rows: int = 24, columns: int = 80, wait: str = "online", **environment: str) -> Screen:
        """The program with its list of tickets, as the desk has them by now."""
        if wait == "online":
            self.client.json("sync")
        self.screen = self._open_screen(
            [self.client.program], self.client.environment | environment, rows=rows, columns=columns)
        self.screen.wait_for(wait)
        return self.screen

    def open_ticket(self, ticket: dict, **options) -> Screen:
        """The program with the ticket open, which is the newest."""
        screen = self.open(**options)
        screen.wait_for(shown(ticket))
        self.select(ticket)
        screen.press("Enter")
        screen.wait_for(lambda screen: f"№ {ticket['number']}" in screen and "Reply" in screen.lines[-1])
        return screen

    def open_shell(self) -> Screen:
        """A shell with job control, in which the program can be started."""
        shell = Tmux(self.folder.with_name("tmux"))
        self.closing.callback(shell.close)
        self.screen = shell.open(self.client.environment)
        self.closing.callback(self.screen.close)
        return self.screen

    def select(self, ticket: dict) -> None:
        self.screen.press("Home")
        self.wait_selected(shown(ticket))

    def act(self) -> Screen:
        """Presses the key."""
        self.has_acted = True
        self.screen.press(bytes_of(self.binding.keys[0]))
        return self.screen

    @property
    def marked(self) -> list[str]:
        """The rows in reverse video: the selected one, and lines of the page behind that stand out."""
        screen, rows = self.screen.screen, []
        for index in range(1, screen.lines - 1):
            cells = [screen.buffer[index][column] for column in range(screen.columns)]
            marked = "".join(cell.data for cell in cells if cell.reverse)
            # The status line and the line above what is new can be in reverse video, too.
            if marked.strip() and len(marked) > 8 and cells[0].data != "─" and "───" not in marked:
                rows.append(marked)
        return rows

    @property
    def selected(self) -> str:
        """The selected row; empty if there is none."""
        return next(iter(self.marked), "")

    def wait_selected(self, text: str) -> None:
        self.screen.wait_for(lambda _: any(text in row for row in self.marked))

    @property
    def strong(self) -> str:
        """The bold text in the second line: the current view."""
        row = self.screen.screen.buffer[1]
        return "".join(row[column].data for column in range(self.screen.screen.columns) if row[column].bold).strip()


def shown(ticket: dict) -> str:
    """As much of a ticket's subject as the narrowest list shows."""
    return ticket["subject"][:13].strip()
