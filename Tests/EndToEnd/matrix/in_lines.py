"""Samples of the linear mode: every action that has a command there, asked for by its name."""

import re

from harness.cable import Fault
from harness.files import sha256
from harness.lines import Lines
from harness.waiting import LIMIT, wait_until

from .in_list import left_out
from .in_ticket import merged
from .table import Samples
from .world import World

samples = Samples()
sample = samples.sample


class Talk:
    """A conversation with the program in lines."""

    def __init__(self, world: World, **environment: str):
        self.world = world
        world.client.json("sync")
        environment = world.client.environment | {"ACCESSIBLE": "1"} | environment
        self.lines = Lines([world.client.program], environment)
        world.closing.callback(self.lines.close)
        self.lines.wait_for("a number opens")

    def act(self, argument: str = "", wanted: str | None = None) -> str:
        """Types the command of the sample; the answer."""
        self.world.has_acted = True
        return self.ask(f"{self.world.binding.command} {argument}".strip(), wanted)

    def ask(self, line: str, wanted: str | None = None) -> str:
        return self.lines.ask(line, wanted)

    def write(self, text: str) -> str:
        """Types a text where one is being written, and ends it."""
        self.lines.write(*text.split("\n"))
        return self.ask(".")


def open_ticket(world: World, ticket: dict, **environment: str) -> Talk:
    talk = Talk(world, **environment)
    assert ticket["subject"] in talk.ask(f"№ {ticket['number']}")
    return talk


# Everywhere


@sample("everywhere", "showTickets")
def shows_tickets(world):
    talk = Talk(world)
    talk.ask("3")
    assert "tickets" in talk.act()


@sample("everywhere", "showCreate")
def shows_create(world):
    wanted = "Service: part of its name" if world.is_agent else "Topic: part of its name"
    Talk(world).act(wanted=wanted)


@sample("everywhere", "showCustomerPage")
def shows_the_customer_page(world):
    assert "Office hours" in Talk(world).act()


@sample("everywhere", "syncNow")
def synchronises(world):
    cable = world.cable()
    talk = Talk(world)
    cable.pull_out()
    talk.lines.ask_until("offline since")
    ticket = world.ticket()
    cable.mend()
    if "online" not in talk.act():
        talk.lines.ask_until("online")
    talk.ask(f"№ {ticket['number']}", ticket["subject"])


@sample("everywhere", "switchLanguage")
def switches_the_language(world):
    assert re.search("[а-яіїє]", Talk(world).act())


@sample("everywhere", "chooseProfile")
def goes_to_another_profile(world):
    world.client.json(
        "login", world.desk.base_url, "--ca-file", world.desk.ca_file, "--profile", "second",
        input=world.me.token + "\n")
    talk = Talk(world)
    talk.act("second", wanted="a number opens")
    assert talk.world.client.run("tickets", "--profile", "second").returncode == 0


@sample("everywhere", "showTransfers")
def tells_what_is_on_its_way(world):
    Talk(world).act(wanted="No file is being sent or received.")


@sample("everywhere", "showStatistics")
def tells_the_figures(world):
    Talk(world).act(wanted="Open now: " if world.is_agent else "Only specialists can do this.")


@sample("everywhere", "help")
def tells_all_commands(world):
    assert "next unread" in Talk(world).act().lower()


@sample("everywhere", "quit")
@sample("ticketList", "quit")
def quits(world):
    talk = Talk(world)
    world.has_acted = True
    talk.lines.type(world.binding.command)
    assert talk.lines.wait_for_end() == 0


# The list


@sample("ticketList", "open")
def opens(world):
    ticket = world.ticket("The words of the first message")
    assert "The words of the first message" in Talk(world).act(str(ticket["number"]))


@sample("ticketList", "filter")
def filters(world):
    ticket = world.ticket()
    answer = Talk(world).act(ticket["subject"])
    assert ticket["subject"] in answer and "1 ticket" in answer


@sample("ticketList", "searchDesk")
def loads_from_the_desk_by_name(world):
    ticket = left_out(world)
    talk = Talk(world)
    # The desk is asked once there is a connection.
    wait_until(lambda: "0 here, 1 on the desk" in talk.ask(f"/ {ticket['subject']}"))
    talk.act(wanted="Loaded from the support desk: 1 ticket.")
    assert ticket["subject"] in talk.ask(f"№ {ticket['number']}")


