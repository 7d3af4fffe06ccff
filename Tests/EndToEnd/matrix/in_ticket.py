"""Samples of an open ticket and of the reply box."""

import base64
import re
import uuid

from harness.cable import Fault
from harness.files import png, sha256
from harness.waiting import LIMIT, wait_until

from .scrolling import scrolls
from .table import Samples
from .world import World, bytes_of

samples = Samples()
sample = samples.sample


def long_text() -> str:
    return "\n".join(f"Line {number:03}" for number in range(100))


def open_long(world: World):
    """A conversation of many pages, at its end."""
    screen = world.open_ticket(world.ticket(long_text()))
    screen.press("End")
    screen.wait_for("Line 099")
    return screen


# Moving


@sample("ticket", "first")
def reads_from_the_beginning(world):
    open_long(world)
    world.act().wait_for("Line 000")


@sample("ticket", "last")
def reads_the_end(world):
    screen = open_long(world)
    screen.press("Home")
    screen.wait_for("Line 000")
    world.act().wait_for("Line 099")


@sample("ticket", "pageUp")
def reads_the_page_before(world):
    open_long(world)
    world.act().wait_until_gone("Line 099")
    assert "Line 08" in world.screen


@sample("ticket", "pageDown")
def reads_the_next_page(world):
    screen = open_long(world)
    screen.press("Home")
    screen.wait_for("Line 000")
    world.act().wait_until_gone("Line 000")
    assert "Line 02" in world.screen


@sample("ticket", "up")
def reads_a_line_before(world):
    screen = open_long(world)
    first = lines_shown(screen)[0]
    world.act().wait_for(lambda screen: lines_shown(screen)[0] == first - 1)


@sample("ticket", "down")
def reads_a_line_after(world):
    screen = open_long(world)
    screen.press("Home")
    screen.wait_for("Line 000")
    last = lines_shown(screen)[-1]
    world.act().wait_for(lambda screen: lines_shown(screen)[-1] == last + 1)


def lines_shown(screen) -> list[int]:
    return [int(number) for number in re.findall(r"Line (\d+)", screen.text)]


@sample("ticket", "back")
def goes_back_to_the_list(world):
    ticket = world.ticket()
    world.open_ticket(ticket)
    world.act().wait_for("Subject")
    assert ticket["subject"] in world.selected


# Answering


@sample("ticket", "reply")
def replies(world):
    ticket = world.ticket()
    world.open_ticket(ticket)
    screen = world.act()
    screen.wait_for("Write your reply here")
    screen.press("A reply by key", "^S")
    world.wait_for_text(ticket, "A reply by key")
    [reply] = [message for message in world.customer.messages(ticket["id"]) if message["text"] == "A reply by key"]
    assert not reply["isInternal"] and reply["origin"] == "tui"


@sample("ticket", "writeNote", role="agent")
def writes_a_note(world):
    ticket = world.ticket()
    world.open_ticket(ticket)
    screen = world.act()
    screen.wait_for("Internal note")
    screen.press("Only for us", "^S")
    world.wait_for_text(ticket, "Only for us")
    assert all(message["text"] != "Only for us" for message in world.customer.messages(ticket["id"]))


@sample("ticket", "writeNote", "assign", "take", "move", "merge", role="customer")
def is_for_specialists(world):
    world.open_ticket(world.ticket())
    world.act().wait_for("Only specialists can do this.")


@sample("ticket", "recall")
def takes_back(world):
    ticket = world.ticket()
    world.configure("[ui]\nundo_seconds = 60")
    screen = world.open_ticket(ticket)
    screen.press("r", "Not what I meant", "^S")
    screen.wait_for("Sends in")
    world.act().wait_for("Your reply")
    screen.press("!", "^S")
    screen.wait_for("Sends in")
    screen.press("^Q")
    assert screen.wait_for_end() == 0
    assert "Not what I meant" not in world.texts(ticket)


