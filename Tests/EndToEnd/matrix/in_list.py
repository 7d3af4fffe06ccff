"""Samples of the list of tickets, its filter, and of what works everywhere."""

import base64
import re
import uuid

from .table import Samples
from .world import World, shown

samples = Samples()
sample = samples.sample


def order(world: World) -> list[str]:
    """What the list shows, from the top: newest activity first."""
    return [shown(ticket) for ticket in world.me.tickets()]


def open_list(world: World, rows: int = 12) -> list[str]:
    """A list that is longer than the window, with its first row selected."""
    subjects = order(world)
    screen = world.open(rows=rows)
    screen.wait_for(subjects[0])
    screen.press("Home")
    world.wait_selected(subjects[0])
    return subjects


# Everywhere


@sample("everywhere", "quit")
@sample("ticketList", "quit")
def quits(world):
    world.open()
    assert world.act().wait_for_end() == 0


@sample("everywhere", "help")
def helps(world):
    world.open()
    world.act().wait_for("List of tickets")


@sample("everywhere", "palette")
def offers_all_actions(world):
    world.open()
    screen = world.act()
    screen.wait_for("What do you want to do?")
    screen.press("Customer", "Enter")
    screen.wait_for("Support bot")


@sample("everywhere", "showTickets")
def shows_tickets(world):
    screen = world.open()
    screen.press("3")
    screen.wait_for("Support bot")
    world.act().wait_for("Subject")


@sample("everywhere", "showCreate")
def shows_create(world):
    world.open()
    world.act().wait_for("Choose what it is about")


@sample("everywhere", "showCustomerPage")
def shows_customer_page(world):
    world.open()
    world.act().wait_for("Support bot")


@sample("everywhere", "nextTab")
def goes_to_the_next_tab(world):
    world.open()
    world.act().wait_for("Choose what it is about")


@sample("everywhere", "previousTab")
def goes_to_the_previous_tab(world):
    world.open()
    world.act().wait_for("Support bot")


@sample("everywhere", "syncNow")
def synchronises_now(world):
    """The desk comes back while the program waits before it tries again."""
    cable = world.cable()
    cable.pull_out()
    screen = world.open(wait="offline since")
    ticket = world.ticket()
    cable.mend()
    world.act().wait_for("online")
    screen.wait_for(shown(ticket))


@sample("everywhere", "repaint")
def repaints(world):
    """Something else has written over the screen."""
    screen = world.open()
    before = screen.text
    screen.scribble("a message of the system to all users")
    assert screen.text != before
    world.act().wait_for(lambda screen: screen.text == before)


@sample("everywhere", "switchLanguage")
def switches_the_language(world):
    screen = world.open()
    title = screen.lines[0]
    world.act().wait_for(lambda screen: screen.lines[0] != title and "1 Т" in screen.lines[0])


@sample("everywhere", "chooseTheme")
def chooses_a_theme(world):
    world.open()
    screen = world.act()
    screen.wait_for("gruvbox")
    screen.press("gruvbox", "Enter")
    screen.wait_for("Theme: gruvbox")


@sample("everywhere", "chooseProfile")
def goes_to_another_profile(world):
    world.client.json(
        "login", world.desk.base_url, "--ca-file", world.desk.ca_file, "--profile", "second",
        input=world.me.token + "\n")
    world.open()
    screen = world.act()
    screen.wait_for("Which desk?")
    screen.press("second", "Enter")
    screen.wait_for(lambda screen: "second" in screen.lines[0])


@sample("everywhere", "showTransfers")
def shows_transfers(world):
    world.open()
    world.act().wait_for("File transfers")


@sample("everywhere", "showStatistics", role="agent")
def shows_the_figures(world):
    world.ticket()
    world.open()
    world.act().wait_for("Open now: ")


@sample("everywhere", "showStatistics", role="customer")
def has_no_figures(world):
    world.open()
    world.act().wait_for("Only specialists can do this.")


@sample("everywhere", "suspend")
def goes_to_the_shell_and_back(world):
    screen = world.open_shell()
    screen.press(f"{world.client.program}\r")
    screen.wait_for("online")
    world.act().wait_for("Stopped")
    screen.press("fg\r")
    screen.wait_for("Subject")


# The list