@sample("ticketList", "back")
def takes_the_filter_off(world):
    ticket = world.ticket()
    talk = Talk(world)
    talk.ask(f"/ {ticket['subject']}", "1 ticket")
    assert "1 ticket" not in talk.act().replace("1 tickets", "")


@sample("ticketList", "nextView", "previousView")
def shows_another_view(world):
    talk = Talk(world)
    if world.binding.action == "nextView":
        talk.act("resolved", wanted="Resolved: ")
    else:
        talk.ask("v resolved", "Resolved: ")
        talk.act(wanted="Open: ")


@sample("ticketList", "nextUnread")
def opens_the_next_unread(world):
    world.read_everything()
    world.news("Something that nobody has read")
    Talk(world).act(wanted="Something that nobody has read")


@sample("ticketList", "markUnread")
def marks_as_unread(world):
    ticket = world.news("Read it again")
    talk = open_ticket(world, ticket)
    talk.ask(".")
    world.wait_unread(ticket, False)
    talk.act(str(ticket["number"]))
    world.wait_unread(ticket, True)


@sample("ticketList", "sort")
def sorts(world):
    answer = Talk(world).act("2")
    numbers = sorted((ticket["number"] for ticket in world.me.tickets()), reverse=True)
    assert re.findall(r"^(\d+),", answer, re.MULTILINE)[0] == str(numbers[0])


@sample("ticketList", "reverseSort")
def sorts_the_other_way_round(world):
    oldest = world.me.tickets()[-1]
    assert str(oldest["number"]) in Talk(world).act()


@sample("ticketList", "copyNumber")
def copies_the_number(world):
    ticket = world.ticket()
    Talk(world).act(str(ticket["number"]), wanted=f"№ {ticket['number']}")


def mark(world: World, tickets: list[dict]) -> Talk:
    talk = Talk(world)
    talk.ask(f"mark {' '.join(str(ticket['number']) for ticket in tickets)}", f"{len(tickets)} marked")
    return talk


def wait_for_all(world: World, tickets: list[dict], is_so) -> None:
    world.me.wait_until(lambda _: all(is_so(world.now(ticket)) for ticket in tickets))


@sample("ticketList", "mark")
def marks(world):
    ticket = world.ticket()
    talk = Talk(world)
    talk.act(str(ticket["number"]), "1 marked")
    assert f"{ticket['number']}, marked" in talk.ask("p")
    talk.ask("mark none", "0 marked")


@sample("ticketList", "resolve")
def resolves_all_marked(world):
    tickets = [world.ticket(), world.ticket()]
    talk = mark(world, tickets)
    talk.act(wanted="Resolve 2 tickets?")
    talk.ask("y", "2 tickets resolved")
    wait_for_all(world, tickets, lambda ticket: ticket["status"] == "resolved")


@sample("ticketList", "reopen")
def reopens_all_marked(world):
    tickets = [world.resolved_ticket(), world.resolved_ticket()]
    talk = Talk(world)
    talk.ask("v resolved", "Resolved: ")
    talk.ask(f"mark {tickets[0]['number']} {tickets[1]['number']}", "2 marked")
    talk.act("yes", "2 tickets reopened")
    wait_for_all(world, tickets, lambda ticket: ticket["status"] == "open")


@sample("ticketList", "take", "assign", role="agent")
def assigns_all_marked(world):
    tickets = [world.ticket(), world.ticket()]
    talk = mark(world, tickets)
    talk.act(world.user["name"] if world.binding.action == "assign" else "", "Take 2 tickets?")
    talk.ask("y", "2 tickets taken")
    wait_for_all(world, tickets, lambda ticket: (ticket.get("assignee") or {}).get("name") == world.user["name"])


@sample("ticketList", "move", role="agent")
def moves_all_marked(world):
    tickets = [world.ticket(), world.ticket()]
    talk = mark(world, tickets)
    talk.act("Telephony", "Move 2 tickets to")
    talk.ask("y", "2 tickets moved")
    wait_for_all(world, tickets, lambda ticket: ticket["topic"] == "telephony")


@sample("ticketList", "take", "assign", "move", role="customer")
def changes_what_specialists_change(world):
    Talk(world).act(wanted="Only specialists can do this.")