def with_a_refused_change(world: World) -> dict:
    """An open ticket with a message that the desk has refused for good."""
    ticket = world.ticket()
    world.configure("[ui]\nundo_seconds = 0")
    hostile = world.refusing("PUT", f"/v1/tickets/{ticket['id']}/messages/")
    screen = world.open_ticket(ticket)
    screen.press("r", "Refused at first", "^S")
    screen.wait_for("Not sent")
    hostile.behave()
    return ticket


@sample("ticket", "retry")
def sends_again(world):
    ticket = with_a_refused_change(world)
    world.act()
    world.wait_for_text(ticket, "Refused at first")


@sample("ticket", "discard")
def discards(world):
    ticket = with_a_refused_change(world)
    screen = world.act()
    screen.wait_for("Discard what could not be sent")
    screen.press("y")
    screen.wait_until_gone("Refused at first")
    assert "Refused at first" not in world.texts(ticket)


# The ticket itself


@sample("ticket", "resolve")
def resolves(world):
    ticket = world.ticket()
    world.open_ticket(ticket)
    world.act().wait_for("Mark as resolved: why?")
    world.screen.press("Enter")
    world.me.wait_until(lambda _: world.now(ticket)["status"] == "resolved")


@sample("ticket", "reopen")
def reopens(world):
    ticket = world.resolved_ticket()
    screen = world.open_ticket(ticket)
    screen.wait_for("resolved")
    world.act().wait_for("Open again: why?")
    screen.press("Enter")
    world.me.wait_until(lambda _: world.now(ticket)["status"] == "open")


@sample("why", "choose")
def says_why(world):
    ticket = world.ticket()
    screen = world.open_ticket(ticket)
    screen.press("x")
    screen.wait_for("Mark as resolved: why?")
    screen.press("It prints again")
    screen.wait_for("It prints again")
    world.act()
    world.me.wait_until(lambda _: world.now(ticket)["status"] == "resolved")
    screen.wait_for("It prints again")


@sample("why", "back")
def resolves_nothing(world):
    ticket = world.ticket()
    screen = world.open_ticket(ticket)
    screen.press("x")
    screen.wait_for("Mark as resolved: why?")
    world.act().wait_until_gone("Mark as resolved: why?")
    assert world.now(ticket)["status"] != "resolved"


@sample("ticket", "rate", role="customer")
def rates(world):
    ticket = world.resolved_ticket()
    world.open_ticket(ticket)
    screen = world.act()
    screen.wait_for("How was our help?")
    screen.press("5", "Enter")
    world.me.wait_until(lambda _: (world.now(ticket).get("rating") or {}).get("score") == 5)


@sample("ticket", "rate", role="agent")
def is_for_customers(world):
    world.open_ticket(world.resolved_ticket())
    world.act().wait_for("Only the customer rates a ticket.")


@sample("ticket", "assign", role="agent")
def assigns(world):
    ticket = world.ticket()
    world.open_ticket(ticket)
    screen = world.act()
    screen.wait_for("Who takes care of it?")
    screen.press(world.user["name"], "Enter")
    world.me.wait_until(lambda _: (world.now(ticket).get("assignee") or {}).get("name") == world.user["name"])


@sample("ticket", "take", role="agent")
def takes(world):
    ticket = world.ticket()
    screen = world.open_ticket(ticket)
    world.act()
    world.me.wait_until(lambda _: (world.now(ticket).get("assignee") or {}).get("name") == world.user["name"])
    screen.wait_for("took the ticket")


@sample("ticket", "move", role="agent")
def moves(world):
    ticket = world.ticket()
    world.open_ticket(ticket)
    screen = world.act()
    screen.wait_for("Move to which topic?")
    screen.press("Telephony", "Enter")
    world.me.wait_until(lambda _: world.now(ticket)["topic"] == "telephony")