@sample("ticketList", "down")
def goes_down(world):
    subjects = open_list(world)
    world.act()
    world.wait_selected(subjects[1])


@sample("ticketList", "up")
def goes_up(world):
    subjects = open_list(world)
    world.screen.press("Down")
    world.wait_selected(subjects[1])
    world.act()
    world.wait_selected(subjects[0])


@sample("ticketList", "pageDown")
def goes_a_page_down(world):
    subjects = open_list(world)
    world.act().wait_for(lambda _: any(subject in world.selected for subject in subjects[5:]))


@sample("ticketList", "pageUp")
def goes_a_page_up(world):
    subjects = open_list(world)
    world.screen.press("PgDn")
    world.screen.wait_for(lambda _: any(subject in world.selected for subject in subjects[5:]))
    world.act()
    world.wait_selected(subjects[0])


@sample("ticketList", "last")
def goes_to_the_end(world):
    subjects = open_list(world)
    world.act()
    world.wait_selected(subjects[-1])


@sample("ticketList", "first")
def goes_to_the_beginning(world):
    subjects = open_list(world)
    world.screen.press("End")
    world.wait_selected(subjects[-1])
    world.act()
    world.wait_selected(subjects[0])


@sample("ticketList", "open")
def opens_a_ticket(world):
    ticket = world.ticket("The words of the first message")
    screen = world.open()
    screen.wait_for(shown(ticket))
    world.select(ticket)
    world.act().wait_for("The words of the first message")


@sample("ticketList", "filter")
def filters(world):
    ticket = world.ticket()
    screen = world.open()
    screen.wait_for(shown(ticket))
    world.act().wait_for("Filter:")
    screen.press(ticket["subject"])
    screen.wait_for("1 ticket")
    assert shown(ticket) in world.selected


def left_out(world: World) -> dict:
    """A ticket that is on the desk and not on this machine."""
    ticket = world.ticket()
    world.client.json("sync")
    world.client.forget(ticket["number"])
    return ticket


@sample("ticketList", "searchDesk")
def loads_from_the_desk(world):
    ticket = left_out(world)
    screen = world.open()
    screen.press("/")
    screen.wait_for("Filter:")
    screen.press(ticket["subject"])
    screen.wait_for("0 here · 1 on the desk")
    screen.press("Enter")
    world.act().wait_for("Loaded from the support desk: 1 ticket.")
    screen.wait_for(shown(ticket))


@sample("filter", "searchDesk")
def loads_from_the_desk_while_filtering(world):
    ticket = left_out(world)
    screen = world.open()
    screen.press("/")
    screen.wait_for("Filter:")
    screen.press(ticket["subject"])
    screen.wait_for("0 here · 1 on the desk")
    world.act().wait_for("Loaded from the support desk: 1 ticket.")
    screen.wait_for(shown(ticket))


@sample("ticketList", "nextView")
def shows_the_next_view(world):
    world.open()
    before = world.strong
    world.act().wait_for(lambda _: world.strong != before)
    screen = world.screen
    screen.press("[")
    screen.wait_for(lambda _: world.strong == before)


@sample("ticketList", "previousView")
def shows_the_view_before(world):
    world.open()
    before = world.strong
    world.act().wait_for(lambda _: world.strong != before)
    world.screen.press("]")
    world.screen.wait_for(lambda _: world.strong == before)


@sample("ticketList", "nextUnread")
def opens_the_next_unread(world):
    world.read_everything()
    ticket = world.news("Something that nobody has read")
    screen = world.open()
    screen.wait_for(shown(ticket))
    screen.press("End")
    world.act().wait_for("Something that nobody has read")


@sample("ticketList", "markUnread")
def marks_as_unread(world):
    ticket = world.news("Read it again")
    screen = world.open_ticket(ticket)
    screen.wait_for("Read it again")
    screen.press("Esc")
    screen.wait_for(lambda _: shown(ticket) in world.selected and "●" not in world.selected)
    world.act().wait_for(lambda _: "●" in world.selected)
    world.wait_unread(ticket, True)


def numbers_shown(world: World) -> list[int]:
    return [int(match[1]) for line in world.screen.lines[3:-2] if (match := re.match(r" [● ][+ ] +(\d+) ", line))]