@sample("ticketList", "recall")
def undoes_a_change_of_several(world):
    world.configure("[ui]\nundo_seconds = 60")
    tickets = [world.ticket(), world.ticket()]
    talk = mark(world, tickets)
    talk.ask("x", "Resolve 2 tickets?")
    talk.ask("y", "2 tickets resolved")
    talk.act(wanted="Taken back for 2 tickets")
    assert all(world.now(ticket)["status"] == "new" for ticket in tickets)


@sample("ticketList", "pageDown", "last")
def tells_the_next_page(world):
    talk = Talk(world)
    first = set(re.findall(r"^(\d+),", talk.lines.text, re.MULTILINE))
    second = set(re.findall(r"^(\d+),", talk.act(), re.MULTILINE))
    assert second and not first & second


@sample("ticketList", "pageUp", "first")
def tells_the_page_before(world):
    talk = Talk(world)
    first = re.findall(r"^(\d+),", talk.lines.text, re.MULTILINE)
    talk.ask("m")
    assert re.findall(r"^(\d+),", talk.act(), re.MULTILINE) == first


# A ticket


@sample("ticket", "reply")
def replies(world):
    ticket = world.ticket()
    talk = open_ticket(world, ticket)
    world.has_acted = True
    talk.lines.type(world.binding.command)
    talk.lines.wait_for("Write line by line")
    talk.write("A reply by its name")
    talk.ask("s")
    world.wait_for_text(ticket, "A reply by its name")


@sample("ticket", "writeNote", role="agent")
def writes_a_note(world):
    ticket = world.ticket()
    talk = open_ticket(world, ticket)
    world.has_acted = True
    talk.lines.type(world.binding.command)
    talk.lines.wait_for("Write line by line")
    talk.write("Only for us")
    talk.ask("s")
    world.wait_for_text(ticket, "Only for us")
    assert all(message["text"] != "Only for us" for message in world.customer.messages(ticket["id"]))


@sample("ticket", "writeNote", "assign", "take", "move", "merge", role="customer")
def is_for_specialists(world):
    open_ticket(world, world.ticket()).act(wanted="Only specialists can do this.")


@sample("ticket", "assign", role="agent")
def assigns(world):
    ticket = world.ticket()
    open_ticket(world, ticket).act(world.user["name"])
    world.me.wait_until(lambda _: (world.now(ticket).get("assignee") or {}).get("name") == world.user["name"])


@sample("ticket", "take", role="agent")
def takes(world):
    ticket = world.ticket()
    open_ticket(world, ticket).act()
    world.me.wait_until(lambda _: (world.now(ticket).get("assignee") or {}).get("name") == world.user["name"])


@sample("ticket", "move", role="agent")
def moves(world):
    ticket = world.ticket()
    open_ticket(world, ticket).act("Telephony")
    world.me.wait_until(lambda _: world.now(ticket)["topic"] == "telephony")


@sample("ticket", "prioritise", role="agent")
def sets_the_priority(world):
    ticket = world.ticket()
    open_ticket(world, ticket).act("Low")
    world.me.wait_until(lambda _: world.now(ticket).get("priority") == "low")


@sample("ticket", "prioritise", role="customer")
def marks_as_urgent(world):
    ticket = world.ticket()
    open_ticket(world, ticket).act("yes")
    world.me.wait_until(lambda _: world.now(ticket).get("priority") == "urgent")


@sample("ticket", "merge", role="agent")
def merges(world):
    other, duplicate = world.ticket(), world.ticket("The words that move")
    talk = open_ticket(world, duplicate)
    talk.act(wanted="Merge into which ticket?")
    # Parts of the subjects may occur in others.
    talk.ask(f"№ {other['number']}", "cannot be undone")
    talk.ask("y")
    world.me.wait_until(lambda _: world.now(duplicate).get("mergedInto") == other["id"])


@sample("ticket", "open")
def follows_a_merge(world):
    ticket, duplicate = merged(world)
    open_ticket(world, duplicate).act(wanted=ticket["subject"])


@sample("ticket", "recall")
def takes_back(world):
    ticket = world.ticket()
    world.configure("[ui]\nundo_seconds = 60")
    talk = open_ticket(world, ticket)
    reply(talk, "Not what I meant")
    talk.ask("s")
    assert "Not what I meant" in talk.act()
    assert "Not what I meant" not in world.texts(ticket)


def reply(talk: Talk, text: str) -> None:
    talk.lines.type("r")
    talk.lines.wait_for("Write line by line")
    talk.write(text)


