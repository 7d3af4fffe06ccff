"""Samples of the Customer Page and of help."""

import base64
import re

from .scrolling import scrolls
from .table import Samples
from .world import World

samples = Samples()
sample = samples.sample


def open_page(world: World, **options):
    screen = world.open(**options)
    screen.press("3")
    screen.wait_for("Signed in")
    return screen


# Chats


@sample("customerPage", "linkChat", role="customer")
def shows_a_code(world):
    screen = open_page(world)
    world.act().wait_for("Waiting for Telegram")
    assert "/start " in screen


@sample("customerPage", "linkChat", role="agent")
def links_no_chat_of_the_staff(world):
    open_page(world)
    world.act().wait_for("Chats are linked from the account of a taxi service.")


def open_code(world: World):
    screen = open_page(world)
    screen.press("l")
    screen.wait_for("Waiting for Telegram")
    return screen


def copied(screen, text: str) -> bool:
    return base64.b64encode(text.encode())[:-4] in screen.raw


@sample("customerPage", "copyLinkCommand", role="customer")
def copies_the_command(world):
    screen = open_code(world)
    world.act().wait_for("Copied: /start ")
    assert copied(screen, re.search(r"/start \S+", screen.text)[0])


@sample("customerPage", "copyLinkAddress", role="customer")
def copies_the_address(world):
    screen = open_code(world)
    world.act().wait_for("Copied: https://t.me/")
    assert copied(screen, "https://t.me/zirka_support_bot?start=")


@sample("customerPage", "copyLinkCommand", "copyLinkAddress", role="agent")
def has_no_code(world):
    open_page(world)
    world.act().wait_for("There is no code yet.")


@sample("customerPage", "unlinkChat", "toggleAnswers", role="agent")
def is_told_of_no_linked_chat(world):
    """A service manages its own links; the staff only decide about claims."""
    world.chat("Petro")
    open_page(world)
    world.act().wait_for("No chat is linked.")


@sample("customerPage", "unlinkChat", role="customer")
def unlinks_a_chat(world):
    chat = world.chat("Petro")
    screen = open_page(world)
    world.act()
    choose(screen, chat.name)
    screen.wait_for("Question")
    screen.press("y")
    screen.wait_for("Unlinked: ")
    world.customer.wait_until(lambda api: all(each["chatName"] != chat.name for each in world.links("linked")))


@sample("customerPage", "toggleAnswers", role="customer")
def turns_answers_off(world):
    chat = world.chat("Iryna")
    screen = open_page(world)
    world.act()
    choose(screen, chat.name)
    screen.wait_for("gets no answers")
    world.customer.wait_until(
        lambda api: [each["wantsAnswers"] for each in world.links("linked") if each["chatName"] == chat.name] == [False])


@sample("customerPage", "acceptClaim")
def accepts_a_claim(world):
    chat = world.claim("Oleh")
    screen = open_page(world)
    world.act()
    choose(screen, chat.name)
    screen.wait_for("Question")
    screen.press("y")
    screen.wait_for("Accepted: ")
    chat.wait_for("is linked")


@sample("customerPage", "rejectClaim")
def turns_a_claim_away(world):
    chat = world.claim("Taras")
    screen = open_page(world)
    world.act()
    choose(screen, chat.name)
    screen.wait_for("Rejected: ")
    world.customer.wait_until(lambda api: all(each["chatName"] != chat.name for each in world.links("pending")))


def choose(screen, name: str) -> None:
    """Chooses the chat, if there is more than one to choose from."""
    screen.wait_for(lambda screen: "type to find" in screen or "Question" in screen or name in screen.lines[-2])
    if "type to find" in screen:
        screen.press(name)
        screen.wait_for(name)
        screen.press("Enter")


# Devices and notifications


@sample("customerPage", "signOutDevice")
def signs_a_device_out(world):
    world.other_device("An old laptop")
    screen = open_page(world)
    screen.wait_for("An old laptop")
    world.act().wait_for("Sign out which one?")
    screen.press("An old laptop")
    world.wait_selected("An old laptop")
    screen.press("Enter")
    screen.wait_for("Question")
    screen.press("y")
    screen.wait_for("Signed out: An old laptop")
    world.me.wait_until(
        lambda api: all(device["label"] != "An old laptop" for device in api.get("/v1/devices")["items"]))


def toggles(world: World, label: str) -> None:
    screen = open_page(world)
    screen.press("End")
    screen.wait_for(f"{label}: ")
    before = state(screen, label)
    world.act().wait_for(lambda screen: f"{label}: " in screen and state(screen, label) != before)
    # It is remembered.
    screen.press("^Q")
    assert screen.wait_for_end() == 0
    screen = open_page(world)
    screen.press("End")
    screen.wait_for(lambda screen: f"{label}: " in screen and state(screen, label) != before)


def state(screen, label: str) -> str:
    return screen.lines[screen.row(f"{label}: ")].split(f"{label}: ")[1].split()[0]


@sample("customerPage", "toggleBell")
def turns_the_bell_on_and_off(world):
    toggles(world, "Bell")


@sample("customerPage", "toggleDesktopNotifications")
def turns_desktop_notifications_on_and_off(world):
    toggles(world, "Desktop notifications")


@sample("customerPage", "toggleNotificationText")
def shows_or_hides_the_text(world):
    toggles(world, "Text of notifications")


# Moving


scrolls(samples, "customerPage", open_page, top=1, end="Bell: ")


@sample("customerPage", "back", role="customer")
def closes_the_code(world):
    open_code(world)
    world.act().wait_until_gone("Waiting for Telegram")


@sample("customerPage", "back", role="agent")
def goes_back_to_the_list(world):
    """There is nothing to close."""
    open_page(world)
    world.act().wait_for("Status")


# Help


def open_help(world: World):
    screen = world.open()
    screen.press("?")
    # The footer is painted last.
    screen.wait_for(lambda screen: "List of tickets" in screen and screen.lines[-1].startswith(" Esc Back"))
    return screen


# The context that the table has last ends it.
scrolls(samples, "help", open_help, top=3, end="Reason")


@sample("help", "back")
def closes_help(world):
    open_help(world)
    world.act().wait_for("Subject")