def is_part(part: list[int], whole: list[int]) -> bool:
    """Whether the rows are neighbours in that order; the selection decides which part is seen."""
    return len(part) > 4 and any(whole[start:start + len(part)] == part for start in range(len(whole)))


@sample("ticketList", "sort")
def sorts(world):
    # The ticket with the highest number is not the one with the latest activity.
    [*_, oldest] = world.customer.tickets()
    world.other.answer(oldest["id"], "One more word")
    open_list(world)
    numbers = sorted((ticket["number"] for ticket in world.me.tickets()), reverse=True)
    assert not is_part(numbers_shown(world), numbers)
    world.act().wait_for(lambda _: is_part(numbers_shown(world), numbers))


@sample("ticketList", "reverseSort")
def sorts_the_other_way_round(world):
    open_list(world)
    numbers = [ticket["number"] for ticket in world.me.tickets()]
    world.screen.wait_for(lambda _: is_part(numbers_shown(world), numbers))
    world.act().wait_for(lambda _: is_part(numbers_shown(world), numbers[::-1]))


@sample("ticketList", "copyNumber")
def copies_the_number(world):
    ticket = world.ticket()
    screen = world.open()
    screen.wait_for(shown(ticket))
    world.select(ticket)
    world.act().wait_for(f"Copied: № {ticket['number']}")
    assert base64.b64encode(f"№ {ticket['number']}".encode()) in screen.raw


@sample("ticketList", "take", role="agent")
def takes_the_selected_ticket(world):
    ticket = world.ticket()
    screen = world.open()
    screen.wait_for(shown(ticket))
    world.select(ticket)
    world.act()
    world.me.wait_until(lambda _: (world.now(ticket).get("assignee") or {}).get("name") == world.user["name"])


@sample("ticketList", "take", role="customer")
def cannot_take_a_ticket(world):
    world.open()
    world.act().wait_for("Only specialists can do this.")


@sample("ticketList", "prioritise", role="agent")
def sets_the_priority_of_the_selected_ticket(world):
    ticket = world.ticket()
    screen = world.open()
    screen.wait_for(shown(ticket))
    world.select(ticket)
    world.act().wait_for("Which priority?")
    screen.press("Urgent", "Enter")
    world.me.wait_until(lambda _: world.now(ticket).get("priority") == "urgent")
    screen.wait_for(f"!! {ticket['subject']}")


@sample("ticketList", "prioritise", role="customer")
def marks_the_selected_ticket_as_urgent(world):
    ticket = world.ticket()
    screen = world.open()
    screen.wait_for(shown(ticket))
    world.select(ticket)
    world.act().wait_for("Mark this ticket as urgent?")
    screen.press("y")
    world.me.wait_until(lambda _: world.now(ticket).get("priority") == "urgent")


def mark(world: World, count: int = 2) -> list[dict]:
    """New tickets, all marked: the newest of the list."""
    tickets = [world.ticket() for _ in range(count)]
    screen = world.open()
    for ticket in tickets:
        screen.wait_for(shown(ticket))
    screen.press("Home")
    world.wait_selected(shown(tickets[-1]))
    screen.press(*[" "] * count)
    screen.wait_for(f"{count} marked")
    return tickets


def wait_for_all(world: World, tickets: list[dict], is_so) -> None:
    world.me.wait_until(lambda _: all(is_so(world.now(ticket)) for ticket in tickets))


@sample("ticketList", "mark")
def marks(world):
    ticket = world.ticket()
    screen = world.open()
    screen.wait_for(shown(ticket))
    world.select(ticket)
    world.act().wait_for("1 marked")
    assert screen.lines[screen.row(shown(ticket))].startswith("✓")
    screen.press("Esc")
    screen.wait_until_gone("1 marked")


@sample("ticketList", "resolve")
def resolves_all_marked(world):
    tickets = mark(world)
    world.act().wait_for("Resolve 2 tickets?")
    world.screen.press("y")
    wait_for_all(world, tickets, lambda ticket: ticket["status"] == "resolved")


