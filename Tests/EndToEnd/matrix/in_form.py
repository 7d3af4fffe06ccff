"""Samples of the Create Ticket form, of lists to choose from, and of the file browser."""

import re
import uuid

from harness.files import sha256

from .table import Samples
from .world import World, bytes_of

samples = Samples()
sample = samples.sample


def open_form(world: World, topic: str | None = None, **options):
    """The form; with a topic chosen, the focus is on what comes after it."""
    screen = world.open(**options)
    screen.press("2")
    screen.wait_for("Choose what it is about")
    if world.is_agent:
        # A specialist files for a service, which the form asks for first.
        service = world.customer.get("/v1/me")["service"]["name"]
        screen.press("Enter")
        screen.wait_for("type to find")
        screen.press(service)
        screen.wait_for(lambda _: service in world.selected)
        screen.press("Enter")
        screen.wait_until_gone("type to find")
    if topic:
        screen.press("Enter")
        screen.wait_for("type to find")
        screen.press(topic)
        screen.wait_for(lambda _: topic in world.selected)
        screen.press("Enter")
        screen.wait_until_gone("type to find")
    return screen


def open_text(world: World, text: str, **options):
    """The form with a text in it, where the focus is."""
    screen = open_form(world, "Other", **options)
    screen.press(text)
    screen.wait_for(text)
    return screen


def unique(text: str) -> str:
    return f"{text} {uuid.uuid4().hex[:8]}"


def attach(world: World, name: str) -> None:
    (world.folder / name).write_bytes(b"42\n")
    screen = world.screen
    screen.press("^T")
    screen.wait_for("Attach a file")
    screen.press(name)
    world.wait_selected(name)
    screen.press("Enter")
    screen.wait_for(f"Attached: {name}")


def wait_for_ticket(world: World, subject: str) -> dict:
    [ticket] = world.agent.wait_until(lambda api: api.tickets(subject))
    return ticket


def leave_text(world: World) -> None:
    """Waits until the form is left: a key that follows Esc at once would be another key."""
    world.screen.press("Esc")
    # The footer is painted from left to right.
    world.screen.wait_for(lambda screen: re.search(r"Alt-d Drafts .* F1 Help", screen.lines[-1]))


def enter_context(world: World) -> None:
    """Moves from the text to where the sample presses its key."""
    if world.binding.context == "create":
        leave_text(world)


@sample("create", "send")
@sample("createText", "send")
def files_a_ticket(world):
    text = unique("Filed by its key")
    open_text(world, text)
    enter_context(world)
    world.act()
    ticket = wait_for_ticket(world, text)
    assert [message["text"] for message in world.agent.messages(ticket["id"])] == [text]
    assert ticket["service"] == world.customer.get("/v1/me")["service"]["id"]


@sample("create", "attach")
@sample("createText", "attach")
def attaches(world):
    screen = open_text(world, "With a receipt")
    (world.folder / "receipt.txt").write_bytes(b"42\n")
    enter_context(world)
    world.act().wait_for("Attach a file")
    screen.press("receipt")
    world.wait_selected("receipt.txt")
    screen.press("Enter")
    screen.wait_for("Attached: receipt.txt")
    copies = [path for path in world.folder.rglob("*") if path.is_file() and path.stat().st_size == 3]
    assert sum(sha256(path.read_bytes()) == sha256(b"42\n") for path in copies) == 2


@sample("create", "removeFile")
@sample("createText", "removeFile")
def removes_a_file(world):
    open_text(world, "Without a receipt")
    attach(world, "receipt.txt")
    enter_context(world)
    world.act().wait_for("Removed: receipt.txt")
    world.screen.wait_for("none yet")


@sample("createText", "editExternally")
def writes_in_an_editor(world):
    editor = world.program("editor", 'printf " and from the editor" >> "$1"')
    open_text(world, "From the form", EDITOR=editor)
    world.act().wait_for("From the form and from the editor")


@sample("create", "openSimilar")
@sample("createText", "openSimilar")
def opens_a_similar_ticket(world):
    text = unique("Driver tablets restart")
    ticket = world.ticket(text)
    screen = open_form(world, "Other")
    screen.press(text)
    screen.wait_for("Similar:")
    enter_context(world)
    world.act().wait_for(f"№ {ticket['number']}")


@sample("createText", "nextField")
def goes_to_the_next_field(world):
    screen = open_text(world, "The text")
    world.act()
    screen.press("Own subject")
    screen.wait_for(lambda screen: re.search(r"Subject +Own subject", screen.text))