@sample("ticket", "prioritise", role="agent")
def sets_the_priority(world):
    ticket = world.ticket()
    screen = world.open_ticket(ticket)
    world.act().wait_for("Which priority?")
    screen.press("High", "Enter")
    world.me.wait_until(lambda _: world.now(ticket).get("priority") == "high")
    screen.wait_for("priority: high")


@sample("ticket", "prioritise", role="customer")
def leaves_the_mark_of_a_specialist(world):
    ticket = world.ticket()
    world.agent.put(f"/v1/tickets/{ticket['id']}/events/{uuid.uuid4()}", {"kind": "prioritised", "priority": "urgent"})
    screen = world.open_ticket(ticket)
    screen.wait_for("marked the ticket as urgent")
    world.act().wait_for("The specialists marked it as urgent")


def merged(world: World) -> tuple[dict, dict]:
    """A ticket, and a duplicate that was merged into it."""
    ticket, duplicate = world.ticket("The words that stay"), world.ticket()
    world.agent.put(
        f"/v1/tickets/{duplicate['id']}/events/{uuid.uuid4()}", {"kind": "merged", "into": ticket["id"]})
    return ticket, duplicate


@sample("ticket", "merge", role="agent")
def merges(world):
    other, duplicate = world.ticket(), world.ticket("The words that move")
    screen = world.open_ticket(duplicate)
    world.act().wait_for("Merge into which ticket?")
    screen.press(other["subject"], "Enter")
    screen.wait_for("cannot be undone")
    screen.press("y")
    world.me.wait_until(lambda _: world.now(duplicate).get("mergedInto") == other["id"])
    assert "The words that move" in world.texts(other)
    screen.wait_for("merged this ticket into")


@sample("ticket", "open")
def follows_a_merge(world):
    ticket, duplicate = merged(world)
    screen = world.open()
    screen.wait_for(duplicate["subject"])
    screen.press("/", duplicate["subject"], "Enter")
    world.wait_selected(duplicate["subject"])
    screen.press("Enter")
    screen.wait_for(f"merged this ticket into № {ticket['number']}")
    world.act().wait_for("The words that stay")


@sample("ticket", "files")
def lists_files(world):
    world.open_ticket(world.ticket(files={"receipt.txt": b"42", "screen.png": png()}))
    screen = world.act()
    screen.wait_for("Which file")
    world.wait_selected("receipt.txt")
    screen.press("Down")
    world.wait_selected("screen.png")


@sample("ticket", "nextUnread")
def opens_the_next_unread(world):
    world.read_everything()
    news, ticket = world.news("Nobody has read this"), world.news("This neither")
    screen = world.open_ticket(ticket)
    screen.wait_for("This neither")
    world.act().wait_for("Nobody has read this")
    assert f"№ {news['number']}" in screen


@sample("ticket", "markUnread")
def marks_as_unread(world):
    ticket = world.news("Read it again")
    screen = world.open_ticket(ticket)
    screen.wait_for("Read it again")
    world.wait_unread(ticket, False)
    world.act().wait_for("Marked as unread")
    world.wait_unread(ticket, True)


@sample("ticket", "toggleQuotes")
def shows_quotes(world):
    quoted = "\n".join(f"> quoted {number}" for number in range(12))
    screen = world.open_ticket(world.ticket(f"See below\n{quoted}\nEnd"))
    screen.wait_for("quoted lines")
    world.act().wait_for("quoted 11")


@sample("ticket", "copyNumber")
def copies_the_number(world):
    ticket = world.ticket()
    screen = world.open_ticket(ticket)
    world.act().wait_for(f"Copied: № {ticket['number']}")
    assert base64.b64encode(f"№ {ticket['number']}".encode()) in screen.raw


# The reply box


def open_reply(world: World, text: str = "Some words", **environment: str) -> dict:
    ticket = world.ticket()
    screen = world.open_ticket(ticket, **environment)
    screen.press("r")
    screen.wait_for("Write your reply here")
    screen.press(text)
    screen.wait_for(text)
    return ticket