@sample("ticketList", "reopen")
def reopens_all_marked(world):
    tickets = [world.resolved_ticket(), world.resolved_ticket()]
    screen = world.open()
    while "Resolved" not in world.strong:
        before = world.strong
        screen.press("v")
        screen.wait_for(lambda _: world.strong != before)
    for ticket in tickets:
        screen.wait_for(shown(ticket))
    screen.press("Home", " ", " ")
    screen.wait_for("2 marked")
    world.act().wait_for("Reopen 2 tickets?")
    screen.press("Enter")
    wait_for_all(world, tickets, lambda ticket: ticket["status"] == "open")


@sample("ticketList", "assign", role="agent")
def assigns_all_marked(world):
    tickets = mark(world)
    screen = world.act()
    screen.wait_for(world.user["name"])
    screen.press(world.user["name"], "Enter")
    screen.wait_for("Take 2 tickets?")
    screen.press("y")
    wait_for_all(world, tickets, lambda ticket: (ticket.get("assignee") or {}).get("name") == world.user["name"])


@sample("ticketList", "move", role="agent")
def moves_all_marked(world):
    tickets = mark(world)
    screen = world.act()
    screen.wait_for("Telephony")
    screen.press("Telephony", "Enter")
    screen.wait_for("Move 2 tickets to")
    screen.press("y")
    wait_for_all(world, tickets, lambda ticket: ticket["topic"] == "telephony")


@sample("ticketList", "assign", "move", role="customer")
def cannot_assign_or_move(world):
    world.open()
    world.act().wait_for("Only specialists can do this.")


@sample("ticketList", "recall")
def undoes_a_change_of_several(world):
    world.configure("[ui]\nundo_seconds = 60")
    tickets = mark(world)
    screen = world.screen
    screen.press("x")
    screen.wait_for("Resolve 2 tickets?")
    screen.press("y")
    screen.wait_for("2 tickets resolved")
    world.act().wait_for("Taken back for 2 tickets")
    screen.wait_for("2 marked")
    assert all(world.now(ticket)["status"] == "new" for ticket in tickets)


@sample("ticketList", "back")
def clears_the_filter(world):
    subjects = open_list(world)
    ticket = world.ticket()
    world.screen.press("/")
    world.screen.wait_for("Filter:")
    world.screen.press(ticket["subject"], "Enter")
    world.screen.wait_for("1 ticket")
    world.act().wait_until_gone("Filter:")
    world.screen.wait_for(subjects[0])


# The filter


def open_filter(world: World) -> list[str]:
    """A filter that several tickets pass, with the first of them selected; from the top."""
    word = f"word{uuid.uuid4().hex[:6]}"
    for _ in range(12):
        world.ticket(f"The text has {word} in it")
    subjects = order(world)[:12]
    screen = world.open(rows=12)
    screen.wait_for(subjects[0])
    screen.press("/")
    screen.wait_for("Filter:")
    screen.press(word)
    screen.wait_for("12 tickets")
    world.wait_selected(subjects[0])
    return subjects


@sample("filter", "down")
def goes_down_while_filtering(world):
    subjects = open_filter(world)
    world.act()
    world.wait_selected(subjects[1])


@sample("filter", "up")
def goes_up_while_filtering(world):
    subjects = open_filter(world)
    world.screen.press("Down")
    world.wait_selected(subjects[1])
    world.act()
    world.wait_selected(subjects[0])


@sample("filter", "pageDown")
def goes_a_page_down_while_filtering(world):
    subjects = open_filter(world)
    world.act().wait_for(lambda _: any(subject in world.selected for subject in subjects[4:]))


@sample("filter", "pageUp")
def goes_a_page_up_while_filtering(world):
    subjects = open_filter(world)
    world.screen.press("PgDn")
    world.screen.wait_for(lambda _: any(subject in world.selected for subject in subjects[4:]))
    world.act()
    world.wait_selected(subjects[0])


@sample("filter", "choose")
def leaves_the_filter_as_it_is(world):
    subjects = open_filter(world)
    screen = world.act()
    # Letters are keys again: j goes down instead of being written.
    screen.press("j")
    world.wait_selected(subjects[1])
    assert "12 tickets" in screen


@sample("filter", "complete")
def completes_a_condition(world):
    subjects = open_list(world)
    screen = world.screen
    screen.press("/", "topic:oth")
    screen.wait_for("topic:oth")
    world.act().wait_for("topic:Other")
    screen.wait_for(subjects[0])