@sample("createText", "previousField")
def goes_to_the_field_before(world):
    screen = open_text(world, "The text")
    screen.press("Tab", "Subject first")
    screen.wait_for("Subject first")
    world.act()
    screen.press(" goes on")
    screen.wait_for("The text goes on")


@sample("create", "nextField")
def leaves_the_topic_forwards(world):
    screen = open_form(world)
    world.act()
    screen.press("Typed into the text")
    screen.wait_for("Typed into the text")


@sample("create", "previousField")
def leaves_the_topic_backwards(world):
    """The first field is preceded by the button, and that by the subject. A specialist's first field is the service."""
    screen = open_form(world)
    world.act()
    if world.is_agent:
        screen.press(bytes_of("Shift-Tab"))
    screen.press(bytes_of("Shift-Tab"), "Own subject")
    screen.wait_for(lambda screen: re.search(r"Subject +Own subject", screen.text))


@sample("createText", "leaveText")
def leaves_the_text(world):
    screen = open_text(world, "The text")
    world.act()
    # A digit is a key again instead of being written.
    screen.press("1")
    screen.wait_for("Status")


@sample("create", "choose")
def chooses_the_topic(world):
    screen = open_form(world)
    world.act().wait_for("type to find")
    screen.press("Telephony", "Enter")
    screen.wait_for(lambda screen: re.search(r"Topic \* +Telephony", screen.text))


@sample("create", "showDrafts")
def lists_drafts(world):
    screen = open_text(world, "A draft by its words")
    leave_text(world)
    world.act().wait_for(lambda _: "A draft by its words" in world.selected)


@sample("create", "newDraft")
def begins_a_new_draft(world):
    screen = open_text(world, "The first draft")
    leave_text(world)
    world.act().wait_until_gone("The first draft")
    screen.wait_for("Choose what it is about")


@sample("create", "pageDown")
def reads_on_in_the_recommendation(world):
    screen = open_long_recommendation(world)
    before = screen.text
    world.act().wait_for(lambda screen: screen.text != before)


@sample("create", "pageUp")
def reads_back_in_the_recommendation(world):
    screen = open_long_recommendation(world)
    # The line below the panel may change by itself.
    top = 4 if world.is_agent else 2
    before = screen.lines[top:top + 3]
    screen.press("PgDn")
    screen.wait_for(lambda screen: screen.lines[top:top + 3] != before)
    world.act().wait_for(lambda screen: screen.lines[top:top + 3] == before)


def open_long_recommendation(world: World):
    """One that does not fit."""
    screen = open_form(world, "Telephony", rows=18)
    leave_text(world)
    screen.wait_for("▾")
    screen.wait_for(lambda screen: screen.text.count("▾") >= 2)
    return screen


@sample("create", "back")
def leaves_the_form_as_it_is(world):
    """It leads to the list, and nothing is lost."""
    screen = open_text(world, "Still here")
    leave_text(world)
    world.act().wait_for("Status")
    screen.press("2")
    screen.wait_for("Still here")


# Lists to choose from


def open_topics(world: World) -> list[str]:
    """The list of topics; their titles in order."""
    screen = open_form(world)
    screen.press("Enter")
    screen.wait_for("type to find")
    titles = [topic["title"]["en"] for topic in world.me.get("/v1/topics")["items"] if not topic["isRetired"]]
    world.wait_selected(titles[0])
    return titles


@sample("choices", "choose")
def chooses(world):
    titles = open_topics(world)
    world.act().wait_until_gone("type to find")
    assert titles[0] in world.screen.lines[world.screen.row("Topic")]


@sample("choices", "back")
def does_not_choose(world):
    open_topics(world)
    world.act().wait_until_gone("type to find")
    assert "Choose what it is about" in world.screen


@sample("choices", "down")
def goes_down(world):
    titles = open_topics(world)
    world.act()
    world.wait_selected(titles[1])


@sample("choices", "up")
def goes_up(world):
    titles = open_topics(world)
    world.screen.press("Down")
    world.wait_selected(titles[1])
    world.act()
    world.wait_selected(titles[0])


@sample("choices", "pageDown")
def goes_a_page_down(world):
    titles = open_topics(world)
    world.act().wait_for(lambda _: any(title in world.selected for title in titles[3:]))


@sample("choices", "pageUp")
def goes_a_page_up(world):
    titles = open_topics(world)
    world.screen.press("PgDn")
    world.screen.wait_for(lambda _: any(title in world.selected for title in titles[3:]))
    world.act()
    world.wait_selected(titles[0])