def with_a_refused_reply(world: World) -> tuple[Talk, dict]:
    ticket = world.ticket()
    world.configure("[ui]\nundo_seconds = 0")
    hostile = world.refusing("PUT", f"/v1/tickets/{ticket['id']}/messages/")
    talk = open_ticket(world, ticket)
    reply(talk, "Refused at first")
    talk.ask("s")
    # As news, or at the message itself.
    if "ot sent" not in talk.ask("g"):
        talk.lines.ask_until("ot sent")
    hostile.behave()
    return talk, ticket


@sample("ticket", "retry")
def sends_again(world):
    talk, ticket = with_a_refused_reply(world)
    talk.act()
    world.wait_for_text(ticket, "Refused at first")


@sample("ticket", "discard")
def discards(world):
    talk, ticket = with_a_refused_reply(world)
    talk.act(wanted="Discard what could not be sent")
    talk.ask("y")
    assert "Refused at first" not in talk.ask("g") and "Refused at first" not in world.texts(ticket)


@sample("ticket", "resolve")
def resolves(world):
    ticket = world.ticket()
    open_ticket(world, ticket).act("It prints again")
    world.me.wait_until(lambda _: world.now(ticket)["status"] == "resolved")


@sample("ticket", "reopen")
def reopens(world):
    ticket = world.resolved_ticket()
    talk = open_ticket(world, ticket)
    talk.act(wanted="or Enter for none")
    talk.ask("", "open again")
    world.me.wait_until(lambda _: world.now(ticket)["status"] == "open")


@sample("ticket", "rate", role="customer")
def rates(world):
    ticket = world.resolved_ticket()
    open_ticket(world, ticket).act("5 quick")
    world.me.wait_until(lambda _: (world.now(ticket).get("rating") or {}).get("score") == 5)
    assert world.now(ticket)["rating"]["comment"] == "quick"


@sample("ticket", "rate", role="agent")
def is_for_customers(world):
    open_ticket(world, world.resolved_ticket()).act(wanted="Only the customer rates a ticket.")


@sample("ticket", "files")
def saves_a_file(world):
    ticket = world.ticket(files={"receipt.txt": b"42\n"})
    talk = open_ticket(world, ticket)
    talk.act("1", wanted="Folder")
    talk.ask(f"{world.folder}/here", "Saved as")
    assert (world.folder / "here" / "receipt.txt").read_bytes() == b"42\n"


@sample("ticket", "nextUnread")
def opens_another_unread(world):
    world.read_everything()
    world.news("Nobody has read this")
    open_ticket(world, world.ticket()).act(wanted="Nobody has read this")


@sample("ticket", "markUnread")
def marks_the_ticket_unread(world):
    ticket = world.news("Read it again")
    talk = open_ticket(world, ticket)
    world.wait_unread(ticket, False)
    talk.act()
    world.wait_unread(ticket, True)


@sample("ticket", "toggleQuotes")
def tells_quotes(world):
    quoted = "\n".join(f"> quoted {number}" for number in range(12))
    talk = open_ticket(world, world.ticket(f"See below\n{quoted}\nEnd"))
    assert "quoted 11" in talk.act() + talk.ask("p")


@sample("ticket", "copyNumber")
def copies_the_number_of_the_ticket(world):
    ticket = world.ticket()
    open_ticket(world, ticket).act(wanted=f"№ {ticket['number']}")


@sample("ticket", "back")
def goes_back_to_the_list(world):
    open_ticket(world, world.ticket()).act(wanted="a number opens")


def with_three_messages(world: World) -> Talk:
    ticket = world.ticket("The first")
    world.other.answer(ticket["id"], "The second")
    world.me.answer(ticket["id"], "The third")
    talk = open_ticket(world, ticket)
    talk.ask("p 2", "The second")
    return talk


@sample("ticket", "up")
def tells_the_message_before(world):
    with_three_messages(world).act(wanted="The first")


@sample("ticket", "down", "last")
def tells_the_message_after(world):
    with_three_messages(world).act(wanted="The third")


@sample("ticket", "first")
def tells_everything(world):
    answer = with_three_messages(world).act()
    assert answer.index("The first") < answer.index("The second") < answer.index("The third")


# Writing


def open_reply(world: World, text: str, **environment: str) -> tuple[Talk, dict]:
    ticket = world.ticket()
    talk = open_ticket(world, ticket, **environment)
    reply(talk, text)
    return talk, ticket