def attach(world: World, name: str = "receipt.txt", data: bytes = b"42\n") -> None:
    """Attaches a file to the message in the box."""
    (world.folder / name).write_bytes(data)
    world.screen.press("^T")
    world.screen.wait_for("Attach a file")
    world.screen.press(name)
    world.screen.wait_for(lambda _: name in world.selected)
    world.screen.press("Enter")
    world.screen.wait_for(f"Attached: {name}")


@sample("reply", "pageUp")
def reads_the_page_before_while_writing(world):
    screen = open_long(world)
    screen.press("r")
    screen.wait_for("Line 099")
    world.act().wait_until_gone("Line 099")


@sample("reply", "pageDown")
def reads_the_next_page_while_writing(world):
    screen = open_long(world)
    screen.press("Home")
    screen.wait_for("Line 000")
    screen.press("r")
    world.act().wait_until_gone("Line 000")


@sample("reply", "send")
def sends(world):
    ticket = open_reply(world, "Sent by its key")
    world.act()
    world.wait_for_text(ticket, "Sent by its key")


@sample("reply", "attach")
def attaches(world):
    ticket = open_reply(world, "With a receipt")
    (world.folder / "receipt.txt").write_bytes(b"42\n")
    screen = world.act()
    screen.wait_for("Attach a file")
    screen.press("receipt")
    world.wait_selected("receipt.txt")
    screen.press("Enter")
    screen.wait_for("Attached: receipt.txt")
    screen.press("^S")
    world.wait_for_text(ticket, "With a receipt")
    [file] = world.me.messages(ticket["id"])[-1]["attachments"]
    assert file["name"] == "receipt.txt" and file["sha256"] == sha256(b"42\n")


@sample("reply", "removeFile")
def removes_a_file(world):
    ticket = open_reply(world, "Without a receipt")
    attach(world)
    screen = world.act()
    screen.wait_for("Removed: receipt.txt")
    screen.press("^S")
    world.wait_for_text(ticket, "Without a receipt")
    assert world.me.messages(ticket["id"])[-1]["attachments"] == []


@sample("reply", "editExternally")
def writes_in_an_editor(world):
    editor = world.program("editor", 'printf " and from the editor" >> "$1"')
    ticket = open_reply(world, "From the box", EDITOR=editor)
    screen = world.act()
    screen.wait_for("and from the editor")
    screen.press("^S")
    world.agent.wait_until(lambda _: "From the box and from the editor" in world.texts(ticket)[-1])


@sample("reply", "leaveText")
def keeps_the_draft(world):
    open_reply(world, "Half a thought")
    screen = world.act()
    screen.wait_for("kept as a draft")
    screen.press("r")
    screen.wait_for("Half a thought")


# Files of the ticket


def open_files(world: World, files: dict[str, bytes] | None = None) -> dict:
    files = files or {"receipt.txt": b"The text of the receipt\n", "screen.png": png()}
    ticket = world.ticket(files=files)
    screen = world.open_ticket(ticket)
    screen.press("s")
    screen.wait_for("Which file")
    world.wait_selected(next(iter(files)))
    return ticket


def many_files() -> dict[str, bytes]:
    return {f"page{number:02}.txt": b"page" for number in range(20)}


@sample("files", "choose")
def saves_a_file(world):
    open_files(world)
    screen = world.act()
    screen.wait_for("Save receipt.txt")
    screen.press("/here", "Enter")
    screen.wait_for("Saved as")
    [saved] = world.folder.rglob("here/receipt.txt")
    assert saved.read_bytes() == b"The text of the receipt\n"


@sample("files", "openAttachment")
def opens_a_file(world):
    viewer = world.program("viewer", f'sha256sum < "$1" > {world.folder}/seen; basename "$1" >> {world.folder}/seen')
    world.configure(f'[ui.viewers]\n"*/*" = ["{viewer}", "{{}}"]')
    open_files(world)
    world.act()
    seen = world.folder / "seen"
    world.screen.wait_for(lambda _: seen.exists() and seen.read_text().count("\n") == 2)
    assert seen.read_text().split() == [sha256(b"The text of the receipt\n"), "-", "receipt.txt"]
    world.screen.wait_for("Reply")


