"""The whole way between the Customer Page, the chat and the specialist's terminal, with real processes."""

from urllib.parse import parse_qs, urlsplit

from botapi import Media
from botapi.people import words
from harness import qr
from harness.bots import SUPPORT_TOKEN, BotDesk
from harness.chats import SUPPORT, lines
from harness.client import Client
from harness.files import png, sha256


def test_linked_by_the_code_on_the_screen_answered_in_the_terminal_replied_in_the_chat(
    cabdesk, cabdeskd, tmp_path, telegram, open_screen
):
    bot = telegram.add_bot(SUPPORT_TOKEN, "zirka_support_bot")
    desk = BotDesk(cabdeskd, tmp_path / "desk" / "data", telegram, SUPPORT)
    try:
        tell(cabdesk, desk, tmp_path, telegram, bot, open_screen)
    finally:
        desk.kill()
    desk.assert_no_secret(tmp_path)


def tell(cabdesk, desk, tmp_path, telegram, bot, open_screen):
    customer, agent = Client(cabdesk, tmp_path / "customer"), Client(cabdesk, tmp_path / "agent")
    customer.sign_in(desk, desk.user("customer"))
    agent.sign_in(desk, desk.user("agent"))
    filed = customer.json(
        "create", "--topic", "other", "--subject", "No sound at night", input="Nobody hears us.")
    api = desk.api(desk.user("agent"))
    number = api.get(f"/v1/tickets/{filed['ticket']}")["number"]

    # The customer scans the code with the phone and confirms; the page turns to linked by itself.
    page = open_screen([customer.program], customer.environment, rows=40, columns=120)
    page.wait_for("online")
    page.press("3")
    page.wait_for("Not linked")
    page.press("l")
    page.wait_for("Waiting for Telegram")
    [address] = page.wait_for(lambda page: qr.decode(page.screen))
    link = urlsplit(address)
    assert (link.hostname, link.path) == ("t.me", "/zirka_support_bot")
    [code] = parse_qs(link.query)["start"]
    assert f"/start {code}" in page
    pressed = page.sent
    olena = telegram.person("Olena", "en", "olena_k").open(bot)
    olena.say(f"/start {code}")
    question = olena.wait_for("Link this chat")
    assert "Таксі Зірка" in words(question)
    olena.press(question, "Yes")
    olena.wait_for("is linked to")
    page.wait_for("Linked: Olena")
    assert page.sent == pressed

    # The specialist answers in the terminal; the bot delivers, with the ticket's number and topic.
    terminal = open_screen([agent.program], agent.environment, rows=40, columns=120)
    terminal.wait_for("No sound at night")
    terminal.press("/", "No sound at night", "Enter", "Enter")
    terminal.wait_for("Nobody hears us.")
    terminal.press("r")
    terminal.wait_for("Write your reply")
    terminal.press("Which headset is it?", "^S")
    asked = olena.wait_for("Which headset is it?")
    assert f"№ {number}" in words(asked)

    # The customer replies with an album: one message with its files.
    pictures = [png(64, 48), png(48, 64), png(32, 32)]
    olena.album(*map(Media.photo, pictures), caption="These three", caption_on=2, reply_to=asked)
    terminal.wait_for("These three")
    message = api.wait_until(lambda api: [
        message for message in api.messages(filed["ticket"]) if "These three" in message["text"]])[0]
    assert [file["sha256"] for file in message["attachments"]] == [sha256(picture) for picture in pictures]
    assert message["origin"] == "telegram"
    assert len([one for one in api.messages(filed["ticket"])]) == 3
    for file in message["attachments"]:
        terminal.wait_for(file["name"])
    assert lines(olena, "Which headset") == ["Which headset is it?"]