def open_form(world: World, text: str, **environment: str) -> Talk:
    """The form with a text and without a subject of its own."""
    talk = Talk(world, **environment)
    talk.ask("2")
    if world.is_agent:
        talk.ask(world.customer.get("/v1/me")["service"]["name"])
    talk.lines.type("Other")
    talk.lines.wait_for("Write line by line")
    talk.write(text)
    talk.ask("")
    return talk


def open_text(world: World, text: str, **environment: str) -> Talk:
    if world.binding.context == "reply":
        return open_reply(world, text, **environment)[0]
    return open_form(world, text, **environment)


@sample("reply", "send")
def sends(world):
    talk, ticket = open_reply(world, "Sent by its name")
    talk.act()
    world.wait_for_text(ticket, "Sent by its name")


@sample("create", "send")
@sample("createText", "send")
def files_a_ticket(world):
    text = f"Filed by its name {world.folder.parent.name}"
    open_form(world, text).act()
    world.agent.wait_until(lambda api: api.tickets(text))


@sample("reply", "attach")
@sample("create", "attach")
@sample("createText", "attach")
def attaches(world):
    (world.folder / "receipt.txt").write_bytes(b"42\n")
    open_text(world, "With a receipt").act(f"{world.folder}/receipt.txt", wanted="Attached: receipt.txt")
    copies = [path for path in world.folder.rglob("*") if path.is_file() and path.stat().st_size == 3]
    assert sum(sha256(path.read_bytes()) == sha256(b"42\n") for path in copies) == 2


@sample("reply", "removeFile")
@sample("create", "removeFile")
@sample("createText", "removeFile")
def removes_a_file(world):
    (world.folder / "receipt.txt").write_bytes(b"42\n")
    talk = open_text(world, "Without a receipt")
    talk.ask(f"t {world.folder}/receipt.txt", "Attached: receipt.txt")
    talk.act("1", wanted="Removed: receipt.txt")


@sample("reply", "editExternally")
@sample("createText", "editExternally")
def writes_in_an_editor(world):
    editor = world.program("editor", 'printf " and from the editor" >> "$1"')
    talk = open_text(world, "From the line", EDITOR=editor)
    talk.act()
    assert "From the line and from the editor" in talk.ask("p")


@sample("reply", "leaveText")
def keeps_the_draft(world):
    talk, _ = open_reply(world, "Half a thought")
    talk.act(wanted="kept as a draft")
    talk.lines.type("r")
    talk.lines.wait_for("1 line")


@sample("create", "showDrafts")
def lists_drafts(world):
    open_form(world, "A draft by its words").act(wanted="A draft by its words")


@sample("create", "newDraft")
def begins_a_new_draft(world):
    talk = open_form(world, "The first draft")
    talk.act()
    talk.ask(".")
    assert "The first draft" in talk.ask("drafts")


@sample("create", "openSimilar")
@sample("createText", "openSimilar")
def opens_a_similar_ticket(world):
    text = f"Driver tablets restart {world.folder.parent.name}"
    ticket = world.ticket(text)
    assert str(ticket["number"]) in open_form(world, text).act()


@sample("create", "back")
@sample("createText", "leaveText")
def leaves_the_form(world):
    talk = open_form(world, "Still here")
    talk.act(wanted="a number opens")
    assert "Still here" in talk.ask("2")


@sample("choices", "back")
def chooses_no_draft(world):
    talk = open_form(world, "A draft to stay")
    talk.ask("drafts", "A draft to stay")
    talk.act()
    assert "A draft to stay" in talk.ask("p")


@sample("choices", "removeDraft")
def removes_a_draft(world):
    talk = open_form(world, "Nobody needs this")
    talk.ask("drafts", "Nobody needs this")
    talk.act("1", wanted="Delete this draft")
    assert "Nobody needs this" not in talk.ask("y") + talk.ask("p")


@sample("choices", "editCannedReply", role="customer")
def edits_no_canned_reply(world):
    talk = open_form(world, "The printer is silent")
    talk.ask("drafts", "The printer is silent")
    talk.act("1", wanted="Only specialists can do this.")