@sample("files", "previewAttachment")
def previews_a_file(world):
    open_files(world)
    world.act().wait_for("The text of the receipt")


@sample("files", "down")
def goes_down(world):
    open_files(world, many_files())
    world.act()
    world.wait_selected("page01")


@sample("files", "up")
def goes_up(world):
    open_files(world, many_files())
    world.screen.press("Down")
    world.wait_selected("page01")
    world.act()
    world.wait_selected("page00")


@sample("files", "pageDown")
def goes_a_page_down(world):
    open_files(world, many_files())
    world.act().wait_for(lambda _: world.selected and "page00" not in world.selected and "page01" not in world.selected)


@sample("files", "pageUp")
def goes_a_page_up(world):
    open_files(world, many_files())
    world.screen.press("End")
    world.wait_selected("page19")
    world.act().wait_for(lambda _: world.selected and "page19" not in world.selected and "page18" not in world.selected)


@sample("files", "last")
def goes_to_the_end(world):
    open_files(world, many_files())
    world.act()
    world.wait_selected("page19")


@sample("files", "first")
def goes_to_the_beginning(world):
    open_files(world, many_files())
    world.screen.press("End")
    world.wait_selected("page19")
    world.act()
    world.wait_selected("page00")


@sample("files", "back")
def closes_the_list(world):
    open_files(world)
    world.act().wait_until_gone("Which file")


# The preview


def open_preview(world: World):
    open_files(world, {"long.txt": long_text().encode()})
    world.screen.press("p")
    # The last line in the window: by then the first ones are painted, too.
    world.screen.wait_for("Line 018")
    return world.screen


scrolls(samples, "preview", open_preview, top=2, end="Line 099")


@sample("preview", "back")
def closes_the_preview(world):
    open_preview(world)
    world.act().wait_until_gone("Line 000")


# Where a file is saved


def open_path(world: World) -> None:
    open_files(world)
    world.screen.press("Enter")
    world.screen.wait_for("Save receipt.txt")


@sample("path", "choose")
def saves_where_it_was_typed(world):
    open_path(world)
    world.screen.press("/kept")
    world.act().wait_for("Saved as")
    [saved] = world.folder.rglob("kept/receipt.txt")
    assert sha256(saved.read_bytes()) == sha256(b"The text of the receipt\n")


@sample("path", "complete")
def completes_a_folder(world):
    (world.folder / "quarterly reports").mkdir()
    open_path(world)
    world.screen.press("^U", f"{world.folder}/quart")
    world.act().wait_for("quarterly reports/")
    world.screen.press("Enter")
    world.screen.wait_for("Saved as")
    assert (world.folder / "quarterly reports" / "receipt.txt").exists()


@sample("path", "back")
def does_not_save(world):
    open_path(world)
    world.act().wait_until_gone("Save receipt.txt")
    assert list(world.folder.rglob("receipt.txt")) == []


# The rating


def open_rating(world: World) -> dict:
    ticket = world.resolved_ticket()
    screen = world.open_ticket(ticket)
    screen.press("w")
    screen.wait_for("How was our help?")
    screen.press("4")
    screen.wait_for("a word, if you like")
    return ticket


@sample("rating", "choose", role="customer")
def sends_the_rating(world):
    ticket = open_rating(world)
    world.screen.press("Quick")
    world.act()
    world.me.wait_until(lambda _: (world.now(ticket).get("rating") or {}) .get("score") == 4)
    assert world.now(ticket)["rating"]["comment"] == "Quick"


@sample("rating", "back", role="customer")
def leaves_the_rating_out(world):
    ticket = open_rating(world)
    world.act().wait_until_gone("How was our help?")
    assert world.now(ticket).get("rating") is None