@sample("filter", "back")
def forgets_the_filter(world):
    open_filter(world)
    world.act().wait_until_gone("Filter:")
    world.screen.wait_until_gone("12 tickets")


# Notes for the next shift


def note_text() -> str:
    return f"Car {uuid.uuid4().hex[:8]} is in the workshop"


def open_note(world: World):
    screen = world.open()
    screen.press("w")
    screen.wait_for("Only your own service reads this")
    return screen


@sample("ticketList", "beginShift")
def begins_the_shift(world):
    world.ticket()
    screen = world.open()
    world.act().wait_for("Your shift begins:")
    screen.press("e")
    screen.wait_for("Taken back: your shift counts from")


@sample("ticketList", "writeShiftNote", role="customer")
def begins_a_note(world):
    world.open()
    world.act().wait_for("Only your own service reads this")


@sample("ticketList", "showShiftNotes", role="customer")
def lists_the_notes(world):
    text = note_text()
    screen = open_note(world)
    screen.press(text, "^S")
    screen.wait_until_gone("Only your own service")
    screen.wait_for(text)
    world.act().wait_for("type to find")
    assert text in screen


@sample("shiftNote", "send", role="customer")
def leaves_a_note(world):
    text = note_text()
    screen = open_note(world)
    screen.press(text)
    screen.wait_for(text)
    world.act().wait_until_gone("Only your own service")
    screen.wait_for(text)


@sample("shiftNote", "back", role="customer")
def keeps_the_words_of_a_note(world):
    screen = open_note(world)
    screen.press("Half a note")
    screen.wait_for("Half a note")
    world.act().wait_until_gone("Half a note")
    screen.press("w")
    screen.wait_for("Half a note")


@sample("ticketList", "writeShiftNote", "showShiftNotes", role="agent")
def has_no_notes(world):
    world.open()
    world.act().wait_for("Only the users of a taxi service have this.")


@sample("shiftNote", "send", "back", role="agent")
def never_writes_a_note(world):
    """Specialists have no key that leads to the box."""
    screen = world.open()
    screen.press("w")
    screen.wait_for("Only the users of a taxi service have this.")
    world.act()
    screen.wait_until_gone("Only the users of a taxi service have this.")


# Answering from the list


@sample("ticketList", "reply")
def replies_to_the_selected(world):
    ticket = world.ticket()
    screen = world.open()
    screen.wait_for(shown(ticket))
    world.select(ticket)
    world.act().wait_for("Write your reply here")
    screen.press("Straight from the list", "^S")
    world.wait_for_text(ticket, "Straight from the list")


def open_answer(world: World) -> list[dict]:
    """The box for an answer to two marked tickets."""
    tickets = [world.ticket(), world.ticket()]
    world.configure("[ui]\nundo_seconds = 0")
    screen = world.open()
    for ticket in tickets:
        screen.wait_for(shown(ticket))
    screen.press("Home", *"  ", "r")
    screen.wait_for("Reply to 2 tickets")
    return tickets


@sample("severalReply", "send", role="agent")
def answers_all_marked(world):
    tickets = open_answer(world)
    world.screen.press("It works again, {customer}.")
    world.act().wait_for("Send this reply to 2 tickets?")
    world.screen.press("y")
    for ticket in tickets:
        world.wait_for_text(ticket, f"It works again, {ticket['author']['name']}.")


@sample("severalReply", "insertCannedReply", role="agent")
def answers_with_a_canned_reply(world):
    name = world.canned_reply("Hello {customer}")
    open_answer(world)
    screen = world.act()
    screen.wait_for("type to find")
    screen.press(name, "Enter")
    screen.wait_for("Hello {customer}")


@sample("severalReply", "back", role="agent")
def keeps_the_answer(world):
    open_answer(world)
    screen = world.screen
    screen.press("Half an answer")
    screen.wait_for("Half an answer")
    world.act().wait_until_gone("Half an answer")
    screen.press("r")
    screen.wait_for("Half an answer")


@sample("severalReply", "send", "insertCannedReply", "back", role="customer")
def answers_one_at_a_time(world):
    """Customers have no key that leads to the box."""
    world.ticket()
    screen = world.open()
    screen.press("Home", " ", "r")
    screen.wait_for("Only specialists can do this.")
    world.act()
    screen.wait_until_gone("Only specialists can do this.")