@sample("choices", "editCannedReply", role="agent")
def edits_a_canned_reply(world):
    name = world.canned_reply("Hello {customer}")
    talk = open_ticket(world, world.ticket())
    reply(talk, "First")
    number = next(
        line.split(".")[0] for line in talk.ask("c").splitlines() + talk.ask("").splitlines() if name in line)
    talk.act(number, wanted="Hello {customer}")
    talk.ask("Welcome, {customer}", "Another line")
    talk.ask("", f"Enter keeps {name}")
    talk.ask("", "Saved as the canned reply")
    world.agent.wait_until(lambda api: any(
        change.get("cannedReply", {}).get("text") == {"en": "Welcome, {customer}"} for change in api.changes()))


# The Customer Page


def open_page(world: World) -> Talk:
    talk = Talk(world)
    talk.ask("3", "Office hours")
    return talk


@sample("customerPage", "linkChat", role="customer")
def asks_for_a_code(world):
    open_page(world).act(wanted="/start ")


@sample("customerPage", "linkChat", role="agent")
def links_no_chat_of_the_staff(world):
    open_page(world).act(wanted="Chats are linked from the account of a taxi service.")


@sample("customerPage", "copyLinkCommand", "copyLinkAddress", role="customer")
def copies_the_code(world):
    talk = open_page(world)
    talk.ask("l", "/start ")
    talk.act(wanted="/start " if world.binding.action == "copyLinkCommand" else "https://t.me/")


@sample("customerPage", "copyLinkCommand", "copyLinkAddress", role="agent")
def has_no_code(world):
    open_page(world).act(wanted="There is no code yet.")


@sample("customerPage", "acceptClaim")
def accepts_a_claim(world):
    chat = world.claim("Oleh")
    talk = open_page(world)
    talk.act(chat.name, wanted="Link ")
    talk.ask("y")
    chat.wait_for("is linked")


@sample("customerPage", "rejectClaim")
def turns_a_claim_away(world):
    chat = world.claim("Taras")
    open_page(world).act(chat.name, wanted="Rejected")
    world.customer.wait_until(lambda _: all(each["chatName"] != chat.name for each in world.links("pending")))


@sample("customerPage", "unlinkChat", "toggleAnswers", role="agent")
def is_told_of_no_linked_chat(world):
    world.chat("Petro")
    open_page(world).act(wanted="No chat is linked.")


@sample("customerPage", "unlinkChat", role="customer")
def unlinks_a_chat(world):
    chat = world.chat("Petro")
    talk = open_page(world)
    talk.act(chat.name, wanted="Unlink")
    talk.ask("y")
    world.customer.wait_until(lambda _: all(each["chatName"] != chat.name for each in world.links("linked")))


@sample("customerPage", "toggleAnswers", role="customer")
def turns_answers_off(world):
    chat = world.chat("Iryna")
    open_page(world).act(chat.name, wanted="no answers")
    world.customer.wait_until(
        lambda _: [each["wantsAnswers"] for each in world.links("linked") if each["chatName"] == chat.name] == [False])


@sample("customerPage", "signOutDevice")
def signs_a_device_out(world):
    world.other_device("An old laptop")
    talk = open_page(world)
    talk.act("An old laptop", wanted="Sign out")
    talk.ask("y")
    world.me.wait_until(
        lambda api: all(device["label"] != "An old laptop" for device in api.get("/v1/devices")["items"]))


@sample("customerPage", "toggleBell", "toggleDesktopNotifications", "toggleNotificationText")
def changes_notifications(world):
    label = {
        "toggleBell": "Bell", "toggleDesktopNotifications": "Desktop notifications",
        "toggleNotificationText": "Text of notifications",
    }[world.binding.action]
    talk = open_page(world)

    def state() -> str:
        return re.search(f"{label}: (\\w+)", talk.ask("p"))[1]

    before = state()
    talk.act()
    assert state() != before


@sample("customerPage", "back")
def leaves_the_page(world):
    open_page(world).act(wanted="a number opens")


# Files


def open_files(world: World, **environment: str) -> Talk:
    ticket = world.ticket(files={"receipt.txt": b"The text of the receipt\n", "second.txt": b"2"})
    talk = open_ticket(world, ticket, **environment)
    talk.ask("s", "receipt.txt")
    return talk


@sample("files", "openAttachment")
def opens_a_file(world):
    seen = world.folder / "seen"
    viewer = world.program("viewer", f'sha256sum < "$1" > {seen}')
    world.configure(f'[ui.viewers]\n"*/*" = ["{viewer}", "{{}}"]')
    open_files(world).act("1")
    wait_until(seen.exists)
    assert seen.read_text().split()[0] == sha256(b"The text of the receipt\n")