@sample("rating", "choose", "back", role="agent")
def is_never_asked(world):
    """Specialists have no key that leads to a rating."""
    screen = world.open_ticket(world.resolved_ticket())
    screen.press("w")
    screen.wait_for("Only the customer rates a ticket.")
    world.act()
    screen.wait_until_gone("Only the customer rates a ticket.")
    assert "How was our help?" not in screen


# A question


def open_question(world: World) -> dict:
    """A question about a forgotten attachment."""
    ticket = open_reply(world, "See the attached file")
    world.screen.press("^S")
    world.screen.wait_for("Question")
    return ticket


@sample("confirm", "yes")
def says_yes(world):
    ticket = open_question(world)
    world.act()
    world.wait_for_text(ticket, "See the attached file")


@sample("confirm", "choose")
def gives_the_marked_answer(world):
    """Yes to sending a text all the same; no to throwing it away."""
    ticket = open_question(world)
    world.act()
    world.wait_for_text(ticket, "See the attached file")


@sample("confirm", "no")
def says_no(world):
    ticket = open_question(world)
    world.act().wait_until_gone("Question")
    assert "See the attached file" in world.screen and world.texts(ticket)[-1] != "See the attached file"


# File transfers


def open_transfers(world: World, size: int = 24 << 20):
    """Files of the desk that stopped on their way here, in the list of transfers."""
    ticket = world.ticket(files={"first.bin": bytes(size), "second.bin": bytes(size)})
    screen = world.open_ticket(ticket)
    for name in ("first.bin", "second.bin"):
        screen.press("s")
        screen.wait_for("Which file")
        if name == "second.bin":
            screen.press("Down")
        world.wait_selected(name)
        screen.press("Enter")
        screen.wait_for(f"Save {name}")
        screen.press("Enter")
        screen.wait_until_gone(f"Save {name}")
    screen.press(bytes_of("Alt-t"))
    screen.wait_for("File transfers")
    screen.wait_for("second.bin")
    return screen


def slow() -> Fault:
    """Large answers wait until the cable is repaired."""
    return Fault("delay", 4 << 20, is_from_client=False, seconds=LIMIT)


@sample("transfers", "cancelTransfer")
def cancels(world):
    world.cable(slow)
    screen = open_transfers(world)
    world.wait_selected("first.bin")
    world.act().wait_for("Cancelled: first.bin")
    screen.wait_for(lambda _: "second.bin" in world.selected)


@sample("transfers", "retryTransfer")
def tries_again(world):
    cable = world.cable(slow)
    screen = open_transfers(world)
    cable.pull_out()
    # The reason stands behind the name. A transfer that has only begun shows nothing there.
    screen.wait_for(lambda screen: any(re.search(r"↓ first\.bin +[^%]*[a-z]{3}[^%]*$", line) for line in screen.lines))
    cable.mend()
    world.wait_selected("first.bin")
    world.act()
    wait_until(lambda: [path.stat().st_size for path in world.folder.rglob("first.bin")] == [24 << 20])


@sample("transfers", "down", "last", "pageDown")
def goes_to_the_second(world):
    world.cable(slow)
    open_transfers(world)
    world.wait_selected("first.bin")
    world.act()
    world.wait_selected("second.bin")


@sample("transfers", "up", "first", "pageUp")
def goes_to_the_first(world):
    world.cable(slow)
    screen = open_transfers(world)
    screen.press("Down")
    world.wait_selected("second.bin")
    world.act()
    world.wait_selected("first.bin")


@sample("transfers", "back")
def closes_transfers(world):
    world.cable(slow)
    open_transfers(world)
    world.act().wait_until_gone("File transfers")


# Canned replies


def open_empty_reply(world: World) -> dict:
    ticket = world.ticket()
    screen = world.open_ticket(ticket)
    screen.press("r")
    screen.wait_for("Write your reply here")
    return ticket