@sample("choices", "removeDraft")
def removes_a_draft(world):
    screen = open_text(world, "Nobody needs this")
    leave_text(world)
    screen.press(bytes_of("Alt-d"))
    screen.wait_for(lambda _: "Nobody needs this" in world.selected)
    world.act().wait_for("Delete this draft")
    screen.press("y")
    screen.wait_until_gone("Nobody needs this")


@sample("choices", "editCannedReply", role="customer")
def edits_no_canned_reply(world):
    """The lists that customers have are of other things."""
    screen = open_text(world, "The printer is silent")
    leave_text(world)
    screen.press(bytes_of("Alt-d"))
    screen.wait_for(lambda _: "The printer is silent" in world.selected)
    world.act().wait_for("Only specialists can do this.")


# The file browser


def open_browser(world: World):
    """A folder with files, a hidden one and a folder in it."""
    folder = world.folder / "to attach"
    folder.mkdir()
    for number in range(30):
        (folder / f"file{number:02}.txt").write_text(str(number))
    (folder / ".hidden.txt").write_text("hidden")
    (folder / "zinner").mkdir()
    (folder / "zinner" / "deep.txt").write_text("deep")
    screen = open_text(world, "Some words")
    screen.press("^T")
    screen.wait_for("Attach a file")
    screen.press(f"{folder}/", "Enter")
    screen.wait_for("file00.txt")
    screen.press("Home")
    return screen


def first_of(world: World) -> str:
    world.screen.wait_for(lambda _: world.selected)
    return world.selected


@sample("browser", "choose")
def attaches_the_file(world):
    screen = open_browser(world)
    screen.press("file07")
    world.wait_selected("file07.txt")
    world.act().wait_for("Attached: file07.txt")


@sample("browser", "mark")
def marks_files(world):
    screen = open_browser(world)
    screen.press("file0")
    world.wait_selected("file00.txt")
    world.act().wait_for("1 marked")
    world.act().wait_for("2 marked")
    screen.press("Enter")
    screen.wait_for(lambda screen: "file00.txt" in screen and "file01.txt" in screen and "Your request" in screen)


@sample("browser", "toggleHidden")
def shows_hidden_files(world):
    open_browser(world)
    world.act().wait_for(".hidden.txt")


@sample("browser", "parentFolder")
def goes_up_a_folder(world):
    open_browser(world)
    world.act().wait_for("to attach/")


@sample("browser", "complete")
def completes_a_path(world):
    screen = open_browser(world)
    screen.press("Esc")
    screen.wait_until_gone("Attach a file")
    screen.press("^T")
    screen.wait_for("Attach a file")
    screen.press("~/to a")
    world.act().wait_for("/to attach/")
    screen.press("Enter")
    screen.wait_for("file00.txt")


@sample("browser", "down")
def goes_down_in_the_browser(world):
    open_browser(world)
    before = first_of(world)
    world.act().wait_for(lambda _: world.selected and world.selected != before)


@sample("browser", "up")
def goes_up_in_the_browser(world):
    open_browser(world)
    before = first_of(world)
    world.screen.press("Down")
    world.screen.wait_for(lambda _: world.selected and world.selected != before)
    world.act().wait_for(lambda _: world.selected == before)


@sample("browser", "pageDown")
def goes_a_page_down_in_the_browser(world):
    open_browser(world)
    before = first_of(world)
    world.act().wait_for(lambda _: world.selected and world.selected != before)
    assert "file01" not in world.selected


@sample("browser", "pageUp")
def goes_a_page_up_in_the_browser(world):
    open_browser(world)
    before = first_of(world)
    world.screen.press("PgDn")
    world.screen.wait_for(lambda _: world.selected and world.selected != before)
    world.act().wait_for(lambda _: world.selected == before)


@sample("browser", "last")
def goes_to_the_end_of_the_browser(world):
    open_browser(world)
    world.act().wait_for(lambda _: "file29.txt" in world.selected or "zinner" in world.selected)


@sample("browser", "first")
def goes_to_the_beginning_of_the_browser(world):
    open_browser(world)
    before = first_of(world)
    world.screen.press("End")
    world.screen.wait_for(lambda _: world.selected and world.selected != before)
    world.act().wait_for(lambda _: world.selected == before)


@sample("browser", "back")
def attaches_nothing(world):
    screen = open_browser(world)
    # What was typed to search goes first.
    screen.press("zzz")
    screen.wait_for("zzz")
    screen.press("Esc")
    screen.wait_until_gone("zzz")
    world.act().wait_until_gone("Attach a file")
    world.screen.wait_for("none yet")