@sample("files", "previewAttachment")
def previews_a_file(world):
    open_files(world).act("1", wanted="The text of the receipt")


@sample("files", "back")
def leaves_the_files(world):
    talk = open_files(world)
    talk.act()
    assert "receipt.txt" in talk.ask("p")


def with_a_file_on_its_way(world: World) -> Talk:
    ticket = world.ticket(files={"first.bin": bytes(24 << 20)})
    talk = open_ticket(world, ticket)
    talk.ask("s 1", "Folder")
    talk.ask(str(world.folder / "here"))
    talk.ask("transfers", "first.bin")
    return talk


def slow() -> Fault:
    """Large answers wait until the cable is repaired."""
    return Fault("delay", 4 << 20, is_from_client=False, seconds=LIMIT)


@sample("transfers", "cancelTransfer")
def cancels(world):
    world.cable(slow)
    with_a_file_on_its_way(world).act("1", wanted="Cancelled: first.bin")


@sample("transfers", "retryTransfer")
def tries_again(world):
    cable = world.cable(slow)
    talk = with_a_file_on_its_way(world)
    cable.pull_out()
    talk.lines.wait_for_bell()
    talk.ask("")
    cable.mend()
    talk.act("1")
    if not list(world.folder.rglob("here/first.bin")):
        talk.lines.ask_until("Saved as")
    assert (world.folder / "here" / "first.bin").read_bytes() == bytes(24 << 20)


@sample("transfers", "back")
def leaves_the_transfers(world):
    world.cable(slow)
    talk = with_a_file_on_its_way(world)
    talk.act()
    assert "first.bin" in talk.ask("p")


# Notes for the next shift


@sample("ticketList", "writeShiftNote", role="customer")
def writes_a_note(world):
    Talk(world).act("Car 12 is in the workshop", wanted="The next shift will see the note.")


@sample("ticketList", "beginShift")
def begins_the_shift_by_name(world):
    world.ticket()
    talk = Talk(world)
    talk.act(wanted="Your shift begins:")
    talk.ask("e", "Taken back: your shift counts from")


@sample("ticketList", "showShiftNotes", role="customer")
def lists_the_notes(world):
    text = f"Car {world.folder.parent.name} is in the workshop"
    talk = Talk(world)
    talk.ask(f"w {text}", "The next shift will see the note.")
    talk.act(wanted=text)


@sample("ticketList", "writeShiftNote", "showShiftNotes", role="agent")
def has_no_notes(world):
    Talk(world).act(wanted="Only the users of a taxi service have this.")


# Canned replies, and one answer to several


@sample("ticketList", "reply", role="agent")
def answers_all_marked(world):
    tickets = [world.ticket(), world.ticket()]
    world.configure("[ui]\nundo_seconds = 0")
    talk = Talk(world)
    talk.ask("p")
    talk.ask("mark " + " ".join(str(ticket["number"]) for ticket in tickets), "2 marked")
    talk.act("It works again, {customer}.", wanted="Enter alone sends")
    talk.ask("", "Send this reply to 2 tickets?")
    talk.ask("y", "Answered: 2 tickets")
    for ticket in tickets:
        world.wait_for_text(ticket, f"It works again, {ticket['author']['name']}.")


@sample("ticketList", "reply", role="customer")
def marks_first(world):
    Talk(world).act(wanted="Mark tickets first")


@sample("reply", "insertCannedReply", role="agent")
def inserts_a_canned_reply(world):
    name = world.canned_reply("Hello {customer}")
    ticket = world.ticket()
    talk = open_ticket(world, ticket)
    reply(talk, "First")
    talk.act(name)
    assert f"2. Hello {ticket['author']['name']}" in talk.ask("p")


@sample("reply", "keepCannedReply", role="agent")
def keeps_a_canned_reply(world):
    talk = open_ticket(world, world.ticket())
    reply(talk, "Restart it, please")
    talk.act(f"Restart {world.folder.parent.name}", wanted="Saved as the canned reply")


@sample("reply", "insertCannedReply", "keepCannedReply", role="customer")
def has_no_canned_replies(world):
    talk = open_ticket(world, world.ticket())
    reply(talk, "First")
    talk.act(wanted="Only specialists can do this.")