@sample("reply", "insertCannedReply", role="agent")
def inserts_a_canned_reply(world):
    name = world.canned_reply("Hello {customer}, this is {ticket}")
    ticket = open_empty_reply(world)
    screen = world.act()
    screen.wait_for("type to find")
    screen.press(name, "Enter")
    text = f"Hello {ticket['author']['name']}, this is № {ticket['number']}"
    screen.wait_for(text)
    assert text not in world.texts(ticket)
    screen.press("^S")
    world.wait_for_text(ticket, text)


def name_a_reply(world: World):
    open_empty_reply(world)
    screen = world.screen
    screen.press("Restart it, please")
    screen.wait_for("Restart it, please")
    screen.press("\x1bk")
    screen.wait_for("Save as your own canned reply")
    return screen


@sample("reply", "keepCannedReply", role="agent")
def keeps_a_canned_reply(world):
    open_empty_reply(world)
    world.screen.press("Restart it, please")
    world.screen.wait_for("Restart it, please")
    world.act().wait_for("Save as your own canned reply")


@sample("cannedName", "choose", role="agent")
def names_a_canned_reply(world):
    screen = name_a_reply(world)
    name = f"Restart {uuid.uuid4().hex[:6]}"
    screen.press(name)
    screen.wait_for(name)
    world.act().wait_for("Saved as the canned reply")
    world.agent.wait_until(lambda api: any(
        change.get("cannedReply", {}).get("name") == name for change in api.changes()))


@sample("cannedName", "back", role="agent")
def names_none(world):
    screen = name_a_reply(world)
    world.act().wait_until_gone("Save as your own canned reply")
    assert "Restart it, please" in screen


def edit_a_reply(world: World) -> str:
    """Opens the text of a canned reply of the desk, whose name it answers."""
    name = world.canned_reply("Hello {customer}")
    open_empty_reply(world)
    screen = world.screen
    screen.press("\x1bc")
    screen.wait_for("type to find")
    screen.press(name)
    screen.wait_for(lambda _: name in world.selected)
    return name


@sample("choices", "editCannedReply", role="agent")
def edits_a_canned_reply(world):
    name = edit_a_reply(world)
    world.act().wait_for(f"Text of a canned reply: {name}, shared")


@sample("cannedText", "send", role="agent")
def changes_a_canned_reply(world):
    name = edit_a_reply(world)
    screen = world.screen
    screen.press("\x1be")
    screen.wait_for(f"Text of a canned reply: {name}")
    screen.press("End", ", welcome")
    screen.wait_for("Hello {customer}, welcome")
    world.act().wait_for("Name of a canned reply")
    screen.press("Enter")
    screen.wait_for("Saved as the canned reply")
    world.agent.wait_until(lambda api: any(
        change.get("cannedReply", {}).get("text") == {"en": "Hello {customer}, welcome"}
        for change in api.changes()))


@sample("cannedText", "back", role="agent")
def keeps_a_changed_reply(world):
    name = edit_a_reply(world)
    screen = world.screen
    screen.press("\x1be")
    screen.wait_for(f"Text of a canned reply: {name}")
    screen.press("End", ", welcome")
    screen.wait_for("Hello {customer}, welcome")
    world.act().wait_for("Not saved.")
    screen.press("\x1be")
    screen.wait_for("Hello {customer}, welcome")


@sample("reply", "insertCannedReply", "keepCannedReply", role="customer")
def has_no_canned_replies(world):
    open_empty_reply(world)
    world.act().wait_for("Only specialists can do this.")


@sample("cannedText", "send", "back", role="customer")
@sample("cannedName", "choose", "back", role="customer")
def names_no_reply(world):
    """Customers have no key that leads to the box."""
    open_empty_reply(world)
    world.screen.press("\x1bk")
    world.screen.wait_for("Only specialists can do this.")
    world.act()
    world.screen.wait_until_gone("Only specialists can do this.")
